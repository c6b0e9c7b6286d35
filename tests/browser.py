"""The real page in a real Chromium: an app of its own, a WAV file as the microphone, and a tap on the loudspeaker."""

import base64
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from headless import ALLOW, FLAGS, SOUND_BY_ITSELF
from machine import find_chromium
from playwright.sync_api import BrowserContext, Page, Playwright, Request, WebSocket

from assistant.audio import resample
from assistant.audio_files import write_wav
from assistant.messages import HEARING_RATE, Pcm
from assistant.playback import RATE

STARTS_WITHIN_S = 60.0
ANSWERS_WITHIN_MS = 180_000  # llama.cpp takes ten times as long where other work runs beside it
HISS = 20  # of 32,768, root mean square: -64 dB
# Records what the loudspeaker's worklet plays, at its own rate and place, from the first context on.
TAP = """
(() => {
  window.tapped = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (...to) {
    if (to[0] === this.context.destination && this.context.sampleRate === 24000 && !this.context.tap) {
      const tap = (this.context.tap = this.context.createScriptProcessor(4096, 1, 1));
      tap.onaudioprocess = (event) => window.tapped.push(event.inputBuffer.getChannelData(0).slice());
      connect.call(this, tap);
      connect.call(tap, this.context.destination);
    }
    return connect.apply(this, to);
  };
})();
"""
TAPPED = """
() => {
  const bytes = new Uint8Array(Float32Array.from(window.tapped.flatMap((part) => [...part])).buffer);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}
"""


@dataclass
class App:
    """A running app: its process, its address, its home."""

    process: "subprocess.Popen[bytes]"
    port: int
    home: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def running_app(home: Path, port: int = 0) -> Iterator[App]:
    """`oriel app` in this home, until the end of the block; port 0: any that is free."""
    port = port or _free_port()
    command = [sys.executable, "-m", "assistant", "app", "--no-open", "--port", str(port)]
    with (home / "app.log").open("wb") as log:
        process = subprocess.Popen(command, env=os.environ | {"ORIEL_HOME": str(home)}, stdout=log, stderr=log)
    try:
        wait_until(lambda: _answers(port), STARTS_WITHIN_S)
        yield App(process, port, home)
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/assistant/hello")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def wait_until(is_so: Callable[[], Any], seconds: float) -> None:
    """Return once `is_so()` holds; fails after so many seconds."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.05)


@dataclass
class Visitor:
    """Somebody at the page. hosts: every host that the browser asked for anything."""

    context: BrowserContext
    page: Page
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._devtools = self.context.new_cdp_session(self.page)

    def press(self, command: str) -> None:
        """Press the button of the live part with this command."""
        self.page.locator(f'[data-command="{command}"]:visible').click()

    def waits_for(self, text: str, timeout_ms: float = ANSWERS_WITHIN_MS) -> None:
        """Return once this text can be seen."""
        self.page.get_by_text(text).first.wait_for(timeout=timeout_ms)

    def state(self, expression: str) -> Any:
        """Something of the live part's state, as JavaScript: `state.turns.length`.

        Playwright's own `evaluate` counts as a press of the user, after which a browser lets sound out; this does not.
        """
        script = f"(async () => {{ const {{ state }} = ({STORE}); return {expression}; }})()"
        order = {"expression": script, "awaitPromise": True, "returnByValue": True, "userGesture": False}
        answer = self._devtools.send("Runtime.evaluate", order)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def waits_until(self, expression: str, timeout_ms: float = ANSWERS_WITHIN_MS) -> None:
        """Return once this holds of the state."""
        try:
            wait_until(lambda: self.state(expression), timeout_ms / 1000)
        except AssertionError:
            raise AssertionError(f"never came about: {expression}; the state is {self.state('state')}") from None

    def turns(self) -> list[dict[str, Any]]:
        """The turns that the page shows."""
        turns: list[dict[str, Any]] = self.state("state.turns")
        return turns

    def sound(self) -> Pcm:
        """What the loudspeaker has played since the page was loaded, int16 mono at 16 kHz."""
        samples = np.frombuffer(base64.b64decode(self.page.evaluate(TAPPED)), np.float32)
        return resample((samples * 32767).astype(np.int16), RATE, HEARING_RATE)


STORE = '(await import(location.origin + "/assistant/page/part.js")).app.store'


@contextmanager
def visit(
    playwright: Playwright,
    app: App,
    folder: Path,
    microphone: Path | None = None,
    flags: tuple[str, ...] = (ALLOW, SOUND_BY_ITSELF),
    scripts: tuple[str, ...] = (),
    **options: Any,
) -> Iterator[Visitor]:
    """The app's page in a fresh browser; microphone: a WAV file that is played once from the moment it is opened."""
    fake = [f"--use-file-for-fake-audio-capture={microphone}%noloop"] if microphone else []
    context = playwright.chromium.launch_persistent_context(
        folder / "profile",
        executable_path=find_chromium(),
        headless=True,
        args=[*FLAGS, *flags, *fake],
        **{"viewport": {"width": 1280, "height": 800}, **options},
    )
    try:
        for script in (TAP, *scripts):
            context.add_init_script(script)
        visitor = Visitor(context, context.pages[0])
        note = visitor.hosts.add

        def note_request(request: Request) -> None:
            if request.url.startswith(("http", "ws")):
                note(request.url.split("/")[2])

        def note_socket(opened: WebSocket) -> None:
            note(opened.url.split("/")[2])

        context.on("request", note_request)
        visitor.page.on("websocket", note_socket)
        visitor.page.goto(app.url)
        yield visitor
    finally:
        context.close()


def listens(visitor: Visitor, path: str = "webrtc") -> None:
    """Press Start, and wait until the microphone is heard by this path and the greeting has been said."""
    visitor.waits_until("state.view.models === 'ready'")
    visitor.press("start")
    visitor.waits_until(f"state.mic.path === '{path}'")
    visitor.waits_until("window.tapped.some((part) => part.some(Boolean)) && state.view.state === 'idle'")
    visitor.page.evaluate("window.tapped.length = 0")


def anew(visitor: Visitor) -> None:
    """The app is shared: begin a conversation of this test's own."""
    visitor.waits_until("state.connection === 'open'")
    visitor.press("new-conversation")
    visitor.waits_until("state.turns.length === 0")


DROP = """
([name, bytes]) => {
  const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
  const held = new DataTransfer();
  held.items.add(new File([data], name, { type: "image/png" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
  }
}
"""


def drop(visitor: Visitor, path: Path) -> None:
    """Drop a file on the window."""
    visitor.page.evaluate(DROP, [path.name, base64.b64encode(path.read_bytes()).decode()])


def ask(visitor: Visitor, question: str) -> None:
    """Type a question."""
    visitor.page.get_by_test_id("stChatInputTextArea").fill(question)
    visitor.page.keyboard.press("Enter")


def recording(path: Path, *parts: "float | Pcm") -> Path:
    """A WAV file of pauses (in seconds) and speech (at 16 kHz), as a microphone: with the hiss that a real one has."""
    pauses = (
        part if isinstance(part, np.ndarray) else np.zeros(round(part * HEARING_RATE), np.int16) for part in parts
    )
    speech = resample(np.concatenate(list(pauses)), HEARING_RATE, 48_000)
    hiss = np.random.default_rng(0).normal(0, HISS, len(speech))
    write_wav(path, np.clip(speech + hiss, -32768, 32767).astype(np.int16), 48_000)
    return path
