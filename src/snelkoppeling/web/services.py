"""The parts that the web works with, and the one place where Django's URL configuration finds them."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.sync.intake import Intake
from snelkoppeling.sync.ports import Administrations, Clock, Connections, Records
from snelkoppeling.web.api_keys import ApiKeys
from snelkoppeling.web.outage import Outage
from snelkoppeling.web.ports import DatabaseProbe, IdempotencyStore


def _reference() -> str:
    return secrets.token_hex(6)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebServices:
    """Everything the web calls, given by bootstrap."""

    intake: Intake
    records: Records
    connections: Connections
    administrations: Administrations
    answers: IdempotencyStore
    probe: DatabaseProbe
    clock: Clock
    own_numbers: Callable[[AdministrationId], frozenset[str]] = lambda _administration: frozenset()
    """The VAT and KvK numbers of an administration itself; none leaves a UBL's seller unchecked."""
    wake: Callable[[Iterable[AdministrationId]], None] = lambda _administrations: None
    """Wakes the worker after a decision; without it the sweep finds what is due, a second later."""
    new_reference: Callable[[], str] = _reference
    """Names a failure, so that an operator finds it in the log."""
    version: str = "0.1.0"
    """Shown in the API's description."""


@dataclass(frozen=True, slots=True)
class Installed:
    """The parts, with what the web itself remembers beside them."""

    services: WebServices
    api_keys: ApiKeys
    outage: Outage


_installed: list[Installed] = []


def install(services: WebServices) -> None:
    """Give the web its parts: Django's URL configuration is a module and can be given nothing."""
    _installed[:] = [Installed(services, ApiKeys(services.connections, services.clock), Outage())]


def installed() -> Installed:
    """Find the parts that `install` gave.

    Raises:
        RuntimeError: The application was not made by `create_application`: a bug.
    """
    if not _installed:
        raise RuntimeError("the web has no services: make it with create_application")
    return _installed[0]
