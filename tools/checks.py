"""Every check and test of the project in one run, the tests last."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.environment import Environment

FOLDERS = ("src", "tests", "tools", "benchmarks")
SCRIPTS = ("start", "test")
MAX_WORKERS = 4
CHOOSES_WORKERS = ("-n", "--numprocesses", "--pdb", "-p", "--dist")
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as command; command()"


@dataclass(frozen=True)
class Check:
    """Something that must be so of the code, and the command that finds out; it runs in our Python."""

    name: str
    arguments: tuple[str, ...]


def checks(checkout: Path) -> list[Check]:
    """List what is checked before the tests."""
    folders = tuple(folder for folder in FOLDERS if (checkout / folder).is_dir())
    return [
        Check("ruff check", ("-m", "ruff", "check", "--quiet", *folders, *SCRIPTS)),
        Check("ruff format", ("-m", "ruff", "format", "--check", "--quiet", *folders, *SCRIPTS)),
        Check("mypy", ("-m", "mypy", "--no-error-summary", *folders)),
        Check("lint-imports", ("-c", LINT_IMPORTS, "--no-cache")),
        Check("check_sizes", ("-m", "tools.check_sizes")),
        Check("check_language", ("-m", "tools.check_language")),
    ]


def run(checkout: Path, place: Environment, *, words: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run all checks, then pytest with the words it was given; give the exit code of the whole."""
    variables = {**variables, **writable_caches(checkout, place.folder)}
    python = str(place.python)
    # The tools are modules of the checkout; the tests find their own way by pytest's settings.
    tool_variables = {**variables, "PYTHONPATH": str(checkout)}
    failed = [
        check.name
        for check in checks(checkout)
        if not _passes(check, python, checkout=checkout, variables=tool_variables)
    ]
    if failed:
        print(
            f"Niet goed: {', '.join(failed)}. De tests volgen.  ·  Failed: {', '.join(failed)}.", flush=True
        )
    command = [python, "-m", "pytest", *workers(words), *cache_options(variables), *words]
    tests = subprocess.run(command, cwd=checkout, env=dict(variables), check=False)
    return tests.returncode or int(bool(failed))


def workers(words: Sequence[str]) -> list[str]:
    """Let pytest use more than one process, unless the user decides on that himself."""
    available = len(os.sched_getaffinity(0))
    if available < 2 or any(word.startswith(CHOOSES_WORKERS) for word in words):  # noqa: PLR2004  # More than one.
        return []
    # A file stays in one process, so that it starts its server once.
    return ["-n", str(min(available, MAX_WORKERS)), "--dist", "loadfile"]


def writable_caches(checkout: Path, folder: Path) -> dict[str, str]:
    """Name other places for the tools' caches when the checkout cannot be written."""
    if os.access(checkout, os.W_OK):
        return {}
    names = {
        "RUFF_CACHE_DIR": "ruff",
        "MYPY_CACHE_DIR": "mypy",
        "HYPOTHESIS_STORAGE_DIRECTORY": "hypothesis",
        "SNELKOPPELING_PYTEST_CACHE": "pytest",
    }
    return {variable: str(folder / "caches" / name) for variable, name in names.items()}


def cache_options(variables: Mapping[str, str]) -> list[str]:
    """Tell pytest where its cache is, when that is not in the checkout."""
    place = variables.get("SNELKOPPELING_PYTEST_CACHE")
    return ["-o", f"cache_dir={place}"] if place else []


def _passes(check: Check, python: str, *, checkout: Path, variables: Mapping[str, str]) -> bool:
    """Run one check; its words are shown only when it fails."""
    began = time.monotonic()
    done = subprocess.run(
        [python, *check.arguments],
        cwd=checkout,
        env=dict(variables),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    passes = done.returncode == 0
    print(f"{check.name}: {'goed' if passes else 'NIET GOED'} ({time.monotonic() - began:.1f} s)", flush=True)
    if not passes:
        print(done.stdout, f"$ {shlex.join(['python', *check.arguments])}", sep="\n", flush=True)
    return passes


if __name__ == "__main__":
    sys.exit("Start ./test")
