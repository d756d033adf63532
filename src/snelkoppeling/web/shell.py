"""The outermost layer of the web: limits on what is read, headers that browsers obey, and start and stop."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from snelkoppeling.domain.problem import problem
from snelkoppeling.web.limits import LARGEST_BATCH, LARGEST_JSON, LARGEST_WITH_DOCUMENTS, MEGABYTE
from snelkoppeling.web.problem_document import MEDIA_TYPE, document_of

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]

ROOM_FOR_MULTIPART = MEGABYTE
SECURITY_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
)
STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")


class Shell:
    """Wraps the application."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        match scope["type"]:
            case "http":
                await self._serve(scope, receive, send)
            case "lifespan":
                await _live(receive, send)
            case _:
                await send({"type": "websocket.close", "code": 1003})

    async def _serve(self, scope: Message, receive: Receive, send: Send) -> None:
        largest = largest_body(scope["path"])
        if _declared_length(scope) > largest:
            await _refuse(_with_headers(send, scope), largest)
            return
        reading = _LimitedReading(receive, largest)
        await self._application(scope, reading.next_message, _with_headers(send, scope))
        if reading.is_too_large:
            await _refuse(_with_headers(send, scope), largest)


class _LimitedReading:
    """Reads a body up to a limit; beyond it the application is told that the client has gone."""

    def __init__(self, receive: Receive, largest: int) -> None:
        self._receive = receive
        self._left = largest
        self.is_too_large = False

    async def next_message(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left >= 0:
            return message
        self.is_too_large = True
        return {"type": "http.disconnect"}


def _with_headers(send: Send, scope: Message) -> Send:
    """Add the headers that browsers obey to an answer."""
    added = [*SECURITY_HEADERS, *([STRICT_TRANSPORT] if scope["scheme"] == "https" else ())]

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return guarded


def largest_body(path: str) -> int:
    """Tell how many bytes an address takes."""
    if path.startswith("/api/v1/batch"):
        return LARGEST_BATCH
    if path.startswith("/api/v1/invoices/"):
        return LARGEST_WITH_DOCUMENTS + ROOM_FOR_MULTIPART
    return LARGEST_JSON


def _declared_length(scope: Message) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return 0


async def _refuse(send: Send, largest: int) -> None:
    found = problem("body-too-large", limit=f"{largest // MEGABYTE} MB")
    body = json.dumps(document_of(413, [found]), ensure_ascii=False).encode()
    headers = [
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _live(receive: Receive, send: Send) -> None:
    """Answer the server's start and stop; there is nothing to set up that bootstrap did not."""
    while (await receive())["type"] == "lifespan.startup":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
