"""What is wrong with a record or a setting, in plain Dutch and English, with the remedy.

Each problem has a row in `problem_catalogue/`; `docs/errors.md` explains them one by one.
"""

from datetime import date

from snelkoppeling.domain.field_names import FieldNames
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.problem_catalogue import CATALOGUE
from snelkoppeling.errors import Problem

__all__ = ["Problem", "problem", "shortened"]

LONGEST_VALUE = 120
LONGEST_DETAIL = 240
"""SnelStart names the accounts that it is about at the end of a long sentence."""


def problem(code: str, /, field: str = "", value: object = "", **details: object) -> Problem:
    """Word a problem from the catalogue; `field`, `value` and `details` fill its sentences.

    Raises:
        KeyError: The catalogue has no such code, or its sentence needs a detail that is missing: a bug.
    """
    row = CATALOGUE[code]
    shown = shortened(str(value))
    told = {"field": field, "value": value if isinstance(value, Money | date) else shown, **details}
    in_english = {name: _in_english(detail) for name, detail in told.items()}
    cause = row.cause.format_map(in_english)
    return Problem(
        code=code,
        nl=row.nl.format_map({name: _in_dutch(detail) for name, detail in told.items()}),
        en=row.en.format_map(in_english),
        field=field,
        value=shown,
        who=row.who.value,
        cause=f"{code}:{cause}" if cause else code,
    )


def _in_english(detail: object) -> str:
    if isinstance(detail, Money):
        return f"{detail.amount + 0:,.2f}"
    if isinstance(detail, FieldNames):
        return detail.in_english()
    return shortened(str(detail), LONGEST_DETAIL)


def _in_dutch(detail: object) -> str:
    """Write a detail as people in the Netherlands do: amounts with a comma, dates with the day first."""
    if isinstance(detail, Money):
        return _in_english(detail).translate(str.maketrans(",.", ".,"))
    if isinstance(detail, FieldNames):
        return detail.in_dutch()
    if isinstance(detail, date):
        return detail.strftime("%d-%m-%Y")
    return shortened(str(detail), LONGEST_DETAIL)


def shortened(text: str, longest: int = LONGEST_VALUE) -> str:
    """Shorten text for a message, visibly, and keep it printable."""
    # Cut first: a document of ten megabytes that is refused would keep the door busy for seconds.
    start = text if len(text) <= longest else text[: longest - 1]
    printable = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in start)
    return printable if len(text) <= longest else printable + "…"
