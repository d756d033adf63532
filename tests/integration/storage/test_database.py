"""What happens when PostgreSQL is away, or was."""

from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from snelkoppeling.storage.database import Database, StorageUnavailableError
from snelkoppeling.storage.inbox import SqlInbox
from tests.factories import NOON, an_arrival

END_ALL = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'snelkoppeling'"
)


def test_a_database_that_is_not_there_is_told_in_our_own_words(tmp_path: Path) -> None:
    nowhere = Database(f"host={tmp_path} dbname=nothing", patience_seconds=0.2)

    with pytest.raises(StorageUnavailableError, match="cannot be reached"):
        SqlInbox(nowhere).accept([an_arrival("R1")], NOON)

    assert not nowhere.is_reachable()
    nowhere.close()


def test_sessions_that_were_ended_are_replaced(database: Database, database_url: str) -> None:
    assert database.is_reachable()

    with psycopg.connect(database_url, autocommit=True) as session:
        session.execute(END_ALL)

    assert database.is_reachable()


def test_a_session_lost_half_way_stores_nothing(database: Database, database_url: str) -> None:
    def lose_it_half_way() -> None:
        with database.session() as session, session.transaction():
            session.execute("INSERT INTO attachment_content (sha256, content) VALUES ('half', '')")
            with psycopg.connect(database_url, autocommit=True) as other:
                other.execute(END_ALL)
            session.execute("INSERT INTO attachment_content (sha256, content) VALUES ('whole', '')")

    with pytest.raises(StorageUnavailableError):
        lose_it_half_way()

    with database.session() as session:
        assert session.execute("SELECT count(*) FROM attachment_content").fetchone() == (0,)


def test_what_is_committed_is_on_the_disk_whatever_the_server_was_told(
    database_server: str, database_url: str
) -> None:
    name = conninfo_to_dict(database_url)["dbname"]
    loosen = sql.SQL("ALTER DATABASE {} {} synchronous_commit")
    with psycopg.connect(database_server, autocommit=True) as session:
        session.execute(loosen.format(sql.Identifier(str(name)), sql.SQL("SET")) + sql.SQL(" = off"))
    loosened = Database(database_url)

    with loosened.session() as session:
        setting = session.execute("SHOW synchronous_commit").fetchone()

    with psycopg.connect(database_server, autocommit=True) as session:
        session.execute(loosen.format(sql.Identifier(str(name)), sql.SQL("RESET")))
    loosened.close()
    assert setting == ("on",)


def test_an_unfinished_transaction_leaves_nothing_behind_for_the_next(database: Database) -> None:
    def fail() -> None:
        with database.session() as session, session.transaction():
            session.execute("INSERT INTO attachment_content (sha256, content) VALUES ('a', '')")
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    with database.session() as session:
        assert session.execute("SELECT count(*) FROM attachment_content").fetchone() == (0,)
