"""Who is called: Oriel, also as a transcriber mis-writes it, somebody else, or nobody; and the request without it."""

from time import perf_counter

import pytest

from assistant.words.calling import answers_that, calls, without_call

# As Whisper base wrote them down where Hibari or espeak-ng said "Oriel"; without the name among its hot words.
MISHEARD = [
    "Oril, what is the capital of Australia?", "Or you'll.", "Or you'll...", "Hey, Oriol, what time is it?",
    "Or you'll stop.", "or you'll answer that.", "Okay, Oriol, find the dog.", "Oral that was for you.",
    "Could you tell me more about it, or y'all?", "Thank you, Oriol.", "Hi, Oriol. How are you?",
    "Or you'll how many people are in this picture.", "What do you think, Oreo?", "Hello, Oreo.",
    "Or you'll set a timer for 10 minutes.", "Stop it, or you'll.", "Hey, Oriole.", "Or you'll cut out the red car.",
    "So Oriol who wrote pride and prejudice.", "No oriel the other one.", "Oriole, translate good morning into German.",
    "and Oriel remove the background.", "and or you'll remove the background.", "Or you'll can you hear me?",
    "Hey, or you, what time is it?", "For real, that was for you.", "Thank you, Orioles.", "Hi, orryo, how are you?",
    "Good morning, Ariel.", "Hello, Aurel!", "Oreo, set at timer for 10 minutes.", "or real",
    "OK, or you'll find the dog.",
]  # fmt: skip
# The same with the name among the hot words; and as it is meant to be written.
ORIEL = {
    "en": [
        "Oriel, what is a valve?", "Oriel what is a valve?", "Oriel.", "Oriel?", "oriel", "Hey Oriel.", "Oriel stop.",
        "Oriel Go on.", "Oriel are you there?", "Oriel is there a dog in the picture?", "Stop it Oriel.",
        "Thank you, Oriel.", "Tell me, Oriel, what is that?", "I don't know. Oriel, what is a valve?",
        "What do you think, Oriel?", "Good morning, Oriel.", "Well, Oriel, find the dog.", "Tom, wait. Oriel, stop.",
        "Here Oriel, what time is it?", "Oriel, is Anna in the picture?", "Oriel can you hear me?",
    ],
    "de": [
        "Oriel, was ist das?", "Hallo Oriel, wie spät ist es?", "Was meinst du Oriel?", "Danke, Oriel.",
        "Du, Oriel, such den Hund.", "Sag mal Oriel, wo liegt Bonn?", "Kannst du mir das erklären, Oriel?",
        "Auriel, mach weiter.", "Guten Morgen, Oriel.", "Hey Oriel.",
    ],
    "fr": [
        "Oriel, quelle heure est-il ?", "Dis Oriel, trouve le chien.", "Salut Oriel.", "Merci, Oriel.",
        "L’Oréal, stop.",
    ],
    "es": ["Oriel, ¿qué hora es?", "Oye Oriel, busca el perro.", "Hola Oriel.", "Gracias, Oriel.", "Oriol, para."],
    "zh": ["Oriel，现在几点？", "你好 Oriel，现在几点？", "奥利尔，找狗。", "嘿，奥里尔。", "谢谢，Oriel。"],
}  # fmt: skip
OTHERS = {
    "en": [
        "Anna, could you help me?", "Hey Tom, are you coming?", "Hey Tom.", "Mum, where are you?", "Mom?", "Honey!",
        "Are you coming, Tom?", "Thanks, Dad.", "Alexa, play some music.", "Hey Siri, call home.", "Okay Google, stop.",
        "Anna can you help me?", "Hey Rashida, look at this.", "Hello, this is Peter speaking.",
        "Guys, dinner is ready.",
        "Sorry, I'm on the phone.", "Can I call you back later?", "Wrong number.", "Peter Miller speaking.",
        "Hey, Tom, are you coming?", "Okay, darling, see you later.", "Paul, please close the door.",
    ],
    "de": [
        "Anna, kannst du mir helfen?", "Schatz, hast du die Rechnung?", "Hast du die Rechnung, Schatz?", "Mama!",
        "Ja hallo, hier ist Müller.", "Hallo, hier spricht Schmidt.", "Ich rufe dich später zurück.",
        "Hey Lukas, komm mal.",
        "Leute, das Essen ist fertig.", "Danke, Klaus.", "Thomas kommst du?", "Bis später, tschüss.",
        "Müller am Apparat.",
        "Papa, guck mal.", "Falsch verbunden.",
    ],
    "fr": [
        "Maman, tu viens ?", "Chéri, où sont les clés ?", "Mon amour, tu es là ?", "Allô, oui ?", "Je te rappelle.",
        "Pierre, viens voir.", "Tu viens, Julie ?", "Les enfants, à table !", "Qui est à l'appareil ?",
    ],
    "es": [
        "Mamá, ¿dónde estás?", "Cariño, ¿tienes las llaves?", "¿Vienes, Carlos?", "¿Diga?", "Te llamo luego.",
        "Oye María, mira esto.", "Chicos, a comer.", "¿De parte de quién?",
    ],
    "zh": [
        "妈妈，你在哪里？", "小明，过来一下。", "喂，你好。", "喂？", "我回头给你打电话。", "小爱同学，放音乐。",
        "老婆，吃饭了。", "您是哪位？",
    ],
}  # fmt: skip
NOBODY = {
    "en": [
        "What is an oriole?", "What is an Oriel?", "The oriel window is on the left.", "Oriel windows are pretty.",
        "Oriel College is in Oxford.", "I ate an Oreo after lunch.", "Oreos are sweet.", "Oral exams are hard.",
        "Oriel is a nice program.", "I asked Oriel about it.", "I was talking to Oriel.", "Oriel's voice is calm.",
        "My name is Oriel.", "Ariel is a mermaid.", "Or you'll be late for the train.",
        "You can walk, or you can ride.",
        "Take a coat, or you'll be cold.", "For real?", "Oriel and I talked.", "What is a valve?",
        "Do you have the invoice?",
        "Where is Anna?", "Anna is my sister.", "Say hello to Tom", "Anna, Tom and Paul came.", "Hello there.",
        "Hey, what?",
        "Hi, it's raining.", "Mark the dog.", "No, Tom.", "No, Siri.", "google that",
        "Switch your mic off, I'm on the phone.", "", "...", "Call Tom.", "Paris, France", "Hey, find the dog.",
        "Who is Alexa?",
    ],
    "de": [
        "Hast du die Rechnung?", "Was ist ein Oriel?", "Ich habe mit Oriel geredet.", "Oriel ist ein Programm.",
        "Hallo, hier ist ein Bild.", "Wo ist Anna?", "Such den Hund.", "Anna und Tom sind da.", "Hallo.",
        "Ja, genau.", "google mal wann der baumarkt zumacht",
    ],
    "fr": ["C'est quoi un oriel ?", "Où est Julie ?", "Trouve le chien.", "Bonjour.", "Rappelle-moi d'acheter du pain.",
        "Oriel est un programme."],
    "es": ["¿Qué es un oriel?", "¿Dónde está María?", "Busca el perro.", "Hola.", "Oriel es un programa."],
    "zh": ["什么是阀门？", "找狗。", "你好。", "妈妈在哪里？", "喂饱这只狗"],
}  # fmt: skip
WITHOUT = [
    ("Oriel, what is a valve?", "What is a valve?"),
    ("Oriel what is a valve?", "What is a valve?"),
    ("Oriel.", ""),
    ("Hey Oriel.", ""),
    ("Hey, Oriel!", ""),
    ("Oriel...", ""),
    ("Oreo.", ""),
    ("Hello, Oriel.", "Hello."),
    ("Good morning, Oriel.", "Good morning."),
    ("Hey Oriel, what time is it?", "What time is it?"),
    ("Okay Oriel, find the dog.", "Find the dog."),
    ("Hi, Oriol. How are you?", "How are you?"),
    ("No, Oriel, the other one.", "No, the other one."),
    ("and Oriel remove the background.", "and remove the background."),
    ("Stop it, Oriel!", "Stop it!"),
    ("What do you think, Oriel?", "What do you think?"),
    ("Tell me, Oriel, what is that?", "Tell me, what is that?"),
    ("I don't know. Oriel, what is a valve?", "I don't know. What is a valve?"),
    ("Or you'll stop.", "Stop."),
    ("Thank you, Oriel.", "Thank you."),
    ("Oriel, stop, Oriel.", "Stop."),
    ("Was meinst du, Oriel?", "Was meinst du?"),
    ("Du, Oriel, such den Hund.", "Such den Hund."),
    ("Oye Oriel, ¿qué hora es?", "¿qué hora es?"),
    ("Dis Oriel, trouve le chien.", "Trouve le chien."),
    ("你好 Oriel，现在几点？", "现在几点？"),
    ("奥利尔，找狗。", "找狗。"),
    ("What is an oriole?", "What is an oriole?"),
    ("The oriel window is on the left.", "The oriel window is on the left."),
    ("Take a coat, or you'll be cold.", "Take a coat, or you'll be cold."),
    ("Anna, what is that?", "Anna, what is that?"),
    ("", ""),
]
FOR_IT = {
    "en": [
        "Oriel, answer that.", "Oriel answer that", "Answer that, Oriel.", "Oriel, please answer that.",
        "That was for you.",
        "Oriel, that was for you.", "That was meant for you, Oriel.", "I meant you.", "Oriel, I met you.",
        "Or you'll answer that.",
        "I was talking to you, Oriel.", "I was talking to Oriel.", "I'm talking to you.", "Yes, I meant you.",
        "Oriel, can you answer that?", "Oral that was for you.", "I asked you, Oriel.", "No, that was for you.",
    ],
    "de": [
        "Ich meinte dich, Oriel.", "Oriel, ich meinte dich.", "Oriel, beantworte das.", "Das war für dich.",
        "Ich rede mit dir.",
        "Oriel, das war für dich.", "Ich hab dich gemeint.", "Du warst gemeint.", "Oriel, antworte bitte.",
        "Kannst du das bitte beantworten?",
    ],
    "fr": [
        "Oriel, réponds à ça.", "C'était pour toi.", "Oriel, c’était pour toi.", "Je te parle.",
        "Réponds-moi, Oriel.",
    ],
    "es": [
        "Oriel, responde a eso.", "Era para ti.", "Oriel, era para ti.", "Te lo decía a ti.",
        "Estaba hablando contigo.",
    ],
    "zh": ["Oriel，回答这个。", "Oriel，我在跟你说话。", "是对你说的。", "我问你呢。", "回答那个问题。"],
    "": ["Oriel, das war für dich.", "C'était pour toi."],
}  # fmt: skip
NOT_FOR_IT = [
    ("en", "Oriel."), ("en", "Oriel, what is a valve?"), ("en", "That was for Anna."), ("en", "Answer the phone."),
    ("en", "That was good."), ("en", "I meant the dog."), ("en", "I was talking to Tom."), ("en", ""), ("en",
    "This is a dog."),
    ("de", "Das war für Anna."), ("de", "Ich meinte den Hund."), ("de", "Oriel, was ist das?"), ("fr",
    "Je parle à Julie."),
    ("es", "Era para María."), ("zh", "回答电话。"), ("zh", "你好"),
]  # fmt: skip


def rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize("text", MISHEARD)
def test_its_name_is_known_as_a_transcriber_mis_writes_it(text: str) -> None:
    assert calls(text, "en") == "oriel"


@pytest.mark.parametrize(("language", "text"), rows(ORIEL))
def test_it_is_called(language: str, text: str) -> None:
    assert calls(text, language) == "oriel"


@pytest.mark.parametrize(("language", "text"), rows(OTHERS))
def test_somebody_else_is_called(language: str, text: str) -> None:
    assert calls(text, language) == "other"


@pytest.mark.parametrize(("language", "text"), rows(NOBODY))
def test_a_name_that_is_only_spoken_of_calls_nobody(language: str, text: str) -> None:
    assert calls(text, language) == "nobody"


@pytest.mark.parametrize(("said", "left"), WITHOUT)
def test_the_request_is_left_without_the_name(said: str, left: str) -> None:
    assert without_call(said) == left


@pytest.mark.parametrize(("language", "text"), rows(FOR_IT))
def test_it_is_told_that_it_was_meant(language: str, text: str) -> None:
    assert answers_that(text, language)


@pytest.mark.parametrize(("language", "text"), NOT_FOR_IT)
def test_other_requests_do_not_tell_it_that_it_was_meant(language: str, text: str) -> None:
    assert not answers_that(text, language)


def test_long_rows_of_openings_are_read_in_a_blink() -> None:
    started = perf_counter()
    for text in (
        "so and no yes well " * 80,
        "hey, okay, " * 40 + "oriel",
        "oriel " * 60,
        "right all right " * 50 + "x",
    ):
        calls(text, "en")
        without_call(text)
        answers_that(text, "en")
    assert perf_counter() - started < 0.5
