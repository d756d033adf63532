"""What only the books in SnelStart do: relations of their own, reference lists, limits, whose they are."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest

from snelkoppeling.connectors.snelstart.books import SnelStartBooks
from snelkoppeling.connectors.snelstart.coupling import introduce
from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.ledger import LedgerRules, VatCase
from snelkoppeling.domain.project import Project
from snelkoppeling.errors import ConnectionBrokenError, RecordRejectedError, RetryLaterError
from snelkoppeling.sync.ports import Desired
from snelstart_client import PRODUCTION, Limiter, Profile
from snelstart_simulator.process import RunningSimulator
from tests.contract.books.benches import (
    ADMINISTRATION,
    CONTENT,
    Shelf,
    SnelStartBench,
    StoredFile,
    an_item,
    links_to,
    open_client,
)
from tests.factories import a_relation, an_attachment, an_invoice, an_unnumbered_relation

RELATION, INVOICE, ATTACHMENT = EntityType.RELATION, EntityType.INVOICE, EntityType.ATTACHMENT


class MovableClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def books(snelstart: SnelStartBench, clock: MovableClock) -> SnelStartBooks:
    return SnelStartBooks(
        ADMINISTRATION, snelstart.client, file=snelstart.file, content_of=lambda _: CONTENT, clock=clock
    )


def relations(snelstart: SnelStartBench) -> Shelf:
    return Shelf(snelstart.books().store(RELATION))


def bookings(books: SnelStartBooks, customer: BooksId) -> Shelf:
    return Shelf(books.store(INVOICE), links_to(RELATION, "R1", customer))


def codes(raised: pytest.ExceptionInfo[RecordRejectedError]) -> list[str]:
    return [problem.code for problem in raised.value.problems]


def test_reference_lists_are_read_once_and_again_when_they_have_grown_old(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock
) -> None:
    customer = snelstart.add_relation(name="De Halm")
    snelstart.control.clear_calls()
    for number in range(3):
        bookings(books, customer).create(an_invoice(f"2026-{number}"))
        books.close()
    assert snelstart.control.counts().get("GET /grootboeken") == 1
    clock.now += timedelta(minutes=5, seconds=1)
    bookings(books, customer).create(an_invoice("2026-9"))
    counts = snelstart.control.counts()
    assert (counts.get("GET /grootboeken"), counts.get("GET /btwtarieven")) == (2, 2)


def test_an_account_that_the_bookkeeper_closed_meanwhile_is_seen_at_the_next_try(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    customer = snelstart.add_relation(name="De Halm")
    bookings(books, customer).create(an_invoice("2026-1"))
    (account,) = [row for row in snelstart.control.books()["grootboeken"] if row["nummer"] == 8200]
    snelstart.control.edit("grootboeken", account["id"], changes={"nonactief": True})
    with pytest.raises(RecordRejectedError) as refused:
        bookings(books, customer).create(an_invoice("2026-2"))
    assert codes(refused) == ["BOE-0008"]
    with pytest.raises(RecordRejectedError) as explained:
        bookings(books, customer).create(an_invoice("2026-2"))
    assert codes(explained) == ["account-inactive"]


def test_other_ledger_rules_hold_from_the_next_run_on(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    customer = snelstart.add_relation(name="De Halm")
    snelstart.file.rules = LedgerRules(defaults={VatCase.HIGH: 8100})
    bookings(books, customer).create(an_invoice())
    (booking,) = snelstart.control.books()["verkoopboekingen"]
    accounts = {row["id"]: row["nummer"] for row in snelstart.control.books()["grootboeken"]}
    assert [accounts[line["grootboek"]["id"]] for line in booking["boekingsregels"]] == [8100]


def test_an_invoice_in_a_closed_period_is_told_apart(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    customer = snelstart.add_relation(name="De Halm")
    snelstart.control.close_period(date(2026, 3, 31))
    with pytest.raises(RecordRejectedError) as raised:
        bookings(books, customer).create(an_invoice())
    assert codes(raised) == ["BOE-0042"]


def test_a_file_above_ten_megabytes_is_refused_before_it_is_sent(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    shelf = Shelf(books.store(ATTACHMENT), links_to(INVOICE, "F1", BooksId("b")))
    snelstart.control.clear_calls()
    with pytest.raises(RecordRejectedError) as raised:
        shelf.desired(an_attachment(size_bytes=10 * 1024 * 1024 + 1))
    assert codes(raised) == ["attachment-too-large"]
    assert shelf.desired(an_attachment(size_bytes=10 * 1024 * 1024)).label == "factuur.pdf"
    assert snelstart.control.counts() == {}


def test_a_file_of_a_booking_made_just_now_costs_one_call(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    booking = bookings(books, snelstart.add_relation(name="De Halm")).create(an_invoice()).books_id
    snelstart.control.clear_calls()
    Shelf(books.store(ATTACHMENT), links_to(INVOICE, "F1", booking)).create(an_attachment())
    assert snelstart.control.counts() == {"POST /documenten/{type}": 1}


def test_the_right_administration_is_asked_for_once_an_hour(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock
) -> None:
    for _ in range(3):
        books.verify()
    assert snelstart.control.counts().get("GET /companyInfo") == 1
    clock.now += timedelta(hours=1)
    books.verify()
    assert snelstart.control.counts().get("GET /companyInfo") == 2


def test_another_administration_behind_the_key_stops_everything(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    snelstart.control.swap_administration()
    with pytest.raises(ConnectionBrokenError) as raised:
        books.verify()
    assert raised.value.problem.code == "other-administration"
    with pytest.raises(ConnectionBrokenError):
        books.verify()


def test_a_record_that_is_gone_makes_sure_first_that_these_are_still_the_same_books(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock
) -> None:
    known = snelstart.add_relation(name="De Halm")
    books.verify()
    snelstart.control.swap_administration()
    clock.now += timedelta(seconds=2)
    with pytest.raises(ConnectionBrokenError) as raised:
        books.store(RELATION).get(known)
    assert raised.value.problem.code == "other-administration"


def test_a_refused_invoice_makes_sure_first_that_these_are_still_the_same_books(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock
) -> None:
    customer = snelstart.add_relation(name="De Halm")
    books.verify()
    bookings(books, customer).create(an_invoice("2026-1"))
    snelstart.control.swap_administration()
    clock.now += timedelta(seconds=11)
    with pytest.raises(ConnectionBrokenError) as raised:
        bookings(books, customer).create(an_invoice("2026-2"))
    assert raised.value.problem.code == "other-administration"


@pytest.mark.parametrize("entity_type", [RELATION, EntityType.PROJECT])
def test_what_other_books_would_take_is_not_made_there(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock, entity_type: EntityType
) -> None:
    project = Project(number="17", description="Verbouwing")
    record = an_unnumbered_relation("Nieuw") if entity_type is RELATION else project
    shelf = Shelf(books.store(entity_type))
    shelf.desired(record)
    snelstart.control.swap_administration()
    before = snelstart.control.books()
    clock.now += timedelta(seconds=11)
    with pytest.raises(ConnectionBrokenError) as raised:
        shelf.create(record)
    assert raised.value.problem.code == "other-administration"
    assert snelstart.control.books() == before


def test_a_thousand_records_that_are_gone_ask_only_once_a_second_whose_books_these_are(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock
) -> None:
    known = snelstart.add_relation(name="De Halm")
    snelstart.delete(RELATION, known)
    books.verify()
    clock.now += timedelta(minutes=2)
    for _ in range(10):
        assert books.store(RELATION).get(known) is None
    assert snelstart.control.counts().get("GET /companyInfo") == 2


def counted(state: bytes | None) -> int:
    """Tell how many calls of the last minute a limiter knows that begins with this state."""
    left = Limiter(Profile(per_minute=10_000), state, margin=0).room().minute
    assert left is not None
    return 10_000 - left


def test_at_the_end_of_a_run_exactly_the_calls_that_were_made_are_counted(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    shelf = Shelf(books.store(RELATION))
    for number in range(3):
        shelf.create(an_unnumbered_relation(f"N{number}"))
    books.close()
    assert counted(snelstart.file.limiter) == sum(snelstart.control.counts().values()) == 8


def test_of_a_run_that_is_killed_at_least_the_calls_that_were_made_are_counted(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    store = books.store(RELATION)
    relations = [an_unnumbered_relation(f"N{number}") for number in range(20)]
    items = [an_item(relation, f"R{number}") for number, relation in enumerate(relations)]
    store.prepare(items, waiting=len(items))
    for item in items:
        store.create(store.desired(item, {}))
    made = sum(snelstart.control.counts().values())
    assert made <= counted(snelstart.file.limiter) <= made + 5


def test_a_plan_of_very_many_records_that_is_killed_leaves_calls_for_the_next_one(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    items = [an_item(an_unnumbered_relation(f"N{number}"), f"R{number}") for number in range(500)]

    books.store(RELATION).prepare(items, waiting=len(items))

    left = Limiter(PRODUCTION, snelstart.file.limiter).room().minute
    assert left is not None
    assert left > 100


def test_a_run_knows_the_calls_that_another_process_made_meanwhile(
    snelstart: SnelStartBench, simulator: RunningSimulator
) -> None:
    first = snelstart.books()
    with open_client(simulator) as client:
        second = SnelStartBench(simulator, client)
        second.file = snelstart.file
        other = second.books()
        for books in (first, other, other, first):
            books.recall()
            books.probe()
            books.close()
        assert counted(snelstart.file.limiter) == snelstart.control.counts()["GET /echo/{input}"] == 4


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lambda bench: bench.control.withdraw_keys(), "key-refused"),
        (lambda bench: bench.control.remove_subscription_key("simulator-abonnement"), "subscription-refused"),
        (lambda bench: bench.control.change_administration(scopes=["settings:read"]), "scope-missing"),
    ],
)
def test_a_key_that_fails_is_told_by_what_is_wrong_with_it(
    snelstart: SnelStartBench, break_it: Callable[[SnelStartBench], None], code: str
) -> None:
    break_it(snelstart)
    with pytest.raises(ConnectionBrokenError) as raised:
        relations(snelstart).desired(a_relation())
    assert raised.value.problem.code == code


@pytest.mark.parametrize("mode", ["refuse", "503"])
def test_a_snelstart_that_is_down_is_down_for_everybody(
    snelstart: SnelStartBench, mode: Literal["refuse", "503"]
) -> None:
    snelstart.control.set_down(mode)
    with pytest.raises(RetryLaterError) as raised:
        snelstart.books().probe()
    snelstart.control.set_down("up")
    assert raised.value.line_down


def test_an_administration_introduces_itself(snelstart: SnelStartBench) -> None:
    met = introduce(snelstart.client, snelstart.file.rules)
    assert met.identifier == snelstart.file.identifier
    assert (met.name, met.missing_scopes, met.remarks) == ("demo", frozenset(), ())


def test_what_the_key_may_not_do_and_what_the_rules_lack_is_told_before_anything_is_sent(
    snelstart: SnelStartBench,
) -> None:
    snelstart.control.change_administration(scopes=["settings:read", "boekhouden:read", "relaties:read"])
    met = introduce(snelstart.client, LedgerRules(defaults={VatCase.HIGH: 9999}))
    assert "relaties:write" in met.missing_scopes
    assert [problem.code for problem in met.remarks] == ["account-not-found"]


def test_calls_for_other_settings_are_counted_with_those_for_the_present_ones(
    snelstart: SnelStartBench,
) -> None:
    now = snelstart.books()
    other = StoredFile(snelstart.file.identifier)
    beside = now.beside(other)
    for books in (now, beside):
        books.store(INVOICE).prepare([an_item(an_invoice())], waiting=1)

    now.close()

    assert counted(snelstart.file.limiter) == sum(snelstart.control.counts().values())


@pytest.mark.parametrize("entity_type", EntityType)
def test_a_record_on_the_wrong_shelf_is_a_bug(books: SnelStartBooks, entity_type: EntityType) -> None:
    store = books.store(entity_type)
    other = an_invoice() if entity_type is not INVOICE else a_relation()
    item = an_item(other)
    store.prepare([item], waiting=1)
    with pytest.raises(TypeError):
        store.desired(item, links_to(RELATION, "R1", BooksId("r")))


@pytest.mark.parametrize("entity_type", [INVOICE, ATTACHMENT])
def test_a_payload_of_another_shelf_is_a_bug(books: SnelStartBooks, entity_type: EntityType) -> None:
    with pytest.raises(TypeError):
        books.store(entity_type).create(Desired(image={}, payload="something else"))


def test_a_file_whose_content_is_not_stored_is_a_bug_and_is_not_sent_empty(
    snelstart: SnelStartBench, clock: MovableClock
) -> None:
    books = SnelStartBooks(
        ADMINISTRATION, snelstart.client, file=snelstart.file, content_of=lambda _: None, clock=clock
    )
    shelf = Shelf(books.store(ATTACHMENT), links_to(INVOICE, "F1", BooksId("b")))
    with pytest.raises(RuntimeError, match="not stored"):
        shelf.create(an_attachment())
    assert "POST /documenten/{type}" not in snelstart.control.counts()


def test_no_twin_of_a_file_is_looked_for_by_any_call(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    shelf = Shelf(books.store(ATTACHMENT), links_to(INVOICE, "F1", BooksId("b")))
    assert shelf.twin_of(an_attachment()) is None
    assert snelstart.control.counts() == {}


def test_a_booking_that_its_list_does_not_show_yet_is_found_with_its_customer(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    customer = snelstart.add_relation(name="De Halm")
    booked = bookings(books, customer).create(an_invoice())
    (invoice,) = snelstart.control.books()["verkoopfacturen"]
    snelstart.control.delete("verkoopfacturen", invoice["id"])
    again = bookings(books, customer).create(an_invoice())
    assert (again.books_id, again.event) == (booked.books_id, "adopted")


@pytest.mark.parametrize(("seconds", "reads"), [(1, 1), (3, 2)])
def test_what_was_typed_long_after_a_relation_was_read_is_seen_before_it_is_written_over(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock, seconds: int, reads: int
) -> None:
    known = snelstart.add_relation(name="De Halm")
    shelf = Shelf(books.store(RELATION))
    wanted = shelf.desired(an_unnumbered_relation("De Halm", phone="030"))
    snelstart.control.clear_calls()
    shelf.store.get(known)
    clock.now += timedelta(seconds=seconds)
    if reads > 1:
        snelstart.control.edit("relaties", known, changes={"memo": "betaalt laat"})
    shelf.store.update(known, wanted, frozenset({"phone"}))
    assert snelstart.control.counts() == {"GET /relaties/{id}": reads, "PUT /relaties/{id}": 1}
    (row,) = [row for row in snelstart.control.books()["relaties"] if row["id"] == known]
    assert row["memo"] == ("betaalt laat" if reads > 1 else None)
