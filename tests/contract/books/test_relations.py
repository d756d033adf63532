"""What the engine relies on for relations, in any books."""

from typing import Any

import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.relation import Relation
from snelkoppeling.errors import OutcomeUnknownError, RecordRejectedError
from snelkoppeling.sync.reconcile import differing_fields
from tests.contract.books.benches import Bench, Shelf, an_item

RELATION = EntityType.RELATION
KVK = "12345678"
VAT = "NL123456782B90"


def stating(name: str = "Bakkerij De Halm", **fields: Any) -> Relation:
    """Make a customer of whom the CRM states just this."""
    return Relation(name=name, stated=frozenset({"name", "roles", *fields}), **fields)


def shelf(bench: Bench) -> Shelf:
    """Open the relations as a new run does."""
    return Shelf(bench.books().store(RELATION))


def refusal(bench: Bench, relation: Relation) -> list[str]:
    """Try to find a twin, and give the codes of the refusal."""
    with pytest.raises(RecordRejectedError) as raised:
        shelf(bench).twin_of(relation)
    return [problem.code for problem in raised.value.problems]


def test_a_relation_that_is_made_holds_what_the_crm_states(bench: Bench) -> None:
    relation = stating(phone="030 1", email="a@b.example", kvk_number=KVK, vat_number=VAT, number=10042)
    relations = shelf(bench)
    found = relations.create(relation)
    held = shelf(bench).store.get(found.books_id)
    assert held is not None
    assert differing_fields(relations.desired(relation).image, held) == frozenset()
    assert found.event == "created"
    assert bench.count(RELATION) == 1


def test_a_relation_without_a_name_is_refused(bench: Bench) -> None:
    with pytest.raises(RecordRejectedError) as raised:
        shelf(bench).desired(stating(""))
    assert [problem.code for problem in raised.value.problems] == ["name-missing"]


@pytest.mark.parametrize("numbers", [{"kvk_number": KVK}, {"vat_number": VAT}])
def test_a_relation_is_recognised_by_its_number_and_name_whatever_else_differs(
    bench: Bench, numbers: dict[str, str]
) -> None:
    known = bench.add_relation(name="De Halm, bakkerij", phone="06 9", **numbers)
    bench.add_relation(name="Een ander", kvk_number="87654321")
    found = shelf(bench).twin_of(stating(**numbers))
    assert found is not None
    assert (found.books_id, found.event) == (known, "adopted")


def test_a_relation_whose_numbers_nobody_has_is_new(bench: Bench) -> None:
    bench.add_relation(name="Bakkerij De Halm", kvk_number="87654321")
    assert shelf(bench).twin_of(stating(kvk_number=KVK, vat_number=VAT)) is None


def test_a_name_alone_recognises_nobody(bench: Bench) -> None:
    bench.add_relation(name="Bakkerij De Halm", number=10042)
    assert shelf(bench).twin_of(stating()) is None


def test_two_relations_with_the_same_number_are_left_to_a_human(bench: Bench) -> None:
    bench.add_relation(name="De Halm", kvk_number=KVK)
    bench.add_relation(name="De Halm II", kvk_number=KVK)
    assert refusal(bench, stating(kvk_number=KVK)) == ["twin-ambiguous"]


def test_numbers_of_two_different_relations_are_left_to_a_human(bench: Bench) -> None:
    bench.add_relation(name="De Halm", kvk_number=KVK)
    bench.add_relation(name="Bakkerij De Halm B.V.", vat_number=VAT)
    assert refusal(bench, stating(kvk_number=KVK, vat_number=VAT)) == ["twin-ambiguous"]


def test_an_inactive_relation_is_not_adopted(bench: Bench) -> None:
    bench.deactivate(bench.add_relation(name="De Halm", kvk_number=KVK))
    assert refusal(bench, stating(kvk_number=KVK)) == ["twin-inactive"]


def test_of_two_with_the_same_number_the_one_that_is_active_is_adopted(bench: Bench) -> None:
    bench.deactivate(bench.add_relation(name="De Halm (oud)", kvk_number=KVK))
    active = bench.add_relation(name="De Halm", kvk_number=KVK)
    found = shelf(bench).twin_of(stating(kvk_number=KVK))
    assert found is not None
    assert found.books_id == active


def test_a_relation_that_was_made_in_this_run_is_recognised_in_it(bench: Bench) -> None:
    relations = shelf(bench)
    made = relations.create(stating(kvk_number=KVK))
    double = an_item(stating("De Halm, dubbel in het CRM", kvk_number=KVK), "R2")
    found = relations.store.twin_of(double, relations.store.desired(double, {}))
    assert found is not None
    assert found.books_id == made.books_id


@pytest.mark.parametrize("fields", [{}, {"kvk_number": KVK}, {"vat_number": VAT}, {"number": 10042}])
def test_a_relation_whose_answer_was_lost_is_found_again(bench: Bench, fields: dict[str, Any]) -> None:
    relation = stating(phone="030 1", **fields)
    bench.trouble(RELATION, "answer lost")
    with pytest.raises(OutcomeUnknownError):
        shelf(bench).create(relation)
    (found,) = shelf(bench).written_by(relation)
    assert found.event == "found"
    assert bench.count(RELATION) == 1


def test_a_relation_that_never_arrived_is_not_found(bench: Bench) -> None:
    bench.trouble(RELATION, "never arrived")
    with pytest.raises(OutcomeUnknownError):
        shelf(bench).create(stating())
    assert shelf(bench).written_by(stating()) == []
    assert bench.count(RELATION) == 0


def test_a_namesake_is_not_taken_for_what_a_lost_answer_left(bench: Bench) -> None:
    bench.add_relation(name="Jansen", phone="06 99")
    assert shelf(bench).written_by(stating("Jansen", phone="06 1")) == []


def test_namesakes_that_are_equal_in_all_that_is_stated_are_all_candidates(bench: Bench) -> None:
    for _ in range(2):
        bench.add_relation(name="Jansen", phone="06 1")
    assert len(shelf(bench).written_by(stating("Jansen", phone="06 1"))) == 2


def test_a_relation_that_was_removed_reads_as_nothing(bench: Bench) -> None:
    known = bench.add_relation(name="De Halm")
    bench.delete(RELATION, known)
    assert shelf(bench).store.get(known) is None


def test_an_update_writes_its_fields_and_leaves_those_of_others(bench: Bench) -> None:
    known = bench.add_relation(name="De Halm", phone="030 1", email="boekhouder@x.example")
    relations = shelf(bench)
    assert relations.store.get(known) is not None
    wanted = relations.desired(stating("De Halm", phone="030 2"))
    relations.store.update(known, wanted, frozenset({"phone"}))
    assert _held(bench, known, "phone", "email") == {"phone": "030 2", "email": "boekhouder@x.example"}


def test_an_update_lays_its_fields_over_what_was_read_last(bench: Bench) -> None:
    known = bench.add_relation(name="De Halm", phone="030 1", email="oud@x.example")
    relations = shelf(bench)
    assert relations.store.get(known) is not None
    bench.edit_relation(known, email="nieuw@x.example")
    assert relations.store.get(known) is not None
    wanted = relations.desired(stating("De Halm", phone="030 2"))
    relations.store.update(known, wanted, frozenset({"phone"}))
    assert _held(bench, known, "phone", "email") == {"phone": "030 2", "email": "nieuw@x.example"}


def test_a_number_in_use_by_an_equal_relation_means_that_it_was_made_before(bench: Bench) -> None:
    known = bench.add_relation(name="De Halm", number=10042, phone="030 1")
    found = shelf(bench).create(stating("De Halm", number=10042, phone="030 1"))
    assert (found.books_id, found.event) == (known, "adopted")
    assert bench.count(RELATION) == 1


def test_a_number_in_use_by_another_relation_is_refused_with_its_name(bench: Bench) -> None:
    bench.add_relation(name="Een ander", number=10042)
    with pytest.raises(RecordRejectedError) as raised:
        shelf(bench).create(stating("De Halm", number=10042))
    (problem,) = raised.value.problems
    assert problem.code == "number-in-use"
    assert "Een ander" in problem.nl


def _held(bench: Bench, books_id: BooksId, *names: str) -> dict[str, object]:
    held = shelf(bench).store.get(books_id)
    assert held is not None
    return {name: held[name] for name in names}
