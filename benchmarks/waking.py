"""Waking: from the 202 at the door to the write at SnelStart, one relation at a time on an idle system."""

import time
from random import Random

from benchmarks.report import Figure, percentile
from benchmarks.service import BenchmarkError, bare_client, relations, service, writes
from snelstart_simulator.process import RunningSimulator
from tests.crm_payloads import Body
from tests.running_service import RunningService

COUNT = 200
WARM_UP = 10
REST_SECONDS = (0.05, 0.3)
"""Between two relations, at random: in step with the sweep, every one would meet it, or none."""
POLL_SECONDS = 0.02
ARRIVES_WITHIN_SECONDS = 10.0
NANOSECONDS_PER_MILLISECOND = 1_000_000


def measure() -> list[Figure]:
    """Measure the service, then the bare call."""
    since_202, since_push = _service()
    floor = _floor()
    return [
        _figure("p50, from the 202 to the write", since_202, floor=floor, share=0.50, at_most=40),
        _figure("p99, from the 202 to the write", since_202, floor=floor, share=0.99, at_most=150),
        _figure("p50, from sending to the write", since_push, floor=floor, share=0.50),
        _figure("p99, from sending to the write", since_push, floor=floor, share=0.99),
    ]


def _figure(
    name: str, values: list[float], *, floor: list[float], share: float, at_most: float | None = None
) -> Figure:
    return Figure(
        name=name,
        value=percentile(values, share),
        unit="ms",
        at_most=at_most,
        floor=percentile(floor, share),
        floor_name="a bare POST of the client",
    )


def _service() -> tuple[list[float], list[float]]:
    random = Random(1)  # noqa: S311 - no secret.
    since_202, since_push = [], []
    with service() as running:
        for number, (external_id, body) in enumerate(relations(COUNT + WARM_UP).items()):
            running.simulator.control.clear_calls()
            pushed, accepted, written = _one(running, external_id, body)
            if number >= WARM_UP:
                since_202.append((written - accepted) / NANOSECONDS_PER_MILLISECOND)
                since_push.append((written - pushed) / NANOSECONDS_PER_MILLISECOND)
            time.sleep(random.uniform(*REST_SECONDS))
    return since_202, since_push


def _one(running: RunningService, external_id: str, body: Body) -> tuple[int, int, int]:
    """Push one relation; gives when it was sent, accepted and written."""
    pushed = time.monotonic_ns()
    running.put("relations", external_id, body).raise_for_status()
    accepted = time.monotonic_ns()
    return pushed, accepted, _moment_of_write(running.simulator)


def _moment_of_write(simulator: RunningSimulator) -> int:
    deadline = time.monotonic() + ARRIVES_WITHIN_SECONDS
    while time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)
        if found := writes(simulator.control.calls(), "/v2/relaties"):
            return found[0].time_ns
    raise BenchmarkError("the relation did not arrive")


def _floor() -> list[float]:
    took = []
    with bare_client() as (client, simulator):
        for name in range(COUNT):
            simulator.control.clear_calls()
            began = time.monotonic_ns()
            client.relaties.create({"naam": f"Klant {name}", "relatiesoort": ["Klant"]})
            (call,) = writes(simulator.control.calls(), "/v2/relaties")
            took.append((call.time_ns - began) / NANOSECONDS_PER_MILLISECOND)
    return took
