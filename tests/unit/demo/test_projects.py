"""Made-up projects, and the cost centres that they must be."""

from snelkoppeling.demo.projects import DemoProject, ProjectMaker
from snelkoppeling.domain.cost_centre import ProjectPolicy, description_of, number_of
from snelkoppeling.domain.project import Project
from tests.unit.demo.story import chance


def _projects(count: int = 12) -> list[DemoProject]:
    maker = ProjectMaker(chance(5), run="t", year=2026, first_number=1)
    return [maker.project() for _ in range(count)]


def test_most_numbers_have_letters_and_no_two_come_to_one_cost_centre() -> None:
    projects = _projects()

    with_letters = [one for one in projects if not one.number.isdigit()]
    assert len(with_letters) == 8
    assert len({one.cost_centre for one in projects}) == len(projects)


def test_the_cost_centre_is_what_the_service_makes_of_the_project() -> None:
    for one in _projects():
        project = Project(number=one.number, description=one.description)

        number = number_of(project, ProjectPolicy())

        assert number == one.cost_centre
        assert description_of(project, one.cost_centre) == one.booked_as


def test_a_long_description_is_shortened_where_people_see_it() -> None:
    project = DemoProject(external_id="p", number="P-1", description="x" * 60)

    assert project.booked_as == f"P-1 {'x' * 45}…"
