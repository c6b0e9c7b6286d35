import asyncio
from dataclasses import replace

import pytest

from assistant.errors import BadInput, EngineDied
from assistant.messages import Detection, Image
from assistant.plan import Place, Step, Wanted
from assistant.prelook import glance
from assistant.roles import Eyes, Stream
from assistant.sight import Sight
from assistant.vision import EVERYTHING, Seen, Telling, decline, see
from tests.actors import Eye, Gist, Scissors

PICTURE = Image("p" * 64, "/picture.png", 100, 50)
LEFT, MIDDLE, RIGHT = (0.0, 0.0, 20.0, 20.0), (40.0, 0.0, 60.0, 20.0), (80.0, 0.0, 100.0, 20.0)


def eyes(eye: Eye) -> Eyes:
    return Eyes(eye, Scissors(), Gist(), box_threshold=0.3)


def step(*wanted: str | Wanted, action: str = "find", excluded: tuple[str, ...] = ()) -> Step:
    named = tuple(one if isinstance(one, Wanted) else Wanted(one) for one in wanted)
    return Step(1, action, "What is there?", named, excluded)  # type: ignore[arg-type]


def look(eye: Eye, what: Step, sight: Sight | None = None) -> Seen:
    return asyncio.run(see(what, PICTURE, eyes(eye), sight or Sight()))


def found(seen: Seen) -> list[tuple[str, tuple[float, ...]]]:
    return [(thing.detection.phrase, thing.detection.box_xyxy) for thing in seen.finding.things]


def test_things_are_numbered_from_left_to_right() -> None:
    seen = look(Eye({"dog": [(0.9, RIGHT), (0.8, LEFT), (0.7, MIDDLE)]}), step("dog"))
    assert found(seen) == [("dog", LEFT), ("dog", MIDDLE), ("dog", RIGHT)]
    assert [thing.number for thing in seen.finding.things] == [1, 2, 3]
    assert [thing.detection.id for thing in seen.finding.things] == [1, 2, 3]


def test_one_thing_found_by_two_phrases_is_one_thing() -> None:
    eye = Eye({"dog": [(0.9, LEFT)], "animal": [(0.5, (0.0, 1.0, 20.0, 20.0)), (0.4, RIGHT)]})
    assert found(look(eye, step("animal", "dog"))) == [("animal", RIGHT), ("dog", LEFT)]


def test_what_is_excluded_is_left_out_even_where_another_phrase_found_it() -> None:
    eye = Eye({"animal": [(0.6, LEFT), (0.6, RIGHT)], "cat": [(0.8, RIGHT)]})
    assert found(look(eye, step("animal", excluded=("cat",)))) == [("animal", LEFT)]


def test_only_what_scores_enough_is_believed() -> None:
    eye = Eye({"dog": [(0.31, LEFT), (0.29, RIGHT)]})
    assert found(look(eye, step("dog"))) == [("dog", LEFT)]


def test_other_threshold_needs_no_second_search() -> None:
    eye, sight = Eye({"dog": [(0.31, LEFT), (0.29, RIGHT)]}), Sight()
    look(eye, step("dog"), sight)
    sight.box_threshold = 0.2
    assert len(look(eye, step("dog"), sight).finding.things) == 2
    assert eye.asked == ["dog"]


def test_what_is_not_there_is_missing_and_what_cannot_be_known_is_unknown() -> None:
    seen = look(Eye({"dog": [(0.9, LEFT)], "umpire": None}), step("dog", "elephant", "umpire"))
    assert (seen.finding.missing, len(seen.finding.unknown)) == (("elephant",), 1)
    assert "elephant" in seen.told.text
    assert "umpire" in seen.told.text


def test_nothing_found_is_an_answer() -> None:
    seen = look(Eye(), step("dog"))
    assert seen.finding.things == ()
    assert "no dog" in seen.told.text


def test_place_chooses_among_what_was_found() -> None:
    eye = Eye({"dog": [(0.9, LEFT), (0.8, RIGHT)]})
    assert found(look(eye, step(Wanted("dog", place=Place("right"))))) == [("dog", RIGHT)]


def test_relation_looks_for_the_other_thing_too_but_does_not_count_it() -> None:
    eye = Eye({"dog": [(0.9, LEFT), (0.8, MIDDLE)], "bench": [(0.9, RIGHT)]})
    wanted = Wanted("dog", place=Place("next to", others=("bench",)))
    assert found(look(eye, step(wanted))) == [("dog", MIDDLE)]
    assert eye.asked == ["dog", "bench"]


def test_segment_outlines_each_thing_in_order() -> None:
    seen = look(Eye({"dog": [(0.9, RIGHT), (0.8, LEFT)]}), step("dog", action="segment"))
    assert [thing.mask and thing.mask.detection_id for thing in seen.finding.things] == [1, 2]
    assert all(thing.mask and thing.mask.area == 400 for thing in seen.finding.things)


def test_find_asks_for_no_outlines() -> None:
    seen = look(Eye({"dog": [(0.9, RIGHT)]}), step("dog"))
    assert [thing.mask for thing in seen.finding.things] == [None]


def test_describe_asks_for_whatever_the_detector_knows() -> None:
    eye = Eye({EVERYTHING: [(0.9, LEFT)]})
    assert len(look(eye, step(action="describe")).finding.things) == 1
    assert eye.asked == [EVERYTHING]


def test_glance_spares_the_first_description_its_search() -> None:
    eye, sight = Eye({EVERYTHING: [(0.9, LEFT)]}), Sight()
    asyncio.run(glance(PICTURE, eyes(eye), sight))
    look(eye, step(action="describe"), sight)
    assert eye.asked == [EVERYTHING]


@pytest.mark.parametrize("action", ["edit", "generate"])
def test_what_cannot_be_done_yet_is_said_and_a_cut_out_offered(action: str) -> None:
    assert "cut" in decline(step("dog", action=action), "en").text


def test_exclusion_that_the_detector_cannot_judge_excludes_nothing() -> None:
    class ColourBlind(Eye):
        def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
            return Stream((replace(one, label="cup") for one in super().find(image, phrase, floor)), lambda: None)

    cups = [(0.9, LEFT), (0.8, RIGHT)]
    seen = look(ColourBlind({"cup": cups, "blue cup": cups}), step("cup", excluded=("blue cup",)))
    assert len(seen.finding.things) == 2


def test_failure_of_the_detector_is_raised() -> None:
    class Broken(Eye):
        def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
            raise EngineDied("the engine died")

    with pytest.raises(EngineDied):
        look(Broken(), step("dog"))


def test_picture_that_is_gone_is_said_and_not_remembered() -> None:
    class Gone(Eye):
        def find(self, image: Image, phrase: str, floor: float) -> Stream[Detection]:
            raise BadInput("this picture is gone; show it again")

    sight = Sight()
    with pytest.raises(BadInput):
        look(Gone(), step("dog"), sight)
    assert sight.seen(PICTURE, "dog") is None


def test_what_is_under_way_is_told_in_words() -> None:
    done: list[str] = []
    eye = Eye({"dog": [(0.9, LEFT)]})
    asyncio.run(see(step("dog", action="segment"), PICTURE, eyes(eye), Sight(), Telling(done.append)))
    assert len(done) == 2
    assert "dog" in done[0]


def test_same_thing_wanted_twice_is_listed_once() -> None:
    eye = Eye({"dog": [(0.9, LEFT), (0.8, RIGHT)]})
    twice = step(Wanted("dog", place=Place("left")), Wanted("dog"))
    assert found(look(eye, twice)) == [("dog", LEFT), ("dog", RIGHT)]
