"""Tests how Django is run for a request."""

import asyncio
import json
from collections.abc import MutableMapping, Sequence
from typing import Any

from tests.unit.web.door import Door, relation_body

AT_ONCE = 40


def test_an_answer_tells_its_length_so_that_it_need_not_come_in_pieces(door: Door) -> None:
    answer = door.put("relations", "R1", relation_body())

    assert answer.headers["content-length"] == str(len(answer.content))


def test_a_record_is_stored_although_its_client_went_away_after_sending_it(door: Door) -> None:
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": json.dumps(relation_body()).encode(), "more_body": False},
        {"type": "http.disconnect"},
    ]

    door.runner.run(_serve(door, messages))

    assert "R1" in door.items


def test_a_record_that_came_only_in_part_is_not_stored(door: Door) -> None:
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": json.dumps(relation_body()).encode(), "more_body": True},
        {"type": "http.disconnect"},
    ]

    sent = door.runner.run(_serve(door, messages))

    assert not door.items
    assert sent == []


def test_more_requests_than_there_are_threads_are_all_answered(door: Door) -> None:
    async def all_at_once() -> list[int]:
        answers = await asyncio.gather(
            *(_serve(door, [{"type": "http.request"}], method="GET", path="/healthz") for _ in range(AT_ONCE))
        )
        return [sent[0]["status"] for sent in answers]

    assert door.runner.run(all_at_once()) == [200] * AT_ONCE


async def _serve(
    door: Door,
    messages: Sequence[dict[str, Any]],
    *,
    method: str = "PUT",
    path: str = "/api/v1/relations/R1",
) -> list[MutableMapping[str, Any]]:
    """Hand the application messages of a server, and give what it answers."""
    waiting = iter(messages)
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(0)
        return next(waiting)

    async def send(message: MutableMapping[str, Any]) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    headers = [
        (b"authorization", f"Bearer {door.api_key}".encode()),
        (b"content-type", b"application/json"),
        (b"host", b"door"),
    ]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
        "http_version": "1.1",
    }
    await door.application(scope, receive, send)
    return sent
