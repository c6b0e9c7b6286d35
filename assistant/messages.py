"""The types that pass between the parts of Oriel: plain, frozen, and ignorant of any vendor."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.plan import Step

HEARING_RATE = 16_000  # Hz; every model that listens takes this rate

Pcm = NDArray[np.int16]  # mono samples, shape [n], full scale ±32768

State = Literal["idle", "listening", "thinking", "speaking"]


@dataclass(frozen=True)
class WordTime:
    """One spoken word and where it lies, in seconds from the start of its audio."""

    word: str
    start_s: float
    end_s: float


@dataclass(frozen=True, eq=False)
class AudioChunk:
    """Sound and the text it says. pcm: int16 mono [n] at `rate` Hz; words is empty where a voice gives no times."""

    pcm: Pcm
    rate: int
    text: str
    words: tuple[WordTime, ...] = ()

    @property
    def duration_s(self) -> float:
        """Length of the sound in seconds."""
        return len(self.pcm) / self.rate


@dataclass(frozen=True, eq=False)
class Utterance:
    """What was said in one go. pcm: int16 mono [n] at `rate`; start and end count samples since listening began."""

    pcm: Pcm
    rate: int
    start: int
    end: int

    @property
    def duration_s(self) -> float:
        """Length of the sound in seconds."""
        return len(self.pcm) / self.rate


@dataclass(frozen=True)
class Word:
    """A transcribed word; times in seconds from the start of the utterance, probability in 0–1."""

    start_s: float
    end_s: float
    word: str
    probability: float


@dataclass(frozen=True)
class Segment:
    """A stretch of transcript; times in seconds from the start of the utterance."""

    start_s: float
    end_s: float
    text: str
    language: str
    words: tuple[Word, ...]
    language_probability: float = 1.0  # that this is what is spoken, 0–1; 1 where nothing else was looked for
    word_probability: float = 1.0  # that a word of it is right, 0–1, on average


@dataclass(frozen=True)
class TranscribeOptions:
    """How to transcribe. language None: detect it; initial words that are likely to occur go into `hot_words`."""

    language: str | None = None
    translate: bool = False
    word_times: bool = False
    hot_words: str = ""
    held: bool = False  # `language` is what was spoken so far: another is written where it is surely heard


@dataclass(frozen=True)
class Transcript:
    """The whole of what was heard, and the language it was heard in (ISO 639-1)."""

    text: str
    language: str
    words: tuple[Word, ...] = ()
    language_probability: float = 1.0  # as of a Segment
    word_probability: float = 1.0  # as of a Segment


@dataclass(frozen=True)
class Message:
    """One entry of a conversation as a model reads it. images: which of a call's pictures, from 0, stand before it."""

    role: Literal["system", "user", "assistant"]
    text: str
    images: tuple[int, ...] = ()


Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in pixels of the upright picture; x1 and y1 lie outside


@dataclass(frozen=True)
class Image:
    """A picture. id: SHA-256 of the bytes it came as, in hex; width and height in pixels.

    path: a file that any reader opens as 8-bit RGB, standing upright, with no rotation left to apply.
    """

    id: str
    path: str
    width: int
    height: int


@dataclass(frozen=True)
class Shown:
    """A picture in a conversation. number: from 1, in order of arrival; name: what its file was called.

    caption: what a vision-language model says of it; empty without one, and until it has looked.
    """

    number: int
    name: str
    image: Image
    caption: str = ""


@dataclass(frozen=True)
class Hint:
    """A point of a picture, in its pixels, of which the user says that it belongs to a thing, or does not."""

    x: float
    y: float
    is_inside: bool


@dataclass(frozen=True)
class Detection:
    """Something found. id counts from 1 within one call; score in 0–1; label is the detector's own word for it.

    certain: False where the detector has only something alike to offer, so that "looks like" is all that may be said.
    hints: what the user has said of its outline since, the oldest first.
    """

    id: int
    label: str
    phrase: str
    score: float
    box_xyxy: Box
    certain: bool = True
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class Mask:
    """The outline of a detection: COCO's compressed run lengths over the whole picture; area in pixels."""

    detection_id: int
    height: int
    width: int
    counts: str
    area: int


@dataclass(frozen=True)
class TextBox:
    """A line of text in a picture, as it was read; score in 0–1.

    corners: (x, y) in pixels of the upright picture, clockwise from where its first letter has its upper left corner.
    """

    text: str
    score: float
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Thing:
    """Something found, as people speak of it. number: from 1, as drawn on the picture; name: "the left dog"."""

    number: int
    name: str
    detection: Detection
    mask: Mask | None  # None: only its box was asked for


@dataclass(frozen=True)
class Check:
    """A thing that a vision-language model says is there, and what became of it when it was looked for.

    phrase: in English, as the detector was asked; said: how many there are by the model, 0: it does not say; found: by
    the boxes. stands: it was found; absent: it was not, or the user says that it is not there; miscounted: another
    number was found; unverified: the detector does not know it, or cannot judge it.
    """

    phrase: str
    verdict: Literal["stands", "absent", "miscounted", "unverified"]
    said: int = 0
    found: int = 0


@dataclass(frozen=True)
class Finding:
    """What one request found in one picture.

    missing: what was asked for and is not there; unknown: what the detector was never taught; box_threshold: the score
    from which things were believed; intent: the action that was asked for. checks: of what a vision-language model says
    is there, where it answered.
    """

    image: Image
    intent: str
    things: tuple[Thing, ...]
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    box_threshold: float = 0.0
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Mention:
    """Where an answer speaks of things: characters start to end (outside) of its text, and the things' numbers."""

    start: int
    end: int
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Told:
    """A sentence or more about a picture, tied to what it rests on. verified: all that it says is there was found."""

    text: str
    mentions: tuple[Mention, ...] = ()
    verified: bool = True


@dataclass(frozen=True)
class Claim:
    """What the user says is, or is not, in a picture; it outweighs what the detector finds.

    picture: an Image's id; phrase: as the detector is asked, in English; said: the user's words; box: of the one thing
    that it is about, None: the whole picture.
    """

    picture: str
    phrase: str
    is_there: bool
    said: str
    box: Box | None = None


@dataclass(frozen=True)
class Preference:
    """An answer that the user has put right, as data sets for direct preference optimisation want it."""

    picture: str
    question: str
    rejected: str
    chosen: str


@dataclass(frozen=True)
class Question:
    """What Oriel asks back. choices: short replies; heard: the request that waits, in the user's words.

    steps: what is left of it; intents: what each choice stands for, where the doubt is about what to do; address: of a
    picture on the web, where the question is whether it may be fetched.
    """

    text: str
    choices: tuple[str, ...]
    heard: str
    steps: tuple[Step, ...] = ()
    intents: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True)
class ScoredPhrase:
    """A phrase that says what a text is about; score in 0–1."""

    text: str
    score: float


@dataclass(frozen=True)
class ScoredIntent:
    """What an utterance may ask for; score: its probability, 0–1; examples: known utterances near it that ask so."""

    intent: str
    score: float
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnTimes:
    """When the stages of one turn were reached, in milliseconds after the last sample of speech; None: not reached."""

    speech_end: int = 0
    turn_end: int | None = None
    transcript: int | None = None
    plan: int | None = None
    first_token: int | None = None
    first_sound: int | None = None
    done: int | None = None


@dataclass(frozen=True)
class Turn:
    """One exchange as it is kept: what was heard, the whole answer, and the part of it that was really played.

    superseded: what was heard was corrected later, and the question answered again. plan: what was understood;
    findings: what was found in pictures, one for each step that looked; mentions: where `said` speaks of the things of
    the last of them. claims: what the user said is or is not in a picture; preferences: the answers so put right.
    """

    heard: str
    language: str
    said: str
    spoken: str
    interrupted: bool
    times_ms: TurnTimes
    intent: str = "chat"
    superseded: bool = False
    plan: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    preferences: tuple[Preference, ...] = ()


@dataclass(frozen=True)
class Live:
    """The words of the turn under way; until `final` they may still change."""

    text: str = ""
    final: bool = False


@dataclass(frozen=True)
class Request:
    """Something asked for by voice that only the page can do; numbered, so that each is done once."""

    number: int
    name: str
    value: str


@dataclass(frozen=True)
class Snapshot:
    """What a page or a test may see of a session at one moment.

    answer: the text of the one under way; remedy: a microphone that may work where the one in use does not; step: what
    is being done; plan: of the request under way, in a line; question: what Oriel asked back last; picture: the number
    of the one on show, 0: none; finding: what was found in it; lit: the numbers of the things that are being spoken of;
    selected: that of the one the user chose, 0: none.
    """

    state: State
    messages: tuple[Message, ...]
    turns: tuple[Turn, ...]
    notice: str
    live: Live = Live()
    answer: str = ""
    language: str = ""
    request: Request | None = None
    remedy: str = ""
    step: str = ""
    plan: str = ""
    question: Question | None = None
    pictures: tuple[Shown, ...] = ()
    picture: int = 0
    finding: Finding | None = None
    lit: tuple[int, ...] = ()
    selected: int = 0
    overheard: str = ""  # what was heard and not taken to be meant for Oriel
    unsure: bool = False  # it may have been meant all the same
