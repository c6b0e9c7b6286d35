"""What is said of what was found: every answer whole, in a picture of 900 by 600."""

import pytest

from assistant.messages import Box, Detection, Finding, Image, Mask, Thing, Told
from assistant.places import names
from assistant.plan import Action, Asks, Step
from assistant.telling.describer import tell
from assistant.words.phrases import phrases

PICTURE = Image("1", "1.png", 900, 600)
SPOTS: dict[str, Box] = {
    "left": (10, 200, 210, 400),
    "middle": (350, 200, 550, 400),
    "right": (690, 200, 890, 400),
    "low": (10, 420, 200, 590),  # at the bottom left
}


def see(*things: str) -> list[Detection]:
    """ "dog left", "car as red car left", "dog? as cheetah left": label, phrase, spot; with ? it only looks like it."""
    found = []
    for number, thing in enumerate(things, 1):
        said, _, spot = thing.rpartition(" ")
        label, _, phrase = said.partition(" as ")
        certain = not label.endswith("?")
        label = label.rstrip("?")
        found.append(Detection(number, label, phrase or label, 0.8, SPOTS[spot], certain))
    return found


def answer(
    question: str,
    found: list[Detection],
    asks: Asks = "what",
    action: Action = "find",
    missing: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
    areas: tuple[int, ...] | None = None,
    reasons: dict[str, str] | None = None,
) -> Told:
    """What is told of a question whose things were looked for; areas: those of the masks."""
    named = phrases(question)
    masks = [Mask(1, 600, 900, "", area) for area in areas or ()] or [None] * len(found)
    called = names(found, 900, 600)
    things = tuple(Thing(n, *each) for n, each in enumerate(zip(called, found, masks, strict=True), 1))
    step = Step(1, action, question, named.wanted, named.excluded, asks)
    return tell(step, Finding(PICTURE, action, things, missing, unknown, 0.3), reasons or {})


TWO_CATS = see("cat left", "cat right")
FOUND: list[tuple[str, Asks, list[Detection], str]] = [
    ("how many cats are there", "count", TWO_CATS, "Two cats: one on the left, one on the right."),
    ("how many cats are there", "count", TWO_CATS[:1], "One cat, on the left."),
    ("how many cats are there", "count", see(*["cat left"] * 3), "Three cats, all on the left."),
    ("how many cats are there", "count", see(*["cat left"] * 12), "I see twelve cats."),
    ("how many cats are there", "count", see(*["cat left"] * 13), "I see 13 cats."),
    ("how many dogs and cats", "count", see("dog left", "cat low", "cat low"), "I see a dog on the left and two cats."),
    ("where is the dog", "where", see("dog low"), "The dog is at the bottom left."),
    ("where are the cats", "where", TWO_CATS, "Two cats: one on the left, one on the right."),
    ("is there a dog", "whether", see("dog low"), "Yes, there is a dog, at the bottom left."),
    ("are there cats", "whether", TWO_CATS, "Yes, there are two cats: one on the left, one on the right."),
    ("is there a dog", "whether", see("dog? low"), "I see something that looks like a dog, at the bottom left."),
    ("find the dog", "what", see("dog left"), "I see a dog, on the left."),
    ("find the apple", "what", see("apple left"), "I see an apple, on the left."),
    ("find the scissors", "what", see("scissors left"), "I see a pair of scissors, on the left."),
    ("find three cups", "what", see("cup left", "cup middle"),
     "You asked for three cups; I find two: one on the left, one in the middle."),
    ("find the second dog from the left", "what", see("dog middle"), "The second dog from the left is in the middle."),
    ("the cup next to the laptop", "what", see("cup right"), "The cup next to the laptop is on the right."),
    ("find the cheetah", "what", see("dog? as cheetah left"), "I see something that looks like a dog, on the left."),
    ("find cheetahs", "what", see(*["dog? as cheetah left"] * 2),
     "I see two things that look like dogs, both on the left."),
    ("everything but the bench", "what", see("dog left"), "Not counting the bench, I see a dog, on the left."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "asks", "found", "expected"), FOUND, ids=[row[3] for row in FOUND])
def test_what_was_found_is_told_as_it_was_asked(
    question: str, asks: Asks, found: list[Detection], expected: str
) -> None:
    assert answer(question, found, asks).text == expected


@pytest.mark.parametrize(
    ("question", "asks", "missing", "expected"),
    [
        ("is there an elephant", "whether", "elephant", "No, I see no elephant."),
        ("how many cats are there", "count", "cat", "I see no cats."),
        ("find the dog", "what", "dog", "I see no dog."),
        ("find three cups", "what", "cup", "I see no cups."),
        ("the cup next to the laptop", "what", "cup", "I see no cup next to the laptop."),
        ("the cup between the chairs", "what", "cup", "I see no cup between the two chairs."),
        ("find the third dog from the left", "what", "dog", "I see no third dog from the left."),
        ("are there cups on the left", "whether", "cup", "No, I see no cup on the left."),
        ("what is on the left", "what", "", "I see nothing on the left."),
        ("what do you see", "what", "", "I see nothing that I know."),
        ("find the dog and the cat", "what", "dog,cat", "I see no dog and no cat."),
    ],
)
def test_nothing_found_is_an_answer(question: str, asks: Asks, missing: str, expected: str) -> None:
    told = answer(question, [], asks, missing=tuple(missing.split(",")))
    assert told == Told(expected)


def test_what_is_missing_beside_what_is_there_is_named() -> None:
    told = answer("is there a dog and a cat", see("dog left"), "whether", missing=("cat",))
    assert told.text == "I see a dog on the left, but no cat."


def test_kinds_are_listed_and_what_is_beyond_four_is_counted_together() -> None:
    seen = see("cat left", "cat right", "couch middle", "remote low")
    assert answer("what do you see", seen, action="describe").text == "I see two cats, a couch and a remote."
    many = see(*["person left"] * 7, "car left", "car left", "bus left", "dog left", "cat left", "cup left", "cup left")
    told = answer("what do you see", many, action="describe")
    assert told.text == "I see seven people, two cars, two cups, a bus and two other things."
    assert {number for mention in told.mentions for number in mention.numbers} == set(range(1, 15))


@pytest.mark.parametrize(
    ("question", "found", "expected"),
    [
        ("find the red car", "car as red car left", "I see a car, on the left; I cannot judge its colour."),
        ("find the big dog", "dog as big dog left", "I see a dog, on the left; I cannot judge its size."),
        ("find the corgi", "dog as corgi left", "I see a dog, on the left; I cannot tell whether it is a corgi."),
        ("find the man", "person as man left", "I see a person, on the left; I cannot tell whether it is a man."),
        ("find the sofa", "couch as sofa left", "I see a sofa, on the left."),
        ("find the red square", "red square left", "I see a red square, on the left."),
        ("find the empty cup", "cup as empty cup left",
         "I see a cup, on the left; I cannot tell whether it is an empty cup."),
    ],
)  # fmt: skip
def test_what_the_detector_did_not_judge_is_said(question: str, found: str, expected: str) -> None:
    assert answer(question, see(found)).text == expected


def test_several_share_one_doubt() -> None:
    told = answer("find the red cars", see("car as red car left", "car as red car right"))
    assert told.text == "Two cars: one on the left, one on the right; I cannot judge their colour."


PEOPLE_BY_COLOUR = [
    "find the black man",
    "is there a white woman",
    "cut out the brown boy",
    "how many black people",
    "edit",
]


@pytest.mark.parametrize("question", PEOPLE_BY_COLOUR)
@pytest.mark.parametrize("label", ["person", "black man", "white woman"])
@pytest.mark.parametrize("action", ["find", "segment", "describe", "edit"])
@pytest.mark.parametrize("asks", ["what", "count", "where", "whether"])
def test_no_person_is_given_a_colour(question: str, label: str, action: Action, asks: Asks) -> None:
    phrase = "black man"
    found = see(f"{label} as {phrase} left")
    for told in (answer(question, found, asks, action), answer(question, [], asks, action, missing=(phrase,))):
        assert not {"black", "white", "brown"} & set(told.text.lower().replace(".", "").split()), told.text


def test_an_unknown_noun_is_told_in_the_detectors_words() -> None:
    reason = {"umpire": "my small detector knows 80 kinds of things, not 'umpire'"}
    alone = answer("find the umpire", [], unknown=("umpire",), reasons=reason)
    assert alone.text == "My small detector knows 80 kinds of things, not 'umpire'."
    beside = answer("find the umpire and the dog", see("dog left"), unknown=("umpire",), reasons=reason)
    assert beside.text == "I see a dog, on the left. My small detector knows 80 kinds of things, not 'umpire'."
    assert answer("find the umpire", [], unknown=("umpire",)).text == "My detector was never taught 'umpire'."


@pytest.mark.parametrize(
    ("question", "found", "areas", "missing", "expected"),
    [
        ("outline the dog", ["dog left"], (9,), "", "I have outlined the dog."),
        ("cut out the dog", ["dog left"], (9,), "", "I have cut out the dog."),
        ("outline the dogs", ["dog left", "dog right"], (9, 9), "", "I have outlined two dogs."),
        ("outline three dogs", ["dog left", "dog right"], (9, 9), "", "I have outlined two dogs; you asked for three."),
        ("outline the dog", ["dog? left"], (9,), "", "I have outlined something that looks like a dog."),
        ("outline the dog and the cat", ["dog left"], (9,), "cat", "I have outlined the dog, but I see no cat."),
        ("outline the dog", ["dog left"], (0,), "", "I found the dog, but could not outline it."),
        ("outline the dog and the cat", ["dog left", "cat left"], (9, 0), "",
         "I have outlined the dog, but could not outline the cat."),
        ("outline the dog, not the cat", ["dog left"], (9,), "", "Leaving out the cat, I have outlined the dog."),
        ("outline the dog", [], (), "dog", "I see no dog."),
    ],
)  # fmt: skip
def test_what_was_outlined_is_told(
    question: str, found: list[str], areas: tuple[int, ...], missing: str, expected: str
) -> None:
    gone = tuple(missing.split(",")) if missing else ()
    assert answer(question, see(*found), action="segment", areas=areas, missing=gone).text == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("remove the dog", "I cannot remove things yet, but I can cut out the dog for you."),
        ("remove the background", "I cannot change the background yet, but I can cut things out."),
        ("replace the dog", "I cannot replace things yet, but I can cut out the dog for you."),
        ("make it brighter", "I cannot change pictures yet, but I can cut things out."),
    ],
)
def test_what_cannot_be_done_yet_is_said_in_one_sentence_with_an_offer(question: str, expected: str) -> None:
    assert answer(question, [], action="edit") == Told(expected)


def test_making_a_picture_is_not_promised() -> None:
    told = answer("draw me a castle", [], action="generate")
    assert told == Told("I cannot make new pictures yet, but I can cut things out of one that you show me.")


@pytest.mark.parametrize(
    "question",
    ["what breed is it", "what is he thinking", "who is that", "why is it there", "how old is it", "is it real",
     "Is she happy?"],
)  # fmt: skip
def test_what_no_box_shows_cannot_be_told(question: str) -> None:
    assert answer(question, see("dog left"), action="describe") == Told("I cannot tell.")


@pytest.mark.parametrize("question", ["what breed is the dog", "is the dog asleep", "how old is the dog"])
def test_what_no_box_shows_of_a_thing_cannot_be_told_but_where_it_is_can(question: str) -> None:
    told = answer(question, see("dog left"), action="describe")
    assert told.text == "I see a dog on the left. More than that I cannot tell."
    assert answer(question, [], action="describe", missing=("dog",)).text == "I see no dog."


def test_mentions_stand_exactly_on_the_nouns_and_the_ones() -> None:
    told = answer("how many cats are there", TWO_CATS, "count")
    assert [(told.text[one.start : one.end], one.numbers) for one in told.mentions] == [
        ("cats", (1, 2)),
        ("one", (1,)),
        ("one", (2,)),
    ]


@pytest.mark.parametrize(("question", "asks", "found", "expected"), FOUND, ids=[row[3] for row in FOUND])
def test_everything_found_is_mentioned_in_order_and_in_two_sentences_at_most(
    question: str, asks: Asks, found: list[Detection], expected: str
) -> None:
    told = answer(question, found, asks)
    assert {number for mention in told.mentions for number in mention.numbers} == set(range(1, len(found) + 1))
    assert [mention.start for mention in told.mentions] == sorted({mention.start for mention in told.mentions})
    assert all(told.text[one.start : one.end].replace(" ", "").isalpha() for one in told.mentions)
    assert told.verified
    assert 1 <= told.text.count(".") <= 2
    assert told.text[0].isupper()
