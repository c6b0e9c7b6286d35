"""What is said about the last result: how it is read in five languages, and what it makes of that result."""

import asyncio
import random
import time
from collections.abc import Sequence

import pytest

from assistant.last_result import NotThere, OneOf
from assistant.messages import Box, Detection, Finding, Image, Mask, Thing
from assistant.places import names
from assistant.plan import Place, Step, Wanted
from assistant.refine import filtered, refined, refinement, said_of, threshold
from assistant.roles import Eyes
from assistant.sight import Sight
from assistant.vision import look, see
from assistant.which import Chosen, choice, labels
from assistant.words.refinements import Refinement
from scripts.intent_data import LANGUAGES, Example, read, split
from tests.actors import Eye, Gist, Scissors

READ = {
    "en": """other: no, the other one | not that one | I meant the other dog | show me another one | nope, wrong one
        which: the second from the left | I meant the left one | the big one | the one with the stripes | number two
        also: also the chair | and the cat too | you forgot the handle | the tail as well please | and the rest of them
        without: without the shadow | not the cat | leave out the left one | everything except the tablecloth
        only: only the dog | um just the left one then | keep only the dog | just the face, not the hair
        instead: the cat instead | no, the cat | I said the cat | not the dog, the cat
        undo: undo that | go back one | undo the last two | take that back | put it back the way it was
        redo: redo | redo that
        stricter: be stricter | only what you are sure of | that's too many | threshold forty percent
        looser: you missed some, look harder | be less strict | there are at least three more | lower the threshold
        elsewhere: same in the next picture | the same for the second picture | do that with all pictures
        as: now cut them out | just outline it | count them | where are they
        why: why? | how do you know | why that one | what makes you say it's a wolf | why is that a dog
        sure: are you sure? | how certain are you | are you sure it isn't a goat
        all: both | all of them
        again: try again
        adjust: a bit tighter | make it smoother at the edges
        finer: a cleaner edge | give me finer edges please | make the outline sharper | clean up the edges
        wrong: no no no | that's wrong""",
    "de": """other: nein, die andere | nicht den da | nee, den anderen | nimm lieber einen anderen
        which: der zweite von links | ich meine den linken | den mit den Streifen | äh den zweiten von rechts mein ich
        also: auch den Stuhl | und die Katze auch | den Henkel hast du vergessen | der Schwanz gehört noch dazu
        without: ohne den Schatten | lass den linken weg | alles außer der Tischdecke | die Katze zählt nicht
        only: nur den Hund | dann eben nur den linken | nur das Gesicht, nicht die Haare
        instead: lieber die Katze | nein, die Katze | nicht den Hund sondern die Katze
        undo: mach das rückgängig | einen Schritt zurück | nimm das zurück | wie vorher bitte
        redo: stell das wieder her
        stricter: sei strenger | das sind zu viele | nur was du sicher weißt | Schwelle auf vierzig Prozent
        looser: sei nicht so streng | du hast einen übersehen | schau nochmal genau hin | da fehlt noch einer
        elsewhere: dasselbe im nächsten Bild | mach das auch bei dem anderen Foto
        as: schneid sie aus | umrande es | zähl sie | wo sind sie
        why: warum? | woher weißt du das | wie kommst du darauf | wieso soll das eine Kuh sein
        sure: bist du sicher? | wie sicher bist du dir
        all: beide | alle bitte
        adjust: etwas enger am Rand | mach die Maske weicher
        finer: genauerer Rand | einen saubereren Rand bitte | mach den Rand feiner
        wrong: das stimmt nicht | falsch""",
    "fr": """other: non, l'autre | pas celui-là, l'autre | montre-moi un autre
        which: le deuxième en partant de la gauche | je voulais celui de gauche | celui qui est derrière l'arbre
        also: la chaise aussi | ajoute aussi les roues | et le chat aussi | tu as oublié la poignée
        without: sans l'ombre | pas la voiture | tout sauf la nappe | ne compte pas celui dans le miroir
        only: seulement le chien | juste celui de gauche alors | juste le visage, pas les cheveux
        instead: plutôt le chat | non, le chat | j'ai dit le chat
        undo: annule | reviens en arrière | remets comme avant | annule la dernière modification
        redo: rétablis-le
        stricter: sois plus strict | tu en as marqué trop | seuil à quarante pour cent
        looser: sois moins sévère | tu en as oublié un | regarde mieux
        elsewhere: pareil pour la photo suivante | fais pareil avec l'image d'après
        as: découpe-les | entoure-le | compte-les | ils sont où
        why: pourquoi ? | comment tu le sais | pourquoi celui-là
        sure: tu es sûr ? | t'es sûre que c'est un chat
        adjust: un peu plus serré | resserre un peu le contour
        finer: un contour plus net | des bords plus propres | affine le contour
        wrong: c'est faux | non c'est pas ça""",
    "es": """other: no, el otro | ese no | me refería al otro
        which: el segundo desde la izquierda | me refería al de la izquierda | el de las gafas
        also: también la silla | y el gato también | le falta el asa | añade también las ruedas
        without: sin la sombra | todo menos el mantel | la mano no entra en la selección
        only: solo el perro | solo el de la izquierda entonces | solo la cara, no el pelo
        instead: mejor el gato | no, el gato | me refería al gato
        undo: deshazlo | vuelve atrás | déjalo como estaba antes | deshaz el último cambio
        redo: rehazlo
        stricter: sé más estricto | has marcado demasiados | umbral al cuarenta por ciento
        looser: sé menos estricto | te faltó uno al fondo | mira otra vez | hay por lo menos tres más
        elsewhere: lo mismo en la siguiente foto | haz lo mismo con la segunda imagen
        as: recórtalos | márcalo | cuéntalos | dónde están
        why: ¿por qué? | cómo lo sabes | por qué crees eso
        sure: ¿estás seguro? | seguro que no es una cabra
        adjust: un poco más ajustado | más ajustado al contorno
        finer: un borde más limpio | bordes más finos | afina el contorno
        wrong: eso está mal | te equivocas""",
    "zh": """other: 不是这个，是另外一个 | 不是这个 | 换一个
        which: 左边第二个 | 最大的那个 | 右边那个
        also: 还有那把椅子 | 椅子也要 | 把帽子也加上
        without: 不要影子 | 除了桌布都要 | 别选到桌子
        only: 只要狗 | 那就只要左边的吧
        instead: 我说的是猫
        undo: 撤销 | 退回上一步 | 恢复到之前的样子
        redo: 重做
        stricter: 严格一点 | 标得太多了 | 阈值百分之四十
        looser: 宽松一点 | 漏了一个 | 再仔细看看 | 至少还有三个
        elsewhere: 下一张图也一样处理 | 第二张照片也这样做
        as: 把它们抠出来 | 数一下 | 它们在哪里
        why: 为什么？ | 你怎么知道的 | 为什么这么说
        sure: 你确定吗 | 你确定不是山羊吗
        adjust: 边缘再往外扩一点
        finer: 边缘更干净一点 | 更精细的边缘 | 精细一点
        wrong: 不对 | 你搞错了""",
}
NOT_READ = {
    "en": """find the other shoe | why is the sky blue | undo the plot of Faust | what is the other half of 50
        | only the good die young | how do you make pancakes | outline the dog, not the cat | cut out the left dog
        | where is the cat | remove the background | why do cats purr | tell me another joke | wait a second
        | Who was the first woman in space? | make the car red | add milk to my shopping list | say that again
        | what's the difference between a crocodile and an alligator | go on | stop | the weather is nice today""",
    "de": """finde den anderen Schuh | warum ist der Himmel blau | mach das Licht aus | schneide den Hund aus
        | wie spät ist es | nimm den Anruf an | mach bitte den Hintergrund weg | noch einmal bitte | halt
        | wo ist die Katze | erzähl mir noch einen Witz | der Zug fährt um acht | zähle alle roten Äpfel""",
    "fr": """trouve l'autre chaussure | pourquoi le ciel est bleu | enlève le fond | où est le chat | plus fort
        | répète la dernière phrase | découpe le chien | attends une seconde | raconte-moi une autre blague""",
    "es": """busca el otro zapato | por qué el cielo es azul | quita el fondo | dónde está el gato | una vez más
        | recorta el perro | la última frase en griego | más despacio | no importa | cuéntame otro chiste""",
    "zh": """找另一只鞋 | 为什么天是蓝的 | 去掉背景 | 猫在哪儿 | 再说一遍 | 换个声音 | 把狗抠出来 | 没事了""",
}


def rows() -> list[tuple[str, str, str]]:
    table = [(language, line) for language, block in READ.items() for line in block.splitlines()]
    return [
        (language, line.strip().partition(": ")[0], sentence.strip())
        for language, line in table
        for sentence in line.strip().partition(": ")[2].split(" | ")
    ]


@pytest.mark.parametrize(("language", "kind", "text"), rows())
def test_what_is_said_about_the_last_result_is_read(language: str, kind: str, text: str) -> None:
    said = refinement(text, language)
    assert said is not None
    assert (said.kind, said.language, said.said) == (kind, language, text)


@pytest.mark.parametrize(
    ("language", "text"), [(language, text.strip()) for language, all_ in NOT_READ.items() for text in all_.split("|")]
)
def test_talk_and_new_requests_are_left_alone(language: str, text: str) -> None:
    assert refinement(text, language) is None


@pytest.mark.parametrize("text", ["", "…", "?!", "no " * 50, "a" * 5000, "🐕 🐈", "、。"])
def test_what_says_nothing_is_no_refinement(text: str) -> None:
    assert refinement(text) is None


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        ("also the chair", "en", "chair"),
        ("auch den Stuhl", "de", "chair"),
        ("la chaise aussi", "fr", "chair"),
        ("también la silla", "es", "chair"),
        ("椅子也要", "zh", "chair"),
        ("ohne den Schatten", "de", "shadow"),
        ("sans l'ombre", "fr", "shadow"),
        ("nur den Hund", "de", "dog"),
        ("solo el perro", "es", "dog"),
        ("只要狗", "zh", "dog"),
        ("no, the cat", "en", "cat"),
    ],
)
def test_things_are_named_in_english(text: str, language: str, phrase: str) -> None:
    said = refinement(text, language)
    assert said is not None
    assert [one.phrase for one in said.wanted] == [phrase]


@pytest.mark.parametrize(
    ("text", "language", "place"),
    [
        ("the second from the left", "en", Place("left", 2)),
        ("der zweite von rechts", "de", Place("right", 2)),
        ("le deuxième en partant de la gauche", "fr", Place("left", 2)),
        ("el segundo empezando por la derecha", "es", Place("right", 2)),
        ("左边第二个", "zh", Place("left", 2)),
        ("leave out the left one", "en", Place("left")),
        ("the biggest one", "en", Place("largest")),
    ],
)
def test_places_are_read(text: str, language: str, place: Place) -> None:
    said = refinement(text, language)
    assert said is not None
    assert [one.place for one in said.wanted] == [place]


@pytest.mark.parametrize(
    ("text", "language", "share"),
    [
        ("threshold forty percent", "en", 0.4),
        ("set the threshold to 0.35", "en", 0.35),
        ("only those you're at least eighty percent sure about", "en", 0.8),
        ("Schwelle auf fünfundvierzig Prozent", "de", 0.45),
        ("seuil à quatre-vingt-dix pour cent", "fr", 0.9),
        ("umbral al 40 %", "es", 0.4),
        ("阈值百分之四十", "zh", 0.4),
    ],
)
def test_share_that_is_said_is_the_threshold(text: str, language: str, share: float) -> None:
    said = refinement(text, language)
    assert said is not None
    assert threshold(said, 0.6) == share


@pytest.mark.parametrize(
    ("text", "picture"),
    [
        ("same in the next picture", "next"),
        ("the same for the second picture", "2"),
        ("do that with all pictures", "all"),
        ("the same in the previous picture", "previous"),
        ("dasselbe im nächsten Bild", "next"),
        ("下一张图也一样处理", "next"),
        ("same in picture 2", "2"),
        ("Same on picture two, please.", "2"),
        ("same for 2", "2"),
        ("same in the second", "2"),
        ("same in both pictures", "all"),
        ("dasselbe in Bild 2", "2"),
        ("dasselbe im zweiten Bild", "2"),
        ("la même chose dans l'image 2", "2"),
        ("pareil image 2", "2"),
        ("lo mismo en la imagen dos", "2"),
        ("lo mismo en las dos fotos", "all"),
        ("在图2里也一样", "2"),
        ("第二张图也一样", "2"),
    ],
)
def test_picture_that_is_meant_is_read(text: str, picture: str) -> None:
    said = refinement(text)
    assert said is not None
    assert said.picture == picture


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("undo", 0),
        ("undo the last two", 2),
        ("go back three steps", 3),
        ("mach das rückgängig", 0),
        ("mach die letzten zwei rückgängig", 2),
        ("nimm die letzten beiden zurück", 2),
        ("zwei Schritte zurück", 2),
        ("annule les deux derniers", 2),
        ("reviens deux étapes en arrière", 2),
        ("deshaz los últimos dos pasos", 2),
        ("vuelve dos pasos atrás", 2),
        ("撤销", 0),
        ("撤销最后两步", 2),
        ("退回两步", 2),
    ],
)
def test_number_of_steps_to_undo_is_read(text: str, steps: int) -> None:
    said = refinement(text)
    assert said is not None
    assert (said.kind, said.count, said.are_all) == ("undo", steps, False)


@pytest.mark.parametrize(
    "text",
    [
        "undo everything",
        "undo all that",
        "undo all of it",
        "mach alles rückgängig",
        "annule tout",
        "deshaz todo",
        "全部撤销",
        "撤销全部",
    ],
)
def test_everything_may_be_undone(text: str) -> None:
    said = refinement(text)
    assert said is not None
    assert (said.kind, said.are_all) == ("undo", True)


@pytest.mark.parametrize("text", ["put everything back like it was", "wie vorher bitte", "undo that"])
def test_as_it_was_is_one_step(text: str) -> None:
    said = refinement(text)
    assert said is not None
    assert (said.kind, said.are_all, said.count) == ("undo", False, 0)


@pytest.mark.parametrize(
    "text",
    [
        "again with the usual threshold",
        "reset the threshold",
        "use the default threshold",
        "put the threshold back",
        "Schwelle zurücksetzen",
        "nochmal mit der normalen Schwelle",
        "remets le seuil normal",
        "réinitialise le seuil",
        "restablece el umbral",
        "otra vez con el umbral normal",
        "恢复默认阈值",
        "用默认阈值",
    ],
)
def test_usual_threshold_is_asked_for(text: str) -> None:
    said = refinement(text)
    assert said is not None
    assert said.kind == "usual"


def test_last_of_several_takes_counts_and_keeps_what_it_is_about() -> None:
    said = refinement("also the chair, no wait, the table")
    assert said is not None
    assert (said.kind, [one.phrase for one in said.wanted]) == ("also", ["table"])


def test_new_request_that_corrects_itself_is_not_about_the_last_result() -> None:
    assert refinement("outline the dog, no wait, the cat") is None
    assert refinement("erm, can you get rid of, no wait, just outline the dog, not the cat") is None


def test_other_language_than_the_one_heard_is_read_too() -> None:
    said = refinement("auch den Stuhl", "en")
    assert said is not None
    assert (said.kind, said.language) == ("also", "de")


def test_reading_takes_little_time_whatever_is_said() -> None:
    source = random.Random(5)
    words = (
        "no the other one not also left without noch etwas nicht den da un peu plus no el otro 不 的 那个 , . ?".split()
    )
    for language in LANGUAGES:
        refinement("warm up", language)
    for _ in range(300):
        text = " ".join(source.choices(words, k=source.randint(1, 60)))
        started = time.perf_counter()
        refinement(text, source.choice(LANGUAGES))
        assert time.perf_counter() - started < 2.0


def of(examples: Sequence[Example], language: str, is_refining: bool) -> list[Example]:
    return [one for one in examples if one.language == language and (one.intent == "refine") == is_refining]


@pytest.mark.parametrize(("language", "least"), [("en", 0.85), ("de", 0.7), ("fr", 0.8), ("es", 0.7), ("zh", 0.75)])
def test_utterances_that_only_measure_are_read(language: str, least: float) -> None:
    examples = of(split(read())[1], language, is_refining=True)
    got = [one for one in examples if refinement(one.text, language) is not None]
    assert len(got) / len(examples) >= least


@pytest.mark.parametrize(("language", "most"), [("en", 0.02), ("de", 0.01), ("fr", 0.02), ("es", 0.01), ("zh", 0.03)])
def test_other_utterances_are_not_taken_for_refinements(language: str, most: float) -> None:
    examples = of(split(read())[1], language, is_refining=False)
    wrong = [one for one in examples if (said := refinement(one.text, language)) is not None and said.kind != "as"]
    assert len(wrong) / len(examples) <= most


PICTURE = Image("p" * 64, "/picture.png", 100, 50)
LEFT, MIDDLE, RIGHT = (0.0, 0.0, 20.0, 20.0), (40.0, 0.0, 60.0, 20.0), (80.0, 0.0, 100.0, 20.0)
DOWN = (40.0, 30.0, 60.0, 50.0)


def dogs(*boxes: Box, noun: str = "dog", score: float = 0.9) -> list[Detection]:
    return [Detection(0, noun, noun, score, box) for box in boxes]


def shown(*detections: Detection, among: Sequence[Detection] = (), missing: tuple[str, ...] = ()) -> Finding:
    called = dict(zip(among or detections, names(list(among or detections), 100, 50), strict=True))
    things = [Thing(number, called[one], one, Mask(number, 50, 100, "", 9)) for number, one in enumerate(detections, 1)]
    return Finding(PICTURE, "find", tuple(things), missing, (), 0.3)


def step(*wanted: Wanted, question: str = "Find it.", **others: tuple[str, ...]) -> Step:
    return Step(1, "find", question, wanted, **others)  # type: ignore[arg-type]


def asked(text: str, language: str = "en") -> Refinement:
    said = refinement(text, language)
    assert said is not None
    return said


def after(text: str, last: Step, finding: Finding, there: Sequence[Detection], selected: int = 0) -> Step:
    made = refined(asked(text), last, finding, there, selected)
    assert isinstance(made, Step), made
    assert made.refers == (text,)
    return made


ONE_DOG = step(Wanted("dog", place=Place("left")))


def test_other_of_two_is_the_one_not_shown() -> None:
    there = dogs(LEFT, RIGHT)
    made = after("no, the other one", ONE_DOG, shown(there[0], among=there), there)
    assert made.wanted == (Wanted("dog", place=Place("left", 2)),)


def test_other_of_three_is_asked_for_and_the_reply_completes_it() -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    made = refined(asked("the other one"), ONE_DOG, shown(there[0], among=there), there, 0)
    assert isinstance(made, OneOf)
    assert made.question.text == "I see two others, one in the middle, one right. Which?"
    kind = made.question.mentions[0]
    assert made.question.text[kind.start : kind.end] == "others"
    assert [thing.number for thing in made.finding.things] == [1, 2, 3]
    answered = choice("the right one", (made.step,), made.finding)
    assert isinstance(answered, Chosen)
    assert answered.steps[0].wanted[0].place == Place("right")


def test_other_ones_of_three_are_both_that_are_not_shown() -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    made = after("the other ones", ONE_DOG, shown(there[0], among=there), there)
    assert made.wanted == (Wanted("dog", place=Place("left", -1)),)


@pytest.mark.parametrize("text", ["all except the left one", "everything but the left one", "alle außer dem linken"])
def test_all_but_the_left_one_are_the_others(text: str) -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    made = after(text, step(Wanted("dog")), shown(*there), there)
    assert made.wanted == (Wanted("dog", place=Place("left", -1)),)


@pytest.mark.parametrize(
    ("language", "begins"), [("de", "Es gibt noch andere: "), ("fr", "Il y en a d'autres : "), ("es", "Hay más: ")]
)
def test_question_which_other_is_asked_in_the_language_of_the_user(language: str, begins: str) -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    made = refined(asked("the other one"), ONE_DOG, shown(there[0], among=there), there, 0, language)
    assert isinstance(made, OneOf)
    assert made.question.text.startswith(begins)
    assert len(labels(made.step, Finding(PICTURE, "find", made.among), language)) == 2


def test_other_with_no_other_there_is_said_to_be_missing() -> None:
    there = dogs(LEFT)
    made = refined(asked("no, the other one"), step(Wanted("dog")), shown(*there), there, 0)
    assert made == NotThere("I see no other dog.")


def test_other_than_the_selected_one_is_the_other_that_is_shown() -> None:
    there = dogs(LEFT, RIGHT)
    made = after("not that one", step(Wanted("dog")), shown(*there), there, selected=2)
    assert made.wanted == (Wanted("dog", place=Place("left")),)


def test_other_dog_keeps_the_cat() -> None:
    there = [*dogs(LEFT, RIGHT), *dogs(DOWN, noun="cat")]
    last = step(Wanted("dog", place=Place("left")), Wanted("cat"))
    made = after("I meant the other dog", last, shown(there[0], there[2], among=there), there)
    assert made.wanted == (Wanted("dog", place=Place("left", 2)), Wanted("cat"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the second from the left", Place("left", 2)),
        ("I meant the right one", Place("right")),
        ("the one in the middle", Place("middle")),
        ("number two", Place("left", 2)),
    ],
)
def test_which_sets_the_place(text: str, place: Place) -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    (wanted,) = after(text, step(Wanted("dog", definite=True)), shown(*there), there).wanted
    assert (wanted.phrase, wanted.definite) == ("dog", False)
    assert wanted.place == place


def test_place_beside_something_else_is_left_to_the_search() -> None:
    there = dogs(LEFT, RIGHT)
    made = after("the one next to the fence", step(Wanted("dog")), shown(*there), there)
    assert made.wanted == (Wanted("dog", place=Place("next to", 1, ("fence",))),)


def test_which_is_told_by_a_look_that_no_box_shows_is_asked_back() -> None:
    there = dogs(LEFT, RIGHT)
    made = refined(asked("the one with the stripes"), step(Wanted("dog")), shown(*there), there, 0)
    assert isinstance(made, OneOf)
    assert made.question.text == "I see two dogs, one left, one right. Which?"


def test_also_adds_a_thing_and_takes_it_out_of_the_excluded() -> None:
    there = dogs(LEFT)
    last = step(Wanted("dog"), excluded=("chair",))
    made = after("also the chair", last, shown(*there), there)
    assert [one.phrase for one in made.wanted] == ["dog", "chair"]
    assert made.excluded == ()


def test_also_the_other_one_shows_both() -> None:
    there = dogs(LEFT, RIGHT)
    made = after("and the other one", ONE_DOG, shown(there[0], among=there), there)
    assert [(one.phrase, one.place) for one in made.wanted] in (
        [("dog", None)],
        [("dog", Place("left", 2))],
    )


def test_also_the_rest_shows_all() -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    made = after("and the rest of them", ONE_DOG, shown(there[0], among=there), there)
    assert made.wanted == (Wanted("dog"),)


def test_also_beside_everything_keeps_everything() -> None:
    there = [Detection(0, "dog", "", 0.9, LEFT)]
    made = after("also the chair", step(), shown(*there), there)
    assert [one.phrase for one in made.wanted] == ["", "chair"]


def test_without_a_thing_excludes_it_and_no_longer_wants_it() -> None:
    there = [*dogs(LEFT), *dogs(RIGHT, noun="cat")]
    made = after("without the cat", step(Wanted("dog"), Wanted("cat")), shown(*there), there)
    assert [one.phrase for one in made.wanted] == ["dog"]
    assert made.excluded == ("cat",)


def test_without_what_was_not_found_excludes_it() -> None:
    there = dogs(LEFT)
    made = after("without the shadow", step(Wanted("dog")), shown(*there), there)
    assert (made.wanted, made.excluded) == ((Wanted("dog"),), ("shadow",))


def test_without_the_left_one_is_all_but_that() -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    made = after("without the left one", step(Wanted("dog")), shown(*there), there)
    assert made.wanted == (Wanted("dog", place=Place("left", -1)),)


def test_without_all_that_there_is_leaves_nothing_and_says_so() -> None:
    there = dogs(LEFT)
    made = refined(asked("not the dog"), step(Wanted("dog")), shown(*there), there, 0)
    assert isinstance(made, NotThere)
    assert made.text.startswith("Then nothing is left")


def test_only_keeps_one_kind() -> None:
    there = [*dogs(LEFT), *dogs(RIGHT, noun="cat")]
    made = after("only the dog", step(Wanted("dog"), Wanted("cat")), shown(*there), there)
    assert made.wanted == (Wanted("dog"),)


def test_only_the_first_two_keeps_two() -> None:
    there = dogs(LEFT, MIDDLE, RIGHT)
    made = after("just the first two", step(Wanted("dog")), shown(*there), there)
    assert made.wanted == (Wanted("dog", place=Place("left", -3)),)


def test_only_the_red_ones_is_searched_for_anew() -> None:
    there = dogs(LEFT, RIGHT, noun="car")
    made = after("only the red ones", step(Wanted("car")), shown(*there), there)
    assert made.wanted == (Wanted("red car"),)


def test_instead_wants_something_else() -> None:
    there = dogs(LEFT)
    made = after("the cat instead", step(Wanted("dog")), shown(*there), there)
    assert [one.phrase for one in made.wanted] == ["cat"]


def test_instead_of_one_of_the_kinds_that_are_shown_keeps_that_kind() -> None:
    there = [*dogs(LEFT), *dogs(RIGHT, noun="cat")]
    made = after("no, the cat", step(Wanted("dog"), Wanted("cat")), shown(*there), there)
    assert made.wanted == (Wanted("cat"),)


@pytest.mark.parametrize(
    ("text", "action", "asks", "begins"),
    [
        ("now cut them out", "segment", "what", "Cut out"),
        ("just outline it", "segment", "what", "Outline"),
        ("count them", "find", "count", "How many"),
        ("where are they", "find", "where", "Where are"),
    ],
)
def test_something_else_is_done_with_the_same_things(text: str, action: str, asks: str, begins: str) -> None:
    there = dogs(LEFT, RIGHT)
    made = after(text, step(Wanted("dog")), shown(*there), there)
    assert (made.action, made.asks, made.wanted) == (action, asks, (Wanted("dog"),))
    assert made.question.startswith(begins)


def test_selected_thing_alone_is_cut_out() -> None:
    there = dogs(LEFT, RIGHT)
    made = after("cut it out", step(Wanted("dog")), shown(*there), there, selected=2)
    assert made.wanted == (Wanted("dog", place=Place("left", 2)),)


def test_segments_stay_segments_and_the_question_stays() -> None:
    there = dogs(LEFT, RIGHT)
    last = Step(3, "segment", "Cut out the dog.", (Wanted("dog"),), after=(1,))
    made = after("the left one", last, shown(*there), there)
    assert (made.action, made.question, made.id, made.after) == ("segment", "Cut out the dog.", 1, ())


@pytest.mark.parametrize("text", ["undo", "redo", "why?", "are you sure?", "be stricter", "be less strict"])
def test_what_needs_no_other_step_makes_none(text: str) -> None:
    there = dogs(LEFT)
    assert refined(asked(text), step(Wanted("dog")), shown(*there), there, 0) is None


@pytest.mark.parametrize("text", ["that's wrong", "a bit tighter", "try again"])
def test_what_cannot_be_done_is_said(text: str) -> None:
    there = dogs(LEFT)
    made = refined(asked(text), step(Wanted("dog")), shown(*there), there, 0)
    assert isinstance(made, NotThere)
    assert made.text


def test_stricter_and_looser_move_the_threshold_by_a_tenth_within_bounds() -> None:
    assert threshold(asked("be stricter"), 0.3) == 0.4
    assert threshold(asked("be less strict"), 0.3) == 0.2
    assert threshold(asked("be less strict"), 0.2) == 0.15
    assert threshold(asked("be stricter"), 0.9) == 0.95


def test_higher_threshold_keeps_numbers_and_masks() -> None:
    sure, unsure = dogs(RIGHT), dogs(LEFT, score=0.4)
    cat = dogs(DOWN, noun="cat", score=0.35)
    kept = filtered(shown(*unsure, *sure, *cat), 0.5)
    assert [(thing.number, thing.detection.box_xyxy) for thing in kept.things] == [(2, RIGHT)]
    assert kept.things[0].mask is not None
    assert (kept.missing, kept.box_threshold) == (("cat",), 0.5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_done_is_said_in_the_language_of_the_user(language: str) -> None:
    undo, stricter = asked("undo"), asked("be stricter")
    told = {
        said_of(undo, True, language),
        said_of(undo, False, language),
        said_of(asked("redo"), False, language),
        said_of(stricter, True, language, 0.45),
        said_of(stricter, False, language, 0.95),
    }
    assert len(told) == 5
    assert any("45" in text for text in told)


def test_unknown_language_is_answered_in_english() -> None:
    assert said_of(asked("undo"), False, "it") == "There is nothing to undo."


@pytest.mark.parametrize(
    ("text", "before", "boxes"),
    [
        ("no, the other one", Wanted("dog", place=Place("left")), [RIGHT]),
        ("also the right one", Wanted("dog", place=Place("left")), [LEFT, RIGHT]),
        ("not the left one", Wanted("dog"), [RIGHT]),
        ("the second from the left", Wanted("dog"), [RIGHT]),
        ("both", Wanted("dog", place=Place("right")), [LEFT, RIGHT]),
        ("also the cat", Wanted("dog", place=Place("left")), [LEFT, DOWN]),
        ("the cat instead", Wanted("dog"), [DOWN]),
    ],
)
def test_step_that_is_made_finds_what_was_meant(text: str, before: Wanted, boxes: list[Box]) -> None:
    eye = Eye({"dog": [(0.9, RIGHT), (0.8, LEFT)], "cat": [(0.7, DOWN)]})
    eyes, sight, last = Eyes(eye, Scissors(), Gist(), box_threshold=0.3), Sight(), step(before)

    async def play() -> list[Box]:
        first = await see(last, PICTURE, eyes, sight)
        there = (await look(last, PICTURE, eyes, sight)).there
        made = refined(asked(text), last, first.finding, there, 0)
        assert isinstance(made, Step), made
        again = await see(made, PICTURE, eyes, sight)
        return [thing.detection.box_xyxy for thing in again.finding.things]

    assert asyncio.run(play()) == boxes
