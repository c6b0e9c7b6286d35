"""What is on the stage: the pictures of this conversation, what was found in them, and what is being spoken of."""

from collections.abc import Callable
from dataclasses import replace

from assistant.messages import Detection, Finding, Image, Mention, Shown
from assistant.plan import Step

FLOOR = 0.15  # what a detector scores less is not even remembered for a lower threshold
MOST_SEEN = 200  # searches whose results are kept


class Sight:
    """Owned by the session's loop; `changed` is told when there is something else to see."""

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        self._changed = changed
        self.pictures: tuple[Shown, ...] = ()
        self.current = 0  # number of the picture on show; 0: none
        self.step: Step | None = None
        self.finding: Finding | None = None  # of that step
        self.mentions: tuple[Mention, ...] = ()
        self.selected = 0
        self.box_threshold = 0.0  # that the user asked for; 0: the detector's own
        self._seen: dict[tuple[str, str], tuple[Detection, ...]] = {}  # (picture, phrase) → all that was found

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
            self.current = number
            self.forget_finding()

    def picture(self, number: int) -> Shown | None:
        """The picture with this number; 0: the one on show."""
        wanted = number or self.current
        return next((shown for shown in self.pictures if shown.number == wanted), None)

    def remove(self, number: int) -> None:
        """Take a picture out of the conversation; the one before it comes back."""
        self.pictures = tuple(shown for shown in self.pictures if shown.number != number)
        if number == self.current:
            self.current = self.pictures[-1].number if self.pictures else 0
            self.forget_finding()

    def present(self, step: Step, finding: Finding, mentions: tuple[Mention, ...]) -> None:
        """Show what a step found, and remember of what the answer will speak."""
        shown = next((shown for shown in self.pictures if shown.image.id == finding.image.id), None)
        if shown is None:  # it was taken away meanwhile
            return
        self.current, self.step, self.finding = shown.number, step, finding
        self.mentions, self.selected = mentions, 0
        self._changed()

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

    def clear(self) -> None:
        """A new conversation."""
        self.pictures, self.current = (), 0
        self._seen.clear()
        self.forget_finding()
