"""The set-up: what it finds missing, what it refuses, how it shows and ends its children."""

import ast
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
import time
import urllib.request
from pathlib import Path

import platformdirs
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import install
import llama_wheel
import machine
import place
import running
from gauges import NinjaGauge, PipGauge
from machine import CannotSetUp, Cuda
from place import Place, Target, Wanted

from assistant import config

ROOT = place.ROOT
CPUINFO = "processor: {0}\nmodel name: Fast One\ncpu MHz: 31{0}0.0\nflags: fpu sse avx2\n"
GPU = Cuda("NVIDIA L4", "8.9", "13.0", "/usr/local/cuda/bin/nvcc")
WANTED = Wanted("requirements.lock", fetches=((),))
TARGET = Target(cuda=None, options="", key="llama-for-this-cpu")


@pytest.fixture
def fresh(tmp_path: Path) -> Place:
    """A checkout with locks and nothing else."""
    root = tmp_path / "oriel"
    root.mkdir()
    (root / "requirements.lock").write_text("a==1\n")
    (root / "requirements-dev.lock").write_text("a==1\nb==1\n")
    (root / "pyproject.toml").write_text("[project]\n")
    return Place(root, tmp_path / "cache")


def make_ready(there: Place) -> None:
    """Leave what a finished set-up leaves."""
    there.python.parent.mkdir(parents=True)
    there.python.touch()
    pip = there.site_packages / "pip-1.dist-info"
    pip.mkdir(parents=True)
    (pip / "INSTALLER").touch()
    place.mark_done(there, WANTED.lock, place.lock_key(there, WANTED.lock))
    place.mark_done(there, "llama", TARGET.key)
    place.mark_done(there, "project", place.project_key(there))
    place.mark_done(there, place.models_step(()), place.models_key(there))


# What is missing


def test_a_fresh_checkout_misses_everything(fresh: Place) -> None:
    missing = place.find_missing(fresh, WANTED, TARGET)
    assert missing == place.Missing(venv=True, packages=True, wheel=True, llama=True, project=True, models=True)


def test_a_finished_set_up_misses_nothing(fresh: Place) -> None:
    make_ready(fresh)
    missing = place.find_missing(fresh, WANTED, TARGET)
    assert not missing.something
    assert not missing.models


def test_a_changed_lock_installs_packages_again_and_nothing_else(fresh: Place) -> None:
    make_ready(fresh)
    (fresh.root / "requirements.lock").write_text("a==2\n")
    missing = place.find_missing(fresh, WANTED, TARGET)
    assert missing == place.Missing(venv=False, packages=True, wheel=False, llama=False, project=False, models=False)


def test_another_processor_compiles_again(fresh: Place) -> None:
    make_ready(fresh)
    missing = place.find_missing(fresh, WANTED, Target(cuda=None, options="", key="llama-for-another-cpu"))
    assert missing.wheel
    assert missing.llama


def test_a_wheel_compiled_earlier_is_only_installed(fresh: Place) -> None:
    wheels = fresh.cache / "wheels" / TARGET.key
    wheels.mkdir(parents=True)
    (wheels / "llama.whl").touch()
    missing = place.find_missing(fresh, WANTED, TARGET)
    assert missing.llama
    assert not missing.wheel


def test_a_moved_checkout_installs_its_command_again(fresh: Place) -> None:
    make_ready(fresh)
    moved = Place(fresh.root.rename(fresh.root.with_name("elsewhere")), fresh.cache)
    assert place.find_missing(moved, WANTED, TARGET).project


def test_a_virtual_environment_without_a_whole_pip_is_made_anew(fresh: Place) -> None:
    make_ready(fresh)
    next(fresh.site_packages.glob("pip-*/INSTALLER")).unlink()
    assert place.find_missing(fresh, WANTED, TARGET).venv


def test_the_development_lock_is_a_step_of_its_own(fresh: Place) -> None:
    make_ready(fresh)
    assert place.find_missing(fresh, Wanted("requirements-dev.lock", fetches=()), TARGET).packages


def test_packages_that_were_interrupted_are_forgotten(tmp_path: Path) -> None:
    for name, files in {"whole": ["METADATA", "INSTALLER"], "half": ["METADATA"]}.items():
        info = tmp_path / f"{name}-1.dist-info"
        info.mkdir()
        for file in files:
            (info / file).touch()
    install.drop_half_installed(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["whole-1.dist-info"]


# The locks


def lock_text(name: str) -> str:
    return (ROOT / name).read_text()


def pins(name: str) -> set[str]:
    return set(re.findall(r"^[a-z0-9][^\s;]*==[^\s;]+", lock_text(name), re.M))


def test_the_development_lock_holds_all_of_the_other() -> None:
    assert pins("requirements.lock") < pins("requirements-dev.lock")


@pytest.mark.parametrize("part", ["", "-dev", "-build", "-llama"])
def test_every_pin_of_a_lock_has_a_hash(part: str) -> None:
    text = lock_text(f"requirements{part}.lock")
    pinned = re.findall(r"^[a-z0-9].*(?:\n +.*)*", text, re.M)
    assert pinned
    assert all("--hash=sha256:" in pin for pin in pinned)


@pytest.mark.parametrize("part", ["", "-dev", "-build", "-llama"])
def test_a_lock_names_no_place_that_packages_come_from(part: str) -> None:
    assert not re.search(r"https?://|file:|-index-url|--find-links|/opt|/home", lock_text(f"requirements{part}.lock"))


def test_llama_cpp_python_is_pinned_to_one_source() -> None:
    assert lock_text("requirements-llama.lock").count("--hash=") == 1
    assert not any(pin.startswith("llama-cpp-python") for pin in pins("requirements-dev.lock"))


def test_batches_keep_every_pin_and_put_setuptools_first() -> None:
    lock = lock_text("requirements-dev.lock")
    parts = install.batches(lock)
    assert parts[0].startswith("setuptools==")
    assert sum(part.count("--hash=") for part in parts) == lock.count("--hash=")
    assert all(len(re.findall(r"^[a-z0-9]", part, re.M)) <= install.BATCH for part in parts)


# The machine


def test_the_key_of_a_wheel_is_the_same_for_every_core_and_moment() -> None:
    one = machine.processor_from(CPUINFO.format(0) + CPUINFO.format(1))
    assert one == machine.processor_from(CPUINFO.format(7))
    assert one == "flags: fpu sse avx2\nmodel name: Fast One"


def test_the_key_of_a_wheel_changes_with_version_processor_gpu_and_options() -> None:
    keys = [
        machine.wheel_key("llama-cpp-python==1", "cpu a", None, ""),
        machine.wheel_key("llama-cpp-python==2", "cpu a", None, ""),
        machine.wheel_key("llama-cpp-python==1", "cpu b", None, ""),
        machine.wheel_key("llama-cpp-python==1", "cpu a", GPU, ""),
        machine.wheel_key("llama-cpp-python==1", "cpu a", None, "-DGGML_BLAS=on"),
    ]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z0-9._-]+", key) for key in keys)


def test_the_cache_folder_is_the_one_that_platformdirs_names() -> None:
    environ = {name: value for name, value in os.environ.items() if name != "ORIEL_HOME"}
    assert machine.cache_folder(environ, Path.home(), "Linux") == platformdirs.user_cache_path("oriel")


def test_the_cache_folder_follows_the_environment(tmp_path: Path) -> None:
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    assert machine.cache_folder(environ, Path("/home/me"), "Linux") == tmp_path / "oriel"
    assert machine.cache_folder(environ | {"ORIEL_HOME": "/all"}, Path("/home/me"), "Linux") == Path("/all/cache")


def test_space_on_one_disk_is_added_up(tmp_path: Path) -> None:
    most = int(shutil.disk_usage(tmp_path).free * 0.7)
    machine.check_space([(tmp_path / "not" / "yet" / "there", most)])
    with pytest.raises(CannotSetUp, match=r"needs \d+\.\d GB on the disk of .* GB free: make room"):
        machine.check_space([(tmp_path / "a", most), (tmp_path / "b", most)])


def test_llama_shares_no_tile_registers_with_other_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    checkout = place.here()
    monkeypatch.setattr(machine, "processor", lambda: "flags\t\t: fpu avx512f amx_bf16 amx_tile amx_int8")
    assert "-U__AMX_INT8__" in place.find_target(checkout, cpu_only=True).options
    monkeypatch.setattr(machine, "processor", lambda: "flags\t\t: fpu avx512f")
    assert "-U__AMX_INT8__" not in place.find_target(checkout, cpu_only=True).options


def test_a_compiler_that_does_not_answer_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.find_compiler({"CXX": "nowhere-c++"}) is None


def test_a_lacking_compiler_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "may_apt", lambda: False)
    with pytest.raises(CannotSetUp, match=r"^the system lacks g\+\+; .*sudo apt-get install -y g\+\+$"):
        install.check_system(["g++"])


def test_a_newer_python_than_the_packages_have_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "NEWEST_PYTHON", (3, 10))
    with pytest.raises(CannotSetUp, match=r"exist for Python 3\.11 to 3\.10"):
        machine.check_platform()


def test_an_older_python_can_read_the_commands_as_far_as_the_refusal() -> None:
    for script in ("start.py", "check.py"):
        text = (ROOT / "scripts" / script).read_text()
        assert "sys.version_info < (3, 11)" in text.split("import argparse")[0]
        ast.parse(text, feature_version=(3, 7))  # the whole file is read before the refusal can be made


# Children


def test_pip_progress_adds_up_sizes() -> None:
    gauge = PipGauge(expected_mb=1000)
    gauge.see("  Downloading torch-2.14.1-cp311-cp311-manylinux.whl (500.0 MB)")
    assert gauge.reading() == (0.0, "0 MB, torch")
    gauge.see("  Using cached numpy-2.4.6-cp311.whl (16.8 MB)")
    assert gauge.reading() == (0.5, "500 MB, numpy")


def test_ninja_progress_is_its_own_count() -> None:
    gauge = NinjaGauge()
    gauge.see("  [50/200] Building CXX object llama.cpp.o")
    gauge.see("warning: [1/2]")
    assert gauge.reading() == (0.25, "50/200")


def test_an_estimate_has_no_more_digits_than_it_deserves() -> None:
    assert [running.roughly(seconds) for seconds in (0, 43, 100, 290)] == ["5 s", "45 s", "2 min", "5 min"]


def command(source: str, log: Path, title: str = "a step") -> running.Command:
    return running.Command(title, [[sys.executable, "-c", source]], log, expected_s=1)


def test_a_failing_child_is_told_with_the_end_of_its_log(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "step.log"
    source = "print('No space left on device'); raise SystemExit(3)"
    with pytest.raises(CannotSetUp) as raised:
        running.run_together([[command(source, log, "packages")]])
    first, *rest = str(raised.value).splitlines()
    assert first == "packages failed (exit 3): the disk is full"
    assert "  | No space left on device" in rest
    assert f"The whole log: {log}" in rest
    assert rest[-1] == "What to do: make room, then run it again: it continues."


def test_one_failure_ends_what_runs_beside_it(tmp_path: Path) -> None:
    started = time.monotonic()
    slow = command("import time; time.sleep(60)", tmp_path / "slow.log")
    with pytest.raises(CannotSetUp, match="exit 1"):
        running.run_together([[slow], [command("raise SystemExit(1)", tmp_path / "bad.log")]])
    assert time.monotonic() - started < 10


def test_steps_of_a_chain_follow_each_other(tmp_path: Path) -> None:
    made = tmp_path / "made"
    seen: list[bool] = []
    write = command(f"open({str(made)!r}, 'w')", tmp_path / "log")
    running.run_together([[lambda: seen.append(made.exists()), write, lambda: seen.append(made.exists())]])
    assert seen == [False, True]


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
def test_an_interrupt_ends_the_children_and_their_children(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    grandchild = f"import os, time; open({str(pid_file)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {grandchild!r}])"

    def interrupt_once_it_runs() -> None:
        while not pid_file.exists() or not pid_file.read_text():
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt_once_it_runs, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        running.run_together([[command(child, tmp_path / "log")]])
    deadline = time.monotonic() + 5
    while is_running(int(pid_file.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(int(pid_file.read_text()))


def is_running(pid: int) -> bool:
    """Whether a process does anything; one that only waits to be collected does not."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def test_the_lock_of_a_set_up_lives_as_long_as_its_children(tmp_path: Path) -> None:
    with install.only_one(tmp_path / "lock") as lock:
        child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(lock,))
    with (tmp_path / "lock").open("a") as other:
        assert not install.take(other.fileno())
        child.communicate(b"\n")
        assert install.take(other.fileno())


def test_a_source_is_unpacked_whole(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a-1.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("a-1/pyproject.toml")
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"abcd"))
    llama_wheel.unpack(tmp_path, tmp_path / "tree")
    assert (tmp_path / "tree" / "pyproject.toml").read_bytes() == b"abcd"


def test_a_gpu_is_told_to_cmake_with_its_compiler(tmp_path: Path) -> None:
    environ = llama_wheel.compile_environ(Target(GPU, "-DGGML_CUDA=on", "key"), tmp_path)
    assert environ["CMAKE_ARGS"] == "-DGGML_CUDA=on"
    assert environ["CUDACXX"] == GPU.compiler
    assert environ["PATH"].startswith(str(tmp_path))


# The commands


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False)


def test_the_plan_names_what_is_still_to_do_and_changes_nothing(tmp_path: Path) -> None:
    done = run("scripts/start.py", "--plan", XDG_CACHE_HOME=str(tmp_path), ORIEL_HOME="")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("Oriel on ", "Everything is in place."))
    assert list(tmp_path.iterdir()) == []


def test_the_licence_is_the_apache_licence_to_the_letter() -> None:
    digest = hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest()
    assert digest == "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


def test_a_start_with_everything_in_place_serves_the_page_and_ends_when_asked(tmp_path: Path) -> None:
    (tmp_path / "cache").symlink_to(config.load({}).folders.cache, target_is_directory=True)
    command = [sys.executable, "scripts/start.py", "--no-open"]
    environment = {**os.environ, "ORIEL_HOME": str(tmp_path)}
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True)
    assert child.stdout is not None
    address = next(line.strip() for line in child.stdout if line.startswith("http://127.0.0.1:"))
    with urllib.request.urlopen(f"{address}/assistant/hello") as answer:
        assert "oriel" in json.load(answer)
    child.terminate()
    _, complaints = child.communicate(timeout=30)
    assert child.returncode == 130
    assert complaints.strip() == "oriel: stopped"
