"""How people ask about what is written in a picture: shapes of sentences, a line each, in five languages.

In a shape <please> stands for politeness before it, <any> for any words that say what the text stands on, <text> for
such words with one of the language's own for signs and papers, <word> for what is looked for, <fact> for what is asked
of a text rather than to hear it; <in> for "on" and more words. Spaces are those of `written.plain`.
"""

from collections.abc import Mapping

# What text stands on, so that "the sign" means the text itself where no detector knows signs; in English.
SURFACES = frozenset(
    """sign label poster text writing page note notice board billboard plate screen letter receipt ticket menu headline
    title caption line word inscription plaque banner display document form card sticker paper""".split()
)
TEXT: Mapping[str, str] = {
    "en": r"signs?|labels?|posters?|texts?|writing|pages?|notes?|notices?|boards?|billboards?|(?:number )?plates?"
    r"|screens?|letters?|receipts?|tickets?|menus?|headlines?|titles?|captions?|lines?|words?|inscriptions?|plaques?|banners?"
    r"|displays?|documents?|forms?|cards?|stickers?|papers?",
    "de": r"schild\w*|etikett\w*|plakat\w*|text\w*|schrift\w*|seiten?|zettel\w*|tafel\w*|anzeigen?|bildschirm\w*"
    r"|brief\w*|rechnung\w*|kassenzettel\w*|bons?|speisekarte\w*|überschrift\w*|titel\w*|zeilen?|w[oö]rte?r?|aufkleber\w*"
    r"|kennzeichen\w*|aufschrift\w*|inschrift\w*|dokument\w*|formular\w*|karten?",
    "fr": r"panneaux?|pancartes?|étiquettes?|affiches?|textes?|pages?|notes?|tableaux?|écrans?|lettres?|reçus?|tickets?"
    r"|menus?|titres?|légendes?|lignes?|mots?|inscriptions?|plaques?|documents?|formulaires?|cartes?|enseignes?",
    "es": r"carteles|cartel|letreros?|etiquetas?|textos?|páginas?|notas?|pizarras?|pantallas?|cartas?|recibos?|tickets?"
    r"|menús?|títulos?|líneas?|palabras?|inscripci(?:ón|ones)|placas?|matrículas?|documentos?|formularios?|rótulos?"
    r"|señal(?:es)?",
    "zh": r"牌子|招牌|标签|海报|文字|字|页|便条|黑板|屏幕|信|收据|票|菜单|标题|车牌|标志|告示|路牌",
}
PLEASE: Mapping[str, str] = {
    "en": r"(?:(?:please|oriel|ok(?:ay)?|and|now|can you|could you|would you|will you),? )*",
    "de": r"(?:(?:bitte|oriel|und|jetzt|kannst du|könntest du|mir|mal),? )*",
    "fr": r"(?:(?:s'il (?:te|vous) plaît|oriel|et|maintenant|peux-tu|pouvez-vous|tu peux|me),? )*",
    "es": r"(?:(?:por favor|oriel|y|ahora|puedes|podrías|me puedes),? )*",
    "zh": r"(?:请|麻烦|帮我|给我|你能|能不能|可以)*",
}
FACT: Mapping[str, str] = {
    "en": r"prices?|costs?|dates?|times?|names?|address|hours|opens?|closes?|phone|e-?mail|website|ingredients?|total"
    r"|sum|due|expires?|much|mean",
    "de": r"preis\w*|kostet|datum|uhr\w*|zeiten|name\w*|adresse|öffnet|schließt|telefon\w*|zutaten|summe|betrag|fällig"
    r"|viel|öffnungszeiten",
    "fr": r"prix|coûte|date|heures?|nom|adresse|ouvre|ferme|téléphone|ingrédients|total|somme|combien|horaires",
    "es": r"precio|cuesta|fecha|horas?|nombre|dirección|abre|cierra|teléfono|ingredientes|total|suma|cuánto|horario",
    "zh": r"价格|价钱|日期|时间|名字|地址|电话|总共",
}
BEFORE: Mapping[str, str] = {  # before what a text, or a sign, is on
    "en": " (?:in|on|at|of) ",
    "de": " (?:auf|in|im|an|am|von|vom) ",
    "fr": " (?:sur|dans|de|du|à) ",
    "es": " (?:en|de|del|a) ",
    "zh": "(?!)",
}
# Language → lines of a kind and a shape, tried in this order.
SHAPES: Mapping[str, str] = {
    "en": r"""
translate <please>translate <text>(?: .*)?
translate <please>translate (?:what(?:'s| is) (?:written|printed)|what (?:it|that|this) says)(?: .*)?
whether <please>(?:is|are|can you (?:see|find|read)) the words? <word> (?:there|(?:in|on) <any>)
whether <please>(?:is|are) there (?:the words?|a word) <word>(?: (?:there|(?:in|on) <any>))?
whether <please>does (?:it|that|this|(?P<the>the .+?)) say <word>(?: (?:there|anywhere|somewhere))?
whether <please>(?:find|where(?:'s| is)) the word <word><in>
whether <please>where does (?:it|that|this|(?P<the>the .+?)) say <word>
number <please>(?:what|which)(?:'s| is)? (?:the )?(?:phone |house |bus |line )?numbers?(?: is| are| written)*<in>
read <please>what do(?:es)? (?:it|that|this|they|(?P<the>the .+?)) say(?: (?:there|exactly))?<in>
read <please>(?:tell me )?what(?:'s| is)?(?: there)? (?:written|printed|standing|it says?)(?: there)?<in>
read <please>what do you read<in>
read <please>read (?:to )?(?:me |us )?(?:out |aloud )?<text>(?: (?:to|for) (?:me|us))?
read <please>read (?:to )?(?:me |us )?(?:out |aloud )?what (?:is written|it says|(?P<the>the .+?) says)<in>
read <please>read (?:it|this|that)(?: out| aloud)? (?:to|for) (?:me|us)
question <please>(?:what|when|how|which)\b.*\b(?:<fact>)\b.* (?:on|by|to) <text>
question <please>what does <text> mean
""",
    "de": r"""
translate <please>übersetze? (?:mir )?(?:bitte )?<text>(?: .*)?
translate <please>übersetze? (?:mir )?(?:bitte )?,?\s?was da (?:steht|geschrieben steht)(?: .*)?
whether <please>steht (?:da|dort|hier|darauf|auf (?P<the>.+?))(?: irgendwo)? das wort <word>
whether <please>steht (?:da|dort|hier)(?: irgendwo)? <word>
whether <please>(?:wo steht|finde) das wort <word>(?: (?:auf|in|im) <any>)?
number <please>(?:welche|was für eine) (?:haus|telefon)?(?:nummer|zahl) steht(?: da| dort)?(?: auf <any>)?
read <please>(?:sag mir,? )?was steht(?: denn| da| dort| hier)*<in>(?: geschrieben| drauf| darauf)?
read <please>was (?:da|dort|hier) (?:geschrieben )?steht
read <please>was sagt <text>
read <please>(?:lies|lese)(?: mir| uns)?(?: bitte)?(?: mal)? <text>(?: (?:laut )?vor)?
read <please><text> (?:bitte )?vorlesen
read <please>(?:lies|lese)(?: mir| uns)?(?: bitte)?(?: mal)?(?: vor)?,? was (?:da|dort|auf <any>) steht(?: vor)?
read <please>(?:lies|lese)(?: mir)? (?:es|das|dies)(?: mir)?(?: bitte)?(?: mal)? vor
question <please>(?:was|wann|wie|welche\w*)\b.*\b(?:<fact>)\b.* auf <text>
question <please>was bedeutet <text>
""",
    "fr": r"""
translate <please>(?:traduis|traduisez|traduire)(?:-moi)? <text>(?: .*)?
translate <please>(?:traduis|traduisez|traduire)(?:-moi)? ce qui est écrit(?: .*)?
whether (?:est-ce qu'il y a|y a-t-il|il y a) le mot <word>(?: (?:dessus|là|sur <any>))?
whether (?:est-ce que )?le mot <word> est(?:-il)? écrit(?: (?:dessus|là|sur <any>))?
whether (?:où est|trouve)(?: écrit)? le mot <word>(?: sur <any>)?
number quel (?:est le )?numéro(?: (?:est écrit|y a-t-il|il y a))? (?:sur|dans) <any>
read <please>(?:dis-moi )?(?:qu'est-ce qui|ce qui) est (?:écrit|marqué)(?: (?:là|dessus|(?:sur|dans) <any>))?
read <please>(?:qu'y a-t-il|qu'est-ce qu'il y a) (?:d')?(?:écrit|marqué)(?: (?:là|dessus|(?:sur|dans) <any>))?
read qu'est-ce que (?:ça|cela|<text>) dit
read que dit <text>
read <please>(?:lis|lisez|lire)(?:-moi|-nous)? <text>(?: (?:à haute voix|s'il (?:te|vous) plaît))?
read <please>(?:lis|lisez|lire)(?:-moi|-nous)? ce qui est écrit(?: (?:là|dessus|sur <any>))?
question (?:que|quand|comment|quel\w*|à quelle|combien)\b.*\b(?:<fact>)\b.* sur <text>
question que (?:signifie|veut dire) <text>
""",
    "es": r"""
translate <please>(?:traduce|traduzca|traducir|tradúceme) <text>(?: .*)?
translate <please>(?:traduce|traduzca|traducir|tradúceme) lo que (?:pone|dice|está escrito)(?: .*)?
whether <please>(?:está|aparece|hay|pone|dice)(?: ahí)? la palabra <word>(?: (?:ahí|allí|en <any>))?
whether <please>(?:dónde (?:está|pone)|busca|encuentra) la palabra <word>(?: en <any>)?
number <please>qué número (?:hay|pone|está escrito|aparece)(?: (?:ahí|en <any>))?
read <please>(?:dime )?(?:qué|lo que) (?:pone|hay escrito|está escrito)(?: (?:ahí|allí|aquí|en <any>))?
read <please>(?:dime )?(?:qué|lo que) dice(?: (?:ahí|allí|aquí|<text>))?
read <please>(?:lee|léeme|léenos|leer|leerme|lea) <text>
read <please>(?:lee|léeme|leer|leerme) lo que (?:pone|dice|está escrito)(?: (?:ahí|en <any>))?
question <please>(?:qué|cuándo|cómo|cuál|cuánto|a qué)\b.*\b(?:<fact>)\b.* (?:en|según) <text>
question <please>qué significa <text>
""",
    "zh": r"""
translate <please>(?:把)?<text>(?:上(?:面)?的(?:字|内容|文字))?翻译(?:一下|成.+)?
translate <please>翻译(?:一下)?<text>(?:上(?:面)?的(?:字|内容|文字))?(?:成.+)?
whether <please>(?P<the>.*?)(?:上面|上|里)?有没有(?:写|写着)?<word>(?:这个|这几个|几个)(?:字|词)(?:吗)?
whether <please>(?P<the>.*?)(?:上面|上|里)?(?:写着|有)<word>(?:这个|这几个)(?:字|词)(?:吗)?
number <please>(?P<the>.*?)(?:上面|上)?(?:的|写的|写着的?)?(?:号码|数字|编号)是(?:多少|什么|几)
read <please>(?P<the>.*?)(?:上面|上|里)?(?:写着|写的是|写了|写的)(?:些)?什么
read <please>(?:读|念)(?:一下|出|给我听|出来)*<text>(?:上(?:面)?的(?:字|内容|文字))?(?:给我听|出来)?
read <please>(?:把)?<text>(?:上(?:面)?的(?:字|内容|文字))?(?:读|念)(?:一下|出来|给我听|一遍)+
question <please><text>(?:上(?:面)?的?)?(?:<fact>)是(?:什么|多少|几)
""",
}
# What stands for the picture itself, or for whatever was spoken of.
NOTHING = (
    r"(?:it|that|this|there|they|them|here|(?:the|this|that|my) (?:picture|image|photo|photograph)"
    r"|da|dort|hier|es|das|dies|diesem|(?:dem|das|diesem|dieses) (?:bild|foto)|darauf|drauf"
    r"|ça|cela|là|ici|(?:l'|cette |la )(?:image|photo)|dessus"
    r"|eso|esto|ahí|aquí|(?:la|esta) (?:imagen|foto)|这里|那里|它|这|那|上面|图片|这张图片|图|照片|这张照片)?"
)
# In German these stand on a table, and nothing written does.
FURNITURE = r"\b(?:tisch|regal|boden|schrank|straße|fenster|platte|herd|balkon)"
# How a language is called in each of them.
NAMES: Mapping[str, str] = {
    "en": r"\b(?:english|englisch\w*|anglais|inglés)\b|英[文语]",
    "de": r"\b(?:german|deutsch\w*|allemand|alemán)\b|德[文语]",
    "fr": r"\b(?:french|französisch\w*|français|francés)\b|法[文语]",
    "es": r"\b(?:spanish|spanisch\w*|espagnol|español|castellano)\b|西班牙[文语]",
    "zh": r"\b(?:chinese|chinesisch\w*|chinois|chino)\b|[中汉][文语]",
}
