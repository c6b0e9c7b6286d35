"""What Amazon Polly accepts and refuses: signatures, voices, limits, lexicons, and its errors' real shape."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.polly_speech import encoded, speech
from tests.polly_ssml import BadSsml

SPEECH, WORD_TIMES, VOICES, LEXICON = "speech", "word times", "voices", "lexicon"
REGION = "eu-central-1"
SKEW = timedelta(minutes=15)
BILLED_LIMIT, TOTAL_LIMIT = 3000, 6000  # characters
TYPES = {"pcm": "audio/pcm", "mp3": "audio/mpeg", "ogg_vorbis": "audio/ogg", "json": "application/x-json-stream"}
RATES = {"pcm": {"8000", "16000"}, "mp3": {"8000", "16000", "22050", "24000"}}
RATES["ogg_vorbis"] = RATES["mp3"]
USUAL_RATE = {"pcm": "16000", "mp3": "22050", "ogg_vorbis": "22050", "json": "16000"}
# Some of the real voices: name, language, its English name, gender, engines, further languages.
CATALOGUE = [
    ("Nicole", "en-AU", "Australian English", "Female", "standard", ""),
    ("Olivia", "en-AU", "Australian English", "Female", "neural generative", ""),
    ("Amy", "en-GB", "British English", "Female", "standard neural generative", ""),
    ("Aditi", "en-IN", "Indian English", "Female", "standard", "hi-IN"),
    ("Danielle", "en-US", "US English", "Female", "neural long-form generative", ""),
    ("Joanna", "en-US", "US English", "Female", "standard neural generative", ""),
    ("Matthew", "en-US", "US English", "Male", "standard neural generative", ""),
    ("Ruth", "en-US", "US English", "Female", "neural long-form generative", ""),
    ("Vicki", "de-DE", "German", "Female", "standard neural generative", ""),
    ("Hannah", "de-AT", "Austrian German", "Female", "neural", ""),
    ("Marlene", "de-DE", "German", "Female", "standard", ""),
    ("Lea", "fr-FR", "French", "Female", "standard neural generative", ""),
    ("Lucia", "es-ES", "Castilian Spanish", "Female", "standard neural generative", ""),
    ("Zhiyu", "cmn-CN", "Chinese Mandarin", "Female", "standard neural", ""),
]


class Refused(Exception):
    """An error as Polly answers it."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind, self.body = status, kind, json.dumps({"message": message}).encode()


@dataclass(frozen=True)
class Request:
    """target: path and query as they came."""

    method: str
    target: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass
class Asked:
    """A request, as it came; `pieces` counts the chunks of sound that were sent, `whole` whether it was answered."""

    purpose: str
    text: str = ""
    voice: str = ""
    engine: str = ""
    format: str = ""
    text_type: str = "text"
    pieces: int = 0
    whole: bool = False


def as_asked(request: Request, spoken: dict[str, object]) -> Asked:
    if not spoken:
        return Asked(VOICES if request.path == "/v1/voices" else LEXICON)
    format_ = str(spoken.get("OutputFormat"))
    return Asked(
        WORD_TIMES if format_ == "json" else SPEECH,
        str(spoken.get("Text")),
        str(spoken.get("VoiceId")),
        str(spoken.get("Engine", "standard")),
        format_,
        str(spoken.get("TextType", "text")),
    )


def refusal(fault: str) -> Refused | None:
    """The answer that a fault of the service is."""
    known = {
        "throttled": Refused(400, "ThrottlingException", "Rate exceeded"),
        "expired": Refused(403, "ExpiredTokenException", "The security token included in the request is expired"),
        "unknown-key": _unknown_key(),
        "unknown-voice": _unknown_voice("Joanna"),
        "failure": Refused(500, "ServiceFailureException", "An unknown condition has caused a service failure."),
        "malformed-error": Refused(502, "", ""),
    }
    found = known.get(fault)
    if found and fault == "malformed-error":
        found.body = b"<html>Bad gateway</html>"
    return found


def _unknown_key() -> Refused:
    return Refused(403, "UnrecognizedClientException", "The security token included in the request is invalid.")


def _unknown_voice(name: str) -> Refused:
    names = ", ".join(voice[0] for voice in CATALOGUE)
    return Refused(
        400,
        "ValidationException",
        f"1 validation error detected: Value '{name}' at 'voiceId' failed to satisfy constraint: Member must satisfy "
        f"enum value set: [{names}]",
    )


def checked_signature(request: Request, key_id: str, secret: str) -> None:
    """Raise what Polly answers where the Signature Version 4 of a request is not the one computed again here."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    found = re.fullmatch(
        r"AWS4-HMAC-SHA256 Credential=(\S+)/(\d{8})/(\S+)/polly/aws4_request, SignedHeaders=(\S+), Signature=(\w{64})",
        headers.get("authorization", ""),
    )
    if not found:
        raise Refused(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
    key, day, region, signed, signature = found.groups()
    if key != key_id:
        raise _unknown_key()
    stamp = headers.get("x-amz-date", "")
    when = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    if not stamp.startswith(day) or abs(datetime.now(UTC) - when) > SKEW or "host" not in signed.split(";"):
        raise Refused(403, "InvalidSignatureException", f"Signature expired: {stamp} is not within 15 minutes")
    again = AWSRequest(
        request.method,
        f"http://{headers['host']}{request.target}",
        {name: headers[name] for name in signed.split(";") if name in headers},
        request.body,
    )
    again.context["timestamp"] = stamp
    auth = SigV4Auth(Credentials(key_id, secret), "polly", region)
    if auth.signature(auth.string_to_sign(again, auth.canonical_request(again)), again) != signature:
        raise Refused(
            403,
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
            "Access Key and signing method. Consult the service documentation for details.",
        )


@dataclass
class Polly:
    """The service's state: the lexicons of the account. Answered from several threads."""

    page: int = 5  # voices and lexicons in one answer
    lexicons: dict[str, str] = field(default_factory=dict)

    def answer(self, request: Request) -> dict[str, object]:
        """Voices and lexicons."""
        if request.path == "/v1/voices":
            return self._paged("Voices", list(_voices(request.query)), request.query)
        if request.path == "/v1/lexicons":
            listed = [{"Name": name, "Attributes": _attributes(text)} for name, text in sorted(self.lexicons.items())]
            return self._paged("Lexicons", listed, request.query)
        name = request.path.removeprefix("/v1/lexicons/")
        if request.method == "PUT":
            self._put(name, json.loads(request.body)["Content"])
            return {}
        if name not in self.lexicons:
            raise Refused(404, "LexiconNotFoundException", "Lexicon not found")
        if request.method == "DELETE":
            del self.lexicons[name]
            return {}
        text = self.lexicons[name]
        return {"Lexicon": {"Name": name, "Content": text}, "LexiconAttributes": _attributes(text)}

    def _put(self, name: str, text: str) -> None:
        if not re.fullmatch(r"[0-9A-Za-z]{1,20}", name):
            raise Refused(400, "ValidationException", "1 validation error detected: Value at 'name' failed")
        try:
            _aliases(text)
        except (ET.ParseError, AttributeError) as error:
            raise Refused(400, "InvalidLexiconException", "Invalid lexicon") from error
        self.lexicons[name] = text

    def _paged(self, key: str, listed: list[dict[str, object]], query: dict[str, list[str]]) -> dict[str, object]:
        start = int(query.get("NextToken", ["0"])[0])
        more = {"NextToken": str(start + self.page)} if start + self.page < len(listed) else {}
        return {key: listed[start : start + self.page], **more}

    def spoken(self, asked: dict[str, object]) -> tuple[str, bytes, int]:
        """Content type, body and billed characters of the answer to a request for speech or marks."""
        text, ssml = str(asked["Text"]), asked.get("TextType") == "ssml"
        engine, format_ = str(asked.get("Engine", "standard")), str(asked["OutputFormat"])
        kinds = asked.get("SpeechMarkTypes") or []
        assert isinstance(kinds, list)
        _check_voice(str(asked["VoiceId"]), engine)
        characters = len(re.sub(r"<[^>]*>", "", text)) if ssml else len(text)
        if characters > BILLED_LIMIT or len(text) > TOTAL_LIMIT:
            raise Refused(400, "TextLengthExceededException", "Maximum text length has been exceeded")
        _check_marks(format_, kinds, engine, ssml)
        rate = str(asked.get("SampleRate") or USUAL_RATE[format_])
        if format_ != "json" and rate not in RATES[format_]:
            raise Refused(400, "InvalidSampleRateException", "The specified sample rate is not valid.")
        try:
            said = speech(text, ssml, engine, self._aliases(asked.get("LexiconNames") or []), int(rate))
        except BadSsml as error:
            raise Refused(400, "InvalidSsmlException", "Invalid SSML request") from error
        if format_ == "json":
            return TYPES["json"], b"".join(mark.line() for mark in said.marks if mark.type in kinds), characters
        return TYPES[format_], encoded(said, format_), characters

    def _aliases(self, names: object) -> tuple[tuple[str, str], ...]:
        assert isinstance(names, list)
        if missing := [name for name in names if name not in self.lexicons]:
            raise Refused(404, "LexiconNotFoundException", f"Lexicon not found: {missing[0]}")
        return tuple(pair for name in names for pair in _aliases(self.lexicons[name]))


def _check_voice(name: str, engine: str) -> None:
    voices = {voice[0]: voice[4].split() for voice in CATALOGUE}
    if name not in voices:
        raise _unknown_voice(name)
    if engine not in voices[name]:
        raise Refused(400, "EngineNotSupportedException", f"This voice does not support the selected engine: {engine}")


def _check_marks(format_: str, kinds: list[str], engine: str, ssml: bool) -> None:
    if kinds and format_ != "json":
        raise Refused(400, "MarksNotSupportedForFormatException", "Speech marks are only supported with json")
    if format_ == "json" and not kinds:
        raise Refused(400, "ValidationException", "Speech mark types are required for the json output format")
    if "ssml" in kinds and not ssml:
        raise Refused(400, "SsmlMarksNotSupportedForTextTypeException", "SSML speech marks need SSML input")
    if format_ == "json" and engine == "generative":  # a client has to stand an engine that gives none
        raise Refused(400, "ValidationException", "Speech marks are not supported for the selected engine")


def _voices(query: dict[str, list[str]]) -> list[dict[str, object]]:
    language, engine = query.get("LanguageCode", [""])[0], query.get("Engine", [""])[0]
    further = query.get("IncludeAdditionalLanguageCodes", ["false"])[0] == "true"
    found = []
    for name, code, language_name, gender, engines, more in CATALOGUE:
        speaks = {code, *(more.split() if further else [])}
        if (language and language not in speaks) or (engine and engine not in engines.split()):
            continue
        voice = {"Id": name, "Name": name, "LanguageCode": code, "LanguageName": language_name, "Gender": gender}
        found.append({**voice, "SupportedEngines": engines.split(), "AdditionalLanguageCodes": more.split()})
    return found


def _attributes(text: str) -> dict[str, object]:
    language = next((value for key, value in ET.fromstring(text).attrib.items() if key.endswith("lang")), "")
    count = len(_aliases(text))
    return {"Alphabet": "ipa", "LanguageCode": language, "LexemesCount": count, "Size": len(text), "LastModified": 0}


def _aliases(text: str) -> list[tuple[str, str]]:
    """(written, said) pairs of a PLS lexicon."""
    lexemes = [one for one in ET.fromstring(text).iter() if one.tag.endswith("lexeme")]
    pairs = []
    for lexeme in lexemes:
        alias = next(one.text for one in lexeme if one.tag.endswith("alias"))
        pairs += [(one.text or "", alias or "") for one in lexeme if one.tag.endswith("grapheme")]
    return pairs
