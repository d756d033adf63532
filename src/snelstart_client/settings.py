"""What a user of the client can set, and what the client takes from the machine it runs on."""

import ipaddress
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

LARGEST_PAGE: Final = 500
"""SnelStart API, section 3.1."""


class Grant(StrEnum):
    """How a koppelsleutel becomes a token (SnelStart API, section 1.2)."""

    CLIENTKEY = "clientkey"
    PASSWORD = "password"  # noqa: S105 - the name of the grant on the wire


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for the network, in seconds."""

    connect: float = 10.0
    read: float = 60.0
    write: float = 60.0
    pool: float = 30.0

    def as_dict(self) -> dict[str, float | None]:
        """Give the four figures by name, as the HTTP library takes them."""
        return {"connect": self.connect, "read": self.read, "write": self.write, "pool": self.pool}


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a call is repeated that was certainly not carried out; seconds."""

    attempts: int = 4
    """How often a call is sent at most; 1 means never again."""
    base: float = 0.5
    cap: float = 20.0
    total: float = 90.0
    """No repeat starts later than this after the call began."""

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError("a call is sent at least once")

    def pause(self, attempt: int, chance: float) -> float:
        """Give the seconds to wait after the attempt-th try, doubling, half of it by `chance` (0 to 1)."""
        longest: float = min(self.cap, self.base * 2.0 ** (attempt - 1))
        return longest / 2 + chance * longest / 2


@dataclass(frozen=True, slots=True)
class Settings:
    """Where SnelStart is and how to talk to it."""

    base_url: str = "https://b2bapi.snelstart.nl/v2"
    auth_url: str = "https://auth.snelstart.nl"
    grant: Grant = Grant.CLIENTKEY
    timeouts: Timeouts = field(default_factory=Timeouts)
    retries: RetryPolicy = field(default_factory=RetryPolicy)
    max_connections: int = 16
    """At least the number of threads that share the client."""
    keep_alive: float = 20.0
    """Seconds that an idle connection is kept; the shorter, the fewer writes meet one just closed."""
    page_size: int = LARGEST_PAGE
    token_margin: float = 60.0
    """Seconds before its end that a token is renewed."""
    allow_plain_http: bool = False
    """Permit http:// to another host than this machine, such as a simulator; never to SnelStart's."""

    def __post_init__(self) -> None:
        for url in (self.base_url, self.auth_url):
            require_safe_url(url, allow_plain_http=self.allow_plain_http)
        if not 1 <= self.page_size <= LARGEST_PAGE:
            raise ValueError(f"a page has 1 to {LARGEST_PAGE} rows")


@dataclass(frozen=True, slots=True)
class Outside:
    """Time and chance, so that a test can replace them."""

    clock: Callable[[], float] = time.time
    """Seconds since 1970 in UTC."""
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    timer: Callable[[], float] = time.perf_counter


def require_safe_url(url: str, *, allow_plain_http: bool) -> None:
    """Refuse an address to which keys would travel readable."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or parts.username or parts.query or parts.fragment:
        raise ValueError("an address is a scheme, a host and a path, and nothing else")
    if parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host)):
        return
    of_snelstart = host == "snelstart.nl" or host.endswith(".snelstart.nl")
    if parts.scheme != "http" or of_snelstart or not allow_plain_http:
        raise ValueError(f"{host} must be reached over https")


def is_this_machine(host: str) -> bool:
    """Say whether a host name means the machine itself."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
