"""Models and a conversation for the length of one command line."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from assistant.addressee import Mode
from assistant.album import Album
from assistant.backends import Backends
from assistant.config import Config
from assistant.desk import session_settings
from assistant.errors import VoiceFailed
from assistant.history import History
from assistant.house_orders import HouseOrders
from assistant.ledger import Ledger
from assistant.output import print_aside
from assistant.session import Session
from assistant.surroundings import Surroundings
from assistant.talk import VirtualClock
from assistant.understand import read_tables
from assistant.web_pictures import WebPictures


@dataclass(frozen=True)
class Opened:
    """The models of a configuration, and the record of what leaves this machine.

    failures: why a voice from afar broke off, and one of this machine went on.
    """

    backends: Backends
    ledger: Ledger
    failures: list[VoiceFailed] = field(default_factory=list)


@contextmanager
def opened(settings: Config) -> Iterator[Opened]:
    """Both, closed at the end of the block."""
    ledger = Ledger(settings.folders.ledger, settings.privacy.keep_history)
    failures: list[VoiceFailed] = []

    def failed(failure: VoiceFailed) -> None:
        failures.append(failure)
        print_aside(f"{failure}; a voice of this computer goes on")

    try:
        with Backends(settings, ledger, failed, print_aside) as backends:
            yield Opened(backends, ledger, failures)
    finally:
        ledger.close()


@contextmanager
def conversation(
    settings: Config, listens: bool, aloud: bool, clock: VirtualClock | None = None, addressee: Mode = "open"
) -> Iterator[Session]:
    """A session on warm models, with its history. listens: it will be fed sound; aloud: it is to speak."""
    with opened(settings) as found:
        backends = found.backends
        models = backends.models()
        backends.warm(
            backends.language_model,
            *((backends.transcriber, backends.intent_classifier) if listens else ()),
            *([backends.voice] if aloud else []),
        )
        if listens:
            read_tables()  # a recording is heard in real time, and nobody may wait for them then
        history = History(settings.folders.history)
        wanted = session_settings(settings, aloud, addressee)
        orders = HouseOrders(backends.voices, found.ledger, lambda: settings, keep=None, tell=print_aside)
        album = Album(settings.folders.pictures)
        web = WebPictures(album, found.ledger, lambda: orders.may_fetch)
        surroundings = Surroundings(orders.obey, orders.what_left, web)
        session = Session(models, wanted, history, clock or time.monotonic, surroundings)
        try:
            session.warm()
            yield session
        finally:
            session.close()
            orders.close()
            history.close()
