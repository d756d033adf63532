"""Making the tables, in processes of their own: Django can be configured once in each."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from tests.conftest import MAKE_TABLES, SOURCE, an_empty_database

MIGRATIONS = SOURCE / "snelkoppeling" / "storage" / "migrations"
FORGOTTEN_MIGRATION = """
import sys
from snelkoppeling.storage import setup
setup.configure(sys.argv[1], secret_key="a key for tests")
from django.core.management import call_command
call_command("makemigrations", "storage", check=True, dry_run=True)
"""


@pytest.fixture
def empty_database(database_server: str) -> Iterator[str]:
    with an_empty_database(database_server, "empty") as url:
        yield url


def begin(program: str, url: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, url],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_two_processes_that_start_at_once_make_the_tables_once(empty_database: str) -> None:
    starting = [begin(MAKE_TABLES, empty_database) for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in starting]

    with psycopg.connect(empty_database) as session:
        row = session.execute("SELECT count(*) FROM django_migrations WHERE app = 'storage'").fetchone()
        jobs = session.execute("SELECT count(*) FROM procrastinate_jobs").fetchone()
    assert [process.returncode for process in starting] == [0, 0], said
    assert row == (len(list(MIGRATIONS.glob("0*.py"))),)
    assert jobs == (0,)


def test_the_migrations_make_what_the_models_say(empty_database: str) -> None:
    process = begin(FORGOTTEN_MIGRATION, empty_database)

    said, _ = process.communicate(timeout=120)

    assert process.returncode == 0, said
