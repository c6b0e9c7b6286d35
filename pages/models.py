"""Models: which ones this Oriel uses, what is in memory, getting others, and changing them while talk goes on."""

import streamlit as st

from assistant.ui import desk, getting_page, models_page
from assistant.ui.telling import plain, told

st.title("Models", anchor=False)
with told():
    if problem := models_page.problem():
        st.error(plain(problem))
    # Only what is wrong is an alert: screen readers read one aloud at once.
    (st.error if desk().models_state() == "failed" else st.write)(models_page.ready(desk()))
    rows = models_page.rows(desk().config)
    st.header("In memory", anchor=False)
    models_page.draw_memory()
    st.header("In use", anchor=False)
    st.write(plain(models_page.profile(desk().config)))
    st.markdown(models_page.table(rows))
    with st.expander("Licences and origins"):
        st.markdown(models_page.origins(rows))
    if models_page.lacking(rows):
        st.write("What is missing or damaged can be got below; start Oriel again when it is here.")
    else:
        st.header("Change or try one", anchor=False)
        models_page.draw_role()
    st.header("Sets of models", anchor=False)
    getting_page.draw_profile(desk().config)
    st.header("Get more", anchor=False)
    getting_page.draw_downloads()
    getting_page.draw_missing(desk().config)
