"""Orders to Oriel itself, carried out: what changes how it speaks and listens, and what the page is asked for."""

from dataclasses import dataclass
from typing import Protocol

from assistant.attention import Attention
from assistant.manner import Manner
from assistant.memory import Memory
from assistant.messages import Request
from assistant.notices import Notices
from assistant.playback import Playback
from assistant.surroundings import Surroundings
from assistant.telling.interpreting import begun, ended
from assistant.words.commands import Command
from assistant.words.interpreting import END
from assistant.words.pronouncing import Pronunciation

NOTHING_TO_REPEAT = "I have not said anything yet."


class Speaker(Protocol):
    """What of the dialogue an order may set going."""

    def speak(self, text: str, expected: str = "") -> None:
        """Say a sentence that belongs to no turn; expected: the language that it is in."""

    def begin_anew(self) -> None:
        """Begin another conversation."""


@dataclass
class Obeying:
    """Owned by the session's loop. request: what the page was asked for last."""

    manner: Manner
    memory: Memory
    notices: Notices
    attention: Attention
    playback: Playback
    surroundings: Surroundings
    dialogue: Speaker
    request: Request | None = None

    def obey(self, ordered: Command) -> None:
        """Carry out what was ordered, or have the page do it."""
        match ordered:
            case Command("stop"):
                pass  # whoever said it has stopped the sound by speaking
            case Command("repeat"):
                said, language = self.memory.last_answer()
                self.dialogue.speak(said or NOTHING_TO_REPEAT, language)
            case Command("slower" | "faster" | "louder" | "quieter" | "language"):
                self.manner.obey(ordered)
                self.playback.volume = self.manner.volume
            case Command("interpret" | "stop-interpreting"):
                self._interpret(ordered)
            case Command("new-conversation"):
                self.dialogue.begin_anew()
            case Command("dismiss"):
                self.notices.dismiss()
            case Command() if sentence := self.surroundings.obey(ordered, self.manner.language or "en"):
                self.notices.tell(sentence)
            case Command(name, value):
                self.request = Request(self.request.number + 1 if self.request else 1, name, value)

    def teach(self, taught: Pronunciation) -> None:
        """Say the word at once, so that it can be heard whether it is right."""
        self.memory.teach(taught.word, taught.said)
        how = f"“{taught.said}”" if taught.said else "it always was"
        self.notices.note(f"“{taught.word}” is read as {how} from now on.")
        self.dialogue.speak(f"{taught.word}.")

    def attend(self) -> None:
        """Two people who talk through Oriel do not call it by name."""
        self.attention.mode = "open" if self.manner.interpreting else self.manner.settings.addressee

    def _interpret(self, ordered: Command) -> None:
        """Begin or end; whatever is heard meanwhile is to be interpreted."""
        self.manner.obey(ordered)
        self.memory.leave_rest()
        self.attend()
        language = self.memory.turns[-1].language
        self.notices.tell(ended(language) if ordered.name == END else begun(ordered.value, language))
