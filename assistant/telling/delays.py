"""How long an answer took, in a sentence: what each stage is called in five languages, and what is said of it."""

from typing import Literal

Stage = Literal["wait", "hear", "plan", "look", "think", "speak"]
Verdict = Literal["slow", "usual", "fast"]

STAGES: dict[str, dict[Stage, str]] = {
    "en": {
        "wait": "waiting for you to finish",
        "hear": "writing down your words",
        "plan": "working out what you wanted",
        "look": "looking at the picture",
        "think": "finding the first words",
        "speak": "speaking the first words",
    },
    "de": {
        "wait": "das Warten auf dein Satzende",
        "hear": "das Aufschreiben deiner Worte",
        "plan": "das Verstehen deiner Bitte",
        "look": "der Blick auf das Bild",
        "think": "das Finden der ersten Worte",
        "speak": "das Sprechen der ersten Worte",
    },
    "fr": {
        "wait": "l'attente de la fin de votre phrase",
        "hear": "la transcription de vos mots",
        "plan": "la compréhension de votre demande",
        "look": "l'examen de l'image",
        "think": "la recherche des premiers mots",
        "speak": "la préparation de la voix",
    },
    "es": {
        "wait": "esperar a que terminaras",
        "hear": "escribir tus palabras",
        "plan": "entender lo que querías",
        "look": "mirar la imagen",
        "think": "encontrar las primeras palabras",
        "speak": "preparar la voz",
    },
    "zh": {
        "wait": "等你说完",
        "hear": "写下你的话",
        "plan": "理解你的要求",
        "look": "看图片",
        "think": "想出开头的话",
        "speak": "准备声音",
    },
}
SENTENCES: dict[str, dict[Verdict, str]] = {
    "en": {
        "slow": "{stage} took {took}, {more} more than usual.",
        "usual": "nothing was slower than usual; {stage} took longest, {part} of {whole}.",
        "fast": "nothing was slow: the first word came after {whole}.",
    },
    "de": {
        "slow": "{stage} dauerte {took}, {more} mehr als sonst.",
        "usual": "nichts war langsamer als sonst; am längsten dauerte {stage}, {part} von {whole}.",
        "fast": "nichts war langsam: Das erste Wort kam nach {whole}.",
    },
    "fr": {
        "slow": "{stage} a pris {took}, {more} de plus que d'habitude.",
        "usual": "rien n'a été plus lent que d'habitude ; le plus long a été {stage}, {part} sur {whole}.",
        "fast": "rien n'a été lent : le premier mot est venu après {whole}.",
    },
    "es": {
        "slow": "{stage} llevó {took}, {more} más de lo habitual.",
        "usual": "nada fue más lento de lo habitual; lo que más tardó fue {stage}, {part} de {whole}.",
        "fast": "nada fue lento: la primera palabra llegó a los {whole}.",
    },
    "zh": {
        "slow": "{stage}用了{took}，比平时多{more}秒。",
        "usual": "没有比平时慢；最久的是{stage}，{whole}里占了{part}秒。",
        "fast": "没有哪一步慢：{whole}后就说出了第一个字。",
    },
}
SECONDS = {"en": " seconds", "de": " Sekunden", "fr": " secondes", "es": " segundos", "zh": "秒"}
SHORT_FRENCH_S = 2.0  # below it French counts one: "1,9 seconde"
POINTS = {"en", "zh"}  # write 2.1; the others 2,1


def delay(verdict: Verdict, stage: Stage, took_s: float, more_s: float, whole_s: float, language: str) -> str:
    """One sentence: `stage` took so many seconds, which is so many more than usual, of the whole wait.

    In English where the language is none of the five.
    """
    tongue = language if language in SENTENCES else "en"
    sentence = SENTENCES[tongue][verdict].format(
        stage=STAGES[tongue][stage],
        took=_seconds(took_s, tongue),
        more=_number(more_s, tongue),
        part=_number(took_s, tongue),
        whole=_seconds(whole_s, tongue),
    )
    return sentence[0].upper() + sentence[1:]


def _seconds(seconds: float, tongue: str) -> str:
    unit = SECONDS[tongue]
    is_one = tongue == "fr" and round(seconds, 1) < SHORT_FRENCH_S
    return _number(seconds, tongue) + (unit.removesuffix("s") if is_one else unit)


def _number(seconds: float, tongue: str) -> str:
    written = f"{seconds:.1f}"
    return written if tongue in POINTS else written.replace(".", ",")
