"""Numbers below a hundred as they are said in five languages, and shares: "forty percent" is .4."""

import re
from functools import cache

ONES = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
    " siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept"
    " dix-huit dix-neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"
    " diecisiete dieciocho diecinueve",
    "zh": "零 一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九",
}
TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante soixante-dix quatre-vingt quatre-vingt-dix",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "zh": "二十 三十 四十 五十 六十 七十 八十 九十",
}
ALSO = {"a hundred": 100, "hundred": 100, "hundert": 100, "cien": 100, "两": 2, "quatre-vingts": 80}
ALSO |= {"both": 2, "couple": 2, "beiden": 2, "zwo": 2, "ein": 1, "einen": 1, "eine": 1, "une": 1, "una": 1, "俩": 2}
FRACTION = re.compile(r"0?[.,]\d+|1[.,]0+")
UNIT = r"(?:%|percent|per cent|prozent|pour ?cent|por ?ciento|成)"


@cache
def numbers(language: str) -> dict[str, int]:
    """Word → number, from 0 to 100."""
    ones, tens = ONES[language].split(), TENS[language].split()
    said = {word: number for number, word in enumerate(ones)}
    for at, ten in enumerate(tens, 2):
        said[ten] = 10 * at
        for one in range(1, 20 if ten in ("soixante", "quatre-vingt") else 10):
            said |= dict.fromkeys(_joined(language, ten, ones[one]), 10 * at + one)
    return ALSO | said | {str(number): number for number in range(101)}


def share(said: str, language: str) -> float | None:
    """What a part of a hundred, or a fraction, comes to, 0–1; None where it is none."""
    words = re.sub(UNIT, " ", said.replace("百分之", " ")).strip()
    if FRACTION.fullmatch(words):
        return float(words.replace(",", "."))
    if "成" in said:
        words = f"{words}0" if words.isdigit() else f"{words}十"
    number = numbers(language).get(words) if not re.fullmatch(r"\d+[.,]\d+", words) else float(words.replace(",", "."))
    return number / 100 if number is not None and 0 <= number <= 100 else None


def _joined(language: str, ten: str, one: str) -> tuple[str, ...]:
    """Twenty and five as one number, in each way that it is written."""
    if language == "de":
        return (f"{one.removesuffix('s')}und{ten}" if one == "eins" else f"{one}und{ten}",)
    if language == "fr":
        return f"{ten}-{one}", f"{ten} {one}", f"{ten} et {one}", f"{ten}-et-{one}"
    if language == "es":
        return (f"{ten} y {one}", *([f"veinti{one}"] if ten == "veinte" else []))
    return (f"{ten}{one}",) if language == "zh" else (f"{ten} {one}", f"{ten}-{one}")
