"""Drives the command line as a user does: each command a process, what runs stopped by signals."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from snelstart_simulator.process import RunningSimulator

SOURCE = Path(__file__).parents[3] / "src"
COMMAND_WITHIN_SECONDS = 60
START_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All of it on one line, so that a test need not know where lines were broken."""
        return " ".join(f"{self.out} {self.err}".split())


@dataclass(slots=True)
class Installation:
    """A data folder with the settings that lead to a simulator, and the commands on it."""

    data: Path
    simulator: RunningSimulator
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """What a shell would have set."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SNELKOPPELING_")}
        return {
            **kept,
            "PYTHONPATH": str(SOURCE),
            "COLUMNS": "80",
            "SNELKOPPELING_DATA": str(self.data),
            "SNELKOPPELING_SNELSTART_URL": self.simulator.api,
            "SNELKOPPELING_SNELSTART_AUTH_URL": self.simulator.auth,
            "SNELKOPPELING_SUBSCRIPTION_KEY": self.simulator.subscription_key,
            "SNELKOPPELING_PORT": "0",
            **self.more,
        }

    def run(self, *words: str, typed: str = "") -> Answer:
        """Run a command to its end."""
        done = subprocess.run(
            command(*words),
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_WITHIN_SECONDS,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Answer(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def up(self, *words: str) -> Iterator["Up"]:
        """Run `up` for the time of a block, from when it says where it is."""
        process = subprocess.Popen(
            command("up", *words),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running = Up(process)
        try:
            running.said("draait op http", within_seconds=START_WITHIN_SECONDS)
            yield running
        finally:
            running.stop()

    def left_running(self) -> list[str]:
        """List the processes that have to do with this data folder."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if str(self.data) in line:
                found.append(line)
        return found


@dataclass(slots=True)
class Up:
    """A running `up`, and what it has said so far."""

    process: "subprocess.Popen[str]"
    lines: list[str] = field(default_factory=list)
    _fresh: "queue.Queue[str]" = field(default_factory=queue.Queue)

    def __post_init__(self) -> None:
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it says that it is."""
        return next(line.split()[-1] for line in self.lines if "draait op http" in line)

    @property
    def text(self) -> str:
        """All that it said, on one line."""
        return " ".join(" ".join(self.lines).split())

    def said(self, words: str, *, within_seconds: float) -> None:
        """Wait until it says this."""
        deadline = time.monotonic() + within_seconds
        while words not in self.text:
            try:
                self.lines.append(self._fresh.get(timeout=max(0.05, deadline - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"“{words}” was not said, but: {self.text}") from None

    def children(self, name: str) -> list[int]:
        """Give the process numbers of one of its programs."""
        found = []
        for number in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
            if name.encode() in words:
                found.append(int(number))
        return found

    def stop(self) -> int:
        """Press Ctrl-C and wait for the end; gives the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            for line in output:
                self._fresh.put(line)


def command(*words: str) -> list[str]:
    """Give the command line that `./start` becomes."""
    return [sys.executable, "-P", "-m", "snelkoppeling", *words]


def wait_until(answers: object, *, within_seconds: float = 20.0) -> None:
    """Wait until a question is answered with yes."""
    assert callable(answers)
    deadline = time.monotonic() + within_seconds
    while not answers():
        assert time.monotonic() < deadline, "it did not become so in time"
        time.sleep(0.1)
