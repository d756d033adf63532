"""Keeps the programs of one installation running, and ends them together."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import BinaryIO

import structlog

log = structlog.get_logger()

END_WITHIN_SECONDS = 8.0
LONGEST_REST_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.2
LARGEST_LOG_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Something to keep running: a module of ours and its arguments."""

    name: str
    arguments: Sequence[str]
    module: str = "snelkoppeling"
    parent_option: str = "--parent="
    """What makes it end with us; our process number follows where there is a `=`."""

    def command(self) -> list[str]:
        """Give the command that starts it."""
        parent = (
            f"{self.parent_option}{os.getpid()}" if self.parent_option.endswith("=") else self.parent_option
        )
        return [sys.executable, "-m", self.module, *self.arguments, parent]


@dataclass(slots=True)
class _Run:
    """A program and how it fares."""

    program: Program
    process: subprocess.Popen[bytes]
    started_at: float
    failures: int = 0
    start_again_at: float | None = None


@dataclass(slots=True)
class Supervisor:
    """Starts programs, starts them again when they end, and stops them in the end."""

    environment: Mapping[str, str]
    logs: Path
    """Folder in which each program has its log."""
    check: Callable[[], None] = lambda: None
    """Is called again and again while all runs; mends what the programs need, such as the database."""
    stopping: threading.Event = field(default_factory=threading.Event)
    _runs: list[_Run] = field(default_factory=list)

    def start(self, program: Program) -> None:
        """Start a program, and keep it running."""
        self._runs.append(_Run(program, self._open(program), time.monotonic()))

    def watch(self) -> None:
        """Return when somebody asks to stop, by signal or through `stopping`."""
        while not self.stopping.wait(LOOK_EVERY_SECONDS):
            self.check()
            for run in self._runs:
                self._look_at(run)

    def stop(self) -> None:
        """End all programs, within seconds."""
        self.stopping.set()
        for run in self._runs:
            with contextlib.suppress(ProcessLookupError):
                run.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + END_WITHIN_SECONDS
        for run in self._runs:
            try:
                run.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                run.process.kill()
                run.process.wait()

    def _look_at(self, run: _Run) -> None:
        now = time.monotonic()
        if run.start_again_at is not None:
            if now >= run.start_again_at:
                run.process, run.started_at, run.start_again_at = self._open(run.program), now, None
            return
        code = run.process.poll()
        if code is None:
            return
        run.failures = 1 if now - run.started_at > STEADY_AFTER_SECONDS else run.failures + 1
        rest = min(0.2 * 2**run.failures, LONGEST_REST_SECONDS)
        run.start_again_at = now + rest
        log.warning("program ended", program=run.program.name, code=code, starts_again_in_seconds=rest)

    def _open(self, program: Program) -> subprocess.Popen[bytes]:
        """Start our own command line in a group of its own, so that Ctrl-C reaches us alone."""
        with _log_file(self.logs / f"{program.name}.log") as file:
            return subprocess.Popen(  # noqa: S603 - our own program
                program.command(),
                env=dict(self.environment),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
            )


def _log_file(path: Path) -> BinaryIO:
    """Open a log to write on; one that has grown large is put aside first, and replaces the one before."""
    if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


def stop_on_signals(stopping: threading.Event) -> None:
    """Let Ctrl-C and a request to end set an event."""

    def note(number: int, frame: FrameType | None) -> None:
        del number, frame
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, note)


def end_with_parent(parent: int | None) -> None:
    """End this process when the one that started it is gone, however that ended."""
    if parent is None:
        return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
