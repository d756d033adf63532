from dataclasses import replace
from datetime import timedelta

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.problem import problem
from snelkoppeling.sync.ports import SyncStore
from snelkoppeling.sync.records import Accepted, ItemState, Lane, Outcome, RecordState
from tests.contract.storage.storages import House
from tests.factories import NOON, a_key, a_line, a_relation, after, an_arrival, an_attachment, an_invoice


def shown(house: House, external_id: str, entity_type: EntityType = EntityType.RELATION) -> RecordState:
    state = house.records.state_of(a_key(external_id, entity_type))
    assert state is not None
    return state


def test_nothing_to_accept_gives_no_answers(house: House) -> None:
    assert list(house.inbox.accept([], NOON)) == []


def test_a_first_arrival_is_new_and_due_at_once(house: House) -> None:
    verdicts = house.inbox.accept(
        [an_arrival("R1", a_relation(name="De Halm"), modified_at=NOON)], after(hours=1)
    )

    state = shown(house, "R1")
    assert list(verdicts) == [Accepted.NEW]
    assert state.record == a_relation(name="De Halm")
    assert (state.state, state.due_at, state.version) == (ItemState.DUE, None, 1)
    assert (state.modified_at, state.received_at) == (NOON, after(hours=1))
    assert state.administration == "Stichting De Brug"
    assert [(entry.at, entry.event.name) for entry in state.history] == [(after(hours=1), "accepted")]


def test_another_content_is_a_change_and_a_next_version(house: House) -> None:
    house.inbox.accept([an_arrival("R1", a_relation(name="old"))], NOON)

    verdicts = house.inbox.accept([an_arrival("R1", a_relation(name="new"))], after(minutes=1))

    state = shown(house, "R1")
    assert list(verdicts) == [Accepted.CHANGED]
    assert (state.record, state.version) == (a_relation(name="new"), 2)
    assert state.received_at == after(minutes=1)
    assert [entry.event.name for entry in state.history] == ["accepted", "accepted"]


def test_the_same_content_changes_nothing(house: House) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    before = shown(house, "R1")

    verdicts = house.inbox.accept([an_arrival("R1")], after(minutes=1))

    assert list(verdicts) == [Accepted.UNCHANGED]
    assert shown(house, "R1") == before


def test_the_same_amounts_written_otherwise_are_the_same_content(house: House) -> None:
    house.inbox.accept([an_arrival("F1", an_invoice(lines=(a_line(rate="21"),)))], NOON)

    verdicts = house.inbox.accept(
        [an_arrival("F1", an_invoice(lines=(a_line("100.0", rate="21.00"),)))], NOON
    )

    assert list(verdicts) == [Accepted.UNCHANGED]


def test_an_older_change_is_stale_whatever_it_says(house: House) -> None:
    house.inbox.accept([an_arrival("R1", a_relation(name="new"), modified_at=NOON)], NOON)
    earlier = NOON - timedelta(seconds=1)

    verdicts = house.inbox.accept([an_arrival("R1", a_relation(name="old"), modified_at=earlier)], NOON)

    assert list(verdicts) == [Accepted.STALE]
    assert shown(house, "R1").record == a_relation(name="new")


def test_of_equal_moments_the_last_to_arrive_wins(house: House) -> None:
    house.inbox.accept([an_arrival("R1", a_relation(name="first"), modified_at=NOON)], NOON)

    verdicts = house.inbox.accept([an_arrival("R1", a_relation(name="last"), modified_at=NOON)], NOON)

    assert list(verdicts) == [Accepted.CHANGED]
    assert shown(house, "R1").record == a_relation(name="last")


def test_an_arrival_without_a_moment_is_the_newest(house: House) -> None:
    house.inbox.accept([an_arrival("R1", a_relation(name="first"), modified_at=after(days=1))], NOON)

    verdicts = house.inbox.accept([an_arrival("R1", a_relation(name="last"))], NOON)

    assert list(verdicts) == [Accepted.CHANGED]
    assert shown(house, "R1").modified_at == after(days=1)


def test_an_unchanged_record_is_remembered_as_newer(house: House) -> None:
    house.inbox.accept([an_arrival("R1", a_relation(name="same"), modified_at=NOON)], NOON)

    house.inbox.accept([an_arrival("R1", a_relation(name="same"), modified_at=after(hours=2))], NOON)

    late = an_arrival("R1", a_relation(name="old"), modified_at=after(hours=1))
    assert list(house.inbox.accept([late], NOON)) == [Accepted.STALE]
    assert shown(house, "R1").modified_at == after(hours=2)
    assert shown(house, "R1").version == 1


def test_each_arrival_of_a_batch_gets_its_own_answer(house: House) -> None:
    house.inbox.accept(
        [an_arrival("R1", modified_at=NOON), an_arrival("R2", modified_at=NOON), an_arrival("R3")], NOON
    )

    verdicts = house.inbox.accept(
        [
            an_arrival("R4"),
            an_arrival("R3", a_relation(name="another")),
            an_arrival("R2", modified_at=NOON - timedelta(days=1)),
            an_arrival("R1", modified_at=NOON),
        ],
        NOON,
    )

    assert list(verdicts) == [Accepted.NEW, Accepted.CHANGED, Accepted.STALE, Accepted.UNCHANGED]


def test_of_one_record_twice_in_a_batch_the_newest_wins_and_both_are_answered(house: House) -> None:
    verdicts = house.inbox.accept(
        [
            an_arrival("R1", a_relation(name="newest"), modified_at=after(minutes=2)),
            an_arrival("R1", a_relation(name="older"), modified_at=after(minutes=1)),
            an_arrival("R2", a_relation(name="first")),
            an_arrival("R2", a_relation(name="last")),
        ],
        NOON,
    )

    assert list(verdicts) == [Accepted.NEW, Accepted.STALE, Accepted.STALE, Accepted.NEW]
    assert shown(house, "R1").record == a_relation(name="newest")
    assert shown(house, "R2").record == a_relation(name="last")
    assert shown(house, "R2").version == 1


def test_the_same_record_twice_in_a_batch_is_unchanged_once(house: House) -> None:
    verdicts = house.inbox.accept([an_arrival("R1"), an_arrival("R1"), an_arrival("R1")], NOON)

    assert sorted(verdicts) == [Accepted.NEW, Accepted.UNCHANGED, Accepted.UNCHANGED]


def test_a_change_takes_an_item_out_of_set_aside_with_a_clean_slate(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1", a_relation(name="wrong"))], NOON)
    [item] = store.due(NOON, 10)
    store.commit_outcomes([Outcome(item=item, state=ItemState.SET_ASIDE, depends_on=(a_key("R9"),))], NOON)

    house.inbox.accept([an_arrival("R1", a_relation(name="right"))], after(minutes=1))

    state = shown(house, "R1")
    assert (state.state, state.attempts, state.problems, state.depends_on) == (ItemState.DUE, 0, (), ())


def test_a_change_ends_the_rest_of_an_item(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    [item] = store.due(NOON, 10)
    store.commit_outcomes([Outcome(item=item, state=ItemState.DUE, due_at=after(hours=1))], NOON)

    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], after(minutes=1))

    assert [item.key for item in store.due(after(minutes=1), 10)] == [a_key("R1")]


def test_what_waits_for_a_record_becomes_due_when_it_arrives(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("F1", an_invoice(relation="R1"))], NOON)
    [invoice] = store.due(NOON, 10)
    store.commit_outcomes([Outcome(item=invoice, state=ItemState.WAITING, depends_on=(a_key("R1"),))], NOON)

    house.inbox.accept([an_arrival("R1")], after(minutes=1))

    assert shown(house, "F1", EntityType.INVOICE).state is ItemState.DUE


def test_what_was_set_aside_because_of_a_record_becomes_due_when_it_changes(
    house: House, store: SyncStore
) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("F1", an_invoice(relation="R1"))], NOON)
    invoice = next(item for item in store.due(NOON, 10) if item.key.entity_type is EntityType.INVOICE)
    store.commit_outcomes([Outcome(item=invoice, state=ItemState.SET_ASIDE, depends_on=(a_key("R1"),))], NOON)

    house.inbox.accept([an_arrival("R1")], after(minutes=1))
    after_nothing_new = shown(house, "F1", EntityType.INVOICE).state
    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], after(minutes=2))

    assert after_nothing_new is ItemState.SET_ASIDE
    assert shown(house, "F1", EntityType.INVOICE).state is ItemState.DUE


def test_a_change_keeps_the_twin_and_an_open_intent(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    [item] = store.due(NOON, 10)
    store.commit_outcomes(
        [Outcome(item=item, state=ItemState.IN_SYNC, books_id=BooksId("B1"), books_label="10001")], NOON
    )

    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], after(minutes=1))

    assert (shown(house, "R1").books_id, shown(house, "R1").books_label) == ("B1", "10001")


def test_a_live_change_moves_a_backfilled_item_to_the_front(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1", lane=Lane.BACKFILL), an_arrival("R2", lane=Lane.BACKFILL)], NOON)

    house.inbox.accept([an_arrival("R2", a_relation(name="another"), lane=Lane.LIVE)], after(minutes=1))

    assert [item.key.external_id for item in store.due(after(hours=1), 10)] == ["R2", "R1"]


def test_a_backfill_does_not_push_back_a_live_change_that_still_waits(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1", lane=Lane.BACKFILL), an_arrival("R2")], NOON)

    house.inbox.accept([an_arrival("R2", a_relation(name="another"), lane=Lane.BACKFILL)], after(minutes=1))

    assert [item.key.external_id for item in store.due(after(hours=1), 10)] == ["R2", "R1"]


def test_a_backfill_of_a_record_that_was_in_sync_goes_with_the_backfill(
    house: House, store: SyncStore
) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    [item] = store.due(NOON, 10)
    store.commit_outcomes([Outcome(item=item, state=ItemState.IN_SYNC)], NOON)

    house.inbox.accept([an_arrival("R1", a_relation(name="another"), lane=Lane.BACKFILL)], NOON)
    house.inbox.accept([an_arrival("R2")], NOON)

    assert [item.key.external_id for item in store.due(after(hours=1), 10)] == ["R2", "R1"]


def test_a_file_is_kept_once_under_its_digest(house: House) -> None:
    first = an_arrival("", an_attachment("F1", sha256="ab" * 32), content=b"%PDF-")
    second = an_arrival("", an_attachment("F2", sha256="ab" * 32), content=b"%PDF-")

    verdicts = house.inbox.accept([first, second], NOON)

    assert list(verdicts) == [Accepted.NEW, Accepted.NEW]
    assert house.records.content("ab" * 32) == b"%PDF-"
    assert house.records.content("cd" * 32) is None


def test_records_of_one_id_and_different_types_are_different_records(house: House) -> None:
    verdicts = house.inbox.accept([an_arrival("1"), an_arrival("1", an_invoice(relation="1"))], NOON)

    assert list(verdicts) == [Accepted.NEW, Accepted.NEW]
    assert shown(house, "1", EntityType.INVOICE).record == an_invoice(relation="1")


def test_records_of_one_id_in_different_connections_are_different_records(house: House) -> None:
    other, _ = house.storage.connections.create("Odoo", house.storage.add_administration("De Brug B.V."))

    house.inbox.accept([an_arrival("R1", a_relation(name="ours"))], NOON)
    house.inbox.accept([an_arrival("R1", a_relation(name="theirs"), connection=other.id)], NOON)

    theirs = house.records.state_of(a_key("R1", connection=other.id))
    assert theirs is not None
    assert (theirs.record, theirs.administration) == (a_relation(name="theirs"), "De Brug B.V.")
    assert shown(house, "R1").record == a_relation(name="ours")


def test_a_large_batch_is_stored_whole(house: House, store: SyncStore) -> None:
    arrivals = [an_arrival(f"R{number:04}", a_relation(name=f"no. {number}")) for number in range(700)]

    verdicts = house.inbox.accept(arrivals, NOON)

    assert set(verdicts) == {Accepted.NEW}
    assert len(store.due(NOON, 1000)) == 700


def test_what_was_left_out_at_the_door_stands_in_the_history(house: House) -> None:
    remarks = (problem("name-missing"), problem("waits-for", value="R9"))

    house.inbox.accept([replace(an_arrival("R1"), remarks=remarks)], NOON)

    (accepted,) = shown(house, "R1").history
    assert accepted.event.detail == f"{remarks[0].nl} {remarks[1].nl}"
