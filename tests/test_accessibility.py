"""Whether everybody can use the page: axe-core, keyboard, focus, sizes, names, colours and motion in the real app."""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from headless import SOUND_BY_ITSELF
from machine import find_chromium
from page_gallery import ARGUMENTS, open_page, serving, show
from page_scenes import LOOKS, SCENES
from playwright.sync_api import Playwright

from assistant import config
from assistant.words.commands import command, spoken_for
from assistant.words.corrections import correction
from tests.browser import App, Visitor, visit

AXE = "axe-core-4.14.1"
AXE_SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="  # as npm has it
NO_NPM = f"{AXE} comes from npm, which is not installed here: on Debian run scripts/check.py, else install Node.js"
FETCH_S = 120

PAGES = ("Conversation", "History", "Models", "Privacy", "Settings")
TARGET_PX, RING_PX = 44, 3
FRANCE = "What is the capital of France?"

# (axe's rule, Streamlit's selector): what Streamlit draws wrongly and we cannot mend. Anything else fails.
STREAMLITS: set[tuple[str, str]] = set()

# What can only be done by hand: (data-command → why).
UNSPOKEN = {
    "start": "the microphone is off",
    "continue": "the microphone is off",
    "unmute": "the microphone is off",
    "correct": "said as a correction: “No, valve: V-A-L-V-E”",
    "options": "it holds what is pressed",
    "record": "others in the room could begin a recording; “stop recording” turns the microphone off",
    "answer-that": "said by name, to what stands there: “Oriel, answer that”",
    "choice": "said as the answer to the question",
}

DEEP = """
const everything = (root) => [...root.querySelectorAll("*")].flatMap(
  (one) => one.shadowRoot ? [one, ...everything(one.shadowRoot)] : [one]);
const name = (one) => (one.ariaLabel || one.innerText || one.placeholder || one.title || "").trim().split("\\n").at(-1);
"""


def axe_script() -> str:
    """axe-core's one file, from the cache or from npm; fails where npm is missing or sends something else."""
    archive = config.load(os.environ).folders.cache / "axe" / f"{AXE}.tgz"
    if not archive.is_file():
        npm = shutil.which("npm")
        assert npm, NO_NPM
        archive.parent.mkdir(parents=True, exist_ok=True)
        package = "@".join(AXE.rsplit("-", 1))
        subprocess.run([npm, "pack", package, "--silent"], cwd=archive.parent, check=True, timeout=FETCH_S)
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert digest == AXE_SHA512, f"{archive} is not what is pinned here; delete it"
    with tarfile.open(archive) as files:
        script = files.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.fixture(scope="module")
def axe() -> str:
    return axe_script()


AtPage = Callable[..., Visitor]


@pytest.fixture
def at_page(playwright: Playwright, app: App, tmp_path: Path) -> Iterator[AtPage]:
    """Opens the page in a conversation of this test's own."""
    opened = []

    def open_it(**options: Any) -> Visitor:
        opened.append(visit(playwright, app, tmp_path, **options))
        visitor = opened[-1].__enter__()
        visitor.waits_until("state.connection === 'open' && state.view.models === 'ready'")
        visitor.press("new-conversation")
        visitor.waits_until("state.turns.length === 0")
        return visitor

    yield open_it
    for one in opened:
        one.__exit__(None, None, None)


def go_to(visitor: Visitor, page: str) -> None:
    """By Streamlit's navigation, until the page has been drawn."""
    visitor.page.get_by_test_id("stTopNavLink").filter(has_text=page).click()
    visitor.page.get_by_role("heading", name=page, level=1).wait_for()
    visitor.page.wait_for_function("!document.querySelector('[data-stale=true]')")
    visitor.page.wait_for_timeout(700)  # Streamlit fades things in, and has no word for when it is done


def ask(visitor: Visitor, question: str) -> None:
    turns = visitor.state("state.turns.length")
    visitor.page.get_by_test_id("stChatInputTextArea").fill(question)
    visitor.page.keyboard.press("Enter")
    visitor.waits_until(f"state.turns.length === {turns + 1} && state.view.state !== 'speaking'")


def start(visitor: Visitor) -> None:
    """Until the microphone is heard and the greeting has been said."""
    visitor.press("start")
    visitor.waits_until("state.mic.path === 'webrtc' && state.view.state === 'idle'")


# axe-core.


def violations(visitor: Visitor, axe: str) -> list[tuple[str, str, str]]:
    """(rule, selector of the element, what is wrong) of the page as it is now."""
    visitor.page.evaluate(axe)
    found = visitor.page.evaluate(
        """axe.run(document, { iframes: false, rules: { "target-size": { enabled: true } } })
          .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => [id, target.flat().join(" >>> "), failureSummary])))"""
    )
    return [(rule, selector, wrong) for rule, selector, wrong in found]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(at_page: AtPage, axe: str, theme: str) -> None:
    found = {}
    visitor = at_page(color_scheme=theme)
    found["before Start"] = violations(visitor, axe)
    start(visitor)
    found["empty"] = violations(visitor, axe)
    ask(visitor, FRANCE)
    visitor.press("details")
    found["answered"] = violations(visitor, axe)
    visitor.press("device")
    found["microphones"] = violations(visitor, axe)
    for page in PAGES[1:]:
        go_to(visitor, page)
        found[page] = violations(visitor, axe)
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.page.get_by_test_id("stExpandSidebarButton").wait_for()
    found["narrow"] = violations(visitor, axe)
    assert_none_of_ours(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_the_microphone_is_refused(at_page: AtPage, axe: str, theme: str) -> None:
    visitor = at_page(color_scheme=theme, flags=(SOUND_BY_ITSELF,), permissions=[])
    visitor.press("start")
    visitor.waits_until("state.mic.phase === 'denied'")
    assert_none_of_ours({"denied": violations(visitor, axe)})


def test_axe_looks_inside_the_live_part(at_page: AtPage, axe: str) -> None:
    visitor = at_page()
    visitor.page.locator(".facts").evaluate("(one) => one.append(document.createElement('button'))")
    ((rule, selector, _),) = violations(visitor, axe)
    assert rule == "button-name"
    assert " >>> " in selector


def test_missing_npm_is_a_clear_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORIEL_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match="comes from npm"):
        axe_script()


def assert_none_of_ours(found: dict[str, list[tuple[str, str, str]]]) -> None:
    """Prints Streamlit's own and fails for all others."""
    ours = []
    for place, all_here in found.items():
        for rule, selector, wrong in all_here:
            if any(rule == known and part in selector for known, part in STREAMLITS):
                print(f"Streamlit's own: {place}: {rule}: {selector}")
            else:
                ours.append((place, rule, selector, wrong))
    assert ours == []


# The keyboard.

FOCUSED = f"""() => {{ {DEEP}
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  const ring = (node) => {{
    const {{ outlineStyle, outlineWidth }} = getComputedStyle(node);
    return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
  }};
  const visible = (node) => Math.min(node.offsetWidth ?? 99, node.offsetHeight ?? 99) > 3;
  const box = one.closest("label, [data-testid=stChatInput] > div");
  const around = [one, one.parentElement, one.parentElement?.parentElement, box];
  return {{
    name: one === document.body ? "" : one.localName === "main" ? "(page)" : name(one) || "(nameless)",
    ring: Math.max(...around.filter(Boolean).filter(visible).map(ring)),
  }};
}}"""


def tab_stops(visitor: Visitor, limit: int = 60) -> list[dict[str, Any]]:
    """Every stop of one round with Tab, from the top of the page to where it leaves it."""
    visitor.page.evaluate("document.activeElement?.blur(); getSelection().removeAllRanges()")
    visitor.page.evaluate(
        "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
    )
    stops: list[dict[str, Any]] = []
    for _ in range(limit):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(FOCUSED)
        if not stop["name"]:
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab never left the page: {[stop['name'] for stop in stops]}")


NAVIGATION = ["Skip to main content", *PAGES, "(page)"]
SOURCES = ["Add a picture", "Take a photo"]
BAR = ["Microphone: Fake Default Audio Input. Choose another", "Options"]
BAR += ["Hold to talk", "Mute", "Stop", "New conversation"]


def test_tab_goes_through_the_conversation_in_reading_order_and_out_again(at_page: AtPage) -> None:
    visitor = at_page()
    start(visitor)
    ask(visitor, FRANCE)
    stops = tab_stops(visitor)
    times = next(stop["name"] for stop in stops if re.match(r"\d+\.\d s", stop["name"]))
    assert [stop["name"] for stop in stops] == [
        *NAVIGATION,
        "Conversation",
        "What",
        times,
        *SOURCES,
        *BAR,
        "Type to Oriel",
    ]
    assert [stop["name"] for stop in stops if stop["ring"] < RING_PX] == []


@pytest.mark.parametrize("page", PAGES[1:])
def test_every_stop_of_a_page_has_a_name_and_a_ring(at_page: AtPage, page: str) -> None:
    visitor = at_page()
    ask(visitor, FRANCE)
    go_to(visitor, page)
    stops = tab_stops(visitor)
    assert len(stops) > len(NAVIGATION) + len(BAR)
    assert [stop["name"] for stop in stops if stop["ring"] < RING_PX] == []


def test_start_has_the_focus_and_enter_presses_it(at_page: AtPage) -> None:
    visitor = at_page()
    visitor.page.reload()
    visitor.waits_until("state.connection === 'open'")
    visitor.page.wait_for_function(f"({FOCUSED})().name === 'Start'")
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.mic.path !== ''")


# Sizes, names, languages, live regions.

CONTROLS = f"""() => {{ {DEEP}
  const controls = "button, a[href], input, select, textarea, summary, [role=button], [role=switch], [role=combobox]";
  const grown = "label, [role=group], [data-testid=stTextInputRootElement], [data-testid=stChatInput]";
  return everything(document)
    .filter((one) => one.matches(controls) && one.checkVisibility({{ visibilityProperty: true }}))
    .filter((one) => !one.matches(".word, [tabindex='-1'], [data-testid=stSkipToContent]"))  // words in a sentence
    .map((one) => {{
      const own = one.getBoundingClientRect(), around = (one.closest(grown) ?? one).getBoundingClientRect();
      const size = Math.max(Math.min(own.width, own.height), Math.min(around.width, around.height));
      return {{ name: name(one), size, testid: one.dataset.testid ?? "", right: own.right, left: own.left }};
    }});
}}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_every_control_is_named_and_44_pixels_large(at_page: AtPage, width: int, height: int) -> None:
    visitor = at_page()
    ask(visitor, FRANCE)
    for page in PAGES:
        go_to(visitor, page)
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.wait_for_timeout(300)
        controls = visitor.page.evaluate(CONTROLS)
        visitor.page.set_viewport_size({"width": 1280, "height": 800})
        visitor.page.wait_for_timeout(300)
        assert len(controls) >= 7
        assert [one for one in controls if not one["name"]] == [], page
        assert [one for one in controls if one["size"] < TARGET_PX] == [], page


def test_what_was_said_names_its_language(at_page: AtPage) -> None:
    visitor = at_page()
    ask(visitor, FRANCE)
    shown = visitor.page.locator(".heard, .said").evaluate_all("all => all.map((one) => one.getAttribute('lang'))")
    assert shown == [visitor.turns()[0]["language"]] * 2


def test_one_polite_live_region_and_no_other(at_page: AtPage) -> None:
    visitor = at_page()
    regions = f"""() => {{ {DEEP} return everything(document)
      .filter((one) => one.matches("[aria-live], [role=status], [role=alert], [role=log], output"))
      .map((one) => one.role) }}"""
    ask(visitor, FRANCE)
    for page in PAGES:
        go_to(visitor, page)
        assert visitor.page.evaluate(regions) == ["status"], page


# Colours, motion, zoom.


def test_the_shape_is_seen_in_forced_colours(at_page: AtPage) -> None:
    visitor = at_page(forced_colors="active")
    ring = (
        "getComputedStyle(document.querySelector('[data-testid=stBidiComponentIsolated] > *, .none') ?? document.body)"
    )
    assert ring
    for state, part in (("off", ".ring"), ("listening", ".ring")):
        if state == "listening":
            start(visitor)
            visitor.page.locator(".shape[data-state=listening]").wait_for()  # after the greeting
        assert visitor.page.locator(".shape").get_attribute("data-state") == state
        drawn = visitor.page.locator(f".shape {part}").evaluate(
            "one => [getComputedStyle(one).visibility, getComputedStyle(one).stroke]"
        )
        text = visitor.page.locator(".now").evaluate("one => getComputedStyle(one).color")
        assert drawn == ["visible", text], "the system's own colour of text"


def test_nothing_moves_with_reduced_motion(at_page: AtPage) -> None:
    visitor = at_page(reduced_motion="reduce")
    start(visitor)
    visitor.page.get_by_test_id("stChatInputTextArea").fill("Count slowly from one to twenty.")
    visitor.page.keyboard.press("Enter")
    visitor.waits_until("state.view.state === 'thinking'")
    running = f"""() => {{ {DEEP} return everything(document)
      .flatMap((one) => one.shadowRoot ? one.shadowRoot.getAnimations() : []).concat(document.getAnimations())
      .filter((one) => one.playState === "running").map((one) => one.animationName ?? one.transitionProperty) }}"""
    assert visitor.page.evaluate(running) == []
    visitor.press("stop")


def test_nothing_is_cut_off_at_twice_the_size(at_page: AtPage) -> None:
    visitor = at_page()
    ask(visitor, FRANCE)
    over = f"""() => {{ {DEEP} return everything(document)
      .filter((one) => one.checkVisibility({{ visibilityProperty: true }}))
      .filter((one) => !one.closest(".unseen, [style*=clip]"))  // for screen readers only
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && one.getBoundingClientRect().width > 1)
      .map((one) => `${{one.localName}}.${{one.className}} ${{one.dataset?.testid ?? ""}}`) }}"""
    for page in PAGES:
        go_to(visitor, page)
        visitor.page.set_viewport_size({"width": 640, "height": 400})
        visitor.page.wait_for_timeout(400)
        widths = visitor.page.evaluate(
            """[document.documentElement, document.querySelector(".stMain")]
              .map((one) => one.scrollWidth - one.clientWidth)"""
        )
        assert widths == [0, 0], page
        assert visitor.page.evaluate(over) == [], page
        visitor.page.set_viewport_size({"width": 1280, "height": 800})


def test_every_page_begins_at_its_top(at_page: AtPage) -> None:
    visitor = at_page()
    for page in PAGES:
        go_to(visitor, page)
        assert visitor.page.evaluate("document.querySelector('.stMain').scrollTop") == 0, page


# Everything that can be pressed can be said.


def test_every_button_has_a_spoken_name_that_is_understood(playwright: Playwright) -> None:
    shown: set[str] = set()
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
    with serving() as address, browser:
        page = open_page(browser, address, LOOKS[0])
        for scene in SCENES:
            show(page, scene)
            shown |= set(page.locator("[data-command]").evaluate_all("all => all.map((one) => one.dataset.command)"))
            page.keyboard.press("Escape")
    assert len(shown) >= 14
    assert {one for one in shown if spoken_for(one) is None} == set(UNSPOKEN)
    for one in shown - set(UNSPOKEN) - {"more"}:
        phrase = spoken_for(one)
        assert phrase is not None
        heard = command(phrase)
        assert heard is not None, one
        assert heard.name == one


def test_a_misheard_word_is_corrected_by_voice() -> None:
    meant = correction("No, valve: V-A-L-V-E.", "Replace the wolf in the pump")
    assert meant is not None
    assert meant.corrected == "Replace the valve in the pump"
