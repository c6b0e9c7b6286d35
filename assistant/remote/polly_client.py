"""The connection to Amazon Polly: boto3's client, every request told before it leaves, its errors made ours."""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakSet

import boto3
from botocore import exceptions as foreign
from botocore.client import BaseClient
from botocore.config import Config
from botocore.response import StreamingBody

from assistant.errors import AssistantError, VoiceFailed, VoiceTrouble
from assistant.remote.calls import POOLS, Call, Cancelled, current
from assistant.remote.polly_text import words_of

Tell = Callable[[str, str, int], None]  # purpose, text, bytes; raises where nothing may leave

_CODES: dict[str, VoiceTrouble] = {
    **dict.fromkeys(
        """ExpiredToken ExpiredTokenException RequestExpired UnrecognizedClientException InvalidSignatureException
        SignatureDoesNotMatch IncompleteSignatureException MissingAuthenticationTokenException InvalidClientTokenId
        AccessDenied AccessDeniedException OptInRequired UnauthorizedException 401 403""".split(),
        "credentials",
    ),
    **dict.fromkeys(
        """Throttling ThrottlingException ThrottledException TooManyRequestsException RequestLimitExceeded
        LimitExceededException ServiceQuotaExceededException SlowDown 429""".split(),
        "throttled",
    ),
    **dict.fromkeys(
        """EngineNotSupportedException LanguageNotSupportedException LexiconNotFoundException
        ValidationException""".split(),
        "voice",
    ),
}
_MESSAGES: dict[VoiceTrouble, str] = {
    "credentials": "Amazon Polly took no credentials of yours ({}); sign in to AWS again, or set [polly] profile",
    "network": "Amazon Polly cannot be reached ({}); check the network and [polly] region",
    "slow": "Amazon Polly took too long ({}); try again later, or raise [polly] first_byte_s",
    "throttled": "Amazon Polly has had too many requests ({}); it will be asked again later",
    "voice": "Amazon Polly has no such voice, engine or lexicon ({}); change [polly] voice, engine or lexicons",
    "audio": "Amazon Polly sent what is no sound ({}); it will be asked again later",
    "service": "Amazon Polly could not answer ({}); it will be asked again later",
}
_KINDS: list[tuple[type[Exception], VoiceTrouble]] = [
    (foreign.ReadTimeoutError, "slow"),
    (foreign.ConnectionError, "network"),  # refused, no such host, TLS, proxy
    (foreign.HTTPClientError, "network"),  # closed, also in the middle of the stream
    (foreign.IncompleteReadError, "network"),
    (foreign.NoCredentialsError, "credentials"),
    (foreign.PartialCredentialsError, "credentials"),
    (foreign.CredentialRetrievalError, "credentials"),
    (foreign.ProfileNotFound, "credentials"),
    (foreign.ConfigParseError, "credentials"),
    (foreign.TokenRetrievalError, "credentials"),
    (foreign.SSOError, "credentials"),
]
OFF = "it was switched off"
NO_REGION = "Amazon Polly needs an AWS region, and none is set, or it is none; set [polly] region, such as eu-central-1"
_LOGGERS = ("boto3", "botocore", "urllib3")


def trouble(reason: VoiceTrouble, detail: str) -> VoiceFailed:
    """An error that says what was the matter and what would help; detail: a word of the service's, never a text."""
    return VoiceFailed(reason, _MESSAGES[reason].format(detail))


def mapped(error: Exception) -> VoiceFailed:
    """Any error of boto3's as ours. AWS's own messages are left out: they may name the account."""
    if isinstance(error, foreign.ClientError):
        code = str(error.response.get("Error", {}).get("Code", ""))
        return trouble(_CODES.get(code, "service"), code or "no code")
    if isinstance(error, foreign.NoRegionError | foreign.InvalidRegionError):
        return VoiceFailed("credentials", NO_REGION)
    for kind, reason in _KINDS:
        if isinstance(error, kind):
            return trouble(reason, type(error).__name__)
    return trouble("service", type(error).__name__)


class PollyClient:
    """boto3's client for Polly; called by any thread.

    Credentials, region, profile and endpoint are found as boto3 finds them, but for those of a server in
    AWS (of EC2 and ECS): a desktop has none, and looking for them asks the network, unseen, for a second. Nothing is
    tried twice: another voice goes on meanwhile.
    """

    def __init__(self, region: str, profile: str, wait_s: float, tell: Tell) -> None:
        self._region, self._profile, self._tell = region, profile, tell
        self._config = Config(connect_timeout=wait_s, read_timeout=wait_s, retries={"total_max_attempts": 1})
        self._lock = threading.Lock()
        self._client: BaseClient | None = None
        self._closed = False
        self._live: WeakSet[Call] = WeakSet()
        for name in _LOGGERS:  # at DEBUG they write texts and signatures
            if logging.getLogger(name).getEffectiveLevel() < logging.INFO:
                logging.getLogger(name).setLevel(logging.INFO)

    def region(self) -> str:
        """Where requests go ("eu-central-1"). Raises VoiceFailed where none is set."""
        return str(self._made().meta.region_name)

    def ask(self, operation: str, call: Call, **fields: object) -> dict[str, Any]:
        """The answer to one operation, as boto3 gives it. Raises VoiceFailed, Cancelled or what `tell` raises."""
        try:
            return self._answer(operation, call, fields)
        finally:
            call.answered()

    def stream(self, call: Call, size: int, fields: Mapping[str, object]) -> tuple[str, Iterator[bytes]]:
        """The content type of what synthesize_speech answers, and its bytes as they come; raises as `ask`."""
        answer = self._answer("synthesize_speech", call, fields)
        return str(answer.get("ContentType", "")), self._pieces(answer["AudioStream"], call, size)

    def _answer(self, operation: str, call: Call, fields: Mapping[str, object]) -> dict[str, Any]:
        current.call = call
        self._live.add(call)
        try:
            with self._errors_ours(call):
                answer: dict[str, Any] = getattr(self._made(), operation)(**fields)
        finally:
            current.call = None
        return answer

    def _pieces(self, body: StreamingBody, call: Call, size: int) -> Iterator[bytes]:
        try:
            with self._errors_ours(call):
                yield from body.iter_chunks(size)
        finally:
            call.answered()
            body.close()

    def close(self) -> None:
        """Close all connections, those that are kept and those in use, and send nothing any more."""
        self._closed = True
        for call in tuple(self._live):
            call.cancel()
        self._drop()

    def _drop(self) -> None:
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None

    @contextmanager
    def _errors_ours(self, call: Call) -> Iterator[None]:
        """Whatever is raised in the middle of a request is raised as ours."""
        try:
            yield
        except AssistantError:  # of `tell`, or of making the client
            raise
        except Exception as error:  # boto3's have no common root
            if call.cancelled:
                raise Cancelled from error
            failed = mapped(error)
            if failed.reason == "credentials":
                self._drop()  # to look for them again at the next request
            raise failed from error

    def _made(self) -> BaseClient:
        with self._lock:
            if self._closed:
                raise trouble("service", OFF)
            if self._client is None:
                try:
                    self._client = self._make()
                except (foreign.BotoCoreError, ValueError) as error:  # ValueError: an endpoint that is no address
                    raise mapped(error) from error
            return self._client

    def _make(self) -> BaseClient:
        session = boto3.Session(region_name=self._region or None, profile_name=self._profile or None)
        for of_a_server in ("iam-role", "container-role"):
            session._session.get_component("credential_provider").remove(of_a_server)
        session.events.register("before-send", self._before_send)
        client: BaseClient = session.client("polly", config=self._config)
        http = client._endpoint.http_session
        http._pool_classes_by_scheme = http._manager.pool_classes_by_scheme = POOLS
        return client

    def _before_send(self, request: Any, event_name: str, **_: Any) -> None:
        """Called by botocore with the signed request, last before its bytes leave; also when it signs in."""
        if current.call is not None and current.call.cancelled:
            raise Cancelled
        if self._closed:
            raise trouble("service", OFF)
        service, operation = event_name.split(".")[1:3]
        body = request.body or b""
        body = body if isinstance(body, bytes) else str(body).encode()
        address = urlsplit(request.url)
        size = len(body) or len(address.path) + bool(address.query) + len(address.query)
        purpose, text = _told(operation, body) if service == "polly" else ("credentials", "")
        try:
            self._tell(purpose, text, size)
        except AssistantError as error:  # nothing may leave, but another voice may speak
            raise VoiceFailed("service", str(error)) from error


def _told(operation: str, body: bytes) -> tuple[str, str]:
    """What a request to Polly is for, and the text in it."""
    if operation == "DescribeVoices":
        return "voices", ""
    fields = json.loads(body) if body else {}
    if operation == "SynthesizeSpeech":
        text = words_of(str(fields["Text"]), fields.get("TextType") == "ssml")
        return "word times" if fields["OutputFormat"] == "json" else "speech", text
    return "lexicon", str(fields.get("Content", ""))
