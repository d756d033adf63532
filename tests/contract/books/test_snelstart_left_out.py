"""Which invoices can be left out of SnelStart, as the bookkeeper enters them by hand or nobody does."""

import pytest

from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError
from tests.contract.books.benches import SnelStartBench
from tests.contract.books.bookkeeping import add_both, bookings, codes, linked_to
from tests.factories import a_line, an_invoice
from tests.unit.domain.books import invoiced


@pytest.mark.parametrize(
    ("invoice", "code"),
    [
        (invoiced(a_line("0.00")), "nothing-to-book"),
        (an_invoice(currency="USD"), "currency-not-euro"),
        (invoiced(a_line(vat_category=VatCategory.CANARY_ISLANDS)), "spanish-territory-tax"),
    ],
)
def test_an_invoice_that_the_bookkeeper_enters_by_hand_can_be_left_out(
    snelstart: SnelStartBench, invoice: Invoice, code: str
) -> None:
    with pytest.raises(ChoiceNeededError) as raised:
        bookings(snelstart, linked_to(add_both(snelstart))).desired(invoice)

    assert codes(raised) == [code]
    assert raised.value.conflict.choices == (Choice.LEAVE_OUT,)


def test_an_invoice_that_the_crm_must_correct_has_no_other_way_out(snelstart: SnelStartBench) -> None:
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, linked_to(add_both(snelstart))).desired(an_invoice(total_vat=Money.of("20.00")))

    assert not isinstance(raised.value, ChoiceNeededError)
