"""A CRM at the door, and the storage in memory behind it."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.records import Connection
from snelkoppeling.web.shell import Application
from tests.factories import NOON, a_key
from tests.fakes.memory import StoredItem
from tests.fakes.storage import InMemoryStorage

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@dataclass
class Clock:
    """A clock that tests set."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass(kw_only=True)
class Caller:
    """What a CRM can do at the door."""

    application: Application
    runner: asyncio.Runner
    api_key: str

    def send(self, method: str, url: str, **request: Any) -> httpx.Response:
        """Send a request with our API key, unless the test gives other headers."""
        headers = {"Authorization": f"Bearer {self.api_key}", **dict(request.pop("headers", {}))}
        return self.runner.run(
            self._send(method, url, headers={k: v for k, v in headers.items() if v}, **request)
        )

    async def _send(self, method: str, url: str, **request: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.application, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://door") as client:
            return await client.request(method, url, **request)

    def put(self, kind: str, external_id: str, body: object, **request: Any) -> httpx.Response:
        """Put a record as JSON; text and bytes are sent as they are."""
        headers = {"Content-Type": "application/json", **request.pop("headers", {})}
        url = f"/api/v1/{kind}/{external_id}"
        return self.send("PUT", url, content=encoded(body), headers=headers, **request)

    def post_batch(self, *lines: object, query: str = "", **headers: str) -> httpx.Response:
        """Post a batch; what is not text or bytes becomes JSON. `idempotency_key` is a header."""
        return self.send(
            "POST",
            f"/api/v1/batch{query}",
            content=b"\n".join(encoded(line) for line in lines),
            headers={
                "Content-Type": "application/x-ndjson",
                **{name.replace("_", "-"): value for name, value in headers.items()},
            },
        )


@dataclass(kw_only=True)
class Door(Caller):
    """What a CRM can do at the door, and what we can see behind it."""

    storage: InMemoryStorage
    connection: Connection
    clock: Clock
    woken: list[int] = field(default_factory=list)

    @property
    def items(self) -> Mapping[str, StoredItem]:
        """Everything that is stored, by external id."""
        return {key.external_id: item for key, item in self.storage.memory.items.items()}

    def item(self, external_id: str, entity_type: EntityType = EntityType.RELATION) -> StoredItem:
        """The stored record of this id."""
        return self.storage.memory.items[a_key(external_id, entity_type)]


def encoded(value: object) -> bytes:
    """Give bytes as they are, text as UTF-8 and anything else as JSON."""
    if isinstance(value, bytes):
        return value
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


def relation_body(**fields: Any) -> dict[str, Any]:
    """A customer in Utrecht, as a CRM sends it."""
    return {
        "name": "Bakkerij De Halm B.V.",
        "roles": ["customer"],
        "visiting_address": {
            "street": "Oudegracht 12",
            "postal_code": "3511 AB",
            "city": "Utrecht",
            "country_code": "NL",
        },
        "phone": "030 234 5678",
        "email": "info@dehalm.example",
        "kvk_number": "12345678",
        "vat_number": "NL123456782B90",
        "iban": "NL91 ABNA 0417 1643 00",
        **fields,
    }


def line_body(**fields: Any) -> dict[str, Any]:
    """An invoice line at the high rate."""
    return {"description": "Advies", "net_amount": "100.00", "vat_category": "S", "vat_rate": "21", **fields}


def invoice_body(**fields: Any) -> dict[str, Any]:
    """A sales invoice of 121.00, as a CRM sends it."""
    return {
        "direction": "sales",
        "invoice_type": "380",
        "number": "2026-0001",
        "issue_date": "2026-03-02",
        "due_date": "2026-04-01",
        "currency": "EUR",
        "relation": "R1",
        "lines": [line_body()],
        "vat_breakdown": [
            {"vat_category": "S", "vat_rate": "21", "taxable_amount": "100.00", "vat_amount": "21.00"}
        ],
        "total_without_vat": "100.00",
        "total_vat": "21.00",
        "total_with_vat": "121.00",
        **fields,
    }


def without(body: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The same body without these fields."""
    return {name: value for name, value in body.items() if name not in names}
