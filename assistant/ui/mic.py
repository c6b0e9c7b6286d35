"""The microphone by WebRTC: streamlit-webrtc's streamer, without its looks, and the private parts of it that we need.

Written against streamlit-webrtc 0.79.0 and Streamlit 1.67.0, which are pinned exactly for the sake of this file.
"""

from typing import Any

import streamlit as st
import streamlit_webrtc.shutdown
from streamlit_webrtc import WebRtcMode, create_audio_sink_track, webrtc_streamer

from assistant.ui import desk

KEY = "microphone"
NO_SERVERS: dict[str, Any] = {"iceServers": []}  # anything else, None included, means a public STUN server
# The page hands over its own stream, whatever is asked for here; see page/webrtc.js.
CONSTRAINTS = {"audio": True, "video": False}
# Kept in the page, since a frame that is not displayed does not run, but taking no room and no focus.
LOOKS = "position: fixed; width: 1px; height: 1px; opacity: 0; overflow: hidden; inset: auto auto 0 0"
HIDDEN = f"<style>.st-key-{KEY}-frame {{{LOOKS}}}</style>"


def _no_page(app_session: object) -> str:  # noqa: ARG001
    """The streamer belongs to the app, not to a page: an empty hash is never taken for a change of page."""
    return ""


def draw() -> None:
    """Put the streamer into the page; call it before the page itself, in each run."""
    streamlit_webrtc.shutdown._get_current_page_script_hash = _no_page
    with st.container(key=f"{KEY}-frame"):
        st.html(HIDDEN)
        webrtc_streamer(
            key=KEY,
            mode=WebRtcMode.SENDONLY,
            sink_audio_track=create_audio_sink_track(desk().hearing.by_webrtc, key="hearing"),
            rtc_configuration=NO_SERVERS,
            media_stream_constraints=CONSTRAINTS,
        )
