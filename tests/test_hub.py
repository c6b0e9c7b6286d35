"""The hub's side of fetching, against a real server on loopback."""

import hashlib
import re
import socket
import time
from pathlib import Path

import pytest

from assistant.errors import FetchFailed, ModelCorrupt, NoSpace
from local_models import fetch
from local_models.manifest import HubSource, Model, ModelFile
from tests.loopback import Loopback, serving

REVISION = "1" * 40
WEIGHTS = bytes(range(256)) * 2000  # 512,000 bytes


def sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def model(*files: ModelFile, name: str = "m", revision: str | None = REVISION) -> Model:
    return Model(name, "voice", "team/repo", revision, "MIT", 1, "", 0, files, (HubSource(),))


def pinned(body: bytes = WEIGHTS, name: str = "w.bin") -> ModelFile:
    return ModelFile(name, name, len(body), sha256(body))


@pytest.fixture
def hub():
    with serving() as site:
        yield site


def get(hub: Loopback, folder: Path, *models: Model) -> list[fetch.Fetched]:
    return fetch.fetch(list(models), folder, hub_url=hub.url)


def test_a_pinned_file_arrives_whole_and_is_remembered(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    wanted = model(pinned())
    assert fetch.state(wanted, tmp_path) == "absent"
    assert get(hub, tmp_path, wanted) == [fetch.Fetched("m", "hub", ())]
    assert (tmp_path / "m" / "w.bin").read_bytes() == WEIGHTS
    assert fetch.state(wanted, tmp_path) == "present"
    assert fetch.source_of(wanted, tmp_path) == "hub"
    assert fetch.installed(wanted, tmp_path) == tmp_path / "m"


def test_a_present_model_is_not_asked_for_again(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    get(hub, tmp_path, model(pinned()))
    hub.requests.clear()
    assert get(hub, tmp_path, model(pinned())) == []
    assert hub.requests == []


def test_a_file_lies_where_its_path_in_the_repository_says(hub, tmp_path):
    hub.put_small("team/repo", REVISION, "onnx/a b.json", b"{}")
    hub.pages[f"/team/repo/resolve/{REVISION}/onnx/a%20b.json"] = hub.pages.pop(
        f"/team/repo/resolve/{REVISION}/onnx/a b.json"
    )
    get(hub, tmp_path, model(ModelFile("sub/config.json", "onnx/a b.json", 2, sha256(b"{}"))))
    assert (tmp_path / "m" / "sub" / "config.json").read_bytes() == b"{}"


def test_a_cut_connection_goes_on_where_it_stopped(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS).cut_after = 200_000
    get(hub, tmp_path, model(pinned()))
    assert (tmp_path / "m" / "w.bin").read_bytes() == WEIGHTS
    assert [request.start for request in hub.gets("/storage")] == [0, 200_000]


def test_what_an_earlier_run_left_is_not_downloaded_again(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "w.bin.partial").write_bytes(WEIGHTS[:300_000])
    assert fetch.state(model(pinned()), tmp_path) == "partial"
    get(hub, tmp_path, model(pinned()))
    assert [request.start for request in hub.gets("/storage")] == [300_000]
    assert (tmp_path / "m" / "w.bin").read_bytes() == WEIGHTS
    assert not (tmp_path / "m" / "w.bin.partial").exists()


@pytest.mark.parametrize("left", [b"x" * 300_000, b"x" * len(WEIGHTS), b"x" * (len(WEIGHTS) + 9)])
def test_a_spoilt_leftover_costs_one_fresh_download(hub, tmp_path, left):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "w.bin.partial").write_bytes(left)
    get(hub, tmp_path, model(pinned()))
    assert (tmp_path / "m" / "w.bin").read_bytes() == WEIGHTS
    assert hub.gets("/storage")[-1].start == 0


def test_wrong_bytes_are_refused_with_both_hashes_and_leave_nothing(hub, tmp_path):
    wrong = WEIGHTS[::-1]
    hub.put_large("team/repo", REVISION, "w.bin", wrong)
    with pytest.raises(ModelCorrupt) as caught:
        get(hub, tmp_path, model(pinned()))
    assert sha256(wrong) in str(caught.value)
    assert sha256(WEIGHTS) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert fetch.state(model(pinned()), tmp_path) == "absent"


def test_a_file_of_another_size_is_refused_before_it_is_downloaded(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS + b"!")
    with pytest.raises(FetchFailed, match="offers 512,001 bytes where 512,000 are expected"):
        get(hub, tmp_path, model(pinned()))
    assert fetch.state(model(pinned()), tmp_path) == "absent"


def test_a_missing_file_fails_with_the_source_and_its_reason(hub, tmp_path):
    with pytest.raises(FetchFailed, match=r"model 'm' could not be fetched: hub: 404 Not Found for http://127.0.0.1"):
        get(hub, tmp_path, model(pinned()))


def test_the_other_models_are_fetched_when_one_fails(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    good, bad = model(pinned()), model(pinned(b"none", "none.bin"), name="bad")
    with pytest.raises(FetchFailed, match="'bad'"):
        get(hub, tmp_path, bad, good)
    assert fetch.state(good, tmp_path) == "present"


def test_without_a_sha256_the_hubs_own_hash_is_used_said_and_remembered(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    hub.put_small("team/repo", REVISION, "config.json", b"{}")
    wanted = model(ModelFile("w.bin", "w.bin", None, None), ModelFile("config.json", "config.json", None, None))
    (fetched,) = get(hub, tmp_path, wanted)
    assert fetched.notices == (
        f"w.bin: no sha256 is pinned; checked against the hub's own hash for revision {REVISION}",
        f"config.json: no sha256 is pinned; checked against the hub's own hash for revision {REVISION}",
    )
    assert fetch.state(wanted, tmp_path) == "present"
    assert fetch.verify(wanted, tmp_path) == fetch.Verified("present", ())
    (tmp_path / "m" / "config.json").write_bytes(b"[]")
    assert fetch.verify(wanted, tmp_path).state == "wrong"


def test_bytes_that_are_not_what_the_hub_states_are_refused(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS, stated="a" * 64)
    with pytest.raises(ModelCorrupt, match=f"sha256 {sha256(WEIGHTS)} where sha256 {'a' * 64} is expected"):
        get(hub, tmp_path, model(ModelFile("w.bin", "w.bin", None, None)))


def test_a_renamed_repository_is_followed_to_its_hash(hub, tmp_path):
    hub.put_large("new/repo", REVISION, "w.bin", WEIGHTS)
    hub.pages[f"/team/repo/resolve/{REVISION}/w.bin"] = type(hub.put_small("x", "y", "z", b""))(
        status=307, headers={"Location": f"/new/repo/resolve/{REVISION}/w.bin"}
    )
    wanted = model(ModelFile("w.bin", "w.bin", None, None))
    get(hub, tmp_path, wanted)
    assert fetch.state(wanted, tmp_path) == "present"


def test_a_file_with_neither_hash_nor_revision_is_not_fetched(hub, tmp_path):
    hub.put_large("team/repo", "main", "w.bin", WEIGHTS)
    with pytest.raises(FetchFailed, match=r"w.bin has neither a sha256 nor a pinned revision"):
        get(hub, tmp_path, model(ModelFile("w.bin", "w.bin", None, None), revision=None))
    assert hub.gets() == []


def test_a_sha256_without_a_revision_takes_the_newest(hub, tmp_path):
    hub.put_large("team/repo", "main", "w.bin", WEIGHTS)
    get(hub, tmp_path, model(pinned(), revision=None))
    assert (tmp_path / "m" / "w.bin").read_bytes() == WEIGHTS


def test_a_file_put_there_by_hand_is_hashed_and_not_fetched(hub, tmp_path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "w.bin").write_bytes(WEIGHTS)
    assert fetch.state(model(pinned()), tmp_path) == "partial"
    assert get(hub, tmp_path, model(pinned())) == []
    assert fetch.state(model(pinned()), tmp_path) == "present"
    assert hub.gets() == []


def test_a_damaged_file_is_seen_by_verify_and_mended_by_fetch(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    get(hub, tmp_path, model(pinned()))
    damaged = b"!" + WEIGHTS[1:]
    (tmp_path / "m" / "w.bin").write_bytes(damaged)
    verified = fetch.verify(model(pinned()), tmp_path)
    assert verified.state == fetch.state(model(pinned()), tmp_path) == "wrong"
    assert verified.problems == (f"m/w.bin is sha256 {sha256(damaged)} where sha256 {sha256(WEIGHTS)} is expected",)
    with pytest.raises(ModelCorrupt, match="oriel models fetch"):
        fetch.installed(model(pinned()), tmp_path)
    get(hub, tmp_path, model(pinned()))
    assert fetch.state(model(pinned()), tmp_path) == "present"


def test_room_is_checked_before_anything_is_downloaded(hub, tmp_path):
    huge = model(ModelFile("w.bin", "w.bin", 1 << 50, "a" * 64))
    with pytest.raises(NoSpace, match=r"needs 1,073,741,824 MiB in .*, where [\d,]+ MiB are free"):
        get(hub, tmp_path, huge)
    assert hub.gets() == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, which is always full")
def test_a_disk_that_fills_up_is_one_clear_line_and_leaves_no_file(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "w.bin.partial").symlink_to("/dev/full")
    with pytest.raises(
        NoSpace, match=r"fetching m needs .* MiB are free; make room.*No space left on device"
    ) as caught:
        get(hub, tmp_path, model(pinned()))
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "m" / "w.bin").exists()


def test_a_folder_that_cannot_be_written_is_one_clear_line(hub, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FetchFailed, match=re.escape(str(tmp_path / "file"))):
        get(hub, tmp_path / "file" / "models", model(pinned()))


def test_only_the_first_model_waits_for_a_hub_that_does_not_answer(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        models = [model(pinned(), name=name) for name in ("a", "b", "c")]
        began = time.monotonic()
        with pytest.raises(FetchFailed, match="does not answer"):
            fetch.fetch(models, tmp_path, hub_url=f"http://127.0.0.1:{mute.getsockname()[1]}")
    assert time.monotonic() - began < 6.0


def test_progress_counts_the_bytes_of_every_file_and_ends_with_done(hub, tmp_path):
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    hub.put_small("team/repo", REVISION, "config.json", b"{}")
    seen: list[fetch.Progress] = []
    fetch.fetch([model(pinned(), pinned(b"{}", "config.json"))], tmp_path, seen.append, hub_url=hub.url)
    total = len(WEIGHTS) + 2
    assert seen[0] == fetch.Progress("m", 0, total, "waiting")
    assert seen[-1] == fetch.Progress("m", total, total, "done")
    loaded = [progress.done for progress in seen if progress.phase == "downloading"]
    assert loaded == sorted(loaded)
    assert loaded[-1] == total
