"""Opens the installation for a command that looks or changes something, whether it runs or not."""

import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import database_server, problems
from snelkoppeling.cli.options import settings_from
from snelkoppeling.cli.problems import is_busy
from snelkoppeling.cli.screen import complaints, say
from snelkoppeling.cli.stopping import interrupt_on_signals
from snelkoppeling.embedded_database.account import this_user
from snelkoppeling.embedded_database.data_folder import DataFolder
from snelkoppeling.embedded_database.errors import AlreadyRunningError, explained
from snelkoppeling.errors import RetryLaterError
from snelkoppeling.settings import Settings

ANSWERS_WITHIN_SECONDS = 30.0
"""Another snelkoppeling that starts at this moment needs a while."""
LOOK_EVERY_SECONDS = 0.2
WORKER_YIELDS_WITHIN_SECONDS = 60.0
"""A worker gives others their turn after half a minute."""

T = TypeVar("T")


@contextlib.contextmanager
def opened(data: Path | None, *, may_begin: bool = False) -> Iterator[House]:
    """Open it: the database of the operator, the one that runs, or one started for this command alone.

    A folder in which nothing was started yet stays as it is, unless the command `may_begin` there.

    Raises:
        SnelkoppelingError: There is nothing, or the database cannot be reached or started.
    """
    settings = settings_from(data)
    with contextlib.ExitStack() as stack:
        if settings.database_url is None:
            if not may_begin and not _has_begun(settings.data_folder):
                raise problems.nothing_here(str(settings.data_folder))
            interrupt_on_signals()
            url = _embedded(settings, stack)
            settings = settings.model_copy(update={"database_url": url})
        database_server.bring_up_to_date(settings, tell=tell)
        house = House(settings)
        stack.callback(house.close)
        yield house


def patiently(action: Callable[[], T]) -> T:
    """Do what needs the books for itself, as soon as no worker writes to them.

    Raises:
        RetryLaterError: A worker is still writing after a while, or SnelStart cannot answer now.
    """
    deadline = time.monotonic() + WORKER_YIELDS_WITHIN_SECONDS
    told = False
    while True:
        try:
            return action()
        except RetryLaterError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
        if not told:
            tell("Een worker is nog met deze boeken bezig; even geduld.", "a worker is busy with these books")
            told = True
        time.sleep(LOOK_EVERY_SECONDS)


def attached(settings: Settings) -> Settings:
    """Give the settings of a part that runs alone, with the address of the database it shares.

    Raises:
        CommandError: There is no database to share.
    """
    if settings.database_url is None:
        server = embedded_database.find_running(settings.data_folder)
        if server is None:
            raise problems.no_database()
        settings = settings.model_copy(update={"database_url": server.url})
    database_server.bring_up_to_date(settings, tell=tell)
    return settings


def _has_begun(folder: Path) -> bool:
    with explained(folder, this_user()):
        return DataFolder(folder).database.exists()


def tell(nl: str, en: str) -> None:
    """Tell what takes its time; apart from what a command is asked for."""
    say(nl, en, mark="·", to=complaints)


def _embedded(settings: Settings, stack: contextlib.ExitStack) -> str:
    """Find the server that runs, or hold the folder and start one; wait for whoever is just starting."""
    deadline = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while True:
        server = embedded_database.find_running(settings.data_folder)
        if server is not None and database_server.answers(server.url):
            return server.url
        try:
            stack.enter_context(embedded_database.exclusive(settings.data_folder))
        except AlreadyRunningError:
            if time.monotonic() > deadline:
                raise
            time.sleep(LOOK_EVERY_SECONDS)
            continue
        server = database_server.start(settings.data_folder, tell=tell)
        stack.callback(database_server.stop, server)
        return server.url
