"""Settings: every change is saved and taken over at once."""

import streamlit as st

from assistant.errors import BadSetting
from assistant.ui import desk, pronunciations_page, settings_page, voices_page
from assistant.ui.telling import plain, told

st.title("Settings", anchor=False)
with told():
    file = desk().settings_file
    try:
        settings = settings_page.on_disk()
    except BadSetting as error:
        st.error(plain(str(error)))
        st.write("Nothing is changed in this file until that is put right. Correct it, then look again.")
        st.button("Look again")
    else:
        st.caption(f"Changes are kept at once, in {plain(str(file))}.")
        for group in settings_page.GROUPS:
            settings_page.draw(settings, group)
            if group.title == "Voice":
                voices_page.draw(settings)
                pronunciations_page.draw()
