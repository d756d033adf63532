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
from typing import BinaryIO

Tell = Callable[[str, str], None]

END_WITHIN_SECONDS = 8.0
FIRST_REST_SECONDS = 0.2
LONGEST_REST_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
LOOK_EVERY_SECONDS = 0.2
LARGEST_LOG_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Something to keep running: a module and its arguments."""

    name: str
    nl: str
    en: str
    """What people call it."""
    arguments: Sequence[str]
    module: str = "snelkoppeling"
    parent_option: str = "--parent="
    """What makes it end with us; our process number follows where there is a `=`."""

    def command(self) -> list[str]:
        """Give the command that starts it, without the current folder among its packages."""
        parent = (
            f"{self.parent_option}{os.getpid()}" if self.parent_option.endswith("=") else self.parent_option
        )
        return [sys.executable, "-P", "-m", self.module, *self.arguments, parent]


@dataclass(slots=True)
class _Run:
    """A program and how it fares."""

    program: Program
    process: "subprocess.Popen[bytes]"
    started_at: float
    failures: int = 0
    start_again_at: float | None = None


@dataclass(slots=True, kw_only=True)
class Supervisor:
    """Starts programs, starts them again when they end, and stops them in the end."""

    environment: Mapping[str, str]
    """What the programs get; a new one holds from their next start."""
    logs: Path
    """Folder in which each program has its log."""
    tell: Tell
    """Told when a program ended that should not."""
    check: Callable[[], None] = lambda: None
    """Is called again and again while all runs; mends what the programs need, such as the database."""
    stopping: threading.Event = field(default_factory=threading.Event)
    end_within_seconds: float = END_WITHIN_SECONDS
    _runs: list[_Run] = field(default_factory=list)

    def start(self, program: Program) -> None:
        """Start a program, and keep it running."""
        self._runs.append(_Run(program, self._open(program), time.monotonic()))

    def has_ended(self, name: str) -> bool:
        """Tell whether a program is not running at this moment."""
        return any(run.program.name == name and run.process.poll() is not None for run in self._runs)

    def log_of(self, name: str) -> Path:
        """Say where a program writes its log."""
        return self.logs / f"{name}.log"

    def watch(self) -> None:
        """Keep all running until `stopping` is set."""
        while not self.stopping.wait(LOOK_EVERY_SECONDS):
            self.check()
            for run in self._runs:
                self._look_at(run)

    def restart(self) -> None:
        """Start every program again, with the environment of now."""
        self._end_all()
        for run in self._runs:
            run.process, run.started_at = self._open(run.program), time.monotonic()
            run.start_again_at, run.failures = None, 0

    def stop(self) -> None:
        """End all programs, within seconds."""
        self.stopping.set()
        self._end_all()

    def _end_all(self) -> None:
        for run in self._runs:
            with contextlib.suppress(ProcessLookupError):
                run.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + self.end_within_seconds
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
        rest = min(FIRST_REST_SECONDS * 2 ** (run.failures - 1), LONGEST_REST_SECONDS)
        run.start_again_at = now + rest
        nl, en = _how_it_ended(code)
        program = run.program
        self.tell(
            f"{program.nl} is gestopt ({nl}) en start opnieuw. Logboek: {self.log_of(program.name)}",
            f"{program.en} ended ({en}) and starts again.",
        )

    def _open(self, program: Program) -> "subprocess.Popen[bytes]":
        """Start a program in a group of its own, so that Ctrl-C reaches us alone."""
        with _log_file(self.log_of(program.name)) as file:
            return subprocess.Popen(  # noqa: S603 - our own program
                program.command(),
                env=dict(self.environment),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
            )


def _how_it_ended(code: int) -> tuple[str, str]:
    if code < 0:
        return f"signaal {-code}", f"signal {-code}"
    return f"code {code}", f"code {code}"


def _log_file(path: Path) -> BinaryIO:
    """Open a log to write on; one that has grown large is put aside first, and replaces the one before."""
    if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")
