"""Measures what looking at a picture on arrival brings and costs: the first word of an answer, with and without it.

1. Spoken questions about a picture that was looked at before, against spoken questions about the world: from the true
   end of speech to the first sound of the answer. Aim: at most 1.3 times as long.
2. Spoken questions about the world while pictures are looked at all the time, against the same in peace. Aim: at most
   1.2 times as long. Here the looks never give way, as they do in a conversation, so it is the worst that can be.

The models are those of the settings; --vision-model names another for this run. Run it on an idle machine.
"""

import argparse
import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
from bench_clips import Clip
from bench_talk import LANGUAGE, edges
from bench_transcriber import machine
from hibari import SAMPLE_RATE, Hibari
from photos import photo

from assistant import audio, config
from assistant.album import Album
from assistant.audio import silence
from assistant.backends import Backends
from assistant.desk import session_settings
from assistant.dialogue import SessionSettings
from assistant.messages import HEARING_RATE, Image
from assistant.playback import RATE
from assistant.prelook import glance
from assistant.roles import Models
from assistant.session import Session
from assistant.sight import Sight
from assistant.talk import Headset, Recorded
from assistant.understand import read_tables

OF_PICTURES = ("What do you see?", "How many cats are there?", "Where is the cat?", "Is the cat asleep?")
OF_THE_WORLD = (
    "What is the capital of Australia?",
    "Who wrote Pride and Prejudice?",
    "Why is the sky blue?",
    "What is seven plus eight?",
)
AUDIBLE = 300  # of 32768
MOST_PICTURE, MOST_LOOK = 1.3, 1.2


def clips(texts: tuple[str, ...]) -> list[Clip]:
    """The sentences in Hibari's voice, half a second of silence before each."""
    voice, made = Hibari(), []
    for text in texts:
        sound = (np.clip(voice(text, seed=0), -1.0, 1.0) * 32767.0).astype(np.int16)
        pcm = audio.resample(sound, SAMPLE_RATE, HEARING_RATE)
        made.append(Clip(text, np.concatenate([silence(0.5, HEARING_RATE), pcm]), text))
    return made


def first_sound_s(models: Models, wanted: SessionSettings, clip: Clip, image: Image | None) -> float | None:
    """Seconds after the true end of speech, in a new conversation in real time; None where no answer came."""
    session = Session(models, wanted)
    session.warm()
    try:
        if image is not None:
            session.show(image, "picture.png")
            session.settle()
        sound = Headset(session, None).play([Recorded(clip.pcm, None)])
        turns = session.snapshot().turns
    finally:
        session.close()
    audible = np.flatnonzero(np.abs(sound) > AUDIBLE)
    if not len(audible) or not turns:
        print(f"  {clip.text}: no answer")
        return None
    taken = float(audible[0] / RATE - edges(clip.pcm)[1] / HEARING_RATE)
    print(f"  {clip.text:40} {turns[0].intent:10} {taken:.2f} s  {turns[0].said[:60]!r}", flush=True)
    return taken


def measured(name: str, all_: list[Clip], rounds: int, ask: Callable[[Clip], float | None]) -> float:
    """The median of all clips in all rounds."""
    print(name)
    taken = [one for _ in range(rounds) for clip in all_ if (one := ask(clip)) is not None]
    if not taken:
        raise SystemExit("no question was answered; are the models there? See: oriel doctor")
    return median(taken)


@contextmanager
def looks_under_way(models: Models, images: list[Image]) -> Iterator[list[int]]:
    """Pictures are looked at one after the other, each as if it were new; counts the looks."""
    ended, looks = threading.Event(), [0]

    def look() -> None:
        while not ended.is_set():
            asyncio.run(glance(images[looks[0] % len(images)], models.eyes, Sight()))
            looks[0] += 1

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield looks
    finally:
        ended.set()
        thread.join()


def main() -> None:
    """Print both figures, with machine and load before and after."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pictures", nargs="*", type=Path, help="instead of a photograph of a cat")
    parser.add_argument("--vision-model", default="", help="its name, or a folder; else that of the settings")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=len(OF_THE_WORLD), help="so many of each kind")
    arguments = parser.parse_args()
    settings = config.load(os.environ)
    if arguments.vision_model:
        settings = replace(settings, vision=replace(settings.vision, vision_model=arguments.vision_model))
    wanted = replace(session_settings(settings, aloud=True), language=LANGUAGE, fillers=False)
    print(f"before: {machine()}")
    with TemporaryDirectory() as place, Backends(settings) as backends:
        album = Album(Path(place))
        images = [album.add_file(path).image for path in arguments.pictures] or [
            album.add_file(Path(photo(name).path)).image for name in ("chelsea.png", "coffee.png")
        ]
        backends.warm(backends.transcriber, backends.language_model, backends.voice, backends.intent_classifier)
        read_tables()
        models, rounds = backends.models(), arguments.rounds
        print(f"vision-language model: {'there' if models.eyes.vision_model else 'none'}")
        report(models, wanted, images, rounds, arguments.questions)
    print(f"after: {machine()}")


def report(models: Models, wanted: SessionSettings, images: list[Image], rounds: int, count: int) -> None:
    """Measure and print."""
    world, about = clips(OF_THE_WORLD[:count]), clips(OF_PICTURES[:count])
    measured("to warm up", world[:1], 1, lambda clip: first_sound_s(models, wanted, clip, None))
    text = measured("of the world", world, rounds, lambda clip: first_sound_s(models, wanted, clip, None))
    picture = measured(
        "of a picture that was looked at", about, rounds, lambda clip: first_sound_s(models, wanted, clip, images[0])
    )
    with looks_under_way(models, images) as looks:
        busy = measured(
            "of the world, while pictures are looked at",
            world,
            rounds,
            lambda clip: first_sound_s(models, wanted, clip, None),
        )
    print(f"\nMedian seconds to the first sound: of the world {text:.2f}, of a picture {picture:.2f}, ", end="")
    print(f"of the world beside {looks[0]} looks {busy:.2f}")
    print(f"of a picture / of the world: {picture / text:.2f} (aim: at most {MOST_PICTURE})")
    print(f"with looks / in peace: {busy / text:.2f} (aim: at most {MOST_LOOK})")


if __name__ == "__main__":
    main()
