"""The four types of record in the books in memory, as their real stores behave."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Relation
from snelkoppeling.errors import ParentGoneError
from snelkoppeling.sync.choice import Candidate, Choice, Conflict
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.ports import BooksStore, Desired, Found, Links
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image, ImageValue, Intent, SyncItem
from tests.fakes.books import FakeBooks, Ledger, NumberTakenError, Row, has_fields, in_doubt, rejected
from tests.fakes.faults import Faults

UNIQUE = ("kvk_number", "vat_number")
FIELDS = ("name", "number", "email", "phone", *UNIQUE)
KEY_FIELDS = ("customer", "invoice_date", "total")
DOUBTFUL = "doubtful"
"""An invoice of this description is booked only when a person allows it."""
DOUBT = "vat-period-filed"
UNBEARABLE = "unbearable"
"""A relation of this name makes `prepare` fail by a bug."""


def some_books(ledger: Ledger, faults: Faults) -> FakeBooks:
    """Open books as a new run does."""
    stores: Mapping[EntityType, BooksStore] = {
        EntityType.RELATION: FakeRelations(ledger, faults),
        EntityType.PROJECT: FakeProjects(ledger, faults),
        EntityType.INVOICE: FakeInvoices(ledger, faults),
        EntityType.ATTACHMENT: FakeAttachments(ledger, faults),
    }
    return FakeBooks(ledger, faults, dict(stores))


def image_of(relation: Relation) -> dict[str, ImageValue]:
    """Say what the books should hold for a relation: what is stated, and nothing else."""
    return {name: getattr(relation, name) for name in FIELDS if name in relation.stated}


class _Shelf:
    """What the three have in common."""

    entity_type: EntityType

    def __init__(self, ledger: Ledger, faults: Faults) -> None:
        self._ledger = ledger
        self._faults = faults

    def survey(self) -> None:
        self._faults.read(f"survey {self.entity_type}")

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        assert len(items) <= waiting
        self._faults.read(f"prepare {self.entity_type} of {waiting}")

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        del item, desired
        return None

    def get(self, books_id: BooksId) -> Image | None:
        self._faults.read(f"get {self.entity_type}")
        row = self._ledger.rows[self.entity_type][books_id]
        return None if row.is_removed else row.image

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        del books_id
        raise rejected(desired.label, "changed-after-booking", fields=sorted(fields))

    def _require(self, desired: Desired, named: Mapping[EntityType, Sequence[ImageValue]]) -> None:
        """Refuse what names a record that was removed."""
        for entity_type, ids in named.items():
            rows = self._ledger.rows[entity_type].values()
            if any(row.is_removed and row.id in ids for row in rows):
                raise ParentGoneError(desired.label, [problem("removed-from-books", value=desired.label)])

    def _add(self, image: Image) -> Row:
        """Add a record, and give the one that was added, or raise what befalls it."""
        added: list[Row] = []
        refused: list[NumberTakenError] = []

        def carry_out() -> None:
            try:
                added.append(self._ledger.add(self.entity_type, image))
            except NumberTakenError as error:
                refused.append(error)

        self._faults.write(f"create {self.entity_type}", carry_out)
        if refused:
            raise refused[0]
        return added[0]


class FakeRelations(_Shelf):
    """Relations: found by number, replaced whole."""

    entity_type = EntityType.RELATION
    refuses_doubles = False

    def __init__(self, ledger: Ledger, faults: Faults) -> None:
        super().__init__(ledger, faults)
        self._by_number: dict[str, dict[BooksId, Row]] = defaultdict(dict)
        self._read: dict[BooksId, Image] = {}

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        super().prepare(items, waiting=waiting)
        if any(_relation(item).name == UNBEARABLE for item in items):
            raise ValueError("a bug with this name")
        self._by_number.clear()
        for row in self._ledger.rows[self.entity_type].values():
            self._index(row)

    def desired(self, item: SyncItem, links: Links) -> Desired:
        del links
        image = image_of(_relation(item))
        if not image["name"]:
            raise rejected(str(item.key), "name-missing")
        return Desired(
            image=image, payload=None, match_keys=frozenset(_keys(image)), label=str(image["name"])
        )

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        found = {
            row.id: row
            for key in desired.match_keys
            if not key.startswith("number:")
            for row in self._by_number.get(key, {}).values()
            if row.id != item.books_id
        }
        if not found:
            self._require_none_alike(item, desired)
            return None
        active = [row for row in found.values() if not row.is_removed]
        if len(active) != 1:
            code = "twin-ambiguous" if active else "twin-inactive"
            why = problem(code, value=desired.label, candidates=", ".join(found))
            choices = (Choice.CREATE_NEW, Choice.LEAVE_OUT)
            raise in_doubt(str(item.key), why, Conflict(choices=choices, wanted=desired.image))
        return Found(books_id=active[0].id, image={}, label=str(active[0].image["name"]), event="adopted")

    def _require_none_alike(self, item: SyncItem, desired: Desired) -> None:
        """Ask a person about relations with the same phone number: likely they are one, and maybe not."""
        phone = desired.image.get("phone")
        alike = self._ledger.where(self.entity_type, phone=phone) if phone else []
        if alike:
            names = ", ".join(str(row.image["name"]) for row in alike)
            raise in_doubt(
                str(item.key),
                problem("twin-ambiguous", value=desired.label, candidates=names),
                Conflict(
                    choices=(Choice.LINK, Choice.CREATE_NEW, Choice.LEAVE_OUT),
                    wanted=desired.image,
                    candidates=tuple(
                        Candidate(
                            books_id=row.id, label=str(row.image["name"]), reason="zelfde telefoonnummer"
                        )
                        for row in alike
                    ),
                ),
            )

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        self._faults.read(f"look up {item.key.entity_type}")
        return [
            _found(row, "found")
            for row in self._ledger.all(self.entity_type)
            if not differing_fields(intent.image, row.image)
        ]

    def get(self, books_id: BooksId) -> Image | None:
        image = super().get(books_id)
        if image is not None:
            self._read[books_id] = image
        return image

    def create(self, desired: Desired) -> Found:
        try:
            row = self._add(desired.image)
        except NumberTakenError:
            row = self._ledger.one(self.entity_type, number=desired.image["number"])
            if differing_fields(desired.image, row.image):
                raise rejected(desired.label, "number-in-use", candidates=row.image["name"]) from None
            return _found(row, "adopted")
        self._index(row)
        return _found(row, "created")

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        if self._ledger.rows[self.entity_type][books_id].is_removed:
            raise rejected(desired.label, "removed-from-books")
        whole = {**self._read.pop(books_id), **{name: desired.image[name] for name in fields}}
        self._faults.write("update relation", lambda: self._ledger.edit(self.entity_type, books_id, **whole))
        return _found(self._ledger.rows[self.entity_type][books_id], "updated")

    def _index(self, row: Row) -> None:
        for key in _keys(row.image):
            self._by_number[key][row.id] = row


class FakeProjects(_Shelf):
    """Cost centres: each number once."""

    entity_type = EntityType.PROJECT
    refuses_doubles = True

    def desired(self, item: SyncItem, links: Links) -> Desired:
        del links
        project = item.record
        assert isinstance(project, Project)
        image: Image = {
            "number": project.number,
            "description": project.description,
            "is_active": project.is_active,
        }
        return Desired(
            image=image, payload=None, match_keys=frozenset({project.number}), label=project.number
        )

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        rows = self._ledger.where(self.entity_type, number=desired.label)
        if not rows:
            return None
        (row,) = rows
        if row.image["description"] != desired.image["description"]:
            described = str(row.image["description"])
            raise in_doubt(
                str(item.key),
                problem("cost-centre-number-in-use", value=desired.label, name=described),
                Conflict(
                    choices=(Choice.LINK, Choice.LEAVE_OUT),
                    candidates=(Candidate(books_id=row.id, label=described),),
                ),
            )
        return Found(books_id=row.id, image={}, label=desired.label, event="adopted")

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        self._faults.read(f"look up {item.key.entity_type}")
        rows = self._ledger.where(self.entity_type, number=intent.image["number"])
        return [Found(books_id=row.id, image=row.image, label=str(row.image["number"])) for row in rows]

    def create(self, desired: Desired) -> Found:
        try:
            row = self._add(desired.image)
        except NumberTakenError:
            row = self._ledger.one(self.entity_type, number=desired.label)
            return Found(books_id=row.id, image=row.image, label=desired.label, event="adopted")
        return Found(books_id=row.id, image=row.image, label=desired.label)

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        changed = {name: desired.image[name] for name in fields}
        self._faults.write("update project", lambda: self._ledger.edit(self.entity_type, books_id, **changed))
        row = self._ledger.rows[self.entity_type][books_id]
        return Found(books_id=books_id, image=row.image, label=desired.label, event="updated")


class FakeInvoices(_Shelf):
    """Bookings: each number once; one that is protected, or another than was read, is not changed."""

    entity_type = EntityType.INVOICE
    refuses_doubles = True

    def __init__(self, ledger: Ledger, faults: Faults) -> None:
        super().__init__(ledger, faults)
        self._read: dict[BooksId, Image] = {}

    def desired(self, item: SyncItem, links: Links) -> Desired:
        invoice = item.record
        assert isinstance(invoice, Invoice)
        if not invoice.lines:
            raise rejected(str(item.key), "rejected-by-books", answer="no lines")
        if invoice.description == DOUBTFUL and DOUBT not in item.doubts_allowed:
            raise in_doubt(
                str(item.key),
                problem(DOUBT, value=invoice.issue_date, first="2026-01-01", last="2026-03-31"),
                Conflict(choices=(Choice.ALLOW, Choice.LEAVE_OUT), doubts=(DOUBT,)),
            )
        relation, *projects = ENTITY_TYPES[item.key.entity_type].dependencies(item.key, invoice)
        image: Image = {
            "invoice_number": invoice.number,
            "customer": links[relation].books_id,
            "invoice_date": invoice.issue_date.isoformat(),
            "total": str(invoice.total_with_vat),
            "description": invoice.description,
        }
        if projects:
            image = {**image, "projects": [str(links[project].books_id) for project in projects]}
        keys = frozenset({f"invoice:{invoice.number}"})
        return Desired(image=image, payload=None, match_keys=keys, label=invoice.number)

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        self._faults.read(f"look up {item.key.entity_type}")
        rows = self._ledger.where(self.entity_type, invoice_number=intent.image["invoice_number"])
        return [
            Found(books_id=row.id, image=intent.image, label=str(row.image["invoice_number"]), event="found")
            for row in rows
            if has_fields(row, intent.image, KEY_FIELDS)
        ]

    def create(self, desired: Desired) -> Found:
        projects = desired.image.get("projects") or ()
        assert isinstance(projects, list | tuple)
        named = {EntityType.RELATION: [desired.image["customer"]], EntityType.PROJECT: projects}
        self._require(desired, named)
        try:
            row = self._add(desired.image)
        except NumberTakenError:
            row = self._ledger.one(self.entity_type, invoice_number=desired.label)
            if not has_fields(row, desired.image, KEY_FIELDS):
                why = problem(
                    "invoice-number-in-use", value=desired.label, difference=str(row.image["total"])
                )
                candidate = Candidate(books_id=row.id, label=desired.label)
                choices = (Choice.LINK, Choice.LEAVE_OUT)
                conflict = Conflict(choices=choices, wanted=desired.image, candidates=(candidate,))
                raise in_doubt(desired.label, why, conflict) from None
            return Found(books_id=row.id, image=desired.image, label=desired.label, event="adopted")
        return Found(books_id=row.id, image=desired.image, label=desired.label)

    def get(self, books_id: BooksId) -> Image | None:
        image = super().get(books_id)
        if image is not None:
            self._read[books_id] = image
        return image

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        self._faults.read("read invoice again")
        self._require_unchanged(books_id, desired)
        whole = {**self._read[books_id], **{name: desired.image[name] for name in fields}}
        self._faults.write("update invoice", lambda: self._ledger.edit(self.entity_type, books_id, **whole))
        row = self._ledger.rows[self.entity_type][books_id]
        return Found(books_id=books_id, image=row.image, label=desired.label, event="updated")

    def _require_unchanged(self, books_id: BooksId, desired: Desired) -> None:
        row = self._ledger.rows[self.entity_type][books_id]
        if row.is_removed:
            raise rejected(desired.label, "removed-from-books")
        if books_id in self._ledger.protected:
            why = problem("booking-locked", value=desired.label, answer="BOE-0046")
        elif row.image != self._read.get(books_id):
            why = problem("edited-in-books", value=desired.label, fields="?")
        else:
            return
        choices = (Choice.KEEP_BOOKS, Choice.USE_CRM)
        raise in_doubt(
            desired.label, why, Conflict(choices=choices, wanted=desired.image, in_books=row.image)
        )


class FakeAttachments(_Shelf):
    """Files that hang on bookings, told apart by name."""

    entity_type = EntityType.ATTACHMENT
    refuses_doubles = False

    def desired(self, item: SyncItem, links: Links) -> Desired:
        attachment = item.record
        assert isinstance(attachment, Attachment)
        (invoice,) = ENTITY_TYPES[item.key.entity_type].dependencies(item.key, attachment)
        image: Image = {
            "booking": links[invoice].books_id,
            "file_name": attachment.file_name,
        }
        may_be_there = links[invoice].is_adopted or item.books_id is not None
        return Desired(image=image, payload=may_be_there, label=attachment.file_name)

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        self._faults.read(f"look up {item.key.entity_type}")
        return self._named(intent.image, "found")

    def create(self, desired: Desired) -> Found:
        self._require(desired, {EntityType.INVOICE: [desired.image["booking"]]})
        if desired.payload and (there := self._named(desired.image, "adopted")):
            return there[0]
        row = self._add(desired.image)
        return Found(books_id=row.id, image=desired.image, label=desired.label)

    def _named(self, image: Image, event: str) -> list[Found]:
        rows = self._ledger.where(self.entity_type, booking=image["booking"], file_name=image["file_name"])
        label = str(image["file_name"])
        return [Found(books_id=row.id, image=image, label=label, event=event) for row in rows]


def _relation(item: SyncItem) -> Relation:
    assert isinstance(item.record, Relation)
    return item.record


def _keys(image: Image) -> set[str]:
    return {f"{name}:{image[name]}" for name in (*UNIQUE, "number") if image.get(name)}


def _found(row: Row, event: str) -> Found:
    return Found(books_id=row.id, image=row.image, label=str(row.image["name"]), event=event)
