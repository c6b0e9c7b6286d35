"""What was told once more: a word letter by letter, the last list entry by entry."""

import numpy as np

from assistant.answer import Answer
from assistant.messages import AudioChunk
from assistant.telling.spelling import nothing, spelled
from assistant.words.reading_again import LAST, Again, ReadItem, Spell, last_list, telling_word

PAUSE_S = 0.5  # between the entries of a list, so that each can be taken in
RATE = 24_000


async def read_again(again: Again, answer: Answer) -> None:
    """Spell the word, or read the list or the entry that is meant; or say that there is none."""
    turns = answer.stage.turns
    if isinstance(again, Spell):
        word = again.word or telling_word(turns)
        await answer.say(spelled(word, answer.language) if word else nothing("no-word", answer.language))
        return
    entries, language = last_list(turns)
    if not entries:
        await answer.say(nothing("no-list", answer.language))
    elif not isinstance(again, ReadItem):
        await _read(entries, answer.in_language(language))
    elif again.number > len(entries):
        await answer.say(nothing("no-item", answer.language, len(entries)))
    else:
        place = again.number if again.number == LAST else again.number - 1
        await _read((entries[place],), answer.in_language(language))


async def _read(entries: tuple[str, ...], answer: Answer) -> None:
    """A line for each, with a pause between two; shown as the list that it is."""
    for number, entry in enumerate(entries):
        if number:
            _pause(answer)
        line = entry if entry[0].isdigit() else f"- {entry}"
        await answer.speech.read_out(f"\n{line}" if number else line)


def _pause(answer: Answer) -> None:
    audience = answer.stage.audience
    if answer.progress.answered and audience.listens:
        audience.playback.push(AudioChunk(np.zeros(round(PAUSE_S * RATE), np.int16), RATE, ""))
