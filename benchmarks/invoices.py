"""Invoices: 1,000 with a PDF of 30 KB each, by batch with one worker; beside it a loop over the client."""

import base64
import time
from datetime import UTC, datetime
from random import Random

from benchmarks.report import Figure
from benchmarks.service import (
    a_pdf_of,
    bare_client,
    ndjson,
    push_batch,
    relations,
    require_all_in_sync,
    seconds_for,
    service,
    writes,
)
from snelkoppeling.connectors.snelstart.mapping.invoice import to_verkoopboeking
from snelkoppeling.connectors.snelstart.mapping.ledger import to_chart, to_vat_table
from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ConnectionId, EntityType
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.ledger import STANDARD_SERVICES
from snelkoppeling.domain.policy import PostingRules
from snelkoppeling.domain.posting import post
from snelkoppeling.web.api.arrivals import Delivery, arrivals_of
from snelstart_client import SnelStart
from snelstart_client.resources.documenten import Documenttype
from tests.crm_payloads import Body, an_invoice_body
from tests.running_service import RunningService

COUNT = 1_000
CUSTOMERS = 100
PDF_BYTES = 30_000
ARRIVE_WITHIN_SECONDS = 300.0
NANOSECONDS = 1_000_000_000
BOOKINGS = "/v2/verkoopboekingen"
DOCUMENTS = "/v2/documenten"


def measure() -> list[Figure]:
    """Measure the service, then the bare loop."""
    with bare_client() as (client, _):
        floor = COUNT / _floor_seconds(client)
    with service() as running:
        push_batch(running, ndjson("relation", relations(CUSTOMERS)))
        require_all_in_sync(running, ARRIVE_WITHIN_SECONDS)
        return _measured(running, floor)


def _measured(running: RunningService, floor: float) -> list[Figure]:
    control = running.simulator.control
    batch = ndjson("invoice", {key: _with_pdf(key, body) for key, body in _bodies().items()})
    control.clear_calls()
    began = time.monotonic_ns()
    push_batch(running, batch)
    door = time.monotonic_ns() - began
    require_all_in_sync(running, ARRIVE_WITHIN_SECONDS)
    calls = control.calls()
    booked, attached = writes(calls, BOOKINGS), writes(calls, DOCUMENTS)
    moments = sorted(call.time_ns for call in (*booked, *attached))
    name = "a bare loop over the client"
    return [
        Figure(
            name="arriving with their PDF, from the first write to the last",
            value=COUNT / ((moments[-1] - moments[0]) / NANOSECONDS),
            unit="/s",
            at_least=60,
            floor=floor,
            floor_name=name,
        ),
        Figure(
            name="from sending the batch to the last write",
            value=COUNT / ((moments[-1] - began) / NANOSECONDS),
            unit="/s",
            floor=floor,
            floor_name=name,
        ),
        Figure(name="accepted by the door meanwhile", value=COUNT / (door / NANOSECONDS), unit="/s"),
        Figure(name="calls per invoice with its PDF", value=len(calls) / COUNT, unit="", at_most=2.04),
        Figure(
            name="missing or doubled",
            value=abs(COUNT - len(booked)) + abs(COUNT - len(attached)),
            unit="",
            at_most=0,
        ),
    ]


def _bodies() -> dict[str, Body]:
    random = Random(2)  # noqa: S311 - no secret.
    customers = list(relations(CUSTOMERS))
    return {
        f"F{number}": an_invoice_body(random, f"2026-{number:05}", random.choice(customers))
        for number in range(COUNT)
    }


def _pdf(key: str) -> bytes:
    return a_pdf_of(PDF_BYTES) + key.encode()


def _with_pdf(key: str, body: Body) -> Body:
    content = base64.b64encode(_pdf(key)).decode()
    document = {"file_name": f"{key}.pdf", "media_type": "application/pdf", "content": content}
    return {**body, "documents": [document]}


def _floor_seconds(client: SnelStart) -> float:
    """Book the same bookings and attach the same files with the same threads, and nothing else."""
    books = {
        name: client.relaties.create({"naam": str(body["name"]), "relatiesoort": ["Klant"]}).id
        for name, body in relations(CUSTOMERS).items()
    }
    rules = PostingRules(
        chart=to_chart(client.grootboeken.iter()),
        vat_table=to_vat_table(client.btwtarieven.list()),
        ledger_rules=STANDARD_SERVICES,
    )
    ready = []
    for key, body in _bodies().items():
        booking = _booking(key, body, customer=BooksId(books[str(body["relation"])]), rules=rules)
        ready.append((to_verkoopboeking(booking), f"{key}.pdf", _pdf(key)))

    def carry(one: tuple[object, str, bytes]) -> None:
        boeking, name, content = one
        made = client.verkoopboekingen.create(boeking)  # type: ignore[arg-type]  # Made by our own mapping.
        client.documenten.create(Documenttype.VERKOOPBOEKINGEN, made.id, file_name=name, content=content)

    return seconds_for(carry, ready)


def _booking(key: str, body: Body, *, customer: BooksId, rules: PostingRules) -> Booking:
    (arrival,) = arrivals_of(
        Delivery(
            connection=ConnectionId(1),
            entity_type=EntityType.INVOICE,
            external_id=key,
            fields=body,
            now=datetime.now(UTC),
        )
    )
    if not isinstance(arrival.record, Invoice):
        raise TypeError(key)
    counterparty = Counterparty(customer, arrival.record.relation, "NL", None)
    return post(arrival.record, counterparty, rules)
