"""The door: records accepted a second, one by one and by batch; beside it bare commits to the database."""

import time
from collections.abc import Callable, Sequence

import msgspec
import psycopg

from benchmarks.report import Figure, percentile
from benchmarks.service import database, ndjson, push_batch, relations
from benchmarks.traffic import Sent, request, send
from tests.crm_payloads import Body
from tests.running_service import RunningService, running_service

ONE_BY_ONE = 1_500
BATCH = 10_000
CONNECTIONS = 8
GROUP = 500
TABLE = "CREATE TABLE IF NOT EXISTS bare (external_id text PRIMARY KEY, payload text)"
INSERT = "INSERT INTO bare SELECT * FROM unnest(%s::text[], %s::text[])"


def measure() -> list[Figure]:
    """Measure bare commits, then the door, while no worker runs: what comes in is all that is measured."""
    with database() as url:
        single = ONE_BY_ONE / _commits(url, relations(ONE_BY_ONE), 1)
        grouped = BATCH / _commits(url, relations(BATCH, first=100_000), GROUP)
        with running_service(url, limits="off", worker=False) as running:
            alone = _puts(running, first=1_000_000, connections=1)
            together = _puts(running, first=2_000_000, connections=CONNECTIONS)
            batch = ndjson("relation", relations(BATCH, first=3_000_000))
            took = _seconds(lambda: push_batch(running, batch))
            again = _seconds(lambda: push_batch(running, batch))
    return [
        *_figures(alone, "PUT over one connection", floor=single),
        *_figures(together, f"PUT over {CONNECTIONS} connections", floor=single),
        Figure(
            name="by batch, new",
            value=BATCH / took,
            unit="/s",
            floor=grouped,
            floor_name=f"bare commits of {GROUP}",
        ),
        Figure(
            name="by batch, unchanged",
            value=BATCH / again,
            unit="/s",
            floor=grouped,
            floor_name=f"bare commits of {GROUP}",
        ),
    ]


def _figures(sent: Sent, name: str, *, floor: float) -> list[Figure]:
    return [
        Figure(name=name, value=sent.per_second, unit="/s", floor=floor, floor_name="bare commits of one"),
        Figure(name=f"{name}, p50", value=percentile(sent.latencies, 0.5) * 1000, unit="ms"),
        Figure(name=f"{name}, p99", value=percentile(sent.latencies, 0.99) * 1000, unit="ms"),
    ]


def _puts(running: RunningService, *, first: int, connections: int) -> Sent:
    address = str(running.api.base_url)
    headers = {"Authorization": running.api.headers["Authorization"], "Content-Type": "application/json"}
    requests = [
        request(
            address,
            f"/api/v1/relations/{key}",
            method="PUT",
            headers=headers,
            body=msgspec.json.encode(body),
        )
        for key, body in relations(ONE_BY_ONE, first=first).items()
    ]
    return send(address, requests, connections=connections)


def _commits(url: str, bodies: dict[str, Body], group: int) -> float:
    """Store the same records with nothing checked, and nothing that follows from them."""
    rows = [(key, msgspec.json.encode(body).decode()) for key, body in bodies.items()]
    with psycopg.connect(url, autocommit=True) as session:
        session.execute(TABLE)
        return _seconds(lambda: _insert(session, rows, group))


def _insert(
    session: "psycopg.Connection[tuple[object, ...]]", rows: Sequence[tuple[str, str]], group: int
) -> None:
    for start in range(0, len(rows), group):
        some = rows[start : start + group]
        session.execute(INSERT, ([key for key, _ in some], [text for _, text in some]))


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
