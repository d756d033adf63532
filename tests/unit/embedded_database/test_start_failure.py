from pathlib import Path

import pytest

from snelkoppeling.embedded_database.data_folder import DataFolder
from snelkoppeling.embedded_database.errors import (
    DatabaseDidNotStartError,
    DataFolderReadOnlyError,
    DiskFullError,
    EmbeddedDatabaseError,
    SharedMemoryError,
)
from snelkoppeling.embedded_database.start_failure import reason_of_failure


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', DiskFullError),
        ("FATAL:  could not write to file: Disk quota exceeded", DiskFullError),
        ('FATAL:  could not open file "postmaster.pid": Read-only file system', DataFolderReadOnlyError),
        ("FATAL:  could not create shared memory segment: Cannot allocate memory", SharedMemoryError),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", SharedMemoryError),
        (
            'FATAL:  could not open shared memory segment "/PostgreSQL.1": Permission denied',
            SharedMemoryError,
        ),
        ("PANIC:  could not locate a valid checkpoint record at 0/1", DatabaseDidNotStartError),
        ("", DatabaseDidNotStartError),
    ],
)
def test_the_servers_last_words_tell_what_is_wrong(
    tmp_path: Path, said: str, kind: type[EmbeddedDatabaseError]
) -> None:
    assert type(reason_of_failure(DataFolder(tmp_path), said, log=tmp_path / "log")) is kind


def test_the_last_of_several_problems_is_the_one_that_ended_it(tmp_path: Path) -> None:
    said = "LOG:  starting\nERROR:  first\nFATAL:  second\nLOG:  database system is shut down\n"

    problem = reason_of_failure(DataFolder(tmp_path), said, log=tmp_path / "log")

    assert "Its last words: second." in str(problem)
    assert str(tmp_path / "log") in str(problem)
