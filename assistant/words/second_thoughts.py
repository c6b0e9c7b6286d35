"""What a speaker takes back while speaking: a request cut into what is said each time anew."""

import re

from assistant.words.lexicon import COLOURS, COMMANDS, DETERMINERS, NOTHING, NUMBERS, singular
from assistant.words.nouns import is_noun
from assistant.words.rewords import FILLERS, NO_NAMES, PLAIN, table

STARTING = """they're they are these those just only not rather how where is are what don't do it's it i you of in
with apart except without hmm simply let please better leave keep take put make that's there can could instead
first""".split()
STARTS = "|".join(sorted({*DETERMINERS, *NUMBERS, *COMMANDS, *STARTING} - {"no"}, key=len)[::-1])
BEFORE = r"oh|no|yes|yep|what's it called|what do you call it|what's the word"
BEFORE += r"|uh|um|er|erm|ah|eh|hm+|well|but|and|okay|ok|oops|whoops|god|my|dear|damn|wait|sorry|actually|yeah|so"
CORRECTED = re.compile(  # a speaker takes back what came before
    rf"(?<=\S) (?:[,.;?…—–] )*(?:(?:{BEFORE}) (?:[,.] )?)*(?:"
    r"no (?:, )?wait(?: (?:, )?no)?|wait (?:, )?no|(?:hang|hold) on(?: a (?:sec|second|minute|moment))?"
    r"|(?:scratch|strike|scrap|forget|cancel) that|ignore that(?= [,.;…])|or rather|i mean(?:t)?(?: to say)?"
    r"|or (?:maybe |perhaps |even |much )?better(?: still| yet)?|that's not (?:it|right|the one)(?! $)|hang about"
    r"|(?:i wanted|what i meant) to say|what i mean(?:t)? is|on (?:second thoughts?|reflection)|as you were"
    r"|i tell a lie|i take (?:that|it) back|silly me|change of plan|(?:forget|scrap|strike|never mind) it|let's say"
    r"|correction|i'm wrong|that's wrong|i was wrong|oops|whoops|pardon(?: me)?|(?:no )?you know what|what am i saying"
    r"|never ?mind(?: that)?(?! (?:the|any|my|those) )|my mistake|my bad|let me rephrase|excuse me"
    r"|(?:no )?the other way (?:a)?round|sorry"
    rf"|(?:wait|actually|make that|no|nope|nah)(?= (?:(?:[,.…—–]|{BEFORE}) )*(?:{STARTS}) )"
    r"|(?<=[,.;…—–] )(?:no|nope|nah|wait)(?= [,.;…—–])"
    r")(?= )(?: [,.;…—–])*"
)
AFTERTHOUGHT = re.compile(  # ", the van rather": what is said last takes the place of what was said before it
    r"(?: (?:,|uh|um|er|erm|well|oh))+ ((?:(?:the|a|an|my|that|those|these) )?(?:\w+ ){1,3})(?:, )?"
    r"(?:rather|actually|i meant?|sorry|even|instead|that is)(?: [,.!?])*$"
)
UNFINISHED = re.compile(r"(?<=\b)(how many \w+|the|a|an|my|some) no (?=\w)")  # "how many dogs no cats"


def _ends(match: re.Match[str]) -> bool:
    return not match.string[match.end() :].strip(" .!?")


def _named_last(match: re.Match[str]) -> str:
    """ "The onions garlic i mean": two nouns that are no compound."""
    one, other = match[1], match[2]
    both = is_noun(singular(one)) and is_noun(singular(other)) and not is_noun(singular(f"{one} {other}"))
    return f"{one} , no wait the {other}" if both else match[0]


def _meant(match: re.Match[str]) -> str:
    """ "Buses uh trams", "a tractor um combine harvester": two names of a kind, the second instead of the first."""
    one, other = match[1], match[2]
    if _ends(match) and len(other) > 3 and other not in NOTHING | COMMANDS | NO_NAMES and one not in NOTHING:
        return f"{one} , no wait the {other}"  # "the carburettor er alternator"
    if not (is_noun(singular(one)) and (is_noun(singular(other)) or match[3])):
        return match[0]
    if (singular(one) == one) != (singular(other) == other) and not match[3]:
        return match[0]
    return f"{one} , no wait the {other}{' ' + match[3] if match[3] else ''}"


def _no_but(match: re.Match[str]) -> str:
    """ "The mug no glass": a bare noun right behind another and a "no"; "the blue mug no red"."""
    before, other = match[1], match[2]
    if not (is_noun(singular(before)) or re.fullmatch(FILLERS, before)):
        return match[0]
    if other in COLOURS:
        return f"{before} , no wait the {other} one" if match.string[match.end() :].strip() == "" else match[0]
    known = is_noun(singular(other)) or is_noun(singular(" ".join([other, *match.string[match.end() :].split()[:1]])))
    return f"{before} , no wait the {other}" if known and other not in NO_NAMES else match[0]


def _refused_anew(match: re.Match[str]) -> str:
    return match["before"]


TAKEN_BACK = table(
    (rf"(?:{FILLERS} )?(?:what do you call it|what's it called|what do they call it)(?= the )", ", no wait"),
    (
        rf"((?:the|a|my|those|all) (?:{PLAIN} )?{PLAIN})(?: ,)? ((?:the|a|my|those) (?:{PLAIN} )?{PLAIN})(?: ,)?"
        r" (?:i mean|i meant|sorry|i should say)(?= ?$| [,.;!?]| not | find | please | and | outline )",
        r"\1 , no wait \2",
    ),
    (r"(\w+)(?: ,)? (\w+)(?: ,)? (?:i mean|i meant|sorry|i should say)(?= ?$| [,.;!?])", _named_last),
    (
        r"(\w{3,})((?: (?:is|are|there|here))*)(?: ,)?(?: (?:no|hmm?|wait|um|uh|er|sorry))*"
        r"(?: ,)? not (?:the )?\1(?: ,)?(?: (\w{3,})(?= \w+ \3\b))?"
        r"(?= (?!(?:in|on|at|with|that|who|which|by|near|but|and|or|please|of|from|just|i|it|is"
        r"|one|ones)\b)\w)",
        r"\1\2 , no wait the",
    ),
    (
        rf"(?P<before>(?:but )?(?:not|without|except)) (?:(?:the|my|any|a) )?\w+(?: ,)?"
        rf"(?: (?:{FILLERS}|sorry|no|wait|i mean))+"
        r"(?: ,)? (?:but )?(?:not|without|except)",
        _refused_anew,
    ),
    (
        rf"(\w+)(?: [,.…])* {FILLERS}(?: ,)? (?:the )?((?:{PLAIN} )?{PLAIN})(?: ,)?"
        r" (?:(?:i|we) (?:should|meant to|wanted to) say"
        r"|is it(?: \?)?(?: ,)?(?: (?:yes|yeah|yep))?|that is|rather)()",
        lambda m: f"{m[1]} , no wait the {m[2]} ,",
    ),
    (
        r"(?:(?:but )?no )?(?:but )?not (?:red|blue|green|yellow|black|white|brown|grey|pink|big|small)"
        r"(?: ,)?(?= (?:the|a) )",
        ", no wait",
    ),
    (r"oh(?= (?:it's|that's|they're|it is|that is) (?:a|an|the|not) )", ", no wait"),
    (r"(?:no )?not all (?:of )?(?:the |them )?(?:\w+ )?(?=(?:just|only) )(?:just|only)", ", no wait"),
    (r"(?:well|actually|or|okay|hm+) (?:just|only)(?= (?:the|a|my|those|one) )", ", no wait"),
    (r"(?<!i'd )(?<!we'd )(?<!or )rather(?= (?:the|a) )", ", no wait"),
    (r"(\w+) (?:scratch|scrap|strike) \1", r"\1 , no wait the"),
    (r"no (\w+) yes (?:the )?\1", r", no wait the \1"),
    (r"or (?:is it|was it|maybe it's)(?= (?:the|a|an|my) )", ", no wait"),
    (
        r"(\w+)(?: ,)?(?: (?:oh|uh|um|er|erm|hmm?|ah|well|wait))* (?:no|nope|nah|wait|actually)"
        r"(?: ,)? (\w+)(?! though)",
        _no_but,
    ),
    (rf"(\w+)(?: ,)? (?:{FILLERS} )+(?:, )?(?:the )?(\w+)()", _meant),
)
AGAIN_DOING = re.compile(
    rf"(?:(?:no|but|and|please|um|uh|er) )*(?:do not|don't|not) (?:{'|'.join(COMMANDS)})(?: out)?"
    rf"(?: (?:it|them|that|those|anything|any))?(?: ,)? "
    rf"(?=(?:{'|'.join(COMMANDS)}|just|please|i|rather|make|turn|take|put) )"
)


def takes_of(said: str) -> list[str]:
    """What was said, each time anew; the tokens spaced. One that is empty where nothing was said."""
    said = _without_first_thoughts(AFTERTHOUGHT.sub(r" no wait \1", said))
    said = UNFINISHED.sub(r"\1 no wait ", said)
    return [_without_old_command(take) for part in CORRECTED.split(f"{said} ") if (take := part.strip(" ,.;:…–—"))] or [
        ""
    ]


def _without_first_thoughts(said: str) -> str:
    """Where two names of one kind stand with a hesitation between: "no wait" put before the second."""
    for pattern, put in TAKEN_BACK:
        said = pattern.sub(put, said)
    return said


def _without_old_command(take: str) -> str:
    """ "Not blur cut it out": without the command that is taken back."""
    return AGAIN_DOING.sub("", take, count=1) if AGAIN_DOING.match(take) else take
