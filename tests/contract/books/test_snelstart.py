"""What only the books in SnelStart do: relations of their own, reference lists, limits, whose they are."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest

from snelkoppeling.connectors.snelstart.books import SnelStartBooks
from snelkoppeling.connectors.snelstart.coupling import introduce
from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.ledger import LedgerRules, SalesCase
from snelkoppeling.domain.relation import Relation
from snelkoppeling.errors import ConnectionBrokenError, RecordRejectedError, RetryLaterError
from snelkoppeling.sync.reconcile import differing_fields
from tests.contract.books.benches import (
    ADMINISTRATION,
    CONTENT,
    Shelf,
    SnelStartBench,
    an_item,
    links_to,
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


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"relatiesoort": ["Eigen"]}, id="the administration itself"),
        pytest.param({"relatiecode": -7}, id="a relation of SnelStart's own"),
    ],
)
def test_relations_that_are_nobodys_are_never_matched(
    snelstart: SnelStartBench, changes: dict[str, object]
) -> None:
    known = snelstart.add_relation(name="Bakkerij De Halm", kvk_number="12345678")
    snelstart.control.edit("relaties", known, changes=changes)
    assert relations(snelstart).twin_of(a_relation()) is None
    image = relations(snelstart).desired(a_relation()).image
    snelstart.control.edit("relaties", known, changes={"email": "info@dehalm.example"})
    assert known not in {found.books_id for found in relations(snelstart).written_by(a_relation())}
    assert image["kvk_number"] == "12345678"


@pytest.mark.parametrize(
    ("switches", "stored"),
    [
        ({"dutch_vat_number": "without_prefix"}, "123456782B90"),
        ({"dutch_vat_number": "as_given"}, "NL123456782B90"),
    ],
)
def test_a_dutch_vat_number_is_recognised_with_and_without_its_country(
    snelstart: SnelStartBench, switches: dict[str, str], stored: str
) -> None:
    snelstart.control.set_switches(**switches)
    known = snelstart.add_relation(name="De Halm", vat_number="NL123456782B90")
    (row,) = [row for row in snelstart.control.books()["relaties"] if row["id"] == known]
    assert row["btwNummer"] == stored
    found = relations(snelstart).twin_of(an_unnumbered_relation(vat_number="NL123456782B90"))
    assert found is not None
    assert found.books_id == known


def test_a_relation_without_an_address_is_found_again_after_a_lost_answer(
    snelstart: SnelStartBench,
) -> None:
    relation = an_unnumbered_relation(visiting_address=None, postal_address=None)
    made = relations(snelstart).create(relation)
    assert [found.books_id for found in relations(snelstart).written_by(relation)] == [made.books_id]


def test_an_inactive_relation_is_still_read(snelstart: SnelStartBench) -> None:
    known = snelstart.add_relation(name="De Halm")
    snelstart.deactivate(known)
    held = relations(snelstart).store.get(known)
    assert held is not None
    assert held["is_active"] is False


def test_an_inactive_relation_that_no_list_shows_reads_as_removed(snelstart: SnelStartBench) -> None:
    snelstart.control.set_switches(inactive_relations_in_list=False)
    known = snelstart.add_relation(name="De Halm")
    snelstart.deactivate(known)
    assert relations(snelstart).store.get(known) is None


def test_a_number_in_use_by_an_equal_but_inactive_relation_is_left_to_a_human(
    snelstart: SnelStartBench,
) -> None:
    relation = an_unnumbered_relation("De Halm", number=10042)
    snelstart.deactivate(relations(snelstart).create(relation).books_id)
    with pytest.raises(RecordRejectedError) as raised:
        relations(snelstart).create(relation)
    assert codes(raised) == ["twin-inactive"]


def test_an_update_without_a_read_before_it_reads_first(snelstart: SnelStartBench) -> None:
    known = snelstart.add_relation(name="Jansen", phone="030 1")
    shelf = relations(snelstart)
    wanted = shelf.desired(an_unnumbered_relation(email="nieuw@x.example"))
    shelf.store.update(known, wanted, frozenset({"email"}))
    held = relations(snelstart).store.get(known)
    assert held is not None
    assert (held["phone"], held["email"]) == ("030 1", "nieuw@x.example")


def test_an_update_of_a_relation_that_is_gone_is_refused(snelstart: SnelStartBench) -> None:
    known = snelstart.add_relation(name="Jansen")
    snelstart.delete(RELATION, known)
    shelf = relations(snelstart)
    with pytest.raises(RecordRejectedError) as raised:
        shelf.store.update(known, shelf.desired(an_unnumbered_relation()), frozenset({"email"}))
    assert codes(raised) == ["removed-from-books"]


def test_a_relation_that_goes_between_read_and_write_is_refused(snelstart: SnelStartBench) -> None:
    known = snelstart.add_relation(name="Jansen")
    shelf = relations(snelstart)
    assert shelf.store.get(known) is not None
    snelstart.delete(RELATION, known)
    with pytest.raises(RecordRejectedError) as raised:
        shelf.store.update(known, shelf.desired(an_unnumbered_relation()), frozenset({"email"}))
    assert codes(raised) == ["removed-from-books"]


def test_a_bad_vat_number_is_told_with_snelstarts_own_code(snelstart: SnelStartBench) -> None:
    with pytest.raises(RecordRejectedError) as raised:
        relations(snelstart).create(an_unnumbered_relation(vat_number="NL123456789B01"))
    (problem,) = raised.value.problems
    assert (problem.code, problem.value) == ("rejected-by-books", "REL-0088")


def test_many_new_relations_are_compared_with_one_list_instead_of_many_questions(
    snelstart: SnelStartBench,
) -> None:
    shelf = relations(snelstart)
    items = [an_item(a_relation(kvk_number=f"{10_000_000 + number}"), f"R{number}") for number in range(64)]
    snelstart.control.clear_calls()
    shelf.store.prepare(items, waiting=2_000)
    shelf.store.prepare(items, waiting=2_000)
    assert snelstart.control.counts().get("GET /relaties") == 1


def test_a_few_new_relations_are_asked_for_by_number_in_one_call(snelstart: SnelStartBench) -> None:
    known = snelstart.add_relation(name="De Halm", kvk_number="10000007")
    shelf = relations(snelstart)
    items = [an_item(a_relation(kvk_number=f"{10_000_000 + number}"), f"R{number}") for number in range(20)]
    snelstart.control.clear_calls()
    shelf.store.prepare(items, waiting=20)
    assert snelstart.control.counts().get("GET /relaties") == 1
    found = [shelf.store.twin_of(item, shelf.store.desired(item, {})) for item in items]
    assert [one.books_id for one in found if one] == [known]


def test_relations_without_numbers_ask_nothing(snelstart: SnelStartBench) -> None:
    shelf = relations(snelstart)
    snelstart.control.clear_calls()
    shelf.store.prepare([an_item(an_unnumbered_relation())], waiting=1)
    assert "GET /relaties" not in snelstart.control.counts()


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
    assert codes(refused) == ["rejected-by-books"]
    with pytest.raises(RecordRejectedError) as explained:
        bookings(books, customer).create(an_invoice("2026-2"))
    assert codes(explained) == ["account-inactive"]


def test_other_ledger_rules_hold_from_the_next_run_on(
    snelstart: SnelStartBench, books: SnelStartBooks
) -> None:
    customer = snelstart.add_relation(name="De Halm")
    snelstart.file.rules = LedgerRules(defaults={SalesCase.HIGH: 8100})
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
    assert codes(raised) == ["period-blocked"]


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
    clock.now += timedelta(minutes=2)
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
    clock.now += timedelta(minutes=2)
    with pytest.raises(ConnectionBrokenError) as raised:
        bookings(books, customer).create(an_invoice("2026-2"))
    assert raised.value.problem.code == "other-administration"


def test_a_thousand_refusals_ask_only_once_a_minute_whose_books_these_are(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock
) -> None:
    known = snelstart.add_relation(name="De Halm")
    snelstart.delete(RELATION, known)
    books.verify()
    clock.now += timedelta(minutes=2)
    for _ in range(10):
        assert books.store(RELATION).get(known) is None
    assert snelstart.control.counts().get("GET /companyInfo") == 2


def test_the_counters_of_the_limits_are_kept_while_working_and_at_the_end(
    snelstart: SnelStartBench, books: SnelStartBooks, clock: MovableClock
) -> None:
    books.store(RELATION)
    first = snelstart.file.limiter
    assert first is not None
    books.probe()
    books.store(RELATION)
    assert snelstart.file.limiter == first
    clock.now += timedelta(seconds=3)
    books.store(RELATION)
    during = snelstart.file.limiter
    assert during != first
    books.probe()
    books.close()
    assert snelstart.file.limiter != during


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
    met = introduce(snelstart.client, LedgerRules(defaults={SalesCase.HIGH: 9999}))
    assert "relaties:write" in met.missing_scopes
    assert [problem.code for problem in met.remarks] == ["account-not-found"]


def test_an_edit_between_our_read_and_our_write_is_lost_as_snelstart_cannot_tell(
    snelstart: SnelStartBench,
) -> None:
    known = snelstart.add_relation(name="Jansen", phone="030 1")
    shelf = relations(snelstart)
    snelstart.control.add_fault(
        "concurrent_edit", method="GET", path="/relaties/", changes={"telefoon": "030 2"}
    )
    assert shelf.store.get(known) is not None
    found = shelf.store.update(
        known, shelf.desired(an_unnumbered_relation(email="n@x.example")), frozenset({"email"})
    )
    assert found.image["phone"] == "030 1"


def test_every_relation_that_can_be_stated_reads_back_equal(snelstart: SnelStartBench) -> None:
    relation = Relation(name="Leeg", stated=frozenset({"name", "roles", "contacts", "is_active", "phone"}))
    made = relations(snelstart).create(relation)
    held = relations(snelstart).store.get(made.books_id)
    assert held is not None
    assert differing_fields(relations(snelstart).desired(relation).image, held) == frozenset()
