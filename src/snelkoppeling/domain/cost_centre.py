"""Makes a cost centre of a project: which number it gets, and what it is called."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.project import Project

LARGEST_NUMBER = 999_999_999
"""SnelStart API, section 6.4 (KPL-0007)."""
LONGEST_DESCRIPTION = 50
"""SnelStart API, section 6.4 (KPL-0005)."""
DIGITS = re.compile(r"[0-9]+")


class ProjectNumbering(StrEnum):
    """How the number of a cost centre comes from that of its project, when the CRM does not ask for one."""

    DIGITS = "digits"
    """The digits of the project number: `P-2024-017` becomes 2024017."""
    NUMERIC_ONLY = "numeric_only"
    """Only a project number that is a number; others are set aside."""
    SEQUENCE = "sequence"
    """The next free number; a project keeps the one that it got."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPolicy:
    """The choices of one administration about projects."""

    numbering: ProjectNumbering = ProjectNumbering.DIGITS
    first_cost_centre: int = 900_000
    """Where the numbers of a sequence begin."""


def number_of(project: Project, policy: ProjectPolicy) -> int | Problem | None:
    """Give the number of a cost centre, or what is wrong with it; None leaves it to the sequence."""
    if project.cost_centre_number is not None:
        return _in_range(project.cost_centre_number, "cost_centre_number")
    stated = project.number.strip()
    match policy.numbering:
        case ProjectNumbering.SEQUENCE:
            return None
        case ProjectNumbering.NUMERIC_ONLY if not DIGITS.fullmatch(stated):
            return problem("project-number-not-numeric", "number", stated)
        case _:
            digits = "".join(DIGITS.findall(stated)).lstrip("0")
            if not digits:
                return problem("project-number-without-digits", "number", stated)
            if len(digits) > len(str(LARGEST_NUMBER)):
                return problem("cost-centre-number-impossible", "number", digits)
            return int(digits)


def next_number(policy: ProjectPolicy, taken: Collection[int]) -> int | Problem:
    """Give the first number of the sequence that no cost centre has, given where to begin."""
    number = max(policy.first_cost_centre, 1)
    while number in taken:
        number += 1
    return _in_range(number, "number")


def description_of(project: Project, number: int | None) -> str:
    """Say what a cost centre is called; the project's own number goes first where the books hold another."""
    stated, name = " ".join(project.number.split()), " ".join(project.description.split())
    text = name or stated
    if stated and name and stated != str(number) and not name.startswith(stated):
        text = f"{stated} {name}"
    return text if len(text) <= LONGEST_DESCRIPTION else text[: LONGEST_DESCRIPTION - 1].rstrip() + "…"


def is_called_like(held: str, project: Project, number: int | None) -> bool:
    """Tell whether a cost centre of this description can be the project's, however somebody typed it."""
    full, bare_held = description_of(project, number), _bare(held)
    plain = _bare(project.description)[: len(bare_held)] if len(held) >= LONGEST_DESCRIPTION - 1 else ""
    return bool(bare_held) and bare_held in {_bare(full), _bare(project.description), plain}


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _in_range(number: int, field: str) -> int | Problem:
    return (
        number if 1 <= number <= LARGEST_NUMBER else problem("cost-centre-number-impossible", field, number)
    )
