"""Whose voice speaks, by language, by what the user chose, and by who is in trouble."""

import numpy as np

from assistant.errors import VoiceFailed
from assistant.messages import AudioChunk
from assistant.roles import Stream
from assistant.voices import LocalVoice, Order, Voices

TEXT = "one two three"


class Speaker:
    """Voice: notes what it is asked to say; fails at once if it is told to."""

    def __init__(self, fails: bool = False) -> None:
        self.said: list[tuple[str, str]] = []
        self.fails = fails

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        self.said.append((language, text))
        return Stream(self._sound(text), lambda: None)

    def _sound(self, text: str):  # type: ignore[no-untyped-def]
        if self.fails:
            raise VoiceFailed("network", "gone")
        yield AudioChunk(np.zeros(10, np.int16), 24_000, text)


class Scene:
    def __init__(self, order: Order) -> None:
        self.now = 0.0
        self.english, self.any, self.polly = Speaker(), Speaker(), Speaker()
        self.trouble: list[VoiceFailed] = []
        local = [LocalVoice("hibari", self.english, frozenset({"en"})), LocalVoice("espeak-ng", self.any)]
        self.voices = Voices(local, self.polly, order, self.trouble.append, lambda: self.now)

    def says(self, language: str = "en", text: str = TEXT) -> str:
        return " ".join(chunk.text for chunk in self.voices.speak(text, 1.0, language))


def test_nothing_is_asked_from_afar_until_the_user_wants_it() -> None:
    scene = Scene("offline-only")
    scene.says("en")
    scene.says("de")
    assert (scene.english.said, scene.any.said, scene.polly.said) == ([("en", TEXT)], [("de", TEXT)], [])


def test_polly_speaks_first_where_that_was_chosen() -> None:
    scene = Scene("polly-first")
    assert scene.says("de") == TEXT
    assert (scene.polly.said, scene.any.said) == ([("de", TEXT)], [])


def test_offline_first_asks_polly_only_for_what_nobody_here_speaks() -> None:
    scene = Scene("offline-first")
    only_english = [LocalVoice("hibari", scene.english, frozenset({"en"}))]
    voices = Voices(only_english, scene.polly, "offline-first", scene.trouble.append, lambda: 0.0)
    list(voices.speak(TEXT, 1.0, "en"))
    list(voices.speak(TEXT, 1.0, "de"))
    assert (scene.english.said, scene.polly.said) == ([("en", TEXT)], [("de", TEXT)])


def test_language_that_nobody_speaks_is_spoken_by_the_first_rather_than_not_at_all() -> None:
    scene = Scene("offline-only")
    voices = Voices([LocalVoice("hibari", scene.english, frozenset({"en"}))], None, "offline-only", print, lambda: 0.0)
    list(voices.speak(TEXT, 1.0, "de"))
    assert scene.english.said == [("de", TEXT)]


def test_trouble_is_told_once_and_polly_rests_until_it_is_tried_again() -> None:
    scene = Scene("polly-first")
    scene.polly.fails = True
    assert [scene.says(), scene.says(), scene.says()] == [TEXT] * 3
    assert len(scene.polly.said) == 1, "in its rest it is not asked"
    scene.now = 6.0
    assert scene.says() == TEXT
    assert (len(scene.polly.said), len(scene.trouble)) == (2, 1)
    scene.now, scene.polly.fails = 60.0, False
    scene.says()
    assert len(scene.english.said) == 4, "Polly speaks again"


def test_offline_only_takes_effect_in_the_middle_of_a_sentence() -> None:
    scene = Scene("polly-first")
    stream = scene.voices.speak(TEXT)
    scene.voices.choose("offline-only", scene.polly)
    assert " ".join(chunk.text for chunk in stream) == TEXT
    assert scene.english.said == [("en", TEXT)]
    scene.says()
    assert len(scene.polly.said) <= 1, "nothing more is asked"


def test_changed_settings_end_the_rest() -> None:
    scene = Scene("polly-first")
    scene.polly.fails = True
    scene.says()
    scene.polly.fails = False
    scene.voices.choose("polly-first", scene.polly)
    scene.says()
    assert len(scene.polly.said) == 2


def test_other_voice_goes_round_among_those_of_the_language() -> None:
    scene = Scene("offline-only")
    assert (scene.voices.change("en"), scene.voices.names("en")) == ("espeak-ng", ["espeak-ng", "hibari"])
    scene.says("en")
    assert scene.any.said == [("en", TEXT)]
    assert (scene.voices.change("en"), scene.voices.change("de")) == ("hibari", "")


def test_voice_that_is_liked_speaks_first() -> None:
    scene = Scene("offline-only")
    scene.voices.prefer("espeak-ng")
    scene.says("en")
    assert (scene.any.said, scene.english.said) == ([("en", TEXT)], [])
