import ast
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
PRETEND = (
    "import sys; sys.version_info = (3, 9, 2); sys.argv = ['start', 'demo'];"
    "from tools import suitable_python; suitable_python.require()"
)


def with_an_old_python(path: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", PRETEND],
        cwd=REPOSITORY,
        env={"PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def put(folder: Path, name: str, script: str) -> None:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def test_an_old_python_without_a_newer_one_gets_a_clear_message(tmp_path: Path) -> None:
    done = with_an_old_python(tmp_path)

    assert done.returncode == 1
    assert "heeft Python 3.11 of nieuwer nodig; dit is 3.9.2" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_old_python_hands_over_to_a_newer_one(tmp_path: Path) -> None:
    put(tmp_path, "python3.12", 'echo "taken over: $*"')

    done = with_an_old_python(tmp_path)

    assert done.stdout == "taken over: start demo\n"


def test_a_name_on_the_path_that_does_not_run_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "python3.14", "exit 127")
    put(tmp_path, "python3.11", 'echo "3.11: $*"')

    assert with_an_old_python(tmp_path).stdout == "3.11: start demo\n"


@pytest.mark.parametrize("name", ["start", "test", "tools/__init__.py", "tools/suitable_python.py"])
def test_what_an_old_python_has_to_read_is_written_so_that_it_can(name: str) -> None:
    source = (REPOSITORY / name).read_text(encoding="utf-8")

    assert ast.parse(source, feature_version=(3, 7)).body
