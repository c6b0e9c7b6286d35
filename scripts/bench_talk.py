"""Measures a spoken turn: Oriel against a plain loop on the same models and clips, alternately in one run.

From the true end of speech to the first sound of the answer's first word. The plain loop waits for 0.7 s of silence,
calls faster-whisper's `transcribe`, streams the language model to the end of its first sentence, and speaks that.
"""

import argparse
import os
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import numpy as np
from bench_clips import Clip, of_folder, real_people, spoken
from bench_transcriber import compare, machine, table
from faster_whisper import WhisperModel
from hibari import SAMPLE_RATE, Hibari
from llama_cpp import Llama

from assistant import config
from assistant.audio import silence
from assistant.backends import Backends
from assistant.desk import session_settings
from assistant.dialogue import SessionSettings
from assistant.messages import HEARING_RATE, Pcm
from assistant.playback import RATE
from assistant.roles import Models
from assistant.session import Session
from assistant.talk import Headset, Recorded
from assistant.understand import read_tables
from local_models import manifest, store

PLAIN_SILENCE_S = 0.7
LANGUAGE = "en"  # both are told, as in the middle of a conversation
# Of the clip's peak: speech begins and ends where 10 ms are louder; real clips have breath and noise below.
ONSET = 0.05
SENTENCE = re.compile(r"[.!?](?=\s)")
SPOKEN_CLIPS = 12


@dataclass(frozen=True)
class Stages:
    """Seconds after the true end of speech at which each stage was reached; None: no answer came."""

    turn: float
    transcript: float
    first_token: float
    first_sound: float


def edges(pcm: Pcm) -> tuple[int, int]:
    """First and last sample of 10 ms stretches that are audible beside the loudest one."""
    window = HEARING_RATE // 100
    stretches = pcm[: len(pcm) // window * window].reshape(-1, window).astype(np.float64)
    level = np.sqrt((stretches**2).mean(axis=1))
    loud = np.flatnonzero(level > ONSET * level.max())
    return int(loud[0]) * window, int(loud[-1] + 1) * window


class PlainLoop:
    """One thing after the other, with the libraries' defaults."""

    def __init__(self, settings: config.Config, wanted: SessionSettings) -> None:
        folder = settings.folders.models
        llama = manifest.find("qwen2.5-coder-1.5b-instruct-q4-k-m")
        path = store.installed(llama, folder) / llama.files[0].name
        whisper = store.installed(manifest.find("whisper-base"), folder)
        self._whisper = WhisperModel(str(whisper), device="cpu", compute_type="int8", cpu_threads=2)
        self._llama = Llama(str(path), n_ctx=4096, n_threads=2, n_threads_batch=2, verbose=False)
        self._voice = Hibari()
        self._voice("Ready.")
        self._wanted = wanted

    def answer(self, clip: Clip) -> Stages:
        """Time each stage; the silence is added, not waited for."""
        began = time.perf_counter() - PLAIN_SILENCE_S
        segments, _ = self._whisper.transcribe(clip.pcm.astype(np.float32) / 32768.0, language=LANGUAGE)
        text = " ".join(segment.text for segment in segments)
        transcript = time.perf_counter() - began
        sentence, first_token = self._first_sentence(text, began)
        sound = self._voice(sentence)
        onset = np.flatnonzero(np.abs(sound) > 0.01)[0] / SAMPLE_RATE
        return Stages(PLAIN_SILENCE_S, transcript, first_token, time.perf_counter() - began + onset)

    def _first_sentence(self, text: str, began: float) -> tuple[str, float]:
        messages = [{"role": "system", "content": self._wanted.system}, {"role": "user", "content": text}]
        said, first_token = "", 0.0
        for chunk in self._llama.create_chat_completion(messages, stream=True, max_tokens=400, temperature=0.0):
            piece = chunk["choices"][0]["delta"].get("content") or ""
            first_token = first_token or (time.perf_counter() - began if piece else 0.0)
            said += piece
            if SENTENCE.search(said):
                break
        return said, first_token


def oriel(models: Models, wanted: SessionSettings, clip: Clip) -> Stages | None:
    """A new conversation in real time; what is timed is the recording of its loudspeaker."""
    _, end = edges(clip.pcm)
    session = Session(models, wanted)
    session.warm()
    try:
        sound = Headset(session, None).play([Recorded(clip.pcm, None)])
        turns = session.snapshot().turns
    finally:
        session.close()
    audible = np.flatnonzero(np.abs(sound) > 300)
    if not len(audible) or not turns:
        return None
    times = turns[0].times_ms
    first_sound = audible[0] / RATE - end / HEARING_RATE
    # The session counts from the end of speech that its detector saw, which lies a little behind the true one.
    late = first_sound - (times.first_sound or 0) / 1000
    turn, transcript, token = ((at or 0) / 1000 + late for at in (times.turn_end, times.transcript, times.first_token))
    return Stages(turn, transcript, token, first_sound)


def rows(name: str, results: list[Stages]) -> str:
    """Median and worst of every stage."""
    columns = [[getattr(stages, field) for stages in results] for field in Stages.__annotations__]
    return "\n".join(
        f"{name:12} {label:7}" + "".join(f"{pick(column):12.2f}" for column in columns)
        for label, pick in (("median", median), ("worst", max))
    )


def main() -> None:
    """Print the turn's table, then the transcriber's, with machine and load before and after."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=Path, help="a folder of sound files with .txt transcripts beside them, too")
    parser.add_argument("--only-turns", action="store_true", help="leave out the comparison of transcribers")
    arguments = parser.parse_args()
    clips = real_people() + spoken()[:SPOKEN_CLIPS] + (of_folder(arguments.clips) if arguments.clips else [])
    settings = config.load(os.environ)
    print(f"before: {machine()}")
    turns(clips, settings)
    if not arguments.only_turns:
        folder = store.installed(manifest.find("whisper-base"), settings.folders.models)
        everything = real_people() + spoken()
        print(f"\nTranscribers on {len(everything)} clips\n{table(everything, compare(everything, folder))}")
    print(f"after: {machine()}")


def turns(clips: list[Clip], settings: config.Config) -> None:
    """Both systems on every clip, one after the other."""
    wanted = replace(session_settings(settings, aloud=True), language=LANGUAGE)
    plain, ours = list[Stages](), list[Stages]()
    loop = PlainLoop(settings, wanted)
    with Backends(settings) as backends:
        backends.warm(backends.transcriber, backends.language_model, backends.voice, backends.intent_classifier)
        read_tables()
        models = backends.models()
        for clip in clips:
            padded = Clip(clip.name, np.concatenate([silence(0.5, HEARING_RATE), clip.pcm]), clip.text)
            theirs, mine = loop.answer(padded), oriel(models, wanted, padded)
            if mine is None:
                print(f"  {clip.name}: no answer")
                continue
            plain.append(theirs)
            ours.append(mine)
            print(f"  {clip.name[:40]:40} plain {theirs.first_sound:.2f}  Oriel {mine.first_sound:.2f}", flush=True)
    print(f"\nSeconds after the true end of speech, {len(ours)} clips")
    print(f"{'':20}{'turn':>12}{'transcript':>12}{'first token':>12}{'first sound':>12}")
    print(rows("plain loop", plain))
    print(rows("Oriel", ours))
    first = [median([stages.first_sound for stages in results]) for results in (ours, plain)]
    print(f"ratio of the medians of first sound: {first[0] / first[1]:.2f}")


if __name__ == "__main__":
    main()
