"""Words that are written down while they are spoken; what becomes of them in a turn that goes well: test_session.py."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from assistant.errors import EngineDied
from assistant.messages import Segment, TranscribeOptions, Utterance
from assistant.roles import Stream
from assistant.talk import Headset, Recorded
from tests.actors import MakeScene, Patience, Scribe, cast, scenes, spoken


@pytest.fixture
def scene() -> Iterator[MakeScene]:
    yield from scenes()


@dataclass
class Unsteady(Scribe):
    """Does something else at its first so many calls, which are drafts."""

    times: int = 99
    hangs: bool = False
    release: threading.Event = field(default_factory=threading.Event)

    def transcribe(self, utterance: Utterance, options: TranscribeOptions) -> Stream[Segment]:
        stream = super().transcribe(utterance, options)
        if len(self.utterances) > self.times:
            return stream
        if not self.hangs:
            raise EngineDied("the engine died")
        return Stream(self._later(stream), lambda: None)  # it does not even notice that it was cancelled

    def _later(self, stream: Stream[Segment]) -> Iterator[Segment]:
        self.release.wait(20)
        yield from stream


def test_failed_draft_costs_nothing(scene: MakeScene) -> None:
    models = replace(cast({}, {}), transcriber=Unsteady({1: "Tell me."}, times=2))
    played = scene(models, drafts=True).perform(4.0, (0.0, spoken(1, 1.5)))
    assert played.heard == ["Tell me."]
    assert played.session.snapshot().notice == ""


def test_hanging_draft_neither_delays_the_turn_nor_shows_its_words_later(scene: MakeScene) -> None:
    scribe = Unsteady({1: "Tell", 2: "me."}, times=1, hangs=True)
    played = scene(replace(cast({}, {}), transcriber=scribe), drafts=True)
    speech = np.concatenate([spoken(1), spoken(2, 0.5)])
    Headset(played.session, None).play([Recorded(speech, None)])  # what hangs never settles: real time
    (turn,) = played.session.snapshot().turns
    assert turn.heard == "Tell me."
    assert turn.times_ms.transcript is not None
    assert turn.times_ms.transcript < 1000
    seen: list[str] = []
    played.session.watch(lambda: seen.append(played.session.snapshot().live.text))
    scribe.release.set()
    played.session.nudge()
    played.session.settle()
    assert set(seen) <= {""}
    assert played.session.snapshot().live.text == ""


def test_words_stay_in_sight_when_the_speaker_goes_on_after_a_pause(scene: MakeScene) -> None:
    played = scene(replace(cast({1: "Find the", 2: "dog."}, {}), turn_detector=Patience({1})), drafts=True)
    seen: list[str] = []
    played.session.watch(lambda: seen.append(played.session.snapshot().live.text))
    played.perform(4.0, (0.0, spoken(1)), (1.6, spoken(2)))
    shown = list(dict.fromkeys(seen))
    assert shown == ["", "Find the", "Find the dog."]
    assert "" not in seen[seen.index("Find the") : seen.index("Find the dog.")]


def test_drafts_can_be_left_out(scene: MakeScene) -> None:
    played = scene(cast({1: "Tell me."}, {})).perform(3.0, (0.0, spoken(1, 1.5)))
    assert isinstance(played.models.transcriber, Scribe)
    assert len(played.models.transcriber.utterances) == 1
