"""Pictures from the web as the album, the ledger and the command line meet them; the site is a real one on loopback."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import config, picture_commands
from assistant.album import Album
from assistant.config import Config
from assistant.errors import BadInput, LedgerError
from assistant.ledger import Ledger
from assistant.remote.picture_fetch import Ways
from assistant.web_pictures import WebPictures
from tests.conftest import Oriel
from tests.loopback import Loopback, Page, serving
from tests.test_picture_fetch import png

HERE = Ways(lambda *_: ["127.0.0.1"], lambda _: True)


@pytest.fixture
def site() -> Iterator[Loopback]:
    with serving() as one:
        one.pages["/cat.png"] = Page(png())
        one.pages["/notes.txt"] = Page(b"meow")
        yield one


@pytest.fixture
def settings(tmp_path: Path) -> Config:
    return config.load({"ORIEL_HOME": str(tmp_path)})


def address(site: Loopback, path: str) -> str:
    return site.url.replace("127.0.0.1", "cats.example") + path


def test_a_fetched_picture_is_kept_and_on_record(site: Loopback, settings: Config) -> None:
    (picture,) = picture_commands.pictures(settings, [address(site, "/cat.png")], HERE)
    assert (picture.name, picture.image.width, picture.image.height) == ("cat.png", 8, 6)
    assert Path(picture.image.path).exists()
    (entry,) = Ledger(settings.folders.ledger).entries()
    assert (entry.to, entry.where, entry.purpose) == ("cats.example", "", "picture")
    assert entry.text == address(site, "/cat.png")
    assert (entry.characters, entry.size) == (0, len("/cat.png"))


def test_what_is_no_picture_is_not_kept_but_on_record(site: Loopback, settings: Config) -> None:
    with pytest.raises(BadInput, match=r"notes\.txt"):
        picture_commands.pictures(settings, [address(site, "/notes.txt")], HERE)
    assert len(Ledger(settings.folders.ledger).entries()) == 1
    assert list(Album(settings.folders.pictures)._folder.glob("*.json")) == []


def test_offline_only_asks_nobody(site: Loopback, settings: Config) -> None:
    offline = replace(settings, privacy=replace(settings.privacy, fetch_pictures=False))
    with pytest.raises(BadInput, match="no picture is to be fetched"):
        picture_commands.pictures(offline, [address(site, "/cat.png")], HERE)
    assert site.requests == []
    assert Ledger(settings.folders.ledger).entries() == ()


def test_a_record_that_cannot_be_written_keeps_everything_here(site: Loopback, settings: Config) -> None:
    ledger = Ledger(settings.folders.ledger)
    ledger.close()
    web = WebPictures(Album(settings.folders.pictures), ledger, lambda: True, HERE)
    with pytest.raises(LedgerError):
        web.fetch(address(site, "/cat.png"))
    assert site.requests == []


def test_without_keeping_what_was_said_the_address_is_not_kept_either(site: Loopback, settings: Config) -> None:
    private = replace(settings, privacy=replace(settings.privacy, keep_history=False))
    picture_commands.pictures(private, [address(site, "/cat.png")], HERE)
    (entry,) = Ledger(settings.folders.ledger).entries()
    assert (entry.to, entry.text) == ("cats.example", "")


def test_the_command_refuses_addresses_of_this_machine(
    oriel: Oriel, site: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = oriel("ask", "What is this?", "--image", f"{site.url}/cat.png", timeout=900)
    assert (done.returncode, site.requests) == (1, [])
    assert "public sites only" in done.stderr
    file = tmp_path / "offline.toml"
    file.write_text("[privacy]\nfetch_pictures = false\n")
    monkeypatch.setenv("ORIEL_CONFIG", str(file))
    done = oriel("ask", "What is this?", "--image", f"{site.url}/cat.png", timeout=900)
    assert (done.returncode, site.requests) == (1, [])
    assert "no picture is to be fetched" in done.stderr
