"""`snelkoppeling approve`: lets updates go that were held because there are so many of them."""

from typing import Annotated

import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, say
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.sync.records import ItemState

SHOWN = 20

YesOption = Annotated[bool, typer.Option("--yes", help="Niet vragen. (Do not ask.)")]


def approve(*, yes: YesOption = False, data: DataOption = None) -> None:
    """Keur wijzigingen goed die wachten omdat het er ongewoon veel zijn.

    Approve changes that wait because there are unusually many.
    """
    with opened(data) as house:
        counts = house.records.counts()
        waiting = [
            (one.id, updates)
            for one in house.couplings.all()
            if (updates := counts.get((one.id, EntityType.RELATION, ItemState.HELD), 0))
        ]
        if not waiting:
            say("Er wacht niets op akkoord.", "Nothing waits for approval.", mark="✓")
        for administration, updates in waiting:
            _approve(house, administration, updates=updates, yes=yes)


def _approve(house: House, administration: AdministrationId, *, updates: int, yes: bool) -> None:
    name = house.administrations.get(administration).name
    what = words.counted(updates, "relatie zou", "relaties zouden")
    say(f"{name}: {what} in SnelStart veranderen.", f"{updates} relations would change.", mark="!")
    held = house.records.in_state(ItemState.HELD, administration=administration, limit=SHOWN)
    for record in held:
        say(words.title(record), indent=2)
    if updates > len(held):
        say(f"… en nog {updates - len(held)}. Eén bekijken: ./start show <naam>", indent=2)
    if not yes and not confirmed("Goedkeuren?", "Approve?"):
        say("Er is niets veranderd.", "Nothing was changed.")
        return
    count = house.couplings.approve(administration, updates, utc_now())
    house.queue.wake([administration])
    say(f"{count} goedgekeurd; zij gaan nu naar SnelStart.", "approved", mark="✓")


def confirmed(nl: str, en: str) -> bool:
    """Ask for a yes, in either language; the end of the input is a no."""
    try:
        answer = console.input(f"{nl} ({en}) [j/N] ", markup=False)
    except EOFError:
        return False
    return answer.strip().lower() in {"j", "ja", "y", "yes"}
