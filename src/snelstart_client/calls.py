"""Describes one call to SnelStart and carries it over the network once, without leaking what it carries."""

import functools
import ssl
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote

import httpx

from snelstart_client.errors import OutcomeUnknownError, SnelStartError, UnavailableError
from snelstart_client.settings import Settings

NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""The call failed before a byte of it left, so even a write may be repeated."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its route as a template, and what fills it."""

    method: str
    route: str
    """The path with `{}` for each value, such as `/relaties/{}`: what metrics are counted by."""
    values: tuple[str, ...] = ()
    query: str = ""
    body: bytes | None = None
    changes_nothing: bool = False
    """For the one POST that may be repeated at will: asking for a token."""

    def __post_init__(self) -> None:
        if not all(self.values):
            # An empty id would make another call of it: DELETE of the whole list, say.
            raise ValueError(f"{self.method} {self.route} needs a value for each place")

    @property
    def path(self) -> str:
        """The path with its values, escaped."""
        return self.route.format(*(quote(value, safe="") for value in self.values))

    @property
    def is_read(self) -> bool:
        """Whether the call changes nothing."""
        return self.method == "GET" or self.changes_nothing


class CallObserver(Protocol):
    """Is told of each call that went over the network; must not raise."""

    def __call__(self, method: str, route: str, *, status: int | None, seconds: float) -> None:
        """Note a call; a status of None means that no answer came."""


def ignore_call(method: str, route: str, *, status: int | None, seconds: float) -> None:
    """Observe nothing."""


@functools.cache
def tls_context() -> ssl.SSLContext:
    """Make the settings of verified TLS once: reading the certificates takes longer than a call."""
    return httpx.create_ssl_context()


def open_http(settings: Settings, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Open the connections of a client: HTTP/1.1, kept alive, no redirects, no cookies to speak of."""
    limits = httpx.Limits(
        max_connections=settings.max_connections,
        max_keepalive_connections=settings.max_connections,
        keepalive_expiry=settings.keep_alive,
    )
    return httpx.Client(transport=transport, limits=limits, verify=tls_context(), follow_redirects=False)


def fault_of(call: Call, error: httpx.HTTPError) -> SnelStartError:
    """Say what a failure of the network means for the call; only the failure's name is kept of it."""
    reason = type(error).__name__
    if call.is_read or isinstance(error, NEVER_SENT):
        return UnavailableError(call.method, call.path, reason=reason)
    return OutcomeUnknownError(call.method, call.path, reason=reason)
