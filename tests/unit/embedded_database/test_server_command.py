from pathlib import Path

import pytest

from snelkoppeling.embedded_database.configuration import cluster_name, server_command
from snelkoppeling.embedded_database.data_folder import DataFolder
from snelkoppeling.embedded_database.processes import is_server_of
from snelkoppeling.embedded_database.server import wait_until
from snelkoppeling.embedded_database.sockets import fits

FOLDER = DataFolder(Path("/srv/data"))


def test_the_network_is_closed_on_the_command_line_which_has_the_last_word() -> None:
    command = server_command(FOLDER, "/bin/postgres", FOLDER.sockets)

    assert "listen_addresses=" in command
    assert "unix_socket_permissions=0700" in command
    assert "unix_socket_directories=/srv/data/run" in command


def test_a_server_is_known_by_its_database() -> None:
    command = server_command(FOLDER, "/bin/postgres", FOLDER.sockets)

    assert is_server_of(command, FOLDER.database)
    assert not is_server_of(command, Path("/srv/other/postgresql"))
    assert not is_server_of(["postgres", "-D"], FOLDER.database)
    assert not is_server_of([], FOLDER.database)


def test_two_data_folders_have_servers_of_different_names() -> None:
    assert cluster_name(FOLDER) != cluster_name(DataFolder(Path("/srv/other")))


@pytest.mark.parametrize(
    ("folder", "does_fit"),
    [
        ("/srv/data/run", True),
        ("/srv/with a space/run", True),
        ("/" + "x" * 92, True),
        ("/" + "x" * 93, False),
        ("/" + "é" * 47, False),
        ("/srv/one, two/run", False),
        ("/srv/o'brien/run", False),
        ("/srv/100%/run", False),
    ],
)
def test_a_socket_folder_is_short_and_plain(folder: str, *, does_fit: bool) -> None:
    assert fits(Path(folder)) is does_fit


class Time:
    """A clock that moves only when somebody waits for it."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.now += seconds


def test_waiting_ends_when_it_is_so() -> None:
    time = Time()

    assert wait_until(lambda: time.now >= 1, patience_seconds=5, clock=time.clock, pause=time.pause)
    assert time.now < 2


def test_waiting_ends_with_the_patience() -> None:
    time = Time()

    assert not wait_until(lambda: False, patience_seconds=5, clock=time.clock, pause=time.pause)
    assert 5 <= time.now < 6
