"""A whole demonstration, against the fake service."""

from decimal import Decimal

import pytest

from snelkoppeling.demo.happenings import DemoEvent, Outcome
from tests.unit.demo import service as answers
from tests.unit.demo.service import FakeService, Json
from tests.unit.demo.story import told


def _outcomes(events: list[DemoEvent]) -> set[Outcome]:
    return {event.outcome for event in events}


@pytest.mark.parametrize("seed", range(4))
def test_the_books_agree_with_the_crm_to_the_cent(seed: int) -> None:
    service = FakeService()

    account = told(service, acts=45, seed=seed).account

    assert account.differences == ()
    assert account.surprises == ()
    assert account.under_way == ()
    assert account.agrees
    assert account.conclusion.startswith("De boeken kloppen met het CRM, tot op de cent")
    booked = [figure.in_books for figure in account.figures if figure.label == "Facturen"]
    assert booked == [str(len(service.books()["verkoopboekingen"]))]


def test_the_same_seed_tells_the_same_story() -> None:
    first, second = told(FakeService(), acts=24, seed=5), told(FakeService(), acts=24, seed=5)

    assert [event.in_crm for event in first.events] == [event.in_crm for event in second.events]


def test_the_opening_shows_all_that_can_come_of_a_push() -> None:
    events = told(FakeService(), acts=26).events

    expected = {Outcome.ARRIVED, Outcome.NOTHING_NEW, Outcome.REFUSED, Outcome.LISTED, Outcome.WAITING}
    assert _outcomes(events) == expected
    reasons = " ".join(event.in_books for event in events)
    for sentence in (
        answers.WRONG_TOTAL,
        answers.WRONG_RATE,
        answers.WRONG_IBAN,
        answers.DRAFT,
        answers.QUOTE,
    ):
        assert sentence in reasons


def test_an_invoice_that_waited_for_its_customer_is_told_to_have_arrived() -> None:
    events = told(FakeService(), acts=26).events

    waiting = next(event for event in events if event.outcome is Outcome.WAITING)
    number = waiting.in_crm.split()[1]
    later = [event for event in events if event.is_later_news and number in event.in_crm]
    assert [event.outcome for event in later] == [Outcome.ARRIVED]
    assert later[0].amount is not None


def test_what_somebody_must_still_mend_is_mended_before_the_account() -> None:
    account = told(FakeService(), acts=8).account

    assert account.listed == ()
    assert account.agrees


def test_the_list_names_each_record_with_the_reason() -> None:
    account = told(FakeService(), acts=26).account

    assert [record.reasons for record in account.listed] == [(answers.WRONG_TOTAL,)]
    assert account.listed[0].name.startswith("factuur 2026-")


def test_it_ends_when_its_seconds_are_over() -> None:
    account = told(FakeService(), acts=None, seconds=0.2).account

    assert account.acts > 3
    assert account.agrees


def test_a_second_demonstration_goes_on_where_the_books_left_off() -> None:
    first = FakeService()
    told(first, acts=12)
    second = FakeService(
        earlier_books={name: first.books()[name] for name in ("relaties", "verkoopboekingen", "documenten")}
    )

    account = told(second, acts=12, starts_at=3600).account

    numbers = [booking["factuurnummer"] for booking in second.books()["verkoopboekingen"]]
    assert len(numbers) == len(set(numbers))
    assert account.agrees


def test_what_is_offered_at_a_closed_door_is_offered_again_until_it_is_taken() -> None:
    story = told(FakeService(pushes_to_turn_away=3), acts=3)

    assert [event.outcome for event in story.events].count(Outcome.DOOR_CLOSED) == 1
    assert story.account.agrees


def test_a_service_that_does_not_answer_is_not_said_to_agree() -> None:
    service = FakeService(is_silent=True)

    account = told(service, acts=None, seconds=2).account

    assert not account.agrees
    assert len(account.under_way) > 0


def test_books_that_cannot_be_looked_into_are_not_said_to_agree() -> None:
    account = told(FakeService(are_books_silent=True), acts=3).account

    assert not account.agrees
    assert account.conclusion == "SnelStart antwoordt niet, dus er is niets vergeleken."


def test_what_has_not_arrived_is_named_as_under_way() -> None:
    story = told(FakeService(is_worker_running=False), acts=3)

    assert _outcomes(story.events) == {Outcome.UNDER_WAY}
    assert len(story.account.under_way) == 3
    assert not story.account.agrees
    assert "maar 3 gegevens zijn nog onderweg" in story.account.conclusion


def test_a_difference_is_named_and_nothing_is_said_to_agree() -> None:
    def one_cent_more(books: Json) -> None:
        for booking in books["verkoopboekingen"]:
            booking["factuurbedrag"] += Decimal("0.01")

    account = told(FakeService(mischief=one_cent_more), acts=2).account

    assert not account.agrees
    assert account.differences[0].startswith("factuur 2026-0001: het totaal is in het CRM")
    assert account.conclusion == "De boeken wijken op 2 punten af van het CRM."
