"""Compiling llama-cpp-python: once a machine, from its hashed source, into a wheel folder in the user's cache."""

import os
import platform
import shutil
import tarfile
from pathlib import Path

import machine
from gauges import NinjaGauge
from machine import CannotSetUp, Compiler
from place import PIP, Place, Target, base_python, empty, find_wheel, mark_done, python_in
from running import Command, Step

COMPILE_CPU_S = 600.0  # shared by the cores
COMPILE_CUDA_S = 3000.0


def compile_s(target: Target) -> float:
    """An estimate of the seconds that compiling takes."""
    return (COMPILE_CUDA_S if target.cuda else COMPILE_CPU_S) / machine.compilers_at_once()


def compile_words(target: Target, compiler: Compiler | None) -> str:
    """What llama.cpp is compiled for, and with what."""
    says = compiler.says if compiler else "g++"
    if target.cuda:
        return f"compiled for {target.cuda.gpu} with CUDA {target.cuda.toolkit} and {says}"
    return f"compiled for this CPU with {says} (a GPU is used where nvidia-smi and nvcc answer)"


def wheel_steps(place: Place, target: Target) -> list[Step]:
    """Compile llama.cpp in a folder that stays until the wheel is there, so that what was compiled is never lost."""
    build = place.cache / "build" / target.key
    venv, tree, wheels = build / "venv", build / "tree", build / "wheels"
    python = str(python_in(venv))
    steps: list[Step] = []
    if not (build / "tools").exists():
        hashed = ["install", "--require-hashes", "-r", str(place.root / "requirements-build.lock")]
        calls = [[base_python(), "-m", "venv", "--clear", str(venv)], [python, *PIP, *hashed]]
        steps.append(Command("build tools", calls, place.log("build-tools"), 25))
        steps.append((build / "tools").touch)
    if not tree.exists():
        source = ["download", "--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--require-hashes"]
        lock = ["-r", str(place.root / "requirements-llama.lock"), "-d", str(build)]
        steps.append(Command("llama.cpp's source", [[python, *PIP, *source, *lock]], place.log("llama-source"), 15))
        steps.append(lambda: unpack(build, tree))
    # The folder of objects is named, or each call would begin anew; without the cache no native wheel is shared.
    options = ["wheel", "-v", "--no-deps", "--no-build-isolation", "--no-cache-dir", "--no-index"]
    kept = [f"--config-settings=build-dir={build / 'objects'}", "--wheel-dir", str(wheels), str(tree)]
    compiling = [[python, *PIP, *options, *kept]]
    environ = compile_environ(target, venv)
    steps.append(Command("llama.cpp", compiling, place.log("llama"), compile_s(target), NinjaGauge(), environ))
    steps.append(lambda: keep_wheel(build, wheels, place.cache / "wheels" / target.key))
    return steps


def compile_environ(target: Target, venv: Path) -> dict[str, str]:
    """What CMake is to know: options, how many compilers at once, and the locked cmake and ninja before any other."""
    tools = os.pathsep.join([str(python_in(venv).parent), os.environ.get("PATH", "")])
    jobs = str(machine.compilers_at_once())
    environ = {"CMAKE_ARGS": target.options, "CMAKE_BUILD_PARALLEL_LEVEL": jobs, "PATH": tools}
    if platform.system() != "Windows":  # there the compiler is only found by Visual Studio's own generator
        environ["CMAKE_GENERATOR"] = "Ninja"
    return {**environ, "CUDACXX": target.cuda.compiler} if target.cuda else environ


def unpack(build: Path, tree: Path) -> None:
    """Unpack the checked source; the tree appears whole or not at all."""
    archive = next(build.glob("*.tar.gz"))
    fresh = build / "fresh"
    empty(fresh)
    with tarfile.open(archive) as source:
        if hasattr(tarfile, "data_filter"):  # the first releases of Python 3.11 lack it
            source.extraction_filter = tarfile.data_filter
        source.extractall(fresh)
    next(fresh.iterdir()).rename(tree)


def keep_wheel(build: Path, wheels: Path, folder: Path) -> None:
    """Move the finished wheel to where every later set-up finds it, and clear the workshop."""
    folder.mkdir(parents=True, exist_ok=True)
    wheel = next(wheels.glob("*.whl"))
    wheel.replace(folder / wheel.name)
    shutil.rmtree(build, ignore_errors=True)


def llama_steps(place: Place, target: Target) -> list[Step]:
    """Install the compiled wheel, and see that it loads on this machine."""
    wheel = find_wheel(place, target)
    if wheel is None:
        raise CannotSetUp(f"the wheel in {place.cache / 'wheels' / target.key} is gone: run it again")
    options = ["install", "--no-deps", "--no-index", "--no-cache-dir", "--force-reinstall", str(wheel)]
    python = str(place.python)
    return [
        Command("llama.cpp", [[python, *PIP, *options]], place.log("llama-install"), 5),
        Command("trying llama.cpp", [[python, "-c", "import llama_cpp"]], place.log("llama-try"), 5),
        lambda: mark_done(place, "llama", target.key),
    ]
