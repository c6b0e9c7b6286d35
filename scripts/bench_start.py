"""Measures starting: from the command to the page, and from the page to the first answer, cold and warm.

.venv/bin/python scripts/bench_start.py            (on an idle machine: some minutes)

Cold: nothing runs, and the files of Oriel's packages and models are not in memory (the system is asked to forget them,
which Linux does for what nobody has open). Warm: started again right afterwards. The question is typed the moment the
page can take one, whether the models are loaded or not: what is waited for is what somebody waits for.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from headless import FLAGS
from machine import find_chromium
from playwright.sync_api import Playwright, sync_playwright

from assistant import config

QUESTION, ANSWER = "What is the capital of France?", "Paris"
WITHIN_S, LOOK_EVERY_S = 300.0, 0.02
STORE = '(await import(location.origin + "/assistant/page/part.js")).app.store'
TURNS = f"async () => ({STORE}).state.turns.map((turn) => turn.said).join(' ')"


@dataclass(frozen=True)
class Start:
    """Seconds from the command on: the address is printed, the page takes a question, its answer is there."""

    address_s: float
    page_s: float
    answer_s: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    found: dict[str, list[Start]] = {"cold": [], "warm": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        for number in range(options.rounds):
            home = make_home(Path(folder) / f"home-{number}")
            forget(config.load({}).folders.models, Path(sysconfig.get_paths()["purelib"]))
            for kind in found:
                found[kind].append(start(home, playwright, Path(folder) / f"browser-{number}-{kind}"))
    if options.json:
        print(json.dumps({kind: [asdict(one) for one in starts] for kind, starts in found.items()}))
        return
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{platform.platform()}, {os.cpu_count()} cores, {load}, {datetime.now():%Y-%m-%d %H:%M}")
    for kind, starts in found.items():
        print(f"{kind}: {told(starts)}")


def told(starts: list[Start]) -> str:
    """The medians in a sentence."""
    page = statistics.median(one.page_s for one in starts)
    answer = statistics.median(one.answer_s - one.page_s for one in starts)
    return f"command to page {page:.1f} s, page to first answer {answer:.1f} s (medians of {len(starts)})"


def make_home(folder: Path) -> Path:
    """A home without a history, with this machine's models."""
    (folder / "cache").mkdir(parents=True)
    (folder / "cache" / "models").symlink_to(config.load({}).folders.models, target_is_directory=True)
    return folder


def forget(*folders: Path) -> None:
    """Have the system drop the files of these folders from memory; without effect where it cannot be asked."""
    if not hasattr(os, "posix_fadvise"):
        return
    os.sync()  # what is not written yet cannot be dropped
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def app(home: Path) -> Iterator[str]:
    """`oriel app` until the end of the block; gives the address that it prints."""
    command = [sys.executable, "-m", "assistant", "app", "--no-open"]
    environment = os.environ | {"ORIEL_HOME": str(home)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(30)


def start(home: Path, playwright: Playwright, profile: Path) -> Start:
    """One start; the browser is open already, as it is on a desk."""
    context = playwright.chromium.launch_persistent_context(profile, executable_path=find_chromium(), args=FLAGS)
    page = context.pages[0]
    began = time.monotonic()
    try:
        with app(home) as address:
            address_s = time.monotonic() - began
            page.goto(address)
            box = page.get_by_test_id("stChatInputTextArea")
            box.wait_for(timeout=WITHIN_S * 1000)
            page_s = time.monotonic() - began
            box.fill(QUESTION)
            page.keyboard.press("Enter")
            while ANSWER not in page.evaluate(TURNS):
                if time.monotonic() - began > WITHIN_S:
                    raise SystemExit(f"no answer within {WITHIN_S:.0f} s; `oriel doctor` may say why")
                time.sleep(LOOK_EVERY_S)
            return Start(address_s, page_s, time.monotonic() - began)
    finally:
        context.close()


if __name__ == "__main__":
    main()
