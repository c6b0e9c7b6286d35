"""Web and e-mail addresses, file names, handles and telephone numbers."""

import re
from dataclasses import dataclass

from assistant.spoken_forms.forms import Rule, rule
from assistant.spoken_forms.tongue import Tongue

LONG_PATH = 24  # characters; of a longer address only the host is said
DEEP_PATH = 3  # folders; of a file that lies deeper only the name is said
TOP_LEVELS = "com org net edu gov info app dev io ai de at ch uk co eu fr es it nl us ca au me tv cloud tech".split()
AS_WORDS = frozenset("com org net info app dev gov cloud tech eu me co".split())
EXTENSIONS = (
    "py js ts tsx jsx json html css md txt csv tsv xml yaml yml toml ini cfg conf log sh bash bat exe zip tar gz pdf "
    "doc docx xls xlsx ppt pptx png jpg jpeg gif svg webp bmp mp3 mp4 wav ogg flac mov avi mkv c h cpp hpp cs java rb "
    "go rs php sql db sqlite lock ipynb env bak iso dll so"
).split()
EXTENSIONS_AS_WORDS = frozenset("json log lock bat zip tar java go conf doc jpeg bash env gif".split())


@dataclass(frozen=True)
class Words:
    """How a language says the signs of an address."""

    dot: str
    at: str
    slash: str
    hashtag: str
    dash: str
    colon: str


@dataclass(frozen=True)
class Reader:
    """A language's words, and its numbers where they are read."""

    words: Words
    tongue: Tongue | None


WORDS = {
    "en": Words("dot", "at", "slash", "hashtag", "dash", "colon"),
    "de": Words("Punkt", "ät", "Schrägstrich", "Hashtag", "Strich", "Doppelpunkt"),
    "fr": Words("point", "arobase", "slash", "hashtag", "tiret", "deux-points"),
    "es": Words("punto", "arroba", "barra", "almohadilla", "guion", "dos puntos"),
    "zh": Words("点", "艾特", "斜杠", "话题", "杠", "冒号"),
}
LABEL = r"[\w](?:[\w-]{0,61}[\w])?"
PATH = r"(?:[/?#:][^\s<>\"'”“»)\]}|*`]{0,2000})?"
URL = rf"\b(?:https?|ftp)://(?:[^\s/@]{{1,64}}@)?(?P<host>[\w.-]{{1,253}})(?P<path>{PATH})"
BARE = (
    rf"(?<![\w.@/-])(?P<host>(?:www\.(?:{LABEL}\.){{1,3}}[a-z]{{2,24}}|(?:[a-z0-9-]{{2,63}}\.){{1,3}}(?:{'|'.join(TOP_LEVELS)})))"
    rf"(?![\w@-]|\.\w)(?P<path>(?:/[^\s<>\"'”“»)\]}}|*`]{{0,2000}})?)"
)
EMAIL = rf"(?<![\w.+-])(?:mailto:)?(?P<name>[\w.+-]{{1,64}})@(?P<host>(?:{LABEL}\.){{1,4}}[a-zA-Z]{{2,24}})(?![\w@])"
FILE = rf"(?<![\w./\\-])(?P<name>[\w-]{{1,80}}(?:\.[\w-]{{1,30}}){{0,3}})\.(?P<end>{'|'.join(EXTENSIONS)})(?!\w|\.\w|@)"
DOT_FILE = r"(?<![\w./\\)\]])\.(?P<name>[a-z][a-z]{2,30})(?![\w.])"
FOLDERS = r"(?<![^\s(\"'“„])(?:~|\.{1,2})?/[\w.@~-]{1,80}(?:/[\w.@~-]{1,80}){0,20}/?(?![\w/])"
TRAILING = ".,;:!?…'\"*_"


def _words(text: str, reader: Reader) -> str:
    """The parts of a name, its digits in words: my-file_2 → my file two."""
    parts = re.findall(r"\d+|[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", text))
    tongue = reader.tongue
    return " ".join(_number(part, tongue) if part[0].isdecimal() else part for part in parts)


def _number(digits: str, tongue: Tongue | None) -> str:
    if tongue is None:
        return digits
    number = int(digits) if len(digits) == 4 else 0
    return tongue.year(number) if 1900 <= number < 2100 else tongue.read(digits)


def _host(host: str, reader: Reader) -> str:
    *names, top = host.strip(".").removeprefix("www.").split(".")
    said = [_hyphens(name, reader) for name in names]
    said.append(" ".join(top) if len(top) <= 3 and top not in AS_WORDS and top.isalpha() else _hyphens(top, reader))
    return f" {reader.words.dot} ".join(part for part in said if part)


def _hyphens(name: str, reader: Reader) -> str:
    return f" {reader.words.dash} ".join(_words(part, reader) for part in name.split("-") if part)


def _web(reader: Reader, match: re.Match[str]) -> str:
    words, path = reader.words, match["path"]
    kept = path.rstrip(TRAILING)
    ending, path = path[len(kept) :], kept
    said = _host(match["host"], reader)
    dangling = match["host"][len(match["host"].rstrip(".-")) :]
    port = re.match(r":(\d{1,5})", path)
    if port:
        digits = " ".join(_number(digit, reader.tongue) for digit in port[1])
        said += f" {words.colon} {digits}"
        path = path[port.end() :]
    parts = [part for part in path.strip("/").split("/") if part]
    if parts and len(path) <= LONG_PATH and re.fullmatch(r"[\w/.-]+", path) and not re.search(r"\d{3}", path):
        for part in parts:
            dotted = f" {words.dot} ".join(_hyphens(name, reader) for name in part.split(".") if name)
            said += f" {words.slash} {dotted}"
    return said + _spoken_marks(dangling + ending)


def _spoken_marks(marks: str) -> str:
    return "".join(mark for mark in marks if mark in ".,;:!?…\"'")[:1]


def _email(reader: Reader, match: re.Match[str]) -> str:
    words = reader.words
    name = f" {words.dot} ".join(_hyphens(part, reader) for part in match["name"].split(".") if part)
    return f"{name} {words.at} {_host(match['host'], reader)}"


def _extension(end: str) -> str:
    """p y, but json; digits stand alone: m p 3 is read by the voice."""
    return end if end in EXTENSIONS_AS_WORDS else " ".join(end)


def _file(reader: Reader, match: re.Match[str]) -> str | None:
    words, name, end = reader.words, match["name"], match["end"]
    if name.isdecimal() and len(end) == 1:
        return None
    said = f" {words.dot} ".join(_words(part, reader) for part in name.split("."))
    tongue = reader.tongue
    spelt = " ".join(_number(part, tongue) if part.isdecimal() else part for part in _extension(end).split())
    return f"{said} {words.dot} {spelt}"


def _folders(reader: Reader, match: re.Match[str]) -> str | None:
    words = reader.words
    text = match[0].rstrip(".")
    parts = [part for part in text.split("/") if part and part.strip(".~")]
    if not parts:
        return None
    said = [_file_or_words(part, reader) for part in parts]
    if len(parts) > DEEP_PATH:
        return said[-1] + match[0][len(text) :]
    joined = f" {words.slash} ".join(said)
    return (f"{words.slash} {joined}" if text[0] == "/" else joined) + match[0][len(text) :]


def _file_or_words(part: str, reader: Reader) -> str:
    if match := re.fullmatch(FILE, part):
        return _file(reader, match) or part
    return f" {reader.words.dot} ".join(_words(piece, reader) for piece in part.split(".") if piece)


def _phone(tongue: Tongue, match: re.Match[str]) -> str | None:
    groups = re.findall(r"\d+", match[0])
    if not 7 <= sum(map(len, groups)) <= 15:
        return None
    said = ", ".join(tongue.spelt(group) for group in groups)
    return f"{tongue.plus} {said}" if match[0].startswith("+") else said


def _hashtag(reader: Reader, match: re.Match[str]) -> str:
    return f"{reader.words.hashtag} {_words(match[1], reader)}"


def _handle(reader: Reader, match: re.Match[str]) -> str:
    return f"{reader.words.at} {_words(match[1], reader)}"


def rules(language: str, tongue: Tongue | None) -> tuple[Rule, ...]:
    """For every language whose words for the signs are known."""
    reader = Reader(WORDS[language], tongue)
    return (
        rule(EMAIL, lambda match: _email(reader, match)),
        rule(URL, lambda match: _web(reader, match)),
        rule(BARE, lambda match: _web(reader, match)),
        rule(FILE, lambda match: _file(reader, match)),
        rule(FOLDERS, lambda match: _folders(reader, match)),
        rule(DOT_FILE, lambda match: f"{reader.words.dot} {_words(match['name'], reader)}"),
        rule(r"(?<![\w&#])#([^\W\d_]\w{1,60})", lambda match: _hashtag(reader, match)),
        rule(r"(?<![\w.@])@([^\W\d_]\w{1,40})", lambda match: _handle(reader, match)),
    )


def phone_rules(tongue: Tongue) -> tuple[Rule, ...]:
    """Telephone numbers, as they are grouped, digit by digit."""
    left, right = r"(?<![\w.,+/-])", r"(?![\w/]|[.,-]\d)"
    patterns = (
        rf"{left}\+\d{{1,3}}(?:[ \u00a0/-]?\(?\d{{1,8}}\)?){{1,7}}{right}",
        rf"{left}(?:1-)?\(?\d{{3}}\)?[ -]\d{{3}}-\d{{4}}{right}",
        rf"{left}\d{{3}}-\d{{4}}{right}",
        rf"{left}0\d{{1,4}}(?:\s?[/ -]\s?\d{{2,8}}){{1,4}}{right}",
    )
    called = ("call", "Call", "dial", "Dial") if tongue.code == "en" else ("Notruf", "unter", "wähle", "Wähle", "die")
    behind = "|".join(f"(?<={word} )" for word in called)
    emergency = rf"(?:{behind})\d{{3}}(?!\w|[.,]\d)" if tongue.code == "en" else rf"(?:{behind})11[0-9](?!\w|[.,]\d)"
    return (
        *(rule(pattern, lambda match: _phone(tongue, match)) for pattern in patterns),
        rule(emergency, lambda match: tongue.spelt(match[0])),
    )
