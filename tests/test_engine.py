import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from assistant.engine import client, wire
from assistant.engine.client import Engine
from assistant.engine.wire import Handle
from assistant.engine.worker import Loader
from assistant.errors import CallFailed, EngineDied, EngineUnusable, NoMemory, WireError
from assistant.generation import ORIEL
from assistant.messages import AudioChunk, Message
from assistant.roles import Stream

MakeEngine = Callable[[], Engine]


@pytest.fixture
def make_engine(tmp_path: Path) -> Iterator[MakeEngine]:
    made: list[Engine] = []

    def make() -> Engine:
        made.append(Engine("test", tmp_path / "run", tmp_path / "log", packages=("tests",)))
        return made[-1]

    yield make
    for engine in made:
        engine.close()


def handle(name: str = "scripted", **options: str | int | float) -> Handle:
    return Handle("language_model", "tests.engine_models:load", (("name", name), *options.items()))


def ask(engine: Engine, text: str, to: Handle | None = None) -> Stream[str]:
    return engine.call(to or handle(), [Message("user", text)], ORIEL, None)


def pid(engine: Engine) -> int:
    return int("".join(ask(engine, "pid")))


def wait_gone(process: int) -> bool:
    try:
        psutil.Process(process).wait(10)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


def test_items_arrive_in_order(make_engine: MakeEngine) -> None:
    assert list(ask(make_engine(), "count 50")) == [str(number) for number in range(50)]


def test_cancel_wakes_a_blocked_next(make_engine: MakeEngine) -> None:
    stream = ask(make_engine(), "stall")
    assert next(stream) == "stalling"
    threading.Timer(0.1, stream.cancel).start()
    assert list(stream) == []
    stream.cancel()


def test_cancelled_call_frees_its_model_for_the_next(make_engine: MakeEngine) -> None:
    engine = make_engine()
    stream = ask(engine, "stall")
    next(stream)
    stream.cancel()
    assert list(ask(engine, "count 2")) == ["0", "1"]


def test_cancel_during_load_returns_at_once_and_the_load_is_used(make_engine: MakeEngine) -> None:
    engine = make_engine()
    engine.warm(handle("other"))
    slow = handle("slow", load_s=1.5)
    stream = ask(engine, "count 1000", slow)
    threading.Timer(0.1, stream.cancel).start()
    began = time.monotonic()
    assert list(stream) == []
    assert time.monotonic() - began < 1.4, "the caller waited for the load"
    assert list(ask(engine, "count 1", slow)) == ["0"]


def test_call_that_waits_for_a_busy_model_can_be_cancelled(make_engine: MakeEngine) -> None:
    engine = make_engine()
    busy = ask(engine, "stall")
    next(busy)
    waiting = ask(engine, "count 3")
    threading.Timer(0.1, waiting.cancel).start()
    assert list(waiting) == []
    busy.cancel()


def test_one_model_is_never_entered_twice(make_engine: MakeEngine) -> None:
    engines = [make_engine(), make_engine()]
    streams = [ask(engine, "count 20") for engine in engines * 3]
    threads = [threading.Thread(target=list, args=(stream,)) for stream in streams]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(ask(engines[0], "most inside")) == ["1"]


def test_two_clients_share_one_engine(make_engine: MakeEngine) -> None:
    assert pid(make_engine()) == pid(make_engine())


def test_engine_ends_with_its_last_client(make_engine: MakeEngine) -> None:
    first, second = make_engine(), make_engine()
    process = pid(first)
    assert pid(second) == process
    first.close()
    assert psutil.pid_exists(process)
    second.close()
    assert wait_gone(process)


def test_no_engine_is_left_when_its_client_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from tests.test_engine import Engine, ask, handle, pid\n"
        f"engine = Engine('test', Path({str(tmp_path)!r}), Path({str(tmp_path)!r}), packages=('tests',))\n"
        "print(pid(engine), flush=True)\n"
        "for _ in ask(engine, 'stall'): pass"
    )
    killed = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None
    process = int(killed.stdout.readline())
    killed.kill()
    killed.wait()
    assert wait_gone(process)


@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGSEGV])
def test_killed_in_the_middle_of_an_answer_costs_one_call(make_engine: MakeEngine, way: signal.Signals) -> None:
    engine = make_engine()
    process = pid(engine)
    stream = ask(engine, "stall")
    next(stream)
    os.kill(process, way)
    with pytest.raises(EngineDied, match="engine_models"):
        next(stream)
    assert list(ask(engine, "count 2")) == ["0", "1"]


def test_engine_that_is_stopped_in_the_middle_of_an_answer_is_ended_and_costs_one_call(tmp_path: Path) -> None:
    engine = Engine("test", tmp_path / "run", tmp_path / "log", packages=("tests",), pulse_s=1.0)
    process = pid(engine)
    stream = ask(engine, "stall")
    next(stream)
    os.kill(process, signal.SIGSTOP)
    with pytest.raises(EngineDied, match=r"no sign of life for 3 s and was ended\); this answer is lost, the next one"):
        next(stream)
    assert wait_gone(process)
    assert list(ask(engine, "count 2")) == ["0", "1"]
    engine.close()


def test_engine_that_works_without_an_item_for_long_is_left_alone(tmp_path: Path) -> None:
    engine = Engine("test", tmp_path / "run", tmp_path / "log", packages=("tests",), pulse_s=0.5)
    assert list(ask(engine, "count 1", handle("slow", load_s=5.0))) == ["0"]
    engine.close()


def test_client_that_meets_a_stopped_engine_starts_another(
    make_engine: MakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    process = pid(make_engine())
    os.kill(process, signal.SIGSTOP)
    monkeypatch.setattr(client, "CONNECT_S", 1.0)
    assert pid(make_engine()) != process
    assert wait_gone(process)


def test_load_that_hangs_is_ended_and_the_next_call_works(tmp_path: Path) -> None:
    engine = Engine("test", tmp_path / "run", tmp_path / "log", packages=("tests",), limits=wire.Limits(load_s=1.0))
    process = pid(engine)
    with pytest.raises(EngineDied, match=r"engine_models was not loaded within 1 s\); this answer is lost, the next"):
        list(ask(engine, "count 1", handle("hangs", load_s=600.0)))
    assert wait_gone(process)
    assert list(ask(engine, "count 1")) == ["0"]
    engine.close()


def test_running_out_of_memory_costs_one_call_and_makes_room_for_the_next(make_engine: MakeEngine) -> None:
    engine = make_engine()
    engine.warm(handle("idle"))
    with pytest.raises(NoMemory, match=r"engine_models ran out of memory, so this answer is lost"):
        list(ask(engine, "exhaust"))
    assert engine.status().loaded == ()
    assert list(ask(engine, "count 1")) == ["0"]


def test_engine_whose_library_keeps_memory_starts_anew_between_calls_and_says_so(tmp_path: Path) -> None:
    told: list[str] = []
    engine = Engine(
        "test",
        tmp_path / "run",
        tmp_path / "log",
        packages=("tests",),
        limits=wire.Limits(memory_mib=1000, quiet_s=0.1),
        on_notice=told.append,
    )
    hoarder = Handle("language_model", "tests.engine_models:load_hoarder", (("mib", 300),))
    process = pid(engine)
    for _ in range(2):  # the first time it may be what the libraries need in any case
        engine.warm(hoarder)
        engine.unload(hoarder)
    assert wait_gone(process)
    until = time.monotonic() + 60
    while not told and time.monotonic() < until:
        time.sleep(0.05)
    assert list(ask(engine, "count 1")) == ["0"]
    assert len(told) == 1
    assert "engine_models does not give its memory back" in told[0]
    engine.close()


def test_three_deaths_end_the_restarts_and_name_the_model(make_engine: MakeEngine) -> None:
    engine = make_engine()
    for _ in range(3):
        with pytest.raises(EngineDied):
            list(ask(engine, "crash"))
    with pytest.raises(EngineUnusable, match=r"3 times in 60 s.*engine_models"):
        ask(engine, "count 1")


def test_deaths_that_lie_apart_do_not_add_up(tmp_path: Path) -> None:
    now = [0.0]
    engine = Engine("test", tmp_path / "run", tmp_path / "log", packages=("tests",), clock=lambda: now[0])
    for _ in range(4):
        with pytest.raises(EngineDied):
            list(ask(engine, "crash"))
        now[0] += 31.0
    assert list(ask(engine, "count 1")) == ["0"]
    engine.close()


def test_model_that_raises_is_named_and_goes_on(make_engine: MakeEngine) -> None:
    engine = make_engine()
    with pytest.raises(CallFailed, match="engine_models failed: RuntimeError: the model is unwell"):
        list(ask(engine, "raise"))
    assert list(ask(engine, "count 1")) == ["0"]


def test_only_modules_of_the_allowed_packages_are_loaded(make_engine: MakeEngine) -> None:
    with pytest.raises(WireError, match="loaded from tests"):
        list(ask(make_engine(), "count 1", Handle("language_model", "os:getcwd", ())))


def test_client_without_the_key_is_refused(make_engine: MakeEngine, tmp_path: Path) -> None:
    engine = make_engine()
    pid(engine)
    address = str(next((tmp_path / "run").glob("*.sock")))
    with pytest.raises((AuthenticationError, EOFError, ConnectionError)):
        Client(address, authkey=b"wrong")
    assert list(ask(engine, "count 1")) == ["0"]


def test_key_can_be_read_by_its_owner_alone(make_engine: MakeEngine, tmp_path: Path) -> None:
    pid(make_engine())
    (key,) = (tmp_path / "run").glob("*.key")
    assert key.stat().st_mode & 0o077 == 0
    assert key.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("garbage", [b"\x93abc", b"", b"\x81\xa4type\xa4call", os.urandom(1000)])
def test_client_that_talks_nonsense_is_dropped_and_others_are_served(
    make_engine: MakeEngine, tmp_path: Path, garbage: bytes
) -> None:
    engine = make_engine()
    pid(engine)
    (address,), (key,) = (tmp_path / "run").glob("*.sock"), (tmp_path / "run").glob("*.key")
    with Client(str(address), authkey=key.read_bytes()) as stranger:
        stranger.send_bytes(garbage)
        with pytest.raises((EOFError, ConnectionError)):
            stranger.recv_bytes()
    assert list(ask(engine, "count 1")) == ["0"]


def test_message_that_claims_to_be_huge_is_refused(make_engine: MakeEngine, tmp_path: Path) -> None:
    engine = make_engine()
    pid(engine)
    (address,), (key,) = (tmp_path / "run").glob("*.sock"), (tmp_path / "run").glob("*.key")
    with Client(str(address), authkey=key.read_bytes()) as stranger:
        os.write(stranger.fileno(), b"\xff\xff\xff\xff" + (wire.MAX_MESSAGE_BYTES + 1).to_bytes(8, "big"))
        with pytest.raises((EOFError, ConnectionError)):
            stranger.recv_bytes()
    assert list(ask(engine, "count 1")) == ["0"]


def test_oversized_message_is_not_sent(make_engine: MakeEngine) -> None:
    with pytest.raises(WireError, match="at most"):
        ask(make_engine(), "x" * (wire.MAX_MESSAGE_BYTES + 1))


def test_arrays_travel_and_objects_do_not() -> None:
    sent = AudioChunk(np.arange(-3, 3, dtype=np.int16), 24_000, "hello")
    got = wire.decode(wire.encode(sent), AudioChunk)
    assert (got.pcm == sent.pcm).all()
    assert got.pcm.dtype == np.int16
    objects = np.array([object()])
    with pytest.raises(WireError, match="does not travel"):
        wire.encode(AudioChunk(objects, 24_000, "x"))
    forged = msgspec.msgpack.encode({"pcm": ["|O", [1], b"12345678"], "rate": 24_000, "text": "x", "words": []})
    with pytest.raises(WireError, match="objects do not travel"):
        wire.decode(forged, AudioChunk)


def test_engine_that_cannot_start_says_where_to_look(tmp_path: Path) -> None:
    engine = Engine("test", tmp_path / "run", tmp_path / "log", packages=("tests",))
    (tmp_path / "run").mkdir(mode=0o700)
    (tmp_path / "run" / f"test-{wire.VERSION}.sock").mkdir()  # the worker cannot bind here
    with pytest.raises((EngineUnusable, OSError), match=r"engine|director"):
        pid(engine)


def test_modules_of_models_are_imported_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("slow_one", "slow_two"):
        (tmp_path / f"{name}.py").write_text(
            "import sys, time\n"
            "sys.importing = getattr(sys, 'importing', 0) + 1\n"
            "time.sleep(0.2)\n"
            "met = sys.importing > 1\n"
            "sys.importing -= 1\n"
            "load = lambda: met\n"
        )
    monkeypatch.syspath_prepend(tmp_path)
    load = Loader(["slow_one", "slow_two"])
    met: list[bool] = []

    def note(name: str) -> None:
        met.append(load(Handle("voice", f"{name}:load", ())))

    threads = [threading.Thread(target=note, args=(name,)) for name in ("slow_one", "slow_two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert met == [False, False]


def test_status_names_what_is_loaded_and_who_has_it(make_engine: MakeEngine) -> None:
    engine = make_engine()
    assert engine.status() == wire.Status(), "no engine is started only to be asked"
    engine.warm(handle("one"))
    busy = ask(engine, "stall", handle("two"))
    next(busy)
    engine.pin(handle("one"), True)
    status = engine.status()
    assert [(one.handle, one.leased, one.pinned) for one in status.loaded] == [
        (handle("one"), False, True),
        (handle("two"), True, False),
    ]
    assert status.process_mib > 0
    busy.cancel()


def test_unloaded_model_is_gone_until_it_is_asked_for(make_engine: MakeEngine) -> None:
    engine = make_engine()
    engine.warm(handle())
    engine.unload(handle())
    assert engine.status().loaded == ()
    assert list(ask(engine, "count 1")) == ["0"]
    assert [one.handle for one in engine.status().loaded] == [handle()]


def test_model_in_use_is_not_unloaded(make_engine: MakeEngine) -> None:
    engine = make_engine()
    busy = ask(engine, "stall")
    next(busy)
    with pytest.raises(CallFailed, match="in use"):
        engine.unload(handle())
    busy.cancel()
