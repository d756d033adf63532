"""What only relations in SnelStart do: whose they are, how they read back, what finding them costs."""

from datetime import UTC, datetime
from typing import Any

import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.relation import Address, Relation
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError
from snelkoppeling.sync.reconcile import differing_fields
from snelstart_client.settings import LARGEST_PAGE
from tests.contract.books.benches import (
    Shelf,
    SnelStartBench,
    an_item,
)
from tests.factories import a_relation, an_unnumbered_relation

RELATION, INVOICE, ATTACHMENT = EntityType.RELATION, EntityType.INVOICE, EntityType.ATTACHMENT


def relations(snelstart: SnelStartBench) -> Shelf:
    return Shelf(snelstart.books().store(RELATION))


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
    known = snelstart.add_relation(name="Jansen B.V.", vat_number="NL123456782B90")
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


def test_a_relation_that_snelstart_wrote_its_own_way_is_found_again_after_a_lost_answer(
    snelstart: SnelStartBench,
) -> None:
    relation = an_unnumbered_relation(phone="+31 30 234 5678")
    made = relations(snelstart).create(relation)
    snelstart.edit_relation(made.books_id, phone="+31302345678", email="INFO@dehalm.example")
    assert [found.books_id for found in relations(snelstart).written_by(relation)] == [made.books_id]


def test_a_long_list_is_not_read_for_a_handful_of_relations(snelstart: SnelStartBench) -> None:
    shelf = relations(snelstart)
    items = [
        an_item(a_relation(kvk_number=f"{10_000_000 + number}", email=f"r{number}@x.example"), f"R{number}")
        for number in range(20)
    ]
    snelstart.control.clear_calls()
    shelf.store.prepare(items, waiting=20)
    assert 1 < snelstart.control.counts()["GET /relaties"] <= 4


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
    assert codes(raised) == ["REL-0088"]


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


def test_relations_that_nothing_tells_apart_ask_nothing(snelstart: SnelStartBench) -> None:
    shelf = relations(snelstart)
    snelstart.control.clear_calls()
    shelf.store.prepare([an_item(Relation(name="Jansen"))], waiting=1)
    assert "GET /relaties" not in snelstart.control.counts()


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


def asked(snelstart: SnelStartBench, relation: Relation) -> ChoiceNeededError:
    """Look for a twin that only a person can decide about."""
    with pytest.raises(ChoiceNeededError) as raised:
        relations(snelstart).twin_of(relation)
    return raised.value


def add(snelstart: SnelStartBench, **wire: Any) -> BooksId:
    """Add a customer as the bookkeeper does."""
    return BooksId(snelstart.client.relaties.create({"relatiesoort": ["Klant"], **wire}).id)


WANTED = Relation(
    name="Bakkerij De Halm B.V.",
    email="info@dehalm.example",
    iban="NL91ABNA0417164300",
    number=10042,
    visiting_address=Address(street="Oudegracht 12", postal_code="3511 AB", city="Utrecht"),
    stated=frozenset({"name", "roles", "email", "iban", "number", "visiting_address"}),
)


@pytest.mark.parametrize(
    ("wire", "reason"),
    [
        ({"naam": "Iemand", "email": "ander@x.example;info@dehalm.example"}, "zelfde e-mailadres"),
        ({"naam": "Iemand", "iban": "NL91ABNA0417164300"}, "zelfde IBAN"),
        ({"naam": "Iemand", "relatiecode": 10042}, "zelfde relatiecode, andere naam"),
        (
            {"naam": "bakkerij de halm BV", "vestigingsAdres": {"postcode": "3511AB"}},
            "zelfde naam en postcode",
        ),
    ],
)
def test_a_relation_that_is_merely_alike_is_asked_about(
    snelstart: SnelStartBench, wire: dict[str, Any], reason: str
) -> None:
    known = add(snelstart, **wire)
    error = asked(snelstart, WANTED)
    assert [problem.code for problem in error.problems] == ["relation-likely-known"]
    assert error.conflict.choices == (Choice.LINK, Choice.CREATE_NEW, Choice.LEAVE_OUT)
    (candidate,) = error.conflict.candidates
    assert (candidate.books_id, candidate.reason) == (known, reason)
    assert reason in error.problems[0].nl


def test_a_relation_of_the_same_number_and_name_is_the_one(snelstart: SnelStartBench) -> None:
    known = add(snelstart, naam="BAKKERIJ DE HALM", relatiecode=10042)
    found = relations(snelstart).twin_of(WANTED)
    assert found is not None
    assert (found.books_id, found.label) == (known, "10042 BAKKERIJ DE HALM")


def test_a_relation_of_another_record_is_not_asked_about_for_being_alike(snelstart: SnelStartBench) -> None:
    known = add(snelstart, naam="Iemand", email="info@dehalm.example")
    snelstart.file.links.add((RELATION, known))
    assert relations(snelstart).twin_of(WANTED) is None


def test_a_relation_that_was_made_in_this_run_is_not_asked_about_for_being_alike(
    snelstart: SnelStartBench,
) -> None:
    shelf = relations(snelstart)
    shelf.create(WANTED)
    assert shelf.twin_of(an_unnumbered_relation("Dochter", email="info@dehalm.example")) is None


def test_several_that_are_alike_are_shown_with_what_they_have_in_common(snelstart: SnelStartBench) -> None:
    add(snelstart, naam="Iemand", email="info@dehalm.example")
    add(snelstart, naam="Iemand anders", iban="NL91ABNA0417164300")
    error = asked(snelstart, WANTED)
    assert [problem.code for problem in error.problems] == ["twin-ambiguous"]
    assert sorted(one.reason for one in error.conflict.candidates) == ["zelfde IBAN", "zelfde e-mailadres"]


def test_an_inactive_relation_with_the_same_number_is_asked_about(snelstart: SnelStartBench) -> None:
    snelstart.deactivate(snelstart.add_relation(name="De Halm", kvk_number="12345678"))
    error = asked(snelstart, a_relation())
    assert [problem.code for problem in error.problems] == ["twin-inactive"]


def test_a_number_that_another_relation_has_is_a_choice(snelstart: SnelStartBench) -> None:
    known = add(snelstart, naam="Iemand", relatiecode=10042)
    with pytest.raises(ChoiceNeededError) as raised:
        relations(snelstart).create(WANTED)
    assert codes(raised) == ["number-in-use"]
    assert raised.value.conflict.choices == (Choice.LINK, Choice.LEAVE_OUT)
    assert [one.books_id for one in raised.value.conflict.candidates] == [known]


def test_a_single_new_relation_costs_one_question_and_one_write(snelstart: SnelStartBench) -> None:
    books = snelstart.books()
    Shelf(books.store(RELATION)).create(Relation(name="Eerder"))
    books.close()
    snelstart.control.clear_calls()
    shelf = Shelf(books.store(RELATION))
    item = an_item(WANTED)
    shelf.store.prepare([item], waiting=1)
    wanted = shelf.store.desired(item, {})
    assert shelf.store.twin_of(item, wanted) is None
    shelf.store.create(wanted)
    assert snelstart.control.counts() == {"GET /relaties": 1, "POST /relaties": 1}


def test_a_list_that_was_read_for_a_large_load_is_not_read_again_for_its_next_part(
    snelstart: SnelStartBench,
) -> None:
    snelstart.control.set_clock(datetime(2020, 1, 1, tzinfo=UTC))
    for number in range(LARGEST_PAGE):
        add(snelstart, naam=f"Oud {number}")
    snelstart.control.reset_clock()
    books = snelstart.books()
    snelstart.control.clear_calls()
    books.store(RELATION).prepare([an_item(a_relation(kvk_number="10000001"))], waiting=40_000)
    assert snelstart.control.counts()["GET /relaties"] == 2
    books.close()
    known = snelstart.add_relation(name="De Halm, later", kvk_number="10000002")
    second = an_item(a_relation(kvk_number="10000002"))
    store = books.store(RELATION)
    snelstart.control.clear_calls()
    store.prepare([second], waiting=1)
    found = store.twin_of(second, store.desired(second, {}))
    assert found is not None
    assert found.books_id == known
    assert snelstart.control.counts()["GET /relaties"] == 1


def test_what_is_shared_by_a_plan_is_read_once(snelstart: SnelStartBench) -> None:
    known = snelstart.add_relation(name="De Halm", kvk_number="12345678")
    books = snelstart.books()
    store = books.store(RELATION)
    snelstart.control.clear_calls()
    store.survey()
    store.survey()
    found = Shelf(store).twin_of(a_relation())
    assert found is not None
    assert found.books_id == known
    assert snelstart.control.counts()["GET /relaties"] == 1
