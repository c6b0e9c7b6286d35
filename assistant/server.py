"""The app's server: Streamlit's pages, the link between a page and the session, the files of the page's live part."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from assistant import __version__, ui
from assistant.config import Config
from assistant.desk import Desk
from assistant.launch import HELLO, HOST, home_mark
from assistant.ui import link, picture_routes, recording_route

HERE = Path(__file__).parent
POLL_S = 0.02
# What must not be left to Streamlit's defaults: they listen everywhere, ask the network who we are, send usage
# statistics, and watch torch's files (streamlit #10992).
STREAMLIT = {
    "server.address": HOST,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": HOST,
    "runner.magicEnabled": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "logger.level": "error",
    "logger.hideWelcomeMessage": True,
    "server.maxUploadSize": 64,
    # The colours of the live part (page/part.css); which set is used follows the system.
    "theme.light.backgroundColor": "#FAFAF7",
    "theme.light.secondaryBackgroundColor": "#F0F0EA",
    "theme.light.textColor": "#1B2126",
    "theme.light.primaryColor": "#0B6E63",
    "theme.light.linkColor": "#1F5FBF",
    "theme.dark.backgroundColor": "#0F1417",
    "theme.dark.secondaryBackgroundColor": "#182026",
    "theme.dark.textColor": "#E8EDF0",
    "theme.dark.primaryColor": "#3FC1B0",
    "theme.dark.linkColor": "#6AA9FF",
}


def serve(config: Config, settings_file: Path, port: int, ready: Callable[[str], None]) -> None:
    """Serve until the process is told to end; `ready` is called with the address once a page would be served.

    Raises AssistantError when the conversation cannot be opened.
    """
    desk = Desk(config, settings_file)
    try:
        make_app(desk, port, ready).run(config={**STREAMLIT, "server.port": port})
    finally:
        desk.close()


def make_app(desk: Desk, port: int, ready: Callable[[str], None]) -> st.App:
    """The app on this desk, which it opens to the pages while it runs."""

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        ui.open_desk(desk)
        announcing = asyncio.create_task(announce(port, ready))
        yield
        announcing.cancel()
        ui.open_desk(None)

    async def serve_link(socket: WebSocket) -> None:
        await link.serve(socket, desk)

    async def hello(_: Request) -> Response:
        return JSONResponse({"oriel": __version__, "home": home_mark(desk.config.folders)})

    return st.App(
        HERE / "app.py",
        lifespan=lifespan,
        routes=[
            WebSocketRoute(link.PATH, serve_link),
            Route(HELLO, hello),
            *picture_routes.routes(desk.album, desk.show, desk.file),
            recording_route.route(desk.recording, desk.session.tell),
            Mount("/assistant/page", StaticFiles(directory=HERE / "ui" / "page")),
        ],
        middleware=[
            Middleware(OwnPagesOnly),
            Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"]),
        ],
    )


class OwnPagesOnly:
    """Refuses what a page of another origin asks for: its sockets, and requests that name it.

    Streamlit's own check lets the pages of every port of this machine read the history and change settings, and to
    judge a site from elsewhere it asks a server on the internet for our address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not link.is_own_page(Headers(scope=scope)):
            await WebSocket(scope, receive, send).close()  # a response, as TrustedHostMiddleware's, upsets uvicorn
        elif (
            scope["type"] == "http" and "origin" in (headers := Headers(scope=scope)) and not link.is_own_page(headers)
        ):
            await PlainTextResponse("for Oriel's own pages only", status_code=403)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


async def announce(port: int, ready: Callable[[str], None]) -> None:
    """Call `ready` as soon as the port takes connections, which is after the app has started."""
    while True:
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(POLL_S)
            continue
        writer.close()
        await asyncio.to_thread(ready, f"http://{HOST}:{port}")
        return
