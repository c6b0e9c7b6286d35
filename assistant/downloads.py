"""Models that come while talk goes on: a thread of its own for each, behind everything else, which can be stopped."""

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.errors import AssistantError
from local_models.fetch import OnProgress, Progress
from local_models.manifest import Model

NICENESS = 10  # talk goes first

# (model, is told how far it is, whether it is still wanted)
Get = Callable[[Model, OnProgress, Callable[[], bool]], object]


@dataclass(frozen=True)
class Download:
    """How far a model is; problem: why it did not come, "" while it comes and when it is here."""

    model: str
    progress: Progress
    running: bool = True
    problem: str = ""


class Downloads:
    """Any thread may call. get: brings a model, as getting.get does; on_end: is called when one has come or failed."""

    def __init__(self, get: Get, on_end: Callable[[], object] = lambda: None) -> None:
        self._get, self._on_end = get, on_end
        self._guard = threading.Lock()
        self._known: dict[str, Download] = {}
        self._stopped: dict[str, threading.Event] = {}
        self._threads: dict[str, threading.Thread] = {}

    def start(self, model: Model) -> None:
        """Begin, or go on where it stopped; nothing where it comes already."""
        with self._guard:
            known = self._known.get(model.name)
            if known is not None and known.running:
                return
            self._known[model.name] = Download(model.name, Progress(model.name, 0, model.size, "waiting"))
            stopped = self._stopped[model.name] = threading.Event()
            thread = threading.Thread(target=self._run, args=(model, stopped), name="download", daemon=True)
            self._threads[model.name] = thread
        thread.start()

    def stop(self, name: str) -> None:
        """Stop; what has come is kept, and the next start goes on from there."""
        with self._guard:
            if name in self._stopped:
                self._stopped[name].set()

    def all(self) -> list[Download]:
        """Those that come, and those that ended since Oriel started, in the order in which they were asked for."""
        with self._guard:
            return list(self._known.values())

    def close(self) -> None:
        """Stop all; returns when they have ended, soon."""
        for name in list(self._known):
            self.stop(name)
        for thread in list(self._threads.values()):
            thread.join(5.0)

    def _run(self, model: Model, stopped: threading.Event) -> None:
        if sys.platform == "linux":  # elsewhere a thread has no niceness of its own
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
        problem = ""
        try:
            self._get(model, self._tell, lambda: not stopped.is_set())
        except AssistantError as error:
            problem = "stopped" if stopped.is_set() else str(error)
        except Exception as error:  # noqa: BLE001  # the top of a thread
            problem = f"{model.name} could not be fetched: {type(error).__name__}"
        with self._guard:
            self._known[model.name] = replace(self._known[model.name], running=False, problem=problem)
        self._on_end()

    def _tell(self, progress: Progress) -> None:
        with self._guard:
            if progress.model in self._known:
                self._known[progress.model] = replace(self._known[progress.model], progress=progress)
