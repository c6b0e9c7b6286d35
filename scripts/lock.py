"""Makes the four locks from pyproject.toml with uv; run it when a dependency changes, or with --upgrade.

requirements.lock        what Oriel runs on, without llama-cpp-python (but with what that needs)
requirements-dev.lock    the same pins, and the development tools
requirements-build.lock  what compiles llama-cpp-python
requirements-llama.lock  llama-cpp-python's own source
"""

import argparse
import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILED = "llama-cpp-python"  # compiled on each machine by scripts/install.py
SECOND_OPENCV = "opencv-python-headless"  # asked for by rapidocr; its files would lie over those of opencv-python
OLDEST_PYTHON = "3.11"
OPTIONS = ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-header", "--quiet"]
NO_UV = (
    "the locks are made with uv, which is neither on PATH nor a module of this Python; install it with: pip install uv"
)


def uv_command() -> list[str]:
    """How to call uv here; exits with one line where it is missing."""
    if found := shutil.which("uv"):
        return [found]
    if importlib.util.find_spec("uv"):
        return [sys.executable, "-m", "uv"]
    sys.exit(NO_UV)


def compiled_pin(pyproject: str) -> str:
    """`name==version` of the package that is compiled, as pyproject.toml asks for it."""
    for requirement in tomllib.loads(pyproject)["project"]["dependencies"]:
        if re.match(rf"{COMPILED}\s*==", requirement):
            return str(requirement)
    sys.exit(f"pyproject.toml must pin {COMPILED} with ==, for it is compiled from exactly one source")


def make_lock(name: str, says: str, arguments: list[str], upgrade: bool, source: str = "") -> None:
    """Resolve into the lock `name`; the pins that stand there stay unless `upgrade` is asked for."""
    target = ROOT / name
    before = target.read_text() if target.exists() else ""
    more = ["--upgrade"] if upgrade else []
    command = [*uv_command(), "pip", "compile", *OPTIONS, *more, *arguments, "--output-file", name]
    done = subprocess.run(command, cwd=ROOT, input=source, text=True, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(f"uv could not make {name} (exit {done.returncode}); its reason stands above")
    pins = "".join(line for line in target.read_text().splitlines(keepends=True) if not line.startswith("# "))
    after = f"# {says}\n# Made by: python3 scripts/lock.py\n{pins}"
    target.write_text(after)
    print(f"{name}: {len(re.findall('^[a-z0-9]', pins, re.M))} pins, {'unchanged' if after == before else 'changed'}")


def main() -> None:
    """Make all four; the second takes the first's pins, so that one call of pip can install either."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that pyproject.toml allows")
    upgrade: bool = parser.parse_args().upgrade
    pin = compiled_pin((ROOT / "pyproject.toml").read_text())
    project = ["pyproject.toml", "--no-emit-package", COMPILED, "--no-emit-package", SECOND_OPENCV]
    make_lock("requirements.lock", "What Oriel runs on.", project, upgrade)
    developing = [*project, "--extra", "dev", "--constraint", "requirements.lock"]
    make_lock("requirements-dev.lock", "What Oriel runs on, and the development tools.", developing, upgrade)
    tools = ["--group", "pyproject.toml:build", "--constraint", "requirements.lock"]
    make_lock("requirements-build.lock", f"What compiles {COMPILED}.", tools, upgrade)
    make_lock("requirements-llama.lock", f"The source of {COMPILED}.", ["--no-deps", "-"], upgrade, source=pin)


if __name__ == "__main__":
    main()
