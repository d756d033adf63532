"""Which cost centre a project becomes."""

import pytest

from snelkoppeling.domain.cost_centre import (
    ProjectNumbering,
    ProjectPolicy,
    description_of,
    is_called_like,
    next_number,
    number_of,
)
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.project import Project

DIGITS = ProjectPolicy()
NUMERIC_ONLY = ProjectPolicy(numbering=ProjectNumbering.NUMERIC_ONLY)
SEQUENCE = ProjectPolicy(numbering=ProjectNumbering.SEQUENCE)


def a_project(number: str = "P-2024-017", description: str = "Verbouwing kantoor", **fields: int) -> Project:
    return Project(
        number=number, description=description, cost_centre_number=fields.get("cost_centre_number")
    )


def code(found: int | Problem | None) -> str:
    assert isinstance(found, Problem)
    return found.code


@pytest.mark.parametrize(
    ("number", "policy", "expected"),
    [
        ("2024017", DIGITS, 2024017),
        ("P-2024-017", DIGITS, 2024017),
        ("0042", DIGITS, 42),
        (" 17 ", DIGITS, 17),
        ("999999999", DIGITS, 999999999),
        ("0000000017", DIGITS, 17),
        ("2024017", NUMERIC_ONLY, 2024017),
        ("007", NUMERIC_ONLY, 7),
        ("P-1", SEQUENCE, None),
    ],
)
def test_the_number_comes_from_the_project_number_as_it_is_set(
    number: str, policy: ProjectPolicy, expected: int | None
) -> None:
    assert number_of(a_project(number), policy) == expected


@pytest.mark.parametrize("policy", [DIGITS, NUMERIC_ONLY, SEQUENCE])
def test_a_cost_centre_number_that_the_crm_asks_for_wins(policy: ProjectPolicy) -> None:
    assert number_of(a_project("P-1", cost_centre_number=4711), policy) == 4711


@pytest.mark.parametrize(
    ("number", "policy", "expected"),
    [
        ("Verbouwing", DIGITS, "project-number-without-digits"),
        ("P-000", DIGITS, "project-number-without-digits"),
        ("", DIGITS, "project-number-without-digits"),
        ("٣٤", DIGITS, "project-number-without-digits"),
        ("1234567890", DIGITS, "cost-centre-number-impossible"),
        ("9" * 5000, DIGITS, "cost-centre-number-impossible"),
        ("P-17", NUMERIC_ONLY, "project-number-not-numeric"),
        ("0", NUMERIC_ONLY, "project-number-without-digits"),
    ],
)
def test_a_number_that_no_cost_centre_can_have_is_told(
    number: str, policy: ProjectPolicy, expected: str
) -> None:
    assert code(number_of(a_project(number), policy)) == expected


@pytest.mark.parametrize("asked", [0, -1, 1_000_000_000])
def test_a_number_out_of_range_is_refused_although_the_crm_asks_for_it(asked: int) -> None:
    assert code(number_of(a_project(cost_centre_number=asked), DIGITS)) == "cost-centre-number-impossible"


def test_the_sequence_gives_the_first_free_number() -> None:
    assert next_number(SEQUENCE, ()) == 900_000
    assert next_number(SEQUENCE, {900_000, 900_002}) == 900_001


def test_a_sequence_that_is_used_up_is_told() -> None:
    full = ProjectPolicy(numbering=ProjectNumbering.SEQUENCE, first_cost_centre=999_999_999)
    assert code(next_number(full, {999_999_999})) == "cost-centre-number-impossible"


@pytest.mark.parametrize(
    ("project", "number", "expected"),
    [
        (a_project("2024017", "Verbouwing"), 2024017, "Verbouwing"),
        (a_project("P-2024-017", "Verbouwing"), 2024017, "P-2024-017 Verbouwing"),
        (a_project("P-17", "P-17 Verbouwing"), 17, "P-17 Verbouwing"),
        (a_project("P-17", ""), 17, "P-17"),
        (a_project("", "Verbouwing"), 17, "Verbouwing"),
        (a_project(" P-17 ", "Verbouwing\n kantoor"), 17, "P-17 Verbouwing kantoor"),
        (a_project("17", "x" * 50), 17, "x" * 50),
        (a_project("17", "x" * 51), 17, "x" * 49 + "…"),
        (a_project("P-17", "x" * 50), 17, "P-17 " + "x" * 44 + "…"),
    ],
)
def test_a_description_fits_and_names_the_project_where_the_number_does_not(
    project: Project, number: int, expected: str
) -> None:
    assert description_of(project, number) == expected
    assert len(expected) <= 50


@pytest.mark.parametrize(
    ("held", "is_alike"),
    [
        ("P-2024-017 Verbouwing kantoor", True),
        ("verbouwing  KANTOOR", True),
        ("Verbouwing kantoor.", True),
        ("Nieuwbouw", False),
        ("", False),
    ],
)
def test_a_cost_centre_is_recognised_however_its_name_was_typed(held: str, is_alike: bool) -> None:  # noqa: FBT001
    assert is_called_like(held, a_project(), 2024017) is is_alike


def test_a_long_name_that_somebody_cut_is_recognised() -> None:
    name = "Verbouwing van het kantoor aan de Oudegracht in Utrecht, tweede fase"
    assert is_called_like(name[:50], a_project("17", name), 17)
    assert not is_called_like(name[:20], a_project("17", name), 17)
