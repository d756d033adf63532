"""What tests of every kind share: a PostgreSQL of their own, and its tables empty for each test."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo

from snelkoppeling import embedded_database
from snelkoppeling.storage.database import Database

SOURCE = Path(__file__).parents[1] / "src"
MAKE_TABLES = """
import sys
from snelkoppeling.storage import setup
setup.configure(sys.argv[1], secret_key="a key for tests")
setup.migrate(sys.argv[1])
"""
DELETE_ALL = """
DO $$
DECLARE name text;
BEGIN
    -- Our own references are checked at the end, those to the tables of the queue at once: hence these last.
    FOR name IN
        SELECT tablename FROM pg_tables
         WHERE schemaname = 'public' AND tablename <> 'django_migrations'
         ORDER BY tablename IN ('procrastinate_jobs', 'procrastinate_workers'), tablename
    LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END $$
"""
RESTART_NUMBERS = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
  FROM pg_sequences WHERE last_value IS NOT NULL
"""


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """Give the address of a PostgreSQL server: the one that the environment names, or one of our own."""
    if given := os.environ.get("SNELKOPPELING_TEST_DATABASE_URL"):
        yield given
        return
    # Not pytest's own folder: that is closed to the account that runs the server when we are root.
    folder = Path(tempfile.mkdtemp(prefix="snelkoppeling-test-"))
    folder.chmod(0o755)
    server = embedded_database.start(folder / "data")
    yield server.url
    server.stop()
    shutil.rmtree(folder)


@contextmanager
def an_empty_database(server: str, purpose: str) -> Iterator[str]:
    """Make a database for this test process alone, and give its address."""
    name = f"snelkoppeling_{purpose}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield make_conninfo(server, dbname=name)
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    # PostgreSQL's own cleaning may be at work in it, which we may not end; the folder goes anyway.
    at_work = suppress(psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse)
    with psycopg.connect(server, autocommit=True) as session, at_work:
        session.execute(drop)


@contextmanager
def a_database(server: str, purpose: str) -> Iterator[str]:
    """Make a database with our tables, for this test process alone."""
    with an_empty_database(server, purpose) as url:
        make_tables(url)
        yield url


@pytest.fixture(scope="session")
def database_url(database_server: str) -> Iterator[str]:
    """Give the address of a database whose tables any test may empty."""
    with a_database(database_server, "test") as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database whose tables are empty."""
    empty_tables(database_url)
    opened = Database(database_url)
    yield opened
    opened.close()


def make_tables(url: str) -> None:
    """Make the tables in a process of its own, so that a test may configure Django in this one."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    subprocess.run([sys.executable, "-c", MAKE_TABLES, url], check=True, timeout=120, env=environment)


def empty_tables(url: str) -> None:
    """Delete every row, and number the next ones from one again; ten times as fast as TRUNCATE."""
    with psycopg.connect(url, options="-c synchronous_commit=off") as session:
        session.execute(DELETE_ALL)
        session.execute(RESTART_NUMBERS)
