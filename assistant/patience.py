"""How long to wait in a pause before the turn is over: by its sound, its last words, and this speaker's own pauses."""

import math
import re
from collections.abc import Iterable
from enum import Enum
from functools import cache

from assistant.words import adjectives

SHORTEST_S = 0.2  # of silence; a stop consonant within a word is as long
LONGEST_S = 3.0  # ends every turn, however unfinished it sounds
USUAL_S = 0.6  # the pause inside a turn that patience 1.0 stands for: three in four are shorter
QUICK_S = 0.3  # what a turn without a pause counts as
LEAST, MOST = 0.6, 2.0  # patience
REMEMBERED = 24  # pauses; the newest count
AT_FIRST = 4  # usual ones that a new speaker is taken to have made
CUT_IN_COUNTS = 2
RANK = 0.75  # of the pauses must be shorter than the one that is waited for
MARKS = ',;:.!?…"“”„«»()-–—¿¡，。！？、'


class Ending(Enum):
    """Whether a sentence can end with its last words so far."""

    UNKNOWN = "unknown"  # no words are known
    FREE = "free"
    SELDOM = "seldom"  # "of", "are": in a question perhaps
    NEVER = "never"  # "the", "and", "erm"


# Seconds to wait with such words when Smart Turn is sure that the speaker has finished, and when it is sure that he has
# not. In noise and before a hesitation it is wrong often enough that words which cannot end a sentence outweigh it.
WAITS_S = {
    Ending.UNKNOWN: (SHORTEST_S, LONGEST_S),
    Ending.FREE: (SHORTEST_S, 1.3),
    Ending.SELDOM: (0.9, 2.0),
    Ending.NEVER: (1.2, LONGEST_S),
}
MIDDLE = 1.8  # log odds of Smart Turn's probability at which the wait is half way between the two
SPREAD = 0.4  # in log odds: smaller is more abrupt
MOST_LOG_ODDS = 8.0

# "tell_me": the last two words.
NEVER = {
    "en": "a an the my your its our their and or but because if unless although whether than every very whose i'm "
    "i'd i'll i've you're we're they're he's she's what's who's where's there's let's um uh uhm erm er hmm mm "
    "tell_me give_me show_me could_you can_you would_you i_want i_need i'd_like kind_of sort_of how_many "
    "how_much number_of during against between toward towards until since within beside near once whereas "
    "rather almost another several if_you when_you because_you that_you do_you did_you have_you will_you "
    "should_you turn_on turn_off switch_on switch_off cut_out take_off put_on pick_up",
    "de": "der die dem den des ein eine einen einem einer eines mein dein unser und aber weil dass ob wenn obwohl "
    "sondern für von bei vom zum zur im am beim ins durch ohne gegen zwischen als äh ähm ehm hm mhm öh "
    "kannst_du könntest_du zeig_mir gib_mir hätte_gern hätte_gerne wie_viele wie_viel möchte in neben hinter "
    "wegen während bis seit außer statt jede jeder jedes jeden",
    "fr": "le la les l un une des du de d au aux ce cet cette ces mon ma mes tes sa ses notre votre nos vos leurs "
    "et ou mais parce que qu si quand puisque à dans sur pour chez je j très euh heu hum peux_tu dis-moi "
    "donne-moi montre-moi je_voudrais je_veux entre vers sous contre pendant depuis sauf selon chaque "
    "plusieurs quelques",
    "es": "el la los las un una unos unas del al de a mi mis tu tus su sus nuestro nuestra y e o u pero porque que "
    "si aunque cuando en con por para sin sobre entre muy eh em puedes_tú me_gustaría tan desde hasta hacia "
    "contra durante según mientras varios varias algunos algunas",
    "zh": "和 跟 与 或 或者 但 但是 因为 所以 如果 虽然 而且 然后 把 被 给 在 对 从 向 让 是 一个 这个 那个 呃 嗯 就是",
}
SELDOM = {
    "en": "to of in on at for with by from about into without is are was were do does did has have had can could "
    "would should will may might be been which some any as like i we he she they his her who how where just "
    "except that these those want need find make put draw paint create generate add remove delete change "
    "replace set take say tell give show only more around over under behind below above through before after "
    "quite each few many both other",
    "de": "das ist sind war hat haben kann kannst könnte könntest soll will würde ich du er sie wir man mit zu auf "
    "dieser diese diesen meine deine meinen deinen sein seine kein keine keinen oder sehr wie wo was nur mal "
    "gern gerne mach mache zeig zeige nach über unter vor alle welche welcher welches einige mehrere",
    "fr": "est sont a ont peut peux pourrais avec sans en il elle ils elles on tu nous me te se ne qui où par leur "
    "quel quelle comment fais mets veux voudrais plus quels quelles avant après toutes quelque",
    "es": "es está están son hay ha puede puedes podrías yo me te se esta este estas estos qué cómo dónde solo "
    "menos lo quiero haz pon ponme hazme más cada otro otra cuántos cuántas ese esa esos esas unos",
    "zh": "的 我 你 请 要 想 可以",
}
# Words that open a question; with one word more it is not yet asked: "has anybody", "ist das".
ASKING = {
    "en": "is are was were do does did has have had can could would should will may might which what how whose",
    "de": "ist sind war hat haben hast bist kann kannst könnte könntest soll will willst würde würdest gibt welche "
    "welcher welches welchen wie was",
    "fr": "est sont a ont as peut peux pourrais quel quelle quels quelles",
    "es": "está están puede puedes podrías hay qué cuál cuánto cuántos cuántas",
}
# Behind one of these a common adjective awaits its noun.
ARTICLES = frozenset(
    "a an the my your his her its our their ein eine einen einem einer der die das den dem mein meine meinen dein "
    "deine un une le la les mon ma ton ta el los las una mi tu su".split()
)
# These end sentences in another of the languages ("mach das Licht an"), so they count in their own alone.
AMBIGUOUS = frozenset("an die am par me on in son a as was will so i um mal sin man menos sie".split())


def wait_s(probability: float, words: str, patience: float, language: str = "") -> float:
    """How long the silence must have lasted before the turn is over: SHORTEST_S to LONGEST_S.

    probability: Smart Turn's, 0–1, that the speaker has finished. words: what he has said so far, or its end; "" if
    that is not known. patience: the speaker's factor, 1.0 the usual. language: ISO 639-1, "" if it is not known.
    """
    sure_s, unsure_s = WAITS_S[ending(words, language)]
    probability = min(max(probability, 1e-6), 1.0 - 1e-6)
    odds = (math.log(probability / (1.0 - probability)) - MIDDLE) / SPREAD
    doubt = 1.0 / (1.0 + math.exp(max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, odds))))
    return min(LONGEST_S, max(SHORTEST_S, patience * (sure_s + (unsure_s - sure_s) * doubt)))


def ending(words: str, language: str = "") -> Ending:
    """What the last two words say of a sentence's end; it is not parsed."""
    said = [word.strip(MARKS) for word in words.casefold().replace("’", "'").split()]
    last = [word for word in said if word][-2:]
    if not last:
        return Ending.UNKNOWN
    if words.rstrip().endswith(("?", "？")):  # "How deep?": the transcriber heard a question
        return Ending.FREE
    question_begun = len(said) == len(last) == 2 and _listed(ASKING, last[:1], language)
    if question_begun or _listed(NEVER, last, language):
        return Ending.NEVER
    alone = len(last) == 1 and not _written_together(last[0])  # "Which?", "Wo?"
    if alone:
        return Ending.FREE
    noun_awaited = last[0] in ARTICLES and last[-1] in _adjectives()
    return Ending.SELDOM if noun_awaited or _listed(SELDOM, last, language) else Ending.FREE


def _listed(tables: dict[str, str], last: list[str], language: str) -> bool:
    if _written_together(last[-1]):
        return any(last[-1].endswith(word) for word in tables.get("zh", "").split())
    found = {"_".join(last), last[-1]}
    if not language:
        found -= AMBIGUOUS
    listed = [table.split() for name, table in tables.items() if language in ("", name)]
    return any(not found.isdisjoint(words) for words in listed)


@cache
def _adjectives() -> frozenset[str]:
    """Of all languages but Chinese, in their usual forms."""
    forms = set[str]()
    for row in adjectives.ROWS.strip().splitlines():
        english, _, others = row.partition("=")
        german, *romance = others.split("|")[:3]
        forms |= {word.strip() for word in english.split(",")}
        forms |= {stem.strip() + end for stem in re.split("[,/]", german) for end in ("", "e", "en", "er", "es", "em")}
        forms |= {word.strip() for column in romance for word in re.split("[,/]", column)}
    return frozenset(forms)


def _written_together(word: str) -> bool:
    """Whether the script is Chinese, which has no spaces between words."""
    return "\u4e00" <= word[-1] <= "\u9fff"


class Pauses:
    """A speaker's pauses inside his turns, newest last; owned by the session's loop."""

    def __init__(self, pauses: Iterable[float] = ()) -> None:
        kept = [_bounded(pause_s) for pause_s in pauses if math.isfinite(pause_s)]
        self._pauses = (kept or [USUAL_S] * AT_FIRST)[-REMEMBERED:]
        self._paused = False  # within the turn that runs now
        self._took_for_quick = False  # the newest entry stands for a turn without a pause

    @classmethod
    def from_list(cls, pauses: Iterable[float]) -> "Pauses":
        """As `as_list` gave them; none: a new speaker."""
        return cls(pauses)

    def as_list(self) -> list[float]:
        """At most REMEMBERED lengths in seconds, oldest first."""
        return list(self._pauses)

    def resumed(self, pause_s: float) -> None:
        """He went on within the turn after so much silence."""
        if pause_s >= SHORTEST_S:
            self._paused = True
            self._remember(pause_s)

    def reopened(self, pause_s: float) -> None:
        """He went on after the turn had been taken for ended: he was cut in on, which counts more."""
        if self._took_for_quick:
            self._pauses.pop()
        self._paused = True
        for _ in range(CUT_IN_COUNTS):
            self._remember(pause_s)

    def ended(self) -> None:
        """The turn was over, as far as is known: `reopened` takes it back."""
        if not self._paused:
            self._remember(QUICK_S)
            self._took_for_quick = True
        self._paused = False

    @property
    def patience(self) -> float:
        """What `wait_s` is given: LEAST for a quick speaker to MOST for a slow one."""
        ordered = sorted(self._pauses)
        place = RANK * (len(ordered) - 1)
        below = ordered[int(place)]
        above = ordered[min(int(place) + 1, len(ordered) - 1)]
        return min(MOST, max(LEAST, (below + (above - below) * (place % 1.0)) / USUAL_S))

    def _remember(self, pause_s: float) -> None:
        self._took_for_quick = False
        self._pauses = [*self._pauses, _bounded(pause_s)][-REMEMBERED:]


def _bounded(pause_s: float) -> float:
    return round(min(LONGEST_S, max(SHORTEST_S, pause_s)), 2)
