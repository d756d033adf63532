"""`snelkoppeling retry` and `approve`: try again what was set aside, and let held updates go."""

from typing import Annotated

import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.cli.screen import say
from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.records import ItemState, RecordState

ALL = 100_000


def retry(
    texts: Annotated[list[str] | None, typer.Argument(help="Nummer, naam of id uit het CRM.")] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Alles wat apart ligt of wacht.")] = False,
    data: DataOption = None,
) -> None:
    """Probeer opnieuw wat apart is gelegd (Try again what was set aside)."""
    with opened(data) as house:
        chosen = _everything(house) if every else [one for text in texts or [] for one in _found(house, text)]
        count = house.records.retry([record.key for record in chosen], utc_now())
        house.queue.wake([one.id for one in house.couplings.all()])
        for record in chosen[:20]:
            say(f"  {words.title(record)}")
        say(f"{count} record(s) worden opnieuw geprobeerd.")


def approve(data: DataOption = None) -> None:
    """Keur een plan goed dat op akkoord wacht (Approve updates that are held)."""
    with opened(data) as house:
        counts = house.records.counts()
        for administration in [one.id for one in house.couplings.all()]:
            updates = counts.get((administration, EntityType.RELATION, ItemState.HELD), 0)
            count = house.couplings.approve(administration, updates, utc_now()) if updates else 0
            name = house.administrations.get(administration).name
            if count:
                say(f"{name}: {count} wijziging(en) goedgekeurd; zij gaan nu naar SnelStart.")
                house.queue.wake([administration])
            else:
                say(f"{name}: er wacht niets op akkoord.")


def _everything(house: House) -> list[RecordState]:
    states = (ItemState.SET_ASIDE, ItemState.WAITING)
    return [record for state in states for record in house.records.in_state(state, limit=ALL)]


def _found(house: House, text: str) -> list[RecordState]:
    found = list(house.records.find(text))
    if not found:
        raise CommandError(
            "record-not-found",
            nl=f"Er is geen record “{text}”. Zoek op het nummer, de naam of het id uit het CRM.",
            en=f"There is no record “{text}”. Look for a number, a name or the id of the CRM.",
        )
    return found
