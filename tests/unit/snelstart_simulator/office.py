"""A simulator in memory that a test calls as a client would, without a network."""

import json
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from snelstart_simulator.administration import LIMITS, Administration, Books
from snelstart_simulator.api import Api, Message
from snelstart_simulator.clock import Clock
from snelstart_simulator.control.app import ControlApp
from snelstart_simulator.faults import Fault
from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.seed.administration import DEFAULT_SUBSCRIPTION_KEY, seed_world
from snelstart_simulator.world import World

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came over the line; `cut` says that the line was cut instead."""

    status: int
    body: bytes
    headers: dict[str, str]
    cut: bool = False

    @property
    def json(self) -> Any:
        return json.loads(self.body, parse_float=Decimal)

    @property
    def codes(self) -> list[str]:
        """The error codes of a business refusal."""
        return [problem["errorCode"] for problem in self.json]


class _Line:
    """A line that can be cut."""

    def __init__(self) -> None:
        self.is_cut = False

    def abort(self) -> None:
        self.is_cut = True


class Office:
    """A world with one administration, and a client of it."""

    def __init__(self) -> None:
        self.world = World(clock=Clock(lambda: NOON), identifiers=Identifiers(1))
        seed_world(self.world)
        self.administration.limits = LIMITS["off"]
        self.told: list[tuple[str, dict[str, str]]] = []
        """What was told to webhooks."""
        self.webhook_status: int | None = 200
        self._api = Api(self.world, courier=self._tell)
        self._control = ControlApp(self.world, on_down=_nothing, stop=lambda: None, courier=self._tell)
        self.subscription_key = DEFAULT_SUBSCRIPTION_KEY
        self.token = ""
        self.enter()

    async def _tell(self, url: str, body: dict[str, str]) -> int | None:
        self.told.append((url, body))
        return self.webhook_status

    @property
    def administration(self) -> Administration:
        return self.world.administrations["demo"]

    @property
    def books(self) -> Books:
        return self.administration.books

    def enter(self) -> None:
        """Ask for a token."""
        body = f"grant_type=clientkey&clientkey={self.administration.koppelsleutels[0].replace('=', '%3D')}"
        self.token = self.call("POST", "/b2b/token", body=body.encode()).json["access_token"]

    def get(self, path: str) -> Reply:
        return self.call("GET", f"/v2{path}")

    def post(self, path: str, body: Any) -> Reply:
        return self.call("POST", f"/v2{path}", body=_json(body))

    def put(self, path: str, body: Any) -> Reply:
        return self.call("PUT", f"/v2{path}", body=_json(body))

    def delete(self, path: str) -> Reply:
        return self.call("DELETE", f"/v2{path}")

    def filter(self, resource: str, condition: str) -> Reply:
        """List a resource with a filter."""
        return self.get(f"/{resource}?$filter={condition.replace(' ', '%20')}")

    def call(
        self, method: str, target: str, *, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Reply:
        given = {
            "authorization": f"Bearer {self.token}",
            "ocp-apim-subscription-key": self.subscription_key,
            **(headers or {}),
        }
        return _ask(self._api, method, target, body=body, headers=given)

    def control(self, method: str, target: str, body: Any = None) -> Reply:
        return _ask(self._control, method, target, body=b"" if body is None else _json(body), headers={})

    def fault(self, **fault: Any) -> None:
        """Set a fault."""
        self.world.faults.add(Fault(**fault))

    def switch(self, **switches: Any) -> None:
        """Set switches."""
        assert self.control("PATCH", "/switches", switches).status == 200

    # What most tests need to begin with

    def grootboek(self, nummer: int) -> dict[str, str]:
        """Point at a ledger account by its number."""
        return {"id": self.books.grootboeken.find("nummer", nummer)[0].id}

    def land(self, landcode: str) -> dict[str, str]:
        """Point at a country by its two letters."""
        return {"id": self.books.landen.find("landcode", landcode)[0].id}

    def relatie(self, **fields: Any) -> dict[str, Any]:
        """Add a customer."""
        reply = self.post("/relaties", {"naam": "Bakkerij De Halm", "relatiesoort": ["Klant"], **fields})
        assert reply.status == 201, reply.body
        made: dict[str, Any] = reply.json
        return made

    def kostenplaats(self, nummer: int = 1003, **fields: Any) -> dict[str, Any]:
        """Add a cost centre."""
        reply = self.post("/kostenplaatsen", {"nummer": nummer, "omschrijving": "Oven", **fields})
        assert reply.status == 201, reply.body
        made: dict[str, Any] = reply.json
        return made

    def a_sale(self, klant: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """Write a sale of 100 euro at 21 %, as a body to be posted."""
        return {
            "factuurnummer": "2026-0042",
            "klant": {"id": (klant or self.relatie())["id"]},
            "factuurdatum": "2026-03-01T00:00:00",
            "factuurbedrag": "121.00",
            "boekingsregels": [self.a_line()],
            "btw": [{"btwSoort": "VerkopenHoog", "btwBedrag": 21}],
            **fields,
        }

    def a_line(
        self, nummer: int = 8000, bedrag: str = "100.00", soort: str | None = "Hoog", **fields: Any
    ) -> Any:
        """Write a line of a booking."""
        return {"grootboek": self.grootboek(nummer), "bedrag": bedrag, "btwSoort": soort, **fields}

    def sale(self, klant: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """Book a sale."""
        reply = self.post("/verkoopboekingen", self.a_sale(klant, **fields))
        assert reply.status == 201, reply.body
        made: dict[str, Any] = reply.json
        return made

    def leverancier(self, **fields: Any) -> dict[str, Any]:
        """Add a supplier."""
        return self.relatie(**{"naam": "Molen De Hoop", "relatiesoort": ["Leverancier"], **fields})

    def a_purchase(self, leverancier: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """Write a purchase of 100 euro at 21 %, as a body to be posted."""
        return {
            "factuurnummer": "F-77",
            "leverancier": {"id": (leverancier or self.leverancier())["id"]},
            "factuurdatum": "2026-03-01T00:00:00",
            "factuurbedrag": "121.00",
            "boekingsregels": [self.a_line(4798)],
            "btw": [{"btwSoort": "InkopenHoog", "btwBedrag": 21}],
            **fields,
        }

    def purchase(self, leverancier: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """Book a purchase."""
        reply = self.post("/inkoopboekingen", self.a_purchase(leverancier, **fields))
        assert reply.status == 201, reply.body
        made: dict[str, Any] = reply.json
        return made


def _json(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body, default=str).encode()


async def _nothing() -> None:
    return None


def _ask(app: Any, method: str, target: str, *, body: bytes, headers: dict[str, str]) -> Reply:
    path, _, query = target.partition("?")
    line, sent = _Line(), list[Message]()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "transport": line,
    }
    _run(app(scope, receive, send), line)
    if line.is_cut:
        return Reply(0, b"", {}, cut=True)
    start, content = sent
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], content["body"], found)


def _run(answering: Coroutine[Any, Any, None], line: _Line) -> None:
    """Run to the end; nothing here ever waits, except for a line that was cut."""
    try:
        answering.send(None)
    except StopIteration:
        return
    except RuntimeError:
        # Waiting needs an event loop; after the line was cut there is nothing left to wait for.
        assert line.is_cut
        return
    assert line.is_cut
    answering.close()
