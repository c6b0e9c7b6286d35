"""The 80 kinds of things that COCO names, the everyday words for each of them, and which of them a new word is near."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

# In COCO's order, which is the order of a detector's outputs; behind the colon what else people call it. A word may
# stand for several kinds ("bike"); what is rather a different thing ("tiger") does not stand here at all.
KINDS_AND_WORDS = """
person: human, man, woman, child, kid, boy, girl, baby, toddler, infant, adult, lady, gentleman, guy, pedestrian,
  somebody, someone, rider, cyclist, player, skier, surfer, skateboarder, snowboarder, passer-by, teenager
bicycle: bike, pushbike, push bike, mountain bike, road bike, racing bike, tandem, cycle, tricycle
car: automobile, auto, sedan, saloon, hatchback, convertible, suv, jeep, taxi, cab, minivan, estate car, sports car,
  station wagon, police car, motorcar, coupe, limousine, racing car, race car
motorcycle: motorbike, bike, scooter, moped, motor bike, motor scooter, vespa, dirt bike
airplane: plane, aeroplane, aircraft, jet, airliner, jet plane, jumbo jet, fighter jet, biplane, jetliner
bus: coach, minibus, omnibus, school bus, double-decker, double decker, motorcoach, trolleybus, autobus
train: locomotive, railcar, tram, streetcar, steam engine, railway carriage, metro, subway train, railroad car
truck: lorry, pickup, pick-up, pickup truck, pick-up truck, van, fire engine, fire truck, dump truck, ute, juggernaut,
  delivery van, garbage truck, tow truck, articulated lorry
boat: ship, sailboat, sailing boat, yacht, canoe, kayak, dinghy, ferry, vessel, rowboat, rowing boat, motorboat,
  speedboat, gondola, fishing boat, catamaran, raft, barge, watercraft
traffic light: traffic signal, stoplight, stop light
fire hydrant: hydrant, fireplug
stop sign: stop-sign
parking meter: parkometer
bench: park bench, pew
bird: pigeon, seagull, gull, duck, goose, sparrow, crow, raven, parrot, eagle, hawk, owl, swan, chicken, hen, rooster,
  robin, pelican, flamingo, penguin, ostrich, finch, stork, heron, peacock, dove, budgie, blackbird, magpie
cat: kitten, kitty, tabby, tomcat, moggy, pussycat, housecat, pussy cat, kitty cat, house cat, siamese
dog: puppy, pup, doggy, doggie, hound, terrier, poodle, labrador, corgi, dachshund, spaniel, retriever, beagle, bulldog,
  husky, collie, sheepdog, german shepherd, chihuahua, dalmatian, puppy dog, pug, rottweiler, lapdog, mutt, mongrel
horse: pony, mare, stallion, foal, colt, gelding
sheep: lamb, ewe, ram
cow: calf, bull, ox, heifer, bullock, steer, cattle
elephant:
bear: grizzly, polar bear, brown bear, black bear, grizzly bear, bear cub
zebra:
giraffe:
backpack: rucksack, knapsack, back pack, schoolbag, bag
umbrella: parasol, brolly, sunshade
handbag: purse, bag, shoulder bag, clutch, tote, tote bag, pocketbook
tie: necktie, bow tie, bowtie
suitcase: luggage, baggage, trolley case, carry-on, piece of luggage, travel bag
frisbee: flying disc, flying disk
skis: ski
snowboard:
sports ball: ball, football, basketball, baseball, soccer ball, tennis ball, volleyball, beach ball, rugby ball,
  golf ball, cricket ball
kite:
baseball bat: bat
baseball glove: baseball mitt, catcher's mitt, mitt
skateboard: longboard, skate board
surfboard: surf board
tennis racket: racket, racquet, tennis racquet
bottle: flask, water bottle, wine bottle, beer bottle, plastic bottle
wine glass: goblet, wineglass, champagne glass, glass, champagne flute, chalice, drinking glass
cup: mug, teacup, coffee cup, tea cup, beaker, coffee mug, tumbler, glass, drinking glass, espresso cup, paper cup
fork:
knife: table knife, kitchen knife, butter knife, bread knife
spoon: teaspoon, tablespoon, ladle, soup spoon
bowl: salad bowl, soup bowl, mixing bowl
banana:
apple:
sandwich: burger, hamburger, cheeseburger, toastie, panini, club sandwich
orange: tangerine, mandarin, clementine, satsuma
broccoli:
carrot:
hot dog: hotdog, frankfurter
pizza: pizza slice
donut: doughnut
cake: cupcake, birthday cake, gateau, cheesecake, wedding cake, layer cake
chair: armchair, stool, seat, recliner, rocking chair, deck chair, office chair, high chair, folding chair
couch: sofa, settee, loveseat, love seat, divan, chesterfield, sofa bed
potted plant: houseplant, house plant, plant, pot plant, flowerpot, flower pot, pot of flowers, pottedplant, cactus
bed: bunk, cot, crib, bunk bed, double bed
dining table: table, dinner table, kitchen table, dining-table, diningtable, coffee table
toilet: lavatory, loo, toilet bowl, wc
tv: television, telly, tv set, television set, monitor, screen, tv monitor, computer monitor, computer screen,
  flat screen, flatscreen, tvmonitor
laptop: notebook computer, macbook, laptop computer, portable computer
mouse: computer mouse
remote: remote control, clicker, tv remote, zapper, remote controller
keyboard: computer keyboard
cell phone: phone, mobile, mobile phone, cellphone, smartphone, telephone, iphone, smart phone, cellular phone, handset
microwave: microwave oven
oven: stove, cooker
toaster:
sink: basin, washbasin, wash basin, kitchen sink, washbowl
refrigerator: fridge, freezer, icebox, fridge freezer
book: novel, textbook, paperback, hardcover, cookbook, schoolbook
clock: alarm clock, wall clock, watch, wristwatch, timepiece
vase: flower vase
scissors: scissor, shears, pair of scissors
teddy bear: teddy, stuffed bear, toy bear, plush bear
hair drier: hair dryer, hairdryer, blow dryer, hairdrier
toothbrush: tooth brush, electric toothbrush
"""
# Words for a whole group of kinds.
GROUPS = """
animal: bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe
pet: cat, dog
vehicle: bicycle, car, motorcycle, bus, train, truck
fruit: banana, apple, orange
vegetable: broccoli, carrot
furniture: bench, chair, couch, bed, dining table
cutlery: fork, knife, spoon
silverware: fork, knife, spoon
food: banana, apple, sandwich, orange, broccoli, carrot, hot dog, pizza, donut, cake
appliance: microwave, oven, toaster, refrigerator
"""
SPECTACLES = "glasses"  # hardly ever the plural of a drinking glass
IRREGULAR_PLURALS = {
    "person": "people persons",
    "human": "humans",
    "man": "men",
    "woman": "women",
    "gentleman": "gentlemen",
    "child": "children",
    "somebody": "anybody",
    "someone": "anyone",
    "passer-by": "passers-by",
    "mouse": "mice mouses",
    "goose": "geese",
    "knife": "knives",
    "calf": "calves",
    "ox": "oxen",
    "sheep": "sheep",
    "cattle": "cattle",
    "aircraft": "aircraft",
    "watercraft": "watercraft",
    "skis": "skis",
    "scissors": "scissors",
    "shears": "shears",
    "furniture": "furniture",
    "food": "food foods",
    "luggage": "luggage",
    "baggage": "baggage",
    "cutlery": "cutlery",
    "silverware": "silverware",
    "tv": "tvs tv's",
    "wc": "wcs",
    "broccoli": "broccoli broccolis",
}
SIBILANTS = ("s", "x", "z", "ch", "sh")
# Behind these a phrase says more about the thing that it has named: "the woman with the umbrella".
LINKS = frozenset(
    "with without in on at by near beside behind under over above below between of from to into onto inside outside "
    "around next who that which whose wearing holding sitting standing lying riding eating facing for and".split()
)
# In front of "of" these only measure: "a slice of pizza" is pizza.
MEASURES = frozenset(
    "slice piece bunch bunche group pair couple number lot kind sort type herd flock crowd pack row pile stack set "
    "part half rest".split()
)


def _entries(text: str) -> dict[str, tuple[str, ...]]:
    """Before the colon → behind it; a line that begins with a space goes on with the one above."""
    pairs = (line.partition(":") for line in text.replace("\n ", " ").strip().splitlines())
    return {name: tuple(word.strip() for word in words.split(",") if word.strip()) for name, _, words in pairs}


def _plurals(name: str) -> list[str]:
    """More than one of it, in each way that people say it."""
    *before, noun = name.split()
    if noun in IRREGULAR_PLURALS:
        many = IRREGULAR_PLURALS[noun].split()
    elif noun.endswith(SIBILANTS):
        many = [noun + "es"]
    elif noun.endswith("y") and noun[-2] not in "aeiou":
        many = [noun[:-1] + "ies"]
    else:
        many = [noun + "s"]
    return [" ".join([*before, one]) for one in many]


def _names() -> dict[str, tuple[str, ...]]:
    """Every way of naming → the kinds meant by it, in COCO's order."""
    named: dict[str, list[str]] = {}
    for kind, words in _entries(KINDS_AND_WORDS).items():
        for word in (kind, *words):
            named.setdefault(word, []).append(kind)
    for group, kinds in _entries(GROUPS).items():
        named.setdefault(group, []).extend(kinds)
    for name in list(named):
        for plural in _plurals(name):
            named.setdefault(plural, named[name])
    del named[SPECTACLES]
    return {name: tuple(kinds) for name, kinds in named.items()}


KINDS = tuple(_entries(KINDS_AND_WORDS))
NAMES = _names()

Embed = Callable[[list[str]], NDArray[np.float32]]  # n texts → float32 [n, d], rows of unit length


class Neighbours:
    """Which kind a word is near that is not in the table; asked by one thread at a time.

    Sentence vectors tell what is related ("leash", "dog") as much as what is alike ("pooch", "dog"). So one near word
    is not enough: nearly all of the nearest must be words for the same kind. Tried with 81 words that are alike and
    250 that are not: 20 are found and none for a wrong kind, 3 are taken for what they are not (helicopter: airplane).
    """

    NEAREST, AGREEING, SIMILAR = 5, 4, 0.65

    def __init__(self, embed: Embed) -> None:
        # A word of two ("coffee cup") lies near what only goes with the thing ("coffee").
        pairs = [
            (word, kind)
            for kind, words in _entries(KINDS_AND_WORDS).items()
            for word in (kind, *words)
            if word == kind or word.isalpha()
        ]
        self._embed = embed
        self._kinds = [kind for _, kind in pairs]
        self._vectors = embed([word for word, _ in pairs])

    def kind_of(self, word: str) -> str | None:
        """The kind that it is near; None where it is near none, or near several."""
        similarities = self._vectors @ self._embed([word])[0]
        nearest = np.argsort(-similarities)[: self.NEAREST]
        kinds = [self._kinds[index] for index in nearest]
        agreed = kinds.count(kinds[0]) >= self.AGREEING and similarities[nearest[0]] >= self.SIMILAR
        return kinds[0] if agreed else None


def head(phrase: str) -> list[str]:
    """The words of a phrase down to the thing that it names: "the woman with an umbrella" → the, woman."""
    words = [word.strip(".,;:!?\"'()").removesuffix("'s") for word in phrase.lower().split()]
    words = [word for word in words if word]
    for at, word in enumerate(words):
        if at and word in LINKS:
            measure = word == "of" and words[at - 1].removesuffix("s") in MEASURES and words[at + 1 :]
            return head(" ".join(words[at + 1 :])) if measure else words[:at]
    return words


def kinds_of(phrase: str) -> tuple[str, ...]:
    """The kinds that a phrase names: its longest end that is a name; () where it names none of the 80."""
    words = head(phrase)
    ends = (" ".join(words[first:]) for first in range(len(words)))
    return next((NAMES[end] for end in ends if end in NAMES), ())
