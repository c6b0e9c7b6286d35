import threading

import pytest

from assistant.engine.budget import Budget, NotWanted
from assistant.engine.precedence import Precedence
from assistant.engine.wire import Handle

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
    assert asked == [True], "it looked once and went on"
