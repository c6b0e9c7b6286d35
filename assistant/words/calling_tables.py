"""What is said around a call, in five languages: greetings, what follows a name, talk on the phone, "that was for you".

Patterns are searched in lower case, with "'" for every apostrophe.
"""

import re

# As Whisper base writes down "Oriel" that several voices say. Nothing else is called so.
SURE_NAMES = r"""oriel oriell orielle oriol oril orill orial oryel oriehl orryo orrial orreal oreal oréal l'oreal
    l'oréal orio ouriel ourielle auriel auriell aurielle aurial auriol auryel ooriel soorial
    [奥奧欧歐][利里瑞莉丽麗][尔爾欧歐]""".split()
# Names and words of their own: a call only where one is usual, and a pause or a request follows.
LIKELY_NAMES = r"ariel arielle aurel aurelle uriel urial orel oriole orioles oreo oreos oral o'reilly".split()
# "Oriel, stop" becomes "Or you'll stop" where the transcriber does not expect the name.
MISHEARD = "or you'll|or y'all|or you|or real|oh real|all reals?|for real"

GREETINGS = """hey hi hello hallo hola salut bonjour bonsoir oye okay ok he hé ey du dis coucou moin servus
    good~morning good~afternoon good~evening good~night guten~morgen guten~tag guten~abend gute~nacht buenos~días
    buenas~tardes buenas~noches 你好 您好 喂 嘿 嗨 早上好 晚上好""".split()
CALLS_OUT = "hey oye ey he hé du dis 喂 嘿".split()  # with a name: nothing but a call
OPENINGS = """so and no yes yeah yep well please now oh um uh ah but listen sorry right thanks thank~you excuse~me
    wait stop look here then alright all~right ja nein nee also und danke bitte gut warte hör~mal sag~mal ach äh
    ähm alors et écoute non oui merci bon eh euh y sí si bueno escucha gracias pues perdona 好 好的 谢谢 謝謝 那
    请问 請問 不 对 對 嗯""".split()
# Behind "Or you'll" at the start: somebody goes on with a sentence.
GOES_ON = (
    "be|have|get|need|miss|lose|regret|never|always|end|hurt|die|pay|catch|feel|be able|just|only|probably|also|still"
)
ASKING = """what who where when why how which can could will would do does did is are was please stop find show
    tell count draw cut remove explain describe open go answer set translate read make take play turn give write i
    i'm i was that that's was wer wo wann warum wie kannst könntest bitte stopp such suche zeig zeige finde erklär
    erkläre mach lies ist sind qu'est quel quelle où quand pourquoi comment est peux trouve montre dis explique
    arrête c'est qué cuál dónde cuándo por cómo puedes busca muestra explica para es era responde""".split()
# In front of the name at the end of a sentence, without a comma: it is spoken of, not to.
SPEAKS_OF = r"""a an the this my your our of about to for with without is are was were be called named and or in
    by from like than as at on ein eine einen einem einer der die das den dem von mit für über zu ist heißt war
    und oder un une le la l' de des avec pour sur est et ou el los las con por es y o del al 叫 是 和""".split()
NAMING = re.compile(r"\b(?:call(?:ed|s)?|names?d?|nenn\w*|heiß\w*|appell\w*|llam\w*)(?: \w+)? $")
# Behind the name, without a pause: the same.
NOUNS = """windows? bays? nests? birds? colleges? park street project program and or says? said told thinks
    thought knows knew seems means und oder sagt sagte meint meinte weiß et ou dit pense y o dice dijo 说 是
    window-.* fenster""".split()
HELPING = """is are were was has does did can will would could should had isn't wasn't doesn't can't won't ist war
    hat kann wird soll est était a peut va es era ha puede va""".split()
PERSONS = "you it there this that he she they we i du es das er sie wir ich ihr tu il elle je on".split()

# Where a sentence that begins with somebody's name is for them, without a comma.
TO_A_SECOND = re.compile(
    r"(?:(?:can|could|will|would|do|did|are|were|have|should) you|you|please|come|look|listen|wait"
    r"|(?:kannst|könntest|hast|bist|weißt|willst|machst|kommst|gehst|siehst|hörst|magst|musst|warst) du|komm|schau"
    r"|guck|hör"
    r"|bitte|(?:est[- ]ce que )?tu|peux[- ]tu|as[- ]tu|viens|t'as|t'es|regarde|puedes|has|vienes|tienes|quieres|ven"
    r"|mira|sabes)\b|[你您]"
)
NOT_CALLED = frozenset("there again you world hello all what how why yes no okay today".split())  # "Hey There!"

PHONE = {
    "en": re.compile(
        r"^\W*(?:hello|hi|hey|yes)\W+(?:it's me\b|this is \w+ (?:\w+ )?(?:speaking|calling|from)\b"
        r"|\w+ (?:\w+ )?speaking\W*$)|^\W*(?:this is )?\w+ (?:\w+ )?speaking\W*$"
        r"|\b(?:i'll|i will|let me|can i|could i|i can) (?:call|ring|phone) you (?:back|later|tomorrow|again|in|when)"
        r"|\bi'm on the (?:phone|line)\b|\bi'm on a call\b|\bwho(?:'s| is) (?:calling|speaking)\b|\bwrong number\b"
        r"|\b(?:talk|speak) to you (?:later|soon|tomorrow)\b|\bcall me (?:back|later|when)\b|\byou're breaking up\b"
        r"|\bthank(?:s| you) for calling\b|\b(?:hold|stay on) the line\b|\bcan you hear me now\b"
    ),
    "de": re.compile(
        r"^\W*(?:ja\W+)?(?:hallo|ja|guten tag|grüß gott|tag|servus|moin)\W+hier (?:ist|spricht)? ?"
        r"(?!ist\b|ein|das\b|die\b|der\b|es\b|was\b|mein|sind\b|auf\b|im\b|ein\b)\w"
        r"|\bhier spricht\b|\bam apparat\b|\bich bin (?:\w+ )?am telefon\b|\b(?:ich"
        r"|wir) ruf\w* (?:\w+ ){0,3}zurück\b|\bauf wiederhören\b"
        r"|\bfalsch verbunden\b|\bwer (?:ist|spricht) (?:denn )?(?:da|dort)\b|\bich telefoniere\b"
        r"|\b(?:ich melde mich|wir hören uns|wir telefonieren)\b|\bbis (?:später|morgen|dann|bald|nachher)\W+tsch"
    ),
    "fr": re.compile(
        r"^\W*all[oô]\b|\bà l'appareil\b|\bde la part de\b|\bje (?:te|vous) rappelle\b"
        r"|\bje suis (?:\w+ )?au téléphone\b"
        r"|\brappelle[sz]?[- ]moi(?: plus tard| ce soir| dans \w+ (?:minutes|heures))?\W*$|\bne quitte[sz]? pas\b"
        r"|\btrompée? de numéro\b|\bqui est[- ]ce,? s'il"
    ),
    "es": re.compile(
        r"^\W*(?:diga|dígame|aló)\b|\b(?:te|le|os) (?:vuelvo a llamar|llamo (?:luego|más|después|mañana|en))"
        r"|\bde parte de quién\b|\bllámame\b|\bequivocado de número\b|\bnúmero equivocado\b|\bestoy (?:\w+ )?(?:al"
        r"|por|en el) teléfono\b"
        r"|\bcon quién hablo\b"
    ),
    "zh": re.compile(
        "^喂[，,。?？!！]|(?:给你|给您|再)(?:打|回)(?:个)?电话|給你(?:打|回)電話|打错了|打錯了|在(?:打|接)电话"
        r"|在(?:打|接)電話|[您你]是?(?:哪位|找谁|找誰)|别挂|別掛"
    ),
}

ANSWERS_THAT = {
    "en": r"(?:(?:can|could|would) you )?(?:please )?(?:answer|reply to|respond to|take)(?: that| this| it| me"
    r"| to that)?(?: one)?|(?:you can|you may|do|please do) answer(?: that| this| it)?"
    r"|(?:that|this|it)(?: one| question)?(?: was|'s| is) (?:meant |intended |a question )?(?:for|to) you"
    r"|i(?: was|'m| am)? (?:just )?(?:talking|speaking|talked|spoke|said that|said it|asking|asked|meant|mean|met)"
    r"(?: it| that| this)?(?: to| for| with)? (?:you|oriel)|(?:yes )?i (?:do |did )?mean you|you were meant"
    r"|i asked you that|yes you",
    "de": r"(?:kannst du |könntest du )?(?:bitte )?(?:beantworte|antworte|beantworten|antworten)(?: mal| bitte)?"
    r"(?: das| mir| darauf| auf das| auf die frage| die frage)?(?: mal)?(?: beantworten)?"
    r"|(?:kannst du|könntest du) (?:das|mir|die frage|darauf) (?:bitte )?(?:beantworten|antworten)"
    r"|das (?:war|ist|ging|galt|gilt) (?:für |an )?(?:dich|dir|sie|ihnen)(?: gemeint| gerichtet)?"
    r"|(?:ja )?ich (?:meinte|meine|mein|habe|hab|frage|fragte) (?:dich|sie)(?: gemeint| gefragt)?"
    r"|ich (?:rede|redete|spreche|sprach|habe|hab) (?:doch )?mit (?:dir|ihnen)(?: geredet| gesprochen)?"
    r"|du (?:warst|bist) gemeint|dich (?:meine|meinte) ich|mit dir (?:rede|spreche) ich|ja du",
    "fr": r"(?:peux[- ]tu |tu peux )?(?:réponds|répondez|répondre)(?:[- ](?:moi|y))?(?: à)?(?: ça| cela"
    r"| ma question| moi)?"
    r"|(?:c'était|c'est|ça c'était) (?:bien )?(?:pour|à) (?:toi|vous)(?: que je (?:parle|parlais|m'adresse))?"
    r"|(?:oui )?je (?:te|vous) (?:parle|parlais|demande|demandais|posais la question)"
    r"|je (?:parle|parlais|m'adresse|m'adressais) (?:à|avec) (?:toi|vous)|je pensais à toi",
    "es": r"(?:puedes )?(?:responde(?:me|r)?|respóndeme|contesta(?:me|r)?|contéstame)(?: a)?(?: eso| esto| ello"
    r"| la pregunta)?|(?:eso |esto )?(?:era|es|iba|fue) (?:para|por|contigo|con) ?(?:ti|usted)?"
    r"|te (?:lo )?(?:decía|digo|preguntaba|pregunto|hablaba|hablo|lo decía)(?: a ti)?"
    r"|(?:te )?(?:estaba |estoy )?(?:hablando|hablaba) (?:contigo|a ti)|me refería a ti",
    "zh": r"(?:请|你)?(?:来)?回答(?:一下)?(?:这个|那个|这|那|这个问题|那个问题|我|刚才的问题)?(?:吧)?"
    r"|請?回答(?:一下)?(?:這個|那個|我)?"
    r"|(?:刚才|剛才)?(?:这|那|這)?(?:句话|個)?(?:就)?是?(?:对|跟|问|和|给|對|問|給)你(?:说|讲|问|說)?的"
    r"|(?:刚才)?我(?:是)?在?(?:跟|和|对|對)你(?:说话|讲话|说的|说|說話)(?:呢)?|我(?:在)?问(?:的是)?你(?:呢)?"
    r"|我(?:说|叫)的是你",
}
