"""The question what left this computer, and the sentence that answers it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from assistant.telling.leavings import (
    AMOUNTS,
    COUNTED,
    MONEY,
    MONTHS,
    PERIODS,
    PLACES,
    SENTENCES,
    TONGUES,
    Total,
    leavings,
    recipient,
)
from assistant.words import leaving
from assistant.words.leaving import COST, POLLY, SENT, Asked, Period, asks_what_left, days

TODAY = date(2026, 11, 25)  # a Wednesday
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 25, 14, 30, tzinfo=BERLIN)
TOTAL = Total(TODAY, POLLY, "eu-central-1", 3, 0, 214, 900, datetime(2026, 11, 25, 9, 42, tzinfo=UTC))

ASKING = {
    ("en", Asked("ever")): "Did you send anything?|have you sent anything|What have you sent?|What did you send out?"
    "|Has anything left my computer?|Oriel, what left this machine?|Are you sending anything?"
    "|What has left my PC so far?"
    "|Has anything ever been sent anywhere?|Are you sending my words to the cloud?"
    "|Tell me what you sent over the internet.",
    ("en", Asked("today")): "What left my computer today?|What has left this computer today?"
    "|Today, did you send anything?|Did anything leave my computer today?|What was sent today?"
    "|How much data did you send today?|How many characters did you send today?|What did you send this morning?",
    ("en", Asked("week", POLLY)): "What did you send to Amazon this week?|What have you sent to Amazon Polly this week?"
    "|how much was sent to Polly this week",
    ("en", Asked("yesterday")): "What did you send yesterday?|What left my computer yesterday?",
    ("en", Asked("last month")): "What left my computer last month?",
    ("en", Asked("ever", POLLY)): "Did you send anything to Amazon?|Have you ever sent anything to Polly?",
    ("en", Asked("ever", POLLY, True)): "How much did Polly cost?|What did Amazon Polly cost me so far?"
    "|How much have I spent on Polly?|How expensive is Polly?|And how much does Polly cost?",
    ("en", Asked("month", POLLY, True)): "How much did Polly cost this month?|What has Polly cost me this month?",
    ("de", Asked("ever")): "Hast du etwas gesendet?|Hast du was ins Internet geschickt?|Was hast du verschickt?"
    "|Hat etwas meinen Computer verlassen?|Hast du schon mal etwas irgendwohin geschickt?|Schickst du etwas ins Netz?"
    "|Was wurde bisher gesendet?",
    ("de", Asked("today")): "Was hat heute meinen Computer verlassen?|Hast du heute etwas gesendet?"
    "|Was hast du heute verschickt?|Was wurde heute übertragen?|What left my computer today?",
    (
        "de",
        Asked("week", POLLY),
    ): "Was hast du diese Woche an Amazon geschickt?|Was wurde diese Woche an Polly gesendet?",
    ("de", Asked("last week", POLLY)): "Was hast du letzte Woche an Amazon Polly geschickt?",
    (
        "de",
        Asked("ever", POLLY, True),
    ): "Wie viel hat Polly gekostet?|Was kostet mich Polly?|Wie teuer war Amazon Polly?|Was hat Polly bisher gekostet?",
    ("de", Asked("month", POLLY, True)): "Wie viel habe ich diesen Monat für Polly ausgegeben?",
    ("fr", Asked("ever")): "Est-ce que tu as envoyé quelque chose ?|As-tu envoyé quelque chose sur Internet ?"
    "|Qu'as-tu envoyé ?|Qu’est-ce que tu as envoyé ?|Tu as déjà envoyé des données ?",
    ("fr", Asked("today")): "Qu'est-ce qui est sorti de mon ordinateur aujourd'hui ?"
    "|Qu'est-ce qui a quitté cet ordinateur aujourd’hui ?|As-tu envoyé quelque chose aujourd'hui ?",
    ("fr", Asked("week", POLLY)): "Qu'as-tu envoyé à Amazon cette semaine ?"
    "|Qu'est-ce que tu as envoyé à Amazon Polly cette semaine ?",
    ("fr", Asked("ever", POLLY, True)): "Combien a coûté Polly ?|Polly a coûté combien ?|Combien coûte Amazon Polly ?"
    "|Combien ai-je dépensé pour Polly ?",
    ("es", Asked("ever")): "¿Has enviado algo?|¿Enviaste algo a internet?|¿Qué has enviado?"
    "|¿Ha salido algo de mi ordenador?|¿Has enviado ya algo?",
    ("es", Asked("today")): "¿Qué ha salido de mi ordenador hoy?|¿Qué salió hoy de este equipo?|¿Has enviado algo hoy?",
    ("es", Asked("week", POLLY)): "¿Qué has enviado a Amazon esta semana?|¿Qué enviaste esta semana a Amazon Polly?",
    ("es", Asked("ever", POLLY, True)): "¿Cuánto ha costado Polly?|¿Cuánto he gastado en Polly?",
    ("es", Asked("month", POLLY, True)): "¿Cuánto costó Polly este mes?",
    ("zh", Asked("ever")): "你发送了什么？|你发送过任何东西吗？|有什么离开了我的电脑？|有没有东西离开我的电脑？",
    ("zh", Asked("today")): "今天有什么离开了我的电脑？|你今天发送了什么？|今天发了什么数据|今天有什麼離開了我的電腦？",
    (
        "zh",
        Asked("week", POLLY),
    ): "这周你给亚马逊发了什么？|你这个星期向亚马逊发送了什么内容？|你本周发送了什么给亚马逊",
    ("zh", Asked("ever", POLLY, True)): "Polly花了多少钱？|Amazon Polly 一共花了多少钱|我在Polly上花了多少钱",
}
NOT_ASKING = {
    "en": "What left the station today?|What did you send to my boss?|Did you send the letter?|Send it."
    "|What did you say?"
    "|How much did the parrot cost?|How much does a computer cost?|What is left?|What was left on the table today?"
    "|Who left my computer on?|Don't send anything.|How much did Amazon cost Bezos?|Today.|Tell me what you see."
    "|What left my computer today and where is the dog?",
    "de": "Was hast du heute gesehen?|Hast du den Brief geschickt?|Hast du geschickt?|Schickst du|Schick nichts weg."
    "|Wie viel kostet ein Computer?|Wer hat den Raum verlassen?|Was hat heute den Hafen verlassen?",
    "fr": "Qu'as-tu vu ?|As-tu envoyé la lettre ?|Combien coûte un ordinateur ?|Qui est sorti de la maison ?",
    "es": "¿Qué has visto?|¿Has enviado la carta?|¿Cuánto cuesta un ordenador?|¿Qué salió del bosque?",
    "zh": "你看到了什么？|别发送任何东西|电脑多少钱？|发|你好|谁离开了房间？",
}


def lines() -> list[tuple[str, str, Asked]]:
    return [(language, text, asked) for (language, asked), texts in ASKING.items() for text in texts.split("|")]


@pytest.mark.parametrize(("language", "text", "asked"), lines())
def test_question_what_left_the_computer_is_told(language: str, text: str, asked: Asked) -> None:
    assert asks_what_left(text, language) == asked


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in NOT_ASKING.items() for text in texts.split("|")]
)
def test_question_about_something_else_is_left_alone(language: str, text: str) -> None:
    assert asks_what_left(text, language) is None


def test_only_english_is_understood_beside_the_language_that_is_spoken() -> None:
    assert SENT.keys() == COST.keys() == leaving.PERIODS.keys() == {language for language, _ in ASKING} == {*TONGUES}
    assert asks_what_left("Hast du etwas gesendet?", "fr") is None
    assert asks_what_left("Did you send anything?", "it") == Asked("ever")


@pytest.mark.parametrize("text", ["", "?!", "did you send anything " * 2000, "发" * 20_000, "to amazon " * 5000])
@pytest.mark.parametrize("language", TONGUES)
def test_odd_text_is_read_in_no_time(text: str, language: str) -> None:
    before = perf_counter()
    assert asks_what_left(text, language) is None
    assert perf_counter() - before < 0.5


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("today", TODAY, TODAY),
        ("yesterday", date(2026, 11, 24), date(2026, 11, 24)),
        ("week", date(2026, 11, 23), TODAY),
        ("last week", date(2026, 11, 16), date(2026, 11, 22)),
        ("month", date(2026, 11, 1), TODAY),
        ("last month", date(2026, 10, 1), date(2026, 10, 31)),
        ("ever", None, None),
    ],
)
def test_period_has_its_days(period: Period, first: date | None, last: date | None) -> None:
    assert days(period, TODAY) == (first, last)


def test_month_before_january_is_in_the_year_before() -> None:
    assert days("last month", date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("language", "told", "nothing"),
    [
        (
            "en",
            "214 characters to Amazon Polly in Frankfurt, last at 10:42.",
            "Nothing left this computer today.",
        ),
        (
            "de",
            "214 Zeichen an Amazon Polly in Frankfurt, zuletzt um 10:42 Uhr.",
            "Heute hat nichts diesen Computer verlassen.",
        ),
        (
            "fr",
            "214 caractères vers Amazon Polly à Francfort, la dernière fois à 10:42.",
            "Rien n'a quitté cet ordinateur aujourd'hui.",
        ),
        (
            "es",
            "214 caracteres a Amazon Polly en Fráncfort, por última vez a las 10:42.",
            "Nada salió de este ordenador hoy.",
        ),
        ("zh", "向Amazon Polly（法兰克福）发送了214个字符，最后一次是10:42。", "今天没有任何内容离开这台电脑。"),
        (
            "it",
            "214 characters to Amazon Polly in Frankfurt, last at 10:42.",
            "Nothing left this computer today.",
        ),
    ],
)
def test_it_is_told_in_five_languages_and_else_in_english(language: str, told: str, nothing: str) -> None:
    assert leavings(Asked("today"), [TOTAL], NOW, language=language) == told
    assert leavings(Asked("today"), [], NOW, language=language) == nothing


def test_days_are_added_up_for_each_recipient() -> None:
    before = replace(TOTAL, day=date(2026, 11, 24), characters=1000, last=TOTAL.last - timedelta(days=1))
    dublin = replace(before, where="eu-west-1", characters=1, silent=1)
    told = leavings(Asked("week"), [TOTAL, before, dublin], NOW)
    assert told == (
        "This week, 1,214 characters to Amazon Polly in Frankfurt and 1 character and 1 other request to Amazon Polly"
        " in Ireland, last today at 10:42."
    )


def test_requests_without_words_are_told_as_such() -> None:
    silent = replace(TOTAL, requests=2, silent=2, characters=0)
    assert leavings(Asked("today"), [silent], NOW) == (
        "No words, 2 requests to Amazon Polly in Frankfurt, last at 10:42."
    )
    one = replace(silent, requests=1, silent=1)
    assert leavings(Asked("today"), [one], NOW, language="de") == (
        "Keine Wörter, 1 Anfrage an Amazon Polly in Frankfurt, zuletzt um 10:42 Uhr."
    )


@pytest.mark.parametrize(
    ("language", "ago", "last"),
    [
        ("en", 1, "last yesterday at 10:42."),
        ("en", 2, "last on 23 November at 10:42."),
        ("en", 365, "last on 25 November 2025 at 10:42."),
        ("de", 2, "zuletzt am 23. November um 10:42 Uhr."),
        ("fr", 24, "la dernière fois le 1er novembre à 10:42."),
        ("es", 365, "por última vez el 25 de noviembre de 2025 a las 10:42."),
        ("zh", 2, "最后一次是11月23日10:42。"),
        ("zh", 365, "最后一次是2025年11月25日10:42。"),
    ],
)
def test_last_time_has_its_day(language: str, ago: int, last: str) -> None:
    then = replace(TOTAL, last=TOTAL.last - timedelta(days=ago))
    assert leavings(Asked("ever"), [then], NOW, language=language).endswith(last)


def test_only_the_recipient_that_was_asked_about_is_told() -> None:
    other = replace(TOTAL, to="Somebody else", characters=9)
    assert "Somebody" not in leavings(Asked("today", POLLY), [TOTAL, other], NOW)
    assert "Somebody" in leavings(Asked("today"), [TOTAL, other], NOW)
    assert leavings(Asked("week", POLLY), [other], NOW) == "Nothing went to Amazon Polly this week."


@pytest.mark.parametrize(
    ("characters", "cost"),
    [
        (214, "That cost less than a cent."),
        (700, "That cost about one cent."),
        (7_500, "That cost about 12 cents."),
        (200_000, "That cost about 3.20 dollars."),
    ],
)
def test_cost_is_told_where_a_price_is_set(characters: int, cost: str) -> None:
    told = leavings(Asked("today"), [replace(TOTAL, characters=characters)], NOW, 16.0)
    assert told.endswith(f"last at 10:42. {cost}")


def test_cost_that_is_asked_for_without_a_price_is_not_made_up() -> None:
    asked = Asked("today", POLLY, is_about_cost=True)
    assert leavings(asked, [TOTAL], NOW).endswith("I do not know what that cost, because no price is set.")
    assert leavings(asked, [replace(TOTAL, characters=0, silent=3)], NOW, 16.0).endswith("That cost nothing.")
    assert "cost" not in leavings(Asked("today"), [TOTAL], NOW)


def test_german_writes_a_comma_in_a_price() -> None:
    told = leavings(Asked("today"), [replace(TOTAL, characters=200_000)], NOW, 16.0, "de")
    assert told.endswith("Das kostete etwa 3,20 Dollar.")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Nothing left this computer today. What was sent earlier, up to 10:42 today, is forgotten."),
        (
            "de",
            "Heute hat nichts diesen Computer verlassen. Was vorher gesendet wurde, bis 10:42 Uhr"
            " heute, ist vergessen.",
        ),
        ("fr", "Ce qui est parti avant, jusqu'à 10:42 aujourd'hui, est oublié."),
        ("es", "Lo enviado antes, hasta hoy a las 10:42, está olvidado."),
        ("zh", "今天10:42以前发送的记录已经删除。"),
    ],
)
def test_what_was_forgotten_is_not_said_never_to_have_been_sent(language: str, sentence: str) -> None:
    assert leavings(Asked("today"), [], NOW, language=language, forgotten=TOTAL.last).endswith(sentence)


def test_what_was_forgotten_before_the_days_that_are_asked_about_is_left_out() -> None:
    before = TOTAL.last - timedelta(days=1)
    assert "forgotten" not in leavings(Asked("today"), [TOTAL], NOW, forgotten=before)
    assert "forgotten" in leavings(Asked("week"), [TOTAL], NOW, forgotten=before)
    assert "forgotten" in leavings(Asked("ever"), [TOTAL], NOW, forgotten=before)


def test_unknown_region_is_told_by_its_name() -> None:
    assert recipient(POLLY, "xx-north-9") == "Amazon Polly in xx-north-9"
    assert recipient(POLLY, "") == "Amazon Polly"


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("period", get_args(Period))
def test_every_sentence_exists_in_every_language(language: str, period: Period) -> None:
    tables = (SENTENCES, AMOUNTS, PERIODS)
    assert all(table[language].keys() == table["en"].keys() for table in tables)
    assert len(MONEY[language]) == len(COUNTED[language]) == 4
    assert language == "zh" or len(MONTHS[language]) == 12
    for price in (0.0, 16.0):
        told = leavings(Asked(period, POLLY, is_about_cost=True), [TOTAL], NOW, price, language)
        assert "{" not in told
        assert "214" in told


def test_every_region_with_polly_has_a_place() -> None:
    from botocore.session import Session  # takes a second, which the other tests need not wait

    session = Session()
    regions = {
        region
        for partition in session.get_available_partitions()
        for region in session.get_available_regions("polly", partition)
    }
    assert len(regions) > 20
    assert regions <= PLACES.keys()
    assert all(len(names) == len(TONGUES) for names in PLACES.values())
