"""Tells which cost centre a project is in SnelStart, and by which rule it got its number."""

from collections.abc import Mapping

from pydantic import BaseModel

from snelkoppeling.domain.cost_centre import ProjectNumbering, ProjectPolicy, number_of
from snelkoppeling.domain.project import Project
from snelkoppeling.sync.records import RecordState

RULES: Mapping[str, tuple[str, str]] = {
    "asked": ("Het nummer dat het CRM vroeg.", "The number that the CRM asked for."),
    "number": ("Het nummer van het project zelf.", "The number of the project itself."),
    "digits": ("De cijfers uit het nummer van het project.", "The digits of the project's number."),
    "assigned": (
        "Een volgnummer, of de kostenplaats die iemand koos.",
        "A number of the sequence, or the cost centre that somebody chose.",
    ),
}


class CostCentreRow(BaseModel):
    """A project's cost centre, with the rule that gave it its number."""

    number: int
    rule: str
    """asked, number, digits or assigned."""
    nl: str
    en: str


def cost_centre_of(state: RecordState) -> CostCentreRow | None:
    """Find the cost centre of a record; None for what is no project or is not in the books yet."""
    number = (state.last_agreed or {}).get("number")
    if not isinstance(state.record, Project) or not isinstance(number, int):
        return None
    rule = _rule(state.record, number)
    nl, en = RULES[rule]
    return CostCentreRow(number=number, rule=rule, nl=nl, en=en)


def _rule(project: Project, number: int) -> str:
    if project.cost_centre_number == number:
        return "asked"
    if project.number.strip().lstrip("0") == str(number):
        return "number"
    # A number that the CRM asked for later, and the books do not have yet, says nothing of this one.
    by_digits = number_of(
        Project(number=project.number, description=""), ProjectPolicy(numbering=ProjectNumbering.DIGITS)
    )
    return "digits" if by_digits == number else "assigned"
