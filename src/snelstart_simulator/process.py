"""Starts the simulator as a program of its own, for tests and demonstrations."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snelstart_simulator.administration import LimitsName
from snelstart_simulator.control_client import ControlClient
from snelstart_simulator.seed.administration import (
    DEFAULT_NAAM,
    DEFAULT_PASSWORD,
    DEFAULT_SUBSCRIPTION_KEY,
    DEFAULT_USERNAME,
    koppelsleutel_of,
)

_SECONDS_TO_START = 30
_SECONDS_TO_STOP = 10
_SECONDS_BETWEEN_LOOKS = 0.02


class SimulatorDidNotStartError(Exception):
    """The program ended, or said nothing in time."""

    def __init__(self, output: str) -> None:
        super().__init__(f"the simulator did not start: {output.strip() or 'it said nothing'}")


@dataclass(frozen=True, slots=True)
class RunningSimulator:
    """Where a simulator listens and how to enter its first administration."""

    api: str
    """Base address of the API, with `/v2`."""

    auth: str
    """Base address of the token endpoint, before `/b2b/token`."""

    control: ControlClient
    process: "subprocess.Popen[bytes]"
    administration: str = DEFAULT_NAAM
    username: str = DEFAULT_USERNAME
    password: str = DEFAULT_PASSWORD
    koppelsleutel: str = koppelsleutel_of(DEFAULT_USERNAME, DEFAULT_PASSWORD)
    subscription_key: str = DEFAULT_SUBSCRIPTION_KEY


@contextmanager
def start(
    *, limits: LimitsName = "productie", state: Path | None = None, port: int = 0, seed: int | None = None
) -> Iterator[RunningSimulator]:
    """Run a simulator for the time of a `with` block; its errors go to this program's own."""
    with tempfile.TemporaryDirectory(prefix="snelstart-simulator-") as folder:
        ready = Path(folder) / "ready.json"
        arguments = ["--ready-file", str(ready), "--limits", limits, "--port", str(port)]
        arguments += ["--state", str(state)] if state else []
        arguments += ["--seed", str(seed)] if seed is not None else []
        process = _spawn(arguments)
        try:
            addresses = _wait_until_ready(process, ready)
            with ControlClient(addresses["control"]) as control:
                yield RunningSimulator(addresses["api"], addresses["auth"], control, process)
        finally:
            _stop(process)


def _spawn(arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "snelstart_simulator", "--stop-with-parent", *arguments]
    source = str(Path(__file__).resolve().parents[1])
    return subprocess.Popen(  # noqa: S603 - our own program.
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=_environment(source)
    )


def _environment(source: str) -> dict[str, str]:
    path = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{source}{os.pathsep}{path}" if path else source}


def _wait_until_ready(process: "subprocess.Popen[bytes]", ready: Path) -> dict[str, Any]:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until:
        if ready.exists():
            addresses: dict[str, Any] = json.loads(ready.read_text(encoding="utf-8"))
            return addresses
        if process.poll() is not None:
            raise SimulatorDidNotStartError(f"it ended with status {process.returncode}")
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    raise SimulatorDidNotStartError("it was not ready in time")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(_SECONDS_TO_STOP)
        return
    process.kill()
    process.wait()
