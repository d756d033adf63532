"""Backlog: 100,000 due records while SnelStart is away: memory, the door, and how soon it flows again."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread

import httpx
import msgspec

from benchmarks.installation import Installation, installation
from benchmarks.report import Figure, percentile
from benchmarks.service import BenchmarkError, ndjson, relations, writes
from benchmarks.traffic import request, send
from tests.crm_payloads import Body

COUNT = 100_000
BATCH = 10_000
DOOR = 300
REST_SECONDS = 30.0
DRAIN_SECONDS = 20.0
BACK_WITHIN_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.2
NANOSECONDS = 1_000_000_000


@dataclass(slots=True)
class Memory:
    """What all processes but the database's hold, looked at again and again."""

    running: Installation
    values: list[float] = field(default_factory=list)
    _ended: Event = field(default_factory=Event)

    def watch(self) -> Thread:
        """Look until `end`."""
        thread = Thread(target=self._watch, daemon=True)
        thread.start()
        return thread

    def end(self) -> None:
        """Look no more."""
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_EVERY_SECONDS):
            self.values.append(self.running.megabytes())


def measure() -> list[Figure]:
    """Measure an installation before, during and after SnelStart is away."""
    with installation() as running:
        numbers = count()
        at_start = running.megabytes()
        running.simulator.control.set_down("refuse")
        before = _door(running, numbers)
        memory = Memory(running)
        watching = memory.watch()
        for first in range(0, COUNT, BATCH):
            _push(running, relations(BATCH, first=1_000_000 + first))
        accepted = len(memory.values)
        during = _door(running, numbers)
        time.sleep(REST_SECONDS)
        at_rest = memory.values[accepted:]
        back, flow = _return(running)
        memory.end()
        watching.join()
    return [
        *_memory_figures(at_start, at_rest, memory.values),
        *_door_figures(before, during),
        Figure(name="first write after SnelStart is back", value=back, unit="s", at_most=5),
        Figure(name="flow in the first seconds after that", value=flow, unit="/s", at_least=250),
    ]


def _memory_figures(at_start: float, at_rest: Sequence[float], all_values: Sequence[float]) -> list[Figure]:
    third = len(at_rest) // 3
    growth = percentile(at_rest[-third:], 0.5) - percentile(at_rest[:third], 0.5)
    return [
        Figure(
            name="memory, the most at any moment",
            value=max(all_values),
            unit="MB",
            at_most=300,
            floor=at_start,
            floor_name="before the first record",
        ),
        Figure(
            name="memory with the backlog",
            value=percentile(at_rest, 0.5),
            unit="MB",
            at_most=300,
            floor=at_start,
            floor_name="before the first record",
        ),
        Figure(name=f"growth within {REST_SECONDS:.0f} s of rest", value=growth, unit="MB", at_most=3),
    ]


def _door_figures(before: Sequence[float], during: Sequence[float]) -> list[Figure]:
    return [
        Figure(
            name=f"door with the backlog, {name}",
            value=percentile(during, share) * 1000,
            unit="ms",
            floor=percentile(before, share) * 1000,
            floor_name="without it",
        )
        for name, share in (("p50", 0.5), ("p99", 0.99))
    ]


def _door(running: Installation, numbers: "count[int]") -> Sequence[float]:
    headers = {"Authorization": f"Bearer {running.api_key}", "Content-Type": "application/json"}
    requests = [
        request(
            running.address,
            f"/api/v1/relations/{key}",
            method="PUT",
            headers=headers,
            body=msgspec.json.encode(body),
        )
        for key, body in relations(DOOR, first=DOOR * next(numbers)).items()
    ]
    return send(running.address, requests, connections=1).latencies


def _push(running: Installation, bodies: Mapping[str, Body]) -> None:
    headers = {"Authorization": f"Bearer {running.api_key}", "Content-Type": "application/x-ndjson"}
    answer = httpx.post(
        f"{running.address}/api/v1/batch",
        content=ndjson("relation", bodies),
        headers=headers,
        timeout=300,
        trust_env=False,
    )
    if answer.status_code != httpx.codes.ACCEPTED:
        raise BenchmarkError(answer.text[:1000])


def _return(running: Installation) -> tuple[float, float]:
    """Bring SnelStart back; gives the seconds to the first write, and the writes a second after it."""
    control = running.simulator.control
    control.clear_calls()
    control.set_down("up")
    back = time.monotonic_ns()
    deadline = time.monotonic() + BACK_WITHIN_SECONDS
    while not (found := writes(control.calls(), "/v2/relaties")):
        if time.monotonic() > deadline:
            raise BenchmarkError("nothing was written after SnelStart was back")
        time.sleep(LOOK_EVERY_SECONDS)
    time.sleep(DRAIN_SECONDS)
    moments = [call.time_ns for call in writes(control.calls(), "/v2/relaties")]
    flow = (len(moments) - 1) / ((moments[-1] - moments[0]) / NANOSECONDS)
    return (found[0].time_ns - back) / NANOSECONDS, flow
