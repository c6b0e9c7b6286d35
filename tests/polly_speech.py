"""What the loopback Polly says: real speech by Hibari with the exact times of its words; SSML and lexicons honoured."""

import io
import json
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import av
import hibari
import numpy as np
import onnx
from hibari import SAMPLE_RATE, Hibari, dsp
from numpy.typing import NDArray

from assistant.audio import resample
from assistant.messages import Pcm
from tests.polly_ssml import Token, plain_tokens, ssml_tokens

# Not an output of the published graph: for each phoneme the step at which it ends; the steps share the sound evenly.
ENDS_OF_PHONEMES = "/CumSum_output_0"
EARLY_S, SNAP_S = 0.065, 0.035  # the sound changes earlier than the steps say: a stress sign or a space has its own
LEAD_S, TAIL_S, SENTENCE_GAP_S = 0.05, 0.15, 0.25
LONGEST_RUN = 40  # words that the model takes at once
AROUND_A_WORD = ".,;:!?\"'()[]{}“”‘’«»…–—-"
_speaking = threading.Lock()  # the model serves one thread at a time


@dataclass(frozen=True)
class SpeechMark:
    time_ms: int
    type: str
    start: int
    end: int
    value: str

    def line(self) -> bytes:
        fields = {"time": self.time_ms, "type": self.type, "start": self.start, "end": self.end, "value": self.value}
        if self.type == "ssml":
            del fields["start"], fields["end"]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


@dataclass(frozen=True, eq=False)
class Speech:
    pcm: Pcm
    rate: int
    marks: tuple[SpeechMark, ...]


@cache
def _voice() -> Hibari:
    """Hibari whose network also says where each phoneme ends."""
    graph = onnx.load(str(Path(hibari.__file__).parent / "assets" / "hibari.onnx"))
    graph.graph.output.append(onnx.helper.make_empty_tensor_value_info(ENDS_OF_PHONEMES))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hibari.onnx"
        onnx.save(graph, str(file))
        return Hibari(model=str(file))


def _run(words: list[Token]) -> tuple[Pcm, list[float]]:
    """Words said in one go, int16 at 24 kHz, and for each word the second at which it begins."""
    voice, style = _voice(), words[0].style
    phonemes = [voice.g2p(word.said) or "" for word in words]
    together = voice.g2p(" ".join(word.said for word in words)) or ""
    counts = [len(one.split()) for one in phonemes]
    if sum(counts) != len(together.split()):  # read apart the words are others than read together
        together = " ".join(one for one in phonemes if one)
    known = [char for char in together if char in voice.vocab]
    ids = [0, *(voice.vocab[char] for char in known), 0]
    feed = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([style.rate], np.float32)}
    *parts, ends = voice.sess.run(None, feed)
    sound = dsp.synth(*(part[0] for part in parts), np.random.default_rng(0))
    begins = [0, *(at + 1 for at, char in enumerate(known) if char == " ")]
    firsts = [begins[min(sum(counts[:at]), len(begins) - 1)] for at in range(len(words))]
    ends = ends.reshape(-1) / ends.max() * len(sound) / SAMPLE_RATE
    starts = [_quietest(sound, max(0.0, float(ends[first]) - EARLY_S)) for first in firsts]
    gain = 10 ** (style.volume_db / 20)
    return (np.clip(sound * gain, -1, 1) * 32767).astype(np.int16), starts


def _quietest(sound: NDArray[np.float32], about_s: float) -> float:
    """The second near `about_s` at which the sound is softest: where one word gives way to the next."""
    level = np.convolve(np.abs(sound), np.ones(SAMPLE_RATE // 100), mode="same")
    first = round(max(0.0, about_s - SNAP_S) * SAMPLE_RATE)
    near = level[first : round((about_s + SNAP_S) * SAMPLE_RATE)]
    return (first + int(np.argmin(near))) / SAMPLE_RATE if len(near) else about_s


def _trimmed(pcm: Pcm, starts: list[float]) -> tuple[Pcm, list[float]]:
    cut_s = max(0.0, starts[0] - LEAD_S)
    loud = np.flatnonzero(np.abs(pcm) > 300)
    end = loud[-1] + round(TAIL_S * SAMPLE_RATE) if len(loud) else len(pcm)
    return pcm[round(cut_s * SAMPLE_RATE) : end], [start - cut_s for start in starts]


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Tokens in the pieces that are said in one go: up to a sentence's end, a change of style or a pause."""
    run: list[Token] = []
    for token in tokens:
        if run and (not token.written or token.style != run[0].style or len(run) == LONGEST_RUN):
            yield run
            run = []
        if not token.written:
            yield [token]
            continue
        run.append(token)
        if len(Hibari.split_sentences(" ".join([*(word.said for word in run), "Next"]))) > 1:
            yield run
            run = []
    if run:
        yield run


def speech(text: str, ssml: bool, engine: str, aliases: tuple[tuple[str, str], ...], rate: int) -> Speech:
    """Text or SSML as sound and its marks: int16 at `rate`; aliases: (written, said) of the lexicons.

    Sound and marks of a text are asked for at the same time: it is said once.
    """
    with _speaking:
        return _speech(text, ssml, engine, aliases, rate)


@lru_cache(maxsize=500)
def _speech(text: str, ssml: bool, engine: str, aliases: tuple[tuple[str, str], ...], rate: int) -> Speech:
    tokens = ssml_tokens(text, engine) if ssml else plain_tokens(text)
    said = dict(aliases)
    tokens = [_aliased(token, said) for token in tokens]
    parts: list[Pcm] = [np.zeros(0, np.int16)]
    marks: list[SpeechMark] = []
    for run in _runs(tokens):
        at_s = sum(map(len, parts)) / SAMPLE_RATE
        if run[0].mark:
            marks.append(SpeechMark(round(at_s * 1000), "ssml", 0, 0, run[0].mark))
        elif not run[0].written:
            parts.append(np.zeros(round(run[0].pause_s * SAMPLE_RATE), np.int16))
        elif any(char.isalnum() for token in run for char in token.said):
            pcm, starts = _trimmed(*_run(run))
            marks += _marks(text.encode(), run, [at_s + start for start in starts])
            parts += [pcm, np.zeros(round(SENTENCE_GAP_S * SAMPLE_RATE), np.int16)]
    return Speech(resample(np.concatenate(parts), SAMPLE_RATE, rate), rate, tuple(marks))


def _aliased(token: Token, said: dict[str, str]) -> Token:
    bare = token.written.strip(AROUND_A_WORD)
    return replace(token, said=token.said.replace(bare, said[bare])) if bare in said else token


def _marks(source: bytes, run: list[Token], starts: list[float]) -> Iterator[SpeechMark]:
    first, last = run[0].start, run[-1].end
    yield SpeechMark(round(starts[0] * 1000), "sentence", first, last, source[first:last].decode())
    for token, start_s in zip(run, starts, strict=True):
        bare = token.written.strip(AROUND_A_WORD)
        if bare:
            begin, end = _bare(source, token)
            yield SpeechMark(round(start_s * 1000), "word", begin, end, source[begin:end].decode())


def _bare(source: bytes, token: Token) -> tuple[int, int]:
    """Bytes of a word without what stands around it."""
    word = source[token.start : token.end].decode()
    if "&" in word:  # an entity
        return token.start, token.end
    begin = token.start + len(word[: len(word) - len(word.lstrip(AROUND_A_WORD))].encode())
    return begin, begin + len(word.strip(AROUND_A_WORD).encode())


# PyAV's wheels have no libvorbis: ffmpeg's own encoder is called experimental and knows stereo only.
CODECS = {"mp3": ("mp3", "libmp3lame", "mono"), "ogg_vorbis": ("ogg", "vorbis", "stereo")}


def encoded(said: Speech, format_: str) -> bytes:
    """The sound as pcm, mp3 or ogg_vorbis."""
    if format_ == "pcm":
        return said.pcm.astype("<i2").tobytes()
    container, codec, layout = CODECS[format_]
    out = io.BytesIO()
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=said.rate, layout=layout, options={"strict": "experimental"})
        frame = av.AudioFrame.from_ndarray(said.pcm.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = said.rate
        resampler = av.AudioResampler("fltp", layout, said.rate, frame_size=stream.frame_size or 64)
        for piece in [*resampler.resample(frame), *resampler.resample(None), None]:
            file.mux(stream.encode(piece))
    return out.getvalue()
