"""`oriel intent`: what utterances ask for, and the plans they become; nothing is carried out."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from typing import Any

from assistant.backends import Backends
from assistant.config import Config
from assistant.desk import session_settings
from assistant.errors import BadInput
from assistant.messages import Message
from assistant.output import print_json, print_line, steps
from assistant.roles import Models
from assistant.telling.sayings import summary
from assistant.understand import Understood, classified, understand
from assistant.words.glosses import language_of


def tell(settings: Config, texts: Iterable[str], pictures: int, as_json: bool) -> None:
    """A line for each utterance, as soon as it is understood. Raises BadInput where nothing was said."""
    system = Message("system", session_settings(settings, aloud=False).system)
    with Backends(settings) as backends:
        asyncio.run(_tell(backends.models(), texts, pictures, system, as_json))


async def _tell(models: Models, texts: Iterable[str], pictures: int, system: Message, as_json: bool) -> None:
    none_yet = True
    async for text, understood in _understood(models, texts, pictures, system):
        none_yet = False
        if as_json:
            print_json(**document(text, understood))
        else:
            print_line(f"{understood.intent} ({understood.confidence:.0%}): {summary(understood.plan.steps)}")
    if none_yet:
        raise BadInput("there is nothing to understand; say or type a few words")


async def _understood(
    models: Models, texts: Iterable[str], pictures: int, system: Message
) -> AsyncIterator[tuple[str, Understood]]:
    for text in texts:
        if text.strip():
            understood = await understand(text, language_of(text), pictures, True, models, [system])
            others = [one for one in await classified(text, models) if one.intent != understood.intent]
            rest = tuple(replace(one, score=0.0) for one in others) if len(understood.top) == 1 else ()
            yield text, replace(understood, top=(*understood.top, *rest)[:3])


def document(text: str, understood: Understood) -> dict[str, Any]:
    """What was understood, as it stands in JSON."""
    all_steps = understood.plan.steps
    named = [one.phrase for step in all_steps for one in step.wanted]
    excluded = [phrase for step in all_steps for phrase in step.excluded]
    if about := understood.refinement:
        (excluded if about.kind == "without" else named).extend(one.phrase for one in about.wanted)
        excluded += about.refused
    return {
        "text": text,
        "intent": understood.intent,
        "confidence": round(understood.confidence, 4),
        "top": [[one.intent, round(one.score, 4)] for one in understood.top],
        "phrases": list(dict.fromkeys(filter(None, named))),
        "excluded": list(dict.fromkeys(filter(None, excluded))),
        "steps": steps(all_steps),
        "asked_language_model": understood.asked_language_model,
        "question": understood.question.text if understood.question else None,
    }
