"""Speech to measure with: real people from pocketsphinx's source package, Hibari's voice, and folders of one's own."""

import hashlib
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from hibari import SAMPLE_RATE, Hibari

from assistant import audio, audio_files, config
from assistant.messages import HEARING_RATE, Pcm

PACKAGE = "pocketsphinx==5.1.1"
PACKAGE_SHA256 = "675778b309a22dfc9b7d37f7621976bba491d2a5f8c59696bd77fd6d07271355"
INSIDE = "pocketsphinx-5.1.1/test/data"
LIBRIVOX = "librivox/sense_and_sensibility_01_austen_64kb"
# What is really said: one of the package's own transcripts has a word too many.
REAL = {
    "cards/001.wav": "ten of clubs",
    "cards/002.wav": "four queen of clubs",
    "cards/003.wav": "seven of clubs",
    "cards/004.wav": "five five",
    "cards/005.wav": "eight of spades four of clubs seven of hearts",
    "goforward.raw": "go forward ten meters",
    "something.raw": "go somewhere and do something",
    f"{LIBRIVOX}-0870.wav": "and mister john dashwood had then leisure to consider how much there might be prudently "
    "in his power to do for them",
    f"{LIBRIVOX}-0880.wav": "he was not an ill disposed young man",
    f"{LIBRIVOX}-0890.wav": "unless to be rather cold hearted and rather selfish is to be ill disposed",
    f"{LIBRIVOX}-0920.wav": "had he married a more amiable woman he might have been made still more respectable than "
    "he was",
    f"{LIBRIVOX}-0930.wav": "he might even have been made amiable himself",
}
SPOKEN = """What is the capital of Australia?
And how far is it from Sydney?
Turn on the living room light.
Change the dog to a monkey.
How many people are in this picture?
Find the red car and cut it out.
Set a timer for ten minutes.
Who wrote Pride and Prejudice?
Please read me the last message again.
Hello there.
Yes.
No, thank you.
What do you see on the left side of the table?
Count the bottles on the second shelf.
Remind me to call Margaret tomorrow morning.
The meeting with Robert Johnson was moved to Thursday.
Is there a bicycle next to the bench?
Why is the sky blue?
Play some music by Johann Sebastian Bach.
Show me the picture with the two cats.
How do I get from London to Paris by train?
Make the background completely white.
Tell me a short story about a lazy dragon who lived under a bridge and was afraid of goats.
What was the name of the first woman who flew across the Atlantic Ocean?
Delete the third sentence and read the rest aloud.
I would like a cup of coffee with a little milk, please.
Could you explain how a steam engine works?
Open the window and close the door.
That is not what I meant.
Blur every face in the photograph except mine.
What is seven plus eight?
Never mind.
Is the woman in the green coat holding an umbrella?
Translate good morning into German.
Where did I leave my keys?
Select everything except the chair in the corner.
Hello, how are you today?
Give me three good reasons to learn a foreign language.
When does the library close on Saturday?
Thank you very much, that was helpful.""".splitlines()
FILES = {".wav", ".flac", ".mp3", ".ogg", ".m4a", ".opus"}


@dataclass(frozen=True, eq=False)
class Clip:
    """Someone saying `text` in English. pcm: int16 mono [n] at 16 kHz."""

    name: str
    pcm: Pcm
    text: str


def real_people() -> list[Clip]:
    """Twelve clips of five people; the package is fetched into the user's cache once, as a file."""
    folder = config.load(os.environ).folders.cache / "bench"
    if not (folder / INSIDE).is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(_package(folder)) as archive:
            wanted = [f"{INSIDE}/{name}" for name in REAL]
            archive.extractall(folder, [archive.getmember(name) for name in wanted], filter="data")
    return [Clip(Path(name).stem, _read(folder / INSIDE / name), text) for name, text in REAL.items()]


def spoken() -> list[Clip]:
    """Forty sentences by Hibari, with the silence that it leaves around them."""
    voice = Hibari()
    clips = []
    for text in SPOKEN:
        sound = (np.clip(voice(text, seed=0), -1.0, 1.0) * 32767.0).astype(np.int16)
        clips.append(Clip(text, audio.resample(sound, SAMPLE_RATE, HEARING_RATE), text))
    return clips


def of_folder(folder: Path) -> list[Clip]:
    """Every sound file that has a transcript of the same name with .txt beside it."""
    sounds = sorted(path for path in folder.iterdir() if path.suffix.lower() in FILES)
    return [
        Clip(path.stem, audio_files.read(path), path.with_suffix(".txt").read_text(encoding="utf-8"))
        for path in sounds
        if path.with_suffix(".txt").exists()
    ]


def _package(folder: Path) -> Path:
    path = folder / f"{PACKAGE.replace('==', '-')}.tar.gz"
    if not path.exists():
        # Its own source alone: with ":all:" what builds it, Cython, would be compiled too, for minutes.
        options = ["--no-deps", "--no-binary", "pocketsphinx", "--disable-pip-version-check", "-d", str(folder)]
        subprocess.run([sys.executable, "-m", "pip", "download", *options, PACKAGE], check=True, stdout=sys.stderr)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != PACKAGE_SHA256:
        sys.exit(f"{path} has sha256 {found}, wanted {PACKAGE_SHA256}; delete it and try again")
    return path


def _read(path: Path) -> Pcm:
    if path.suffix == ".raw":  # 16 kHz, little-endian, no header
        return np.fromfile(path, "<i2").astype(np.int16)
    return audio_files.read(path)
