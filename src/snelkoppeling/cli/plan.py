"""`snelkoppeling plan`: what would be linked, made, changed and held, before anything is written."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from snelkoppeling.bootstrap import QUOTAS, House
from snelkoppeling.cli import images, words
from snelkoppeling.cli.administrations import AdministrationArgument, chosen
from snelkoppeling.cli.house import opened, patiently
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import command, console, heading, say
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.storage.couplings import Coupling
from snelkoppeling.sync.plan import Plan, PlanLimits
from snelkoppeling.sync.planned import PlannedAction, PlannedRow, Preview, StoredPlan
from snelkoppeling.sync.plans import duration
from snelkoppeling.sync.records import ItemState, RecordState

SHOWN = 5
EXAMPLES = 3
MOST_LINES = 5
IN_BOOKS = (PlannedAction.LINK, PlannedAction.UPDATE, PlannedAction.KEEP)


def plan(
    administration: AdministrationArgument = None,
    *,
    every: Annotated[
        bool,
        typer.Option("--all", help="Toon alles, niet alleen de eerste van elk. (Show all of it.)"),
    ] = False,
    data: DataOption = None,
) -> None:
    """Toon wat er in SnelStart zou gebeuren, zonder iets te schrijven.

    Show what would happen in SnelStart, and write nothing.
    """
    with opened(data) as house:
        for coupling in chosen(house, administration):
            stored = patiently(partial(house.plans.make, coupling.id))
            show(house, stored, coupling=coupling, most=None if every else SHOWN)


def show(house: House, stored: StoredPlan, *, coupling: Coupling, most: int | None) -> None:
    """Show a plan, what it costs, and how to approve it; `most` limits how much is named one by one."""
    preview = stored.preview
    awaits = house.administrations.get(coupling.id).awaits_plan
    heading(coupling.name, f"plan {stored.checksum}")
    if preview.rows:
        console.print(table(preview))
        Details(house.records.state_of, most).show(preview)
    _show_earlier(house, coupling, preview)
    if not preview.rows:
        say("Er is niets nieuws om naar SnelStart te brengen.", "Nothing new.", mark="✓", indent=2)
    elif preview.calls:
        show_cost(preview, house.couplings.settings(coupling.id).quota)
    if awaits:
        console.print()
        if not preview.rows:
            say("Laat het CRM eerst alles sturen.", "let the CRM send all it has first", mark="!")
        say("Er is nog niets naar SnelStart geschreven.", "nothing was written to SnelStart yet")
        command("Akkoord met precies dit plan?", f"./start approve {stored.checksum}", en="approve it")
    elif preview.rows:
        say("Deze administratie loopt al; dit gaat vanzelf mee.", "this goes along by itself", mark="·")


def table(preview: Preview) -> Table:
    """Count the records by type and by what would become of them."""
    counts = preview.counts()
    used = [action for action in PlannedAction if any(action is one for _, one in counts)]
    made = Table(box=None, padding=(0, 1), pad_edge=False, header_style="")
    made.add_column("", min_width=10)
    for action in used:
        nl, en = words.PLANNED[action]
        made.add_column(Text.assemble(nl, "\n", (en, "dim")), justify="right", min_width=8, no_wrap=True)
    for entity_type in EntityType:
        if not any(kind is entity_type for kind, _ in counts):
            continue
        cells = []
        for action in used:
            count = counts.get((entity_type, action), 0)
            style = words.PLANNED_STYLES[action] if count else "dim"
            cells.append(Text(words.number(count) if count else "·", style))
        made.add_row(f"  {words.TYPES[entity_type][1]}", *cells)
    return made


def show_cost(preview: Preview, quota_name: str) -> None:
    """Say how many calls a plan costs, how long they take, and whether it changes unusually much."""
    quota = QUOTAS[quota_name]
    console.print()
    takes = ""
    if quota.per_minute and quota.per_hour:
        lasts = duration(preview.calls, per_minute=quota.per_minute, per_hour=quota.per_hour)
        takes = f": {words.lasting(lasts)}"
    calls = f"{words.number(preview.calls)} {'aanroep' if preview.calls == 1 else 'aanroepen'}"
    say(f"Dit kost {calls} van SnelStart{takes}.", f"{preview.calls} calls of SnelStart", mark="·")
    known = sum(len(preview.of(one)) for one in IN_BOOKS)
    if Plan(touched=preview.updates, in_books=known).is_unusual(PlanLimits()):
        say(
            f"Let op: {words.number(preview.updates)} records die al in SnelStart staan zouden veranderen.",
            "An unusual number of records that stand in SnelStart would change.",
            mark="!",
        )


class Details:
    """Names records of a plan one by one, or the first few of them."""

    def __init__(self, state_of: Callable[[RecordKey], RecordState | None], most: int | None) -> None:
        """Begin; `state_of` looks a record up, and `most` of each kind are named (None is all)."""
        self._state_of = state_of
        self._most = most

    def show(self, preview: Preview) -> None:
        """Show what a person should look at: links, changes, and what stands in the way."""
        self._links(preview.of(PlannedAction.LINK))
        self._changes([row for row in preview.rows if row.changes])
        for action, nl, en in (
            (PlannedAction.ASK, "Hier is een keuze nodig; alles langs: ./start decide", "a choice is needed"),
            (PlannedAction.SET_ASIDE, "Dit kan zo niet mee", "this cannot go along as it is"),
            (PlannedAction.WAIT, "Dit wacht op iets anders", "this waits for something else"),
            (PlannedAction.LEAVE_OUT, "Dit gaat niet mee", "this is left out"),
        ):
            # A document waits for its own invoice, which says why.
            rows = [row for row in preview.of(action) if row.key.entity_type is not EntityType.ATTACHMENT]
            self._problems(rows, nl, en)
        made = preview.of(PlannedAction.CREATE)
        self._bookings([row for row in made if row.lines])
        if self._most is None:
            self._made([row for row in made if not row.lines])

    def _links(self, rows: Sequence[PlannedRow]) -> None:
        if not rows:
            return
        console.print()
        say("SnelStart kent dit al; het wordt gekoppeld:", "SnelStart knows these; they are linked")
        for row in rows[: self._most]:
            say(self._title(row), indent=2)
        self._rest(len(rows))

    def _changes(self, rows: Sequence[PlannedRow]) -> None:
        if not rows:
            return
        console.print()
        say("In SnelStart verandert:", "in SnelStart this changes", mark="!")
        for row in rows[: self._most]:
            say(self._title(row), indent=2)
            for change in row.changes:
                before, after = (words.value(change.field, value) for value in (change.before, change.after))
                label = words.label(change.field, row.key.entity_type)
                say(f"{label}: {before} → {after}", indent=4)
        self._rest(len(rows))

    def _bookings(self, rows: Sequence[PlannedRow]) -> None:
        """Show how invoices will be booked: on which account, with which VAT."""
        if not rows:
            return
        console.print()
        say("Zo worden facturen geboekt:", "this is how invoices are booked")
        for row in rows[: self._most]:
            say(self._title(row), indent=2)
            console.print(_lines_of(row))
            if len(row.lines) > MOST_LINES:
                say(f"… en nog {len(row.lines) - MOST_LINES} regels", indent=4)
            for note in row.notes:
                say(note, mark="·", indent=4)
        self._rest(len(rows))

    def _made(self, rows: Sequence[PlannedRow]) -> None:
        if not rows:
            return
        console.print()
        say("Dit wordt gemaakt in SnelStart:", "these are made in SnelStart")
        for row in rows:
            say(self._title(row), indent=2)

    def _problems(self, rows: Sequence[PlannedRow], nl: str, en: str) -> None:
        """Show what stands in the way, grouped by cause."""
        if not rows:
            return
        console.print()
        say(f"{nl}.", en, mark="!")
        causes: dict[str, list[PlannedRow]] = {}
        for row in rows:
            causes.setdefault(_cause(row), []).append(row)
        largest = Counter({cause: len(of_it) for cause, of_it in causes.items()}).most_common(self._most)
        for cause, count in largest:
            names = ", ".join(self._title(row) for row in causes[cause][:EXAMPLES])
            say(names + (f" en nog {words.number(count - EXAMPLES)}" if count > EXAMPLES else ""), indent=2)
            for problem in causes[cause][0].problems:
                say(problem.nl, problem.en, indent=4)
        self._rest(len(causes))

    def _rest(self, count: int) -> None:
        if self._most is not None and count > self._most:
            rest = words.number(count - self._most)
            say(f"… en nog {rest}. Alles: ./start plan --all", f"{rest} more", indent=2)

    def _title(self, row: PlannedRow) -> str:
        """Name a record; of one that came to nothing the CRM's own name is looked up."""
        one, _ = words.TYPES[row.key.entity_type]
        title = f"{one} {row.label}"
        if not row.label:
            known = self._state_of(row.key)
            title = words.title(known) if known else f"{one} {row.key.external_id}"
        return title + (f" ({row.books_label})" if row.books_label and row.books_label != row.label else "")


def _lines_of(row: PlannedRow) -> Table:
    shown = [("", line) for line in row.lines[:MOST_LINES]]
    return images.lines("lines", shown, indent=2, label_width=0)


def _cause(row: PlannedRow) -> str:
    return row.problems[0].cause or row.problems[0].code if row.problems else ""


def _show_earlier(house: House, coupling: Coupling, preview: Preview) -> None:
    """Mention what stood on the list before: a plan is about what has changed since."""
    aside = sum(
        count
        for (_, _, state), count in house.records.counts(coupling.id).items()
        if state is ItemState.SET_ASIDE
    )
    earlier = aside - len(preview.of(PlannedAction.ASK)) - len(preview.of(PlannedAction.SET_ASIDE))
    if earlier > 0:
        console.print()
        what = words.counted(earlier, "record lag", "records lagen")
        say(f"{what} al op de lijst: ./start tasks", f"{earlier} on the list already", mark="!")
