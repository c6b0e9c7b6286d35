"""Takes pictures of the real app in real states, light and dark, wide and narrow, for people to judge.

.venv/bin/python scripts/screenshots.py --out /tmp/pictures
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from headless import SOUND_BY_ITSELF
from hibari import SAMPLE_RATE, Hibari
from page_gallery import make_sheet
from photos import photo
from playwright.sync_api import Playwright, WebSocketRoute, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from assistant.audio import resample
from assistant.messages import HEARING_RATE
from tests.browser import App, Visitor, ask, drop, recording, running_app, visit
from tests.conftest import make_home

SETTLED_MS = 700
GREETED_S = 9.0  # of silence before the first words
LONGEST_S = 240.0  # of silence behind the last words
SPOKEN = "What is the capital of France, and which river flows through it?"
CUT = "Why is the sky blue?"
CUT_AFTER_MS = 4500
WRONG, MISHEARD, RIGHT = "Who wrote omelet?", "omelet?", "Hamlet"

# Messages from the server wait, in their order, from the moment `holdWhen(state)` holds until `letGo()`.
HOLD = """
(() => {
  const waiting = [];
  let holds = false;
  window.letGo = () => {
    holds = false;
    while (waiting.length && !holds) waiting.shift()();
  };
  const native = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
  Object.defineProperty(WebSocket.prototype, "onmessage", {
    set(handle) {
      const take = (event) => {
        handle.call(this, event);
        if (!window.holdWhen?.(window.store.state)) return;
        window.holdWhen = null;
        holds = true;
      };
      const isOurs = this.url.endsWith("/assistant/link");
      native.set.call(this, isOurs ? (event) => (holds ? waiting.push(() => take(event)) : take(event)) : handle);
    },
  });
  window.isHeld = () => holds;
})();
"""
LOSE = "async () => (await import(location.origin + '/assistant/page/part.js')).app.socket.lose()"


@dataclass(frozen=True)
class Look:
    """One way of looking at every state."""

    name: str
    width: int
    height: int
    theme: Literal["light", "dark"]


LOOKS = (
    Look("wide-light", 1440, 900, "light"),
    Look("wide-dark", 1440, 900, "dark"),
    Look("narrow-light", 390, 844, "light"),
    Look("narrow-dark", 390, 844, "dark"),
)


class Camera:
    """Takes each state in every look; used by the main thread."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._taken: dict[str, list[Path]] = {look.name: [] for look in LOOKS}

    def take(self, visitor: Visitor, state: str) -> None:
        """One picture for each look; the window is as it was afterwards."""
        for look in (*LOOKS, LOOKS[0]):
            visitor.page.set_viewport_size({"width": look.width, "height": look.height})
            visitor.page.emulate_media(color_scheme=look.theme)
            visitor.page.wait_for_timeout(SETTLED_MS)
            path = self._out / f"{look.name}-{state}.png"
            visitor.page.screenshot(path=path)
            if path not in self._taken[look.name]:
                self._taken[look.name].append(path)
        print(state, flush=True)

    def take_held(self, visitor: Visitor, state: str) -> None:
        """The same of a state that passes, as soon as `hold_when` has stopped it."""
        visitor.page.wait_for_function("window.isHeld()", timeout=60_000)
        self.take(visitor, state)

    def make_sheets(self) -> None:
        """All pictures of a look on one."""
        for name, pictures in self._taken.items():
            make_sheet(pictures, self._out / f"sheet-{name}.png")


def hold_when(visitor: Visitor, when: str) -> None:
    """Let what was held go on, up to the next moment at which this holds."""
    visitor.page.evaluate(f"window.holdWhen = (state) => {when}; window.letGo()")


def arrive(visitor: Visitor) -> None:
    """Until the page is there and knows the conversation."""
    visitor.waits_until("state.connection === 'open' && state.view.models === 'ready'")
    visitor.page.evaluate(
        "async () => { window.store = (await import(location.origin + '/assistant/page/part.js')).app.store; }"
    )


def begin(visitor: Visitor, camera: Camera) -> None:
    """From the empty page to the first spoken question and its answer."""
    camera.take(visitor, "01-start")
    hold_when(visitor, "state.view.live.text.length > 5 && !state.view.live.final")
    visitor.press("start")
    visitor.waits_until("state.mic.path !== ''")
    visitor.page.locator(".shape[data-state=listening]").wait_for()
    camera.take(visitor, "02-listening")
    camera.take_held(visitor, "03-live-words")
    hold_when(visitor, "state.view.state === 'thinking'")
    camera.take_held(visitor, "04-thinking")
    hold_when(visitor, "state.view.state === 'speaking' && state.view.answer.length > 5")
    camera.take_held(visitor, "05-speaking")
    hold_when(visitor, "false")
    visitor.waits_until("state.turns.length === 1 && state.view.state === 'idle'")


def go_on(visitor: Visitor, camera: Camera) -> None:
    """An answer that is interrupted, a question that is corrected, and what can be done with them."""
    ask(visitor, CUT)
    visitor.waits_until("state.view.state === 'speaking'")
    visitor.page.wait_for_timeout(CUT_AFTER_MS)
    visitor.press("stop")
    visitor.waits_until("state.turns.length === 2 && state.view.state === 'idle'")
    ask(visitor, WRONG)
    visitor.waits_until("state.view.state === 'speaking'")
    visitor.press("stop")
    visitor.waits_until("state.turns.length === 3 && state.view.state === 'idle'")
    visitor.page.get_by_role("button", name=MISHEARD).last.click()
    visitor.page.keyboard.type(RIGHT)
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.turns.length === 4 && state.view.state === 'idle'")
    camera.take(visitor, "06-answered")
    visitor.press("details")
    camera.take(visitor, "07-waterfall")
    visitor.press("details")
    visitor.press("mute")
    camera.take(visitor, "08-muted")
    visitor.press("unmute")


def show(visitor: Visitor, camera: Camera) -> None:
    """A picture, and what is found in it."""
    for name in ("coffee.png", "chelsea.png"):
        drop(visitor, Path(photo(name).path))
        visitor.waits_until(f"state.view.pictures.some((picture) => picture.name === '{name}')")
    camera.take(visitor, "14-picture")
    ask(visitor, "How many cats are there, and where?")
    visitor.waits_until("state.view.finding !== null && state.view.state === 'idle'")
    hold_when(visitor, "state.view.finding?.intent === 'segment' && state.view.lit.length > 0")
    ask(visitor, "Cut out the cat.")
    camera.take_held(visitor, "15-spoken-of")
    hold_when(visitor, "false")
    visitor.waits_until("state.view.state === 'idle'")
    camera.take(visitor, "16-outlined")
    visitor.press("new-conversation")


def leave(visitor: Visitor, camera: Camera, app: App) -> None:
    """The other pages, another window, and a lost connection."""
    for page in ("Settings", "Models", "History"):
        visitor.page.get_by_test_id("stTopNavLink").filter(has_text=page).click()
        visitor.page.get_by_role("heading", name=page, level=1).wait_for()
        camera.take(visitor, f"12-{page.lower()}")
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text="Conversation").click()
    other = Visitor(visitor.context, visitor.context.new_page())
    other.page.goto(app.url)
    other.press("take-over")
    visitor.page.bring_to_front()
    visitor.waits_until("state.connection === 'elsewhere'")
    camera.take(visitor, "09-elsewhere")
    other.page.close()
    visitor.press("take-over")
    visitor.waits_until("state.connection === 'open'")
    visitor.page.route_web_socket("**/assistant/link", refuse)
    visitor.page.evaluate(LOSE)
    visitor.waits_until("state.connection === 'lost'")
    camera.take(visitor, "10-lost")


def refuse(route: WebSocketRoute) -> None:
    """As if the server had gone."""
    route.close()


@contextmanager
def somebody(playwright: Playwright, app: App, **options: object) -> Iterator[Visitor]:
    """At the page, in a wide window, with a browser of their own."""
    wide = {"width": LOOKS[0].width, "height": LOOKS[0].height}
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        visit(playwright, app, Path(folder), viewport=wide, color_scheme="light", **options) as visitor,  # type: ignore[arg-type]
    ):
        arrive(visitor)
        yield visitor


def take_all(out: Path, folder: Path) -> None:
    """Every state in every look."""
    camera = Camera(out)
    speech = (np.clip(Hibari()(SPOKEN, seed=1), -1, 1) * 32767).astype(np.int16)
    words = resample(speech, SAMPLE_RATE, HEARING_RATE)
    microphone = recording(folder / "microphone.wav", GREETED_S, words, LONGEST_S)
    with running_app(make_home(folder / "home")) as app, sync_playwright() as playwright:
        with somebody(playwright, app, microphone=microphone, scripts=(HOLD,)) as visitor:
            begin(visitor, camera)
            go_on(visitor, camera)
            show(visitor, camera)
            leave(visitor, camera, app)
        with somebody(playwright, app, flags=(SOUND_BY_ITSELF,), permissions=[]) as visitor:
            visitor.press("new-conversation")
            visitor.waits_until("state.turns.length === 0")
            visitor.press("start")
            visitor.waits_until("state.mic.phase === 'denied'")
            camera.take(visitor, "13-denied")
    camera.make_sheets()


def main() -> int:
    """Read the arguments and take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the pictures go")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        take_all(options.out, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
