from itertools import pairwise

from assistant.conversation import Conversation
from assistant.messages import Message


def filled(turns: int, budget_tokens: int = 500) -> Conversation:
    conversation = Conversation("Be brief.", budget_tokens)
    for number in range(turns):
        conversation.add_question(f"Question {number}? " + "x" * 60)
        conversation.add_answer(f"Answer {number}. " + "y" * 60)
    return conversation


def test_prompt_holds_system_history_and_question() -> None:
    conversation = filled(1)
    assert [message.role for message in conversation.prompt("And?")] == ["system", "user", "assistant", "user"]


def test_long_history_is_trimmed_in_jumps_to_half() -> None:
    conversation = filled(0)
    firsts = []
    for number in range(60):
        firsts.append(conversation.prompt(f"Question {number}?")[1].text)
        conversation.add_question(f"Question {number}? " + "x" * 60)
        conversation.add_answer(f"Answer {number}. " + "y" * 60)
    jumps = sum(before != after for before, after in pairwise(firsts))
    assert 1 < jumps < 25, "every trim costs the model a new reading"


def test_trimmed_prompt_fits_and_begins_with_a_question() -> None:
    prompt = filled(60).prompt("And?")
    assert prompt[1].role == "user"
    assert sum(len(message.text) for message in prompt) / 3 < 500


def test_cut_keeps_only_what_was_heard() -> None:
    conversation = filled(0)
    conversation.add_question("Tell me.")
    conversation.cut_to("The first words ")
    assert conversation.messages[-1] == Message("assistant", "The first words")


def test_answer_cut_before_its_first_word_leaves_no_message() -> None:
    conversation = filled(0)
    conversation.add_question("Tell me.")
    conversation.cut_to("")
    assert conversation.messages == (Message("user", "Tell me."),)


def test_question_taken_back_is_gone() -> None:
    conversation = filled(1)
    before = conversation.messages
    conversation.add_question("Find the")
    conversation.take_back_question()
    assert conversation.messages == before
