"""Every error that Oriel shows to a person; each message says what was wanted, what was got and what would work.

AssistantError
├── BadInput              what the user gave cannot be used (a file without sound, a text that is too long)
│   ├── SentOn            a web site sends on to another, of which nothing was said yet
│   ├── UnknownName       a voice, language, model or profile that does not exist
│   └── UnknownThing      a noun that the detector was never taught
├── BadSetting            a value in the configuration is unknown or out of range
├── ModelError
│   ├── ModelMissing      a model's files are not on this machine
│   ├── ModelCorrupt      a file's bytes are not the pinned ones
│   ├── FetchFailed       no source yielded the bytes
│   ├── LicenceNotAccepted  a model whose licence asks for it was to be fetched without a yes
│   ├── ModelRefused      a user's own file is not a model that can be run here, or is unsafe to read
│   └── NoSpace           not enough free disk for what was asked
├── EngineError
│   ├── EngineDied        the process that holds the models ended in the middle of a call
│   ├── EngineUnusable    it died too often, or could not be started at all
│   ├── WireError         a message was oversized or malformed
│   ├── NoMemory          a model does not fit into the memory that Oriel may use, or ran out of it
│   └── CallFailed        a model raised; the message is the model's
├── VoiceFailed           a voice broke off, so that another has to go on
├── HistoryError          the record of conversations cannot be opened or written
└── LedgerError           the record of what left this machine cannot be written, so nothing may leave
"""

from typing import Literal

VoiceTrouble = Literal["credentials", "network", "slow", "throttled", "voice", "audio", "service"]


class AssistantError(Exception):
    """The root; its text is one line that a person can act on."""


class BadInput(AssistantError):
    """What the user gave cannot be used."""


class SentOn(BadInput):
    """A web site sends on to another, of which nothing was said yet; `address` is where."""

    def __init__(self, message: str, address: str) -> None:
        super().__init__(message)
        self.address = address


class UnknownName(BadInput):
    """A name that does not exist, with the names that do."""

    def __init__(self, kind: str, name: str, have: list[str]) -> None:
        super().__init__(f"unknown {kind} '{name}'; have: {', '.join(have)}")


class UnknownThing(BadInput):
    """A noun that the detector was never taught; the message says what it knows."""


class BadSetting(AssistantError):
    """A value in the configuration is unknown or out of range."""


class ModelError(AssistantError):
    """Something about a model's files."""


class ModelMissing(ModelError):
    """A model's files are not on this machine."""


class ModelCorrupt(ModelError):
    """A file's bytes are not the pinned ones; both hashes are named."""


class FetchFailed(ModelError):
    """No source yielded the bytes."""


class LicenceNotAccepted(ModelError):
    """A model's licence must be accepted first; the message says how."""


class ModelRefused(ModelError):
    """A user's own file is not a model that can be run here, or is unsafe to read; the message says what would do."""


class NoSpace(ModelError):
    """Not enough free disk for what was asked."""


class EngineError(AssistantError):
    """Something about the process that holds the models."""


class EngineDied(EngineError):
    """The engine ended in the middle of a call; the next call starts it again."""


class EngineUnusable(EngineError):
    """The engine died too often or could not be started; only the user can mend it."""


class WireError(EngineError):
    """A message was oversized or malformed."""


class NoMemory(EngineError):
    """A model does not fit beside those that stay; the message lists need, free space and holders."""


class CallFailed(EngineError):
    """A model raised an error that has no type of its own here."""


class VoiceFailed(AssistantError):
    """A voice broke off; what it yielded until then are whole words, and `reason` is what was the matter."""

    def __init__(self, reason: VoiceTrouble, message: str) -> None:
        super().__init__(message)
        self.reason: VoiceTrouble = reason


class HistoryError(AssistantError):
    """The record of conversations cannot be opened or written."""


class LedgerError(AssistantError):
    """The record of what left this machine cannot be opened or written."""
