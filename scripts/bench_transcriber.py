"""Measures Oriel's transcriber against faster-whisper's own `transcribe` on the same model: time and word errors.

Each clip goes through all systems in turn, so that whatever else the machine does falls on all of them.
"""

import argparse
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import wer
from bench_clips import Clip, of_folder, real_people, spoken
from faster_whisper import WhisperModel

from assistant import config
from assistant.messages import HEARING_RATE, TranscribeOptions, Utterance
from local_models import manifest, store, whisper

THREADS = 2
Transcribe = Callable[[Clip], str]


@dataclass(frozen=True)
class Result:
    """One system on all clips: seconds a clip, and the texts it gave."""

    system: str
    seconds: tuple[float, ...]
    texts: tuple[str, ...]


def compare(clips: list[Clip], folder: Path, rounds: int = 3) -> list[Result]:
    """Every system on every clip, alternating; the time of a clip is its best of `rounds`."""
    systems = _systems(folder)
    for transcribe in systems.values():
        transcribe(clips[0])
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    texts: dict[str, list[str]] = {name: [] for name in systems}
    for clip in clips:
        taken: dict[str, list[float]] = {name: [] for name in systems}
        for _ in range(rounds):
            for name, transcribe in systems.items():
                began = time.perf_counter()
                text = transcribe(clip)
                taken[name].append(time.perf_counter() - began)
                texts[name][len(seconds[name]) :] = [text]
        for name in systems:
            seconds[name].append(min(taken[name]))
    return [Result(name, tuple(seconds[name]), tuple(texts[name])) for name in systems]


def _systems(folder: Path) -> dict[str, Transcribe]:
    plain = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=THREADS)
    systems: dict[str, Transcribe] = {"faster-whisper, its defaults": _faster_whisper(plain)}
    for beam in (1, 5):
        ours = whisper.load(str(folder), THREADS, beam)
        systems[f"faster-whisper, beam {beam}, language given"] = _faster_whisper(plain, language="en", beam_size=beam)
        systems[f"Oriel, beam {beam}, language given"] = _oriel(ours, "en")
        systems[f"Oriel, beam {beam}, language detected"] = _oriel(ours, None)
    return systems


def _faster_whisper(model: WhisperModel, **options: object) -> Transcribe:
    def transcribe(clip: Clip) -> str:
        segments, _ = model.transcribe(clip.pcm.astype(np.float32) / 32768.0, **options)
        return " ".join(segment.text for segment in segments)

    return transcribe


def _oriel(model: whisper.Whisper, language: str | None) -> Transcribe:
    def transcribe(clip: Clip) -> str:
        utterance = Utterance(clip.pcm, HEARING_RATE, 0, len(clip.pcm))
        return " ".join(segment.text for segment in model.transcribe(utterance, TranscribeOptions(language)))

    return transcribe


def table(clips: list[Clip], results: list[Result]) -> str:
    """One line a system; the ratio is to faster-whisper's defaults."""
    wanted = [clip.text for clip in clips]
    slowest = median(results[0].seconds)
    lines = [f"{'':42} median s  worst s  ratio  word errors %"]
    for result in results:
        middle, errors = median(result.seconds), 100 * wer.rate(wanted, list(result.texts))
        lines.append(
            f"{result.system:42} {middle:8.3f} {max(result.seconds):8.3f} {middle / slowest:6.2f} {errors:8.2f}"
        )
    return "\n".join(lines)


def machine() -> str:
    """Where and under which load this is measured."""
    load = " ".join(f"{value:.2f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    return f"{platform.platform()}, {os.cpu_count()} cores, load {load}, {time.strftime('%Y-%m-%d %H:%M')}"


def main() -> None:
    """Print one table, with the machine and its load before and after."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clips", type=Path, help="a folder of sound files with .txt transcripts beside them, too")
    parser.add_argument("--rounds", type=int, default=3, help="times each clip is transcribed by each system")
    arguments = parser.parse_args()
    models = config.load(os.environ).folders.models
    folder = store.installed(manifest.find("whisper-base"), models)
    clips = real_people() + spoken() + (of_folder(arguments.clips) if arguments.clips else [])
    print(f"before: {machine()}")
    print(table(clips, compare(clips, folder, arguments.rounds)))
    print(f"{len(clips)} clips, {sum(len(clip.pcm) for clip in clips) / HEARING_RATE:.0f} s of speech")
    print(f"after: {machine()}")


if __name__ == "__main__":
    main()
