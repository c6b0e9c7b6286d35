"""Long-running children: what they print goes to a log, the screen gets one line that says how far they are."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import TextIO

from gauges import Gauge, NoGauge
from machine import CannotSetUp

LOOK_EVERY_S = 0.2
PLAIN_LINE_EVERY_S = 15.0  # where the output is no terminal
END_WITHIN_S = 5.0  # what a child gets between being asked to end and being ended
TAIL_LINES = 12
TRUSTED_FRACTION = 0.05  # below this the estimate made beforehand is the better one

HINTS = [  # what a log says, what that means, and what can be done about it
    (r"No space left on device|not enough free disk", "the disk is full", "make room"),
    (r"DO NOT MATCH THE HASHES", "a package's bytes are not the locked ones, and were not used", "try another network"),
    (
        r"[Nn]ame ?[Rr]esolution|NewConnectionError|Network is unreachable|(Connect|Read)Timeout|Max retries",
        "the network could not be reached",
        "connect",
    ),
    (
        r"nvcc fatal|unsupported GNU version|CUDA_ARCHITECTURES|FindCUDAToolkit",
        "the CUDA toolkit could not compile it",
        "mend the toolkit, or do without the GPU by adding --cpu",
    ),
]
NO_HINT = ("", "the log says why", "see the log")


@dataclass(frozen=True)
class Command:
    """One child, or one call after another that the screen calls by one `title`, with one log and one gauge.

    `expected_s` is how long it takes where nothing better is known.
    """

    title: str
    calls: list[list[str]]
    log: Path
    expected_s: float
    gauge: Gauge = field(default_factory=NoGauge)
    environ: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None


Step = Command | Callable[[], None]


class Chain:
    """Commands and functions run one after another on a thread of their own; the main thread watches and may end it."""

    def __init__(self, steps: list[Step], inherit: tuple[int, ...]) -> None:
        self.failure: Exception | None = None
        self._steps = steps
        self._inherit = inherit
        self._lock = threading.Lock()  # `_child` and `_ended` are set by the chain's thread and read by the main one
        self._child: subprocess.Popen[str] | None = None
        self._ended = False
        self._at = 0
        self._since = time.monotonic()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            for step in self._steps:
                self._since = time.monotonic()
                if self._ended:
                    return
                if isinstance(step, Command):
                    self._run_command(step)
                else:
                    step()
                self._at += 1
        except Exception as failure:  # noqa: BLE001 - the top of a thread: the main thread raises it again
            self.failure = failure

    def _run_command(self, command: Command) -> None:
        command.log.parent.mkdir(parents=True, exist_ok=True)
        with command.log.open("w", encoding="utf-8") as log:
            for call in command.calls:
                log.write(f"$ {shlex.join(call)}\n")
                code = self._run_call(command, call, log)
                if self._ended:
                    return
                if code:
                    log.flush()
                    raise CannotSetUp(failed(command, code))

    def _run_call(self, command: Command, call: list[str], log: TextIO) -> int:
        with self._lock:
            if self._ended:
                return 0
            self._child = child = start_child(command, call, self._inherit)
        for line in child.stdout or ():
            log.write(line)
            log.flush()
            command.gauge.see(line)
        return child.wait()

    def end(self) -> None:
        """End the running child and all that it started; nothing follows it."""
        with self._lock:
            self._ended = True
            child = self._child
        if child is not None and child.poll() is None:
            end_child(child)

    def reading(self) -> tuple[str, float]:
        """What the screen says of this chain ("" when it is through), and the seconds that it will still take."""
        at = self._at
        rest_s = sum(step.expected_s for step in self._steps[at + 1 :] if isinstance(step, Command))
        step = self._steps[at] if at < len(self._steps) else None
        if not isinstance(step, Command):
            return "", rest_s
        fraction, words = step.gauge.reading()
        gone_s = time.monotonic() - self._since
        left_s = max(0.0, step.expected_s - gone_s)
        if fraction > TRUSTED_FRACTION:  # what is measured counts the more, the more of it there is
            left_s = (1 - fraction) * (left_s + gone_s)
        return (f"{step.title} {fraction:.0%} ({words})" if words else step.title), left_s + rest_s


def start_child(command: Command, call: list[str], inherit: tuple[int, ...]) -> subprocess.Popen[str]:
    """Start a child in a process group of its own, so that all it starts can be ended with it.

    It inherits the open files in `inherit`: the lock of the set-up is held for as long as a child lives.
    """
    environ = {**os.environ, **command.environ, "PYTHONUNBUFFERED": "1", "PIP_PROGRESS_BAR": "off"}
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV"):
        environ.pop(name, None)
    windows = sys.platform == "win32"
    return subprocess.Popen(
        call,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environ,
        cwd=command.folder,
        text=True,
        encoding="utf-8",
        errors="replace",
        pass_fds=() if windows else inherit,
        process_group=None if windows else 0,
    )


def end_child(child: subprocess.Popen[str]) -> None:
    """Ask a child and its group to end, and end them when they do not."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(child.pid)], capture_output=True, check=False)
        return
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            return
        try:
            child.wait(END_WITHIN_S)
        except subprocess.TimeoutExpired:
            continue


def failed(command: Command, code: int) -> str:
    """What is said of a child that failed: one line, the end of its log, where the log lies, what to do."""
    text = command.log.read_text(encoding="utf-8", errors="replace")
    tail = [line.rstrip()[:300] for line in text.splitlines() if line.strip()][-TAIL_LINES:]
    _, why, what = next((hint for hint in HINTS if re.search(hint[0], text)), NO_HINT)
    lines = [f"{command.title} failed (exit {code}): {why}", *(f"  | {line}" for line in tail)]
    return "\n".join([*lines, f"The whole log: {command.log}", f"What to do: {what}, then run it again: it continues."])


class Screen:
    """The one line about what is going on: redrawn on a terminal, else written every 15 s."""

    def __init__(self) -> None:
        self._live = sys.stdout.isatty()
        self._next_at = time.monotonic() + (0.0 if self._live else PLAIN_LINE_EVERY_S)
        self._start = time.monotonic()

    def show(self, readings: list[tuple[str, float]]) -> None:
        """Say how far each of the chains is, how long it has taken and how long it may still take."""
        now = time.monotonic()
        words = " · ".join(says for says, _ in readings if says)
        if now < self._next_at or not words:
            return
        left = roughly(max(left_s for _, left_s in readings))
        line = f"{duration(now - self._start)} gone, about {left} left: {words}"
        if self._live:
            print(f"\r{line[: shutil.get_terminal_size().columns - 1]}\x1b[K", end="", flush=True)
        else:
            print(line, flush=True)
        self._next_at = now + (LOOK_EVERY_S if self._live else PLAIN_LINE_EVERY_S)

    def clear(self) -> None:
        """Take the line away."""
        if self._live:
            print("\r\x1b[K", end="", flush=True)


def duration(seconds: float) -> str:
    """ "45 s" or "3 min 05 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def roughly(seconds: float) -> str:
    """ "45 s" or "4 min"; an estimate deserves no more digits."""
    return f"{round(seconds / 60)} min" if seconds >= 90 else f"{max(5, round(seconds / 5) * 5)} s"


def run_together(chains: list[list[Step]], inherit: tuple[int, ...] = ()) -> None:
    """Run the chains side by side and show how far they are; when one fails, or on Ctrl-C, all are ended."""
    running = [Chain(steps, inherit) for steps in chains if steps]
    screen = Screen()
    try:
        while any(chain.thread.is_alive() for chain in running) and not any(chain.failure for chain in running):
            screen.show([chain.reading() for chain in running])
            time.sleep(LOOK_EVERY_S)
    finally:
        screen.clear()
        for chain in running:
            chain.end()
        for chain in running:
            chain.thread.join(END_WITHIN_S)
    for chain in running:
        if chain.failure:
            raise chain.failure


def run_in_view(argv: list[str], cwd: Path) -> int:
    """Run a child that shows its own progress; it never outlives this call."""
    child = subprocess.Popen(argv, cwd=cwd, text=True)
    try:
        return child.wait()
    finally:
        if child.poll() is None:
            end_politely(child)


def run_for_output(argv: list[str], cwd: Path) -> str:
    """What a child prints on standard output, while its standard error is seen; raises CannotSetUp when it fails."""
    child = subprocess.Popen(argv, cwd=cwd, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        output, _ = child.communicate()
    finally:
        if child.poll() is None:
            end_politely(child)
    if child.returncode:
        raise CannotSetUp(f"this failed (exit {child.returncode}): {shlex.join(argv)}\nrun it again: it continues")
    return output


def end_politely(child: "subprocess.Popen[str]") -> None:
    """Interrupt a child, which a terminal may have done already, and end it when that is not enough."""
    if sys.platform == "win32":
        child.terminate()
    else:
        child.send_signal(signal.SIGINT)
    try:
        child.wait(END_WITHIN_S)
    except subprocess.TimeoutExpired:
        child.kill()


def interrupt_on_signals() -> None:
    """Let the first request to end, also of a background job, arrive as KeyboardInterrupt; later ones are ignored."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, interrupt)
