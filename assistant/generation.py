"""How a language model writes: the sixteen parameters of text-generation-inference, their ranges and their presets."""

from dataclasses import dataclass, replace

from assistant.errors import BadInput

MOST_TOKENS = 131_072  # as many as the longest context that the settings allow
LARGEST_SEED = 2**32 - 1  # what llama.cpp takes

# What a number may be, both ends included. A parameter that may also be None is not looked up here when it is.
RANGES: dict[str, tuple[float, float]] = {
    "best_of": (1, 16),
    "max_new_tokens": (1, MOST_TOKENS),
    "repetition_penalty": (0.1, 10.0),
    "seed": (0, LARGEST_SEED),
    "temperature": (0.01, 100.0),
    "top_k": (0, 1_000_000),
    "top_p": (0.01, 1.0),
    "truncate": (1, MOST_TOKENS),
    "typical_p": (0.01, 1.0),
}


@dataclass(frozen=True, kw_only=True)
class GenerationParams:
    """How a language model writes; the defaults are those of the article "Dialogue-guided visual language processing".

    The parameters, and what they do, are text-generation-inference's. A backend does every one of them or refuses it
    by name: what is asked for is never dropped in silence. Raises BadInput for a value out of its range.

    - best_of: how many answers are written, 1 to 16, of which the likeliest is taken; above 1 it needs do_sample.
    - decoder_input_details: the prompt's tokens and their log probabilities come back too; needs details.
    - details: how the answer ended, its tokens and their log probabilities come back beside its text.
    - do_sample: True draws each token by chance; False takes the likeliest, and temperature, top_k, top_p, typical_p
      and seed mean nothing.
    - max_new_tokens: longest answer, 1 to 131,072 tokens.
    - repetition_penalty: how much less likely a token that was there before becomes, 0.1 to 10; 1: no less.
    - return_full_text: the prompt stands before the answer.
    - seed: makes chance repeatable, 0 to 4,294,967,295; None: another one each time.
    - stop: an answer ends before the first of these texts.
    - temperature: how much chance counts, 0.01 to 100; 1: as the model learned it.
    - top_k: so many likeliest tokens are drawn from, 0 to 1,000,000; 0: all.
    - top_p: the likeliest tokens that together have this probability are drawn from, 0.01 to 1; 1: all.
    - truncate: only so many last tokens of the prompt are read, 1 to 131,072; None: all.
    - typical_p: the most typical tokens that together have this probability are drawn from, 0.01 to 1; 1: all.
    - watermark: tokens are chosen so that the text can later be told to be a model's.
    - stream: the answer comes piece by piece; False: in one piece, when it is complete.
    """

    best_of: int = 1
    decoder_input_details: bool = True
    details: bool = True
    do_sample: bool = True
    max_new_tokens: int = 20
    repetition_penalty: float = 1.03
    return_full_text: bool = False
    seed: int | None = None
    stop: tuple[str, ...] = ()
    temperature: float = 0.5
    top_k: int = 10
    top_p: float = 0.95
    truncate: int | None = None
    typical_p: float = 0.95
    watermark: bool = True
    stream: bool = False

    def __post_init__(self) -> None:
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if value is not None and not low <= value <= high:
                raise BadInput(f"{name} must lie between {low:,} and {high:,}; got {value}")
        if problem := _problem(self):
            raise BadInput(problem)

    @classmethod
    def greedy(cls, max_new_tokens: int = 400) -> "GenerationParams":
        """The likeliest answer and nothing beside it, streamed; with `do_sample`, chance as llama.cpp would have it."""
        return cls(
            decoder_input_details=False,
            details=False,
            do_sample=False,
            max_new_tokens=max_new_tokens,
            repetition_penalty=1.0,
            temperature=1.0,
            top_k=40,
            typical_p=1.0,
            watermark=False,
            stream=True,
        )


def _problem(params: GenerationParams) -> str:
    """Which parameters contradict each other and what would do; "" where none do."""
    if not all(params.stop):
        return "stop must be texts of at least one character; got an empty one"
    if params.best_of > 1 and not params.do_sample:
        return f"best_of {params.best_of} needs do_sample: the likeliest tokens give the same answer every time"
    if params.best_of > 1 and params.stream:
        return f"best_of {params.best_of} cannot stream: the best is known when all are written; set stream to false"
    if params.decoder_input_details and not params.details:
        return "decoder_input_details are part of the details; set details to true"
    if params.decoder_input_details and params.stream:
        return "decoder_input_details do not come in a stream; set stream to false"
    return ""


# All that the article's demo asked for; text-generation-inference does all of it.
DIALOGUE_GUIDED = GenerationParams()
# What of it chooses words, as any backend can: nothing beside the text, no watermark, and aloud from the first words.
DIALOGUE_GUIDED_WORDS = replace(
    DIALOGUE_GUIDED, decoder_input_details=False, details=False, watermark=False, stream=True
)
# Oriel's own: the likeliest answer, the same every time, spoken while it is written.
ORIEL = GenerationParams.greedy()
