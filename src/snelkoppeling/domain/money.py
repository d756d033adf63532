"""Amounts of money: exact, in euros, in whole cents."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

CENT = Decimal("0.01")
LIMIT = Decimal("1e20")
"""Far above any invoice, and well within what Decimal adds up without rounding."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in euros, always in whole cents; may be negative."""

    amount: Decimal

    def __post_init__(self) -> None:
        """Refuse a fraction of a cent, what is no number, and what is too large to add up exactly.

        Raises:
            ValueError: The amount is not finite, not a whole number of cents, or too large.
        """
        if (
            not self.amount.is_finite()
            or abs(self.amount) >= LIMIT
            or self.amount != self.amount.quantize(CENT)
        ):
            raise ValueError(f"{self.amount} euro is not a whole number of cents")

    @classmethod
    def of(cls, text: str | int) -> Self:
        """Read an amount from text such as `121.00`, or from whole euros."""
        return cls(Decimal(text).quantize(CENT) if isinstance(text, int) else Decimal(text))

    @classmethod
    def rounded(cls, amount: Decimal) -> Self:
        """Round half up; the only place where a fraction of a cent is lost."""
        return cls(amount.quantize(CENT, ROUND_HALF_UP))

    @classmethod
    def total(cls, amounts: Iterable["Money"]) -> Self:
        """Add amounts up; nothing adds up to zero."""
        return cls(sum((money.amount for money in amounts), Decimal(0)))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + other.amount)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - other.amount)

    def __neg__(self) -> "Money":
        return Money(-self.amount)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        """Write the amount with a point and two decimals, as in `121.00`; zero has no sign."""
        return f"{self.amount.quantize(CENT) + 0:.2f}"


ZERO = Money(Decimal(0))
