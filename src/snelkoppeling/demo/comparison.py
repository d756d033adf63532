"""Lays the records of the CRM beside the books, to the cent, and names whatever differs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from snelkoppeling.demo.books import BookedInvoice, BookedRelation, Books
from snelkoppeling.demo.crm import KeptInvoice, KeptProject, KeptRelation
from snelkoppeling.demo.expected import (
    KVK_NUMBER,
    cost_centre_of,
    expected_booking,
    identity_of,
    relation_fields,
)
from snelkoppeling.demo.figures import Figure, figures_of
from snelkoppeling.demo.invoices import in_dutch
from snelkoppeling.demo.vat_words import KIND_WORDS
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatKind

__all__ = ["Carried", "Comparison", "Figure", "compare"]

FIELDS_OF_EINVOICE = frozenset(
    {
        "naam",
        "soort",
        "contactpersoon",
        "straat",
        "postcode",
        "plaats",
        "land",
        "telefoon",
        KVK_NUMBER,
        "btw-nummer",
    }
)
"""What an e-invoice tells of its customer; the rest of it the service never heard."""
NUMBERS = frozenset({"telefoon", "mobiel"})
PARTY_WORDS = {Direction.SALES: "de klant", Direction.PURCHASE: "de leverancier"}
DOCUMENT_WORDS = {Direction.SALES: "verkoopfactuur", Direction.PURCHASE: "inkoopfactuur"}
InvoiceKey = tuple[Direction, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures beside one another, and every difference between single records."""

    figures: tuple[Figure, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the CRM knows to have been carried, and what may or may not have been."""

    relations: Sequence[KeptRelation]
    invoices: Sequence[KeptInvoice]
    projects: Sequence[KeptProject] = ()
    invoices_under_way: frozenset[InvoiceKey] = frozenset()
    """Invoices whose booking may just be happening."""
    relations_apart: frozenset[str] = frozenset()
    """Identities of relations whose last state has not been carried, whatever the books hold of them."""
    projects_apart: frozenset[int] = frozenset()
    """Cost centres of projects of which the same is true."""


def compare(carried: Carried, books: Books) -> Comparison:
    """Compare what was carried with the books, record by record and in total, both ways."""
    relations = {identity_of(relation.fields): relation for relation in books.relations}
    booked = [one for one in books.invoices if (one.direction, one.number) not in carried.invoices_under_way]
    known = [one for one in books.relations if identity_of(one.fields) not in carried.relations_apart]
    centres = [one for one in books.cost_centres if one.number not in carried.projects_apart]
    expected = [_expected(kept, relations) for kept in carried.invoices]
    differences = [
        *_relation_differences(carried.relations, relations),
        *_project_differences(carried.projects, Books(cost_centres=centres)),
        *_invoice_differences(carried.invoices, expected, booked),
    ]
    figures = figures_of(
        carried.relations,
        carried.projects,
        expected=expected,
        books=Books(relations=known, cost_centres=centres, invoices=booked),
    )
    differences += [
        f"{figure.label}: {figure.in_crm} in het CRM, {figure.in_books} in SnelStart"
        for figure in figures
        if figure.in_crm != figure.in_books
    ]
    return Comparison(figures, tuple(differences))


def _relation_differences(
    kept_relations: Iterable[KeptRelation], relations: Mapping[str, BookedRelation]
) -> Iterable[str]:
    for kept in kept_relations:
        fields = relation_fields(kept.firm)
        relation = relations.get(identity_of(fields))
        if relation is None:
            yield f"{kept.name} ontbreekt in SnelStart"
            continue
        for name, in_crm in fields.items():
            in_books = relation.fields[name]
            is_stated = kept.came_with is None or name in FIELDS_OF_EINVOICE
            if is_stated and _canonical(name, in_crm) != _canonical(name, in_books):
                yield f"{kept.name}: {name} is in het CRM “{in_crm}” en in SnelStart “{in_books}”"


def _canonical(name: str, value: str) -> str:
    """Write a value the one way, so that only what it means is compared and not how it is spelled."""
    if name in NUMBERS:
        digits = "".join(char for char in value if char.isdigit())
        return digits.removeprefix("31").removeprefix("0")
    if name == "btw-nummer":
        return value.replace(".", "").replace(" ", "").upper().removeprefix("NL")
    if name in {"IBAN", "postcode"}:
        return value.replace(" ", "").upper()
    return value


def _project_differences(projects: Iterable[KeptProject], books: Books) -> Iterable[str]:
    held = {one.number: one for one in books.cost_centres}
    for kept in projects:
        wanted = cost_centre_of(kept.project)
        found = held.pop(wanted.number, None)
        if found is None:
            yield f"{kept.name} ontbreekt in SnelStart: er is geen kostenplaats {wanted.number}"
        elif found != wanted:
            yield f"{kept.name}: kostenplaats {wanted.number} is in SnelStart anders ({found.description})"
    for number in held:
        yield f"kostenplaats {number} staat in SnelStart en hoort daar volgens het CRM niet"


def _expected(kept: KeptInvoice, relations: Mapping[str, BookedRelation]) -> BookedInvoice:
    """Say how the books must hold an invoice: as the bookkeeper left it, where that was chosen."""
    if kept.left_as is not None:
        return kept.left_as
    relation = relations.get(identity_of(relation_fields(kept.invoice.firm)))
    digests = tuple(file.digest for file in kept.files)
    return expected_booking(kept.invoice, relation.id if relation else "?", digests)


def _invoice_differences(
    invoices: Sequence[KeptInvoice], expected: Sequence[BookedInvoice], booked: Sequence[BookedInvoice]
) -> Iterable[str]:
    by_key: dict[InvoiceKey, list[BookedInvoice]] = {}
    for booking in booked:
        by_key.setdefault((booking.direction, booking.number), []).append(booking)
    for kept, wanted in zip(invoices, expected, strict=True):
        bookings = by_key.pop((wanted.direction, wanted.number), [])
        if len(bookings) != 1:
            yield f"{kept.name} staat {len(bookings)} keer in SnelStart"
            continue
        as_left = kept.left_as is not None
        held = _facts(bookings[0], as_left=as_left)
        for name, in_crm in _facts(wanted, as_left=as_left).items():
            if in_crm != held[name]:
                yield f"{kept.name}: {name} is in het CRM {in_crm} en in SnelStart {held[name]}"
    for direction, number in by_key:
        document = DOCUMENT_WORDS[direction]
        yield f"{document} {number} staat in SnelStart en hoort daar volgens het CRM niet"


def _facts(booking: BookedInvoice, *, as_left: bool) -> Mapping[str, str]:
    """Name what is compared; of a booking that was left as it is, also what only the books know."""
    facts = {
        PARTY_WORDS[booking.direction]: booking.relation_id,
        "de factuurdatum": booking.issue_date.isoformat(),
        "de betalingstermijn": str(booking.payment_term_days),
        "het boekstuk": booking.voucher,
        "het totaal": in_dutch(booking.total),
        "de regels": ", ".join(
            sorted(
                f"{KIND_WORDS.get(line.kind, line.kind)} {in_dutch(line.amount)}"
                + (f" op {line.cost_centre}" if line.cost_centre is not None else "")
                + (f" naar {line.account}" if as_left else "")
                for line in booking.lines
            )
        ),
        "de btw": _vat(booking.vat),
        "de bijlagen": ", ".join(sorted(digest[:12] for digest in booking.digests)) or "geen",
    }
    return {**facts, "de omschrijving": booking.description} if as_left else facts


def _vat(rows: Iterable[tuple[VatKind, Money]]) -> str:
    charged = sorted(row for row in rows if row[0] is not VatKind.NONE or row[1])
    return ", ".join(f"{KIND_WORDS.get(kind, kind)} {in_dutch(amount)}" for kind, amount in charged) or "geen"
