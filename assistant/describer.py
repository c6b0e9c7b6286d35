"""What was found, in words."""

from assistant.messages import Finding, Told
from assistant.plan import Step


def tell(step: Step, finding: Finding) -> Told:  # noqa: ARG001
    """An answer from what was found alone."""
    return Told(f"I see {len(finding.things)}.")
