"""The bar of what is in memory, as HTML: a share for each model with its number, and the list that says it in words."""

from dataclasses import dataclass
from html import escape

from assistant.shelf import Held, Memory
from assistant.ui.telling import model_name

# Okabe and Ito's colours, told apart by everybody, each with the text that can be read on it.
COLOURS = (
    ("#E69F00", "#000"),
    ("#56B4E9", "#000"),
    ("#009E73", "#000"),
    ("#F0E442", "#000"),
    ("#CC79A7", "#000"),
    ("#D55E00", "#000"),
    ("#0072B2", "#fff"),
)
STRIPES = "repeating-linear-gradient(45deg, transparent 0 6px, #0006 6px 9px)"  # from the eighth model on
TITLES = {"voice": "Conversation", "eyes": "Pictures"}
ON_GPU = "GPU"
NARROWEST = 5.0  # per cent of the bar, from which a number fits
ROUNDED_MIB = 10  # a figure that changes all the time is no figure


@dataclass(frozen=True)
class Share:
    """One piece of the bar; number 0: the libraries beside the models."""

    number: int
    per_cent: float
    background: str
    text: str


def html(memory: Memory, on_gpu: bool) -> str:
    """The bar of one engine under its title."""
    models = [one for one in memory.held if one.mib or not _again(one, memory)]
    whole = max(memory.budget_mib, memory.taken_mib, sum(one.mib for one in models), 1)
    title = ON_GPU if on_gpu else TITLES.get(memory.engine, memory.engine)
    summary = f"{title}: {_amount(memory.taken_mib)} MiB taken"
    if memory.budget_mib:
        summary = f"{title}: {_amount(memory.taken_mib)} of {_amount(memory.budget_mib)} MiB taken"
    pieces = "".join(map(_piece, _shares(models, memory.taken_mib, whole)))
    listed = "".join(_item(number, one, memory) for number, one in enumerate(models, 1))
    return (
        f'<section aria-label="{escape(title)}"><p style="margin:0 0 .25rem;font-variant-numeric:tabular-nums">'
        f"<strong>{escape(summary)}</strong></p>"
        '<div aria-hidden="true" style="display:flex;height:2rem;border:1px solid currentColor;border-radius:.25rem;'
        f'overflow:hidden;forced-color-adjust:none">{pieces}</div>'
        f'<ol style="list-style:none;padding:0;margin:.5rem 0 1rem">{listed}</ol></section>'
    )


def _shares(models: list[Held], taken_mib: int, whole: int) -> list[Share]:
    shares = []
    for number, one in enumerate(models, 1):
        colour, text = COLOURS[(number - 1) % len(COLOURS)]
        striped = f"{STRIPES}, {colour}" if number > len(COLOURS) else colour
        shares.append(Share(number, 100 * one.mib / whole, striped, text))
    beside = taken_mib - sum(one.mib for one in models)
    return [*shares, *([Share(0, 100 * beside / whole, "#8a949b", "#000")] if beside > 0 else [])]


def _piece(share: Share) -> str:
    number = str(share.number) if share.number and share.per_cent >= NARROWEST else ""
    return (
        f'<span style="width:{share.per_cent:.1f}%;background:{share.background};color:{share.text};'
        'border-right:1px solid #000;box-sizing:border-box;text-align:center;line-height:2rem;overflow:hidden">'
        f"{number}</span>"
    )


def _item(number: int, one: Held, memory: Memory) -> str:
    colour, text = COLOURS[(number - 1) % len(COLOURS)]
    background = f"{STRIPES}, {colour}" if number > len(COLOURS) else colour
    roles = [held.role for held in memory.held if held.model == one.model]
    told = [f"up to {_amount(one.mib)} MiB" if one.mib else "size not known yet"]
    told += [_does(role) for role in dict.fromkeys(roles)]
    told += ["stays"] if one.stays else []
    told += ["at work"] if one.busy else []
    return (
        f'<li style="margin:.125rem 0"><span aria-hidden="true" style="display:inline-block;min-width:1.5rem;'
        f"margin-right:.5rem;text-align:center;border:1px solid currentColor;border-radius:.125rem;"
        f'background:{background};color:{text};forced-color-adjust:none">{number}</span>'
        f"<strong>{escape(model_name(one.model))}</strong> · {escape(' · '.join(told))}</li>"
    )


def _does(role: str) -> str:
    return {
        "transcriber": "hears",
        "language_model": "answers",
        "voice": "speaks",
        "detector": "finds",
        "segmenter": "outlines",
        "vision_model": "looks at pictures",
        "phrase_extractor": "picks out what you talk about",
        "intent_classifier": "tells what you want",
        "text_reader": "reads",
        "classifier": "tells topics apart",
    }.get(role, role.replace("_", " "))


def _again(one: Held, memory: Memory) -> bool:
    """Whether a model without a size of its own is one that is listed with it: it plays two roles."""
    return any(other.mib for other in memory.held if other.model == one.model)


def _amount(mib: int) -> str:
    return f"{round(mib / ROUNDED_MIB) * ROUNDED_MIB:,}" if mib >= ROUNDED_MIB else str(mib)
