"""Runs the real thing for a test: web and worker as processes of their own, against a simulator over HTTP."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import httpx

from snelkoppeling.bootstrap import House
from snelkoppeling.connectors.snelstart.coupling import introduce
from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.domain.ledger import STANDARD_SERVICES
from snelkoppeling.settings import Settings, read_settings
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelstart_simulator.process import RunningSimulator
from snelstart_simulator.process import start as start_simulator

Limits = Literal["productie", "ontwikkeling", "off"]
SOURCE = Path(__file__).resolve().parents[1] / "src"
START_WITHIN_SECONDS = 30.0


@dataclass(slots=True)
class Program:
    """A program of ours that a test may kill."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, or start it again."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "snelkoppeling", *self.arguments, f"--parent={os.getpid()}"],
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """Ask it to end, and see to it that it does."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningService:
    """What runs, and how to get at it."""

    simulator: RunningSimulator
    settings: Settings
    house: House
    administration: AdministrationId
    api: httpx.Client
    """Speaks to the door with the API key of the one connection."""
    web: Program
    worker: Program
    folder: Path
    environment: Mapping[str, str] = field(repr=False)

    def put(self, kind: str, external_id: str, body: Mapping[str, object]) -> httpx.Response:
        """Push one record."""
        return self.api.put(f"/api/v1/{kind}/{external_id}", json=body)

    def logs(self) -> str:
        """Give what web and worker wrote."""
        return "".join(program.log.read_text() for program in (self.web, self.worker))

    def wait_until_quiet(self, *, seconds: float) -> dict[str, int]:
        """Wait until nothing is due any more; gives the number of records in each state."""
        deadline = time.monotonic() + seconds
        while True:
            counts: dict[str, int] = {}
            for (_, _, state), count in self.house.records.counts().items():
                counts[state.value] = counts.get(state.value, 0) + count
            if not counts.get("due") or time.monotonic() > deadline:
                return counts
            time.sleep(0.1)


@contextmanager
def running_service(
    database_url: str, *, limits: Limits = "off", more: Mapping[str, str] | None = None, worker: bool = True
) -> Iterator[RunningService]:
    """Run simulator, web and worker for the time of a block; `more` are settings by variable."""
    with ExitStack() as stack:
        simulator = stack.enter_context(start_simulator(limits=limits))
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="snelkoppeling-service-")))
        environment = {**_environment(database_url, simulator, folder=folder), **(more or {})}
        settings = read_settings(environment)
        house = House(settings)
        stack.callback(house.close)
        administration, api_key = _couple(house, simulator, quota="off" if limits == "off" else "production")
        port = _free_port()
        web = Program(("web", "--port", str(port)), environment, folder / "web.log")
        working = Program(("worker",), environment, folder / "worker.log")
        for program in (web, working):
            stack.callback(program.stop)
        web.start()
        if worker:
            working.start()
        api = stack.enter_context(_api(port, api_key))
        _wait_until_ready(api, web)
        yield RunningService(
            simulator=simulator,
            settings=settings,
            house=house,
            administration=administration,
            api=api,
            web=web,
            worker=working,
            folder=folder,
            environment=environment,
        )


def _environment(database_url: str, simulator: RunningSimulator, *, folder: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SNELKOPPELING_")}
    return {
        **inherited,
        "PYTHONPATH": str(SOURCE),
        "SNELKOPPELING_DATA": str(folder),
        "SNELKOPPELING_DATABASE_URL": database_url,
        "SNELKOPPELING_SNELSTART_URL": simulator.api,
        "SNELKOPPELING_SNELSTART_AUTH_URL": simulator.auth,
        "SNELKOPPELING_SUBSCRIPTION_KEY": simulator.subscription_key,
    }


def _api(port: int, api_key: str) -> httpx.Client:
    headers = {"Authorization": f"Bearer {api_key}"}
    return httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30, trust_env=False)


def _couple(house: House, simulator: RunningSimulator, *, quota: str) -> tuple[AdministrationId, str]:
    with house.trial_client(simulator.koppelsleutel) as client:
        met = introduce(client, STANDARD_SERVICES)
    administration = house.couplings.create(
        f"{met.name} {secrets.token_hex(4)}",
        simulator.koppelsleutel,
        identifier=met.identifier,
        settings=AdministrationSettings(quota=quota),
    )
    _, api_key = house.connections.create("CRM", administration)
    return administration, api_key


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(api: httpx.Client, web: Program) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < deadline:
        try:
            if api.get("/readyz").is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"the web did not start: {web.log.read_text()}")
