"""What has been said so far, as the language model is to read it."""

from assistant.messages import Message

BYTES_PER_TOKEN = 3.0  # UTF-8; English prose has 3.5 to 4.5 in common vocabularies, other scripts about 3
TOKENS_PER_MESSAGE = 8  # role marks of a chat template


class Conversation:
    """Messages in order; owned by the session's loop. `budget_tokens` bounds what `prompt` returns, by estimate."""

    def __init__(self, system: str, budget_tokens: int) -> None:
        self._system = Message("system", system)
        self._budget = budget_tokens
        self._messages: list[Message] = []
        self._first = 0  # the oldest message that the model still reads

    @property
    def messages(self) -> tuple[Message, ...]:
        """All of it, the system message left out."""
        return tuple(self._messages)

    def prompt(self, question: str) -> list[Message]:
        """What the model reads to answer `question`.

        Old messages go in jumps, half of the budget at a time: every trim changes the prefix that the model has cached
        and costs a new reading, so trims must be rare.
        """
        asked = Message("user", question)
        if self._tokens(self._first, asked) > self._budget:
            while self._first < len(self._messages) and self._tokens(self._first, asked) > self._budget / 2:
                self._first += 1
            while self._first < len(self._messages) and self._messages[self._first].role != "user":
                self._first += 1
        return [self._system, *self._messages[self._first :], asked]

    def has_room_for(self, question: str) -> bool:
        """Whether the model could read this question if nothing had been said before it."""
        return self._tokens(len(self._messages), Message("user", question)) <= self._budget

    def add_question(self, text: str) -> None:
        """The user's words; an answer follows, or nothing when it was cut off before its first word."""
        self._messages.append(Message("user", text))

    def add_answer(self, text: str) -> None:
        """The whole answer, heard to its end or shown in full."""
        if text:
            self._messages.append(Message("assistant", text))

    def cut_to(self, heard: str) -> None:
        """The answer was interrupted: only what was heard of it counts as said."""
        self.add_answer(heard.strip())

    def take_back_question(self) -> None:
        """The speaker went on before any answer was heard: the question will come again, longer."""
        if self._messages and self._messages[-1].role == "user":
            self._messages.pop()

    def forget(self, question: str) -> None:
        """A question was heard wrongly: the last one of these words goes, with its answer."""
        places = [place for place, message in enumerate(self._messages) if message == Message("user", question)]
        if not places:
            return
        first = last = places[-1]
        while last + 1 < len(self._messages) and self._messages[last + 1].role == "assistant":
            last += 1
        del self._messages[first : last + 1]
        self._first -= max(0, min(self._first, last + 1) - first)  # those after it move up

    def _tokens(self, first: int, asked: Message) -> float:
        read = [self._system, *self._messages[first:], asked]
        return sum(len(message.text.encode()) / BYTES_PER_TOKEN + TOKENS_PER_MESSAGE for message in read)
