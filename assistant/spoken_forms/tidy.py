"""The last signs that no voice should meet: marks fall silent, and signs that stand for a word become it."""

import re

EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u25a0-\u25ff\ufe00-\ufe0f\u200b-\u200d\u2060\ufeff\u20e3"
    "\U000e0020-\U000e007f™®©]"
)
EMOTICON = r"(?<!\S)(?:[:;=8][-'’]?[()\[\]DPpOo/|*]{1,3}|<3|\^_\^|¯\\_\(ツ\)_/¯)(?=[.,!?]?(?:\s|$))"
ARROW = re.compile(r"[←→↔⇒⇔➜➔]|[-=]{1,2}>|<[-=]{1,2}")
SILENT = re.compile(r"[*#|`~<>\[\]{}^\\_]+")
WORDS = {
    "en": {"&": " and ", "%": " percent", "+": " plus ", "=": " equals ", "@": " at ", "°": " degrees"},
    "de": {"&": " und ", "%": " Prozent", "+": " plus ", "=": " gleich ", "@": " ät ", "°": " Grad"},
}
SIGN = re.compile(r"[&%+=@°]+")
SLASHES = re.compile(r"(?<=\w)/+(?=\w)|/+")
NEEDS_CARE = re.compile(r"[^\w\s.,;:!?'’\"“”()–—-]|_|(?<!\S)-|[\u00a0\u202f]")
PUNCTUATION = re.compile(r"[.,;:!?…–—()\"'“”„‘’«»¿¡。，！？、；：]+")  # kept: some languages set it apart, and it paces
SPACES = re.compile(r"\s+")


def tidy(text: str, language: str) -> str:
    """Some words, or none, with nothing left in them that is only for the eye."""
    if NEEDS_CARE.search(text):
        text = ARROW.sub(" – ", EMOJI.sub("", text))
        text = SILENT.sub(" ", text)
        if language in WORDS:
            text = SIGN.sub(lambda sign: WORDS[language][sign[0][0]], text)
            text = SLASHES.sub(" ", text).replace("$", " ")
        text = re.sub(r"(?<!\S)-{1,3}(?!\S)", "–", text)
        text = re.sub(r" +([,.;:!?])(?=\s|$)", r"\1", text) if text.strip(" ,.;:!?") else text
    text = SPACES.sub(" ", text).strip()
    return text if has_words(text) or PUNCTUATION.fullmatch(text) else ""


def has_words(text: str) -> bool:
    """Whether a voice would make a sound of it."""
    return any(character.isalnum() for character in text)
