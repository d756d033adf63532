"""Shows the plan of the demonstration as `./start plan` does, and approves it by its checksum."""

import select
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import plan, words
from snelkoppeling.cli.house import patiently
from snelkoppeling.cli.screen import console, say
from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.sync.planned import PlannedAction, Preview, StoredPlan

SHOWN = 3
"""So much of each is named one by one; the rest is counted."""
GOES_ON_AFTER_SECONDS = 30.0
LOOK_EVERY_SECONDS = 0.2
IN_DOUBT = (PlannedAction.ASK, PlannedAction.SET_ASIDE, PlannedAction.WAIT)
NO = frozenset({"n", "nee", "no"})


class TerminalPlanDesk:
    """Lets the visitor look at the plan; without a terminal it is approved by itself."""

    def __init__(
        self,
        house: House,
        administration: AdministrationId,
        *,
        go_live: Callable[[], None],
        stopping: threading.Event,
    ) -> None:
        """Begin; `go_live` is told once nothing more is written to the terminal here."""
        self._house = house
        self._administration = administration
        self._go_live = go_live
        self._stopping = stopping
        self._shown = ""
        if not self.awaits_plan:
            say("Het plan van een eerdere demonstratie is al goedgekeurd.", "approved before", mark="·")
            console.print()
            go_live()

    @property
    def awaits_plan(self) -> bool:
        """Whether nothing goes to SnelStart before a plan was approved."""
        return self._house.administrations.get(self._administration).awaits_plan

    def show(self) -> None:
        """Make the plan and show it."""
        stored = self._made()
        self._shown = stored.checksum
        plan.show(self._house, stored, coupling=self._house.couplings.get(self._administration), most=SHOWN)
        console.print()

    def approve(self) -> bool:
        """Approve the plan as it is now, choices included; tells whether that was done."""
        stored = self._made()
        console.print()
        if stored.checksum != self._shown:
            say(f"Met die keuze: {_in_short(stored.preview)} (plan {stored.checksum}).", mark="·")
        if not self._is_agreed():
            say("Niet akkoord: er is niets naar SnelStart geschreven.", "nothing was written", mark="!")
            return False
        patiently(partial(self._house.plans.approve, self._administration, stored.checksum))
        say(f"Plan {stored.checksum} is goedgekeurd.", "the plan is approved", mark="✓")
        console.print()
        self._go_live()
        return True

    def _made(self) -> StoredPlan:
        return patiently(partial(self._house.plans.make, self._administration))

    def _is_agreed(self) -> bool:
        """Ask whoever sits at the terminal; no answer within half a minute is a yes."""
        if not (sys.stdin.isatty() and console.is_terminal):
            return not self._stopping.is_set()
        seconds = round(GOES_ON_AFTER_SECONDS)
        console.print(f"Akkoord? [J/n] (Enter is ja; na {seconds} s gaat het vanzelf door) ", end="")
        until = time.monotonic() + GOES_ON_AFTER_SECONDS
        while time.monotonic() < until and not self._stopping.is_set():
            ready, _, _ = select.select([sys.stdin], [], [], LOOK_EVERY_SECONDS)
            if ready:
                return sys.stdin.readline().strip().lower() not in NO
        console.print()
        return not self._stopping.is_set()


def _in_short(preview: Preview) -> str:
    """Say in one line what a plan does, whatever the type of record."""
    parts = [
        f"{words.number(count)} {words.PLANNED[action][0]}"
        for action in PlannedAction
        if (count := len(preview.of(action)))
    ]
    if not any(preview.of(action) for action in IN_DOUBT):
        parts.append("niets meer in twijfel")
    return ", ".join(parts)
