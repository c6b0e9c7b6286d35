"""What takes several words in a request → one mark or word that `reading` knows; each in turn over the whole text."""

import re

from assistant.words.adjectives import ROWS
from assistant.words.lexicon import COLOURS, LOOKS, RANKS, RELATIVES_OF_MINE, SIZES, STATES
from assistant.words.rewords import reworded

PICTURE = r"(?:picture|photo|image|photograph|pic|scene|snap|screenshot|scan|x-ray)"
THE = r"(?:the|this|that|my|our|these|those|your|a|an)"
RANKED = "|".join((*RANKS, "last", "other", "next", "left", "right"))
ADJECTIVES = frozenset(
    {*COLOURS, *SIZES, *STATES, *LOOKS}
    | {name for row in ROWS.strip().splitlines() for name in row.split(" = ")[0].split(",") if not name.endswith("ing")}
)
COMPARATIVES = frozenset(("better", "worse", "more", "less")) | {
    f"{adjective[:-1] + 'i' if adjective.endswith('y') else adjective.removesuffix('e')}{doubled}er"
    for adjective in ADJECTIVES
    for doubled in ("", adjective[-1])
}
ADJECTIVE = "|".join(sorted(ADJECTIVES, key=len, reverse=True))
STOPPING = r"(?:[,.;:!?]|and|or|but|please|in|on|by|now|here|there|enough|to|for|than|of)(?!\S)"
WEAK = r"(?:of|in|on|at|from|with|by|to|for)"  # after these, "ones" tell no name
MARKS = tuple(
    (re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), mark)
    for pattern, mark in (
        (
            r"((?:the|my|those|these|that|his|her)(?: (?!but\b|and\b|or\b|we\b)\w+){1,3})"
            r" (?:(?:can|should|may|must|has to|have to|needs? to|will) )?"
            r"(?:stays?|remains?|(?:do(?:es)?n't|do not|does not) (?:count|matter)|(?:is|are) (?:fine|not included)"
            r"|(?:is|are)n't (?:included|needed|wanted|necessary))(?: put| where (?:it is|they are)| in| here| there)?"
            r"(?! (?:the|any|my|those) )",
            r"@not \1",
        ),
        (r"but ((?:the|my|any) (?:\w+ )?\w+) no(?= (?:$|[,.;]|and ))", r"@not \1"),
        (
            r"(separate|detach|isolate|split|cut|free) ((?:\w+ ){2,4}?)(?:away |off |out )?from"
            r"(?= (?:the|its|his|her|their) (?!rest|picture|photo|image))",
            r"\1 \2@not",
        ),
        (r"but for", "@except"),
        (r"(make (?:\w+ ){1,3})looks? like", r"\1into"),
        (r"(?:i|we)(?:'d| would| should) (?:really |much )?(?:like|love|prefer|rather have)(?: it if)?", "i want"),
        (r"(?:would|do) you like", "please"),
        (r"(?:what's|what is|what are) (?:the|your|his|her|my|its) names?", "please"),
        (
            r"(?:i|we) (?:really )?(?:do not|don't|dont|never) (?:really )?like|(?:i|we) (?:really )?(?:hate|dislike)",
            "see",
        ),
        (r"(?:can't|cannot|can not|couldn't|don't) (?:see|find|spot|make out)(?: any)?", "find"),
        (r"what(?:'s| is| do you call| was| are) (?:it|they|them|that)(?: called)?|what do they call it", "um"),
        (rf"(?:search|scan|check|comb) (?:the |this |my )?{PICTURE} for", "find"),
        (r"looks? like|sounds? like|feels? like", "is"),
        (r"(?:i'm|i am|we're|we are) (?:looking|searching|after)(?: for)?", "find"),
        (
            rf"(?:my|our|his|her) (?:\w+ )?(?:{'|'.join(RELATIVES_OF_MINE)})(?: in law)?(?= (?:\w+ )?(?:says?|said"
            r"|swears?|thinks?|sent|gave|drew|made|bought|took|insists?|reckons?|told|wants?|needs?|claims?|keeps?|asked|asks|thought|wanted|is|was)\b)",
            "he",
        ),
        (r"(?:get|getting|got) rid of|do away with|(?:away|off|down) with", "remove"),
        (r"paint (?:over|out)|cover up|rub out|edit out|take (?:out|away|off)|cut away|scrub out|blank out", "remove"),
        (r"(?:tell|show|let) (?:me|us)(?: know)? (?:if|whether)", "see"),
        (
            rf"which (?:ones?|of (?:these|those|them)) (?:is|are)(?: (?:a|an|the))?"
            rf"(?! (?:{ADJECTIVE})(?: (?:{STOPPING})|\s*$))",
            "find",
        ),
        (
            r"which (?:please )?(?:of (?:the|these|those) )?((?:\w+ )?\w+) (?:is|are|looks?)"
            rf" (?:please )?({ADJECTIVE}|\w{{3,}}ed(?= (?:{STOPPING}|$)))",
            r"find all \2 \1",
        ),
        (rf"(?:that's|that is|that are|which is|which are|who is|who are) not ({ADJECTIVE})", r"@not the \1 one"),
        (r"(?:top|upper)[ -]left(?:-hand| hand)?", "top_left"),
        (r"(?:top|upper)[ -]right(?:-hand| hand)?", "top_right"),
        (r"(?:bottom|lower)[ -]left(?:-hand| hand)?", "bottom_left"),
        (r"(?:bottom|lower)[ -]right(?:-hand| hand)?", "bottom_right"),
        (r"(left|right) hand", r"\1"),
        (r"(?:in|on|at|from) the (?:very |far )?(?:back|fore)ground", "@picture"),
        (
            rf"(?:(?:in|on|of|from|to|at|off|out of) )?(?:{THE} )?(?:old |new |whole |entire |same )?(?:(?:{RANKED}) )?"
            rf"(?:(?:satellite|aerial|ct|mri|wedding|family|holiday|drone|x-ray|street|group) )?{PICTURE}s?"
            r"(?: (?:\d|one|two|three|four|five))?(?! (?:frame|book|on|above|over) )",
            "@picture",
        ),
        (r"(?:the )?(?:nearest|closest|next|close|near)(?: to)? (?:the |a )?corner", "@at:corner"),
        (r"(?:(?:to|on) )?(?:the )?(left|right)(?: side)? of", r"@to:\1"),
        (r"(left|right) beside", r"@to:\1"),
        (
            r"(?:right )?(?:next to|beside|alongside|(?:close|near|nearest|closest|adjacent) to|near"
            r"|(?:nearest|closest)(?= (?:the|a|to|that) ))",
            "@to:next_to",
        ),
        (r"(?:in )?between", "@to:between"),
        (r"(?:right )?in front of", "@to:in_front_of"),
        (r"(?:right )?behind|in back of", "@to:behind"),
        (r"above|over", "@to:above"),
        (r"(make|let|have) (?:him|her) (?:smile|laugh|grin|blink|frown|wink)", r"\1 it please"),
        (
            r"(make|cut|crop|remove|erase|delete|blur|outline|mask|take|find|circle|isolate|get) (?:him|her)"
            r"(?= (?:out|away|disappear|vanish|smile|look|go|gone|please|too|for|from|[,.!?]|off)(?: |$)|\s*$)",
            r"\1 it",
        ),
        (r"below|under|underneath|beneath", "@to:below"),
        (r"(?:is |are |was )?not (?:only|just)|not just", "please"),
        (
            r"(?:but |and |just )?(?:please )?(?:do not|don't|dont|without|not) (?:you )?(?:touch|touching|include"
            r"|including|count|counting|outline|mark|mask|select|remove|cut|bother with|worry about|take|delete|blur)"
            r"(?: out)?(?: (?=it|them|that|anything)\b)?",
            "@not",
        ),
        (
            r"(?:an?|some) (?:\w+ ){1,3}(?:look|feel|vibe|style|effect|glow|tint|tone|finish|filter|balance|touch"
            r"|mood|contrast|brightness|exposure|version|lighting)",
            "please",
        ),
        (r"(?:that|which|who) (?:isn't|aren't|is not|are not)(?= (?:a|an|the|part) )", "@except"),
        (r"that's not(?= (?:a|an|the|part) )", "@except"),
        (
            r"(?:don't bother with|not interested in|never mind|i don't (?:want|need))(?= (?:the|any|my|those|that) )",
            "@not",
        ),
        (r"forget(?: about)?(?= (?:the|that|those|my) )", "@not"),
        (r"(?:black|blank|white) out|cover(?= .* (?:with|in) )", "blur"),
        (r"clean (?:up|off)|wipe (?:off|away|out)", "remove"),
        (
            r"(?:but |and )?(?:please )?(?<!\bi )(?<!\bwe )(?<!they )(?:keep(?! \w+ing\b)|preserve|spare|leave(?! out))"
            r"(?: in| out| alone)?(?! it\b| them\b)",
            "@not",
        ),
        (r"but (?:please )?(?:definitely )?not|and not|rather than|do not|don't|dont|not including", "@not"),
        (r"instead of", "@instead"),
        (r"other than|neither|nor|not|no|without|minus the", "@not"),
        (
            r"except(?: for)?|excluding|apart from|besides|leave out|leaving out|ignore|ignoring|skip|skipping",
            "@except",
        ),
        (r"minus|aside from|with the exception of|bar", "@except"),
        (r"a couple of", "two"),
        (r"a dozen(?: of)?", "twelve"),
        (
            r"(?:look|point|pointing) (?:out|at|to)|(?:focus|zoom|concentrate)(?: in)? (?:on|to)|(?:look|search) for"
            r"|keep an eye out for|pick out|single out",
            "find",
        ),
        (r"(?:give|get|show) (?:me|us)", "show"),
        (r"(?:the )?(?:exact |precise )?(?:number|amount|total|position|location|whereabouts) of", "find"),
    )
)


def marked(tokens: list[str]) -> list[str]:
    """The tokens with what takes several of them as one."""
    said = f"{reworded(' '.join(tokens))} "
    for pattern, mark in MARKS:
        said = pattern.sub(mark, said)
    return said.split()
