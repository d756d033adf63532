"""`snelkoppeling connect`: couples an administration by its koppelsleutel, and a CRM to it."""

import os
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.panel import Panel

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import problems
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, say
from snelkoppeling.connectors.snelstart.coupling import Introduction, introduce
from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.domain.ledger import STANDARD_GOODS, STANDARD_SERVICES, LedgerRules
from snelkoppeling.storage.couplings import AdministrationSettings


class Business(StrEnum):
    """Which of SnelStart's standard accounts the ledger rules begin with."""

    SERVICES = "diensten"
    GOODS = "goederen"


RULES: dict[Business, LedgerRules] = {
    Business.SERVICES: STANDARD_SERVICES,
    Business.GOODS: STANDARD_GOODS,
}

CrmOption = Annotated[
    str, typer.Option("--crm", help="Naam van het CRM dat hierop aansluit. (Name of the CRM.)")
]
BusinessOption = Annotated[
    Business, typer.Option("--omzet", help="Standaardrekeningen voor de omzet. (Standard revenue accounts.)")
]
QuotaOption = Annotated[
    bool,
    typer.Option("--test-key", help="Sleutel uit Ontwikkeling & Test: 100 aanroepen per minuut. (Test key.)"),
]
YesOption = Annotated[
    bool, typer.Option("--yes", help="Niet vragen of het de goede administratie is. (Do not ask.)")
]


def connect(
    crm: CrmOption = "CRM",
    omzet: BusinessOption = Business.SERVICES,
    *,
    test_key: QuotaOption = False,
    yes: YesOption = False,
    data: DataOption = None,
) -> None:
    """Koppel een administratie met haar koppelsleutel (Couple an administration with its connection key).

    De sleutel wordt gevraagd, of gelezen uit SNELKOPPELING_CONNECTION_KEY of van standaardinvoer.
    """
    key = _key()
    with opened(data) as house:
        rules = RULES[omzet]
        with house.trial_client(key) as client:
            met = introduce(client, rules)
        _show(met)
        if not yes and not typer.confirm("Is dit de goede administratie?", default=True):
            raise typer.Exit(1)
        _store(house, met, key=key, rules=rules, crm=crm, is_test=test_key)


def _key() -> str:
    """Read the key without showing it."""
    given = os.environ.get("SNELKOPPELING_CONNECTION_KEY")
    if not given and not sys.stdin.isatty():
        given = sys.stdin.readline()
    key = (
        given or typer.prompt("Koppelsleutel (SnelStart Web → Koppelingen → Maatwerk)", hide_input=True)
    ).strip()
    if not key:
        raise problems.CommandError(
            "connection-key-missing",
            nl="Er is geen koppelsleutel gegeven. Maak er een in SnelStart Web onder Koppelingen → Maatwerk.",
            en="No connection key was given. Make one in SnelStart Web under Koppelingen → Maatwerk.",
        )
    return key


def _show(met: Introduction) -> None:
    say(f"\n[bold green]✓[/] Deze sleutel opent [bold]{met.name}[/] ({met.identifier})")
    if met.missing_scopes:
        missing = ", ".join(sorted(met.missing_scopes))
        say(f"[bold yellow]![/] De sleutel mist rechten: {missing}. Maak een sleutel met alle rechten.")
    for remark in met.remarks:
        say(f"[bold yellow]![/] {remark.nl}")


def _store(house: House, met: Introduction, *, key: str, rules: LedgerRules, crm: str, is_test: bool) -> None:
    known = house.couplings.find(met.identifier)
    if known is not None:
        house.couplings.replace_key(known.id, key)
        say(f"De koppelsleutel van {met.name} is vervangen; wat wachtte gaat nu verder.")
        house.queue.wake([known.id])
        return
    settings = AdministrationSettings(ledger_rules=rules, quota="test" if is_test else "production")
    administration = house.couplings.create(met.name, key, identifier=met.identifier, settings=settings)
    say(f"Administratie {met.name} is gekoppeld.")
    _add_crm(house, administration, crm)


def _add_crm(house: House, administration: AdministrationId, crm: str) -> None:
    connection, api_key = house.connections.create(crm, administration)
    console.print(
        Panel(
            f"API-sleutel van {connection.name}: [bold]{api_key}[/]\n"
            "Zij wordt één keer getoond; bewaar haar in het CRM.\n"
            "[dim]This API key is shown once; keep it in the CRM.[/]",
            expand=False,
        )
    )
