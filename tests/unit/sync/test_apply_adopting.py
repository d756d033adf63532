from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.records import ItemState
from tests.factories import a_key, a_relation, an_arrival
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType
R1, R2 = a_key("R1"), a_key("R2")


def test_a_relation_with_the_same_number_is_adopted_and_brought_in_line(installation: Installation) -> None:
    row = installation.ledger.add(RELATION, {"name": "Halm", "kvk_number": "12345678", "phone": "030"})

    installation.carry(a_relation("Bakkerij"))

    assert installation.item(R1).books_id == row.id
    image = installation.ledger.one(RELATION).image
    assert (image["name"], image["phone"]) == ("Bakkerij", "030")
    assert installation.events(R1) == ["accepted", "adopted", "updated"]


def test_a_twin_is_on_record_before_it_is_written_to(installation: Installation) -> None:
    row = installation.ledger.add(RELATION, {"name": "Halm", "kvk_number": "12345678"})
    installation.push(an_arrival("R1", a_relation("Bakkerij")))
    installation.faults.plan("commit_intents", Fault.CRASH_AFTER)

    installation.run_until_killed()

    assert installation.item(R1).books_id == row.id


def test_more_twins_than_one_are_a_matter_for_people(installation: Installation) -> None:
    installation.ledger.add(RELATION, {"name": "Halm 1", "kvk_number": "12345678"})
    installation.ledger.add(RELATION, {"name": "Halm 2", "kvk_number": "12345678"})
    installation.push(an_arrival("R1"))

    installation.run()

    assert installation.problem_codes(R1) == ["twin-ambiguous"]


def test_the_second_of_two_records_with_one_number_is_set_aside(installation: Installation) -> None:
    installation.push(an_arrival("R1", a_relation("Een")), an_arrival("R2", a_relation("Twee")))

    installation.run()

    assert installation.item(R1).state is ItemState.IN_SYNC
    assert installation.problem_codes(R2) == ["twin-taken"]
    assert [row.image["name"] for row in installation.ledger.all(RELATION)] == ["Een"]


def test_the_second_of_two_records_that_find_one_twin_is_set_aside(installation: Installation) -> None:
    row = installation.ledger.add(RELATION, {"name": "Halm", "kvk_number": "12345678"})
    installation.push(an_arrival("R1", a_relation("Een")), an_arrival("R2", a_relation("Twee")))

    installation.run()

    assert installation.item(R1).books_id == row.id
    assert installation.problem_codes(R2) == ["twin-taken"]
    assert installation.item(R2).books_id is None


def test_a_twin_that_a_look_up_gave_away_is_not_adopted_by_another_in_the_same_chunk(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1", a_relation("Een")))
    installation.faults.plan("create relation", Fault.CRASH_AFTER)
    installation.run_until_killed()
    installation.push(an_arrival("R2", a_relation("Twee")))

    installation.run()

    assert installation.item(R1).state is ItemState.IN_SYNC
    assert installation.problem_codes(R2) == ["twin-taken"]


def test_a_record_that_lost_its_twin_to_another_is_tried_again_when_that_one_changes(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1", a_relation("Een")), an_arrival("R2", a_relation("Twee")))
    installation.run()

    installation.push(an_arrival("R1", a_relation("Een", kvk_number="87654321")))
    installation.heal()

    assert installation.item(R2).state is ItemState.IN_SYNC
    names = [row.image["name"] for row in installation.ledger.all(RELATION)]
    assert sorted(str(name) for name in names) == ["Een", "Twee"]
