"""Projects as cost centres in SnelStart."""

from dataclasses import replace
from typing import Any

import pytest

from snelkoppeling.domain.cost_centre import ProjectNumbering, ProjectPolicy
from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.project import Project
from snelkoppeling.errors import OutcomeUnknownError, RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError
from snelkoppeling.sync.ports import Found
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image
from tests.contract.books.benches import Shelf, SnelStartBench, an_intent, an_item

PROJECT = EntityType.PROJECT
VERBOUWING = Project(number="P-2024-017", description="Verbouwing kantoor")
CLOSED = replace(VERBOUWING, is_active=False)
SEQUENCE = ProjectPolicy(numbering=ProjectNumbering.SEQUENCE)


def projects(snelstart: SnelStartBench) -> Shelf:
    """Open the projects as a new run does."""
    return Shelf(snelstart.books().store(PROJECT))


def add(snelstart: SnelStartBench, nummer: int, omschrijving: str) -> BooksId:
    """Add a cost centre as the bookkeeper does."""
    row = snelstart.client.kostenplaatsen.create({"nummer": nummer, "omschrijving": omschrijving})
    return BooksId(row.id)


def rows(snelstart: SnelStartBench) -> list[tuple[int, str, bool]]:
    """Tell what cost centres there are: number, description, and whether in use."""
    held: list[dict[str, Any]] = snelstart.control.books()["kostenplaatsen"]
    return [(row["nummer"], row["omschrijving"], not row["nonactief"]) for row in held]


def codes(raised: pytest.ExceptionInfo[RecordRejectedError]) -> list[str]:
    return [problem.code for problem in raised.value.problems]


def carried_over(snelstart: SnelStartBench, found: Found, project: Project) -> Found:
    """Update a cost centre as the engine does."""
    shelf = projects(snelstart)
    held = shelf.store.get(found.books_id)
    assert held is not None
    wanted = shelf.desired(project)
    return shelf.store.update(found.books_id, wanted, differing_fields(wanted.image, held))


def test_a_project_becomes_a_cost_centre(snelstart: SnelStartBench) -> None:
    found = projects(snelstart).create(VERBOUWING)
    assert rows(snelstart) == [(2024017, "P-2024-017 Verbouwing kantoor", True)]
    assert (found.event, found.label) == ("created", "2024017 P-2024-017 Verbouwing kantoor")
    held = projects(snelstart).store.get(found.books_id)
    assert held == {"number": 2024017, "description": "P-2024-017 Verbouwing kantoor", "is_active": True}


def test_a_closed_project_becomes_a_cost_centre_that_is_closed(snelstart: SnelStartBench) -> None:
    projects(snelstart).create(CLOSED)
    assert rows(snelstart) == [(2024017, "P-2024-017 Verbouwing kantoor", False)]


def test_many_projects_cost_one_list_and_one_write_each(snelstart: SnelStartBench) -> None:
    shelf = projects(snelstart)
    snelstart.control.clear_calls()
    for number in range(5):
        record = Project(number=str(number + 1), description=f"Project {number}")
        assert shelf.twin_of(record) is None
        shelf.create(record)
    assert snelstart.control.counts() == {
        "GET /companyInfo": 1,
        "GET /kostenplaatsen": 1,
        "POST /kostenplaatsen": 5,
    }


@pytest.mark.parametrize(
    "typed", ["P-2024-017 Verbouwing kantoor", "verbouwing kantoor", "Verbouwing Kantoor!"]
)
def test_a_cost_centre_of_the_same_number_and_name_is_the_projects(
    snelstart: SnelStartBench, typed: str
) -> None:
    known = add(snelstart, 2024017, typed)
    found = projects(snelstart).twin_of(VERBOUWING)
    assert found is not None
    assert (found.books_id, found.event) == (known, "adopted")


def test_a_cost_centre_of_the_same_number_and_another_name_is_asked_about(
    snelstart: SnelStartBench,
) -> None:
    known = add(snelstart, 2024017, "Directie")
    with pytest.raises(ChoiceNeededError) as raised:
        projects(snelstart).twin_of(VERBOUWING)
    assert codes(raised) == ["cost-centre-number-in-use"]
    assert raised.value.conflict.choices == (Choice.LINK, Choice.LEAVE_OUT)
    assert [one.books_id for one in raised.value.conflict.candidates] == [known]
    assert "Directie" in raised.value.problems[0].nl


def test_two_projects_of_one_number_do_not_share_a_cost_centre(snelstart: SnelStartBench) -> None:
    shelf = projects(snelstart)
    shelf.create(VERBOUWING)
    other = Project(number="P20-24017", description="Nieuwbouw")
    with pytest.raises(ChoiceNeededError) as raised:
        shelf.twin_of(other)
    assert "P-2024-017" in raised.value.problems[0].nl


def test_a_number_that_was_taken_since_the_list_was_read_is_adopted_when_it_is_the_same(
    snelstart: SnelStartBench,
) -> None:
    shelf = projects(snelstart)
    wanted = shelf.desired(CLOSED)
    known = add(snelstart, 2024017, "Verbouwing kantoor")
    found = shelf.store.create(wanted)
    assert (found.books_id, found.event) == (known, "adopted")
    assert rows(snelstart) == [(2024017, "P-2024-017 Verbouwing kantoor", False)]


def test_a_number_that_was_taken_since_the_list_was_read_is_asked_about_when_it_is_another(
    snelstart: SnelStartBench,
) -> None:
    shelf = projects(snelstart)
    wanted = shelf.desired(VERBOUWING)
    add(snelstart, 2024017, "Directie")
    with pytest.raises(ChoiceNeededError) as raised:
        shelf.store.create(wanted)
    assert codes(raised) == ["cost-centre-number-in-use"]


@pytest.mark.parametrize("project", [VERBOUWING, CLOSED])
def test_a_cost_centre_whose_answer_was_lost_is_found_by_its_number(
    snelstart: SnelStartBench, project: Project
) -> None:
    snelstart.control.add_fault("answer_lost", method="POST", path="/kostenplaatsen")
    with pytest.raises(OutcomeUnknownError):
        projects(snelstart).create(project)
    # One that is still to be closed is not all that was to be written; it is found as a twin.
    found = [one.books_id for one in projects(snelstart).written_by(project)]
    twin = projects(snelstart).twin_of(project)
    assert twin is not None
    assert found == ([twin.books_id] if project.is_active else [])
    assert len(rows(snelstart)) == 1


def test_a_cost_centre_that_was_not_closed_any_more_is_closed_as_the_twin_that_it_is(
    snelstart: SnelStartBench,
) -> None:
    snelstart.control.add_fault("answer_lost", method="POST", path="/kostenplaatsen")
    with pytest.raises(OutcomeUnknownError):
        projects(snelstart).create(CLOSED)
    twin = projects(snelstart).twin_of(CLOSED)
    assert twin is not None
    carried_over(snelstart, twin, CLOSED)
    assert rows(snelstart) == [(2024017, "P-2024-017 Verbouwing kantoor", False)]


def test_a_project_that_is_closed_and_opened_again_takes_its_cost_centre_along(
    snelstart: SnelStartBench,
) -> None:
    found = projects(snelstart).create(VERBOUWING)
    carried_over(snelstart, found, CLOSED)
    assert rows(snelstart) == [(2024017, "P-2024-017 Verbouwing kantoor", False)]
    carried_over(snelstart, found, VERBOUWING)
    assert rows(snelstart) == [(2024017, "P-2024-017 Verbouwing kantoor", True)]


def test_a_project_that_is_renamed_and_renumbered_takes_its_cost_centre_along(
    snelstart: SnelStartBench,
) -> None:
    found = projects(snelstart).create(VERBOUWING)
    carried_over(snelstart, found, Project(number="18", description="Verbouwing fabriek"))
    assert rows(snelstart) == [(18, "Verbouwing fabriek", True)]


def test_a_number_that_another_cost_centre_has_is_told_by_its_name(snelstart: SnelStartBench) -> None:
    add(snelstart, 18, "Directie")
    found = projects(snelstart).create(VERBOUWING)
    with pytest.raises(RecordRejectedError) as raised:
        carried_over(snelstart, found, replace(VERBOUWING, number="18"))
    assert codes(raised) == ["cost-centre-number-in-use"]
    assert "Directie" in raised.value.problems[0].nl


@pytest.mark.parametrize("shown", [True, False])
def test_a_cost_centre_that_was_removed_reads_as_nothing(snelstart: SnelStartBench, shown: bool) -> None:  # noqa: FBT001
    snelstart.control.set_switches(inactive_cost_centres_in_list=shown)
    known = add(snelstart, 1, "Directie")
    snelstart.delete(PROJECT, known)
    assert projects(snelstart).store.get(known) is None


def test_a_closed_cost_centre_that_no_list_shows_is_still_read(snelstart: SnelStartBench) -> None:
    snelstart.control.set_switches(inactive_cost_centres_in_list=False)
    found = projects(snelstart).create(CLOSED)
    held = projects(snelstart).store.get(found.books_id)
    assert held is not None
    assert held["is_active"] is False


def test_a_closed_cost_centre_that_no_list_shows_keeps_its_number(snelstart: SnelStartBench) -> None:
    snelstart.control.set_switches(inactive_cost_centres_in_list=False)
    projects(snelstart).create(CLOSED)
    with pytest.raises(RecordRejectedError) as raised:
        projects(snelstart).create(VERBOUWING)
    assert codes(raised) == ["cost-centre-number-in-use"]


def test_a_project_in_sequence_gets_the_next_number_and_keeps_it(snelstart: SnelStartBench) -> None:
    snelstart.file.projects = SEQUENCE
    add(snelstart, 900_000, "Directie")
    shelf = projects(snelstart)
    item = an_item(Project(number="Noord", description="Nieuwbouw"), "P1")
    other = an_item(Project(number="Zuid", description="Nieuwbouw"), "P2")
    shelf.store.prepare([item, other], waiting=2)
    first, second = (shelf.store.desired(one, {}).image["number"] for one in (item, other))
    assert (first, second) == (900_001, 900_002)
    assert shelf.store.desired(item, {}).image["number"] == 900_001


def test_a_number_of_the_sequence_is_kept_once_it_was_given_or_was_about_to_be(
    snelstart: SnelStartBench,
) -> None:
    snelstart.file.projects = SEQUENCE
    shelf = projects(snelstart)
    item = an_item(Project(number="Noord", description="Nieuwbouw"), "P1")
    shelf.store.prepare([item], waiting=1)
    image: Image = {"number": 900_123, "description": "Noord Nieuwbouw", "is_active": True}
    for known in (replace(item, last_agreed=image), replace(item, intent=an_intent(image))):
        assert shelf.store.desired(known, {}).image["number"] == 900_123


def test_what_an_earlier_installation_numbered_in_sequence_is_recognised(
    snelstart: SnelStartBench,
) -> None:
    snelstart.file.projects = SEQUENCE
    known = add(snelstart, 900_004, "Noord Nieuwbouw")
    found = projects(snelstart).twin_of(Project(number="Noord", description="Nieuwbouw"))
    assert found is not None
    assert found.books_id == known


@pytest.mark.parametrize(
    ("project", "code"),
    [
        (Project(number="Noord", description="Nieuwbouw"), "project-number-without-digits"),
        (Project(number="", description="", cost_centre_number=7), "project-nameless"),
    ],
)
def test_a_project_that_can_be_no_cost_centre_is_refused_before_it_is_sent(
    snelstart: SnelStartBench, project: Project, code: str
) -> None:
    with pytest.raises(RecordRejectedError) as raised:
        projects(snelstart).desired(project)
    assert codes(raised) == [code]


def test_an_update_of_a_cost_centre_that_is_gone_is_refused(snelstart: SnelStartBench) -> None:
    found = projects(snelstart).create(VERBOUWING)
    shelf = projects(snelstart)
    wanted = shelf.desired(VERBOUWING)
    snelstart.delete(PROJECT, found.books_id)
    with pytest.raises(RecordRejectedError) as raised:
        shelf.store.update(found.books_id, wanted, frozenset({"description"}))
    assert codes(raised) == ["removed-from-books"]
