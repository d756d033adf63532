"""`snelkoppeling show`: one record, with its state, its history, and what SnelStart holds for it."""

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.cli.screen import console, say
from snelkoppeling.errors import SnelkoppelingError
from snelkoppeling.sync.records import Image, RecordState


def show(
    text: Annotated[str, typer.Argument(help="Factuurnummer, naam, of id uit het CRM.")],
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Vraag SnelStart niets. (Do not call SnelStart.)")
    ] = False,
    data: DataOption = None,
) -> None:
    """Toon één record: stand, geschiedenis, en wat SnelStart heeft (Show one record)."""
    with opened(data) as house:
        found = house.records.find(text)
        if not found:
            raise CommandError(
                "record-not-found",
                nl=f"Er is geen record “{text}”. Zoek op het nummer, de naam of het id uit het CRM.",
                en=f"There is no record “{text}”. Look for a number, a name or the id of the CRM.",
            )
        exact = [record for record in found if record.key.external_id == text]
        for record in exact or found:
            _show(house, record, offline=offline)


def _show(house: House, record: RecordState, *, offline: bool) -> None:
    whole = house.records.state_of(record.key) or record
    say(f"\n[bold]{escape(words.title(whole))}[/]  {words.state(whole)}  {escape(whole.books_label)}")
    say(
        f"  administratie {escape(whole.administration)} · versie {whole.version} · "
        f"ontvangen {words.moment(whole.received_at)}"
    )
    for problem in whole.problems:
        say(f"  [bold red]![/] {escape(problem.nl)}")
        say(f"    [dim]{escape(problem.en)}[/]")
    if whole.due_at:
        say(f"  nieuwe poging {words.moment(whole.due_at)}")
    _show_history(whole)
    if whole.books_id and not offline:
        _show_books(house, whole)


def _show_history(record: RecordState) -> None:
    table = Table(box=None, padding=(0, 2), show_header=False)
    for entry in record.history:
        name = words.EVENTS.get(entry.event.name, entry.event.name)
        table.add_row(words.moment(entry.at), name, escape(entry.event.detail))
        for field, value in (entry.event.after or {}).items():
            before = (entry.event.before or {}).get(field)
            changed = f"{before} → {value}" if entry.event.before is not None else str(value)
            table.add_row("", f"[dim]  {field}[/]", escape(changed))
    console.print(table)


def _show_books(house: House, record: RecordState) -> None:
    try:
        image = house.in_books(record)
    except SnelkoppelingError as error:
        say(f"  SnelStart is nu niet te vragen: {escape(str(error))}")
        return
    if image is None:
        say("  [bold red]SnelStart kent dit niet meer.[/]")
        return
    say("  In SnelStart:")
    console.print(_image_table(image))


def _image_table(image: Image) -> Table:
    table = Table(box=None, padding=(0, 2), show_header=False)
    for field, value in image.items():
        for number, line in enumerate(value if isinstance(value, list) else [value]):
            if line not in {None, ""}:
                table.add_row("", "" if number else f"[dim]{field}[/]", escape(str(line)))
    return table
