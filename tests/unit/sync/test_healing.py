"""The promise of the engine, tried at random: whatever befalls it, the books end as if nothing had."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import BooksId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.apply import Pace
from snelkoppeling.sync.records import Incoming, ItemState, Lane, Record
from tests.factories import NOON, a_key, a_relation, an_attachment, an_invoice
from tests.fakes.faults import Fault
from tests.fakes.shelves import image_of
from tests.unit.sync.installation import Installation

R = TypeVar("R", bound=Record)

RELATIONS = ("R1", "R2", "R3", "R4")
INVOICES = ("F1", "F2", "F3")


@dataclass(frozen=True, slots=True)
class Push:
    """The CRM states a record, perhaps an older state than before."""

    key: RecordKey
    record: Record
    age: int
    lane: Lane

    def arrival(self) -> Incoming:
        moment = NOON + timedelta(days=self.age)
        return Incoming(key=self.key, record=self.record, modified_at=moment, lane=self.lane)


@dataclass(frozen=True, slots=True)
class Run:
    """The worker does what is due, while these befall its steps."""

    befalls: tuple[tuple[str, Fault | Push], ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """Time goes by."""

    seconds: int


@dataclass(frozen=True, slots=True)
class PersonCalls:
    """The bookkeeper notes a phone number that the CRM does not know."""

    relation: str
    phone: str


def relation_of(external_id: str, variant: int) -> Record:
    """State a relation: R1 and R3 are told apart by their KvK number, the others not; 0 is invalid."""
    return a_relation(
        name=f"{external_id} state {variant}" if variant else "",
        kvk_number=f"0000000{external_id[1]}" if external_id in {"R1", "R3"} else None,
        email=f"{variant}@x.example",
        stated=frozenset({"name", "kvk_number", "email"}),
    )


def invoice_of(external_id: str, variant: int) -> Record:
    """State an invoice: 0 cannot be booked, 2 has another amount, 3 another number, 4 an unknown customer."""
    invoice = an_invoice(f"2026-{external_id}", relation=f"R{external_id[1]}")
    if variant == 0:
        return replace(invoice, lines=())
    if variant == 2:
        return replace(invoice, total_with_vat=Money(Decimal("122.00")))
    if variant == 3:
        return replace(invoice, number=f"2026-{external_id}b")
    if variant == 4:
        return replace(invoice, relation=ExternalId("R9"))
    return invoice


def attachment_of(invoice: str, letter: str) -> Record:
    """State the PDF of an invoice, which the CRM prints anew each time."""
    return an_attachment(invoice, sha256=letter * 64, file_name="f.pdf")


PUSHES = [
    *(
        Push(a_key(name), relation_of(name, variant), age, lane)
        for name, variant, age, lane in product(RELATIONS, (1, 1, 2, 2, 3, 0), range(4), Lane)
    ),
    *(
        Push(a_key(name, EntityType.INVOICE), invoice_of(name, variant), age, lane)
        for name, variant, age, lane in product(INVOICES, (1, 1, 1, 2, 3, 3, 4, 0), range(4), Lane)
    ),
    *(
        Push(a_key(f"{name}#f.pdf", EntityType.ATTACHMENT), attachment_of(name, letter), age, Lane.LIVE)
        for name, letter, age in product(INVOICES, "abcd", range(4))
    ),
]
WRITES = ("create relation", "create invoice", "create attachment", "update relation")
COMMITS = ("commit_intents", "commit_outcomes")
READS = ("verify", "probe", "due", "prepare", "look up", "get relation", *COMMITS)
CUT_OFF = (Fault.LATE, Fault.CRASH_LATE, Fault.CRASH_AFTER, Fault.LOST_ANSWER, Fault.NEVER_ARRIVED)
FOR_PEOPLE = (Fault.REJECTED, Fault.BUG_BEFORE, Fault.BUG_AFTER)
MISHAPS = [
    *product(WRITES, CUT_OFF, range(6)),
    *product([*WRITES, *READS], Fault, range(1)),
    *product(COMMITS, [Fault.CRASH_BEFORE, Fault.CRASH_AFTER], range(10)),
]
MISHAP = st.one_of(
    st.sampled_from([(step, fault) for step, fault, _ in MISHAPS]),
    st.sampled_from([(step, fault) for step, fault, _ in MISHAPS]),
    st.tuples(st.sampled_from([*WRITES, *READS]), st.sampled_from(PUSHES)),
)
RUN = st.builds(Run, st.lists(MISHAP, max_size=4).map(tuple))
WAIT = st.sampled_from([Wait(seconds) for seconds in (2, 3, 10, 45, 65, 600)])
CALL = st.sampled_from([PersonCalls(*call) for call in product(RELATIONS, ("030-1", "030-2"))])
PUSH = st.sampled_from(PUSHES)
STEPS = st.one_of(PUSH, PUSH, RUN, RUN, WAIT, WAIT, CALL)


@dataclass(slots=True)
class Story:
    """What happened so far, and what the books must hold at its end."""

    installation: Installation = field(default_factory=lambda: Installation(pace=Pace(threads=1, chunk=4)))
    last: dict[RecordKey, Record] = field(default_factory=dict)
    moments: dict[RecordKey, datetime] = field(default_factory=dict)
    stated: dict[RecordKey, list[Record]] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    needs_people: bool = False
    """Something went wrong that the engine rightly leaves to people."""

    def tell(self, step: object) -> None:
        match step:
            case Push():
                self._push(step)
            case Run(befalls=befalls):
                for step_name, one in befalls:
                    self.installation.faults.plan(step_name, self._befall(one))
                self.installation.run_until_killed()
                self.installation.faults.clear()
            case Wait(seconds=seconds):
                self.installation.clock.advance(seconds=seconds)
                self.installation.faults.arrive()
            case PersonCalls():
                self._call(step)
        self.require_no_doubles()

    def _befall(self, one: Fault | Push) -> Fault | Callable[[], None]:
        self.needs_people |= one in FOR_PEOPLE
        return (lambda: self._push(one)) if isinstance(one, Push) else one

    def _push(self, push: Push) -> None:
        arrival = push.arrival()
        self.installation.push(arrival)
        moment = arrival.modified_at
        assert moment is not None
        if push.key not in self.moments or moment >= self.moments[push.key]:
            self.moments[push.key] = moment
            self.last[push.key] = arrival.record
            self.stated.setdefault(push.key, []).append(arrival.record)

    def _call(self, call: PersonCalls) -> None:
        """Edit a linked relation, while no write of ours with its older fields is on its way."""
        item = self.installation.memory.items.get(a_key(call.relation))
        if item and item.books_id and item.intent is None and not self.installation.faults.on_the_way:
            self.installation.ledger.edit(EntityType.RELATION, item.books_id, phone=call.phone)
            self.phones[call.relation] = call.phone

    def require_no_doubles(self) -> None:
        ledger = self.installation.ledger
        relations = [str(row.image["name"]).split()[0] for row in ledger.all(EntityType.RELATION)]
        invoices = [
            str(row.image["invoice_number"]).removesuffix("b") for row in ledger.all(EntityType.INVOICE)
        ]
        files = [(row.image["booking"], row.image["file_name"]) for row in ledger.all(EntityType.ATTACHMENT)]
        for names in (relations, invoices, files):
            assert len(names) == len(set(names)), f"twice in the books: {names}"

    def require_right_books(self) -> None:
        for key, record in self.last.items():
            item = self.installation.item(key)
            assert item.intent is None
            assert item.record == record
            check = {
                EntityType.RELATION: self._require_relation,
                EntityType.INVOICE: self._require_invoice,
                EntityType.ATTACHMENT: self._require_attachment,
            }[key.entity_type]
            check(key)

    def _require_relation(self, key: RecordKey) -> None:
        item = self.installation.item(key)
        relation = self._last(key, Relation)
        rows = self.installation.ledger.all(EntityType.RELATION)
        mine = [row for row in rows if str(row.image["name"]).startswith(key.external_id)]
        if not relation.name:
            assert item.state is ItemState.SET_ASIDE
            return
        (row,) = mine
        assert item.state is ItemState.IN_SYNC
        assert item.books_id == row.id
        wanted = image_of(relation)
        assert {name: row.image.get(name) for name in wanted} == wanted
        assert row.image.get("phone") == self.phones.get(key.external_id)

    def _require_invoice(self, key: RecordKey) -> None:
        item = self.installation.item(key)
        invoice = self._last(key, Invoice)
        customer = self._books_id(a_key(invoice.relation))
        rows = [
            row
            for row in self.installation.ledger.all(EntityType.INVOICE)
            if f"2026-{key.external_id}" in str(row.image["invoice_number"])
        ]
        if customer is None:
            assert item.state is ItemState.WAITING
            assert [row.id for row in rows] == ([item.books_id] if item.books_id else [])
            return
        if not rows:
            assert not invoice.lines
            assert item.state is ItemState.SET_ASIDE
            return
        (row,) = rows
        assert item.books_id == row.id
        assert row.image["customer"] == self._books_id(a_key(f"R{key.external_id[1]}"))
        booked = (row.image["invoice_number"], row.image["total"])
        stated = [one for one in self.stated[key] if isinstance(one, Invoice)]
        assert booked in {(one.number, str(one.total_with_vat)) for one in stated}
        is_last = invoice.lines and booked == (invoice.number, str(invoice.total_with_vat))
        assert item.state is (ItemState.IN_SYNC if is_last else ItemState.SET_ASIDE)

    def _require_attachment(self, key: RecordKey) -> None:
        item = self.installation.item(key)
        attachment = self._last(key, Attachment)
        booking = self._books_id(a_key(attachment.invoice, EntityType.INVOICE))
        if booking is None:
            assert item.state is ItemState.WAITING
            return
        row = self.installation.ledger.one(
            EntityType.ATTACHMENT, booking=booking, file_name=attachment.file_name
        )
        assert item.state is ItemState.IN_SYNC
        assert item.books_id == row.id

    def _last(self, key: RecordKey, kind: type[R]) -> R:
        record = self.last[key]
        assert isinstance(record, kind)
        return record

    def _books_id(self, key: RecordKey) -> BooksId | None:
        item = self.installation.memory.items.get(key)
        return None if item is None else item.books_id


@given(st.lists(STEPS, min_size=25, max_size=45))
@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_the_books_end_right_whatever_befalls_the_service(steps: list[object]) -> None:
    story = Story()
    for step in steps:
        story.tell(step)

    story.installation.heal(with_people=story.needs_people)
    story.require_no_doubles()

    story.require_right_books()
