"""Measures how soon a voice is heard: from the call of `speak` to the first sound, warm, as the app calls it.

.venv/bin/python scripts/bench_voices.py offline    (the voices of this machine: half a minute)
.venv/bin/python scripts/bench_voices.py polly      (Amazon Polly's server on loopback)

Offline through the engine, 20 clauses in each language. Polly's server answers every request after 150 ms; what counts
is the time on top of it, with the ledger, the signing and the word times that the app has, and no cache.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from statistics import median

from bench_transcriber import machine

from assistant import config
from assistant.backends import Backends
from assistant.ledger import Ledger
from assistant.roles import Voice

ROOT = Path(__file__).parents[1]
AIM_MS = 60.0  # offline, and on top of the server's own time
SERVER_S = 0.15  # the server's own LATENCY_S
CLAUSES = {
    "en": """Well, that depends,
The capital of Australia is Canberra,
There are three dogs in the picture,
I found two red cars,
It was written in eighteen thirteen,
Yes,
No, not at all,
The woman on the left wears a green coat,
At half past seven in the evening,
That is about forty kilometres,
The second bottle is empty,
Light travels faster than sound,
If you open the window,
A steam engine turns heat into motion,
Your meeting was moved to Thursday,
First of all,
The train leaves from platform nine,
Because the air scatters blue light,
I am not sure,
Once upon a time there was a dragon,""",
    "de": """Das kommt darauf an,
Die Hauptstadt von Australien ist Canberra,
Auf dem Bild sind drei Hunde,
Ich habe zwei rote Autos gefunden,
Das Buch erschien im neunzehnten Jahrhundert,
Ja,
Nein, überhaupt nicht,
Die Frau links trägt einen grünen Mantel,
Um halb acht am Abend,
Das sind etwa vierzig Kilometer,
Die zweite Flasche ist leer,
Licht ist schneller als Schall,
Wenn du das Fenster öffnest,
Eine Dampfmaschine macht aus Wärme Bewegung,
Deine Besprechung wurde auf Donnerstag verschoben,
Zunächst einmal,
Der Zug fährt von Gleis neun,
Weil die Luft blaues Licht streut,
Ich bin nicht sicher,
Es war einmal ein fauler Drache,""",
    "fr": """Cela dépend,
La capitale de l'Australie est Canberra,
Il y a trois chiens sur la photo,
J'ai trouvé deux voitures rouges,
Le livre est paru au dix-neuvième siècle,
Oui,
Non, pas du tout,
La femme à gauche porte un manteau vert,
À sept heures et demie du soir,
Cela fait environ quarante kilomètres,
La deuxième bouteille est vide,
La lumière va plus vite que le son,
Si vous ouvrez la fenêtre,
Une machine à vapeur transforme la chaleur,
Votre réunion a été reportée à jeudi,
Tout d'abord,
Le train part de la voie neuf,
Parce que l'air diffuse la lumière bleue,
Je ne suis pas sûr,
Il était une fois un dragon,""",
    "es": """Eso depende,
La capital de Australia es Canberra,
Hay tres perros en la foto,
Encontré dos coches rojos,
El libro salió en el siglo diecinueve,
Sí,
No, en absoluto,
La mujer de la izquierda lleva un abrigo verde,
A las siete y media de la tarde,
Son unos cuarenta kilómetros,
La segunda botella está vacía,
La luz es más rápida que el sonido,
Si abres la ventana,
Una máquina de vapor convierte el calor,
Tu reunión se aplazó al jueves,
En primer lugar,
El tren sale de la vía nueve,
Porque el aire dispersa la luz azul,
No estoy seguro,
Érase una vez un dragón,""",
    "zh": """这要看情况，
澳大利亚的首都是堪培拉，
照片里有三只狗，
我找到了两辆红色的车，
这本书是十九世纪出版的，
是的，
不，完全不是，
左边的女人穿着绿色的外套，
晚上七点半，
大约四十公里，
第二个瓶子是空的，
光比声音快，
如果你打开窗户，
蒸汽机把热变成运动，
你的会议改到星期四了，
首先，
火车从九号站台出发，
因为空气散射蓝光，
我不确定，
从前有一条懒龙，""",
}


def first_sound_ms(voice: Voice, clause: str, language: str) -> tuple[float, bool]:
    """Milliseconds to the first chunk, and whether it has word times; the rest is heard out, so that it is quiet."""
    began = time.perf_counter()
    stream = voice.speak(clause, 1.0, language)
    first = next(stream)
    taken = time.perf_counter() - began
    for _ in stream:
        pass
    return 1000 * taken, bool(first.words)


def row(name: str, taken: Sequence[float]) -> str:
    """Median and worst, and whether the median is what was aimed at."""
    verdict = "met" if median(taken) <= AIM_MS else "missed"
    return f"{name:24} {len(taken):4} {median(taken):8.1f} {max(taken):8.1f}   {verdict}"


def offline(settings: config.Config) -> None:
    """Each language by the voice of this machine that the app chooses for it."""
    print(f"\nFirst sound offline, ms; the median's aim is {AIM_MS:.0f}")
    print(f"{'':24} {'n':>4} {'median':>8} {'worst':>8}")
    only = replace(settings, voice=replace(settings.voice, order="offline-only"))
    with Backends(only) as backends:
        for language, text in CLAUSES.items():
            clauses = text.splitlines()
            name = backends.voices.names(language)[0]
            first_sound_ms(backends.voices, clauses[0], language)
            taken = [first_sound_ms(backends.voices, clause, language)[0] for clause in clauses]
            print(row(f"{language} {name}", taken), flush=True)


def polly(settings: config.Config) -> None:
    """English by Polly's loopback server; each clause once before it counts, so that the server has its sound."""
    print(f"\nFirst sound by Amazon Polly on loopback, ms on top of its {1000 * SERVER_S:.0f}; the aim is {AIM_MS:.0f}")
    print(f"{'':24} {'n':>4} {'median':>8} {'worst':>8}")
    first = replace(
        settings,
        voice=replace(settings.voice, order="polly-first"),
        polly=replace(settings.polly, voice="Joanna", first_byte_s=5.0, cache_mib=0),
    )
    clauses = CLAUSES["en"].splitlines()
    with polly_server() as environment, tempfile.TemporaryDirectory() as folder:
        os.environ.update(environment)
        with Backends(first, Ledger(Path(folder) / "ledger.sqlite")) as backends:
            for clause in clauses:
                first_sound_ms(backends.voices, clause, "en")
            heard = [first_sound_ms(backends.voices, clause, "en") for clause in clauses]
    if elsewhere := [timed for _, timed in heard if not timed]:  # no voice of this machine gives word times
        sys.exit(f"{len(elsewhere)} of {len(heard)} clauses were spoken by another voice; nothing was measured")
    print(row("en Joanna, neural", [taken - 1000 * SERVER_S for taken, _ in heard]))


@contextmanager
def polly_server() -> Iterator[dict[str, str]]:
    """The tests' server in a process of its own, answering after SERVER_S; gives what leads boto3 there."""
    command = [sys.executable, "-m", "tests.polly_server", "--fault", "latency"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            lines = iter(server.stdout.readline, "")
            told = [line.removeprefix("export ").rstrip() for line in takewhile(lambda line: line[0] != "#", lines)]
            yield {name: value for name, _, value in (line.partition("=") for line in told)}
        finally:
            server.terminate()


SECTIONS = {"offline": offline, "polly": polly}


def main() -> None:
    """Run the sections that were asked for, with the machine's load before and after."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="+", choices=SECTIONS, help="what to measure")
    asked = parser.parse_args()
    print(f"before: {machine()}")
    for section in asked.sections:
        SECTIONS[section](config.load(os.environ))
    print(f"\nafter: {machine()}")


if __name__ == "__main__":
    main()
