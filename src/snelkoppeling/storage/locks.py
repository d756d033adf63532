"""The advisory locks we take in PostgreSQL: what each is for, and its number."""

from enum import IntEnum

from psycopg import Connection
from psycopg.errors import LockNotAvailable

Session = Connection[tuple[object, ...]]


class Lock(IntEnum):
    """What a lock keeps to one session at a time; the number is the first half of its name in PostgreSQL."""

    MIGRATION = 0x534E4B01
    WRITER = 0x534E4B02

    def wait(self, session: Session, *, number: int = 0) -> None:
        """Take the lock as soon as it is free.

        Whoever has it may build an index meanwhile, which waits for the end of every statement: so it is
        asked for again and again, and not waited for in a statement.
        """
        while not self.take(session, number=number):
            session.execute("SELECT pg_sleep(0.1)")

    def take_within(self, session: Session, seconds: float, *, number: int = 0) -> bool:
        """Take the lock as soon as it is free, before whoever asks later; False when that takes too long."""
        try:
            with session.transaction():
                session.execute("SELECT set_config('lock_timeout', %s, true)", (f"{seconds * 1000:.0f}ms",))
                session.execute("SELECT pg_advisory_lock(%s::int4, %s::int4)", (int(self), number))
        except LockNotAvailable:
            return False
        return True

    def take(self, session: Session, *, number: int = 0) -> bool:
        """Take the lock unless another session has it."""
        row = session.execute(
            "SELECT pg_try_advisory_lock(%s::int4, %s::int4)", (int(self), number)
        ).fetchone()
        return row is not None and bool(row[0])

    def leave(self, session: Session, *, number: int = 0) -> None:
        """Give the lock back."""
        session.execute("SELECT pg_advisory_unlock(%s::int4, %s::int4)", (int(self), number))
