"""The administrations, how their traffic stands, and who may write to their books."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import LiteralString

from psycopg import Error

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.domain.problem import Problem
from snelkoppeling.storage.administration_settings import decode_settings
from snelkoppeling.storage.codec import decode_plan, decode_problem, encode
from snelkoppeling.storage.database import Database, Session, explained
from snelkoppeling.storage.locks import Lock
from snelkoppeling.storage.sync_store import SqlSyncStore
from snelkoppeling.sync.planned import StoredPlan
from snelkoppeling.sync.records import Administration

GET: LiteralString = """
SELECT name, pause::text, back_off_until, failures, line_down, approved_updates, awaits_plan, settings::text
  FROM administration WHERE id = %s
"""
HAS_WORK: LiteralString = """
FROM administration
 WHERE NOT awaits_plan AND pause IS NULL AND (back_off_until IS NULL OR back_off_until <= %(now)s)
   AND (SELECT true FROM sync_item
         WHERE administration_id = administration.id AND state = 'due'
           AND (due_at IS NULL OR due_at <= %(now)s) LIMIT 1)
"""
WITH_DUE_ITEMS: LiteralString = "SELECT id " + HAS_WORK + " ORDER BY id"
HAS_DUE_ITEMS: LiteralString = "SELECT id " + HAS_WORK + " AND id = %(id)s"
BACK_OFF: LiteralString = """
UPDATE administration SET back_off_until = %s, failures = %s, line_down = %s WHERE id = %s
"""
RECOVERED: LiteralString = """
UPDATE administration SET back_off_until = NULL, failures = 0, line_down = false
 WHERE id = %s AND (back_off_until IS NOT NULL OR failures > 0 OR line_down)
"""
PLAN_APPROVED: LiteralString = """
UPDATE administration SET awaits_plan = false, plan = NULL, approved_updates = nullif(%s, 0) WHERE id = %s
"""
WITH_PLAN: LiteralString = "SELECT id FROM administration WHERE plan->>'checksum' = %s"
LINE_RESTORED: LiteralString = """
UPDATE administration SET back_off_until = NULL, failures = 0, line_down = false
 WHERE line_down RETURNING id
"""


class UnknownAdministrationError(LookupError):
    """There is no administration with this id: a bug, or it was removed meanwhile."""


class SqlAdministrations:
    """The administrations in PostgreSQL."""

    def __init__(self, database: Database, *, patience_seconds: float = 0) -> None:
        """Begin; whoever wants to be the writer stands in line for so long, and comes before a worker."""
        self._database = database
        self._patience_seconds = patience_seconds

    def get(self, administration: AdministrationId) -> Administration:
        with self._database.session() as session:
            row = session.execute(GET, (administration,)).fetchone()
        if row is None:
            raise UnknownAdministrationError(f"there is no administration {administration}")
        name, pause, back_off_until, failures, line_down, approved_updates, awaits_plan, settings = row
        return Administration(
            id=administration,
            name=name,
            pause=decode_problem(pause),
            back_off_until=back_off_until,
            failures=failures,
            line_down=line_down,
            approved_updates=approved_updates,
            awaits_plan=awaits_plan,
            policy=decode_settings(settings).sync,
        )

    def back_off(
        self, administration: AdministrationId, *, until: datetime, failures: int, line_down: bool
    ) -> None:
        with self._database.session() as session:
            session.execute(BACK_OFF, (until, failures, line_down, administration))

    def recovered(self, administration: AdministrationId) -> None:
        with self._database.session() as session:
            session.execute(RECOVERED, (administration,))

    def approval_used(self, administration: AdministrationId) -> None:
        with self._database.session() as session:
            session.execute(
                "UPDATE administration SET approved_updates = NULL WHERE id = %s", (administration,)
            )

    def pause(self, administration: AdministrationId, problem: Problem) -> None:
        with self._database.session() as session:
            session.execute(
                "UPDATE administration SET pause = %s::jsonb WHERE id = %s",
                (encode(problem), administration),
            )

    def plan_made(self, administration: AdministrationId, plan: StoredPlan) -> None:
        with self._database.session() as session:
            session.execute(
                "UPDATE administration SET plan = %s::jsonb WHERE id = %s", (encode(plan), administration)
            )

    def latest_plan(self, administration: AdministrationId) -> StoredPlan | None:
        with self._database.session() as session:
            row = session.execute(
                "SELECT plan::text FROM administration WHERE id = %s", (administration,)
            ).fetchone()
        return decode_plan(row[0]) if row else None

    def with_plan(self, checksum: str) -> AdministrationId | None:
        with self._database.session() as session:
            row = session.execute(WITH_PLAN, (checksum,)).fetchone()
        return None if row is None else AdministrationId(row[0])

    def plan_approved(self, administration: AdministrationId, *, updates: int) -> None:
        with self._database.session() as session:
            session.execute(PLAN_APPROVED, (updates, administration))

    @contextmanager
    def exclusive(self, administration: AdministrationId) -> Iterator[SqlSyncStore | None]:
        with self._database.writer_session() as session:
            with explained():
                is_mine = self._take(session, administration)
            if not is_mine:
                yield None
                return
            try:
                yield SqlSyncStore(session, administration)
            finally:
                _leave(session, administration)

    def _take(self, session: Session, administration: AdministrationId) -> bool:
        if self._patience_seconds:
            return Lock.WRITER.take_within(session, self._patience_seconds, number=administration)
        return Lock.WRITER.take(session, number=administration)

    def has_due_items(self, administration: AdministrationId, now: datetime) -> bool:
        with self._database.session() as session:
            return session.execute(HAS_DUE_ITEMS, {"now": now, "id": administration}).fetchone() is not None

    def with_due_items(self, now: datetime) -> Sequence[AdministrationId]:
        with self._database.session() as session:
            rows = session.execute(WITH_DUE_ITEMS, {"now": now}).fetchall()
        return [AdministrationId(row[0]) for row in rows]

    def with_line_down(self) -> Sequence[AdministrationId]:
        with self._database.session() as session:
            rows = session.execute(
                "SELECT id FROM administration WHERE line_down AND pause IS NULL ORDER BY id"
            ).fetchall()
        return [AdministrationId(row[0]) for row in rows]

    def line_restored(self) -> Sequence[AdministrationId]:
        with self._database.session() as session:
            rows = session.execute(LINE_RESTORED).fetchall()
        return sorted(AdministrationId(row[0]) for row in rows)


def _leave(session: Session, administration: AdministrationId) -> None:
    """Give the right back; a session that is lost has lost it already, and one that fails is ended."""
    try:
        Lock.WRITER.leave(session, number=administration)
    except Error:
        session.close()
