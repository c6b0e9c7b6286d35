"""Everything that Oriel stands on can be loaded together."""

import subprocess
import sys

PACKAGES = [
    "streamlit",
    "streamlit_webrtc",
    "faster_whisper",
    "boto3",
    "llama_cpp",
    "transformers",
    "torch",
    "segment_anything",
    "groundingdino",
    "keybert",
]


def test_every_package_imports_in_one_process() -> None:
    source = "\n".join(f"import {name}" for name in PACKAGES)
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
