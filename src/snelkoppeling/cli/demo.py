"""`snelkoppeling demo`: everything together with a simulated SnelStart and a CRM that lives."""

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli.installation import Installation, running
from snelkoppeling.cli.logs import set_up_logging
from snelkoppeling.cli.options import DataOption, HostOption, PortOption, settings_from
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.cli.screen import say
from snelkoppeling.cli.supervisor import Program, Supervisor, stop_on_signals
from snelkoppeling.connectors.snelstart.coupling import introduce
from snelkoppeling.demo.api import DemoApi
from snelkoppeling.demo.books import DemoBooks
from snelkoppeling.demo.run import HUMAN_PACE, NO_REST, Length, run_demo
from snelkoppeling.demo.screen import Address, DemoScreen
from snelkoppeling.domain.ledger import STANDARD_SERVICES
from snelkoppeling.settings import Settings
from snelkoppeling.storage.couplings import AdministrationSettings

SIMULATOR_WITHIN_SECONDS = 30.0
DEMO_SUFFIX = "-demo"

SecondsOption = Annotated[float, typer.Option("--seconds", min=1, help="Hoe lang het CRM leeft.")]
FastOption = Annotated[bool, typer.Option("--fast", help="Zonder rust tussen de gebeurtenissen.")]
SeedOption = Annotated[int, typer.Option("--seed", help="Dezelfde zaadwaarde geeft hetzelfde verhaal.")]
KeepOption = Annotated[
    bool | None,
    typer.Option(
        "--keep/--no-keep", help="Na afloop blijven draaien, om rond te kijken.", show_default=False
    ),
]


@dataclass(frozen=True, slots=True)
class Simulator:
    """Where the simulated SnelStart is, and its keys."""

    api: str
    auth: str
    control: str
    subscription_key: str
    connection_key: str

    @property
    def page(self) -> str:
        """Where its books can be seen."""
        return self.auth + "/"


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
    """Laat het zien: een nagebouwd SnelStart en een CRM dat leeft (Show it, with a simulated SnelStart)."""
    set_up_logging()
    settings = _demo_settings(data, host, port)
    stopping = threading.Event()
    stop_on_signals(stopping)
    say("Snelkoppeling start de demonstratie …")
    with (
        _simulator(settings, stopping) as simulator,
        running(_with_simulator(settings, simulator), tell=say, stopping=stopping) as installation,
    ):
        if stopping.is_set():
            return
        agrees = _live(installation, simulator, _Story(seconds=seconds, is_fast=fast, seed=seed), stopping)
        if (sys.stdin.isatty() if keep is None else keep) and not stopping.is_set():
            say("\nAlles blijft draaien om rond te kijken. Stoppen: Ctrl-C")
            installation.supervisor.watch()
        say("Snelkoppeling stopt …")
    if not agrees:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    seconds: float
    is_fast: bool
    seed: int


def _live(installation: Installation, simulator: Simulator, story: _Story, stopping: threading.Event) -> bool:
    """Let the CRM live for a while; tells whether the books agree with it in the end."""
    api = DemoApi(installation.address, _couple(installation.settings, simulator))
    books = DemoBooks(simulator.control)
    addresses = [
        Address("Snelkoppeling", installation.address),
        Address("De boeken in SnelStart (nagebouwd)", simulator.page),
        Address("De API", f"{installation.address}/api/v1/docs"),
    ]
    with DemoScreen(addresses) as screen:
        report = run_demo(
            api,
            books,
            show=screen.show,
            stop=stopping,
            length=Length(seconds=story.seconds),
            pace=NO_REST if story.is_fast else HUMAN_PACE,
            seed=story.seed,
        )
        screen.finish(report)
    api.close()
    return report.agrees


def _couple(settings: Settings, simulator: Simulator) -> str:
    """Couple the simulated administration and a CRM, and give the CRM's API key."""
    house = House(settings)
    with house.trial_client(simulator.connection_key) as client:
        met = introduce(client, STANDARD_SERVICES)
    known = house.couplings.find(met.identifier)
    if known is None:
        rules = AdministrationSettings(ledger_rules=STANDARD_SERVICES)
        administration = house.couplings.create(
            met.name, simulator.connection_key, identifier=met.identifier, settings=rules
        )
    else:
        administration = known.id
    _, api_key = house.connections.create("Demo-CRM", administration)
    house.close()
    return api_key


def _demo_settings(data: Path | None, host: str | None, port: int | None) -> Settings:
    """Keep the demonstration's data apart from real data."""
    settings = settings_from(data, host=host, port=port)
    if data is None:
        folder = settings.data_folder
        settings = settings.model_copy(update={"data_folder": folder.with_name(folder.name + DEMO_SUFFIX)})
    return settings.model_copy(update={"database_url": None})


def _with_simulator(settings: Settings, simulator: Simulator) -> Settings:
    wanted = {
        "url": simulator.api,
        "auth_url": simulator.auth,
        "subscription_key": simulator.subscription_key,
    }
    snelstart = type(settings.snelstart).model_validate({**settings.snelstart.model_dump(), **wanted})
    return settings.model_copy(update={"snelstart": snelstart})


@contextlib.contextmanager
def _simulator(settings: Settings, stopping: threading.Event) -> Iterator[Simulator]:
    """Run a simulated SnelStart whose books lie beside the demonstration's own data."""
    folder = embedded_database.prepare(settings.data_folder).root
    ready = folder / "simulator.json"
    ready.unlink(missing_ok=True)
    logs = folder / "logs"
    logs.mkdir(exist_ok=True)
    program = Program(
        name="simulator",
        module="snelstart_simulator",
        arguments=["--ready-file", str(ready), "--state", str(folder / "simulator-books.json")],
        parent_option="--stop-with-parent",
    )
    supervisor = Supervisor(environment=os.environ, stopping=threading.Event(), logs=logs)
    supervisor.start(program)
    try:
        yield _wait_for(ready, stopping)
    finally:
        supervisor.stop()


def _wait_for(ready: Path, stopping: threading.Event) -> Simulator:
    deadline = time.monotonic() + SIMULATOR_WITHIN_SECONDS
    while not ready.exists() and not stopping.wait(0.05):
        if time.monotonic() > deadline:
            raise CommandError(
                "simulator-not-ready",
                nl="Het nagebouwde SnelStart kwam niet op gang; zie simulator.log bij de logboeken.",
                en="The simulated SnelStart did not come up; see simulator.log among the logs.",
            )
    told = json.loads(ready.read_text()) if ready.exists() else {}
    keys = told.get("administrations", {}).get("demo", {}).get("koppelsleutels", [""])
    return Simulator(
        api=told.get("api", ""),
        auth=told.get("auth", ""),
        control=told.get("control", ""),
        subscription_key=told.get("subscription_keys", [""])[0],
        connection_key=keys[0],
    )
