"""Interpreting: what was heard in one language is said in another. Read `interpret` from top to bottom.

Into English Whisper translates by itself: the same sound is heard once more, with its translate task. Where that is
unsure, into any other language, and what was typed, the language model translates, greedily and by examples. Whisper
base is often unsure: of what it translates so, hardly a sentence is right, where its German words are.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace

from assistant.answer import Answer
from assistant.conversation import Conversation
from assistant.generation import GenerationParams
from assistant.languages import UNSURE_WORDS, joined
from assistant.messages import TranscribeOptions, Transcript, Turn, Utterance
from assistant.plan import Action, Step
from assistant.stage import Stage
from assistant.streams import items
from assistant.telling.interpreting import step
from assistant.words.commands import goes_on
from assistant.words.interpreting import Between, Interpreting, target
from assistant.words.interpreting_tables import EXAMPLES, NAMES

TRANSLATE: Action = "translate"  # the intent of such a turn
BY_EAR = "en"  # the one language that Whisper translates into
# Nobody speaks longer in one go; what follows the line of the translation is a comment.
PARAMS = replace(GenerationParams.greedy(max_new_tokens=300), stop=("\n",))
BUDGET_TOKENS = 100_000  # the examples and one question are never trimmed
# Asked to "say in German: …", or without a word, Qwen 1.5B answers "what is the capital of France?".
ASKED = "Translate into {language}: {text}"
ROLE = "You translate. You never answer what you translate."
SHOWN_FROM = ("en", "de", "fr")  # languages of the examples where any may be spoken


async def transcribed(utterance: Utterance, options: TranscribeOptions, stage: Stage) -> Transcript:
    """What was said, written down with these options."""
    async with aclosing(items(lambda: stage.models.transcriber.transcribe(utterance, options))) as stream:
        return joined([segment async for segment in stream])


async def hear_either(utterance: Utterance, way: Between, stage: Stage) -> Transcript:
    """What was said in one of two languages, whichever it is; what sounds like a third is the likelier of the two."""
    heard = await transcribed(utterance, stage.options, stage)
    if not heard.text or heard.language in (way.first, way.second):
        return heard
    options = [replace(stage.options, language=one, held=False) for one in (way.first, way.second)]
    either = [await transcribed(utterance, one, stage) for one in options]
    return max(either, key=lambda one: one.word_probability if one.text else 0.0)


def interpreted_in(way: Interpreting, text: str, language: str, stage: Stage) -> str:
    """The language to say it in; of a translation that goes on, that of its first part."""
    before = _before(text, stage)
    return target(way, before.language if before else language)


async def interpret(text: str, language: str, way: Interpreting, answer: Answer) -> None:
    """Say in the answer's language what was said in `language`, or the rest of the translation that was cut."""
    progress, before = answer.progress, _before(text, answer.stage)
    progress.language = before.language if before else language
    progress.intent, progress.plan = TRANSLATE, (Step(1, TRANSLATE, text),)
    progress.doing(step(way, progress.language))
    progress.mark("plan")
    if before is not None:
        await answer.speech.read_out(await _rest(before, way, answer))
    elif progress.language == answer.language:
        await answer.speech.read_out(text)
    elif english := await _by_ear(answer):
        await answer.speech.read_out(english)
    else:
        await _by_mind(text, way, answer)


def primer(way: Interpreting) -> Conversation:
    """What the language model reads before each question: what to do, and how it is done."""
    conversation = Conversation(ROLE, BUDGET_TOKENS)
    sources = (way.first, way.second) * 3 if isinstance(way, Between) else SHOWN_FROM
    for place, source in enumerate(sources):  # each sentence in both directions, never one after the other
        into, number = target(way, source), place % 3
        if source != into:
            conversation.add_question(_asked(EXAMPLES[source][number], into))
            conversation.add_answer(EXAMPLES[into][number])
    return conversation


def _asked(text: str, into: str) -> str:
    return ASKED.format(language=NAMES[into][0], text=text)


def _before(text: str, stage: Stage) -> Turn | None:
    """The turn whose translation was cut, if this asks for the rest of it."""
    if not ((stage.rest or stage.unwritten) and goes_on(text)):
        return None
    return next((turn for turn in reversed(stage.turns) if turn.intent == TRANSLATE), None)


async def _by_ear(answer: Answer) -> str:
    """What was said, in English as the transcriber hears it; empty where it is unsure, or only wrote it down.

    A language that the language model may not know is left to the transcriber, sure or not.
    """
    utterance, heard = answer.progress.utterance, answer.progress.transcript
    if answer.language != BY_EAR or utterance is None or heard is None:
        return ""
    options = TranscribeOptions(language=heard.language or None, translate=True)
    english = await transcribed(utterance, options, answer.stage)
    is_sure = english.word_probability >= UNSURE_WORDS or heard.language not in EXAMPLES
    return english.text if is_sure and _letters(english.text) != _letters(heard.text) else ""


async def _by_mind(text: str, way: Interpreting, answer: Answer) -> None:
    """The language model translates."""
    await answer.speech.write(_translation(text, way, answer))


async def _rest(before: Turn, way: Interpreting, answer: Answer) -> str:
    """From the start of the clause that was cut; what was not at its end is translated anew, to the same words."""
    rest = answer.stage.rest
    if not answer.stage.unwritten:
        return rest
    async with aclosing(_translation(before.heard, way, answer)) as tokens:
        whole = "".join([token async for token in tokens]).strip()
    return whole[len(before.said) - len(rest) :].strip() if whole.startswith(before.said) else whole


def _translation(text: str, way: Interpreting, answer: Answer) -> AsyncGenerator[str, None]:
    messages = primer(way).prompt(_asked(text, answer.language))
    return items(lambda: answer.stage.models.language_model.reply(messages, PARAMS))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
