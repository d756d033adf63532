"""One running installation: the database, the web and the worker, started and ended together."""

import contextlib
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import problems
from snelkoppeling.cli.supervisor import Program, Supervisor
from snelkoppeling.settings import PREFIX, Settings

READY_WITHIN_SECONDS = 60.0
FREE_WITHIN_SECONDS = 3.0
"""Programs of an installation that was killed need a moment to notice it."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What runs, and where."""

    settings: Settings
    """With the address of the database, whichever it is."""
    address: str
    logs: Path
    supervisor: Supervisor


@contextlib.contextmanager
def running(settings: Settings, *, tell: Tell, stopping: threading.Event) -> Iterator[Installation]:
    """Start all of it, and end all of it after the block.

    Raises:
        SnelkoppelingError: Something is in the way; nothing was harmed and nothing is left running.
    """
    with contextlib.ExitStack() as stack:
        occupancy = stack.enter_context(embedded_database.exclusive(settings.data_folder))
        host, port = settings.web.host, settings.web.port or _any_port(settings.web.host)
        _require_free(host, port)
        check, url = _database(settings, stack, tell)
        settings = settings.model_copy(update={"database_url": url})
        House(settings).prepare_database()
        environment = {**os.environ, **settings.as_environment(), f"{PREFIX}DATABASE_URL": url}
        logs = settings.data_folder / "logs"
        logs.mkdir(exist_ok=True)
        supervisor = Supervisor(environment=environment, check=check, stopping=stopping, logs=logs)
        stack.callback(supervisor.stop)
        supervisor.start(Program(name="web", arguments=["web", "--host", host, "--port", str(port)]))
        supervisor.start(Program(name="worker", arguments=["worker"]))
        address = f"http://{host}:{port}"
        _wait_until_ready(address, stopping, logs)
        occupancy.announce(address)
        yield Installation(settings=settings, address=address, logs=logs, supervisor=supervisor)


def _database(settings: Settings, stack: contextlib.ExitStack, tell: Tell) -> tuple[Callable[[], None], str]:
    """Give the address of the database, and what mends it when it has stopped."""
    if settings.database_url:
        return (lambda: None), settings.database_url

    def start() -> embedded_database.Server:
        return embedded_database.start(settings.data_folder, tell=lambda notice: tell(notice.nl))

    def stop() -> None:
        servers[-1].stop()

    servers = [start()]
    stack.callback(stop)

    def mend() -> None:
        if not servers[-1].is_running:
            tell("De database was gestopt en wordt opnieuw gestart.")
            servers.append(start())

    return mend, servers[-1].url


def _require_free(host: str, port: int) -> None:
    deadline = time.monotonic() + FREE_WITHIN_SECONDS
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if time.monotonic() > deadline:
                    raise problems.port_busy(host, port) from error
            else:
                return
        time.sleep(0.2)


def _any_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(address: str, stopping: threading.Event, logs: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while not stopping.wait(0.05):
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(f"{address}/readyz", timeout=2),  # noqa: S310 - our own address
        ):
            return
        if time.monotonic() > deadline:
            raise problems.not_ready(str(logs))
