"""What a user may set, section by section: each setting with its default, its bounds and what it does."""

from dataclasses import dataclass, field
from typing import Any

from assistant.choices import LANGUAGES


def setting(
    default: Any, doc: str, low: float | None = None, high: float | None = None, choices: tuple[str, ...] = ()
) -> Any:
    """A dataclass field that a user may set; doc says what it does, low and high bound numbers, choices are all."""
    return field(default=default, metadata={"doc": doc, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True)
class ModelSettings:
    """[models]"""

    profile: str = setting("auto", "Which set of models to use: a profile's name, or auto for what fits this machine.")
    language_model: str = setting(
        "", "A model of the manifest to use instead of the profile's; empty for the profile's."
    )
    threads: int = setting(0, "Threads for each model that computes; 0 for one per core, at most 8.", 0, 64)
    context_tokens: int = setting(4096, "How many tokens the language model can attend to.", 1024, 131072)


@dataclass(frozen=True)
class ListeningSettings:
    """[listening]"""

    microphone: str = setting("", "Which microphone Oriel listens to; empty for the system's own choice.")
    language: str = setting("auto", "The language you speak; auto lets Oriel find out.", choices=("auto", *LANGUAGES))
    hot_words: str = setting("", "Names and words that Oriel should expect, separated by commas.")
    pause_s: float = setting(
        0.2, "Seconds of silence after which Oriel asks itself whether you have finished.", 0.1, 2.0
    )
    longest_pause_s: float = setting(3.0, "Seconds of silence that end every turn.", 0.5, 10.0)
    complete: float = setting(0.5, "How sure the turn detector must be that you have finished, 0 to 1.", 0.0, 1.0)


@dataclass(frozen=True)
class AnswerSettings:
    """[answers]"""

    max_tokens: int = setting(400, "Longest answer, in tokens.", 16, 4096)
    temperature: float = setting(0.0, "0 gives the likeliest answer, higher values more varied ones.", 0.0, 2.0)
    seed: int = setting(0, "Makes varied answers repeatable; the same seed gives the same answer.", 0, 2**31 - 1)


@dataclass(frozen=True)
class VisionSettings:
    """[vision]"""

    detector: str = setting("", "A model of the manifest that finds things, instead of the profile's.")
    segmenter: str = setting("", "A model of the manifest that outlines things, instead of the profile's.")
    certainty: str = setting(
        "normal",
        "How sure the detector must be: normal (0.35; the small one 0.3) or strict (0.5, and 0.55 for each word).",
        choices=("normal", "strict"),
    )
    box_threshold: float = setting(
        0.0,
        "The score from which something counts as found, instead of what certainty means; 0 leaves it at that.",
        0,
        1,
    )


@dataclass(frozen=True)
class VoiceSettings:
    """[voice]"""

    name: str = setting("hibari", "The voice that reads answers.")
    speed: float = setting(1.0, "How fast Oriel speaks: 1 is its natural pace, 2 is twice as fast.", 0.7, 3.0)
    volume: float = setting(1.0, "How loud Oriel speaks, from 0 to 1.", 0.0, 1.0)


@dataclass(frozen=True)
class SoundSettings:
    """[sounds]"""

    listening: bool = setting(True, "A sound when Oriel starts to listen.")
    taken: bool = setting(True, "A sound when Oriel has taken your request.")
    muted: bool = setting(True, "A sound when the microphone is muted.")
    needs_you: bool = setting(True, "A sound when Oriel needs you to decide something.")


@dataclass(frozen=True)
class KeySettings:
    """[keys]; each one character (KeyboardEvent.key) or a key's name (KeyboardEvent.code), no two the same."""

    enabled: bool = setting(True, "Single keys work outside text fields.")
    talk: str = setting("Space", "The key that is held to talk.")
    mute: str = setting("m", "The key that mutes the microphone.")
    stop: str = setting("Escape", "The key that stops Oriel's answer.")


@dataclass(frozen=True)
class PageSettings:
    """[page]"""

    screen_reader: bool = setting(False, "My screen reader speaks: Oriel stays silent and leaves reading aloud to it.")


@dataclass(frozen=True)
class PrivacySettings:
    """[privacy]"""

    keep_history: bool = setting(True, "Conversations are kept on this machine until you delete them.")


SECTIONS: dict[str, Any] = {
    "models": ModelSettings,
    "listening": ListeningSettings,
    "answers": AnswerSettings,
    "vision": VisionSettings,
    "voice": VoiceSettings,
    "sounds": SoundSettings,
    "keys": KeySettings,
    "page": PageSettings,
    "privacy": PrivacySettings,
}
