"""Tells posting who an invoice is with and which cost centres it names, from what is linked to it."""

from collections.abc import Mapping

from snelkoppeling.connectors.snelstart.mapping.relation import image_of_relatie
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.domain.counterparty import HOME_COUNTRY, Counterparty
from snelkoppeling.domain.identifiers import country_of_vat_number
from snelkoppeling.domain.identity import BooksId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Direction, Invoice
from snelkoppeling.domain.policy import CompanyFacts
from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.relation import Address, Relation
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.ports import Links
from snelkoppeling.sync.records import Image, Link, SyncItem
from snelstart_client import SnelStart
from snelstart_client.errors import NotFoundError
from snelstart_client.ids import RelatieId


class Parties:
    """The customers and suppliers of the invoices of one run."""

    def __init__(self, client: SnelStart, reference: ReferenceData) -> None:
        self._client = client
        self._reference = reference
        self._read: dict[BooksId, Image] = {}

    def counterparty_of(
        self, item: SyncItem, invoice: Invoice, *, links: Links, company: CompanyFacts
    ) -> Counterparty:
        """Give the other party as the CRM states it, else as it was agreed before, else as SnelStart has it.

        SnelStart is asked only where the VAT of the invoice depends on what the CRM leaves open.
        """
        link = links[RecordKey(item.key.connection, EntityType.RELATION, invoice.relation)]
        vat_number, country = _told(link, "vat_number"), _country(link)
        is_there = link.books_id is not None and not link.is_planned
        if is_there and _leaves_open(invoice, company, country=country, vat_number=vat_number):
            held = self._in_books(link.books_id or BooksId(""))
            vat_number = vat_number or (None if _states(link, "vat_number") else _text(held, "vat_number"))
            country = country or _text(held, "visiting_country") or _text(held, "postal_country")
        return Counterparty(
            books_id=link.books_id or BooksId(""),
            external_id=invoice.relation,
            country_code=country or (country_of_vat_number(vat_number) if vat_number else None),
            vat_number=vat_number,
            number=_told(link, "number") or "",
            name=_told(link, "name") or "",
        )

    def _in_books(self, books_id: BooksId) -> Image:
        """Read a relation, once; of one that is not there nothing is known, and its booking is refused."""
        if books_id not in self._read:
            with translated(books_id):
                try:
                    relatie = self._client.relaties.get(RelatieId(books_id))
                except NotFoundError:
                    return {}
            self._read[books_id] = image_of_relatie(relatie, self._reference.countries())
        return self._read[books_id]


def _leaves_open(
    invoice: Invoice, company: CompanyFacts, *, country: str | None, vat_number: str | None
) -> bool:
    """Tell whether it matters to the VAT of an invoice where the other party is, and the CRM does not say."""
    matters = (
        invoice.direction is Direction.PURCHASE
        or company.invoices_foreign_vat
        or any(line.vat_category is not VatCategory.STANDARD for line in invoice.lines)
    )
    return matters and vat_number is None and country != HOME_COUNTRY


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


def planned_numbers(item: SyncItem, invoice: Invoice, *, links: Links) -> Mapping[BooksId, int]:
    """Give the numbers of cost centres that a plan supposes for the projects of an invoice."""
    projects = {line.project for line in invoice.lines if line.project is not None}
    planned = [links[RecordKey(item.key.connection, EntityType.PROJECT, project)] for project in projects]
    return {
        link.books_id: number
        for link in planned
        if link.is_planned and link.books_id is not None
        if isinstance(number := (link.last_agreed or {}).get("number"), int)
    }


def _states(link: Link, name: str) -> bool:
    """Tell whether the CRM states something of a relation, be it that there is none."""
    return isinstance(link.record, Relation) and name in link.record.stated


def _text(image: Image, name: str) -> str | None:
    value = image.get(name)
    return value if isinstance(value, str) and value else None


def _told(link: Link, name: str) -> str | None:
    """Give what the CRM states of a relation; where it is silent, what both sides agreed on."""
    record = link.record
    if isinstance(record, Relation) and (_states(link, name) or name == "name"):
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
