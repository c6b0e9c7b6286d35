"""What is asked that no box shows, and what is ordered that Oriel cannot do: read from the user's own words.

A question for a place, a number or a kind is answered before this is looked at.
"""

import re
from typing import Literal

from assistant.plan import Step

Edit = Literal["background", "remove", "replace", "blur", "enlarge", "recolour", "change"]
TONGUES = ("en", "de", "fr", "es", "zh")

BEYOND = {
    "en": r"\b(?:what (?:breed|colou?r|brand|make|model|type|kind|sort|age|time|language|name|number|shape|size|year"
    r"|season)|which|whose|why|when|how (?!many\b)\w+|who(?: is| are|'s) (?!in\b|on\b|there|here)"
    r"|what (?:is|are|was|were|does|do|did) (?:\w+ ){1,4}?(?:doing|thinking|saying|wearing|feeling|eating|say|mean"
    r"|think|feel|want|looking|holding|reading|writing|watching|called|made|cost)"
    r"|what (?:has )?happen(?:s|ed|ing)|read|explain|real|fake|mood|welche[rs]?|warum|wann|wer ist|was macht)\b",
    "de": r"\b(?:welche[rsnm]? (?!tiere|dinge|sachen|gegenstände)\w+|was für|warum|wieso|weshalb|wann|wessen"
    r"|wer (?:ist|sind|war) (?!auf\b|da\b|hier\b|im\b)|wie (?!viele?\b)\w+"
    r"|was (?:macht|machen|tut|tun|denkt|denken|trägt|tragen|isst|essen|bedeutet|kostet|sagt|passiert|geschieht|liest"
    r"|fühlt|will|hält|steht (?:da|dort|auf))|lies|vorlesen|lesen|erklär\w*|echt|gefälscht|stimmung)\b",
    "fr": r"\b(?:quel(?:le)?s? (?!animaux|objets|choses)\w+|pourquoi|quand|à qui|qui (?:est(?! là)|sont)|comment"
    r"|qu'est-ce qu(?:'|e )\w+ (?:fait|font|pense|porte|mange|dit|tient|lit|regarde|veut)"
    r"|que (?:fait|font|pense|porte|mange|dit|tient|lit|regarde|veut)(?:nt)?|lis|lire|explique\w*|vraie?|réelle?|fausse"
    r"|faux|humeur)\b",
    "es": r"\b(?:cuál(?:es)?|de quién|por qué|cuándo|quién(?:es)? (?:es|son)|cómo"
    r"|qué (?:raza|color|marca|modelo|tipo|clase|edad|hora|idioma|nombre|número|forma|tamaño|año|estación)"
    r"|qué (?:\w+ )?(?:hace|hacen|piensa|lleva|come|dice|tiene|lee|mira|quiere|pasa|significa|cuesta|está \w+ndo)"
    r"|lee|leer|explica\w*|real|falsa|falso|ánimo)\b",
    "zh": "什么(?:品种|颜色|牌子|型号|种类|年龄|时候|语言|名字|形状|意思|表情|心情)|为什么|是谁|谁的|怎么"
    "|多(?:大|高|长|重|老|宽)|几岁|几点|在(?:做|干|想|看|吃|说|读)什么|穿着?什么|拿着?什么|哪(?:种|个牌子|一?年|国)|真的|假的|读一?[读下]|解释|心情",
}
PREDICATE = {  # "is the dog asleep?": something about a thing, not whether it is there
    "en": r"^(?:\W*(?:and|so|well|tell me (?:if|whether)|ist|sind)\W+)*(?:is|are|was|were|does|do|did|can|has|have|ist"
    r"|sind) (?:the|this|that|these|those|my|he|she|it|they|der|die|das)\b(?!.*\b(?:there|here|in (?:the|this)"
    r" (?:picture|photo|image)|visible|left|right|top|bottom|middle|corner|next to|behind|in front|above|below|between"
    r"|da|hier)\b)",
    "de": r"^(?:\W*(?:und|also|sag mir,? ob)\W+)*(?:ist|sind|war|waren|hat|haben|kann|können|wirkt|sieht)"
    r" (?:der|die|das|dieser?|dieses|diese|mein|meine|er|sie|es)\b(?!.*\b(?:da|hier|dort|links|rechts|oben|unten"
    r"|mitte|ecke|neben|hinter|vor|über|unter|zwischen|im bild|auf dem (?:bild|foto)|zu sehen)\b)",
    "fr": r"^(?:et )?(?:est-ce qu(?:e |')(?:le|la|les|l'|il|elle|ils|elles|ce|cet|cette|ces|mon|ma)\b"
    r"|(?:le |la |les |l')\w+ (?:est|sont|a|ont)-(?:il|elle)|(?:est|sont)-(?:il|elle))"
    r"(?!.*(?:\by a\b|\blà\b|\bici\b|gauche|droite|en haut"
    r"|en bas|milieu|centre|à côté|derrière|devant|entre|dessus|dessous|dans (?:la|l'|cette)"
    r"|sur (?:la|l'|cette)|visible))",
    "es": r"^[¿\s]*(?:y )?(?:(?:está|están|es|son|tiene|tienen|parece) (?:el|la|los|las|este|esta|ese|esa|mi)\b"
    r"|(?:el|la|los|las) \w+ (?:está|están|es|son|tiene|tienen|parece)\b)(?!.*(?:aquí|ahí|allí|izquierda|derecha|arriba"
    r"|abajo|medio|centro|lado|detrás|delante|entre|encima|debajo|en la (?:foto|imagen)|visible))",
    "zh": r"^(?!.*(?:有|哪|看[到见]|在(?:左|右|上|下|中|旁|图|照|画|这|那)|[左右上下旁后前]边|里面))"
    r"(?=.*(?:吗|是不是|呢)).*(?:狗|猫|人|他|她|它|这|那|车|鸟|孩)",
}
LOOKING = {  # a search, not a question
    "en": r"\b(?:find|locate|spot|show|count|point|finde\w*|zeige?|such\w*|zähl\w*)\b",
    "de": r"\b(?:finde\w*|zeige?|such\w*|zähl\w*|markier\w*|lokalisier\w*)\b",
    "fr": r"\b(?:trouve\w*|cherche\w*|montre\w*|compte\w*|repère\w*|localise\w*|indique\w*)\b",
    "es": r"\b(?:encuentra\w*|busca\w*|muestra\w*|muéstra\w*|enséña\w*|cuenta\w*|señala\w*|localiza\w*)\b",
    "zh": "找|数一|数数|指出|标出|圈出|显示",
}
CUT_OUT = re.compile(
    r"\b(?:cut|crop|extract|isolate|schneide\w*|stelle? .* frei|freistellen|ausschneiden|ausgeschnitten"
    r"|découp\w*|extrai\w*|isole\w*|recort\w*|extra[ei]\w*|aísla\w*|aisla\w*)\b|[抠剪裁]"
)
EDITS: tuple[tuple[Edit, dict[str, str]], ...] = (
    (
        "background",
        {"en": r"\b(?:background|hintergrund)\b", "fr": r"\b(?:arrière-plan|fond)\b", "es": r"\bfondo\b", "zh": "背景"},
    ),
    (
        "remove",
        {
            "en": r"\b(?:remove|delete|erase|get rid|take away|entfern\w*|lösch\w*)\b",
            "de": r"\b(?:entfern\w*|lösch\w*|radier\w*|weg|wegmachen|raus)\b",
            "fr": r"\b(?:enl[eè]v\w*|supprim\w*|effac\w*|retir\w*)\b",
            "es": r"\b(?:quit\w*|elimin\w*|borr[ae]\w*)\b",
            "zh": "去掉|去除|删|移除|擦|消掉",
        },
    ),
    (
        "replace",
        {
            "en": r"\b(?:replace|swap|ersetz\w*|turn|exchange)\b",
            "de": r"\b(?:ersetz\w*|tausch\w*|verwandle\w*)\b",
            "fr": r"\b(?:rempla[cç]\w*|échang\w*|transform\w*)\b",
            "es": r"\b(?:reempla[zc]\w*|sustitu\w*|cambia .* por|convierte\w*)\b",
            "zh": "换成|替换|换掉",
        },
    ),
    (
        "blur",
        {
            "en": r"\b(?:blur|unscharf|pixelate)\b",
            "de": r"\b(?:unscharf|unkenntlich|verpixel\w*|weichzeichn\w*)\b",
            "fr": r"\b(?:flou\w*|pixelis\w*)\b",
            "es": r"\b(?:desenfo\w*|difumin\w*|borros\w*|pixel\w*)\b",
            "zh": "模糊|打码|马赛克|虚化",
        },
    ),
    (
        "enlarge",
        {
            "en": r"\b(?:upscale|enlarge|sharpen|resolution|sharper|bigger)\b",
            "de": r"\b(?:vergrößer\w*|schärf\w*|größer|auflösung)\b",
            "fr": r"\b(?:agrandi\w*|net|nette|netteté|résolution)\b",
            "es": r"\b(?:amplía\w*|amplia\w*|agranda\w*|nítid[ao]|nitidez|resolución)\b",
            "zh": "放大|清晰|分辨率",
        },
    ),
    (
        "recolour",
        {
            "en": r"\b(?:recolou?r|colou?r|paint|färb\w*)\b",
            "de": r"\b(?:färb\w*|farbe\w*|umfärb\w*|einfärb\w*|mal)\b",
            "fr": r"\b(?:color\w*|couleur\w*|pein[ts]\w*|teint\w*)\b",
            "es": r"\b(?:color\w*|pint\w*|tiñe)\b",
            "zh": "颜色|上色|染|涂|变成.{0,2}色",
        },
    ),
)
COMPILED: dict[str, dict[str, re.Pattern[str]]] = {
    name: {tongue: re.compile(pattern) for tongue, pattern in patterns.items()}
    for name, patterns in (("beyond", BEYOND), ("predicate", PREDICATE), ("looking", LOOKING), *EDITS)
}


def is_beyond(step: Step, language: str = "en") -> bool:
    """Whether the question is for something that no box shows."""
    said = _plain(step.question)
    if _reads("looking", said, language):
        return False
    return _reads("predicate", said, language) or (step.asks == "what" and _reads("beyond", said, language))


def is_cut_out(step: Step) -> bool:
    """Whether the thing itself is wanted, and not its outline."""
    return bool(CUT_OUT.search(_plain(step.question)))


def edit(step: Step, language: str = "en") -> Edit:
    """What is to be changed about a picture."""
    said = _plain(step.question)
    return next((kind for kind, _ in EDITS if _reads(kind, said, language)), "change")


def _reads(name: str, said: str, language: str) -> bool:
    patterns = COMPILED[name]
    pattern = patterns.get(language if language in TONGUES else "en")
    return bool((pattern or patterns["en"]).search(said))


def _plain(question: str) -> str:
    return question.lower().replace("’", "'")
