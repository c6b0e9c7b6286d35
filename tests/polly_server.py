"""Amazon Polly on loopback: its wire format as boto3 sends it, signatures checked, real speech, faults on demand.

`python -m tests.polly_server [--port N] [--fault NAME]` serves by hand and prints what to set. Then
`curl -X POST URL/control/NAME` (or `none`) changes the fault and `curl URL/control/asked` lists what was asked for.
"""

import argparse
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import polly_speech
from tests.polly_http import KEY_ID, SECRET, Cut, Handler, Listening
from tests.polly_rules import LEXICON, REGION, SPEECH, VOICES, WORD_TIMES, Asked, Polly

PIECE = 3200  # bytes of sound in a chunk: 100 ms
SLOW_S = 1.5  # to the first byte
# Faults of the sound alone, and those that any request may meet.
OF_SOUND = ("slow", "stall", "cut", "odd", "html", "html-as-pcm", "empty", "short")
OF_ANY = ("latency", "refuse", "throttled", "expired", "unknown-key", "unknown-voice", "failure", "malformed-error")
FAULTS = OF_SOUND + OF_ANY


@dataclass
class Fault:
    name: str
    left: int | None  # requests; None: until told otherwise
    purposes: tuple[str, ...]


@dataclass
class PollyServer:
    """The server and its controls; its lists are appended to by the threads that answer."""

    port: int = 0
    certificate: Path | None = None  # PEM with the key; serves https where given
    polly: Polly = field(default_factory=Polly)
    asked: list[Asked] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)  # of every request, also of those that are refused
    errors: list[BaseException | None] = field(default_factory=list)  # of this server's own making
    delay_s: float = 0.0  # from a request to its answer's first byte
    fault_at: float = 0.5  # share of the sound that is sent before a stall, a cut or a hold
    _fault: Fault | None = None
    _held: threading.Event | None = None
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _listening: Listening | None = None

    @property
    def url(self) -> str:
        return f"http{'s' if self.certificate else ''}://127.0.0.1:{self.port}"

    def environment(self, secret: str = SECRET) -> dict[str, str]:
        """What to set so that boto3 comes here."""
        return {
            "AWS_ENDPOINT_URL_POLLY": self.url,
            "AWS_ACCESS_KEY_ID": KEY_ID,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            **({"AWS_CA_BUNDLE": str(self.certificate)} if self.certificate else {}),
        }

    def texts(self, purpose: str) -> list[str]:
        return [one.text for one in self.asked if one.purpose == purpose]

    def fail(self, name: str, requests: int | None = None, purposes: tuple[str, ...] = ()) -> None:
        """From now on, or for that many requests, answer so; by default those requests that can meet the fault."""
        if name not in FAULTS:
            raise ValueError(f"unknown fault '{name}'; have: {', '.join(FAULTS)}")
        self.mend()
        usual = (SPEECH,) if name in OF_SOUND else (SPEECH, WORD_TIMES, VOICES, LEXICON)
        self._fault = Fault(name, requests, purposes or usual)
        if name == "refuse":
            self.stop()

    def mend(self) -> None:
        """No fault any more; what stalls is cut."""
        self._fault = None
        self._over.set()
        self._over = threading.Event()
        if self._listening is None:
            self.start()

    def anew(self) -> None:
        """As just started: nothing was asked, nothing is wrong, the account has no lexicons."""
        self.stop()  # a request that nobody waits for any more may still be on its way
        self.mend()
        self.delay_s, self.fault_at = 0.0, 0.5
        self.polly.lexicons.clear()
        for told in (self.asked, self.targets, self.errors):
            told.clear()

    def hold(self) -> None:
        """Send `fault_at` of each sound and wait with the rest for `release`."""
        self._held = threading.Event()

    def release(self) -> None:
        if self._held is not None:
            self._held.set()
        self._held = None

    def start(self) -> None:
        self._listening = Listening(("127.0.0.1", self.port), Handler)
        self._listening.owner = self
        if self.certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate)
            self._listening.socket = context.wrap_socket(self._listening.socket, server_side=True)
        self.port = self._listening.server_address[1]
        threading.Thread(target=self._listening.serve_forever, args=(0.02,), name="loopback polly", daemon=True).start()

    def stop(self) -> None:
        """Listen no more, close every connection, and wait until nobody answers any more."""
        self._over.set()
        self.release()
        if self._listening is not None:
            self._listening.shutdown()
            self._listening.close_connections()
            self._listening.server_close()
            self._listening = None

    def met(self, purpose: str) -> str:
        """The name of the fault that this request meets, "" where it meets none."""
        with self._lock:
            fault = self._fault
            if fault is None or purpose not in fault.purposes or fault.left == 0:
                return ""
            if fault.left is not None:
                fault.left -= 1
            return fault.name

    def pieces(self, asked: Asked, sound: bytes, fault: str) -> Iterator[bytes]:
        """The sound in chunks, with the fault where it belongs."""
        over, held = self._over, self._held if asked.purpose == SPEECH else None
        if fault == "slow":
            over.wait(SLOW_S)
        if fault in {"odd", "short", "empty"}:
            sound = {"odd": sound[:-1], "short": sound[: len(sound) // 4 * 2], "empty": b""}[fault]
        stop = round(len(sound) * self.fault_at) // PIECE * PIECE
        for start in range(0, len(sound), PIECE):
            if start == stop and fault == "stall":
                over.wait()
            if start == stop and fault in {"cut", "stall"}:
                raise Cut
            if start == stop and held is not None:
                held.wait()
            yield sound[start : start + PIECE]
            asked.pieces += 1
        asked.whole = True


@contextmanager
def polly_server(port: int = 0, certificate: Path | None = None) -> Iterator[PollyServer]:
    """A server that runs, and whose voice is warm."""
    polly_speech.speech("Ready.", ssml=False, engine="neural", aliases=(), rate=16000)
    server = PollyServer(port, certificate)
    server.start()
    try:
        yield server
        assert server.errors == []
    finally:
        server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault", choices=FAULTS)
    arguments = parser.parse_args()
    with polly_server(arguments.port) as server:
        print("\n".join(f"export {name}={value}" for name, value in server.environment().items()))
        if arguments.fault:
            server.fail(arguments.fault)
        print(f"# Amazon Polly on {server.url}; Ctrl-C ends it", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
