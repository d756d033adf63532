from dataclasses import replace

from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.sync.records import ItemState, Lane
from tests.factories import a_key, a_project, an_arrival, an_invoice
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import F1, INVOICE, P1, PROJECT

P2 = a_key("P2", PROJECT)


def for_projects(*projects: str) -> Invoice:
    """Make an invoice with a line for each of these projects."""
    line = an_invoice().lines[0]
    return an_invoice(lines=tuple(replace(line, project=ExternalId(project)) for project in projects))


def test_a_new_project_is_made_and_linked(installation: Installation) -> None:
    installation.push(an_arrival("P1", a_project("17")))

    installation.run()

    assert installation.item(P1).books_id == installation.ledger.one(PROJECT, number="17").id


def test_a_project_is_renamed_closed_and_opened_again(installation: Installation) -> None:
    states = []
    for project in (
        a_project(description="Eerst"),
        a_project(description="Dan"),
        a_project(description="Dan", is_active=False),
        a_project(description="Dan"),
    ):
        installation.push(an_arrival("P1", project))
        installation.run()
        image = installation.ledger.one(PROJECT).image
        states.append((image["description"], image["is_active"]))

    assert states == [("Eerst", True), ("Dan", True), ("Dan", False), ("Dan", True)]


def test_of_two_projects_with_one_number_the_second_is_set_aside(installation: Installation) -> None:
    installation.push(an_arrival("P1", a_project("17")), an_arrival("P2", a_project("17")))

    installation.run()

    assert installation.item(P1).state is ItemState.IN_SYNC
    assert installation.problem_codes(P2) == ["twin-taken"]


def test_an_invoice_waits_for_its_project_by_name_and_is_woken_by_it(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", for_projects("P1", "P2")))
    installation.push(an_arrival("P1", a_project("17")))
    installation.run()
    item = installation.item(F1)
    assert (item.state, item.depends_on) == (ItemState.WAITING, (P2,))
    assert "P2" in item.problems[0].nl

    installation.push(an_arrival("P2", a_project("18"), lane=Lane.BACKFILL))
    installation.run()

    projects = [str(installation.item(key).books_id) for key in (P1, P2)]
    assert installation.ledger.one(INVOICE).image["projects"] == projects


def test_an_invoice_that_got_a_project_after_it_was_booked_gets_it_in_the_books(
    installation: Installation,
) -> None:
    installation.book(an_arrival("P1", a_project()))

    installation.push(an_arrival("F1", for_projects("P1")))
    installation.run()

    assert installation.ledger.one(INVOICE).image["projects"] == [installation.item(P1).books_id]


def test_a_closed_project_changes_no_booking(installation: Installation) -> None:
    booking = installation.book(an_arrival("P1", a_project()), invoice=for_projects("P1"))

    installation.push(an_arrival("P1", a_project(is_active=False)))
    installation.run()

    assert installation.ledger.one(INVOICE) == booking
