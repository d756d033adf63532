"""Making the tables, in processes of their own: Django can be configured once in each."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.domain.relation import Relation
from snelkoppeling.storage.administrations import SqlAdministrations
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.records import SqlRecords
from snelkoppeling.sync.policy import SyncPolicy
from snelkoppeling.sync.records import ItemState
from tests.conftest import MAKE_TABLES, SOURCE, an_empty_database
from tests.factories import NOON, a_key

MIGRATIONS = SOURCE / "snelkoppeling" / "storage" / "migrations"
MIGRATE_TO = """
import sys
from snelkoppeling.storage import setup
setup.configure(sys.argv[1], secret_key="a key for tests")
from django.core.management import call_command
call_command("migrate", "storage", "{target}", interactive=False, verbosity=0)
"""
STATEMENTS_OF_LATER_STEPS = """
import sys
from pathlib import Path
from snelkoppeling.storage import setup
setup.configure(sys.argv[1], secret_key="a key for tests")
from django.core.management import call_command
for step in sorted(Path(setup.__file__).with_name("migrations").glob("0*.py"))[1:]:
    call_command("sqlmigrate", "storage", step.stem, no_color=True)
"""
INVALID = """
SELECT relname FROM pg_index JOIN pg_class ON oid = indexrelid WHERE NOT indisvalid
UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated
"""
OF_AN_ATTEMPT_BROKEN_OFF = """
CREATE INDEX sync_item_open_unfinished ON sync_item (id);
DROP INDEX sync_item_open;
CREATE INDEX sync_item_pending ON sync_item (id)
"""
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


def test_what_the_first_version_stored_is_read_and_carried_on(empty_database: str) -> None:
    migrate(empty_database, "0001_initial")
    with psycopg.connect(empty_database) as session:
        store_as_the_first_version(session)

    migrate(empty_database)

    database = Database(empty_database)
    administrations, records = SqlAdministrations(database), SqlRecords(database)
    administration = administrations.get(AdministrationId(1))
    state = records.state_of(a_key("R1"))
    [task] = records.tasks()
    with administrations.exclusive(AdministrationId(1)) as store:
        assert store is not None
        assert records.retry_cause(AdministrationId(1), task.cause, NOON) == 1
        [item] = store.due(NOON, 10)
    database.close()
    assert (administration.awaits_plan, administration.policy) == (False, SyncPolicy())
    assert state is not None
    assert (state.conflict, state.decision, state.last_agreed) == (None, None, {"name": "Oud"})
    assert (task.cause, task.problem.nl) == ("name-missing", "Geen naam.")
    assert (item.record, item.is_needed) == (Relation(name="De Halm"), False)


def test_no_later_step_goes_through_a_table_that_others_need(empty_database: str) -> None:
    process = begin(STATEMENTS_OF_LATER_STEPS, empty_database)

    said, _ = process.communicate(timeout=120)

    lines = [line for line in said.splitlines() if not line.startswith("--")]
    assert process.returncode == 0, said
    assert any("CREATE INDEX" in line for line in lines)
    assert [line for line in lines if "INDEX" in line and " INDEX CONCURRENTLY " not in line] == [
        line for line in lines if line.startswith("ALTER INDEX") and " RENAME TO " in line
    ]
    assert [line for line in lines if "ADD CONSTRAINT" in line and "NOT VALID" not in line] == []


def test_a_step_that_was_broken_off_is_taken_again(empty_database: str) -> None:
    migrate(empty_database, "0002_projects_plans_and_choices")
    with psycopg.connect(empty_database) as session:
        session.execute(OF_AN_ATTEMPT_BROKEN_OFF)

    migrate(empty_database)

    with psycopg.connect(empty_database) as session:
        invalid = session.execute(INVALID).fetchall()
        indexes = session.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'sync_item_%'"
        ).fetchall()
    definitions: dict[str, str] = dict(indexes)
    assert invalid == []
    assert [name for name in definitions if name.endswith("_unfinished")] == []
    assert "(state, state_since)" in definitions["sync_item_open"]
    assert "(administration_id, rank, entity_type, id)" in definitions["sync_item_pending"]


def test_the_first_version_goes_on_working_on_the_new_tables(empty_database: str) -> None:
    migrate(empty_database)

    with psycopg.connect(empty_database) as session:
        store_as_the_first_version(session)
        carry_as_the_first_version(session)

    database = Database(empty_database)
    state = SqlRecords(database).state_of(a_key("R1"))
    database.close()
    assert state is not None
    assert (state.state, state.books_id, state.conflict) == (ItemState.IN_SYNC, "B1", None)


def migrate(url: str, target: str = "") -> None:
    process = begin(MIGRATE_TO.format(target=target) if target else MAKE_TABLES, url)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0, said


def store_as_the_first_version(session: psycopg.Connection) -> None:
    """Run the statements with which the first version coupled a company and set a record aside."""
    session.execute(
        """INSERT INTO administration (id, name, identifier, connection_key, settings)
           VALUES (1, 'De Brug', NULL, 'k', '{"ledger_rules": {"rules": [], "defaults": {"high": 8200}},
                   "quota": "production", "own_numbers": []}')"""
    )
    session.execute(
        """INSERT INTO connection (id, name, administration_id, api_key_digest, api_key_start)
           VALUES (1, 'CRM', 1, 'd', 's')"""
    )
    session.execute(
        """INSERT INTO record (connection_id, entity_type, external_id, payload, content_hash, search_text,
                               modified_at, received_at)
           VALUES (1, 'relation', 'R1', '{"name": "De Halm", "roles": ["customer"]}', 'h', 'r1', NULL,
                   now())"""
    )
    session.execute(
        """INSERT INTO sync_item (record_id, administration_id, entity_type, rank, lane, state, state_since,
                                  last_agreed, problems)
           SELECT id, 1, 'relation', 0, 0, 'set_aside', now(), '{"name": "Oud"}',
                  '[{"code": "name-missing", "nl": "Geen naam.", "en": "No name.", "field": "", "value": ""}]'
             FROM record"""
    )


def carry_as_the_first_version(session: psycopg.Connection) -> None:
    """Run the statement with which the first version stored an outcome."""
    session.execute(
        """UPDATE sync_item AS item
              SET state = 'in_sync', state_since = now(), due_at = NULL, problems = '[]', depends_on = '{}',
                  attempts = 0, books_id = 'B1', last_agreed = '{"name": "De Halm"}', intent = NULL,
                  synced_version = 1"""
    )
