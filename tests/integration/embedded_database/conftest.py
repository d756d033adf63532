import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from snelkoppeling.embedded_database import find_running, start


@contextmanager
def folder_in_reach() -> Iterator[Path]:
    """Give a folder that every user can reach, which pytest's own is not: root's server is another user's."""
    folder = Path(tempfile.mkdtemp(prefix="embedded-"))
    folder.chmod(0o755)
    yield folder
    for marker in folder.rglob(".snelkoppeling-data"):
        if (running := find_running(marker.parent)) is not None:
            running.stop()
    shutil.rmtree(folder)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with folder_in_reach() as folder:
        yield folder


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    with folder_in_reach() as folder:
        start(folder / "data").stop()
        yield folder / "data"


@pytest.fixture
def data_folder(open_folder: Path, made_once: Path) -> Path:
    """Give a data folder with a fresh database; a copy is made sooner than a database."""
    subprocess.run(["/bin/cp", "-a", made_once, open_folder / "data"], check=True)
    return open_folder / "data"


@pytest.fixture
def new_folder(open_folder: Path) -> Path:
    """Name a data folder that is not there yet."""
    return open_folder / "new"
