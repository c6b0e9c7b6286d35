"""Pictures by their web address in a conversation: asked before anything is sent, and nothing without a clear yes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from assistant.errors import BadInput, SentOn
from assistant.messages import Image
from assistant.session import Session
from assistant.surroundings import Surroundings
from assistant.talk import Headset
from assistant.words.web_addresses import consents, picture_address, request_about
from tests.actors import Eye, MakeScene, Scene, cast, scenes, spoken

ADDRESS = "https://cats.example/one/cat.jpg"
CAT = Image("c" * 64, "/nowhere.jpg", 900, 600)
ASKED = {
    "en": "Shall I fetch a picture from cats.example? That site will see your address.",
    "de": "Soll ich ein Bild von cats.example holen? Die Seite sieht dann deine Adresse.",
    "fr": "Dois-je chercher une image sur cats.example ? Ce site verra votre adresse.",
    "es": "¿Traigo una imagen de cats.example? Ese sitio verá tu dirección.",
    "zh": "要从 cats.example 获取图片吗？该网站会看到你的地址。",
}
LEFT = {
    "en": "All right, I fetch nothing.",
    "de": "Gut, ich hole nichts.",
    "fr": "D'accord, je ne cherche rien.",
    "es": "De acuerdo, no traigo nada.",
    "zh": "好的，我不获取。",
}
LOOK = {
    "en": f"Look at {ADDRESS}",
    "de": f"Schau dir {ADDRESS} an",
    "fr": f"Regarde {ADDRESS}",
    "es": f"Mira {ADDRESS}",
    "zh": f"看一下 {ADDRESS}",
}
YES = {"en": "Yes, please.", "de": "Ja, gerne.", "fr": "Oui.", "es": "Sí.", "zh": "好的"}
NO = {"en": "No, thanks.", "de": "Nein, lieber nicht.", "fr": "Non merci.", "es": "No.", "zh": "不要"}


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


@dataclass
class Web:
    """Where every address holds the cat, unless the script says what happens instead."""

    offline: bool = False
    instead: dict[str, Exception] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def may_fetch(self) -> bool:
        return not self.offline

    def host(self, address: str) -> str:
        return address.split("/")[2]

    def fetch(self, address: str) -> tuple[Image, str]:
        self.fetched.append(address)
        if address in self.instead:
            raise self.instead[address]
        return CAT, "cat.jpg"


def told(make: MakeScene, web: Web, *lines: str, language: str = "en") -> Scene:
    """A scene with this web around it in which these lines are said, one after the answer to the other."""
    models = cast(dict(enumerate(lines, 1)), {}, eye=Eye({"cat": [(0.9, (10, 10, 400, 400))]}))
    models.transcriber.language = language  # type: ignore[attr-defined]
    one = make(models)
    one.session.close()
    one.session = Session(models, one.settings, None, one.clock, Surroundings(web=web))
    one.headset = Headset(one.session, one.clock)
    return one.play(*((spoken(number), 0.5 if number == 1 else None) for number in range(1, len(lines) + 1)))


def said(scene: Scene) -> list[str]:
    return [turn.said for turn in scene.session.snapshot().turns]


@pytest.mark.parametrize("language", ASKED)
def test_a_yes_fetches_the_picture_and_what_was_asked_is_done(scene: MakeScene, language: str) -> None:
    web = Web()
    one = told(scene, web, LOOK[language], YES[language], language=language)
    assert said(one)[0] == ASKED[language]
    assert web.fetched == [ADDRESS]
    snapshot = one.session.snapshot()
    assert [shown.name for shown in snapshot.pictures] == ["cat.jpg"]
    assert snapshot.turns[-1].intent == "describe"
    assert snapshot.finding is not None
    assert snapshot.finding.image == CAT


@pytest.mark.parametrize("language", ASKED)
def test_a_no_sends_nothing(scene: MakeScene, language: str) -> None:
    web = Web()
    one = told(scene, web, LOOK[language], NO[language], language=language)
    assert said(one) == [ASKED[language], LEFT[language]]
    assert web.fetched == []
    assert one.session.snapshot().pictures == ()


def test_nothing_is_fetched_before_the_answer_and_the_page_offers_both(scene: MakeScene) -> None:
    web = Web()
    one = told(scene, web, LOOK["en"])
    question = one.session.snapshot().question
    assert question is not None
    assert (question.text, question.choices) == (ASKED["en"], ("Yes", "No"))
    assert web.fetched == []


def test_a_yes_may_be_typed_or_pressed(scene: MakeScene) -> None:
    web = Web()
    one = told(scene, web, LOOK["en"])
    asked = one.session.ask("Yes")
    one.perform(6.0)
    assert asked.result(timeout=5).intent == "describe"
    assert web.fetched == [ADDRESS]


def test_something_else_is_answered_and_forgets_the_question(scene: MakeScene) -> None:
    web = Web()
    one = told(scene, web, LOOK["en"], "What is the capital of France?", "Yes.")
    assert web.fetched == []
    assert said(one)[1].strip() == "I see."


def test_what_was_asked_of_the_picture_is_answered_after_the_yes(scene: MakeScene) -> None:
    web = Web()
    one = told(scene, web, f"How many cats are in {ADDRESS}?", "Yes.")
    assert said(one)[-1].startswith(("There is one cat", "One cat", "I see one cat"))
    assert one.session.snapshot().turns[-1].plan[0].question == "How many cats are in the picture?"


def test_offline_only_refuses_before_asking(scene: MakeScene) -> None:
    web = Web(offline=True)
    one = told(scene, web, LOOK["en"], "Yes.")
    assert said(one)[0] == "Offline only is on, so I fetch nothing."
    assert web.fetched == []


def test_another_site_needs_another_yes(scene: MakeScene) -> None:
    elsewhere = "https://storage.example/cat.jpg"
    web = Web(instead={ADDRESS: SentOn("it sends on", elsewhere)})
    one = told(scene, web, LOOK["en"], "Yes.", "Yes.")
    assert said(one)[1] == "It sends me on to storage.example. Shall I fetch it there? That site will see your address."
    assert web.fetched == [ADDRESS, elsewhere]
    assert len(one.session.snapshot().pictures) == 1


def test_what_goes_wrong_is_told_and_the_next_turn_works(scene: MakeScene) -> None:
    web = Web(instead={ADDRESS: BadInput("cats.example has no picture there: it answered 404")})
    one = told(scene, web, LOOK["en"], "Yes.", "Hello!")
    assert said(one)[-1].strip() == "I see."
    assert one.session.snapshot().pictures == ()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (ADDRESS, ADDRESS),
        (f"look at {ADDRESS}.", ADDRESS),
        (f"what is in {ADDRESS}?", ADDRESS),
        ("look at cats.example/cat.png please", "https://cats.example/cat.png"),
        ("show me https://cats.example/photos/7", "https://cats.example/photos/7"),
        ("https://cats.example/cat?size=1", "https://cats.example/cat?size=1"),
        ("Summarise https://news.example/today", ""),
        ("what is 3.5/0.5", ""),
        ("write to me@cats.example/cat.png", ""),
        ("look at the cat", ""),
        ("what is the difference between jpg and png?", ""),
    ],
)
def test_only_the_address_of_a_picture_is_taken_for_one(text: str, address: str) -> None:
    assert picture_address(text) == address


def test_the_picture_takes_the_addresss_place_in_what_is_asked() -> None:
    assert request_about(f"Look at {ADDRESS}", "en") == "What is in the picture?"
    assert request_about(ADDRESS, "de") == "Was ist auf dem Bild?"
    assert request_about(f"Find the cat in {ADDRESS}.", "en") == "Find the cat in the picture."


@pytest.mark.parametrize("text", [*YES.values(), "Yes", "ok", "sure, go ahead", "Ja", "d'accord", "vale", "可以"])
def test_a_plain_yes_is_one(text: str) -> None:
    assert consents(text) is True


@pytest.mark.parametrize("text", [*NO.values(), "no", "never mind", "nein danke", "算了", "不用了"])
def test_a_plain_no_is_one(text: str) -> None:
    assert consents(text) is False


@pytest.mark.parametrize(
    "text", ["yes but not from there", "what?", "maybe", "", "yes and no", "I know", "thanks and bye"]
)
def test_anything_else_is_neither(text: str) -> None:
    assert consents(text) is None
