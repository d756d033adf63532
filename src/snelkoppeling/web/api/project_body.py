"""A project as a CRM sends it."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from snelkoppeling.domain.project import Project
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.fields import Moment, SingleLine

LONGEST_NUMBER = 50
LONGEST_DESCRIPTION = 4000
HIGHEST_COST_CENTRE = 999_999_999
"""SnelStart API, section 6.4."""
EXAMPLE: JsonDict = {
    "number": "P-2026-017",
    "description": "Verbouwing winkel Zuilen",
    "is_active": True,
    "modified_at": "2026-03-31T14:05:00Z",
}
Number = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NUMBER), SingleLine]
Description = Annotated[str, StringConstraints(max_length=LONGEST_DESCRIPTION), SingleLine]
CostCentre = Annotated[int, Field(ge=1, le=HIGHEST_COST_CENTRE)]


class ProjectBody(Body):
    """A project: its full present state. In SnelStart it is a cost centre (kostenplaats)."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    number: Number = Field(description="What people call it; letters are allowed.", examples=["P-2026-017"])
    description: Description = Field(
        "", description="SnelStart holds 50 characters; a longer text is shortened there, visibly."
    )
    is_active: bool = Field(True, description="false: the project is closed; it is never removed.")
    cost_centre_number: CostCentre | None = Field(
        None,
        description="The number asked for in SnelStart; absent leaves it to the rule of the administration.",
        examples=[2026017],
    )
    modified_at: Moment | None = None


def to_project(body: ProjectBody) -> Project:
    """Make the project."""
    return Project(
        number=body.number,
        description=body.description,
        is_active=body.is_active,
        cost_centre_number=body.cost_centre_number,
    )
