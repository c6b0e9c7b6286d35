"""From words to a plan."""

from assistant.messages import Message
from assistant.plan import Plan, Step
from assistant.roles import Models


async def understand(text: str, pictures: int, models: Models, messages: list[Message]) -> Plan:  # noqa: ARG001
    """What was asked for."""
    return Plan((Step(1, "chat", text),))
