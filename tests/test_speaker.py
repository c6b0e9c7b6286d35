"""The page's loudspeaker in a real browser, on a real link: what sounds, sample by sample, when sound is held."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from headless import FLAGS, SOUND_BY_ITSELF
from machine import find_chromium
from playwright.sync_api import Page, Playwright
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from assistant.loudness import FADE, SOFT, SOFTENING
from assistant.messages import AudioChunk, Pcm
from assistant.playback import RATE
from tests.browser import wait_until
from tests.test_link import Served, Table, counted, on_its_loop

PAGE = Path(__file__).parents[1] / "assistant" / "ui" / "page"
IN_TIME_S = 20.0
HOST = '<!doctype html><title>Oriel</title><script type="module" src="/assistant/page/part.js"></script>'
APP = "(await import('/assistant/page/part.js')).app"
# Keeps each block on its way to the loudspeaker, on the audio thread, where none is missed on a busy machine.
RECORD = """
(() => {
  window.recorded = [];
  const recorder = `registerProcessor("recorder", class extends AudioWorkletProcessor {
    process([[input]], [[output]]) {
      if (input) { output.set(input); this.port.postMessage(input.slice()); }
      return true;
    }
  })`;
  const load = AudioWorklet.prototype.addModule;
  AudioWorklet.prototype.addModule = async function (...given) {
    await load.apply(this, given);
    await load.call(this, URL.createObjectURL(new Blob([recorder], { type: "text/javascript" })));
  };
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (...to) {
    const isVoice = this.context.sampleRate === 24000 && !this.context.isRecorded; // signal sounds come later
    if (to[0] !== this.context.destination || !isVoice) return connect.apply(this, to);
    this.context.isRecorded = true;
    const node = new AudioWorkletNode(this.context, "recorder", { outputChannelCount: [1] });
    node.port.onmessage = ({ data }) => window.recorded.push(...data);
    connect.call(this, node);
    return connect.call(node, this.context.destination);
  };
})();
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    host = Route("/", lambda _: HTMLResponse(HOST))
    running = Served(Table(tmp_path / "home"), host, Mount("/assistant/page", StaticFiles(directory=PAGE)))
    yield running
    running.close()


@pytest.fixture
def page(playwright: Playwright, served: Served) -> Iterator[Page]:
    """A page whose loudspeaker is on, and whose microphone was refused."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, SOUND_BY_ITSELF])
    page = browser.new_page()
    page.add_init_script(RECORD)
    page.goto(f"http://127.0.0.1:{served.port}/")
    page.evaluate(f"async () => {{ {APP}.actions.resume(); }}")
    wait_until(lambda: page.evaluate(f"async () => {APP}.store.state.sound === 'on'"), IN_TIME_S)
    yield page
    browser.close()


def sound(page: Page) -> Pcm:
    """What has sounded, from the first sample that was no silence, as int16."""
    samples = np.array(page.evaluate("window.recorded"), np.float64)
    pcm = np.rint(samples * 32768).astype(np.int16)
    return pcm[np.flatnonzero(pcm)[0] :] if pcm.any() else pcm[:0]


def order(served: Served, do: Callable[[], Any]) -> None:
    on_its_loop(served.session, do)


def play(served: Served, seconds: float) -> Pcm:
    pcm = counted(1, 1 + round(seconds * RATE))
    order(served, lambda: served.session.playback.push(AudioChunk(pcm, RATE, "sound")))
    wait_until(lambda: served.session.playback.position > RATE // 4, IN_TIME_S)
    return pcm


def is_played(served: Served) -> bool:
    return served.session.playback.waiting_s == 0


def test_held_sound_falls_silent_and_goes_on_without_losing_or_repeating_a_sample(served: Served, page: Page) -> None:
    playback = served.session.playback
    pcm = play(served, 2.5)
    order(served, playback.hold)
    time.sleep(0.5)
    held_at = playback.position
    before = sound(page)
    time.sleep(0.5)
    assert not sound(page)[len(before) :].any()
    assert playback.position == held_at
    assert playback.waiting_s
    order(served, playback.restore)
    wait_until(lambda: is_played(served), IN_TIME_S)
    time.sleep(0.2)
    whole = sound(page)
    assert np.array_equal(whole[:held_at], pcm[:held_at])
    faded = whole[held_at : held_at + FADE].astype(float)
    assert faded == pytest.approx(pcm[held_at : held_at + FADE] * (1 - np.arange(FADE) / FADE), abs=1)
    silence, after = whole[held_at + FADE : len(before)], whole[len(before) :]
    assert not silence.any()
    after = after[np.flatnonzero(after)[0] :][: len(pcm) - held_at]
    assert np.array_equal(after[FADE:], pcm[held_at:][FADE:])
    assert 0 < after[0] < after[FADE - 1] <= pcm[held_at + FADE]


def test_softened_sound_is_a_quarter_as_loud_and_comes_back(served: Served, page: Page) -> None:
    playback = served.session.playback
    pcm = play(served, 2.5)
    order(served, playback.soften)
    time.sleep(0.4)
    place, sounded = playback.sounded(0)
    quiet = slice(place - RATE // 10, place)
    assert sounded[quiet] == pytest.approx(pcm[quiet] * SOFT, abs=1), "Oriel knows how loud it is"
    order(served, playback.restore)
    wait_until(lambda: is_played(served), IN_TIME_S)
    time.sleep(0.2)
    gains = sound(page)[: len(pcm)] / np.maximum(1, pcm)  # one sample is 0
    soft = np.flatnonzero(np.abs(gains - SOFT) < 0.001)
    assert len(soft) > RATE // 5
    assert gains[soft[0] - SOFTENING - 1] == 1.0
    assert gains[soft[-1] + SOFTENING + 1] == 1.0
    assert (np.diff(gains[soft[0] - SOFTENING : soft[0]]) <= 0.002).all()


def test_sound_that_is_held_and_cleared_is_never_heard(served: Served, page: Page) -> None:
    playback = served.session.playback
    play(served, 2.5)
    order(served, playback.hold)
    time.sleep(0.3)
    silent_from = len(sound(page))
    order(served, playback.clear)
    time.sleep(0.3)
    assert not sound(page)[silent_from:].any()
    order(served, lambda: playback.push(AudioChunk(np.full(RATE // 2, 1000, np.int16), RATE, "next")))
    wait_until(lambda: is_played(served), IN_TIME_S)
    time.sleep(0.2)
    after = sound(page)[silent_from:]
    assert np.count_nonzero(after) == np.count_nonzero(after == 1000) == RATE // 2
