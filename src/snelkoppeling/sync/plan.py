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

    def require_safe(self, limits: PlanLimits, approved: int | None = None) -> None:
        """Refuse a plan that rewrites an unusual share of the books, unless as many updates were approved.

        Raises:
            UnsafePlanError: Too much would change at once.
        """
        if self.is_unusual(limits) and self.touched > (approved or 0):
            raise UnsafePlanError(self.touched, self.in_books)

    def is_unusual(self, limits: PlanLimits) -> bool:
        """Tell whether the plan touches more of the books than daily work does."""
        return self.touched >= limits.at_least and self.touched > limits.share * self.in_books
