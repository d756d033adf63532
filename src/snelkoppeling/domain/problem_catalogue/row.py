"""What the catalogue tells of one problem: its sentences, who can solve it, and what makes several one task."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Who(StrEnum):
    """Who can solve a problem."""

    CRM = "crm"
    BOOKKEEPER = "bookkeeper"
    ADMIN = "admin"
    INTEGRATOR = "integrator"
    OPERATOR = "operator"
    NOBODY = "nobody"


PEOPLE: Mapping[Who, tuple[str, str]] = {
    Who.CRM: ("wie in het CRM werkt", "whoever works in the CRM"),
    Who.BOOKKEEPER: ("de boekhouder", "the bookkeeper"),
    Who.ADMIN: ("de beheerder", "an administrator"),
    Who.INTEGRATOR: ("de leverancier van de CRM-koppeling", "the maker of the CRM's integration"),
    Who.OPERATOR: ("wie Snelkoppeling draait", "whoever runs Snelkoppeling"),
    Who.NOBODY: ("niemand: het lost zichzelf op", "nobody: it solves itself"),
}
"""What people are called on screens, in Dutch and English."""


class Row(NamedTuple):
    """The sentences of a problem, and whose task it is."""

    nl: str
    en: str
    who: Who
    cause: str = ""
    """Template over value, field and details: records for which it reads the same are one task; empty: the code."""
