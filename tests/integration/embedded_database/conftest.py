import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from snelkoppeling.embedded_database import find_running


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that every user can reach, which pytest's own is not: root's server is another user's."""
    folder = Path(tempfile.mkdtemp(prefix="embedded-"))
    folder.chmod(0o755)
    yield folder
    for marker in folder.rglob(".snelkoppeling-data"):
        if (running := find_running(marker.parent)) is not None:
            running.stop()
    shutil.rmtree(folder)


@pytest.fixture
def data_folder(open_folder: Path) -> Path:
    return open_folder / "data"
