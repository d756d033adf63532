"""A project of the CRM: in the books a cost centre, of which only number and description are kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The present state of one project as the CRM states it."""

    number: str
    """What people call it; letters are allowed here, although a cost centre has a number only."""
    description: str
    is_active: bool = True
    """A project that is closed becomes inactive in the books; it is never removed there."""
    cost_centre_number: int | None = None
    """The number that the CRM asks for in the books; None leaves it to the rule of the administration."""
