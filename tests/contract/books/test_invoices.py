"""What the engine relies on for invoices and their files, in any books."""

from dataclasses import replace

import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.money import Money
from snelkoppeling.errors import OutcomeUnknownError, RecordRejectedError
from snelkoppeling.sync.ports import Found
from snelkoppeling.sync.reconcile import differing_fields
from tests.contract.books.benches import Bench, Shelf, links_to
from tests.factories import a_line, an_attachment, an_invoice

INVOICE, ATTACHMENT = EntityType.INVOICE, EntityType.ATTACHMENT
DEARER = an_invoice(
    lines=(a_line("100.00"), a_line("0.01")),
    vat_breakdown=(replace(an_invoice().vat_breakdown[0], taxable_amount=Money.of("100.01")),),
    total_without_vat=Money.of("100.01"),
    total_with_vat=Money.of("121.01"),
)
FILE = an_attachment("F1", file_name="factuur.pdf")


@pytest.fixture
def customer(bench: Bench) -> BooksId:
    return bench.add_relation(name="De Halm")


def invoices(bench: Bench, customer: BooksId) -> Shelf:
    """Open the invoices of customer R1 as a new run does."""
    return Shelf(bench.books().store(INVOICE), links_to(EntityType.RELATION, "R1", customer))


def files(bench: Bench, booking: BooksId, *, is_adopted: bool = False) -> Shelf:
    """Open the files of invoice F1 as a new run does."""
    return Shelf(bench.books().store(ATTACHMENT), links_to(INVOICE, "F1", booking, is_adopted=is_adopted))


def refusal(shelf: Shelf, invoice: Invoice) -> str:
    """Try to book, and give the sentence of the refusal."""
    with pytest.raises(RecordRejectedError) as raised:
        shelf.create(invoice)
    (problem,) = raised.value.problems
    assert problem.code == "invoice-number-in-use"
    return problem.nl


def test_an_invoice_is_booked_once_with_its_customer_date_and_total(bench: Bench, customer: BooksId) -> None:
    found = invoices(bench, customer).create(an_invoice())
    held = invoices(bench, customer).store.get(found.books_id)
    assert held is not None
    assert (held["invoice_number"], held["customer"]) == ("2026-0001", customer)
    assert (held["invoice_date"], held["total"]) == ("2026-03-02", "121.00")
    assert (found.event, bench.count(INVOICE)) == ("created", 1)


def test_the_same_invoice_again_is_the_booking_that_is_there(bench: Bench, customer: BooksId) -> None:
    booked = invoices(bench, customer).create(an_invoice())
    again = invoices(bench, customer).create(an_invoice())
    assert (again.books_id, again.event) == (booked.books_id, "adopted")
    assert bench.count(INVOICE) == 1


def test_another_total_under_the_same_number_is_refused_with_the_difference(
    bench: Bench, customer: BooksId
) -> None:
    invoices(bench, customer).create(an_invoice())
    assert "121.00" in refusal(invoices(bench, customer), DEARER)
    assert bench.count(INVOICE) == 1


def test_another_customer_under_the_same_number_is_refused(bench: Bench, customer: BooksId) -> None:
    invoices(bench, customer).create(an_invoice())
    other = bench.add_relation(name="Een ander")
    refusal(invoices(bench, other), an_invoice())
    assert bench.count(INVOICE) == 1


def test_a_booking_whose_answer_was_lost_is_found_by_its_number(bench: Bench, customer: BooksId) -> None:
    bench.trouble(INVOICE, "answer lost")
    with pytest.raises(OutcomeUnknownError):
        invoices(bench, customer).create(an_invoice())
    (found,) = invoices(bench, customer).written_by(an_invoice())
    assert (found.event, found.label) == ("found", "2026-0001")
    assert invoices(bench, customer).store.get(found.books_id) is not None


def test_a_booking_that_never_arrived_is_not_found(bench: Bench, customer: BooksId) -> None:
    bench.trouble(INVOICE, "never arrived")
    with pytest.raises(OutcomeUnknownError):
        invoices(bench, customer).create(an_invoice())
    assert invoices(bench, customer).written_by(an_invoice()) == []
    assert bench.count(INVOICE) == 0


def test_a_booking_of_another_total_is_not_what_a_lost_answer_left(bench: Bench, customer: BooksId) -> None:
    invoices(bench, customer).create(an_invoice())
    assert invoices(bench, customer).written_by(DEARER) == []


def test_a_booking_is_looked_for_by_no_call_before_it_is_made(bench: Bench, customer: BooksId) -> None:
    invoices(bench, customer).create(an_invoice())
    assert invoices(bench, customer).twin_of(an_invoice()) is None


def test_a_booking_that_was_removed_reads_as_nothing(bench: Bench, customer: BooksId) -> None:
    found = invoices(bench, customer).create(an_invoice())
    bench.delete(INVOICE, found.books_id)
    assert invoices(bench, customer).store.get(found.books_id) is None


def test_the_number_of_a_booking_that_was_removed_is_free(bench: Bench, customer: BooksId) -> None:
    first = invoices(bench, customer).create(an_invoice())
    bench.delete(INVOICE, first.books_id)
    second = invoices(bench, customer).create(an_invoice())
    assert (second.event, bench.count(INVOICE)) == ("created", 1)
    assert second.books_id != first.books_id


def test_a_booking_that_was_read_follows_its_invoice(bench: Bench, customer: BooksId) -> None:
    shelf = invoices(bench, customer)
    found = shelf.create(an_invoice())
    held = shelf.store.get(found.books_id)
    assert held is not None
    wanted = shelf.desired(DEARER)
    updated = shelf.store.update(found.books_id, wanted, differing_fields(wanted.image, held))
    assert (updated.books_id, updated.event) == (found.books_id, "updated")
    now = invoices(bench, customer).store.get(found.books_id)
    assert now is not None
    assert differing_fields(wanted.image, now) == frozenset()
    assert bench.count(INVOICE) == 1


def test_an_invoice_that_cannot_be_booked_is_refused_before_it_is_sent(
    bench: Bench, customer: BooksId
) -> None:
    with pytest.raises(RecordRejectedError):
        invoices(bench, customer).desired(an_invoice(lines=()))
    assert bench.count(INVOICE) == 0


def booked(bench: Bench, customer: BooksId) -> Found:
    return invoices(bench, customer).create(an_invoice())


def test_a_file_hangs_on_its_booking_once(bench: Bench, customer: BooksId) -> None:
    booking = booked(bench, customer).books_id
    found = files(bench, booking).create(FILE)
    held = files(bench, booking).store.get(found.books_id)
    assert held is not None
    assert held["file_name"] == "factuur.pdf"
    assert (found.event, bench.count(ATTACHMENT)) == ("created", 1)


def test_a_file_whose_answer_was_lost_is_found_by_name(bench: Bench, customer: BooksId) -> None:
    booking = booked(bench, customer).books_id
    files(bench, booking).create(an_attachment("F1", file_name="bijlage.pdf"))
    bench.trouble(ATTACHMENT, "answer lost")
    with pytest.raises(OutcomeUnknownError):
        files(bench, booking).create(FILE)
    (found,) = files(bench, booking).written_by(FILE)
    assert (found.event, found.label) == ("found", "factuur.pdf")
    assert bench.count(ATTACHMENT) == 2


def test_a_file_that_never_arrived_is_not_found(bench: Bench, customer: BooksId) -> None:
    booking = booked(bench, customer).books_id
    bench.trouble(ATTACHMENT, "never arrived")
    with pytest.raises(OutcomeUnknownError):
        files(bench, booking).create(FILE)
    assert files(bench, booking).written_by(FILE) == []


def test_a_file_that_hangs_on_an_adopted_booking_already_is_not_hung_there_again(
    bench: Bench, customer: BooksId
) -> None:
    booking = booked(bench, customer).books_id
    there = files(bench, booking).create(FILE)
    found = files(bench, booking, is_adopted=True).create(FILE)
    assert (found.books_id, found.event) == (there.books_id, "adopted")
    assert bench.count(ATTACHMENT) == 1


def test_an_adopted_booking_gets_the_file_that_it_lacks(bench: Bench, customer: BooksId) -> None:
    booking = booked(bench, customer).books_id
    files(bench, booking).create(an_attachment("F1", file_name="bijlage.pdf"))
    found = files(bench, booking, is_adopted=True).create(FILE)
    assert (found.event, bench.count(ATTACHMENT)) == ("created", 2)


def test_a_file_of_another_booking_is_another_file(bench: Bench, customer: BooksId) -> None:
    first = booked(bench, customer).books_id
    second = invoices(bench, customer).create(an_invoice("2026-0002")).books_id
    files(bench, first).create(FILE)
    assert files(bench, second).written_by(FILE) == []


def test_a_file_that_was_removed_reads_as_nothing(bench: Bench, customer: BooksId) -> None:
    booking = booked(bench, customer).books_id
    found = files(bench, booking).create(FILE)
    bench.delete(ATTACHMENT, found.books_id)
    assert files(bench, booking).store.get(found.books_id) is None


def test_a_file_is_never_replaced(bench: Bench, customer: BooksId) -> None:
    booking = booked(bench, customer).books_id
    shelf = files(bench, booking)
    found = shelf.create(FILE)
    with pytest.raises(RecordRejectedError) as raised:
        shelf.store.update(found.books_id, shelf.desired(FILE), frozenset({"file_name"}))
    assert [problem.code for problem in raised.value.problems] == ["changed-after-booking"]
