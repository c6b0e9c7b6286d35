"""What the app and the engine say to each other: msgpack with a schema, never pickled objects, bounded in size."""

from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from assistant.errors import BadInput, WireError
from assistant.generation import GenerationParams
from assistant.messages import (
    AudioChunk,
    Detection,
    Image,
    Mask,
    Message,
    ScoredIntent,
    ScoredPhrase,
    Segment,
    TextBox,
    TranscribeOptions,
    Utterance,
)

VERSION = 7  # part of the engine's address: clients and engines of other versions do not meet
MAX_MESSAGE_BYTES = 256 * 2**20  # two hours of 16 kHz speech are 230 MB


@dataclass(frozen=True)
class RoleCall:
    """The one method of a role, what it takes and what its stream yields."""

    method: str
    arguments: Any  # a tuple type, as msgspec reads it
    item: Any


ROLES: dict[str, RoleCall] = {
    "transcriber": RoleCall("transcribe", tuple[Utterance, TranscribeOptions], Segment),
    "language_model": RoleCall("reply", tuple[list[Message], GenerationParams, str | None], str),
    "voice": RoleCall("speak", tuple[str, float, str], AudioChunk),
    "detector": RoleCall("find", tuple[Image, str, float], Detection),
    "segmenter": RoleCall("outline", tuple[Image, list[Detection], bool], Mask),
    "vision_model": RoleCall("answer", tuple[list[Image], list[Message], GenerationParams], str),
    "text_reader": RoleCall("read", tuple[Image], TextBox),
    "phrase_extractor": RoleCall("extract", tuple[str], ScoredPhrase),
    "intent_classifier": RoleCall("classify", tuple[str], ScoredIntent),
    "classifier": RoleCall("classify", tuple[str, list[str], str], ScoredIntent),
}


class Handle(msgspec.Struct, frozen=True):
    """A model to be loaded once and shared: `module:function` and the keyword arguments that it is called with.

    Two handles with the same target and options are one model, whatever else differs. mib: what it is expected to take
    until it was measured; device: "cpu" or "gpu"; pinned: it stays when room is wanted; model: its name in the
    manifest.
    """

    role: str
    target: str
    options: tuple[tuple[str, str | int | float], ...]
    mib: int = 0
    device: str = "cpu"
    pinned: bool = False
    model: str = ""

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str | int | float], ...]]:
        """What tells one model from another."""
        return self.target, self.options

    @property
    def name(self) -> str:
        """What to call the model in a message to a person."""
        return self.model or self.target.partition(":")[0].rpartition(".")[2]


class Limits(msgspec.Struct, frozen=True):
    """What an engine may take, on its command line.

    memory_mib, gpu_mib: 0 for no bound; niceness: how far it stands back behind other processes, as the system counts
    it; load_s: the longest that a model may load; quiet_s: how long nothing must have run before it may start anew.
    """

    memory_mib: int = 0
    gpu_mib: int = 0
    niceness: int = 0
    load_s: float = 300.0
    quiet_s: float = 3.0


NO_LIMITS = Limits()


class Call(msgspec.Struct, tag="call", frozen=True):
    """Client to engine: run the role's method on this model."""

    id: int
    handle: Handle
    arguments: bytes


class Warm(msgspec.Struct, tag="warm", frozen=True):
    """Client to engine: load this model now; answered by Done or Failed."""

    id: int
    handle: Handle


class Cancel(msgspec.Struct, tag="cancel", frozen=True):
    """Client to engine: nobody waits for this call any more."""

    id: int


class Ask(msgspec.Struct, tag="ask", frozen=True):
    """Client to engine: say what you hold; answered by an Item that is a Status, and Done."""

    id: int


class Unload(msgspec.Struct, tag="unload", frozen=True):
    """Client to engine: let go of this model; answered by Done, or Failed while a call has it."""

    id: int
    handle: Handle


class Pin(msgspec.Struct, tag="pin", frozen=True):
    """Client to engine: this model stays, or need not stay, when room is wanted; answered by Done."""

    id: int
    handle: Handle
    pinned: bool


class Loaded(msgspec.Struct, frozen=True):
    """A model that an engine holds, once for each role that it plays; only the first has its mib.

    mib: what it takes, 0 where that is not known; leased: a call has it just now.
    """

    handle: Handle
    mib: int
    leased: bool
    pinned: bool


class Status(msgspec.Struct, frozen=True):
    """What an engine holds. budget_mib: what it may take, 0 for no bound; process_mib: what its process takes."""

    loaded: tuple[Loaded, ...] = ()
    budget_mib: int = 0
    process_mib: int = 0


class Item(msgspec.Struct, tag="item", frozen=True):
    """Engine to client: the next item of a call's stream."""

    id: int
    payload: bytes


class Done(msgspec.Struct, tag="done", frozen=True):
    """Engine to client: a call's stream has ended."""

    id: int


class Leaving(msgspec.Struct, tag="leaving", frozen=True):
    """Engine to client: I end now, for this reason, and whoever calls next starts me anew; what still runs is lost."""

    reason: str


class Ping(msgspec.Struct, tag="ping", frozen=True):
    """Client to engine: are you there? Answered by Pong at once, whatever the models do."""


class Pong(msgspec.Struct, tag="pong", frozen=True):
    """Engine to client: I am."""


class Failed(msgspec.Struct, tag="failed", frozen=True):
    """Engine to client: a call raised; kind is a class name of assistant.errors."""

    id: int
    kind: str
    message: str


ToEngine: TypeAlias = Call | Warm | Ask | Unload | Pin | Cancel | Ping
ToClient: TypeAlias = Item | Done | Failed | Leaving | Pong


class _Array(msgspec.Struct, array_like=True, frozen=True):
    dtype: str
    shape: tuple[int, ...]
    data: bytes


def _from_array(value: object) -> object:
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        return _Array(value.dtype.str, value.shape, value.tobytes())
    raise WireError(f"{type(value).__name__} does not travel")


def _to_array(kind: type, value: object) -> NDArray[Any]:
    # msgspec turns this ValueError into a ValidationError, which `decode` reports as a WireError.
    if kind is not np.ndarray and getattr(kind, "__origin__", None) is not np.ndarray:
        raise TypeError(f"{kind} does not travel")
    array = msgspec.convert(value, _Array)
    if np.dtype(array.dtype).hasobject:
        raise ValueError("arrays of objects do not travel")
    return np.frombuffer(array.data, dtype=np.dtype(array.dtype)).reshape(array.shape)


_encoder = msgspec.msgpack.Encoder(enc_hook=_from_array)


def encode(value: object) -> bytes:
    """Any of the types above, or an argument tuple or item of ROLES, as bytes."""
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError as error:
        raise BadInput("the text holds halves of characters; is the terminal set to UTF-8?") from error


def decode(data: bytes, kind: Any) -> Any:
    """The value of type `kind` in `data`; raises WireError when it is anything else."""
    try:
        return msgspec.msgpack.decode(data, type=kind, dec_hook=_to_array)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
        raise WireError(f"malformed message: wanted {kind}, got {len(data)} bytes that are not: {error}") from error


def send(connection: Connection, message: ToEngine | ToClient) -> None:
    """One message; the caller sees to it that one thread sends at a time. Raises OSError when the other end is gone."""
    data = encode(message)
    if len(data) > MAX_MESSAGE_BYTES:
        raise WireError(f"message of {len(data):,} bytes; at most {MAX_MESSAGE_BYTES:,} travel")
    connection.send_bytes(data)


def receive(connection: Connection, kind: Any) -> Any:
    """The next message. Raises EOFError or OSError when the other end is gone, WireError when it talks nonsense."""
    try:
        data = connection.recv_bytes(MAX_MESSAGE_BYTES)
    except OSError as error:
        if "bad message length" in str(error):
            raise WireError(f"message over {MAX_MESSAGE_BYTES:,} bytes refused") from error
        raise
    return decode(data, kind)
