"""The demonstration as people start it: a simulated SnelStart, web, worker and a CRM that lives."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[3] / "src"
ENDS_WITHIN_SECONDS = 150


@pytest.fixture
def data_folder() -> Iterator[Path]:
    # Not pytest's own folder: that is closed to the account that runs the database when we are root.
    folder = Path(tempfile.mkdtemp(prefix="snelkoppeling-demo-"))
    folder.chmod(0o755)
    yield folder / "data"
    shutil.rmtree(folder)


def _demonstrated(data_folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "snelkoppeling", "demo", "--port", "0", "--data", str(data_folder), *options],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=ENDS_WITHIN_SECONDS,
    )


def test_the_crm_lives_and_the_books_agree_with_it_twice_over(data_folder: Path) -> None:
    # Short, for both share SnelStart's limit of calls a minute.
    first = _demonstrated(data_folder, "--fast", "--seconds", "4", "--no-keep")
    second = _demonstrated(data_folder, "--fast", "--seconds", "2", "--no-keep")

    for run in (first, second):
        assert run.returncode == 0, run.stdout + run.stderr
        assert "✓ De boeken kloppen met het CRM, tot op de cent" in run.stdout
        assert "Anders gegaan dan verwacht" not in run.stdout
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", run.stdout)
    assert "Op de lijst van de boekhouder" in first.stdout
