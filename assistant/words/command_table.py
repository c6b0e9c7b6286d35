"""The commands that can be said to Oriel instead of pressing something: what each does, and how a language says them.

The languages stand beside it, `commands_en` and so on. "Show the dog", "select the dog" and "cut out the second dog"
are requests, and in none of them.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

HELP = {
    "stop": "Ends what Oriel is saying or doing.",
    "mute": "Turns the microphone off; only the button or its key turns it on again.",
    "talk": "Listens only while the talk key is held.",
    "new-conversation": "Starts a new conversation; the old one stays in the history.",
    "take-over": "Takes the conversation over from another window.",
    "details": "Shows where the time of the last answer went.",
    "latest": "Scrolls to the newest words.",
    "dismiss": "Puts away the notice or question that is shown.",
    "device": "Listens through another microphone.",
    "open": "Goes to the conversation, the settings, the models, the history or the privacy page.",
    "help": "Lists what can be said.",
    "repeat": "Says the last answer again.",
    "slower": "Speaks more slowly.",
    "faster": "Speaks faster.",
    "louder": "Speaks louder.",
    "quieter": "Speaks more quietly.",
    "other-voice": "Speaks with another voice, where there is one.",
    "offline-only": "Keeps every word on this computer; a voice here reads the answers.",
    "polly": "Lets Amazon Polly read the answers.",
    "language": "Listens in another language.",
    "sounds-off": "Switches the short signal sounds off.",
    "sounds-on": "Switches the short signal sounds on.",
    "add-picture": "Lets you choose a picture from a file.",
    "take-photo": "Opens the camera; said once more, takes the photo.",
    "close-camera": "Closes the camera without taking a photo.",
    "picture": "Puts another picture of the conversation on the stage.",
    "remove-picture": "Puts the picture on the stage away; its file is not touched.",
    "select": "Chooses one of the numbered things on the picture, or none.",
    "show-masks": "Shows the masks on the picture.",
    "hide-masks": "Hides the masks on the picture.",
    "show-boxes": "Shows the boxes on the picture.",
    "hide-boxes": "Hides the boxes on the picture.",
    "show-names": "Shows the names on the picture.",
    "hide-names": "Hides the names on the picture.",
    "more-sensitive": "Shows things that are less certain, too.",
    "less-sensitive": "Shows only what is more certain.",
    "save": "Saves the picture with its masks, the cut-out, the masks, or their data: COCO, LabelMe, YOLO, SVG.",
    "downloads": "Lists what can be saved.",
    "picture-tools": "Unfolds the tools of the picture in a narrow window.",
    "look": "Says what makes the page light or dark.",
    "text-size": "Says what makes the text larger.",
    "full-screen": "Says what makes the page fill the screen.",
    "leave": "Says how to end Oriel.",
    "wake": "Says that Oriel listens.",
}
FORMATS = {"coco", "labelme", "yolo", "outlines"}  # of what can be saved, those that other tools read
VALUED = {"device", "open", "language", "picture", "select", "save"}  # of what kind is part of what was said
UNNAMED = {"save": "overlay"}  # what is meant where the kind is not said
TAUGHT = ("stop", "mute", "repeat", "slower", "new-conversation", "open")  # by "help"; more would not be remembered


@dataclass(frozen=True)
class Said:
    """How one language says one command.

    phrases: to be taught, the first above all; pattern: matches the whole of what was said, without punctuation; what
    its first group that took part caught is the command's value.
    """

    name: str
    phrases: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Tongue:
    """One language's table, and what is said around a command in it.

    filler: means nothing, wherever it stands; opening, closing: politeness, to be matched at the start, searched at the
    end. reason: begins why something is ordered ("I can't hear you"); asking: begins the order after its reason.
    values: command → word as heard → value. keys: command → words that only it has, for whoever knows already that it
    is one. goes_on: continues an answer; reads_all: asks for the whole of it.
    accents: whether letters keep theirs; spaced: whether words have spaces between them.
    """

    said: tuple[Said, ...]
    values: Mapping[str, Mapping[str, str]]
    keys: Mapping[str, re.Pattern[str]]
    filler: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    reason: re.Pattern[str]
    asking: re.Pattern[str]
    goes_on: tuple[Said, ...]
    reads_all: re.Pattern[str]
    accents: bool = True
    spaced: bool = True

    def plain(self, text: str) -> str:
        """The text as the patterns around a command read it: lower case, French and Spanish without accents."""
        text = unicodedata.normalize("NFC", text).casefold().replace("’", "'")
        if self.accents:
            return text
        bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
        return bare.replace("'", " ")

    def words(self, plain: str) -> str:
        """The words alone, as a row's pattern reads them."""
        return (" " if self.spaced else "").join(re.findall(r"\w+", plain.replace("'", "")))


def said(name: str, phrases: str, *patterns: str) -> Said:
    """A row; phrases: separated by semicolons."""
    return Said(name, tuple(phrases.split("; ")), re.compile("|".join(patterns)))


def meaning(words: Mapping[str, str]) -> dict[str, str]:
    """Value → its words, separated by commas, turned round: each word → value."""
    return {word: value for value, row in words.items() for word in row.split(", ")}


def numbers(rows: str) -> dict[str, str]:
    """Words for one, for two and so on, a line each → the number in digits."""
    return {word: str(number) for number, row in enumerate(rows.strip().splitlines(), 1) for word in row.split()}


def keyed(**keys: str) -> dict[str, re.Pattern[str]]:
    """Patterns of `Tongue.keys`; in the names of commands "_" stands for "-"."""
    return {name.replace("_", "-"): re.compile(pattern) for name, pattern in keys.items()}


def formats(files: Mapping[str, str]) -> str:
    """A pattern for those words that name a format."""
    return either({word: value for word, value in files.items() if value in FORMATS})


def either(words: Mapping[str, str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
