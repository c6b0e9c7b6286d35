from collections.abc import Callable

import numpy as np
import pytest
from av import AudioFrame

from assistant.errors import WireError
from assistant.hearing import CHANGE_S, LAG_S, Hearing
from assistant.messages import Pcm

RATE = 16_000
HZ = 1000.0


class Ear:
    """A Hearing and what came of it, under a clock of the test's own."""

    def __init__(self) -> None:
        self.now_s = 100.0
        self.parts: list[Pcm] = []
        self.arrivals = 0
        self.hearing = Hearing(self.parts.append, self._arrived, lambda: self.now_s)

    def _arrived(self) -> None:
        self.arrivals += 1

    @property
    def pcm(self) -> Pcm:
        return np.concatenate([np.zeros(0, np.int16), *self.parts])


@pytest.fixture
def ear() -> Ear:
    return Ear()


def tone(rate: int, seconds: float = 1.0, hz: float = HZ) -> Pcm:
    return (12_000 * np.sin(2 * np.pi * hz * np.arange(round(rate * seconds)) / rate)).astype(np.int16)


def frames(pcm: Pcm, rate: int, layout: str = "stereo") -> list[AudioFrame]:
    """20 ms each, as aiortc gives them: packed, both channels the same."""
    channels = 2 if layout == "stereo" else 1
    pieces = pcm[: len(pcm) // (rate // 50) * (rate // 50)].reshape(-1, rate // 50)
    made = []
    for piece in pieces:
        frame = AudioFrame.from_ndarray(np.repeat(piece, channels)[None], format="s16", layout=layout)
        frame.sample_rate = rate
        made.append(frame)
    return made


def message(pcm: Pcm) -> bytes:
    return b"\0\0\0\0" + pcm.astype("<i2").tobytes()


def pitch(pcm: Pcm) -> float:
    middle = pcm[len(pcm) // 8 : -len(pcm) // 8]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    return float(spectrum.argmax() * RATE / len(middle))


def by_webrtc(ear: Ear, pcm: Pcm, rate: int, layout: str = "stereo") -> None:
    for frame in frames(pcm, rate, layout):
        ear.hearing.by_webrtc(frame)


def by_socket(ear: Ear, pcm: Pcm, rate: int) -> None:
    for piece in np.array_split(pcm, max(1, len(pcm) // (rate // 50))):
        ear.hearing.by_socket(message(piece))


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_frames_of_webrtc_become_16_khz_mono(ear: Ear, rate: int, layout: str) -> None:
    ear.hearing.open(44_100)
    by_webrtc(ear, tone(rate), rate, layout)
    assert 0.93 * RATE <= len(ear.pcm) <= RATE, "some ms are still in the resampler"
    assert pitch(ear.pcm) == pytest.approx(HZ, abs=3)
    assert np.abs(ear.pcm[2_000:-2_000]).max() == pytest.approx(12_000, rel=0.02)


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000, 96_000, 384_000])
def test_samples_of_the_socket_become_16_khz(ear: Ear, rate: int) -> None:
    ear.hearing.open(rate)
    by_socket(ear, tone(rate), rate)
    assert 0.93 * RATE <= len(ear.pcm) <= RATE
    assert pitch(ear.pcm) == pytest.approx(HZ, abs=3)


def test_sound_in_pieces_is_the_sound_in_one(ear: Ear) -> None:
    whole = Ear()
    for one in (ear, whole):
        one.hearing.open(48_000)
    by_socket(ear, tone(48_000), 48_000)
    whole.hearing.by_socket(message(tone(48_000)))
    length = min(len(ear.pcm), len(whole.pcm))
    assert length > 0.97 * RATE
    assert np.abs(ear.pcm[:length].astype(int) - whole.pcm[:length]).max() <= 2, "both are dithered"


def test_first_channel_is_taken(ear: Ear) -> None:
    left, right = tone(48_000), tone(48_000, hz=3000)
    both = AudioFrame.from_ndarray(np.stack([left, right], axis=1).reshape(1, -1), format="s16", layout="stereo")
    both.sample_rate = 48_000
    ear.hearing.open(48_000)
    ear.hearing.by_webrtc(both)
    assert pitch(ear.pcm) == pytest.approx(HZ, abs=3)


def test_sound_above_what_is_kept_does_not_fold_down(ear: Ear) -> None:
    ear.hearing.open(48_000)
    by_socket(ear, tone(48_000, hz=11_000), 48_000)
    assert np.abs(ear.pcm[1_000:]).max() < 120, "40 dB below the tone"


def test_change_of_rate_keeps_pitch_and_length(ear: Ear) -> None:
    ear.hearing.open(48_000)
    by_webrtc(ear, tone(48_000), 48_000)
    before = len(ear.pcm)
    by_webrtc(ear, tone(16_000), 16_000)
    after = ear.pcm[before:]
    assert 0.97 * RATE <= len(after) <= RATE
    assert pitch(after) == pytest.approx(HZ, abs=3)
    assert ear.arrivals == 1


def test_socket_is_heard_until_webrtc_comes_and_again_when_it_stalls(ear: Ear) -> None:
    ear.hearing.open(48_000)
    seen = []
    for send in (by_socket, by_webrtc, by_socket, by_webrtc):
        ear.now_s += 0.2
        before = len(ear.pcm)
        send(ear, tone(48_000, 0.1), 48_000)
        seen.append((ear.hearing.path, len(ear.pcm) > before))
    assert seen == [("socket", True), ("webrtc", True), ("webrtc", False), ("webrtc", True)]
    ear.now_s += 2
    assert ear.hearing.has_stalled()
    by_socket(ear, tone(48_000, 0.1), 48_000)
    assert ear.hearing.path == "socket"
    assert ear.arrivals == 3


def test_change_to_webrtc_waits_for_the_end_of_a_word(ear: Ear) -> None:
    ear.hearing.open(48_000)
    word, pause = tone(48_000, 0.02), np.zeros(960, np.int16)
    paths = []
    for sound in [word] * 20 + [pause] * 20:
        by_socket(ear, sound, 48_000)
        by_webrtc(ear, sound, 48_000)
        ear.now_s += 0.02
        paths.append(ear.hearing.path)
    assert paths.index("webrtc") == pytest.approx(20 + LAG_S / 0.02, abs=2)


def test_change_to_webrtc_comes_about_in_noise_too(ear: Ear) -> None:
    ear.hearing.open(48_000)
    while ear.hearing.path != "webrtc":
        assert ear.now_s < 200, "the noise never ends"
        by_socket(ear, tone(48_000, 0.02), 48_000)
        by_webrtc(ear, tone(48_000, 0.02), 48_000)
        ear.now_s += 0.02
    assert ear.now_s == pytest.approx(100 + CHANGE_S, abs=0.1)


def test_nothing_is_heard_of_a_closed_microphone(ear: Ear) -> None:
    for send in (by_webrtc, by_socket):
        send(ear, tone(48_000, 0.1), 48_000)
    ear.hearing.open(48_000)
    ear.hearing.close()
    for send in (by_webrtc, by_socket):
        send(ear, tone(48_000, 0.1), 48_000)
    assert ear.parts == []
    assert ear.hearing.path == ""


@pytest.mark.parametrize("send", [by_webrtc, by_socket])
def test_opening_what_is_open_changes_nothing(ear: Ear, send: Callable[[Ear, Pcm, int], None]) -> None:
    """The page tells how its microphone stands with each mute."""
    ear.hearing.open(44_100)
    send(ear, tone(48_000, 0.1), 48_000)
    ear.hearing.open(44_100)
    assert ear.hearing.path
    send(ear, tone(48_000, 0.1), 48_000)
    assert ear.arrivals == 1


def test_microphone_that_stops_has_stalled_once(ear: Ear) -> None:
    ear.hearing.open(48_000)
    ear.now_s += 60
    assert not ear.hearing.has_stalled(), "nothing ever came"
    by_webrtc(ear, tone(48_000, 0.1), 48_000)
    ear.now_s += 1.4
    assert not ear.hearing.has_stalled()
    by_webrtc(ear, tone(48_000, 0.1), 48_000)
    ear.now_s += 1.4
    assert not ear.hearing.has_stalled()
    ear.now_s += 0.2
    assert ear.hearing.has_stalled()
    assert ear.hearing.path == ""
    assert not ear.hearing.has_stalled()
    by_webrtc(ear, tone(48_000, 0.1), 48_000)
    assert ear.hearing.path == "webrtc"
    assert ear.arrivals == 2


@pytest.mark.parametrize("sound", [b"", b"\0", b"\0\0\0", b"\0\0\0\0\1", b"\0" * 1001])
def test_what_is_no_sound_is_refused(ear: Ear, sound: bytes) -> None:
    ear.hearing.open(48_000)
    with pytest.raises(WireError, match="no whole number of samples"):
        ear.hearing.by_socket(sound)
    assert ear.hearing.path == ""


def test_empty_piece_is_no_sound(ear: Ear) -> None:
    ear.hearing.open(48_000)
    ear.hearing.by_socket(b"\0\0\0\0")
    assert ear.parts == []
