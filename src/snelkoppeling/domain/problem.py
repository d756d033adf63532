"""What is wrong with a record or a setting, in plain Dutch and English, with the remedy.

Each problem has a row in `problem_catalogue/`; `docs/errors.md` explains them one by one.
"""

from snelkoppeling.domain.problem_catalogue import CATALOGUE
from snelkoppeling.errors import Problem

__all__ = ["Problem", "problem", "shortened"]

LONGEST_VALUE = 120


def problem(code: str, field: str = "", value: object = "", **details: object) -> Problem:
    """Word a problem from the catalogue; `field`, `value` and `details` fill its sentences.

    Raises:
        KeyError: The catalogue has no such code, or its sentence needs a detail that is missing: a bug.
    """
    nl, en = CATALOGUE[code]
    shown = shortened(str(value))
    known = {
        "field": field,
        "value": shown,
        **{name: shortened(str(detail)) for name, detail in details.items()},
    }
    return Problem(code=code, nl=nl.format_map(known), en=en.format_map(known), field=field, value=shown)


def shortened(text: str) -> str:
    """Shorten text for a message, visibly, and keep it printable."""
    printable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return printable if len(printable) <= LONGEST_VALUE else printable[: LONGEST_VALUE - 1] + "…"
