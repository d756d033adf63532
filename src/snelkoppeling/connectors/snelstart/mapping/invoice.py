"""Translates sales bookings: Verkoopboeking."""

from decimal import Decimal

from snelkoppeling.connectors.snelstart.mapping.ledger import BTW_SOORTEN
from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.money import CENT, Money
from snelkoppeling.domain.vat import VatEntryKind
from snelkoppeling.sync.records import Image
from snelstart_client.ids import GrootboekId, RelatieId
from snelstart_client.resources.verkoopboekingen import (
    Boekingsregel,
    BtwRegel,
    Verkoopboeking,
    VerkoopBtwSoort,
)
from snelstart_client.wire import Verwijzing

ENTRY_SOORTEN = {
    VatEntryKind.SALES_LOW: VerkoopBtwSoort.VERKOPEN_LAAG,
    VatEntryKind.SALES_HIGH: VerkoopBtwSoort.VERKOPEN_HOOG,
    VatEntryKind.SALES_OTHER: VerkoopBtwSoort.VERKOPEN_OVERIG,
    VatEntryKind.SALES_REVERSE_CHARGE: VerkoopBtwSoort.VERKOPEN_VERLEGD,
}
ENTRY_KINDS = {soort.value: kind for kind, soort in ENTRY_SOORTEN.items()}

KEY_FIELDS = ("invoice_number", "invoice_date", "customer", "total", "vat")
"""Two bookings that agree in these are the same invoice (SnelStart API, section 8.1)."""


def to_verkoopboeking(booking: Booking) -> Verkoopboeking:
    """Write a booking the way SnelStart does."""
    return Verkoopboeking(
        factuurnummer=booking.invoice_number,
        klant=Verwijzing(RelatieId(booking.counterparty)),
        factuurdatum=booking.invoice_date,
        factuurbedrag=booking.total.amount,
        omschrijving=booking.description,
        betalingstermijn=booking.payment_term_days,
        boekingsregels=tuple(
            Boekingsregel(
                omschrijving=line.description,
                grootboek=Verwijzing(GrootboekId(line.account.books_id)),
                bedrag=line.net_amount.amount,
                btw_soort=BTW_SOORTEN[line.vat_kind].value,
            )
            for line in booking.lines
        ),
        btw=tuple(
            BtwRegel(btw_soort=ENTRY_SOORTEN[entry.kind].value, btw_bedrag=entry.amount.amount)
            for entry in booking.vat_entries
        ),
    )


def image_of_booking(booking: Booking) -> Image:
    """Say what the books should hold."""
    return {
        "invoice_number": booking.invoice_number,
        "invoice_date": booking.invoice_date.isoformat(),
        "customer": booking.counterparty,
        "total": str(booking.total),
        "description": booking.description,
        "payment_term_days": booking.payment_term_days,
        "lines": [
            f"{line.account.number} {line.net_amount} {line.vat_kind} {line.description}"
            for line in booking.lines
        ],
        "vat": [f"{entry.kind} {entry.amount}" for entry in booking.vat_entries],
    }


def image_of_verkoopboeking(boeking: Verkoopboeking) -> Image:
    """Say what the books hold, as far as it tells whether this is the same invoice."""
    vat = sorted(
        f"{ENTRY_KINDS[row.btw_soort or '']} {money(row.btw_bedrag)}"
        for row in boeking.btw
        if row.btw_soort in ENTRY_KINDS
    )
    return {
        "invoice_number": boeking.factuurnummer,
        "invoice_date": boeking.factuurdatum.isoformat() if boeking.factuurdatum else None,
        "customer": boeking.klant.id if boeking.klant else None,
        "total": money(boeking.factuurbedrag),
        "vat": vat,
    }


def money(amount: Decimal | None) -> str | None:
    """Write an amount of SnelStart's, which may carry more zeros, as we do."""
    return None if amount is None else str(Money(amount.quantize(CENT)))
