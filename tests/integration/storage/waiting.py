"""Tells when a session of the database waits for another one."""

import time

from snelkoppeling.storage.database import Database


def wait_until_somebody_waits(database: Database) -> None:
    deadline = time.monotonic() + 10
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    while time.monotonic() < deadline:
        with database.session() as session:
            if session.execute(waiting).fetchone():
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits")
