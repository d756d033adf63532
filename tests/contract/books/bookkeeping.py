"""What the tests of bookings share: who the invoices are with, and what they look for."""

from dataclasses import replace
from typing import Any

import pytest

from snelkoppeling.domain.identity import BooksId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Direction, Invoice
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Relation
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.ports import Desired, Found, Links
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image, ItemState, Link, Record, SyncItem
from tests.contract.books.benches import Shelf, SnelStartBench, an_item
from tests.factories import a_key, an_invoice

INVOICE = EntityType.INVOICE
PARTY = "R1"
RESOURCES = {Direction.SALES: "verkoopboekingen", Direction.PURCHASE: "inkoopboekingen"}


def a_purchase(number: str = "A-77", **fields: Any) -> Invoice:
    """Make a purchase invoice of 121.00 that adds up."""
    return an_invoice(number, **{"direction": Direction.PURCHASE, "due_date": None, **fields})


def add_supplier(snelstart: SnelStartBench, name: str = "Drukkerij De Pers") -> BooksId:
    """Add a supplier as the bookkeeper does."""
    return BooksId(snelstart.client.relaties.create({"relatiesoort": ["Leverancier"], "naam": name}).id)


def add_both(snelstart: SnelStartBench, name: str = "Bakkerij De Halm") -> BooksId:
    """Add a relation that is customer and supplier."""
    kinds = ["Klant", "Leverancier"]
    return BooksId(snelstart.client.relaties.create({"relatiesoort": kinds, "naam": name}).id)


def link(books_id: BooksId, record: Record | None = None, *, last_agreed: Image | None = None) -> Link:
    """Say that a record has this twin."""
    return Link(state=ItemState.IN_SYNC, books_id=books_id, record=record, last_agreed=last_agreed)


def linked_to(party: BooksId, relation: Relation | None = None, **projects: Link) -> Links:
    """Link relation R1, and projects by their ids in the CRM."""
    links = {_key(EntityType.RELATION, PARTY): link(party, relation)}
    return {**links, **{_key(EntityType.PROJECT, name): one for name, one in projects.items()}}


def a_project_link(snelstart: SnelStartBench, project: Project) -> Link:
    """Make the cost centre of a project, and link it."""
    shelf = Shelf(snelstart.books().store(EntityType.PROJECT))
    return link(shelf.create(project).books_id, project, last_agreed=shelf.desired(project).image)


def _key(entity_type: EntityType, external_id: str) -> RecordKey:
    return RecordKey(a_key("").connection, entity_type, ExternalId(external_id))


def bookings(snelstart: SnelStartBench, links: Links) -> Shelf:
    """Open the invoices as a new run does."""
    return Shelf(snelstart.books().store(INVOICE), links)


def codes(raised: pytest.ExceptionInfo[RecordRejectedError]) -> list[str]:
    """Name the problems of a refusal."""
    return [problem.code for problem in raised.value.problems]


def held_rows(snelstart: SnelStartBench, direction: Direction = Direction.SALES) -> list[dict[str, Any]]:
    """Give the bookings that there are, as SnelStart keeps them."""
    rows: list[dict[str, Any]] = snelstart.control.books()[RESOURCES[direction]]
    return rows


def as_booked(shelf: Shelf, invoice: Invoice, found: Found) -> SyncItem:
    """Make the item of an invoice that was booked before."""
    image = shelf.desired(invoice).image
    return replace(an_item(invoice, "F1", books_id=found.books_id), last_agreed=image)


def changed(shelf: Shelf, item: SyncItem, invoice: Invoice) -> tuple[Desired, frozenset[str]]:
    """Read a booking and decide what to write, as the engine does when the CRM changes it."""
    item = replace(item, record=invoice)
    shelf.store.prepare([item], waiting=1)
    wanted = shelf.store.desired(item, shelf.links)
    held = shelf.store.get(item.books_id or BooksId(""))
    assert held is not None
    return wanted, differing_fields(wanted.image, held)
