"""What a user may set, section by section: each setting with its default, its bounds and what it does."""

from dataclasses import dataclass, field, replace
from typing import Any

from assistant.choices import LANGUAGES
from assistant.generation import DIALOGUE_GUIDED, DIALOGUE_GUIDED_WORDS, ORIEL, RANGES, GenerationParams


def setting(
    default: Any, doc: str, low: float | None = None, high: float | None = None, choices: tuple[str, ...] = ()
) -> Any:
    """A dataclass field that a user may set; doc says what it does, low and high bound numbers, choices are all."""
    return field(default=default, metadata={"doc": doc, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True)
class ModelSettings:
    """[models]"""

    profile: str = setting("auto", "Which set of models to use: a profile's name, or auto for what fits this machine.")
    transcriber: str = setting("", "A model of the manifest to hear with, instead of the profile's.")
    language_model: str = setting(
        "", "A model of the manifest to use instead of the profile's; empty for the profile's."
    )
    hub: str = setting(
        "", "A mirror of the model hub, https://…, to fetch models from; empty for the hub itself, or for HF_ENDPOINT."
    )
    threads: int = setting(0, "Threads for each model that computes; 0 for one per core, at most 8.", 0, 64)
    context_tokens: int = setting(4096, "How many tokens the language model can attend to.", 1024, 131072)
    memory_mib: int = setting(
        0, "Memory that all models together may take, in MiB; 0 for three quarters of what there is.", 0, 2**22
    )
    device: str = setting(
        "auto",
        "Where models compute: auto, on a GPU where the profile is for one and it is there; cpu; gpu.",
        choices=("auto", "cpu", "gpu"),
    )
    compute_type: str = setting(
        "auto",
        "How the transcriber computes: auto, int8 on a CPU and int8_float16 on a GPU; larger ones take more memory.",
        choices=("auto", "int8", "int8_float16", "float16", "float32"),
    )
    kv_cache: str = setting(
        "f16",
        "How the language model keeps what it has read: f16; q8_0 takes half the memory and q4_0 a quarter, less"
        " exact.",
        choices=("f16", "q8_0", "q4_0"),
    )


@dataclass(frozen=True)
class ListeningSettings:
    """[listening]"""

    microphone: str = setting("", "Which microphone Oriel listens to; empty for the system's own choice.")
    language: str = setting("auto", "The language you speak; auto lets Oriel find out.", choices=("auto", *LANGUAGES))
    addressee: str = setting(
        "attentive",
        "Whom Oriel answers: attentive, what is meant for it; open, everything that it hears.",
        choices=("attentive", "open"),
    )
    hot_words: str = setting("", "Names and words that Oriel should expect, separated by commas.")
    pause_s: float = setting(
        0.2, "Seconds of silence after which Oriel asks itself whether you have finished.", 0.1, 2.0
    )
    longest_pause_s: float = setting(3.0, "Seconds of silence that end every turn.", 0.5, 10.0)
    patience: float = setting(
        1.0, "How long Oriel waits in your pauses: 2 is twice as long; it also learns your own.", 0.5, 3.0
    )


@dataclass(frozen=True)
class AnswerSettings:
    """[answers]"""

    preset: str = setting(
        "oriel",
        "How answers are worded: oriel, by the values below; dialogue-guided, by those of the demo of the article of"
        " that name; dialogue-guided-words, by those of them that choose words, which any model can do.",
        choices=("oriel", "dialogue-guided", "dialogue-guided-words"),
    )
    max_new_tokens: int = setting(400, "Longest answer, in tokens; a token is three quarters of a word.", 8, 1024)
    temperature: float = setting(0.0, "0 gives the likeliest answer, higher values more varied ones.", 0.0, 2.0)
    top_k: int = setting(
        40, "Varied answers choose each token out of so many likeliest ones; 0 for out of all.", 0, 200
    )
    top_p: float = setting(
        0.95,
        "Varied answers choose out of the likeliest tokens that together have this probability; 1 for all.",
        0.05,
        1.0,
    )
    repetition_penalty: float = setting(
        1.0, "Makes what was already said in an answer less likely to come again; 1 does nothing.", 1.0, 2.0
    )
    seed: int = setting(0, "Makes varied answers repeatable; the same seed gives the same answer.", 0, 2**31 - 1)
    fillers: bool = setting(True, "A short “Hm, let me see.” when the first word of an answer takes long.")

    @property
    def params(self) -> GenerationParams:
        """What a language model is asked for."""
        if self.preset == "dialogue-guided":
            return DIALOGUE_GUIDED
        if self.preset == "dialogue-guided-words":
            return replace(DIALOGUE_GUIDED_WORDS, max_new_tokens=self.max_new_tokens)
        coolest, _ = RANGES["temperature"]
        varied = self.temperature >= coolest
        return replace(
            ORIEL,
            do_sample=varied,
            max_new_tokens=self.max_new_tokens,
            repetition_penalty=self.repetition_penalty,
            seed=self.seed,
            temperature=self.temperature if varied else ORIEL.temperature,
            top_k=self.top_k,
            top_p=self.top_p,
        )


@dataclass(frozen=True)
class VisionSettings:
    """[vision]"""

    detector: str = setting("", "A model of the manifest that finds things, instead of the profile's.")
    segmenter: str = setting("", "A model of the manifest that outlines things, instead of the profile's.")
    fine_segmenter: str = setting(
        "", "One that outlines them where edges are to be fine; empty for the one that always does, with more care."
    )
    edges: str = setting(
        "normal",
        "How exact outlines are: normal, or fine, which takes longer and follows fur and corners.",
        choices=("normal", "fine"),
    )
    vision_model: str = setting(
        "",
        "A model of the manifest, or the path of a folder of your own, that answers about pictures in its own words;"
        " empty for the profile's, or for only what the detector finds.",
    )
    quantize: str = setting(
        "none",
        "How a vision_model for transformers is made smaller by bitsandbytes, where that is installed.",
        choices=("none", "8bit", "4bit"),
    )
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

    order: str = setting(
        "offline-only",
        "Whose voice is heard: offline-only, a voice on this machine, and nothing said leaves it; offline-first, Amazon"
        " Polly only for languages that no voice here speaks; polly-first, Amazon Polly while it can be reached.",
        choices=("offline-only", "offline-first", "polly-first"),
    )
    name: str = setting("hibari", "The voice on this machine that reads answers in its own language.")
    piper: str = setting("", "A folder with voices of Piper (.onnx with .onnx.json), where piper-tts is installed.")
    speed: float = setting(1.0, "How fast Oriel speaks: 1 is its natural pace, 2 is twice as fast.", 0.7, 3.0)
    volume: float = setting(1.0, "How loud Oriel speaks, from 0 to 1.", 0.0, 1.0)


@dataclass(frozen=True)
class PollySettings:
    """[polly]; credentials are boto3's own business."""

    voice: str = setting("", "A voice of Amazon Polly, such as Joanna; empty for the first one of the language.")
    engine: str = setting(
        "neural",
        "Which engine of Amazon Polly speaks; dearer ones sound more natural.",
        choices=("standard", "neural", "long-form", "generative"),
    )
    region: str = setting("", "The AWS region to send to, such as eu-central-1; empty for that of your AWS profile.")
    profile: str = setting("", "The AWS profile to sign with; empty for your usual one.")
    lexicons: str = setting("", "Lexicons of your account that shape how words are said, separated by commas.")
    first_byte_s: float = setting(0.7, "Seconds that Amazon Polly has to begin before a voice here does.", 0.2, 5.0)
    cache_mib: int = setting(64, "How much disk phrases that were spoken before may take; 0 keeps none.", 0, 4096)
    price_per_million: float = setting(
        0.0, "What a million characters cost, in dollars, to be shown beside what was sent; 0 for not.", 0.0, 1000.0
    )


@dataclass(frozen=True)
class SoundSettings:
    """[sounds]"""

    listening: bool = setting(True, "A sound when Oriel starts to listen.")
    taken: bool = setting(True, "A sound when Oriel has taken your request.")
    muted: bool = setting(True, "A sound when the microphone is muted.")
    needs_you: bool = setting(True, "A sound when Oriel needs you to decide something.")
    unsure: bool = setting(True, "A soft tick when Oriel is not sure that you meant it.")


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

    keep_history: bool = setting(
        True, "Conversations, and the texts that left this machine, are kept on this machine until you delete them."
    )
    fetch_pictures: bool = setting(
        True, "A picture may be fetched from a web address, each time after a yes; “offline only” switches this off."
    )


SECTIONS: dict[str, Any] = {
    "models": ModelSettings,
    "listening": ListeningSettings,
    "answers": AnswerSettings,
    "vision": VisionSettings,
    "voice": VoiceSettings,
    "polly": PollySettings,
    "sounds": SoundSettings,
    "keys": KeySettings,
    "page": PageSettings,
    "privacy": PrivacySettings,
}
