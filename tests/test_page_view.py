"""The page's live part in a real browser, with a store that the tests fill and actions that only write down."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from page_gallery import browsing, open_page, serving
from page_scenes import LONG, LOOKS, MIC, MISHEARD, MUTED, SCENES, TALK, VIEW, State, on, turn
from PIL import ImageColor
from playwright.sync_api import Page

PAGE = Path(__file__).parents[1] / "assistant" / "ui" / "page"
WIDE = LOOKS[0]
BROWSERS = {
    "chromium": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    "firefox": "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "safari": "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
}


@pytest.fixture(scope="module")
def opened() -> Iterator[Page]:
    with serving() as address, browsing() as browser:
        page = open_page(browser, address, WIDE)
        page.set_default_timeout(5000)
        yield page


@pytest.fixture
def page(opened: Page) -> Page:
    """The page as it is after loading."""
    opened.set_viewport_size({"width": WIDE.width, "height": WIDE.height})
    opened.reload()
    opened.wait_for_function("window.oriel")
    return opened


def show(page: Page, state: State) -> None:
    page.evaluate("state => oriel.show(state)", state)
    page.evaluate("new Promise(requestAnimationFrame)")


def calls(page: Page) -> list[list[Any]]:
    """What was asked for since the last look."""
    done: list[list[Any]] = page.evaluate("oriel.calls.splice(0)")
    return done


def import_from(page: Page, module: str, expression: str, argument: object = None) -> Any:
    """The value of a JavaScript expression over `m`, one of the part's modules, and `a`."""
    return page.evaluate(f"async a => {{ const m = await import('/page/{module}'); return {expression} }}", argument)


def attach_keys(page: Page) -> None:
    page.evaluate("import('/page/keys.js').then(keys => { oriel.detach = keys.attach(oriel.store, oriel.actions) })")


def let_go_of_focus(page: Page) -> None:
    page.evaluate("document.activeElement?.blur(); oriel.root.getRootNode().activeElement?.blur()")


# What it shows.


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("off", {}),
        ("off", {"connection": "elsewhere", "sound": "blocked"}),
        ("off", {"mic": MIC | {"phase": "asking"}}),
        ("listening", {"mic": MIC}),
        ("listening", {"mic": MUTED | {"held": True}}),
        ("muted", {"mic": MUTED}),
        ("asking", {"mic": MUTED, "view": {"asking": {"question": "Which?", "choices": ["left"]}}}),
        ("thinking", {"view": {"state": "thinking", "asking": {"question": "Which?", "choices": ["left"]}}}),
        ("speaking", {"mic": MUTED, "view": {"state": "speaking"}}),
        ("listening", {"mic": MIC, "view": {"notice": {"text": "Stored.", "action": None}}}),
        (
            "attention",
            {"mic": MIC, "view": {"notice": {"text": "?", "action": {"label": "", "name": "", "value": ""}}}},
        ),
        ("attention", {"mic": MIC, "sound": "blocked", "view": {"state": "speaking"}}),
        ("attention", {"connection": "lost", "view": {"state": "thinking"}}),
        *[
            ("attention", {"mic": {"phase": phase}, "view": {"state": "speaking"}})
            for phase in ("denied", "lost", "none")
        ],
    ],
)
def test_presence_is_the_most_urgent_of_what_holds(page: Page, name: str, state: State) -> None:
    show(page, {"connection": "open"} | state)
    assert import_from(page, "presence.js", "m.presence(oriel.store.state).name") == name
    assert page.get_attribute(".shape", "data-state") == name
    assert page.locator(".shape svg > *:visible").count() == {"asking": 2, "muted": 2}.get(name, 1)


def test_each_state_differs_from_every_other_by_its_word(page: Page) -> None:
    words = import_from(page, "presence.js", "Object.values(m.STATES).map(state => state.word)")
    assert len(set(words)) == len(words) == 7


def test_start_has_the_focus_and_leaves_it_to_the_part(page: Page) -> None:
    show(page, {"connection": "open", "view": VIEW | {"models": "loading"}})
    assert page.get_by_text("Your voice stays on this machine.").count() == 1
    assert page.get_by_text("You can start already").is_visible()
    page.keyboard.press("Enter")
    assert calls(page) == [["start"]]
    show(page, on())
    assert page.evaluate("oriel.root.getRootNode().activeElement.className") == "now"


def test_start_takes_no_focus_from_who_is_typing(page: Page) -> None:
    show(page, on())
    page.focus("#typed")
    show(page, {"connection": "open"})
    assert page.get_by_role("button", name="Start").is_visible()
    assert page.evaluate("document.activeElement.id") == "typed"


def test_every_browser_has_its_own_steps_to_allow_the_microphone(page: Page) -> None:
    found = {name: import_from(page, "needs.js", "m.browserOf(a)", agent) for name, agent in BROWSERS.items()}
    assert found == {name: name for name in BROWSERS}
    show(page, {"connection": "open", "mic": {"phase": "denied"}})
    assert page.locator(".steps li").count() == 2


def test_a_step_is_named_after_a_second_of_thinking_and_not_before(page: Page) -> None:
    show(page, on(state="thinking", step="Looking for dogs"))
    page.wait_for_timeout(600)
    assert page.get_by_text("Looking for dogs").count() == 0
    page.get_by_text("Looking for dogs").wait_for(timeout=2000)
    show(page, on(state="speaking", step="Looking for dogs"))
    assert page.get_by_text("Looking for dogs").count() == 0


def test_nothing_that_was_said_becomes_markup(page: Page) -> None:
    evil = "<img src=x onerror='window.hacked=1'> `<b>` **<i>**\n\n```\n<script>window.hacked=1</script>\n```"
    notice = {"text": evil, "action": {"label": evil, "name": "x", "value": evil}}
    devices = [{"id": "x", "label": evil}]
    state = on(live={"text": evil, "final": False}, answer=evil, notice=notice, place=evil, model=evil)
    show(page, state | {"turns": [turn(evil, evil)], "mic": MIC | {"devices": devices, "device": evil}})
    page.click(".device")
    page.wait_for_timeout(100)
    assert page.locator(":is(img, b, i, script:not([type]))").count() == 0
    assert page.evaluate("window.hacked") is None
    assert page.locator("pre code").all_text_contents() == ["<script>window.hacked=1</script>"] * 2


@pytest.mark.parametrize(("theme", "ground", "text"), [("dark", "#0F1417", "#E8EDF0"), ("light", "#FAFAF7", "#1B2126")])
@pytest.mark.parametrize("system", ["dark", "light"])
def test_the_theme_of_the_page_decides_whatever_the_system_prefers(
    page: Page, theme: str, ground: str, text: str, system: Literal["dark", "light"]
) -> None:
    page.emulate_media(color_scheme=system)
    page.evaluate("theme => { oriel.root.dataset.theme = theme }", theme)
    style = "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(oriel.root))"
    assert page.evaluate(style) == [f"rgb{ImageColor.getrgb(colour)}" for colour in (ground, text)]


def test_only_thinking_moves_and_with_reduced_motion_nothing(page: Page) -> None:
    moving = "oriel.root.getAnimations({ subtree: true }).length"
    show(page, on(state="thinking"))
    page.wait_for_timeout(200)  # changes take 120 ms
    assert page.evaluate(moving) == 1
    show(page, on())
    page.wait_for_timeout(200)
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="reduce")
    show(page, on(state="thinking"))
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")


def test_a_choice_is_answered_by_its_number(page: Page) -> None:
    show(page, on(asking={"question": "Which?", "choices": ["left", "right"]}))
    page.get_by_role("button", name="2 right").click()
    assert calls(page) == [["answerChoice", 1]]


@pytest.mark.parametrize(
    ("state", "label", "call"),
    [
        ({"connection": "elsewhere"}, "Take it over", ["takeOver"]),
        ({"mic": MIC | {"phase": "lost"}}, "Use Webcam", ["device", "cam"]),
        ({"mic": {"phase": "none"}}, "Try again", ["start"]),
        ({"mic": {"phase": "off"}, "sound": "blocked", "resumable": True}, "Continue", ["resume"]),
        ({"mic": {"phase": "off"}}, "Start", ["start"]),
        (on(notice={"text": "Stored.", "action": None}), "Dismiss", ["dismiss"]),
    ],
)
def test_what_is_needed_has_one_button(page: Page, state: State, label: str, call: list[str]) -> None:
    show(page, on() | state)
    assert page.locator(".answers button").all_text_contents() == [label]
    page.locator(".answers button").click()
    assert calls(page) == [call]


DINNER = "are you coming home for dinner"
CONTRAST = """one => {
  const luminance = (colour) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(part => part / 255)
      .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = luminance(getComputedStyle(oriel.root).backgroundColor);
  const ink = luminance(getComputedStyle(one).color);
  return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
}"""


def test_words_that_were_left_alone_are_grey_announced_once_and_answered_at_a_press(page: Page) -> None:
    show(page, on(overheard=DINNER))
    words = page.locator("[role=status] q")
    assert words.text_content() == DINNER
    assert page.get_by_text("Not answered. Say “Oriel, answer that”.").is_visible()
    assert page.locator(".conversation").get_by_text(DINNER).count() == 0, "apart from what was said to Oriel"
    grey, black = (one.evaluate("one => getComputedStyle(one).color") for one in (words, page.locator(".heard").first))
    assert grey != black
    page.get_by_role("button", name="Answer that").click()
    assert calls(page) == [["answerThat"]]
    show(page, on(overheard="what would that cost", unsure=True))
    assert page.get_by_text("Was that for Oriel?").is_visible()
    page.evaluate("oriel.written = new MutationObserver(() => {})")
    page.evaluate(
        "oriel.written.observe(oriel.root.querySelector('[role=status]'), "
        "{ childList: true, subtree: true, characterData: true })"
    )
    show(page, on(overheard="what would that cost", unsure=True, plan="", step="Looking"))
    assert page.evaluate("oriel.written.takeRecords().length") == 0, "nothing is announced again"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_that_were_left_alone_can_be_read(page: Page, theme: str) -> None:
    page.evaluate("theme => { oriel.root.dataset.theme = theme; }", theme)
    show(page, on(overheard=DINNER))
    for part in ("q", "span"):
        assert page.locator(f".overheard {part}").evaluate(CONTRAST) >= 4.5


def test_words_that_were_left_alone_fade_and_leave_the_focus_in_the_part(page: Page) -> None:
    show(page, on(overheard=DINNER))
    page.get_by_role("button", name="Answer that").focus()
    show(page, on())
    assert page.get_by_role("button", name="Answer that").count() == 0
    assert page.evaluate("oriel.root.getRootNode().activeElement.className") == "now"
    assert page.locator(".overheard.gone").is_visible()
    page.locator(".overheard").wait_for(state="hidden", timeout=1000)
    show(page, on(overheard=DINNER))
    assert page.locator(".overheard").evaluate("one => getComputedStyle(one).opacity") == "1"
    assert page.locator(".overheard").is_visible()


def test_the_unheard_rest_is_marked_even_where_numbers_were_spoken_as_words(page: Page) -> None:
    cut = turn(
        "And?", "It is 20 °C in here. It was 18 at noon.", spoken="It is twenty degrees in here.", interrupted=True
    )
    show(page, on() | {"turns": [cut]})
    assert page.locator(".unheard").all_text_contents() == ["Not heard: It was 18 at noon."]
    assert page.get_by_text("the struck words were not heard").is_visible()


def test_a_long_answer_that_was_cut_on_purpose_offers_the_rest(page: Page) -> None:
    show(page, on() | {"turns": [turn("Explain.", "One thing. " * 10, spoken="One thing. " * 2 + "More?")]})
    assert page.locator(".unheard").count() == 0
    page.get_by_role("button", name="More").click()
    assert calls(page) == [["more"]]


def test_only_the_last_turn_shows_its_times_and_unfolds_them(page: Page) -> None:
    show(page, on())
    lines = page.locator("[data-command=details]")
    assert lines.all_text_contents() == ["0.9 s · transcript 0.3"]
    lines.click()
    assert lines.get_attribute("aria-expanded") == "true"
    values = page.locator(".bars:visible .value").all_text_contents()
    assert values == ["0.29 s", "0.45 s", "0.69 s", "0.93 s", "2.50 s"]


def test_sentence_on_why_it_was_slow_unfolds_with_the_bars(page: Page) -> None:
    sentence = "Nichts war langsam: Das erste Wort kam nach 0,9 Sekunden."
    show(page, on() | {"turns": [turn("Hallo?", "Ja.", language="de", why_slow=sentence)]})
    assert not page.get_by_text(sentence).is_visible()
    page.locator("[data-command=details]").click()
    assert page.get_by_text(sentence).is_visible()
    assert page.locator(".why-slow").get_attribute("lang") == "de"


def test_keys_are_named_where_they_work(page: Page) -> None:
    show(page, on() | {"turns": []})
    assert page.get_by_text("Hold Space to talk · m mutes · Escape stops the answer").is_visible()
    assert page.get_by_role("button", name="Mute").get_attribute("aria-keyshortcuts") == "m"
    show(page, on(settings={"keys": {"enabled": False}, "sounds": {}}) | {"turns": []})
    assert page.get_by_text("Hold Space").count() == 0
    assert page.get_by_role("button", name="Mute").get_attribute("aria-keyshortcuts") == ""


def test_mounting_again_keeps_the_view_as_it_is(page: Page) -> None:
    show(page, on())
    page.click("li:nth-child(2) .word:nth-of-type(4)")
    page.evaluate("import('/page/view.js').then(view => view.mount(oriel.root, oriel.store, oriel.actions))")
    assert page.locator(".layout").count() == 1
    assert page.locator("input.word").count() == 1


# Recording.


def test_recording_is_begun_and_ended_in_the_menu_beside_the_microphone(page: Page) -> None:
    show(page, on())
    opener = page.get_by_role("button", name="Options")
    opener.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert calls(page) == [["record"]]
    assert opener.get_attribute("aria-expanded") == "false"
    assert opener.evaluate("one => one.getRootNode().activeElement === one"), "it has the focus again"
    show(page, on(recording="recording"))
    opener.click()
    page.get_by_role("button", name="Stop recording and save").click()
    assert calls(page) == [["record"]]


@pytest.mark.parametrize(("recording", "words"), [("recording", "Recording"), ("full", "Recorded, not saved yet")])
def test_recording_is_seen_and_told_to_a_screen_reader(page: Page, recording: str, words: str) -> None:
    show(page, on())
    mark = page.locator("[role=status] .recording")
    assert mark.is_hidden()
    show(page, on(recording=recording))
    assert mark.is_visible()
    assert mark.inner_text() == words
    red, green, blue = page.evaluate(
        "mark => getComputedStyle(mark).color.match(/\\d+/g).map(Number)", mark.element_handle()
    )
    assert red > 2 * max(green, blue), "red"


# Words do not jump, and are corrected.


def test_words_stay_where_they_are_when_they_become_final(page: Page) -> None:
    heard = "what about the noise that it makes at night when all the windows are open and nobody sleeps"
    words = "[...oriel.root.querySelectorAll('li:last-child .word')]"
    boxes = f"{words}.map(word => JSON.stringify(word.getBoundingClientRect()))"
    said = "About as loud as a fridge.\n\nLess at night."
    seen = []
    for state in (
        on(state="listening", live={"text": heard, "final": False}),
        on(state="thinking", live={"text": heard, "final": True}),
        on(state="speaking", live={"text": heard, "final": True}, answer=said),
        on() | {"turns": [*TALK, turn(heard, said)]},
        on() | {"turns": [*TALK, turn(heard, said, spoken="About as loud", interrupted=True)]},
    ):
        show(page, state)
        seen.append(page.evaluate(boxes))
    assert len(seen[0]) == 18
    assert all(one == seen[0] for one in seen)


def test_a_live_word_redraws_no_other_turn(page: Page) -> None:
    show(page, on() | {"turns": LONG})
    page.evaluate(
        """() => {
          window.changed = new Set();
          const watch = new MutationObserver(all => all.forEach(one => changed.add(one.target.nodeName)));
          const list = oriel.root.querySelector(".turns");
          for (const turn of list.children)
            watch.observe(turn, { subtree: true, childList: true, attributes: true, characterData: true });
          oriel.say = text => oriel.store.set({ view: { ...oriel.store.state.view, live: { text, final: false } } });
        }"""
    )
    for text in ("what", "what about", "what about the", "what about the noise"):
        page.evaluate("text => oriel.say(text)", text)
    assert page.locator(".changing .word").all_text_contents() == ["what", "about", "the", "noise"]
    assert page.evaluate("[...changed]") == []


def test_enter_on_a_clicked_word_sends_its_correction_once(page: Page) -> None:
    show(page, on())
    page.click("li:nth-child(2) .word:nth-of-type(4)")
    assert page.evaluate("String(getSelection())") == "worth"
    page.keyboard.type("good")
    page.keyboard.press("Enter")
    assert calls(page) == [["correct", 1, 3, "good"]]
    assert page.locator("input.word").count() == 0


@pytest.mark.parametrize("leave", ["Escape", "Tab", "same"])
def test_a_correction_that_is_given_up_sends_nothing(page: Page, leave: str) -> None:
    show(page, on())
    attach_keys(page)
    page.click("li:nth-child(1) .word:nth-of-type(2)")
    if leave == "same":
        page.keyboard.press("Enter")
    else:
        page.keyboard.type("other m")
        page.keyboard.press(leave)
    assert calls(page) == []
    assert page.locator("input.word").count() == 0
    assert page.locator("li:nth-child(1) .word:nth-of-type(2)").inner_text() == "does"


def test_a_long_conversation_is_one_tab_stop_and_arrows_move(page: Page) -> None:
    show(page, on() | {"turns": LONG})
    stops = page.locator(".word[tabindex='0']")
    assert stops.all_text_contents() == ["And"]
    stops.focus()
    for key in ("ArrowRight", "End", "ArrowUp", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type("is")
    page.keyboard.press("Enter")
    assert calls(page) == [["correct", len(LONG) - 2, 2, "is"]]
    assert stops.all_text_contents() == ["was"]


def test_what_was_corrected_cannot_be_corrected_again(page: Page) -> None:
    show(page, on() | {"turns": MISHEARD})
    assert page.locator("li:nth-child(1) [role=button].word").count() == 0
    assert page.locator("li:nth-child(1) .note").inner_text() == "corrected"
    assert page.locator("li:nth-child(2) [role=button].word").count() == 6


# Scrolling.


def test_scrolling_stops_when_the_reader_scrolls_and_goes_on_when_asked(page: Page) -> None:
    gap = "(s => Math.round(s.scrollHeight - s.scrollTop - s.clientHeight))(oriel.root.querySelector('.scroller'))"
    show(page, on() | {"turns": LONG})
    assert page.evaluate(gap) <= 1
    assert page.get_by_role("button", name="Latest").count() == 0
    page.hover(".scroller")
    page.mouse.wheel(0, -400)
    page.get_by_role("button", name="Latest").wait_for()
    before = page.evaluate("oriel.root.querySelector('.scroller').scrollTop")
    show(page, on() | {"turns": [*LONG, turn("One more?", "Yes. " * 50)]})
    assert page.evaluate("oriel.root.querySelector('.scroller').scrollTop") == before
    page.get_by_role("button", name="Latest").click()
    assert page.evaluate(gap) <= 1
    show(page, on() | {"turns": [*LONG, turn("One more?", "Yes. " * 200)]})
    assert page.evaluate(gap) <= 1


# Buttons and keys.


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (640, 400), (360, 740)])
def test_every_button_is_44_pixels_and_has_a_command(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    listed = set(re.findall(r"[a-z-]+", (PAGE / "view.js").read_text().split("*/")[0]))
    for scene in SCENES:
        show(page, scene.state)
        buttons = page.evaluate(
            """[...oriel.root.querySelectorAll("button")].filter(one => one.checkVisibility()).map(one => {
              const { width, height, left, right } = one.getBoundingClientRect();
              return { width, height, left, right, command: one.dataset.command, name: one.ariaLabel || one.innerText };
            })"""
        )
        assert len(buttons) >= 5, scene.name
        for one in buttons:
            assert min(one["width"], one["height"]) >= 44, (scene.name, one)
            assert one["left"] >= 0, (scene.name, one)
            assert one["right"] <= width, (scene.name, one)
            assert one["command"] in listed, (scene.name, one)
            assert one["name"].strip(), (scene.name, one)


def test_the_buttons_of_the_bar_do_what_they_say(page: Page) -> None:
    show(page, on())
    page.get_by_role("button", name="Mute").click()
    show(page, on() | {"mic": MUTED})
    page.get_by_role("button", name="Unmute").click()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="New conversation").click()
    assert calls(page) == [["mute", True], ["mute", False], ["stop"], ["newConversation"]]
    show(page, on() | {"mic": {"phase": "off"}})
    page.get_by_role("button", name="Mute").click(force=True)
    assert calls(page) == []


def test_talk_is_held_by_pointer_and_key_and_toggled_by_a_mere_click(page: Page) -> None:
    show(page, on() | {"mic": MUTED})
    talk = page.get_by_role("button", name="Hold to talk")
    talk.hover()
    page.mouse.down()
    page.mouse.up()
    assert calls(page) == [["talk", True], ["talk", False]]
    talk.press("Enter")
    assert calls(page) == [["talk", True], ["talk", False]]
    talk.evaluate("one => one.click()")
    assert calls(page) == [["talk", True]]
    talk.evaluate("one => one.click()")
    assert calls(page) == [["talk", False]]


def test_another_microphone_is_chosen_from_the_list(page: Page) -> None:
    show(page, on())
    page.get_by_role("button", name="Microphone: USB Mic").press("Enter")
    assert page.get_by_role("option", selected=True).all_text_contents() == ["USB Mic"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert calls(page) == [["device", "cam"]]
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert calls(page) == []
    assert page.get_by_role("option").count() == 0


def test_keys_talk_mute_and_stop(page: Page) -> None:
    show(page, on())
    attach_keys(page)
    let_go_of_focus(page)
    page.keyboard.down("Space")
    page.keyboard.down("Space")  # held: the system repeats it
    page.keyboard.up("Space")
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+m")
    assert calls(page) == [["talk", True], ["talk", False], ["mute", True], ["stop"]]
    show(page, on(settings={"keys": {"enabled": False, "talk": "Space", "mute": "m", "stop": "Escape"}, "sounds": {}}))
    page.keyboard.press("m")
    assert calls(page) == []


@pytest.mark.parametrize("field", ["#typed", ".word[tabindex='0']", ".device", "[data-command=stop]"])
def test_keys_are_left_to_the_field_or_control_that_has_the_focus(page: Page, field: str) -> None:
    show(page, on())
    attach_keys(page)
    page.focus(field)
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    assert calls(page) == []


def test_a_talk_key_does_not_outlast_the_window(page: Page) -> None:
    show(page, on())
    attach_keys(page)
    let_go_of_focus(page)
    page.keyboard.down("Space")
    page.evaluate("window.dispatchEvent(new Event('blur'))")
    page.keyboard.up("Space")
    assert calls(page) == [["talk", True], ["talk", False]]


# Sounds and screen readers.


def test_sounds_are_few_and_can_be_switched_off(page: Page) -> None:
    def sound(before: State, after: State) -> str | None:
        show(page, before)
        page.evaluate("oriel.before = oriel.store.state")
        show(page, after)
        name: str | None = import_from(page, "earcons.js", "m.soundFor(oriel.before, oriel.store.state)")
        return name

    assert sound({"connection": "open"}, on()) == "listening"
    assert sound(on(), on() | {"mic": MUTED}) == "muted"
    assert sound(on() | {"mic": MUTED}, on()) == "unmuted"
    assert sound(on(state="listening"), on(state="thinking")) == "taken"
    assert sound(on(), on() | {"mic": MIC | {"phase": "lost"}}) == "needs_you"
    assert sound(on(), on(overheard="what would that cost", unsure=True)) == "unsure"
    assert sound(on(overheard="one", unsure=True), on(overheard="two", unsure=True)) == "unsure"
    assert sound(on(overheard="one", unsure=True), on(overheard="one", unsure=True, plan="…")) is None, "once"
    assert sound(on(), on(overheard="dinner is ready")) is None
    assert sound(on(state="thinking"), on(state="speaking")) is None
    assert sound(on(state="speaking"), on()) is None


def test_sounds_are_short_and_soft(page: Page) -> None:
    levels = page.evaluate(
        """async () => {
          const { SOUNDS, play } = await import("/page/earcons.js");
          return Promise.all(Object.keys(SOUNDS).map(async name => {
            const context = new OfflineAudioContext(1, 12000, 48000);
            play(context, name);
            const pcm = (await context.startRendering()).getChannelData(0);
            return { name, peak: Math.max(...pcm), end: pcm.findLastIndex(one => one) / 48 };
          }));
        }"""
    )
    assert len(levels) == 6
    assert all(0.05 < one["peak"] < 0.08 and one["end"] <= 120 for one in levels), levels
    assert [one["name"] for one in levels if one["end"] < 60] == ["unsure"], "a tick"


def test_sentences_are_announced_once_for_who_has_a_screen_reader(page: Page) -> None:
    settings = {"screen_reader": True, "keys": {"enabled": False}, "sounds": {}}
    show(page, on(settings=settings))
    for answer in ("One is", "One is done. Two", "One is done. Two is"):
        show(page, on(settings=settings, state="speaking", answer=answer))
    show(page, on(settings=settings) | {"turns": [*TALK, turn("And?", "One is done. Two is too.")]})
    announced = page.locator("[role=status] .unseen > span").all_text_contents()
    assert announced == ["One is done. ", "Two is too. "]
    assert page.locator("[role=status]").count() == 1
    assert page.locator("[aria-live], [role=log], [role=alert]").count() == 0


# The store, and the end.


def test_changes_of_one_moment_are_told_once(page: Page) -> None:
    told = import_from(
        page,
        "store.js",
        """await (async () => {
          const store = m.createStore(); const seen = [];
          store.subscribe((after, before) => seen.push([before.sound, after.sound, after.resumable]));
          store.set({ sound: "on" }); store.set({ resumable: true });
          await null; store.set({ sound: "off" }); await null;
          return seen;
        })()""",
    )
    assert told == [["off", "on", True], ["on", "off", True]]


def test_after_unmounting_nothing_fires_any_more(page: Page) -> None:
    show(page, on(state="thinking", step="Looking"))
    attach_keys(page)
    page.evaluate("oriel.unmount(); oriel.detach(); oriel.store.set({ turns: [] }); oriel.store.setLevel(1)")
    page.keyboard.press("m")
    page.keyboard.press("Space")
    page.evaluate("window.dispatchEvent(new Event('blur'))")
    page.wait_for_timeout(50)
    assert calls(page) == []
    assert page.evaluate("oriel.root.childElementCount") == 0


def test_the_part_loads_nothing_from_elsewhere() -> None:
    for file in [*PAGE.glob("*.js"), *PAGE.glob("*.css")]:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|innerHTML|insertAdjacentHTML|@import|url\(", text), file.name
