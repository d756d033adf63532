"""Writes amounts, days and counts as a Dutch reader of the page expects them."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import islice
from typing import TypeVar

from snelstart_simulator.models.record import WallTime

R = TypeVar("R")
_SHOWN = 40


def newest(rows: Iterable[R]) -> list[R]:
    """Give the last rows, the newest first."""
    return list(islice(reversed(list(rows)), _SHOWN))


def more(total: int, what: str) -> str:
    """Tell that there are more rows than the page shows."""
    return f"<p class='meer'>De laatste {_SHOWN} van {count(total)} {what}.</p>" if total > _SHOWN else ""


def count(number: int) -> str:
    """Write a whole number."""
    return f"{number:,}".replace(",", ".")


def euro(amount: Decimal) -> str:
    """Write an amount in euros."""
    text = f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
    return f"€\u00a0{text}".replace("€\u00a0-", "€\u00a0−")


def day(moment: WallTime) -> str:
    """Write the day of a moment."""
    return f"{moment:%d-%m-%Y}"
