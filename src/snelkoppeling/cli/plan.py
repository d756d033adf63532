"""`snelkoppeling plan`: what would be linked, made, changed and held, before anything is written."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from snelkoppeling.bootstrap import QUOTAS, House
from snelkoppeling.cli import words
from snelkoppeling.cli.administrations import AdministrationArgument, chosen
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, heading, say
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.storage.couplings import Coupling
from snelkoppeling.sync.plan import Plan, PlanLimits
from snelkoppeling.sync.planned import PlannedAction, PlannedRow, Preview
from snelkoppeling.sync.plans import duration

SHOWN = 10

IN_BOOKS = (PlannedAction.LINK, PlannedAction.UPDATE, PlannedAction.KEEP)
ACTIONS = {
    PlannedAction.LINK: ("koppelen", "link", "green"),
    PlannedAction.CREATE: ("maken", "create", "cyan"),
    PlannedAction.UPDATE: ("wijzigen", "change", "yellow"),
    PlannedAction.KEEP: ("gelijk", "the same", "green"),
    PlannedAction.ASK: ("keuze", "to choose", "bold red"),
    PlannedAction.SET_ASIDE: ("op de lijst", "on the list", "bold red"),
    PlannedAction.WAIT: ("wacht", "waits", "yellow"),
    PlannedAction.LEAVE_OUT: ("niet mee", "left out", "dim"),
}


def plan(
    administration: AdministrationArgument = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Toon elke regel, niet alleen de eerste. (Show every line.)")
    ] = False,
    data: DataOption = None,
) -> None:
    """Toon wat er in SnelStart zou gebeuren, zonder iets te schrijven.

    Show what would happen in SnelStart, and write nothing.
    """
    with opened(data) as house:
        for coupling in chosen(house, administration):
            _show(house, coupling, most=None if every else SHOWN)


def _show(house: House, coupling: Coupling, *, most: int | None) -> None:
    stored = house.plans.make(coupling.id)
    preview = stored.preview
    heading(coupling.name, f"plan {stored.checksum}")
    if not preview.rows:
        say("Er is niets te doen: het CRM heeft niets nieuws gestuurd.", "Nothing to do.", mark="✓", indent=2)
        return
    console.print(_table(preview))
    _show_changes(preview, most)
    for action, title, english in (
        (PlannedAction.ASK, "Hier is een keuze nodig: ./start decide <nummer>", "a choice is needed"),
        (PlannedAction.SET_ASIDE, "Dit kan zo niet mee", "this cannot go along as it is"),
        (PlannedAction.WAIT, "Dit wacht op iets anders", "this waits for something else"),
    ):
        _show_problems(preview.of(action), title, english=english, most=most)
    _show_cost(house, coupling.id, preview=preview)
    if house.administrations.get(coupling.id).awaits_plan:
        say(
            "Er is nog niets naar SnelStart geschreven. Akkoord met precies dit plan:",
            "approve just this plan",
        )
        say(f"./start approve {stored.checksum}", indent=2)
    else:
        say("Deze administratie loopt al; dit gaat vanzelf mee.", "this goes along by itself", mark="·")


def _table(preview: Preview) -> Table:
    counts = preview.counts()
    used = [action for action in PlannedAction if any(counts.get((one, action)) for one in EntityType)]
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="")
    table.add_column("", min_width=10)
    for action in used:
        nl, en, _ = ACTIONS[action]
        table.add_column(Text.assemble(nl, "\n", (en, "dim")), justify="right", min_width=8)
    for entity_type in EntityType:
        cells = []
        for action in used:
            count = counts.get((entity_type, action), 0)
            style = ACTIONS[action][2] if count else "dim"
            cells.append(Text(words.number(count) if count else "·", style))
        table.add_row(f"  {words.TYPES[entity_type][1]}", *cells)
    return table


def _show_changes(preview: Preview, most: int | None) -> None:
    changing = [row for row in preview.rows if row.changes]
    if not changing:
        return
    console.print()
    say("In SnelStart verandert:", "in SnelStart this changes")
    for row in changing[:most]:
        for change in row.changes:
            before, after = (words.value(change.field, value) for value in (change.before, change.after))
            say(f"{_title(row)}: {words.label(change.field)} {before} → {after}", indent=2)
    _say_rest(len(changing), most)


def _show_problems(rows: Sequence[PlannedRow], title: str, *, english: str, most: int | None) -> None:
    """Show what stands in the way, grouped by cause."""
    if not rows:
        return
    console.print()
    say(f"{title}:", english, mark="!")
    causes = Counter(_cause(row) for row in rows)
    first = {_cause(row): row for row in reversed(rows)}
    for cause, count in causes.most_common(most):
        row = first[cause]
        others = f" en {count - 1} andere" if count > 1 else ""
        say(f"{_title(row)}{others}", indent=2)
        for nl in dict.fromkeys(problem.nl for problem in row.problems):
            say(nl, indent=4)
    _say_rest(len(causes), most)


def _cause(row: PlannedRow) -> str:
    return row.problems[0].cause or row.problems[0].code if row.problems else ""


def _say_rest(count: int, most: int | None) -> None:
    if most is not None and count > most:
        say(f"… en nog {count - most}. Alles tonen: ./start plan --all", indent=2)


def _show_cost(house: House, administration: AdministrationId, *, preview: Preview) -> None:
    quota = QUOTAS[house.couplings.settings(administration).quota]
    console.print()
    takes = ""
    if quota.per_minute and quota.per_hour:
        minutes = duration(preview.calls, per_minute=quota.per_minute, per_hour=quota.per_hour)
        takes = f", samen {words.lasting(minutes)} binnen wat SnelStart toestaat"
    say(
        f"Dit kost {words.number(preview.calls)} aanroepen van SnelStart{takes}.",
        f"{preview.calls} calls",
        mark="·",
    )
    known = sum(len(preview.of(one)) for one in IN_BOOKS)
    if Plan(touched=preview.updates, in_books=known).is_unusual(PlanLimits()):
        say(
            f"Let op: {words.number(preview.updates)} records die al in SnelStart staan zouden veranderen.",
            "An unusual number of records that stand in SnelStart would change.",
            mark="!",
        )


def _title(row: PlannedRow) -> str:
    one, _ = words.TYPES[row.key.entity_type]
    name = row.label or str(row.key.external_id)
    return f"{one} {name}" + (f" ({row.books_label})" if row.books_label and row.books_label != name else "")
