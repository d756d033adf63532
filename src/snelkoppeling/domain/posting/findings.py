"""What is found while an invoice is posted: what is in the way, what people should know."""

from snelkoppeling.domain.problem import Problem, problem

DOUBTS = frozenset(
    {
        "country-missing",
        "credit-note-negative",
        "exemption-of-other-category",
        "foreign-vat-charged",
        "margin-scheme",
        "oss-held",
        "out-of-scope-held",
        "prepaid-held",
        "small-business-charges-vat",
        "small-business-deducts-vat",
        "small-business-untaxed",
        "untaxed-from-eu",
        "untaxed-on-rate-account",
        "untaxed-to-abroad",
        "vat-period-filed",
    }
)
"""Problems that a person may wave through for one record; its booking is then marked for review."""
NEVER_BOOKED = frozenset(
    {
        "currency-not-euro",
        "date-before-books",
        "nothing-to-book",
        "oss-mixed",
        "oss-untaxed",
        "spanish-territory-tax",
    }
)
"""Problems for which the bookkeeper enters an invoice by hand, or nobody does; it may be left out then."""


class PostingError(ValueError):
    """An invoice cannot be booked; `problems` says everything that is in the way."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


class Findings:
    """Collects what is found; the same thing found twice counts once."""

    __slots__ = ("_allowed", "_notes", "_problems", "needs_review", "times")

    def __init__(self, doubts_allowed: frozenset[str]) -> None:
        """Begin with nothing found; `doubts_allowed` are codes of doubts that a person waved through."""
        self._allowed = doubts_allowed
        self._problems: dict[Problem, None] = {}
        self._notes: dict[Problem, None] = {}
        self.needs_review = False
        self.times = 0
        """How often anything was found, the same thing again included."""

    def refuse(self, code: str, field: str, value: object = "", **details: object) -> None:
        """Note something that keeps the invoice out of the books."""
        self.add(problem(code, field, value, **details))

    def add(self, *problems: Problem) -> None:
        """Note problems that are worded already."""
        self.times += len(problems)
        self._problems.update(dict.fromkeys(problems))

    def doubts(self, code: str, field: str, value: object = "", **details: object) -> bool:
        """Note a doubt and tell whether it keeps the invoice out; a waved one only asks for review."""
        if code not in self._allowed:
            self.refuse(code, field, value, **details)
            return True
        self.needs_review = True
        self.note("doubt-waved-through", field, value, doubt=code)
        return False

    def note(self, code: str, field: str, value: object = "", **details: object) -> None:
        """Note what people should know although the invoice is booked."""
        self.times += 1
        self._notes[problem(code, field, value, **details)] = None

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What people should know."""
        return tuple(self._notes)

    @property
    def has_problems(self) -> bool:
        """Whether anything is in the way."""
        return bool(self._problems)

    def require_none(self) -> None:
        """Go on only when nothing is in the way.

        Raises:
            PostingError: Something is.
        """
        if self._problems:
            raise PostingError(list(self._problems))
