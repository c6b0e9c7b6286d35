"""The states in which the page is looked at and tested: what is changed from the initial state, and what is pressed."""

from dataclasses import dataclass, field
from typing import Any

from page_pictures import PICTURES, things, told_picture

from assistant.ui.stage_view import DOWNLOADS

State = dict[str, Any]  # as page/store.js describes it; `mic` and `view` name only what differs


@dataclass(frozen=True)
class Scene:
    """One picture. presses: selectors that are clicked in order; level: the microphone's, 0–1 of full scale."""

    name: str
    state: State
    presses: tuple[str, ...] = ()
    level: float = 0.0
    wait_ms: int = 0
    scroll_up: bool = False


@dataclass(frozen=True)
class Look:
    """One way of looking at every scene."""

    name: str
    width: int
    height: int
    theme: str
    scale: float = 1.0
    forced_colours: bool = False
    reduced_motion: bool = False
    options: dict[str, str] = field(default_factory=dict)


LOOKS = (
    Look("wide-light", 1280, 800, "light"),
    Look("wide-dark", 1280, 800, "dark"),
    Look("narrow-light", 390, 844, "light"),
    Look("narrow-dark", 390, 844, "dark"),
    Look("zoomed-light", 640, 400, "light", scale=2.0),
    Look("forced-dark", 1280, 800, "dark", forced_colours=True),
    Look("still-light", 1280, 800, "light", reduced_motion=True),
)

DEVICES = [{"id": "usb", "label": "USB Mic"}, {"id": "cam", "label": "Webcam"}, {"id": "pods", "label": "Headset"}]
MIC = {"phase": "on", "device": "USB Mic", "devices": DEVICES, "path": "webrtc"}
MUTED = MIC | {"muted": True}
VIEW = {"language": "en", "place": "On this machine", "model": "Qwen2.5-Coder 1.5B", "models": "ready"}
TIMES = {"speech_end": 0, "turn_end": 450, "transcript": 290, "first_token": 690, "first_sound": 930, "done": 2500}


def turn(heard: str, said: str, **more: Any) -> State:
    """A finished turn, heard to its end unless `more` says otherwise."""
    usual = {"spoken": said, "interrupted": False, "superseded": False, "language": "en", "times_ms": TIMES}
    return {"heard": heard, "said": said} | usual | more


HEAT = (
    "A heat pump moves heat from a cold place to a warm one, the way a refrigerator does. For each kilowatt hour of "
    "electricity it brings three to four kilowatt hours of heat into the house."
)
CODE = """Count them with a `Counter`:

```python
from collections import Counter

words = open("notes.txt").read().split()
print(Counter(words).most_common(3))
```

It prints the **three** most frequent words."""
TALK = [
    turn("How does a heat pump work?", HEAT),
    turn(
        "And is it worth it for an old house?", "Often, yes. Have the roof insulated first: then a smaller one will do."
    ),
]
LONG = [
    turn(
        f"And what was question number {i}?",
        f"That was number {i}. " + "It was answered at some length. " * (1 + i % 4),
    )
    for i in range(1, 31)
]
INTERRUPTED = turn(
    "Explain how bread rises.",
    "Yeast eats the sugar in the dough and gives off carbon dioxide. The gluten holds the bubbles, and at 220 °C the "
    "crust sets. Then it must cool for an hour before it is cut.",
    spoken="Yeast eats the sugar in the dough and gives off carbon dioxide. The gluten holds",
    interrupted=True,
)
MISHEARD = [
    turn("Replace the wolf in the pump", "I see no wolf in the picture.", superseded=True),
    turn("Replace the valve in the pump", "Close the inlet first, then loosen the two bolts on the valve."),
]


def on(**view: Any) -> State:
    """The microphone is on and the view differs by this."""
    return {"connection": "open", "mic": MIC, "sound": "on", "view": VIEW | view, "turns": TALK}


FILES = [{"name": name, "label": label, "url": f"/assistant/finding/{name}"} for name, label in DOWNLOADS.items()]
ALBUM = [told_picture(number, name) for number, name in enumerate(PICTURES, 1)]
SAID = [turn("What is in this picture?", "A circle, a square and a ring; the largest is the ring on the right.")]


def looking(found: State | None = None, **view: Any) -> State:
    """A picture is on the stage, and this was found in it."""
    usual = {"pictures": ALBUM[:1], "picture": 1, "finding": finding() | found if found is not None else None}
    return on(**usual | view) | {"turns": SAID}


def finding(count: int = 0, picture: int = 1, masks: bool = True) -> State:
    """What was found in a picture of the album: its first so many shapes."""
    found = things(ALBUM[picture - 1]["name"], count, masks)
    usual: State = {"picture": picture, "intent": "segment" if masks else "find", "threshold": 0.35}
    return usual | {"things": found, "missing": [], "files": FILES if found else []}


STAGE_SCENES = (
    Scene("stage-picture", looking()),
    Scene(
        "stage-looking",
        looking(state="thinking", live={"text": "cut out the ring", "final": True}, step="Looking for rings"),
    ),
    Scene("stage-one", looking(finding(1))),
    Scene("stage-three", looking(finding(3))),
    Scene("stage-selected", looking(finding(3), selected=2)),
    Scene("stage-lit", looking(finding(3), state="speaking", lit=[1, 3]), wait_ms=300),
    Scene("stage-nine", looking(finding(9))),
    Scene("stage-nine-nameless", looking(finding(9)) | {"stage": {"names": False}}),
    Scene("stage-boxes", looking(finding(9, masks=False))),
    Scene("stage-certain", looking(finding(9)) | {"stage": {"threshold": {"picture": 1, "value": 0.6}}}),
    Scene("stage-nothing", looking({"missing": ["elephant"]})),
    Scene("stage-several", looking(finding(1, 2), pictures=ALBUM, picture=2)),
    Scene("stage-panorama", looking(finding(1, 3), pictures=ALBUM, picture=3)),
    Scene("stage-save", looking(finding(3)), presses=("[data-command=downloads]",)),
    Scene("stage-gone", looking(pictures=[ALBUM[0] | {"url": "/assistant/picture/99"}])),
    Scene("stage-error", looking(finding(1)) | {"incoming": {"error": "“notes.txt” is not a picture."}}),
    Scene("stage-camera", looking() | {"camera": {"phase": "asking"}}),
    Scene("camera-first", on() | {"camera": {"phase": "on"}}),
    Scene("adding", on() | {"incoming": {"name": "IMG_2041.HEIC", "place": 2, "count": 3, "sent": 0.4}}),
    Scene("refused", on() | {"incoming": {"error": "“notes.txt” is not a picture."}}),
)
SCENES = (
    Scene("start", {"connection": "open", "view": VIEW}),
    Scene("start-loading", {"connection": "open", "view": VIEW | {"models": "loading"}}),
    Scene("asking-permission", {"connection": "open", "view": VIEW, "mic": {"phase": "asking"}}),
    Scene("denied", {"connection": "open", "view": VIEW, "mic": {"phase": "denied"}}),
    Scene("no-microphone", {"connection": "open", "view": VIEW, "mic": {"phase": "none"}}),
    Scene("empty", on() | {"turns": []}, level=0.02),
    Scene("listening", on(), level=0.15),
    Scene("live-words", on(state="listening", live={"text": "what about the noise it", "final": False}), level=0.1),
    Scene("thinking", on(state="thinking", live={"text": "what about the noise it makes", "final": True})),
    Scene(
        "thinking-long",
        on(state="thinking", live={"text": "find the dogs", "final": True}, step="Looking for dogs"),
        wait_ms=1300,
    ),
    Scene(
        "speaking",
        on(
            state="speaking", live={"text": "what about the noise?", "final": True}, answer="About as loud as a fridge."
        ),
    ),
    Scene("asking", on(asking={"question": "Two dogs: one left, one right. Which?", "choices": ["left", "right"]})),
    Scene("overheard", on(overheard="are you coming home for dinner tonight")),
    Scene("unsure", on(overheard="what would that cost", unsure=True)),
    Scene("overheard-long", on(overheard="and now over to the weather with " + "rain in the north and " * 12)),
    Scene("options", on(), presses=("[data-command=options]",)),
    Scene("recording", on(recording="recording"), presses=("[data-command=options]",)),
    Scene("recording-full", on(recording="full", state="speaking", answer="About as loud as a fridge.")),
    Scene("muted", on() | {"mic": MUTED}),
    Scene("push-to-talk", on() | {"mic": MUTED | {"held": True}}, level=0.2),
    Scene(
        "attention",
        on(
            notice={
                "text": "I hear nothing from “USB Mic”. Try “Webcam”?",
                "action": {"label": "Try Webcam", "name": "device", "value": "cam"},
            }
        ),
    ),
    Scene("notice", on(notice={"text": "Nothing more is stored from here on.", "action": None})),
    Scene("unplugged", on() | {"mic": MIC | {"phase": "lost"}}),
    Scene("lost", on() | {"connection": "lost"}),
    Scene("elsewhere", on() | {"connection": "elsewhere", "mic": {"phase": "off"}}),
    Scene("continue", on() | {"mic": {"phase": "off"}, "sound": "blocked", "resumable": True}),
    Scene("sound-blocked", on() | {"sound": "blocked"}),
    Scene("sending-away", on(place="Sending to Polly", language="de", model="Llama 3.2 3B")),
    Scene("long", on() | {"turns": LONG}, level=0.05),
    Scene("long-scrolled", on() | {"turns": LONG}, scroll_up=True),
    Scene("interrupted", on() | {"turns": [*TALK, INTERRUPTED]}),
    Scene("superseded", on() | {"turns": MISHEARD}),
    Scene("correcting", on() | {"turns": TALK}, presses=("li:last-child .word:nth-of-type(4)",)),
    Scene("waterfall", on() | {"turns": TALK}, presses=("li:last-child .times",)),
    Scene("more", on() | {"turns": [turn("Explain heat pumps.", HEAT + " " + HEAT, spoken=HEAT)]}),
    Scene("code", on() | {"turns": [turn("Count the words in notes dot t x t", CODE)]}),
    Scene("devices", on(), presses=("button.device",)),
    *STAGE_SCENES,
)
