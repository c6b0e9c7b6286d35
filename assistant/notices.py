"""What stands beside the conversation: one sentence about a trouble, and what one button could do about it."""

import logging
from dataclasses import dataclass, replace

from assistant.errors import AssistantError
from assistant.messages import Pcm
from assistant.room import Room, sentence

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Notice:
    """remedy: a microphone that may work where the one in use does not; untold: it is still to be said."""

    text: str = ""
    remedy: str = ""
    untold: bool = False


class Notices:
    """The newest alone is shown; owned by the session's loop."""

    def __init__(self) -> None:
        self.shown = Notice()

    def tell(self, text: str, remedy: str = "") -> None:
        """Show it, to be said as soon as nothing else is being said or heard."""
        self.shown = Notice(text, remedy, untold=True)

    def note(self, text: str) -> None:
        """Show it, and leave it at that."""
        self.shown = Notice(text)

    def complain(self, error: AssistantError) -> None:
        """Show what went wrong beside an answer."""
        log.warning("something beside an answer failed: %s", type(error).__name__)
        self.shown = Notice(str(error))

    def fail(self, error: AssistantError) -> None:
        """There is no answer: say why, since whoever asked aloud may not be looking."""
        log.warning("a reply failed: %s", type(error).__name__)
        self.tell(str(error))

    def take_untold(self) -> str:
        """What is to be said now; empty when nothing is."""
        if not self.shown.untold:
            return ""
        self.shown = replace(self.shown, untold=False)
        return self.shown.text

    def put_away_old(self) -> None:
        """Another turn has come: what was there before it has been seen; what is still to be said stays."""
        if not self.shown.untold:
            self.shown = Notice()

    def dismiss(self) -> None:
        """Somebody has read it."""
        self.shown = Notice()


class MicrophoneWatch:
    """Notices a microphone in trouble; owned by the session's loop."""

    def __init__(self) -> None:
        self._room = Room()
        self._name = ""  # empty: sound that no room could trouble
        self._others: tuple[str, ...] = ()

    def listen_through(self, name: str, others: tuple[str, ...]) -> None:
        """Of another microphone, or of one that was off, nothing is known yet."""
        if name != self._name:
            self._room.reset()
        self._name, self._others = name, others

    def hear(self, pcm: Pcm, notices: Notices) -> bool:
        """More of its sound, int16 mono [n] at 16 kHz; whether there is something new to tell."""
        trouble = self._room.hear(pcm) if self._name else None
        if trouble is None:
            return False
        remedy = self._others[0] if self._others and trouble == "silent" else ""
        notices.tell(sentence(trouble, self._name, self._others), remedy)
        return True
