import errno
from pathlib import Path

import pytest

from snelkoppeling.embedded_database.errors import (
    AlreadyRunningError,
    DataFolderForbiddenError,
    DataFolderNotAFolderError,
    DataFolderReadOnlyError,
    DiskFullError,
    EmbeddedDatabaseError,
    explained,
)

FOLDER = Path("/srv/data")


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EROFS, DataFolderReadOnlyError),
        (errno.EACCES, DataFolderForbiddenError),
        (errno.EPERM, DataFolderForbiddenError),
        (errno.ENOTDIR, DataFolderNotAFolderError),
        (errno.EEXIST, DataFolderNotAFolderError),
    ],
)
def test_each_answer_of_the_file_system_is_explained_in_two_languages(
    number: int, kind: type[EmbeddedDatabaseError]
) -> None:
    with pytest.raises(kind) as problem, explained(FOLDER, "anna"):
        raise OSError(number, "refused")

    assert "/srv/data" in problem.value.nl
    assert "/srv/data" in problem.value.en
    assert str(problem.value) == problem.value.en


def test_an_answer_nobody_foresaw_stays_what_it_is() -> None:
    with pytest.raises(OSError, match="broken"), explained(FOLDER, "anna"):
        raise OSError(errno.EIO, "broken")


def test_every_kind_of_error_has_a_code_of_its_own() -> None:
    kinds = EmbeddedDatabaseError.__subclasses__()

    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("pid", "address", "who"),
    [
        (17, "http://localhost:8080", "process 17 at http://localhost:8080."),
        (17, None, "process 17."),
        (None, None, "another process."),
    ],
)
def test_who_is_already_running_is_told_as_far_as_known(
    pid: int | None, address: str | None, who: str
) -> None:
    assert who in AlreadyRunningError(FOLDER, pid, address).en
