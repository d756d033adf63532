"""The simulated SnelStart of the demonstration: started, named, and found over HTTP."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from snelkoppeling import embedded_database
from snelkoppeling.cli.problems import CommandError, StoppedError
from snelkoppeling.cli.supervisor import Program, Supervisor, Tell
from snelkoppeling.demo.company import SELLER
from snelkoppeling.settings import Settings

WITHIN_SECONDS = 30.0
ADMINISTRATION = "demo"
ABOUT = {
    "administratieNaam": SELLER.name,
    "bedrijfsnaam": SELLER.name,
    "adres": SELLER.address.street,
    "postcode": SELLER.address.postal_code,
    "plaats": SELLER.address.city,
    "email": SELLER.email,
    "btwNummer": SELLER.vat_number,
}
"""The simulated books are those of the firm whose CRM is shown."""


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

    def settings(self, settings: Settings) -> Settings:
        """Give settings that lead to it instead of to SnelStart."""
        wanted = {"url": self.api, "auth_url": self.auth, "subscription_key": self.subscription_key}
        snelstart = type(settings.snelstart).model_validate({**settings.snelstart.model_dump(), **wanted})
        return settings.model_copy(update={"snelstart": snelstart})


@contextlib.contextmanager
def simulator(settings: Settings, *, tell: Tell, stopping: threading.Event) -> Iterator[Simulator]:
    """Run a simulated SnelStart whose books lie beside the demonstration's own data.

    Raises:
        CommandError: It did not come up.
        StoppedError: `stopping` was set before it was up.
    """
    folder = embedded_database.prepare(settings.data_folder).root
    ready = folder / "simulator.json"
    ready.unlink(missing_ok=True)
    logs = folder / "logs"
    logs.mkdir(exist_ok=True, mode=0o700)
    program = Program(
        name="simulator",
        nl="Het nagebouwde SnelStart",
        en="The simulated SnelStart",
        module="snelstart_simulator",
        arguments=["--ready-file", str(ready), "--state", str(folder / "simulator-books.json")],
        parent_option="--stop-with-parent",
    )
    supervisor = Supervisor(environment=os.environ, logs=logs, tell=tell)
    supervisor.start(program)
    try:
        yield _found(_wait_for(ready, supervisor, stopping))
    finally:
        supervisor.stop()


def _wait_for(ready: Path, supervisor: Supervisor, stopping: threading.Event) -> dict[str, Any]:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not ready.exists():
        if stopping.wait(0.05):
            raise StoppedError
        if supervisor.has_ended("simulator") or time.monotonic() > deadline:
            log = supervisor.log_of("simulator")
            raise CommandError(
                "simulator-not-ready",
                nl=f"Het nagebouwde SnelStart kwam niet op gang. Het logboek zegt waarom: {log}",
                en=f"The simulated SnelStart did not come up. Its log says why: {log}",
            )
    told: dict[str, Any] = json.loads(ready.read_text(encoding="utf-8"))
    return told


def _found(told: dict[str, Any]) -> Simulator:
    """Read where it is, and give its administration a name."""
    found = Simulator(
        api=told["api"],
        auth=told["auth"],
        control=told["control"],
        subscription_key=told["subscription_keys"][0],
        connection_key=told["administrations"][ADMINISTRATION]["koppelsleutels"][0],
    )
    httpx.patch(
        f"{found.control}/administrations/{ADMINISTRATION}", json={"company_info": ABOUT}, trust_env=False
    ).raise_for_status()
    return found
