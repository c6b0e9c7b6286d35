import pytest

from assistant.engine.budget import Budget, Place
from assistant.engine.memory import Device
from assistant.engine.wire import Handle

TAKES_MIB = 1_000


def wanted() -> bool:
    return True


class Weights:
    """Numbers on the GPU, as torch keeps them."""

    def __init__(self, mib: int) -> None:
        import torch

        self._numbers = torch.zeros(mib << 20, dtype=torch.uint8, device="cuda")


@pytest.fixture
def card() -> Device:
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device here")
    from local_models.gpu_memory import Gpu

    return Gpu()


def test_a_process_is_found_in_what_nvidias_tool_lists() -> None:
    from local_models.gpu_memory import used_by

    told = "123, 410\n 77, 2048\n78, [N/A]\n"
    assert used_by(77, told) == 2048
    assert used_by(78, told) is None
    assert used_by(7, told) is None
    assert used_by(7, "") is None


@pytest.mark.gpu
def test_models_on_a_gpu_stay_within_their_memory_and_give_it_back(card: Device) -> None:
    budget = Budget(lambda _: Weights(TAKES_MIB), {"cpu": Place(card), "gpu": Place(card, 3_500)})
    before = card.free_mib()
    for number in range(20):
        handle = Handle("detector", f"tests.model_{number % 5}:load", (), TAKES_MIB, "gpu")
        with budget.lease(handle, wanted):
            assert before - card.free_mib() <= 3_500 * 1.05
    assert budget.evictions
    for gone in budget.evictions:
        assert gone.freed_mib >= 0.9 * gone.took_mib
