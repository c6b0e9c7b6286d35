"""What a page may tell the server: one type for each message, checked as it is read."""

from typing import Annotated, TypeAlias

import msgspec

from assistant.errors import WireError

Rate = Annotated[int, msgspec.Meta(ge=3_000, le=768_000)]  # Hz; what a browser's sound may have

MOST_PIXELS = 1 << 20  # along a side of any picture


class _Doing(msgspec.Struct, frozen=True, tag_field="do", rename="kebab", forbid_unknown_fields=True):
    """The tag is the class's name in kebab-case, under the key `do`."""


class Hello(_Doing, tag="hello", frozen=True):
    """The first message. client: a name of the page's own; have: up to where it holds the sound of that run already."""

    client: str
    run: str = ""
    have: int = 0


class Take(_Doing, tag="take", frozen=True):
    """Have the conversation in this window."""


class Microphone(_Doing, tag="microphone", frozen=True):
    """The state of the microphone, told whenever it changes, also where nobody pressed anything.

    rate: of its samples by the socket, in Hz; pressed: somebody turned it on or off; held: the talk key is down.
    """

    on: bool
    muted: bool = False
    device: str = ""
    others: tuple[str, ...] = ()
    rate: Rate = 48_000
    greet: bool = False
    pressed: bool = False
    held: bool = False


class Finish(_Doing, tag="finish", frozen=True):
    """The key was released, the microphone muted: what was being said has been said."""


class Sound(_Doing, tag="sound", frozen=True):
    """Whether the loudspeaker can be heard."""

    on: bool


class Played(_Doing, tag="played", frozen=True):
    """Everything before this place has sounded; dry: nothing more is there to be played; gain: how loud, 0 to 1."""

    place: int
    dry: bool
    gain: Annotated[float, msgspec.Meta(ge=0, le=1)] = 1.0


class Stop(_Doing, tag="stop", frozen=True):
    """Be silent."""


class Ask(_Doing, tag="ask", frozen=True):
    """Something said by a button: an answer to Oriel's question, or "more"."""

    text: str


class AnswerThat(_Doing, tag="answer-that", frozen=True):
    """Answer what was heard and not taken to be meant for Oriel."""


class Choose(_Doing, tag="choose", frozen=True):
    """Use the microphone with this label from now on; empty: the system's own choice."""

    microphone: str


class Dismiss(_Doing, tag="dismiss", frozen=True):
    """The notice has been read."""


class Correct(_Doing, tag="correct", frozen=True):
    """The word with this number in that turn was really another."""

    turn: int
    word: int
    text: str


class Anew(_Doing, tag="anew", frozen=True):
    """Begin a new conversation."""


class Record(_Doing, tag="record", frozen=True):
    """Keep the conversation from now on."""


class Look(_Doing, tag="look", frozen=True):
    """Put the picture with this number on the stage."""

    picture: int


class Select(_Doing, tag="select", frozen=True):
    """Choose the thing with this number on the stage; 0: none."""

    thing: int


class Point(_Doing, tag="point", frozen=True):
    """A point of the picture on the stage, in its pixels, belongs to the thing with this number, or does not."""

    thing: int
    x: Annotated[float, msgspec.Meta(ge=0, le=MOST_PIXELS)]
    y: Annotated[float, msgspec.Meta(ge=0, le=MOST_PIXELS)]
    inside: bool


class Threshold(_Doing, tag="threshold", frozen=True):
    """Things count as found from this score on."""

    value: Annotated[float, msgspec.Meta(ge=0, le=1)]


class RemovePicture(_Doing, tag="remove-picture", frozen=True):
    """Take the picture with this number out of the conversation."""

    picture: int


Doing: TypeAlias = (
    Hello
    | Take
    | Microphone
    | Finish
    | Sound
    | Played
    | Stop
    | Ask
    | AnswerThat
    | Choose
    | Dismiss
    | Correct
    | Anew
    | Record
    | Look
    | Select
    | Point
    | Threshold
    | RemovePicture
)
_decoder: msgspec.json.Decoder[Doing] = msgspec.json.Decoder(Doing)


def doing(text: str) -> Doing:
    """What a message says; raises WireError when it is none of them."""
    try:
        return _decoder.decode(text)
    except msgspec.DecodeError as error:
        raise WireError(f"a page sent what no page sends: {error}") from error
