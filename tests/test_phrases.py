"""Loose speech in five languages and the things it names.

A row: what is said, what is wanted, and behind the bar what is not.

"2 dog" is asked for by number; "@left 2" is the second from the left, "@left 0" all that lie there, "@left -1" all but
the leftmost; "-" stands for a thing that is not named.
"""

import subprocess
import sys
import time
from dataclasses import asdict

import pytest

from assistant.messages import ScoredPhrase
from assistant.plan import Wanted
from assistant.words.lexicon import counted, plural, singular
from assistant.words.phrases import LONGEST, Named, phrases, takes
from scripts.intent_data import OTHERS, read, split
from scripts.phrase_scores import scores

SAID = [
    ("the red car and two dogs, not the cat", "red car, 2 dog | cat"),
    ("everything but the bench", " | bench"),
    ("all the cups except the blue one", "cup | blue cup"),
    ("find the second dog from the left", "dog @left 2"),
    ("the largest", "- @largest"),
    ("the cup next to the laptop", "cup @next to of laptop"),
    ("the cup between the two chairs", "cup @between of chair"),
    ("the chair nearest the corner", "chair @corner"),
    ("erm find the, no wait, just outline the dog", "dog"),
    ("erm find the, no wait, just outline the dog, not the cat", "dog | cat"),
    ("could you please find the dog for me", "dog"),
    ("find the people", "person"),
    ("two men and three children", "2 man, 3 child"),
    ("show me the knives, the glasses and the scissors", "knife, glasses, scissors"),
    ("how many sheep are there", "sheep"),
    ("the man's hat", "hat"),
    ("find my coffee cup", "coffee cup"),
    ("cut out the traffic light and the stop sign", "traffic light, stop sign"),
    ("outline the big red bus", "big red bus"),
    ("how many cats are there in the picture?", "cat"),
    ("is there an elephant in this photo", "elephant"),
    ("where is the dog", "dog"),
    ("where are the cups on the left?", "cup @left 0"),
    ("what is on the left?", "- @left 0"),
    ("what is next to the dog?", "- @next to 0 of dog"),
    ("what do you see", ""),
    ("describe the picture", ""),
    ("find the dog on the bench", "dog"),
    ("the man with the red hat and the dog", "man, dog"),
    ("count the dogs in the second picture", "dog"),
    ("do you see any people", "person"),
    ("are there two dogs sitting on the sofa", "2 dog"),
    ("is the dog black", "dog"),
    ("what breed is the dog", "dog"),
    ("what is he thinking", ""),
    ("make a mask of the dog", "dog"),
    ("draw a box around the car", "car"),
    ("cut out everything except the cat and the bench", " | cat, bench"),
    ("not the cat but the dog", "dog | cat"),
    ("not the cat, the dog", "dog | cat"),
    ("outline the dog, not the cat or the bird", "dog | cat, bird"),
    ("the dogs but not the left one", "dog @left -1"),
    ("the dogs except the one on the right", "dog @right -1"),
    ("find the two largest dogs", "1 dog @largest, 1 dog @largest 2"),
    ("the largest of the dogs", "dog @largest"),
    ("the second largest dog", "dog @largest 2"),
    ("the third car from the right", "car @right 3"),
    ("the dog in the top left corner", "dog @top left"),
    ("the dog at the bottom left", "dog @bottom left"),
    ("cut out the dog in front of the bench", "dog @in front of of bench"),
    ("find the dog, no, the cat", "cat"),
    ("find the dog, sorry, the cat", "cat"),
    ("find the red car, no wait, the blue one", "blue car"),
    ("outline the dog and the cat, no wait, just the dog", "dog"),
    ("uh find the uh dog and um the uh cat please", "dog, cat"),
    ("isolate the dog", "dog"),
    ("dogs and cats", "dog, cat"),
    ("red car", "red car"),
    ("circle", "circle"),
    ("find the circle", "circle"),
    ("find circle", "circle"),
    ("red circle", "red circle"),
    ("the blue triangle on the right", "blue triangle @right"),
    ("a pair of scissors", "scissors"),
    ("a group of people", "person"),
    ("two wine glasses", "2 wine glass"),
    ("find the orange", "orange"),
    ("the dog that is sleeping on the couch", "dog"),
    ("every bird without the ducks", "bird | duck"),
    ("don't outline the cat", " | cat"),
    ("i want the dog, i don't want the cat", "dog | cat"),
    ("don't outline the cat, outline the dog", "dog | cat"),
    ("Finde den Hund", "dog"),
    ("Schneide den Hund aus, aber nicht die Katze", "dog | cat"),
    ("wie viele Hunde sind auf dem Bild", "dog"),
    ("zeig mir die rote Tasse neben dem Laptop", "red cup @next to of laptop"),
    ("umrande den zweiten Hund von links", "dog @left 2"),
    ("wo ist die Katze", "cat"),
    ("gibt es einen Elefanten", "elephant"),
    ("alles außer der Bank", " | bench"),
    ("finde die, nein warte, umrande nur den Hund", "dog"),
    ("die größte Katze", "cat @largest"),
    ("find the top hat", "top hat"),
    ("look at the dog", "dog"),
    ("the car left of the bus", "car @left of bus"),
    ("the dog behind the bench", "dog @behind of bench"),
    ("the fourth one from the right", "- @right 4"),
    ("the left one", "- @left"),
    ("find a leash for the dog", "leash"),
    ("who is in the picture", ""),
    ("find everyone", "person"),
    ("find one dog", "1 dog"),
    ("highlight all three cups", "3 cup"),
    ("find all of them", ""),
    ("cut it out", ""),
    ("the dog and the ball, but not the bench", "dog, ball | bench"),
    ("without the bench", " | bench"),
    ("no dogs", " | dog"),
    ("remove the dog from the picture", "dog"),
    ("replace the dog with a cat", "dog"),
    ("the cat on the left and the dog on the right", "cat @left, dog @right"),
    ("the keyboard above the mouse", "keyboard @above of mouse"),
    ("can you see whether there's a bus", "bus"),
    ("I was wondering if you could maybe find the umbrella", "umbrella"),
    ("find the woman wearing a red dress", "woman"),
    ("how many red cars and blue cars are there", "red car, blue car"),
    ("both dogs", "2 dog"),
    ("the tallest tree", "tallest tree"),
    ("the cutting board", "cutting board"),
    ("the parking meter", "parking meter"),
    ("the sleeping dog", "sleeping dog"),
    ("can you tell me whether the dog in this picture is happy", "dog"),
    ("which of the cups is fuller", "cup"),
    ("what animals are there", "animal"),
    ("which dogs are sleeping", "dog"),
    ("what kind of dog is this", "dog"),
    ("in the first picture there is a dog", "dog"),
    ("find the dog in the picture of the park", "dog"),
    ("Erkennst du einen Hund und zwei Katzen?", "dog, 2 cat"),
    ("Wo sind die Stühle?", "chair"),
    ("Zähl bitte die Autos", "car"),
    ("Wie viele Leute siehst du", "person"),
    ("Hebe die zwei größten Hunde hervor", "1 dog @largest, 1 dog @largest 2"),
    ("Ohne die Bank", " | bench"),
    ("zeig mir alles außer den Hunden", " | dog"),
    ("Markiere den Vogel links oben", "bird @top left"),
    ("die Katze ganz rechts", "cat @right"),
    ("das Auto in der Mitte", "car @middle"),
    ("ist da ein Hund", "dog"),
    ("Schneide bitte den Mann mit dem Hut aus", "man"),
    ("the last dog", "dog @right"),
    ("the two dogs on the left", "1 dog @left, 1 dog @left 2"),
    ("only the left dog", "dog @left"),
    ("not just the dog but the cat", "dog, cat"),
    ("the dog not the cat outline it", "dog | cat"),
    ("people", "person"),
    ("dogs", "dog"),
    ("a red cup, a blue cup and a green cup", "red cup, blue cup, green cup"),
    ("find the remote control and the cell phone", "remote control, cell phone"),
    ("teddy bear", "teddy bear"),
    ("hot dogs", "hot dog"),
    ("where's my umbrella", "umbrella"),
    ("Are there any zebras here?", "zebra"),
    ("please highlight both the man and the woman", "man, woman"),
    ("how many people are wearing hats", "person"),
    ("find all the things", ""),
    ("find all the animals", "animal"),
    ("show me everything", ""),
    ("mark everything on the table", ""),
    ("the dog next to the cat and the bird", "dog @next to of cat, bird"),
    ("the ball between the dog and the cat", "ball @between of dog/cat"),
    ("the ball between the dog and the cat and the bench", "ball @between of dog/cat, bench"),
    ("find the smallest red square", "red square @smallest"),
    ("the blue square left of the green circle", "blue square @left of green circle"),
    ("the yellow star on the right, not the one on the left", "yellow star @right"),
    ("all squares except the largest", "square @largest -1"),
    ("the second one from the left", "- @left 2"),
    ("find the dogs at the top", "dog @top 0"),
    ("find wolves and geese", "wolf, goose"),
    ("the biggest of the three boxes", "box @largest"),
    ("find the bus's wheel", "wheel"),
]


def written(named: Named) -> str:
    wanted = ", ".join(map(one, named.wanted))
    return f"{wanted} | {', '.join(named.excluded)}" if named.excluded else wanted


def one(wanted: Wanted) -> str:
    said = f"{wanted.count} {wanted.phrase}" if wanted.count else wanted.phrase or "-"
    if wanted.place is None:
        return said
    rank = "" if wanted.place.rank == 1 else f" {wanted.place.rank}"
    others = f" of {'/'.join(wanted.place.others)}" if wanted.place.others else ""
    return f"{said} @{wanted.place.kind}{rank}{others}"


@pytest.mark.parametrize(("said", "expected"), SAID, ids=[said for said, _ in SAID])
def test_what_is_said_names_what_is_meant(said: str, expected: str) -> None:
    assert written(phrases(said)) == expected


# F1 of the utterances that only measure, in hundredths: phrases, exclusions, what is wanted after a correction.
FLOORS = [
    ("en", "measured", 93, 95, 96),
    ("de", "measured", 89, 79, 90),
    ("fr", "measured", 91, 66, 99),
    ("es", "measured", 78, 72, 91),
    ("zh", "measured", 87, 66, 92),
    ("en", "others", 81, 32, 79),
    ("de", "others", 62, 99, 0),
    ("fr", "others", 78, 99, 0),
    ("es", "others", 74, 79, 0),
    ("zh", "others", 65, 79, 0),
]


@pytest.mark.parametrize(("language", "which", "wanted", "excluded", "corrected"), FLOORS)
def test_utterances_that_only_measure_are_read_as_well_as_before(
    language: str, which: str, wanted: int, excluded: int, corrected: int
) -> None:
    rows = split(read())[1] if which == "measured" else read(OTHERS)
    of = scores(asdict(row) for row in rows if row.language == language)
    assert of.wanted.f1 * 100 >= wanted
    assert of.excluded.f1 * 100 >= excluded
    assert of.corrected.f1 * 100 >= corrected


def test_sentence_is_read_in_a_few_milliseconds() -> None:
    said = "schneid bitte den linken Hund und die zwei roten Tassen neben dem Laptop aus, aber nicht die Katze"
    phrases(said, language="de")  # the tables are read once
    started = time.perf_counter()
    for _ in range(20):
        phrases(said, language="de")
    assert (time.perf_counter() - started) / 20 < 0.01  # 1 ms where nothing else runs


def test_capitals_and_curly_apostrophes_make_no_difference() -> None:
    assert phrases("Where’s the MAN’S hat?") == phrases("where's the man's hat")


def test_of_several_self_corrections_the_last_counts() -> None:
    assert takes("Find the cat, no wait, the bird, I mean, outline the dog.")[-1] == "outline the dog"
    assert written(phrases("find the cat, no wait, the bird, I mean, outline the dog")) == "dog"


@pytest.mark.parametrize("said", ["", "?!", "no wait", "erm", "🙂🙂", "the", "of of of", "not", "the second", "one"])
def test_words_that_name_nothing_give_no_named_thing(said: str) -> None:
    assert [wanted.phrase for wanted in phrases(said).wanted if wanted.phrase] == []


def test_text_that_is_too_long_is_read_to_a_bound_and_the_rest_is_counted() -> None:
    named = phrases("find the dog and the cat " + "and some more words " * 250)
    assert [wanted.phrase for wanted in named.wanted][:2] == ["dog", "cat"]
    assert named.unread == 6 + 1000 - LONGEST


def test_a_million_words_without_a_space_between_are_read_in_no_time() -> None:
    code = (
        "from assistant.words.phrases import phrases; phrases('dog,' * 250_000); phrases('no ' * 250_000);"
        "phrases('the left ' * 250_000); phrases('a' * 1_000_000)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_thing_that_nothing_announces_counts_when_the_text_is_about_it() -> None:
    said = "we had pizza for lunch and i lost fork and knife"
    about = [ScoredPhrase("lost fork knife", 0.72), ScoredPhrase("fork", 0.5), ScoredPhrase("knife", 0.45)]
    assert phrases(said) == Named()
    assert written(phrases(said, about)) == "fork, knife"
    assert phrases(said, [ScoredPhrase("fork", 0.2)]) == Named()


def test_what_is_announced_needs_no_keyphrase() -> None:
    assert phrases("find the dog", [ScoredPhrase("cat", 0.9)]) == phrases("find the dog")


IN_OTHER_LANGUAGES = [
    ("de", "Schneid bitte den linken Hund aus, nicht die Katze.", "dog @left | cat"),
    ("de", "kannst du den typen im hintergrund wegmachen", "man"),
    ("de", "wie viele hühner laufen auf dem hof rum", "chicken"),
    ("de", "umrande die lunge nein das herz", "heart"),
    ("de", "nimm die mülltonnen raus aber lass das fahrrad stehen", "trash can | bicycle"),
    ("de", "siehst du den ball also den roten nicht den gelben", "red ball | yellow ball"),
    ("de", "welche der flaschen ist leer", "empty bottle"),
    ("de", "der Gartenstuhl neben dem Baum", "garden chair @next to of tree"),
    ("de", "mach mal ne maske von jeder zelle", "cell"),
    ("de", "die straßenlaterne und der esstisch", "street lamp, dining table"),
    ("de", "finde alles was rot ist aber keine autos", "red object | car"),
    ("de", "trenn die erbsen von den möhren", "pea | carrot"),
    ("es", "enséñame la firma al final del contrato", "signature"),
    ("zh", "标出被淹的区域", "flooded area"),
    ("fr", "montre-moi le ballon, le rouge, pas le jaune", "red ball | yellow ball"),
    ("fr", "dis-moi combien il y a de chaises mais ne compte pas les tabourets", "chair | stool"),
    ("fr", "l'homme au pull vert, découpe-le", "man"),
    ("fr", "retire les poubelles mais garde le vélo", "trash can | bicycle"),
    ("fr", "cherche une fourchette, euh pardon, un couteau", "knife"),
    ("fr", "enlève la tache de café et les fils électriques", "coffee stain, power line"),
    ("fr", "le chien à côté de la lampe", "dog @next to of lamp"),
    ("es", "recorta todo menos el caballo", " | horse"),
    ("es", "muéstrame la pelota la roja no la amarilla", "red ball | yellow ball"),
    ("es", "saca los cubos de basura pero deja la bicicleta", "trash can | bicycle"),
    ("es", "cuántas vacas digo ovejas hay", "sheep"),
    ("es", "hay más vacas blancas o negras", "white cow, black cow"),
    ("es", "el segundo perro desde la izquierda", "dog @left 2"),
    ("zh", "把猫剪出来 地毯不要", "cat | carpet"),
    ("zh", "标出静脉但是不要动脉", "vein | artery"),
    ("zh", "圈出肺 不对 是心脏", "heart"),
    ("zh", "盘子里的草莓有多少颗啊", "strawberry"),
    ("zh", "删掉汽车 不是汽车 是面包车", "van"),
    ("zh", "从左边数第二只狗", "dog @left 2"),
    ("zh", "墙上的红色的钟", "red clock"),
]
TAKEN_BACK = [
    ("find me the hammer, no hang on, the spirit level", "spirit level"),
    ("isolate the lamp uh not the lamp the candle", "candle"),
    ("how many kids are no how many adults are sitting at the table", "adult"),
    ("highlight the fish without the sharks no i tell a lie without the rays", "fish | ray"),
    ("remove the bin, no leave the bin, remove the sign", "sign"),
    ("all the cells except the red ones no the white ones", "cell | white cell"),
    ("delete the pole, well, the wire actually", "wire"),
    ("find a spoon. No. A fork.", "fork"),
    ("cut out the mug, on reflection the saucer", "saucer"),
    ("there are no dogs in the picture are there", " | dog"),
    ("the spleen sorry the pancreas no hm yes the pancreas", "pancreas"),
    ("show me a tractor um combine harvester i should say", "combine harvester"),
    ("find the zebra no the other animal the giraffe", "giraffe"),
    ("outline the cups not the dog er but not the cat", "cup | cat"),
    ("isolate the tulip um daffodil is it yes daffodil", "daffodil"),
    ("where's my mug no glass", "glass"),
    ("blur the dog no sorry not blur cut it out the dog", "dog"),
    ("show the swans the geese i mean", "goose"),
]
IN_LOOSE_SPEECH = [
    ("get rid of the power lines they ruin the whole view", "power line"),
    ("can i have the tractor cut out please", "tractor"),
    ("put some snow on the roof", "roof"),
    ("give the man a beard", "man"),
    ("change my shirt from blue to black", "shirt"),
    ("i don't like the cushions, get rid of them", "cushion"),
    ("my husband swears there's a robin in here", "robin"),
    ("the gate's shut isn't it", "gate"),
    ("how many windows does the house have", "window"),
    ("put a beach there instead of the car park", "car park"),
    ("select all pixels that belong to the river", "river"),
    ("give it a warm vintage look", ""),
    ("make it a bit sharper", ""),
    ("remove the background", "background"),
    ("a soft blurry background please", "background"),
    ("find everything that's made of wood", "wooden object"),
    ("the area that's flooded mark it please", "flooded area"),
    ("which ones are ripe tomatoes", "ripe tomato"),
    ("show me which plants are weeds", "weed"),
    ("is there anything like a ladder in here", "ladder"),
    ("draw boxes around the pedestrians", "pedestrian"),
    ("mark the glacier's edge", "glacier"),
    ("outline the left kidney", "left kidney"),
    ("count all chairs that aren't stools", "chair | stool"),
    ("separate the beans from the stalks", "bean | stalk"),
    ("a stormy sky instead of this grey one", "grey sky"),
    ("blur the faces but not the singer's", "face | singer's face"),
    ("is there a horrible old fence in the shot", "fence"),
]
OF_A_STORY = [
    ("so this is the shelf in our storeroom and the boss wants to know how many paint tins we've got", "paint tin"),
    ("my grandson sent me this from the zoo and i can't for the life of me find the lemur where is it", "lemur"),
    ("this is the only photo of our old house and there's a van in front can you make that go away", "van"),
    ("the kids built a snowman but there's a dog behind it take the dog out", "dog"),
    ("i can see the fork but where's the knife", "knife"),
    ("my nan is sitting in the armchair cut her out", "woman"),
    ("the boss took this in the storeroom", "boss"),
]


@pytest.mark.parametrize(
    ("language", "said", "expected"), IN_OTHER_LANGUAGES, ids=[row[1] for row in IN_OTHER_LANGUAGES]
)
def test_what_is_said_in_another_language_names_the_same(language: str, said: str, expected: str) -> None:
    assert written(phrases(said, language=language)) == expected
    assert phrases(said) == phrases(said, language=language)


@pytest.mark.parametrize(("said", "expected"), TAKEN_BACK, ids=[said for said, _ in TAKEN_BACK])
def test_what_is_taken_back_is_not_named(said: str, expected: str) -> None:
    assert written(phrases(said)) == expected


@pytest.mark.parametrize(("said", "expected"), OF_A_STORY, ids=[said for said, _ in OF_A_STORY])
def test_what_a_story_tells_is_not_asked_for(said: str, expected: str) -> None:
    assert written(phrases(said)) == expected


@pytest.mark.parametrize(("said", "expected"), IN_LOOSE_SPEECH, ids=[said for said, _ in IN_LOOSE_SPEECH])
def test_what_is_done_to_a_thing_and_put_into_the_picture_is_no_thing(said: str, expected: str) -> None:
    assert written(phrases(said)) == expected


NOUNS = """dog dogs|person people|man men|fireman firemen|woman women|mouse mice|child children|knife knives
    |glove gloves|bus buses|box boxes|couch couches|dish dishes|cherry cherries|toy toys|tie ties
    |movie movies|shoe shoes|house houses|tomato tomatoes|wine glass wine glasses|red car red cars
    |orange oranges|horse horses|leaf leaves|dress dresses"""


@pytest.mark.parametrize("pair", [pair.strip() for pair in NOUNS.split("|")])
def test_singular_and_plural_are_each_other_turned_round(pair: str) -> None:
    words = pair.split()
    one, many = " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])
    assert (singular(many), singular(one), plural(one)) == (one, one, many)


@pytest.mark.parametrize("word", "sheep glasses scissors fish skis".split())
def test_what_has_one_form_keeps_it(word: str) -> None:
    assert (singular(word), plural(word)) == (word, word)


def test_numbers_are_said_as_people_say_them() -> None:
    said = [" ".join(counted(*each)) for each in [(1, "apple"), (1, "unicorn"), (12, "cat"), (13, "cat"), (0, "dog")]]
    assert said == ["an apple", "a unicorn", "twelve cats", "13 cats", "no dog"]
    assert " ".join(counted(1, "scissors")) == "a pair of scissors"
    assert " ".join(counted(2, "scissors")) == "two pairs of scissors"
