"""A recorded conversation on its way to the user's disk, over HTTP, once.

POST /assistant/recording ends the recording and answers with the zip file; with {"error": one clear line} and 409
where there is none, 403 to all but Oriel's own page, or 500. The server keeps nothing of what it gave away, nor does
the browser beside the file that it saves. Only a page of ours can ask: a request that changes something names its
origin, and one that names none is refused.
"""

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.errors import AssistantError, BadInput
from assistant.ui.link import is_own_page
from assistant.ui.picture_routes import NOT_YOURS, download, may_see, refused

PATH = "/assistant/recording"
NAME = "oriel.zip"  # the page gives it a better one

log = logging.getLogger(__name__)


def route(stop: Callable[[], bytes], tell: Callable[[str], None]) -> Route:
    """The route. stop: ends the recording and packs it, in a worker thread; tell: shows the user why there is none."""

    async def give(request: Request) -> Response:
        if not (is_own_page(request.headers) and may_see(request.headers)):
            return refused(403, NOT_YOURS)
        try:
            return download(NAME, await run_in_threadpool(stop))
        except AssistantError as error:
            tell(str(error))
            return refused(409 if isinstance(error, BadInput) else 500, str(error))
        except Exception as error:  # noqa: BLE001  # the top of a task
            log.error("a recording could not be packed: %s", type(error).__name__)
            tell("the recording could not be saved; it is lost")
            return refused(500, "the recording could not be saved")

    return Route(PATH, give, methods=["POST"])
