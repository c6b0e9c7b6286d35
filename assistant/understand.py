"""From words to a plan: by grammar where that cannot be mistaken, else by asking the language model once.

1. `by_grammar`: a command or question whose first words say what is to be done, and whose things can be seen in
   pictures; and talk that has nothing to do with pictures. Takes no time to speak of.
2. What is left, and only where there is a picture, is put to the language model, bound to a schema. Its words come
   after the conversation as the reply will read it, so that neither call costs the other its prefix.
   It says what to do and which nouns are meant; a noun that was not said is dropped.
"""

import json
import re
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import cast

from assistant.errors import BadInput
from assistant.grammar import by_grammar, step_for, talk
from assistant.lexicon import singular
from assistant.messages import Message, ReplyParams
from assistant.phrases import Named, phrases, takes
from assistant.plan import Action, Plan, Wanted
from assistant.roles import Models
from assistant.streams import items

LONGEST_ASKED = 60  # words of a request that the language model is asked about; more is talk
ANSWER = ReplyParams(max_tokens=60, temperature=0.0)
SORTED: tuple[Action, ...] = ("chat", "describe", "find", "segment", "edit", "generate")
SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {
            "do": {"enum": list(SORTED)},
            "things": {"type": "array", "items": {"type": "string", "maxLength": 40}, "maxItems": 4},
        },
        "required": ["do", "things"],
    }
)
SORT = (
    "From now on only sort what I say, as JSON. find: things in the picture on the screen. segment: cut out or outline"
    " them. describe: what the picture shows. edit: change it. generate: a new picture. chat: anything else."
)
# As a conversation: told in one message, the same examples put every third request in the wrong place.
EXAMPLES: tuple[tuple[str, Action, list[str]], ...] = (
    ("who wrote hamlet", "chat", []),
    ("my pen must be in there somewhere", "find", ["pen"]),
    ("I need only the lamp and the desk", "segment", ["lamp", "desk"]),
    ("outline the plot of Faust", "chat", []),
    ("so what have we here", "describe", []),
    ("there is a stain that should go", "edit", ["stain"]),
    ("does he look angry", "describe", []),
    ("imagine a blue dragon", "generate", ["dragon"]),
    ("how many days has June", "chat", []),
)
CHAT = re.compile(r'"do"\s*:\s*"chat"')  # the rest of the answer need not be awaited


async def understand(text: str, pictures: int, models: Models, messages: list[Message]) -> Plan:
    """What is to be done; always a plan that can be carried out, talk where nothing else is clear.

    pictures: how many the conversation has; with none, no model is called. messages: what the reply would be given, the
    system's words and the conversation, with or without `text` at its end. Raises what the language model raises, but
    for text that is too long for it.
    """
    if (plan := by_grammar(text, pictures)) is not None:
        return plan
    if not pictures or len(text.split()) > LONGEST_ASKED:
        return talk(text)
    before = messages[:-1] if messages and messages[-1] == Message("user", text) else messages
    try:
        said = await _asked([*before, *_sorting(), Message("user", text)], models)
    except BadInput:
        return talk(text)
    return _read(said, text, pictures, await _named(text, said, models)) or talk(text)


def _sorting() -> list[Message]:
    """The task and its examples, about 300 tokens."""
    said: list[Message] = []
    for text, action, things in EXAMPLES:
        said.append(Message("user", text if said else f"{SORT}\n\n{text}"))
        said.append(Message("assistant", json.dumps({"do": action, "things": things})))
    return said


async def _asked(messages: list[Message], models: Models) -> str:
    """The language model's JSON, or as much of it as says that this is talk."""
    said = ""
    async with aclosing(items(lambda: models.language_model.reply(messages, ANSWER, SCHEMA))) as tokens:
        async for token in tokens:
            said += token
            if CHAT.search(said):
                break
    return said


async def _named(text: str, said: str, models: Models) -> Named:
    """What the text names; where nothing announces a thing, the phrase extractor says which words count."""
    named = phrases(text)
    if named.wanted or named.excluded or models.eyes is None or CHAT.search(said):
        return named
    eyes = models.eyes
    async with aclosing(items(lambda: eyes.phrase_extractor.extract(text))) as found:
        return phrases(text, [phrase async for phrase in found])


def _read(said: str, text: str, pictures: int, named: Named) -> Plan | None:
    """A plan from the language model's answer; None where it is talk, or no answer."""
    try:
        answer = json.loads(said)
        action, nouns = answer["do"], [noun for noun in answer["things"] if isinstance(noun, str)]
    except (ValueError, TypeError, KeyError):
        return None
    if action not in SORTED or action == "chat":
        return None
    wanted = _agreed(nouns, named, text)
    said_last = takes(text)[-1]
    return Plan((step_for(1, cast(Action, action), text, said_last, replace(named, wanted=wanted), pictures),))


def _agreed(nouns: Sequence[str], named: Named, text: str) -> tuple[Wanted, ...]:
    """The model's nouns as they were said, with what was said of their number and place; its inventions are dropped."""
    words = {singular(word) for word in re.findall(r"[\w'-]+", text.lower())}
    agreed: dict[Wanted, None] = {}
    for noun in nouns:
        for one in phrases(f"find the {noun}").wanted:
            known = [
                each for each in named.wanted if each.phrase == one.phrase or each.phrase.endswith(f" {one.phrase}")
            ]
            if known:
                agreed.update(dict.fromkeys(known))
            elif one.phrase and one.phrase not in named.excluded and words.issuperset(one.phrase.split()):
                agreed[Wanted(one.phrase)] = None
    return tuple(agreed) or named.wanted
