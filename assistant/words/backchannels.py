"""What a listener says while somebody else goes on, in five languages, as a transcriber writes it down."""

import re
import unicodedata

LONGEST = 120  # characters; who says more says something

# What a transcriber writes instead of words: "(coughs)", "[laughter]", "*sighs*", "♪ la la ♪", also cut short.
NOISE = re.compile(r"\([^)]*\)?|\[[^\]]*\]?|（[^）]*）?|【[^】]*】?|\*[^*]*\*?|♪[^♪]*♪?|♫[^♫]*♫?")
# Whisper was taught by subtitles, and writes their last lines where it hears noise.
SUBTITLES = re.compile(
    r"thanks for watching|thank you for watching|please subscribe\b.*|subtitles? by\b.*|untertitel\b.*"
    r"|sous titres?\b.*|subtitulos\b.*|字幕.*|請不吝點贊.*|请不吝点赞.*|謝謝觀看|谢谢观看"
)
# "Uh-uh" and "mm-mm" are a no; "huh?" asks to hear it again, where "huh" is surprise.
DISAGREES = re.compile(r"\b(?:u+h-u+h|m+-m+|nuh-u+h)\b")
ASKS_AGAIN = re.compile(r"\W*(?:huh|h+m+|hä+|hein|e+h+|wie|啊|嗯|哈)\W*[?？]\W*")

SOUNDS = (
    r"m+h?m* ?h*m+|m+h*|h+m+|mm+ ?h+m+|u+h+ h+u+h+|u+h+u+|a+ ?h+a+|a+h+|o+h*|u+h+|ooh+|a+w+|e+h+|eu+h+|ä+h+m*|u+m+|erm?"
    r"|huh|ha(?: ?ha)+h*|he(?: ?he)+|ja(?:ja)+|hi(?:hi)+|phew|oof|pff+|achoo|hatschi|atchoum|achis|ahem|woah|whoa|hum"
)
OF_ENGLISH = """ok; okay; okey; okey dokey; k; yeah; yep; yup; yes; ya; yea; aye; right; all right; alright; i see
o i c; oic; sure; for sure; of course; got it; i got it; gotcha; got you; understood; i understand; makes sense
that makes sense; fair enough; good; very good; great; that s great; thats great; nice; cool; fine; perfect; exactly
indeed; true; so true; that s true; thats true; that s right; thats right; absolutely; definitely; certainly; totally
interesting; that s interesting; thats interesting; how interesting; very interesting; really; oh really; wow; oh wow
oh my god; oh my gosh; my god; gosh; oh dear; oh my; amazing; that s amazing; awesome; lovely; wonderful; fantastic
excellent; brilliant; i know; oh i know; i know right; i bet; no kidding; correct; ah i see; oh i see; good to know
who knew; fascinating; impressive; not bad; is that so; you don t say; go figure; well well"""
OF_GERMAN = """ja; jo; jup; jep; jawohl; genau; ganz genau; stimmt; das stimmt; stimmt genau; richtig; klar; na klar
alles klar; ist klar; gut; sehr gut; na gut; schön; sehr schön; super; toll; cool; prima; okay; ach; ach so; achso
ach ja; ach ja genau; ah ja; aja; verstehe; ich verstehe; verstanden; alles verstanden; wirklich; ach wirklich; echt
ach echt; ehrlich; tatsächlich; interessant; das ist interessant; sehr interessant; spannend; wow; krass; wahnsinn
natürlich; sicher; freilich; logisch; macht sinn; das macht sinn; ergibt sinn; soso; so so; oje; oh je; ach je
ich weiß; ich weiss; weiß ich; nicht schlecht; sag bloß; eben; absolut; perfekt; in ordnung; naja; na ja; ui; aber ja
aber klar; einverstanden; gut zu wissen; mein gott; oh mein gott; ist ja interessant; na sowas"""
OF_FRENCH = """oui; ouais; mouais; d accord; ok d accord; ah bon; ah oui; ah ouais; je vois; je comprends; compris
j ai compris; bien; tres bien; c est bien; bien sur; exactement; exact; tout a fait; c est vrai; vrai; vraiment; voila
en effet; effectivement; super; genial; cool; interessant; c est interessant; tres interessant; mmh; ben oui; bah oui
oh la la; oh la; waouh; ca marche; entendu; parfait; certes; c est ca; absolument; evidemment; tiens; ah d accord
carrement; ah la la; mon dieu; oh mon dieu; pas mal; je sais; c est sur; c est clair; incroyable; magnifique; bon
ah super; sans blague; ah je vois"""
OF_SPANISH = """si; aja; vale; claro; claro que si; ya; ya veo; entiendo; entendido; comprendo; bien; muy bien; bueno
de acuerdo; exacto; exactamente; cierto; es cierto; verdad; es verdad; de verdad; en serio; genial; que bien
que interesante; interesante; muy interesante; perfecto; guay; anda; vaya; uy; hala; por supuesto; desde luego; eso es
eso; correcto; lo se; ya lo se; orale; ah si; ah claro; ah vale; ah ya; dios mio; no me digas; que bueno; increible
estupendo; fantastico; tiene sentido; logico; asi es; ah bueno; okey; madre mia"""
OF_CHINESE = """嗯 恩 哦 噢 喔 啊 呃 哎 诶 欸 唉 呀 哇 哇塞 哈 呵 嘿 对 對 对的 對的 对啊 對啊 对呀 對呀 是 是的
    是啊 是呀 没错 沒錯 好 好的 好啊 好吧 好呀 行 行吧 可以 明白 明白了 我明白了 我明白 知道了 我知道 我知道了
    知道 懂了 我懂了 懂 了解 了解了 原来如此 原來如此 原来是这样 原來是這樣 这样啊 這樣啊 这样子 這樣子 是这样啊
    是這樣啊 是这样 真的 真的吗 真的嗎 真的啊 真的假的 是吗 是嗎 有意思 有道理 厉害 厲害 好厉害 天哪 天啊 我的天
    太好了 太棒了 不错 不錯 当然 當然 确实 確實 的确 的確 很好 挺好 挺好的 没问题 沒問題 理解"""


def is_backchannel(text: str, language: str) -> bool:
    """Whether an utterance is nothing but "mm-hm", "okay", "ah ja", a laugh or a noise: no reason to stop talking.

    text: as it was transcribed; empty, or only what a transcriber writes for a noise, counts too. language: what it
    was transcribed as; its words and the English ones are known, of an unknown language (or "") all of them. What
    disagrees, asks, orders or thanks is none. A "yes" to an open question is one here: whether a question is open, the
    caller knows.
    """
    said = _plain(NOISE.sub(" ", text))
    if DISAGREES.search(said) or ASKS_AGAIN.fullmatch(said):
        return False
    words = " ".join(re.findall(r"\w+", said))
    if len(words) > LONGEST:
        return bool(SUBTITLES.fullmatch(words))
    pattern = PATTERNS.get(language, ANY)
    return not words or bool(pattern.fullmatch(words) or CHINESE.fullmatch(words) or SUBTITLES.fullmatch(words))


def _plain(text: str) -> str:
    """Lower case, without the accents that a transcriber may leave out; German keeps its two dots."""
    text = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(letter for letter in text if letter == "\u0308" or not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare)


def _phrases(table: str) -> list[str]:
    return [_plain(phrase.strip()) for phrase in re.split(r"[;\n]", table)]


def _pattern(*tables: str) -> re.Pattern[str]:
    """Any of the phrases, one after the other. Atomic, so that a long row of them is read once."""
    known = sorted((phrase for table in tables for phrase in _phrases(table)), key=len, reverse=True)
    return re.compile(rf"(?>(?:{'|'.join(known)}|{SOUNDS})(?: |$))+")


PATTERNS = {
    "en": _pattern(OF_ENGLISH),
    "de": _pattern(OF_ENGLISH, OF_GERMAN),
    "fr": _pattern(OF_ENGLISH, OF_FRENCH),
    "es": _pattern(OF_ENGLISH, OF_SPANISH),
    "zh": _pattern(OF_ENGLISH),
}
ANY = _pattern(OF_ENGLISH, OF_GERMAN, OF_FRENCH, OF_SPANISH)
CHINESE = re.compile(rf"(?>(?:{'|'.join(sorted(OF_CHINESE.split(), key=len, reverse=True))}|ok) ?)+")
