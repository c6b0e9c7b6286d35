"""The words by which speech about pictures is read and answered, and the forms of nouns; English and German."""

import re
from typing import cast

from assistant.plan import Kind

DETERMINERS = frozenset(
    """the a an this that these those my your his her its our their any some several many few every each all both no
    der die das den dem des ein eine einen einem einer eines mein meine meinen dein deine alle allen jeden jede jedes
    dieser diese dieses diesen diesem beide beiden""".split()
)
DEFINITE = frozenset(  # before a singular: the one that speaker and listener know
    """the this that my your his her its our their der die das den dem des mein meine meinen dein deine
    dieser diese dieses diesen diesem""".split()
)
NOUNS_TOO = frozenset("circle mask mark trace outline point count crop paint saw".split())  # commands, and things
NUMBERS = {
    **{word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)},
    **{word: n for n, word in enumerate("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(), 2)},
    "both": 2,
    "beide": 2,
    "beiden": 2,
    "dozen": 12,
}
COMMANDS = frozenset(
    """find locate spot detect identify count show outline segment mask highlight mark select trace circle cut isolate
    extract crop describe see remove erase delete blur replace recolour recolor paint search get want need give pick
    have has notice spotted draw point saw seen upscale enlarge sharpen brighten darken rotate resize generate create
    erzeuge erstelle zeichne male
    finde finden such suche suchen zeig zeige zähl zähle zählen schneid schneide umrande umrandet markier markiere
    maskiere stell stelle heb hebe siehst sehe sehen erkennst entferne lösche ersetze beschreib beschreibe""".split()
)
JOINS = frozenset(", and or plus und oder sowie & also auch".split())
ENDS = frozenset(". ; : ! ? … – —".split())
TURNS = frozenset("but sondern aber".split())
# After these comes what a thing has, does or lies on, never another thing that is asked for.
ATTRIBUTES = frozenset(
    """with in on at wearing holding carrying inside into onto against through
    mit im auf an bei trägt""".split()
)
RELATIVES = frozenset("who that which where while".split())  # the same, where a thing was named
OWNERS = frozenset("of for from around about to von für aus um".split())  # the same, directly behind it
NOTHING = frozenset(
    """i i'm i'd i'll i've you he she it we they me him them us who whom what what's which when why how where's there
    there's here here's is are was were be been being am do does did done can could will would shall should may might
    must let let's please just only again now then too very really so well okay ok hey hi hello oh ah uh um erm er hmm
    yes yeah yep oriel much as if whether than like instead together maybe perhaps everything anything something nothing
    tell say look looks make makes put out up off down by ever still even yet thanks thank today yesterday tomorrow
    lies sits stands hangs appears seems visible present know think mean go come try use take keep leave most else
    exactly other another same somewhere anywhere nowhere elsewhere
    took taken bought liked had got check wanted found whole entire own able going wants next
    ich du er sie es wir ihr mir mich dir dich ist sind waren habe haben gibt wer wo wie viele viel bitte mal doch nur
    jetzt dann dort hier ja nein noch kannst könntest würdest kann soll sollst möchte möchtest hervor aus ab heraus raus
    alles etwas nichts zu ob denn eigentlich nach äh ähm""".split()
)
NOTHING_IN_GERMAN = frozenset("hat hast war was will bin da frei dich so dass am hm".split())  # things in English
MEASURES = frozenset("pair pairs group groups bunch piece pieces slice couple lot lots number kind sort type".split())
PEOPLE = frozenset("everyone everybody someone somebody anyone anybody nobody jemand".split())
ALL = frozenset("everything anything all alles every alle everyone everybody".split())
# Words about the talk or the picture, not about a thing in it.
NO_THING = frozenset(
    """thing object item stuff picture photo image photograph pic scene colour color breed size shape age brand name
    mask outline cutout cut-out silhouette contour segmentation background foreground hintergrund
    vordergrund bild foto ding dinge sache sachen gegenstand gegenstände maske umriss time side part rest way one
    anzahl farbe detail result amount""".split()
)
COLOURS = {
    **{name: name for name in "red green blue yellow black white brown grey pink purple golden silver".split()},
    "gray": "grey",
    "violet": "purple",
    "rot": "red",
    "grün": "green",
    "blau": "blue",
    "gelb": "yellow",
    "schwarz": "black",
    "weiß": "white",
    "braun": "brown",
    "grau": "grey",
    "rosa": "pink",
    "lila": "purple",
}
SIZES = {
    **{name: name for name in "big large small little tiny huge tall short long wide".split()},
    "groß": "big",
    "klein": "small",
}
ING_NOUNS = frozenset(
    "ring king wing string swing thing spring ceiling building painting clothing earring railing awning".split()
)
LY_NOUNS = frozenset("butterfly family fly jelly lily belly dolly assembly".split())

IRREGULAR = dict(
    pair.split(":")
    for pair in """people:person men:man women:woman children:child kids:kid mice:mouse geese:goose teeth:tooth
    feet:foot oxen:ox knives:knife wolves:wolf leaves:leaf shelves:shelf loaves:loaf calves:calf scarves:scarf
    wives:wife thieves:thief halves:half buses:bus gases:gas lenses:lens octopuses:octopus cacti:cactus axes:axe
    movies:movie cookies:cookie selfies:selfie hoodies:hoodie zombies:zombie potatoes:potato tomatoes:tomato
    heroes:hero mosquitoes:mosquito mangoes:mango irises:iris dice:die quizzes:quiz""".split()
)
UNCHANGED = frozenset(
    """glasses scissors sheep fish deer trousers jeans pants shorts binoculars goggles sunglasses headphones clothes
    series species aircraft skis tongs pliers tights christmas canvas gas bus lens news moose chess""".split()
)
PAIRS = frozenset(
    "scissors glasses trousers jeans pants shorts goggles sunglasses headphones tongs pliers skis".split()
)
PERSONS = frozenset(
    "person man woman child boy girl kid baby lady guy gentleman human someone adult teenager player umpire".split()
)
STATES = frozenset(  # what a box does not show, beside colour and size
    """broken old new young open closed empty full wet dirty clean happy sad angry fat thin ripe heavy expensive cute
    beautiful ugly asleep awake dead alive""".split()
)
# Other words for the kinds that detectors are taught, meaning no less and no more: what a user may be answered with.
OTHER_WORDS = frozenset(
    word.replace("_", " ")
    for word in """sofa settee bike plane aeroplane motorbike phone mobile mobile_phone cellphone smartphone television
    telly remote_control table ball plant pot_plant houseplant rucksack bag mug coffee_cup coffee_mug teacup doughnut
    fridge hair_drier racket automobile auto lorry stoplight traffic_signal hydrant teddy stuffed_bear computer_mouse
    laptop_computer ship human someone doggy""".split()
)
UNSEEN = STATES | COLOURS.keys() | SIZES.keys()  # what is said of a thing and no box shows
VOWELS_SAID = re.compile(r"(?!uni|use|euro|one\b|u\b)[aeiou]|hour|honest|heir")
PLURALS = {one: many for many, one in IRREGULAR.items() if one not in ("kid", "iris")}
GLASSES_TO_DRINK_FROM = frozenset("wine water beer champagne drinking shot cocktail".split())
GERMAN = {
    form: english.replace("_", " ")
    for english, _, forms in (
        row.partition("=")
        for row in """person=personen,mensch,menschen,leute,leuten man=mann,männer,männern woman=frau,frauen
        child=kind,kinder,kindern boy=junge,jungen girl=mädchen dog=hund,hunde,hunden cat=katze,katzen,kater
        bird=vogel,vögel,vögeln horse=pferd,pferde,pferden sheep=schaf,schafe cow=kuh,kühe elephant=elefant,elefanten
        bear=bär,bären mouse=maus,mäuse giraffe=giraffen car=auto,autos,wagen bus=busse,bussen
        truck=lastwagen,laster,lkw train=zug,züge boat=boote airplane=flugzeug,flugzeuge bicycle=fahrrad,fahrräder
        motorcycle=motorrad,motorräder traffic_light=ampel,ampeln bench=bank,bänke,parkbank chair=stuhl,stühle
        couch=sofa,sofas table=tisch,tische,tischen bed=bett,betten cup=tasse,tassen,becher bottle=flasche,flaschen
        wine_glass=weinglas,weingläser glass=glas,gläser fork=gabel,gabeln knife=messer spoon=löffel
        bowl=schüssel,schüsseln,schale plate=teller banana=banane,bananen apple=apfel,äpfel orange=orangen
        carrot=karotte,karotten,möhre cake=kuchen,torte keyboard=tastatur remote=fernbedienung
        phone=handy,handys,telefon tv=fernseher book=buch,bücher clock=uhr,uhren scissors=schere
        teddy_bear=teddy,teddybär umbrella=regenschirm,schirm backpack=rucksack handbag=handtasche,tasche,taschen
        suitcase=koffer tie=krawatte ball=bälle hat=hut,hüte tree=baum,bäume house=haus,häuser flower=blume,blumen
        window=fenster door=tür,türen lamp=lampe,lampen square=quadrat,quadrate circle=kreis,kreise
        triangle=dreieck,dreiecke star=stern,sterne""".split()
    )
    for form in forms.split(",")
}
GERMAN_PLURALS = frozenset(form for form in GERMAN if form.endswith(("e", "en", "er", "ern", "eln", "s"))) - frozenset(
    """katze tasse becher flasche gabel messer löffel teller banane karotte möhre torte schere koffer krawatte lampe
    blume fenster tasche handtasche fernseher schale junge kater laster""".split()
)

RANKS = {
    word: rank
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th",
        "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
        "ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten",
    )
    for rank, word in enumerate(words.split(), 1)
}
ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
CARDINALS = tuple("no one two three four five six seven eight nine ten eleven twelve".split())
SIDES: dict[str, Kind] = {
    word: cast(Kind, kind.replace("_", " "))
    for kind, words in {
        "left": "left left-hand leftmost links linke linken linker linkes",
        "right": "right right-hand rightmost rechts rechte rechten rechter rechtes",
        "top": "top upper topmost uppermost highest oben obere oberen oberste obersten",
        "bottom": "bottom lower lowest bottommost unten untere unteren unterste untersten",
        "middle": "middle center centre central mitte mittlere mittleren",
        "corner": "corner corners ecke",
        "largest": "largest biggest größte größten größter größtes",
        "smallest": "smallest tiniest littlest kleinste kleinsten kleinster kleinstes",
        "top left": "top_left",
        "top right": "top_right",
        "bottom left": "bottom_left",
        "bottom right": "bottom_right",
    }.items()
    for word in words.split()
}
THINGS = frozenset(  # what is to be seen in pictures, so that a request for it is one about the picture
    {*GERMAN.values(), *PERSONS, *OTHER_WORDS}
    | set(
        """zebra laptop pizza vase sandwich broccoli donut tv toilet sink refrigerator oven toaster microwave kite
    frisbee skateboard surfboard snowboard animal lion tiger duck fish rabbit puppy kitten shoe boot shirt jacket coat
    dress glasses sunglasses helmet bag box basket ladder sign wheel tyre mug bowl bin building bridge fence wall roof
    road van taxi tractor corgi pot pan candle pillow curtain mirror face hand head shape rectangle
    hydrant bat glove skis meter key pen pencil toy doll tail leash plate""".split()
    )
)
ABSTRACT = frozenset(  # and what never is
    """plan idea point argument history essay story difference step strategy process benefit reason chapter article
    sentence paragraph answer solution root derivative integral recipe restaurant way meaning definition synonym
    problem error bug file folder email meeting appointment flight hotel information fact date time news
    song movie weather capital country city day week month year hour minute second planet language joke poem market
    sugar middleman jargon concept theory requirement feature budget summary topic""".split()
)
BEFORE_SIDE = frozenset("in on at to near from von auf im towards by ganz".split())
SIDE_NOUNS = frozenset("side part half end edge hand corner seite hälfte ecke".split())
SPEAKERS = frozenset("i we he she they it ich wir er sie es".split())
PRONOUNS = frozenset(("one", "ones"))
LAST = frozenset("last letzte letzten letzter letztes".split())
ONLY = frozenset("just only nur instead".split())
EXISTS = frozenset("there gibt there's".split())
DRAWN_AROUND = frozenset("box line circle frame border rectangle".split())  # "a box around the dog"
GERMAN_WORDS = frozenset(
    """der die das den dem ein eine einen einem einer ist sind wie wo und nicht kein keine mein meine alle zwei drei
    vier finde zeig zeige zähl zähle schneid schneide umrande markiere maskiere entferne gibt siehst ohne außer im auf
    suche such stell beschreibe wieviele""".split()
)
WITHOUT_NOUNS = DETERMINERS | NUMBERS.keys() | JOINS | ENDS | TURNS | ATTRIBUTES | OWNERS | NOTHING
PICTURE = r"(?:picture|photo|image|photograph|pic|scene|bild|foto)"
THE = r"(?:the|this|that|my|our|das|dem|der|die|diesem|ein|a|an)"
RANKED = "|".join((*RANKS, "last", "other", "next", "letzten?", "left", "right"))
# What takes several words → one mark; each in turn over the whole text.
MARKS = tuple(
    (re.compile(rf"(?<!\S)(?:{pattern})(?!\S)"), mark)
    for pattern, mark in (
        (r"(?:top|upper|oben)[ -](?:left|links)(?:-hand| hand)?", "top_left"),
        (r"(?:top|upper|oben)[ -](?:right|rechts)(?:-hand| hand)?", "top_right"),
        (r"(?:bottom|lower|unten)[ -](?:left|links)(?:-hand| hand)?", "bottom_left"),
        (r"(?:bottom|lower|unten)[ -](?:right|rechts)(?:-hand| hand)?", "bottom_right"),
        *(
            (rf"(?:ganz )?{side} {end}", f"{up}_{to}")
            for side, to in (("links", "left"), ("rechts", "right"))
            for end, up in (("oben", "top"), ("unten", "bottom"))
        ),
        (r"(left|right) hand", r"\1"),
        (r"(?:in|on|at) the (?:back|fore)ground|im (?:hinter|vorder)grund", "@picture"),
        (
            rf"(?:(?:in|on|of|from|to|at|auf|im|aus|von) )?(?:{THE} )?(?:(?:{RANKED}) )?{PICTURE}"
            r"(?: (?:\d|one|two|three|four|five))?(?! (?:frame|book|on|above|over) )",
            "@picture",
        ),
        (
            r"(?:the )?(?:nearest|closest|next|close|near)(?: to)? (?:the |a )?corner|am nächsten an der ecke",
            "@at:corner",
        ),
        (r"(?:(?:to|on) )?(?:the )?(left|right)(?: side)? of", r"@to:\1"),
        (r"(?:links|left) (?:von|neben)", "@to:left"),
        (r"(?:rechts|right) (?:von|neben)", "@to:right"),
        (
            r"next to|beside|alongside|(?:close|near|nearest|closest|adjacent) to|near|nearest|closest|neben",
            "@to:next_to",
        ),
        (r"(?:in )?between|zwischen", "@to:between"),
        (r"in front of|vor", "@to:in_front_of"),
        (r"behind|hinter|in back of", "@to:behind"),
        (r"above|over|über", "@to:above"),
        (r"below|under|underneath|beneath|unter", "@to:below"),
        (r"but not|and not|instead of|rather than|do not|don't|dont|not including|other than|neither|nor", "@not"),
        (r"aber nicht|und nicht|statt|anstatt|nicht|not|no|kein|keine|keinen|keinem|keiner|without|ohne", "@not"),
        (r"except(?: for)?|excluding|apart from|besides|leave out|ignore|ignoring|skip|minus", "@except"),
        (r"(?:alles )?außer|bis auf|abgesehen von|ignoriere", "@except"),
        (r"a couple of", "two"),
        (r"a dozen(?: of)?", "twelve"),
        (
            r"(?:look|point|pointing) (?:out|at|to)|(?:focus|zoom|concentrate)(?: in)? (?:on|to)|(?:look|search) for",
            "find",
        ),
    )
)


def singular(noun: str) -> str:
    """A noun or a phrase with the noun at its end: "red cars" → "red car"; "glasses" and "scissors" stay."""
    before, _, last = noun.rpartition(" ")
    return f"{before} {_singular(last, before)}".strip()


def _singular(word: str, before: str = "") -> str:
    if word == "glasses" and before.rpartition(" ")[2] in GLASSES_TO_DRINK_FROM:
        return "glass"
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men") and len(word) > 5 and word not in ("specimen", "abdomen"):
        return f"{word[:-3]}man"
    if word in UNCHANGED or not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y" if len(word) > 4 else word[:-1]
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zzes", "viruses")) else word[:-1]


def plural(noun: str) -> str:
    """ "dog" → "dogs", "wine glass" → "wine glasses", "person" → "people"; what has no plural stays."""
    before, _, last = noun.rpartition(" ")
    return f"{before} {_plural(last)}".strip()


def _plural(word: str) -> str:
    if word in PLURALS:
        return PLURALS[word]
    if word.endswith("man") and len(word) > 5 and word != "human":
        return f"{word[:-3]}men"
    if word in UNCHANGED - {"bus", "gas", "lens"}:
        return word
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}s"


def counted(count: int, noun: str) -> tuple[str, str]:
    """The number and the noun as they are said: ("two", "dogs"), ("an", "apple"), ("a pair of", "scissors").

    Numbers up to twelve are words.
    """
    number = CARDINALS[count] if count < len(CARDINALS) else str(count)
    if noun.rpartition(" ")[2] in PAIRS:
        return ("a pair of" if count == 1 else f"{number} pairs of" if count else "no"), noun
    if count == 1:
        return ("an" if VOWELS_SAID.match(noun) else "a"), noun
    return number, plural(noun) if count else noun
