"""Conversation: the live part, drawn above every page, is all of it; only where no app runs there is more to say."""

from assistant.ui import desk
from assistant.ui.telling import told

with told():
    desk()
