"""How pages reach the app that runs them: the one desk of this process, opened and closed by the app's lifespan."""

from pathlib import Path
from typing import Literal, Protocol

from assistant.config import Config
from assistant.errors import AssistantError
from assistant.hearing import Hearing
from assistant.history import History
from assistant.ledger import Ledger
from assistant.messages import Snapshot
from assistant.shelf import Shelf
from assistant.voices import OfferedVoice


class Talk(Protocol):
    """The one conversation, as a page sees it."""

    @property
    def pronunciations(self) -> dict[str, str]:
        """Words that are said as the user taught Oriel → how they are said."""

    def snapshot(self) -> Snapshot:
        """What can be seen of it now."""

    def pronounce(self, word: str, said: str) -> None:
        """Say this word so from now on; said "": as a voice would by itself."""


class Desk(Protocol):
    """What a page may see and do. Any thread may call.

    microphones: the labels that the browser reported last; empty until it was allowed to name them.
    """

    config: Config
    settings_file: Path
    shelf: Shelf
    history: History
    ledger: Ledger
    microphones: tuple[str, ...]
    hearing: Hearing

    @property
    def session(self) -> Talk:
        """The one conversation."""

    def ask(self, text: str) -> object:
        """Put a typed question."""

    def apply(self, config: Config) -> None:
        """Take changed settings over at once."""

    def take_over(self) -> None:
        """Apply what stands in the user's file; raises BadSetting where it has something wrong."""

    def offered_voices(self, language: str) -> list[OfferedVoice]:
        """The voices of this computer that speak a language, ISO 639-1."""

    def offered_remote_voices(self, language: str) -> list[OfferedVoice]:
        """Amazon Polly's, where it may be asked; raises VoiceFailed where it cannot be."""

    def sample(self, voice: OfferedVoice, language: str) -> bytes:
        """What a voice sounds like: a WAV file. Raises AssistantError where it cannot speak."""

    def models_state(self) -> Literal["loading", "ready", "failed"]:
        """Whether an answer would come at once."""


_open: Desk | None = None  # set by the app's lifespan, read by every page's thread


def open_desk(desk: Desk | None) -> None:
    """Give the pages their desk, or take it away."""
    global _open
    _open = desk


def desk() -> Desk:
    """The desk of the app that runs in this process; AssistantError when none does."""
    if _open is None:
        raise AssistantError("Oriel is not running here; start it with: oriel app")
    return _open
