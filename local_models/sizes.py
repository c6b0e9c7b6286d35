"""What a model needs of memory, before anything has been measured: its entry in the manifest, and how it is loaded."""

from typing import Literal

from local_models.manifest import Model

Device = Literal["cpu", "gpu"]

KIB_A_MIB = 1024
FULL_BITS = 16.0  # what the manifest counts a number of the cache at
BITS = {"f16": 16.0, "q8_0": 8.5, "q4_0": 4.5}  # with the scale that 32 numbers share
# A transcriber's figures are for weights of 8 bits; the encoder's working memory is a small part of them.
WIDER = {"int8": 1.0, "int8_float16": 1.0, "float16": 1.7, "float32": 3.0}


def need_mib(
    model: Model, device: Device = "cpu", context_tokens: int = 0, cache: str = "f16", compute: str = "int8"
) -> int:
    """Weights and working memory together, in MiB.

    context_tokens: of a language model, 0 for what its entry is counted with; compute: of a transcriber, as
    CTranslate2 calls it. Pictures are brought to one size by every model that sees them, and are looked at one at a
    time, so that their size does not matter here.
    """
    base = model.gpu_mib if device == "gpu" else model.memory_mib
    if model.role == "transcriber":
        return round(base * WIDER.get(compute, 1.0))
    counted = model.kv_kib_per_token * model.context_tokens / KIB_A_MIB
    wanted = model.kv_kib_per_token * (context_tokens or model.context_tokens) / KIB_A_MIB
    return round(base - counted + wanted * BITS[cache] / FULL_BITS)
