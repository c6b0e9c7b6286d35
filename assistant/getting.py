"""Fetching models as a user asks for it: from the hub that is set, and with everything that leaves on record."""

from collections.abc import Callable

from assistant.config import Config, Hub
from assistant.ledger import Ledger
from local_models import fetch
from local_models.fetch import Fetched, OnProgress
from local_models.manifest import Model

PURPOSE = "models"  # in the ledger


def get(
    models: list[Model],
    settings: Config,
    hub: Hub,
    ledger: Ledger,
    on_progress: OnProgress = lambda _: None,
    wanted: Callable[[], bool] = lambda: True,
) -> list[Fetched]:
    """Bring those of these models that are not here; see fetch.fetch. What cannot be written down is not asked for."""

    def on_leaving(to: str, model: str) -> None:
        ledger.sent(to, "", PURPOSE, model, len(model))

    return fetch.fetch(models, settings.folders.models, on_progress, hub.url, hub.token, on_leaving, wanted)
