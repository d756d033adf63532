"""Makes up the projects that the company works on; in SnelStart each is a cost centre."""

from dataclasses import dataclass
from random import Random

from snelkoppeling.demo import vocabulary

LONGEST_DESCRIPTION = 50
"""What SnelStart holds (SnelStart API, section 6.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoProject:
    """A project as the demonstration CRM knows it."""

    external_id: str
    number: str
    """With letters in it or without: `P-2026-017`, `26018`."""
    description: str
    is_active: bool = True

    @property
    def cost_centre(self) -> int:
        """The number it must have in SnelStart: the digits of its own, which the administration chose."""
        return int("".join(char for char in self.number if char.isdigit()))

    @property
    def booked_as(self) -> str:
        """What it must be called in SnelStart: its own number goes first when that has letters."""
        has_letters = self.number != str(self.cost_centre)
        text = f"{self.number} {self.description}" if has_letters else self.description
        return text if len(text) <= LONGEST_DESCRIPTION else f"{text[: LONGEST_DESCRIPTION - 1].rstrip()}…"


class ProjectMaker:
    """Makes up projects; most have letters in their number, as in many a CRM."""

    def __init__(self, random: Random, *, run: str, year: int, first_number: int) -> None:
        self._random = random
        self._run = run
        self._year = year
        self._next_number = first_number

    def project(self) -> DemoProject:
        """Make up one more project."""
        sequence, self._next_number = self._next_number, self._next_number + 1
        number = (
            f"{self._year % 100}{sequence:03d}" if sequence % 3 == 0 else f"P-{self._year}-{sequence:03d}"
        )
        about = self._random.choice(vocabulary.UNDERTAKINGS)
        return DemoProject(
            external_id=f"project-{sequence}-{self._run}",
            number=number,
            description=f"{about} {self._random.choice(vocabulary.STREETS)}",
        )
