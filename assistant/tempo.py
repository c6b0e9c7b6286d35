"""Speech made faster or slower while its pitch stays, by FFmpeg's atempo (WSOLA) as PyAV has it."""

from fractions import Fraction

import av
import numpy as np

from assistant.messages import Pcm

BEHIND_S = 0.1  # of silence, cut off again: atempo needs more sound than its window, and fails at a few samples


def at_tempo(pcm: Pcm, rate: int, factor: float) -> Pcm:
    """int16 [n] at `rate` Hz → int16 [round(n / factor)]; factor: 2 is twice as fast, 0.5 half as fast."""
    if factor == 1.0 or not len(pcm):
        return pcm
    wanted = round(len(pcm) / factor)
    changed = _filtered(pcm, rate, factor)[:wanted]
    return np.pad(changed, (0, wanted - len(changed)))


def _filtered(pcm: Pcm, rate: int, factor: float) -> Pcm:
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=rate, format="s16", layout="mono", time_base=Fraction(1, rate))
    graph.link_nodes(source, graph.add("atempo", f"{factor:.6f}"), graph.add("abuffersink")).configure()
    longer = np.pad(pcm, (0, round(BEHIND_S * rate)))
    frame = av.AudioFrame.from_ndarray(longer[np.newaxis], format="s16", layout="mono")
    frame.sample_rate = rate
    graph.push(frame)
    graph.push(None)
    parts = []
    try:
        while True:
            parts.append(graph.pull().to_ndarray()[0])
    except (av.EOFError, av.BlockingIOError):
        return np.concatenate([np.zeros(0, np.int16), *parts])
