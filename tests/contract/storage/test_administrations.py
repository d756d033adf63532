import pytest

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.records import Administration, ItemState, Outcome
from tests.contract.storage.storages import House
from tests.factories import NOON, after, an_arrival

PROBLEM = Problem("key-refused", "De sleutel is ingetrokken.", "The key was withdrawn.")


def second(house: House) -> AdministrationId:
    administration = house.storage.add_administration("De Brug B.V.")
    connection, _ = house.storage.connections.create("Odoo", administration)
    house.inbox.accept([an_arrival("R1", connection=connection.id)], NOON)
    return administration


def test_a_new_administration_flows(house: House) -> None:
    assert house.administrations.get(house.administration) == Administration(
        id=house.administration, name="Stichting De Brug"
    )


def test_an_administration_without_due_items_has_nothing_to_do(house: House) -> None:
    assert list(house.administrations.with_due_items(NOON)) == []
    assert not house.administrations.has_due_items(house.administration, NOON)


def test_administrations_with_due_items_are_listed(house: House) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    other = second(house)

    assert list(house.administrations.with_due_items(NOON)) == [house.administration, other]
    assert house.administrations.has_due_items(other, NOON)


def test_items_that_rest_are_nothing_to_do_yet(house: House) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    with house.writing() as store:
        assert store is not None
        [item] = store.due(NOON, 10)
        store.commit_outcomes([Outcome(item=item, state=ItemState.DUE, due_at=after(minutes=1))], NOON)

    assert not house.administrations.has_due_items(house.administration, NOON)
    assert house.administrations.has_due_items(house.administration, after(minutes=1))


def test_an_administration_that_backs_off_has_nothing_to_do_until_its_moment(house: House) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)

    house.administrations.back_off(house.administration, until=after(seconds=8), failures=4, line_down=False)

    state = house.administrations.get(house.administration)
    assert (state.back_off_until, state.failures, state.line_down) == (after(seconds=8), 4, False)
    assert list(house.administrations.with_due_items(after(seconds=7))) == []
    assert list(house.administrations.with_due_items(after(seconds=8))) == [house.administration]


def test_an_administration_that_recovered_has_forgotten_its_failures(house: House) -> None:
    house.administrations.back_off(house.administration, until=after(seconds=8), failures=4, line_down=True)

    house.administrations.recovered(house.administration)

    state = house.administrations.get(house.administration)
    assert (state.back_off_until, state.failures, state.line_down) == (None, 0, False)


def test_a_paused_administration_has_nothing_to_do_and_says_why(house: House) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)

    house.administrations.pause(house.administration, PROBLEM)

    assert house.administrations.get(house.administration).pause == PROBLEM
    assert list(house.administrations.with_due_items(NOON)) == []
    assert not house.administrations.has_due_items(house.administration, NOON)


def test_an_approval_that_was_used_is_gone(house: House) -> None:
    house.administrations.approval_used(house.administration)

    assert house.administrations.get(house.administration).approved_updates is None


def test_the_line_comes_back_for_all_that_wait_for_it(house: House) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    other = second(house)
    third = house.storage.add_administration("De Brug Verhuur")
    for administration in (house.administration, other):
        house.administrations.back_off(administration, until=after(hours=1), failures=9, line_down=True)
    house.administrations.back_off(third, until=after(hours=1), failures=1, line_down=False)

    waiting = house.administrations.with_line_down()
    restored = house.administrations.line_restored()

    assert list(waiting) == list(restored) == [house.administration, other]
    assert list(house.administrations.with_line_down()) == []
    assert list(house.administrations.with_due_items(NOON)) == [house.administration, other]
    assert house.administrations.get(third).back_off_until == after(hours=1)


def test_a_paused_administration_does_not_wait_for_the_line(house: House) -> None:
    house.administrations.back_off(house.administration, until=after(hours=1), failures=9, line_down=True)

    house.administrations.pause(house.administration, PROBLEM)

    assert list(house.administrations.with_line_down()) == []


def test_an_administration_has_one_writer_at_a_time(house: House) -> None:
    with house.writing() as first, house.writing() as too_late:
        assert first is not None
        assert too_late is None

    with house.writing() as next_one:
        assert next_one is not None


def test_two_administrations_have_their_writers_at_the_same_time(house: House) -> None:
    other = second(house)

    with house.writing() as first, house.administrations.exclusive(other) as beside:
        assert first is not None
        assert beside is not None


def test_a_writer_that_fails_leaves_the_administration_free(house: House) -> None:
    with pytest.raises(LookupError), house.writing():
        raise LookupError("something went wrong")

    with house.writing() as store:
        assert store is not None
