"""The English words by which speech about pictures is read and answered, and the forms of nouns."""

import re
from typing import cast

from assistant.plan import Kind

DETERMINERS = frozenset(
    """the a an this that these those my your his her its our their any some several many few every each all both no
    another certain""".split()
)
DEFINITE = frozenset(  # before a singular: the one that speaker and listener know
    "the this that my your his her its our their".split()
)
NOUNS_TOO = frozenset("circle mask mark trace outline point count crop paint saw".split())  # commands, and things
NUMBERS = {
    **{word: n for n, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)},
    "both": 2,
    "dozen": 12,
}
COMMANDS = frozenset(
    """find locate spot detect identify count show outline segment mask highlight mark select trace circle cut isolate
    extract crop describe see remove erase delete blur replace recolour recolor paint search get want need give pick
    have has notice spotted draw point saw seen upscale enlarge sharpen brighten darken rotate resize generate create
    snip shade fill wipe pull tone lighten change swap separate add lose hide pixelate censor touch retouch fix repair
    restore colour color tint dye whiten straighten flip mirror scrub chop trim encircle lasso label box grab detach
    strip scratch obscure soften polish track discover recognise recognize distinguish delineate contour delimit
    determine check verify swing scan read underline tick detach split smooth""".split()
)
# After these what is in the picture is changed into something else, or something is put into it.
CHANGING = frozenset(
    "replace swap change turn recolour recolor paint make dye tint colour color exchange convert".split()
)
ADDING = frozenset("add put insert paste stick draw place attach give plant hang".split())
HANDLING = frozenset("take put turn make place".split())  # commands before an article
# After these a bare word that is no noun we know is no thing either: "get rid", "want more".
LOOSE = frozenset(
    """want need get have has notice give tone fill shade lose touch change turn fix color colour check see track
    strip label pull wipe point pick draw search""".split()
)
TOLD_OF = frozenset("it's that's they're he's she's it'd".split())  # how something is, follows
HAVING = frozenset("has have do does did".split())
SEEING = frozenset("have has see seen saw notice spotted want need get".split())
PARTICLES = frozenset("in on off over through across along inside".split())  # "fill in", "black out"
ROUND, ON_IT = ("around", "round"), ("over", "on", "along")
BY_THE_WAY = frozenset("a an this that my our his her their another".split())
TOLD_BY_THE_WAY = frozenset("old big huge nice great".split())  # behind "a", "my", "this" it tells things apart no more
ONE_OF_TWO = frozenset(  # of which each side has its own name: "left kidney" is no kidney on the left
    """kidney lung ventricle atrium hemisphere lobe clavicle femur humerus tibia fibula hip ovary testicle adrenal
    ureter collarbone scapula radius ulna pelvis tonsil lungs kidneys ventricles""".split()
)
INDEFINITE = frozenset("a an some another any more".split())
JOINS = frozenset(", and or plus & also".split())
ENDS = frozenset(". ; : ! ? … – —".split())
TURNS = frozenset(("but",))
# After these comes what a thing has, does or lies on, never another thing that is asked for.
ATTRIBUTES = frozenset(
    """with in on at wearing holding carrying inside into onto against through like as across along off beyond within
    by throughout toward towards during""".split()
)
RELATIVES = frozenset("who that which where while".split())  # the same, where a thing was named
OWNERS = frozenset("of for from around about to round".split())  # the same, directly behind it
NOTHING = frozenset(
    """hm careful i i'm i'd i'll i've you he she it we they me him them us who whom what what's which when why how
    where's there there's here here's is are was were be been being am do does did done can could will would
    shall should may might must let let's please just only again now then too very really so well okay ok hey
    hi hello oh ah uh um erm er hmm yes yeah yep oriel much as if whether than like instead together maybe
    perhaps everything anything something nothing tell say look looks make makes put out up off down ever
    still even yet thanks thank today yesterday tomorrow lies sits stands hangs appears seems visible present
    know think mean go come try use take keep leave most else exactly other another same somewhere anywhere
    nowhere elsewhere took taken bought liked had got check wanted found whole entire own able going wants
    next away later online abit further straight already anyway far more less enough such rid mind hang sorry
    actually rather almost quite better either neither once twice gonna wanna gotta kinda sorta y'know
    wondering wonder help lets it's it'd it'll that'll there'll he's she's we're we've we'd they're they've
    you've you'd you'll isn't aren't wasn't doesn't didn't can't cannot couldn't won't wouldn't shouldn't
    haven't hasn't glad sure sort kind bit seeing looking hoping trying called named means guess suppose reckon
    believe somehow anymore cheers mate love bro dude buddy alright way time times thing's what'd who'd gone
    apparently basically literally obviously honestly properly precisely nicely neatly roughly ago before after
    because since until unless though although that's belong belongs starts ends begin begins happen happens never
    mind's whatever whichever wherever however hopeless possible impossible necessary useful forget fuller emptier
    bigger smaller whiter again's nobody's everybody's someone's something's leaving keeping putting getting give
    given mine yours ours theirs hers whereabouts whereabout shut hundred thousand million twenty thirty forty
    fifty sixty seventy eighty ninety fifteen alone intact untouched whose went came fell ran sat stood hid
    goes comes live lives says contains contain containing said myself first's horrible awful lovely annoying
    stupid silly nasty bloody damn weird random favourite favorite measure study examine analyse analyze sell
    selling publish print convert increase decrease reduce apply merge undo tilt bring compress doing using
    used work works working trouble problem question answer favour favor minute second moment day today's
    morning evening afternoon night week month year ye yous ya em cos cause 'cause til till per via""".split()
)
MEASURES = frozenset(
    """pair pairs group groups bunch piece pieces slice couple lot lots number kind sort type sign signs trace rest
    bits bit set amount handful row rows total stack pile loads tons""".split()
)
PEOPLE = frozenset("everyone everybody someone somebody anyone anybody".split())
ALL = frozenset("everything anything all every everyone everybody".split())
# Words about the talk or the picture, not about a thing in it.
NO_THING = frozenset(
    """thing object item stuff picture photo image photograph pic scene colour color breed size shape age brand mask
    outline cutout cut-out silhouette contour segmentation time side part rest way one detail result amount edge
    position location area pixel selection sticker boundary region bit lot count degree percent half third quarter
    exposure brightness contrast saturation resolution sharpness quality noise tone filter effect version style
    format aspect ratio view perspective second minute moment place lasso cut-outs trace favour favor help
    difference example sense idea point use zoom hand-drawn screenshot snapshot x-ray tint balance grain
    stencil collage subject instance daytime night whatsit thingy thingummy clockwise anticlockwise
    silhouettes polygon look lighting warmth glow crop mood vibe level tidy pop dpi megapixel k everything
    something anything nothing whole top bottom left right middle centre center somewhere ninety horizon-line
    layer transparency png jpeg file copy print""".split()
)
# Drawn round a thing, and not the thing: "a box around the dog".
DRAWN = frozenset("box line circle frame border rectangle edge outline ring square contour mark stroke halo".split())
EDGES = frozenset("border frame edge boundary line rim".split())  # the same when they are "of" a thing or "for" it
RELATIVES_OF_MINE = frozenset(  # who is spoken of, not looked for: "my husband swears there's a bird"
    """husband wife mother father mum mom dad son daughter brother sister boss teacher friend mate colleague grandma
    grandpa nan nana gran grandad granddad ex fiance fiancee hubby missus mum's dad's grandmother grandfather aunt
    uncle cousin nephew niece partner girlfriend boyfriend neighbour neighbor doctor professor client customer
    landlord kid kids in-law grandson granddaughter grandkids stepson flatmate roommate son-in-law mother-in-law
    radiologist photographer gardener plumber builder vet nurse supervisor manager lecturer granny auntie stepdad
    stepmum daughter-in-law""".split()
)
COLOURS = {
    **{name: name for name in "red green blue yellow black white brown grey pink purple golden silver".split()},
    "gray": "grey",
    "violet": "purple",
}
SIZES = {name: name for name in "big large small little tiny huge tall short long wide".split()}
SPELLED = {
    "wife": "woman",
    "husband": "man",
    "hubby": "man",
    "boyfriend": "man",
    "girlfriend": "woman",
    "ex": "man",
    "sister": "woman",
    "brother": "man",
    "aunt": "woman",
    "uncle": "man",
    "mother-in-law": "woman",
    "missus": "woman",
    "mother in law": "woman",
    "kid": "child",
    "kids": "children",
    "licence": "license",
    "plait": "braid",
    "aeroplane": "airplane",
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
    nuclei:nucleus vertebrae:vertebra bacteria:bacterium fungi:fungus movies:movie cookies:cookie selfies:selfie
    hoodies:hoodie zombies:zombie potatoes:potato tomatoes:tomato heroes:hero mosquitoes:mosquito mangoes:mango
    irises:iris dice:die quizzes:quiz""".split()
)
UNCHANGED = frozenset(
    """glasses scissors sheep fish deer trousers jeans pants shorts binoculars goggles sunglasses headphones clothes
    pajamas pyjamas pancreas tweezers secateurs forceps leggings dungarees thermos crossroads pincers bagpipes
    underpants leftovers stairs overalls fries shears series species aircraft skis tongs pliers tights christmas
    canvas gas bus lens news moose chess""".split()
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
LOOKS = frozenset(  # how a picture looks, or a thing in it; with STATES, COLOURS and SIZES what is no name by itself
    """sharp soft warm cool cold hot tight loose light heavy smooth rough blurry vivid dramatic bright dark clear pale
    washed-out overexposed underexposed crooked wonky straight level tidy neat pretty nice good bad great fine natural
    artificial realistic vintage retro modern grainy noisy shiny matt matte transparent visible invisible square round
    low high deep shallow strong weak rich poor dull crisp faded subtle flat chipped unripe lit""".split()
)
# Other words for the kinds that detectors are taught, meaning no less and no more: what a user may be answered with.
OTHER_WORDS = frozenset(
    word.replace("_", " ")
    for word in """sofa settee bike plane aeroplane motorbike phone mobile mobile_phone cellphone smartphone television
    telly remote_control table ball plant pot_plant houseplant rucksack bag mug coffee_cup coffee_mug teacup doughnut
    fridge hair_drier racket automobile auto lorry stoplight traffic_signal hydrant teddy stuffed_bear computer_mouse
    laptop_computer ship human someone doggy""".split()
)
VOWELS_SAID = re.compile(r"(?!uni|use|euro|one\b|u\b)[aeiou]|hour|honest|heir")
PLURALS = {one: many for many, one in IRREGULAR.items() if one not in ("kid", "iris")}
GLASSES_TO_DRINK_FROM = frozenset("wine water beer champagne drinking shot cocktail".split())
RANKS = {
    word: rank
    for words in (
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th",
    )
    for rank, word in enumerate(words.split(), 1)
}
ORDINALS = tuple("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split())
CARDINALS = tuple("no one two three four five six seven eight nine ten eleven twelve".split())
SIDES: dict[str, Kind] = {
    word: cast(Kind, kind.replace("_", " "))
    for kind, words in {
        "left": "left left-hand leftmost",
        "right": "right right-hand rightmost",
        "top": "top upper topmost uppermost highest",
        "bottom": "bottom lower lowest bottommost",
        "middle": "middle center centre central",
        "corner": "corner corners",
        "largest": "largest biggest",
        "smallest": "smallest tiniest littlest",
        "top left": "top_left",
        "top right": "top_right",
        "bottom left": "bottom_left",
        "bottom right": "bottom_right",
    }.items()
    for word in words.split()
}
THINGS = frozenset(  # what is to be seen in pictures, so that a request for it is one about the picture
    {*PERSONS, *OTHER_WORDS}
    | {"teddy bear", "traffic light", "wine glass"}
    | set(
        """zebra laptop pizza vase sandwich broccoli donut tv toilet sink refrigerator oven toaster microwave kite
    frisbee skateboard surfboard snowboard animal lion tiger duck fish rabbit puppy kitten shoe boot shirt jacket coat
    dress glasses sunglasses helmet bag box basket ladder sign wheel tyre mug bowl bin building bridge fence wall roof
    road van taxi tractor corgi pot pan candle pillow curtain mirror face hand head shape rectangle
    hydrant bat glove skis meter key pen pencil toy doll tail leash plate
        airplane apple backpack ball banana bear bed bench bicycle bird boat book bottle bus cake car carrot cat chair
        circle clock couch cow cup dog door elephant flower fork giraffe handbag hat horse house keyboard knife lamp
        motorcycle mouse orange phone remote scissors sheep spoon square star suitcase table tie train tree triangle
        truck umbrella window""".split()
    )
)
ABSTRACT = frozenset(  # and what never is
    """plan idea point argument history essay story difference step strategy process benefit reason chapter article
    sentence paragraph answer solution root derivative integral recipe restaurant way meaning definition synonym
    problem error bug file folder email meeting appointment flight hotel information fact date time news song movie
    weather capital country city day week month year hour minute second planet language joke poem market sugar
    middleman jargon concept theory requirement feature budget summary topic nature purpose report rule
    instruction prompt""".split()
)
BEFORE_SIDE = frozenset("in on at to near from towards by".split())
SIDE_NOUNS = frozenset("side part half end edge hand corner".split())
SPEAKERS = frozenset("i we he she they it".split())
PRONOUNS = frozenset(("one", "ones"))
LAST = frozenset(("last",))
ONLY = frozenset("just only instead".split())
EXISTS = frozenset("there there's".split())
WITHOUT_NOUNS = DETERMINERS | NUMBERS.keys() | JOINS | ENDS | TURNS | ATTRIBUTES | OWNERS | NOTHING


def singular(noun: str) -> str:
    """A noun or a phrase with the noun at its end: "red cars" → "red car"; "glasses" and "scissors" stay."""
    before, _, last = noun.rpartition(" ")
    return f"{before} {_singular(last, before)}".strip()


def _singular(word: str, before: str = "") -> str:
    if word == "glasses" and before.rpartition(" ")[2] in GLASSES_TO_DRINK_FROM:
        return "glass"
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men") and len(word) > 5 and word not in ("specimen", "abdomen", "stamen"):
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
