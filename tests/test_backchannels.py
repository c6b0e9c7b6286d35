"""Listening is no interruption: what may be said into an answer without stopping it, and what may not."""

from time import perf_counter

import pytest

from assistant.words.backchannels import is_backchannel

MURMURS = {
    "en": [
        "Mm-hm.", "Mm-hmm.", "Mhm.", "Mm.", "Mmm...", "Hmm.", "Hm.", "Uh-huh.", "Uh huh, okay.", "Uh-huh, uh-huh.",
        "Okay.", "OK", "Okay, okay.", "Okay?", "Yeah.", "Yeah, yeah, yeah.", "Yep.", "Yes.", "Right.", "Right, right.",
        "All right.", "Alright.", "I see.", "Oh, I see.", "O-I-C.", "Ah.", "Oh.", "Oh wow.", "Wow!", "Really?",
        "Oh, really?",
        "Sure.", "Got it.", "Okay, got it.", "Makes sense.", "That makes sense.", "Interesting.", "That's interesting.",
        "That’s great.", "Of course.", "Exactly.", "True.", "Cool.", "Great.", "Nice!", "Um...", "Uh...", "Erm.",
        "Oh my god.", "Good to know.", "Hmm, okay, I see.", "Yeah. Right. Okay.",
    ],
    "de": [
        "Mhm.", "Hm, okay.", "Ja.", "Ja, ja.", "Jaja.", "Ah ja.", "Ach so.", "Achso, okay.", "Aha.", "Genau.",
        "Ja, genau.", "Stimmt.", "Das stimmt.", "Klar.", "Alles klar.", "Verstehe.", "Ich verstehe.", "Wirklich?",
        "Echt?", "Ach, wirklich?", "Gut.", "Super.", "Interessant.", "Krass.", "Natürlich.", "Natu\u0308rlich.",
        "Ähm...", "Schön.", "Oje.", "Na klar.", "Right.", "Okay, cool.", "Ich weiß.",
    ],
    "fr": [
        "Mmh.", "Oui.", "Oui, oui.", "Ouais.", "D'accord.", "D’accord, d’accord.", "Ok, d'accord.", "Ah bon ?",
        "Ah oui.", "Je vois.", "Je comprends.", "Très bien.", "Bien sûr.", "Exactement.", "Tout à fait.", "C'est vrai.",
        "Vraiment ?", "Voilà.", "Euh...", "Oh là là !", "C'est intéressant.", "En effet.", "Ça marche.", "Compris.",
    ],
    "es": [
        "Ajá.", "Sí.", "Sí, sí, sí.", "Vale.", "Vale, vale.", "Claro.", "Ya.", "Ya veo.", "Entiendo.", "De acuerdo.",
        "Muy bien.", "Exacto.", "¿En serio?", "¿De verdad?", "Qué interesante.", "¡Qué bien!", "Perfecto.", "Mmm.",
        "Eh...", "Por supuesto.", "Es verdad.", "Bueno.",
    ],
    "zh": [
        "嗯。", "嗯嗯。", "嗯,嗯,嗯", "哦。", "哦,原来如此。", "對。", "对对对。", "对，没错。", "是的。", "是啊。",
        "好的。", "好，好。", "明白了。",
        "我知道了。", "这样啊。", "真的吗？", "真的嗎?", "有意思。", "哇！", "哈哈哈", "OK", "嗯，好的。", "不错。",
    ],
    "": ["Genau.", "Claro.", "D'accord.", "嗯", "Okay."],
}  # fmt: skip
NOISES = [
    "", " ", "...", "…", ".", "(coughs)", "(cough)", "[laughter]", "[LAUGHTER]", "[BLANK_AUDIO]", "*cough*", "*sighs*",
    "♪", "♪♪", "♪ la la la ♪", "(clears throat) Mm-hm.", "Okay. [laughs]", "(door slams", "（笑）", "【音乐】",
    "Ha ha ha.", "Haha!", "Hahaha.", "Hehe.", "Jajaja.", "Achoo!", "Ahem.", "Phew.", "Thanks for watching!",
    "Untertitel der Amara.org-Community", "Sous-titres réalisés par la communauté d'Amara.org",
    "Subtítulos realizados por la comunidad de Amara.org", "字幕由Amara.org社区提供",
]  # fmt: skip
INTERRUPTIONS = {
    "en": [
        "No.", "No, no.", "Stop.", "Okay, stop.", "Okay stop", "Wait.", "Wait, what?", "Yes, please go on.", "Go on.",
        "Right, and what about Paris?", "What?", "Huh?", "Hm?", "Why?", "Yeah, but why?", "Okay, and in winter?",
        "Uh-uh.", "Mm-mm.", "Okay, thanks, that's enough.", "Thank you.", "I see a dog.", "I see, and the cat?",
        "Sure, but how much is it?", "Really, how?", "The right one.", "Right one.", "Louder.", "Oriel.", "Hey!",
        "Cool it down.", "Nice is a city in France.", "Yeah no.", "Mm, what did you say?", "Great, now find the dog.",
        "Oh no, not that.", "Shh.", "Enough.", "More.", "Repeat that.", "True or false?",
    ],
    "de": [
        "Nein.", "Nee.", "Stopp.", "Halt.", "Warte.", "Warte mal.", "Ja, aber warum?", "Genau, und der Hund?", "Doch.",
        "Ach so, und wie lange?", "Hä?", "Wie?", "Was?", "Gut, dann such die Katze.", "Okay, das reicht.", "Lauter.",
        "Ja, mach das.", "Danke.", "Schönen Tag.", "Weiter.", "Ich verstehe das nicht.",
    ],
    "fr": [
        "Non.", "Stop.", "Arrête.", "Attends.", "D'accord, et Paris ?", "Oui, mais pourquoi ?", "Hein ?", "Quoi ?",
        "Je vois un chien.", "Bien, cherche le chat.", "Ça suffit.", "Je ne comprends pas.", "Merci.", "Plus fort.",
    ],
    "es": [
        "No.", "Para.", "Basta.", "Espera.", "Vale, ¿y París?", "Sí, pero ¿por qué?", "¿Eh?", "¿Qué?", "Ya basta.",
        "Claro, busca el gato.", "No entiendo.", "Gracias.", "Más alto.",
    ],
    "zh": [
        "不。", "不对。", "不是。", "停。", "等一下。", "好了。", "对，那巴黎呢？", "为什么？", "什么？", "啊？",
        "对不起。", "我不明白。", "好的，找狗。", "谢谢。", "大声点。",
    ],
}  # fmt: skip
SAID = [(language, text) for language, texts in MURMURS.items() for text in texts]
NOT = [(language, text) for language, texts in INTERRUPTIONS.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), SAID)
def test_listening_sounds_are_no_interruption(language: str, text: str) -> None:
    assert is_backchannel(text, language)


@pytest.mark.parametrize("text", NOISES)
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "zh", ""])
def test_a_noise_is_no_interruption_in_any_language(language: str, text: str) -> None:
    assert is_backchannel(text, language)


@pytest.mark.parametrize(("language", "text"), NOT)
def test_what_disagrees_asks_or_orders_is_an_interruption(language: str, text: str) -> None:
    assert not is_backchannel(text, language)


def test_a_long_row_of_words_is_read_in_a_blink() -> None:
    started = perf_counter()
    assert not is_backchannel("oh wow ah ja " * 2000 + "find the dog", "de")
    assert is_backchannel("oh wow ah ja " * 9, "de")
    assert not is_backchannel("mmmmm hmmmmm " * 9 + "x", "de")
    assert not is_backchannel("m" * 119 + "x", "")
    assert perf_counter() - started < 0.5
