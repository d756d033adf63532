"""Translates bookings of both directions: Verkoopboeking and Inkoopboeking."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from snelkoppeling.connectors.snelstart.mapping.ledger import BTW_SOORTEN, VAT_KINDS
from snelkoppeling.domain.booking import Booking, BookingLine
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.money import CENT, Money
from snelkoppeling.domain.vat import VatEntryKind
from snelkoppeling.sync.records import Image, ImageValue
from snelstart_client.ids import GrootboekId, KostenplaatsId, RelatieId
from snelstart_client.resources.boekingen import Boeking, Boekingsregel, BtwRegel
from snelstart_client.resources.inkoopboekingen import Inkoopboeking, InkoopBtwSoort
from snelstart_client.resources.verkoopboekingen import Verkoopboeking, VerkoopBtwSoort
from snelstart_client.wire import Verwijzing

SALES_SOORTEN: Mapping[VatEntryKind, str] = {
    VatEntryKind.SALES_LOW: VerkoopBtwSoort.VERKOPEN_LAAG.value,
    VatEntryKind.SALES_HIGH: VerkoopBtwSoort.VERKOPEN_HOOG.value,
    VatEntryKind.SALES_OTHER: VerkoopBtwSoort.VERKOPEN_OVERIG.value,
    VatEntryKind.SALES_REVERSE_CHARGE: VerkoopBtwSoort.VERKOPEN_VERLEGD.value,
}
PURCHASE_SOORTEN: Mapping[VatEntryKind, str] = {
    VatEntryKind.PURCHASE_LOW: InkoopBtwSoort.INKOPEN_LAAG.value,
    VatEntryKind.PURCHASE_HIGH: InkoopBtwSoort.INKOPEN_HOOG.value,
    VatEntryKind.PURCHASE_OTHER: InkoopBtwSoort.INKOPEN_OVERIG.value,
    VatEntryKind.PURCHASE_REVERSE_CHARGE: InkoopBtwSoort.INKOPEN_VERLEGD.value,
}
ENTRY_SOORTEN = {**SALES_SOORTEN, **PURCHASE_SOORTEN}
ENTRY_KINDS = {soort: kind for kind, soort in ENTRY_SOORTEN.items()}
LINE_KINDS = {soort.value: kind for soort, kind in VAT_KINDS.items()}

PARTY_FIELDS = {Direction.SALES: "customer", Direction.PURCHASE: "supplier"}
AMOUNT_FIELDS = frozenset({"total", "lines", "vat"})
"""These only change together: a booking must balance (BOE-0039)."""
UNKNOWN = "?"
"""Stands for an account or cost centre that the lists do not have."""


def key_fields(direction: Direction) -> tuple[str, ...]:
    """Name the fields in which two bookings agree that are the same invoice (SnelStart API, section 8.1)."""
    return ("invoice_number", "invoice_date", PARTY_FIELDS[direction], "total", "vat")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What people call accounts and cost centres, by the ids that bookings name them by."""

    accounts: Mapping[str, int]
    cost_centres: Mapping[str, int]

    def line(self, regel: Boekingsregel) -> str:
        """Show a line as the books hold it."""
        account = str(self.accounts.get(regel.grootboek.id, UNKNOWN) if regel.grootboek else UNKNOWN)
        if regel.kostenplaats is not None:
            account += f"/{self.cost_centres.get(regel.kostenplaats.id, UNKNOWN)}"
        kind = LINE_KINDS.get(regel.btw_soort or "", regel.btw_soort or "")
        return f"{account} {money(regel.bedrag)} {kind} {regel.omschrijving or ''}"


def to_verkoopboeking(booking: Booking) -> Verkoopboeking:
    """Write a sale the way SnelStart does."""
    return Verkoopboeking(
        factuurnummer=booking.invoice_number,
        klant=Verwijzing(RelatieId(booking.counterparty)),
        factuurdatum=booking.invoice_date,
        factuurbedrag=booking.total.amount,
        omschrijving=booking.description,
        boekstuk=booking.voucher or None,
        markering=booking.needs_review or None,
        betalingstermijn=booking.payment_term_days,
        boekingsregels=_boekingsregels(booking.lines),
        btw=_btw(booking),
    )


def to_inkoopboeking(booking: Booking) -> Inkoopboeking:
    """Write a purchase the way SnelStart does."""
    return Inkoopboeking(
        factuurnummer=booking.invoice_number,
        leverancier=Verwijzing(RelatieId(booking.counterparty)),
        factuurdatum=booking.invoice_date,
        factuurbedrag=booking.total.amount,
        omschrijving=booking.description,
        boekstuk=booking.voucher or None,
        markering=booking.needs_review or None,
        boekingsregels=_boekingsregels(booking.lines),
        btw=_btw(booking),
    )


def _boekingsregels(lines: Iterable[BookingLine]) -> tuple[Boekingsregel, ...]:
    return tuple(
        Boekingsregel(
            omschrijving=line.description,
            grootboek=Verwijzing(GrootboekId(line.account.books_id)),
            kostenplaats=Verwijzing(KostenplaatsId(line.cost_centre)) if line.cost_centre else None,
            bedrag=line.net_amount.amount,
            btw_soort=BTW_SOORTEN[line.vat_kind].value,
        )
        for line in lines
    )


def _btw(booking: Booking) -> tuple[BtwRegel, ...]:
    return tuple(
        BtwRegel(btw_soort=ENTRY_SOORTEN[entry.kind], btw_bedrag=entry.amount.amount)
        for entry in booking.vat_entries
    )


def image_of_booking(booking: Booking, cost_centres: Mapping[BooksId, int]) -> Image:
    """Say what the books should hold; `cost_centres` names those of the lines.

    Whether it is marked for review is no part of it: once the bookkeeper has looked, the mark goes.
    """
    lines = []
    for line in booking.lines:
        account = str(line.account.number)
        if line.cost_centre is not None:
            account += f"/{cost_centres.get(line.cost_centre, UNKNOWN)}"
        lines.append(f"{account} {line.net_amount} {line.vat_kind} {line.description}")
    image: dict[str, ImageValue] = {
        "invoice_number": booking.invoice_number,
        "invoice_date": booking.invoice_date.isoformat(),
        PARTY_FIELDS[booking.direction]: booking.counterparty,
        "total": str(booking.total),
        "description": booking.description,
        "lines": lines,
        "vat": sorted(f"{entry.kind} {entry.amount}" for entry in booking.vat_entries),
    }
    if booking.direction is Direction.SALES:
        image["payment_term_days"] = booking.payment_term_days
    if booking.voucher:
        image["voucher"] = booking.voucher
    return image


def image_of_boeking(boeking: Boeking, numbers: Numbers) -> Image:
    """Say what the books hold."""
    image: dict[str, ImageValue] = {
        "invoice_number": boeking.factuurnummer,
        "invoice_date": _iso(boeking.factuurdatum),
        "total": money(boeking.factuurbedrag),
        "description": boeking.omschrijving or "",
        "lines": [numbers.line(regel) for regel in boeking.boekingsregels],
        "vat": sorted(_entry(row) for row in boeking.btw if row.btw_soort != VerkoopBtwSoort.GEEN),
    }
    if isinstance(boeking, Verkoopboeking):
        image["customer"] = boeking.klant.id if boeking.klant else None
        image["payment_term_days"] = boeking.betalingstermijn
    elif isinstance(boeking, Inkoopboeking):
        image["supplier"] = boeking.leverancier.id if boeking.leverancier else None
    rare = {
        "voucher": boeking.boekstuk,
        "marked": boeking.markering,
        "changed_by_accountant": boeking.gewijzigd_door_accountant,
    }
    return {**image, **{name: value for name, value in rare.items() if value}}


def body_over(bron: Mapping[str, Any], booking: Booking, *, fields: Collection[str]) -> dict[str, Any]:
    """Lay fields of a booking over it as SnelStart gave it, and leave all its others as they are."""
    changed = set(fields) | (AMOUNT_FIELDS if AMOUNT_FIELDS & set(fields) else set())
    relatie = {"id": booking.counterparty}
    words: Mapping[str, tuple[str, Any]] = {
        "invoice_number": ("factuurnummer", booking.invoice_number),
        "invoice_date": ("factuurdatum", booking.invoice_date),
        "customer": ("klant", relatie),
        "supplier": ("leverancier", relatie),
        "total": ("factuurbedrag", booking.total.amount),
        "description": ("omschrijving", booking.description),
        "voucher": ("boekstuk", booking.voucher),
        "payment_term_days": ("betalingstermijn", booking.payment_term_days),
        "lines": ("boekingsregels", [_regel_object(regel) for regel in _boekingsregels(booking.lines)]),
        "vat": ("btw", [{"btwSoort": row.btw_soort, "btwBedrag": row.btw_bedrag} for row in _btw(booking)]),
    }
    marked = {"markering": True} if booking.needs_review else {}
    return {**bron, **dict(words[name] for name in sorted(changed)), **marked}


def _regel_object(regel: Boekingsregel) -> dict[str, Any]:
    """Write a line with its empty fields: what is left out might be kept."""
    return {
        "omschrijving": regel.omschrijving,
        "grootboek": {"id": regel.grootboek.id} if regel.grootboek else None,
        "kostenplaats": {"id": regel.kostenplaats.id} if regel.kostenplaats else None,
        "bedrag": regel.bedrag,
        "btwSoort": regel.btw_soort,
    }


def _entry(row: BtwRegel) -> str:
    """Show a VAT row; one of a kind that we never write by its own name."""
    return f"{ENTRY_KINDS.get(row.btw_soort or '', row.btw_soort or UNKNOWN)} {money(row.btw_bedrag)}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def money(amount: Decimal | None) -> str | None:
    """Write an amount of SnelStart's, which may carry more zeros, as we do."""
    return None if amount is None else str(Money(amount.quantize(CENT)))
