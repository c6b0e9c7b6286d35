"""Whether the libraries that models run on can use the GPU, as `python -m local_models.gpu_check`: a line a problem.

It runs in a process of its own: a clash of CUDA libraries ends the process that meets it.
"""

import ctypes
import sys
from collections.abc import Callable

CUBLAS = ("libcublas.so.13", "libcublas.so.12")  # what CTranslate2 looks for, in this order
LEAST_CUDNN = 90_000  # version 9, which torch is built for


def problems(checks: dict[str, Callable[[], str]]) -> list[str]:
    """What each check says, or how it failed; none where all is well."""
    found = []
    for name, check in checks.items():
        try:
            said = check()
        except (ImportError, OSError, RuntimeError) as error:
            said = f"{type(error).__name__}: {error}"
        if said:
            found.append(f"{name} cannot use the GPU: {' '.join(said.split())}")
    return found


def check_torch() -> str:
    """Torch sees the GPU and has a cuDNN that it can use."""
    import torch

    if not torch.cuda.is_available():
        return f"it is built for CUDA {torch.version.cuda}, which this driver does not offer; update the driver"
    version = torch.backends.cudnn.version() or 0  # type: ignore[no-untyped-call]
    if version < LEAST_CUDNN:
        return f"it found cuDNN {version}, and needs 9 or newer; remove the other cuDNN from the library path"
    return ""


def check_ctranslate2() -> str:
    """CTranslate2 sees the GPU, and finds the cuBLAS that torch brought."""
    import ctranslate2

    if not ctranslate2.get_cuda_device_count():
        return "it sees no CUDA device"
    for name in CUBLAS:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return ""
    return f"neither {' nor '.join(CUBLAS)} can be loaded; install nvidia-cublas"


def check_llama() -> str:
    """llama.cpp was built with CUDA."""
    import llama_cpp

    return "" if llama_cpp.llama_supports_gpu_offload() else "it was built without CUDA; run: python3 scripts/start.py"


# torch first: it loads the CUDA libraries that CTranslate2 then finds by name.
CHECKS = {"torch": check_torch, "CTranslate2": check_ctranslate2, "llama.cpp": check_llama}

if __name__ == "__main__":
    sys.stdout.write("\n".join(problems(CHECKS)))
