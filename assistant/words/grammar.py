"""The shape of commands and questions about pictures: what is asked for where the words leave no doubt.

Every language is read in the English that `phrases.takes` makes of it.
"""

import re

from assistant.plan import Action, Asks
from assistant.words.commands import FILLER, OPENING
from assistant.words.lexicon import ABSTRACT, COLOURS, DETERMINERS, NUMBERS, SIZES, THINGS
from assistant.words.phrases import Named, phrases, takes

SHORT = 9  # words; so short, "find the valve" beside a picture is about the picture
VERBS: dict[Action, re.Pattern[str]] = {
    "generate": re.compile(
        r"(?:draw|paint|sketch|generate|create|make)(?: (?:me|us))?"
        r" (?:a|an|another|some) (?:\w+ ){0,2}(?:picture|image|photo|drawing|painting)\b"
        r"|(?:draw|paint|sketch)(?: (?:me|us))? (?:a|an) (?!box|line|circle|mask|outline|frame|rectangle|border)\w+"
    ),
    "edit": re.compile(
        r"(?:remove|erase|delete|get rid of|take away|take out|wipe out|replace|swap|exchange|blur|pixelate|recolou?r"
        r"|colou?r|upscale|enlarge|sharpen|brighten|darken|rotate|crop|resize"
        r"|(?:turn|change|paint|make) (?=.* (?:into|to|with|red|green|blue|yellow|black"
        r"|white|brown|grey|pink|purple|orange|bigger|smaller|brighter|darker|sharper|blurry)\b))\b"
    ),
    "segment": re.compile(
        r"(?:cut (?:out\b|(?=.* out\b))|outline|segment(?! of)|mask|highlight|trace|isolate|extract|mark|circle"
        r"|(?:draw|put|make|create|give me) an? (?:line|box|circle|frame|outline|mask|cut-?out) (?:around|of"
        r"|for|on|over)"
        r"|separate)"
    ),
    "find": re.compile(
        r"(?:find(?! out)|locate|spot|detect|count|search for|look for|point (?:out|at|to)|pick out"
        r"|show(?: me)?(?= (?:the|all|"
        r"every|both|where|which|how many|my|any|each|two|three|\w+s$))|identify)"
    ),
    "describe": re.compile(r"(?:describe)"),
}
TELL = (
    r"(?:(?:tell me|show me|let me know|say|do you know|can you tell(?: me)?|i wonder|do you think|check|see)"
    r" (?:if |whether )?)?"
)
ASKED: dict[Asks, re.Pattern[str]] = {
    "count": re.compile(rf"{TELL}(?:and )?(?:how many|count|what is the number of)\b"),
    "where": re.compile(rf"{TELL}(?:and )?(?:where|whereabouts|locate)\b"),
    "whether": re.compile(
        rf"{TELL}(?:(?:is|are) there|there(?:'s| is| are)|(?:do|can) you (?:see|spot|find) (?!what|where|how)"
        r"|is anyone|is anybody)\b"
    ),
}
SIDED = re.compile(  # "is the dog on the left?": whether it is there
    r"(?:is|are) (?:the|my) (?:\w+ ){1,3}(?:in|on|at|next|near|behind|between|above|below)\b"
)
ALL_THERE_IS = re.compile(
    rf"{TELL}(?:what (?:do|can) you (?:see|recogni[sz]e)|what(?:'s| is| are) (?:there|here|this|that|these"
    rf"|those|visible"
    r"|(?:going on|happening|shown)|(?:in|on|at|next|behind|to|near|left|right|above|below|between)\b)"
    r"|what does (?:it|this|that|the \w+)"
    r" show|what you see|who(?:'s| is| are) (?:in|on|there|here)\b)"
)
HOW_IT_IS = re.compile(  # something about a thing that can be seen
    r"(?:what|which) (?:colou?r|breed|kind|type|sort|brand|size|shape|age)\b"
    r"|(?:is|are|does|do|has|have) (?:the|this|that|these|those)\b|who (?:is|are)"
    r"|what (?:is|are) (?:the|he|she|they|it)\b"
)
TALK = re.compile(
    r"(?:hi|hello|hey|good (?:morning|evening|night)|thanks?|thank you|how are you|why|explain|write|translate"
    r"|summari[sz]e"
    r"|who (?:was|wrote|invented|discovered|built|won)|when|remind|calculate|convert|what(?:'s| is) (?:your|up"
    r"|the (?:capital|"
    r"weather|meaning|difference|time|date|population|point)|\d|an? )|what (?:time|day|year|should|would"
    r"|happened)|how (?:do|does|did"
    r"|can|should|to|is|was|old|far|much|long|tall|big|come)|tell me (?:a|about|more|why|how (?!many))|let's"
    r"|i (?:am|feel"
    r"|like|love)|i'm)\b"
)
ONLY_THINGS = re.compile(
    rf"(?:{'|'.join(sorted(DETERMINERS | NUMBERS.keys() | COLOURS.keys() | SIZES.keys(), key=len, reverse=True))})\b"
)
CLAIM = re.compile(r"\b(?:be|must|can|could|should|would|will|has|have|had|does|did|i|is|are|was|were|you|he|she|it)\b")
GREETING = re.compile(
    r"(?:(?:hi|hello|hey|hallo|good (?:morning|evening|afternoon|night)|thanks?|thank you|danke|okay|ok|yes|no"
    r"|ja|nein|bye"
    r"|goodbye|there|oriel|very much|so much|schön|sehr|[,.;:!?…–—])(?: |$))+"
)
PICTURE = r"(?:picture|photo|image|photograph|pic)"
SHOWN = re.compile(rf"\b(?:the|this|that|these|my|both|(?:in|on|of) \w+)(?: \w+)? {PICTURE}s?\b")
BACKGROUND = re.compile(r"\b(?:background)\b")
NUMBERED = re.compile(
    rf"\b(first|second|third|fourth|fifth|sixth|last|latest|newest|previous) {PICTURE}\b"
    rf"|\b{PICTURE} (?:number )?(\d|one|two|three|four|five|six)\b"
)
NUMBER_WORDS = {
    word: number
    for row in (
        "first second third fourth fifth sixth",
        "one two three four five six",
        "1 2 3 4 5 6 7 8 9",
    )
    for number, word in enumerate(row.split(), 1)
}
OF_THE_WORLD = re.compile(r"\b(?:lives?|lived|speaks?|spoke|died?|were born|have ever)\b")  # "... live in Berlin"
REFERS = re.compile(r"\b(?:it|them|him|her|that one|this one|these|those)\b")


def clear_action(text: str, language: str, pictures: int, follows: bool = False) -> Action | None:
    """What a text asks for where its shape leaves no doubt, also that it is only talk; None where it may be either.

    follows: it stands after another clause, to whose things it may refer.
    """
    said, named = takes(text, language), phrases(text, language=language)
    for at, take in reversed(list(enumerate(said))):  # what was said last counts; a mere thing keeps the action before
        if at and not _says_what_to_do(bare(take)):
            continue
        if (action := _action(take, named, pictures, follows)) is not None:
            return action
    return None


def telling(said: list[str]) -> str:
    """The last of several takes that says what to do; a mere thing keeps the request before it ("..., no, the cat")."""
    return next((take for take in reversed(said) if _says_what_to_do(bare(take))), said[-1])


def _says_what_to_do(said: str) -> bool:
    shapes = (*VERBS.values(), *ASKED.values(), SIDED, ALL_THERE_IS, HOW_IT_IS, TALK)
    return any(shape.match(said) for shape in shapes)


def _action(take: str, named: Named, pictures: int, follows: bool) -> Action | None:
    """What one take asks for beyond doubt."""
    said = bare(take)
    shown, things = bool(SHOWN.search(said)), _in_pictures(named)
    concrete = bool(named.wanted or named.excluded) and not _is_abstract(named)
    for action, verb in VERBS.items():
        if verb.match(said):
            if action == "generate":
                return action
            if _is_abstract(named) and not shown and not things:
                return "chat"  # "outline the history of Rome"
            clear = shown or things or (action == "edit" and bool(BACKGROUND.search(said)))
            refers = (pictures > 0 or follows) and bool(
                REFERS.search(said) or re.search(r"\b(?:every(?:thing|one)|all)\b", said)
            )
            short = bool(pictures) and action != "describe" and len(said.split()) <= SHORT
            strong = action == "segment" and said.startswith("cut out") and " the " in f"{said} "
            return action if clear or ((refers or short or strong) and (concrete or refers)) else None
    if GREETING.fullmatch(take):
        return "chat"
    return _clear_question(said, named, shown, things, pictures)


def _clear_question(said: str, named: Named, shown: bool, things: bool, pictures: int) -> Action | None:
    """The same for what is asked rather than told to do."""
    if ALL_THERE_IS.match(said) and (shown or pictures):
        return "find" if named.wanted and named.wanted[0].place else "describe"
    asks = asked(said)
    if OF_THE_WORLD.search(said) and not shown:
        return None
    if (shown or pictures) and (shown or things) and (asks != "what" or SIDED.match(said)):
        return "find"
    if (shown or (pictures and things)) and (HOW_IT_IS.match(said) or shown):
        return "describe"
    if pictures and things and ONLY_THINGS.match(said) and not CLAIM.search(said):
        return "find"  # "the red car and two dogs"
    is_talk = TALK.match(said) or (asks != "what" and _is_abstract(named))
    return "chat" if is_talk and not things and not shown else None


def asked(said: str) -> Asks:
    """What a bare take wants to know: how many, where, whether, or anything else."""
    for asks, pattern in ASKED.items():
        if pattern.match(said):
            return asks
    return "what"


def _in_pictures(named: Named) -> bool:
    """Whether all that is named is among the things that pictures show."""
    said = [one.phrase for one in named.wanted if one.phrase] + list(named.excluded)
    return bool(said) and all(phrase in THINGS or phrase.rpartition(" ")[2] in THINGS for phrase in said)


def _is_abstract(named: Named) -> bool:
    return any(one.phrase.rpartition(" ")[2] in ABSTRACT for one in named.wanted)


def bare(take: str) -> str:
    """A take without the politeness and hesitation before a request."""
    said = " ".join(FILLER.sub(" ", take).split())
    while opening := OPENING.match(said) or re.match(
        r"(?:[,.;:!?…–—] ?|just |only |then |maybe |quickly |please |also |nur )+", said
    ):
        said = said[opening.end() :].lstrip()
    return said
