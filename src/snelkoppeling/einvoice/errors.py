"""The one way in which reading an e-invoice fails."""

from collections.abc import Sequence

from snelkoppeling.domain.problem import Problem
from snelkoppeling.errors import SnelkoppelingError


class EinvoiceError(SnelkoppelingError):
    """No invoice can be read from a file; nothing of it is kept, and its sender is asked for a better one."""

    code = "invoice-unreadable"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.en for problem in problems))
        self.problems = tuple(problems)
