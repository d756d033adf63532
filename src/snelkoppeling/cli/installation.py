"""One running installation: the database, the web and the worker, started and ended together."""

import contextlib
import json
import os
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from snelkoppeling import embedded_database
from snelkoppeling.cli import database_server, listening, problems, settings_file
from snelkoppeling.cli.options import settings_from
from snelkoppeling.cli.stopping import undisturbed
from snelkoppeling.cli.supervisor import Program, Supervisor, Tell
from snelkoppeling.embedded_database.errors import AlreadyRunningError
from snelkoppeling.errors import SnelkoppelingError
from snelkoppeling.settings import Settings

READY_WITHIN_SECONDS = 60.0
HELD_BRIEFLY_SECONDS = 5.0
"""A command that only looks holds the data folder for a moment."""
LOOK_AGAIN_SECONDS = 0.2
TRY_AGAIN_SECONDS = 5.0
LONGEST_LAST_WORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What runs, and where."""

    settings: Settings
    """With the address of the database, whichever it is."""
    address: str
    administrations: list[str]
    """The names of those that are coupled."""
    logs: Path
    supervisor: Supervisor


@contextlib.contextmanager
def running(settings: Settings, *, tell: Tell, stopping: threading.Event) -> Iterator[Installation]:
    """Start all of it, and end all of it after the block.

    Raises:
        SnelkoppelingError: Something is in the way; nothing was harmed and nothing is left running.
        StoppedError: `stopping` was set before all was up.
    """
    with contextlib.ExitStack() as stack:
        occupancy = _hold(settings.data_folder, stack, stopping)
        host, port = settings.web.host, settings.web.port
        if port:
            listening.require_free(host, port)
        port = port or listening.any_port(host)
        care = _Care(settings=settings, tell=tell, stopping=stopping)
        stack.callback(care.stop_database)
        care.start_database()
        database_server.bring_up_to_date(care.settings, tell=tell)
        administrations = database_server.require_subscription_key(care.settings)
        supervisor = care.supervisor = _supervisor(care)
        stack.callback(_stop, supervisor)
        if stopping.is_set():
            raise problems.StoppedError
        web = ["web", "--host", host, "--port", str(port)]
        supervisor.start(Program(name="web", nl="De website", en="The web", arguments=web))
        supervisor.start(Program(name="worker", nl="De worker", en="The worker", arguments=["worker"]))
        address = listening.address_of(host, port)
        _wait_until_ready(address, supervisor)
        occupancy.announce(address)
        yield Installation(
            settings=care.settings,
            address=address,
            administrations=administrations,
            logs=supervisor.logs,
            supervisor=supervisor,
        )


@dataclass(slots=True, kw_only=True)
class _Care:
    """Looks after what the programs need: the database, and the settings that were changed meanwhile."""

    settings: Settings
    tell: Tell
    stopping: threading.Event
    supervisor: Supervisor | None = None
    _server: "embedded_database.Server | None" = None
    _try_again_at: float = 0.0
    _is_away: bool = False
    _kept: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._kept = settings_file.read(self.settings.data_folder)

    @property
    def environment(self) -> dict[str, str]:
        """What the programs get."""
        return {**os.environ, **self.settings.as_environment()}

    def start_database(self) -> None:
        """Start the database that comes along, unless the operator has one."""
        if self.settings.database_url is not None:
            return
        folder = self.settings.data_folder
        self._server = database_server.start(folder, tell=self.tell, stopping=self.stopping)
        self.settings = self.settings.model_copy(update={"database_url": self._server.url})

    def stop_database(self) -> None:
        """Stop the database that we started."""
        if self._server is not None:
            database_server.stop(self._server)

    def mend(self) -> None:
        """Start the database again when it has stopped, and the programs when their settings changed."""
        if time.monotonic() < self._try_again_at:
            return
        self._mend_database()
        self._read_settings()

    def _mend_database(self) -> None:
        if self._server is None or self._server.is_running:
            return
        before = self._server.url
        is_news, self._is_away = not self._is_away, True
        if is_news:
            self.tell("De database is gestopt en start opnieuw.", "The database ended and starts again.")
        try:
            self._server = database_server.start(
                self.settings.data_folder, tell=self.tell, stopping=self.stopping
            )
        except problems.StoppedError:
            return
        except SnelkoppelingError as error:
            # What is wrong may pass, as a full disk does; until then the doors say that they cannot store.
            self._try_again_at = time.monotonic() + TRY_AGAIN_SECONDS
            if is_news:
                self.tell(*problems.in_both_languages(error))
            return
        self._is_away = False
        if self._server.url != before:
            self._use(self.settings.model_copy(update={"database_url": self._server.url}))

    def _read_settings(self) -> None:
        try:
            kept = settings_file.read(self.settings.data_folder)
            if kept == self._kept:
                return
            self._kept = kept
            fresh = settings_from(self.settings.data_folder)
        except SnelkoppelingError as error:
            self._try_again_at = time.monotonic() + TRY_AGAIN_SECONDS
            self.tell(*problems.in_both_languages(error))
            return
        self.tell("Nieuwe instellingen: alles start ermee opnieuw.", "New settings: all starts again.")
        self._use(self.settings.model_copy(update={"snelstart": fresh.snelstart}))

    def _use(self, settings: Settings) -> None:
        self.settings = settings
        if self.supervisor is not None:
            self.supervisor.environment = self.environment
            self.supervisor.restart()


def _supervisor(care: _Care) -> Supervisor:
    logs = care.settings.data_folder / "logs"
    logs.mkdir(exist_ok=True, mode=0o700)
    return Supervisor(
        environment=care.environment, check=care.mend, stopping=care.stopping, logs=logs, tell=care.tell
    )


def _stop(supervisor: Supervisor) -> None:
    with undisturbed():
        supervisor.stop()


def _hold(
    folder: Path, stack: contextlib.ExitStack, stopping: threading.Event
) -> "embedded_database.Occupancy":
    """Hold the data folder; wait for a command that has it for a moment, not for one that serves."""
    deadline = time.monotonic() + HELD_BRIEFLY_SECONDS
    while True:
        try:
            return stack.enter_context(embedded_database.exclusive(folder))
        except AlreadyRunningError as error:
            if error.address or time.monotonic() > deadline:
                raise
        if stopping.wait(LOOK_AGAIN_SECONDS):
            raise problems.StoppedError


def _wait_until_ready(address: str, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while not supervisor.stopping.wait(0.05):
        # What answers is anybody's guess, as long as our own program is not there.
        if supervisor.has_ended("web") or time.monotonic() > deadline:
            log = supervisor.log_of("web")
            raise problems.not_ready(str(log), _last_words(log))
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            opener.open(f"{address}/readyz", timeout=2),
        ):
            return
    raise problems.StoppedError


def _last_words(log: Path) -> str:
    """Read what a program said last, be it an event of ours or the end of a stack trace."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() if log.exists() else []
    last = lines[-1] if lines else ""
    try:
        event = json.loads(last)
    except ValueError:
        event = {}
    if isinstance(event, dict) and "event" in event:
        reason = next((one.get("exc_value") for one in event.get("exception", ())), None)
        last = str(reason or event["event"])
    return last.strip()[:LONGEST_LAST_WORDS]
