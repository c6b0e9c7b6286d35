"""What names a thing in a roundabout way → the plain name: "everything that's made of wood" → "all wooden object"."""

import re
from collections.abc import Callable

from assistant.words.lexicon import COLOURS, COMMANDS, DETERMINERS, LOOKS, NOTHING, SIZES, STATES, singular
from assistant.words.nouns import is_noun

MATERIALS = {
    "wood": "wooden",
    "metal": "metal",
    "steel": "metal",
    "plastic": "plastic",
    "glass": "glass",
    "paper": "paper",
    "leather": "leather",
    "stone": "stone",
    "concrete": "concrete",
    "gold": "golden",
    "silver": "silver",
    "rubber": "rubber",
    "cardboard": "cardboard",
    "brick": "brick",
}
OF_MATERIAL = "|".join(sorted({*MATERIALS, *MATERIALS.values()}))
EVERYTHING = (
    r"(?:everything|anything|something|whatever(?:'s)?|(?:all |any )?(?:of )?(?:the )?(?:stuff|things|bits)|the thing)"
)
IS = r"(?:that|which)(?:'s| is| are|'re|(?: looks?))"
COLOURED = "|".join((*COLOURS, *SIZES, *STATES, "orange", "wooden", "round", "square", "rusty", "damaged", "rotten"))
STATED = (
    "fallen|broken|collapsed|damaged|burnt|burned|cracked|loose|dead|rusty|missing|bent|torn|empty|free|open|closed"
    "|ripe|rotten|dirty|crooked|flooded|leaking|wet|full|checked|ticked|crossed out|underlined|flat|chipped|lit"
    "|dented|blocked|frozen|faded|swollen|infected|stained|scratched|unripe"
)
NO_VERB = rf"(?!(?:{'|'.join(sorted({*DETERMINERS, *COMMANDS}))}|of|only|just|ones?|but|and|not) )"
FRAMES = (
    "(?:box|boxes|circles?|frames?|rectangles?|lines?|rings?|borders?|outlines?|squares?|crosses|contours?|dots?"
    "|paintings?)"
)
NO_NAMES = frozenset((*COLOURS, *SIZES, *STATES, *LOOKS, "orange", "there", "visible"))
FILLERS = r"(?:uh+|um+|er|erm|ah|hm+|eh)"
END = r"(?= (?:[,.;:!?…–—]|and|or|but|please|in|on|from|mark|cut|can|could|would|for|you|here)(?: |$)| ?$)"
PLAIN = r"(?!(?:not|and|or|er|um|uh|but|with|in|on|no|without|except)\b)\w+"
OF_ITS_LOOK = frozenset(
    """edge outline border shape contour colour color size boundary silhouette perimeter margin area extent
    position location rim outlines exact colouring""".split()
)
PARTS = r"(?:areas?|part|parts|place|places|region|regions|section|sections|patch|patches|spot|field|fields|zone)"
IDIOMS = r"""for the life of me|for (?:heaven|god|goodness|christ|pete)'s sake|at the end of the day|to be honest
|by the way|out of the way|in the way|on the other hand|a piece of cake|as a matter of fact|the thing is|the other day
|all the time|at the moment|on the spot|by any chance|(?:is there )?any chance(?: that)?|in a hurry|to my mind
|in my opinion|at work|you know what i mean|if you don't mind|when you have a (?:second|minute|moment)|what's the word
|the what's it called|the whatsit|the whatchamacallit|the thingy|the thingummy|do me a favou?r|no offence|no worries
|if you see what i mean|good lord|bless (?:him|her|them)|at least|at all|for a change|as it happens|what with
|(?:last|this|next|every) (?:spring|summer|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|time)
|in one go|in a bit|in the end|the (?:best|worst) part|as well|all over the place|from scratch|on purpose
|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|for (?:school|work|class|college|homework)"""
OWNED_BY = re.compile(r"\b(?:not|except|without)(?: for)? (?:the|my|his|her) \w+'s(?= *$| [,.;])")


def _material(match: re.Match[str]) -> str:
    return f"all {MATERIALS.get(match[1], match[1])} object"


def _plain_name(match: re.Match[str]) -> str:
    """ "anything that's blood", "which plants are weeds": the noun that is told; other words stay as they are."""
    last = match[1].rpartition(" ")[2]
    named = is_noun(singular(match[1])) or (last.endswith("s") and last not in NOTHING)
    plain = last not in NO_NAMES and named
    return f"find {match[1]}" if plain else match[0]


def _other_than(match: re.Match[str]) -> str:
    plain = match[1] not in NO_NAMES and is_noun(singular(match[1]))
    return f"except the {match[1]}" if plain else match[0]


def _owned(said: str) -> str:
    """ "The faces but not the singer's": the singer's face; one token, that `naming` takes apart."""
    if (match := OWNED_BY.search(said)) is None:
        return said
    before = [word for word in said[: match.start()].split() if word not in COMMANDS and is_noun(singular(word))]
    return f"{said[: match.end()]}_{singular(before[0])}{said[match.end() :]}" if before else said


def _owner(match: re.Match[str]) -> str:
    owner, looks = match[1], match[2].split()
    return f"{owner} with the {match[2]}" if not OF_ITS_LOOK.isdisjoint(looks) else match[0]


Substitution = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def table(*rows: tuple[str, str | Callable[[re.Match[str]], str]]) -> tuple[Substitution, ...]:
    """Patterns of whole words, and what is put for each."""
    return tuple((re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), put) for pattern, put in rows)


REWORDS = table(
    (IDIOMS.replace("\n", ""), "um"),
    (rf"{EVERYTHING} (?:{IS} |which )?(?:been )?(?:made (?:out of|of|from)|in) ({OF_MATERIAL}){END}", _material),
    (rf"{EVERYTHING} (?:of|from) ({OF_MATERIAL}){END}", _material),
    (rf"{EVERYTHING} (?:{IS}(?: in)? |in )(?:made (?:out of|of|from) )?({OF_MATERIAL}|{COLOURED}){END}", _material),
    (rf"{EVERYTHING} ({OF_MATERIAL}|{COLOURED}){END}", _material),
    (rf"{EVERYTHING} {IS}(?: like)? (?!(?:not|been) )(\w+){END}", _plain_name),
    (r"(?:pixels|things) (?:that|which) (?:are|show|belong to)", "find"),
    (
        rf"(?:the )?({PARTS}) (?:that|which)(?:'s| is| are|'ve been| has been| have been|'s been)"
        r" (\w+ed|\w+en|wet|dry|burnt)",
        r"the \2 \1",
    ),
    (
        rf"({NO_VERB}(?:\w+ )?{NO_VERB}\w+) (?:that|which|who|where)(?:'s| is| are|'ve| have)(?: been)?"
        rf" (?:all )?({STATED})(?: down| over| up)?{END}",
        r"\2 \1",
    ),
    (
        rf"(?:put|draw|place|make|add|do|outline) (?:(?:a|an|some|the) )?(?:\w+ ){{0,2}}{FRAMES} (?:around|round|over)",
        "outline",
    ),
    (r"(?:put|draw|place|make|add) (?:(?:a|an|some) )?(?:\w+ )?arrows? (?:to|at|towards|on)", "find"),
    (
        r"(?:does|do|has|have|did) (?:the|this|that|my|he|she|they)(?: (?!have|got)\w+){0,2}"
        r" (?:have|got|wear|show|contain)(?= (?:a|an|any|some) )",
        "there is",
    ),
    (r"(so|um|uh|and|just|well) like(?= (?:there|i|i'm|i've|we|a|the|this|you)(?: |$))", r"\1"),
    (r"^like|like(?= (?:there's|there is|i'm|i've|you know))", "um"),
    (r"(?!rather|other|whether|never|fewer)\w+er than", "with"),
    (rf"how many (?:of (?:the|these|those) )?(\w+) (?:are|is) ({STATED}){END}", r"how many \2 \1"),
    (r"(?:out|off) of(?= (?:the|my|this|that|his|her|our) )", "from"),
    (r"some (\w+) is (?:please )*(?:only )?(?:a|some)", "there is a"),
    (r"how many the (\w+) some", "how many"),
    (r"but (the \w+) the mask(?= ?$)", r"but not \1"),
    (r"(?:the |some )?flooded (?:one |please )?(?:the )?mask(?: of)?", "the flooded area"),
    (r"(person|woman|man|worker) without some", r"\1 with some"),
    (r"the boxes that are (checked|ticked|empty)", r"the \1 boxes"),
    (r"(?:hand ?written) (?:bits|parts|stuff|notes)", "the handwriting"),
    (rf"which (?:of (?:the|these|those) )?(?:\w+ )?\w+ (?:are|is) (?:some |a |an )?((?:\w+ )?\w+){END}", _plain_name),
    (rf"everything (?:please )?(?:is )?({OF_MATERIAL}|{COLOURED})(?: is)?{END}", _material),
    (rf"which (\w+) (?:some )?({COLOURED})(?: please)?{END}", r"find all \2 \1"),
    (r"(which (?:\w+ ){1,4}?)(?:has|have) (?:no|not)", r"\1with"),
    (
        r"^((?:please |put |make |add )*)instead of ((?:the )?(?:\w+ ){1,2}?)"
        r"(?:want|put|make|please|a|an|some|i|i'd|we'd|give|can) .*$",
        r"find all \2",
    ),
    (r"outline (?:around|with) (the .{1,40}?) (?:please )?a (?:line|frame|circle|box)", r"outline \1"),
    (r"outline with (?:a|an|some) (?:\w+ )?(?:line|circle|box|frame|rectangle)s?", "outline"),
    (r"make (?:out|from) (the (?:\w+ ){1,2})(?:a|an) .*$", r"change \1"),
    (r"(\w+?)(s?) except (?:the|those|that) ?(?:ones?)? of (?:the|my) (\w+)", r"\1\2 except the \3 \1"),
    (r"(the|a) mask (?:clean|exact|good|nice|perfect|precise) of", r"\1 mask of"),
    (r"(?:on )?all the except", "everyone except"),
    (
        r"(\w+) (?:please |is |were |was |to be |be )*(?:COL) instead of (COL)".replace("COL", "|".join(COLOURS)),
        r"\2 \1",
    ),
    (rf"(?:{'|'.join(COMMANDS)}) not(?= (?:{'|'.join(COMMANDS)}) (?:out )?(?:the|my) )", ""),
    (r"(?:anything|something|someone|anyone|anybody)(?: (?:here|there|in here|in there))? like(?= (?:a|an) )", "there"),
    (rf"whatever (?:is|are|looks?) ({OF_MATERIAL}|{COLOURED}){END}", _material),
    (r"(?:that|which|who) (?:isn't|aren't|is not|are not|ain't|is no) (?:part of )?(\w+)", _other_than),
    (r"that's not (\w+)", _other_than),
    (r"(?:nothing|not anything) (?:that's|that is|which is|that are)(?= (?:a|an) )", "not"),
    (
        r"(?:be careful |take care |make sure |try )?(?:you )?not to"
        r" (?:touch|include|cut|remove|damage|hit|hurt|affect|get|mark|take|count|outline)",
        "not",
    ),
    (
        r"(?:anything|something|someone) (?:that |which )?(?:resembles|resembling|similar to|looking like|looks like"
        r"|looks a bit like)(?= (?:a|an) )",
        "there",
    ),
    (r"such (?:a )?things? as(?= (?:a|an|any) )", "there"),
    (r"every single|each and every|each single", "every"),
    (r"(?:did|do|have|had|where) (?:i|we) (?:leave|left|put|lose|lost|drop|dropped)", "is"),
    (
        r"(\w+)'s ((?:\w+ ){0,2}(?:edges?|outlines?|border|shape|contours?|boundary|silhouette|perimeter|margin|extent"
        r"|area|position|location|colou?r|size))",
        _owner,
    ),
    (r"i wish (the|that|this|my) (\w+) (?:wasn't|weren't|was not|were not)(?: so)? (\w+)", r"change \1 \3 \2"),
    (r"i wish (?:the|that|this|my) (\w+) (?:was|were|wouldn't|would)", r"change the \1"),
    (r"whoever(?:'s| is)?|anyone who(?:'s| is)?", "everyone"),
    (r"the other (?:animal|one|thing|tool|fruit|bird|vehicle|organ|vegetable|plant|building)(?: ,)?(?= the )", "um"),
    (
        r"(?:boring|silly|pesky|hideous|dreadful|gorgeous|lovely|whole|entire|blasted|flipping|ruddy|surrounding|ex)"
        r" (\w+)",
        r"\1",
    ),
    (r"there(?:'s| is| are) no (?:way|need|point|chance|doubt|rush|hurry)", "um"),
)


INSTEAD = re.compile(
    r"(?:^|(?<= ))(?:(?P<new>a|an|some) )?(?:[\w-]+ )?(?P<one>[\w-]+) instead of"
    r" (?P<old>(?:(?:this|that|these|those|the|my|our) )?(?:[\w-]+ ){0,2}?)(?P<noun>ones?|[\w-]+)"
    r"(?= [,.;!?]| please| in | on | ?$)"
)
FINDING = COMMANDS - {"replace", "swap", "change", "paint", "want", "need", "see", "give", "get", "have", "show"}


def _without_what_is_new(said: str) -> str:
    """ "A stormy sky instead of this grey one", "a beach instead of the road": what is there now, alone."""
    if (match := INSTEAD.search(said)) is None or not FINDING.isdisjoint(said[: match.start()].split()):
        return said
    same = match["noun"] in ("one", "ones", match["one"])
    definite = match["new"] is None and re.search(r"\b(?:the|this|that|my)(?: [\w-]+){1,2} instead of", said)
    if (not same and not match["new"]) or (same and definite):
        return said
    noun = match["one"] if same else match["noun"]
    return f"all {re.sub('^(?:this|that|these|those|the|my|our) ', '', match['old'])}{noun}{said[match.end() :]}"


def reworded(said: str) -> str:
    """The text with plain names; a space between the tokens."""
    said = _owned(_without_what_is_new(said))
    for pattern, put in REWORDS:
        said = pattern.sub(put, said)
    return said
