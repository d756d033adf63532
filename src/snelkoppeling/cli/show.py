"""`snelkoppeling show`: one record, with its state, its history, and what SnelStart holds for it."""

import textwrap
from collections.abc import Mapping
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import problems, words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, fact, heading, say
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.relation import Relation
from snelkoppeling.errors import SnelkoppelingError
from snelkoppeling.sync.records import Event, Image, RecordState

LABEL_WIDTH = 16
MOST_SHOWN = 5
LONGEST_DETAIL = 150


def show(
    text: Annotated[
        str,
        typer.Argument(
            metavar="nummer", help="Factuurnummer, naam, of id uit het CRM. (Invoice number, name or id.)"
        ),
    ],
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Vraag SnelStart niets. (Do not ask SnelStart.)")
    ] = False,
    data: DataOption = None,
) -> None:
    """Toon één factuur of relatie: de stand, de geschiedenis, en wat SnelStart ervan heeft.

    Show one invoice or relation: its state, its history, and what SnelStart holds of it.
    """
    with opened(data) as house:
        found = house.records.find(text)
        if not found:
            raise problems.record_not_found(text)
        # Attachments carry the number of their invoice too.
        plain = [one for one in found if one.key.entity_type is not EntityType.ATTACHMENT] or found
        exact = [one for one in plain if text in {one.key.external_id, words.name_of(one)}] or plain
        for record in exact[:MOST_SHOWN]:
            _show(house, house.records.state_of(record.key) or record, offline=offline)
        for record in exact[MOST_SHOWN:]:
            say(words.title(record), record.key.external_id, indent=2)


def _show(house: House, record: RecordState, *, offline: bool) -> None:
    nl, en = words.STATES[record.state]
    console.print()
    console.print(
        Text.assemble(
            (words.title(record), "bold"),
            "  ",
            (nl, words.STYLES[record.state]),
            (f" {record.books_label}" if record.books_id else f" · {en}", "dim"),
        ),
        soft_wrap=True,
    )
    customer = _customer_of(house, record)
    if customer:
        fact("Klant", customer, width=LABEL_WIDTH)
    fact("Administratie", record.administration, width=LABEL_WIDTH)
    fact("Id in het CRM", record.key.external_id, width=LABEL_WIDTH)
    fact("Ontvangen", f"{words.moment(record.received_at)}, versie {record.version}", width=LABEL_WIDTH)
    if record.due_at:
        fact("Nieuwe poging", words.moment(record.due_at), width=LABEL_WIDTH)
    for nl, en in dict.fromkeys((problem.nl, problem.en) for problem in record.problems):
        say(nl, en, mark="!", indent=2)
    _show_history(record)
    _show_books(house, record, offline=offline, customer=customer)


def _customer_of(house: House, record: RecordState) -> str:
    match record.record:
        case Invoice(relation=relation):
            known = house.records.state_of(RecordKey(record.key.connection, EntityType.RELATION, relation))
            return known.record.name if known and isinstance(known.record, Relation) else str(relation)
    return ""


def _show_history(record: RecordState) -> None:
    heading("Geschiedenis", "history")
    for entry in record.history:
        event = entry.event
        name = words.EVENTS.get(event.name, event.name)
        told = f"{name}: {event.detail}" if event.detail else name
        shown = textwrap.shorten(told, LONGEST_DETAIL, placeholder=" …")
        fact(words.moment(entry.at), shown, width=LABEL_WIDTH + 3)
        for line in _changes(event):
            fact("", line, width=LABEL_WIDTH + 5, style="dim")


def _changes(event: Event) -> list[str]:
    """Write what an update changed; what a creation wrote is shown as SnelStart holds it."""
    if event.before is None:
        return []
    if event.after is None:
        return [f"{words.label(name)} was {words.value(name, was)}" for name, was in event.before.items()]
    return [
        f"{words.label(name)}: {words.value(name, event.before.get(name))} → {words.value(name, now)}"
        for name, now in event.after.items()
        if event.before.get(name) != now
    ]


def _show_books(house: House, record: RecordState, *, offline: bool, customer: str) -> None:
    image: Image | None = record.last_agreed
    nl, en = "Zoals het laatst naar SnelStart ging", "as last sent to SnelStart"
    if record.books_id and not offline:
        try:
            image = house.in_books(record)
            nl, en = "Nu in SnelStart", "in SnelStart now"
            if image is None:
                say("\nSnelStart kent dit niet meer.", "SnelStart no longer has this.", mark="✗")
                return
        except SnelkoppelingError as error:
            console.print()
            say(*problems.in_both_languages(error), mark="!")
    if image is None:
        return
    heading(nl, en)
    _show_image({**image, "customer": customer} if customer else image)
    unread = {name: sent for name, sent in (record.last_agreed or {}).items() if name not in image}
    if unread.get("lines"):
        # Reading a booking back tells whether it is the same one; its lines are those that were sent.
        heading("Zo geboekt", "as booked")
        _show_image(unread)


def _show_image(image: Mapping[str, object]) -> None:
    order = {name: number for number, name in enumerate(words.FIELDS)}
    for name in sorted(image, key=lambda one: order.get(one, len(order))):
        given = image[name]
        if given in (None, "", [], False) or name == "booking":
            continue
        if isinstance(given, list):
            console.print(_rows(name, [str(line) for line in given]))
        else:
            fact(words.label(name), words.value(name, given), width=LABEL_WIDTH)


def _rows(name: str, lines: list[str]) -> Table:
    """Align the lines or VAT amounts of a booking: `8200 418.95 high Omschrijving`, `sales_high 131.28`."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    table.add_column(width=LABEL_WIDTH + 2, style="dim")
    for number, line in enumerate(lines):
        label = "" if number else f"  {words.label(name)}"
        if name == "vat":
            kind, _, amount = line.partition(" ")
            cells: list[str | Text] = [
                words.VAT_KINDS.get(kind, kind),
                Text(words.amount(amount), justify="right"),
            ]
        else:
            account, amount, kind, description = [*line.split(" ", 3), "", "", ""][:4]
            cells = [
                account,
                Text(words.amount(amount), justify="right"),
                words.VAT_KINDS.get(kind, kind),
                Text(description, overflow="ellipsis", no_wrap=True),
            ]
        table.add_row(label, *cells)
    return table
