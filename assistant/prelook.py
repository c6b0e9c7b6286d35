"""What is looked at when a picture arrives, before anything was asked: a question then finds it remembered.

In this order: all that the detector knows, a caption, what the caption is about, and everything that it says is there.
Each is kept as soon as it is known, so a look that was cut short goes on where it ended.
"""

from contextlib import aclosing

from assistant.asking import written
from assistant.checking import check
from assistant.messages import Image
from assistant.picture_prompt import CAPTION, facts, prompt
from assistant.plan import Step
from assistant.roles import Eyes
from assistant.sight import Sight
from assistant.streams import items
from assistant.telling.doubts import contradictions
from assistant.vision import EVERYTHING, Telling, find


async def glance(image: Image, eyes: Eyes, sight: Sight, language: str = "en") -> None:
    """Look at a picture; language: of its caption, ISO 639-1. Raises what the models raise."""
    await find(image, EVERYTHING, eyes, sight)
    caption = await _caption(image, eyes, sight, language) if eyes.vision_model else ""
    async with aclosing(items(lambda: eyes.phrase_extractor.extract(caption or "a picture"))) as phrases:
        async for _ in phrases:  # with them the extractor is loaded, for the words of the first question
            pass
    if caption:
        checked = await check(caption, Step(1, "describe", ""), image, eyes, sight, Telling(language=language))
        doubts = contradictions(checked.finding.checks, language)
        sight.describe(image, caption, language, " ".join(filter(None, (caption, doubts))))


async def _caption(image: Image, eyes: Eyes, sight: Sight, language: str) -> str:
    """What the vision-language model says of the picture, or said before."""
    if known := sight.caption(image.id, language):
        return known
    tongue = language if language in CAPTION else "en"
    asked = prompt(CAPTION[tongue], [image], tongue, facts(sight.claims(image.id)))
    caption = ""
    async with aclosing(written(eyes, *asked)) as pieces:
        async for piece in pieces:
            caption += piece
    if caption := caption.strip():
        sight.describe(image, caption, language, caption)
    return caption
