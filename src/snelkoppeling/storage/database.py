"""Gives out sessions of PostgreSQL, and says in our own words when it cannot be reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

from snelkoppeling.errors import SnelkoppelingError

DURABLE: Final = """
SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
"""
"""We answer that a record is safe once PostgreSQL said so: it must not say so before it is on the disk."""
Session = psycopg.Connection[tuple[Any, ...]]
"""One connection to PostgreSQL; each statement stands by itself unless a transaction is begun."""


class StorageUnavailableError(SnelkoppelingError):
    """The database does not answer, so nothing was promised; whoever asked may safely ask again."""

    code = "storage-unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The database cannot be reached: {reason}. Try again when it is back; what is stored already is "
            "recognised."
        )
        self.reason = reason


class Database:
    """A PostgreSQL database: a pool of sessions for short work, another for the writers of books.

    A writer holds its session as long as it holds an administration, so it must not take one away from the
    short work it does meanwhile.
    """

    def __init__(
        self, conninfo: str, *, size: int = 8, writers: int = 32, patience_seconds: float = 5.0
    ) -> None:
        self.conninfo = make_conninfo(
            conninfo,
            application_name="snelkoppeling",
            connect_timeout=max(2, round(patience_seconds)),
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
        )
        self._pool = self._make_pool(min_size=1, max_size=size, patience_seconds=patience_seconds)
        self._writers = self._make_pool(min_size=0, max_size=writers, patience_seconds=patience_seconds)

    def _make_pool(
        self, *, min_size: int, max_size: int, patience_seconds: float
    ) -> ConnectionPool[psycopg.Connection[tuple[Any, ...]]]:
        return ConnectionPool(
            self.conninfo,
            kwargs={"autocommit": True},
            min_size=min_size,
            max_size=max_size,
            timeout=patience_seconds,
            max_idle=120,
            configure=_make_durable,
            check=ConnectionPool.check_connection,
            open=False,
        )

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Lend a session for a short piece of work.

        Raises:
            StorageUnavailableError: The database cannot be reached, or was lost on the way.
        """
        with explained():
            self._pool.open()
            with self._pool.connection() as connection:
                yield connection

    @contextmanager
    def writer_session(self) -> Iterator[Session]:
        """Lend a session to the writer of an administration; losing it is told by `explained`, not here."""
        with explained():
            self._writers.open()
            connection = self._writers.getconn()
        try:
            yield connection
        finally:
            self._writers.putconn(connection)

    def is_reachable(self) -> bool:
        """Tell whether the database answers at this moment."""
        try:
            with self.session() as session:
                session.execute("SELECT 1")
        except StorageUnavailableError:
            return False
        return True

    def close(self) -> None:
        """End all sessions."""
        self._pool.close()
        self._writers.close()


def _make_durable(connection: Session) -> None:
    connection.execute(DURABLE)


@contextmanager
def explained() -> Iterator[None]:
    """Turn the driver's word for a database that is away into ours."""
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise StorageUnavailableError(str(error).strip() or type(error).__name__) from error
