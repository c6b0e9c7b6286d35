"""The shape of commands and questions about pictures: what is asked for where the words leave no doubt."""

import re
from dataclasses import replace

from assistant.commands import FILLER, OPENING
from assistant.lexicon import ABSTRACT, COLOURS, DETERMINERS, NUMBERS, SIZES, THINGS
from assistant.phrases import Named, phrases, takes
from assistant.plan import Action, Asks, Plan, Step, Wanted

MOST_STEPS = 4
SHORT = 9  # words; so short, "find the valve" beside a picture is about the picture
VERBS: dict[Action, re.Pattern[str]] = {
    "generate": re.compile(
        r"(?:draw|paint|sketch|generate|create|make|erzeuge|erstelle|male?|zeichne)(?: (?:me|us|mir|uns))?"
        r" (?:a|an|another|some|ein|eine|einen) (?:\w+ ){0,2}(?:picture|image|photo|drawing|painting|bild|foto)\b"
        r"|(?:draw|paint|sketch|male?|zeichne)(?: (?:me|us|mir|uns))? (?:a|an|ein|eine|einen)"
        r" (?!box|line|circle|mask|outline|frame|rectangle|border|linie|rahmen|kreis)\w+"
    ),
    "edit": re.compile(
        r"(?:remove|erase|delete|get rid of|take away|take out|wipe out|replace|swap|exchange|blur|pixelate|recolou?r"
        r"|colou?r|upscale|enlarge|sharpen|brighten|darken|rotate|crop|resize|entfern\w*|lösch\w*|ersetz\w*|tausch\w*"
        r"|färb\w*|vergrößer\w*|(?:turn|change|paint|make|mach\w*) (?=.* (?:into|to|with|red|green|blue|yellow|black"
        r"|white|brown|grey|pink|purple|orange|bigger|smaller|brighter|darker|sharper|blurry|weg|unscharf|heller"
        r"|schärfer|größer|rot|grün|blau|gelb|schwarz|weiß)\b))\b"
    ),
    "segment": re.compile(
        r"(?:cut (?:out\b|(?=.* out\b))|outline|segment(?! of)|mask|highlight|trace|isolate|extract|mark|circle"
        r"|(?:draw|put|make|create|give me) an? (?:line|box|circle|frame|outline|mask|cut-?out) (?:around|of"
        r"|for|on|over)"
        r"|separate|schneide?\b(?=.* aus\b)|umrand\w*|markier\w*|maskier\w*|stelle?\b(?=.* frei\b)"
        r"|hebe?\b(?=.* hervor\b)|segmentier\w*|umkreis\w*)"
    ),
    "find": re.compile(
        r"(?:find(?! out)|locate|spot|detect|count|search for|look for|point (?:out|at|to)|pick out"
        r"|show(?: me)?(?= (?:the|all|"
        r"every|both|where|which|how many|my|any|each|two|three|\w+s$))|identify|finde\b|suche?|such"
        r"|zeige?(?: mir)?|zähle?"
        r"|erkenn\w*)"
    ),
    "describe": re.compile(r"(?:describe|beschreibe?)"),
}
TELL = (
    r"(?:(?:tell me|show me|let me know|say|do you know|can you tell(?: me)?|i wonder|do you think|check|see"
    r"|sag(?: mir)?)"
    r" (?:if |whether |ob )?)?"
)
ASKED: dict[Asks, re.Pattern[str]] = {
    "count": re.compile(rf"{TELL}(?:and )?(?:how many|count|wie ?viele|zähle?|what is the number of)\b"),
    "where": re.compile(rf"{TELL}(?:and )?(?:where|whereabouts|locate|wo)\b"),
    "whether": re.compile(
        rf"{TELL}(?:(?:is|are) there|there(?:'s| is| are)|(?:do|can) you (?:see|spot|find) (?!what|where|how)|gibt es"
        r"|(?:siehst|erkennst) du|(?:ist|sind) (?:da|dort|hier)|is anyone|is anybody)\b"
    ),
}
SIDED = re.compile(  # "is the dog on the left?": whether it is there
    r"(?:is|are|ist|sind) (?:the|my|der|die|das) (?:\w+ ){1,3}(?:in|on|at|next|near|behind|between|above|below"
    r"|links|rechts)\b"
)
ALL_THERE_IS = re.compile(
    rf"{TELL}(?:what (?:do|can) you (?:see|recogni[sz]e)|what(?:'s| is| are) (?:there|here|this|that|these"
    rf"|those|visible"
    r"|(?:going on|happening|shown)|(?:in|on|at|next|behind|to|near|left|right|above|below|between)\b)"
    r"|what does (?:it|this|that|the \w+)"
    r" show|what you see|who(?:'s| is| are) (?:in|on|there|here)\b|was siehst du|wer ist (?:da|auf|im)"
    r"|was (?:ist|sind) (?:das|da|hier|auf|in|im|links|rechts)|was zeigt)"
)
HOW_IT_IS = re.compile(  # something about a thing that can be seen
    r"(?:what|which|welche\w*) (?:colou?r|breed|kind|type|sort|brand|size|shape|age|farbe|rasse)\b"
    r"|(?:is|are|does|do|has|have|ist|sind) (?:the|this|that|these|those|der|die|das)\b|who (?:is|are)|wer ist"
    r"|what (?:is|are) (?:the|he|she|they|it)\b|was macht"
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
    r"|like|love)|i'm|hallo|danke|guten|warum|erklär\w*|schreib\w*|übersetz\w*|wie (?:geht|alt"
    r"|weit|spät|heißt)|erzähl\w*"
    r"|was (?:bedeutet|ist (?:ein|die hauptstadt|der unterschied)))\b"
)
ONLY_THINGS = re.compile(
    rf"(?:{'|'.join(sorted(DETERMINERS | NUMBERS.keys() | COLOURS.keys() | SIZES.keys(), key=len, reverse=True))})\b"
)
CLAIM = re.compile(
    r"\b(?:be|must|can|could|should|would|will|has|have|had|does|did|i|is|are|was|were|you|he|she|it|ich|ist|sind|war|du)\b"
)
GREETING = re.compile(
    r"(?:(?:hi|hello|hey|hallo|good (?:morning|evening|afternoon|night)|thanks?|thank you|danke|okay|ok|yes|no"
    r"|ja|nein|bye"
    r"|goodbye|there|oriel|very much|so much|schön|sehr|[,.;:!?…–—])(?: |$))+"
)
PICTURE = r"(?:picture|photo|image|photograph|pic|bild|foto)"
SHOWN = re.compile(
    rf"\b(?:the|this|that|these|my|both|das|dem|diesem|dieses|im|(?:in|on|of|auf) \w+)(?: \w+)? {PICTURE}s?\b"
    rf"|\b(?:im|am) bild\b"
)
BACKGROUND = re.compile(r"\b(?:background|hintergrund)\b")
NUMBERED = re.compile(
    rf"\b(first|second|third|fourth|fifth|sixth|last|latest|newest|previous|erste[ns]?|zweite[ns]?|dritte[ns]?"
    rf"|vierte[ns]?"
    rf"|letzte[ns]?) {PICTURE}\b|\b{PICTURE} (?:number )?(\d|one|two|three|four|five|six|eins|zwei|drei|vier)\b"
)
NUMBER_WORDS = {
    word: number
    for row in (
        "first second third fourth fifth sixth",
        "erste zweite dritte vierte",
        "one two three four five six",
        "eins zwei drei vier",
        "1 2 3 4 5 6 7 8 9",
    )
    for number, word in enumerate(row.split(), 1)
}
REFERS = re.compile(r"\b(?:it|them|him|her|that one|this one|these|those|es|ihn|sie)\b")
CLAUSES = re.compile(
    r" (?:[,;.!?] )?(?:(?:and|then|und|dann|also|after that) )*(?:[,;.!?] )?"
    r"(?=(?:please |tell me )?(?:find|locate|count|outline|segment|mask|highlight|cut|isolate|extract|mark"
    r"|describe|remove"
    r"|blur|replace|show me|how many|where is|where are|is there|are there|umrande|zähle|finde|markiere|schneide) )"
)


def by_grammar(text: str, pictures: int) -> Plan | None:
    """A plan where the words leave no doubt, also that they are only talk; None where the language model must say.

    Without a picture everything is talk but what plainly asks for one to be worked on ("cut out the dog").
    """
    said, named = takes(text), phrases(text)
    for at, take in reversed(list(enumerate(said))):  # what was said last counts; a mere thing keeps the action before
        if at and not _says_what_to_do(_bare(take)):
            continue
        action = _clear_action(take, named, pictures)
        if action == "chat":
            return talk(text)
        if action is not None:
            break
    else:
        return None if pictures else talk(text)
    if len(said) == 1 and (steps := _several(text, said[0], pictures)):
        return Plan(steps)
    picture = next((number for one in reversed(said) if (number := _picture(one, pictures))), 0)
    return Plan((replace(step_for(1, action, text, take, named, pictures), picture=picture),))


def _says_what_to_do(said: str) -> bool:
    shapes = (*VERBS.values(), *ASKED.values(), SIDED, ALL_THERE_IS, HOW_IT_IS, TALK)
    return any(shape.match(said) for shape in shapes)


def _several(text: str, take: str, pictures: int) -> tuple[Step, ...]:
    """A step for each clause where every clause is clear: "outline the dog and count the cats"."""
    clauses = [clause.strip(" ,.;!?") for clause in CLAUSES.split(f"{take} ") if clause.strip(" ,.;!?")]
    steps: list[Step] = []
    for clause in clauses[:MOST_STEPS]:
        named = phrases(clause)
        action = _clear_action(clause, named, pictures, follows=bool(steps))
        if action is None or action == "chat":
            return ()
        step = step_for(len(steps) + 1, action, clause, clause, named, pictures)
        if steps and not step.wanted and not step.excluded and REFERS.search(clause):
            before = steps[-1]
            step = replace(step, wanted=before.wanted, excluded=before.excluded, picture=step.picture or before.picture)
            if before.action == "find" and before.asks == "what":  # "find the dog and cut it out" is cutting out
                steps.pop()
                step = replace(step, id=before.id, question=f"{before.question} and {clause}")
            else:
                step = replace(step, after=(before.id,))
        steps.append(step)
    return (replace(steps[0], question=text),) if len(steps) == 1 else tuple(steps)


def _clear_action(take: str, named: Named, pictures: int, follows: bool = False) -> Action | None:
    """What a take asks for beyond doubt; "chat" where it is talk; None where it may be either.

    follows: it stands after another clause, to whose things it may refer.
    """
    said = _bare(take)
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
            strong = action == "segment" and said.startswith(("cut out", "schneid")) and " the " in f"{said} "
            return action if clear or ((refers or short or strong) and (concrete or refers)) else None
    if GREETING.fullmatch(take):
        return "chat"
    return _clear_question(said, named, shown, things, pictures)


def _clear_question(said: str, named: Named, shown: bool, things: bool, pictures: int) -> Action | None:
    """The same for what is asked rather than told to do."""
    if ALL_THERE_IS.match(said) and (shown or pictures):
        return "find" if named.wanted and named.wanted[0].place else "describe"
    asks = _asks(said)
    if (shown or pictures) and (shown or things) and (asks != "what" or SIDED.match(said)):
        return "find"
    if (shown or (pictures and things)) and (HOW_IT_IS.match(said) or shown):
        return "describe"
    if pictures and things and ONLY_THINGS.match(said) and not CLAIM.search(said):
        return "find"  # "the red car and two dogs"
    is_talk = TALK.match(said) or (asks != "what" and _is_abstract(named))
    return "chat" if is_talk and not things and not shown else None


def step_for(number: int, action: Action, question: str, take: str, named: Named, pictures: int) -> Step:
    """A step as `take`, one clause or the whole of what was said, tells it."""
    said = _bare(take)
    asks = _asks(said) if action in ("find", "describe") else "what"
    wanted = named.wanted if action != "generate" else ()
    if asks == "whether" or (action == "find" and SIDED.match(said)):
        asks = "whether"
        wanted = tuple(_on_that_side(one) for one in wanted)
    return Step(number, action, question, wanted, named.excluded, asks, _picture(take, pictures))


def _on_that_side(wanted: Wanted) -> Wanted:
    """Who asks whether a dog is on the left does not mean the leftmost dog."""
    place = wanted.place
    if place is None or place.rank != 1 or place.others or place.kind in ("largest", "smallest"):
        return wanted
    return replace(wanted, place=replace(place, rank=0))


def _asks(said: str) -> Asks:
    for asks, pattern in ASKED.items():
        if pattern.match(said):
            return asks
    return "what"


def _picture(take: str, pictures: int) -> int:
    """The number of the picture that is named; 0: none."""
    match = NUMBERED.search(take)
    if not match:
        return 0
    word = match[1] or match[2]
    if word.startswith(("last", "latest", "newest", "letzte")):
        return pictures
    if word == "previous":
        return max(pictures - 1, 0)
    return NUMBER_WORDS.get(word) or NUMBER_WORDS.get(word.rstrip("ns"), 0)


def _in_pictures(named: Named) -> bool:
    """Whether all that is named is among the things that pictures show."""
    said = [one.phrase for one in named.wanted if one.phrase] + list(named.excluded)
    return bool(said) and all(phrase in THINGS or phrase.rpartition(" ")[2] in THINGS for phrase in said)


def _is_abstract(named: Named) -> bool:
    return any(one.phrase.rpartition(" ")[2] in ABSTRACT for one in named.wanted)


def _bare(take: str) -> str:
    """Without the politeness and hesitation before a request."""
    said = " ".join(FILLER.sub(" ", take).split())
    while opening := OPENING.match(said) or re.match(
        r"(?:[,.;:!?…–—] ?|just |only |then |maybe |quickly |please |also |nur )+", said
    ):
        said = said[opening.end() :].lstrip()
    return said


def talk(text: str) -> Plan:
    """Nothing but an answer from the language model."""
    return Plan((Step(1, "chat", text),))
