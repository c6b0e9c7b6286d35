"""Measures the page: how soon it listens, how long sound takes both ways, how fast it falls silent, what idling costs.

.venv/bin/python scripts/bench_page.py              (on an idle machine: about two minutes)
.venv/bin/python scripts/bench_page.py --soak 10    (memory of the app process over so many minutes of listening)
"""

import argparse
import itertools
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from headless import ALLOW, FLAGS, NO_WEBRTC, SOUND_BY_ITSELF
from machine import find_chromium
from playwright.sync_api import Page, Playwright, sync_playwright

from assistant import config
from assistant.audio_files import write_wav
from assistant.loudness import SOFT
from assistant.messages import AudioChunk, Pcm
from assistant.playback import RATE

PORT = 8599
MIC_RATE = 48_000
BEEP_EVERY_S, BEEP_S, BEEPS = 2.0, 0.2, 8
LOUD = 1000  # of 32,768: a beep, not the hiss
IDLE_S = 20.0
LOADING_S = 20.0
SOAK_EVERY_S = 30.0
ROUNDS = 8
# Notes, by the machine's clock, every message of the two worklets.
CLOCK = """
(() => {
  window.notes = { microphone: [], speaker: [] };
  const Plain = AudioWorkletNode;
  window.AudioWorkletNode = class extends Plain {
    constructor(context, name, options) {
      super(context, name, options);
      this.port.addEventListener("message", ({ data }) => {
        const at = (performance.timeOrigin + performance.now()) / 1000;
        window.notes[name].push({ ...data, samples: null, at });
      });
    }
  };
})();
"""
PATH = "(await import(location.origin + '/assistant/page/part.js')).app.store.state.mic.path"
LISTENS = f"""
async () => {{
  while (!({PATH})) await new Promise((resolve) => setTimeout(resolve, 5));
  return performance.now() / 1000;
}}
"""


def main() -> None:
    """Measure both paths and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="only watch the memory, for so long")
    options = parser.parse_args()
    if options.serve:
        serve()
        return
    print(
        f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {datetime.now():%Y-%m-%d %H:%M}"
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        if options.soak:
            soak(options.soak, playwright, Path(folder))
            return
        for name, scripts in (("WebRTC up, WebSocket down", [CLOCK]), ("WebSocket both ways", [CLOCK, NO_WEBRTC])):
            measure(name, scripts, playwright, Path(folder))


# The app, in a process of its own, which takes orders on standard input and answers with times.


def serve() -> None:
    """Serve the app on a home without a history; notes when a beep arrives, and plays and falls silent on request."""
    from assistant import server
    from assistant.desk import Desk

    arrived: list[float] = []
    settings = config.load(os.environ)
    desk = Desk(settings, config.settings_file(os.environ))
    feed, loud = desk.hearing._feed, [False]

    def noting(pcm: Pcm) -> None:
        was, loud[0] = loud[0], bool(np.abs(pcm).max() > LOUD)
        if loud[0] and not was:
            arrived.append(time.time())
        feed(pcm)

    desk.hearing._feed = noting
    threading.Thread(target=lambda: obey(desk, arrived), daemon=True).start()
    server.make_app(desk, PORT, lambda address: print(address, flush=True)).run(
        config={**server.STREAMLIT, "server.port": PORT}
    )


def obey(desk: Any, arrived: list[float]) -> None:
    """push: seconds of tone; soften, hold, restore, clear it; arrived: when beeps came. Each answers with one line."""
    tone = (3000 * np.sin(np.arange(4 * RATE) * 0.1)).astype(np.int16)
    playback, on_the_loop = desk.session.playback, desk.session._loop.call_soon_threadsafe
    for line in sys.stdin:
        at = time.time()
        match line.strip():
            case "push":
                on_the_loop(playback.push, AudioChunk(tone, RATE, "tone "))
            case "soften" | "hold" | "restore" | "clear" as order:
                on_the_loop(getattr(playback, order))
        print(json.dumps(arrived if line.strip() == "arrived" else at), flush=True)


@dataclass
class App:
    """The served app, and its orders."""

    process: "subprocess.Popen[str]"

    def order(self, what: str) -> Any:
        """Give one order; returns its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def app(folder: Path) -> Iterator[App]:
    """The app until the end of the block, in a home of its own with this machine's models."""
    home = Path(tempfile.mkdtemp(dir=folder))
    (home / "cache").mkdir()
    (home / "cache" / "models").symlink_to(config.load({}).folders.models, target_is_directory=True)
    command = [sys.executable, __file__, "--serve"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | {"ORIEL_HOME": str(home)}
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield App(process)
    finally:
        process.terminate()
        process.wait(20)


# The measures.


@contextmanager
def listening(scripts: list[str], playwright: Playwright, folder: Path) -> Iterator[tuple[Page, App]]:
    """A page that listens to beeps, and its app, once the models are loaded."""
    microphone = beeps(folder / "beeps.wav")
    with app(folder) as served:
        context = playwright.chromium.launch_persistent_context(
            tempfile.mkdtemp(dir=folder),
            executable_path=find_chromium(),
            args=[*FLAGS, ALLOW, SOUND_BY_ITSELF, f"--use-file-for-fake-audio-capture={microphone}"],
        )
        for script in scripts:
            context.add_init_script(script)
        page = context.pages[0]
        page.goto(f"http://127.0.0.1:{PORT}/")
        page.locator('[data-command="start"]').click()
        page.evaluate(LISTENS)
        time.sleep(LOADING_S)
        yield page, served
        context.close()


def measure(name: str, scripts: list[str], playwright: Playwright, folder: Path) -> None:
    """All measures of one path."""
    with listening(scripts, playwright, folder) as (page, served):
        print(f"\n{name} ({page.evaluate(f'async () => {PATH}')})")
        idle_percent = idle(served.process.pid)  # before the reloads, whose old connections take a while to end
        rows = {
            "microphone to Python": up(page, served),
            **down(page, served),
            "page to first frame": first_frames(page),
        }
        for what, seconds in rows.items():
            print(f"  {what:<22}{ms(min(seconds))} to {ms(max(seconds))}, median {ms(statistics.median(seconds))}")
        print(f"  idle, app process     {idle_percent:.1f} % of a core")


def soak(minutes: float, playwright: Playwright, folder: Path) -> None:
    """Print the app process's own memory (unique set size) every half minute, and how much it has grown."""
    with listening([], playwright, folder) as (_, served):
        process = psutil.Process(served.process.pid)
        sizes = []
        until = time.monotonic() + minutes * 60
        while time.monotonic() < until:
            sizes.append(process.memory_full_info().uss / 2**20)
            print(f"  {sizes[-1]:.1f} MiB, {idle(process.pid):.1f} % of a core", flush=True)
            time.sleep(SOAK_EVERY_S - IDLE_S)
    print(f"grown by {100 * (sizes[-1] / sizes[0] - 1):.1f} % in {minutes:g} minutes")


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    return f"{seconds * 1000:6.0f} ms"


def first_frames(page: Page) -> list[float]:
    """From the beginning of a reload to the moment the page is told that its sound arrives in Python."""
    seconds = []
    for _ in range(4):
        page.reload()
        seconds.append(float(page.evaluate(LISTENS)))
    return seconds


def up(page: Page, served: App) -> list[float]:
    """From the piece of sound that leaves the microphone's worklet to Python."""
    page.evaluate("window.notes.microphone.length = 0")
    time.sleep(BEEP_EVERY_S * BEEPS)
    levels = page.evaluate("window.notes.microphone.map(({ level, at }) => [level, at])")
    loud = [at for (before, _), (level, at) in itertools.pairwise(levels) if level > 0.03 >= before]
    arrived = served.order("arrived")
    return [min((came - left for came in arrived if came > left - 0.05), default=9.0) for left in loud[:-1]]


def down(page: Page, served: App) -> dict[str, list[float]]:
    """From the queue to the loudspeaker's worklet, and from each order to the moment when it is carried out in full."""
    rows: dict[str, list[float]] = {name: [] for name in ("enqueue to sound", *CARRIED_OUT)}
    for _ in range(ROUNDS):
        page.evaluate("window.notes.speaker.length = 0")
        ordered = {}
        for order, wait_s in (("push", 0.6), ("soften", 0.4), ("hold", 0.4), ("restore", 0.4), ("clear", 0.4)):
            ordered[order] = served.order(order)
            time.sleep(wait_s)
        notes = page.evaluate("window.notes.speaker")
        rows["enqueue to sound"].append(next(note["at"] for note in notes if not note["dry"]) - ordered["push"])
        for name, (order, is_so) in CARRIED_OUT.items():
            since = ordered[order]
            rows[name].append(next(note["at"] for note in notes if note["at"] > since and is_so(note)) - since)
    return rows


# Row → the order, and whether a report of the worklet says that it is carried out.
CARRIED_OUT: dict[str, tuple[str, Callable[[dict[str, Any]], bool]]] = {
    "soften": ("soften", lambda note: note["gain"] == SOFT),
    "hold to silence": ("hold", lambda note: note["gain"] == 0),
    "restore to full": ("restore", lambda note: note["gain"] == 1),
    "clear to silence": ("clear", lambda note: note["dry"]),
}


def idle(pid: int) -> float:
    """Percent of one core that the app process takes while it listens to near silence."""
    process = psutil.Process(pid)
    process.cpu_percent()
    time.sleep(IDLE_S)
    return process.cpu_percent()


def beeps(path: Path) -> Path:
    """A microphone that beeps every two seconds: too short and too plain to be taken for speech."""
    rng = np.random.default_rng(0)
    one = rng.normal(0, 20, round(BEEP_EVERY_S * MIC_RATE))
    tone = 8000 * np.sin(2 * np.pi * 1000 * np.arange(round(BEEP_S * MIC_RATE)) / MIC_RATE)
    one[: len(tone)] += tone
    write_wav(path, np.tile(one, BEEPS).astype(np.int16), MIC_RATE)
    return path


if __name__ == "__main__":
    main()
