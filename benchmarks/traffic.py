"""Sends requests over some connections as fast as they are answered, at little cost to itself."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvloop

ANSWER_WITHIN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Sent:
    """How it went."""

    seconds: float
    latencies: Sequence[float]
    """Seconds that each request took."""

    @property
    def per_second(self) -> float:
        """How many requests were answered in a second."""
        return len(self.latencies) / self.seconds


def request(
    address: str, path: str, *, method: str = "GET", headers: Mapping[str, str], body: bytes = b""
) -> bytes:
    """Write a request as it goes over the line."""
    fields = {"Host": urlsplit(address).netloc, **headers}
    if body:
        fields["Content-Length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def send(address: str, requests: Sequence[bytes], *, connections: int) -> Sent:
    """Send all requests, each connection the next one when its last is answered.

    Raises:
        RuntimeError: An answer was no success.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_send(address, iter(requests), connections))


async def _send(address: str, requests: Iterator[bytes], connections: int) -> Sent:
    latencies: list[float] = []
    began = time.perf_counter()
    async with asyncio.timeout(ANSWER_WITHIN_SECONDS * 10):
        await asyncio.gather(*(_connection(address, requests, latencies) for _ in range(connections)))
    return Sent(time.perf_counter() - began, latencies)


async def _connection(address: str, requests: Iterator[bytes], latencies: list[float]) -> None:
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    for one in requests:
        began = time.perf_counter()
        writer.write(one)
        head = await reader.readuntil(b"\r\n\r\n")
        body = await _body(reader, head.lower())
        latencies.append(time.perf_counter() - began)
        if head[9:10] != b"2":
            raise RuntimeError(f"{head.decode()}{body.decode()}")
    writer.close()
    await writer.wait_closed()


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    if b"transfer-encoding: chunked" in head:
        parts = []
        while size := int(await reader.readuntil(b"\r\n"), 16):
            parts.append((await reader.readexactly(size + 2))[:-2])
        await reader.readexactly(2)
        return b"".join(parts)
    _, found, rest = head.partition(b"content-length:")
    return await reader.readexactly(int(rest.partition(b"\r\n")[0])) if found else b""
