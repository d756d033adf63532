"""What couples an administration: its key in SnelStart, its identity, its settings, its call counters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg.errors import UniqueViolation

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.errors import SnelkoppelingError
from snelkoppeling.storage.administration_settings import AdministrationSettings, decode_settings
from snelkoppeling.storage.administrations import UnknownAdministrationError
from snelkoppeling.storage.codec import encode
from snelkoppeling.storage.database import Database, Session
from snelkoppeling.storage.secrets import Place, Safe

NEXT_NUMBER: LiteralString = "SELECT nextval(pg_get_serial_sequence('administration', 'id'))"
CREATE: LiteralString = """
INSERT INTO administration (id, name, identifier, connection_key, settings, awaits_plan)
VALUES (%s, %s, %s, %s, %s::jsonb, %s)
"""
COUPLING: LiteralString = "SELECT id, name, identifier FROM administration WHERE id = %s"
CONNECTION_KEY: LiteralString = "SELECT connection_key FROM administration WHERE id = %s"
SETTINGS: LiteralString = "SELECT settings::text FROM administration WHERE id = %s"
LIMITER_STATE: LiteralString = "SELECT limiter_state FROM administration WHERE id = %s"
STORE_KEY: LiteralString = "UPDATE administration SET connection_key = %s WHERE id = %s"
STORE_LIMITER: LiteralString = """
WITH commit AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
UPDATE administration SET limiter_state = %s FROM commit WHERE id = %s
"""
"""Does not wait for the disk: the commit of the intents does, which takes along what came before it."""
FLOW_AGAIN: LiteralString = """
UPDATE administration
   SET pause = NULL, back_off_until = NULL, failures = 0, line_down = false
 WHERE id = %s
"""
ALL: LiteralString = "SELECT id, name, identifier FROM administration"
FIND: LiteralString = ALL + " WHERE identifier = %(text)s OR lower(name) = lower(%(text)s) ORDER BY id"
RELEASE_HELD: LiteralString = """
WITH locked AS MATERIALIZED (
    SELECT id FROM sync_item
     WHERE administration_id = %s AND state = 'held' ORDER BY id FOR UPDATE)
UPDATE sync_item SET state = 'due', state_since = %s, due_at = NULL, problems = '[]'
 WHERE id IN (SELECT id FROM locked)
"""


class AlreadyCoupledError(SnelkoppelingError):
    """An administration with this name, or the very same one, is coupled already."""

    code = "already-coupled"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is coupled already. Give the existing coupling a new key, or choose another name."
        )
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupling:
    """Which administration a coupling leads to."""

    id: AdministrationId
    name: str
    identifier: str | None
    """SnelStart's own id of the administration; None until SnelStart told it."""


class SqlCouplings:
    """The couplings in PostgreSQL; keys are sealed."""

    def __init__(self, database: Database, safe: Safe) -> None:
        self._database = database
        self._safe = safe

    def create(
        self,
        name: str,
        connection_key: str,
        *,
        identifier: str | None = None,
        settings: AdministrationSettings | None = None,
        awaits_plan: bool = False,
    ) -> AdministrationId:
        """Couple an administration; one that awaits a plan sends nothing before that is approved.

        Raises:
            AlreadyCoupledError: The name or the identifier is in use.
        """
        text = encode(settings or AdministrationSettings())
        try:
            with self._database.session() as session:
                # The number comes first: the key is sealed for the row that it names.
                administration = AdministrationId(*session.execute(NEXT_NUMBER).fetchone() or (0,))
                sealed = self._safe.seal(connection_key, _place(administration))
                session.execute(CREATE, (administration, name, identifier, sealed, text, awaits_plan))
        except UniqueViolation as error:
            raise AlreadyCoupledError(name) from error
        return administration

    def all(self) -> Sequence[Coupling]:
        """List the couplings in the order in which they were made."""
        with self._database.session() as session:
            return [_coupling(*row) for row in session.execute(ALL + " ORDER BY id").fetchall()]

    def get(self, administration: AdministrationId) -> Coupling:
        """Tell which administration this is."""
        return _coupling(*self._row(COUPLING, administration))

    def find(self, name_or_identifier: str) -> Coupling | None:
        """Find a coupling by the name of its administration or by SnelStart's id of it."""
        with self._database.session() as session:
            row = session.execute(FIND, {"text": name_or_identifier.strip()}).fetchone()
        return None if row is None else _coupling(*row)

    def connection_key(self, administration: AdministrationId) -> str:
        """Give the key, in clear.

        Raises:
            SecretUnreadableError: It cannot be opened with the keys at hand.
        """
        (sealed,) = self._row(CONNECTION_KEY, administration)
        return self._safe.open(bytes(sealed), _place(administration))

    def replace_key(self, administration: AdministrationId, connection_key: str) -> None:
        """Store a new key; what was paused flows again."""
        with self._database.session() as session, session.transaction():
            self._store_key(session, administration, connection_key)
            session.execute(FLOW_AGAIN, (administration,))

    def resume(self, administration: AdministrationId) -> None:
        """Let an administration that was paused flow again with the key it has."""
        self._change(FLOW_AGAIN, administration)

    def resume_paused_for(self, code: str) -> int:
        """Let each administration flow again that was paused for this problem; returns how many."""
        with self._database.session() as session:
            return session.execute(
                "UPDATE administration SET pause = NULL, failures = 0 WHERE pause->>'code' = %s", (code,)
            ).rowcount

    def reseal(self) -> int:
        """Seal every key with the current key of the keyring; returns how many needed it."""
        with self._database.session() as session, session.transaction():
            rows = session.execute(
                "SELECT id, connection_key FROM administration ORDER BY id FOR UPDATE"
            ).fetchall()
            old = [
                (AdministrationId(number), bytes(sealed))
                for number, sealed in rows
                if not self._safe.is_current(bytes(sealed), _place(AdministrationId(number)))
            ]
            for administration, sealed in old:
                self._store_key(session, administration, self._safe.open(sealed, _place(administration)))
        return len(old)

    def settings(self, administration: AdministrationId) -> AdministrationSettings:
        """Read the settings of an administration."""
        (text,) = self._row(SETTINGS, administration)
        return decode_settings(text)

    def save_settings(self, administration: AdministrationId, settings: AdministrationSettings) -> None:
        """Store the settings of an administration."""
        self._change(
            "UPDATE administration SET settings = %s::jsonb WHERE id = %s",
            encode(settings),
            administration,
        )

    def limiter_state(self, administration: AdministrationId) -> bytes | None:
        """Read what the call limiter remembered; None when it never ran."""
        (state,) = self._row(LIMITER_STATE, administration)
        return None if state is None else bytes(state)

    def save_limiter_state(self, administration: AdministrationId, state: bytes) -> None:
        """Store what the call limiter must remember over a restart."""
        self._change(STORE_LIMITER, state, administration)

    def approve(self, administration: AdministrationId, updates: int, now: datetime) -> int:
        """Approve this many updates at once, and release those that are held; returns how many."""
        with self._database.session() as session, session.transaction():
            session.execute(
                "UPDATE administration SET approved_updates = %s WHERE id = %s", (updates, administration)
            )
            return session.execute(RELEASE_HELD, (administration, now)).rowcount

    def _store_key(self, session: Session, administration: AdministrationId, connection_key: str) -> None:
        sealed = self._safe.seal(connection_key, _place(administration))
        if session.execute(STORE_KEY, (sealed, administration)).rowcount == 0:
            raise UnknownAdministrationError(f"there is no administration {administration}")

    def _row(self, statement: LiteralString, administration: AdministrationId) -> tuple[Any, ...]:
        with self._database.session() as session:
            row = session.execute(statement, (administration,)).fetchone()
        if row is None:
            raise UnknownAdministrationError(f"there is no administration {administration}")
        return row

    def _change(self, statement: LiteralString, *values: object) -> None:
        with self._database.session() as session:
            if session.execute(statement, values).rowcount == 0:
                raise UnknownAdministrationError(f"there is no administration {values[-1]}")


def _coupling(number: int, name: str, identifier: str | None) -> Coupling:
    return Coupling(id=AdministrationId(number), name=name, identifier=identifier)


def _place(administration: AdministrationId) -> Place:
    return Place("administration", administration, "connection_key")
