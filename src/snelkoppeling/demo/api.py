"""Calls the service over its public REST API, as the CRM of any integrator would."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

API_PATH = "/api/v1"
DECISION = "/decision"
PUSH_TIMEOUT_SECONDS = 20.0
READ_TIMEOUT_SECONDS = 5.0
TRY_AGAIN_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
"""The door cannot take anything now; what was offered is offered again."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that goes along with an invoice."""

    name: str
    media_type: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of what is in it."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """One thing that the CRM offers at a door of the service."""

    method: str
    path: str
    """Below `/api/v1`; ids in it are escaped."""
    body: Mapping[str, object] | bytes
    """JSON, or the bytes of an XML document."""
    files: tuple[SentFile, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_decision(self) -> bool:
        """Whether it decides about a record, and does not state it."""
        return self.path.endswith(DECISION)


class Verdict(StrEnum):
    """What the door said."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    STALE = "stale"
    REFUSED = "refused"
    """It will not be taken as it is; the answer says why."""
    CLOSED = "closed"
    """Nothing was taken, or it is not known; offer it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the door answered."""

    verdict: Verdict
    status: int = 0
    state_url: str = ""
    reasons: tuple[str, ...] = ()
    """Why it was refused, in Dutch."""


class StandingState(StrEnum):
    """Where a record stands, in the words of the API; what is not one of them is under way."""

    DUE = "due"
    WAITING = "waiting"
    SET_ASIDE = "set_aside"
    HELD = "held"
    IN_SYNC = "in_sync"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a record stands according to the service."""

    state: StandingState
    label: str = ""
    """What people call its twin in SnelStart, such as its relatiecode."""
    reasons: tuple[str, ...] = ()
    """Why it waits or was set aside, in Dutch."""
    choices: tuple[str, ...] = ()
    """What a person may choose, when one must."""
    differing: tuple["DifferingField", ...] = ()
    """The fields of which the CRM and SnelStart hold different values."""
    candidates: tuple["Candidate", ...] = ()
    """Records in SnelStart that may be the same one."""


@dataclass(frozen=True, slots=True)
class DifferingField:
    """A field of which both sides hold different values."""

    name: str
    in_crm: object
    in_books: object


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record in SnelStart that may be the one."""

    books_id: str
    label: str
    reason: str
    """What they have in common, in Dutch."""


class DemoApi:
    """The service's REST API with the key of one CRM connection."""

    def __init__(self, base_url: str, api_key: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self._http = httpx.Client(
            base_url=self.base_url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=PUSH_TIMEOUT_SECONDS,
            transport=transport,
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def push(self, push: Push) -> Answer:
        """Offer something at a door; never raises for what the door or the network does."""
        try:
            response = self._http.request(push.method, f"{API_PATH}{push.path}", **_content(push))
        except httpx.TransportError:
            return Answer(verdict=Verdict.CLOSED)
        document = _json_of(response)
        if response.is_success:
            return _taken(response, document)
        if response.status_code in TRY_AGAIN_STATUSES:
            return Answer(verdict=Verdict.CLOSED, status=response.status_code)
        return Answer(
            verdict=Verdict.REFUSED, status=response.status_code, reasons=_reasons(response, document)
        )

    def standing(self, state_url: str) -> Standing | None:
        """Ask where a record stands; None when there is no answer now."""
        try:
            response = self._http.get(state_url, timeout=READ_TIMEOUT_SECONDS)
        except httpx.TransportError:
            return None
        document = _json_of(response)
        if not response.is_success or not isinstance(document, Mapping):
            return None
        return _standing(document)


def decision_push(state_url: str, decision: Mapping[str, object]) -> Push:
    """Make the push of what a person decided about a record."""
    path = f"{state_url.removeprefix(API_PATH)}{DECISION}"
    return Push(method="POST", path=path, body=decision)


def record_path(kind: str, external_id: str) -> str:
    """Give the path of a record: `/invoices/2026-0001`."""
    return f"/{kind}/{quote(external_id, safe='')}"


def _content(push: Push) -> dict[str, Any]:
    headers = dict(push.headers)
    if isinstance(push.body, bytes):
        return {"content": push.body, "headers": {**headers, "Content-Type": "application/xml"}}
    if not push.files:
        return {"json": push.body, "headers": headers}
    parts: list[tuple[str, tuple[str | None, bytes, str]]] = [
        ("invoice", (None, json.dumps(push.body).encode(), "application/json"))
    ]
    parts += [("document", (file.name, file.content, file.media_type)) for file in push.files]
    return {"files": parts, "headers": headers}


def _json_of(response: httpx.Response) -> object:
    try:
        return response.json()
    except ValueError:
        return None


def _taken(response: httpx.Response, document: object) -> Answer:
    stated: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    result = stated.get("result")
    verdict = Verdict(result) if result in list(Verdict) else Verdict.CHANGED
    if response.headers.get("Idempotency-Replayed") == "true":
        verdict = Verdict.UNCHANGED
    address = urlsplit(str(stated.get("state_url") or response.headers.get("Location", "")))
    return Answer(verdict=verdict, status=response.status_code, state_url=address.path)


def _reasons(response: httpx.Response, document: object) -> tuple[str, ...]:
    """Take the Dutch sentences out of a problem document (RFC 9457)."""
    stated: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    whole = stated.get("detail") or stated.get("title") or f"antwoord {response.status_code}"
    return _sentences(stated.get("errors")) or (str(whole),)


def _standing(document: Mapping[str, Any]) -> Standing:
    state = document.get("state")
    conflict = document.get("conflict") or {}
    return Standing(
        state=StandingState(state) if state in list(StandingState) else StandingState.DUE,
        label=str(document.get("books_label") or ""),
        reasons=_sentences(document.get("problems")),
        choices=tuple(row["choice"] for row in conflict.get("choices", ())),
        differing=tuple(
            DifferingField(row["field"], row["crm"], row["snelstart"])
            for row in conflict.get("fields", ())
            if row["differs"]
        ),
        candidates=tuple(
            Candidate(row["books_id"], row["label"], row["reason"]) for row in conflict.get("candidates", ())
        ),
    )


def _sentences(problems: object) -> tuple[str, ...]:
    """Take out the Dutch sentences; what is wrong with each of many lines is told once."""
    listed = problems if isinstance(problems, list) else []
    told = [str(one["nl"]) for one in listed if isinstance(one, Mapping) and one.get("nl")]
    return tuple(dict.fromkeys(told))
