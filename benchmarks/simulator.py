"""The simulator: simple requests a second on one core; beside it a bare answer of the same HTTP server."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec

from benchmarks.report import Figure
from benchmarks.traffic import request, send
from snelstart_simulator.process import RunningSimulator
from snelstart_simulator.process import start as start_simulator

COUNT = 10_000
CONNECTIONS = 8
RELATIONS = 500
FLOOR = "a bare answer"
BARE_ANSWER = Path(__file__).with_name("bare_answer.py")


def measure() -> list[Figure]:
    """Measure the bare answer, then the simulator, each on the first core and the traffic on the others."""
    with _others_for_us():
        with _bare_answer() as address:
            plain = request(address, "/", headers={})
            floor = send(address, [plain] * COUNT, connections=CONNECTIONS).per_second
        with start_simulator(limits="off") as simulator:
            _on_first_core(simulator.process.pid)
            return [
                Figure(
                    name=name,
                    value=send(simulator.auth, requests, connections=CONNECTIONS).per_second,
                    unit="/s",
                    at_least=at_least,
                    floor=floor,
                    floor_name=FLOOR,
                )
                for name, requests, at_least in _kinds(simulator)
            ]


def _kinds(simulator: RunningSimulator) -> list[tuple[str, Sequence[bytes], float | None]]:
    ask = _asker(simulator)
    bodies = [{"naam": f"Klant {number}", "relatiesoort": ["Klant"]} for number in range(COUNT)]
    posts = [ask("POST", "/v2/relaties", msgspec.json.encode(body)) for body in bodies]
    identifier = _one_relation(simulator, posts[0])
    return [
        ("GET /echo/{text}", [ask("GET", "/v2/echo/hallo", b"")] * COUNT, 2_000),
        ("GET /relaties/{id}", [ask("GET", f"/v2/relaties/{identifier}", b"")] * COUNT, 2_000),
        ("POST /relaties", posts, None),
        (f"GET /relaties, a page of {RELATIONS}", [ask("GET", "/v2/relaties?$top=500", b"")] * 100, None),
    ]


def _asker(simulator: RunningSimulator) -> Callable[[str, str, bytes], bytes]:
    form = {"grant_type": "clientkey", "clientkey": simulator.koppelsleutel}
    answer = httpx.post(f"{simulator.auth}/b2b/token", data=form, trust_env=False).raise_for_status()
    headers = {
        "Authorization": f"Bearer {answer.json()['access_token']}",
        "Ocp-Apim-Subscription-Key": simulator.subscription_key,
        "Content-Type": "application/json",
    }

    def ask(method: str, path: str, body: bytes) -> bytes:
        return request(simulator.auth, path, method=method, headers=headers, body=body)

    return ask


def _one_relation(simulator: RunningSimulator, post: bytes) -> str:
    send(simulator.auth, [post], connections=1)
    identifier: str = simulator.control.books()["relaties"][-1]["id"]
    return identifier


@contextmanager
def _bare_answer() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, str(BARE_ANSWER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        _on_first_core(process.pid)
        if process.stdout is None:
            raise RuntimeError("the program has no output")
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@contextmanager
def _others_for_us() -> Iterator[None]:
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores - {min(cores)} or cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _on_first_core(pid: int) -> None:
    os.sched_setaffinity(pid, {0})
