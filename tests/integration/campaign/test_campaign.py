"""The fault campaign: everything fails, again and again, and yet the books equal the CRM to the cent."""

import base64
import os
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from random import Random
from typing import Any

import pytest

from snelkoppeling.domain.identity import ConnectionId, EntityType, ExternalId, RecordKey
from tests.conftest import empty_tables
from tests.crm_payloads import Body, a_pdf, a_relation_body, an_invoice_body
from tests.running_service import RunningService, running_service

SEED = int(os.environ.get("SNELKOPPELING_CAMPAIGN_SEED", "20261124"))
RELATIONS = 300
CHANGES = 150
INVOICES = 500
KILLS = 22
SETTINGS = {
    "SNELKOPPELING_SETTLE_SECONDS": "2",
    "SNELKOPPELING_SEND_WITHIN_SECONDS": "2",
    "SNELKOPPELING_FIRST_LOOK_SECONDS": "0.2",
    "SNELKOPPELING_SNELSTART_TIMEOUT_SECONDS": "1",
}
FAULTS: tuple[Mapping[str, object], ...] = (
    {"kind": "answer_lost", "method": "POST", "probability": 0.04},
    {"kind": "answer_lost", "method": "PUT", "probability": 0.05},
    {"kind": "error_after", "method": "POST", "probability": 0.03},
    {"kind": "error_before", "probability": 0.02},
    {"kind": "connection_dropped", "probability": 0.01},
    {"kind": "token_dropped", "probability": 0.005},
    {"kind": "slow_after", "method": "POST", "probability": 0.01, "seconds": 1.5},
)


@dataclass(slots=True)
class Crm:
    """What the CRM holds: the truth that the books must equal in the end."""

    random: Random
    relations: dict[str, Body] = field(default_factory=dict)
    invoices: dict[str, Body] = field(default_factory=dict)
    pushes: list[tuple[str, str, Body]] = field(default_factory=list)

    def make(self) -> None:
        """Think up all records, and in which order they are sent: changes in order, all else at random."""
        for number in range(RELATIONS):
            body = a_relation_body(self.random, number) | {"modified_at": "2026-11-01T09:00:00Z"}
            self.relations[f"R{number}"] = body
            self.pushes.append(("relations", f"R{number}", body))
        for number in range(INVOICES):
            relation = f"R{self.random.randrange(RELATIONS)}"
            body = an_invoice_body(self.random, f"2026-{number:04}", relation)
            self.invoices[f"I{number}"] = body
            self.pushes.append(("invoices", f"I{number}", body))
        self.random.shuffle(self.pushes)
        for number in self.random.sample(range(RELATIONS), CHANGES):
            self._change(f"R{number}")
        self.pushes += self.random.sample(self.pushes, 60)  # Repeats, some of them out of date.

    def _change(self, external_id: str) -> None:
        changed = self.relations[external_id] | {
            "phone": f"020 3{self.random.randrange(100000, 999999)}",
            "modified_at": "2026-11-02T09:00:00Z",
        }
        self.relations[external_id] = changed
        place = self.random.randrange(len(self.pushes) // 2, len(self.pushes))
        self.pushes.insert(place, ("relations", external_id, changed))


@dataclass(slots=True)
class Torment:
    """Kills the worker, cuts the line, refuses calls; each kill comes after the worker did something."""

    service: RunningService
    random: Random
    kills: int = 0

    def run(self, pushed: "Future[None]") -> None:
        """Go on until everything is pushed and the worker was killed often enough."""
        control = self.service.simulator.control
        for number, fault in enumerate(FAULTS):
            more = {name: value for name, value in fault.items() if name != "kind"}
            control.add_fault(fault["kind"], seed=SEED + number, **more)  # type: ignore[arg-type]
        while self.kills < KILLS or not pushed.done():
            self._wait_for_calls(self.random.randrange(2, 50))
            match self.random.randrange(6):
                case 0:
                    control.set_down(self.random.choice(["refuse", "503"]))
                    time.sleep(self.random.uniform(0.2, 1.0))
                    control.set_down("up")
                case 1:
                    control.add_fault("too_many_calls", count=self.random.randrange(1, 20), retry_after=1)
                case _:
                    self.service.worker.kill()
                    self.kills += 1
                    self.service.worker.start()
        print([(fault["kind"], fault["struck"]) for fault in control.faults()][: len(FAULTS)])  # noqa: T201
        control.clear_faults()

    def _wait_for_calls(self, count: int) -> None:
        """Wait until the worker made so many calls more, or has had enough time to do so."""
        control = self.service.simulator.control
        reached = control.summary()["calls"] + count
        deadline = time.monotonic() + 10
        while control.summary()["calls"] < reached and time.monotonic() < deadline:
            time.sleep(0.005)


def push_all(service: RunningService, crm: Crm, torment: Torment) -> None:
    """Push everything through the door, spread over all kills, and as often as it takes to be stored."""
    for number, (kind, external_id, body) in enumerate(crm.pushes):
        while number > len(crm.pushes) * (torment.kills + 1) / KILLS:
            time.sleep(0.01)
        sent = dict(body)
        if kind == "invoices":
            pdf = base64.b64encode(a_pdf(str(body["number"]))).decode()
            name = f"{body['number']}.pdf"
            sent["documents"] = [{"file_name": name, "media_type": "application/pdf", "content": pdf}]
        while (answer := service.put(kind, external_id, sent)).status_code == 503:
            time.sleep(0.2)
        assert answer.status_code == 202, answer.text


@pytest.mark.timeout(400)
def test_whatever_fails_each_record_is_in_the_books_exactly_once(database_url: str) -> None:
    empty_tables(database_url)
    random = Random(SEED)  # noqa: S311 - repeatable chance, not secrecy.
    crm = Crm(random)
    crm.make()
    with running_service(database_url, more=SETTINGS) as service:
        with ThreadPoolExecutor(1) as pusher:
            torment = Torment(service, random)
            pushed = pusher.submit(push_all, service, crm, torment)
            torment.run(pushed)
            pushed.result()
        counts = service.wait_until_quiet(seconds=60)
        print(service.house.administrations.get(service.administration))  # noqa: T201 - shown by -s
        books = service.simulator.control.books()
        calls = service.simulator.control.counts()
        history = history_of(service, crm)

    events = Counter(name for names in history.values() for name in names)
    print(f"kills={torment.kills} calls={sum(calls.values())} events={dict(events)}")  # noqa: T201 - shown by -s
    assert torment.kills >= 20
    assert counts == {"in_sync": RELATIONS + 2 * INVOICES}
    assert relations_in(books) == Counter(relation_of(body) for body in crm.relations.values())
    assert bookings_in(books) == Counter(booking_of(crm, body) for body in crm.invoices.values())
    assert attachments_in(books) == Counter(
        (str(body["number"]), sha256(a_pdf(str(body["number"]))).hexdigest())
        for body in crm.invoices.values()
    )
    assert all(names[0] == "accepted" for names in history.values())
    assert all({"created", "found", "adopted"} & set(names) for names in history.values())
    # A kill leaves no event of its own: that a write was unknown then shows in what its look-up found.
    unknown = {"outcome_unknown", "found", "repeated"}
    assert sum(bool(unknown & set(names)) for names in history.values()) > 20, "the campaign was too gentle"


def history_of(service: RunningService, crm: Crm) -> dict[str, list[str]]:
    """Name what happened to each record, in order."""
    (connection,) = service.house.connections.all()
    told = {}
    for kind, ids in ((EntityType.RELATION, crm.relations), (EntityType.INVOICE, crm.invoices)):
        for external_id in ids:
            key = RecordKey(ConnectionId(connection.id), kind, ExternalId(external_id))
            state = service.house.records.state_of(key)
            assert state is not None
            told[external_id] = [entry.event.name for entry in state.history]
    return told


def relation_of(body: Body) -> tuple[Any, ...]:
    address = body["visiting_address"]
    assert isinstance(address, dict)
    phone = "".join(str(body["phone"]).split())
    return (body["name"], address["street"], address["postal_code"], phone[-9:], body["email"])


def relations_in(books: Mapping[str, Any]) -> "Counter[tuple[Any, ...]]":
    ours = [row for row in books["relaties"] if row["relatiecode"] > 0 and "Eigen" not in row["relatiesoort"]]
    return Counter(
        (
            row["naam"],
            row["vestigingsAdres"]["straat"],
            row["vestigingsAdres"]["postcode"],
            "".join(char for char in row["telefoon"] if char.isdigit())[-9:],
            row["email"],
        )
        for row in ours
    )


def booking_of(crm: Crm, body: Body) -> tuple[Any, ...]:
    lines = body["lines"]
    rows = body["vat_breakdown"]
    assert isinstance(lines, list)
    assert isinstance(rows, list)
    vat = sorted(Decimal(row["vat_amount"]) for row in rows if row["vat_category"] == "S")
    email = crm.relations[str(body["relation"])]["email"]
    nets = tuple(sorted(Decimal(line["net_amount"]) for line in lines))
    return (body["number"], email, Decimal(str(body["total_with_vat"])), nets, tuple(vat))


def bookings_in(books: Mapping[str, Any]) -> "Counter[tuple[Any, ...]]":
    emails = {row["id"]: row["email"] for row in books["relaties"]}
    return Counter(
        (
            row["factuurnummer"],
            emails[row["klant"]["id"]],
            Decimal(row["factuurbedrag"]),
            tuple(sorted(Decimal(line["bedrag"]) for line in row["boekingsregels"])),
            tuple(sorted(Decimal(line["btwBedrag"]) for line in row["btw"])),
        )
        for row in books["verkoopboekingen"]
    )


def attachments_in(books: Mapping[str, Any]) -> "Counter[tuple[str, str]]":
    numbers = {row["id"]: row["factuurnummer"] for row in books["verkoopboekingen"]}
    return Counter((numbers[row["parentIdentifier"]], row["sha256"]) for row in books["documenten"])
