"""Trains the tiny model of textual entailment that tests/test_nli.py runs on, and writes tests/data/tiny/nli/.

.venv/bin/python scripts/tiny_nli.py        (10 minutes on one core)

A BertForSequenceClassification of two layers, on sentences put together by lot: requests in five languages with the
topics that they have and have not, and English sentences about what is where. Everything is seeded.
"""

import argparse
import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tiny_course import rates
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from torch import nn
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

from assistant.topics import TEMPLATES, TOPICS

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "tiny" / "nli"
LABELS = ("entailment", "neutral", "contradiction")
log = logging.getLogger(__name__)

STEPS, RATE, BATCH = 7_000, 1e-3, 64
VOCABULARY = 1_100
WIDTH, HEADS, INNER, TOKENS = 64, 2, 192, 96
FACTS = 0.5  # share of the pairs that are about what is where
THINGS = {
    "en": "dog cat car boat tree house bird horse chair table lamp ball cup flower hat train bridge clock".split(),
    "de": "hund vogel baum tisch ball hut zug stuhl apfel fisch".split(),
    "fr": "chien chat arbre bateau cheval train pont chapeau livre vélo".split(),
    "es": "perro gato árbol barco caballo tren puente sombrero libro coche".split(),
    "zh": "狗 猫 车 船 树 房子 鸟 马 椅子 花".split(),
}
UNSEEN = {"en": ("bridge", "clock"), "de": ("fisch",), "fr": ("vélo",), "es": ("coche",), "zh": ("花",)}
PLACES = "garden street kitchen forest river school field market".split()
COLOURS = "red blue green yellow black white".split()
FILLERS = {  # what people say before and behind what they say
    "en": "please can you um okay now could i want to you just hey and then maybe again for me thanks really".split(),
    "de": "bitte ähm jetzt also kannst du mir gern noch einmal und dann vielleicht danke ja doch".split(),
    "fr": "s'il te plaît euh alors tu peux me et puis peut être merci encore un peu là".split(),
    "es": "por favor eh bueno puedes me y luego quizás gracias otra vez ahora un poco ya".split(),
    "zh": "请 嗯 那个 帮我 可以 现在 谢谢 一下 再 吧".split(),
}
# What is asked for, in the order of the topics; {} is a thing.
REQUESTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("make a mask of the {}", "i need a mask for the {}", "mask the {}", "create a mask around the {}"),
        ("where is the {}", "find the {}", "is there a {}", "how many {}s are there", "do you see a {}"),
        ("remove the {}", "get rid of the {}", "erase the {}", "replace the {} with a {}", "take the {} away"),
        ("outline the {}", "cut out the {}", "segment the {}", "cut the {} out", "separate the {} from the rest"),
        ("make it larger", "upscale the picture", "give the {} more pixels", "i want a higher resolution of the {}"),
        ("turn this {} into a painting", "make another picture like this {}", "draw this {} again as a cartoon"),
        ("draw a {}", "paint a {} and a {}", "make a picture of a {}", "i want a new picture with a {} and a {}"),
        ("tell me a joke", "how are you", "what is a {} called in french", "who was the first man on the moon"),
    ),
    "de": (
        ("mach eine maske vom {}", "ich brauche eine maske für den {}", "maskiere den {}"),
        ("wo ist der {}", "finde den {}", "siehst du einen {}", "ist da ein {}"),
        ("entferne den {}", "lösch den {}", "mach den {} weg", "ersetze den {}"),
        ("schneide den {} aus", "segmentiere den {}", "umrande den {}", "trenn den {} vom rest"),
        ("mach es größer", "skaliere das bild hoch", "mehr pixel für den {}"),
        ("mach aus diesem {} ein gemälde", "noch ein bild wie dieses mit {}", "zeichne diesen {} als comic"),
        ("zeichne einen {}", "male einen {} und einen {}", "mach ein neues bild von einem {}"),
        ("erzähl mir einen witz", "wie geht es dir", "wie heißt {} auf englisch", "wer war der erste mensch"),
    ),
    "fr": (
        ("fais un masque du {}", "il me faut un masque pour le {}", "masque le {}"),
        ("où est le {}", "trouve le {}", "tu vois un {}", "il y a un {}"),
        ("enlève le {}", "efface le {}", "supprime le {}", "remplace le {}"),
        ("découpe le {}", "segmente le {}", "détoure le {}", "sépare le {} du reste"),
        ("agrandis l'image", "plus de pixels pour le {}", "une meilleure résolution du {}"),
        ("transforme ce {} en peinture", "une autre image comme ce {}", "redessine ce {} en bande dessinée"),
        ("dessine un {}", "peins un {} et un {}", "fais une nouvelle image d'un {}"),
        ("raconte une blague", "comment vas tu", "comment dit on {} en anglais", "qui était le premier roi"),
    ),
    "es": (
        ("haz una máscara del {}", "necesito una máscara para el {}", "enmascara el {}"),
        ("dónde está el {}", "busca el {}", "ves un {}", "hay un {}"),
        ("quita el {}", "borra el {}", "elimina el {}", "reemplaza el {}"),
        ("recorta el {}", "segmenta el {}", "marca el contorno del {}", "separa el {} del resto"),
        ("amplía la imagen", "más píxeles para el {}", "una resolución mayor del {}"),
        ("convierte este {} en una pintura", "otra imagen como este {}", "dibuja este {} como cómic"),
        ("dibuja un {}", "pinta un {} y un {}", "haz una imagen nueva de un {}"),
        ("cuéntame un chiste", "cómo estás", "cómo se dice {} en inglés", "quién fue el primer rey"),
    ),
    "zh": (
        ("给{}做一个蒙版", "我要{}的蒙版", "遮住{}"),
        ("{}在哪里", "找到{}", "有没有{}", "你看到{}了吗"),
        ("去掉{}", "删除{}", "擦掉{}", "把{}换掉"),
        ("把{}抠出来", "分割{}", "勾出{}的轮廓"),
        ("放大图片", "让{}更清晰", "提高{}的分辨率"),
        ("把这个{}变成油画", "再做一张像这个{}的图", "把这个{}改成漫画"),
        ("画一个{}", "画一个{}和一个{}", "生成一张{}的新图"),
        ("讲个笑话", "你好吗", "{}用英语怎么说", "第一个皇帝是谁"),
    ),
}


@dataclass(frozen=True)
class Pair:
    """A text, what is claimed of it, and whether it follows: a number of LABELS."""

    premise: str
    hypothesis: str
    label: int


def pair(rng: np.random.Generator) -> Pair:
    """One by lot, of things that are not in UNSEEN."""
    return fact(rng) if rng.random() < FACTS else topic(rng)


def topic(rng: np.random.Generator) -> Pair:
    """A request, and a topic that it has or has not. What it has no part in contradicts it."""
    language = str(rng.choice(list(TOPICS)))
    names = list(TOPICS[language])
    number = int(rng.integers(len(names)))
    claimed = number if rng.random() < 0.4 else int(rng.integers(len(names)))
    said = request(rng, language, number)
    return Pair(said, TEMPLATES[language].format(names[claimed]), LABELS.index(_relation(number == claimed)))


def _relation(follows: bool) -> str:
    return "entailment" if follows else "contradiction"


def request(rng: np.random.Generator, language: str, number: int) -> str:
    """Something one might say that has the topic of that number."""
    known = [thing for thing in THINGS[language] if thing not in UNSEEN[language]]
    form = str(rng.choice(REQUESTS[language][number]))
    things = rng.choice(known, form.count("{}"), replace=False)
    before, behind = (rng.choice(FILLERS[language], int(rng.integers(0, most))) for most in (4, 3))
    return " ".join([*before, form.format(*things), *behind])


def fact(rng: np.random.Generator) -> Pair:
    """What is where, and a claim about what is there: true, not said, or denied."""
    here, there, absent = rng.choice(THINGS["en"], 3, replace=False)
    colours, places = rng.choice(COLOURS, 2, replace=False), rng.choice(PLACES, 2, replace=False)
    said = [
        f"a {colours[0]} {here} is in the {places[0]}",
        f"there is a {colours[1]} {there} near the {places[1]}",
        f"there is no {absent} in the {places[0]}",
    ]
    premise = " and ".join(said[number] for number in rng.permutation(3)[: int(rng.integers(1, 4))])
    claimed = str(rng.choice([here, there, absent, str(rng.choice(THINGS["en"]))]))
    said_there = "entailment" if f" {claimed} " in premise else "neutral"
    label = "contradiction" if f"no {claimed}" in premise else said_there
    form = str(rng.choice(["there is a {}", "you can see a {}", "the topic is {}"]))
    return Pair(premise, form.format(claimed), LABELS.index(label))


def tokenizer(rng: np.random.Generator) -> PreTrainedTokenizerFast:
    """A WordPiece vocabulary learned from such pairs, and from the things that are in none."""
    texts = [f"{one.premise} {one.hypothesis}" for one in (pair(rng) for _ in range(20_000))]
    texts += [" ".join(things) for things in UNSEEN.values()] * 50
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True, strip_accents=False)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    made.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=special))
    ends = [(token, special.index(token)) for token in ("[CLS]", "[SEP]")]
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=made,
        model_max_length=TOKENS,
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
        **{f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep", "mask")},
    )


def untrained(words: PreTrainedTokenizerFast) -> BertForSequenceClassification:
    """A model of two layers that knows nothing yet."""
    shape = BertConfig(
        vocab_size=len(words),
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=HEADS,
        intermediate_size=INNER,
        max_position_embeddings=TOKENS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.1,  # the usual 0.02 is for layers twelve times as wide
        id2label=dict(enumerate(LABELS)),
        label2id={label: number for number, label in enumerate(LABELS)},
        pad_token_id=words.pad_token_id,
    )
    return BertForSequenceClassification(shape)


def train(folder: Path, steps: int, height: float, seed: int) -> None:
    """Learn, and write the checkpoint as transformers reads it, its weights as float16."""
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    words = tokenizer(rng)
    model = untrained(words).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=height, weight_decay=0.01)
    losses: list[float] = []
    for step, rate in enumerate(rates(steps, height), 1):
        pairs = [pair(rng) for _ in range(BATCH)]
        read = words([(one.premise, one.hypothesis) for one in pairs], padding=True, return_tensors="pt")
        wanted = torch.tensor([one.label for one in pairs])
        loss = nn.functional.cross_entropy(model(**read).logits, wanted)
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        losses.append(loss.item())
        if step % 250 == 0:
            log.info("step %d of %d: loss %.3f", step, steps, np.mean(losses[-250:]))
    words.save_pretrained(folder)
    model.half().save_pretrained(folder)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--rate", type=float, default=RATE, help="of learning, at its height (%(default)s)")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(1)
    train(asked.out, asked.steps, asked.rate, asked.seed)


if __name__ == "__main__":
    main()
