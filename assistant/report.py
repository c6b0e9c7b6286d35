"""The report of a folder run: one page that stands alone, without network, with a card for each picture."""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from assistant.messages import Finding, Thing
from assistant.overlays import colour_of

MOST_NAMED = 6  # things of one picture, on its card


@dataclass(frozen=True)
class Card:
    """One picture. files: what was written of it, as paths from the report; thumbnail: a WebP, things drawn on it."""

    name: str
    finding: Finding
    text: str
    files: tuple[str, ...]
    thumbnail: bytes


@dataclass(frozen=True)
class Report:
    """A whole run. wanted: the things asked for; troubles: name of a picture, and why it could not be looked at.

    total: the pictures of the folder, some of which may not have had their turn; made_by: role → model, and settings.
    """

    folder: str
    phrase: str
    wanted: tuple[str, ...]
    cards: tuple[Card, ...]
    troubles: tuple[tuple[str, str], ...]
    total: int
    made_by: Mapping[str, str]


def page(run: Report) -> str:
    """The report as HTML; nothing in it can reach the network, and no script runs but its own."""
    script = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{script}'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{escape(run.phrase)} in {escape(run.folder)}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<p class="kicker">Oriel looked through <b>{escape(run.folder)}</b> for</p>
<h1>{escape(run.phrase)}</h1>
{_figures(run)}
</header>
<main>
{_phrases(run)}
{_troubles(run.troubles)}
{_cards(run.cards)}
</main>
<footer>{_made_by(run.made_by)}</footer>
<script>{SCRIPT}</script>
</body>
</html>
"""


def _figures(run: Report) -> str:
    things = sum(len(card.finding.things) for card in run.cards)
    holding = sum(bool(card.finding.things) for card in run.cards)
    waiting = run.total - len(run.cards) - len(run.troubles)
    figures = [
        (things, "thing found" if things == 1 else "things found"),
        (holding, f"of {_counted(len(run.cards), 'picture')} with something"),
        (len(run.troubles), "could not be looked at"),
        (waiting, "still to be looked at"),
    ]
    shown = [(number, what) for place, (number, what) in enumerate(figures) if number or place < 2]
    return f'<dl class="figures">{"".join(f"<div><dd>{n}</dd><dt>{escape(what)}</dt></div>" for n, what in shown)}</dl>'


def _phrases(run: Report) -> str:
    """How often each thing that was asked for was found, and in how many pictures."""
    found = Counter(thing.detection.phrase for card in run.cards for thing in card.finding.things)
    within = Counter(phrase for card in run.cards for phrase in {one.detection.phrase for one in card.finding.things})
    phrases = dict.fromkeys([*run.wanted, *found])
    most = max(found.values(), default=0) or 1
    rows = "".join(
        f'<tr><th scope="row">{escape(phrase)}</th><td>{found[phrase]}</td><td>{_counted(within[phrase], "picture")}'
        f'</td><td class="bar"><i style="width:{100 * found[phrase] / most:.1f}%"></i></td></tr>'
        for phrase in phrases
    )
    head = '<tr><th scope="col">Asked for</th><th scope="col">Found</th><th scope="col">In</th><td></td></tr>'
    return f"<section><h2>Counts</h2><table><thead>{head}</thead><tbody>{rows}</tbody></table></section>"


def _troubles(troubles: Sequence[tuple[str, str]]) -> str:
    if not troubles:
        return ""
    rows = "".join(f"<li><b>{escape(name)}</b> <span>{escape(why)}</span></li>" for name, why in troubles)
    return f'<section class="troubles"><h2>Could not be looked at</h2><ul>{rows}</ul></section>'


def _cards(cards: Sequence[Card]) -> str:
    shown = "".join(_card(place, card) for place, card in enumerate(cards))
    return f"""<section>
<div class="above"><h2>Pictures</h2><div class="controls" hidden>
<label>Order <select id="order"><option value="place">as in the folder</option>
<option value="most">most things first</option><option value="fewest">fewest things first</option></select></label>
<label><input type="checkbox" id="holding"> only with something</label></div></div>
<ol class="cards" id="cards">{shown}</ol></section>"""


def _card(place: int, card: Card) -> str:
    things = card.finding.things
    address = f"data:image/webp;base64,{base64.b64encode(card.thumbnail).decode()}"
    picture = f'<img src="{address}" alt="{escape(_alt(card))}" width="{card.finding.image.width}"'
    picture += f' height="{card.finding.image.height}" loading="lazy">'
    drawn = next((file for file in card.files if file.endswith("_overlay.png")), "")
    if drawn:
        picture = (
            f'<a class="picture" href="{quote(drawn)}" aria-label="{escape(card.name)} at full size">{picture}</a>'
        )
    else:
        picture = f'<div class="picture">{picture}</div>'
    more = len(things) - MOST_NAMED
    named = "".join(map(_thing, things[:MOST_NAMED])) + (f"<li>and {more} more</li>" if more > 0 else "")
    named = f'<ul class="things">{named}</ul>' if named else ""
    return (
        f'<li class="card" data-place="{place}" data-count="{len(things)}"><article>{picture}<div class="words">'
        f'<h3>{escape(card.name)} <span class="count">{len(things)}</span></h3><p>{escape(card.text)}</p>'
        f"{named}{_files(card.files)}</div></article></li>"
    )


def _thing(thing: Thing) -> str:
    red, green, blue = colour_of(thing.number)
    return (
        f'<li><i class="dot" style="background:rgb({red} {green} {blue})"></i>{thing.number} {escape(thing.name)}'
        f" <span>{round(100 * thing.detection.score)} %</span></li>"
    )


def _files(files: Sequence[str]) -> str:
    if not files:
        return ""
    rows = "".join(f'<li><a href="{quote(file)}">{escape(file.rpartition("/")[2])}</a></li>' for file in files)
    return f"<details><summary>{_counted(len(files), 'file')}</summary><ul>{rows}</ul></details>"


def _alt(card: Card) -> str:
    names = ", ".join(thing.name for thing in card.finding.things)
    return f"{card.name}, with outlines around {names}" if names else f"{card.name}, in which nothing was found"


def _made_by(made_by: Mapping[str, str]) -> str:
    rows = "".join(f"<div><dt>{escape(what)}</dt><dd>{escape(name)}</dd></div>" for what, name in made_by.items())
    return f"<p>Made by Oriel on this computer.</p><dl>{rows}</dl>"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


STYLE = """
:root {
  color-scheme: light dark;
  --ground: light-dark(#fafaf7, #0f1417);
  --raised: light-dark(#ffffff, #182026);
  --behind: light-dark(#ecece5, #0b0f12);
  --text: light-dark(#1b2126, #e8edf0);
  --secondary: light-dark(#56616a, #9aa7b0);
  --line: light-dark(#d9d9d2, #2a343b);
  --accent: light-dark(#0b6e63, #3fc1b0);
  --error: light-dark(#b3261e, #ff8a7a);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 88rem; padding: clamp(1rem, 4vw, 3rem);
  background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0; font-size: clamp(1.75rem, 5vw, 3rem); line-height: 1.15; text-wrap: balance; }
h2 { margin: 0 0 0.75rem; font-size: 1.25rem; }
h3 { display: flex; gap: 0.5rem; align-items: start; justify-content: space-between; margin: 0; font-size: 1rem; }
p { margin: 0; }
ul, ol, dl { margin: 0; padding: 0; list-style: none; }
dd { margin: 0; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
section { margin-top: 2.5rem; }
.kicker { color: var(--secondary); }
.kicker b { color: var(--text); }
.figures { display: flex; flex-wrap: wrap; gap: 0.75rem 2.5rem; margin-top: 1.5rem; }
.figures div { display: flex; gap: 0.5rem; align-items: baseline; }
.figures dd { font-size: 2rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1; }
.figures dt { color: var(--secondary); }
table { width: 100%; max-width: 44rem; border-collapse: collapse; }
th, td { padding: 0.375rem 1rem 0.375rem 0; border-bottom: 1px solid var(--line); text-align: left; font-weight: 400; }
thead th { color: var(--secondary); font-size: 0.875rem; }
tbody th { font-weight: 600; }
td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { width: 40%; }
.bar i { display: block; height: 0.5rem; border-radius: 0.25rem; background: var(--accent); }
.troubles li { padding: 0.5rem 0 0.5rem 1rem; border-left: 4px solid var(--error); margin-bottom: 0.5rem; }
.troubles span { color: var(--secondary); }
.above { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; justify-content: space-between; margin-bottom: 0.75rem; }
.above h2 { margin: 0; }
.controls { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; color: var(--secondary); }
.controls[hidden] { display: none; }
.controls label { display: flex; gap: 0.5rem; align-items: center; min-height: 2.75rem; }
select { min-height: 2.25rem; padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 0.5rem; }
select, input { accent-color: var(--accent); background: var(--raised); color: var(--text); font: inherit; }
input { width: 1.125rem; height: 1.125rem; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 1.25rem; }
.card[hidden] { display: none; }
article {
  height: 100%; overflow: hidden; border: 1px solid var(--line); border-radius: 0.75rem; background: var(--raised);
}
.picture { display: block; aspect-ratio: 4 / 3; background: var(--behind); }
.picture img { display: block; width: 100%; height: 100%; object-fit: contain; }
.words { display: grid; gap: 0.5rem; padding: 0.875rem 1rem 1rem; }
.words p, .things span, footer { color: var(--secondary); }
.words p, .things, details { font-size: 0.9375rem; }
.count {
  flex: none; min-width: 1.75rem; padding: 0 0.5rem; border-radius: 1rem; background: var(--accent);
  color: var(--raised); font-size: 0.875rem; line-height: 1.75; text-align: center;
}
[data-count="0"] .count { background: var(--line); color: var(--text); }
.dot {
  display: inline-block; width: 0.75rem; height: 0.75rem; margin-right: 0.5rem;
  border: 1px solid light-dark(#0006, #fff6); border-radius: 50%;
}
summary { min-height: 1.75rem; color: var(--secondary); cursor: pointer; }
details ul { padding-left: 1rem; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); font-size: 0.875rem; }
footer dl { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; }
footer dl div { display: flex; gap: 0.375rem; }
footer dd { color: var(--text); }
@media print { .controls, details { display: none; } article { break-inside: avoid; } }
"""
# Without it the page shows all in the folder's order, and does not offer what it could not do.
SCRIPT = """
const list = document.getElementById("cards"), all = [...list.children];
const order = document.getElementById("order"), holding = document.getElementById("holding");
const number = (card, what) => Number(card.dataset[what]);
const orders = {
  place: (a, b) => number(a, "place") - number(b, "place"),
  most: (a, b) => number(b, "count") - number(a, "count") || orders.place(a, b),
  fewest: (a, b) => number(a, "count") - number(b, "count") || orders.place(a, b),
};
function arrange() {
  for (const card of all) card.hidden = holding.checked && number(card, "count") === 0;
  list.append(...all.sort(orders[order.value]));
}
order.addEventListener("change", arrange);
holding.addEventListener("change", arrange);
document.querySelector(".controls").hidden = false;
arrange(); // the browser may have kept what was chosen before
"""
