"""Speech to measure turn-taking with: sentences with and without a pause inside, in noise, voices apart by purpose.

The voices that rules are tuned on and those that they are measured on are different, and so are the sentences.
"""

import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from bench_clips import SPOKEN, real_people
from faster_whisper import WhisperModel
from faster_whisper.tokenizer import Tokenizer
from hibari import SAMPLE_RATE, Hibari
from intent_data import everything, split
from numpy.typing import NDArray

from assistant import audio, audio_files, config
from assistant.messages import HEARING_RATE, Pcm
from local_models import manifest, store

SEED = 2027
LEAD_S = 0.5  # of noise before the speech
TAIL_S = 3.7  # and after it: longer than the silence that ends every turn
PAUSE_S = (0.4, 1.0)
SNR_DB = (5.0, 15.0)
AUDIBLE = 0.05  # of the loudest 10 ms; real clips have breath and noise below
PIECE = HEARING_RATE * 3 // 100  # 30 ms: several periods of a voice
FADE = HEARING_RATE // 125  # 8 ms: a cut in the middle of a sound would click
SEARCHED = HEARING_RATE // 16  # the quietest place this near to a word's aligned end is where the pause goes
FEWEST_WORDS = 5
SENTENCES = 16  # of each synthetic voice
READINGS = 4  # of each real clip: the pause at another place, other noise
# Before one of these a clause may well have ended: a pause there is not in the middle of one.
OPENERS = set(
    "and or but because who which that when while if so then than for to in on at with without behind of from "
    "under by about near into out over as please now again here there is are and was like too before after und "
    "oder aber weil dass wenn denn für zu in auf mit von aus bei nach über unter an am im vom zum hier bitte ist "
    "sind als et ou mais parce que qui quand si donc pour à dans sur avec de du des par au aux en est sont comme "
    "y o pero porque cuando para a al con por sobre del es son como".split()
)
FILLERS = {"en": "um,", "de": "ähm,", "fr": "euh,", "es": "eh,"}
FILLED = 0.35  # share of the synthetic pauses with a filler before them
DRAWN = HEARING_RATE // 4  # the last sounds before other pauses are drawn out,
DRAWN_OUT = 1.6  # as people do when they look for a word
TUNING_ESPEAK = {"en-us+m3": "en", "en-gb+f2": "en", "de+m1": "de", "fr+f4": "fr", "es+m4": "es"}
MEASURING_ESPEAK = {"en-gb-scotland+f5": "en", "en-us+m7": "en", "de+f1": "de", "fr+m6": "fr", "es+f3": "es"}
LOWERED = 0.84  # Hibari's pitch and formants as those of a larger speaker
WORD = re.compile(r"[\w'’-]+")

Sound = NDArray[np.float64]


@dataclass(frozen=True)
class Pause:
    """Samples `start` to `end` hold no speech; `words` were said before."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, eq=False)
class TurnClip:
    """One turn of one speaker, in noise. pcm: int16 mono [n] at 16 kHz; `end`: the last sample of speech.

    pauses: inside the turn, in order; none in a sentence said at one go.
    """

    voice: str
    language: str
    text: str
    pcm: Pcm
    pauses: tuple[Pause, ...]
    end: int


@dataclass(frozen=True, eq=False)
class Said:
    """Speech without noise or margins. seed: what is random about the clips made of it.

    whole, broken: of which kind clips are made of it.
    """

    voice: str
    language: str
    text: str
    pcm: Pcm
    seed: int
    whole: bool = True
    broken: bool = True


def tuning() -> list[TurnClip]:
    """What rules may be tuned on: Hibari, half of the espeak-ng voices, speakers of orders."""
    return _clips([*_people(librivox=False), *_hibari(1.0, tuned=True), *_espeak(TUNING_ESPEAK, tuned=True)])


def measuring() -> list[TurnClip]:
    """What only measures: a reader of a novel, Hibari lowered to another voice, the other espeak-ng voices."""
    return _clips([*_people(librivox=True), *_hibari(LOWERED, tuned=False), *_espeak(MEASURING_ESPEAK, tuned=False)])


def _people(librivox: bool) -> Iterator[Said]:
    """Some of the real people, each clip several times."""
    for clip in real_people():
        if clip.name.startswith("sense_and_sensibility") != librivox:
            continue
        for reading in range(READINGS):
            yield Said(
                "reader" if librivox else "people", "en", clip.text, trimmed(clip.pcm), seed_of(clip.name, reading)
            )


def _hibari(pitch: float, tuned: bool) -> Iterator[Said]:
    """Sentences at several speeds; the pitch is changed by resampling, the speed kept."""
    voice = Hibari()

    def say(text: str, seed: int) -> Pcm:
        speed = np.random.default_rng(seed).uniform(0.85, 1.2)
        sound = (np.clip(voice(text, speed=speed / pitch, seed=seed % 1000), -1.0, 1.0) * 32767.0).astype(np.int16)
        pcm: Pcm = audio.resample(sound, round(SAMPLE_RATE * pitch), HEARING_RATE)
        return pcm

    return _synthetic("Hibari" if pitch == 1.0 else "Hibari, lowered", "en", say, tuned)


def _espeak(voices: dict[str, str], tuned: bool) -> Iterator[Said]:
    """Sentences by espeak-ng; nothing, with a word about it, where the program is missing."""
    if shutil.which("espeak-ng") is None:
        print("espeak-ng is not installed: its voices are left out")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"

        def say(voice: str, text: str, seed: int) -> Pcm:
            rate = np.random.default_rng(seed).integers(135, 190)  # words a minute
            subprocess.run(["espeak-ng", "-v", voice, "-s", str(rate), "-w", str(path), text], check=True)
            return audio_files.read(path)

        for voice, language in voices.items():
            yield from _synthetic(f"espeak {voice}", language, partial(say, voice), tuned)


def _synthetic(name: str, language: str, say: Callable[[str, int], Pcm], tuned: bool) -> Iterator[Said]:
    """Each sentence, and some once more with a filler for the pause."""
    for text in _sentences(language, name, tuned):
        seed = seed_of(name, text)
        filled = np.random.default_rng(seed).random() < FILLED and _with_filler(text, language, seed)
        yield Said(name, language, text, trimmed(say(text, seed)), seed, broken=not filled)
        if filled:
            yield Said(name, language, filled, trimmed(say(filled, seed)), seed, whole=False)


def _sentences(language: str, voice: str, tuned: bool) -> list[str]:
    """Sentences of at least FEWEST_WORDS for this voice; none both tunes and measures."""
    texts = [example.text for example in split(everything())[0 if tuned else 1] if example.language == language]
    texts += SPOKEN[tuned::2] if language == "en" else []
    long = [text for text in texts if len(WORD.findall(text)) >= FEWEST_WORDS]
    chosen = np.random.default_rng(seed_of(voice, SEED)).permutation(len(long))[:SENTENCES]
    return [long[index] for index in chosen]


def _clips(said: Sequence[Said]) -> list[TurnClip]:
    """Of everything a sentence at one go, and one with a pause where there is a place for it."""
    complete = [_complete(one) for one in said if one.whole]
    return complete + [clip for one in said if one.broken for clip in _paused(one)]


def _complete(said: Said) -> TurnClip:
    lead = round(LEAD_S * HEARING_RATE)
    return TurnClip(said.voice, said.language, said.text, in_noise(said.pcm, said.seed), (), lead + len(said.pcm))


def _paused(said: Said) -> Iterator[TurnClip]:
    """With silence at a word's end in the middle of a clause, as someone does who looks for the next word."""
    written = said.text.split()
    places = _places(written)
    spans = word_times(said.pcm, said.text, said.language) if places else []
    if len(spans) != len(written):
        return
    random = np.random.default_rng(said.seed + 1)
    index = int(random.choice(places))
    at = _quietest(said.pcm, round(spans[index - 1][1] * HEARING_RATE), round(spans[index][0] * HEARING_RATE))
    before, after = said.pcm[:at].astype(np.float64), said.pcm[at:].astype(np.float64)
    filled = written[index - 1] in FILLERS.values()
    before = before if filled else drawn_out(before)
    before[-FADE:] *= np.linspace(1.0, 0.0, FADE)
    after[:FADE] *= np.linspace(0.0, 1.0, FADE)
    length = round(random.uniform(*PAUSE_S) * HEARING_RATE)
    pcm = np.concatenate([before, np.zeros(length), after]).astype(np.int16)
    start = round(LEAD_S * HEARING_RATE) + len(before)
    words = " ".join(written[: index - filled])  # transcribers leave fillers out
    noisy = in_noise(pcm, said.seed + 2)
    end = round(LEAD_S * HEARING_RATE) + len(pcm)
    yield TurnClip(said.voice, said.language, said.text, noisy, (Pause(start, start + length, words),), end)


def _places(written: list[str]) -> list[int]:
    """Before which words a pause is in the middle of a clause; only behind the filler, where there is one."""
    filled = [index + 1 for index, word in enumerate(written) if word in FILLERS.values()]
    inner = range(2, len(written) - 1)
    return filled or [at for at in inner if written[at - 1][-1] not in ",;:.!?" and written[at].lower() not in OPENERS]


def _with_filler(text: str, language: str, seed: int) -> str:
    """The sentence with a filler in the middle of a clause, where it has such a place."""
    written = text.split()
    places = _places(written)
    if not places:
        return text
    at = int(np.random.default_rng(seed).choice(places))
    return " ".join([*written[:at], FILLERS[language], *written[at:]])


def drawn_out(sound: Sound) -> Sound:
    """Speech with its last DRAWN samples DRAWN_OUT times as long at the same pitch, by overlapping similar pieces.

    WSOLA: Verhelst and Roelands, 1993.
    """
    first = max(0, len(sound) - DRAWN - PIECE)
    source, hop = sound[first:], PIECE // 2
    if len(source) < 3 * PIECE:
        return sound
    window = np.hanning(PIECE + 1)[:-1]
    total = round((len(source) - PIECE) * DRAWN_OUT)
    drawn = np.zeros(total + 2 * PIECE)
    last = 0
    for at in range(0, total, hop):
        wanted = round(at / DRAWN_OUT)
        following = source[last + hop : last + hop + PIECE]
        near = range(max(0, wanted - hop), min(len(source) - PIECE, wanted + hop), 4)
        if at and len(following) == PIECE:
            wanted = max(near, key=lambda start: float(following @ source[start : start + PIECE]), default=wanted)
        last = min(wanted, len(source) - PIECE)
        drawn[at : at + PIECE] += source[last : last + PIECE] * window
    drawn[:hop] += source[:hop] * window[hop:]
    return np.concatenate([sound[:first], drawn[:total]])


def in_noise(pcm: Pcm, seed: int) -> Pcm:
    """The speech with LEAD_S before it and TAIL_S after it, and noise of a random kind and level over it all."""
    random = np.random.default_rng(seed)
    margins = (round(LEAD_S * HEARING_RATE), round(TAIL_S * HEARING_RATE))
    clean = np.pad(pcm.astype(np.float64), margins)
    spoken = pcm[np.abs(pcm.astype(np.int32)) > np.abs(pcm.astype(np.int32)).max() * 0.02].astype(np.float64)
    level = np.sqrt((spoken**2).mean()) * 10.0 ** (-random.uniform(*SNR_DB) / 20.0)
    noisy: Pcm = np.clip(clean + level * room_noise(len(clean), random), -32768, 32767).astype(np.int16)
    return noisy


def room_noise(samples: int, random: np.random.Generator) -> Sound:
    """float64 [samples] of RMS 1: a room, a ventilator or a hiss, with or without the hum of the mains."""
    spectrum = np.fft.rfft(random.standard_normal(samples))
    frequency = np.fft.rfftfreq(samples, 1.0 / HEARING_RATE)
    steepness = random.choice([0.25, 0.5, 1.0])  # of the amplitude: hiss, pink, brown
    sound: Sound = np.fft.irfft(spectrum * np.maximum(frequency, 40.0) ** -steepness, samples)
    sound /= np.sqrt((sound**2).mean())
    if random.random() < 0.5:
        time = np.arange(samples) / HEARING_RATE
        sound += 0.4 * sum(np.sin(2 * np.pi * 50.0 * multiple * time) / multiple for multiple in (1, 2, 4))
    sound /= np.sqrt((sound**2).mean())
    return sound


def word_times(pcm: Pcm, text: str, language: str) -> list[tuple[float, float]]:
    """Start and end in seconds of each word of `text`, which is what is said: Whisper's attention, aligned."""
    model = _whisper()
    tokenizer = Tokenizer(model.hf_tokenizer, True, task="transcribe", language=language)
    spoken = " " + " ".join(word.strip(',;:.!?"¿¡') for word in text.split())
    features = model.feature_extractor(pcm.astype(np.float32) / 32768.0)
    frames = len(pcm) // 160
    encoded = model.encode(features[:, :3000])
    found: list[dict[str, Any]] = model.find_alignment(tokenizer, [tokenizer.encode(spoken)], encoded, frames)[0]
    return [(float(word["start"]), float(word["end"])) for word in found if word["word"].strip()]


@cache
def _whisper() -> WhisperModel:
    folder = store.installed(manifest.find("whisper-base"), config.load({}).folders.models)
    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)


def _quietest(pcm: Pcm, end: int, start: int) -> int:
    """The sample about which 10 ms are quietest, near a word's end and the next's start."""
    first, last = max(FADE, min(end, start) - SEARCHED), min(len(pcm) - FADE, max(end, start) + SEARCHED)
    window = HEARING_RATE // 100
    power = np.convolve(pcm.astype(np.float64) ** 2, np.full(window, 1.0 / window), mode="same")
    return first + int(power[first:last].argmin())


def trimmed(pcm: Pcm) -> Pcm:
    """From the first to the last 10 ms that are audible beside the loudest ones."""
    window = HEARING_RATE // 100
    stretches = pcm[: len(pcm) // window * window].reshape(-1, window).astype(np.float64)
    level = np.sqrt((stretches**2).mean(axis=1))
    loud = np.flatnonzero(level > AUDIBLE * level.max())
    return pcm[loud[0] * window : (loud[-1] + 1) * window]


def seed_of(*parts: object) -> int:
    """The same for the same parts, everywhere."""
    return zlib.crc32(" ".join(map(str, (SEED, *parts))).encode())
