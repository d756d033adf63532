"""All that the simulator knows: administrations, keys, tokens, time, switches, faults, and what was asked."""

from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from snelstart_simulator.administration import Administration, LimitsName
from snelstart_simulator.clock import AMSTERDAM, Clock
from snelstart_simulator.faults import Faults
from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.limits import CallCounter
from snelstart_simulator.models.record import WallTime
from snelstart_simulator.switches import Switches

_LOG_LENGTH = 200_000
TOKEN_SECONDS = 3599
Down = Literal["up", "refuse", "503"]


@dataclass(frozen=True, slots=True)
class Token:
    """What an access token stands for."""

    administration: str
    koppelsleutel: str
    scopes: frozenset[str]
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """A call as it was answered; the status is 0 when the line was cut instead."""

    time_ns: int
    administration: str
    method: str
    path: str
    status: int


@dataclass(frozen=True, slots=True)
class Coupling:
    """An administration that a user has coupled to an app."""

    app: str
    administration: str
    koppelsleutel: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message to a webhook, sent once; the status is null when nobody answered."""

    url: str
    body: dict[str, str]
    status: int | None


class World:
    """The whole of one simulator."""

    def __init__(self, *, clock: Clock | None = None, identifiers: Identifiers | None = None) -> None:
        self.clock = clock or Clock()
        self.identifiers = identifiers or Identifiers()
        self.switches = Switches()
        self.default_limits: LimitsName = "productie"
        """How many calls the administration may make that a fresh world begins with."""
        self.administrations: dict[str, Administration] = {}
        self.subscription_keys: dict[str, datetime | None] = {}
        """Each key with the moment until which it is valid; None is for ever."""
        self.tokens: dict[str, Token] = {}
        self.faults = Faults()
        self.down: Down = "up"
        self.webhooks: dict[str, str] = {}
        """The registered apps by their short names, each with the address of its webhook."""
        self.couplings: dict[str, Coupling] = {}
        """What was coupled by an activation link, by the app's reference."""
        self.deliveries: list[Delivery] = []
        self.calls: deque[LoggedCall] = deque(maxlen=_LOG_LENGTH)
        self.counts: dict[str, Counter[str]] = {}
        self.counters: dict[str, CallCounter] = {}
        self.changes = 0

    def wall_time(self) -> WallTime:
        """Tell the moment as SnelStart would write it, in whole milliseconds and without its zone."""
        now = self.clock.now()
        if self.switches.modified_on_zone == "Europe/Amsterdam":
            now = now.astimezone(AMSTERDAM)
        return now.replace(tzinfo=None, microsecond=now.microsecond // 1000 * 1000)

    def counter_of(self, administration: Administration) -> CallCounter:
        """Give the counter that the limits of an administration look at."""
        return self.counters.setdefault(administration.naam, CallCounter())

    def drop_tokens(self, administration: str | None = None) -> int:
        """Forget the tokens of one administration, or all of them; tells how many."""
        doomed = [
            text for text, token in self.tokens.items() if administration in {None, token.administration}
        ]
        for text in doomed:
            del self.tokens[text]
        return len(doomed)

    def forget_expired_tokens(self) -> None:
        """Drop the tokens that can no longer be used."""
        now = self.clock.now()
        for text in [text for text, token in self.tokens.items() if token.valid_until <= now]:
            del self.tokens[text]
