"""Lets a call in or turns it away: keys, token, scopes, rate (SnelStart API, sections 1 and 9)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

from snelstart_simulator.administration import Administration
from snelstart_simulator.answers import (
    BEARER_REFUSED,
    burst,
    of_gateway,
    scope_missing,
    subscription_key_refused,
    too_many,
)
from snelstart_simulator.authentication import subscription_key_is_valid, token_of
from snelstart_simulator.call import Answer
from snelstart_simulator.faults import Fault, FaultKind
from snelstart_simulator.routing import Route
from snelstart_simulator.world import Token, World

RESOURCE_NOT_FOUND = of_gateway(HTTPStatus.NOT_FOUND, "Resource not found")


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came in."""

    method: str
    path: str
    query: bytes
    headers: Mapping[bytes, bytes]
    body: bytes


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, as far as the token tells."""

    token: Token | None
    administration: Administration | None


def caller_of(world: World, request: Request) -> Caller:
    """Find out whose call it is."""
    token = token_of(world, request.headers.get(b"authorization", b""))
    return Caller(token, world.administrations.get(token.administration) if token else None)


def turn_away(
    world: World, request: Request, *, route: Route, caller: Caller, faults: Mapping[FaultKind, Fault]
) -> Answer | None:
    """Give the answer to a call that may not come in; None lets it in and counts it."""
    refused = _subscription_refusal(world, request)
    if refused or "subscription_key_expired" in faults:
        return refused or subscription_key_refused(missing=False)
    administration, token = caller.administration, caller.token
    if "token_dropped" in faults and token:
        world.drop_tokens(token.administration)
        return BEARER_REFUSED
    if administration is None or token is None or _is_withdrawn(world, token, administration):
        return BEARER_REFUSED
    now = world.clock.now()
    if "too_many_calls" in faults:
        return burst(faults["too_many_calls"].retry_after, world.switches, now)
    counts = world.counts.setdefault(administration.naam, Counter())
    counts[route.name] += 1
    over = world.counter_of(administration).refuse(
        administration.limits, now, refused_calls_count=world.switches.refused_calls_count
    )
    if over:
        return too_many(over, world.switches, now)
    if not token.scopes.issuperset(route.scopes):
        return scope_missing(world.switches)
    return None


def _subscription_refusal(world: World, request: Request) -> Answer | None:
    key = request.headers.get(b"ocp-apim-subscription-key", b"").decode("latin-1")
    if not key and b"subscription-key" in request.query.lower():
        query = {name.lower(): values for name, values in parse_qs(request.query.decode("latin-1")).items()}
        key = query.get("subscription-key", [""])[0]
    if not key:
        return subscription_key_refused(missing=True)
    return None if subscription_key_is_valid(world, key) else subscription_key_refused(missing=False)


def _is_withdrawn(world: World, token: Token, administration: Administration) -> bool:
    if not world.switches.token_dies_with_its_key:
        return False
    return bool(token.koppelsleutel) and token.koppelsleutel not in administration.koppelsleutels
