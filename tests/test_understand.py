"""Words and the plans they become. A row: how many pictures there are, what is said, and the plan.

"find count: dog" looks for dogs to count them; "?" is left to the language model.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from assistant.errors import BadInput, EngineDied
from assistant.generation import GenerationParams
from assistant.messages import Message, ScoredIntent, ScoredPhrase
from assistant.plan import Place, Plan, Step, Wanted
from assistant.planning import plan as plan_for
from assistant.roles import Models, Stream
from assistant.understand import LONGEST_ASKED, SURE, Understood, only_talk, understand, unordered
from assistant.words.grammar import clear_action
from local_models import intents, llama
from tests.actors import Gist, cast

SAID = [
    (1, "erm find the, no wait, just outline the dog, not the cat", "segment: dog"),
    (1, "cut out the dog", "segment: dog"),
    (1, "outline the red car and two dogs, not the cat", "segment: red car, dog"),
    (1, "cut out everything but the bench", "segment"),
    (1, "could you please highlight the dog for me", "segment: dog"),
    (1, "mask all the people", "segment: person"),
    (1, "draw a line around the dog", "segment: dog"),
    (1, "make a mask of the dog", "segment: dog"),
    (1, "cut it out", "segment"),
    (1, "highlight the umpire", "segment: umpire"),
    (1, "Schneide den Hund aus", "segment: dog"),
    (1, "umrande bitte nur den Hund", "segment: dog"),
    (1, "Stell die Katze frei", "segment: cat"),
    (1, "find the dog", "find: dog"),
    (1, "find the valve", "find: valve"),
    (1, "how many cats are there", "find count: cat"),
    (1, "so how many dogs do you see in the picture?", "find count: dog"),
    (1, "count the cups on the left", "find count: cup"),
    (1, "where is the dog", "find where: dog"),
    (1, "can you tell me where my umbrella is", "find where: umbrella"),
    (1, "is there a dog", "find whether: dog"),
    (1, "Do you see any elephants?", "find whether: elephant"),
    (1, "are there people in this photo", "find whether: person"),
    (1, "is the dog on the left?", "find whether: dog"),
    (1, "the red car and two dogs", "find: red car, dog"),
    (1, "show me the second dog from the left", "find: dog"),
    (1, "Wie viele Hunde sind auf dem Bild?", "find count: dog"),
    (1, "Wo ist die Katze?", "find where: cat"),
    (1, "Gibt es einen Hund?", "find whether: dog"),
    (1, "what is next to the dog", "find"),
    (1, "what do you see", "describe"),
    (1, "describe the picture", "describe"),
    (1, "what's in the picture", "describe"),
    (1, "what is this", "describe"),
    (1, "what breed is the dog", "describe: dog"),
    (1, "is the dog asleep", "describe: dog"),
    (1, "Was siehst du?", "describe"),
    (1, "Beschreibe das Bild", "describe"),
    (1, "what does the picture show", "describe"),
    (1, "remove the dog", "edit: dog"),
    (1, "remove the background", "edit: background"),
    (1, "blur the background please", "edit: background"),
    (1, "replace the dog with a cat", "edit: dog"),
    (1, "make the car blue", "edit: car"),
    (1, "Entferne den Hintergrund", "edit: background"),
    (1, "upscale the picture", "edit"),
    (1, "draw me a castle", "generate"),
    (1, "generate a picture of a sunset", "generate"),
    (1, "Erzeuge ein Bild von einem Schloss", "generate"),
    (1, "hello there", "chat"),
    (1, "what is the capital of Australia", "chat"),
    (1, "tell me a joke", "chat"),
    (1, "why is the sky blue", "chat"),
    (1, "how far is it to the moon", "chat"),
    (1, "Wie geht es dir?", "chat"),
    (0, "hello", "chat"),
    (0, "outline the history of Rome", "chat"),
    (0, "how many people live in Berlin", "?"),
    (0, "is there a god", "?"),
    (0, "find me a good recipe for lasagna", "chat"),
    (0, "highlight the main points of the French revolution", "?"),
    (0, "where is Paris", "?"),
    (0, "what do you see in her", "?"),
    (0, "should i cut out sugar", "?"),
    (0, "mark my words", "?"),
    (0, "remove the last sentence", "chat"),
    (0, "cut out the dog", "segment: dog"),
    (0, "outline the dog in this picture", "segment: dog"),
    (0, "remove the background", "edit: background"),
    (0, "how many cats are in this picture", "find count: cat"),
    (0, "describe this picture", "describe"),
    (0, "draw me a picture of a castle", "generate"),
    (1, "how many people live in Berlin", "?"),
    (1, "outline the history of Rome", "chat"),
    (1, "how many planets are there", "chat"),
    (1, "I lost my red pen, could it be there", "?"),
    (1, "find me a good recipe for lasagna", "chat"),
    (1, "does the lady look happy", "describe: lady"),
    (1, "which cup is fuller", "?"),
    (1, "i think there should be three apples", "?"),
    (1, "what should I cook tonight with rice", "chat"),
    (1, "crop the picture", "edit"),
    (1, "draw a dog", "generate"),
    (1, "Who is in the picture?", "describe"),
    (1, "point at the largest", "find"),
    (1, "the man and the woman", "find: man, woman"),
    (1, "thanks", "chat"),
    (1, "How many legs does a spider have?", "?"),
    (1, "my dog is sick", "?"),
    (1, "tell me about cats", "?"),
    (1, "what does the sign say", "?"),
    (1, "find out who won", "?"),
    (1, "show me how to cook", "?"),
    (1, "delete my files", "?"),
    (0, "delete my files", "?"),
    (0, "Where are my glasses?", "?"),
    (0, "tell me about cats", "?"),
]


def by_grammar(said: str, pictures: int) -> Plan | None:
    action = clear_action(said, "", pictures)
    return plan_for(action, said, "", pictures) if action else None


def written(plan: Plan | None) -> str:
    if plan is None:
        return "?"
    step = plan.steps[0]
    said = step.action if step.asks == "what" else f"{step.action} {step.asks}"
    things = ", ".join(wanted.phrase for wanted in step.wanted if wanted.phrase)
    return f"{said}: {things}" if things else said


@pytest.mark.parametrize(("pictures", "said", "expected"), SAID, ids=[f"{row[0]} {row[1]}" for row in SAID])
def test_the_shape_of_words_tells_what_is_asked(pictures: int, said: str, expected: str) -> None:
    assert written(by_grammar(said, pictures)) == expected


def only_step(said: str, pictures: int = 3) -> Step:
    plan = by_grammar(said, pictures)
    assert plan is not None
    (step,) = plan.steps
    return step


def test_a_plan_keeps_the_users_words() -> None:
    assert only_step("Erm, could you find the dog?").question == "Erm, could you find the dog?"


@pytest.mark.parametrize(
    ("said", "picture"),
    [
        ("find the dog", 0),
        ("find the dog in the second picture", 2),
        ("outline the cat in the last photo", 3),
        ("what's in picture 2", 2),
        ("how many dogs are in the first image", 1),
        ("Zeig mir die Katze im zweiten Bild", 2),
        ("find the dog in the first picture, no, the second picture", 2),
        ("find the dog in the fifth picture", 5),
    ],
)
def test_the_picture_that_is_named_is_looked_at(said: str, picture: int) -> None:
    assert only_step(said).picture == picture


def test_the_last_of_several_self_corrections_counts() -> None:
    assert only_step("remove the dog, no wait, find it, no, just outline the cat").action == "segment"
    where = only_step("where is the dog, no wait, the cat")
    assert (where.action, where.asks, where.wanted) == ("find", "where", (Wanted("cat", definite=True),))


def test_what_is_not_meant_is_excluded() -> None:
    step = only_step("erm, find the, no wait, just outline the dog, not the cat")
    assert (step.action, step.wanted, step.excluded) == ("segment", (Wanted("dog", definite=True),), ("cat",))


def test_whether_a_dog_is_on_the_left_is_not_asked_of_the_leftmost() -> None:
    assert only_step("is the dog on the left?").wanted == (Wanted("dog", place=Place("left", 0)),)
    assert only_step("find the dog on the left").wanted == (Wanted("dog", place=Place("left")),)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("outline the dog and count the cats", [("segment", "dog", ()), ("find", "cat", ())]),
        ("find the dog and cut it out", [("segment", "dog", ())]),
        ("count the cats and outline them", [("find", "cat", ()), ("segment", "cat", (1,))]),
        ("find the dog, then outline it, then count the cats", [("segment", "dog", ()), ("find", "cat", ())]),
        ("outline the dog and the cat", [("segment", "dog,cat", ())]),
    ],
)
def test_clear_clauses_become_steps(said: str, expected: list[tuple[str, str, tuple[int, ...]]]) -> None:
    plan = by_grammar(said, 1)
    assert plan is not None
    told = [(step.action, ",".join(one.phrase for one in step.wanted), step.after) for step in plan.steps]
    assert told == expected


@pytest.mark.parametrize("ids", [(), (2,), (1, 3), (1, 1)])
def test_a_plan_whose_steps_are_not_numbered_is_refused(ids: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="numbered from 1"):
        Plan(tuple(Step(number, "chat", "") for number in ids))


def test_a_step_cannot_follow_itself() -> None:
    with pytest.raises(ValueError, match="only follow an earlier one"):
        Plan((Step(1, "find", "", after=(1,)),))


@dataclass
class Judge:
    """LanguageModel: says what it was told to; remembers what it was asked."""

    says: "str | Exception"
    asked: list[list[Message]] = field(default_factory=list)
    schemas: list[str] = field(default_factory=list)

    def reply(self, messages: list[Message], params: GenerationParams, schema: str | None = None) -> Stream[str]:
        assert schema is not None
        self.asked.append(messages)
        self.schemas.append(schema)
        if isinstance(self.says, Exception):
            raise self.says
        return Stream(iter(self.says), lambda: None)


class Telling(Gist):
    """PhraseExtractor: a text is about its last word."""

    def extract(self, text: str) -> Stream[ScoredPhrase]:
        return Stream(iter([ScoredPhrase(text.split()[-1], 0.9)]), lambda: None)


def models(judge: Judge, text: str, **scores: float) -> Models:
    known = ("one", "two", "three")
    votes = [ScoredIntent(name, score, tuple(f"{name} {one}" for one in known)) for name, score in scores.items()]
    return replace(cast({}, {}, intents={text: votes}), language_model=judge)


def understood(
    text: str, judge: Judge, pictures: int = 1, messages: list[Message] | None = None, **scores: float
) -> Understood:
    return asyncio.run(understand(text, "en", pictures, True, models(judge, text, **scores), messages or []))


NOBODY = Judge(EngineDied("must not be called"))
UNCLEAR = "the dog must be somewhere behind that bench"
DOUBT = {"describe": 0.5, "find": 0.3, "chat": 0.2}


def verdict(intent: str) -> str:
    return json.dumps({"why": "because", "do": intent})


def test_classifier_that_is_sure_is_believed_at_once() -> None:
    sure = understood(UNCLEAR, NOBODY, find=SURE, chat=1 - SURE)
    assert (sure.intent, sure.confidence, sure.asked_language_model) == ("find", SURE, False)
    assert [one.intent for one in sure.top] == ["find", "chat"]


def test_classifier_and_grammar_that_agree_are_believed_at_once() -> None:
    agreed = understood("how many dogs are there", NOBODY, find=0.6, chat=0.4)
    assert (agreed.intent, agreed.asked_language_model) == ("find", False)


def test_order_that_no_table_knows_is_hardly_believed() -> None:
    judged = understood(UNCLEAR, Judge(verdict("find")), control=0.8, find=0.2)
    assert (judged.intent, judged.asked_language_model) == ("find", True)
    assert understood(UNCLEAR, NOBODY, control=0.99, find=0.01).intent == "control"


def test_going_on_is_an_order_though_no_command() -> None:
    scores = (ScoredIntent("control", 0.6), ScoredIntent("chat", 0.4))
    assert unordered(scores, "go on") == scores
    assert unordered(scores, "crop it tighter")[0].intent == "chat"


def test_weighing_orders_less_keeps_the_sum_of_probabilities() -> None:
    weighed = unordered((ScoredIntent("control", 0.6), ScoredIntent("edit", 0.3), ScoredIntent("chat", 0.1)), "crop it")
    assert sum(one.score for one in weighed) == pytest.approx(1)
    assert [one.intent for one in weighed] == ["edit", "control", "chat"]


def test_doubt_without_a_picture_is_talk_and_asks_nobody() -> None:
    assert understood(UNCLEAR, NOBODY, pictures=0, **DOUBT).intent == "chat"
    assert understood(UNCLEAR, NOBODY, pictures=0, find=0.6, segment=0.4).intent == "find"


def test_where_they_disagree_the_language_model_judges() -> None:
    judge = Judge(verdict("find"))
    judged = understood("how many dogs are there", judge, chat=0.6, find=0.4)
    assert (judged.intent, judged.asked_language_model, len(judge.asked)) == ("find", True, 1)


def test_talk_of_any_kind_needs_no_judge() -> None:
    assert understood("well so it goes", NOBODY, chat=0.5, other=0.45, find=0.05).intent == "chat"


class Zero:
    """Classifier: finds one topic, whatever it is asked."""

    def __init__(self, topic: str) -> None:
        self.topic = topic

    def classify(self, text: str, labels: list[str], template: str) -> Stream[ScoredIntent]:
        assert self.topic in labels
        assert "{}" in template
        return Stream(iter([ScoredIntent(self.topic, 0.9)]), lambda: None)


def test_zero_shot_classifier_that_agrees_spares_the_judge() -> None:
    agreeing = replace(models(NOBODY, UNCLEAR, find=0.5, chat=0.4), zero_shot=Zero("Object detection"))
    agreed = asyncio.run(understand(UNCLEAR, "en", 1, True, agreeing, []))
    assert (agreed.intent, agreed.asked_language_model) == ("find", False)
    judge = Judge(verdict("find"))
    differing = replace(models(judge, UNCLEAR, find=0.5, chat=0.4), zero_shot=Zero("Upscaling"))
    assert asyncio.run(understand(UNCLEAR, "en", 1, True, differing, [])).asked_language_model
    assert len(judge.asked) == 1


def test_judge_chooses_among_the_likeliest_with_known_utterances_before_its_eyes() -> None:
    judge = Judge(verdict("find"))
    before = [Message("system", "Be brief."), Message("user", "Hi"), Message("assistant", "Hello.")]
    judged = understood(UNCLEAR, judge, 1, [*before, Message("user", UNCLEAR)], **DOUBT)
    assert judged.plan.steps == (Step(1, "find", UNCLEAR, (Wanted("dog", place=Place("behind", others=("bench",))),)),)
    (asked,), (schema,) = judge.asked, judge.schemas
    assert asked[: len(before)] == before
    assert asked[-1] == Message("user", UNCLEAR)
    shown = [message.text for message in asked[len(before) : -1] if message.role == "user"]
    for name in DOUBT:
        assert [sum(f"{name} {which}" in text for text in shown) for which in ("one", "two", "three")] == [1, 1, 0]
    properties = json.loads(schema)["properties"]
    assert list(properties) == ["why", "do"], "first the reason, then the verdict"
    assert properties["do"]["enum"] == list(DOUBT)


def test_the_conversation_before_is_the_same_whether_the_text_stands_in_it_or_not() -> None:
    before = [Message("system", "Be brief.")]
    one, other = Judge(verdict("find")), Judge(verdict("find"))
    understood(UNCLEAR, one, 1, [*before, Message("user", UNCLEAR)], **DOUBT)
    understood(UNCLEAR, other, 1, before, **DOUBT)
    assert one.asked == other.asked


def test_verdict_outweighs_the_classifier_unless_that_is_nearly_sure() -> None:
    assert understood(UNCLEAR, Judge(verdict("find")), **DOUBT).intent == "find"
    assert understood(UNCLEAR, Judge(verdict("find")), describe=0.88, find=0.02).intent == "describe"


def test_where_nobody_knows_the_user_is_asked() -> None:
    doubtful = understood(UNCLEAR, Judge(verdict("segment")), find=0.4, describe=0.38, segment=0.05)
    question = doubtful.question
    assert question is not None
    assert question.text.endswith("?")
    assert set(question.intents) == {"find", "describe", "segment"}
    assert len(question.choices) == len(set(question.choices)) == 3
    assert question.heard == UNCLEAR
    assert understood(UNCLEAR, Judge(verdict("find")), **DOUBT).question is None


@pytest.mark.parametrize("answer", ["", "I see.", "{", "[]", "3", "null", '{"do": []}', '{"why": "x"}'])
def test_verdict_that_cannot_be_read_leaves_the_likeliest(answer: str) -> None:
    left = understood(UNCLEAR, Judge(answer), **DOUBT)
    assert (left.intent, left.question) == ("describe", None)


def test_text_that_is_too_long_for_the_judge_is_left_to_the_classifier() -> None:
    assert understood(UNCLEAR, Judge(BadInput("does not fit")), **DOUBT).intent == "describe"
    assert understood("hm " * (LONGEST_ASKED + 1), NOBODY, **DOUBT).intent == "describe"


def test_a_dead_engine_is_not_hidden() -> None:
    with pytest.raises(EngineDied):
        understood(UNCLEAR, NOBODY, **DOUBT)


def test_intent_of_the_users_own_is_talk_by_its_name() -> None:
    own = understood("i would like to make soup tonight", NOBODY, cooking=0.97)
    assert (own.intent, own.plan.intent) == ("cooking", "other")


def test_order_to_oriel_is_read_without_a_model() -> None:
    ordered = understood("speak slower", NOBODY)
    assert ordered.intent == "control"
    assert ordered.ordered is not None
    assert ordered.ordered.name == "slower"


def test_what_is_about_the_last_result_is_read_without_a_model_where_there_is_one() -> None:
    said = "no, the other one"
    about = understood(said, NOBODY)
    assert (about.intent, about.refinement is not None) == ("refine", True)
    no_result = asyncio.run(understand(said, "en", 1, False, models(NOBODY, said, chat=1.0), []))
    assert no_result.intent == "chat"


def test_mere_talk_without_a_picture_costs_nothing() -> None:
    talk = only_talk("what is the capital of France", "en", 0)
    assert talk is not None
    assert talk.intent == "chat"
    assert only_talk("what is the capital of France", "en", 1) is None
    assert only_talk("cut out the dog", "en", 0) is None


def test_what_nothing_announces_is_found_by_what_the_text_is_about() -> None:
    said = "i believe we lost forks"
    with_eyes = models(NOBODY, said, find=1.0)
    told = replace(with_eyes, eyes=replace(with_eyes.eyes, phrase_extractor=Telling()))
    plan = asyncio.run(understand(said, "en", 1, True, told, [])).plan
    assert [wanted.phrase for wanted in plan.steps[0].wanted] == ["fork"]


@pytest.fixture(scope="module")
def qwen(model_folder: Callable[[str], Path]) -> llama.Llama:
    return llama.load(str(next(model_folder("qwen2.5-coder-1.5b-instruct-q4-k-m").glob("*.gguf"))), threads=1)


@pytest.fixture(scope="module")
def voters(model_folder: Callable[[str], Path]) -> intents.Voters:
    return intents.load(str(model_folder("multilingual-e5-small")))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("what would be the capital of France then", "chat"),
        ("i can't find my red pen in this picture, is it there", "find: red pen"),
        ("i need the valve separated from everything around it", "segment: valve"),
    ],
)
def test_real_voters_and_judge_tell_talk_from_looking(
    qwen: llama.Llama, voters: intents.Voters, said: str, expected: str
) -> None:
    real = replace(cast({}, {}), language_model=qwen, intent_classifier=voters)
    messages = [Message("system", "You are Oriel, a voice assistant. Answer in one or two short sentences.")]
    assert written(asyncio.run(understand(said, "en", 1, True, real, messages)).plan) == expected
