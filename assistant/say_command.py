"""`oriel say`: a text, spoken into a WAV file."""

from dataclasses import asdict, replace
from pathlib import Path

from assistant import audio_files
from assistant.audio import joined
from assistant.config import Config
from assistant.errors import BadInput, UnknownName
from assistant.messages import AudioChunk, WordTime
from assistant.opening import opened
from assistant.output import print_json, print_line
from assistant.playback import RATE
from assistant.speakable import plain
from assistant.voice_backends import here
from assistant.words.glosses import language_of

POLLY = "polly"


def say(settings: Config, text: str, out: Path, voice: str | None, language: str | None, as_json: bool) -> None:
    """Speak `text` as it should be said; voice, language: as configured, and as its words tell, where None.

    Raises BadInput where nothing in it can be said.
    """
    chosen = settings if voice is None else with_voice(settings, voice)
    spoken_in = language or language_of(text)
    with opened(chosen) as found:
        names = found.backends.voices.names(spoken_in)
        if voice in [one.name for one in here(settings)] and voice not in names:
            raise BadInput(f"{voice} does not speak '{spoken_in}'; have: {', '.join(names) or 'none'}")
        stream = found.backends.voices.speak(plain(text, spoken_in), chosen.voice.speed, spoken_in)
        chunks: list[AudioChunk] = list(stream)
        here_name = next(iter(names), chosen.voice.name)
        name = here_name if found.failures else voice or here_name
    if not chunks:
        raise BadInput("nothing in this text can be said by this voice")
    duration_s = sum(chunk.duration_s for chunk in chunks)
    audio_files.write_wav(out, joined(chunks, RATE), RATE)
    if as_json:
        print_json(file=str(out), voice=name, duration_s=round(duration_s, 3), words=list(map(asdict, _words(chunks))))
    else:
        print_line(f"{out}: {duration_s:.1f} s, voice {name}")


def with_voice(settings: Config, name: str) -> Config:
    """The settings with this voice: one of this machine, "polly", or "polly:NAME" for one of Amazon Polly's."""
    there = [one.name for one in here(settings)]
    if name in there:
        return replace(settings, voice=replace(settings.voice, name=name, order="offline-only"))
    vendor, _, own_name = name.partition(":")
    if vendor != POLLY:
        raise UnknownName("voice", name, [*there, POLLY, f"{POLLY}:NAME"])
    polly = replace(settings.polly, voice=own_name or settings.polly.voice)
    return replace(settings, voice=replace(settings.voice, order="polly-first"), polly=polly)


def _words(chunks: list[AudioChunk]) -> list[WordTime]:
    """The words of all chunks in seconds from the start of the first."""
    words: list[WordTime] = []
    before_s = 0.0
    for chunk in chunks:
        words += [WordTime(word.word, before_s + word.start_s, before_s + word.end_s) for word in chunk.words]
        before_s += chunk.duration_s
    return words
