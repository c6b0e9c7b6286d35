"""What is on the stage: the pictures of this conversation, what was found in them, and what is being spoken of."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.messages import Claim, Detection, Finding, Image, Mention, Shown, TextBox
from assistant.plan import Step

FLOOR = 0.15  # what a detector scores less is not even remembered for a lower threshold
MOST_SEEN = 200  # searches whose results are kept
MOST_UNDONE = 50  # steps back that are possible


@dataclass(frozen=True)
class OnStage:
    """What was on the stage at one time. picture: its number; step, finding: None where nothing had been found."""

    picture: int
    step: Step | None
    finding: Finding | None
    mentions: tuple[Mention, ...]
    box_threshold: float
    asked_fine: bool = False


class Sight:
    """Owned by the session's loop; `changed` is told when there is something else to see.

    claims: what the user has said of the picture with this id, the oldest first.
    """

    def __init__(
        self,
        changed: Callable[[], None] = lambda: None,
        claims: Callable[[str], tuple[Claim, ...]] = lambda _: (),
    ) -> None:
        self._changed = changed
        self.claims = claims
        self.pictures: tuple[Shown, ...] = ()
        self.current = 0  # number of the picture on show; 0: none
        self.step: Step | None = None
        self.finding: Finding | None = None  # of that step
        self.mentions: tuple[Mention, ...] = ()
        self.selected = 0
        self.box_threshold = 0.0  # that the user asked for; 0: the detector's own
        self.fine_edges = False  # outlines are as exact as can be, by the settings
        self.asked_fine = False  # the user wants them as fine as can be
        self._presented_from = 0.0  # the threshold of the finding on the stage
        self._presented_fine = False  # whether it was outlined finely
        self._past: list[OnStage] = []
        self._future: list[OnStage] = []  # what was undone, the last of it first to come back
        self._seen: dict[tuple[str, str], tuple[Detection, ...]] = {}  # (picture, phrase) → all that was found
        self._lines: dict[str, tuple[TextBox, ...]] = {}  # picture → what is written in it
        self._captions: dict[tuple[str, str], str] = {}  # (picture, language) → as it was written

    @property
    def is_fine(self) -> bool:
        """Whether outlines are to be as exact as can be."""
        return self.asked_fine or self.fine_edges

    def show(self, image: Image, name: str) -> int:
        """A picture arrives; the same one again is only brought back. Returns its number."""
        known = next((shown for shown in self.pictures if shown.image.id == image.id), None)
        number = known.number if known else max((shown.number for shown in self.pictures), default=0) + 1
        if known is None:
            self.pictures = (*self.pictures, Shown(number, name, image))
        else:  # its file may have been written anew
            self.pictures = tuple(replace(one, image=image) if one is known else one for one in self.pictures)
        self.look(number)
        return number

    def look(self, number: int) -> None:
        """Put another picture on the stage; one that is not there is left alone."""
        if number != self.current and self.picture(number):
            if self.finding is not None:
                self._keep()
            self.current = number
            self.forget_finding()

    def picture(self, number: int) -> Shown | None:
        """The picture with this number; 0: the one on show."""
        wanted = number or self.current
        return next((shown for shown in self.pictures if shown.number == wanted), None)

    def remove(self, number: int) -> None:
        """Take a picture out of the conversation; the one before it comes back."""
        self.pictures = tuple(shown for shown in self.pictures if shown.number != number)
        self._past = [one for one in self._past if one.picture != number]
        self._future = [one for one in self._future if one.picture != number]
        if number == self.current:
            self.current = self.pictures[-1].number if self.pictures else 0
            self.forget_finding()

    def present(self, step: Step, finding: Finding, mentions: tuple[Mention, ...]) -> None:
        """Show what a step found, and remember of what the answer will speak."""
        shown = next((shown for shown in self.pictures if shown.image.id == finding.image.id), None)
        if shown is None:  # it was taken away meanwhile
            return
        self._keep()
        self.current, self.step, self.finding = shown.number, step, finding
        self.mentions, self.selected, self._presented_from = mentions, 0, self.box_threshold
        self._presented_fine = self.asked_fine
        self._changed()

    def speak_of(self, mentions: tuple[Mention, ...]) -> None:
        """Remember where the answer speaks of the things on the stage."""
        self.mentions = mentions
        self._changed()

    def undo(self, steps: int = 1) -> bool:
        """Bring back what was on the stage before, so many changes ago or as far as there were any; False: none."""
        return self._move(self._past, self._future, steps)

    def redo(self) -> bool:
        """Bring back what was undone last; False where nothing was, or where something new came after it."""
        return self._move(self._future, self._past, 1)

    def forget_finding(self) -> None:
        """Nothing has been found in the picture on show."""
        self.step, self.finding, self.mentions, self.selected = None, None, (), 0
        self._changed()

    def select(self, number: int) -> None:
        """Choose a thing; 0, or one that is not there, chooses none."""
        things = self.finding.things if self.finding else ()
        self.selected = number if number in {thing.number for thing in things} else 0
        self._changed()

    def lit(self, heard: str) -> tuple[int, ...]:
        """The things of which the last words of `heard`, the part of the answer that has sounded, speak."""
        end = len(heard.rstrip())
        spoken = [mention for mention in self.mentions if mention.start < end]
        return spoken[-1].numbers if spoken and end <= spoken[-1].end + 1 else ()

    def seen(self, image: Image, phrase: str) -> tuple[Detection, ...] | None:
        """All that was found by this phrase, if it was looked for before."""
        return self._seen.get((image.id, phrase))

    def remember(self, image: Image, phrase: str, detections: tuple[Detection, ...]) -> None:
        """Keep what was found."""
        if len(self._seen) >= MOST_SEEN:
            self._seen.pop(next(iter(self._seen)))
        self._seen[image.id, phrase] = detections

    def lines(self, image: Image) -> tuple[TextBox, ...] | None:
        """What was read in a picture; None where nobody has read yet."""
        return self._lines.get(image.id)

    def remember_lines(self, image: Image, lines: tuple[TextBox, ...]) -> None:
        """Keep what was read."""
        if len(self._lines) >= MOST_SEEN:
            self._lines.pop(next(iter(self._lines)))
        self._lines[image.id] = lines

    def caption(self, picture: str, language: str) -> str:
        """What a vision-language model wrote of the picture with this id when it arrived; empty where nothing is."""
        return self._captions.get((picture, language), "")

    def describe(self, image: Image, caption: str, language: str, shown: str) -> None:
        """Keep a caption; shown: as the page has it, with what of it was not found."""
        if len(self._captions) >= MOST_SEEN:
            self._captions.pop(next(iter(self._captions)))
        self._captions[image.id, language] = caption
        self.pictures = tuple(replace(one, caption=shown) if one.image.id == image.id else one for one in self.pictures)
        self._changed()

    def clear(self) -> None:
        """A new conversation."""
        self.pictures, self.current = (), 0
        self._seen.clear()
        self._lines.clear()
        self._captions.clear()
        self._past.clear()
        self._future.clear()
        self.box_threshold = self._presented_from = 0.0
        self.asked_fine = self._presented_fine = False
        self.forget_finding()

    def _now(self) -> OnStage:
        """What is on the stage; with the threshold that it was found with, though another may count by now."""
        threshold = self._presented_from if self.finding is not None else self.box_threshold
        is_fine = self._presented_fine if self.finding is not None else self.asked_fine
        return OnStage(self.current, self.step, self.finding, self.mentions, threshold, is_fine)

    def _keep(self) -> None:
        """Remember what is on the stage; what was undone before cannot come back any more."""
        self._past = [*self._past, self._now()][-MOST_UNDONE:]
        self._future.clear()

    def _move(self, source: list[OnStage], target: list[OnStage], steps: int) -> bool:
        """From one list onto the stage, and what was there onto the other."""
        there = bool(source)
        for _ in range(min(max(steps, 1), len(source))):
            target.append(self._now())
            before = source.pop()
            self.current, self.step, self.finding = before.picture, before.step, before.finding
            self.mentions, self.selected = before.mentions, 0
            self.box_threshold = self._presented_from = before.box_threshold
            self.asked_fine = self._presented_fine = before.asked_fine
        if there:
            self._changed()
        return there
