"""`snelkoppeling import`: brings a folder of UBL invoices in."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import track

from snelkoppeling.bootstrap import House
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.cli.screen import console, say
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.einvoice import EinvoiceError, read_ubl
from snelkoppeling.sync.intake import document_arrivals
from snelkoppeling.sync.records import Accepted, Connection, Lane

LARGEST_FILE_BYTES = 25_000_000
VERDICTS = {
    Accepted.NEW: "nieuw",
    Accepted.CHANGED: "gewijzigd",
    Accepted.UNCHANGED: "hadden we al",
    Accepted.STALE: "ouder dan wat we hebben",
}


def import_ubl(
    folder: Annotated[Path, typer.Argument(exists=True, help="Map met UBL-bestanden, of één bestand.")],
    crm: Annotated[str | None, typer.Option("--crm", help="Naam van de CRM-koppeling.")] = None,
    data: DataOption = None,
) -> None:
    """Lees een map met UBL-verkoopfacturen in (Import a folder of UBL sales invoices)."""
    files = sorted(folder.rglob("*.xml")) if folder.is_dir() else [folder]
    with opened(data) as house:
        connection = _connection(house, crm)
        counts: Counter[str] = Counter()
        for name, verdict in _imported(house, connection, files):
            counts[verdict.partition(":")[0]] += 1
            if verdict.startswith("geweigerd"):
                say(f"[bold red]![/] {escape(name)}: {escape(verdict)}")
        for verdict, count in sorted(counts.items()):
            say(f"{count:6} {verdict}")
        say("De worker boekt ze nu; zie ./start status.")


def _imported(house: House, connection: Connection, files: list[Path]) -> Iterator[tuple[str, str]]:
    for file in track(files, description="UBL inlezen", console=console, disable=not console.is_terminal):
        try:
            if file.stat().st_size > LARGEST_FILE_BYTES:
                yield file.name, f"geweigerd: groter dan {LARGEST_FILE_BYTES // 1_000_000} MB"
                continue
            document = read_ubl(file.read_bytes(), direction=Direction.SALES)
        except OSError as error:
            yield file.name, f"geweigerd: niet te lezen ({error.strerror})"
        except EinvoiceError as error:
            yield file.name, "geweigerd: " + " ".join(problem.nl for problem in error.problems)
        else:
            arrivals = document_arrivals(connection.id, document, lane=Lane.BACKFILL)
            accepted = house.intake.accept(connection, arrivals)
            of_invoice = accepted[1 if document.relation else 0]
            yield file.name, VERDICTS[of_invoice]


def _connection(house: House, name: str | None) -> Connection:
    known = [one for one in house.connections.all() if name in {None, one.name}]
    if len(known) == 1:
        return known[0]
    names = ", ".join(one.name for one in house.connections.all()) or "geen"
    raise CommandError(
        "crm-connection-unclear",
        nl=f"Kies met --crm één CRM-koppeling (er zijn: {names}).",
        en=f"Choose one CRM connection with --crm (there are: {names}).",
    )
