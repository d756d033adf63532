import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import uvicorn

from tests.integration.web.conftest import RealDoor
from tests.unit.web.door import relation_body


@pytest.fixture
def address(door: RealDoor) -> Iterator[str]:
    """A server on loopback."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(door.application, log_config=None, timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.fixture
def crm(address: str, door: RealDoor) -> Iterator[httpx.Client]:
    """A CRM with a key."""
    headers = {"Authorization": f"Bearer {door.api_key}"}
    with httpx.Client(base_url=address, headers=headers, timeout=20, trust_env=False) as client:
        yield client


def test_many_callers_at_once_lose_nothing(crm: httpx.Client, door: RealDoor) -> None:
    def put(number: int) -> int:
        return crm.put(f"/api/v1/relations/R{number % 40:02}", json=relation_body()).status_code

    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(put, range(120)))

    assert set(answers) == {202}
    assert door.stored() == [f"R{number:02}" for number in range(40)]


def test_a_batch_that_comes_in_pieces_is_read_line_by_line(crm: httpx.Client, door: RealDoor) -> None:
    def pieces() -> Iterator[bytes]:
        for number in range(1000):
            line = json.dumps({"type": "relation", "external_id": f"R{number}", "name": "A"}).encode()
            yield line[:20]
            yield line[20:] + b"\r\n"

    answer = crm.post("/api/v1/batch", content=pieces(), headers={"Content-Type": "application/x-ndjson"})

    assert answer.status_code == 202, answer.text
    assert answer.json()["totals"]["new"] == 1000
    assert len(door.stored()) == 1000


def test_a_caller_who_breaks_off_leaves_nothing(address: str, door: RealDoor) -> None:
    host, port = address.removeprefix("http://").split(":")
    head = f"PUT /api/v1/relations/R1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {door.api_key}\r\n"
    with socket.create_connection((host, int(port))) as line:
        line.sendall((head + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{").encode())

    assert httpx.get(f"{address}/healthz", trust_env=False).status_code == 200
    assert door.stored() == []


def test_ids_that_are_escaped_in_the_address_stay_whole(crm: httpx.Client, door: RealDoor) -> None:
    crm.put("/api/v1/relations/a%2Fb%20%C3%A9", json=relation_body())

    assert door.stored() == ["a/b é"]


@pytest.mark.parametrize("path", ["/api/v1/relations/%FF%FE", "/api/v1/relations/a%00b"])
def test_an_address_that_is_no_text_is_refused(crm: httpx.Client, door: RealDoor, path: str) -> None:
    answer = crm.put(path, json=relation_body())

    assert answer.status_code == 422
    assert door.stored() == []


def test_more_than_an_address_takes_is_refused_over_http(crm: httpx.Client, door: RealDoor) -> None:
    body = b'{"name": "' + b"x" * 3 * 1024 * 1024 + b'"}'

    answer = crm.put("/api/v1/relations/R1", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert door.stored() == []
