"""A whole demonstration, against the fake service."""

from decimal import Decimal

import pytest

from snelkoppeling.demo.happenings import DemoEvent, Outcome
from snelkoppeling.demo.report import DemoReport
from snelkoppeling.demo.run import Pace
from tests.unit.demo import service as answers
from tests.unit.demo.fake_books import Json
from tests.unit.demo.service import FakeService
from tests.unit.demo.story import Story, told

OPENING = 34
"""So many deeds show everything once, their sequels included."""


@pytest.fixture(scope="module")
def service() -> FakeService:
    """A service that was there while the opening was played once, for whoever only looks at it."""
    return FakeService()


@pytest.fixture(scope="module")
def opening(service: FakeService) -> Story:
    return told(service, deeds=OPENING)


def _outcomes(events: list[DemoEvent]) -> set[Outcome]:
    return {event.outcome for event in events}


def _figure(account: DemoReport, label: str) -> str:
    return next(figure.in_books for figure in account.figures if figure.label == label)


@pytest.mark.parametrize("seed", range(3))
def test_the_books_agree_with_the_crm_to_the_cent(seed: int) -> None:
    service = FakeService()

    account = told(service, deeds=45, seed=seed).account

    assert account.differences == ()
    assert account.surprises == ()
    assert account.under_way == ()
    assert account.agrees
    assert account.conclusion.startswith(
        "De boeken kloppen met het CRM, tot op de cent, ook per kostenplaats:"
    )
    books = service.books()
    assert _figure(account, "Verkoopfacturen") == str(len(books["verkoopboekingen"]))
    assert _figure(account, "Inkoopfacturen") == str(len(books["inkoopboekingen"]))
    assert _figure(account, "Projecten") == str(len(books["kostenplaatsen"]))


def test_the_same_seed_tells_the_same_story() -> None:
    first, second = told(FakeService(), deeds=24, seed=5), told(FakeService(), deeds=24, seed=5)

    assert [event.in_crm for event in first.events] == [event.in_crm for event in second.events]


def test_the_plan_is_shown_and_approved_before_anything_is_written() -> None:
    service = FakeService(is_approved=False)

    story = told(service, deeds=2)

    (shown,), (approved,) = story.desk.books_when_shown, story.desk.books_when_approved
    for books in (shown, approved):
        assert len(books["relaties"]) == 3, "what was entered by hand"
        assert [
            books[table] for table in ("kostenplaatsen", "verkoopboekingen", "inkoopboekingen", "documenten")
        ] == [[], [], [], []]
    assert story.account.agrees


def test_without_approval_nothing_is_written_and_nothing_is_said_to_agree() -> None:
    service = FakeService(is_approved=False)

    story = told(service, agrees=False)

    assert story.report is None
    assert service.books()["verkoopboekingen"] == []
    assert Outcome.ARRIVED not in _outcomes(story.events)


def test_customers_that_snelstart_knew_are_linked_and_not_made_again() -> None:
    service = FakeService(is_approved=False)

    story = told(service, deeds=1)

    entered_by_hand = {relation["id"] for relation in story.desk.books_when_shown[0]["relaties"]}
    linked = {stored.twin for stored in service.stored.values()} - {None}
    assert linked == entered_by_hand
    assert len(linked) == 3
    chosen = [stored.decision for stored in service.stored.values() if stored.decision]
    assert [decision["choice"] for decision in chosen] == ["link"]
    assert any("ja, koppelen" in event.in_books for event in story.events)


def test_the_base_has_every_common_case_of_vat_in_both_directions() -> None:
    service = FakeService()
    told(service, deeds=0)

    found = {
        (stored.body["direction"], line["vat_category"], line["vat_rate"], line.get("supply"))
        for name, stored in service.stored.items()
        if name.startswith("invoices")
        for line in stored.body["lines"]
    }
    assert found == {
        ("sales", "S", "21", None),
        ("sales", "S", "9", None),
        ("sales", "E", "0", None),
        ("sales", "Z", "0", None),
        ("sales", "AE", "0", None),
        ("sales", "AE", "0", "services"),
        ("sales", "K", "0", "goods"),
        ("sales", "G", "0", None),
        ("purchase", "S", "21", None),
        ("purchase", "S", "9", None),
        ("purchase", "E", "0", None),
        ("purchase", "AE", "0", None),
        ("purchase", "K", "0", "goods"),
    }
    assert any("prepaid_amount" in stored.body for stored in service.stored.values())


def test_the_opening_credits_both_a_sale_and_a_purchase(service: FakeService, opening: Story) -> None:
    assert opening.account.agrees
    credited = {
        stored.body["direction"]
        for stored in service.stored.values()
        if stored.body.get("invoice_type") == "381"
    }
    assert credited == {"sales", "purchase"}


def test_a_project_is_closed_and_reopened(opening: Story) -> None:
    arrived = [event.in_books for event in opening.events if event.in_crm.startswith("Project")]
    assert arrived[:2] == ["kostenplaats op nonactief", "kostenplaats weer actief"]


def test_the_opening_shows_all_that_can_come_of_a_deed(opening: Story) -> None:
    assert _outcomes(opening.events) == set(Outcome) - {Outcome.DOOR_CLOSED}
    reasons = " ".join(event.in_books for event in opening.events)
    for sentence in (
        answers.WRONG_TOTAL,
        answers.WRONG_RATE,
        answers.WRONG_IBAN,
        answers.DRAFT,
        answers.QUOTE,
        answers.CHANGED_TWICE,
    ):
        assert sentence in reasons


def test_what_two_people_changed_is_listed_with_both_sides_and_decided_each_way(
    service: FakeService, opening: Story
) -> None:
    disputes = [event for event in opening.events if answers.CHANGED_TWICE in event.in_books]
    assert len(disputes) == 2
    assert {(side.in_crm, side.in_books) for event in disputes for side in event.sides} == {
        ("zoals in het CRM", "nagekeken")
    }
    decided = [
        stored.decision["choice"]
        for name, stored in service.stored.items()
        if name.startswith("invoices") and stored.decision
    ]
    assert sorted(decided) == ["keep_books", "use_crm"]
    assert opening.account.agrees


def test_a_booking_that_was_chosen_to_stay_is_compared_with_how_the_bookkeeper_left_it() -> None:
    service = FakeService()

    def undone(books: Json) -> None:
        kept = [
            stored.body["number"]
            for stored in service.stored.values()
            if (stored.decision or {}).get("choice") == "keep_books"
        ]
        for booking in books["verkoopboekingen"]:
            if booking["factuurnummer"] in kept:
                booking["omschrijving"] = "teruggezet"

    service.mischief = undone

    account = told(service, deeds=OPENING).account

    assert len(account.differences) == 1
    assert "de omschrijving is in het CRM 2026-0011 goederen, nagekeken" in account.differences[0]
    assert account.differences[0].endswith("in SnelStart teruggezet")


def test_an_edit_that_snelstart_does_not_take_is_told_to_have_gone_otherwise() -> None:
    account = told(FakeService(takes_edits=False), deeds=OPENING).account

    assert [surprise for surprise in account.surprises if "SnelStart liet dit niet toe" in surprise]
    assert account.agrees


def test_an_invoice_that_waited_for_its_customer_is_told_to_have_arrived(opening: Story) -> None:
    waiting = next(event for event in opening.events if event.outcome is Outcome.WAITING)
    number = waiting.in_crm.split()[1]
    later = [event for event in opening.events if event.is_later_news and number in event.in_crm]
    assert [event.outcome for event in later] == [Outcome.ARRIVED]
    assert later[0].amount is not None


@pytest.mark.parametrize("deeds", [5, 9, 14])
def test_what_somebody_must_still_mend_or_decide_is_done_before_the_account(deeds: int) -> None:
    account = told(FakeService(), deeds=deeds).account

    assert [record.reasons for record in account.listed if record.reasons != (answers.WRONG_TOTAL,)] == []
    assert account.agrees


def test_the_list_names_each_record_with_the_reason(opening: Story) -> None:
    account = opening.account

    assert [record.reasons for record in account.listed] == [(answers.WRONG_TOTAL,)]
    assert account.listed[0].name.startswith("factuur 2026-")


def test_it_ends_when_its_seconds_are_over() -> None:
    account = told(FakeService(), deeds=None, seconds=0.2).account

    assert account.acts > 30
    assert account.agrees


def test_a_second_demonstration_goes_on_where_the_books_left_off() -> None:
    first = FakeService()
    told(first, deeds=12)
    earlier = first.books()
    tables = ("relaties", "kostenplaatsen", "verkoopboekingen", "inkoopboekingen", "documenten")
    second = FakeService(earlier_books={name: earlier[name] for name in tables})

    account = told(second, deeds=12, starts_at=3600).account

    numbers = [booking["factuurnummer"] for booking in second.books()["verkoopboekingen"]]
    assert len(numbers) == len(set(numbers))
    centres = [centre["nummer"] for centre in second.books()["kostenplaatsen"]]
    assert len(centres) == len(set(centres))
    assert account.agrees


def test_what_is_offered_at_a_closed_door_is_offered_again_until_it_is_taken() -> None:
    story = told(FakeService(pushes_to_turn_away=3), deeds=3)

    assert [event.outcome for event in story.events].count(Outcome.DOOR_CLOSED) == 1
    assert story.account.agrees


def test_books_that_cannot_be_looked_into_are_not_said_to_agree() -> None:
    account = told(FakeService(are_books_silent=True), deeds=3).account

    assert not account.agrees
    assert account.conclusion == "SnelStart antwoordt niet, dus er is niets vergeleken."


def test_what_has_not_arrived_is_named_as_under_way() -> None:
    story = told(FakeService(is_worker_running=False), deeds=3)

    assert _outcomes(story.events) == {Outcome.UNDER_WAY, Outcome.BY_HAND}
    assert len(story.account.under_way) == 31
    assert not story.account.agrees
    assert "maar 31 gegevens zijn nog onderweg" in story.account.conclusion


def test_a_difference_is_named_and_nothing_is_said_to_agree() -> None:
    def one_cent_more(books: Json) -> None:
        for booking in books["verkoopboekingen"][:1]:
            booking["factuurbedrag"] += Decimal("0.01")

    account = told(FakeService(mischief=one_cent_more), deeds=2).account

    assert not account.agrees
    assert account.differences[0].startswith("factuur 2026-0001: het totaal is in het CRM")
    assert account.conclusion == "De boeken wijken op 2 punten af van het CRM."


@pytest.mark.parametrize(("seconds", "least", "most"), [(5, 0.1, 0.5), (34, 0.5, 1.3), (600, 1.0, 2.5)])
def test_a_short_demonstration_hurries_and_a_long_one_does_not_dawdle(
    seconds: float, least: float, most: float
) -> None:
    pace = Pace.within(seconds)

    assert least <= pace.least <= pace.most <= most


def test_a_customer_known_for_long_is_entered_with_its_kvk_number_alone_to_tell_it_by() -> None:
    service = FakeService()
    told(service, deeds=0)
    firm_numbers = {stored.body.get("kvk_number") for stored in service.stored.values()}

    sure = [held for held in service.entered.values() if "kvkNummer" in held]

    assert len(sure) == 2
    assert all(held["kvkNummer"] in firm_numbers and "iban" not in held for held in sure)
