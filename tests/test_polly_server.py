"""The loopback Polly answers boto3 as the real one does, also where it refuses."""

import io
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import av
import boto3
import numpy as np
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError, ResponseStreamingError

from assistant.audio import resample
from assistant.messages import HEARING_RATE, Pcm
from tests.polly_home import PLS
from tests.polly_server import KEY_ID, SECRET, PollyServer, polly_server

TEXT = "She put seven red apples on the kitchen table, then she went home."


@pytest.fixture(scope="module")
def running() -> Iterator[PollyServer]:
    with polly_server() as server:
        yield server


@pytest.fixture
def server(running: PollyServer) -> Iterator[PollyServer]:
    running.anew()
    yield running
    assert running.errors == []


def client(server: PollyServer, key: str = KEY_ID, secret: str = SECRET, region: str = "eu-central-1") -> Any:
    return boto3.Session(key, secret, region_name=region).client(
        "polly", endpoint_url=server.url, config=Config(retries={"total_max_attempts": 1})
    )


def speak(server: PollyServer, text: str = TEXT, **more: object) -> bytes:
    asked = {"Text": text, "VoiceId": "Joanna", "Engine": "neural", "OutputFormat": "pcm", **more}
    body: bytes = client(server).synthesize_speech(**asked)["AudioStream"].read()
    return body


def marks(server: PollyServer, text: str = TEXT, *kinds: str, **more: object) -> list[dict[str, Any]]:
    body = speak(server, text, OutputFormat="json", SpeechMarkTypes=list(kinds or ("word",)), **more)
    return [json.loads(line) for line in body.splitlines()]


def code(call: Callable[[], object]) -> tuple[int, str]:
    with pytest.raises(ClientError) as raised:
        call()
    response = raised.value.response
    return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]


def pcm(body: bytes) -> Pcm:
    return np.frombuffer(body, "<i2").astype(np.int16)


def decoded(body: bytes, rate: int) -> Pcm:
    with av.open(io.BytesIO(body)) as file:
        resampler = av.AudioResampler("s16", "mono", rate)
        frames = [part for frame in file.decode(audio=0) for part in resampler.resample(frame)]
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


@pytest.mark.parametrize(
    ("format_", "rate", "kind"),
    [
        ("pcm", 16000, "audio/pcm"),
        ("pcm", 8000, "audio/pcm"),
        ("mp3", 22050, "audio/mpeg"),
        ("ogg_vorbis", 16000, "audio/ogg"),
    ],
)
def test_every_format_is_speech_that_says_the_text(
    server: PollyServer, transcribe: Callable[[Pcm], str], format_: str, rate: int, kind: str
) -> None:
    answer = client(server).synthesize_speech(
        Text=TEXT, VoiceId="Joanna", Engine="neural", OutputFormat=format_, SampleRate=str(rate)
    )
    body = answer["AudioStream"].read()
    assert (answer["ContentType"], answer["RequestCharacters"]) == (kind, len(TEXT))
    sound = pcm(body) if format_ == "pcm" else decoded(body, rate)
    heard = transcribe(resample(sound, rate, HEARING_RATE)).lower()
    assert all(word in heard for word in ("red apples", "kitchen table", "went home"))


def test_marks_lie_where_the_words_are(server: PollyServer, transcribe: Callable[[Pcm], str]) -> None:
    sound, words = pcm(speak(server)), marks(server)
    assert [mark["value"] for mark in words] == [word.strip(",.") for word in TEXT.split()]
    assert [TEXT.encode()[mark["start"] : mark["end"]].decode() for mark in words] == [mark["value"] for mark in words]
    then = next(mark["time"] for mark in words if mark["value"] == "then") * 16
    quiet = np.zeros(4000, np.int16)
    before, after = transcribe(np.concatenate([sound[:then], quiet])), transcribe(np.concatenate([quiet, sound[then:]]))
    assert "table" in before.lower()
    assert "then" not in before.lower()
    assert after.lower().startswith("then she went home")


def test_marks_of_ssml_count_bytes_of_the_ssml(server: PollyServer) -> None:
    text = (
        '<speak>Größe <break time="1s"/> counts &amp; <sub alias="mister">Mr</sub> <mark name="here"/>B knows.</speak>'
    )
    found = marks(server, text, "word", "ssml", TextType="ssml")
    words = [mark for mark in found if mark["type"] == "word"]
    assert [mark["value"] for mark in words] == ["Größe", "counts", "&amp;", "Mr", "B", "knows"]
    assert [text.encode()[mark["start"] : mark["end"]].decode() for mark in words] == [mark["value"] for mark in words]
    assert words[1]["time"] - words[0]["time"] > 1000, "the pause of a second lies between"
    assert [mark["value"] for mark in found if mark["type"] == "ssml"] == ["here"]


def test_rate_of_ssml_is_honoured(server: PollyServer) -> None:
    plain = len(speak(server))
    fast, slow = (
        len(speak(server, f'<speak><prosody rate="{rate}">{TEXT}</prosody></speak>', TextType="ssml"))
        for rate in ("200%", "50%")
    )
    assert fast < 0.65 * plain < 0.65 * slow / 1.6


def test_lexicons_are_kept_listed_applied_and_removed(server: PollyServer) -> None:
    polly = client(server)
    for number in range(7):
        polly.put_lexicon(Name=f"w3c{number}", Content=PLS)
    names = [one["Name"] for page in polly.get_paginator("list_lexicons").paginate() for one in page["Lexicons"]]
    assert names == [f"w3c{number}" for number in range(7)]
    assert polly.get_lexicon(Name="w3c0")["LexiconAttributes"]["LexemesCount"] == 1
    without = speak(server, "The W3C met.")
    assert len(speak(server, "The W3C met.", LexiconNames=["w3c0"])) != len(without)
    polly.delete_lexicon(Name="w3c0")
    assert code(lambda: speak(server, LexiconNames=["w3c0"])) == (404, "LexiconNotFoundException")
    assert code(lambda: polly.delete_lexicon(Name="w3c0")) == (404, "LexiconNotFoundException")
    assert code(lambda: polly.put_lexicon(Name="bad", Content="<lexicon>")) == (400, "InvalidLexiconException")


def test_voices_come_in_pages_and_by_language_and_engine(server: PollyServer) -> None:
    pages = list(client(server).get_paginator("describe_voices").paginate())
    names = [voice["Id"] for page in pages for voice in page["Voices"]]
    assert len(pages) == 3
    assert len(names) == len(set(names)) == 14
    german = client(server).describe_voices(LanguageCode="de-DE", Engine="neural")["Voices"]
    assert [voice["Id"] for voice in german] == ["Vicki"]


@pytest.mark.parametrize(
    ("key", "secret", "wanted"),
    [(KEY_ID, "wrong", "InvalidSignatureException"), ("AKIAOTHER", SECRET, "UnrecognizedClientException")],
)
def test_wrong_signature_is_refused(server: PollyServer, key: str, secret: str, wanted: str) -> None:
    assert code(lambda: client(server, key, secret).describe_voices()) == (403, wanted)
    assert server.asked == [], "what is not signed is not answered"


def test_request_without_signature_or_with_another_body_is_refused(server: PollyServer) -> None:
    request = urllib.request.Request(f"{server.url}/v1/voices")
    with pytest.raises(urllib.error.HTTPError) as raised:
        urllib.request.urlopen(request)
    assert raised.value.code == 403
    assert raised.value.headers["x-amzn-ErrorType"] == "MissingAuthenticationTokenException"
    polly = client(server)

    def tamper(request: Any, **_: object) -> None:
        request.body = request.body.replace(b"red", b"bad")

    polly.meta.events.register("before-send.polly", tamper)
    asked = {"Text": TEXT, "VoiceId": "Joanna", "OutputFormat": "pcm"}
    assert code(lambda: polly.synthesize_speech(**asked)) == (403, "InvalidSignatureException")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"VoiceId": "Nobody"}, "ValidationException"),
        ({"VoiceId": "Marlene"}, "EngineNotSupportedException"),
        ({"Text": "a" * 3001}, "TextLengthExceededException"),
        ({"Text": f"<speak>{'<p/>' * 1500}Hi.</speak>", "TextType": "ssml"}, "TextLengthExceededException"),
        ({"Text": "<speak>Hi.", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": "Hi.", "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": '<speak><prosody pitch="high">Hi.</prosody></speak>', "TextType": "ssml"}, "InvalidSsmlException"),
        ({"Text": '<speak><prosody rate="300%">Hi.</prosody></speak>', "TextType": "ssml"}, "InvalidSsmlException"),
        ({"SampleRate": "22050"}, "InvalidSampleRateException"),
        ({"SpeechMarkTypes": ["word"]}, "MarksNotSupportedForFormatException"),
        ({"OutputFormat": "json"}, "ValidationException"),
    ],
)
def test_what_polly_refuses_is_refused(server: PollyServer, asked: dict[str, object], wanted: str) -> None:
    assert code(lambda: speak(server, str(asked.pop("Text", TEXT)), **asked)) == (400, wanted)


def test_tags_are_not_billed(server: PollyServer) -> None:
    text = f"<speak><p>{'a ' * 1499}</p></speak>"
    answer = client(server).synthesize_speech(Text=text, TextType="ssml", VoiceId="Joanna", OutputFormat="pcm")
    assert answer["RequestCharacters"] == 2998


@pytest.mark.parametrize(
    ("fault", "wanted"),
    [
        ("throttled", (400, "ThrottlingException")),
        ("expired", (403, "ExpiredTokenException")),
        ("unknown-key", (403, "UnrecognizedClientException")),
        ("unknown-voice", (400, "ValidationException")),
        ("failure", (500, "ServiceFailureException")),
        ("malformed-error", (502, "502")),
    ],
)
def test_refusals_on_demand_last_for_as_many_requests_as_asked(
    server: PollyServer, fault: str, wanted: tuple[int, str]
) -> None:
    server.fail(fault, requests=2)
    assert [code(lambda: speak(server)) for _ in range(2)] == [wanted, wanted]
    assert len(speak(server)) > 0


def test_sound_breaks_as_demanded(server: PollyServer) -> None:
    whole = speak(server)
    server.fail("refuse")
    with pytest.raises(EndpointConnectionError):
        speak(server)
    server.fail("cut")
    with pytest.raises(ResponseStreamingError):
        speak(server)
    server.fail("odd")
    assert len(speak(server)) % 2 == 1
    server.fail("html")
    assert speak(server).startswith(b"<!DOCTYPE html>")
    server.fail("empty")
    assert speak(server) == b""
    server.mend()
    assert speak(server) == whole


def test_sound_is_sent_in_pieces_and_can_be_held_in_the_middle(server: PollyServer) -> None:
    server.hold()
    answer = client(server).synthesize_speech(Text=TEXT, VoiceId="Joanna", OutputFormat="pcm")
    assert len(answer["AudioStream"].read(3200)) == 3200
    assert not server.asked[0].whole
    server.release()
    assert answer["AudioStream"].read()
    assert server.asked[0].pieces > 10


def test_unknown_fault_is_named_with_those_that_exist(server: PollyServer) -> None:
    with pytest.raises(ValueError, match="unknown fault 'nonsense'; have: slow, "):
        server.fail("nonsense")


def test_started_by_hand_it_prints_what_to_set_and_takes_faults() -> None:
    command = [sys.executable, "-m", "tests.polly_server", "--fault", "throttled"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            printed = [next(lines).strip() for _ in range(6)]
            settings = dict(line.removeprefix("export ").split("=", 1) for line in printed[:5])
            url = settings["AWS_ENDPOINT_URL_POLLY"]
            polly = boto3.Session(settings["AWS_ACCESS_KEY_ID"], settings["AWS_SECRET_ACCESS_KEY"]).client(
                "polly",
                settings["AWS_DEFAULT_REGION"],
                endpoint_url=url,
                config=Config(retries={"total_max_attempts": 1}),
            )
            assert code(polly.describe_voices) == (400, "ThrottlingException")
            urllib.request.urlopen(urllib.request.Request(f"{url}/control/none", method="POST")).read()
            assert polly.describe_voices()["Voices"]
            asked = json.load(urllib.request.urlopen(f"{url}/control/asked"))
            assert [one["purpose"] for one in asked] == ["voices", "voices"]
            with pytest.raises(urllib.error.HTTPError) as raised:
                urllib.request.urlopen(f"{url}/control/nonsense")
            assert raised.value.code == 404
        finally:
            process.terminate()
