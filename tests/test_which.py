"""Which of several is meant: asked, answered in a few words of five languages, and confirmed."""

import pytest

from assistant.messages import Finding, Question, Thing
from assistant.plan import Action, Place, Step, Wanted
from assistant.which import (
    Chosen,
    GivenUp,
    choice,
    chosen_intent,
    confirmed,
    given_up,
    labels,
    question,
    unclear,
)
from assistant.words.which_words import ALL, NONE, THIS, Meaning, reading
from tests.told import PICTURE, things

LANGUAGES = ("en", "de", "fr", "es", "zh")
DOG = Wanted("dog", definite=True)


def step(*wanted: Wanted, action: Action = "segment", said: str = "") -> Step:
    return Step(1, action, said, wanted or (DOG,))


def finding(*found: str, areas: tuple[int, ...] = (), action: Action = "segment") -> Finding:
    return Finding(PICTURE, action, things(found, areas))


TWO_DOGS = things(("dog left", "dog right"))
FIVE_DOGS = things(("dog left", "dog low", "dog middle", "dog top", "dog right"))


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        (DOG, ("dog left", "dog right"), True),
        (DOG, ("dog left",), False),
        (DOG, (), False),
        (DOG, ("dog left", "cat right"), False),
        (Wanted("dog"), ("dog left", "dog right"), False),
        (Wanted("dog", 2), ("dog left", "dog right"), False),
        (Wanted("dog", place=Place("left"), definite=True), ("dog left", "dog right"), False),
    ],
)
def test_one_that_was_meant_among_several_is_unclear(wanted: Wanted, found: tuple[str, ...], expected: bool) -> None:
    assert (unclear(step(wanted), things(found)) == wanted) is expected


def test_first_that_is_unclear_is_asked_about() -> None:
    cat = Wanted("cat", definite=True)
    assert unclear(step(DOG, cat), things(("dog left", "cat left", "cat right"))) == cat


ASKED: list[tuple[tuple[str, ...], str, str, str, str, str]] = [
    (
        ("dog left", "dog right"),
        "I see two dogs, one left, one right. Which?",
        "Ich sehe zwei Hunde, einen links, einen rechts. Welchen?",
        "Je vois deux chiens, un à gauche et un à droite. Lequel ?",
        "Veo dos perros, uno a la izquierda y otro a la derecha. ¿Cuál?",
        "我看到两只狗，一只在左边，一只在右边。要哪一只？",
    ),
    (
        ("cup left", "cup middle", "cup right"),
        "I see three cups, one left, one in the middle, one right. Which?",
        "Ich sehe drei Tassen, eine links, eine in der Mitte, eine rechts. Welche?",
        "Je vois trois tasses, une à gauche, une au milieu et une à droite. Laquelle ?",
        "Veo tres tazas, una a la izquierda, una en el centro y otra a la derecha. ¿Cuál?",
        "我看到三个杯子，一个在左边，一个在中间，一个在右边。要哪一个？",
    ),
    (
        ("house top", "house middle"),
        "I see two houses, one at the top, one at the bottom. Which?",
        "Ich sehe zwei Häuser, eins oben, eins unten. Welches?",
        "Je vois deux maisons, une en haut et une en bas. Laquelle ?",
        "Veo dos casas, una arriba y otra abajo. ¿Cuál?",
        "我看到两栋房子，一栋在上方，一栋在下方。要哪一栋？",
    ),
    (
        ("cat left", "cat left"),
        "I see two cats, one larger, one smaller. Which?",
        "Ich sehe zwei Katzen, eine größere, eine kleinere. Welche?",
        "Je vois deux chats, un plus grand et un plus petit. Lequel ?",
        "Veo dos gatos, uno más grande y otro más pequeño. ¿Cuál?",
        "我看到两只猫，一只大一点，一只小一点。要哪一只？",
    ),
    (
        ("dog left", "dog low", "dog middle", "dog top", "dog right"),
        "I see five dogs. Which one?",
        "Ich sehe fünf Hunde. Welchen?",
        "Je vois cinq chiens. Lequel ?",
        "Veo cinco perros. ¿Cuál?",
        "我看到五只狗。要哪一只？",
    ),
    (
        ("dog? left", "dog? right"),
        "I see two things that look like dogs, one left, one right. Which?",
        "Ich sehe zwei Dinge, die wie Hunde aussehen, eins links, eins rechts. Welches?",
        "Je vois deux choses qui ressemblent à des chiens, une à gauche et une à droite. Laquelle ?",
        "Veo dos cosas que parecen perros, una a la izquierda y otra a la derecha. ¿Cuál?",
        "我看到两个像狗的东西，一个在左边，一个在右边。要哪一个？",
    ),
    (
        ("dog as animal left", "cat as animal right"),
        "I see two animals, a dog, a cat. Which?",
        "Ich sehe zwei Tiere, einen Hund, eine Katze. Welches?",
        "Je vois deux animaux, un chien et un chat. Lequel ?",
        "Veo dos animales, un perro y un gato. ¿Cuál?",
        "我看到两只动物，一只狗，一只猫。要哪一只？",
    ),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ASKED, ids=[row[1] for row in ASKED])
def test_which_is_asked(row: tuple[tuple[str, ...], str, str, str, str, str], language: str) -> None:
    found, *sentences = row
    there = things(found)
    asked = question(step(Wanted(there[0].detection.phrase, definite=True)), there, language)
    assert asked.text == sentences[LANGUAGES.index(language)]
    assert {number for one in asked.mentions for number in one.numbers} == set(range(1, len(found) + 1))
    assert all(asked.text[one.start : one.end] for one in asked.mentions)


@pytest.mark.parametrize(
    ("language", "slices"),
    [
        ("en", ["dogs", "one left", "one right"]),
        ("de", ["Hunde", "einen links", "einen rechts"]),
        ("es", ["perros", "uno a la izquierda", "otro a la derecha"]),
        ("zh", ["狗", "一只在左边", "一只在右边"]),
    ],
)
def test_question_lights_up_what_it_names(language: str, slices: list[str]) -> None:
    asked = question(step(), TWO_DOGS, language)
    assert [asked.text[one.start : one.end] for one in asked.mentions] == slices


def test_nothing_unclear_is_nothing_to_ask() -> None:
    with pytest.raises(ValueError, match="nothing is unclear"):
        question(step(), things(("dog left",)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ASKED, ids=[row[1] for row in ASKED])
def test_every_label_is_understood_as_its_thing(
    row: tuple[tuple[str, ...], str, str, str, str, str], language: str
) -> None:
    there = finding(*row[0])
    waiting = step(Wanted(there.things[0].detection.phrase, definite=True))
    said = labels(waiting, there, language)
    assert len(said) == len(set(said)) == len(there.things)
    places = []
    for label in said:
        chosen = choice(label, (waiting,), there, 0, language)
        assert isinstance(chosen, Chosen), label
        assert chosen.language == language, label
        places.append(chosen.steps[0].wanted[0].place)
    assert None not in places
    assert len(set(places)) == len(places)


def test_one_thing_needs_no_labels() -> None:
    assert labels(step(), finding("dog left")) == ()


REPLIES: list[tuple[str, str, Meaning]] = [
    ("en", "the left one", Place("left")),
    ("en", "Left.", Place("left")),
    ("en", "um, the one on the right please", Place("right")),
    ("en", "the second from the left", Place("left", 2)),
    ("en", "the third one", Place("left", 3)),
    ("en", "the last one", Place("right")),
    ("en", "the top left one", Place("top left")),
    ("en", "the biggest", Place("largest")),
    ("en", "number two", 2),
    ("en", "2", 2),
    ("en", "both", ALL),
    ("en", "all of them", ALL),
    ("en", "that one", THIS),
    ("en", "never mind", NONE),
    ("en", "neither of them", NONE),
    ("de", "links", Place("left")),
    ("de", "den linken bitte", Place("left")),
    ("de", "Der rechte.", Place("right")),
    ("de", "ganz oben", Place("top")),
    ("de", "den größten", Place("largest")),
    ("de", "den GRÖSSTEN", Place("largest")),
    ("de", "der zweite von rechts", Place("right", 2)),
    ("de", "die dritte von links", Place("left", 3)),
    ("de", "oben rechts", Place("top right")),
    ("de", "Nummer zwei", 2),
    ("de", "beide", ALL),
    ("de", "alle beide", ALL),
    ("de", "diesen", THIS),
    ("de", "schon gut", NONE),
    ("de", "keinen von beiden", NONE),
    ("fr", "à gauche", Place("left")),
    ("fr", "celui de droite", Place("right")),
    ("fr", "celle du milieu s'il te plaît", Place("middle")),
    ("fr", "le plus grand", Place("largest")),
    ("fr", "le deuxième en partant de la droite", Place("right", 2)),
    ("fr", "le premier", Place("left", 1)),
    ("fr", "numéro deux", 2),
    ("fr", "les deux", ALL),
    ("fr", "celui-ci", THIS),
    ("fr", "laisse tomber", NONE),
    ("es", "el de la izquierda", Place("left")),
    ("es", "la de arriba", Place("top")),
    ("es", "el más pequeño", Place("smallest")),
    ("es", "el segundo por la derecha", Place("right", 2)),
    ("es", "el cuarto empezando por la izquierda", Place("left", 4)),
    ("es", "la última", Place("right")),
    ("es", "número tres", 3),
    ("es", "los dos", ALL),
    ("es", "este", THIS),
    ("es", "no, gracias", NONE),
    ("zh", "左边", Place("left")),
    ("zh", "左边那个", Place("left")),
    ("zh", "我要右边的", Place("right")),
    ("zh", "中间的那只", Place("middle")),
    ("zh", "左边第二个", Place("left", 2)),
    ("zh", "从右数第三只", Place("right", 3)),
    ("zh", "第一个", Place("left", 1)),
    ("zh", "右下角", Place("bottom right")),
    ("zh", "大的", Place("largest")),
    ("zh", "都要", ALL),
    ("zh", "这个", THIS),
    ("zh", "算了", NONE),
]


@pytest.mark.parametrize(("language", "text", "meaning"), REPLIES, ids=[f"{row[0]}: {row[1]}" for row in REPLIES])
def test_short_reply_is_read(language: str, text: str, meaning: Meaning) -> None:
    assert reading(text, language=language) == (meaning, language)


@pytest.mark.parametrize(("language", "text", "meaning"), REPLIES, ids=[f"{row[0]}: {row[1]}" for row in REPLIES])
def test_reply_is_read_also_where_its_language_was_misheard(language: str, text: str, meaning: Meaning) -> None:
    read = reading(text, language="fr" if language == "en" else "en")
    assert read is not None
    assert read[0] == meaning


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "what time is it",
        "the left one has a nice collar and I would like to know more",
        "is the left one sleeping",
        "I left my keys at home",
        "wie spät ist es",
        "quelle heure est-il",
        "¿qué hora es?",
        "现在几点",
        "的",
    ],
)
def test_anything_else_is_no_reply(text: str) -> None:
    assert reading(text) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the left dog"),
        ("de", "den linken Hund"),
        ("fr", "le chien de gauche"),
        ("es", "el perro de la izquierda"),
        ("zh", "左边的狗"),
        ("zh", "左边那只狗"),
    ],
)
def test_reply_may_name_the_kind(language: str, text: str) -> None:
    chosen = choice(text, (step(),), Finding(PICTURE, "segment", TWO_DOGS), language=language)
    assert isinstance(chosen, Chosen)
    assert chosen.steps[0].wanted == (Wanted("dog", place=Place("left")),)
    assert (chosen.steps[0].refers, chosen.language) == ((text,), language)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "the left teddy bear"), ("fr", "l'ours en peluche de gauche"), ("es", "el oso de peluche de la izquierda")],
)
def test_reply_may_name_a_kind_of_several_words(language: str, text: str) -> None:
    teddy = Wanted("teddy bear", definite=True)
    there = finding("teddy bear left", "teddy bear right")
    chosen = choice(text, (step(teddy),), there, language=language)
    assert isinstance(chosen, Chosen)
    assert chosen.steps[0].wanted[0].place == Place("left")


def test_reply_that_names_another_kind_is_none() -> None:
    assert choice("the left cat", (step(),), Finding(PICTURE, "segment", TWO_DOGS)) is None


def chosen_place(text: str, there: tuple[Thing, ...], selected: int = 0) -> Wanted:
    chosen = choice(text, (step(),), Finding(PICTURE, "segment", there), selected)
    assert isinstance(chosen, Chosen)
    return chosen.steps[0].wanted[0]


def test_number_means_the_thing_with_that_number() -> None:
    assert chosen_place("number two", FIVE_DOGS) == Wanted("dog", place=Place("left", 2))


def test_this_means_the_selected_thing_and_without_one_nothing() -> None:
    assert chosen_place("that one", TWO_DOGS, selected=2) == Wanted("dog", place=Place("left", 2))
    assert chosen_place("that one", TWO_DOGS) == DOG


def test_both_means_that_no_single_one_was_meant() -> None:
    assert chosen_place("both", TWO_DOGS) == Wanted("dog")


def test_reply_that_fits_none_leaves_the_request_as_it_was() -> None:
    assert chosen_place("the third one", TWO_DOGS) == DOG


def test_reply_to_nothing_is_none() -> None:
    assert choice("left", (step(),), finding("dog left")) is None


def test_following_steps_wait_too() -> None:
    after = Step(2, "describe", "which is fuller", after=(1,))
    chosen = choice("left", (step(), after), Finding(PICTURE, "segment", TWO_DOGS))
    assert isinstance(chosen, Chosen)
    assert chosen.steps[1] == after


@pytest.mark.parametrize(("language", "text"), [("en", "never mind"), ("de", "nein danke"), ("zh", "不用了")])
def test_giving_up_is_a_reply(language: str, text: str) -> None:
    there = Finding(PICTURE, "segment", TWO_DOGS)
    assert choice(text, (step(),), there, language=language) == GivenUp(language)


def test_giving_up_is_answered_in_its_language() -> None:
    said = [given_up(language) for language in (*LANGUAGES, "it")]
    assert said == ["All right.", "Gut.", "D'accord.", "De acuerdo.", "好的。", "All right."]


CONFIRMED: list[tuple[str, tuple[str, ...], int, str, str, str, str]] = [
    (
        "outline the dog",
        ("dog left", "dog right"),
        1,
        "Ich habe den linken Hund umrandet.",
        "J'ai détouré le chien de gauche.",
        "He marcado el contorno del perro de la izquierda.",
        "我勾出了左边那只狗的轮廓。",
    ),
    (
        "cut out the cup",
        ("cup left", "cup right"),
        2,
        "Ich habe die rechte Tasse ausgeschnitten.",
        "J'ai découpé la tasse de droite.",
        "He recortado la taza de la derecha.",
        "我把右边那个杯子抠出来了。",
    ),
    (
        "outline the house",
        ("house top", "house middle"),
        1,
        "Ich habe das obere Haus umrandet.",
        "J'ai détouré la maison du haut.",
        "He marcado el contorno de la casa de arriba.",
        "我勾出了上方那栋房子的轮廓。",
    ),
    (
        "outline the dog",
        ("dog left", "dog low", "dog middle", "dog top", "dog right"),
        3,
        "Ich habe den dritten Hund von links umrandet.",
        "J'ai détouré le troisième chien en partant de la gauche.",
        "He marcado el contorno del tercer perro empezando por la izquierda.",
        "我勾出了从左数第三只狗的轮廓。",
    ),
    (
        "outline the dog",
        ("dog left", "dog right"),
        0,
        "Ich habe die beiden Hunde umrandet.",
        "J'ai détouré les deux chiens.",
        "He marcado el contorno de los dos perros.",
        "我勾出了那两只狗的轮廓。",
    ),
    (
        "outline the dog",
        ("dog? left", "dog? right"),
        1,
        "Ich habe etwas, das wie ein Hund aussieht, umrandet.",
        "J'ai détouré quelque chose qui ressemble à un chien.",
        "He marcado el contorno de algo que parece un perro.",
        "我勾出了一个像狗的东西的轮廓。",
    ),
]


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("row", CONFIRMED, ids=[row[3] for row in CONFIRMED])
def test_choice_is_confirmed(row: tuple[str, tuple[str, ...], int, str, str, str, str], language: str) -> None:
    said, found, number, *sentences = row
    there = things(found, (9,) * len(found))
    meant = tuple(one for one in there if number in (0, one.number))
    told = confirmed(step(said=said), Finding(PICTURE, "segment", meant), language)
    assert told is not None
    assert told.text == sentences[LANGUAGES.index(language) - 1]
    assert {one for mention in told.mentions for one in mention.numbers} == {thing.number for thing in meant}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "Gut: den linken Hund."),
        ("fr", "D'accord : le chien de gauche."),
        ("es", "De acuerdo: el perro de la izquierda."),
        ("zh", "好的：左边那只狗。"),
    ],
)
def test_what_was_only_looked_for_is_confirmed(language: str, expected: str) -> None:
    there = Finding(PICTURE, "find", TWO_DOGS[:1])
    told = confirmed(step(action="find"), there, language)
    assert told is not None
    assert told.text == expected


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_what_could_not_be_outlined_is_not_confirmed(language: str) -> None:
    told = confirmed(step(), finding("dog left", areas=(0,)), language)
    assert told is not None
    assert told.text not in {row[3 + LANGUAGES.index(language) - 1] for row in CONFIRMED}
    assert told.mentions[0].numbers == (1,)


def test_english_and_nothing_found_are_confirmed_elsewhere() -> None:
    assert confirmed(step(), finding("dog left", areas=(9,)), "en") is None
    assert confirmed(step(), finding(), "de") is None


INTENTS = ("find", "segment", "chat")


def asked(language: str = "en") -> Question:
    choices = {"en": ("Find", "Cut out", "Just talk"), "de": ("Suchen", "Ausschneiden", "Nur reden")}[language]
    return Question("Shall I find the dog, cut it out, or just talk about it?", choices, "the dog", (), INTENTS)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Find", "find"),
        ("en", "cut out", "segment"),
        ("en", "cut it out please", "segment"),
        ("en", "just talk about it", "chat"),
        ("en", "the first one", "find"),
        ("en", "the last", "chat"),
        ("en", "number two", "segment"),
        ("en", "what is the weather", None),
        ("en", "yes", None),
        ("de", "Ausschneiden.", "segment"),
        ("de", "schneide ihn aus", "segment"),
        ("de", "nur reden", "chat"),
        ("de", "das zweite", "segment"),
        ("fr", "découpe-le", "segment"),
        ("es", "búscalo, solo hablar", "chat"),
        ("zh", "抠出来", "segment"),
        ("zh", "找", "find"),
    ],
)
def test_reply_says_which_intent_is_meant(language: str, text: str, expected: str | None) -> None:
    assert chosen_intent(text, asked("de" if language == "de" else "en"), language) == expected


def test_intent_may_be_given_up() -> None:
    assert chosen_intent("never mind", asked()) == GivenUp("en")


def test_users_own_intent_is_meant_by_its_name() -> None:
    own = Question("?", ("find", "lamp"), "the lamp", (), ("find", "lamp"))
    assert chosen_intent("the lamp thing", own) == "lamp"


def test_another_language_is_asked_in_english() -> None:
    assert question(step(), TWO_DOGS, "it") == question(step(), TWO_DOGS)
    assert labels(step(), finding("dog left", "dog right"), "it") == ("left", "right")


@pytest.mark.parametrize(
    "text",
    [
        "left, no, right",
        "left, no wait, right",
        "the left one, I mean the right one",
        "the left, sorry, the right",
        "links, nein, rechts",
        "gauche, non, droite",
        "izquierda, no, derecha",
        "左边，不对，右边",
    ],
)
def test_reply_that_corrects_itself_means_what_was_said_last(text: str) -> None:
    (wanted,) = chosen(text, TWO_DOGS)
    assert wanted.place == Place("right")


@pytest.mark.parametrize(
    "text",
    [
        "left and right",
        "the left and the right one",
        "the two",
        "the two dogs",
        "both",
        "die zwei",
        "links und rechts",
        "gauche et droite",
        "izquierda y derecha",
        "左边和右边",
        "1 and 2",
    ],
)
def test_each_of_two_may_be_named(text: str) -> None:
    assert chosen(text, TWO_DOGS) == (Wanted("dog"),)


def test_some_of_several_may_be_named() -> None:
    assert [one.place for one in chosen("the first and the third", FIVE_DOGS)] == [Place("left"), Place("left", 3)]


@pytest.mark.parametrize("text", ["the third one", "number 3", "the two"])
def test_one_more_than_there_are_is_asked_again_with_how_many_there_are(text: str) -> None:
    there = TWO_DOGS if text != "the two" else things(("dog left", "dog middle", "dog right"))
    assert chosen(text, there) == (DOG,)
    assert question(step(), there).text.startswith("I see two dogs" if text != "the two" else "I see three dogs")


@pytest.mark.parametrize(
    "text",
    [
        "all except the left one",
        "alle außer dem linken",
        "tous sauf celui de gauche",
        "todos menos el de la izquierda",
        "除了左边的都要",
    ],
)
def test_all_but_one_may_be_meant(text: str) -> None:
    (wanted,) = chosen(text, FIVE_DOGS)
    assert wanted.place == Place("left", -1)


@pytest.mark.parametrize("text", ["the left one and the cat", "links und die Katze", "gauche et le chat"])
def test_reply_may_ask_for_something_else_beside(text: str) -> None:
    dog, cat = chosen(text, TWO_DOGS)
    assert (dog.place, cat.phrase, cat.place) == (Place("left"), "cat", None)


@pytest.mark.parametrize("text", ["left and find the cat in the other picture please", "the cat and the bird", "and"])
def test_sentence_with_and_is_no_reply_unless_a_choice_begins_it(text: str) -> None:
    assert choice(text, (step(),), Finding(PICTURE, "segment", TWO_DOGS)) is None


def chosen(text: str, there: tuple[Thing, ...]) -> tuple[Wanted, ...]:
    made = choice(text, (step(),), Finding(PICTURE, "segment", there))
    assert isinstance(made, Chosen)
    return made.steps[0].wanted
