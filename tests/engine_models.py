"""Models for the engine's own tests: each does one awkward thing that real ones do."""

import os
import threading
import time
from collections.abc import Iterator

from assistant.generation import GenerationParams
from assistant.messages import Message
from assistant.roles import Stream


class Scripted:
    """Does what the question says: count N, stall, crash, raise; and notes whether two calls were ever inside it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._inside = 0
        self._most_inside = 0

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        stopped = threading.Event()
        return Stream(self._run(messages[-1].text, stopped), stopped.set)

    def _run(self, text: str, stopped: threading.Event) -> Iterator[str]:
        self._inside += 1
        self._most_inside = max(self._most_inside, self._inside)
        try:
            yield from self._obey(text, stopped)
        finally:
            self._inside -= 1

    def _obey(self, text: str, stopped: threading.Event) -> Iterator[str]:
        match text.split():
            case ["count", number]:
                for count in range(int(number)):
                    if stopped.wait(0.005):
                        return
                    yield str(count)
            case ["stall"]:
                yield "stalling"
                stopped.wait(60)
            case ["crash"]:
                yield "crashing"
                os._exit(3)
            case ["exhaust"]:
                raise MemoryError
            case ["raise"]:
                raise RuntimeError("the model is unwell")
            case ["most", "inside"]:
                yield str(self._most_inside)
            case ["pid"]:
                yield str(os.getpid())


HOARD: list[bytearray] = []  # what a library keeps of models that have gone


def load_hoarder(mib: int) -> Scripted:
    """A model whose memory is never given back."""
    HOARD.append(bytearray(b"x") * (mib << 20))
    return Scripted("hoarder")


def load(name: str = "scripted", load_s: float = 0.0) -> Scripted:
    """load_s: how long loading takes, in C as it were: nothing can stop it."""
    time.sleep(load_s)
    return Scripted(name)
