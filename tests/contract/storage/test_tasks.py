from snelkoppeling.domain.identity import RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.ports import SyncStore
from snelkoppeling.sync.records import ItemState, Outcome, TaskGroup
from tests.contract.storage.storages import House
from tests.factories import NOON, a_key, after, an_arrival

OLD = Problem("name-missing", "Geen naam.", "No name.")
"""As a version before stored it: without its cause."""


def about(account: str) -> Problem:
    return Problem(
        "account-inactive",
        f"{account} is dicht.",
        f"{account} is closed.",
        cause=f"account-inactive:{account}",
    )


def set_aside(
    house: House, store: SyncStore, external_id: str, *problems: Problem, seconds: float = 0
) -> RecordKey:
    house.inbox.accept([an_arrival(external_id)], NOON)
    item = next(item for item in store.due(NOON, 1000) if item.key == a_key(external_id))
    outcome = Outcome(item=item, state=ItemState.SET_ASIDE, problems=problems)
    store.commit_outcomes([outcome], after(seconds=seconds))
    return item.key


def test_there_are_no_tasks_when_nothing_is_set_aside(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("R2")], NOON)
    asleep = Outcome(item=store.due(NOON, 1)[0], state=ItemState.DORMANT, problems=(OLD,))
    store.commit_outcomes([asleep], NOON)

    assert list(house.records.tasks()) == []


def test_records_that_are_set_aside_for_one_cause_are_one_task(house: House, store: SyncStore) -> None:
    keys = [
        set_aside(house, store, f"R/{number}", about("8000"), OLD, seconds=10 - number) for number in range(7)
    ]
    other = set_aside(house, store, "X1", about("8010"), seconds=20)
    oldest = set_aside(house, store, "X2", OLD)

    assert list(house.records.tasks()) == [
        TaskGroup(
            administration=house.administration,
            cause="account-inactive:8000",
            problem=about("8000"),
            count=7,
            since=after(seconds=4),
            examples=tuple(reversed(keys[2:])),
        ),
        TaskGroup(
            administration=house.administration,
            cause="name-missing",
            problem=OLD,
            count=1,
            since=NOON,
            examples=(oldest,),
        ),
        TaskGroup(
            administration=house.administration,
            cause="account-inactive:8010",
            problem=about("8010"),
            count=1,
            since=after(seconds=20),
            examples=(other,),
        ),
    ]


def test_tasks_can_be_of_one_administration(house: House, store: SyncStore) -> None:
    set_aside(house, store, "R1", OLD)
    second = house.storage.add_administration("De Brug B.V.")
    other, _ = house.storage.connections.create("Odoo", second)
    house.inbox.accept([an_arrival("R1", connection=other.id)], NOON)
    with house.administrations.exclusive(second) as theirs:
        assert theirs is not None
        [item] = theirs.due(NOON, 10)
        theirs.commit_outcomes([Outcome(item=item, state=ItemState.SET_ASIDE, problems=(OLD,))], NOON)

    assert [task.administration for task in house.records.tasks(second)] == [second]
    assert len(house.records.tasks()) == 2
    assert house.records.retry_cause(second, "name-missing", NOON) == 1
    assert len(house.records.tasks()) == 1


def test_all_that_one_act_solved_is_retried_at_once(house: House, store: SyncStore) -> None:
    keys = [set_aside(house, store, f"R{number}", about("8000")) for number in range(3)]
    set_aside(house, store, "X1", about("8010"))

    assert house.records.retry_cause(house.administration, "account-inactive:8000", NOON) == 3

    assert [item.key for item in store.due(NOON, 10)] == keys
    assert [task.cause for task in house.records.tasks()] == ["account-inactive:8010"]
    assert house.records.retry_cause(house.administration, "account-inactive:8000", NOON) == 0


def test_what_an_earlier_version_set_aside_is_retried_by_its_code(house: House, store: SyncStore) -> None:
    key = set_aside(house, store, "R1", OLD)

    assert house.records.retry_cause(house.administration, "name-missing", NOON) == 1
    assert [item.key for item in store.due(NOON, 10)] == [key]
