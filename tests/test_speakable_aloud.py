"""Sixty of the cases read aloud by a real voice and heard by a real ear: what is heard is what was meant.

Whisper writes numbers as it likes ("$29.50", "twenty-nine dollars"), so its transcript is made speakable too before it
is held, word by word, against the case's spoken form, which was written by hand. A wrong reading cannot hide in that:
tests/test_speakable.py holds the reading against the same spoken form without any voice.

The ear is Whisper's base model. It understands Hibari's English well, but of espeak-ng's German it mishears a third of
all words, also where there is no number. So each German case is read by three robots, one of which must be understood,
and the sentences around what is tested are such as this ear knows.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import wer

from assistant import audio_files
from assistant.messages import HEARING_RATE, Pcm, TranscribeOptions, Utterance
from assistant.speakable import plain

CASES = [json.loads(line) for line in (Path(__file__).parent / "data" / "speakable.jsonl").read_text().splitlines()]
ALOUD = {
    language: [case for case in CASES if case.get("aloud") and case["language"] == language]
    for language in ("en", "de")
}
MOST_WRONG = 0.1  # of all words of a language
MOST_WRONG_IN_ONE = 0.5  # of a case's words: the ear is small, and a short sentence has few
ROBOTS = (("de", "150"), ("de+m1", "130"), ("de+m1", "150"))  # voice, words a minute
SILENCE = np.zeros(HEARING_RATE * 3 // 10, np.int16)

Voice = Callable[[str], Sequence[Pcm]]  # one voice, or several, saying the same
Ear = Callable[[Pcm, str], str]


@pytest.fixture(scope="module")
def ear(model_folder: Callable[[str], Path]) -> Ear:
    """Sound and its language → what Whisper hears."""
    from local_models import whisper

    loaded = whisper.load(str(model_folder("whisper-base")), threads=2)

    def hear(pcm: Pcm, language: str) -> str:
        utterance = Utterance(pcm, HEARING_RATE, 0, len(pcm))
        return " ".join(one.text.strip() for one in loaded.transcribe(utterance, TranscribeOptions(language)))

    return hear


@pytest.fixture
def german(tmp_path: Path) -> Voice:
    """espeak-ng, as a program; fails, rather than skips, where it is missing."""
    program, path = shutil.which("espeak-ng"), tmp_path / "said.wav"
    if program is None:
        pytest.fail("no espeak-ng, which speaks German here; scripts/check.py installs it on Debian")

    def say(text: str) -> list[Pcm]:
        said = []
        for voice, speed in ROBOTS:
            subprocess.run([program, "-v", voice, "-s", speed, "-w", str(path), text], check=True)
            said.append(np.concatenate([SILENCE, audio_files.read(path), SILENCE]))
        return said

    return say


def heard(language: str, say: Voice, ear: Ear) -> list[tuple[str, str]]:
    """For each case what should be heard, and what was heard of the voice that was understood best."""
    pairs = []
    for case in ALOUD[language]:
        meant = case["spoken"]
        texts = [plain(ear(pcm, language), language) for pcm in say(plain(case["text"], language))]
        pairs.append((meant, min(texts, key=lambda text: wer.errors(meant, text))))
    return pairs


def far_off(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [pair for pair in pairs if wer.rate([pair[0]], [pair[1]]) > MOST_WRONG_IN_ONE]


def test_forty_english_and_twenty_german_cases_are_read_aloud() -> None:
    assert {language: len(cases) for language, cases in ALOUD.items()} == {"en": 40, "de": 20}


def test_english_that_is_read_by_hibari_is_heard_as_it_was_meant(speech: Callable[[str], Pcm], ear: Ear) -> None:
    pairs = heard("en", lambda text: [speech(text)], ear)
    assert wer.rate(*map(list, zip(*pairs, strict=True))) <= MOST_WRONG, pairs
    assert not far_off(pairs)


def test_german_that_is_read_by_espeak_is_heard_as_it_was_meant(german: Voice, ear: Ear) -> None:
    pairs = heard("de", german, ear)
    assert wer.rate(*map(list, zip(*pairs, strict=True))) <= MOST_WRONG, pairs
    assert not far_off(pairs)
