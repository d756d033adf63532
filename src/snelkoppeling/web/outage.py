"""Tells the log once when the database goes away, and once when it is back."""

import structlog

log = structlog.get_logger()


class Outage:
    """Whether the database was away when it was last needed."""

    def __init__(self) -> None:
        self._is_on = False

    def began(self, reason: str) -> None:
        """Note that the database could not be reached."""
        if not self._is_on:
            self._is_on = True
            log.warning("database went away, requests are refused until it is back", reason=reason)

    def ended(self) -> None:
        """Note that the database answered."""
        if self._is_on:
            self._is_on = False
            log.info("database came back")
