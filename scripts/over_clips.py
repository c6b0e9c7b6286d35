"""What people say over an answer, to Oriel and to each other, and what nobody says: noise, tones, babble.

The voices that rules are tuned on and those that they are measured on are different.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from bench_clips import real_people
from hibari import SAMPLE_RATE, Hibari
from turn_clips import LOWERED, MEASURING_ESPEAK, TUNING_ESPEAK, Sound, room_noise, seed_of, trimmed

from assistant import audio, audio_files
from assistant.messages import HEARING_RATE, Pcm

HIBARI = "Hibari, lowered"  # as a user; where Oriel is heard, its voice must be another then
COUGHS = 10
LEVEL = 2500.0  # RMS of speech, int16: -22 dB, as a headset gives it
MURMURS = """Mm-hm.|Uh-huh.|Okay.|Yeah.|Right.|I see.|Oh.|Sure.
Ah, okay.|Yes.|Wow.|Got it.|Yeah, yeah.|Interesting.|Really?|Mm.""".replace("\n", "|").split("|")
PHONEMES = {"Mm-hm.": "[[m@h'@m]]", "Mm.": "[['mm:]]"}  # espeak-ng spells these out otherwise
STOPS = "Stop.|Stop it, please.|Be quiet.|That's enough.|Stop talking.".split("|")
QUESTIONS = """Wait, what about the railway?
Hold on, when was that?
Who paid for it?
No, I meant the other town.
How many people live there?
What is the weather like today?
Can you say that again more slowly?
Wait a second, which war was that?
Sorry, I did not understand that.
Tell me something about dolphins instead.
And how deep is the water?
Why did he do that?
Hang on, is there a train to it?
Yes, but what does it cost to get in?
Okay, and where do I buy the tickets?""".splitlines()
TO_ORIEL = """Oriel, what is the capital of Australia?
Hey Oriel, set a timer for ten minutes.
What time is it, Oriel?
Oriel, how far is it to the moon?
Okay Oriel, read me the last message.
Oriel, please tell me a short story.
Could you explain that, Oriel?
Oriel, who wrote Pride and Prejudice?""".splitlines()
AFTER_AN_ANSWER = """And how far is it from Sydney?
Thank you. And what about the winter?
Can you say it in other words?
How do I get from London to Paris by train?
What is seven plus eight?
Why is the sky blue?
Give me three good reasons to learn a language.
When does the library close on Saturday?""".splitlines()
TO_OTHERS = """Margaret, have you seen my keys?
Tom, dinner is ready in five minutes.
Hey Julia, could you close the window, please?
Dad, where did you put the scissors?
Alexa, play some music in the kitchen.
Anna, can you come here for a moment?
Have you fed the cat, Peter?
Hello, this is Sarah speaking, can I call you back in five minutes?""".splitlines()
BESIDE = """I think we should take the earlier train tomorrow.
She told me that the shop was closed on Monday.
Did you remember to buy milk on your way home?
They are moving to Bristol at the end of the month.
We need two more chairs for the party on Friday.
He never answers when I call him at work.
Your mother said she would bring the cake.
Could you pass me the salt, please?""".splitlines()


@dataclass(frozen=True, eq=False)
class Speech:
    """Somebody says `text`. pcm: int16 mono [n] at 16 kHz, without silence around it."""

    voice: str
    text: str
    pcm: Pcm


def murmurs(voices: Sequence[str]) -> list[Speech]:
    """What a listener says, in these voices, and coughs."""
    return [speech for voice in voices for speech in say(voice, MURMURS)] + [cough(number) for number in range(COUGHS)]


def interruptions(voices: Sequence[str]) -> list[Speech]:
    """Orders and questions, and what real people said for other purposes."""
    return [speech for voice in voices for speech in say(voice, [*STOPS, *QUESTIONS])] + people()


def speakers(tuned: bool) -> list[str]:
    """The English voices of espeak-ng to tune on, or those to measure with."""
    return [voice for voice, language in (TUNING_ESPEAK if tuned else MEASURING_ESPEAK).items() if language == "en"]


def say(voice: str, texts: Sequence[str]) -> list[Speech]:
    """Each text in the voice: HIBARI, or one of espeak-ng's."""
    return list(_by_hibari(texts) if voice == HIBARI else by_espeak(voice, texts))


def people() -> list[Speech]:
    """The real people's clips."""
    return [Speech(clip.name, clip.text, levelled(trimmed(clip.pcm))) for clip in real_people()]


def by_espeak(voice: str, texts: Sequence[str]) -> Iterator[Speech]:
    """Raises FileNotFoundError where espeak-ng is not installed."""
    if shutil.which("espeak-ng") is None:
        raise FileNotFoundError("espeak-ng is needed to measure this; install it with: apt install espeak-ng")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "said.wav"
        for text in texts:
            rate = np.random.default_rng(seed_of(voice, text)).integers(140, 180)  # words a minute
            subprocess.run(
                ["espeak-ng", "-v", voice, "-s", str(rate), "-w", str(path), PHONEMES.get(text, text)], check=True
            )
            yield Speech(voice, text, levelled(trimmed(audio_files.read(path))))


def _by_hibari(texts: Sequence[str]) -> Iterator[Speech]:
    voice = Hibari()
    for text in texts:
        seed = seed_of("hibari", text)
        sound = (np.clip(voice(text, speed=1.0 / LOWERED, seed=seed % 1000), -1.0, 1.0) * 32767.0).astype(np.int16)
        pcm = audio.resample(sound, round(SAMPLE_RATE * LOWERED), HEARING_RATE)
        yield Speech(HIBARI, text, levelled(trimmed(pcm)))


def cough(number: int) -> Speech:
    """One to three bursts of noise with a sharp beginning."""
    random = np.random.default_rng(seed_of("cough", number))
    bursts = []
    for _ in range(random.integers(1, 4)):
        length = round(random.uniform(0.12, 0.35) * HEARING_RATE)
        rise = np.minimum(1.0, np.arange(length) / (0.01 * HEARING_RATE))
        fall = np.exp(-np.arange(length) / (random.uniform(0.05, 0.12) * HEARING_RATE))
        bursts += [room_noise(length, random) * rise * fall, np.zeros(round(random.uniform(0.05, 0.2) * HEARING_RATE))]
    return Speech("cough", "", levelled((np.concatenate(bursts) * 4000.0).clip(-32768, 32767).astype(np.int16)))


def from_afar(speech: Speech, drop_db: float) -> Speech:
    """So much quieter, and with the reverberation of a room."""
    random = np.random.default_rng(seed_of("afar", speech.text))
    length = round(0.25 * HEARING_RATE)
    way = random.standard_normal(length) * np.exp(-np.arange(length) / (0.06 * HEARING_RATE)) * 0.08
    way[0] = 1.0
    sound = np.convolve(speech.pcm.astype(np.float64), way) * 10.0 ** (-drop_db / 20.0)
    return Speech(speech.voice, speech.text, np.clip(sound, -32768, 32767).astype(np.int16))


def noises(seconds: float) -> dict[str, Pcm]:
    """Room noise, tones, knocks and babble that nobody understands, each so long; int16 mono at 16 kHz."""
    random = np.random.default_rng(seed_of("noises"))
    samples = round(seconds * HEARING_RATE)
    level = LEVEL * 10.0 ** (-10.0 / 20.0)
    return {
        "noise": _pieces(samples, lambda length: room_noise(length, random) * level * random.uniform(0.1, 1.0)),
        "tones": _pieces(samples, lambda length: _tone(length, random) * level),
        "knocks": _pieces(samples, lambda length: _knocks(length, random) * LEVEL * 4),
        "babble": babble(samples, -20.0, random),
    }


def babble(samples: int, level_db: float, random: np.random.Generator) -> Pcm:
    """Eight people at once, backwards, at so many dB of a single one's level."""
    voices = [speech.pcm[::-1].astype(np.float64) for speech in people() if len(speech.pcm) > 2 * HEARING_RATE]
    total = np.zeros(samples)
    for _ in range(8):
        order = random.permutation(len(voices) * (1 + samples // sum(map(len, voices))) * 2) % len(voices)
        row = np.concatenate([voices[index] for index in order])
        total += np.resize(row[random.integers(HEARING_RATE) :], samples)
    total *= LEVEL * 10.0 ** (level_db / 20.0) / np.sqrt((total**2).mean())
    return total.astype(np.int16)


def _pieces(samples: int, make: Callable[[int], Sound]) -> Pcm:
    made = [make(min(10 * HEARING_RATE, samples - first)) for first in range(0, samples, 10 * HEARING_RATE)]
    return np.clip(np.concatenate(made), -32768, 32767).astype(np.int16)


def _tone(length: int, random: np.random.Generator) -> Sound:
    """A steady, swelling or gliding tone with some harmonics: a fridge, a phone, a siren."""
    time = np.arange(length) / HEARING_RATE
    glide = random.choice([0.0, 0.3, 1.0]) * np.sin(2 * np.pi * random.uniform(0.1, 1.0) * time)
    pitch = random.uniform(80.0, 1500.0) * 2.0**glide
    phase = 2 * np.pi * np.cumsum(pitch) / HEARING_RATE
    swell = 0.6 + 0.4 * np.sin(2 * np.pi * random.uniform(0.2, 3.0) * time)
    harmonics: Sound = np.sum([np.sin(k * phase) / k for k in range(1, random.integers(2, 5))], axis=0)
    return swell * harmonics


def _knocks(length: int, random: np.random.Generator) -> Sound:
    """Doors, keys and cups: short bursts at random moments."""
    sound = np.zeros(length)
    for at in random.integers(0, max(1, length - 4000), max(1, length // (HEARING_RATE // 2))):
        burst = random.standard_normal(3000) * np.exp(-np.arange(3000) / random.uniform(80.0, 800.0))
        sound[at : at + 3000] += burst[: length - at] * random.uniform(0.2, 1.0)
    return sound


def spread(clips: list[Speech], some: int | None) -> list[Speech]:
    """That many of them, evenly chosen; None: all."""
    if some is None or some >= len(clips):
        return clips
    return [clips[len(clips) * at // some] for at in range(some)]


def levelled(pcm: Pcm) -> Pcm:
    """Speech with its loud parts at LEVEL."""
    whole = pcm.astype(np.float64)
    loud = whole[np.abs(whole) > 0.02 * np.abs(whole).max()]
    levelled: Pcm = np.clip(whole * LEVEL / np.sqrt((loud**2).mean()), -32768, 32767).astype(np.int16)
    return levelled
