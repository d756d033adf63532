"""The demonstration as people start it: a simulated SnelStart, web, worker and a CRM that lives."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parents[3] / "src"
ENDS_WITHIN_SECONDS = 150
BY_HAND = 3
"""So many customers stand in SnelStart before anything is coupled."""
WRITES = {"POST", "PUT", "DELETE"}
KEEPS_RUNNING = "Alles blijft draaien"


@pytest.fixture
def data_folder() -> Iterator[Path]:
    # Not pytest's own folder: that is closed to the account that runs the database when we are root.
    folder = Path(tempfile.mkdtemp(prefix="snelkoppeling-demo-"))
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


def _command(data_folder: Path, *options: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "snelkoppeling",
        "demo",
        "--port",
        "0",
        "--data",
        str(data_folder),
        *options,
    ]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCE), "COLUMNS": "80", "TERM": "xterm"}


def _demonstrated(data_folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        _command(data_folder, *options),
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN_SECONDS,
    )


def _read_until(process: "subprocess.Popen[str]", text: str, said: list[str]) -> None:
    """Read what a process says until it says this, or has ended."""
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if text in line:
            return


def _asked(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - a simulator on loopback.
        return json.load(answer)


def test_the_crm_lives_and_the_books_agree_with_it_twice_over(data_folder: Path) -> None:
    # Short, for both share SnelStart's limit of calls a minute.
    first = _demonstrated(data_folder, "--fast", "--seconds", "5", "--no-keep")
    second = _demonstrated(data_folder, "--fast", "--seconds", "2", "--no-keep")

    for run in (first, second):
        assert run.returncode == 0, run.stdout + run.stderr
        assert "✓ De boeken kloppen met het CRM, tot op de cent, ook per kostenplaats" in run.stdout
        assert "Anders gegaan dan verwacht" not in run.stdout
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", run.stdout)
        assert max(map(len, run.stdout.splitlines())) <= 80
    said = " ".join(first.stdout.split())
    assert "Op de lijst van de boekhouder" in said
    assert said.index("is goedgekeurd") < said.index("Alles gaat naar SnelStart")
    assert "SnelStart blijft zoals het is → zo gelaten" in said
    assert "het CRM heeft gelijk → boeking weer gelijk aan het CRM" in said
    assert "Het plan van een eerdere demonstratie is al goedgekeurd" in " ".join(second.stdout.split())


def test_the_plan_is_made_and_approved_before_the_first_write(data_folder: Path) -> None:
    process = subprocess.Popen(
        _command(data_folder, "--fast", "--seconds", "1", "--keep"),
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    reader = threading.Thread(target=_read_until, args=(process, KEEPS_RUNNING, said))
    reader.start()
    try:
        reader.join(ENDS_WITHIN_SECONDS)
        control = json.loads((data_folder / "simulator.json").read_text())["control"]
        calls = [(call["method"], call["path"]) for call in _asked(f"{control}/calls")]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=ENDS_WITHIN_SECONDS)

    assert KEEPS_RUNNING in "".join(said)
    writes = [place for place, (method, path) in enumerate(calls) if method in WRITES and "token" not in path]
    plans = [place for place, call in enumerate(calls) if call == ("GET", "/v2/kostenplaatsen")]
    assert [calls[place][1] for place in writes[:BY_HAND]] == ["/v2/relaties"] * BY_HAND
    # Twice it was planned, with and without the choice, between what stood there and what we wrote.
    assert writes[BY_HAND - 1] < plans[0] < plans[1] < writes[BY_HAND]


def test_who_does_not_agree_finds_nothing_written(data_folder: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        _command(data_folder, "--fast", "--seconds", "5", "--no-keep"),
        env=_environment(),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = ""
    deadline = time.monotonic() + ENDS_WITHIN_SECONDS
    has_answered = False
    while time.monotonic() < deadline:
        try:
            shown += os.read(ours, 65536).decode(errors="replace")
        except OSError:
            break  # Linux says so when the last program at the other end has gone.
        if "Akkoord? [J/n]" in shown and not has_answered:
            has_answered = True
            os.write(ours, b"n\n")
    returned = process.wait(timeout=ENDS_WITHIN_SECONDS)
    os.close(ours)

    assert returned == 1, shown
    assert "Niet akkoord: er is niets naar SnelStart geschreven" in shown
    books = json.loads((data_folder / "simulator-books.json").read_text())
    held = json.dumps(books)
    assert "Lindewaard" in held
    assert held.count('"factuurnummer"') == 0
    assert held.count('"relatiecode"') == BY_HAND + 3, "those of SnelStart itself, and those made by hand"
