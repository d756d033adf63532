"""`snelkoppeling status`: is all well, and what needs somebody?"""

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import tasks, words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, heading, say
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.sync.records import Administration, ItemState

SHOWN_TASKS = 10
RARE = frozenset({ItemState.HELD, ItemState.DORMANT})
"""States that are shown only when something is in them."""

Counts = Mapping[tuple[AdministrationId, EntityType, ItemState], int]


def status(data: DataOption = None) -> None:
    """Toon per administratie wat er staat, wat loopt, en wat iemand nodig heeft.

    Show for each administration what is there, what is under way, and what needs somebody.
    """
    with opened(data) as house:
        _show_whether_it_runs(house)
        couplings = house.couplings.all()
        if not couplings:
            say("Er is nog geen administratie gekoppeld. Koppel er een: ./start connect", mark="!")
            say("No administration is coupled yet. Couple one: ./start connect", indent=2)
            return
        counts = house.records.counts()
        for coupling in couplings:
            _show(house, house.administrations.get(coupling.id), counts)


def _show_whether_it_runs(house: House) -> None:
    running = embedded_database.occupant(house.settings.data_folder)
    if running is not None and running.address:
        say(f"Snelkoppeling draait op {running.address}", mark="✓")
    elif house.living_workers():
        say("Snelkoppeling draait", "running", mark="✓")
    else:
        say("Snelkoppeling draait niet. Start haar met ./start", "not running", mark="!")


def _show(house: House, administration: Administration, counts: Counts) -> None:
    heading(administration.name)
    _show_flow(administration)
    of_this = {key[1:]: count for key, count in counts.items() if key[0] == administration.id}
    if not of_this:
        say("Er is nog niets aangekomen.", "Nothing has arrived yet.", indent=2)
        return
    console.print(_table(of_this))
    groups = house.records.tasks(administration.id)
    if groups:
        console.print()
        tasks.show(house, groups, indent=2, most=SHOWN_TASKS)
    if any(state is ItemState.HELD for _, state in of_this):
        say(
            "Een groot plan wacht op akkoord. Bekijk het en geef het vrij: ./start approve",
            "A large plan waits for approval: ./start approve",
            mark="!",
            indent=2,
        )


def _show_flow(administration: Administration) -> None:
    if administration.awaits_plan:
        say(
            "Er gaat nog niets naar SnelStart. Bekijk eerst het plan en keur het goed: ./start plan",
            "Nothing goes to SnelStart yet. Look at the plan first, and approve it: ./start plan",
            mark="!",
            indent=2,
        )
    if administration.pause:
        say(
            f"Gepauzeerd. {administration.pause.nl} Daarna: ./start connect",
            f"Paused. {administration.pause.en}",
            mark="✗",
            indent=2,
        )
    elif administration.back_off_until:
        at = words.moment(administration.back_off_until)
        say(
            f"SnelStart antwoordt nu niet. Alles is bewaard; nieuwe poging om {at[-8:]}.",
            f"SnelStart does not answer now. All is kept; next attempt at {at[-8:]}.",
            mark="!",
            indent=2,
        )


def _table(counts: Mapping[tuple[EntityType, ItemState], int]) -> Table:
    """Count the records by type and state; of the rare states only those that there are."""
    states = [one for one in ItemState if one not in RARE or any(state is one for _, state in counts)]
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="")
    table.add_column("", min_width=10)
    for state in states:
        nl, en = words.STATES[state]
        table.add_column(Text.assemble(nl, "\n", (en, "dim")), justify="right", min_width=9, no_wrap=True)
    for entity_type in EntityType:
        if not any(kind is entity_type for kind, _ in counts):
            continue
        cells = []
        for state in states:
            count = counts.get((entity_type, state), 0)
            style = words.STYLES[state] if count else "dim"
            cells.append(Text(words.number(count) if count else "·", style))
        table.add_row(f"  {words.TYPES[entity_type][1]}", *cells)
    return table
