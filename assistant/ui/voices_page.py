"""The voices that can be chosen, language by language, each with a sample to listen to."""

import streamlit as st

from assistant import config
from assistant.choices import LANGUAGES
from assistant.errors import AssistantError
from assistant.ui import desk
from assistant.ui.telling import plain
from assistant.voices import OfferedVoice

SHOWN = ("en", "de", "fr", "es", "zh")  # the languages that Oriel itself knows, before all others
SAMPLED = "sampled voice"  # key of what was listened to last, and of what it sounded like
MORE = "More languages come with espeak-ng (sudo apt install espeak-ng; on macOS: brew install espeak-ng)."
NOT_ASKED = "Amazon Polly's voices stand here once it may speak: choose so above. To list them, it has to be asked."


def draw(settings: config.Config) -> None:
    """A choice of language, and the voices that speak it."""
    if "voices of language" not in st.session_state:  # the page was left meanwhile
        st.session_state.pop(SAMPLED, None)
    others = sorted(LANGUAGES.keys() - set(SHOWN), key=LANGUAGES.__getitem__)
    st.selectbox(
        "Voices for this language.", [*SHOWN, *others], format_func=LANGUAGES.__getitem__, key="voices of language"
    )
    language = str(st.session_state["voices of language"])
    local = desk().offered_voices(language)
    if not local:
        st.write(f"No voice here speaks {LANGUAGES[language]}. {MORE}")
    liked = settings.voice.name if settings.voice.name in [voice.name for voice in local] else ""
    for voice in local:
        _draw_voice(voice, language, voice.name == (liked or local[0].name))
    if settings.voice.order == "offline-only":
        st.caption(NOT_ASKED)
        return
    try:
        for voice in desk().offered_remote_voices(language):
            _draw_voice(voice, language, voice.name == settings.polly.voice)
    except AssistantError as error:
        st.error(plain(str(error)))


def _draw_voice(voice: OfferedVoice, language: str, in_use: bool) -> None:
    key = f"{language} {voice.name}"
    with st.container(horizontal=True, vertical_alignment="center"):
        title = f"**{plain(voice.title)}**{' (in use)' if in_use else ''}"
        st.markdown(f"{title}  \n{plain(voice.about)}", width="stretch")
        listen = plain(f"Listen to {voice.title}")
        st.button(listen, key=f"listen {key}", on_click=_listen, args=(voice, language))
        if not in_use:
            st.button(plain(f"Use {voice.title}"), key=f"use {key}", on_click=_use, args=(voice, key))
    if (sampled := st.session_state.get(SAMPLED)) and sampled[0] == key:
        _, sound, problem = sampled
        if problem:
            st.error(plain(problem))
        else:
            st.audio(sound, format="audio/wav", autoplay=True)


def _listen(voice: OfferedVoice, language: str) -> None:
    key = f"{language} {voice.name}"
    try:
        st.session_state[SAMPLED] = (key, desk().sample(voice, language), "")
    except AssistantError as error:
        st.session_state[SAMPLED] = (key, b"", str(error))


def _use(voice: OfferedVoice, key: str) -> None:
    section, name = ("polly", "voice") if voice.is_remote else ("voice", "name")
    try:
        config.save(desk().settings_file, section, name, voice.name)
        desk().take_over()
    except AssistantError as error:
        st.session_state[SAMPLED] = (key, b"", str(error))
