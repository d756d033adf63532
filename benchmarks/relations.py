"""Relations: 10,000 by batch with one worker, then the same again; beside it a bare loop over the client."""

import time
from collections.abc import Sequence

from benchmarks.report import Figure
from benchmarks.service import (
    bare_client,
    ndjson,
    push_batch,
    relations,
    require_all_in_sync,
    seconds_for,
    service,
    writes,
)
from snelkoppeling.bootstrap import utc_now
from snelkoppeling.connectors.snelstart.mapping.relation import Countries, image_of_relation, laid_over
from snelkoppeling.domain.identity import ConnectionId, EntityType
from snelkoppeling.domain.relation import Relation
from snelkoppeling.web.api.arrivals import Delivery, arrivals_of

COUNT = 10_000
ARRIVE_WITHIN_SECONDS = 300.0
LEAST_A_SECOND = 250
LEAST_SHARE = 0.5
"""Of what the bare loop makes."""
NANOSECONDS = 1_000_000_000
SETTLES_SECONDS = 3.0


def measure() -> list[Figure]:
    """Measure the bare loop, then the service."""
    floor = COUNT / _floor_seconds()
    with service() as running:
        control = running.simulator.control
        batch = ndjson("relation", relations(COUNT))
        control.clear_calls()
        began = time.monotonic_ns()
        push_batch(running, batch)
        accepted = time.monotonic_ns()
        require_all_in_sync(running, ARRIVE_WITHIN_SECONDS)
        calls = control.calls()
        control.clear_calls()
        push_batch(running, batch)
        time.sleep(SETTLES_SECONDS)
        again = control.calls()
    moments = sorted(call.time_ns for call in writes(calls, "/v2/relaties"))
    return [
        _rate("arriving, from the first to the last", moments, began=moments[0], floor=floor, at_least=True),
        _rate("from sending the batch to the last", moments, began=began, floor=floor),
        Figure(
            name="accepted by the door meanwhile", value=COUNT / ((accepted - began) / NANOSECONDS), unit="/s"
        ),
        Figure(name="calls per new record", value=len(calls) / COUNT, unit="", at_most=1.02),
        Figure(name="missing or doubled", value=abs(COUNT - len(moments)), unit="", at_most=0),
        Figure(name="writes for the same again", value=len(writes(again)), unit="", at_most=0),
        Figure(name="calls for the same again", value=len(again), unit="", at_most=25),
    ]


def _rate(name: str, moments: Sequence[int], *, began: int, floor: float, at_least: bool = False) -> Figure:
    return Figure(
        name=name,
        value=len(moments) / ((moments[-1] - began) / NANOSECONDS),
        unit="/s",
        at_least=max(LEAST_A_SECOND, LEAST_SHARE * floor) if at_least else None,
        floor=floor,
        floor_name="a bare loop over the client",
    )


def _floor_seconds() -> float:
    """Send the same bodies with the same threads, and nothing else."""
    with bare_client() as (client, _):
        countries = Countries(ids={land.landcode: land.id for land in client.landen.list() if land.landcode})
        bodies = []
        for external_id, body in relations(COUNT).items():
            (arrival,) = arrivals_of(
                Delivery(
                    connection=ConnectionId(1),
                    entity_type=EntityType.RELATION,
                    external_id=external_id,
                    fields=body,
                    now=utc_now(),
                )
            )
            if not isinstance(arrival.record, Relation):
                raise TypeError(external_id)
            image = image_of_relation(arrival.record)
            bodies.append(laid_over({}, image, fields=image, countries=countries))
        return seconds_for(client.relaties.create, bodies)
