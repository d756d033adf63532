"""`snelkoppeling import`: brings a folder of UBL invoices in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from snelkoppeling.bootstrap import House
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.cli.screen import complaints, say
from snelkoppeling.domain.identity import EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.einvoice import EinvoiceError, read_ubl
from snelkoppeling.storage.database import StorageUnavailableError
from snelkoppeling.sync.intake import document_arrivals
from snelkoppeling.sync.records import Accepted, Connection, Lane

LARGEST_FILE_BYTES = 25_000_000
VERDICTS = {
    Accepted.NEW: ("nieuw", "new"),
    Accepted.CHANGED: ("gewijzigd", "changed"),
    Accepted.UNCHANGED: ("hadden we al", "already here"),
    Accepted.STALE: ("ouder dan wat er is", "older than what is here"),
}


def import_ubl(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="map", help="Map met UBL-bestanden, of één bestand. (Folder of UBL files, or one file.)"
        ),
    ],
    crm: Annotated[
        str | None,
        typer.Option("--crm", metavar="NAAM", help="Bij welke CRM-koppeling. (For which CRM connection.)"),
    ] = None,
    *,
    purchases: Annotated[
        bool, typer.Option("--inkoop", help="Het zijn inkoopfacturen. (They are purchase invoices.)")
    ] = False,
    data: DataOption = None,
) -> None:
    """Lees een map met UBL-facturen in; nog eens inlezen kan geen kwaad.

    Bring a folder of UBL invoices in; doing so again does no harm.
    """
    files = _files(folder)
    with opened(data) as house:
        connection = _connection(house, crm)
        reading = Reading(house, connection, Direction.PURCHASE if purchases else Direction.SALES)
        counts: Counter[Accepted] = Counter()
        refused = 0
        for file, verdict in _imported(reading, files):
            if isinstance(verdict, Accepted):
                counts[verdict] += 1
            else:
                refused += 1
                say(f"{_shown(file, folder)}: {verdict}", mark="✗", to=complaints)
        _show(counts, refused)
        if counts[Accepted.NEW] + counts[Accepted.CHANGED]:
            _show_what_follows(house)
    if refused:
        raise typer.Exit(1)


def _files(folder: Path) -> list[Path]:
    """List the files to read.

    Raises:
        CommandError: There are none.
    """
    if folder.is_file():
        return [folder]
    if folder.is_dir():
        found = sorted(one for one in folder.rglob("*") if one.suffix.lower() == ".xml" and one.is_file())
        if found:
            return found
        raise CommandError(
            "no-files",
            nl=f"In {folder} staan geen UBL-bestanden (.xml).",
            en=f"There are no UBL files (.xml) in {folder}.",
        )
    raise CommandError(
        "no-such-folder",
        nl=f"Er is geen map of bestand {folder}.",
        en=f"There is no folder or file {folder}.",
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom files are read, and as what."""

    house: House
    connection: Connection
    direction: Direction

    def is_project(self, text: str) -> bool:
        """Tell whether the CRM has sent a project with this id."""
        key = RecordKey(self.connection.id, EntityType.PROJECT, ExternalId(text))
        return self.house.records.state_of(key) is not None


def _imported(reading: Reading, files: list[Path]) -> Iterator[tuple[Path, Accepted | str]]:
    with Progress(
        TextColumn("UBL inlezen"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=complaints,
        transient=True,
        disable=not complaints.is_terminal,
    ) as progress:
        for number, file in enumerate(progress.track(files)):
            try:
                yield file, _accepted(reading, file)
            except StorageUnavailableError as error:
                raise CommandError(
                    "import-broken-off",
                    nl=f"De database antwoordt niet meer; {number} van {len(files)} bestanden zijn gelezen. "
                    "Lees de map straks nog eens in: wat er al is wordt herkend.",
                    en=f"The database does not answer any more; {number} of {len(files)} files were brought "
                    "in. Import the folder again later: what is here already is recognised.",
                ) from error


def _accepted(reading: Reading, file: Path) -> Accepted | str:
    """Store what a file holds, or say in Dutch why it is refused."""
    house, connection = reading.house, reading.connection
    try:
        if file.stat().st_size > LARGEST_FILE_BYTES:
            return f"groter dan {LARGEST_FILE_BYTES // 1_000_000} MB. Stuur de factuur zonder bijlagen."
        document = read_ubl(
            file.read_bytes(),
            direction=reading.direction,
            seller_numbers=house.own_numbers(connection.administration),
            is_project=reading.is_project,
        )
    except OSError as error:
        return f"niet te lezen ({error.strerror}). Controleer de rechten."
    except EinvoiceError as error:
        return " ".join(problem.nl for problem in error.problems)
    accepted = house.intake.accept(connection, document_arrivals(connection.id, document, lane=Lane.BACKFILL))
    return accepted[1 if document.relation else 0]


def _show(counts: Counter[Accepted], refused: int) -> None:
    for verdict, (nl, en) in VERDICTS.items():
        if counts[verdict]:
            say(f"{counts[verdict]:6} {nl}", en)
    if refused:
        say(f"{refused:6} geweigerd", "refused")


def _show_what_follows(house: House) -> None:
    if house.living_workers():
        say("Zij worden nu geboekt. Hoe ver het is: ./start status", "being booked now", mark="✓")
    else:
        say("Zij worden geboekt zodra Snelkoppeling draait: ./start", "booked once it runs", mark="!")


def _shown(file: Path, folder: Path) -> str:
    return str(file.relative_to(folder)) if folder.is_dir() else file.name


def _connection(house: House, name: str | None) -> Connection:
    every = house.connections.all()
    known = [one for one in every if name in {None, one.name}]
    if len(known) == 1:
        return known[0]
    if not every:
        raise CommandError(
            "no-connection",
            nl="Er is nog geen administratie gekoppeld. Koppel er een: ./start connect",
            en="No administration is coupled yet. Couple one: ./start connect",
        )
    names = ", ".join(sorted({one.name for one in every}))
    raise CommandError(
        "crm-connection-unclear",
        nl=f"Kies met --crm één CRM-koppeling. Er zijn: {names}.",
        en=f"Choose one CRM connection with --crm. There are: {names}.",
    )
