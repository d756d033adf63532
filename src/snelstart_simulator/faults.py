"""The faults a test wants: which calls they strike, how often, what breaks (SnelStart API, section 13)."""

import random
from datetime import date
from itertools import count
from typing import Any, Literal

import msgspec

FaultKind = Literal[
    "connection_dropped",
    "answer_lost",
    "error_before",
    "error_after",
    "slow_before",
    "slow_after",
    "too_many_calls",
    "token_dropped",
    "subscription_key_expired",
    "key_withdrawn",
    "administration_swapped",
    "backup_restored",
    "period_closed",
    "concurrent_edit",
    "repeated_row",
    "moved_row",
]


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes wrong, and for which calls."""

    kind: FaultKind
    method: str | None = None
    """The method of the calls it strikes; None is any."""

    path: str = ""
    """How the path of those calls begins, without `/v2` and in any case."""

    administration: str | None = None
    """The name of the administration whose calls it strikes; None is any."""

    count: int | None = None
    """How often it strikes: once when nothing is said, without end when only a probability is given."""

    skip: int = 0
    """How many calls that match are spared first."""

    probability: float | None = None
    """The chance that a matching call is struck, between 0 and 1."""

    seed: int = 0
    """Fixes the chances."""

    status: int = 503
    """The status of `error_before` and `error_after`."""

    seconds: float = 1.0
    """How long `slow_before` and `slow_after` wait."""

    retry_after: int | None = 1
    """After how many seconds `too_many_calls` allows the next one; None does not tell."""

    changes: dict[str, Any] = {}
    """What `concurrent_edit` writes in the record that was just read, by the names on the wire."""

    van: date | None = None
    """The first day that `period_closed` closes; None closes all up to the last."""

    tot_en_met: date | None = None
    """The last day that `period_closed` closes; None is today."""

    door: Literal["gebruiker", "accountant"] = "gebruiker"
    """Who closes the period."""


class _Armed:
    """A fault that waits for its calls."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        self.left = 1 if fault.count is None and fault.probability is None else fault.count
        self.to_skip = fault.skip
        self.struck = 0
        self._random = random.Random(fault.seed)  # noqa: S311 - a test's dice, which must be fixed.

    def strikes(self, method: str, path: str, administration: str | None) -> bool:
        fault = self.fault
        if self.left == 0 or fault.method not in {None, method} or not path.startswith(fault.path.lower()):
            return False
        if fault.administration not in {None, administration}:
            return False
        if self.to_skip:
            self.to_skip -= 1
            return False
        if fault.probability is not None and self._random.random() >= fault.probability:
            return False
        if self.left is not None:
            self.left -= 1
        self.struck += 1
        return True


class Faults:
    """The faults that are set, in the order in which they came."""

    def __init__(self) -> None:
        self._armed: dict[int, _Armed] = {}
        self._numbers = count(1)

    def add(self, fault: Fault) -> int:
        """Set a fault; gives the number by which it can be taken away."""
        number = next(self._numbers)
        self._armed[number] = _Armed(fault)
        return number

    def remove(self, number: int) -> bool:
        """Take a fault away; tells whether it was there."""
        return self._armed.pop(number, None) is not None

    def clear(self) -> None:
        """Take all faults away."""
        self._armed.clear()

    def list(self) -> list[dict[str, Any]]:
        """Describe each fault, with how often it struck and how often it still will (null: without end)."""
        return [
            {
                "number": number,
                "struck": armed.struck,
                "left": armed.left,
                **msgspec.structs.asdict(armed.fault),
            }
            for number, armed in self._armed.items()
        ]

    def take(self, method: str, path: str, administration: str | None) -> dict[FaultKind, Fault]:
        """Give the faults that strike this call, one of a kind at most; each counts as having struck."""
        if not self._armed:
            return {}
        found: dict[FaultKind, Fault] = {}
        for armed in self._armed.values():
            if armed.fault.kind not in found and armed.strikes(method, path, administration):
                found[armed.fault.kind] = armed.fault
        return found
