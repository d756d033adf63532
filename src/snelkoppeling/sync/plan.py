"""Looks at the updates of a run before they are carried out, and refuses the drastic ones."""

from dataclasses import dataclass

from snelkoppeling.errors import UnsafePlanError


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLimits:
    """From where on a plan touches an unusual share of the books."""

    share: float = 0.5
    """Of all linked relations."""
    at_least: int = 500
    """Fewer updates than this are never unusual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The updates that are due in one administration."""

    touched: int
    in_books: int

    @property
    def checksum(self) -> str:
        """Name this plan, so that approval of it approves no other."""
        return f"{self.touched}-of-{self.in_books}"

    def require_safe(self, limits: PlanLimits, approved: str | None = None) -> None:
        """Refuse a plan that rewrites an unusual share of the books, unless just this one was approved.

        Raises:
            UnsafePlanError: Too much would change at once.
        """
        is_unusual = self.touched >= limits.at_least and self.touched > limits.share * self.in_books
        if is_unusual and approved != self.checksum:
            raise UnsafePlanError(self.touched, self.in_books)
