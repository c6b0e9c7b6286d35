"""Getting models as a user does: licences, gated repositories, mirrors, and what is written down of it."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import config
from assistant.config import Config, Hub
from assistant.errors import BadSetting, FetchFailed, LedgerError, LicenceNotAccepted
from assistant.getting import get
from assistant.ledger import Ledger
from assistant.settings import ModelSettings
from local_models import fetch, licences, manifest
from local_models.manifest import Model, ModelFile
from tests.conftest import Oriel
from tests.loopback import Loopback, Page, serving
from tests.test_hub import REVISION, WEIGHTS, model, pinned

LLAMA = "llama-3.2-1b-instruct-q4-k-m"
TOKEN = "hf_secret"


@pytest.fixture
def hub() -> Iterator[Loopback]:
    with serving() as site:
        yield site


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return config.load({"ORIEL_HOME": str(tmp_path / "home")})


@pytest.fixture
def ledger(settings: Config) -> Iterator[Ledger]:
    one = Ledger(settings.folders.ledger)
    yield one
    one.close()


def agreed(name: str = "m") -> Model:
    return replace(model(pinned()), name=name, accept=True, licence="Some Licence", licence_url="https://example.org/l")


def test_every_licence_that_must_be_accepted_can_be_read() -> None:
    asking = [one for one in manifest.load().values() if one.accept]
    assert {one.name for one in asking} >= {LLAMA}
    assert all(one.licence_url.startswith("https://") for one in asking)
    assert all(one.accept for one in manifest.load().values() if "Community" in one.licence)


def test_model_whose_licence_was_not_accepted_is_not_asked_for_but_the_others_come(
    hub: Loopback, tmp_path: Path
) -> None:
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    free = model(pinned(), name="free")
    with pytest.raises(LicenceNotAccepted, match=r"Some Licence, https://example\.org/l.*fetch m --accept-licence"):
        fetch.fetch([agreed(), free], tmp_path, hub_url=hub.url)
    assert fetch.state(free, tmp_path) == "present"
    assert fetch.state(agreed(), tmp_path) == "absent"


def test_licence_is_accepted_once_for_a_machine_until_it_changes(hub: Loopback, tmp_path: Path) -> None:
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    licences.accept(agreed(), tmp_path)
    licences.accept(agreed("other"), tmp_path)
    assert not licences.missing(agreed(), tmp_path)
    assert licences.missing(replace(agreed(), licence="Another Licence"), tmp_path)
    fetch.fetch([agreed()], tmp_path, hub_url=hub.url)
    assert fetch.state(agreed(), tmp_path) == "present"


def test_damaged_memory_of_licences_asks_again(tmp_path: Path) -> None:
    for text in ("{", "[]", '{"m": 1}'):
        (tmp_path / licences.ACCEPTED).write_text(text)
        assert licences.missing(agreed(), tmp_path)


def test_token_goes_to_the_hub_and_never_to_its_storage(hub: Loopback, tmp_path: Path) -> None:
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    hub.put_small("team/repo", REVISION, "config.json", b"{}")
    wanted = model(pinned(), ModelFile("config.json", "config.json", None, None))
    fetch.fetch([wanted], tmp_path, hub_url=hub.url, token=TOKEN)
    to_hub = [one for one in hub.requests if one.path.startswith("/team")]
    assert {one.authorization for one in to_hub} == {f"Bearer {TOKEN}"}
    assert {one.authorization for one in hub.gets("/storage")} == {""}


def test_token_follows_a_repository_that_was_renamed(hub: Loopback, tmp_path: Path) -> None:
    hub.put_large("new/name", REVISION, "w.bin", WEIGHTS)
    moved = {"Location": f"{hub.url}/new/name/resolve/{REVISION}/w.bin"}
    hub.pages[f"/team/repo/resolve/{REVISION}/w.bin"] = Page(status=307, headers=moved)
    fetch.fetch([model(pinned())], tmp_path, hub_url=hub.url, token=TOKEN)
    assert {one.authorization for one in hub.gets("/new")} == {f"Bearer {TOKEN}"}
    assert {one.authorization for one in hub.gets("/storage")} == {""}


@pytest.mark.parametrize("status", [401, 403])
def test_gated_repository_is_explained(hub: Loopback, tmp_path: Path, status: int) -> None:
    hub.pages[f"/team/repo/resolve/{REVISION}/w.bin"] = Page(status=status)
    with pytest.raises(FetchFailed, match=r"team/repo is only for those who have accepted its terms.*HF_TOKEN or with"):
        fetch.fetch([model(pinned())], tmp_path, hub_url=hub.url)
    with pytest.raises(FetchFailed, match="does not let the owner of your token in") as refused:
        fetch.fetch([model(pinned())], tmp_path, hub_url=hub.url, token=TOKEN)
    assert TOKEN not in str(refused.value)


def test_hub_and_token_are_found_where_the_hubs_own_tools_look(tmp_path: Path) -> None:
    models = ModelSettings()
    nobody = {"HF_HOME": str(tmp_path)}
    assert config.hub(nobody, models) == Hub("https://huggingface.co", "")
    (tmp_path / "token").write_text("from-file\n")
    assert config.hub(nobody, models).token == "from-file"
    assert config.hub(nobody | {"HF_TOKEN": "from-env"}, models).token == "from-env"
    (tmp_path / "elsewhere").write_text("from-path")
    assert config.hub(nobody | {"HF_TOKEN_PATH": str(tmp_path / "elsewhere")}, models).token == "from-path"
    mirrored = nobody | {"HF_ENDPOINT": "https://mirror.example/"}
    assert config.hub(mirrored, models).url == "https://mirror.example"
    own = replace(models, hub="https://own.example")
    assert config.hub(mirrored, own).url == "https://own.example"
    with pytest.raises(BadSetting, match="must be like https"):
        config.hub({}, replace(models, hub="ftp://own.example"))


def test_token_is_never_shown() -> None:
    assert TOKEN not in repr(Hub("https://huggingface.co", TOKEN))


def test_what_is_fetched_is_written_down_before_it_is_asked_for(
    hub: Loopback, settings: Config, ledger: Ledger
) -> None:
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    get([model(pinned())], settings, Hub(hub.url, ""), ledger)
    (entry,) = ledger.entries()
    assert (entry.to, entry.purpose, entry.text, entry.characters) == (hub.url.split("/")[-1], "models", "m", 0)
    get([model(pinned())], settings, Hub(hub.url, ""), ledger)
    assert len(ledger.entries()) == 1, "what is here already is not asked for"


def test_what_cannot_be_written_down_is_not_asked_for(hub: Loopback, settings: Config, ledger: Ledger) -> None:
    hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    ledger.close()
    with pytest.raises(LedgerError):
        get([model(pinned())], settings, Hub(hub.url, ""), ledger)
    assert hub.gets() == []


def test_fetch_that_is_not_wanted_any_more_ends_and_can_go_on(hub: Loopback, settings: Config, ledger: Ledger) -> None:
    page = hub.put_large("team/repo", REVISION, "w.bin", WEIGHTS)
    page.bytes_per_s = 40_000  # thirteen seconds
    came: list[int] = []
    began = time.monotonic()
    with pytest.raises(FetchFailed, match="interrupted"):
        get(
            [model(pinned())],
            settings,
            Hub(hub.url, ""),
            ledger,
            lambda progress: came.append(progress.done),
            lambda: not any(came),
        )
    assert time.monotonic() - began < 12, "it was let run to its end"
    page.bytes_per_s = None
    get([model(pinned())], settings, Hub(hub.url, ""), ledger)
    assert fetch.state(model(pinned()), settings.folders.models) == "present"


def test_command_line_wants_the_licence_accepted_and_sends_nothing_until_then(
    oriel: Oriel, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: Loopback
) -> None:
    (home / "cache" / "models").unlink()
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    refused = oriel("models", "fetch", LLAMA, "--json")
    assert refused.returncode == 1
    assert "https://www.llama.com/llama3_2/license/" in refused.stderr
    assert f"oriel models fetch {LLAMA} --accept-licence" in refused.stderr
    assert hub.requests == []
    gone = oriel("models", "fetch", LLAMA, "--accept-licence")  # the mirror has it not
    assert gone.returncode == 1
    assert "404" in gone.stderr
    assert not licences.missing(manifest.find(LLAMA), home / "cache" / "models")
    listed = json.loads(oriel("ledger", "list", "--json").stdout)["entries"]
    assert [(entry["to"], entry["purpose"]) for entry in listed] == [(hub.url.split("/")[-1], "models")]
