import asyncio
from collections.abc import Sequence

from snelkoppeling.web.shell import Message, Shell


def _conversation(scope_type: str, received: Sequence[str]) -> list[str]:
    """Tell what the shell says in a conversation in which a server says this."""
    said: list[str] = []
    waiting = [*received]

    async def receive() -> Message:
        return {"type": waiting.pop(0)}

    async def send(message: Message) -> None:
        said.append(message["type"])

    async def nothing(_scope: Message, _receive: object, _send: object) -> None:
        raise AssertionError("only requests are for the application")

    asyncio.run(Shell(nothing)({"type": scope_type}, receive, send))
    return said


def test_the_server_is_told_that_the_web_starts_and_stops() -> None:
    said = _conversation("lifespan", ["lifespan.startup", "lifespan.shutdown"])

    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_web_sockets_are_closed_politely() -> None:
    assert _conversation("websocket", []) == ["websocket.close"]
