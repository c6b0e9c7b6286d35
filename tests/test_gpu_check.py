import pytest

from assistant import doctor
from local_models import gpu_check, profiles


def broken() -> str:
    raise OSError("libcublas.so.13: cannot open\nshared object file")


def test_each_library_that_cannot_use_the_gpu_is_a_line() -> None:
    checks = {"torch": lambda: "", "CTranslate2": broken, "llama.cpp": lambda: "it was built without CUDA"}
    assert gpu_check.problems(checks) == [
        "CTranslate2 cannot use the GPU: OSError: libcublas.so.13: cannot open shared object file",
        "llama.cpp cannot use the GPU: it was built without CUDA",
    ]


def test_check_that_dies_of_what_it_loads_is_a_problem_too() -> None:
    assert "end the process" in doctor.gpu_problems(lambda: (-6, ""))[0]
    assert doctor.gpu_problems(lambda: (0, "a\n\nb\n")) == ["a", "b"]
    assert doctor.gpu_problems(lambda: (0, "")) == []


@pytest.mark.gpu
@pytest.mark.skipif(profiles.gpu() is None, reason="nvidia-smi lists no GPU here")
def test_libraries_that_are_installed_here_can_use_the_gpu() -> None:
    assert gpu_check.problems(gpu_check.CHECKS) == []
