"""Which language is held, answered in, and heard too badly."""

import pytest

from assistant.languages import BetterEar, answer_language, count_words, joined, next_held
from assistant.messages import Segment, TranscribeOptions, Transcript, Word


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("...", 0, 0),
        ("Okay.", 1, 1),
        ("What is the capital of Australia?", 6, 6),
        ("Qu'est-ce que c'est – déjà ?", 4, 4),
        ("你好吗？", 1, 3),
        ("北京今天的天气怎么样？", 4, 8),
        ("打开 Wi-Fi。", 2, 3),
        ("おはようございます。", 1, 3.9),
        ("明日の東京の天気はどうですか。", 4, 8),
        ("สวัสดีครับ", 1, 3),
        ("พรุ่งนี้อากาศที่กรุงเทพเป็นอย่างไร", 4, 9),
        ("오늘 서울 날씨가 어때요?", 4, 4),
    ],
)
def test_words_are_counted_in_any_script(text: str, least: float, most: float) -> None:
    assert least <= count_words(text) <= most


def german(text: str = "Schalte das Licht im Wohnzimmer ein.", language: float = 1.0, words: float = 0.9) -> Transcript:
    return Transcript(text, "de", (), language, words)


def test_first_language_need_only_be_likely_and_another_must_be_sure() -> None:
    assert next_held(None, german(language=0.49)) is None
    assert next_held(None, german(language=0.5)) == "de"
    assert next_held("en", german(language=0.79)) == "en"
    assert next_held("en", german(language=0.8)) == "de"


def test_short_turn_or_silence_holds_nothing() -> None:
    assert next_held(None, german("Ja, gerne.")) is None
    assert next_held("en", german("Ja, mach das.")) == "en"
    assert next_held("en", Transcript("", "")) == "en"
    assert next_held("en", Transcript("北京今天的天气怎么样？", "zh")) == "zh"
    assert next_held("en", Transcript("好的，谢谢。", "zh")) == "en"


def test_answer_is_in_the_language_that_is_held_or_was_just_earned() -> None:
    held = TranscribeOptions("en", held=True)
    assert answer_language(held, german()) == "de"
    assert answer_language(held, german("Ja, gerne.")) == "en"
    assert answer_language(held, german(language=0.6)) == "en"
    assert answer_language(TranscribeOptions(), german("Ja, gerne.")) == "de"
    assert answer_language(TranscribeOptions(), Transcript("", "")) == "en"


def test_answer_is_in_the_language_that_was_asked_for() -> None:
    assert answer_language(TranscribeOptions("en"), german()) == "en"


def test_segments_become_one_transcript_in_the_language_of_most_of_it() -> None:
    word = Word(0.0, 0.4, "Okay.", 0.9)
    heard = joined(
        [
            Segment(0.0, 0.4, " Okay.", "en", (word,), 0.6, 0.2),
            Segment(1.0, 3.0, "Schalte das Licht ein.", "de", (), 0.99, 0.8),
            Segment(3.0, 5.0, "Und die Heizung dazu..", "de", (), 0.9, 0.6),
        ]
    )
    assert heard == Transcript(
        "Okay. Schalte das Licht ein. Und die Heizung dazu..", "de", (word,), 0.9, pytest.approx(0.7)
    )
    assert joined([]) == Transcript("", "")


def offers(*heard: Transcript, transcriber: str = "whisper-base") -> list[bool]:
    ear = BetterEar(transcriber)
    return [bool(ear.offer(one)) for one in heard]


WELL, BADLY = german(), german(words=0.4)
ENGLISH = Transcript("Turn on the light, please.", "en", (), 0.3, 0.2)


def test_larger_model_is_offered_once_after_two_bad_turns_of_three() -> None:
    assert offers(BADLY, BADLY, BADLY, BADLY) == [False, True, False, False]
    assert offers(BADLY, WELL, german(language=0.4)) == [False, False, True]


def test_larger_model_is_not_offered_for_single_bad_turns() -> None:
    assert not any(offers(*3 * [BADLY, WELL, WELL]))
    assert not any(offers(BADLY, ENGLISH, ENGLISH, BADLY))


def test_larger_model_is_not_offered_for_english() -> None:
    assert not any(offers(*5 * [ENGLISH]))


def test_short_turns_and_silence_say_nothing_about_the_model() -> None:
    short = german("Ja, gerne.", 0.3, 0.4)
    assert not any(offers(*5 * [short]))
    assert offers(BADLY, short, Transcript("", ""), short, BADLY) == [False, False, False, False, True]


def test_larger_model_is_not_offered_where_it_is_in_use() -> None:
    assert not any(offers(*5 * [BADLY], transcriber="whisper-small"))
    assert not any(offers(*5 * [BADLY], transcriber="faster-whisper-large-v3-turbo"))


def test_offer_names_language_and_command() -> None:
    ear = BetterEar("whisper-base")
    ear.offer(BADLY)
    assert ear.offer(BADLY) == (
        "I hear German less surely with this small model. Whisper small hears it better: "
        "get it with oriel models fetch whisper-small, and choose it in the settings."
    )
