"""What the Privacy page does: telling what left this computer, forgetting it, and keeping everything here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

import streamlit as st

from assistant import config
from assistant.errors import AssistantError
from assistant.ledger import Entry
from assistant.telling.leavings import Total, counted, dollars, recipient
from assistant.ui import desk
from assistant.ui.telling import plain

OFFLINE = "privacy: offline only"
ORDER = "privacy: order"  # what stood in the settings before this page switched to offline only
FORGETTING = "privacy: forgetting"  # whether it waits for a yes
SHOWN = "privacy: shown"  # how many days
SHOWN_TEXTS = "privacy: shown texts of "  # + a day: how many
PROBLEM = "privacy: problem"
DAYS, TEXTS = 14, 100  # that are shown at first, and with each "Show more"
OFFLINE_ONLY = "Offline only is on: nothing that is said leaves this computer, and no picture is fetched."
STATES = {
    "offline-only": "Nothing that is said leaves this computer; a picture is fetched only after a yes.",
    "offline-first": "Offline only is off: what is said in a language that no voice here speaks goes to Amazon Polly.",
    "polly-first": "Offline only is off: Oriel's answers go to Amazon Polly to be spoken.",
}


def state() -> str:
    """What may leave just now, in a sentence."""
    return OFFLINE_ONLY if _is_offline() else STATES[desk().config.voice.order]


def draw_switch() -> None:
    """The switch that keeps everything here; it shows what is in force, whoever changed it."""
    st.session_state[OFFLINE] = _is_offline()
    st.toggle("Offline only", key=OFFLINE, on_change=_switch)


def _switch() -> None:
    order = desk().config.voice.order
    if st.session_state[OFFLINE]:
        st.session_state[ORDER] = order
        _allow("offline-only", fetches=False)
    else:
        _allow(st.session_state.get(ORDER, order), fetches=True)


def _is_offline() -> bool:
    settings = desk().config
    return settings.voice.order == "offline-only" and not settings.privacy.fetch_pictures


def _allow(order: str, fetches: bool) -> None:
    """Take over what may leave; less of it holds until Oriel ends, also where it cannot be written down."""
    file, settings = desk().settings_file, desk().config
    try:
        if order != settings.voice.order:
            config.save(file, "voice", "order", order)
        config.save(file, "privacy", "fetch_pictures", fetches)
        desk().take_over()
    except AssistantError as error:
        st.session_state[PROBLEM] = str(error)
        if not fetches:
            privacy = replace(settings.privacy, fetch_pictures=False)
            desk().apply(replace(settings, voice=replace(settings.voice, order=order), privacy=privacy))


def days() -> list[tuple[date, list[Total]]]:
    """Each day on which something left, with how much went to whom; the newest first."""
    return [(day, list(totals)) for day, totals in groupby(desk().ledger.totals(), key=lambda one: one.day)]


def forgotten() -> str:
    """Until when what was sent is forgotten, in a sentence; "" where nothing is."""
    until = desk().ledger.forgotten()
    return f"What was sent before {_title(until.astimezone())} is forgotten." if until else ""


def _title(at: datetime) -> str:
    return f"{title(at.date())}, {at:%H:%M}"


def shown() -> int:
    """How many days are shown."""
    return int(st.session_state.get(SHOWN, DAYS))


def title(day: date) -> str:
    """A day as a heading."""
    return f"{day.day} {day:%B %Y}"


def summary(total: Total) -> str:
    """How much went to whom on a day, as Markdown."""
    amount = [counted(total.characters, "character"), counted(total.requests, "request"), counted(total.size, "byte")]
    if price := desk().config.polly.price_per_million:
        amount.append(f"{dollars(total.characters, price):.2f} dollars")
    last = f"last at {total.last.astimezone():%H:%M}"
    return f"**{plain(recipient(total.to, total.where))}** · {plain(' · '.join([*amount, last]))}"


def draw_texts(day: date) -> None:
    """What was sent on a day, folded until somebody looks."""
    folded = st.expander(f"What was sent on {title(day)}", key=f"privacy: texts of {day}", on_change="rerun")
    if not folded.open:
        return
    key = f"{SHOWN_TEXTS}{day}"
    entries, count = desk().ledger.on(day)[::-1], int(st.session_state.get(key, TEXTS))
    with folded:
        st.markdown(lines(entries[:count]))
        if len(entries) > count:
            more = f"Show more of {title(day)}"
            st.button(more, key=f"privacy: more of {day}", on_click=_show_more, args=(key, count + TEXTS))


def lines(entries: Sequence[Entry]) -> str:
    """Requests as a Markdown list: when, what for, how much, and the words as they were sent."""
    return "\n".join(f"- {_line(one)}" for one in entries)


def _line(entry: Entry) -> str:
    amount = counted(entry.characters, "character") if entry.characters else counted(entry.size, "byte")
    text = " ".join(entry.text.split()) or ("(not kept)" if entry.characters else "")
    return plain(f"{entry.at.astimezone():%H:%M:%S} · {entry.purpose} · {amount}{' · ' if text else ''}{text}")


def draw_forgetting() -> None:
    """The button that forgets it all, and the question before it."""
    st.button("Forget all of it …", on_click=_ask_before_forgetting, args=(True,))
    if st.session_state.get(FORGETTING):
        st.warning("Forget what left this computer, and when? This cannot be undone, and what was sent stays sent.")
        with st.container(horizontal=True):
            st.button("Yes, forget", type="primary", on_click=_forget)
            st.button("No, keep", on_click=_ask_before_forgetting, args=(False,))


def show_more_days() -> None:
    """Show more of the list."""
    _show_more(SHOWN, shown() + DAYS)


def problem() -> str:
    """What went wrong at the last click, said once."""
    return str(st.session_state.pop(PROBLEM, ""))


def _show_more(key: str, count: int) -> None:
    st.session_state[key] = count


def _ask_before_forgetting(wanted: bool) -> None:
    st.session_state[FORGETTING] = wanted


def _forget() -> None:
    try:
        desk().ledger.forget()
    except AssistantError as error:
        st.session_state[PROBLEM] = str(error)
    _ask_before_forgetting(False)
