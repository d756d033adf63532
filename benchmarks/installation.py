"""Runs a whole installation for a benchmark, as `./start` does, coupled to a simulator."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from benchmarks.service import BenchmarkError, data_folder, note_version
from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.connectors.snelstart.coupling import introduce
from snelkoppeling.domain.ledger import STANDARD_SERVICES
from snelkoppeling.settings import read_settings
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelstart_simulator.process import RunningSimulator
from snelstart_simulator.process import start as start_simulator
from tests.conftest import make_tables

START_WITHIN_SECONDS = 300.0
END_WITHIN_SECONDS = 20.0
LOOK_EVERY_SECONDS = 0.02
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What runs, and how to get at it."""

    simulator: RunningSimulator
    address: str
    api_key: str
    process: psutil.Process

    def megabytes(self) -> float:
        """Add up the memory of all processes but those of the database; what they share counts twice."""
        total = 0
        for one in (self.process, *self.process.children(recursive=True)):
            try:
                if "postgres" not in one.name():
                    total += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        return total / MEGABYTE


@contextmanager
def installation() -> Iterator[Installation]:
    """Start everything in a new data folder, with one administration and no limit on calls."""
    with start_simulator(limits="off") as simulator, data_folder() as folder:
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SNELKOPPELING_")},
            "PYTHONPATH": os.pathsep.join(sys.path[:2]),
            "SNELKOPPELING_DATA": str(folder),
            "SNELKOPPELING_SNELSTART_URL": simulator.api,
            "SNELKOPPELING_SNELSTART_AUTH_URL": simulator.auth,
            "SNELKOPPELING_SUBSCRIPTION_KEY": simulator.subscription_key,
        }
        api_key = _coupled(environment, folder, simulator)
        command = [sys.executable, "-P", "-m", "snelkoppeling", "up"]
        with started(command, environment) as (process, address):
            yield Installation(
                simulator=simulator, address=address, api_key=api_key, process=psutil.Process(process.pid)
            )


@contextmanager
def started(
    command: list[str], environment: Mapping[str, str], *, folder: Path | None = None
) -> "Iterator[tuple[subprocess.Popen[bytes], str]]":
    """Run a command that serves until it is stopped; it is ready when its `/readyz` says so."""
    address = f"http://127.0.0.1:{free_port()}"
    process = subprocess.Popen(
        [*command, "--port", address.rpartition(":")[2]],
        env=dict(environment),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_ready(process, address)
        yield process, address
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(END_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Find a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: "subprocess.Popen[bytes]", address: str) -> None:
    deadline = time.monotonic() + START_WITHIN_SECONDS
    with httpx.Client(base_url=address, timeout=2, trust_env=False) as client:
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise BenchmarkError(f"it ended with {process.returncode}")
            try:
                if client.get("/readyz").is_success:
                    return
            except httpx.TransportError:
                time.sleep(LOOK_EVERY_SECONDS)
    raise BenchmarkError("it was not ready in time")


def _coupled(environment: Mapping[str, str], folder: Path, simulator: RunningSimulator) -> str:
    """Couple the administration of the simulator; gives the API key of its CRM."""
    server = embedded_database.start(folder)
    try:
        make_tables(server.url)
        note_version(server.url)
        house = House(read_settings(environment).model_copy(update={"database_url": server.url}))
        with house.trial_client(simulator.koppelsleutel) as client:
            met = introduce(client, STANDARD_SERVICES)
        administration = house.couplings.create(
            met.name,
            simulator.koppelsleutel,
            identifier=met.identifier,
            settings=AdministrationSettings(quota="off"),
        )
        _, api_key = house.connections.create("CRM", administration)
        house.close()
        return api_key
    finally:
        server.stop()
