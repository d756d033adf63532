"""Gives a benchmark what it measures: the service on a PostgreSQL of its own, and the bare client."""

import functools
import gc
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TypeVar

import msgspec
import psycopg

from snelkoppeling import embedded_database
from snelstart_client import OFF, Limiter, Secret, SnelStart
from snelstart_client import Settings as ClientSettings
from snelstart_simulator.control_client import AnsweredCall
from snelstart_simulator.process import RunningSimulator
from snelstart_simulator.process import start as start_simulator
from tests.conftest import make_tables
from tests.crm_payloads import Body, a_relation_body
from tests.running_service import RunningService, running_service

THREADS = 8
"""As many as the engine uses; see `Pace`."""
WRITES = frozenset({"POST", "PUT", "DELETE"})
BATCH_SECONDS = 300
T = TypeVar("T")
_versions: list[str] = []


class BenchmarkError(Exception):
    """What was to be measured did not happen."""


@contextmanager
def service() -> Iterator[RunningService]:
    """Run web, worker, simulator and PostgreSQL, with no limit on calls."""
    with database() as url, running_service(url, limits="off") as running:
        yield running


@contextmanager
def database() -> Iterator[str]:
    """Run a PostgreSQL server with our tables; it waits for the disk as in earnest."""
    with data_folder() as folder:
        server = embedded_database.start(folder)
        try:
            make_tables(server.url)
            note_version(server.url)
            yield server.url
        finally:
            server.stop()


@contextmanager
def data_folder() -> Iterator[Path]:
    """Make a folder for the data of an installation, and remove it with all that is in it."""
    outer = Path(tempfile.mkdtemp(prefix="snelkoppeling-benchmark-"))
    outer.chmod(0o755)  # The account that runs the server when we are root must get through.
    try:
        yield outer / "data"
    finally:
        shutil.rmtree(outer, ignore_errors=True)


def note_version(url: str) -> None:
    """Remember which PostgreSQL is used."""
    with psycopg.connect(url) as session:
        row = session.execute("SHOW server_version").fetchone()
    _versions[:] = [str(row[0])] if row else []


def database_version() -> str:
    """Tell which PostgreSQL was used; nothing when none was."""
    return _versions[0] if _versions else ""


@contextmanager
def bare_client() -> Iterator[tuple[SnelStart, RunningSimulator]]:
    """Give a client with nothing around it, and a simulator of its own."""
    with start_simulator(limits="off") as simulator:
        client = SnelStart(
            Secret(simulator.koppelsleutel),
            Secret(simulator.subscription_key),
            settings=ClientSettings(
                base_url=simulator.api, auth_url=simulator.auth, max_connections=THREADS + 2
            ),
            limiter=Limiter(OFF),
        )
        try:
            client.echo.get("warm")
            yield client, simulator
        finally:
            client.close()


def seconds_for(work: Callable[[T], object], items: Sequence[T]) -> float:
    """Do some work for each item, with as many threads as the engine has; gives the seconds."""
    with ThreadPoolExecutor(THREADS) as executor:
        gc.collect()
        began = time.perf_counter()
        for _ in executor.map(work, items):
            pass
        return time.perf_counter() - began


def relations(count: int, *, first: int = 0) -> dict[str, Body]:
    """Think up relations, the same ones each time."""
    random = Random(first)  # noqa: S311 - figures for a measurement, no secrets.
    return {f"R{number}": a_relation_body(random, number) for number in range(first, first + count)}


def ndjson(kind: str, bodies: Mapping[str, Mapping[str, object]]) -> bytes:
    """Write records as a batch."""
    lines = ({"type": kind, "external_id": key, **body} for key, body in bodies.items())
    return b"\n".join(msgspec.json.encode(line) for line in lines)


def push_batch(running: RunningService, body: bytes) -> dict[str, int]:
    """Send a batch; gives what the door says became of it."""
    headers = {"Content-Type": "application/x-ndjson"}
    response = running.api.post("/api/v1/batch", content=body, headers=headers, timeout=BATCH_SECONDS)
    totals: dict[str, int] = response.raise_for_status().json()["totals"]
    if totals["refused"]:
        raise BenchmarkError(f"the door refused {totals['refused']} lines: {response.text[:2000]}")
    return totals


def require_all_in_sync(running: RunningService, seconds: float) -> None:
    """Wait until all has arrived."""
    counts = running.wait_until_quiet(seconds=seconds)
    if set(counts) - {"in_sync"}:
        raise BenchmarkError(f"not all arrived: {counts}")


def writes(calls: Iterable[AnsweredCall], path: str = "/v2/") -> list[AnsweredCall]:
    """Choose the calls that wrote something below a path, and succeeded."""
    return [
        call
        for call in calls
        if call.method in WRITES and call.path.lower().startswith(path) and 200 <= call.status < 300
    ]


@functools.cache
def a_pdf_of(size: int) -> bytes:
    """Make a PDF of a size; what follows the end mark is what no program can press together."""
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n% "
    return head + Random(size).randbytes(size - len(head)).replace(b"\n", b" ")  # noqa: S311 - no secret.
