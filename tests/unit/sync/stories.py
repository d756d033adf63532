"""What can happen to a company in a made-up story; what is listed twice is twice as likely."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

from snelkoppeling.domain.identity import EntityType, ExternalId, RecordKey
from snelkoppeling.domain.money import Money
from snelkoppeling.sync.choice import Choice
from snelkoppeling.sync.records import Incoming, Lane, Record
from tests.factories import NOON, a_key, a_line, a_project, a_relation, an_attachment, an_invoice
from tests.fakes.faults import Fault
from tests.fakes.shelves import DOUBTFUL

RELATIONS = ("R1", "R2", "R3", "R4")
PROJECTS = ("P1", "P2")
INVOICES = ("F1", "F2", "F3")
AGES = (None, None, None, None, None, 1, 2)
ALIKE = "030-9"
"""The phone number of R4, and of somebody whom the bookkeeper may have entered."""


@dataclass(frozen=True, slots=True)
class Push:
    """The CRM states a record, perhaps an older state than before."""

    key: RecordKey
    record: Record
    age: int | None = None
    """None makes it the newest; else it is as old as this number is low."""
    lane: Lane = Lane.LIVE

    def arrival(self) -> Incoming:
        moment = None if self.age is None else NOON + timedelta(days=self.age)
        return Incoming(key=self.key, record=self.record, modified_at=moment, lane=self.lane)


@dataclass(frozen=True, slots=True)
class Wait:
    """Time goes by."""

    seconds: int


@dataclass(frozen=True, slots=True)
class PersonCalls:
    """The bookkeeper notes a phone number that the CRM does not know."""

    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class PersonEdits:
    """The bookkeeper, or the accountant, changes a field of a booking."""

    invoice: str
    field: str
    value: str | bool


@dataclass(frozen=True, slots=True)
class PersonRemoves:
    """The bookkeeper removes a record from the books, with all that hangs on it."""

    key: RecordKey


@dataclass(frozen=True, slots=True)
class PersonProtects:
    """The bookkeeper closes a period with a booking in it, or opens it again."""

    invoice: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PersonEnters:
    """The bookkeeper enters a relation that resembles R4."""


@dataclass(frozen=True, slots=True)
class PersonDecides:
    """Somebody looks at one of the records that ask something, and makes the choice, if that is offered."""

    number: int
    preferred: Choice


Act = Push | PersonCalls | PersonEdits | PersonRemoves | PersonProtects | PersonEnters | PersonDecides
"""What can happen at any moment, also between two steps of the worker."""


@dataclass(frozen=True, slots=True)
class Run:
    """The worker does what is due, while these befall its steps."""

    befalls: tuple[tuple[str, Fault | Act], ...]


Step = Act | Run | Wait


def relation_of(external_id: str, variant: int) -> Record:
    """State a relation: R1 and R3 are told apart by their KvK number, R4 has a phone; 0 is invalid."""
    stated = {"name", "kvk_number", "email"} | ({"phone"} if external_id == "R4" else set())
    return a_relation(
        name=f"{external_id} state {variant}" if variant else "",
        kvk_number=f"0000000{external_id[1]}" if external_id in {"R1", "R3"} else None,
        email=f"{variant}@x.example",
        phone=ALIKE if external_id == "R4" else None,
        stated=frozenset(stated),
    )


def project_of(external_id: str, variant: int) -> Record:
    """State a project, which is renamed, closed and opened again."""
    return a_project(
        external_id, description=f"{external_id} state {variant // 2}", is_active=variant % 2 == 0
    )


def invoice_of(external_id: str, variant: int) -> Record:
    """State an invoice: 0 is invalid, 4 has an unknown customer, 6 is booked when that is allowed."""
    invoice = an_invoice(f"2026-{external_id}", relation=f"R{external_id[1]}")
    changes: dict[int, dict[str, Any]] = {
        0: {"lines": ()},
        2: {"total_with_vat": Money(Decimal("122.00"))},
        3: {"number": f"2026-{external_id}b"},
        4: {"relation": ExternalId("R9")},
        5: {"lines": tuple(a_line(project=ExternalId(project)) for project in PROJECTS)},
        6: {"description": DOUBTFUL},
        7: {"description": "uit het CRM", "relation": ExternalId("R4")},
        8: {"issue_date": date(2026, 2, 2)},
    }
    return replace(invoice, **changes.get(variant, {}))


def attachment_of(invoice: str, letter: str) -> Record:
    """State the PDF of an invoice, which the CRM prints anew each time."""
    return an_attachment(invoice, sha256=letter * 64, file_name="f.pdf")


def invoice_key(name: str) -> RecordKey:
    return a_key(name, EntityType.INVOICE)


PUSHES = [
    *(
        Push(a_key(name), relation_of(name, variant), age, lane)
        for name, variant, age, lane in product(RELATIONS, (1, 1, 2, 2, 3, 0), AGES, Lane)
    ),
    *(
        Push(a_key(name, EntityType.PROJECT), project_of(name, variant), age, lane)
        for name, variant, age, lane in product(PROJECTS, range(4), AGES, Lane)
    ),
    *(
        Push(invoice_key(name), invoice_of(name, variant), age, lane)
        for name, variant, age, lane in product(INVOICES, (1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 0), AGES, Lane)
    ),
    *(
        Push(a_key(f"{name}#f.pdf", EntityType.ATTACHMENT), attachment_of(name, letter))
        for name, letter in product(INVOICES, "abcd")
    ),
]
CHANGES = [push for push in PUSHES if push.key.entity_type in {EntityType.RELATION, EntityType.INVOICE}]
ALL_AT_FIRST = (
    *(Push(a_key(name), relation_of(name, 1)) for name in RELATIONS),
    *(Push(a_key(name, EntityType.PROJECT), project_of(name, 0)) for name in PROJECTS),
    *(Push(invoice_key(name), invoice_of(name, 1)) for name in INVOICES),
    *(Push(a_key(f"{name}#f.pdf", EntityType.ATTACHMENT), attachment_of(name, "a")) for name in INVOICES),
)
EDITS = [
    *(PersonEdits(name, "description", value) for name, value in product(INVOICES, ("hand 1", "hand 2"))),
    *(PersonEdits(name, "total", "130.00") for name in INVOICES),
    *(PersonEdits(name, "projects", "kostenplaats 9") for name in INVOICES),
    *(PersonEdits(name, "changed_by_accountant", value=True) for name in INVOICES),
]
REMOVALS = [PersonRemoves(key) for key in (*map(invoice_key, INVOICES), *map(a_key, RELATIONS))]
PROTECTIONS = [PersonProtects(*one) for one in product(INVOICES, (True, False))]
DECISIONS = [PersonDecides(number, choice) for number, choice in product(range(3), Choice)]
CALLS = [PersonCalls(*call) for call in product(RELATIONS[:3], ("030-1", "030-2"))]

CREATES = ("create relation", "create project", "create invoice", "create attachment")
WRITES = (*CREATES, "update relation", "update project", "update invoice")
COMMITS = ("commit_intents", "commit_outcomes")
READS = ("verify", "probe", "due", "prepare", "look up", "get relation", "get invoice", "read invoice again")
CUT_OFF = (Fault.LATE, Fault.CRASH_LATE, Fault.CRASH_AFTER, Fault.LOST_ANSWER, Fault.NEVER_ARRIVED)
FOR_PEOPLE = (Fault.REJECTED, Fault.BUG_BEFORE, Fault.BUG_AFTER)
MISHAPS = [
    *product([*WRITES, "create", "update"], CUT_OFF, range(6)),
    *product([*WRITES, *READS, *COMMITS], Fault, range(1)),
    *product(COMMITS, [Fault.CRASH_BEFORE, Fault.CRASH_AFTER], range(10)),
]
SEEN = (*CREATES, *READS, *COMMITS)
"""Steps at which a person may change a booking: after its last look the service has no means to see it."""
