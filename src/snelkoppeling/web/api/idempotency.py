"""Gives a POST that is repeated under its Idempotency-Key the answer that it had."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

import hashlib
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from snelkoppeling.domain.identity import ConnectionId
from snelkoppeling.storage.idempotency import StoredAnswer
from snelkoppeling.sync.ports import Clock
from snelkoppeling.web.limits import LONGEST_IDEMPOTENCY_KEY
from snelkoppeling.web.ports import IdempotencyStore
from snelkoppeling.web.problem_document import refuse

HEADER = "Idempotency-Key"


class RequestDigest:
    """Adds up what a request asked, so that two can be compared."""

    def __init__(self, request: HttpRequest) -> None:
        self._hash = hashlib.sha256()
        self.add(str(request.method).encode())
        self.add(request.get_full_path().encode())

    def add(self, part: bytes) -> None:
        """Add a part; its length goes first, so that parts cannot run into each other."""
        self._hash.update(len(part).to_bytes(8, "big"))
        self._hash.update(part)

    def add_all(self, parts: Iterable[bytes]) -> None:
        """Add parts in their order."""
        for part in parts:
            self.add(part)

    def hexdigest(self) -> str:
        """Give what it came to."""
        return self._hash.hexdigest()


class Repetition:
    """The answers of one connection, by the key of one request; without a key nothing is remembered."""

    def __init__(
        self, request: HttpRequest, connection: ConnectionId, *, answers: IdempotencyStore, clock: Clock
    ) -> None:
        self._key = _key_of(request)
        self._connection = connection
        self._answers = answers
        self._clock = clock

    def earlier(self) -> StoredAnswer | None:
        """Look up the answer that was given before."""
        return self._answers.find(self._connection, self._key) if self._key is not None else None

    def repeated(self, answer: StoredAnswer, digest: RequestDigest) -> HttpResponse:
        """Give the earlier answer, provided that the same was asked."""
        if answer.request_digest != digest.hexdigest():
            raise refuse(422, "idempotency-key-reused", field=HEADER, value=self._key)
        return HttpResponse(
            answer.body,
            status=answer.status,
            content_type="application/json",
            headers={"Idempotency-Replayed": "true"},
        )

    def remember(self, response: HttpResponse, digest: RequestDigest) -> HttpResponse:
        """Keep an answer for a repetition, and give it."""
        if self._key is not None:
            answer = StoredAnswer(
                request_digest=digest.hexdigest(), status=response.status_code, body=response.content
            )
            self._answers.remember(self._connection, self._key, answer=answer, now=self._clock())
        return response


def _key_of(request: HttpRequest) -> str | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    key = str(key).strip().strip('"')
    usable = key.isascii() and key.isprintable()
    if not usable or not 0 < len(key) <= LONGEST_IDEMPOTENCY_KEY:
        raise refuse(422, "idempotency-key-unusable", field=HEADER, value=key)
    return key
