"""Carries calls to one administration: authentication, limits, timeouts, repeats of safe calls, paging.

A call is repeated only when it certainly changed nothing: every read, and a write that was never sent or that
SnelStart turned away unseen (429, an old token). Anything else about a write is an OutcomeUnknownError.
"""

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import quote

import httpx

from snelstart_client.answers import error_of
from snelstart_client.calls import Call, CallObserver, fault_of, ignore_call, open_http
from snelstart_client.errors import (
    ConnectionKeyError,
    OutcomeUnknownError,
    RateLimitedError,
    SnelStartError,
    UnavailableError,
    UnexpectedAnswerError,
)
from snelstart_client.filters import Filter
from snelstart_client.limiter import OFF, Limiter
from snelstart_client.secret import Secret
from snelstart_client.settings import Outside, Settings
from snelstart_client.token import TOKEN_CALL, HeldToken, TokenSource, outcome_of, token_request
from snelstart_client.wire import Body, M, UnreadableError, read_list, read_one, with_id, written

T = TypeVar("T")
UNESCAPED = "'(),:/*"
"""Characters of a `$filter` that a query may hold as they are; everything else is escaped."""


class Session:
    """The one way to an administration, shared by all resources and threads."""

    def __init__(
        self,
        koppelsleutel: Secret,
        subscription_key: Secret,
        *,
        settings: Settings | None = None,
        limiter: Limiter | None = None,
        observer: CallObserver = ignore_call,
        transport: httpx.BaseTransport | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Prepare a session; a transport that is passed in is shared, and not closed with the session."""
        self._settings = settings or Settings()
        self._outside = outside or Outside()
        self._limiter = limiter or Limiter(OFF, outside=self._outside)
        self._koppelsleutel = koppelsleutel
        self._subscription_key = subscription_key
        self._observer = observer
        self._owns_connections = transport is None
        self._http = open_http(self._settings, transport)
        self._base_url = self._settings.base_url.rstrip("/")
        self._extensions = {"timeout": self._settings.timeouts.as_dict()}
        self._tokens = TokenSource(self._mint, clock=self._outside.clock)

    @property
    def limiter(self) -> Limiter:
        """The limiter that all calls of this session pass."""
        return self._limiter

    @property
    def page_size(self) -> int:
        """How many rows a page of a list has."""
        return self._settings.page_size

    def scopes(self) -> frozenset[str]:
        """Read what the koppelsleutel permits, from its token; asks for a token when there is none."""
        return self._tokens.scopes()

    def close(self) -> None:
        """Close the connections that this session opened itself."""
        if self._owns_connections:
            self._http.close()

    def fetch(self, call: Call, read: Callable[[bytes], T]) -> T:
        """Carry a call out and read its answer; a write whose answer is unreadable has an unknown outcome."""
        response = self._carry_out(call)
        try:
            return read(response.content)
        except UnreadableError as unreadable:
            reason = str(unreadable)
        if call.is_read:
            raise UnexpectedAnswerError(call.method, call.path, status=response.status_code, reason=reason)
        raise OutcomeUnknownError(call.method, call.path, reason=reason)

    def one(self, route: str, kind: type[M], *values: str) -> M:
        """Get one record."""
        return self.fetch(Call("GET", route, values), lambda data: read_one(data, kind))

    def plain_list(self, route: str, kind: type[M], *values: str) -> list[M]:
        """Get a list that SnelStart gives whole and unfiltered (SnelStart API, section 3.1)."""
        return self.fetch(Call("GET", route, values), lambda data: read_list(data, kind))

    def pages(self, route: str, kind: type[M], *, filter: Filter | None = None) -> Iterator[M]:  # noqa: A002 - the name of the option on the wire
        """Yield the records of a list page by page, each id once; a page that fails ends it with an error."""
        seen: set[str] = set()
        condition = f"$filter={quote(filter.text, safe=UNESCAPED)}&" if filter is not None else ""
        skip = 0
        while True:
            call = Call("GET", route, query=f"{condition}$top={self.page_size}&$skip={skip}")
            rows = self.fetch(call, lambda data: read_list(data, kind))
            seen_before = len(seen)
            for row in rows:
                # Rows move between pages while we read: no order is promised (SnelStart API, section 3.2).
                identifier: str = getattr(row, kind.identified_by)
                if identifier not in seen:
                    seen.add(identifier)
                    yield row
            if len(rows) < self.page_size:
                return
            if len(seen) == seen_before:
                # Whoever ignores `$skip` would give the first page for ever.
                raise UnexpectedAnswerError(
                    call.method, call.path, status=HTTPStatus.OK, reason="a page came again"
                )
            skip += self.page_size

    def create(self, route: str, body: Body, *values: str, kind: type[M]) -> M:
        """Make a record, and give it as SnelStart keeps it."""
        call = Call("POST", route, values, body=written(body))
        return self.fetch(call, lambda data: read_one(data, kind))

    def replace(self, route: str, body: Body, *values: str, kind: type[M]) -> M:
        """Replace a record whole, and give it as SnelStart keeps it."""
        if values:
            body = with_id(body, values[-1])
        return self.put(route, body, *values, kind=kind)

    def put(self, route: str, body: Body, *values: str, kind: type[M]) -> M:
        """Send a body to be kept as it is, for what has no id of its own."""
        call = Call("PUT", route, values, body=written(body))
        return self.fetch(call, lambda data: read_one(data, kind))

    def delete(self, route: str, *values: str) -> None:
        """Delete a record; what the answer says besides its status does not matter."""
        self._carry_out(Call("DELETE", route, values))

    def _carry_out(self, call: Call) -> httpx.Response:
        deadline = self._outside.clock() + self._settings.retries.total
        renewed = False
        attempt = 1
        while True:
            answer = self._attempt(call)
            if isinstance(answer, httpx.Response):
                return answer
            if isinstance(answer, ConnectionKeyError) and not renewed:
                # A 401 was not processed, so that even a write may go once more, with a new token.
                renewed = True
                continue
            pause = self._pause_before_repeat(answer, attempt, deadline=deadline)
            if pause is None:
                raise answer
            attempt += 1
            if pause > 0:
                self._outside.sleep(pause)

    def _pause_before_repeat(self, error: SnelStartError, attempt: int, *, deadline: float) -> float | None:
        """Give the seconds to wait before the call is sent again, or None when it is not."""
        policy = self._settings.retries
        if attempt >= policy.attempts:
            return None
        if isinstance(error, RateLimitedError):
            # The limiter is closed by now and holds the repeat back itself.
            asked, pause = error.retry_after.total_seconds(), 0.0
        elif isinstance(error, UnavailableError):
            asked = error.retry_after.total_seconds() if error.retry_after else 0.0
            pause = max(policy.pause(attempt, self._outside.chance()), asked)
        else:
            return None
        return pause if self._outside.clock() + max(pause, asked) <= deadline else None

    def _attempt(self, call: Call) -> httpx.Response | SnelStartError:
        """Send a call once; an error is given back rather than raised, so that none hangs on another."""
        try:
            self._tokens.get()  # Before a place is taken: a key that is refused must not cost calls.
        except UnavailableError as error:
            return error
        self._limiter.acquire(call.method, call.path)
        try:
            return self._exchange(call, self._tokens.get())
        finally:
            self._limiter.release()

    def _exchange(self, call: Call, token: Secret) -> httpx.Response | SnelStartError:
        response = self._send(self._request(call, token), call)
        if isinstance(response, SnelStartError) or response.is_success:
            return response
        text = self._without_secrets(response.text, token)
        error = error_of(call, response, text=text, now=self._outside.clock())
        if isinstance(error, RateLimitedError):
            self._limiter.close(error.retry_after)
        if isinstance(error, ConnectionKeyError):
            self._tokens.discard(token)
        return error

    def _send(self, request: httpx.Request, call: Call) -> httpx.Response | SnelStartError:
        started = self._outside.timer()
        status: int | None = None
        try:
            response = self._http.send(request)
            status = response.status_code
        except httpx.HTTPError as error:
            return fault_of(call, error)
        finally:
            self._observer(call.method, call.route, status=status, seconds=self._outside.timer() - started)
        return response

    def _request(self, call: Call, token: Secret) -> httpx.Request:
        query = f"?{call.query}" if call.query else ""
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",
            "Authorization": f"Bearer {token.reveal()}",
            "Ocp-Apim-Subscription-Key": self._subscription_key.reveal(),
            "User-Agent": "snelstart-client",
        }
        if call.body is not None:
            headers["Content-Type"] = "application/json"
        return httpx.Request(
            call.method,
            f"{self._base_url}{call.path}{query}",
            headers=headers,
            content=call.body,
            extensions=self._extensions,
        )

    def _mint(self) -> HeldToken | SnelStartError:
        request = token_request(
            self._settings.auth_url,
            self._koppelsleutel,
            grant=self._settings.grant,
            extensions=self._extensions,
        )
        if request is None:
            return ConnectionKeyError(TOKEN_CALL.method, TOKEN_CALL.path)
        response = self._send(request, TOKEN_CALL)
        if isinstance(response, SnelStartError):
            return response
        margin = self._settings.token_margin
        return outcome_of(response, now=self._outside.clock(), margin=margin)

    def _without_secrets(self, text: str, token: Secret) -> str:
        """Take our keys out of a body, in case an answer quotes the request."""
        for secret in (token, self._subscription_key, self._koppelsleutel):
            text = text.replace(secret.reveal(), "***")
        return text
