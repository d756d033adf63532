import os
import pwd
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from snelkoppeling.embedded_database import find_running, start
from snelkoppeling.embedded_database.errors import (
    DatabaseDidNotStartError,
    DataFolderNotAFolderError,
    DataFolderNotOursError,
    DataFolderOfAnotherUserError,
    DataFolderReadOnlyError,
    DataFolderUnreachableError,
    DiskFullError,
    OtherMajorVersionError,
)
from tests.integration.embedded_database.other_user import NOBODY
from tests.integration.embedded_database.queries import ask, do, processes_of

AS_ROOT = os.geteuid() == 0
MOUNT = "/bin/mount"
MIB = 1024 * 1024


@pytest.fixture
def small_disk(open_folder: Path) -> Iterator[Path]:
    """Give a disk of its own, with room for one database and hardly more."""
    disk = open_folder / "disk"
    disk.mkdir()
    done = subprocess.run(
        [MOUNT, "-t", "tmpfs", "-o", "size=90m,mode=0755", "tmpfs", disk], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip(f"no disk can be mounted here: {done.stderr.decode().strip()}")
    yield disk
    if (running := find_running(disk / "data")) is not None:
        running.stop()
    # Lazily: the last process of the server may hold the disk for a moment longer than its pid file.
    subprocess.run(["/bin/umount", "--lazy", disk], check=True)


def test_a_folder_with_other_things_in_it_is_left_alone(new_folder: Path) -> None:
    new_folder.mkdir()
    (new_folder / "holiday.jpg").write_text("sun")

    with pytest.raises(DataFolderNotOursError):
        start(new_folder)

    assert [path.name for path in new_folder.iterdir()] == ["holiday.jpg"]


def test_a_disk_with_nothing_but_its_lost_and_found_will_do(new_folder: Path) -> None:
    (new_folder / "lost+found").mkdir(parents=True)

    assert ask(start(new_folder), "SELECT 1") == "1"


@pytest.mark.parametrize("inside", ["", "data"])
def test_a_file_in_the_way_is_left_alone(open_folder: Path, inside: str) -> None:
    file = open_folder / "file"
    file.write_text("text")

    with pytest.raises(DataFolderNotAFolderError):
        start(file / inside)

    assert file.read_text() == "text"


@pytest.mark.skipif(not AS_ROOT, reason="only root can give a folder to somebody else")
def test_a_folder_of_another_user_is_refused(new_folder: Path) -> None:
    new_folder.mkdir()
    os.chown(new_folder, NOBODY, NOBODY)

    with pytest.raises(DataFolderOfAnotherUserError) as refusal:
        start(new_folder)

    assert pwd.getpwuid(NOBODY).pw_name in refusal.value.nl
    assert list(new_folder.iterdir()) == []


@pytest.mark.skipif(not AS_ROOT, reason="another user's server is needed for root only")
def test_a_folder_that_the_server_cannot_reach_is_refused_and_nothing_is_opened(open_folder: Path) -> None:
    home = open_folder / "home"
    home.mkdir(mode=0o700)

    with pytest.raises(DataFolderUnreachableError) as refusal:
        start(home / "data")

    assert "/var/lib/snelkoppeling" in refusal.value.en
    assert home.stat().st_mode & 0o777 == 0o700


def test_data_of_another_major_version_is_refused_and_not_touched(data_folder: Path) -> None:
    start(data_folder).stop()
    version = data_folder / "postgresql" / "PG_VERSION"
    version.write_text("17\n")

    with pytest.raises(OtherMajorVersionError) as refusal:
        start(data_folder)

    assert "PostgreSQL 17" in refusal.value.nl
    assert "PostgreSQL 17" in refusal.value.en
    version.write_text("18\n")
    assert ask(start(data_folder), "SELECT 1") == "1"


def test_damaged_data_is_named_in_the_servers_own_words(data_folder: Path) -> None:
    start(data_folder).stop()
    control = data_folder / "postgresql" / "global" / "pg_control"
    control.rename(control.with_name("kept"))

    with pytest.raises(DatabaseDidNotStartError) as refusal:
        start(data_folder)

    assert "pg_control" in refusal.value.en
    assert processes_of(data_folder) == []
    control.with_name("kept").rename(control)
    assert ask(start(data_folder), "SELECT 1") == "1"


def test_a_disk_that_is_full_from_the_beginning_is_named_and_left_empty(small_disk: Path) -> None:
    filler = small_disk / "filler"
    filler.write_bytes(bytes(80 * MIB))

    with pytest.raises(DiskFullError):
        start(small_disk / "data")

    assert not (small_disk / "data" / "postgresql.unfinished").exists()
    filler.unlink()
    assert ask(start(small_disk / "data"), "SELECT 1") == "1"


def test_a_disk_that_became_full_is_named_and_loses_nothing(small_disk: Path) -> None:
    server = start(small_disk / "data")
    do(server, "CREATE TABLE thing AS SELECT 42 AS answer")
    server.stop()
    fill(small_disk / "filler")

    with pytest.raises(DiskFullError):
        start(small_disk / "data")

    (small_disk / "filler").unlink()
    assert ask(start(small_disk / "data"), "SELECT answer FROM thing") == "42"


def test_a_disk_that_cannot_be_written_is_named_and_loses_nothing(small_disk: Path) -> None:
    server = start(small_disk / "data")
    do(server, "CREATE TABLE thing AS SELECT 42 AS answer")
    server.stop()
    subprocess.run([MOUNT, "-o", "remount,ro", small_disk], check=True)

    with pytest.raises(DataFolderReadOnlyError):
        start(small_disk / "data")

    subprocess.run([MOUNT, "-o", "remount,rw", small_disk], check=True)
    assert ask(start(small_disk / "data"), "SELECT answer FROM thing") == "42"


def fill(file: Path) -> None:
    """Write until there is no room left."""
    with file.open("wb", buffering=0) as opened:
        try:
            while opened.write(bytes(4096)):
                pass
        except OSError:
            return
