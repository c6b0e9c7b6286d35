"""Voice by Amazon Polly: streamed, word by word, with a cache of what was said before; and its voices and lexicons."""

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.audio import silence
from assistant.messages import AudioChunk, WordTime
from assistant.remote.calls import Calls, Cancelled
from assistant.remote.phrase_cache import PhraseCache, key
from assistant.remote.polly_client import PollyClient, Tell, trouble
from assistant.remote.polly_stream import Asked, PollyPiece, said_again
from assistant.remote.polly_text import RATE, pace, parts, wording
from assistant.roles import Stream
from assistant.tempo import at_tempo

BREATH_S = 0.1
# Polly's own names for languages whose ISO 639-1 code it does not use.
NAMES = {"zh": ("cmn",), "ar": ("arb", "ar"), "no": ("nb",)}
# Where a language is spoken in several countries, the voices that most expect.
USUAL = ("en-US", "de-DE", "fr-FR", "es-ES", "pt-BR", "nl-NL", "cmn-CN", "arb")


@dataclass(frozen=True)
class PollySettings:
    """What the user chose. voice "": the first of the language; region and profile "": as boto3 finds them.

    first_byte_s: seconds that Polly has to begin. Region and profile are not shown.
    """

    voice: str = ""
    engine: str = "neural"
    region: str = field(default="", repr=False)
    profile: str = field(default="", repr=False)
    lexicons: tuple[str, ...] = ()
    first_byte_s: float = 0.7


@dataclass(frozen=True)
class PollyVoiceInfo:
    """A voice of the service. language, also_speaks: as Polly names them ("en-US", "cmn-CN")."""

    name: str
    language: str
    language_name: str
    gender: str
    engines: tuple[str, ...]
    also_speaks: tuple[str, ...] = ()

    def speaks(self, language: str) -> bool:
        """Whether it speaks a language, given as ISO 639-1 ("de") or as Polly names it ("de-AT")."""
        names = NAMES.get(language, (language,))
        own = (self.language, *self.also_speaks)
        return any(one in names or one.partition("-")[0] in names for one in own)


@dataclass(frozen=True)
class PollyLexicon:
    """A pronunciation lexicon of the account. lexemes: how many words it has; size in characters."""

    name: str
    language: str
    lexemes: int
    size: int


class PollyVoice:
    """Called by any thread.

    `tell` is called before a request's bytes leave, with its purpose ("speech", "word times", "voices", "lexicon",
    "credentials"), the words in it and its size in bytes; where it raises, nothing is sent.
    """

    def __init__(self, settings: PollySettings, tell: Tell, cache_folder: Path, cache_mib: int = 0) -> None:
        self._settings = settings
        self._client = PollyClient(settings.region, settings.profile, settings.first_byte_s, tell)
        self._cache = PhraseCache(cache_folder, cache_mib)
        self._lock = threading.Lock()
        self._voices: tuple[PollyVoiceInfo, ...] = ()
        self._without_marks: set[tuple[str, str]] = set()  # voices and engines that refused word times

    @property
    def region(self) -> str:
        """The AWS region that requests go to. Raises VoiceFailed where none is set."""
        return self._client.region()

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        """Chunks of int16 mono at 16 kHz that end where words end; a line break in `text` is a pause.

        Raises VoiceFailed where Polly breaks off: what was yielded until then is whole words. Scripts without spaces
        are one word to the next space, so that their sound comes when it is complete.
        """
        calls = Calls()
        return Stream(self._chunks(text, speed, language, calls), calls.cancel)

    def warm(self) -> None:
        """Make the client and fetch the list of voices, so that the first text does not wait for either."""
        self._catalogue(Calls())

    def voices(self, language: str | None = None) -> tuple[PollyVoiceInfo, ...]:
        """The voices that speak a language (ISO 639-1), else all, the usual ones first; asked for once."""
        return tuple(voice for voice in self._catalogue(Calls()) if language is None or voice.speaks(language))

    def lexicons(self) -> tuple[PollyLexicon, ...]:
        """The account's lexicons."""
        found = []
        for page in self._pages("list_lexicons", Calls()):
            for one in page["Lexicons"]:
                about = one["Attributes"]
                found.append(PollyLexicon(one["Name"], about["LanguageCode"], about["LexemesCount"], about["Size"]))
        return tuple(found)

    def put_lexicon(self, name: str, content: str) -> None:
        """Add or replace a lexicon, in the W3C's Pronunciation Lexicon Specification; what was kept is forgotten."""
        self._client.ask("put_lexicon", Calls().new(), Name=name, Content=content)
        self._cache.forget()

    def delete_lexicon(self, name: str) -> None:
        """Remove a lexicon; what was kept is forgotten."""
        self._client.ask("delete_lexicon", Calls().new(), Name=name)
        self._cache.forget()

    def close(self) -> None:
        """Hang up: from now on nothing is sent, also for what has begun."""
        self._client.close()

    def _chunks(self, text: str, speed: float, language: str, calls: Calls) -> Iterator[AudioChunk]:
        asked = pace(speed, self._settings.engine)
        try:
            for part in parts(text):
                if calls.cancelled:
                    return
                if any(character.isalnum() for character in part):
                    for chunk in self._part(part, asked.percent, language, calls):
                        yield _at_tempo(chunk, asked.left)
                else:  # marks alone are a breath
                    yield AudioChunk(silence(BREATH_S, RATE), RATE, " ".join(part.split()))
        except Cancelled:
            return
        finally:
            calls.cancel()

    def _part(self, text: str, percent: int, language: str, calls: Calls) -> Iterator[AudioChunk]:
        said = wording(text, percent)
        chosen = self._settings
        # By the voice as it was chosen, not as it was found: to look it up would send something.
        name = key(chosen.voice, chosen.engine, language, str(percent), *chosen.lexicons, "", said.text)
        if phrase := self._cache.get(name):
            yield said_again(phrase, said.words)
            return
        voice = self._voice(language, calls)
        marks = (voice, chosen.engine) not in self._without_marks
        piece = PollyPiece(
            self._client, Asked(said, voice, chosen.engine, chosen.lexicons, marks), chosen.first_byte_s, calls
        )
        yield from piece.chunks()
        if piece.no_marks:
            self._without_marks.add((voice, chosen.engine))
        if piece.phrase is not None:
            self._cache.put(name, piece.phrase)

    def _voice(self, language: str, calls: Calls) -> str:
        """The chosen voice where it speaks the language, else the first one that does with the chosen engine."""
        engine = self._settings.engine
        fitting = [one for one in self._catalogue_in_time(calls) if one.speaks(language)]
        names = [one.name for one in fitting]
        if self._settings.voice in names:
            return self._settings.voice
        if self._settings.voice and self._settings.voice not in [one.name for one in self._voices]:
            return self._settings.voice  # unknown here: Polly says what is the matter with it
        if not (able := [one.name for one in fitting if engine in one.engines]):
            raise trouble("voice", f"no {engine} voice speaks '{language}'")
        return able[0]

    def _catalogue_in_time(self, calls: Calls) -> tuple[PollyVoiceInfo, ...]:
        """For who wants to speak: names are looked up, and people signed in, without regard to any time limit."""
        if self._voices:
            return self._voices
        found: queue.SimpleQueue[tuple[PollyVoiceInfo, ...] | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                found.put(self._catalogue(calls))
            except Exception as error:  # noqa: BLE001  # the top of a thread: raised again below
                found.put(error)

        threading.Thread(target=ask, name="polly-voices", daemon=True).start()
        try:
            voices = found.get(timeout=self._settings.first_byte_s)
        except queue.Empty:
            raise trouble("slow", "no list of voices") from None
        if isinstance(voices, Exception):
            raise voices
        return voices

    def _catalogue(self, calls: Calls) -> tuple[PollyVoiceInfo, ...]:
        if self._voices:
            return self._voices
        if not self._lock.acquire(timeout=self._settings.first_byte_s):  # another thread is asking, in vain so far
            raise trouble("slow", "no voices in time")
        try:
            if not self._voices:
                pages = self._pages("describe_voices", calls)
                try:
                    found = [_info(voice) for page in pages for voice in page["Voices"]]
                except (KeyError, TypeError) as error:
                    raise trouble("service", "no list of voices") from error
                self._voices = tuple(sorted(found, key=lambda voice: voice.language not in USUAL))
        finally:
            self._lock.release()
        return self._voices

    def _pages(self, operation: str, calls: Calls) -> Iterator[dict[str, Any]]:
        """All pages of a listing, as boto3 gives them."""
        more: dict[str, str] = {}
        while True:
            page = self._client.ask(operation, calls.new(), **more)
            yield page
            if not page.get("NextToken"):
                return
            more = {"NextToken": page["NextToken"]}


def _info(voice: dict[str, Any]) -> PollyVoiceInfo:
    return PollyVoiceInfo(
        voice["Id"],
        voice["LanguageCode"],
        voice["LanguageName"],
        voice["Gender"],
        tuple(voice["SupportedEngines"]),
        tuple(voice.get("AdditionalLanguageCodes", ())),
    )


def _at_tempo(chunk: AudioChunk, factor: float) -> AudioChunk:
    """So many times as fast: what the engine itself does not do of a speed."""
    if factor == 1.0:
        return chunk
    words = tuple(WordTime(word.word, word.start_s / factor, word.end_s / factor) for word in chunk.words)
    return AudioChunk(at_tempo(chunk.pcm, chunk.rate, factor), chunk.rate, chunk.text, words)
