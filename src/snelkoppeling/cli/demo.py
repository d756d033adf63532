"""`snelkoppeling demo`: everything together with a simulated SnelStart and a CRM that lives."""

import os
import sys
import threading
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import listening, problems, settings_file
from snelkoppeling.cli.demo_plan import TerminalPlanDesk
from snelkoppeling.cli.installation import Installation, running
from snelkoppeling.cli.options import DataOption, HostOption, PortOption, settings_from
from snelkoppeling.cli.problems import StoppedError
from snelkoppeling.cli.screen import console, say
from snelkoppeling.cli.simulator import Simulator, simulator
from snelkoppeling.cli.stopping import stop_on_signals
from snelkoppeling.connectors.snelstart.coupling import Introduction, introduce
from snelkoppeling.demo.administration import LEDGER_RULES, POSTING_POLICY
from snelkoppeling.demo.api import DemoApi
from snelkoppeling.demo.books import DemoBooks
from snelkoppeling.demo.known_relations import Doors as SnelStartDoors
from snelkoppeling.demo.known_relations import enter
from snelkoppeling.demo.run import NO_REST, Doors, Length, Pace, run_demo
from snelkoppeling.demo.screen import Address, DemoScreen
from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.embedded_database.errors import AlreadyRunningError
from snelkoppeling.settings import PREFIX, Settings
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.storage.couplings import AlreadyCoupledError

DEMO_SUFFIX = "-demo"
CRM = "Demo-CRM"
KEPT_API_KEY = "demo-crm.key"
MARKER = "demonstration"
"""A file of this name tells the folder of a demonstration from one with real data."""

SecondsOption = Annotated[
    float,
    typer.Option("--seconds", min=1, metavar="TIJD", help="Hoeveel seconden het CRM leeft. (How long.)"),
]
FastOption = Annotated[bool, typer.Option("--fast", help="Zonder rust ertussen. (Without rest in between.)")]
SeedOption = Annotated[
    int,
    typer.Option(
        "--seed", metavar="GETAL", help="Hetzelfde getal, hetzelfde verhaal. (Same number, same story.)"
    ),
]
KeepOption = Annotated[
    bool | None,
    typer.Option(
        "--keep/--no-keep",
        help="Na afloop blijven draaien, of niet. (Keep running afterwards, or not.)",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    seconds: float
    is_fast: bool
    seed: int


def demo(
    seconds: SecondsOption = 60.0,
    *,
    fast: FastOption = False,
    seed: SeedOption = 1,
    keep: KeepOption = None,
    data: DataOption = None,
    host: HostOption = None,
    port: PortOption = None,
) -> None:
    """Laat alles zien met een nagebouwd SnelStart en een CRM dat leeft; raakt geen echte gegevens.

    Show it all with a simulated SnelStart and a CRM that lives; touches no real data.
    """
    stopping = threading.Event()
    stop_on_signals(stopping)
    settings = _demo_settings(data, host, port)
    say("De demonstratie start …", "starting")
    _require_own(settings.data_folder)
    agrees = True
    try:
        with (
            simulator(settings, tell=_tell, stopping=stopping) as books,
            running(_led_to(books, settings), tell=_tell, stopping=stopping) as installation,
        ):
            story = _Story(seconds=seconds, is_fast=fast, seed=seed)
            agrees = _live(installation, books, story)
            if (sys.stdin.isatty() if keep is None else keep) and not stopping.is_set():
                _look_around(installation)
            say("\nDe demonstratie stopt …", "stopping")
    except StoppedError:
        pass
    say("Gestopt.", "Stopped.")
    if not agrees:
        raise typer.Exit(1)


def _live(installation: Installation, books: Simulator, story: _Story) -> bool:
    """Let the CRM live for a while; tells whether the books agree with it in the end."""
    supervisor = installation.supervisor
    watcher = threading.Thread(target=supervisor.watch, name="supervisor", daemon=True)
    watcher.start()
    administration, api_key = _couple(installation.settings, books)
    house = House(installation.settings)
    api, seen = DemoApi(installation.address, api_key), DemoBooks(books.control)
    addresses = [
        Address("Snelkoppeling", installation.address),
        Address("De boeken in SnelStart (nagebouwd)", books.page),
        Address("De API", f"{installation.address}/docs/api"),
    ]
    entrance = SnelStartDoors(
        api=books.api,
        auth=books.auth,
        subscription_key=books.subscription_key,
        connection_key=books.connection_key,
    )
    try:
        with DemoScreen(addresses) as screen:
            desk = TerminalPlanDesk(
                house, administration, go_live=screen.go_live, stopping=supervisor.stopping
            )
            report = run_demo(
                Doors(api=api, books=seen, desk=desk, enter=lambda relations: enter(entrance, relations)),
                show=screen.show,
                stop=supervisor.stopping,
                length=Length(seconds=story.seconds),
                pace=NO_REST if story.is_fast else Pace.within(story.seconds),
                seed=story.seed,
            )
            if report is not None:
                screen.finish(report)
    finally:
        house.close()
        api.close()
        seen.close()
    return report is not None and report.agrees


def _look_around(installation: Installation) -> None:
    data = installation.settings.data_folder
    console.print()
    say("Alles blijft draaien om rond te kijken.", "All keeps running, to look around.")
    say(f"In een tweede venster (in a second window): ./start status --data {data}")
    say("Stoppen: Ctrl-C", "stop")
    installation.supervisor.stopping.wait()


def _couple(settings: Settings, books: Simulator) -> tuple[AdministrationId, str]:
    """Couple the simulated administration and the CRM, and give the CRM's API key."""
    kept = settings.data_folder / KEPT_API_KEY
    house = House(settings)
    try:
        with house.trial_client(books.connection_key) as client:
            met = introduce(client, LEDGER_RULES)
        known = house.couplings.find(met.identifier)
        if known is not None and kept.exists():
            api_key = kept.read_text(encoding="utf-8")
            connection = house.connections.by_api_key(api_key)
            if connection is not None and connection.administration == known.id:
                return known.id, api_key
        administration = known.id if known is not None else _new(house, met, books.connection_key)
        _, api_key = house.connections.create(CRM, administration)
    finally:
        house.close()
    _keep_api_key(kept, api_key)
    return administration, api_key


def _new(house: House, met: Introduction, connection_key: str) -> AdministrationId:
    settings = AdministrationSettings(
        ledger_rules=LEDGER_RULES, posting=POSTING_POLICY, own_numbers=tuple(sorted(met.own_numbers))
    )
    create = partial(
        house.couplings.create,
        connection_key=connection_key,
        identifier=met.identifier,
        settings=settings,
        awaits_plan=True,
    )
    try:
        return create(met.name)
    except AlreadyCoupledError:
        # The simulated books of an earlier demonstration were lost, and these are others of the same firm.
        return create(f"{met.name} ({met.identifier[:8]})")


def _require_own(folder: Path) -> None:
    """Refuse a folder with real data, and one in which a demonstration is going on.

    Raises:
        SnelkoppelingError: It is one of these; nothing was changed.
    """
    running = embedded_database.occupant(folder)
    if running is not None:
        raise AlreadyRunningError(folder, running.pid, running.address)
    place = embedded_database.prepare(folder)
    marker = place.root / MARKER
    if place.database.exists() and not marker.exists():
        raise problems.not_a_demonstration(str(folder))
    marker.touch()


def _led_to(books: Simulator, settings: Settings) -> Settings:
    """Lead everything to the simulated SnelStart, `status` and `show` on the same data folder included."""
    led = books.settings(settings)
    told = led.as_environment()
    names = ("SNELSTART_URL", "SNELSTART_AUTH_URL", "SUBSCRIPTION_KEY")
    settings_file.keep(led.data_folder, {PREFIX + name: told[PREFIX + name] for name in names})
    return led


def _keep_api_key(path: Path, api_key: str) -> None:
    """Keep the key for a next demonstration; a real CRM keeps its key itself."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(api_key)


def _demo_settings(data: Path | None, host: str | None, port: int | None) -> Settings:
    """Keep the demonstration's data apart from real data, and out of the way of what runs already."""
    settings = settings_from(data, host=host, port=port)
    if data is None:
        folder = settings.data_folder
        settings = settings.model_copy(update={"data_folder": folder.with_name(folder.name + DEMO_SUFFIX)})
    web = settings.web
    if port is None and web.port:
        free = listening.first_free_port(web.host, wanted=web.port)
        web = web.model_copy(update={"port": free})
    return settings.model_copy(update={"database_url": None, "web": web})


def _tell(nl: str, en: str) -> None:
    say(nl, en, mark="·")
