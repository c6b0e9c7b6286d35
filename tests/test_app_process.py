"""What the process of the app loads, and what it never does."""

import os
import subprocess
import sys
from pathlib import Path

import assistant

HEAVY = ["torch", "transformers", "sklearn", "llama_cpp", "ctranslate2", "faster_whisper", "keybert", "hibari"]
UI = sorted(f"assistant.ui.{file.stem}" for file in (Path(assistant.__file__).parent / "ui").glob("*.py"))
PROGRAM = f"""
import importlib, os, sys
import assistant.session, assistant.talk, assistant.cli, assistant.server
from assistant import backends, config
for name in {UI!r}:
    importlib.import_module(name)
with backends.Backends(config.load(os.environ)) as opened:
    opened.models()
    assert list(opened.voice.speak("Ready."))
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_app_process_never_loads_a_heavy_library(home: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.strip() == "[]"


def test_importing_the_app_starts_nothing() -> None:
    modules = "threading, assistant.session, assistant.cli, assistant.backends, assistant.server, assistant.ui.mic"
    program = f"import {modules}; print(threading.active_count())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "1"


def test_guard_of_the_network_tests_works() -> None:
    guard = str(Path(__file__).parent / "no_network")
    program = "import socket; socket.create_connection(('127.0.0.1', 9))"
    environment = os.environ | {"PYTHONPATH": guard}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 77
    assert "NETWORK" in done.stderr
