"""`snelkoppeling status`: is all well, and what needs somebody?"""

from collections.abc import Mapping

from rich.table import Table

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, say
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.sync.records import ItemState

SHOWN_PROBLEMS = 20

Counts = Mapping[tuple[AdministrationId, EntityType, ItemState], int]


def status(data: DataOption = None) -> None:
    """Toon per administratie wat er staat, loopt en aandacht vraagt (Show where everything stands)."""
    with opened(data) as house:
        administrations = [one.id for one in house.couplings.all()]
        if not administrations:
            say("Er is nog geen administratie gekoppeld. Begin met: ./start connect")
            return
        counts = house.records.counts()
        for administration in administrations:
            _show(house, administration, counts)


def _show(house: House, administration: AdministrationId, counts: Counts) -> None:
    known = house.administrations.get(administration)
    say(f"\n[bold]{known.name}[/]")
    if known.pause:
        say(f"[bold red]✗ Gepauzeerd.[/] {known.pause.nl}")
    elif known.back_off_until:
        say(f"[yellow]SnelStart antwoordt niet; nieuwe poging om {words.moment(known.back_off_until)}.[/]")
    table = Table(box=None, padding=(0, 2))
    table.add_column("")
    for state in ItemState:
        table.add_column(words.STATES[state], justify="right", style=words.STYLES[state])
    for entity_type in EntityType:
        row = [counts.get((administration, entity_type, state), 0) for state in ItemState]
        table.add_row(words.TYPES[entity_type], *(str(count) if count else "·" for count in row))
    console.print(table)
    _show_problems(house, administration)


def _show_problems(house: House, administration: AdministrationId) -> None:
    waiting = house.records.in_state(ItemState.SET_ASIDE, administration=administration, limit=SHOWN_PROBLEMS)
    for record in waiting:
        say(f"[bold red]![/] {words.title(record)}")
        for problem in record.problems:
            say(f"    {problem.nl}")
    if len(waiting) == SHOWN_PROBLEMS:
        say(f"    … hier staan de eerste {SHOWN_PROBLEMS}.")
