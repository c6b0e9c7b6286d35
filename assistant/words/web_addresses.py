"""A picture's web address in what is said or typed, and the yes or no to fetching it, in five languages."""

import re
from urllib.parse import urlsplit

SUFFIXES = r"(?:jpe?g|png|webp|hei[cf]|avif|gif|tiff?|bmp)"
_TAIL = r"[^\s<>\"“”„«»]"
_ADDRESS = re.compile(
    rf"https?://{_TAIL}+|(?<![\w@./])(?:[\w-]+\.)+[a-z]{{2,}}(?::\d+)?/{_TAIL}*?\.{SUFFIXES}\b(?![\w.])", re.IGNORECASE
)
_IS_PICTURE = re.compile(rf"\.{SUFFIXES}$", re.IGNORECASE)
_LOOKS = re.compile(  # what asks for a picture rather than for a page to be talked about
    r"\b(?:look|see|show|open|fetch|load|get|picture|image|photo|describe|find|outline|how many"
    r"|schau|sieh|zeig|öffne|hol|lade|bild|foto|beschreib|wie viele"
    r"|regarde|montre|ouvre|charge|photo|décris|combien"
    r"|mira|muestra|abre|carga|trae|imagen|describe|cuánt[oa]s)\w*|看|打开|显示|图|照片|找|描述",
    re.IGNORECASE,
)
_MARKS = ".,;:!?。，！？)]}'’"
THE_PICTURE = {"en": "the picture", "de": "das Bild", "fr": "l'image", "es": "la imagen", "zh": "这张图片"}
LOOK = {  # what a bare address asks
    "en": "What is in the picture?",
    "de": "Was ist auf dem Bild?",
    "fr": "Qu'est-ce qu'il y a sur l'image ?",
    "es": "¿Qué hay en la imagen?",
    "zh": "这张图片里有什么？",
}
_ONLY_LOOKS = re.compile(
    r"(?:(?:please|oriel|and|can you|could you|bitte|und|kannst du|s'il te plaît|por favor|请),? ?)*"
    r"(?:look at|see|show(?: me)?|open|fetch|load|get|view|have a look at|take a look at"
    r"|schau(?: dir)?(?: mal)?|sieh(?: dir)?(?: mal)?|zeig(?:e)?(?: mir)?|öffne|hol(?:e)?|lade?"
    r"|regarde[rz]?|montre[rz]?(?:-moi)?|ouvre[rz]?|charge[rz]?"
    r"|mira|muéstrame|muestra|abre|carga|trae|看(?:一下|看)?|打开|显示)?"
    r"[ :]*(?:this picture|this photo|the picture|dieses bild|das bild|cette image|l'image"
    r"|esta imagen|la imagen|这张图片?)?"
    r"[ :]*ADDRESS[ ,]*(?:an|auf|please|bitte)?",
    re.IGNORECASE,
)
_YES = re.compile(
    r"(?:(?:yes|yeah|yep|yup|sure|okay|ok|of course|go ahead|do it|fetch it|please(?: do)?|you may|all right|alright"
    r"|ja|klar|gerne?|natürlich|bitte|mach(?: das| es)?|hol(?:e)? es|in ordnung|einverstanden|du darfst"
    r"|oui|ouais|d'accord|bien sûr|vas-y|allez-y|volontiers|s'il (?:te|vous) plaît"
    r"|sí|si|claro|vale|de acuerdo|adelante|por favor|hazlo|tráela"
    r"|好的?|是的?|可以|行|嗯|对|当然|要|没问题|请)[\s,.!，。！]*)+",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:(?:no|nope|nah|never ?mind|don't|do not|better not|rather not|leave it|forget it|cancel|stop"
    r"|nein|nee|nö|lieber nicht|nicht|lass(?: es)?|vergiss es|egal"
    r"|non|laisse(?: tomber)?|surtout pas|pas ça|annule"
    r"|mejor no|déjalo|olvídalo|cancela|nada"
    r"|不用?了?|不要|不行|不可以|别|算了|取消"
    r"|thanks|thank you|please|danke|bitte|merci|gracias|谢谢)[\s,.!，。！]*)+",
    re.IGNORECASE,
)
_THANKS = re.compile(r"(?:(?:thanks|thank you|please|danke|bitte|merci|gracias|谢谢)[\s,.!，。！]*)+", re.IGNORECASE)


def picture_address(text: str) -> str:
    """The address of a picture that is to be looked at; "" where none is named, or the page there is meant."""
    found = _ADDRESS.search(text)
    if found is None:
        return ""
    address = found[0].rstrip(_MARKS)
    around = (text[: found.start()] + text[found.start() + len(address) :]).strip(_MARKS + " ")
    is_picture = bool(_IS_PICTURE.search(urlsplit(address).path if "://" in address else address))
    if around and not is_picture and not _LOOKS.search(around):
        return ""
    return address if "://" in address else f"https://{address}"


def request_about(text: str, language: str) -> str:
    """What is asked of the picture once it is there: the same words with "the picture" in the address's place."""
    found = _ADDRESS.search(text)
    if found is None:
        return text
    start, end = found.start(), found.start() + len(found[0].rstrip(_MARKS))
    if _ONLY_LOOKS.fullmatch(f"{text[:start]}ADDRESS{text[end:]}".strip(" .!?。？！")):
        return LOOK.get(language, LOOK["en"])
    return f"{text[:start]}{THE_PICTURE.get(language, THE_PICTURE['en'])}{text[end:]}"


def consents(text: str) -> bool | None:
    """Whether a reply says yes, or no; None where it is no plain reply: nothing is fetched for half a yes."""
    said = " ".join(text.replace("’", "'").split()).strip(" .!?。！？")
    if _NO.fullmatch(said) and not _THANKS.fullmatch(said):
        return False
    return True if _YES.fullmatch(said) else None
