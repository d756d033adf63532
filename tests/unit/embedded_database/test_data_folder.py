import pwd
from pathlib import Path

import pytest

from snelkoppeling.embedded_database import default_data_folder, prepare
from snelkoppeling.embedded_database.data_folder import MARKER
from snelkoppeling.embedded_database.errors import DataFolderNotOursError, NamelessUserError

# A user that every system has and that is not root.
DAEMON = pwd.getpwnam("daemon")


def test_the_folder_that_is_named_is_the_one() -> None:
    assert default_data_folder({"SNELKOPPELING_DATA": "/srv/data", "HOME": "/home/a"}) == Path("/srv/data")


def test_an_empty_name_is_no_name() -> None:
    assert default_data_folder({"SNELKOPPELING_DATA": "", "HOME": "/home/a"}) == default_data_folder(
        {"HOME": "/home/a"}
    )


def test_root_has_the_folder_of_the_system() -> None:
    assert default_data_folder({"HOME": "/root"}, uid=0) == Path("/var/lib/snelkoppeling")


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"XDG_DATA_HOME": "/data", "HOME": "/home/a"}, "/data/snelkoppeling"),
        ({"XDG_DATA_HOME": "relative", "HOME": "/home/a"}, "/home/a/.local/share/snelkoppeling"),
        ({"HOME": "/home/a"}, "/home/a/.local/share/snelkoppeling"),
        ({}, f"{DAEMON.pw_dir}/.local/share/snelkoppeling"),
        ({"HOME": ""}, f"{DAEMON.pw_dir}/.local/share/snelkoppeling"),
    ],
)
def test_an_ordinary_user_has_a_folder_in_his_home(variables: dict[str, str], expected: str) -> None:
    assert default_data_folder(variables, uid=DAEMON.pw_uid) == Path(expected)


def test_a_user_whom_the_system_does_not_know_has_to_name_a_folder() -> None:
    with pytest.raises(NamelessUserError):
        default_data_folder({}, uid=54321)


def test_a_new_folder_is_closed_to_others_and_marked_as_ours(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "new" / "data")

    assert folder.root.stat().st_mode & 0o077 == 0
    assert "snelkoppeling" in (folder.root / MARKER).read_text(encoding="utf-8")


def test_an_empty_folder_that_was_open_to_everybody_is_closed(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o777)

    assert prepare(tmp_path / "data").root.stat().st_mode & 0o067 == 0


def test_a_folder_of_ours_is_accepted_again(tmp_path: Path) -> None:
    prepare(tmp_path / "data")
    (tmp_path / "data" / "anything").touch()

    assert prepare(tmp_path / "data").root == tmp_path / "data"


def test_a_link_to_a_folder_means_that_folder(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "disk")

    assert prepare(tmp_path / "data").root == tmp_path / "disk"


def test_a_folder_with_other_things_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "theirs").touch()
    tmp_path.chmod(0o755)

    with pytest.raises(DataFolderNotOursError):
        prepare(tmp_path)

    assert tmp_path.stat().st_mode & 0o777 == 0o755
