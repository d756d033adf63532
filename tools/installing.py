"""Installs the locked packages into an environment with whatever pip there is, and explains its failures."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.messages import LaunchError, disk_full, end_of_progress, progress

# From this version on pip can install into an environment that has no pip of its own.
OLDEST_PIP = (22, 3)
# Settings of the user that would send the packages elsewhere, or hide what pip says.
UNWANTED = (
    "PIP_DRY_RUN", "PIP_PREFIX", "PIP_QUIET", "PIP_REQUIREMENT", "PIP_REQUIRE_VIRTUALENV", "PIP_ROOT",
    "PIP_TARGET", "PIP_UPGRADE", "PYTHONHOME", "PYTHONPATH",
)  # fmt: skip
WANTED = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_USER": "0",
    "PYTHONUNBUFFERED": "1",
}
UNPACKING = "Installing collected packages"
NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|NameResolutionError|Temporary failure in name resolution"
    r"|ProxyError|SSLError|SSLCertVerificationError|Connection (?:refused|reset|aborted)"
    r"|Network is unreachable"
)
FULL = re.compile(r"No space left on device|Disk quota exceeded")
REQUIREMENT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)", re.MULTILINE)
TAIL_LINES = 8


@dataclass(frozen=True)
class PipFailedError(Exception):
    """Pip gave up; `has_changed` tells whether it had already begun to change the environment."""

    output: str
    has_changed: bool


def requirements(lock: str) -> set[tuple[str, str]]:
    """List the packages of a lock file with their versions."""
    return set(REQUIREMENT.findall(lock))


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Take out of the user's variables what would lead a Python or pip of ours astray."""
    return {name: value for name, value in environment.items() if name not in UNWANTED}


def install(python: Path, lock: Path, *, hold: int) -> None:
    """Install exactly what the lock file names, each package checked against its hash.

    `hold` is the open file that keeps others from this environment. Pip gets it too: when this process is
    killed, pip goes on for a while, and nobody should work on the environment before it is done.
    """
    total = len(requirements(lock.read_text(encoding="utf-8")))
    if total == 0:
        return
    # No dependencies are looked for: the lock file names them all. Only ready-made packages: building one
    # would take a compiler and run what its author wrote. Compiling is left to who uses a module first.
    options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-compile"]
    command = [*_pip(python), "install", *options, "--requirement", str(lock)]
    process = subprocess.Popen(  # Our own command.
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**clean(os.environ), **WANTED},
        pass_fds=(hold,),
        encoding="utf-8",
        errors="replace",
    )
    with process:
        try:
            said = _follow(process.stdout or (), total)
        except BaseException:
            process.terminate()
            raise
        finally:
            end_of_progress()
    if process.returncode != 0:
        raise PipFailedError("".join(said), any(line.startswith(UNPACKING) for line in said))


def _follow(lines: Iterable[str], total: int) -> list[str]:
    said = []
    seen = 0
    for line in lines:
        said.append(line)
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            seen += 1
            progress(f"pakket {seen} van {total}", f"package {seen} of {total}")
        elif line.startswith(UNPACKING):
            progress("uitpakken", "unpacking")
    return said


def _pip(python: Path) -> list[str]:
    """Give the command of a pip that installs into this environment."""
    # Started from within an environment, the Python beneath it is the one that has a pip to rely on.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if _version_of_pip(base) >= OLDEST_PIP:
        return [base, "-m", "pip", "--python", str(python)]
    if _version_of_pip(str(python)) < OLDEST_PIP:
        subprocess.run(  # Our own command.
            [python, "-m", "ensurepip"], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    if _version_of_pip(str(python)) >= OLDEST_PIP:
        return [str(python), "-m", "pip"]
    raise LaunchError(
        "Er is geen pip bij deze Python. Installeer hem (Debian, Ubuntu: sudo apt install python3-pip) en "
        "probeer het opnieuw.",
        "This Python has no pip. Install it (Debian, Ubuntu: sudo apt install python3-pip) and try again.",
    )


def _version_of_pip(python: str) -> tuple[int, int]:
    done = subprocess.run(  # Our own command.
        [python, "-m", "pip", "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env=clean(os.environ),
    )
    found = re.match(r"pip (\d+)\.(\d+)", done.stdout)
    return (int(found.group(1)), int(found.group(2))) if found and done.returncode == 0 else (0, 0)


def explain(output: str, folder: Path) -> LaunchError:
    """Say in plain words why pip gave up."""
    if FULL.search(output):
        return disk_full(folder)
    if "DO NOT MATCH THE HASHES" in output:
        return LaunchError(
            "Een gedownload pakket is niet het pakket dat snelkoppeling verwacht; het is daarom niet "
            "geïnstalleerd. Probeer het opnieuw. Blijft het zo, dan verandert iets onderweg de pakketten "
            "(een proxy of een eigen pakketserver): vraag de beheerder van het netwerk.",
            "A downloaded package is not the one that snelkoppeling expects, so it was not installed. "
            "Try again. If it stays like this, something on the way changes the packages (a proxy or a "
            "package server of your own): ask who runs the network.",
        )
    if NETWORK.search(output):
        return LaunchError(
            "De pakketten konden niet gedownload worden: er is geen verbinding. Controleer het internet "
            "(en de proxy: HTTPS_PROXY) en probeer het opnieuw; het gaat verder waar het was.",
            "The packages could not be downloaded: there is no connection. Check the internet (and the "
            "proxy: HTTPS_PROXY) and try again.",
        )
    tail = "\n".join(f"  {line}" for line in output.strip().splitlines()[-TAIL_LINES:])
    if "No matching distribution found" in output:
        version = ".".join(str(part) for part in sys.version_info[:2])
        return LaunchError(
            f"Voor Python {version} op deze machine is een van de pakketten niet te krijgen. Gebruik "
            f"Python 3.11 tot en met 3.14 op een gewone 64-bits Linux.\n{tail}",
            f"One of the packages is not to be had for Python {version} on this machine. Use Python 3.11 "
            "to 3.14 on an ordinary 64-bit Linux.",
        )
    return LaunchError(
        f"De pakketten konden niet geïnstalleerd worden. Dit zei pip:\n{tail}",
        "The packages could not be installed. Above is what pip said.",
    )
