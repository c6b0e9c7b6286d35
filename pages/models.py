"""Models: which ones this Oriel uses, whether they are here, and how far they are."""

import streamlit as st

from assistant.ui import desk, models_page
from assistant.ui.telling import plain, told

st.title("Models", anchor=False)
with told():
    # Only what is wrong is an alert: screen readers read one aloud at once.
    (st.error if desk().models_state() == "failed" else st.write)(models_page.ready(desk()))
    rows = models_page.rows(desk().config)
    st.write(plain(models_page.profile(desk().config)))
    st.markdown(models_page.table(rows))
    with st.expander("Licences and origins"):
        st.markdown(models_page.origins(rows))
    if models_page.lacking(rows):
        st.write("To get what is missing, run this in a terminal and start Oriel again:")
        st.code(models_page.FETCH, language=None)
