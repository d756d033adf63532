"""`snelkoppeling connect`: couples an administration by its connection key, and a CRM to it."""

import os
import sys
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.text import Text

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import problems, settings_file
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption, settings_from
from snelkoppeling.cli.rule_packs import Pack, rules_of
from snelkoppeling.cli.screen import complaints, console, say
from snelkoppeling.connectors.snelstart.coupling import Introduction, chart_of, introduce
from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.domain.ledger import LedgerRules
from snelkoppeling.errors import ConnectionBrokenError
from snelkoppeling.settings import PREFIX, Settings, read_settings
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.storage.couplings import Coupling

CONNECTION_KEY = PREFIX + "CONNECTION_KEY"
SUBSCRIPTION_KEY = PREFIX + "SUBSCRIPTION_KEY"
DEFAULT_CRM = "CRM"


CrmOption = Annotated[
    str | None,
    typer.Option("--crm", metavar="NAAM", help="Naam van het CRM dat aansluit. (Name of the CRM.)"),
]
PackOption = Annotated[
    Pack,
    typer.Option(
        "--omzet",
        metavar="SOORT",
        help="diensten, goederen, of rgs (op RGS-code): de rekeningen om mee te beginnen. "
        "(Services, goods, or by RGS code: the accounts to begin with.)",
    ),
]
QuotaOption = Annotated[
    bool,
    typer.Option(
        "--test-key", help="Een sleutel uit Ontwikkeling & Test: minder aanroepen. (A test key: fewer calls.)"
    ),
]
PlanOption = Annotated[
    bool,
    typer.Option(
        "--zonder-plan",
        help="Meteen boeken, zonder eerst een plan te bekijken. (Book at once, without looking at a plan.)",
    ),
]
YesOption = Annotated[
    bool, typer.Option("--yes", help="Niet vragen of het de goede administratie is. (Do not ask.)")
]


def connect(
    crm: CrmOption = None,
    pack: PackOption = Pack.SERVICES,
    *,
    test_key: QuotaOption = False,
    without_plan: PlanOption = False,
    yes: YesOption = False,
    data: DataOption = None,
) -> None:
    """Koppel een administratie met haar koppelsleutel, of geef haar een nieuwe.

    Couple an administration with its connection key, or give it a new one.

    De sleutel wordt gevraagd, of gelezen uit SNELKOPPELING_CONNECTION_KEY of van standaardinvoer.
    (The key is asked for, or read from that variable or from standard input.)
    """
    settings = settings_from(data)
    subscription = _subscription_key(settings)
    key = _connection_key()
    with opened(data, may_begin=True) as house:
        met, rules = _introduced(House(_with(house.settings, subscription)), key, pack)
        _show(met)
        _require_right(yes=yes)
        _keep_subscription_key(settings, subscription)
        known = house.couplings.find(met.identifier)
        if known is not None:
            _replace(house, known, key=key, crm=crm)
            return
        chosen = AdministrationSettings(
            ledger_rules=rules,
            quota="test" if test_key else "production",
            own_numbers=tuple(sorted(met.own_numbers)),
        )
        administration = _couple(house, met, key=key, chosen=chosen, awaits_plan=not without_plan)
        _add_crm(house, administration, crm or DEFAULT_CRM)
        if not without_plan:
            _explain_plan()


def _couple(
    house: House, met: Introduction, *, key: str, chosen: AdministrationSettings, awaits_plan: bool
) -> AdministrationId:
    administration = house.couplings.create(
        met.name, key, identifier=met.identifier, settings=chosen, awaits_plan=awaits_plan
    )
    say(f"{met.name} is gekoppeld.", "coupled", mark="✓")
    return administration


def _subscription_key(settings: Settings) -> str:
    """Ask for the key by which SnelStart knows this software; empty when it is known already."""
    if settings.snelstart.subscription_key.get_secret_value():
        return ""
    if not sys.stdin.isatty():
        raise problems.CommandError(
            "subscription-key-missing",
            nl=f"De abonnementssleutel (subscription key) van de SnelStart B2B API ontbreekt. Zet "
            f"{SUBSCRIPTION_KEY}, of geef dit in een venster waarin zij gevraagd kan worden.",
            en=f"The subscription key of the SnelStart B2B API is missing. Set {SUBSCRIPTION_KEY}, or run "
            "this in a window in which it can be asked for.",
        )
    say(
        "De SnelStart B2B API vraagt een abonnementssleutel. U vindt haar op het ontwikkelaarsportaal van "
        "SnelStart, onder Profile. Zij wordt bewaard bij de gegevens.",
        "The SnelStart B2B API wants a subscription key. You find it on SnelStart's developer portal, under "
        "Profile. It is kept with the data.",
    )
    given = _hidden("Abonnementssleutel (subscription key)")
    # The same rules as for one in the environment.
    return read_settings({SUBSCRIPTION_KEY: given}).snelstart.subscription_key.get_secret_value()


def _connection_key() -> str:
    """Read the key of the administration without showing it.

    Raises:
        CommandError: There is none, or it cannot be one.
    """
    given = os.environ.get(CONNECTION_KEY, "").strip()
    if not given:
        if sys.stdin.isatty():
            given = _hidden("Koppelsleutel (SnelStart Web → Koppelingen → Maatwerk)")
        else:
            given = sys.stdin.readline().strip()
    if not given:
        raise problems.CommandError(
            "connection-key-missing",
            nl="Er is geen koppelsleutel. Maak hem in SnelStart Web, onder Koppelingen → Maatwerk.",
            en="No connection key was given. Make one in SnelStart Web, under Koppelingen → Maatwerk.",
        )
    if not (given.isascii() and given.isprintable()) or " " in given:
        raise problems.CommandError(
            "connection-key-malformed",
            nl="Dit is geen koppelsleutel: dat is één lang woord zonder spaties. Kopieer hem in zijn geheel.",
            en="This is no connection key: that is one long word without spaces. Copy the whole of it.",
        )
    return given


def _introduced(house: House, key: str, pack: Pack) -> tuple[Introduction, LedgerRules]:
    """Try the key, and make the ledger rules that fit the accounts behind it.

    Raises:
        CommandError: It opens nothing.
    """
    try:
        with house.trial_client(key) as client:
            rules = rules_of(pack, chart_of(client))
            return introduce(client, rules), rules
    except ConnectionBrokenError as error:
        if error.problem.code != "key-refused":
            raise
        raise problems.CommandError(
            "connection-key-unknown",
            nl="SnelStart kent deze koppelsleutel niet. Kopieer hem in zijn geheel, of maak een nieuwe in "
            "SnelStart Web onder Koppelingen → Maatwerk. Er is niets veranderd.",
            en="SnelStart does not know this connection key. Copy the whole of it, or make a new one in "
            "SnelStart Web under Koppelingen → Maatwerk. Nothing was changed.",
        ) from error


def _keep_subscription_key(settings: Settings, asked: str) -> None:
    """Keep the key that works, for the other commands and the next start."""
    works = asked or settings.snelstart.subscription_key.get_secret_value()
    if settings_file.read(settings.data_folder).get(SUBSCRIPTION_KEY) != works:
        settings_file.keep(settings.data_folder, {SUBSCRIPTION_KEY: works})


def _hidden(question: str) -> str:
    try:
        return console.input(f"{question}: ", markup=False, password=True).strip()
    except EOFError:
        return ""


def _with(settings: Settings, subscription: str) -> Settings:
    if not subscription:
        return settings
    fresh = settings.snelstart.model_copy(update={"subscription_key": SecretStr(subscription)})
    return settings.model_copy(update={"snelstart": fresh})


def _show(met: Introduction) -> None:
    say(f"Deze sleutel opent {met.name}", f"id {met.identifier}", mark="✓")
    if met.missing_scopes:
        missing = ", ".join(sorted(met.missing_scopes))
        say(
            f"De sleutel mist rechten: {missing}. Maak in SnelStart een sleutel met alle rechten.",
            "The key lacks rights. Make one with all rights in SnelStart.",
            mark="!",
        )
    for remark in met.remarks:
        say(remark.nl, remark.en, mark="!")


def _require_right(*, yes: bool) -> None:
    """Ask whether this is the administration that was meant; a script has nobody to ask."""
    if yes or not sys.stdin.isatty():
        return
    try:
        answer = console.input("Is dit de goede administratie? (Is this the right one?) [J/n] ", markup=False)
    except EOFError:
        answer = "n"
    if answer.strip().lower() not in {"", "j", "ja", "y", "yes"}:
        say("Er is niets gekoppeld.", "Nothing was coupled.")
        raise typer.Exit(1)


def _replace(house: House, known: Coupling, *, key: str, crm: str | None) -> None:
    house.couplings.replace_key(known.id, key)
    house.queue.wake([known.id])
    say(
        f"{known.name} was al gekoppeld en heeft nu deze sleutel; wat wachtte gaat verder.",
        "was coupled already and has this key now; what waited goes on",
        mark="✓",
    )
    of_it = [one for one in house.connections.all() if one.administration == known.id]
    if crm is not None and crm not in {one.name for one in of_it}:
        _add_crm(house, known.id, crm)


def _explain_plan() -> None:
    say(
        "Laat het CRM nu alles sturen. Er gaat niets naar SnelStart voordat u het plan hebt gezien en "
        "goedgekeurd: ./start plan",
        "Let the CRM send all it has. Nothing goes to SnelStart before you saw the plan and approved it: "
        "./start plan",
        mark="·",
    )


def _add_crm(house: House, administration: AdministrationId, crm: str) -> None:
    connection, api_key = house.connections.create(crm, administration)
    running = embedded_database.occupant(house.settings.data_folder)
    address = (running and running.address) or "http://127.0.0.1:8484"
    console.print()
    say(f"Hiermee sluit {connection.name} aan; de sleutel wordt alleen nu getoond:", "shown only now")
    for name, value in (("Adres", f"{address}/api/v1"), ("API-sleutel", api_key)):
        console.print(Text.assemble(f"  {name:<12} ", (value, "bold cyan")), soft_wrap=True)
    say(f"Wat het CRM kan sturen: {address}/docs/api", "what the CRM can send", indent=2)
    if not (running and running.address):
        say("Start Snelkoppeling: ./start", "start it", mark="!", to=complaints)
