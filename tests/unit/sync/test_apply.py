from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.money import Money
from snelkoppeling.sync.apply import Pace
from snelkoppeling.sync.records import Event, ItemState, Lane
from tests.factories import a_key, a_relation, an_arrival, an_attachment, an_invoice, an_unnumbered_relation
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType
R1, R2 = a_key("R1"), a_key("R2")
F1, F2 = a_key("F1", INVOICE), a_key("F2", INVOICE)
PDF = a_key("F1#factuur.pdf", ATTACHMENT)


def test_a_new_relation_is_made_and_linked(installation: Installation) -> None:
    installation.carry(a_relation("Bakkerij"))

    row = installation.ledger.one(RELATION, name="Bakkerij")
    item = installation.item(R1)
    assert item.books_id == row.id
    assert item.last_agreed == row.image
    assert item.intent is None
    assert installation.events(R1) == ["accepted", "created"]


def test_what_the_books_refuse_is_set_aside_and_the_rest_goes_on(installation: Installation) -> None:
    installation.push(an_arrival("R1", a_relation(name="")), an_arrival("R2", a_relation(kvk_number="2")))

    installation.run()

    assert installation.problem_codes(R1) == ["name-missing"]
    assert installation.item(R2).state is ItemState.IN_SYNC


def test_a_relation_that_was_set_aside_is_carried_when_the_crm_corrects_it(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1", a_relation(name="")))
    installation.run()

    installation.carry(a_relation("Bakkerij"))

    assert len(installation.ledger.all(RELATION)) == 1


def test_a_number_that_the_books_gave_to_an_equal_relation_is_adopted(installation: Installation) -> None:
    row = installation.ledger.add(RELATION, {"name": "Jansen", "email": "info@dehalm.example", "number": 7})

    installation.carry(an_unnumbered_relation(number=7))

    assert installation.item(R1).books_id == row.id
    assert installation.item(R1).is_adopted


def test_a_number_that_the_books_gave_to_another_relation_is_refused(installation: Installation) -> None:
    installation.ledger.add(RELATION, {"name": "Pietersen", "number": 7})
    installation.push(an_arrival("R1", an_unnumbered_relation(number=7)))

    installation.run()

    assert installation.problem_codes(R1) == ["number-in-use"]


def test_an_invoice_waits_for_a_relation_that_never_came_and_is_woken_by_it(
    installation: Installation,
) -> None:
    installation.push(an_arrival("F1", an_invoice(relation="R1")))
    installation.run()
    item = installation.item(F1)
    assert (item.state, item.problems[0].code) == (ItemState.WAITING, "waits-for-unknown")

    installation.carry(a_relation())

    assert len(installation.ledger.all(INVOICE)) == 1


def test_an_invoice_waits_for_a_relation_that_is_set_aside(installation: Installation) -> None:
    installation.push(an_arrival("R1", a_relation(name="")), an_arrival("F1", an_invoice(relation="R1")))

    installation.run()

    item = installation.item(F1)
    assert (item.state, item.problems[0].code) == (ItemState.WAITING, "waits-for")


def test_an_invoice_that_was_sent_off_before_it_had_to_wait_is_not_forgotten(
    installation: Installation,
) -> None:
    installation.carry(a_relation())
    installation.push(an_arrival("F1", an_invoice(relation="R1")))
    installation.faults.plan("create invoice", Fault.LOST_ANSWER)
    installation.run()

    installation.push(an_arrival("F1", an_invoice(relation="R9")))
    installation.run()

    assert installation.item(F1).books_id == installation.ledger.one(INVOICE).id
    assert installation.item(F1).state is ItemState.WAITING


def test_only_the_fields_that_changed_are_written(installation: Installation) -> None:
    installation.carry(a_relation("Oud"))
    installation.ledger.edit(RELATION, installation.ledger.one(RELATION).id, phone="030")

    installation.carry(a_relation("Nieuw"))

    image = installation.ledger.one(RELATION).image
    assert (image["name"], image["phone"]) == ("Nieuw", "030")
    assert installation.item(R1).history[-1].event == Event(
        name="updated", before={"name": "Oud"}, after={"name": "Nieuw"}, detail="Nieuw"
    )


def test_what_a_person_changed_in_the_books_is_overwritten_and_stays_in_the_history(
    installation: Installation,
) -> None:
    installation.carry(a_relation("Oud"))
    installation.ledger.edit(RELATION, installation.ledger.one(RELATION).id, name="Met de hand")

    installation.carry(a_relation("Nieuw"))

    assert installation.ledger.one(RELATION).image["name"] == "Nieuw"
    assert Event(name="overwritten", before={"name": "Met de hand"}) in [
        entry.event for entry in installation.item(R1).history
    ]


def test_a_change_that_a_person_made_already_is_agreement(installation: Installation) -> None:
    installation.carry(a_relation("Oud"))
    installation.ledger.edit(RELATION, installation.ledger.one(RELATION).id, name="Nieuw")
    installation.faults.steps.clear()

    installation.carry(a_relation("Nieuw"))

    assert "update relation" not in installation.faults.steps


def test_a_field_that_the_crm_states_no_longer_costs_no_call(installation: Installation) -> None:
    installation.carry(a_relation("Bakkerij"))
    installation.faults.steps.clear()

    installation.carry(a_relation("Bakkerij", stated=frozenset({"name", "kvk_number"})))

    assert "get relation" not in installation.faults.steps


def test_a_relation_that_was_removed_from_the_books_is_set_aside_and_not_made_again(
    installation: Installation,
) -> None:
    installation.carry(a_relation("Oud"))
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    installation.push(an_arrival("R1", a_relation("Nieuw")))

    installation.run()

    assert installation.problem_codes(R1) == ["removed-from-books"]
    assert not installation.ledger.all(RELATION)


def test_a_newer_state_that_arrives_during_the_run_is_carried_after_it(installation: Installation) -> None:
    installation.push(an_arrival("R1", a_relation("Oud")))

    def push() -> None:
        installation.push(an_arrival("R1", a_relation("Nieuw")))

    installation.faults.plan("create relation", push)

    installation.run()

    assert installation.ledger.one(RELATION).image["name"] == "Nieuw"
    assert installation.events(R1) == ["accepted", "accepted", "created", "updated"]


def test_an_invoice_and_its_file_follow_their_relation_in_one_run(installation: Installation) -> None:
    installation.push(
        an_arrival(record=an_attachment("F1")), an_arrival("F1", an_invoice()), an_arrival("R1")
    )

    installation.run()

    booking = installation.ledger.one(INVOICE)
    assert booking.image["customer"] == installation.ledger.one(RELATION).id
    assert installation.ledger.one(ATTACHMENT).image["booking"] == booking.id


def test_a_booking_follows_an_invoice_that_changed(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))
    installation.run()

    installation.push(an_arrival("F1", an_invoice(total_with_vat=Money.of("122.00"))))
    installation.run()

    assert installation.item(F1).state is ItemState.IN_SYNC
    assert installation.ledger.one(INVOICE).image["total"] == "122.00"


def test_an_invoice_that_the_crm_puts_back_as_it_was_booked_is_in_sync_again(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))
    installation.faults.plan("create invoice", Fault.LOST_ANSWER)
    installation.run()
    installation.push(an_arrival("F1", an_invoice(total_with_vat=Money.of("122.00"))))
    installation.run()

    installation.push(an_arrival("F1", an_invoice()))
    installation.run()

    assert installation.item(F1).state is ItemState.IN_SYNC
    assert len(installation.ledger.all(INVOICE)) == 1


def test_two_invoices_with_one_number_are_booked_once(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()), an_arrival("F2", an_invoice()))

    installation.run()

    assert installation.item(F1).state is ItemState.IN_SYNC
    assert installation.problem_codes(F2) == ["twin-taken"]
    assert len(installation.ledger.all(INVOICE)) == 1


def test_a_booking_that_a_person_made_already_is_adopted_with_its_file(installation: Installation) -> None:
    installation.carry(a_relation())
    image = {
        "invoice_number": "2026-0001",
        "customer": installation.item(R1).books_id,
        "invoice_date": "2026-03-02",
        "total": "121.00",
    }
    booking = installation.ledger.add(INVOICE, image)
    file = installation.ledger.add(ATTACHMENT, {"booking": booking.id, "file_name": "factuur.pdf"})
    installation.push(an_arrival("F1", an_invoice()), an_arrival(record=an_attachment("F1")))

    installation.run()

    assert installation.item(F1).books_id == booking.id
    assert installation.item(PDF).books_id == file.id
    assert len(installation.ledger.all(ATTACHMENT)) == 1


def test_a_file_that_would_be_another_than_was_agreed_is_set_aside(installation: Installation) -> None:
    installation.book(an_arrival(record=an_attachment("F1")))
    item = installation.item(PDF)
    item.last_agreed = {**(item.last_agreed or {}), "file_name": "offerte.pdf"}

    installation.push(an_arrival(record=an_attachment("F1", sha256="cd" * 32)))
    installation.run()

    assert installation.problem_codes(PDF) == ["changed-after-booking"]
    assert len(installation.ledger.all(ATTACHMENT)) == 1


def test_a_full_chunk_tells_the_books_how_many_more_wait() -> None:
    installation = Installation(pace=Pace(threads=1, chunk=2))
    installation.push(*(an_arrival(f"R{n}", an_unnumbered_relation(f"N{n}")) for n in range(5)))

    installation.run()

    assert [step for step in installation.faults.steps if step.startswith("prepare")] == [
        "prepare relation of 5",
        "prepare relation of 3",
        "prepare relation of 1",
    ]


def test_a_live_change_goes_before_a_backfill() -> None:
    installation = Installation(pace=Pace(threads=1, chunk=1))
    installation.push(an_arrival("R1", an_unnumbered_relation("Oud"), lane=Lane.BACKFILL))
    installation.push(an_arrival("R2", an_unnumbered_relation("Nu")))

    installation.run()

    assert [row.image["name"] for row in installation.ledger.all(RELATION)] == ["Nu", "Oud"]
