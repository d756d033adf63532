from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.planned import FieldChange, PlannedAction, PlannedRow, Preview, StoredPlan
from snelkoppeling.sync.ports import SyncStore
from snelkoppeling.sync.records import ItemState, Outcome
from tests.contract.storage.storages import House
from tests.factories import (
    NOON,
    a_key,
    a_project,
    a_relation,
    after,
    an_arrival,
    an_attachment,
    an_invoice,
)

PROBLEM = Problem("code", "nl", "en")
ROW = PlannedRow(
    key=a_key("R1"),
    version=3,
    action=PlannedAction.UPDATE,
    label="Jansen €",
    books_label="10001",
    changes=(FieldChange(field="roles", before=None, after=["customer"]),),
    problems=(PROBLEM,),
)
PLAN = StoredPlan(checksum="abc123", made_at=after(microseconds=1), preview=Preview(rows=(ROW,)))


def test_there_is_no_plan_before_one_is_made(house: House) -> None:
    assert house.administrations.latest_plan(house.administration) is None


def test_the_plan_that_was_made_last_is_kept(house: House) -> None:
    earlier = StoredPlan(checksum="1", made_at=NOON, preview=Preview(rows=()))
    house.administrations.plan_made(house.administration, earlier)

    house.administrations.plan_made(house.administration, PLAN)

    assert house.administrations.latest_plan(house.administration) == PLAN


def test_a_plan_is_found_by_its_checksum(house: House) -> None:
    other = house.storage.add_administration("Stichting De Dam")
    house.administrations.plan_made(other, PLAN)

    assert house.administrations.with_plan(PLAN.checksum) == other
    assert house.administrations.with_plan("nothing") is None


def test_an_approved_plan_is_gone_with_its_updates_allowed(house: House) -> None:
    house.administrations.plan_made(house.administration, PLAN)

    house.administrations.plan_approved(house.administration, updates=700)

    administration = house.administrations.get(house.administration)
    assert house.administrations.latest_plan(house.administration) is None
    assert (administration.awaits_plan, administration.approved_updates) == (False, 700)


def test_a_plan_without_updates_allows_none(house: House) -> None:
    house.administrations.plan_approved(house.administration, updates=0)

    assert house.administrations.get(house.administration).approved_updates is None


def test_what_is_pending_goes_by_rank_and_type_then_oldest_first_whatever_its_lane(
    house: House, store: SyncStore
) -> None:
    house.inbox.accept([an_arrival("", an_attachment("F1"), content=b"x")], NOON)
    house.inbox.accept(
        [an_arrival("R2"), an_arrival("F1", an_invoice()), an_arrival("P1", a_project())], NOON
    )
    house.inbox.accept([an_arrival("R1")], NOON)

    chunks = [[item.key.external_id for item in chunk] for chunk in store.pending(2)]

    assert chunks == [["P1", "R2"], ["R1", "F1"], ["F1#factuur.pdf"]]


def test_what_is_in_sync_or_asleep_or_on_the_list_is_not_pending(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival(f"R{number}") for number in range(6)], NOON)
    items = store.due(NOON, 10)
    states = [ItemState.IN_SYNC, ItemState.DORMANT, ItemState.WAITING, ItemState.SET_ASIDE]
    store.commit_outcomes(
        [Outcome(item=item, state=state) for item, state in zip(items, states, strict=False)], NOON
    )
    held = Outcome(item=items[4], state=ItemState.DUE, books_id=BooksId("B1"), due_at=after(days=9))
    store.commit_outcomes([held], NOON)
    store.hold(EntityType.RELATION, PROBLEM, NOON)

    [chunk] = store.pending(10)

    assert [item.key.external_id for item in chunk] == ["R2", "R4", "R5"]


def test_nothing_is_pending_in_an_empty_administration(store: SyncStore) -> None:
    assert list(store.pending(10)) == []


def test_what_was_answered_meanwhile_does_not_shift_what_is_pending(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival(f"R{number}") for number in range(4)], NOON)

    seen = []
    for chunk in store.pending(2):
        seen += [item.key.external_id for item in chunk]
        store.commit_outcomes([Outcome(item=item, state=ItemState.IN_SYNC) for item in chunk], NOON)

    assert seen == ["R0", "R1", "R2", "R3"]


def test_the_latest_of_a_type_come_newest_first_whatever_their_state(house: House, store: SyncStore) -> None:
    for number in range(3):
        house.inbox.accept([an_arrival(f"F{number}", an_invoice(str(number)))], after(seconds=number))
    house.inbox.accept([an_arrival("R1", a_relation())], after(seconds=9))
    [*_, last] = [item for item in store.due(NOON, 10) if item.key.entity_type is EntityType.INVOICE]
    store.commit_outcomes([Outcome(item=last, state=ItemState.IN_SYNC)], NOON)

    latest = [item.key for item in store.latest(EntityType.INVOICE, 2)]

    assert latest == [a_key("F2", EntityType.INVOICE), a_key("F1", EntityType.INVOICE)]


def test_a_twin_that_a_plan_found_is_a_decision_of_what_is_open_and_has_none(
    house: House, store: SyncStore
) -> None:
    house.inbox.accept([an_arrival("F1", an_invoice())], NOON)
    key = a_key("F1", EntityType.INVOICE)

    store.link({key: BooksId("b-1")}, NOON)
    store.link({key: BooksId("b-2")}, NOON)
    store.link({}, NOON)

    (item,) = store.due(NOON, 10)
    assert item.decision == Decision(choice=Choice.LINK, at=NOON, books_id=BooksId("b-1"), by="plan")
