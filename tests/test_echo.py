"""The echo of Oriel's own voice, against the real speech detector: gone from the microphone, people over it are not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from assistant.audio import resample
from assistant.echo import Echo
from assistant.messages import HEARING_RATE, Pcm
from assistant.playback import RATE
from assistant.turns import FRAME, SpeechStarted, Turns, TurnSettings
from local_models import silero

Speech = Callable[[str], Pcm]
Sound = NDArray[np.float64]

ANSWER = (
    "The capital of Australia is Canberra, which lies between Sydney and Melbourne. "
    "I found three people in this picture, and one of them is holding a red umbrella. "
    "Would you like me to cut her out, or shall I blur the background first? "
    "A steam engine burns coal to boil water, and the steam pushes a piston back and forth."
)
INTERRUPTIONS = [
    "I wanted another one.",
    "No, show me the other picture.",
    "Where did I leave my keys?",
    "Remind me to call Margaret tomorrow morning.",
    "How do I get from London to Paris by train?",
]
BEGIN_S = 0.5  # until Oriel speaks
DELAYS_S = (0.0, 0.05, 0.12, 0.25, 0.4)
KNOWN_S = 0.25  # of the sound to come
FOUND_S = 0.45  # after the onset
DEEPER = 0.85  # the user's voice is Oriel's, slowed down: another person's pitch and timbre


@dataclass(frozen=True)
class Reports:
    """How the loudspeaker says what it has played: every `step_s`, `late_s` after it sounded."""

    step_s: float = 0.0
    late_s: float = 0.0


IN_STEP = Reports()
REPORTS = (IN_STEP, Reports(0.05, 0.08), Reports(0.1, 0.08))


@dataclass(frozen=True, eq=False)
class Way:
    """From the loudspeaker to the microphone. room_s: of decaying reflections behind the direct sound."""

    delay_s: float
    level_db: float = 0.0
    room_s: float = 0.0

    def lead(self, voice: Pcm) -> Sound:
        """The voice, int16 at 24 kHz, as the microphone hears it, float at 16 kHz from the start of the session."""
        played: Sound = soxr.resample(voice.astype(np.float64), RATE, HEARING_RATE)
        echo = np.convolve(played, self._response()) * 10 ** (self.level_db / 20)
        return np.pad(echo, (round((BEGIN_S + self.delay_s) * HEARING_RATE), HEARING_RATE // 2))

    def _response(self) -> Sound:
        length = max(1, round(self.room_s * HEARING_RATE))
        reflections = np.random.default_rng(0).normal(size=length) * np.exp(-4 * np.arange(length) / length)
        reflections *= 0.7 * (length > 1) / np.linalg.norm(reflections)
        reflections[0] += 1.0
        return np.convolve(reflections, [0.6, 0.3, 0.1]) if self.room_s else reflections


def noisy(sound: Sound, voice: Pcm) -> Pcm:
    """With noise 50 dB below the voice."""
    level = np.sqrt(np.mean(voice.astype(np.float64) ** 2)) * 10 ** (-50 / 20)
    noise = np.random.default_rng(1).normal(size=len(sound)) * level
    return np.clip(np.rint(sound + noise), -32768, 32767).astype(np.int16)


def cleaned(microphone: Pcm, voice: Pcm, reports: Reports = IN_STEP, echo: Echo | None = None) -> Pcm:
    """The microphone after an Echo that is told about `voice` as a loudspeaker would."""
    echo, told, out = echo or Echo(), 0, []
    for end in range(FRAME, len(microphone) + 1, FRAME):
        played_s = end / HEARING_RATE - BEGIN_S - reports.late_s
        if reports.step_s and played_s < len(voice) / RATE:
            played_s -= played_s % reports.step_s
        place = min(len(voice), max(0, round(played_s * RATE)))
        sounding = 0 < place < len(voice)
        coming = voice[place : place + round(KNOWN_S * RATE)]
        out.append(echo.clean(microphone[end - FRAME : end], voice[told:place], sounding, coming))
        told = place
    return np.concatenate(out)


def interruptions(ears: silero.Silero, pcm: Pcm) -> list[float]:
    """Seconds at which speech had lasted long enough to interrupt Oriel."""
    ears.reset()
    turns, found = Turns(TurnSettings()), []
    for end in range(FRAME, len(pcm) + 1, FRAME):
        events = turns.push(ears.probability(pcm[end - FRAME : end]), speaking=True)
        if any(isinstance(event, SpeechStarted) for event in events):
            found.append(end / HEARING_RATE)
    return found


@pytest.fixture(scope="module")
def ears(model_folder: Callable[[str], Path]) -> silero.Silero:
    return silero.load(str(model_folder("silero-vad") / "silero_vad.onnx"))


@pytest.fixture(scope="module")
def voice(speech: Speech) -> Pcm:
    """Oriel's answer, about 18 s, int16 at 24 kHz."""
    return resample(speech(ANSWER), HEARING_RATE, RATE)


@pytest.mark.parametrize(("delay_s", "reports"), product(DELAYS_S, REPORTS))
def test_its_own_voice_interrupts_it_never(ears: silero.Silero, voice: Pcm, delay_s: float, reports: Reports) -> None:
    case = DELAYS_S.index(delay_s) + REPORTS.index(reports)
    way = Way(delay_s, level_db=(0.0, -12.0, -6.0)[case % 3], room_s=(0.0, 0.006)[case % 2])
    part = voice[: 8 * RATE] if reports != IN_STEP else voice
    microphone = noisy(way.lead(part), part)
    assert interruptions(ears, microphone)  # without the echo taken out it would interrupt itself
    assert interruptions(ears, cleaned(microphone, part, reports)) == []


def test_reverberation_longer_than_the_filter_interrupts_it_never(ears: silero.Silero, voice: Pcm) -> None:
    microphone = noisy(Way(0.12, room_s=0.03).lead(voice), voice)
    assert interruptions(ears, cleaned(microphone, voice)) == []


@pytest.mark.parametrize("late_s", [-0.1, 0.0, 0.1])
def test_a_change_of_volume_is_not_speech(ears: silero.Silero, voice: Pcm, late_s: float) -> None:
    """Quieter from 3 s on, louder again from 5 s on; what is reported changes as much earlier or later."""

    def ducked(pcm: Pcm, by_s: float) -> Pcm:
        at_s = np.arange(len(pcm)) / RATE - by_s
        return (pcm * np.where((at_s > 3) & (at_s < 5), 0.25, 1.0)).astype(np.int16)

    part = voice[: 8 * RATE]
    microphone = noisy(Way(0.05, room_s=0.006).lead(ducked(part, 0.0)), part)
    assert interruptions(ears, cleaned(microphone, ducked(part, late_s), REPORTS[1])) == []


def over(way: Way, voice: Pcm, user: Pcm, at_s: float, level_db: float) -> tuple[Pcm, Pcm]:
    """The microphone with the user over Oriel's voice, and with the user alone; as loud as the echo plus `level_db`."""
    echo, at = way.lead(voice), round(at_s * HEARING_RATE)
    user = user[: len(echo) - at]
    loudness = np.sqrt(np.mean(echo[at : at + len(user)] ** 2) / np.mean(user.astype(np.float64) ** 2))
    alone = np.zeros(len(echo))
    alone[at : at + len(user)] = user * loudness * 10 ** (level_db / 20)
    return noisy(echo + alone, voice), noisy(alone, voice)


@pytest.mark.parametrize("level_db", [0.0, -6.0])
def test_a_user_over_it_is_found_as_soon_as_in_silence(
    ears: silero.Silero, voice: Pcm, speech: Speech, level_db: float
) -> None:
    missed, trials = [], 0
    for number, (text, delay_s) in enumerate(product(INTERRUPTIONS, DELAYS_S)):
        user = resample(speech(text), round(HEARING_RATE * DEEPER), HEARING_RATE)
        part, at_s = voice[number % 7 * 2 * RATE :][: 3 * RATE], 1.6 + 0.013 * number
        way = Way(delay_s, level_db=(0.0, -12.0)[number % 2], room_s=(0.0, 0.006)[number % 2])
        both, alone = over(way, part, user, at_s, level_db)
        in_silence = [found_s for found_s in interruptions(ears, alone) if found_s - at_s <= FOUND_S]
        if not in_silence:
            continue  # a voice with a pause in its first words
        trials += 1
        found = interruptions(ears, cleaned(both, part, REPORTS[number % 3]))
        if not any(0 < found_s - at_s <= FOUND_S for found_s in found):
            missed.append((text, delay_s, [round(found_s - at_s, 2) for found_s in found]))
    assert trials >= 15
    assert len(missed) <= 0.05 * trials, missed


def test_a_user_with_headphones_is_left_as_he_is(voice: Pcm, speech: Speech) -> None:
    user = speech(INTERRUPTIONS[3])
    microphone = noisy(np.pad(user.astype(np.float64), (HEARING_RATE, HEARING_RATE)), voice)
    heard = cleaned(microphone, voice, REPORTS[1])
    changed = np.mean((heard.astype(np.float64) - microphone[: len(heard)]) ** 2)
    assert changed < 0.01 * np.mean(microphone.astype(np.float64) ** 2)


def test_explained_says_how_much_was_echo(voice: Pcm) -> None:
    part, echo = voice[: 2 * RATE], Echo()
    assert echo.explained == 0.0
    microphone = noisy(Way(0.05).lead(part), part)
    until_spoken = len(microphone) - HEARING_RATE
    cleaned(microphone[:until_spoken], part, echo=echo)
    assert echo.explained > 0.9


def test_a_session_in_which_nothing_is_played_costs_nothing() -> None:
    frame = np.random.default_rng(2).integers(-3000, 3000, FRAME).astype(np.int16)
    echo, nothing = Echo(), np.zeros(0, np.int16)
    before_s = time.thread_time()
    assert all(echo.clean(frame, nothing, False) is frame for _ in range(500))
    assert (time.thread_time() - before_s) / 500 < 0.001
