"""Lays the records of the CRM beside the books, to the cent, and names whatever differs."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from snelkoppeling.demo.books import BookedInvoice, BookedRelation, Books
from snelkoppeling.demo.company import Customer
from snelkoppeling.demo.crm import KeptCustomer, KeptInvoice
from snelkoppeling.demo.invoices import HIGH_RATE, LOW_RATE, DemoInvoice, in_dutch
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatKind

KIND_OF_RATE = {HIGH_RATE: VatKind.HIGH, LOW_RATE: VatKind.LOW}
KIND_WORDS = {VatKind.HIGH: "hoog (21%)", VatKind.LOW: "laag (9%)", VatKind.NONE: "geen of verlegd"}
FIELDS_OF_EINVOICE = frozenset(
    {"naam", "contactpersoon", "straat", "postcode", "plaats", "land", "telefoon", "KvK-nummer", "btw-nummer"}
)
"""What an e-invoice tells of its customer; the rest of it the service never heard."""
KVK_NUMBER = "KvK-nummer"
"""By which customers are found in the books; each has one, and no two the same."""
NUMBERS = frozenset({"telefoon", "mobiel"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in the CRM and in the books, as it is shown."""

    label: str
    in_crm: str
    in_books: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figures beside one another, and every difference between single records."""

    figures: tuple[Figure, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the CRM knows to have been carried, and what may or may not have been."""

    customers: Sequence[KeptCustomer]
    invoices: Sequence[KeptInvoice]
    numbers_under_way: frozenset[str]
    """Invoice numbers whose booking may just be happening."""
    customers_apart: frozenset[str]
    """KvK numbers of customers whose last state has not been carried, whatever the books hold of them."""


def compare(carried: Carried, books: Books) -> Comparison:
    """Compare what was carried with the books, record by record and in total."""
    relations = {relation.fields[KVK_NUMBER]: relation for relation in books.relations}
    under_way = carried.numbers_under_way
    booked = [invoice for invoice in books.invoices if invoice.number not in under_way]
    known = [one for one in books.relations if one.fields[KVK_NUMBER] not in carried.customers_apart]
    differences = [
        *_relation_differences(carried.customers, relations),
        *_invoice_differences(carried.invoices, booked, relations),
    ]
    figures = _figures(carried, known, booked)
    differences += [
        f"{figure.label}: {figure.in_crm} in het CRM, {figure.in_books} in SnelStart"
        for figure in figures
        if figure.in_crm != figure.in_books
    ]
    return Comparison(figures, tuple(differences))


def customer_fields(customer: Customer) -> Mapping[str, str]:
    """Name the fields of a customer as the books name theirs."""
    fields = {
        "naam": customer.name,
        "contactpersoon": customer.contact,
        "straat": customer.address.street,
        "postcode": customer.address.postal_code,
        "plaats": customer.address.city,
        "land": customer.address.country_code,
        "telefoon": customer.phone,
        "mobiel": customer.mobile,
        "e-mail": customer.email,
        "factuur-e-mail": customer.invoice_email,
        KVK_NUMBER: customer.kvk_number,
        "btw-nummer": customer.vat_number,
        "IBAN": customer.iban,
        "BIC": customer.bic,
        "betalingstermijn": customer.payment_term_days,
    }
    return {name: "" if value is None else str(value) for name, value in fields.items()}


def _relation_differences(
    customers: Iterable[KeptCustomer], relations: Mapping[str, BookedRelation]
) -> Iterable[str]:
    for kept in customers:
        relation = relations.get(kept.customer.kvk_number)
        if relation is None:
            yield f"{kept.name} ontbreekt in SnelStart"
            continue
        for name, in_crm in customer_fields(kept.customer).items():
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


def _invoice_differences(
    invoices: Sequence[KeptInvoice], booked: Sequence[BookedInvoice], relations: Mapping[str, BookedRelation]
) -> Iterable[str]:
    by_number: dict[str, list[BookedInvoice]] = {}
    for booking in booked:
        by_number.setdefault(booking.number, []).append(booking)
    for kept in invoices:
        bookings = by_number.pop(kept.invoice.number, [])
        if len(bookings) != 1:
            yield f"{kept.name} staat {len(bookings)} keer in SnelStart"
            continue
        relation = relations.get(kept.invoice.customer.kvk_number)
        expected = _expected(kept, relation.id if relation else "?")
        found = _found(bookings[0])
        for name, in_crm in expected.items():
            if in_crm != found[name]:
                yield f"{kept.name}: {name} is in het CRM {in_crm} en in SnelStart {found[name]}"
    for number in by_number:
        yield f"factuur {number} staat in SnelStart en hoort daar volgens het CRM niet"


def _expected(kept: KeptInvoice, relation_id: str) -> Mapping[str, str]:
    invoice = kept.invoice
    return {
        "de klant": relation_id,
        "de factuurdatum": invoice.issue_date.isoformat(),
        "de betalingstermijn": str((invoice.due_date - invoice.issue_date).days),
        "het totaal": in_dutch(invoice.total_with_vat),
        "de regels": _kinds_and_amounts(_lines_of(invoice)),
        "de btw": _kinds_and_amounts(_vat_of(invoice)),
        "de bijlagen": _short(sorted(hashlib.sha256(file.content).hexdigest() for file in kept.files)),
    }


def _found(booking: BookedInvoice) -> Mapping[str, str]:
    return {
        "de klant": booking.relation_id,
        "de factuurdatum": booking.issue_date.isoformat(),
        "de betalingstermijn": str(booking.payment_term_days),
        "het totaal": in_dutch(booking.total),
        "de regels": _kinds_and_amounts(booking.lines),
        "de btw": _kinds_and_amounts(row for row in booking.vat if row[0] is not VatKind.NONE or row[1]),
        "de bijlagen": _short(booking.digests),
    }


def _lines_of(invoice: DemoInvoice) -> Sequence[tuple[VatKind, Money]]:
    return [(KIND_OF_RATE.get(line.vat_rate, VatKind.NONE), line.net_amount) for line in invoice.lines]


def _vat_of(invoice: DemoInvoice) -> Sequence[tuple[VatKind, Money]]:
    return [
        (KIND_OF_RATE[row.vat_rate], row.vat_amount)
        for row in invoice.vat_rows
        if row.vat_rate in KIND_OF_RATE
    ]


def _kinds_and_amounts(pairs: Iterable[tuple[VatKind, Money]]) -> str:
    return (
        ", ".join(f"{KIND_WORDS.get(kind, kind)} {in_dutch(amount)}" for kind, amount in sorted(pairs))
        or "geen"
    )


def _short(digests: Iterable[str]) -> str:
    return ", ".join(digest[:12] for digest in digests) or "geen"


def _figures(
    carried: Carried, known: Sequence[BookedRelation], booked: Sequence[BookedInvoice]
) -> tuple[Figure, ...]:
    invoices = [kept.invoice for kept in carried.invoices]
    lines_in_crm = _sums(pair for invoice in invoices for pair in _lines_of(invoice))
    lines_in_books = _sums(pair for booking in booked for pair in booking.lines)
    vat_in_crm = _sums(pair for invoice in invoices for pair in _vat_of(invoice))
    vat_in_books = _sums(pair for booking in booked for pair in booking.vat)
    files = sum(len(kept.files) for kept in carried.invoices)
    return (
        Figure("Klanten", str(len(carried.customers)), str(len(known))),
        Figure("Facturen", str(len(invoices)), str(len(booked))),
        *(
            Figure(f"Omzet btw {words}", in_dutch(lines_in_crm[kind]), in_dutch(lines_in_books[kind]))
            for kind, words in KIND_WORDS.items()
        ),
        *(
            Figure(f"Btw {words}", in_dutch(vat_in_crm[kind]), in_dutch(vat_in_books[kind]))
            for kind, words in KIND_WORDS.items()
            if kind is not VatKind.NONE
        ),
        Figure(
            "Totaal met btw",
            in_dutch(Money.total(invoice.total_with_vat for invoice in invoices)),
            in_dutch(Money.total(booking.total for booking in booked)),
        ),
        Figure("Bijlagen", str(files), str(sum(len(booking.digests) for booking in booked))),
    )


def _sums(pairs: Iterable[tuple[VatKind, Money]]) -> Mapping[VatKind, Money]:
    sums = dict.fromkeys(VatKind, Money.of(0))
    for kind, amount in pairs:
        sums[kind] += amount
    return sums
