"""The database of an installation: started so that it can be broken off, and brought up to date."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from importlib.util import find_spec
from pathlib import Path

import psycopg

from snelkoppeling import embedded_database
from snelkoppeling.cli import problems
from snelkoppeling.cli.stopping import undisturbed
from snelkoppeling.settings import Settings, SubscriptionKeyMissingError

Tell = Callable[[str, str], None]
"""Tells something in Dutch and in English."""

LOOK_EVERY_SECONDS = 0.05
CONNECT_WITHIN_SECONDS = 10
MIGRATIONS = {
    "storage": ("snelkoppeling", "storage/migrations"),
    "procrastinate": ("procrastinate", "contrib/django/migrations"),
}
"""Whose migrations there are, by Django's label: a package, and the folder in it."""


def start(folder: Path, *, tell: Tell, stopping: threading.Event | None = None) -> "embedded_database.Server":
    """Start the database that comes along; whatever breaks this off leaves no server behind.

    Raises:
        SnelkoppelingError: It cannot be started; the message has the remedy.
        StoppedError: `stopping` was set meanwhile.
    """
    # A recovery can take minutes. In a thread of its own, it does not keep us from stopping.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="database") as executor:
        starting = executor.submit(embedded_database.start, folder, tell=lambda notice: tell(*notice))
        try:
            while not starting.done():
                if stopping is not None and stopping.is_set():
                    raise problems.StoppedError  # noqa: TRY301 - what it breaks off is here.
                wait([starting], timeout=LOOK_EVERY_SECONDS)
        except BaseException:
            with undisturbed():
                _break_off(folder, starting)
            raise
        try:
            return starting.result()
        except psycopg.Error as error:
            raise problems.database_lost(_first_line(error)) from error


def stop(server: "embedded_database.Server") -> None:
    """Stop the server, however often somebody presses Ctrl-C meanwhile."""
    with undisturbed():
        server.stop()


def _break_off(folder: Path, starting: "Future[embedded_database.Server]") -> None:
    """Stop the server as soon as it can be found; that also ends the wait for it."""
    while True:
        is_settled = starting.done()
        server = embedded_database.find_running(folder)
        if server is not None:
            server.stop()
        if is_settled:
            return
        wait([starting], timeout=LOOK_EVERY_SECONDS)


def bring_up_to_date(settings: Settings, *, tell: Tell) -> None:
    """Make or change the tables, when this version has a step that the database has not taken.

    Raises:
        CommandError: The database cannot be reached, or may not be changed.
    """
    url = settings.database_url or ""
    try:
        if _is_up_to_date(url):
            return
    except psycopg.Error as error:
        raise problems.database_away(_first_line(error)) from error
    tell("De tabellen worden bijgewerkt …", "Bringing the tables up to date …")
    # Django is slow to load, and rarely has anything to do.
    from django.db import DatabaseError  # type: ignore[import-untyped]  # noqa: PLC0415 - it has no types.

    from snelkoppeling.bootstrap import House  # noqa: PLC0415 - it loads Django.

    try:
        House(settings).prepare_database()
    except (DatabaseError, psycopg.Error) as error:
        raise problems.tables_not_made(_first_line(error)) from error


def answers(url: str) -> bool:
    """Tell whether a database takes connections at this moment."""
    try:
        psycopg.connect(url, connect_timeout=CONNECT_WITHIN_SECONDS).close()
    except psycopg.OperationalError:
        return False
    return True


def coupled(settings: Settings) -> list[str]:
    """Name the administrations that are coupled."""
    with psycopg.connect(settings.database_url or "", connect_timeout=CONNECT_WITHIN_SECONDS) as session:
        return [name for (name,) in session.execute("SELECT name FROM administration ORDER BY id")]


def require_subscription_key(settings: Settings) -> list[str]:
    """Refuse to serve administrations without a key that SnelStart knows us by; gives their names."""
    names = coupled(settings)
    if names and not settings.snelstart.subscription_key.get_secret_value():
        raise SubscriptionKeyMissingError
    return names


def _is_up_to_date(url: str) -> bool:
    wanted = {(label, path.stem) for label, place in MIGRATIONS.items() for path in _steps(*place)}
    with psycopg.connect(url, connect_timeout=CONNECT_WITHIN_SECONDS) as session:
        (known,) = session.execute("SELECT to_regclass('django_migrations')").fetchone() or (None,)
        taken = session.execute("SELECT app, name FROM django_migrations").fetchall() if known else []
    return wanted <= set(taken)


def _steps(package: str, folder: str) -> list[Path]:
    """List the steps of a package without loading it."""
    spec = find_spec(package)
    places = (spec.submodule_search_locations if spec else None) or []
    return [path for place in places for path in Path(place, folder).glob("[0-9]*.py")]


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
