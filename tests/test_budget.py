import random
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.engine.budget import Budget, Eviction, NotWanted, Place
from assistant.engine.precedence import CLAUSE_PIECES, Precedence
from assistant.engine.sizes import Sizes
from assistant.engine.wire import Handle
from assistant.errors import BadSetting, NoMemory
from tests.devices import SimulatedDevice

HANDLE = Handle("voice", "tests.nothing:load", ())


def wanted() -> bool:
    return True


def test_model_is_loaded_once_and_shared() -> None:
    loads: list[Handle] = []
    budget = Budget(lambda handle: loads.append(handle) or object())
    with budget.lease(HANDLE, wanted) as first:
        pass
    with budget.lease(HANDLE, wanted) as second:
        pass
    assert first is second
    assert loads == [HANDLE]


def test_lease_excludes_others_until_it_ends() -> None:
    budget = Budget(lambda _: object())
    with budget.lease(HANDLE, wanted):
        looked = iter([True, True, False])
        with pytest.raises(NotWanted), budget.lease(HANDLE, lambda: next(looked)):
            pass
    with budget.lease(HANDLE, wanted):
        pass


def test_model_that_failed_to_load_can_be_tried_again() -> None:
    attempts = iter([RuntimeError("no memory"), None])

    def load(_: Handle) -> object:
        if (error := next(attempts)) is not None:
            raise error
        return object()

    budget = Budget(load)
    with pytest.raises(RuntimeError), budget.lease(HANDLE, wanted):
        pass
    with budget.lease(HANDLE, wanted):
        pass


def test_other_calls_give_way_while_an_urgent_one_runs() -> None:
    precedence = Precedence()
    order: list[str] = []
    waiting = threading.Event()

    def other() -> None:
        with precedence.enter("segmenter") as standing:
            waiting.set()
            standing.give_way(wanted)
            order.append("other")

    with precedence.enter("voice"):
        thread = threading.Thread(target=other)
        thread.start()
        waiting.wait(5)
        thread.join(0.02)
        order.append("urgent")
    thread.join(5)
    assert order == ["urgent", "other"]


def test_giving_way_has_an_end() -> None:
    precedence = Precedence()
    with precedence.enter("voice"), precedence.enter("segmenter") as standing:
        standing.give_way(wanted)  # an urgent call that never ends does not stop all else


def test_nobody_gives_way_for_nothing() -> None:
    asked: list[bool] = []
    with Precedence().enter("segmenter") as standing:
        standing.give_way(lambda: asked.append(True) or True)
    assert asked == []


# Under a budget, with a memory that exists only here.


class Model:
    """Takes its memory when made and gives it back when closed, but for what its library keeps."""

    def __init__(self, device: SimulatedDevice, handle: Handle, mib: int, keeps: int) -> None:
        self.name, self._device, self._keeps = handle.name, device, keeps
        device.put(self.name, mib)

    def close(self) -> None:
        self._device.take(self.name, self._keeps)


@dataclass
class Shop:
    """A budget over a simulated device. really: what a model takes where that is not what its handle says."""

    budget_mib: int
    really: dict[str, int] = field(default_factory=dict)
    keeps: dict[str, int] = field(default_factory=dict)
    patience_s: float = 0.0
    sizes: Sizes = field(default_factory=Sizes)
    device: SimulatedDevice = field(default_factory=SimulatedDevice)
    loads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        places = {"cpu": Place(self.device, self.budget_mib)}
        self.budget = Budget(self.load, places, self.sizes, patience_s=self.patience_s)

    def load(self, handle: Handle) -> Model:
        self.loads.append(handle.name)
        return Model(self.device, handle, self.really.get(handle.name, handle.mib), self.keeps.get(handle.name, 0))

    def use(self, *handles: Handle) -> None:
        for handle in handles:
            with self.budget.lease(handle, wanted):
                assert self.device.used_mib() <= self.budget_mib

    def loaded(self) -> list[str]:
        return [one.handle.name for one in self.budget.status().loaded]


def model(name: str, mib: int, pinned: bool = False, role: str = "voice") -> Handle:
    return Handle(role, f"tests.{name}:load", (), mib, pinned=pinned)


A, B, C = model("a", 300), model("b", 300), model("c", 300)


def test_idle_model_that_was_used_longest_ago_makes_room() -> None:
    shop = Shop(800)
    shop.use(A, B, A, C)
    assert shop.loaded() == ["a", "c"]
    shop.use(B)
    assert shop.loaded() == ["b", "c"]
    assert shop.loads == ["a", "b", "c", "b"]


def test_pinned_model_stays_and_the_next_goes() -> None:
    shop = Shop(800)
    shop.use(model("a", 300, pinned=True), B, C)
    assert shop.loaded() == ["a", "c"]
    shop.budget.pin(model("a", 300), False)
    shop.use(B)
    assert shop.loaded() == ["b", "c"]


def test_leased_model_is_never_evicted_and_overcommit_is_refused_with_the_figures() -> None:
    shop = Shop(800)
    said = (
        r"c needs 300 MiB of memory, and 100 of 800 MiB are free; held by: a 300 MiB \(in use\), b 300 MiB \(in use\)"
    )
    with (
        shop.budget.lease(A, wanted),
        shop.budget.lease(B, wanted),
        pytest.raises(NoMemory, match=said),
        shop.budget.lease(C, wanted),
    ):
        pass
    assert shop.loaded() == ["a", "b"]
    shop.use(C)


def test_model_larger_than_all_memory_is_refused_at_once_though_others_could_wait() -> None:
    shop = Shop(800, patience_s=60.0)
    shop.use(A)
    with (
        pytest.raises(NoMemory, match=r"huge needs 900 MiB.*the engine itself 100 MiB"),
        shop.budget.lease(model("huge", 900), wanted),
    ):
        pass
    assert shop.loads == ["a"]


def test_call_waits_for_room_that_another_call_holds() -> None:
    shop = Shop(500, patience_s=60.0)
    holds, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        with shop.budget.lease(A, wanted):
            holds.set()
            may_end.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    holds.wait(60)
    waiting = threading.Thread(target=shop.use, args=(B,))
    waiting.start()
    waiting.join(0.2)
    assert shop.loads == ["a"], "b came in before a had gone"
    may_end.set()
    holder.join(60)
    waiting.join(60)
    assert shop.loaded() == ["b"]


def test_call_that_waits_for_room_can_be_cancelled() -> None:
    shop = Shop(500, patience_s=60.0)
    looked = iter([True, False])
    with (
        shop.budget.lease(A, wanted),
        pytest.raises(NotWanted),
        shop.budget.lease(B, lambda: next(looked)),
    ):
        pass


def test_two_roles_of_one_model_share_its_memory() -> None:
    shop = Shop(800)
    shop.use(model("a", 300, role="language_model"), model("a", 300, role="vision_model"))
    assert shop.loads == ["a"]
    assert [(one.handle.role, one.mib) for one in shop.budget.status().loaded] == [
        ("language_model", 300),
        ("vision_model", 0),
    ]


def test_what_loading_really_took_replaces_what_was_expected_and_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "sizes.json"
    shop = Shop(2000, really={"a": 900}, sizes=Sizes(file))
    shop.use(A)
    assert Sizes(file).need_mib(A) == 900
    assert str(tmp_path) not in file.read_text()


def test_smaller_figure_is_believed_after_some_runs(tmp_path: Path) -> None:
    file = tmp_path / "sizes.json"
    shop = Shop(2000, really={"a": 100}, sizes=Sizes(file))
    shop.use(A)
    assert Sizes(file).need_mib(A) == 300, "one run may have been a short one"
    shop.use(A, A)
    assert Sizes(file).need_mib(A) == 100


def test_damaged_file_of_sizes_is_put_up_with(tmp_path: Path) -> None:
    file = tmp_path / "sizes.json"
    file.write_text('{"a": [1]}')
    assert Sizes(file).need_mib(A) == 300


def test_model_that_needed_more_than_expected_pushes_out_idle_ones_after_its_call() -> None:
    shop = Shop(1000)
    shop.use(A, B)
    with shop.budget.lease(C, wanted) as loaded:
        shop.device.put(loaded.name, 500)  # while it runs
    assert shop.loaded() == ["b", "c"]


def test_eviction_is_measured() -> None:
    shop = Shop(500)
    shop.use(A, B)
    assert shop.budget.evictions == [Eviction("a", 300, 300)]
    assert not shop.budget.keeps_memory


def test_memory_that_a_library_keeps_is_nobody_elses_until_the_engine_starts_anew() -> None:
    shop = Shop(1000, keeps={"a": 280})
    shop.use(A)
    shop.budget.unload(A)
    assert not shop.budget.keeps_memory, "the first time it may be what the libraries need in any case"
    shop.use(A)
    shop.budget.unload(A)
    assert "a does not give its memory back; 280 MiB are lost" in shop.budget.keeps_memory
    with pytest.raises(NoMemory, match="the engine itself 660 MiB"), shop.budget.lease(model("d", 400), wanted):
        pass


def test_what_two_calls_took_together_is_not_believed_of_either(tmp_path: Path) -> None:
    file = tmp_path / "sizes.json"
    shop = Shop(2000, really={"b": 700}, sizes=Sizes(file))
    with shop.budget.lease(A, wanted), shop.budget.lease(B, wanted):
        pass
    shop.use(B, B, B)
    assert Sizes(file).need_mib(B) == 300


def test_model_for_a_device_that_is_not_here_is_refused() -> None:
    shop = Shop(1000)
    handle = Handle("detector", "tests.d:load", (), 100, "gpu")
    with pytest.raises(BadSetting, match="'gpu', which is not here; have: cpu"), shop.budget.lease(handle, wanted):
        pass


def test_each_device_has_a_budget_of_its_own() -> None:
    card, ram = SimulatedDevice(), SimulatedDevice()
    budget = Budget(lambda handle: object(), {"cpu": Place(ram, 500), "gpu": Place(card, 500)})
    for handle in (A, Handle("detector", "tests.d:load", (), 300, "gpu")):
        with budget.lease(handle, wanted):
            pass
    assert [one.handle.device for one in budget.status().loaded] == ["cpu", "gpu"]


@pytest.mark.parametrize("seed", range(5))
def test_random_calls_never_take_more_than_the_budget(seed: int) -> None:
    chance = random.Random(seed)
    handles = [model(name, chance.randint(50, 400), pinned=name == "a") for name in "abcdefgh"]
    shop = Shop(chance.randint(950, 1500))
    for _ in range(60):
        shop.use(chance.choice(handles))
    assert len(shop.loads) > len(handles)
    assert "a" in shop.loaded()


# The order inside a turn.

ORDER = ["transcriber", "language_model", "voice", "vision_model", "segmenter"]


def test_calls_that_compete_go_in_the_order_of_a_turn() -> None:
    precedence, gone = Precedence(), list[str]()
    ready = threading.Barrier(len(ORDER))

    def work(role: str) -> None:
        with precedence.enter(role) as standing:
            ready.wait(60)
            while not precedence.first(standing.rank):
                standing.give_way(wanted)
            gone.append(role)

    threads = [threading.Thread(target=work, args=(role,)) for role in reversed(ORDER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert gone == ORDER


def test_voice_waits_for_the_first_clause_and_not_for_the_rest_of_the_answer() -> None:
    precedence = Precedence()
    with precedence.enter("language_model") as answer, precedence.enter("voice") as voice:
        assert not precedence.first(voice.rank)
        for piece in ("The", " capital", " is", " Paris", "."):
            answer.passed(piece)
        assert precedence.first(voice.rank)
        assert not precedence.first(answer.rank)


def test_answer_without_a_mark_is_a_clause_after_some_words() -> None:
    precedence = Precedence()
    with precedence.enter("language_model") as answer, precedence.enter("voice") as voice:
        for _ in range(CLAUSE_PIECES):
            answer.passed(" word")
        assert precedence.first(voice.rank)
