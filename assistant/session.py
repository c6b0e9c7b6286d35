"""The one conversation, as everybody else may reach it: commands from any thread, carried out on a loop of its own."""

import asyncio
import concurrent.futures
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from assistant.dialogue import Dialogue, SessionSettings
from assistant.errors import BadInput
from assistant.history import History
from assistant.messages import Hint, Image, Pcm, Snapshot, Turn
from assistant.roles import Models
from assistant.surroundings import ALONE, Surroundings

LOOK_AGAIN_S = 0.05  # how often it is seen whether a turn has ended


class Session:
    """Public methods may be called from any thread; the dialogue itself runs on the session's loop and thread."""

    def __init__(
        self,
        models: Models,
        settings: SessionSettings,
        history: History | None = None,
        clock: Callable[[], float] = time.monotonic,
        surroundings: Surroundings = ALONE,
    ) -> None:
        self._models = models
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._dialogue = Dialogue(models, settings, history, clock, self._loop, surroundings)
        self.playback = self._dialogue.playback
        self._thread = threading.Thread(target=self._loop.run_forever, name="session", daemon=True)
        self._thread.start()

    def warm(self) -> None:
        """Have the language model read what stands before every question; blocks until it has."""
        prompt = self._dialogue.conversation.prompt("Hello")
        for _ in self._models.language_model.reply(prompt, replace(self._settings.params, max_new_tokens=1)):
            pass

    # Listening.

    def feed(self, pcm: Pcm) -> None:
        """More of the microphone: int16 mono [n] at 16 kHz, in order."""
        self._call(self._dialogue.hear, pcm)

    def finish(self) -> None:
        """No more sound will come for now: whoever was speaking has said what there was to say."""
        self._call(self._dialogue.finish)

    def listen_through(self, microphone: str, others: tuple[str, ...]) -> None:
        """The sound that follows comes from this microphone; others: the labels of what could be used instead."""
        self._call(self._dialogue.listen_through, microphone, others)

    # Answering.

    def ask(self, text: str) -> "concurrent.futures.Future[Turn]":
        """A typed question; the future holds the turn once the answer is complete, or the error."""
        text = text.strip()
        text = text.encode("utf-8", "replace").decode()  # a terminal of another encoding leaves halves of characters
        if not text:
            raise BadInput("the question is empty; say or type a few words")
        if not self._dialogue.conversation.has_room_for(text):
            raise BadInput(
                f"the question has {len(text):,} characters, more than the language model can read at once; "
                f"its context is {self._settings.context_tokens:,} tokens, about {self._settings.context_tokens * 3:,}"
            )
        asked: concurrent.futures.Future[Turn] = concurrent.futures.Future()
        asked.set_running_or_notify_cancel()  # from here on only `interrupt` ends it
        self._call(self._dialogue.ask, text, asked)
        return asked

    def answer_overheard(self) -> None:
        """Answer the words that were heard and left alone."""
        self._call(self._dialogue.answer_overheard)

    def hold_key(self, down: bool) -> None:
        """The talk key is held from now on, or no longer: what is said meanwhile is for Oriel."""
        self._call(self._dialogue.hold_key, down)

    def touch(self) -> None:
        """The page was used: whoever did speaks to Oriel."""
        self._call(self._dialogue.touch)

    def interrupt(self) -> None:
        """Be silent now; only what was heard of the answer stays in the conversation."""
        self._call(self._dialogue.interrupt)

    def correct(self, place: int, word: int, right: str) -> None:
        """In the turn at this place the word with this number (by spaces, from 0) was really another: ask again."""
        self._call(self._dialogue.correct_word, place, word, right)

    @property
    def pronunciations(self) -> dict[str, str]:
        """Words that are said as the user taught Oriel → how they are said."""
        return dict(self._dialogue.pronunciations)

    def pronounce(self, word: str, said: str) -> None:
        """Say this word so from now on; said "": as a voice would by itself. Not to be called on the loop."""

        async def pronounce() -> None:
            self._dialogue.pronounce(word, said)

        asyncio.run_coroutine_threadsafe(pronounce(), self._loop).result()

    def begin_anew(self) -> None:
        """End this conversation and begin another; what was learned stays."""
        self._call(self._dialogue.begin_anew)

    # Looking.

    def show(self, image: Image, name: str) -> int:
        """A picture is dropped on Oriel; returns its number in this conversation. Not to be called on the loop."""

        async def show() -> int:
            return self._dialogue.looking.show(image, name)

        return asyncio.run_coroutine_threadsafe(show(), self._loop).result()

    def look(self, picture: int) -> None:
        """Put the picture with this number on the stage."""
        self._call(self._dialogue.sight.look, picture)

    def take_away(self, picture: int) -> None:
        """The picture with this number is no longer part of the conversation."""
        self._call(self._dialogue.sight.remove, picture)

    def select(self, thing: int) -> None:
        """Choose the thing with this number on the stage; 0: none."""
        self._call(self._dialogue.sight.select, thing)

    def point(self, thing: int, hint: Hint) -> None:
        """A point belongs to the thing with this number on the stage, or does not: outline it anew."""
        self._call(self._dialogue.looking.point, thing, hint)

    def believe(self, box_threshold: float) -> None:
        """Things count as found from this score on."""
        self._call(self._dialogue.looking.believe, box_threshold)

    # Telling.

    def say(self, text: str) -> None:
        """Say a sentence that belongs to no turn; whoever speaks over it stops it."""
        self._call(self._dialogue.say, text)

    def tell(self, text: str) -> None:
        """Show a sentence, and say it when nothing else is being said or heard."""
        self._call(self._dialogue.tell, text)

    def note(self, text: str) -> None:
        """Show a sentence, and leave it at that."""
        self._call(self._dialogue.note, text)

    def dismiss(self) -> None:
        """The notice has been read."""
        self._call(self._dialogue.dismiss)

    # Circumstances.

    def adjust(self, settings: SessionSettings) -> None:
        """Take over language, speed, hot words and whether to record; what models were loaded with stays as it is."""
        self._call(self._dialogue.adjust, settings)

    def let_hear(self, aloud: bool) -> None:
        """Whether anybody could hear an answer that begins now; a question is else answered in writing."""
        self._call(self._dialogue.let_hear, aloud)

    def watch(self, watcher: Callable[[], object]) -> Callable[[], None]:
        """Call `watcher`, on the session's loop, whenever the snapshot may have changed; returns what ends it."""
        dialogue = self._dialogue
        dialogue.watchers = (*dialogue.watchers, watcher)

        def forget() -> None:
            dialogue.watchers = tuple(other for other in dialogue.watchers if other is not watcher)

        return forget

    def nudge(self) -> None:
        """Have the watchers look again: something beside the session has changed."""
        self._call(self._dialogue.changed)

    def snapshot(self) -> Snapshot:
        """What can be seen from outside."""
        return self._dialogue.snapshot()

    def settle(self) -> None:
        """Return when nothing is being computed: the session waits for more sound, or for its own to be played."""
        while not asyncio.run_coroutine_threadsafe(self._dialogue.is_settled(), self._loop).result():
            time.sleep(0.001)

    def at_turns_end(self, change: Callable[[], None]) -> None:
        """Do this on the session's loop as soon as nothing is being computed; returns when it is done."""

        async def wait_and_change() -> None:
            while not await self._dialogue.is_settled():
                await asyncio.sleep(LOOK_AGAIN_S)
            change()

        asyncio.run_coroutine_threadsafe(wait_and_change(), self._loop).result()

    def close(self) -> None:
        """End the conversation: the reply under way is cut off as if interrupted."""
        asyncio.run_coroutine_threadsafe(self._dialogue.shut_down(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, command: Callable[..., None], *arguments: object) -> None:
        self._loop.call_soon_threadsafe(command, *arguments)
