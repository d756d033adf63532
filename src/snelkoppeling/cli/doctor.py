"""`snelkoppeling doctor`: what is wrong, and what to do about it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import NamedTuple

import httpx
import typer

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption, settings_from
from snelkoppeling.cli.problems import in_both_languages
from snelkoppeling.cli.screen import console, say
from snelkoppeling.connectors.snelstart.coupling import Introduction, chart_of, introduce
from snelkoppeling.domain.ledger import Chart, LedgerRules, VatCase, rule_problems
from snelkoppeling.domain.policy import Doubt
from snelkoppeling.errors import ConnectionBrokenError, SnelkoppelingError
from snelkoppeling.settings import Settings
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.storage.couplings import Coupling
from snelkoppeling.sync.records import ItemState

LITTLE_ROOM_BYTES = 1_000_000_000
GIGABYTE = 1_000_000_000
CLOCK_MAY_DIFFER_SECONDS = 30
ANSWER_WITHIN_SECONDS = 10.0


class Health(Enum):
    """How something fares; the value is its mark."""

    WELL = "✓"
    REMARK = "·"
    ATTENTION = "!"
    ILL = "✗"


class Finding(NamedTuple):
    """One thing that was looked at, and what to do when it is not well."""

    health: Health
    what: str
    nl: str = ""
    en: str = ""


def doctor(data: DataOption = None) -> None:
    """Onderzoek de installatie: wat is er mis, en wat te doen?

    Examine the installation: what is wrong, and what to do?
    """
    settings = settings_from(data)
    found = _told(_of_the_machine(settings))
    found += _told(_of_snelstart(settings))
    try:
        with opened(data) as house:
            found += _told(_of_the_service(house))
    except SnelkoppelingError as error:
        nl, en = in_both_languages(error)
        found += _told(iter([Finding(Health.ILL, "Database", nl, en)]))
    ill = sum(one.health is Health.ILL for one in found)
    console.print()
    if ill:
        what = words.counted(ill, "ding vraagt", "dingen vragen")
        say(f"{what} aandacht.", f"{ill} to look at", mark="✗")
        raise typer.Exit(1)
    say("Alles werkt.", "Everything works.", mark="✓")


def _told(findings: Iterator[Finding]) -> list[Finding]:
    """Show findings as they come."""
    found = []
    for finding in findings:
        say(finding.what, mark=finding.health.value)
        if finding.health is not Health.WELL and finding.nl:
            say(finding.nl, finding.en, indent=2)
        found.append(finding)
    return found


def _of_the_machine(settings: Settings) -> Iterator[Finding]:
    yield _disk(settings)
    if settings.database_url is None:
        yield _occupant(settings)


def _disk(settings: Settings) -> Finding:
    folder = settings.data_folder
    try:
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return Finding(
            Health.ILL,
            f"Gegevens in {settings.data_folder}: {error.strerror}",
            "Geef deze gebruiker toegang tot de map, of kies een andere met --data.",
            "Give this user access to the folder, or choose another with --data.",
        )
    return Finding(
        Health.WELL if free > LITTLE_ROOM_BYTES else Health.ILL,
        f"Schijf: {free / GIGABYTE:.1f} GB vrij bij {settings.data_folder}".replace(".", ",", 1),
        "Maak ruimte op de schijf, of kies een andere map met --data.",
        "Make room on the disk, or choose another folder with --data.",
    )


def _occupant(settings: Settings) -> Finding:
    try:
        running = embedded_database.occupant(settings.data_folder)
    except SnelkoppelingError as error:
        nl, en = in_both_languages(error)
        return Finding(Health.ILL, "Gegevens", nl, en)
    if running is None:
        return Finding(
            Health.ILL,
            "Snelkoppeling draait niet",
            "Start haar: ./start. Tot dan wordt niets aangenomen en niets geboekt.",
            "Start it: ./start. Until then nothing is taken and nothing is booked.",
        )
    if running.address is None:
        return Finding(
            Health.ATTENTION,
            f"Snelkoppeling start of stopt juist (proces {running.pid})",
            "Probeer het zo nog eens.",
            "Try again in a moment.",
        )
    try:
        answer = httpx.get(f"{running.address}/readyz", timeout=ANSWER_WITHIN_SECONDS, trust_env=False)
    except httpx.HTTPError as error:
        return Finding(
            Health.ILL,
            f"De website op {running.address} antwoordt niet ({type(error).__name__})",
            "Zij start vanzelf opnieuw; blijft dit zo, kijk dan in logs/web.log bij de gegevens.",
            "It starts again by itself; if this stays, look in logs/web.log beside the data.",
        )
    return Finding(
        Health.WELL if answer.is_success else Health.ILL,
        f"Snelkoppeling draait op {running.address} (proces {running.pid})",
        "Zij neemt nu niets aan: de database antwoordt haar niet.",
        "It takes nothing now: the database does not answer it.",
    )


def _of_snelstart(settings: Settings) -> Iterator[Finding]:
    """See whether SnelStart answers, and whether our clock is that of its server: any answer has its time."""
    try:
        answer = httpx.get(settings.snelstart.url, timeout=ANSWER_WITHIN_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield Finding(
            Health.ILL,
            f"SnelStart ({settings.snelstart.url}) antwoordt niet: {type(error).__name__}",
            "Controleer internet, proxy en firewall. Alles wordt bewaard en later bezorgd.",
            "Check internet, proxy and firewall. Everything is kept and delivered later.",
        )
        return
    yield Finding(Health.WELL, f"SnelStart antwoordt ({settings.snelstart.url})")
    stated = answer.headers.get("date")
    if stated:
        difference = abs((datetime.now(UTC) - parsedate_to_datetime(stated)).total_seconds())
        yield Finding(
            Health.WELL if difference < CLOCK_MAY_DIFFER_SECONDS else Health.ILL,
            f"Klok: wijkt {difference:.0f} s af",
            "Zet de klok van deze machine gelijk (NTP); met een verkeerde tijd weigert SnelStart ons.",
            "Set the clock of this machine (NTP); with a wrong time, SnelStart refuses us.",
        )


def _of_the_service(house: House) -> Iterator[Finding]:
    yield Finding(Health.WELL, "Database antwoordt, tabellen zijn bij")
    workers = house.living_workers()
    yield Finding(
        Health.WELL if workers else Health.ILL,
        f"{words.counted(workers, 'worker', 'workers')} aan het werk"
        if workers
        else "Geen worker aan het werk",
        "Start Snelkoppeling: ./start, of op een andere machine: snelkoppeling worker.",
        "Start Snelkoppeling: ./start, or on another machine: snelkoppeling worker.",
    )
    couplings = house.couplings.all()
    if not couplings:
        yield Finding(
            Health.ILL,
            "Nog geen administratie gekoppeld",
            "Koppel er een: ./start connect",
            "Couple one: ./start connect",
        )
    for coupling in couplings:
        yield from _of_administration(house, coupling)
        yield from _of_records(house, coupling)


def _of_administration(house: House, coupling: Coupling) -> Iterator[Finding]:
    """Try the key of an administration, and hold its settings against its accounts."""
    name = coupling.name
    settings = house.couplings.settings(coupling.id)
    pause = house.administrations.get(coupling.id).pause
    if pause:
        yield Finding(Health.ILL, f"{name}: gepauzeerd", pause.nl, pause.en)
    try:
        key = house.couplings.connection_key(coupling.id)
        with house.trial_client(key) as client:
            met = introduce(client, settings.ledger_rules)
            chart = chart_of(client) if settings.posting.rounding_account is not None else Chart({})
    except ConnectionBrokenError as error:
        yield Finding(Health.ILL, f"{name}: SnelStart weigert ons", error.problem.nl, error.problem.en)
        return
    except SnelkoppelingError as error:
        yield Finding(Health.ILL, f"{name}: kon niet worden bekeken", *in_both_languages(error))
        return
    if met.identifier != coupling.identifier:
        yield Finding(
            Health.ILL,
            f"{name}: de sleutel opent een andere administratie ({met.name})",
            "Koppel opnieuw met de goede sleutel: ./start connect",
            "Couple again with the right key: ./start connect",
        )
        return
    yield from of_rights(name, met)
    yield from of_rules(name, settings, met=met, chart=chart)


def of_rights(name: str, met: Introduction) -> Iterator[Finding]:
    """Tell which rights the key lacks."""
    missing = ", ".join(sorted(met.missing_scopes))
    yield Finding(
        Health.ILL if missing else Health.WELL,
        f"{name}: sleutel werkt" + (f", maar mist rechten: {missing}" if missing else ", alle rechten"),
        "Maak in SnelStart een sleutel met alle rechten, en geef die: ./start connect",
        "Make a key with all rights in SnelStart, and give it: ./start connect",
    )
    if met.missing_useful_scopes:
        yield Finding(
            Health.REMARK,
            f"{name}: de sleutel mist {', '.join(sorted(met.missing_useful_scopes))}",
            "Alles wordt geboekt, maar wij zien niet van welke periode de btw-aangifte is gedaan. Wie dat "
            "wil, maakt een sleutel met alle rechten: ./start connect",
            "All is booked, but we do not see for which period the VAT return was filed. Whoever wants that "
            "makes a key with all rights: ./start connect",
        )


def of_rules(
    name: str, settings: AdministrationSettings, *, met: Introduction, chart: Chart
) -> Iterator[Finding]:
    """Tell which accounts of the rules cannot be used, and which invoices nobody has decided about."""
    posting, company = settings.posting, met.company
    rounding = LedgerRules()
    if posting.rounding_account is not None:
        rounding = LedgerRules(defaults={VatCase.ROUNDING: posting.rounding_account})
    remarks = dict.fromkeys((*met.remarks, *rule_problems(rounding, chart)))
    for remark in remarks:
        yield Finding(Health.ATTENTION, f"{name}: grootboekrekening {remark.value}", remark.nl, remark.en)
    if not remarks:
        yield Finding(Health.WELL, f"{name}: alle rekeningen van de grootboekregels passen")
    if gaps := words.gaps(settings.ledger_rules):
        yield Finding(Health.REMARK, f"{name}: niet elk geval heeft een rekening", *gaps)
    if company.is_small_business and posting.small_business is Doubt.HOLD:
        yield Finding(
            Health.ATTENTION,
            f"{name}: valt onder de kleineondernemersregeling",
            "Elke verkoopfactuur zonder btw ligt op de lijst tot de beheerder kiest: "
            "./start settings small_business=book",
            "Each sales invoice without VAT is set aside until an administrator chooses: "
            "./start settings small_business=book",
        )


def _of_records(house: House, coupling: Coupling) -> Iterator[Finding]:
    if house.administrations.get(coupling.id).awaits_plan:
        yield Finding(
            Health.ATTENTION,
            f"{coupling.name}: wacht op haar eerste plan",
            "Er gaat niets naar SnelStart tot het is goedgekeurd: ./start plan",
            "Nothing goes to SnelStart until it is approved: ./start plan",
        )
    aside = sum(
        count
        for (_, _, state), count in house.records.counts(coupling.id).items()
        if state in {ItemState.SET_ASIDE, ItemState.HELD}
    )
    if aside:
        yield Finding(
            Health.ATTENTION,
            f"{coupling.name}: {words.counted(aside, 'record vraagt', 'records vragen')} aandacht",
            "Bekijk ze: ./start tasks",
            "Look at them: ./start tasks",
        )
