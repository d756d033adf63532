"""Start: `./start` in a clean clone until it is ready, and again when all is there."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from benchmarks.installation import started
from benchmarks.report import Figure

CHECKOUT = Path(__file__).resolve().parents[1]
WARM_STARTS = 3
IMPORTS = "import django.core.handlers.asgi, psycopg_pool, pydantic, uvicorn"
NOT_FOR_IT = ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "VIRTUAL_ENV")


def measure() -> list[Figure]:
    """Measure a cold start, warm ones, and the installing alone."""
    with _clone() as clone:
        environment = _environment(clone)
        bare = _seconds_to_install(clone, environment)
        cold = _seconds_to_start(clone, environment)
        warm = sorted(_seconds_to_start(clone, environment) for _ in range(WARM_STARTS))[WARM_STARTS // 2]
        imports = sorted(_seconds_to_import(clone, environment) for _ in range(WARM_STARTS))[WARM_STARTS // 2]
    return [
        Figure(
            name="cold",
            value=cold,
            unit="s",
            at_most=90,
            floor=bare,
            floor_name="venv and pip install alone",
        ),
        Figure(
            name="warm",
            value=warm,
            unit="s",
            at_most=5,
            floor=imports,
            floor_name="a Python that imports Django, pydantic and uvicorn",
        ),
    ]


@contextmanager
def _clone() -> Iterator[Path]:
    """Clone what is committed; nothing of ours is in the clone that git does not know."""
    with tempfile.TemporaryDirectory(prefix="snelkoppeling-benchmark-", ignore_cleanup_errors=True) as outer:
        Path(outer).chmod(0o755)
        clone = Path(outer) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(CHECKOUT), str(clone)], check=True)  # noqa: S607
        yield clone


def _environment(clone: Path) -> dict[str, str]:
    ours = {"SNELKOPPELING_DATA": str(clone.parent / "data"), "PIP_NO_CACHE_DIR": "1"}
    ours["SNELKOPPELING_VENV"] = str(clone.parent / "venv")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SNELKOPPELING_") and name not in NOT_FOR_IT
    }
    return {**kept, **ours}


def _seconds_to_start(clone: Path, environment: Mapping[str, str]) -> float:
    began = time.perf_counter()
    with started([sys.executable, str(clone / "start")], environment, folder=clone):
        return time.perf_counter() - began


def _seconds_to_install(clone: Path, environment: Mapping[str, str]) -> float:
    folder = clone.parent / "bare"
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, env=dict(environment))
    subprocess.run(
        [
            str(folder / "bin" / "python"),
            *("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"),
            *("-r", str(clone / "requirements.lock")),
        ],
        check=True,
        env=dict(environment),
    )
    return time.perf_counter() - began


def _seconds_to_import(clone: Path, environment: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(
        [str(clone.parent / "venv" / "bin" / "python"), "-c", IMPORTS], check=True, env=dict(environment)
    )
    return time.perf_counter() - began
