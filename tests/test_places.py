"""Which of several is meant, where it lies, and what it is called; in a picture of 900 by 600."""

import itertools

import pytest

from assistant.messages import Box, Detection
from assistant.places import called, choose, names, where
from assistant.plan import Kind, Place

W, H = 900, 600


def at(x: float, y: float, side: float = 80, label: str = "dog", phrase: str = "", id: int = 1) -> Detection:
    """A square thing by its centre."""
    half = side / 2
    return Detection(id, label, phrase or label, 0.9, (x - half, y - half, x + half, y + half))


LEFT, MIDDLE, RIGHT = at(100, 300), at(450, 300, 120), at(800, 300, 60)
TOP, BOTTOM = at(450, 60), at(450, 540)
ROW = [RIGHT, LEFT, MIDDLE]


def chosen(detections: list[Detection], kind: Kind, rank: int = 1, **others: list[Detection]) -> list[Detection]:
    return choose(detections, Place(kind, rank, tuple(others)), W, H, others)


@pytest.mark.parametrize(
    ("kind", "rank", "expected"),
    [
        ("left", 1, [LEFT]),
        ("left", 2, [MIDDLE]),
        ("left", 4, []),
        ("right", 1, [RIGHT]),
        ("right", 3, [LEFT]),
        ("middle", 1, [MIDDLE]),
        ("largest", 1, [MIDDLE]),
        ("largest", 2, [LEFT]),
        ("smallest", 1, [RIGHT]),
        ("left", 0, [LEFT]),
        ("right", 0, [RIGHT]),
        ("left", -1, [RIGHT, MIDDLE]),
        ("largest", -1, [RIGHT, LEFT]),
    ],
)
def test_one_of_a_row_is_meant_by_its_place(kind: Kind, rank: int, expected: list[Detection]) -> None:
    assert chosen(ROW, kind, rank) == expected


def test_top_and_bottom_count_from_their_side() -> None:
    assert chosen([BOTTOM, MIDDLE, TOP], "top") == [TOP]
    assert chosen([TOP, MIDDLE, BOTTOM], "bottom", 2) == [MIDDLE]


def test_corners() -> None:
    upper_left, lower_right, near = at(60, 60), at(840, 540), at(30, 570)
    things = [MIDDLE, upper_left, lower_right, near]
    assert chosen(things, "corner") == [near]
    assert chosen(things, "top left") == [upper_left]
    assert chosen(things, "bottom right") == [lower_right]
    assert chosen([MIDDLE], "bottom right", 0) == []


def test_nothing_to_choose_from_gives_nothing() -> None:
    assert chosen([], "left") == []
    assert chosen([], "next to", laptop=[LEFT]) == []


def test_next_to_is_the_nearest_and_all_that_are_near() -> None:
    laptop, near, nearer, far = at(450, 300, 100), at(560, 300), at(350, 300), at(850, 100)
    assert chosen([far, near, nearer], "next to", laptop=[laptop]) == [nearer]
    assert chosen([far, near, nearer], "next to", 2, laptop=[laptop]) == [near]
    assert chosen([far, near, nearer], "next to", 0, laptop=[laptop]) == [nearer, near]


@pytest.mark.parametrize("kind", ["next to", "between", "behind", "in front of", "above", "below"])
def test_what_is_related_to_something_that_is_not_there_is_not_there(kind: Kind) -> None:
    assert chosen([LEFT, RIGHT], kind, laptop=[]) == []
    assert choose([LEFT], Place(kind, 1, ("laptop",)), W, H, {}) == []


def test_a_thing_is_not_next_to_itself() -> None:
    assert chosen([LEFT, MIDDLE], "next to", dog=[LEFT, MIDDLE]) != []
    assert chosen([LEFT], "next to", dog=[LEFT]) == []


def test_between_two_of_a_kind_and_of_two_kinds() -> None:
    ball, aside, outside = at(450, 310, 40), at(450, 580, 40), at(30, 300, 40)
    chairs, dog, cat = [LEFT, RIGHT], [LEFT], [RIGHT]
    assert chosen([outside, aside, ball], "between", chair=chairs) == [ball]
    assert chosen([outside, aside, ball], "between", dog=dog, cat=cat) == [ball]
    assert chosen([outside], "between", chair=chairs) == []
    assert chosen([ball], "between", chair=[LEFT]) == []


def test_behind_stands_higher_in_the_picture_and_in_front_of_lower() -> None:
    bench, behind, before, aside = at(450, 400, 200), at(450, 300), at(470, 500), at(100, 200)
    assert chosen([aside, before, behind], "behind", bench=[bench]) == [behind]
    assert chosen([aside, before, behind], "in front of", bench=[bench]) == [before]


def test_above_below_left_and_right_of_something() -> None:
    things = [LEFT, RIGHT, TOP, BOTTOM]
    found = [chosen(things, kind, lamp=[MIDDLE]) for kind in ("left", "right", "above", "below")]
    assert found == [[LEFT], [RIGHT], [TOP], [BOTTOM]]


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((0, 250, 100, 350), "on the left"),
        ((800, 250, 900, 350), "on the right"),
        ((400, 0, 500, 100), "at the top"),
        ((400, 500, 500, 600), "at the bottom"),
        ((400, 250, 500, 350), "in the middle"),
        ((0, 0, 100, 100), "at the top left"),
        ((800, 500, 900, 600), "at the bottom right"),
        ((0, 0, 900, 600), "across most of the picture"),
    ],
)
def test_where_is_said_as_people_say_it(box: Box, expected: str) -> None:
    assert where(box, W, H) == expected


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom", "middle"])
def test_what_is_said_to_be_somewhere_is_chosen_there_and_the_other_way_round(side: Kind) -> None:
    for x, y in itertools.product(range(50, 900, 50), range(50, 600, 50)):
        thing = at(x, y, 20)
        assert (chosen([thing], side, 0) == [thing]) == (side in where(thing.box_xyxy, W, H))


def test_one_of_a_kind_needs_no_more_than_its_noun() -> None:
    assert names([LEFT, at(450, 300, label="cat")], W, H) == ["the dog", "the cat"]


def test_two_are_told_by_side_then_by_height_then_by_size() -> None:
    assert names([RIGHT, LEFT], W, H) == ["the right dog", "the left dog"]
    assert names([BOTTOM, TOP], W, H) == ["the bottom dog", "the top dog"]
    assert names([at(450, 300, 50), at(455, 302, 200)], W, H) == ["the smaller dog", "the larger dog"]


def test_three_have_a_middle() -> None:
    assert names(ROW, W, H) == ["the right dog", "the left dog", "the middle dog"]
    assert names([BOTTOM, TOP, MIDDLE], W, H) == ["the bottom dog", "the top dog", "the middle dog"]


def test_more_are_counted_from_the_left() -> None:
    four = [at(x, 300) for x in (700, 100, 500, 300)]
    assert names(four, W, H)[:2] == ["the fourth dog from the left", "the first dog from the left"]


@pytest.mark.parametrize("count", range(1, 30))
def test_names_are_never_shared(count: int) -> None:
    same = [at(450, 300, id=number) for number in range(count)]
    assert len(set(names(same, W, H))) == count


@pytest.mark.parametrize(
    ("label", "phrase", "expected"),
    [
        ("car", "red car", "car"),
        ("red car", "red car", "red car"),
        ("couch", "sofa", "sofa"),
        ("couch", "red sofa", "sofa"),
        ("dog", "corgi", "dog"),
        ("cup", "coffee cup", "coffee cup"),
        ("person", "man", "person"),
        ("man", "man", "man"),
        ("black man", "black man", "man"),
        ("dog", "", "dog"),
        ("Dogs", "", "dog"),
    ],
)
def test_nothing_is_called_more_than_the_detector_vouches_for(label: str, phrase: str, expected: str) -> None:
    assert called(Detection(1, label, phrase, 0.9, (0, 0, 1, 1))) == expected


def test_what_only_looks_alike_has_the_detectors_word() -> None:
    assert called(Detection(1, "dog", "cheetah", 0.5, (0, 0, 1, 1), certain=False)) == "dog"
