"""Makes sure that a key still opens the administration that was connected.

When it opens another one, all ids that we know are void (SnelStart API, section 1.1), and nothing says so:
records seem to be gone, and invoices are refused for accounts and customers that do not exist.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import ConnectionBrokenError
from snelkoppeling.sync.ports import Clock
from snelstart_client import SnelStart
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.resources.company_info import CompanyInfo

EVERY = timedelta(hours=1)
OFTEN = timedelta(seconds=10)
"""So long an answer counts before what other books would take, and when something was refused."""
JUST_NOW = timedelta(seconds=1)
"""So long it counts when a record is gone: else a thousand of those would cost a thousand calls."""


class SameBooks:
    """Asks SnelStart now and then whose books these are, and sooner when something speaks against it."""

    def __init__(
        self,
        client: SnelStart,
        expected: Callable[[], str],
        *,
        clock: Clock,
        note: Callable[[CompanyInfo], None],
    ) -> None:
        """Expect the administration with the identifier that SnelStart gave when it was connected.

        `note` is told what was read, which serves others too.
        """
        self._client = client
        self._expected = expected
        self._clock = clock
        self._note = note
        self._asked_at: datetime | None = None
        """When the last answer was asked for that named the right books."""
        self._lock = threading.Lock()

    def verify(self) -> None:
        """Ask, unless that was done within the hour.

        Raises:
            ConnectionBrokenError: These are other books.
        """
        self._verify(self._clock() - EVERY)

    def verify_before_new(self) -> None:
        """Ask, unless that was done just now: other books would take what names none of their ids."""
        self._verify(self._clock() - OFTEN)

    def doubt(self) -> None:
        """Ask before believing that a record is gone, unless that was done this very second."""
        self._verify(self._clock() - JUST_NOW)

    @contextmanager
    def doubted_when_refused(self) -> Iterator[None]:
        """Doubt when SnelStart refuses what the block does; the refusal stands if these are our books."""
        try:
            yield
        except RejectedError:
            self._verify(self._clock() - OFTEN)
            raise
        except NotFoundError:
            self.doubt()
            raise

    def _verify(self, since: datetime) -> None:
        with self._lock:
            if self._asked_at is not None and self._asked_at > since:
                return
            self._asked_at, asked_at = None, self._clock()
            with translated("administration"):
                info = self._client.company_info.get()
            expected = self._expected()
            if info.administratie_identifier != expected:
                found = f"{info.administratie_naam} ({info.administratie_identifier})"
                raise ConnectionBrokenError(problem("other-administration", value=found, expected=expected))
            self._note(info)
            self._asked_at = asked_at
