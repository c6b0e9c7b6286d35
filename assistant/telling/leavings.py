"""What left this computer, in a sentence: how much, to whom, where that is, when last, and what it cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assistant.words.leaving import Asked, days


@dataclass(frozen=True)
class Total:
    """What went to one recipient at one place on one day.

    day: by this machine's clock; requests: all of them; silent: those in which nothing was to be spoken; characters:
    as they are billed; size: bytes; last: when the last of it went, UTC.
    """

    day: date
    to: str
    where: str
    requests: int
    silent: int
    characters: int
    size: int
    last: datetime


# Where the regions of AWS that have Polly are, as it stands after "Amazon Polly".
PLACES: Mapping[str, tuple[str, str, str, str, str]] = {  # English, German, French, Spanish, Chinese
    "af-south-1": ("in Cape Town", "in Kapstadt", "au Cap", "en Ciudad del Cabo", "开普敦"),
    "ap-east-1": ("in Hong Kong", "in Hongkong", "à Hong Kong", "en Hong Kong", "香港"),
    "ap-northeast-1": ("in Tokyo", "in Tokio", "à Tokyo", "en Tokio", "东京"),
    "ap-northeast-2": ("in Seoul", "in Seoul", "à Séoul", "en Seúl", "首尔"),
    "ap-northeast-3": ("in Osaka", "in Osaka", "à Osaka", "en Osaka", "大阪"),
    "ap-south-1": ("in Mumbai", "in Mumbai", "à Mumbai", "en Bombay", "孟买"),
    "ap-southeast-1": ("in Singapore", "in Singapur", "à Singapour", "en Singapur", "新加坡"),
    "ap-southeast-2": ("in Sydney", "in Sydney", "à Sydney", "en Sídney", "悉尼"),
    "ap-southeast-5": ("in Malaysia", "in Malaysia", "en Malaisie", "en Malasia", "马来西亚"),
    "ap-southeast-7": ("in Thailand", "in Thailand", "en Thaïlande", "en Tailandia", "泰国"),
    "ca-central-1": ("in Montreal", "in Montreal", "à Montréal", "en Montreal", "蒙特利尔"),
    "cn-northwest-1": ("in Ningxia", "in Ningxia", "au Ningxia", "en Ningxia", "宁夏"),
    "eu-central-1": ("in Frankfurt", "in Frankfurt", "à Francfort", "en Fráncfort", "法兰克福"),
    "eu-central-2": ("in Zurich", "in Zürich", "à Zurich", "en Zúrich", "苏黎世"),
    "eu-north-1": ("in Stockholm", "in Stockholm", "à Stockholm", "en Estocolmo", "斯德哥尔摩"),
    "eu-south-2": ("in Spain", "in Spanien", "en Espagne", "en España", "西班牙"),
    "eu-west-1": ("in Ireland", "in Irland", "en Irlande", "en Irlanda", "爱尔兰"),
    "eu-west-2": ("in London", "in London", "à Londres", "en Londres", "伦敦"),
    "eu-west-3": ("in Paris", "in Paris", "à Paris", "en París", "巴黎"),
    "eusc-de-east-1": ("in Germany", "in Deutschland", "en Allemagne", "en Alemania", "德国"),
    "me-south-1": ("in Bahrain", "in Bahrain", "à Bahreïn", "en Baréin", "巴林"),
    "sa-east-1": ("in São Paulo", "in São Paulo", "à São Paulo", "en São Paulo", "圣保罗"),
    "us-east-1": ("in Virginia", "in Virginia", "en Virginie", "en Virginia", "弗吉尼亚"),
    "us-east-2": ("in Ohio", "in Ohio", "dans l'Ohio", "en Ohio", "俄亥俄"),
    "us-gov-west-1": ("in Oregon", "in Oregon", "en Oregon", "en Oregón", "俄勒冈"),
    "us-west-1": ("in California", "in Kalifornien", "en Californie", "en California", "加利福尼亚"),
    "us-west-2": ("in Oregon", "in Oregon", "en Oregon", "en Oregón", "俄勒冈"),
}
TONGUES = ("en", "de", "fr", "es", "zh")
ELSEWHERE = {"en": "in {}", "de": "in {}", "fr": "dans {}", "es": "en {}", "zh": "{}"}
_IN_ORDER = ("today", "yesterday", "week", "last week", "month", "last month", "ever")
PERIODS: Mapping[str, Mapping[str, str]] = {
    tongue: dict(zip(_IN_ORDER, words.split(", "), strict=True))
    for tongue, words in {
        "en": "today, yesterday, this week, last week, this month, last month, so far",
        "de": "heute, gestern, diese Woche, letzte Woche, diesen Monat, letzten Monat, bisher",
        "fr": "aujourd'hui, hier, cette semaine, la semaine dernière, ce mois-ci, le mois dernier, jusqu'ici",
        "es": "hoy, ayer, esta semana, la semana pasada, este mes, el mes pasado, hasta ahora",
        "zh": "今天, 昨天, 这周, 上周, 这个月, 上个月, 到目前为止",
    }.items()
}
# period: as above; sent: several recipients, joined; last: when.
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "nothing": "nothing left this computer {period}.",
        "nothing to": "nothing went to {to} {period}.",
        "today": "{sent}, last at {clock}.",
        "other": "{period}, {sent}, last {day} at {clock}.",
        "cost": "that cost {money}.",
        "no price": "I do not know what that cost, because no price is set.",
        "no cost": "that cost nothing.",
        "forgotten": "what was sent earlier, up to {clock} {day}, is forgotten.",
    },
    "de": {
        "nothing": "{period} hat nichts diesen Computer verlassen.",
        "nothing to": "{period} ging nichts an {to}.",
        "today": "{sent}, zuletzt um {clock} Uhr.",
        "other": "{period} {sent}, zuletzt {day} um {clock} Uhr.",
        "cost": "das kostete {money}.",
        "no price": "was das kostete, weiß ich nicht, denn es ist kein Preis eingestellt.",
        "no cost": "das kostete nichts.",
        "forgotten": "was vorher gesendet wurde, bis {clock} Uhr {day}, ist vergessen.",
    },
    "fr": {
        "nothing": "rien n'a quitté cet ordinateur {period}.",
        "nothing to": "rien n'est parti vers {to} {period}.",
        "today": "{sent}, la dernière fois à {clock}.",
        "other": "{period}, {sent}, la dernière fois {day} à {clock}.",
        "cost": "cela a coûté {money}.",
        "no price": "je ne sais pas ce que cela a coûté, car aucun prix n'est indiqué.",
        "no cost": "cela n'a rien coûté.",
        "forgotten": "ce qui est parti avant, jusqu'à {clock} {day}, est oublié.",
    },
    "es": {
        "nothing": "nada salió de este ordenador {period}.",
        "nothing to": "nada salió hacia {to} {period}.",
        "today": "{sent}, por última vez {clock}.",
        "other": "{period}, {sent}, por última vez {day} {clock}.",
        "cost": "eso costó {money}.",
        "no price": "no sé cuánto costó, porque no hay ningún precio puesto.",
        "no cost": "eso no costó nada.",
        "forgotten": "lo enviado antes, hasta {day} {clock}, está olvidado.",
    },
    "zh": {
        "nothing": "{period}没有任何内容离开这台电脑。",
        "nothing to": "{period}没有发送任何内容给{to}。",
        "today": "{sent}，最后一次是{clock}。",
        "other": "{period}{sent}，最后一次是{day}{clock}。",
        "cost": "花费{money}。",
        "no price": "没有设置价格，所以不知道花了多少钱。",
        "no cost": "没有花钱。",
        "forgotten": "{day}{clock}以前发送的记录已经删除。",
    },
}
# Of one recipient: characters alone, with requests in which nothing was to be spoken, and only those.
AMOUNTS: Mapping[str, Mapping[str, str]] = {
    "en": {"said": "{n} {characters} to {to}", "both": "{n} {characters} and {m} other {requests} to {to}"}
    | {"silent": "no words, {m} {requests} to {to}"},
    "de": {"said": "{n} {characters} an {to}", "both": "{n} {characters} und {m} weitere {requests} an {to}"}
    | {"silent": "keine Wörter, {m} {requests} an {to}"},
    "fr": {"said": "{n} {characters} vers {to}", "both": "{n} {characters} et {m} autre{s} {requests} vers {to}"}
    | {"silent": "aucun mot, {m} {requests} vers {to}"},
    "es": {"said": "{n} {characters} a {to}", "both": "{n} {characters} y {m} {requests} más a {to}"}
    | {"silent": "ninguna palabra, {m} {requests} a {to}"},
    "zh": {"said": "向{to}发送了{n}个字符", "both": "向{to}发送了{n}个字符和{m}个其他请求"}
    | {"silent": "没有文字，只向{to}发送了{m}个请求"},
}
COUNTED = {
    "en": ("character", "characters", "request", "requests"),
    "de": ("Zeichen", "Zeichen", "Anfrage", "Anfragen"),
    "fr": ("caractère", "caractères", "requête", "requêtes"),
    "es": ("carácter", "caracteres", "solicitud", "solicitudes"),
    "zh": ("", "", "", ""),
}
AND = {"en": " and ", "de": " und ", "fr": " et ", "es": " y ", "zh": "，"}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
MONEY = {  # less than a cent, a cent, so many cents, so many dollars
    "en": ("less than a cent", "about one cent", "about {} cents", "about {} dollars"),
    "de": ("weniger als einen Cent", "etwa einen Cent", "etwa {} Cent", "etwa {} Dollar"),
    "fr": ("moins d'un cent", "environ un cent", "environ {} cents", "environ {} dollars"),
    "es": ("menos de un centavo", "cerca de un centavo", "unos {} centavos", "unos {} dólares"),
    "zh": ("不到1美分", "约1美分", "约{}美分", "约{}美元"),
}
POINTS = {"en", "zh"}  # write 3.20; the others 3,20


def leavings(
    asked: Asked,
    totals: Sequence[Total],
    now: datetime,
    price_per_million: float = 0.0,
    language: str = "en",
    forgotten: datetime | None = None,
) -> str:
    """The answer to what left this computer; in English where the language is none of the five.

    totals: of the days that were asked about; now: with its time zone, which is the speaker's; price: dollars for a
    million characters, 0 where it is not known; forgotten: until when, where what was asked about may be concerned.
    """
    tongue = language if language in TONGUES else "en"
    wanted = [one for one in totals if asked.to in ("", one.to)]
    told = _told(asked, wanted, now, tongue)
    if wanted:
        told.append(_cost(sum(one.characters for one in wanted), price_per_million, asked.is_about_cost, tongue))
    begins, _ = days(asked.period, now.date())
    until = forgotten.astimezone(now.tzinfo) if forgotten else None
    if until and (begins is None or until.date() >= begins):
        gone = SENTENCES[tongue]["forgotten"].format(day=_day(until, now, tongue), clock=_clock(until, tongue))
        told.append(_capital(gone))
    return ("" if tongue == "zh" else " ").join(filter(None, told))


def _told(asked: Asked, wanted: Sequence[Total], now: datetime, tongue: str) -> list[str]:
    """How much went to whom, and when last."""
    sentences, period = SENTENCES[tongue], PERIODS[tongue][asked.period]
    if not wanted:
        return [_capital(sentences["nothing to" if asked.to else "nothing"].format(period=period, to=asked.to))]
    sent = AND[tongue].join(_amount(one, tongue) for one in _by_recipient(wanted))
    last = max(one.last for one in wanted).astimezone(now.tzinfo)
    day, clock = _day(last, now, tongue), _clock(last, tongue)
    shape = "today" if asked.period == "today" else "other"
    return [_capital(sentences[shape].format(period=period, sent=sent, day=day, clock=clock))]


def recipient(to: str, where: str, language: str = "en") -> str:
    """To whom something went, and where that is: "Amazon Polly in Frankfurt"; the region itself where it is unknown."""
    tongue = language if language in TONGUES else "en"
    if not where:
        return to
    place = PLACES[where][TONGUES.index(tongue)] if where in PLACES else ELSEWHERE[tongue].format(where)
    return f"{to}（{place}）" if tongue == "zh" else f"{to} {place}"


def dollars(characters: int, price_per_million: float) -> float:
    """What so many characters cost."""
    return characters * price_per_million / 1_000_000


def counted(count: int, noun: str) -> str:
    """So many of something, in English: "1,031 bytes"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _by_recipient(totals: Sequence[Total]) -> list[Total]:
    """The days added up for each recipient, in the order in which they come."""
    summed: dict[tuple[str, str], Total] = {}
    for one in totals:
        before = summed.get((one.to, one.where))
        summed[one.to, one.where] = _added(before, one) if before else one
    return list(summed.values())


def _added(one: Total, other: Total) -> Total:
    return Total(
        max(one.day, other.day),
        one.to,
        one.where,
        one.requests + other.requests,
        one.silent + other.silent,
        one.characters + other.characters,
        one.size + other.size,
        max(one.last, other.last),
    )


def _amount(total: Total, tongue: str) -> str:
    character, characters, request, requests = COUNTED[tongue]
    kind = "silent" if not total.characters else "both" if total.silent else "said"
    number = f"{total.characters:,}" if tongue == "en" else str(total.characters)
    return AMOUNTS[tongue][kind].format(
        n=number,
        characters=character if total.characters == 1 else characters,
        m=total.silent,
        requests=request if total.silent == 1 else requests,
        s="" if total.silent == 1 else "s",
        to=recipient(total.to, total.where, tongue),
    )


def _cost(characters: int, price_per_million: float, is_asked: bool, tongue: str) -> str:
    """What it cost, where there is a price or somebody asks; else nothing."""
    if not price_per_million:
        return _capital(SENTENCES[tongue]["no price"]) if is_asked else ""
    if not characters:
        return _capital(SENTENCES[tongue]["no cost"]) if is_asked else ""
    cost = dollars(characters, price_per_million)
    little, one, cents, whole = MONEY[tongue]
    written = f"{cost:.2f}" if tongue in POINTS else f"{cost:.2f}".replace(".", ",")
    if cost < 0.015:
        money = little if cost < 0.01 else one
    else:
        money = cents.format(round(cost * 100)) if cost < 0.995 else whole.format(written)
    return _capital(SENTENCES[tongue]["cost"].format(money=money))


def _day(last: datetime, now: datetime, tongue: str) -> str:
    ago = (now.date() - last.date()).days
    if ago in (0, 1):
        return PERIODS[tongue]["yesterday" if ago else "today"]
    year = "" if last.year == now.year else str(last.year)
    if tongue == "zh":
        return f"{year}{'年' if year else ''}{last.month}月{last.day}日"
    month = MONTHS[tongue][last.month - 1]
    shapes = {"en": "on {} {}", "de": "am {}. {}", "fr": "le {} {}", "es": "el {} de {}"}
    day = "1er" if tongue == "fr" and last.day == 1 else last.day
    of_year = f"{' de' if tongue == 'es' else ''} {year}" if year else ""
    return shapes[tongue].format(day, month) + of_year


def _clock(last: datetime, tongue: str) -> str:
    clock = f"{last.hour}:{last.minute:02}"
    if tongue == "es":
        return f"{'a la' if last.hour == 1 else 'a las'} {clock}"
    return clock


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]
