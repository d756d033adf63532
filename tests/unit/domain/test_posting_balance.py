"""Whatever an invoice says, its booking balances, or the invoice is explained."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.invoice import Invoice, InvoiceLine, VatSubtotal
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.posting import PostingError, post
from snelkoppeling.domain.vat import VatCategory
from tests.factories import a_line
from tests.unit.domain.books import CUSTOMER, STANDARD_RULES, invoiced

S = VatCategory.STANDARD
AMOUNTS = st.integers(min_value=-100_000, max_value=1_000_000).map(lambda cents: Decimal(cents) / 100)
CATEGORIES = st.sampled_from([(S, "21"), (S, "9.00"), (S, "5"), (S, "25"), (S, "0")]) | st.sampled_from(
    [(category, "0") for category in VatCategory if category is not S]
)
LINES = st.lists(
    st.tuples(AMOUNTS, CATEGORIES).map(
        lambda drawn: a_line(str(drawn[0]), rate=drawn[1][1], vat_category=drawn[1][0])
    ),
    max_size=6,
)
CENTS = st.integers(min_value=-2, max_value=2).map(lambda cents: Money(Decimal(cents) / 100))


def posted_or_refused(invoice: Invoice) -> Booking | PostingError:
    try:
        return post(invoice, CUSTOMER, STANDARD_RULES)
    except PostingError as error:
        return error


@settings(max_examples=200, deadline=None)
@given(lines=LINES, vat=st.lists(CENTS, max_size=6), row=CATEGORIES, stray=CENTS)
def test_whatever_is_invoiced_is_booked_in_balance_or_explained(
    lines: list[InvoiceLine], vat: list[Money], row: tuple[VatCategory, str], stray: Money
) -> None:
    invoice = invoiced(*lines)
    rows = [
        replace(subtotal, vat_amount=subtotal.vat_amount + (vat[index] if index < len(vat) else ZERO))
        for index, subtotal in enumerate(invoice.vat_breakdown)
    ]
    rows.append(
        VatSubtotal(vat_category=row[0], vat_rate=Decimal(row[1]), taxable_amount=ZERO, vat_amount=stray)
    )
    total_vat = Money.total(subtotal.vat_amount for subtotal in rows)
    invoice = replace(
        invoice,
        vat_breakdown=tuple(rows),
        total_vat=total_vat,
        total_with_vat=invoice.total_without_vat + total_vat,
    )

    outcome = posted_or_refused(invoice)

    if isinstance(outcome, Booking):
        assert outcome.total == invoice.total_with_vat
        assert Money.total(entry.amount for entry in outcome.vat_entries) == invoice.total_vat
        assert all(line.net_amount for line in outcome.lines)
    else:
        assert outcome.problems
