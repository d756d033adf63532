"""Makes domain records for tests; a test spells out only what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from snelkoppeling.domain.attachment import Attachment, attachment_id
from snelkoppeling.domain.identity import ConnectionId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceLine, InvoiceType, VatSubtotal
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Address, Relation
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.sync.records import Incoming, Lane, Record

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""The moment at which tests begin."""


def after(**duration: float) -> datetime:
    """Give a moment so long after noon, as in `after(minutes=5)`."""
    return NOON + timedelta(**duration)


def a_relation(name: str = "Bakkerij De Halm B.V.", **fields: Any) -> Relation:
    """Make a customer in Utrecht."""
    relation = Relation(
        name=name,
        visiting_address=Address(street="Oudegracht 12", postal_code="3511 AB", city="Utrecht"),
        email="info@dehalm.example",
        kvk_number="12345678",
        stated=frozenset({"name", "roles", "visiting_address", "email", "kvk_number"}),
    )
    return replace(relation, **fields)


def an_unnumbered_relation(name: str = "Jansen", **fields: Any) -> Relation:
    """Make a relation that no KvK or VAT number tells apart."""
    stated = frozenset({"name", "roles", "email", *fields})
    return a_relation(name, kvk_number=None, stated=stated, **fields)


def a_project(number: str = "17", **fields: Any) -> Project:
    """Make a project that is under way."""
    return replace(Project(number=number, description="Verbouwing Oudegracht"), **fields)


def a_line(net: str = "100.00", *, rate: str = "21", **fields: Any) -> InvoiceLine:
    """Make an invoice line at the high rate."""
    line = InvoiceLine(
        description="Advies",
        net_amount=Money.of(net),
        vat_category=VatCategory.STANDARD,
        vat_rate=Decimal(rate),
    )
    return replace(line, **fields)


def an_invoice(number: str = "2026-0001", *, relation: str = "R1", **fields: Any) -> Invoice:
    """Make a sales invoice of 121.00 that adds up."""
    invoice = Invoice(
        direction=Direction.SALES,
        invoice_type=InvoiceType.INVOICE,
        number=number,
        issue_date=date(2026, 3, 2),
        due_date=date(2026, 4, 1),
        relation=ExternalId(relation),
        lines=(a_line(),),
        vat_breakdown=(
            VatSubtotal(
                vat_category=VatCategory.STANDARD,
                vat_rate=Decimal(21),
                taxable_amount=Money.of("100.00"),
                vat_amount=Money.of("21.00"),
            ),
        ),
        total_without_vat=Money.of("100.00"),
        total_vat=Money.of("21.00"),
        total_with_vat=Money.of("121.00"),
    )
    return replace(invoice, **fields)


def an_attachment(invoice: str = "F1", *, sha256: str = "ab" * 32, **fields: Any) -> Attachment:
    """Make the description of a PDF that belongs to an invoice."""
    attachment = Attachment(
        invoice=ExternalId(invoice),
        file_name="factuur.pdf",
        media_type="application/pdf",
        sha256=sha256,
        size_bytes=5,
    )
    return replace(attachment, **fields)


def a_key(
    external_id: str, entity_type: EntityType = EntityType.RELATION, *, connection: int = 1
) -> RecordKey:
    """Name a record of a connection."""
    return RecordKey(ConnectionId(connection), entity_type, ExternalId(external_id))


def an_arrival(
    external_id: str = "R1",
    record: Record | None = None,
    *,
    connection: int = 1,
    modified_at: datetime | None = None,
    lane: Lane = Lane.LIVE,
    content: bytes | None = None,
) -> Incoming:
    """Make an arrival of a record; a relation when nothing else is asked for."""
    stated = record if record is not None else a_relation()
    match stated:
        case Relation():
            key = a_key(external_id, EntityType.RELATION, connection=connection)
        case Project():
            key = a_key(external_id, EntityType.PROJECT, connection=connection)
        case Invoice():
            key = a_key(external_id, EntityType.INVOICE, connection=connection)
        case Attachment():
            name = attachment_id(stated.invoice, stated.file_name)
            key = a_key(name, EntityType.ATTACHMENT, connection=connection)
    return Incoming(key=key, record=stated, modified_at=modified_at, lane=lane, content=content)
