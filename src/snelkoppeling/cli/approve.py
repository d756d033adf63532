"""`snelkoppeling approve`: lets a plan go that was looked at, or updates that were held for their number."""

from functools import partial
from typing import Annotated

import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import problems, words
from snelkoppeling.cli.house import opened, patiently
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, say
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.sync.plans import PlanUnknownError
from snelkoppeling.sync.records import ItemState

SHOWN = 20

YesOption = Annotated[bool, typer.Option("--yes", help="Niet vragen. (Do not ask.)")]
ChecksumArgument = Annotated[
    str | None,
    typer.Argument(metavar="plan", help="Het kenmerk dat ./start plan toonde. (What ./start plan showed.)"),
]


def approve(checksum: ChecksumArgument = None, *, yes: YesOption = False, data: DataOption = None) -> None:
    """Keur een bekeken plan goed, of wijzigingen die wachten omdat het er ongewoon veel zijn.

    Approve a plan that was looked at, or changes that wait because there are unusually many.
    """
    with opened(data) as house:
        if checksum is not None:
            _approve_plan(house, checksum)
            return
        _require_no_plan(house)
        counts = house.records.counts()
        waiting = [
            (one.id, updates)
            for one in house.couplings.all()
            if (updates := counts.get((one.id, EntityType.RELATION, ItemState.HELD), 0))
        ]
        if not waiting:
            say("Er wacht niets op akkoord.", "Nothing waits for approval.", mark="✓")
        for administration, updates in waiting:
            _approve_held(house, administration, updates=updates, yes=yes)


def _approve_plan(house: House, checksum: str) -> None:
    """Approve the plan of whichever administration has it.

    Raises:
        PlanUnknownError: No administration has this plan.
        PlanOutdatedError: Too much has changed since it was made.
    """
    wanted = checksum.strip().lower()
    administration = house.administrations.with_plan(wanted)
    if administration is None:
        raise PlanUnknownError(checksum)
    later = patiently(partial(house.plans.approve, administration, wanted))
    name = house.couplings.get(administration).name
    say(f"{name}: plan {wanted} is goedgekeurd en gaat nu naar SnelStart.", "approved", mark="✓")
    if later:
        came = words.counted(later, "record kwam", "records kwamen")
        say(f"{came} na het plan en gaat mee als dagelijks werk.", "came later; daily work", indent=2)
    if not house.living_workers():
        say("Zodra Snelkoppeling draait: ./start", "as soon as it runs", mark="!")


def _require_no_plan(house: House) -> None:
    """Refuse to approve unseen what nobody has looked at.

    Raises:
        CommandError: An administration awaits its first plan.
    """
    for coupling in house.couplings.all():
        if house.administrations.get(coupling.id).awaits_plan:
            raise problems.plan_not_seen(coupling.name)


def _approve_held(house: House, administration: AdministrationId, *, updates: int, yes: bool) -> None:
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
