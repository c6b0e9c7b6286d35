import pytest

from assistant.words.written import Writing, asks_written

ASKED = {
    "read me the sign": Writing("read", "the sign"),
    "Oriel, can you read me the label on the bottle?": Writing("read", "the label on the bottle"),
    "What does it say?": Writing("read"),
    "What does the sign say?": Writing("read", "the sign"),
    "what is written on the left one?": Writing("read", "the left one"),
    "What’s written on the bus?": Writing("read", "the bus"),
    "read it to me": Writing("read"),
    "is the word EXIT there?": Writing("whether", word="EXIT"),
    "does it say “no parking”?": Writing("whether", word="no parking"),
    "find the word EXIT on the poster": Writing("whether", "the poster", "EXIT"),
    "what number is on the sign?": Writing("number", "the sign"),
    "translate the sign into German": Writing("translate", "the sign"),
    "what is the price on the label?": Writing("question", "the label"),
    "what does the poster mean?": Writing("question", "the poster"),
    "lies mir das Schild vor": Writing("read", "das Schild", language="de"),
    "Was steht da?": Writing("read", language="de"),
    "Was steht auf dem linken Schild?": Writing("read", "dem linken Schild", language="de"),
    "Lies vor, was da steht": Writing("read", language="de"),
    "Steht da das Wort AUSGANG?": Writing("whether", word="AUSGANG", language="de"),
    "Welche Nummer steht auf dem Bus?": Writing("number", "dem Bus", language="de"),
    "Übersetze das Schild": Writing("translate", "das Schild", language="de"),
    "lis-moi le panneau de gauche": Writing("read", "le panneau de gauche", language="fr"),
    "Qu'est-ce qui est écrit sur le bus ?": Writing("read", "le bus", language="fr"),
    "Y a-t-il le mot SORTIE ?": Writing("whether", word="SORTIE", language="fr"),
    "traduis le panneau": Writing("translate", "le panneau", language="fr"),
    "léeme el cartel de la izquierda": Writing("read", "el cartel de la izquierda", language="es"),
    "¿Qué pone en el autobús?": Writing("read", "el autobús", language="es"),
    "¿Está la palabra SALIDA?": Writing("whether", word="SALIDA", language="es"),
    "traduce el cartel": Writing("translate", "el cartel", language="es"),
    "读一下左边的牌子": Writing("read", "左边的牌子", language="zh"),
    "公交车上写着什么？": Writing("read", "公交车", language="zh"),
    "有没有出口这几个字": Writing("whether", word="出口", language="zh"),
    "牌子上的号码是多少": Writing("number", "牌子", language="zh"),
    "把牌子翻译成英文": Writing("translate", "牌子", language="zh"),
}
OTHERS = """what is there?|what is in the picture?|what's on the table?|what do you see?|what is on the left?
was ist da?|was ist auf dem Tisch?|was steht auf dem Tisch?|how many dogs are there|where is the cat|what is it?
find the sign|outline the stop sign|who is on the left?|read me a story|translate hello into French|what time is it
what is the capital of France|what colour is the sign?|how many signs are there?|say that again|busca la palabra
find the dog on the poster|cuántos perros hay|qué hay en la mesa|que vois-tu|what is written by Shakespeare?
how do I write a letter?|tell me a joke|what does a vet do?|what do you say to that?|read more|lies weiter|lis la suite
translate it|what do you mean|what does it mean|who wrote this|是什么|有几只狗|你说什么""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("text", "asks"), ASKED.items(), ids=list(ASKED))
def test_requests_about_text_are_told(text: str, asks: Writing) -> None:
    assert asks_written(text) == asks


@pytest.mark.parametrize("text", OTHERS)
def test_other_requests_are_left_alone(text: str) -> None:
    assert asks_written(text) is None


def test_what_is_too_long_to_be_one_is_none() -> None:
    assert asks_written("read me the sign " * 20) is None


def test_reading_a_request_takes_no_time_however_it_is_made() -> None:
    """Patterns with several open ends could take for ever on what almost fits."""
    for text in ("read " + "the " * 48, "what is written on " + "a b " * 45, "is the word " + "x " * 90, "上" * 200):
        asks_written(text)
