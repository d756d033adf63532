"""Runs benchmarks: `python benchmarks` lists them, `python benchmarks waking` runs one, `all` runs all."""

import argparse
import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
NAMES = ("waking", "relations", "invoices", "backlog", "start", "simulator", "door", "posting", "matching")
QUIET = 1.0
"""When no more programs than this want to run, the machine is ours."""
LONGEST_WAIT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    rounds: int
    record: bool
    now: bool


def main(words: Sequence[str]) -> int:
    """Run what was asked for; 1 when a figure is not what it must be."""
    parser = argparse.ArgumentParser(prog="python benchmarks", description=__doc__)
    parser.add_argument("name", nargs="?", choices=(*NAMES, "all"))
    parser.add_argument("--rounds", type=int, default=3, help="how often it is measured; the middle counts")
    parser.add_argument("--record", action="store_true", help="keep the result in benchmarks/results.md")
    parser.add_argument("--now", action="store_true", help="measure on a busy machine too")
    asked = parser.parse_args(words)
    if asked.name is None:
        parser.print_help()
        return 0
    if asked.name == "all":
        return max(_apart(name, words[1:]) for name in NAMES)
    return _measure(asked.name, Wish(asked.rounds, asked.record, asked.now))


def _apart(name: str, options: Sequence[str]) -> int:
    """Run a benchmark in a process of its own: what one leaves in memory must not burden the next."""
    command = [sys.executable, str(CHECKOUT / "benchmarks"), name, *options]
    return subprocess.run(command, check=False).returncode


def _measure(name: str, wish: Wish) -> int:
    from benchmarks import report, service  # noqa: PLC0415 - found only once the path below is set.

    benchmark = importlib.import_module(f"benchmarks.{name}")
    measure: Callable[[], list[report.Figure]] = benchmark.measure
    loads, rounds = [], []
    for number in range(1, wish.rounds + 1):
        if not wish.now:
            _wait_for_quiet(report.load)
        loads.append(report.load())
        print(f"{name}, round {number} of {wish.rounds}, load {loads[-1]:.1f}", file=sys.stderr, flush=True)
        rounds.append(measure())
    text = report.text_of(
        name,
        rounds,
        command=f"python benchmarks {name} --rounds {wish.rounds}",
        database=service.database_version(),
        loads=loads,
    )
    print(f"{benchmark.__doc__}\n\n{text}", flush=True)
    if wish.record:
        report.record(name, text)
    return 0 if all(figure.is_met for figure, _ in report.middle_of(rounds)) else 1


def _wait_for_quiet(load: Callable[[], float]) -> None:
    """Let the machine come to rest, but not for ever."""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    while load() > QUIET and time.monotonic() < deadline:
        time.sleep(2)


if __name__ == "__main__":
    sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "src")]
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(variable, None)
    sys.exit(main(sys.argv[1:]))
