import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from snelkoppeling.cli.supervisor import LARGEST_LOG_BYTES, Program, Supervisor

SLEEPER = """
import pathlib, signal, sys, time
place = pathlib.Path(sys.argv[1])
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
place.with_suffix(".starts").open("a").write("x")
print("hello", flush=True)
while not place.with_suffix(".end").exists():
    time.sleep(0.02)
"""


class Told(list[str]):
    """What the supervisor told, in Dutch."""

    def __call__(self, nl: str, en: str) -> None:
        assert en
        self.append(nl)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def supervisor(tmp_path: Path, told: Told) -> Iterator[Supervisor]:
    (tmp_path / "sleeper.py").write_text(SLEEPER)
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    made = Supervisor(environment=environment, logs=tmp_path, tell=told, end_within_seconds=0.5)
    yield made
    made.stop()


@pytest.fixture
def watched(supervisor: Supervisor) -> Iterator[Supervisor]:
    thread = threading.Thread(target=supervisor.watch)
    thread.start()
    yield supervisor
    supervisor.stopping.set()
    thread.join()


def sleeper(tmp_path: Path, *more: str) -> Program:
    return Program(
        name="sleeper",
        nl="De slaper",
        en="The sleeper",
        module="sleeper",
        arguments=[str(tmp_path / "it"), *more],
        parent_option="--with-parent",
    )


def starts(tmp_path: Path) -> int:
    place = tmp_path / "it.starts"
    return len(place.read_text()) if place.exists() else 0


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_what_a_program_says_is_in_its_log_which_only_its_owner_can_read(
    supervisor: Supervisor, tmp_path: Path
) -> None:
    supervisor.start(sleeper(tmp_path))

    wait_until(lambda: "hello" in supervisor.log_of("sleeper").read_text())
    assert supervisor.log_of("sleeper").stat().st_mode & 0o077 == 0


def test_a_program_that_is_killed_is_started_again_and_told_of(
    watched: Supervisor, tmp_path: Path, told: Told
) -> None:
    watched.start(sleeper(tmp_path))
    wait_until(lambda: starts(tmp_path) == 1)

    (run,) = watched._runs  # noqa: SLF001 - who is to be killed.
    os.kill(run.process.pid, signal.SIGKILL)

    wait_until(lambda: starts(tmp_path) == 2)
    assert told == [f"De slaper is gestopt (signaal 9) en start opnieuw. Logboek: {tmp_path}/sleeper.log"]


def test_a_program_that_ends_at_once_rests_longer_each_time(
    watched: Supervisor, tmp_path: Path, told: Told
) -> None:
    (tmp_path / "it.end").touch()
    watched.start(sleeper(tmp_path))

    wait_until(lambda: len(told) == 3)
    first = starts(tmp_path)
    time.sleep(0.4)

    assert "(code 0)" in told[0]
    assert starts(tmp_path) == first, "after three times it rests for 0.8 s"


def test_a_program_that_does_not_want_to_end_is_ended(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(sleeper(tmp_path, "stubborn"))
    wait_until(lambda: starts(tmp_path) == 1)
    began = time.monotonic()

    supervisor.stop()

    assert supervisor.has_ended("sleeper")
    assert time.monotonic() - began < 5


def test_a_restart_gives_the_environment_of_now(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.start(sleeper(tmp_path))
    wait_until(lambda: starts(tmp_path) == 1)

    supervisor.restart()

    wait_until(lambda: starts(tmp_path) == 2)
    assert not supervisor.has_ended("sleeper")


def test_a_log_that_has_grown_large_is_put_aside(supervisor: Supervisor, tmp_path: Path) -> None:
    log = supervisor.log_of("sleeper")
    with log.open("wb") as file:
        file.truncate(LARGEST_LOG_BYTES + 1)

    supervisor.start(sleeper(tmp_path))

    wait_until(lambda: log.exists() and "hello" in log.read_text())
    assert (tmp_path / "sleeper.log.1").stat().st_size == LARGEST_LOG_BYTES + 1
