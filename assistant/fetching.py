"""A picture from a web address in a conversation: the user is asked, and only after a yes is anything sent."""

import asyncio

from assistant.answer import Answer
from assistant.errors import SentOn
from assistant.messages import Question
from assistant.telling.fetching import choices, saying


async def ask_to_fetch(address: str, how: str, heard: str, answer: Answer) -> None:
    """Ask whether the picture may be fetched; how: "ask" or "sent on"; heard: the request that waits for it.

    Raises BadInput for an address that is never asked.
    """
    web, language = answer.stage.web, answer.language
    if not web.may_fetch():
        await answer.say(saying("offline", language))
        return
    text = saying(how, language, host=web.host(address))
    await answer.ask(Question(text, choices(language), heard, address=address))


async def leave_it(answer: Answer) -> None:
    """The user said no."""
    await answer.say(saying("left", answer.language))


async def fetched(asked: Question, answer: Answer) -> bool:
    """The user said yes: bring the picture onto the stage. False where something else was said instead.

    Nothing leaves before the turn has ended: the speaker may still take it back. Raises BadInput, LedgerError.
    """
    web, language = answer.stage.web, answer.language
    await answer.gate.passed()
    if not web.may_fetch():
        await answer.say(saying("offline", language))
        return False
    answer.progress.doing(saying("doing", language))
    try:
        image, name = await asyncio.to_thread(web.fetch, asked.address)
    except SentOn as elsewhere:
        await ask_to_fetch(elsewhere.address, "sent on", asked.heard, answer)
        return False
    answer.stage.sight.show(image, name)
    return True
