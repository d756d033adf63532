import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from snelkoppeling.embedded_database import Notice, find_running, start
from snelkoppeling.embedded_database.server import wait_until
from tests.integration.embedded_database.queries import ask, do, processes_of

START_AND_WAIT = """
import sys, time
from pathlib import Path
from snelkoppeling.embedded_database import start
print(start(Path(sys.argv[1])).pid, flush=True)
time.sleep(600)
"""


def test_a_first_start_gives_an_empty_database_in_utf_8(new_folder: Path) -> None:
    server = start(new_folder)

    assert ask(server, "SELECT current_database()") == "snelkoppeling"
    assert ask(server, "SHOW server_encoding") == "UTF8"
    assert ask(server, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0"
    assert ask(server, "SELECT datlocale FROM pg_database WHERE datname = current_database()") == "C.UTF-8"


def test_the_service_owns_its_database_and_is_no_superuser(data_folder: Path) -> None:
    server = start(data_folder)

    do(server, "CREATE TABLE thing (id int)")
    assert ask(server, "SELECT tableowner FROM pg_tables WHERE tablename = 'thing'") == "snelkoppeling"
    assert ask(server, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == "False"


def test_what_is_committed_is_on_the_disk_before_it_is_answered(data_folder: Path) -> None:
    server = start(data_folder)

    assert [ask(server, f"SHOW {name}") for name in ("fsync", "synchronous_commit", "full_page_writes")] == [
        "on",
        "on",
        "on",
    ]


def test_the_server_listens_nowhere_on_the_network(data_folder: Path) -> None:
    assert ask(start(data_folder), "SHOW listen_addresses") == ""


def test_a_second_start_finds_the_server_that_runs(data_folder: Path) -> None:
    first = start(data_folder)

    second = start(data_folder)

    assert (second.pid, second.url) == (first.pid, first.url)


def test_what_was_written_is_there_after_a_stop_and_a_start(data_folder: Path) -> None:
    server = start(data_folder)
    do(server, "CREATE TABLE thing AS SELECT 42 AS answer")
    server.stop()

    assert ask(start(data_folder), "SELECT answer FROM thing") == "42"


def test_a_stop_leaves_nothing_behind(data_folder: Path) -> None:
    server = start(data_folder)
    ask(server, "SELECT 1")
    pid_file = data_folder / "postgresql" / "postmaster.pid"
    segment = pid_file.read_text().splitlines()[6].split()[1]
    shared_files = set(re.findall(r"/\S+/PostgreSQL\.\d+", Path(f"/proc/{server.pid}/maps").read_text()))
    assert (segment in _segments(), bool(shared_files)) == (True, True)

    server.stop()

    assert not server.is_running
    assert find_running(data_folder) is None
    assert processes_of(data_folder) == []
    assert list((data_folder / "run").iterdir()) == []
    assert not pid_file.exists()
    assert segment not in _segments()
    assert [name for name in shared_files if Path(name).exists()] == []


def test_a_stop_breaks_off_open_connections(data_folder: Path) -> None:
    server = start(data_folder)
    with psycopg.connect(server.url) as connection:
        connection.execute("SELECT 1")
        server.stop()

        assert not server.is_running
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")


def test_a_stopped_server_can_be_stopped_again(data_folder: Path) -> None:
    server = start(data_folder)
    server.stop()

    server.stop()

    assert not server.is_running


def test_the_server_outlives_a_killed_starter_and_is_found_again(data_folder: Path) -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(data_folder)], stdout=subprocess.PIPE, text=True
    )
    with starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        starter.kill()

    found = find_running(data_folder)

    assert found is not None
    assert found.pid == pid == start(data_folder).pid
    assert ask(found, "SELECT 1") == "1"


def test_a_killed_server_recovers_what_was_committed(data_folder: Path) -> None:
    server = start(data_folder)
    do(server, "CREATE TABLE thing AS SELECT generate_series(1, 1000) AS number")
    os.kill(server.pid, signal.SIGKILL)

    again = start(data_folder)

    assert again.pid != server.pid
    assert ask(again, "SELECT sum(number) FROM thing") == "500500"


def test_a_killed_server_that_left_a_long_query_behind_recovers_too(data_folder: Path) -> None:
    server = start(data_folder)
    busy = threading.Thread(target=_count_for_ever, args=(server.url,))
    busy.start()
    watching = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT count(*), 1%'"
    assert wait_until(lambda: ask(server, watching) == "1", patience_seconds=30)
    os.kill(server.pid, signal.SIGKILL)

    again = start(data_folder)

    busy.join(timeout=30)
    assert ask(again, "SELECT 1") == "1"


def test_a_pid_file_with_the_number_of_another_process_does_not_keep_the_server_from_starting(
    data_folder: Path,
) -> None:
    server = start(data_folder)
    pid_file = data_folder / "postgresql" / "postmaster.pid"
    lines = pid_file.read_text().splitlines(keepends=True)
    server.stop()
    owner = (data_folder / "postgresql").stat()
    pid_file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]))
    os.chown(pid_file, owner.st_uid, owner.st_gid)

    assert find_running(data_folder) is None
    assert ask(start(data_folder), "SELECT 1") == "1"


def test_two_starts_at_the_same_moment_give_one_server(new_folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    with context.Pool(2) as pool:
        pids = pool.map(_pid_of_started, [new_folder, new_folder])

    assert pids[0] == pids[1]
    assert find_running(new_folder) is not None


def test_making_the_database_that_was_interrupted_is_done_again(data_folder: Path) -> None:
    start(data_folder).stop()
    (data_folder / "postgresql").rename(data_folder / "postgresql.unfinished")

    assert ask(start(data_folder), "SELECT 1") == "1"
    assert not (data_folder / "postgresql.unfinished").exists()


@pytest.mark.parametrize("name", ["with a space", 'o\'brien "b.v."', "één, twee", "100% \\ $HOME `x`"])
def test_any_name_of_the_folder_will_do(open_folder: Path, name: str) -> None:
    assert ask(start(open_folder / name), "SELECT 1") == "1"


def test_a_long_path_gets_its_socket_in_a_short_private_folder(open_folder: Path) -> None:
    long = open_folder.joinpath(*["a-rather-long-name-of-a-folder"] * 5)

    server = start(long)

    assert ask(server, "SELECT 1") == "1"
    assert not server.socket_folder.is_relative_to(open_folder)
    assert server.socket_folder.stat().st_mode & 0o077 == 0
    server.stop()
    assert not server.socket_folder.exists()


def test_a_short_folder_left_by_a_killed_server_is_cleared_away(open_folder: Path) -> None:
    long = open_folder.joinpath(*["a-rather-long-name-of-a-folder"] * 5)
    killed = start(long)
    os.kill(killed.pid, signal.SIGKILL)

    again = start(long)

    assert again.socket_folder != killed.socket_folder
    assert not killed.socket_folder.exists()


def test_a_server_of_an_earlier_version_is_replaced_by_one_of_this(data_folder: Path) -> None:
    earlier = start(data_folder)
    do(earlier, "CREATE TABLE thing AS SELECT 42 AS answer")
    settings = data_folder / "postgresql-settings" / "postgresql.conf"
    _run_with_another_mark(data_folder)
    told: list[Notice] = []

    now = start(data_folder, tell=told.append)

    assert "new version" in told[0].en
    assert ask(now, "SELECT answer FROM thing") == "42"
    assert settings.exists()


def test_the_first_time_is_told_and_a_later_one_is_not(new_folder: Path) -> None:
    told: list[Notice] = []
    start(new_folder, tell=told.append).stop()
    start(new_folder, tell=told.append)

    assert [notice.en for notice in told] == ["Making the database (a few seconds)."]


def test_no_server_is_found_where_there_never_was_one(open_folder: Path) -> None:
    assert find_running(open_folder / "nowhere") is None


def _segments() -> set[str]:
    """List the numbers of the shared memory segments of this machine."""
    return {line.split()[1] for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]}


def _pid_of_started(data_folder: Path) -> int:
    return start(data_folder).pid


def _count_for_ever(url: str) -> None:
    try:
        with psycopg.connect(url) as connection:
            connection.execute("SELECT count(*), 1 FROM generate_series(1, 1000000000000)")
    except psycopg.OperationalError:
        pass  # The server is killed under it; that is what it is for.


def _run_with_another_mark(data_folder: Path) -> None:
    """Stop the server and run it as an earlier snelkoppeling would have."""
    running = find_running(data_folder)
    assert running is not None
    command = Path(f"/proc/{running.pid}/cmdline").read_text().rstrip("\0").split("\0")
    running.stop()
    owner = (data_folder / "postgresql").stat()
    command[-1] = "snelkoppeling.mark=17.0-earlier"
    is_other = owner.st_uid != os.geteuid()
    subprocess.run(
        ["/bin/sh", "-c", '"$@" >/dev/null 2>&1 &', "sh", *command],
        check=True,
        cwd="/",
        user=owner.st_uid if is_other else None,
        group=owner.st_gid if is_other else None,
        extra_groups=[] if is_other else None,
    )
    assert wait_until(lambda: find_running(data_folder) is not None, patience_seconds=30)
