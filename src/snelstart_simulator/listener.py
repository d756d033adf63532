"""Listens on a port with uvicorn, such that a fault can cut a line and the port can close and reopen."""

import asyncio
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

_KEEP_ALIVE_SECONDS = 120
_BACKLOG = 1024


class _Protocol(HttpToolsProtocol):
    """HTTP that tells the application which line it is on."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["transport"] = self.transport  # type: ignore[typeddict-unknown-key]  # Our own extension.


class Listener:
    """A port of this machine on which an ASGI application answers."""

    def __init__(self, app: Any, *, host: str, port: int) -> None:
        self._config = uvicorn.Config(
            app,
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        )
        self._config.load()
        self._state = ServerState()
        self._host = host
        self.port = port
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """The address to type in."""
        return f"http://{self._host}:{self.port}"

    async def open(self) -> None:
        """Start listening; a port of 0 becomes one that is free, and stays it."""
        if self._server is not None:
            return
        loop = asyncio.get_running_loop()
        listening = socket.socket(socket.AF_INET6 if ":" in self._host else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((self._host, self.port))
        self.port = listening.getsockname()[1]
        self._server = await loop.create_server(
            lambda: _Protocol(self._config, self._state, {}), sock=listening, backlog=_BACKLOG
        )

    async def close(self) -> None:
        """Refuse new lines and cut the ones that are open."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        for line in list(self._state.connections):
            if line.transport is not None:
                line.transport.abort()
        await asyncio.sleep(0)
