"""One company of a test: its administration in SnelStart, its CRM, and where its records stand with us."""

import base64
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import httpx
import msgspec

from snelkoppeling.bootstrap import utc_now
from snelkoppeling.connectors.snelstart.coupling import introduce
from snelkoppeling.domain.identity import AdministrationId, ConnectionId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.ledger import STANDARD_SERVICES
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.sync.records import Administration, RecordState
from snelstart_simulator.control_client import AnsweredCall
from tests.running_service import RunningService

Body = dict[str, Any]
KINDS = {
    "relations": EntityType.RELATION,
    "projects": EntityType.PROJECT,
    "invoices": EntityType.INVOICE,
    "attachments": EntityType.ATTACHMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company that uses the running service; all that it shares with others is SnelStart itself."""

    service: RunningService
    name: str
    """Of its administration, in the simulator."""
    administration: AdministrationId
    connection: ConnectionId
    api: httpx.Client

    @property
    def control(self) -> Any:
        """Say what happens in SnelStart."""
        return self.service.simulator.control

    def put(self, kind: str, external_id: str, body: Mapping[str, object]) -> None:
        """Push one record, which is taken."""
        answer = self.api.put(f"/api/v1/{kind}/{external_id}", json=body)
        assert answer.status_code == 202, answer.text

    def batch(self, rows: Iterable[Mapping[str, object]], *, lane: str = "backfill") -> dict[str, int]:
        """Push many records at once; gives what became of how many."""
        lines = b"\n".join(msgspec.json.encode(row) for row in rows)
        answer = self.api.post(
            f"/api/v1/batch?lane={lane}",
            content=lines,
            headers={"Content-Type": "application/x-ndjson"},
        )
        totals: dict[str, int] = answer.json()["totals"]
        assert totals["refused"] == 0, answer.text[:1000]
        return totals

    def key(self, kind: str, external_id: str) -> RecordKey:
        """Name a record of this company."""
        return RecordKey(self.connection, KINDS[kind], ExternalId(external_id))

    def state(self, kind: str, external_id: str) -> RecordState:
        """Tell where a record stands."""
        found = self.service.house.records.state_of(self.key(kind, external_id))
        assert found is not None, f"{external_id} never arrived"
        return found

    def problems(self, kind: str, external_id: str) -> list[str]:
        """Give the codes of what is wrong with a record."""
        return [problem.code for problem in self.state(kind, external_id).problems]

    def events(self, kind: str, external_id: str) -> list[str]:
        """Name what happened to a record, in order."""
        return [entry.event.name for entry in self.state(kind, external_id).history]

    def counts(self) -> dict[str, int]:
        """Count the records of this company by where they stand."""
        counted: dict[str, int] = {}
        for (administration, _, state), count in self.service.house.records.counts().items():
            if administration == self.administration:
                counted[state.value] = counted.get(state.value, 0) + count
        return counted

    def traffic(self) -> Administration:
        """Tell how the traffic of the administration stands."""
        return self.service.house.administrations.get(self.administration)

    def pause_code(self) -> str | None:
        """Tell why nothing is sent; None when it flows."""
        pause = self.traffic().pause
        return pause.code if pause else None

    def wait_for(self, kind: str, external_id: str, state: str, *, seconds: float = 15) -> RecordState:
        """Wait until a record is in a state."""
        until(lambda: self.state(kind, external_id).state.value == state, seconds=seconds, what=self._tell)
        return self.state(kind, external_id)

    def wait_until_all(self, state: str, *, seconds: float = 30) -> None:
        """Wait until every record is in a state."""
        until(lambda: set(self.counts()) == {state}, seconds=seconds, what=self._tell)

    def wait_until_quiet(self, *, seconds: float = 30) -> dict[str, int]:
        """Wait until nothing is due any more; gives the number of records in each state."""
        until(lambda: not self.counts().get("due"), seconds=seconds, what=self._tell)
        return self.counts()

    def shown(self, kind: str, external_id: str) -> Body:
        """Give what the API tells of a record."""
        answer = self.api.get(f"/api/v1/{kind}/{external_id}")
        assert answer.status_code == httpx.codes.OK, answer.text
        told: Body = answer.json()
        return told

    def choices(self, kind: str, external_id: str) -> list[str]:
        """Name what a person is asked to choose from."""
        return [row["choice"] for row in self.shown(kind, external_id)["conflict"]["choices"]]

    def decide(self, kind: str, external_id: str, choice: str, **more: object) -> None:
        """Choose, as a person does in what is shown."""
        body = {"choice": choice, "by": "Sanne", **more}
        answer = self.api.post(f"/api/v1/{kind}/{external_id}/decision", json=body)
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text

    def set(self, **changes: object) -> None:
        """Change settings of the administration, and look again at what could not be carried."""
        couplings = self.service.house.couplings
        settings = replace(couplings.settings(self.administration), **changes)  # type: ignore[arg-type]  # by name.
        couplings.save_settings(self.administration, settings)
        self.service.house.reconsider(self.administration, utc_now())

    def booking(self, number: str, *, resource: str = "verkoopboekingen") -> Body:
        """Give the one booking with a number."""
        (found,) = [row for row in self.books(resource) if row["factuurnummer"] == number]
        return found

    def lines(self, booking: Body) -> list[tuple[int, int | None, str, str]]:
        """Show the lines of a booking: account, cost centre, amount, kind of VAT."""
        books = self.control.books(self.name)
        accounts = {row["id"]: row["nummer"] for row in books["grootboeken"]}
        centres = {row["id"]: row["nummer"] for row in books["kostenplaatsen"]}
        return [
            (
                accounts[line["grootboek"]["id"]],
                centres[line["kostenplaats"]["id"]] if line["kostenplaats"] else None,
                f"{Decimal(line['bedrag']):.2f}",
                line["btwSoort"],
            )
            for line in booking["boekingsregels"]
        ]

    def file_names(self, booking: Body) -> list[str]:
        """Name the files that hang on a booking."""
        rows = self.books("documenten")
        return sorted(row["fileName"] for row in rows if row["parentIdentifier"] == booking["id"])

    def wake(self) -> None:
        """Let a worker look at the company now."""
        self.service.house.queue.wake([self.administration])

    def retry(self, kind: str, external_id: str) -> None:
        """Try a record again, as the bookkeeper does."""
        assert self.service.house.records.retry([self.key(kind, external_id)], utc_now()) == 1
        self.wake()

    def books(self, resource: str) -> list[Body]:
        """List what is in the books; of relations, those that are no part of SnelStart itself."""
        rows: list[Body] = self.control.books(self.name)[resource]
        if resource == "relaties":
            return [row for row in rows if row["relatiecode"] > 0]
        return rows

    def edit(self, resource: str, identifier: str, **changes: object) -> None:
        """Change a record in SnelStart, as the bookkeeper does."""
        self.control.edit(resource, identifier, changes=changes, naam=self.name)

    def calls(self) -> list[AnsweredCall]:
        """List the calls to the books of this company."""
        found: list[AnsweredCall] = self.control.calls(self.name)
        return found

    def call_counts(self) -> dict[str, int]:
        """Tell how often each operation was called for this company."""
        counted: dict[str, int] = self.control.counts(self.name)
        return counted

    def _tell(self) -> str:
        return f"{self.name}: {self.counts()}, {self.traffic()}\n{self.service.logs()[-3000:]}"


def until(holds: Callable[[], bool], *, seconds: float, what: Callable[[], str]) -> None:
    """Wait until something holds; fail and tell what was the matter when that takes too long."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(what())
        time.sleep(0.05)


def found_company(
    service: RunningService,
    *,
    limits: object = "off",
    settings: AdministrationSettings | None = None,
    awaits_plan: bool = False,
    info: Mapping[str, object] | None = None,
) -> Company:
    """Make a company with fresh books, and connect its CRM; `info` is SnelStart's company info."""
    name = f"company-{secrets.token_hex(4)}"
    made = service.simulator.control.add_administration(name, limits=limits)
    if info:
        service.simulator.control.set_company_info(name, **info)
    (key,) = made["koppelsleutels"]
    with service.house.trial_client(key) as client:
        met = introduce(client, STANDARD_SERVICES)
    administration = service.house.couplings.create(
        name,
        key,
        identifier=met.identifier,
        settings=settings or AdministrationSettings(quota="off"),
        awaits_plan=awaits_plan,
    )
    connection, api_key = service.house.connections.create("CRM", administration)
    return Company(
        service=service,
        name=name,
        administration=administration,
        connection=ConnectionId(connection.id),
        api=httpx.Client(
            base_url=service.api.base_url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=30,
            trust_env=False,
        ),
    )


def relation_body(name: str = "Bakkerij De Halm", **fields: object) -> Body:
    """Make a customer as a CRM sends it."""
    return {"name": name, "email": "info@dehalm.example", **fields}


def invoice_body(number: str = "2026-0001", relation: str = "R1", **fields: object) -> Body:
    """Make an approved invoice of 121.00 as a CRM sends it."""
    return {
        "direction": "sales",
        "invoice_type": "380",
        "number": number,
        "issue_date": "2026-03-02",
        "currency": "EUR",
        "relation": relation,
        "lines": [{"description": "Advies", "net_amount": "100.00", "vat_category": "S", "vat_rate": "21"}],
        "vat_breakdown": [
            {"vat_category": "S", "vat_rate": "21", "taxable_amount": "100.00", "vat_amount": "21.00"}
        ],
        "total_without_vat": "100.00",
        "total_vat": "21.00",
        "total_with_vat": "121.00",
        **fields,
    }


def supplier_body(name: str = "Molen De Hoop", **fields: object) -> Body:
    """Make a supplier as a CRM sends it."""
    return {"name": name, "roles": ["supplier"], "email": "post@dehoop.example", **fields}


def purchase_body(number: str = "F-77", relation: str = "S1", **fields: object) -> Body:
    """Make a purchase of 121.00 as a CRM sends it."""
    return {**invoice_body(number, relation), "direction": "purchase", "voucher": "INK-0001", **fields}


def project_body(number: str = "P-2026-017", **fields: object) -> Body:
    """Make a project as a CRM sends it."""
    return {"number": number, "description": "Verbouwing winkel", "is_active": True, **fields}


def figures(net: str, vat: str, total: str, rate: str = "21", category: str = "S") -> Body:
    """Give the totals and the VAT of an invoice with one rate."""
    row = {"vat_category": category, "vat_rate": rate, "taxable_amount": net, "vat_amount": vat}
    return {"vat_breakdown": [row], "total_without_vat": net, "total_vat": vat, "total_with_vat": total}


def a_line(net: str = "100.00", rate: str = "21", category: str = "S", **fields: object) -> Body:
    """Make a line of an invoice."""
    return {"description": "Advies", "net_amount": net, "vat_category": category, "vat_rate": rate, **fields}


def with_pdf(body: Body, content: bytes = b"%PDF-1.4 factuur", file_name: str = "factuur.pdf") -> Body:
    """Let an invoice come with its document."""
    encoded = base64.b64encode(content).decode()
    document = {"file_name": file_name, "media_type": "application/pdf", "content": encoded}
    return {**body, "documents": [document]}


def relation_row(external_id: str, **fields: object) -> Body:
    """Make a relation as a line of a batch."""
    return {"type": "relation", "external_id": external_id, **relation_body(), **fields}


def invoice_row(external_id: str, **fields: object) -> Body:
    """Make an invoice as a line of a batch."""
    return {"type": "invoice", "external_id": external_id, **invoice_body(), **fields}
