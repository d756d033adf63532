from datetime import date

import pytest

from snelkoppeling.domain.booking import Booking, BookingLine, VatEntry
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatEntryKind, VatKind
from tests.unit.domain.books import HIGH


def a_booking(total: str) -> Booking:
    line = BookingLine(description="Advies", account=HIGH, net_amount=Money.of(100), vat_kind=VatKind.HIGH)
    return Booking(
        invoice_number="2026-0001",
        invoice_date=date(2026, 3, 2),
        direction=Direction.SALES,
        counterparty=BooksId("klant"),
        total=Money.of(total),
        description="Factuur 2026-0001",
        payment_term_days=30,
        lines=(line,),
        vat_entries=(VatEntry(kind=VatEntryKind.SALES_HIGH, amount=Money.of(21)),),
    )


def test_a_booking_balances() -> None:
    assert a_booking("121.00").total == Money.of("121.00")


@pytest.mark.parametrize("total", ["120.99", "121.01", "100.00", "-121.00"])
def test_a_booking_that_does_not_balance_cannot_be_made(total: str) -> None:
    with pytest.raises(ValueError, match=f"booking 2026-0001 adds up to 121.00, not {total}"):
        a_booking(total)
