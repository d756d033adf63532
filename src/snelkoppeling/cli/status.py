"""`snelkoppeling status`: is all well, and what needs somebody?"""

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, heading, say
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.sync.records import Administration, ItemState

SHOWN_PROBLEMS = 10
SHOWN_REASONS = 2

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
    _show_problems(house, administration.id)
    if any(state is ItemState.HELD for _, state in of_this):
        say(
            "Een groot plan wacht op akkoord. Bekijk het en geef het vrij: ./start approve",
            "A large plan waits for approval: ./start approve",
            mark="!",
            indent=2,
        )


def _show_flow(administration: Administration) -> None:
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
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="")
    table.add_column("", min_width=10)
    for state in ItemState:
        nl, en = words.STATES[state]
        table.add_column(Text.assemble(nl, "\n", (en, "dim")), justify="right", min_width=9)
    for entity_type in EntityType:
        cells = []
        for state in ItemState:
            count = counts.get((entity_type, state), 0)
            style = words.STYLES[state] if count else "dim"
            cells.append(Text(f"{count:,}".replace(",", ".") if count else "·", style))
        table.add_row(f"  {words.TYPES[entity_type][1]}", *cells)
    return table


def _show_problems(house: House, administration: AdministrationId) -> None:
    waiting = house.records.in_state(
        ItemState.SET_ASIDE, administration=administration, limit=SHOWN_PROBLEMS + 1
    )
    if not waiting:
        return
    console.print()
    for record in waiting[:SHOWN_PROBLEMS]:
        say(words.title(record), mark="!", indent=2)
        reasons = list(dict.fromkeys(problem.nl for problem in record.problems))
        for reason in reasons[:SHOWN_REASONS]:
            say(reason, indent=4)
        if len(reasons) > SHOWN_REASONS:
            say(f"… en nog {len(reasons) - SHOWN_REASONS}.", indent=4)
    if len(waiting) > SHOWN_PROBLEMS:
        say(f"Dit zijn de eerste {SHOWN_PROBLEMS}.", f"These are the first {SHOWN_PROBLEMS}.", indent=2)
    say("Wat verbeterd is, gaat vanzelf verder; anders: ./start retry <nummer>", indent=2)
