"""Voice by espeak-ng: a hundred languages at 22 kHz, from a program of its own that runs once for each piece of text.

The program is GPL and optional; nothing of it is linked or imported here.
"""

import re
import shutil
import struct
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from assistant.errors import ModelError, ModelMissing, UnknownName
from assistant.messages import AudioChunk
from assistant.roles import Stream
from local_models.speaking import Pace, Sound, VoiceInfo, chunk, has_words, pace, pieces

PROGRAM = "espeak-ng"
MISSING = (
    "espeak-ng, the program that speaks German and a hundred other languages, is not installed; "
    "install it with: sudo apt install espeak-ng (on macOS: brew install espeak-ng)"
)
NATURAL_WPM = 175  # words a minute at speed 1
# Lower than its own pitch of 50, and 30 ms between words: Whisper base then gets a third fewer German words wrong.
PITCH, WORD_GAP = 35, 3
FASTEST = 1.5  # 262 words a minute, of 450; what is left is done by tempo: at 3 times its pace fewer words are lost so
AMPLITUDE = 67  # of 200; as loud as Hibari, since the voice may change in the middle of an answer
LISTING_S = 10.0
PREFERRED = {"en": "en-us", "pt": "pt-br"}  # where several voices speak a language; else its own order decides

ROW = re.compile(r"\s*\d+\s+(?P<language>\S+)\s+\S+\s+(?P<name>\S+)\s+(?P<file>\S+)\s*(?P<also>(?:\(\S+ \d+\))*)")
ALSO = re.compile(r"\((\S+) (\d+)\)")
NOT_TEXT = {"Cc", "Co", "Cs"}  # control signs, some of which are orders to the program; signs that nobody has assigned


@dataclass(frozen=True)
class Listed:
    """A row of the program's list. also: other languages that the voice may serve, and how badly (0: well)."""

    info: VoiceInfo
    also: tuple[tuple[str, int], ...]


class Program:
    """The program's runs for one text: one thread runs them one after another, any thread stops them for good."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._guard = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self.stopped = threading.Event()

    def run(self, options: list[str], text: str) -> bytes:
        """What the program writes for `text`, which only it can read: a command line is seen by everybody.

        Empty once stopped. Raises ModelMissing where the program has gone, ModelError where it failed.
        """
        with self._guard:
            if self.stopped.is_set():
                return b""
            self._child = child = _started([self._path, *options])
        with child:
            try:
                out, _ = child.communicate(text.encode())
            finally:
                child.kill()
        if self.stopped.is_set():
            return b""
        if child.returncode:
            raise ModelError(f"{PROGRAM} {' '.join(options)} failed with exit code {child.returncode}")
        if sys.platform == "win32":  # where it writes as if to a text file (espeak-ng/espeak-ng#1201)
            return out.replace(b"\r\n", b"\n")
        return out

    def stop(self) -> None:
        """End the run under way, at once, and every later one before it begins."""
        with self._guard:
            self.stopped.set()
            if self._child is not None:
                self._child.kill()


class EspeakVoice:
    """Any thread may call, also several at once."""

    def __init__(self, variant: str = "") -> None:
        self._path = _program()
        self._listed = _listed(self._path)
        self._variant = _variant(self._path, variant)
        list(self.speak("Ready."))

    def speak(self, text: str, speed: float = 1.0, language: str = "en") -> Stream[AudioChunk]:
        """One chunk a sentence, int16 mono, silence trimmed; nothing for text without letters or digits.

        Raises UnknownName for a language that the program does not speak; the stream raises ModelMissing where the
        program has gone, ModelError where it failed.
        """
        program = Program(self._path)
        return Stream(self._chunks(program, text, speed, _voice(self._listed, language)), program.stop)

    def _chunks(self, program: Program, text: str, speed: float, voice: VoiceInfo) -> Iterator[AudioChunk]:
        at = pace(speed, FASTEST)
        options = _options(f"{voice.file}{self._variant}", at)
        for piece in pieces(text):
            if not has_words(piece):
                continue
            written = program.run(options, _harmless(piece))
            if program.stopped.is_set():
                return
            sound, rate = read_wav(written)
            if said := chunk(sound, rate, piece, at):
                yield said


def load(variant: str = "") -> EspeakVoice:
    """The voice, after its first word. variant: one of `variants()`, "" for the program's own.

    Raises ModelMissing where the program is not installed, UnknownName for a variant that it has not.
    """
    return EspeakVoice(variant)


def voices() -> tuple[VoiceInfo, ...]:
    """What the program speaks, by language. Raises ModelMissing where it is not installed."""
    return tuple(one.info for one in _listed(_program()))


def languages() -> frozenset[str]:
    """What `speak` takes. Raises ModelMissing where the program is not installed."""
    listed = _listed(_program())
    return frozenset({one.info.language for one in listed} | {also for one in listed for also, _ in one.also})


def variants() -> tuple[str, ...]:
    """Other throats for every language, such as f2. Raises ModelMissing where the program is not installed."""
    return _variants(_program())


def parse_voices(listing: str) -> tuple[Listed, ...]:
    """The table that `espeak-ng --voices` prints; its header and what is no row is left out."""
    rows = [match for line in listing.splitlines() if (match := ROW.match(line))]
    return tuple(
        Listed(
            VoiceInfo(row["name"].replace("_", " ").strip(), row["language"], row["file"]),
            tuple((language, int(rank)) for language, rank in ALSO.findall(row["also"])),
        )
        for row in rows
    )


def read_wav(data: bytes) -> tuple[Sound, int]:
    """16-bit mono WAV → float32 [n] and its rate. Raises ModelError for anything else.

    The length in the header is not believed: the program writes it before it knows.
    """
    if len(data) >= 12 and data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        at, rate = 12, 0
        while at + 8 <= len(data):
            name, size = struct.unpack_from("<4sI", data, at)
            at += 8
            if name == b"fmt " and at + 16 <= len(data):
                kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", data, at)
                if (kind, channels, bits) != (1, 1, 16):
                    break
            if name == b"data" and rate:
                pcm = np.frombuffer(data, "<i2", (len(data) - at) // 2, at)
                return pcm.astype(np.float32) / 32768.0, rate
            at += size + size % 2
    raise ModelError(f"{PROGRAM} gave {len(data)} bytes that are no 16-bit mono WAV")


def _started(command: list[str]) -> "subprocess.Popen[bytes]":
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere)
    except FileNotFoundError as error:
        raise ModelMissing(MISSING) from error
    except OSError as error:
        raise ModelError(f"{PROGRAM} cannot be started: {error.strerror}") from error


def _program() -> str:
    path = shutil.which(PROGRAM)
    if path is None:
        raise ModelMissing(MISSING)
    return path


def _listing(path: str, which: str) -> str:
    command = [path, f"--voices{which}"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LISTING_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise ModelError(f"{PROGRAM} does not list its voices: {type(error).__name__}") from error
    return done.stdout.decode(errors="replace")


def _listed(path: str) -> tuple[Listed, ...]:
    return parse_voices(_listing(path, ""))


def _variants(path: str) -> tuple[str, ...]:
    return tuple(one.info.file.rpartition("/")[2] for one in parse_voices(_listing(path, "=variant")))


def _variant(path: str, name: str) -> str:
    if name and name not in (have := _variants(path)):
        raise UnknownName("variant of espeak-ng", name, list(have))
    return f"+{name}" if name else ""


def _voice(listed: tuple[Listed, ...], language: str) -> VoiceInfo:
    wanted = PREFERRED.get(language, language)
    for one in listed:
        if one.info.language == wanted:
            return one.info
    ranked = [(rank, one.info) for one in listed for also, rank in one.also if also == language]
    if not ranked:
        raise UnknownName("language", language, sorted({one.info.language for one in listed}))
    return min(ranked, key=lambda pair: pair[0])[1]


def _options(voice: str, at: Pace) -> list[str]:
    words = round(NATURAL_WPM * at.own)
    wanted = {"-b": 1, "-v": voice, "-s": words, "-a": AMPLITUDE, "-p": PITCH, "-g": WORD_GAP}
    return ["--stdout", "--stdin", "-z", *(str(part) for option in wanted.items() for part in option)]


def _harmless(text: str) -> str:
    """Nothing in it is an order to the program: no phonemes between double brackets, no control signs."""
    kept = (character for character in " ".join(text.split()) if unicodedata.category(character) not in NOT_TEXT)
    return re.sub(r"\[(?=\[)", "[ ", "".join(kept))
