"""The picture stage in a real browser: what is drawn, how things are chosen, and how pictures come in."""

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from headless import ALLOW, FLAGS
from machine import find_chromium
from numpy.typing import NDArray
from page_gallery import browsing, open_page, serving
from page_gallery import show as show_scene
from page_pictures import PICTURES, picture_bytes
from page_scenes import ALBUM, LOOKS, STAGE_SCENES, TALK, Look, State, finding, looking, on
from PIL import Image
from playwright.sync_api import Locator, Page, Route
from pycocotools import mask as coco

from assistant.masks import encode
from assistant.ui.stage_view import DOWNLOADS
from tests.test_accessibility import axe_script

WIDE = LOOKS[0]
ZOOMED = next(look for look in LOOKS if look.scale == 2)
FADED_MS = 300
MEASURE = "(one => (({ x, y, width, height }) => ({ x, y, width, height }))(one.getBoundingClientRect()))"
# Files as a browser hands them over, dropped on an element or pasted into one.
TRANSFER = """
const transfer = new DataTransfer();
for (const [name, type, bytes] of files) transfer.items.add(new File([new Uint8Array(bytes)], name, { type }));
if (text) transfer.setData("text/plain", text);
"""
PNG = [137, 80, 78, 71]


@pytest.fixture(scope="module")
def opened() -> Iterator[Page]:
    with serving() as address, browsing() as browser:
        page = open_page(browser, address, WIDE)
        page.set_default_timeout(5000)
        yield page


@pytest.fixture
def page(opened: Page) -> Page:
    """The page as it is after loading."""
    opened.emulate_media(reduced_motion="no-preference")
    opened.set_viewport_size({"width": WIDE.width, "height": WIDE.height})
    opened.reload()
    opened.wait_for_function("window.oriel")
    return opened


def show(page: Page, state: State) -> None:
    page.evaluate("state => oriel.show(state)", state)
    if state.get("view", {}).get("picture"):
        page.locator(".easel[data-loaded]").wait_for()
    page.wait_for_timeout(FADED_MS)


def calls(page: Page) -> list[list[Any]]:
    """What was asked for since the last look; files by their names."""
    done: list[list[Any]] = page.evaluate(
        """oriel.calls.splice(0).map(([name, ...given]) =>
          [name, ...given.map((one) => Array.isArray(one) ? one.map((file) => file.name) : one)])"""
    )
    return done


def options(page: Page) -> Locator:
    return page.locator("[role=option]:visible")


def spot(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the picture, in its own pixels, lies on the screen."""
    easel = page.locator(".easel").evaluate(MEASURE)
    (width, height), *_ = PICTURES[ALBUM[0]["name"]]
    px = max(width / easel["width"], height / easel["height"])
    left, top = (easel["width"] - width / px) / 2, (easel["height"] - height / px) / 2
    return easel["x"] + left + x / px, easel["y"] + top + y / px


def drawn(page: Page) -> NDArray[np.uint8]:
    """The canvas over the picture, uint8 [height, width, 4]."""
    url = page.locator("canvas.masks").evaluate("one => one.toDataURL()")
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGBA"))


def colour_at(page: Page, x: float, y: float) -> list[int]:
    """What is drawn over a point of the picture: red, green, blue, opacity."""
    easel = page.locator(".easel").evaluate(MEASURE)
    at_x, at_y = spot(page, x, y)
    return [int(value) for value in drawn(page)[round(at_y - easel["y"]), round(at_x - easel["x"])]]


# Masks.


def random_masks() -> list[NDArray[np.bool_]]:
    random = np.random.default_rng(4)
    sizes = [(1, 1), (1, 9), (9, 1), (7, 5), (40, 60), (300, 200)]
    masks = [random.random(size) < share for size in sizes for share in (0.0, 0.1, 0.5, 0.95, 1.0)]
    blob = np.add.outer((np.arange(700) - 300) ** 2, (np.arange(500) - 200) ** 2) < 170**2
    return [*masks, np.indices((8, 8)).sum(0) % 2 == 0, blob]


def test_masks_are_read_bit_by_bit_as_pycocotools_writes_them(page: Page) -> None:
    masks = random_masks()
    assert len(masks) == 32
    for inside in masks:
        mask = encode(inside, 1)
        told = {"height": mask.height, "width": mask.width, "counts": mask.counts}
        columns = page.evaluate("async mask => (await import('/page/masks.js')).columns(mask)", told)
        read = np.zeros_like(inside)
        for x, rows in enumerate(columns):
            for begin, end in zip(rows[::2], rows[1::2], strict=True):
                read[begin:end, x] = True
        assert (read == inside).all()
        assert page.evaluate("async mask => (await import('/page/masks.js')).areaOf(mask)", told) == inside.sum()


def test_outlines_hold_exactly_the_pixels_of_the_mask(page: Page) -> None:
    for inside in random_masks():
        rle = coco.encode(np.asfortranarray(inside.astype(np.uint8)))
        told = {"height": inside.shape[0], "width": inside.shape[1], "counts": rle["counts"].decode()}
        filled = page.evaluate(
            """async mask => {
              const { pathOf } = await import("/page/masks.js");
              const context = new OffscreenCanvas(mask.width, mask.height).getContext("2d");
              context.fill(pathOf(mask));
              const { data } = context.getImageData(0, 0, mask.width, mask.height);
              return [...data].filter((_, i) => i % 4 === 3);
            }""",
            told,
        )
        assert (np.array(filled).reshape(inside.shape) == 255 * inside).all()


def test_borders_are_closed_and_pixels_that_touch_by_a_corner_are_two(page: Page) -> None:
    def borders(rows: list[list[int]]) -> list[list[int]]:
        mask = encode(np.array(rows, bool), 1)
        told = {"height": mask.height, "width": mask.width, "counts": mask.counts}
        found: list[list[int]] = page.evaluate("async mask => (await import('/page/masks.js')).borders(mask)", told)
        return found

    assert [len(line) for line in borders([[1, 0], [0, 1]])] == [8, 8]
    assert [len(line) for line in borders([[0, 1], [1, 0]])] == [8, 8]
    assert sorted(len(line) for line in borders([[1, 1, 1], [1, 0, 1], [1, 1, 1]])) == [8, 8]  # a hole is a line, too
    assert borders([[1, 1], [1, 1]])[0][:2] in ([0, 0], [2, 0], [2, 2], [0, 2])


# What is drawn.


def test_a_mask_is_35_percent_of_its_colour_within_white_within_black(page: Page) -> None:
    show(page, looking(finding(1)))
    red, green, blue, opacity = colour_at(page, 239, 307)  # the middle of the circle
    assert (red, green, blue) == pytest.approx((0xE6, 0x9F, 0x00), abs=3)
    assert opacity == pytest.approx(0.35 * 255, abs=2)
    assert colour_at(page, 1000, 700) == [0, 0, 0, 0]
    across = drawn(page)[round(spot(page, 0, 307)[1] - page.locator(".easel").evaluate(MEASURE)["y"])]
    opaque = across[across[:, 3] > 200]
    assert opaque[:, :3].min() < 60  # black
    assert opaque[:, :3].min(axis=1).max() > 180  # white


def test_it_is_drawn_in_the_pixels_of_the_screen(opened: Page) -> None:
    assert opened.context.browser
    page = open_page(opened.context.browser, opened.url.split("?")[0], ZOOMED)
    show(page, looking(finding(3)))
    ratio = page.locator("canvas.masks").evaluate("one => [one.width / one.clientWidth, one.height / one.clientHeight]")
    page.close()
    assert ratio == pytest.approx([2, 2], abs=0.01)


def test_the_ninth_thing_has_a_pattern_and_the_first_none(page: Page) -> None:
    show(page, looking(finding(9)))
    ninth = {tuple(colour_at(page, 1177 - 77 + i, 102)[3:]) for i in range(0, 24, 2)}
    first = {tuple(colour_at(page, 200 + i, 307)[3:]) for i in range(0, 24, 2)}
    assert len(first) == 1
    assert len(ninth) > 1


def test_a_thing_without_a_mask_has_a_box_and_all_have_one_when_asked(page: Page) -> None:
    show(page, looking(finding(1, masks=False)))
    x0, y0, _, y1 = finding(1)["things"][0]["box"]
    assert colour_at(page, x0, (y0 + y1) / 2)[3] > 200
    assert colour_at(page, 239, 307)[3] == 0
    corner = (x0 + 1, y0 + 1)  # of the box, far from the circle
    show(page, looking(finding(1)))
    assert colour_at(page, *corner)[3] == 0
    page.get_by_role("button", name="Boxes").click()
    assert colour_at(page, *corner)[3] > 100
    page.get_by_role("button", name="Masks").click()
    assert colour_at(page, 239, 307)[3] == 0


def test_what_is_spoken_of_lights_up_and_goes_out_again(page: Page) -> None:
    show(page, looking(finding(3)))
    plain = colour_at(page, 239, 307)[3]
    show(page, looking(finding(3), lit=[1]))
    assert colour_at(page, 239, 307)[3] > 1.7 * plain
    assert colour_at(page, 665, 358)[3] == plain  # the second is as it was
    show(page, looking(finding(3)))
    assert colour_at(page, 239, 307)[3] == plain


def frames(page: Page, then: State, wait_ms: int) -> int:
    """How many frames the part asks for in that time."""
    page.evaluate(
        """() => {
          window.frames_asked = 0;
          const ask = window.requestAnimationFrame.bind(window);
          window.requestAnimationFrame = (call) => { window.frames_asked += 1; return ask(call); };
        }"""
    )
    page.evaluate("state => oriel.show(state)", then)
    page.wait_for_timeout(wait_ms)
    return int(page.evaluate("window.frames_asked"))


def test_light_fades_and_nothing_moves_afterwards(page: Page) -> None:
    show(page, looking(finding(3)))
    assert frames(page, looking(finding(3), lit=[1]), 600) >= 2
    page.evaluate("window.frames_asked = 0")
    page.wait_for_timeout(400)
    assert page.evaluate("window.frames_asked") == 0


def test_with_reduced_motion_light_is_there_at_once(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    show(page, looking(finding(3)))
    assert frames(page, looking(finding(3), lit=[1]), 100) == 0
    assert colour_at(page, 239, 307)[3] > 150


def test_numbers_lie_on_the_easel_and_none_over_another(page: Page) -> None:
    for width, height in ((1280, 800), (1440, 900), (390, 844), (640, 400)):
        page.set_viewport_size({"width": width, "height": height})
        show(page, looking(finding(9)))
        easel = page.locator(".easel").evaluate(MEASURE)
        badges = [badge.evaluate(MEASURE) for badge in page.locator(".badge").all()]
        assert len(badges) == 9
        for i, one in enumerate(badges):
            assert easel["x"] <= one["x"] <= easel["x"] + easel["width"] - one["width"]
            assert easel["y"] <= one["y"] <= easel["y"] + easel["height"] - one["height"]
            for other in badges[:i]:
                apart_x = one["x"] >= other["x"] + other["width"] or other["x"] >= one["x"] + one["width"]
                apart_y = one["y"] >= other["y"] + other["height"] or other["y"] >= one["y"] + one["height"]
                assert apart_x or apart_y


def test_names_are_text_and_never_markup(page: Page) -> None:
    evil = "<img src=x onerror='window.hacked=1'>"
    thing = finding(1)["things"][0] | {"name": evil, "label": evil, "place": evil}
    found = {"things": [thing], "missing": [evil], "files": [{"name": "overlay.png", "label": evil, "url": "/x"}]}
    show(page, looking(found, pictures=[ALBUM[0] | {"name": evil}, *ALBUM[1:]]))
    page.evaluate("error => oriel.store.set({ incoming: { ...oriel.store.state.incoming, error } })", evil)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 1 + len(ALBUM)


# Choosing.


def test_options_are_read_with_number_kind_place_and_certainty(page: Page) -> None:
    show(page, looking(finding(9), selected=2))
    names = [option.get_attribute("aria-label") for option in options(page).all()]
    assert names[1] == "2 of 9, square, middle, 85 percent"
    assert names[8] == "9 of 9, perhaps ring, right, 41 percent"
    assert page.get_by_role("option", selected=True).count() == 1
    assert page.get_by_role("listbox", name="Things found in shapes.png").is_visible()


def test_a_click_chooses_the_smallest_thing_under_it_and_again_lets_it_go(page: Page) -> None:
    show(page, looking(finding(9)))
    page.mouse.click(*spot(page, 1108, 130))  # the small ring lies over the large one
    assert calls(page) == [["select", 9]]
    page.mouse.click(*spot(page, 1041, 290))  # the hole of the large ring
    assert calls(page) == []
    page.mouse.click(*spot(page, 890, 290))
    assert calls(page) == [["select", 3]]
    show(page, looking(finding(9), selected=3))
    page.mouse.click(*spot(page, 890, 290))
    page.mouse.click(*spot(page, 1041, 290))
    assert calls(page) == [["select", 0], ["select", 0]]


def test_shift_and_alt_clicks_are_points_of_the_chosen_thing_and_choose_nothing(page: Page) -> None:
    show(page, looking(finding(9)))
    for key in ("Shift", "Alt"):
        click_with(page, key, 1041, 290)
    assert calls(page) == []  # nothing is chosen, and nothing lies there
    show(page, looking(finding(9), selected=3))
    for key in ("Shift", "Alt"):
        click_with(page, key, 1041, 290)
    points = calls(page)
    assert [(name, thing, inside) for name, thing, _, inside in points] == [("point", 3, True), ("point", 3, False)]
    for _, _, at, _ in points:
        assert abs(at["x"] - 1041) < 2
        assert abs(at["y"] - 290) < 2
    assert "Shift+click" in str(page.get_by_role("listbox").get_attribute("title"))


def click_with(page: Page, key: str, x: float, y: float) -> None:
    page.keyboard.down(key)
    page.mouse.click(*spot(page, x, y))
    page.keyboard.up(key)


def test_a_cross_is_moved_and_points_by_keys(page: Page) -> None:
    show(page, looking(finding(3), selected=1))
    page.get_by_role("listbox").focus()
    page.keyboard.press("+")
    assert calls(page) == []  # there is no cross yet
    before = drawn(page)
    for key in ("p", "ArrowRight", "Shift+ArrowDown", "+", "-"):
        page.keyboard.press(key)
    (one, other) = calls(page)
    x0, y0, x1, y1 = finding(3)["things"][0]["box"]
    (width, height), *_ = PICTURES[ALBUM[0]["name"]]
    longer = max(width, height)
    assert one[:2] == ["point", 1]
    assert one[2]["x"] == pytest.approx((x0 + x1) / 2 + longer / 40)
    assert one[2]["y"] == pytest.approx((y0 + y1) / 2 + longer / 200)
    assert (one[3], other[3]) == (True, False)
    assert not np.array_equal(drawn(page), before)
    page.keyboard.press("Escape")
    assert calls(page) == []  # it ends the cross alone
    assert np.array_equal(drawn(page), before)


def test_a_number_can_be_pressed_by_pointer_and_by_software(page: Page) -> None:
    show(page, looking(finding(3)))
    page.locator(".badge").nth(1).click()
    options(page).nth(2).evaluate("one => one.click()")
    assert calls(page) == [["select", 2], ["select", 3]]


def test_arrows_move_and_enter_chooses(page: Page) -> None:
    show(page, looking(finding(3)))
    page.get_by_role("listbox").focus()
    active = """() => {
      const list = oriel.root.querySelector("[role=listbox]");
      return oriel.root.querySelector("#" + list.getAttribute("aria-activedescendant")).ariaLabel;
    }"""
    seen = [page.evaluate(active)]
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "Home", "End"):
        page.keyboard.press(key)
        seen.append(page.evaluate(active))
    assert [name[0] for name in seen] == ["1", "2", "3", "3", "2", "1", "3"]
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert calls(page) == [["select", 3], ["select", 0]]


def test_keys_of_the_stage_reach_no_other_key(page: Page) -> None:
    page.evaluate("import('/page/keys.js').then(keys => { oriel.detach = keys.attach(oriel.store, oriel.actions) })")
    show(page, looking(finding(3)))
    page.get_by_role("listbox").focus()
    for key in ("m", "Space", "Escape"):
        page.keyboard.press(key)
    assert calls(page) == [["select", 1], ["select", 0]]


# Tools.


def test_the_slider_acts_at_once_and_tells_once(page: Page) -> None:
    show(page, looking(finding(9)))
    slider = page.get_by_role("slider", name="Least certainty")
    assert slider.get_attribute("aria-valuetext") == "35 percent"
    page.evaluate(
        """() => {
          const slider = oriel.root.querySelector("input[type=range]");
          for (const value of [40, 50, 60]) { slider.value = value; slider.dispatchEvent(new Event("input")); }
        }"""
    )
    assert options(page).count() == 5
    assert page.get_by_text("5 things found, 4 less certain.").is_visible()
    page.wait_for_timeout(300)
    assert calls(page) == [["threshold", 0.6]]
    page.get_by_role("button", name="More sensitive").click()
    page.wait_for_timeout(300)
    assert calls(page) == [["threshold", 0.55]]
    assert options(page).count() == 6


def test_toggles_say_how_they_stand_and_have_the_other_command(page: Page) -> None:
    show(page, looking(finding(3)))
    for name, before, after in (("Masks", "true", "false"), ("Boxes", "false", "true"), ("Names", "true", "false")):
        toggle = page.get_by_role("button", name=name, exact=True)
        assert toggle.get_attribute("aria-pressed") == before
        toggle.click()
        assert toggle.get_attribute("aria-pressed") == after
        verb = "hide" if after == "true" else "show"
        assert toggle.get_attribute("data-command") == f"{verb}-{name.lower()}"
    assert page.locator(".caption:visible").count() == 0
    show(page, looking(finding(3, masks=False)))
    assert page.get_by_role("button", name="Masks", exact=True).count() == 0


def test_what_can_be_saved_unfolds_and_folds_again(page: Page) -> None:
    show(page, looking(finding(3)))
    save = page.get_by_role("button", name="Save")
    save.click()
    links = page.locator(".files a:visible")
    assert links.all_text_contents() == list(DOWNLOADS.values())
    assert links.first.get_attribute("href") == "/assistant/finding/overlay.png"
    assert links.first.get_attribute("download") == "overlay.png"
    page.keyboard.press("Escape")
    assert links.count() == 0
    assert save.evaluate("one => one === one.getRootNode().activeElement")
    save.click()
    page.mouse.click(10, 10)
    assert links.count() == 0


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ({"missing": ["elephant"]}, "Nothing found: no elephant."),
        ({}, "Nothing found."),
        (finding(1), "1 thing found."),
        (finding(3) | {"missing": ["cat", "dog"]}, "3 things found, no cat, no dog."),
        (None, "shapes.png"),
    ],
)
def test_one_sentence_says_what_is_there(page: Page, found: State | None, sentence: str) -> None:
    show(page, looking(found and finding() | found if found is not None else None))
    assert page.locator(".words").inner_text() == sentence


def test_caption_stands_at_the_picture_and_is_its_text_for_who_cannot_see_it(page: Page) -> None:
    caption = "A red circle beside <b>a clock</b>."
    show(page, looking(None, pictures=[ALBUM[0] | {"caption": caption}, *ALBUM[1:]]))
    assert page.locator(".words").inner_text() == caption
    assert page.locator("img.photo").get_attribute("alt") == f"Picture 1, {ALBUM[0]['name']}: {caption}"


def test_what_is_under_way_is_said_at_the_picture(page: Page) -> None:
    show(page, looking(finding(3), state="thinking", step="Looking for dogs"))
    assert page.locator(".words").inner_text() == "Looking for dogs"


def test_what_was_found_in_another_picture_is_not_drawn(page: Page) -> None:
    show(page, looking(finding(3), pictures=ALBUM, picture=2))
    assert options(page).count() == 0
    assert not drawn(page).any()


def test_pictures_are_switched_and_put_away(page: Page) -> None:
    show(page, looking(pictures=ALBUM, picture=2))
    thumbnails = page.locator("[data-command=picture]")
    assert [one.get_attribute("aria-label") for one in thumbnails.all()] == [
        "Picture 1: shapes.png",
        "Picture 2: a tall one.png",
        "Picture 3: a wide one.png",
    ]
    assert [one.get_attribute("aria-current") for one in thumbnails.all()] == ["false", "true", "false"]
    thumbnails.nth(2).click()
    page.get_by_role("button", name="Put away").click()
    assert calls(page) == [["look", 3], ["removePicture", 2]]


def test_a_picture_that_is_told_again_is_not_loaded_again(page: Page) -> None:
    show(page, looking(finding(3)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("listbox").press("ArrowDown")
    show(page, looking(finding(2), pictures=ALBUM[:1]))
    assert asked == []
    assert page.locator(".active").get_attribute("aria-label") == "2 of 2, square, middle, 85 percent"


def test_a_picture_that_is_gone_is_said(page: Page) -> None:
    page.evaluate("s => oriel.show(s)", looking(pictures=[ALBUM[0] | {"url": "/assistant/picture/99"}]))
    page.get_by_text("This picture cannot be shown any more.").wait_for()


def test_focus_is_not_lost_when_its_button_goes(page: Page) -> None:
    show(page, looking())
    page.get_by_role("button", name="Put away").focus()
    show(page, on())
    assert page.evaluate("oriel.root.getRootNode().activeElement.textContent") == "Add a picture"


@pytest.mark.parametrize("look", [look for look in LOOKS if not look.forced_colours and not look.reduced_motion][:4])
def test_axe_finds_nothing_on_the_stage(opened: Page, look: Look) -> None:
    assert opened.context.browser
    page = open_page(opened.context.browser, opened.url.split("?")[0], look)
    page.evaluate(axe_script())
    page.evaluate("document.getElementById('typed').ariaLabel = 'Type to Oriel'")  # the host's, not the part's
    found = {}
    for scene in STAGE_SCENES:
        show_scene(page, scene)
        found[scene.name] = page.evaluate(
            """axe.run(document.getElementById("host"), { rules: { "target-size": { enabled: true } } })
              .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].failureSummary]))"""
        )
        page.keyboard.press("Escape")
    page.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


# Layout.


def test_wide_the_stage_has_60_percent_and_lines_stay_short(page: Page) -> None:
    long = looking(finding(3)) | {"turns": [{**TALK[0], "said": "A word and another word. " * 40}]}
    for width in (1100, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        show(page, long)
        talk, stage = (page.locator(one).evaluate(MEASURE) for one in (".conversation", ".stage"))
        assert stage["width"] / (talk["width"] + stage["width"]) == pytest.approx(0.6, abs=0.01)
        assert stage["x"] > talk["x"] + talk["width"]
        widest = page.locator(".said").evaluate(
            "one => one.clientWidth / (parseFloat(getComputedStyle(one).fontSize) / 2)"
        )
        assert widest <= 72  # ch of this font is a little less than half an em


def test_narrow_the_stage_is_above_and_not_higher_than_45_percent(page: Page) -> None:
    for width, height in ((1099, 700), (390, 844), (640, 400)):
        page.set_viewport_size({"width": width, "height": height})
        for number in (1, 2, 3):
            show(page, looking(finding(1, number), pictures=ALBUM, picture=number))
            talk, stage = (page.locator(one).evaluate(MEASURE) for one in (".conversation", ".stage"))
            assert stage["height"] <= 0.45 * height + 1
            assert talk["y"] >= stage["y"] + stage["height"]
            assert talk["height"] >= 100


def test_without_a_picture_there_is_one_column_and_one_calm_line(page: Page) -> None:
    for state in ({"connection": "open"}, on(), on() | {"turns": []}):
        show(page, state)
        assert page.get_by_text("Drop a picture here, paste it, or press Add a picture.").is_visible()
        assert page.get_by_role("button", name="Add a picture").is_visible()
        assert page.locator(".easel").is_hidden()
        assert page.locator(".stage").evaluate(MEASURE)["width"] <= 720


def test_in_a_narrow_window_the_tools_unfold_with_large_targets(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, looking(finding(3), pictures=ALBUM))
    assert page.get_by_role("button", name="Put away").is_hidden()
    page.get_by_role("button", name="Picture tools").click()
    for control in page.locator(".panel :is(button, input[type=range], a):visible").all():
        box = control.evaluate(MEASURE)
        assert min(box["width"], box["height"]) >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="Put away").is_hidden()


# Pictures come in.


def drag(page: Page, kind: str, files: list[list[Any]], text: str = "") -> bool:
    """Drag over or drop on the body; returns whether the browser's own doing was prevented."""
    script = f"""([kind, files, text]) => {{ {TRANSFER}
      const event = new DragEvent(kind, {{ dataTransfer: transfer, bubbles: true, cancelable: true }});
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    }}"""
    return bool(page.evaluate(script, [kind, files, text]))


def paste(page: Page, selector: str, files: list[list[Any]], text: str = "") -> bool:
    script = f"""([selector, files, text]) => {{ {TRANSFER}
      const event = new ClipboardEvent("paste", {{ clipboardData: transfer, bubbles: true, cancelable: true }});
      document.querySelector(selector).dispatchEvent(event);
      return event.defaultPrevented;
    }}"""
    return bool(page.evaluate(script, [selector, files, text]))


def test_pictures_can_be_dropped_anywhere_in_order(page: Page) -> None:
    show(page, on())
    files = [["b.png", "image/png", PNG], ["a.jpg", "image/jpeg", PNG]]
    assert drag(page, "dragover", files)
    assert page.get_by_text("Drop the picture anywhere").is_visible()
    assert drag(page, "drop", files)
    assert page.get_by_text("Drop the picture anywhere").is_hidden()
    assert calls(page) == [["addPictures", ["b.png", "a.jpg"]]]


def test_the_hint_goes_when_the_file_leaves_the_window(page: Page) -> None:
    show(page, on())
    drag(page, "dragenter", [["a.png", "image/png", PNG]])
    drag(page, "dragleave", [["a.png", "image/png", PNG]])
    assert page.get_by_text("Drop the picture anywhere").is_hidden()


def test_text_that_is_dragged_is_left_alone(page: Page) -> None:
    show(page, on())
    assert not drag(page, "dragover", [], "some words")
    assert not drag(page, "drop", [], "some words")
    assert calls(page) == []


@pytest.mark.parametrize("place", ["body", "#typed"])
def test_a_picture_can_be_pasted_anywhere_also_into_the_place_to_type(page: Page, place: str) -> None:
    show(page, on())
    assert paste(page, place, [["image.png", "image/png", PNG]])
    assert calls(page) == [["addPictures", ["image.png"]]]


def test_pasted_text_stays_with_the_field(page: Page) -> None:
    show(page, on())
    assert not paste(page, "#typed", [["image.png", "image/png", PNG]], "the same as text")
    assert not paste(page, "#typed", [], "words")
    assert calls(page) == []


def test_files_are_picked_by_a_button(page: Page, tmp_path: Path) -> None:
    show(page, on())
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(bytes(PNG))
    for _ in range(2):  # the same ones again
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Add a picture").click()
        chooser.value.set_files([tmp_path / "one.png", tmp_path / "two.png"])
    page.wait_for_function("oriel.calls.length === 2")
    assert calls(page) == [["addPictures", ["one.png", "two.png"]]] * 2


def attach_server(page: Page, answers: dict[str, tuple[int, str]]) -> list[tuple[str, int]]:
    """The real way in, to a server that answers so; what it was sent: name and size."""
    sent: list[tuple[str, int]] = []

    def answer(route: Route) -> None:
        name = route.request.headers["x-file-name"]
        sent.append((name, len(route.request.post_data_buffer or b"")))
        status, body = answers.get(name, (200, json.dumps({"number": len(sent)})))
        route.fulfill(status=status, body=body)

    page.route("**/assistant/picture", answer)
    page.evaluate(
        """import("/page/pictures.js").then(({ createPictures }) => {
          oriel.real.addPictures = createPictures(oriel.store).add;
        })"""
    )
    return sent


def test_pictures_are_sent_one_after_the_other_and_refusals_are_said(page: Page) -> None:
    show(page, on())
    sent = attach_server(page, {"broken.jpg": (400, '{"error": "“broken.jpg” ends in the middle"}')})
    names = ("b.png", "broken.jpg", "notes.txt", "Käse 1.heic")
    files = [[name, "text/plain" if name == "notes.txt" else "", PNG] for name in names]
    drag(page, "drop", files)
    page.get_by_text("“broken.jpg” ends in the middle. “notes.txt” is not a picture.").first.wait_for()
    assert sent == [("b.png", 4), ("broken.jpg", 4), ("K%C3%A4se%201.heic", 4)]
    assert page.locator(".words.failed").is_visible()
    assert "“notes.txt” is not a picture." in page.get_by_role("status").inner_text()
    drag(page, "drop", [["b.png", "image/png", PNG]])
    page.wait_for_function("oriel.store.state.incoming.error === ''")


def test_no_answer_is_said(page: Page) -> None:
    show(page, on())
    attach_server(page, {})
    page.route("**/assistant/picture", lambda route: route.abort())
    drag(page, "drop", [["b.png", "image/png", PNG]])
    page.get_by_text("“b.png” could not be sent: Oriel does not answer.").first.wait_for()


def test_what_is_on_its_way_is_shown_and_announced(page: Page) -> None:
    show(page, on() | {"incoming": {"name": "a.png", "place": 2, "count": 3, "sent": 0.4}})
    assert page.locator(".words").inner_text() == "Adding “a.png”, 2 of 3"
    assert page.get_by_role("progressbar", name="Sent").evaluate("one => one.value") == 0.4
    assert "Adding “a.png”, 2 of 3" in page.get_by_role("status").inner_text()
    assert page.locator("[role=status]").count() == 1


# The camera.


@pytest.fixture
def camera_page(opened: Page) -> Iterator[Page]:
    """A browser with a camera that shows a test picture, and leave to use it."""
    assert opened.context.browser
    launch = opened.context.browser.browser_type.launch
    with launch(executable_path=find_chromium(), args=[*FLAGS, ALLOW]) as browser:
        page = open_page(browser, opened.url.split("?")[0], WIDE)
        attach_camera(page)
        yield page


def attach_camera(page: Page) -> None:
    page.evaluate(
        """Promise.all([import("/page/camera.js"), import("/page/pictures.js")]).then(([camera, pictures]) => {
          const { open, close } = camera.createCamera(oriel.store, pictures.createPictures(oriel.store).fail);
          Object.assign(oriel.real, { openCamera: open, closeCamera: close });
        })"""
    )


def test_the_camera_is_seen_first_and_closed_when_the_photo_is_taken(camera_page: Page) -> None:
    page = camera_page
    show(page, on())
    page.get_by_role("button", name="Take a photo").click()
    take = page.get_by_role("button", name="Take the photo")
    take.wait_for()
    assert take.evaluate("one => one === one.getRootNode().activeElement")
    page.wait_for_function("oriel.root.querySelector('video').videoWidth > 0")
    page.evaluate("oriel.track = oriel.store.state.camera.stream.getTracks()[0]")
    take.click()
    page.wait_for_function("oriel.calls.length === 1")
    assert calls(page) == [["addPictures", ["Photo.png"]]]
    assert page.evaluate("[oriel.track.readyState, oriel.store.state.camera.phase]") == ["ended", "off"]
    assert page.locator("video").is_hidden()


def test_the_camera_can_be_closed_without_a_photo(camera_page: Page) -> None:
    page = camera_page
    show(page, on())
    page.get_by_role("button", name="Take a photo").click()
    page.get_by_role("button", name="Take the photo").wait_for()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Take a photo").wait_for()
    assert calls(page) == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("NotAllowedError", "The browser does not let Oriel use the camera."),
        ("NotFoundError", "There is no camera on this machine."),
        ("NotReadableError", "Another program uses the camera."),
        ("AbortError", "The camera cannot be opened."),
    ],
)
def test_a_camera_that_cannot_be_used_is_explained(page: Page, error: str, sentence: str) -> None:
    attach_camera(page)
    page.evaluate(
        """error => Object.defineProperty(navigator, "mediaDevices", { configurable: true, value: {
          getUserMedia: () => Promise.reject(new DOMException("", error)) } })""",
        error,
    )
    show(page, on())
    page.get_by_role("button", name="Take a photo").click()
    page.locator(".words.failed", has_text=sentence).wait_for()
    assert page.get_by_role("button", name="Take a photo").is_visible()


# By voice.


def test_requests_by_voice_look_select_and_save(page: Page) -> None:
    show(page, looking(finding(3, 2), pictures=ALBUM, picture=2))
    done = page.evaluate(
        """async () => {
          const { createLooking } = await import("/page/looking.js");
          const sent = [];
          const send = ({ do: what, picture, thing }) => sent.push([what, picture ?? thing]);
          const { doings } = createLooking(oriel.store, { send });
          for (const value of ["next", "previous", "last", "1", "9"]) doings.picture(value);
          for (const value of ["1", "last", "0", "2"]) doings.select(value);
          return sent;
        }"""
    )
    assert done == [["look", 3], ["look", 1], ["look", 3], ["look", 1], ["select", 1], ["select", 1], ["select", 0]]


def test_what_is_asked_for_by_voice_is_downloaded(page: Page) -> None:
    show(page, looking(finding(3)))
    page.route("**/assistant/finding/*", lambda route: route.fulfill(body=picture_bytes("shapes.png")))
    with page.expect_download() as download:
        page.evaluate("import('/page/looking.js').then(m => m.createLooking(oriel.store, null).doings.save('cutout'))")
    assert download.value.suggested_filename == "cutout.png"
    page.evaluate("import('/page/looking.js').then(m => m.createLooking(oriel.store, null).doings.save('depth'))")
    page.get_by_text("There is nothing of that kind to save yet.").first.wait_for()
