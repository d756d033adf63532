"""One installation that runs and is coupled, for the tests of a file; and folders for others."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from snelstart_simulator.process import RunningSimulator, start
from tests.e2e.cli.installation import Answer, Installation, Up


@dataclass(frozen=True, slots=True)
class Coupled:
    """An installation that runs, with one administration."""

    installation: Installation
    up: Up
    connected: Answer
    """What `connect` said."""
    crm: httpx.Client
    """Speaks to the door with the API key that `connect` gave."""
    simulator: RunningSimulator


@pytest.fixture(scope="module")
def simulator() -> Iterator[RunningSimulator]:
    with start(limits="off") as running:
        running.control.change_administration(
            company_info={"administratieNaam": "Lindewaard Installatie B.V."}
        )
        yield running


@pytest.fixture(scope="module")
def shared_folder() -> Iterator[Path]:
    # Not pytest's own folder: that is closed to the account that runs the database when we are root.
    folder = Path(tempfile.mkdtemp(prefix="snelkoppeling-e2e-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="snelkoppeling-e2e-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def coupled(shared_folder: Path, simulator: RunningSimulator) -> Iterator[Coupled]:
    installation = Installation(shared_folder / "data", simulator)
    with installation.up() as up:
        connected = installation.run(
            "connect", "--crm", "Voorbeeld-CRM", "--zonder-plan", typed=f"{simulator.koppelsleutel}\n"
        )
        assert connected.code == 0, connected.text
        # The subscription key was kept, so that the next start has it too; what runs takes note of that.
        up.said("Nieuwe instellingen", within_seconds=15)
        key = next(word for word in connected.out.split() if word.startswith("snk_"))
        headers = {"Authorization": f"Bearer {key}"}
        with httpx.Client(base_url=up.address, headers=headers, trust_env=False, timeout=20) as crm:
            yield Coupled(installation, up, connected, crm, simulator)
