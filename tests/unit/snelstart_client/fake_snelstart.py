"""A SnelStart in memory behind the transport of the HTTP library, and a time that passes only when slept."""

import base64
import json
import threading
import uuid
from collections import deque
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpx

from snelstart_client import Limiter, Outside, RetryPolicy, Secret, Settings, SnelStart
from snelstart_client.calls import CallObserver, ignore_call

KOPPELSLEUTEL = "a29wcGVsOnNsZXV0ZWw="
SUBSCRIPTION_KEY = "subscription-key-of-the-test"
BASE_URL = "https://api.example/v2"
AUTH_URL = "https://auth.example"

Process = Callable[[httpx.Request], httpx.Response]
Fault = Callable[[httpx.Request, Process], httpx.Response]


class FakeTime:
    """A clock that only sleeping moves on."""

    def __init__(self, now: float = 1_770_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.now += seconds

    def outside(self, chance: float = 1.0) -> Outside:
        return Outside(clock=self.clock, sleep=self.sleep, chance=lambda: chance, timer=self.clock)


class FakeSnelStart(httpx.BaseTransport):
    """Keeps records by path, counts what it processed, and misbehaves as told."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, dict[str, Any]]] = {}
        self.key_is_valid = True
        self.minted = 0
        self.valid_tokens: set[str] = set()
        self.processed: list[str] = []
        self.seen: list[httpx.Request] = []
        self.faults: deque[Fault] = deque()
        self.token_faults: deque[Fault] = deque()
        self.scopes = "relaties:read relaties:write"
        self.expires_in: float | None = 3599
        self._lock = threading.Lock()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        with self._lock:
            self.seen.append(request)
            faults = self.token_faults if request.url.path == "/b2b/token" else self.faults
            fault = faults.popleft() if faults else None
        return self.process(request) if fault is None else fault(request, self.process)

    def process(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/b2b/token":
            return self._mint(request)
        if request.headers["Ocp-Apim-Subscription-Key"] != SUBSCRIPTION_KEY:
            return httpx.Response(401, json={"statusCode": 401, "message": "invalid subscription key"})
        if request.headers["Authorization"].removeprefix("Bearer ") not in self.valid_tokens:
            return httpx.Response(401, json={"Message": "Authorization has been denied for this request."})
        with self._lock:
            self.processed.append(f"{request.method} {request.url.path.removeprefix('/v2')}")
            return self._serve(request)

    def _mint(self, request: httpx.Request) -> httpx.Response:
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        username_and_password = f"{form.get('username')}:{form.get('password')}"
        key = form.get("clientkey") or base64.b64encode(username_and_password.encode()).decode()
        if not self.key_is_valid or key != KOPPELSLEUTEL:
            return httpx.Response(400, json={"error": f"Parameter clientkey {key} is not valid"})
        with self._lock:
            self.minted += 1
            claims = base64.urlsafe_b64encode(json.dumps({"scopes": self.scopes, "n": self.minted}).encode())
            token = f"head.{claims.decode().rstrip('=')}.tail"
            self.valid_tokens.add(token)
        answer = {"access_token": token, "token_type": "bearer", "expires_in": self.expires_in}
        return httpx.Response(200, json=answer)

    def _serve(self, request: httpx.Request) -> httpx.Response:
        parts = request.url.path.removeprefix("/v2/").split("/")
        kept = self.records.setdefault(parts[0], {})
        if request.method == "GET" and len(parts) == 1:
            rows = list(kept.values())
            skip = int(request.url.params.get("$skip", 0))
            return httpx.Response(200, json=rows[skip : skip + int(request.url.params.get("$top", 500))])
        if request.method == "POST":
            identifier = str(uuid.uuid4())
            kept[identifier] = {**json.loads(request.content), "id": identifier}
            return httpx.Response(201, json=kept[identifier])
        if parts[-1] not in kept:
            return httpx.Response(404)
        if request.method == "PUT":
            kept[parts[-1]] = json.loads(request.content)
        if request.method == "DELETE":
            del kept[parts[-1]]
            return httpx.Response(200)
        return httpx.Response(200, json=kept[parts[-1]])

    def of(self, resource: str) -> list[dict[str, Any]]:
        """Give the records of a resource."""
        return list(self.records.get(resource, {}).values())

    def put(self, resource: str, *records: dict[str, Any]) -> None:
        """Add records, each with its id."""
        self.records.setdefault(resource, {}).update({record["id"]: record for record in records})


def answering(status: int, content: Any = None, headers: dict[str, str] | None = None) -> Fault:
    """Answer like this without processing."""

    def fault(_request: httpx.Request, _process: Process) -> httpx.Response:
        if isinstance(content, bytes):
            return httpx.Response(status, content=content, headers=headers)
        body = b"" if content is None else json.dumps(content).encode()
        return httpx.Response(status, content=body, headers=headers)

    return fault


def failing(kind: type[httpx.TransportError], *, processed: bool = False) -> Fault:
    """Break the connection, before or after processing."""

    def fault(request: httpx.Request, process: Process) -> httpx.Response:
        if processed:
            process(request)
        raise kind(f"broken while sending {dict(request.headers)}", request=request)

    return fault


def processed_then(status: int, content: bytes = b"") -> Fault:
    """Process the call, and answer something else."""

    def fault(request: httpx.Request, process: Process) -> httpx.Response:
        process(request)
        return httpx.Response(status, content=content)

    return fault


def a_client(
    fake: FakeSnelStart,
    time: FakeTime,
    *,
    retries: RetryPolicy | None = None,
    limiter: Limiter | None = None,
    observer: CallObserver = ignore_call,
    koppelsleutel: str = KOPPELSLEUTEL,
    subscription_key: str = SUBSCRIPTION_KEY,
    **settings: Any,
) -> SnelStart:
    """Open a client of the fake."""
    return SnelStart(
        Secret(koppelsleutel),
        Secret(subscription_key),
        settings=Settings(base_url=BASE_URL, auth_url=AUTH_URL, retries=retries or RetryPolicy(), **settings),
        limiter=limiter,
        observer=observer,
        transport=fake,
        outside=time.outside(),
    )
