"""`snelkoppeling doctor`: what is wrong, and what to do about it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
import typer

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption, settings_from
from snelkoppeling.cli.screen import complain, say
from snelkoppeling.connectors.snelstart.coupling import introduce
from snelkoppeling.errors import ConnectionBrokenError, SnelkoppelingError
from snelkoppeling.settings import Settings

LITTLE_ROOM_BYTES = 1_000_000_000
CLOCK_MAY_DIFFER_SECONDS = 30
ANSWER_WITHIN_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    is_well: bool
    what: str
    remedy: str = ""


def doctor(data: DataOption = None) -> None:
    """Onderzoek de installatie: wat is er mis, en wat te doen? (What is wrong, and what to do?)."""
    settings = settings_from(data)
    ill = _tell(_of_the_machine(settings))
    try:
        with opened(data) as house:
            ill += _tell(_of_the_service(house))
    except SnelkoppelingError as error:
        complain(error)
        ill += 1
    if ill:
        say(f"\n[bold red]{ill} ding(en) vragen aandacht.[/]")
        raise typer.Exit(1)
    say("\n[bold green]Alles is in orde.[/]")


def _tell(findings: Iterator[Finding]) -> int:
    """Show findings as they come; returns how many are not well."""
    ill = 0
    for finding in findings:
        say(f"{'[green]✓[/]' if finding.is_well else '[bold red]✗[/]'} {finding.what}")
        if not finding.is_well:
            say(f"    {finding.remedy}")
            ill += 1
    return ill


def _of_the_machine(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_folder
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    yield Finding(
        free > LITTLE_ROOM_BYTES,
        f"Schijf: {free / 1e9:.1f} GB vrij bij {settings.data_folder}",
        "Maak ruimte op de schijf, of kies een andere map met --data.",
    )
    running = embedded_database.occupant(settings.data_folder)
    if settings.database_url is None:
        yield Finding(
            running is not None,
            f"Snelkoppeling draait (proces {running.pid})" if running else "Snelkoppeling draait niet",
            "Start haar met ./start; wat intussen binnenkomt wordt niet aangenomen.",
        )
    yield _clock(settings)


def _clock(settings: Settings) -> Finding:
    """Compare our clock with the one of SnelStart's server; any answer has its time."""
    try:
        answer = httpx.get(settings.snelstart.url, timeout=ANSWER_WITHIN_SECONDS)
    except httpx.HTTPError as error:
        return Finding(
            is_well=False,
            what=f"SnelStart ({settings.snelstart.url}) antwoordt niet: {type(error).__name__}",
            remedy="Controleer de internetverbinding. Alles wordt bewaard en later bezorgd.",
        )
    stated = answer.headers.get("date")
    if not stated:
        return Finding(is_well=True, what="SnelStart antwoordt")
    difference = abs((datetime.now(UTC) - parsedate_to_datetime(stated)).total_seconds())
    return Finding(
        difference < CLOCK_MAY_DIFFER_SECONDS,
        f"SnelStart antwoordt; de klok wijkt {difference:.0f} s af",
        "Zet de klok van deze machine gelijk (NTP).",
    )


def _of_the_service(house: House) -> Iterator[Finding]:
    yield Finding(is_well=True, what="Database antwoordt")
    workers = house.living_workers()
    yield Finding(
        workers > 0, f"Workers actief: {workers}", "Start Snelkoppeling (./start), of snelkoppeling worker."
    )
    couplings = house.couplings.all()
    yield Finding(
        bool(couplings), f"Gekoppelde administraties: {len(couplings)}", "Koppel er een: ./start connect"
    )
    for coupling in couplings:
        yield from _of_administration(house, coupling.name)


def _of_administration(house: House, name: str) -> Iterator[Finding]:
    coupling = house.couplings.find(name)
    if coupling is None:
        return
    pause = house.administrations.get(coupling.id).pause
    if pause:
        yield Finding(False, f"{name}: gepauzeerd", pause.nl)
    try:
        key = house.couplings.connection_key(coupling.id)
        with house.trial_client(key) as client:
            met = introduce(client, house.couplings.settings(coupling.id).ledger_rules)
    except ConnectionBrokenError as error:
        yield Finding(False, f"{name}: de sleutel opent niets", error.problem.nl)
    except SnelkoppelingError as error:
        yield Finding(False, f"{name}: SnelStart is nu niet te bereiken", str(error))
    else:
        is_same = met.identifier == coupling.identifier
        yield Finding(is_same, f"{name}: sleutel werkt", "De sleutel hoort bij een andere administratie.")
        missing = ", ".join(sorted(met.missing_scopes))
        yield Finding(not missing, f"{name}: rechten", f"De sleutel mist: {missing}. Maak een nieuwe.")
        for remark in met.remarks:
            yield Finding(False, f"{name}: grootboekregels", remark.nl)
