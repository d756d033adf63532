"""Turns a koppelsleutel into tokens, keeps the current one, and asks for the next in one thread only."""

import base64
import binascii
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import httpx
import msgspec

from snelstart_client.answers import DEFAULT_PAUSE, pause_asked
from snelstart_client.calls import Call
from snelstart_client.errors import (
    ConnectionKeyError,
    RateLimitedError,
    SnelStartError,
    UnavailableError,
    UnexpectedAnswerError,
)
from snelstart_client.secret import Secret
from snelstart_client.settings import Grant

TOKEN_CALL: Final = Call("POST", "/b2b/token", changes_nothing=True)
DEFAULT_LIFE: Final = 3599.0
"""Seconds; what SnelStart answers today, for an answer that does not say (SnelStart API, section 1.2)."""


class TokenAnswer(msgspec.Struct, frozen=True):
    """What the token endpoint answers."""

    access_token: str = ""
    expires_in: float | None = None

    def __repr__(self) -> str:
        return "TokenAnswer(***)"


class TokenClaims(msgspec.Struct, frozen=True):
    """What we read from a token, without verifying it: it is not ours to verify."""

    scopes: str = ""


@dataclass(frozen=True, slots=True)
class HeldToken:
    """A token and the moment, in seconds since 1970, from which it is renewed."""

    token: Secret
    renew_at: float


class TokenSource:
    """Gives a valid token to any number of threads, asking for one only when needed."""

    def __init__(
        self,
        mint: Callable[[], HeldToken | SnelStartError],
        *,
        clock: Callable[[], float],
    ) -> None:
        self._mint = mint
        self._clock = clock
        self._lock = threading.Lock()
        self._held: HeldToken | None = None
        self._minting: Future[HeldToken | SnelStartError] | None = None

    def get(self) -> Secret:
        """Give the current token; when there is none, one thread gets it and the others wait for that."""
        held = self._held
        if held is not None and self._clock() < held.renew_at:
            return held.token
        with self._lock:
            held = self._held
            if held is not None and self._clock() < held.renew_at:
                return held.token
            waiting = self._minting
            if waiting is None:
                mine: Future[HeldToken | SnelStartError] = Future()
                self._minting = mine
        outcome = waiting.result() if waiting is not None else self._lead(mine)
        if isinstance(outcome, SnelStartError):
            raise outcome.again()
        return outcome.token

    def discard(self, token: Secret) -> None:
        """Forget a token that SnelStart no longer takes; another one stays."""
        with self._lock:
            if self._held is not None and self._held.token == token:
                self._held = None

    def scopes(self) -> frozenset[str]:
        """Read what the token permits; nothing when it is not a token we can read."""
        return scopes_of(self.get())

    def _lead(self, mine: Future[HeldToken | SnelStartError]) -> HeldToken | SnelStartError:
        try:
            outcome = self._mint()
        except BaseException as error:
            with self._lock:
                self._minting = None
            mine.set_exception(error)
            raise
        with self._lock:
            self._minting = None
            if isinstance(outcome, HeldToken):
                self._held = outcome
        mine.set_result(outcome)
        return outcome


def token_request(
    auth_url: str, koppelsleutel: Secret, *, grant: Grant, extensions: dict[str, Any]
) -> httpx.Request | None:
    """Make the request for a token, or None when the key cannot be one of this grant."""
    form = {"grant_type": grant.value, "clientkey": koppelsleutel.reveal()}
    if grant is Grant.PASSWORD:
        try:
            decoded = base64.b64decode(koppelsleutel.reveal(), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        username, colon, password = decoded.partition(":")
        if not colon:
            return None
        form = {"grant_type": grant.value, "username": username, "password": password}
    return httpx.Request(
        "POST",
        auth_url.rstrip("/") + TOKEN_CALL.route,
        content=urlencode(form).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
        extensions=extensions,
    )


def outcome_of(response: httpx.Response, *, now: float, margin: float) -> HeldToken | SnelStartError:
    """Read the answer of the token endpoint; its body is never quoted (SnelStart API, section 1.2)."""
    status = response.status_code
    where = (TOKEN_CALL.method, TOKEN_CALL.path)
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED}:
        return ConnectionKeyError(*where)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimitedError(*where, retry_after=pause_asked(response, "", now=now) or DEFAULT_PAUSE)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
        pause = pause_asked(response, "", now=now)
        return UnavailableError(*where, reason=f"status {status}", retry_after=pause)
    if not response.is_success:
        return UnexpectedAnswerError(*where, status=status, reason="a status the token endpoint does not use")
    try:
        answer = msgspec.json.decode(response.content, type=TokenAnswer, strict=False)
        token = Secret(answer.access_token)
    except (msgspec.MsgspecError, ValueError):
        return UnexpectedAnswerError(*where, status=status, reason="the answer holds no token")
    life = DEFAULT_LIFE if answer.expires_in is None else answer.expires_in
    # A life shorter than twice the margin is used for half of it, rather than never.
    return HeldToken(token, now + max(life - margin, life / 2))


def scopes_of(token: Secret) -> frozenset[str]:
    """Read the scopes of a token without verifying it."""
    parts = token.reveal().split(".")
    try:
        payload = base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        claims = msgspec.json.decode(payload, type=TokenClaims)
    except (IndexError, ValueError, msgspec.MsgspecError):
        return frozenset()
    return frozenset(claims.scopes.split())
