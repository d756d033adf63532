"""Tells posting who an invoice is with and which cost centres it names, from what is linked to it."""

from collections.abc import Mapping

from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identifiers import country_of_vat_number
from snelkoppeling.domain.identity import BooksId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.relation import Address, Relation
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.ports import Links
from snelkoppeling.sync.records import Link, SyncItem


def counterparty_of(item: SyncItem, invoice: Invoice, *, links: Links) -> Counterparty:
    """Give the customer or supplier of an invoice, as the CRM states it and else as it was agreed before."""
    link = links[RecordKey(item.key.connection, EntityType.RELATION, invoice.relation)]
    vat_number = _told(link, "vat_number")
    return Counterparty(
        books_id=link.books_id or BooksId(""),
        external_id=invoice.relation,
        country_code=_country(link) or (country_of_vat_number(vat_number) if vat_number else None),
        vat_number=vat_number,
        number=_told(link, "number") or "",
        name=_told(link, "name") or "",
    )


def cost_centres_of(item: SyncItem, invoice: Invoice, *, links: Links) -> Mapping[ExternalId, BooksId]:
    """Give the cost centres of the projects of an invoice.

    Raises:
        RecordRejectedError: One that is inactive would be needed by a new booking (BOE-0026).
    """
    projects = dict.fromkeys(line.project for line in invoice.lines if line.project is not None)
    centres, problems = {}, []
    for project in projects:
        link = links[RecordKey(item.key.connection, EntityType.PROJECT, project)]
        if link.books_id is not None:
            centres[project] = link.books_id
        agreed = link.last_agreed or {}
        if item.books_id is None and agreed.get("is_active") is False:
            shown = f"{agreed.get('number')} {agreed.get('description')}"
            problems.append(problem("project-closed", "lines[].project", project, name=shown))
    if problems:
        raise RecordRejectedError(str(item.key), problems)
    return centres


def _told(link: Link, name: str) -> str | None:
    """Give what the CRM states of a relation; where it is silent, what both sides agreed on."""
    record = link.record
    if isinstance(record, Relation) and (name in record.stated or name == "name"):
        value = getattr(record, name)
    else:
        value = (link.last_agreed or {}).get(name)
    return str(value) if value else None


def _country(link: Link) -> str | None:
    """Give the country of a relation: where it can be visited, else where it gets its post."""
    record = link.record
    for kind in ("visiting", "postal"):
        address = getattr(record, f"{kind}_address", None)
        if isinstance(address, Address) and address.country_code:
            return address.country_code
        if agreed := (link.last_agreed or {}).get(f"{kind}_country"):
            return str(agreed)
    return None
