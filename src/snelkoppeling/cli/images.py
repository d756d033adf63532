"""Shows what a record is in the books, as a bookkeeper reads it: one side, or the CRM beside SnelStart."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.table import Table
from rich.text import Text

from snelkoppeling.cli import words
from snelkoppeling.cli.screen import WIDEST, console, fact
from snelkoppeling.domain.identity import EntityType

LABEL_WIDTH = 16
EMPTY: Final[Sequence[object]] = (None, "", [], False)
PARTIES = ("customer", "supplier")
HIDDEN = frozenset({"booking"})
"""Fields that mean nothing to people."""
LEAST_ROOM = 12
GAP = "  "
CRM, BOOKS, AGREED = "CRM", "SnelStart", "laatst gelijk"

Values = Mapping[str, object]


def show(image: Values, entity_type: EntityType, *, indent: int = 0) -> None:
    """Show the fields that are filled in, in SnelStart's words."""
    for name in ordered(image):
        given = image[name]
        if given in EMPTY or name in HIDDEN:
            continue
        label = words.label(name, entity_type)
        if isinstance(given, list):
            rows = [(label if not number else "", str(line)) for number, line in enumerate(given)]
            console.print(lines(name, rows, indent=indent))
        else:
            fact(" " * indent + label, words.value(name, given), width=LABEL_WIDTH + indent)


def show_sides(
    in_crm: Values, in_books: Values, *, agreed: Values | None, entity_type: EntityType, party: str = ""
) -> None:
    """Show each field in which the two sides differ, and what they last agreed on.

    A party is an id on both sides; `party` is the name of the one that the CRM states.
    """
    known = {in_crm[name]: party for name in PARTIES if name in in_crm}
    plain: list[tuple[str, list[str]]] = []
    listed: list[str] = []
    for name in ordered(in_crm):
        ours, theirs = in_crm[name], in_books.get(name)
        if (ours or None) == (theirs or None) or name in HIDDEN:
            continue
        if isinstance(ours or theirs, list):
            listed.append(name)
            continue
        sides = [ours, theirs, *([agreed.get(name)] if agreed is not None else [])]
        shown = [_party(side, known) if name in PARTIES else words.value(name, side) for side in sides]
        plain.append((words.label(name, entity_type), shown))
    if plain:
        console.print(_beside(plain, heads=[CRM, BOOKS] if agreed is None else [CRM, BOOKS, AGREED]))
    for name in listed:
        held = [(CRM, in_crm[name]), (BOOKS, in_books.get(name))]
        if agreed is not None:
            held.append((AGREED, agreed.get(name)))
        _show_lists(name, held, entity_type)


def ordered(image: Values) -> Sequence[str]:
    """Put the fields in the order in which people look at them."""
    order = {name: number for number, name in enumerate(words.FIELDS)}
    return sorted(image, key=lambda one: order.get(one, len(order)))


def _party(side: object, known: Mapping[object, str]) -> str:
    if side in EMPTY:
        return words.value("", None)
    return known.get(side) or "een andere relatie"


def _beside(rows: Sequence[tuple[str, Sequence[str]]], *, heads: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", style="dim", min_width=LABEL_WIDTH + 2)
    for head in heads:
        table.add_column(head, overflow="fold", max_width=(WIDEST - LABEL_WIDTH) // len(heads))
    for label, cells in rows:
        table.add_row(f"  {label}", *cells)
    return table


def _show_lists(name: str, sides: Sequence[tuple[str, object]], entity_type: EntityType) -> None:
    fact(words.label(name, entity_type), " ", width=LABEL_WIDTH)
    rows = []
    for side, held in sides:
        listed = [str(line) for line in held] if isinstance(held, list) and held else [""]
        rows += [(f"  {side}" if not number else "", line) for number, line in enumerate(listed)]
    console.print(lines(name, rows))


def lines(
    name: str, rows: Sequence[tuple[str, str]], *, indent: int = 0, label_width: int = LABEL_WIDTH
) -> Table:
    """Align the lines or VAT amounts of a booking: `8200/17 418.95 high Advies`, `sales_high 131.28`."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim", show_header=False)
    table.add_column("", width=label_width + 2 + indent, style="dim")
    if name == "vat":
        for label, line in rows:
            kind, _, amount = line.partition(" ")
            shown = Text(words.amount(amount), justify="right")
            table.add_row(" " * indent + f"  {label}", words.VAT_KINDS.get(kind, kind), shown)
        return table
    table.show_header = True
    has_centres = any("/" in line.partition(" ")[0] for _, line in rows)
    heads = ["rekening", *(["kostenplaats"] if has_centres else []), "bedrag", "btw"]
    cells = [_cells(line, has_centres=has_centres) for _, line in rows]
    widths = [max(map(cell_len, [head, *(row[at] for row in cells)])) for at, head in enumerate(heads)]
    for head, width in zip(heads, widths, strict=True):
        table.add_column(head, width=width, no_wrap=True, justify="right" if head == "bedrag" else "left")
    # Only the description gives way where a line is too long.
    room = console.width - label_width - indent - len(GAP) * (len(widths) + 2) - sum(widths)
    table.add_column("omschrijving", no_wrap=True)
    for (label, _), row in zip(rows, cells, strict=True):
        *others, description = row
        table.add_row(" " * indent + f"  {label}", *others, _cut(description, max(room, LEAST_ROOM)))
    return table


def _cut(text: str, room: int) -> str:
    return text if cell_len(text) <= room else set_cell_size(text, room - 1).rstrip() + "…"


def _cells(line: str, *, has_centres: bool) -> list[str]:
    """Take a line of a booking apart."""
    place, amount, kind, description = [*line.split(" ", 3), "", "", ""][:4]
    account, _, centre = place.partition("/")
    return [
        account or words.value("", None),
        *([centre] if has_centres else []),
        words.amount(amount),
        words.VAT_KINDS.get(kind, kind),
        description,
    ]
