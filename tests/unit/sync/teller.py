"""Makes up stories at random, dense with trouble, and shortens one that ends badly."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random

from snelkoppeling.sync.choice import Choice
from snelkoppeling.sync.policy import ChangedInvoices, NewRelations, SyncPolicy
from tests.fakes.faults import Fault
from tests.unit.sync.stories import (
    ALL_AT_FIRST,
    CALLS,
    CHANGES,
    COMMITS,
    DECISIONS,
    EDITS,
    INVOICES,
    MISHAPS,
    PROTECTIONS,
    PUSHES,
    READS,
    REMOVALS,
    SEEN,
    WRITES,
    Act,
    PersonDecides,
    PersonEnters,
    PersonProtects,
    PersonRemoves,
    Push,
    Run,
    Step,
    Wait,
    invoice_key,
)

BEGINNINGS: Sequence[Sequence[Step]] = [(), ALL_AT_FIRST, (*ALL_AT_FIRST, Run(()))]
PAUSES = (2, 3, 10, 45, 65, 600)
DISPUTES = 0.25
"""So large a part of a story is disputes."""


class Teller:
    """Makes up one story."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - a story is no secret.

    def policy(self) -> SyncPolicy:
        """Choose how the company carries its records."""
        return SyncPolicy(
            new_relations=self._random.choice(list(NewRelations)),
            changed_invoices=self._random.choice([ChangedInvoices.UPDATE, *ChangedInvoices]),
            start_date=self._random.choice([None, None, date(2026, 3, 1)]),
        )

    def steps(self) -> list[Step]:
        """Make up what happens."""
        steps = list(self._random.choice(BEGINNINGS))
        for _ in range(self._random.randrange(5, 40)):
            steps += self._dispute() if self._random.random() < DISPUTES else [self._step()]
        return steps

    def _dispute(self) -> list[Step]:
        """Let a person and the CRM change one invoice, and somebody choose between the two in the end."""
        choose = self._random.choice
        name = choose(INVOICES)
        key = invoice_key(name)
        edits: list[Act] = [edit for edit in EDITS if edit.invoice == name]
        acts = [*edits, PersonProtects(name, is_closed=True), PersonRemoves(key)]
        changes = [push for push in CHANGES if push.key == key]
        between = [
            choose([choose(acts), choose(changes), self._run()]) for _ in range(self._random.randrange(3))
        ]
        choice = PersonDecides(self._random.randrange(3), choose(list(Choice)))
        return [choose(acts), choose(changes), Run(()), choice, *between, self._run()]

    def _step(self) -> Step:
        kinds: list[Callable[[], Step]] = [self._push, self._run, self._person, self._wait]
        (kind,) = self._random.choices(kinds, weights=[3, 3, 2, 1])
        return kind()

    def _push(self) -> Push:
        return self._random.choice(self._random.choice([PUSHES, CHANGES]))

    def _wait(self) -> Wait:
        return Wait(self._random.choice(PAUSES))

    def _person(self) -> Act:
        kinds: list[Sequence[Act]] = [
            EDITS,
            EDITS,
            REMOVALS,
            PROTECTIONS,
            DECISIONS,
            DECISIONS,
            DECISIONS,
            CALLS,
            [PersonEnters()],
        ]
        return self._random.choice(self._random.choice(kinds))

    def _run(self) -> Run:
        return Run(tuple(self._befall() for _ in range(self._random.randrange(4))))

    def _befall(self) -> tuple[str, Fault | Act]:
        match self._random.randrange(4):
            case 0:
                return self._random.choice([*WRITES, *READS, *COMMITS]), self._push()
            case 1:
                acts: list[Act] = [*EDITS, *REMOVALS]
                return self._random.choice(SEEN), self._random.choice(acts)
            case _:
                step, fault, _ = self._random.choice(MISHAPS)
                return step, fault


def shortened(steps: Sequence[Step], *, ends_badly: Callable[[Sequence[Step]], bool]) -> Sequence[Step]:
    """Leave out of a story what its bad end does not need."""
    size = len(steps) // 2
    while size:
        start = 0
        while start < len(steps):
            without = [*steps[:start], *steps[start + size :]]
            if ends_badly(without):
                steps = without
            else:
                start += size
        size //= 2
    for number, step in enumerate(steps):
        calm = [*steps[:number], Run(()), *steps[number + 1 :]]
        if isinstance(step, Run) and step.befalls and ends_badly(calm):
            steps = calm
    return steps
