"""The API's port: takes requests in, lets the faults strike, and sends the answers."""

import asyncio
import sys
import traceback
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from time import monotonic_ns
from typing import Any

from snelstart_simulator import activation, backups, bookkeeper, page
from snelstart_simulator.administration import Administration
from snelstart_simulator.answers import CRASHED, answer_of, broken, of_gateway
from snelstart_simulator.authentication import token_answer
from snelstart_simulator.call import Answer, Call
from snelstart_simulator.faults import Fault, FaultKind
from snelstart_simulator.gateway import RESOURCE_NOT_FOUND, Request, caller_of, turn_away
from snelstart_simulator.refusals import Refusal
from snelstart_simulator.resources import ROUTES
from snelstart_simulator.routing import Route, Router
from snelstart_simulator.world import LoggedCall, World

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Struck = Mapping[FaultKind, Fault]

TOKEN_PATH = "/b2b/token"  # noqa: S105 - a path.
_API = "/v2"
_SECONDS_TO_NOTICE = 0.001
_WRITES = frozenset({"POST", "PUT", "DELETE"})


class Cut(Exception):  # noqa: N818 - an event that a test asked for, not an error.
    """The line is to be cut instead of answering."""


class Api:
    """Answers what comes in on the port that plays SnelStart."""

    def __init__(self, world: World, *, courier: activation.Courier = activation.post_json) -> None:
        self.world = world
        self._courier = courier
        self._router = Router(ROUTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as an ASGI application."""
        request = Request(
            method=scope["method"],
            path=scope["path"],
            query=scope["query_string"],
            headers=dict(scope["headers"]),
            body=await read_body(receive),
        )
        try:
            answer = await self._answer(request)
        except Cut:
            await _cut(scope)
            return
        headers = [*answer.headers, (b"content-length", str(len(answer.body)).encode())]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if request.method == "HEAD" else answer.body})

    async def _answer(self, request: Request) -> Answer:
        if self.world.down != "up":
            if self.world.down == "refuse":
                raise Cut
            return of_gateway(503, "Service Unavailable")
        path = request.path.lower()
        if path == TOKEN_PATH:
            return await self._token(request)
        if path.startswith(f"{_API}/"):
            return await self._call(request, request.path[len(_API) :])
        if path.startswith(activation.PATH):
            return await activation.answer(self.world, request, courier=self._courier)
        return page.answer(self.world, request.method, request.path) or RESOURCE_NOT_FOUND

    async def _token(self, request: Request) -> Answer:
        struck = self.world.faults.take(request.method, TOKEN_PATH, None)
        self._cut_if_dropped(struck, request, administration="")
        withdrawn = "key_withdrawn" in struck

        def work() -> Answer:
            if request.method != "POST":
                return RESOURCE_NOT_FOUND
            return token_answer(self.world, request.body, withdrawn=withdrawn)

        return await self._with_faults(request, struck, work=work, administration="")

    async def _call(self, request: Request, path: str) -> Answer:
        found = self._router.match(request.method, path)
        if found is None:
            return self._logged(request, RESOURCE_NOT_FOUND, administration="")
        route, parameters = found
        caller = caller_of(self.world, request)
        name = caller.administration.naam if caller.administration else ""
        struck = self.world.faults.take(request.method, path.lower(), name or None)
        self._cut_if_dropped(struck, request, administration=name)
        refused = turn_away(self.world, request, route=route, caller=caller, faults=struck)
        if refused or caller.administration is None:
            return self._logged(request, refused or RESOURCE_NOT_FOUND, administration=name)
        administration, counter = caller.administration, self.world.counter_of(caller.administration)

        def work() -> Answer:
            return self._work(
                request, route, administration=administration, parameters=parameters, struck=struck
            )

        counter.running += 1
        try:
            return await self._with_faults(request, struck, work=work, administration=name)
        finally:
            counter.running -= 1

    async def _with_faults(
        self, request: Request, struck: Struck, *, work: Callable[[], Answer], administration: str
    ) -> Answer:
        """Do the work between what goes wrong before it is committed and what goes wrong afterwards."""
        if "slow_before" in struck:
            await asyncio.sleep(struck["slow_before"].seconds)
        if "error_before" in struck:
            return self._logged(request, broken(struck["error_before"].status), administration=administration)
        answer = self._guarded(work)
        if "slow_after" in struck:
            await asyncio.sleep(struck["slow_after"].seconds)
        if "answer_lost" in struck:
            self._log(request, 0, administration)
            raise Cut
        if "error_after" in struck:
            answer = broken(struck["error_after"].status)
        return self._logged(request, answer, administration=administration)

    def _guarded(self, work: Callable[[], Answer]) -> Answer:
        try:
            return work()
        except Refusal as refusal:
            return answer_of(refusal, self.world.switches)
        except Exception:  # noqa: BLE001 - a server's outermost loop: told to the caller and shown in full here.
            traceback.print_exc(file=sys.stderr)
            return CRASHED

    def _work(
        self,
        request: Request,
        route: Route,
        *,
        administration: Administration,
        parameters: tuple[str, ...],
        struck: Struck,
    ) -> Answer:
        if "administration_swapped" in struck:
            bookkeeper.swap(self.world, administration)
        if "backup_restored" in struck:
            backups.restore(self.world, administration, None)
        if "period_closed" in struck:
            fault = struck["period_closed"]
            today = self.world.wall_time().date()
            bookkeeper.close_period(
                administration, fault.van, tot_en_met=fault.tot_en_met or today, door=fault.door
            )
        call = Call(
            self.world,
            administration,
            body=request.body,
            query=request.query,
            parameters=parameters,
            repeats_row="repeated_row" in struck,
            moves_row="moved_row" in struck,
        )
        answer = route.handler(call)
        if request.method in _WRITES or struck:
            self.world.changes += 1
        if "concurrent_edit" in struck:
            changes = struck["concurrent_edit"].changes
            bookkeeper.edit(
                self.world, administration, resource=route.resource, identifier=call.id, changes=changes
            )
        return answer

    def _cut_if_dropped(self, struck: Struck, request: Request, *, administration: str) -> None:
        if "connection_dropped" in struck:
            self._log(request, 0, administration)
            raise Cut

    def _logged(self, request: Request, answer: Answer, *, administration: str) -> Answer:
        self._log(request, answer.status, administration)
        return answer

    def _log(self, request: Request, status: int, administration: str) -> None:
        self.world.calls.append(
            LoggedCall(monotonic_ns(), administration, request.method, request.path, int(status))
        )


async def read_body(receive: Receive) -> bytes:
    """Read the whole body of a request."""
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    parts = [body]
    while message.get("more_body"):
        message = await receive()
        parts.append(message.get("body", b""))
    return b"".join(parts)


async def _cut(scope: Scope) -> None:
    """Cut the line below HTTP, and wait until the server has noticed."""
    transport: asyncio.Transport = scope["transport"]
    transport.abort()
    await asyncio.sleep(_SECONDS_TO_NOTICE)
