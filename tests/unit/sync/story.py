"""Tells a story that was made up at random, and holds the service to what it promised in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.sync.apply import Pace
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.policy import ChangedInvoices, SyncPolicy
from snelkoppeling.sync.records import Image, ImageValue, ItemState, Record
from tests.factories import a_key
from tests.fakes.books import Ledger, Row
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation
from tests.unit.sync.stories import (
    ALIKE,
    FOR_PEOPLE,
    Act,
    PersonCalls,
    PersonDecides,
    PersonEdits,
    PersonEnters,
    PersonProtects,
    PersonRemoves,
    Push,
    Run,
    Step,
    Wait,
)

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType


def of_invoice(row: Row) -> str:
    """Name the invoice that a booking is of."""
    return str(row.image["invoice_number"]).removeprefix("2026-").removesuffix("b")


@dataclass(slots=True)
class WatchedLedger(Ledger):
    """Books that remember what people did in them, and do not let us undo it unbidden."""

    by_hand: dict[BooksId, dict[str, ImageValue]] = field(default_factory=dict)
    """The values in bookings that people typed, as far as they still stand."""
    removed: set[str] = field(default_factory=set)
    """Invoices whose booking a person removed, and that nobody asked to make again."""
    seen: list[tuple[BooksId, Image]] = field(default_factory=list)
    """The states of bookings of which a person said that the CRM's may take their place."""
    policy: SyncPolicy = field(default_factory=SyncPolicy)
    wrongs: list[str] = field(default_factory=list)
    """What we did unbidden; the engine itself would take an error in its way for a bug of one record."""

    def add(self, entity_type: EntityType, image: Image) -> Row:
        row = Ledger.add(self, entity_type, image)
        if entity_type is INVOICE and of_invoice(row) in self.removed:
            self.wrongs.append(f"{of_invoice(row)} was made again unbidden")
        return row

    def edit(self, entity_type: EntityType, books_id: BooksId, **fields: ImageValue) -> Row:
        row = self.rows[entity_type][books_id]
        if entity_type is INVOICE:
            hand = self.by_hand.get(books_id, {})
            lost = {name for name, value in fields.items() if name in hand and hand[name] != value}
            is_guarded = lost or row.image.get("changed_by_accountant") or self._is_held
            if is_guarded and (books_id, row.image) not in self.seen:
                self.wrongs.append(f"{of_invoice(row)} was overwritten unbidden: {lost}")
            if books_id in self.protected:
                self.wrongs.append(f"{of_invoice(row)} is protected")
            for name in lost:
                del hand[name]
        return Ledger.edit(self, entity_type, books_id, **fields)

    @property
    def _is_held(self) -> bool:
        return self.policy.changed_invoices is ChangedInvoices.HOLD

    def type_in(self, books_id: BooksId, name: str, value: ImageValue) -> None:
        """Edit a booking, as a person would."""
        self.by_hand.setdefault(books_id, {})[name] = value
        Ledger.edit(self, INVOICE, books_id, **{name: value})


@dataclass(slots=True)
class Story:
    """What happened so far, and what the books must hold at its end."""

    policy: SyncPolicy
    installation: Installation = field(init=False)
    ledger: WatchedLedger = field(init=False)
    last: dict[RecordKey, Record] = field(default_factory=dict)
    moments: dict[RecordKey, datetime] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)
    touched: set[RecordKey] = field(default_factory=set)
    """Records whose twin a person edited, removed or protected."""
    kept: dict[RecordKey, list[Record]] = field(default_factory=dict)
    """States of invoices of which a person said that the booking is right as it stands."""
    needs_people: bool = False
    """Something went wrong that the engine rightly leaves to people."""

    def __post_init__(self) -> None:
        self.ledger = WatchedLedger(policy=self.policy)
        self.installation = Installation(pace=Pace(threads=1, chunk=4), ledger=self.ledger)
        self.installation.set_policy(self.policy)

    def tell(self, step: Step) -> None:
        match step:
            case Run(befalls=befalls):
                for name, one in befalls:
                    self.installation.faults.plan(name, self._befall(one))
                self.installation.run_until_killed()
                self.installation.faults.clear()
            case Wait(seconds=seconds):
                self.installation.clock.advance(seconds=seconds)
                self.installation.faults.arrive()
            case _:
                self._act(step)
        self.require_no_doubles()

    def _befall(self, one: Fault | Act) -> Fault | Callable[[], None]:
        if isinstance(one, Fault):
            self.needs_people |= one in FOR_PEOPLE
            return one
        return lambda: self._act(one)

    def _act(self, act: Act) -> None:
        match act:
            case Push():
                self._push(act)
            case PersonCalls():
                self._call(act)
            case PersonEdits():
                self._edit(act)
            case PersonRemoves():
                self._remove(act.key)
            case PersonProtects():
                self._protect(act)
            case PersonEnters():
                if not self.ledger.where(RELATION, phone=ALIKE):
                    self.ledger.add(RELATION, {"name": "Hand", "phone": ALIKE})
            case PersonDecides():
                asking = [key for key in self.last if self.asks(key)]
                if asking:
                    self.decide(asking[act.number % len(asking)], act.preferred)

    def _push(self, push: Push) -> None:
        """Let the CRM state a record, but no other number while a booking of the old one is on its way.

        Once that number is free again, SnelStart no longer refuses it (decision 0004).
        """
        arrival = push.arrival()
        if not self._is_quiet and _number(push.record) != _number(self.last.get(push.key)):
            return
        self.installation.push(arrival)
        moment, known = arrival.modified_at, self.moments.get(push.key)
        if moment is None or known is None or moment >= known:
            self.last[push.key] = arrival.record
            if moment is not None:
                self.moments[push.key] = moment

    @property
    def _is_quiet(self) -> bool:
        """No write of ours is on its way, with which what a person does now would be lost unseen."""
        return not self.installation.faults.on_the_way

    def _call(self, call: PersonCalls) -> None:
        """Edit a linked relation, while no write of ours with its older fields is under way."""
        item = self.installation.memory.items.get(a_key(call.relation))
        if item is None or item.books_id is None or item.intent is not None or not self._is_quiet:
            return
        if not self.ledger.rows[RELATION][item.books_id].is_removed:
            Ledger.edit(self.ledger, RELATION, item.books_id, phone=call.phone)
            self.phones[call.relation] = call.phone

    def _edit(self, edit: PersonEdits) -> None:
        """Edit a booking, but not its amount before we know it: by that we must recognise it as ours."""
        item = self.installation.memory.items.get(a_key(edit.invoice, INVOICE))
        for row in self.ledger.all(INVOICE):
            is_known = edit.field != "total" or (item is not None and item.books_id == row.id)
            if of_invoice(row) != edit.invoice or not is_known or not self._is_quiet:
                continue
            if row.id not in self.ledger.protected:
                self.ledger.type_in(row.id, edit.field, edit.value)
                self.touched.add(a_key(edit.invoice, INVOICE))

    def _remove(self, key: RecordKey) -> None:
        """Remove a record that we know to be there: what we do not know of yet, nobody can be asked about."""
        item = self.installation.memory.items.get(key)
        is_known = item and item.books_id and item.intent is None and self._is_quiet
        if not item or not item.books_id or not is_known or item.books_id in self.ledger.protected:
            return
        if self.ledger.rows[key.entity_type][item.books_id].is_removed:
            return
        self.touched.add(key)
        self.phones.pop(key.external_id, None)
        self.ledger.remove(key.entity_type, item.books_id)
        if key.entity_type is INVOICE:
            self.ledger.removed.add(key.external_id)
            for file in self.ledger.where(ATTACHMENT, booking=item.books_id):
                self.ledger.remove(ATTACHMENT, file.id)

    def _protect(self, act: PersonProtects) -> None:
        for row in self.ledger.all(INVOICE):
            if of_invoice(row) == act.invoice and self._is_quiet:
                self.touched.add(a_key(act.invoice, INVOICE))
                (self.ledger.protected.add if act.is_closed else self.ledger.protected.discard)(row.id)

    def asks(self, key: RecordKey) -> bool:
        """Tell whether a record shows something to choose from."""
        item = self.installation.memory.items[key]
        return item.conflict is not None and item.state in {ItemState.SET_ASIDE, ItemState.DORMANT}

    def decide(self, key: RecordKey, preferred: Choice) -> None:
        """Make a choice in what a record shows."""
        item = self.installation.item(key)
        conflict = item.conflict
        assert conflict is not None
        choice = preferred if preferred in conflict.choices else conflict.choices[0]
        books_id = conflict.candidates[0].books_id if choice is Choice.LINK else None
        decision = Decision(
            choice=choice,
            at=self.installation.clock(),
            books_id=books_id,
            doubts=conflict.doubts if choice is Choice.ALLOW else (),
            conflict=conflict.checksum,
        )
        assert self.installation.storage.records.decide(key, decision, self.installation.clock())
        match choice:
            case Choice.USE_CRM if item.books_id and conflict.in_books is not None:
                self.ledger.seen.append((item.books_id, conflict.in_books))
            case Choice.RECREATE | Choice.CREATE_NEW | Choice.LINK:
                self.ledger.removed.discard(key.external_id)
        if choice in {Choice.KEEP_BOOKS, Choice.LINK} and key.entity_type is INVOICE:
            self.kept.setdefault(key, []).append(item.record)

    def require_no_doubles(self) -> None:
        assert not self.ledger.wrongs
        relations = [str(row.image["name"]).split()[0] for row in self.ledger.all(RELATION)]
        projects = [str(row.image["number"]) for row in self.ledger.all(PROJECT)]
        invoices = [of_invoice(row) for row in self.ledger.all(INVOICE)]
        files = [(row.image["booking"], row.image["file_name"]) for row in self.ledger.all(ATTACHMENT)]
        for names in (relations, projects, invoices, files):
            assert len(names) == len(set(names)), f"twice in the books: {names}"

    def last_invoice(self, key: RecordKey) -> Invoice:
        record = self.last[key]
        assert isinstance(record, Invoice)
        return record


def _number(record: Record | None) -> str | None:
    return record.number if isinstance(record, Invoice) else None
