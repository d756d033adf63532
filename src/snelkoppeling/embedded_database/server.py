"""Starts the server in a data folder, finds one that runs already, and stops it."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psycopg

from snelkoppeling.embedded_database import configuration, processes, sockets
from snelkoppeling.embedded_database.account import Account, database_account, this_user
from snelkoppeling.embedded_database.data_folder import DataFolder, hand_over, open_to, prepare
from snelkoppeling.embedded_database.errors import (
    DatabaseDidNotStartError,
    DatabaseDidNotStopError,
    DataFolderUnreachableError,
    OtherMajorVersionError,
    StillRecoveringError,
    explained,
)
from snelkoppeling.embedded_database.occupancy import one_starter_at_a_time
from snelkoppeling.embedded_database.programs import ENVIRONMENT, Programs, usable_programs
from snelkoppeling.embedded_database.start_failure import reason_of_failure

DATABASE = "snelkoppeling"
POLL_SECONDS = 0.02
QUIET_START_SECONDS = 5.0
NOTICE_EVERY_SECONDS = 15.0
ORPHANS_LEAVE_SECONDS = 5.0
IMMEDIATE_STOP_SECONDS = 15.0


class Notice(NamedTuple):
    """Something worth telling while it takes its time."""

    nl: str
    en: str


FIRST_TIME = Notice("De database wordt gemaakt (een paar seconden).", "Making the database (a few seconds).")
RECOVERING = Notice(
    "De database herstelt zich na een onderbreking; dat kan enkele minuten duren.",
    "The database recovers from an interruption; that can take some minutes.",
)
NEW_VERSION = Notice(
    "De database wordt opnieuw gestart met de nieuwe versie.",
    "The database is started again with the new version.",
)
Tell = Callable[[Notice], None]


def say_nothing(_: Notice) -> None:
    """Leave out every notice."""


@dataclass(frozen=True, slots=True)
class PidFile:
    """What the server writes down about itself in postmaster.pid."""

    pid: int
    socket_folder: Path
    status: str


class Server:
    """A running server; it goes on when this object, or this process, is gone."""

    def __init__(self, folder: DataFolder, *, pid: int, socket_folder: Path) -> None:
        self.pid = pid
        self.socket_folder = socket_folder
        self._folder = folder

    @property
    def url(self) -> str:
        """The address for libpq and psycopg, over the server's socket; it holds no secret."""
        return self._url(configuration.ROLE, DATABASE)

    @property
    def maintenance_url(self) -> str:
        """The address for what only the superuser may do, such as ALTER SYSTEM."""
        return self._url(configuration.SUPERUSER, "postgres")

    def _url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={quote(os.fsencode(self.socket_folder), safe='')}"

    @property
    def is_running(self) -> bool:
        return processes.is_server_of(processes.command_of(self.pid), self._folder.database)

    def stop(self, *, patience_seconds: float = 60.0) -> None:
        """Stop the server and wait for its end; what was committed is safe either way.

        Open connections are broken off. A server that needs longer than its patience is stopped at once, and
        repairs itself at the next start.
        """
        account = database_account(self._folder.database.stat().st_uid)
        for how, patience in ((signal.SIGINT, patience_seconds), (signal.SIGQUIT, IMMEDIATE_STOP_SECONDS)):
            if self.is_running:
                os.kill(self.pid, how)
            if wait_until(lambda: not self.is_running, patience_seconds=patience):
                sockets.clear(self.socket_folder, self._folder, account)
                return
        raise DatabaseDidNotStopError(self.pid)


def wait_until(
    is_so: Callable[[], bool],
    *,
    patience_seconds: float,
    clock: Callable[[], float] = time.monotonic,
    pause: Callable[[float], None] = time.sleep,
) -> bool:
    """Wait for something to become so; tell whether it did."""
    deadline = clock() + patience_seconds
    while not is_so():
        if clock() >= deadline:
            return False
        pause(POLL_SECONDS)
    return True


def find_running(data_folder: Path) -> Server | None:
    """Find the server that runs on this data folder, whoever started it; None when there is none."""
    return _find_running(DataFolder(Path(os.path.realpath(data_folder))))


def start(
    data_folder: Path,
    *,
    tell: Tell = say_nothing,
    patience_seconds: float = 900.0,
    short_folder: Path | None = None,
) -> Server:
    """Give the server of this data folder, ready to use: found again, started, or made first.

    Raises an EmbeddedDatabaseError that names the remedy. `short_folder` holds the socket when the data
    folder's path is too long for one.
    """
    folder = prepare(data_folder)
    with one_starter_at_a_time(folder):
        owner = folder.database.stat().st_uid if folder.database.exists() else None
        account = database_account(owner)
        account.require_usable()
        open_to(account, folder)
        _require_reachable(folder, account)
        programs = usable_programs(account, folder)
        _require_same_major_version(folder, programs)
        mark = f"{programs.version}-{configuration.write_settings(folder, account)}"
        running = _find_running(folder)
        if running is not None and not _was_started_as(running, programs, mark=mark):
            tell(NEW_VERSION)
            running.stop()
            running = None
        if running is None:
            _remove_leftovers(folder, account)
            if not folder.database.exists():
                tell(FIRST_TIME)
                _make_database(folder, account, programs)
            running = _launch(folder, account, programs=programs, mark=mark, short_folder=short_folder)
        _wait_until_ready(folder, running, tell=tell, patience_seconds=patience_seconds)
        _ensure_database(running)
        return running


def _find_running(folder: DataFolder) -> Server | None:
    with explained(folder.root, this_user()):
        told = _read_pid_file(folder)
    if told is None or not processes.is_server_of(processes.command_of(told.pid), folder.database):
        return None
    return Server(folder, pid=told.pid, socket_folder=told.socket_folder)


def _read_pid_file(folder: DataFolder) -> PidFile | None:
    try:
        lines = (folder.database / "postmaster.pid").read_text(encoding="utf-8", errors="surrogateescape")
    except FileNotFoundError:
        return None
    # In this order: pid, folder, start time, port, socket folder, address, shared memory, status.
    match lines.split("\n"):
        case [pid, _, _, _, socket_folder, _, _, status, *_] if pid.isdigit():
            return PidFile(int(pid), Path(socket_folder), status.strip())
        case _:
            return None  # It has only begun to write.


def _require_reachable(folder: DataFolder, account: Account) -> None:
    if account.is_this_user:
        return
    done = account.run(["/bin/sh", "-c", 'cd "$0"', str(folder.logs)], environment=ENVIRONMENT)
    if done.returncode != 0:
        raise DataFolderUnreachableError(folder.root, account.name)


def _require_same_major_version(folder: DataFolder, programs: Programs) -> None:
    if folder.database.exists():
        version = folder.database / "PG_VERSION"
        with explained(folder.root, this_user()):
            if not version.exists():
                raise DatabaseDidNotStartError(folder.logs, f"{version} is missing")
            found = version.read_text(encoding="utf-8").strip()
        if found != str(programs.major):
            raise OtherMajorVersionError(folder.root, found, programs.major)


def _was_started_as(running: Server, programs: Programs, *, mark: str) -> bool:
    """Tell whether a server runs with the programs and settings of now."""
    command = processes.command_of(running.pid)
    return command[:1] == [programs.postgres] and f"snelkoppeling.mark={mark}" in command


def _remove_leftovers(folder: DataFolder, account: Account) -> None:
    """Clear away what a killed server left behind, once nobody works on the data any more."""
    name = configuration.cluster_name(folder)

    def all_gone() -> bool:
        return not processes.part_of(folder.database, cluster_name=name)

    for how in (None, signal.SIGQUIT, signal.SIGKILL):
        if how is not None:
            for pid in processes.part_of(folder.database, cluster_name=name):
                os.kill(pid, how)
        # A killed server's children notice it by themselves, but for one in the middle of a long query.
        if wait_until(all_gone, patience_seconds=ORPHANS_LEAVE_SECONDS):
            break
    with explained(folder.root, this_user()):
        told = _read_pid_file(folder)
        if told is not None:
            sockets.clear(told.socket_folder, folder, account)
        # Its number may meanwhile be that of another process, and PostgreSQL would refuse to start.
        (folder.database / "postmaster.pid").unlink(missing_ok=True)
        sockets.clear(folder.sockets, folder, account)


def _make_database(folder: DataFolder, account: Account, programs: Programs) -> None:
    """Make an empty database beside its place and move it there when it is whole."""
    unfinished = folder.unfinished_database
    with explained(folder.root, this_user()):
        if unfinished.exists():
            shutil.rmtree(unfinished)
        hand_over(unfinished, account)
    # The built-in C.UTF-8 sorts the same on every system, so that no update of the system's languages
    # spoils an index.
    options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    options += ["--username", configuration.SUPERUSER, "--auth=peer", "--no-instructions"]
    done = account.run([programs.initdb, "-D", str(unfinished), *options], environment=ENVIRONMENT)
    if done.returncode != 0:
        problem = reason_of_failure(folder, done.stdout, log=folder.start_log)
        with suppress(OSError):  # On a full disk the reason is known anyway.
            folder.start_log.write_text(done.stdout, encoding="utf-8")
        shutil.rmtree(unfinished, ignore_errors=True)
        raise problem
    with explained(folder.root, this_user()):
        unfinished.rename(folder.database)


def _launch(
    folder: DataFolder, account: Account, *, programs: Programs, mark: str, short_folder: Path | None
) -> Server:
    """Run the server as a process of its own, that nobody has to be the parent of."""
    with explained(folder.root, this_user()):
        hand_over(folder.database, account)
        socket_folder = sockets.socket_folder(folder, account, short_folder=short_folder)
        log = os.open(folder.start_log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    command = configuration.server_command(folder, programs.postgres, socket_folder)
    command += ["-c", f"snelkoppeling.mark={mark}"]
    try:
        done = account.run(
            ["/bin/sh", "-c", '"$@" >&2 & echo "$!"', "sh", *command], environment=ENVIRONMENT, stderr=log
        )
    finally:
        os.close(log)
    return Server(folder, pid=int(done.stdout), socket_folder=socket_folder)


def _wait_until_ready(folder: DataFolder, server: Server, *, tell: Tell, patience_seconds: float) -> None:
    def is_settled() -> bool:
        told = _read_pid_file(folder)
        is_ready = told is not None and told.pid == server.pid and told.status == "ready"
        return is_ready or not server.is_running

    waited = 0.0
    step = QUIET_START_SECONDS
    while not wait_until(is_settled, patience_seconds=min(step, patience_seconds - waited)):
        waited += step
        if waited >= patience_seconds:
            raise StillRecoveringError(patience_seconds)
        tell(RECOVERING)
        step = NOTICE_EVERY_SECONDS
    if not server.is_running:
        raise reason_of_failure(folder, _last_words(folder), log=folder.logs)


def _last_words(folder: DataFolder) -> str:
    """Read what the server said last: before it opened its log, and in the newest log."""
    logs = sorted(folder.logs.glob("*.log"), key=lambda path: path.stat().st_mtime)
    newest = [path for path in logs[-1:] if path.stat().st_mtime >= folder.start_log.stat().st_mtime]
    said = [path.read_bytes()[-20_000:].decode(errors="replace") for path in (folder.start_log, *newest)]
    return "\n".join(said)


def _ensure_database(server: Server) -> None:
    """Make the service's role and database; the second half too when only the first was made."""
    with psycopg.connect(server.maintenance_url, autocommit=True) as connection:
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [configuration.ROLE]).fetchall():
            # It may make further databases, for a restore to try out, and see how the server does.
            connection.execute(f"CREATE ROLE {configuration.ROLE} LOGIN CREATEDB IN ROLE pg_monitor")
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchall():
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {configuration.ROLE}")
