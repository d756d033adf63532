"""A program that answers every request with the same few bytes, on the server that the simulator uses."""

import asyncio
import sys
from typing import Any

import uvloop

from snelstart_simulator.listener import Listener

BODY = b'"snelkoppeling"'
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


async def answer(_scope: Any, receive: Any, send: Any) -> None:
    """Answer, as an ASGI application."""
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})


async def main() -> None:
    """Listen until the end of standard input, and say where."""
    listener = Listener(answer, host="127.0.0.1", port=0)
    await listener.open()
    print(listener.address, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await listener.close()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())
