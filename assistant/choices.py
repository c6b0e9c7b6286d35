"""What a setting may be chosen from where that is a long list: languages that can be heard, keys of a keyboard."""

_LANGUAGES = """
af Afrikaans, am Amharic, ar Arabic, as Assamese, az Azerbaijani, ba Bashkir, be Belarusian, bg Bulgarian, bn Bengali,
bo Tibetan, br Breton, bs Bosnian, ca Catalan, cs Czech, cy Welsh, da Danish, de German, el Greek, en English,
es Spanish, et Estonian, eu Basque, fa Persian, fi Finnish, fo Faroese, fr French, gl Galician, gu Gujarati, ha Hausa,
haw Hawaiian, he Hebrew, hi Hindi, hr Croatian, ht Haitian Creole, hu Hungarian, hy Armenian, id Indonesian,
is Icelandic, it Italian, ja Japanese, jw Javanese, ka Georgian, kk Kazakh, km Khmer, kn Kannada, ko Korean, la Latin,
lb Luxembourgish, ln Lingala, lo Lao, lt Lithuanian, lv Latvian, mg Malagasy, mi Maori, mk Macedonian, ml Malayalam,
mn Mongolian, mr Marathi, ms Malay, mt Maltese, my Burmese, ne Nepali, nl Dutch, nn Norwegian Nynorsk, no Norwegian,
oc Occitan, pa Punjabi, pl Polish, ps Pashto, pt Portuguese, ro Romanian, ru Russian, sa Sanskrit, sd Sindhi,
si Sinhala, sk Slovak, sl Slovenian, sn Shona, so Somali, sq Albanian, sr Serbian, su Sundanese, sv Swedish,
sw Swahili, ta Tamil, te Telugu, tg Tajik, th Thai, tk Turkmen, tl Tagalog, tr Turkish, tt Tatar, uk Ukrainian,
ur Urdu, uz Uzbek, vi Vietnamese, yi Yiddish, yo Yoruba, zh Chinese
"""
# Code → English name, of every language that all of Whisper's multilingual models know.
LANGUAGES = dict(entry.strip().split(" ", 1) for entry in _LANGUAGES.split(","))

# Keys that the page does not need for moving about in it: no Tab, Enter, arrows or paging, no modifier.
KEYS = frozenset(
    [
        *"Space Escape Backspace Delete Insert Pause ScrollLock MediaPlayPause MediaStop".split(),
        *"Minus Equal Comma Period Slash Semicolon Quote Backquote BracketLeft BracketRight Backslash".split(),
        *"NumpadAdd NumpadSubtract NumpadMultiply NumpadDivide NumpadDecimal".split(),
        *(f"F{number}" for number in range(1, 25)),
        *(f"Key{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        *(f"{row}{digit}" for row in ("Digit", "Numpad") for digit in range(10)),
    ]
)
KEYS_IN_WORDS = (
    "one character, such as m, or the name of a key: Space, Escape, Backspace, Delete, Insert, Pause, F1 to F24, "
    "KeyA to KeyZ, Digit0 to Digit9, Numpad0 to Numpad9"
)


def is_key(name: str) -> bool:
    """Whether this names a key as a browser does: by KeyboardEvent.key, one character, or by KeyboardEvent.code."""
    return name in KEYS or (len(name) == 1 and name.isprintable() and not name.isspace())


def same_key(one: str, other: str) -> bool:
    """Whether two names may mean one key: m, M and KeyM, 1 and Digit1."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return name.removeprefix("Key").removeprefix("Digit").casefold()
