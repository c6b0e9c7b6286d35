"""Privacy: what left this computer, day by day, and the switch that keeps everything here."""

import streamlit as st

from assistant.ui import desk, privacy_page
from assistant.ui.telling import plain, told

st.title("Privacy", anchor=False)
with told():
    if problem := privacy_page.problem():
        st.error(plain(problem))
    privacy_page.draw_switch()
    st.caption(privacy_page.state())
    if not desk().config.privacy.keep_history:
        st.info("New texts are not kept, only how long they were. You can change that in Settings.")
    st.header("What left this computer", anchor=False)
    days, forgotten = privacy_page.days(), privacy_page.forgotten()
    for day, totals in days[: privacy_page.shown()]:
        st.subheader(privacy_page.title(day), anchor=False)
        for total in totals:
            st.markdown(privacy_page.summary(total))
        privacy_page.draw_texts(day)
    if forgotten:
        st.caption(plain(forgotten))
    if len(days) > privacy_page.shown():
        st.button("Show more days", on_click=privacy_page.show_more_days)
    if days:
        privacy_page.draw_forgetting()
    else:
        st.write("Nothing since then." if forgotten else "Nothing so far.")
