from dataclasses import replace

import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.choice import Candidate, Choice, Conflict, Decision
from snelkoppeling.sync.ports import SyncStore
from snelkoppeling.sync.records import Event, ItemState, Outcome, RecordState, SyncItem
from tests.contract.storage.storages import House
from tests.factories import NOON, a_key, a_relation, after, an_arrival, an_attachment, an_invoice

PROBLEM = Problem("edited-in-books", "De boeking is aangepast.", "The booking was edited.")
R1, F1 = a_key("R1"), a_key("F1", EntityType.INVOICE)
CONFLICT = Conflict(
    choices=(Choice.KEEP_BOOKS, Choice.USE_CRM),
    wanted={"total": "122.00", "lines": ["8000 100.00 high"], "days": 30, "is_active": True, "voucher": None},
    in_books={"total": "121.00", "lines": [], "days": 0, "is_active": False, "voucher": ""},
    agreed={"total": "121.00"},
    candidates=(Candidate(books_id=BooksId("B7"), label="Jansen \u20ac", reason="zelfde e-mailadres"),),
    doubts=("vat-period-filed",),
    allowed=("prepaid-held",),
    standing=Decision(choice=Choice.LINK, at=after(seconds=7), books_id=BooksId("B7"), by="Sanne"),
)
USE_CRM = Decision(choice=Choice.USE_CRM, at=after(minutes=1, microseconds=5), by="Sanne")


def shown(house: House) -> RecordState:
    state = house.records.state_of(R1)
    assert state is not None
    return state


def due(store: SyncStore) -> SyncItem:
    return next(item for item in store.due(after(days=1), 10) if item.key == R1)


def asked(house: House, store: SyncStore, conflict: Conflict = CONFLICT) -> None:
    """Set a record aside with something to choose."""
    house.inbox.accept([an_arrival("R1")], NOON)
    outcome = Outcome(item=due(store), state=ItemState.SET_ASIDE, problems=(PROBLEM,), conflict=conflict)
    store.commit_outcomes([outcome], NOON)


def decided(house: House, store: SyncStore, decision: Decision = USE_CRM) -> SyncItem:
    asked(house, store)
    assert house.records.decide(R1, decision, after(minutes=1))
    return due(store)


def test_what_a_person_must_decide_is_shown_as_it_was_asked(house: House, store: SyncStore) -> None:
    asked(house, store)

    assert shown(house).conflict == CONFLICT
    assert shown(house).decision is None


def test_a_decision_makes_the_record_due_and_comes_with_it(house: House, store: SyncStore) -> None:
    item = decided(house, store)

    state = shown(house)
    assert (item.conflict, item.decision) == (CONFLICT, USE_CRM)
    assert (state.state, state.problems, state.decision) == (ItemState.DUE, (), USE_CRM)
    assert state.history[-1].event == Event(name="decided", detail="use_crm Sanne")
    assert item.doubts_allowed == {"prepaid-held"}


def test_a_choice_that_is_not_asked_is_not_taken(house: House, store: SyncStore) -> None:
    asked(house, store)

    assert not house.records.decide(R1, replace(USE_CRM, choice=Choice.LINK), NOON)
    assert not house.records.decide(a_key("R9"), USE_CRM, NOON)
    assert (shown(house).state, shown(house).decision) == (ItemState.SET_ASIDE, None)
    assert [entry.event.name for entry in shown(house).history] == ["accepted"]


def test_an_answer_to_another_conflict_than_the_present_one_is_not_taken(
    house: House, store: SyncStore
) -> None:
    asked(house, store)
    other = replace(CONFLICT, in_books={"total": "120.00"})

    assert not house.records.decide(R1, replace(USE_CRM, conflict=other.checksum), NOON)
    assert house.records.decide(R1, replace(USE_CRM, conflict=CONFLICT.checksum), NOON)


@pytest.mark.parametrize("state", [ItemState.DUE, ItemState.WAITING, ItemState.IN_SYNC])
def test_nothing_is_decided_about_a_record_that_asks_nothing(
    house: House, store: SyncStore, state: ItemState
) -> None:
    item = decided(house, store)
    store.commit_outcomes([Outcome(item=item, state=state)], NOON)

    assert not house.records.decide(R1, USE_CRM, NOON)


@pytest.mark.parametrize("state", [ItemState.DUE, ItemState.WAITING, ItemState.SET_ASIDE, ItemState.DORMANT])
def test_a_decision_is_kept_with_its_conflict_until_it_is_carried_out(
    house: House, store: SyncStore, state: ItemState
) -> None:
    item = decided(house, store)

    store.commit_outcomes([Outcome(item=item, state=state, problems=(PROBLEM,))], NOON)

    assert (shown(house).conflict, shown(house).decision) == (CONFLICT, USE_CRM)


def test_a_decision_is_done_with_once_the_record_is_in_sync(house: House, store: SyncStore) -> None:
    item = decided(house, store)

    store.commit_outcomes([Outcome(item=item, state=ItemState.IN_SYNC)], NOON)

    assert (shown(house).conflict, shown(house).decision) == (None, None)


def test_another_question_takes_the_place_of_what_was_decided(house: House, store: SyncStore) -> None:
    item = decided(house, store)
    another = Conflict(choices=(Choice.RECREATE, Choice.LEAVE_OUT))

    store.commit_outcomes([Outcome(item=item, state=ItemState.SET_ASIDE, conflict=another)], NOON)

    assert (shown(house).conflict, shown(house).decision) == (another, None)


def test_a_question_that_nobody_answered_goes_when_it_is_not_asked_again(
    house: House, store: SyncStore
) -> None:
    asked(house, store)
    house.records.retry([R1], NOON)

    store.commit_outcomes([Outcome(item=due(store), state=ItemState.SET_ASIDE, problems=(PROBLEM,))], NOON)

    assert shown(house).conflict is None
    assert not house.records.decide(R1, USE_CRM, NOON)


def test_a_newer_state_of_the_record_ends_question_and_decision(house: House, store: SyncStore) -> None:
    item = decided(house, store)

    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], NOON)
    assert (shown(house).conflict, shown(house).decision) == (None, None)
    store.commit_outcomes([Outcome(item=item, state=ItemState.SET_ASIDE, conflict=CONFLICT)], NOON)

    assert (shown(house).state, shown(house).conflict) == (ItemState.DUE, None)


def test_the_same_state_sent_again_ends_no_decision(house: House, store: SyncStore) -> None:
    decided(house, store)

    house.inbox.accept([an_arrival("R1")], NOON)

    assert shown(house).decision == USE_CRM


def test_an_outcome_that_knows_nothing_of_a_decision_does_not_undo_it(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    seen_before = due(store)
    asked(house, store)
    house.records.decide(R1, USE_CRM, NOON)

    again = Outcome(item=seen_before, state=ItemState.SET_ASIDE, problems=(PROBLEM,), conflict=CONFLICT)
    store.commit_outcomes([again], NOON)

    state = shown(house)
    assert (state.state, state.decision, state.conflict) == (ItemState.DUE, USE_CRM, CONFLICT)
    assert state.problems == ()


def test_what_was_left_out_can_be_decided_anew(house: House, store: SyncStore) -> None:
    conflict = Conflict(choices=(Choice.RECREATE, Choice.LEAVE_OUT))
    asked(house, store, conflict)
    house.records.decide(R1, Decision(choice=Choice.LEAVE_OUT, at=NOON), NOON)
    store.commit_outcomes([Outcome(item=due(store), state=ItemState.DORMANT, problems=(PROBLEM,))], NOON)

    assert house.records.decide(R1, Decision(choice=Choice.RECREATE, at=NOON), NOON)

    item = due(store)
    assert item.decision is not None
    assert item.decision.choice is Choice.RECREATE


def test_links_tell_what_people_leave_out(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R2")], NOON)
    asked(house, store, Conflict(choices=(Choice.LEAVE_OUT, Choice.RECREATE)))
    assert not store.links([R1])[R1].is_left_out

    house.records.decide(R1, Decision(choice=Choice.LEAVE_OUT, at=NOON), NOON)

    links = store.links([R1, a_key("R2")])
    assert {key.external_id: link.is_left_out for key, link in links.items()} == {"R1": True, "R2": False}


def asleep(house: House, store: SyncStore) -> SyncItem:
    house.inbox.accept([an_arrival("R1")], NOON)
    item = due(store)
    store.commit_outcomes(
        [Outcome(item=item, state=ItemState.DORMANT, problems=(PROBLEM,), depends_on=(a_key("R5"),))], NOON
    )
    return item


def test_a_dormant_record_is_not_due_and_says_why(house: House, store: SyncStore) -> None:
    asleep(house, store)

    assert list(store.due(after(days=1), 10)) == []
    assert (shown(house).state, shown(house).problems) == (ItemState.DORMANT, (PROBLEM,))


def test_need_wakes_a_dormant_record_for_good(house: House, store: SyncStore) -> None:
    asleep(house, store)

    store.need([R1, R1, a_key("R9")], after(minutes=1))

    item = due(store)
    assert item.is_needed
    assert (shown(house).problems, shown(house).depends_on) == ((), ())
    store.commit_outcomes([Outcome(item=item, state=ItemState.DORMANT)], NOON)
    house.records.retry([R1], NOON)
    assert due(store).is_needed


def test_need_wakes_what_sleeps_in_spite_of_another_choice(house: House, store: SyncStore) -> None:
    item = decided(house, store, Decision(choice=Choice.USE_CRM, at=NOON))
    store.commit_outcomes([Outcome(item=item, state=ItemState.DORMANT)], NOON)

    store.need([R1], NOON)

    assert shown(house).state is ItemState.DUE


def test_need_wakes_nothing_that_people_left_out(house: House, store: SyncStore) -> None:
    asked(house, store, Conflict(choices=(Choice.LEAVE_OUT,)))
    house.records.decide(R1, Decision(choice=Choice.LEAVE_OUT, at=NOON), NOON)
    store.commit_outcomes([Outcome(item=due(store), state=ItemState.DORMANT)], NOON)

    store.need([R1], NOON)

    assert shown(house).state is ItemState.DORMANT


@pytest.mark.parametrize("state", [ItemState.SET_ASIDE, ItemState.WAITING, ItemState.IN_SYNC])
def test_need_leaves_alone_what_is_not_dormant(house: House, store: SyncStore, state: ItemState) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    store.commit_outcomes([Outcome(item=due(store), state=state)], NOON)

    store.need([R1], NOON)
    store.need([], NOON)

    assert shown(house).state is state


def test_a_dormant_record_is_retried_like_one_that_is_set_aside(house: House, store: SyncStore) -> None:
    asleep(house, store)

    assert house.records.retry([R1], NOON) == 1
    assert due(store).key == R1


def test_a_dormant_record_is_woken_by_what_it_depends_on(house: House, store: SyncStore) -> None:
    asleep(house, store)

    house.inbox.accept([an_arrival("R5")], NOON)

    assert due(store).key == R1


@pytest.mark.parametrize("state", [ItemState.WAITING, ItemState.SET_ASIDE, ItemState.DORMANT])
def test_what_depends_on_a_record_that_goes_to_sleep_is_woken_to_find_out(
    house: House, store: SyncStore, state: ItemState
) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("F1", an_invoice())], NOON)
    relation, invoice = store.due(NOON, 10)
    store.commit_outcomes([Outcome(item=invoice, state=state, depends_on=(R1,))], NOON)

    store.commit_outcomes([Outcome(item=relation, state=ItemState.DORMANT)], NOON)

    assert [item.key for item in store.due(NOON, 10)] == [F1]


def test_what_was_agreed_with_one_twin_is_not_agreed_with_another(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    first = Outcome(item=due(store), state=ItemState.DUE, books_id=BooksId("B1"), last_agreed={"name": "x"})
    store.commit_outcomes([first], NOON)

    store.commit_outcomes([Outcome(item=due(store), state=ItemState.DUE, books_id=BooksId("B2"))], NOON)

    assert (shown(house).books_id, shown(house).last_agreed) == ("B2", None)


@pytest.mark.parametrize(
    ("books_id", "events"), [("B9", ()), ("B0", (Event(name="updated"),))], ids=["another twin", "updated"]
)
def test_the_files_of_an_invoice_whose_booking_is_another_or_was_written_over_are_due_and_no_others(
    house: House, store: SyncStore, books_id: str, events: tuple[Event, ...]
) -> None:
    names = ["F1", "F1#f.pdf#x", "F10", "F2"]
    files = [an_arrival("", an_attachment(name, file_name="f.pdf"), content=b"x") for name in names]
    house.inbox.accept([an_arrival("F1", an_invoice()), *files], NOON)
    items = store.due(NOON, 10)
    store.commit_outcomes(
        [
            Outcome(
                item=item,
                state=ItemState.IN_SYNC,
                books_id=BooksId(f"B{number}"),
                last_agreed={"booking": "B0"},
            )
            for number, item in enumerate(items)
        ],
        NOON,
    )
    [invoice] = [item for item in store.latest(EntityType.INVOICE, 1) if item.books_id == "B0"]

    changed = Outcome(item=invoice, state=ItemState.IN_SYNC, books_id=BooksId(books_id), events=events)
    store.commit_outcomes([changed], NOON)

    assert [(item.key, item.books_id, item.last_agreed) for item in store.due(NOON, 10)] == [
        (files[0].key, "B1", None)
    ]
