"""Takes pictures of the page's live part in every state and look, for people to judge: PNGs and a sheet of each look.

.venv/bin/python scripts/page_gallery.py --out /tmp/gallery --look wide --scene denied
"""

import argparse
import functools
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import streamlit
from machine import find_chromium
from page_pictures import PICTURES, picture_bytes
from page_scenes import LOOKS, SCENES, Look, Scene
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PAGE = Path(__file__).resolve().parent.parent / "assistant" / "ui" / "page"
MEDIA = Path(streamlit.__file__).parent / "static" / "static" / "media"
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
SETTLED_MS = 250  # after the changes of 120 ms and the level's fall
COLUMNS, THUMB = 4, 480  # of a sheet; pixels wide

# Stands in for Streamlit: its font, a place to type below the part, and the part in a shadow root above.
HOST = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Oriel</title>
<style>
@font-face { font-family: "Source Sans"; src: url("/font.woff2"); font-weight: 200 900; }
body { margin: 0; background: light-dark(#fafaf7, #0f1417); color-scheme: light dark; }
#host { display: block; max-width: 43rem; margin-inline: auto; padding-inline: 1rem; --part-outside: 5rem; }
#typed { display: block; box-sizing: border-box; width: calc(100% - 2rem); max-width: 43rem; height: 3rem;
  margin: 0.75rem auto; padding: 0.75rem 1rem; border: 1px solid #8888; border-radius: 0.5rem; resize: none;
  font: 1rem "Source Sans"; background: transparent; }
@media (min-width: 1100px) {
  [data-oriel-stage] #host { --column: 110rem; --beside: 4.25rem; max-width: 110rem; }
  [data-oriel-stage] #typed { width: calc((100% - 4rem) * 0.4); margin-inline: 1rem; }
}
</style>
<div id="host"></div><textarea id="typed" placeholder="Type to Oriel"></textarea>
<script type="module">
import { INITIAL, createStore } from "/page/store.js";
import { mount } from "/page/view.js";
const shadow = document.getElementById("host").attachShadow({ mode: "open" });
const style = document.createElement("style");
for (const file of ["part.css", "stage.css"]) style.textContent += await (await fetch(`/page/${file}`)).text();
const root = document.createElement("div");
const theme = new URLSearchParams(location.search).get("theme");
if (theme) document.body.style.colorScheme = root.dataset.theme = theme;
shadow.append(style, root);
const calls = [];
const real = {}; // the actions that are to do something
const note = (name) => (...given) => void calls.push([name, ...given]);
const actions = new Proxy({}, { get: (_, name) => real[name] ?? note(name) });
const store = createStore(INITIAL);
const unmount = mount(root, store, actions);
function show(changes) {
  const mic = { ...INITIAL.mic, ...changes.mic };
  const view = { ...INITIAL.view, ...changes.view };
  const stage = { ...INITIAL.stage, ...changes.stage };
  const incoming = { ...INITIAL.incoming, ...changes.incoming };
  const camera = { ...INITIAL.camera, ...changes.camera };
  store.set({ ...INITIAL, ...changes, mic, view, stage, incoming, camera });
}
window.oriel = { store, root, calls, actions, real, unmount, show };
</script>
"""


class _Files(SimpleHTTPRequestHandler):
    """Serves the host page, Streamlit's font, drawn pictures, and below /page/ the part's own files."""

    def do_GET(self) -> None:
        if self.path.partition("?")[0] == "/":
            self._send(HOST.encode(), "text/html")
        elif self.path == "/font.woff2":
            self._send(next(MEDIA.glob("SourceSansVF-Upright*")).read_bytes(), "font/woff2")
        elif self.path.startswith("/assistant/picture/"):
            self._send_picture(int(self.path.split("/")[3]))
        else:
            self.path = self.path.removeprefix("/page")
            super().do_GET()

    def _send_picture(self, number: int) -> None:
        names = list(PICTURES)
        if number <= len(names):
            self._send(picture_bytes(names[number - 1]), "image/png")
        else:
            self.send_error(404)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """The address of the host page, as long as it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Files, directory=str(PAGE)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def browsing() -> Iterator[Browser]:
    """An installed Chromium, or the one that Playwright brought."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def open_page(browser: Browser, address: str, look: Look) -> Page:
    """The host page, seen in that look, with the part mounted."""
    page = browser.new_page(
        viewport={"width": look.width, "height": look.height},
        device_scale_factor=look.scale,
        color_scheme="dark" if look.theme == "dark" else "light",
        forced_colors="active" if look.forced_colours else "none",
        reduced_motion="reduce" if look.reduced_motion else "no-preference",
    )
    page.goto(f"{address}?theme={look.theme}")
    page.wait_for_function("window.oriel")
    page.evaluate("document.fonts.load('18px \"Source Sans\"')")
    return page


def show(page: Page, scene: Scene) -> None:
    """Bring the part into the scene's state, by the store and by real presses."""
    page.evaluate("changes => oriel.show(changes)", scene.state)
    page.evaluate("level => oriel.store.setLevel(level)", scene.level)
    for selector in scene.presses:
        if not page.locator(selector).is_visible():  # in a narrow window
            page.click("[data-command=picture-tools]")
        page.click(selector)
    if scene.scroll_up:
        page.evaluate("oriel.root.querySelector('.scroller').scrollTop -= 500")
    page.wait_for_function("[...oriel.root.querySelectorAll('img')].every((one) => one.complete)")
    page.wait_for_timeout(SETTLED_MS + scene.wait_ms)


def take(browser: Browser, address: str, look: Look, scenes: list[Scene], out: Path) -> list[Path]:
    """One picture of each scene; returns where they lie."""
    taken = []
    for scene in scenes:
        page = open_page(browser, address, look)
        show(page, scene)
        taken.append(out / f"{look.name}-{scene.name}.png")
        page.screenshot(path=taken[-1])
        page.close()
    return taken


def make_sheet(pictures: list[Path], to: Path) -> None:
    """All pictures of a look, small, on one."""
    images = [Image.open(path).convert("RGB") for path in pictures]
    height = round(images[0].height * THUMB / images[0].width)
    rows = -(-len(images) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (THUMB + 8), rows * (height + 8)), "gray")
    for i, image in enumerate(images):
        place = (i % COLUMNS * (THUMB + 8) + 4, i // COLUMNS * (height + 8) + 4)
        sheet.paste(image.resize((THUMB, height), Image.Resampling.LANCZOS), place)
    sheet.save(to)


def main() -> int:
    """Read the arguments and take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the pictures go")
    parser.add_argument("--look", default="", help="only looks with this in their name")
    parser.add_argument("--scene", default="", help="only scenes with this in their name")
    options = parser.parse_args()
    looks = [look for look in LOOKS if options.look in look.name]
    scenes = [scene for scene in SCENES if options.scene in scene.name]
    if not looks or not scenes:
        names = [named.name for named in (*LOOKS, *SCENES)]
        parser.error(f"nothing has that name; have: {', '.join(names)}")
    options.out.mkdir(parents=True, exist_ok=True)
    with serving() as address, browsing() as browser:
        for look in looks:
            pictures = take(browser, address, look, scenes, options.out)
            make_sheet(pictures, options.out / f"sheet-{look.name}.png")
            print(json.dumps({"look": look.name, "pictures": len(pictures)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
