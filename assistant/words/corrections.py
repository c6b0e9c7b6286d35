"""Correcting what was heard: "No, valve: V-A-L-V-E", "I said valve, not wolf", or a click on the word.

What is not clearly a correction goes to the language model: who was not understood will spell the word.
"""

import re
import unicodedata
from dataclasses import dataclass

ALIKE = 0.6  # likeness from which a word that was only said is taken for the one that was misheard
ALIKE_CLEARLY_MEANT = 0.5  # who spells, or says "valve, not wolf", is correcting: less is needed
NAMED = 0.75  # likeness at which "not wolf" finds the wolf; it may have been misheard once more
LONGEST = 3  # words that one correction puts in
LONGEST_SAID = 300  # characters; who says more at once has something new to say

DENIED = re.compile(r"(?i)\W*(?:no|nope|nein|nee|(?:that's |das (?:ist|war) )?(?:wrong|falsch))\s*[,.;:!…–—-]+")
SAID = re.compile(
    r"(?i)\W*(?:i (?:just |actually )?(?:said|meant|mean)(?: to say)?|i was saying|what i (?:said|meant) was"
    r"|ich (?:sagte|meinte|meine)|sondern|it should (?:be|say)|(?:the|das) wor[dt] (?:is|was|ist))\b\W*",
)
AROUND = re.compile(
    r"(?i)\W*(?:um+|uh+|erm?|ähm?|oh|well|actually|okay|ok|sorry|please|bitte|oriel|no(?= i (?:said|meant))|and|but|und"
    r"|it's|it is|it was|that's|that is|es ist|es heißt|das ist|das heißt)\b\W*",
)
AFTER = re.compile(r"(?i)(?:[\s,.;:!–—-]*\b(?:please|thanks|thank you|bitte|danke|okay|ok|oriel))?\W*$")
TURNED = (  # the same in another order → as CONTRASTS reads it
    (re.compile(r"(?i)\bich habe? nicht ([^,.;]+?) (?:gesagt|gemeint)\b"), r"nicht \1"),
    (re.compile(r"(?i)\bich habe? ([^,.;]+?) (?:gesagt|gemeint)\b"), r"ich meinte \1"),
)
COMMA = r"(?:\s*[,.;:!–—]+\s*|\s+-\s+)"
CONTRASTS = (
    re.compile(rf"(?i)(?:not|nicht|i didn't (?:say|mean)) (?P<wrong>.+?)(?:{COMMA}|\s+(?=but |sondern ))(?P<right>.+)"),
    re.compile(rf"(?i)(?P<right>.+?){COMMA}(?:and |und )?(?:not|nicht) (?P<wrong>.+)"),
    re.compile(r"(?i)(?P<right>.+?),? (?:instead of|rather than|statt|anstatt|anstelle von) (?P<wrong>.+)"),
    re.compile(rf"(?i)(?:instead of|statt|anstatt) (?P<wrong>.+?){COMMA}(?P<right>.+)"),
)
ARTICLES = frozenset("the a an der die das den dem des ein eine einen einem einer".split())
# With one of these, what follows a "no" is talk: nobody says them to be heard better.
TALK = frozenset(
    """i i'm i'll i've i'd you you're he she it we they me him us them who what which when where why how is are was were
    be do does did don't didn't can can't could would should will won't have has had want need think know like
    see let let's tell show find give make say said mean meant go come stop wait mute help repeat back again this
    that these those there here now then not no yes yeah never none nothing nobody neither both all any other
    others another one ones first second last next right wrong good fine great true false correct sure enough
    really maybe perhaps probably later too also just only still thank thanks please sorry okay ok mind way
    problem continue more less spell ich du er sie es wir ihr mich dich mir dir uns ist sind war bin habe hast
    hat kann kannst will willst möchte weiß nicht nein ja doch noch nie nichts danke bitte gut schlecht falsch
    richtig genau stimmt schon später jetzt hier da dort andere letzte auch nur vielleicht stopp halt weiter mehr
    so""".split()
)
PLAIN = ARTICLES | frozenset(  # too plain to be the misheard word
    """i you he she it we they me my your his her its our their is are was be do does did can of to in on at for with
    and or this that what how not no yes ich du er sie es wir ist sind und oder im am auf zu zum zur mit von""".split()
)
CODE = """alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa
    quebec romeo sierra tango uniform victor whiskey whisky x-ray yankee zulu anton berta cäsar dora emil friedrich
    gustav heinrich ida julius kaufmann ludwig martha nordpol otto paula quelle richard samuel siegfried theodor
    ulrich viktor wilhelm xanthippe ypsilon zacharias zeppelin ärger ökonom übermut""".split()
RUNS = tuple(  # three or more: single letters, words that stand for their first letter, letters by their names
    re.compile(rf"(?i)(?<![\w'])(?:{letter})(?:[\s.,;:/–-]+(?:{letter})(?![\w'])){{2,}}")
    for letter in (r"[^\W_]", "|".join(CODE), r"[^\W_]|vee|dee|jay|kay|tee|zee|zed")
)
DESCRIBED = (  # one letter told in several words → the letter
    (re.compile(r"(?i)\b(\w)[\s,]+(?:as in|like|for|wie)\s+\w+"), r"\1"),
    (re.compile(r"(?i)\b(?:with|mit)(?: an?| einem)? \w\b(?=[,.:;])"), ""),
    (re.compile(r"(?i)\bdouble[ -](?:u|you)\b"), "W"),
    (re.compile(r"(?i)\b(?:double|doppel)[ -]?(\w)\b"), r"\1 \1"),
    (re.compile(r"(?i)\b([aou])[ -]umlaut\b|\bumlaut[ -]([aou])\b"), "\\1\\2\u0308"),
    (re.compile(r"(?i)\b(?:eszett|scharfes s)\b"), "ß"),
)
SPELLED = re.compile(r"(?i)\W*\b(?:it's |that's |is |wird )?(?:spelled|spelt|buchstabiert|geschrieben)\b\W*")
SPELLED_WORD = re.compile(SPELLED.pattern + r"([^\W\d_]{2,})[\s.,!]*$")
SENTENCE_ENDS = {*".!?…"}
VOWELS = "aeiouh"  # h is as weak as a vowel
KIN = {sound: kin for kin in (VOWELS, "wvf", "kqgj", "szx", "td", "bp", "mn") for sound in kin}
SOUNDS = [rule.split(">") for rule in r"x>ks sch|sh>x ph>f qu>kw th|dt>t c(?=[eiy])>s c>k y>i (.)\1+>\1".split()]


@dataclass(frozen=True)
class Correction:
    """Texts before and after, and the words: `right` as it is inside a sentence, empty where a word is taken out."""

    heard: str
    corrected: str
    wrong: str
    right: str


@dataclass(frozen=True)
class _Meant:
    """What the speaker says that it was and was not; denied: after a "no"; said: after "I said" or the like."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    denied: bool
    said: bool


@dataclass(frozen=True)
class _Place:
    """Words `start` to `stop` of what was heard are to become `right`."""

    start: int
    stop: int
    right: tuple[str, ...]


def correction(text: str, heard: str) -> Correction | None:
    """What `text`, said now, corrects in `heard`, the turn before; None where it is an ordinary utterance.

    1. Letters are taken out of what was said: "V-A-L-V-E" wins over the word as it was transcribed.
    2. From the rest: what it was, what it was not.
    3. In what was heard: the word that is named, or else the one that sounds most alike.
    """
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    if len(text) > LONGEST_SAID:
        return None
    letters, rest = _spelling(text)
    meant, words = _meant(rest), tuple(map(_core, heard.split()))
    place = _spelled_place(words, meant, letters) if letters else _said_place(words, meant)
    if not place or (not letters and text.rstrip().endswith("?")):
        return None
    spoken = " ".join(meant.right if letters else place.right)
    if letters and spoken.replace(" ", "").lower() != letters:
        return _put(heard, place, letters, cased=False)
    opens = re.search(r"(?:^|[.!?…])\W*" + re.escape(spoken), text)  # then its capital tells nothing
    return _put(heard, place, spoken, cased=not opens)


def with_word(heard: str, index: int, word: str) -> Correction:
    """Word `index` of `heard.split()` becomes `word`, the marks around it stay; an empty word takes it out."""
    if index not in range(len(heard.split())):
        raise ValueError(f"no word {index} in what was heard: it has {len(heard.split())}, counted from 0")
    return _put(heard, _Place(index, index + 1, ()), word.strip())


def _spelling(text: str) -> tuple[str, str]:
    """The letters that are spelled, in lower case, and the text without them; "" where nothing is spelled."""
    plain = text
    for pattern, letter in DESCRIBED:
        plain = unicodedata.normalize("NFC", pattern.sub(letter, plain))
    for pattern in RUNS:
        if (run := pattern.search(plain)) and re.search(r"[^\W\d_]", run[0]):
            spelled = re.sub(r"^a (?=[A-Z])", "", run[0])  # "It's a V-A-L-V-E"
            letters = "".join(name[0] for name in re.findall(r"[^\W_]+(?:-ray)?", spelled))
            return letters.lower(), SPELLED.sub(" , ", f"{plain[: run.start()]} , {plain[run.end() :]}")
    if found := SPELLED_WORD.search(plain):
        before, word = plain[: found.start()], found[1]
        if word.isupper() or _likeness(_words(before)[-1:], (word,)) >= ALIKE_CLEARLY_MEANT:
            return word.lower(), before
    return "", text


def _meant(text: str) -> _Meant:
    for pattern, turned in TURNED:
        text = pattern.sub(turned, text)
    body, denied, said = _bare(text)
    if denied or said:  # else "probably not today" would be a contrast
        body = re.sub(r"(?i)(?<=\w) (?=(?:not|nicht) )", ", ", body)
    for contrast in CONTRASTS:
        if match := contrast.fullmatch(body):
            right, _, also_said = _bare(match["right"])
            return _Meant(_words(right), _words(_bare(match["wrong"])[0]), denied, said or also_said)
    return _Meant(_words(body), (), denied, said)


def _bare(text: str) -> tuple[str, bool, bool]:
    """Without "no", "I said", hesitation and thanks; and whether there was a "no", an "I said"."""
    denied = said = False
    while match := DENIED.match(text) or SAID.match(text) or AROUND.match(text):
        denied, said = denied or match.re is DENIED, said or match.re is SAID
        text = text[match.end() :]
    return AFTER.sub("", text).strip(), denied, said


def _words(text: str) -> tuple[str, ...]:
    """The words without the marks around them, without an article in front."""
    words = tuple(word for word in map(_core, text.split()) if word)
    return words[1:] if words and words[0].lower() in ARTICLES else words


def _core(word: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", word)


def _spelled_place(heard: tuple[str, ...], meant: _Meant, letters: str) -> _Place | None:
    right = (letters,)
    if named := _find(heard, meant.wrong, NAMED):
        return _Place(*named, right)
    if _find(heard, right, 1):
        return None  # it was understood
    claimed = (meant.denied or meant.said) and len(meant.right) <= LONGEST
    claimed = claimed or _likeness(meant.right, right) >= ALIKE_CLEARLY_MEANT
    if claimed and (again := _find(heard, meant.right, 1)):
        return _Place(*again, right)  # "No, wolf: V-A-L-V-E": misheard once more
    return _likest(heard, right, ALIKE_CLEARLY_MEANT) if claimed or not meant.right else None


def _said_place(heard: tuple[str, ...], meant: _Meant) -> _Place | None:
    if meant.right and (named := _find(heard, meant.wrong, NAMED)):
        place = _trimmed(heard, *named, meant.right)
        # Without a "no", "tea, not coffee" is a wish and "not today, Tom" an answer: misheard words are a little alike.
        misheard = meant.denied or _likeness(heard[slice(*named)], place.right) >= ALIKE_CLEARLY_MEANT
        sure = meant.said or (misheard and TALK.isdisjoint(map(str.lower, place.right)))
        return place if sure and 0 < len(place.right) <= LONGEST else None
    claimed = (meant.denied or meant.said) and not _find(heard, meant.right, 1)
    return _likest(heard, meant.right, ALIKE) if claimed else None


def _find(heard: tuple[str, ...], wanted: tuple[str, ...], least: float) -> tuple[int, int] | None:
    """Where these words were heard, or words at least so much alike; of equals the last. least 1: these words."""
    found, best = None, least
    for start, stop in _windows(heard, len(wanted)) if 0 < len(wanted) <= LONGEST else ():
        same = " ".join(heard[start:stop]).lower() == " ".join(wanted).lower()
        alike = 1.0 if same else min(_likeness(heard[start:stop], wanted), 0.99)  # sounding the same is not enough
        if alike >= best:
            found, best = (start, stop), alike
    return found


def _likest(heard: tuple[str, ...], right: tuple[str, ...], least: float) -> _Place | None:
    """Where the words sound most like `right`; what was only said again is left as it was."""
    found, best = None, least
    for start, stop in _windows(heard, len(right)):
        place, words = _trimmed(heard, start, stop, right), heard[start:stop]
        was, new = [[word.lower() for word in side] for side in (words, place.right)]
        if not 0 < len(new) <= LONGEST or was[0] == new[0] or was[-1] == new[-1]:
            continue  # too much, or more than what differs
        possible = new[0] not in PLAIN and TALK.isdisjoint(new) and not PLAIN.issuperset(was)
        if possible and (alike := _likeness(words, place.right)) >= best:
            found, best = place, alike
    return found


def _windows(heard: tuple[str, ...], size: int) -> list[tuple[int, int]]:
    """All stretches up to one word more than `size`: one word may have been heard as two."""
    return [(i, i + n) for n in range(min(size, LONGEST) + 1, 0, -1) for i in range(len(heard) - n + 1)]


def _trimmed(heard: tuple[str, ...], start: int, stop: int, right: tuple[str, ...]) -> _Place:
    """Without the words that stand around the place anyway: "find the valve" for "wolf" in "find the wolf"."""
    parts = (heard[max(0, start - len(right)) : start], right, heard[stop : stop + len(right)])
    before, said, after = ([word.lower() for word in part] for part in parts)
    first = max(size for size in range(len(said) + 1) if before[len(before) - size :] == said[:size])
    last = min(size for size in range(first, len(said) + 1) if after[: len(said) - size] == said[size:])
    return _Place(start, stop, right[first:last])


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike words sound, 0–1: edit distance over sounds, where vowels and kindred consonants weigh little."""
    a, b = _sounds(one), _sounds(other)
    less, more = sorted([sum(map(_weight, a)), sum(map(_weight, b))])
    if less <= more * ALIKE_CLEARLY_MEANT:
        return 0.0  # that is less than anybody asks for, and most pairs end here
    row = [sum(map(_weight, b[:column])) for column in range(len(b) + 1)]
    for x in a:
        above, row = row, [row[0] + _weight(x)]
        for column, y in enumerate(b):
            row.append(min(above[column] + _swap(x, y), above[column + 1] + _weight(x), row[-1] + _weight(y)))
    return 1 - row[-1] / more


def _weight(sound: str) -> float:
    return 0.4 if sound in VOWELS else 1.0


def _swap(one: str, other: str) -> float:
    return 0.0 if one == other else 0.25 if other in KIN.get(one, "") else 1.0


def _sounds(words: tuple[str, ...]) -> str:
    sounds = "".join(filter(str.isalnum, unicodedata.normalize("NFD", "".join(words).casefold())))
    for pattern, sound in SOUNDS:
        sounds = re.sub(pattern, sound, sounds)
    return sounds


def _put(heard: str, place: _Place, right: str, cased: bool = True) -> Correction:
    """cased: the capitals of `right` are meant; else they are those of the word that it replaces."""
    words = heard.split()
    earlier, whole, later = words[: place.start], " ".join(words[place.start : place.stop]), words[place.stop :]
    wrong = _core(whole)
    before, _, after = whole.partition(wrong) if wrong else ("", "", "")
    opens = not earlier or earlier[-1].rstrip("\"'”»)")[-1:] in SENTENCE_ENDS
    capital = wrong[:1].isupper()
    if not cased and not opens:
        shouted = wrong.isupper() and len(wrong) > 1
        right = right.upper() if shouted else (_capital(right) if capital else right[0].lower() + right[1:])
    if right:
        put = [before + (_capital(right) if opens and capital else right) + after]
    else:
        put, later = [], [_capital(word) if opens and capital and not n else word for n, word in enumerate(later)]
        if earlier and after[:1] in SENTENCE_ENDS:
            earlier[-1] = earlier[-1].rstrip(",;:–") + after
    return Correction(heard, " ".join([*earlier, *put, *later]), wrong, right)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
