"""The simulator as a program of its own, called over real HTTP."""

import base64
import concurrent.futures
import contextlib
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from snelstart_simulator import process
from snelstart_simulator.control_client import ControlError
from snelstart_simulator.process import RunningSimulator, SimulatorDidNotStartError


class Books:
    """A client of the simulator that knows nothing but HTTP."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self.simulator = simulator
        self.http = httpx.Client(
            base_url=simulator.api,
            headers={"Ocp-Apim-Subscription-Key": simulator.subscription_key},
            timeout=10,
            trust_env=False,
        )
        self.enter()

    def enter(self) -> None:
        grant = {"grant_type": "clientkey", "clientkey": self.simulator.koppelsleutel}
        answer = self.http.post(f"{self.simulator.auth}/b2b/token", data=grant)
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def customer(self, naam: str = "Bakkerij De Halm") -> Any:
        return self.http.post("/relaties", json={"naam": naam, "relatiesoort": ["Klant"]}).json()

    def sale(self, factuurnummer: str) -> httpx.Response:
        account = self.http.get("/grootboeken", params={"$filter": "Nummer eq 8000"}).json()[0]
        body = {
            "factuurnummer": factuurnummer,
            "klant": {"id": self.customer()["id"]},
            "factuurdatum": "2026-03-01",
            "factuurbedrag": 121,
            "boekingsregels": [{"grootboek": {"id": account["id"]}, "bedrag": "100.00", "btwSoort": "Hoog"}],
            "btw": [{"btwSoort": "VerkopenHoog", "btwBedrag": "21.00"}],
        }
        return self.http.post("/verkoopboekingen", json=body)


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with process.start(limits="off", seed=1) as simulator:
        yield simulator


@pytest.fixture
def simulator(running: RunningSimulator) -> Iterator[RunningSimulator]:
    running.control.reset()
    running.control.set_clock(datetime(2026, 3, 2, 12, tzinfo=UTC))
    running.control.change_administration(limits="off", company_info={"huidigBoekjaar": 2026})
    yield running
    running.control.set_down("up")


@pytest.fixture
def books(simulator: RunningSimulator) -> Iterator[Books]:
    client = Books(simulator)
    yield client
    client.http.close()


def test_an_invoice_goes_from_customer_to_payment(books: Books, simulator: RunningSimulator) -> None:
    made = books.sale("2026-1")
    assert made.status_code == 201
    document = {
        "parentIdentifier": made.json()["id"],
        "fileName": "factuur.pdf",
        "content": base64.b64encode(b"%PDF").decode(),
    }
    assert books.http.post("/documenten/verkoopboekingen", json=document).status_code == 201
    paid = simulator.control.pay("2026-1", bedrag=Decimal("20.50"), datum=date(2026, 3, 9))
    assert paid["openstaandSaldo"] == Decimal("100.50")
    [factuur] = books.http.get("/verkoopfacturen", params={"$filter": "Factuurnummer eq '2026-1'"}).json()
    assert factuur["openstaandSaldo"] == 100.5
    assert sum(row["saldo"] for row in simulator.control.books()["grootboekmutaties"]) == 0


def test_a_lost_answer_cuts_the_line_after_the_booking_was_made(
    books: Books, simulator: RunningSimulator
) -> None:
    simulator.control.add_fault("answer_lost", method="POST", path="/verkoopboekingen")
    with pytest.raises(httpx.RemoteProtocolError):
        books.sale("2026-1")
    assert len(simulator.control.books()["verkoopboekingen"]) == 1
    assert books.sale("2026-1").json()[0]["errorCode"] == "BOE-0021"
    [call] = [call for call in simulator.control.calls() if call.status == 0]
    assert (call.administration, call.method, call.path) == ("demo", "POST", "/v2/verkoopboekingen")


def test_a_dropped_line_leaves_nothing(books: Books, simulator: RunningSimulator) -> None:
    simulator.control.add_fault("connection_dropped", method="POST", path="/relaties")
    with pytest.raises(httpx.RemoteProtocolError):
        books.customer("Weg")
    assert "Weg" not in {row["naam"] for row in simulator.control.books()["relaties"]}


@pytest.mark.parametrize(("kind", "is_there"), [("slow_before", False), ("slow_after", True)])
def test_a_slow_answer_comes_too_late(
    books: Books,
    simulator: RunningSimulator,
    kind: Any,
    is_there: bool,  # noqa: FBT001 - a column of the table.
) -> None:
    simulator.control.add_fault(kind, method="POST", path="/relaties", seconds=1.0)
    with pytest.raises(httpx.ReadTimeout):
        books.http.post("/relaties", json={"naam": "Traag", "relatiesoort": ["Klant"]}, timeout=0.3)
    names = {row["naam"] for row in simulator.control.books()["relaties"]}
    assert ("Traag" in names) is is_there


def test_other_calls_go_on_while_one_is_slow(books: Books, simulator: RunningSimulator) -> None:
    simulator.control.add_fault("slow_before", path="/landen", seconds=2.0)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        slow = pool.submit(books.http.get, "/landen")
        begun = time.monotonic()
        while not simulator.control.faults()[0]["struck"]:
            time.sleep(0.01)
        assert books.http.get("/dagboeken").status_code == 200
        assert time.monotonic() - begun < 1.5
        assert slow.result().status_code == 200


def test_calls_at_the_same_time_are_limited(books: Books, simulator: RunningSimulator) -> None:
    simulator.control.change_administration(limits={"per_minute": None, "per_hour": None, "concurrent": 2})
    simulator.control.add_fault("slow_before", path="/landen", seconds=0.5, count=4)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(lambda _: books.http.get("/landen").status_code, range(4)))
    assert statuses == [200, 200, 429, 429]
    assert books.http.get("/dagboeken").status_code == 200


def test_a_closed_port_refuses_and_comes_back_on_the_same_address(
    books: Books, simulator: RunningSimulator
) -> None:
    simulator.control.set_down("refuse")
    with pytest.raises(httpx.ConnectError):
        books.http.get("/landen")
    simulator.control.set_down("up")
    assert books.http.get("/landen").status_code == 200
    simulator.control.set_down("503")
    assert books.http.get("/landen").status_code == 503


def test_what_is_deleted_cannot_be_found_and_its_number_is_free(books: Books) -> None:
    made = books.sale("2026-1").json()
    assert books.http.delete(f"/verkoopboekingen/{made['id']}").status_code == 200
    assert books.http.get(f"/verkoopboekingen/{made['id']}").status_code == 404
    assert books.sale("2026-1").status_code == 201


def test_many_clients_at_once_get_codes_of_their_own(books: Books) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: books.customer(f"Relatie {number}"), range(40)))
    assert sorted(row["relatiecode"] for row in made) == list(range(1, 41))


def test_a_control_client_drives_everything(simulator: RunningSimulator, books: Books) -> None:
    control = simulator.control
    made = books.sale("2026-1").json()
    control.set_switches(documents_post_status=200)
    assert control.switches()["documents_post_status"] == 200
    control.edit("relaties", made["klant"]["id"], changes={"telefoon": "030-1234567"})
    assert books.http.get(f"/relaties/{made['klant']['id']}").json()["telefoon"] == "030-1234567"
    control.protect(made["id"], "BOE-0046")
    assert books.http.delete(f"/verkoopboekingen/{made['id']}").json()[0]["errorCode"] == "BOE-0046"
    control.protect(made["id"], None)
    control.close_period(date(2026, 3, 31), van=date(2026, 3, 1), door="accountant")
    assert books.sale("2026-2").json()[0]["errorCode"] == "BOE-0051"
    control.open_periods()
    control.set_cost_centre(8000, "verplicht")
    assert books.sale("2026-2").json()[0]["errorCode"] == "BOE-0022"
    control.set_cost_centre(8000, "optioneel")
    control.delete("verkoopboekingen", made["id"])
    assert control.books()["verkoopboekingen"] == []
    assert control.counts()["POST /verkoopboekingen"] == 3
    control.clear_calls()
    assert control.calls() == []
    control.reset_limits()
    number = control.add_fault("error_before", count=9)
    control.remove_fault(number)
    control.add_fault("error_before")
    control.clear_faults()
    assert control.faults() == []


def test_a_control_client_manages_keys_and_administrations(simulator: RunningSimulator, books: Books) -> None:
    control = simulator.control
    made = control.add_administration("tweede", koppelsleutels=["k2"], limits="ontwikkeling")
    assert control.administration("tweede") == made
    assert [one["naam"] for one in control.administrations()] == ["demo", "tweede"]
    assert control.swap_administration("tweede")["identifier"] != made["identifier"]
    control.remove_administration("tweede")
    assert control.summary()["administrations"] == ["demo"]
    control.set_subscription_key("tijdelijk", valid_until=datetime(2026, 3, 2, 13, tzinfo=UTC))
    assert books.http.get("/landen", headers={"Ocp-Apim-Subscription-Key": "tijdelijk"}).status_code == 200
    control.remove_subscription_key("tijdelijk")
    assert books.http.get("/landen", headers={"Ocp-Apim-Subscription-Key": "tijdelijk"}).status_code == 401
    assert control.drop_tokens() == 1
    books.enter()
    control.advance_clock(timedelta(hours=1).total_seconds())
    assert books.http.get("/landen").status_code == 401
    control.reset_clock()
    control.withdraw_keys()
    answer = books.http.post(
        f"{simulator.auth}/b2b/token", data={"grant_type": "clientkey", "clientkey": "x"}
    )
    assert answer.status_code == 400
    with pytest.raises(ControlError, match="onbekend"):
        control.books("onbekend")


class Webhook(http.server.BaseHTTPRequestHandler):
    """An app's webhook that remembers what it was told."""

    told: ClassVar[list[dict[str, str]]] = []

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.told.append(json.loads(self.rfile.read(length)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name.
        """Say nothing."""


def test_an_app_is_told_its_key_by_webhook(books: Books, simulator: RunningSimulator) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Webhook) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        simulator.control.register_app("app", f"http://127.0.0.1:{server.server_port}/webhook")
        link = f"{simulator.auth}/couplings/activate/app?referenceKey=r1&successUrl=http://127.0.0.1:1/klaar"
        answer = books.http.post(link, data={"administratie": "demo"})
        simulator.control.regenerate_coupling("r1")
        simulator.control.delete_coupling("r1")
        server.shutdown()
    simulator.control.couple("app", "r2")
    assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:1/klaar")
    assert [told["ActionType"] for told in Webhook.told] == ["Create", "Regenerate", "Delete"]
    assert [one["status"] for one in simulator.control.deliveries()] == [204, 204, 204, None]


def test_the_page_is_served_beside_the_api(books: Books, simulator: RunningSimulator) -> None:
    books.sale("2026-1")
    page = httpx.get(f"{simulator.auth}/", trust_env=False)
    assert page.status_code == 200
    assert "2026-1" in page.text
    assert "<script" not in page.text


def test_the_books_are_still_there_after_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "books.json"
    with process.start(limits="off", state=state) as simulator:
        client = Books(simulator)
        made = client.customer("Blijft")
        client.http.close()
    with process.start(state=state) as simulator:
        client = Books(simulator)
        assert client.http.get(f"/relaties/{made['id']}").json() == made
        client.http.close()


def test_changes_are_saved_while_it_runs(tmp_path: Path) -> None:
    state = tmp_path / "books.json"
    with process.start(limits="off", state=state) as simulator:
        client = Books(simulator)
        client.customer("Bewaard")
        client.http.close()
        until = time.monotonic() + 10
        while not (state.exists() and b"Bewaard" in state.read_bytes()) and time.monotonic() < until:
            time.sleep(0.05)
        assert b"Bewaard" in state.read_bytes()
        simulator.process.kill()


def test_a_file_that_cannot_be_read_stops_it_from_starting(tmp_path: Path) -> None:
    state = tmp_path / "books.json"
    state.write_text("onzin")
    with pytest.raises(SimulatorDidNotStartError), process.start(state=state):
        pass
    assert state.read_text() == "onzin"


def test_it_does_not_outlive_the_program_that_started_it(tmp_path: Path) -> None:
    ready = tmp_path / "ready.txt"
    program = (
        "import pathlib, time\n"
        "from snelstart_simulator import process\n"
        "with process.start() as simulator:\n"
        f"    pathlib.Path({str(ready)!r}).write_text(str(simulator.process.pid))\n"
        "    time.sleep(60)\n"
    )
    source = str(Path(process.__file__).parents[1])
    parent = subprocess.Popen([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": source})
    try:
        until = time.monotonic() + 30
        while not (ready.exists() and ready.read_text()) and time.monotonic() < until:
            time.sleep(0.05)
        child = int(ready.read_text())
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    until = time.monotonic() + 15
    while _is_alive(child) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_alive(child)


def _is_alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    return False


def purchase(books: Books, factuurnummer: str) -> Any:
    leverancier = books.http.post("/relaties", json={"naam": "Molen", "relatiesoort": ["Leverancier"]}).json()
    account = books.http.get("/grootboeken", params={"$filter": "Nummer eq 4798"}).json()[0]
    body = {
        "factuurnummer": factuurnummer,
        "leverancier": {"id": leverancier["id"]},
        "factuurdatum": "2026-03-01",
        "factuurbedrag": 121,
        "boekingsregels": [{"grootboek": {"id": account["id"]}, "bedrag": "100.00", "btwSoort": "Hoog"}],
        "btw": [{"btwSoort": "InkopenHoog", "btwBedrag": "21.00"}],
    }
    answer = books.http.post("/inkoopboekingen", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_purchase_is_paid_edited_and_removed_in_snelstart_itself(
    books: Books, simulator: RunningSimulator
) -> None:
    control, made = simulator.control, purchase(books, "F-1")
    books.http.post("/kostenplaatsen", json={"nummer": 7, "omschrijving": "Oven"})
    edited = control.edit_line(made["id"], bedrag=Decimal("200.50"), kostenplaats=7, grootboek=7002)
    assert edited["factuurbedrag"] == Decimal("242.61")
    assert (
        control.edit_line(made["id"], kostenplaats=None, omschrijving="Meel")["boekingsregels"][0][
            "kostenplaats"
        ]
        is None
    )
    edited = control.edit_booking(made["id"], omschrijving="Maart", factuurdatum=date(2026, 3, 2))
    assert (edited["omschrijving"], edited["factuurdatum"]) == ("Maart", "2026-03-02T00:00:00")
    assert control.edit_booking(made["id"], gewijzigd_door_accountant=True)["gewijzigdDoorAccountant"] is True
    paid = control.pay("F-1", soort="inkoop", relatie=made["leverancier"]["id"])
    assert paid["openstaandSaldo"] == 0
    control.delete_booking(made["id"])
    assert control.books()["inkoopboekingen"] == control.books()["inkoopfacturen"] == []


def test_a_backup_is_made_and_restored(books: Books, simulator: RunningSimulator) -> None:
    purchase(books, "F-1")
    number, before = simulator.control.back_up(), simulator.control.administration()["identifier"]
    purchase(books, "F-2")
    identifier = simulator.control.restore(number)
    assert identifier == simulator.control.administration()["identifier"] != before
    assert [row["factuurnummer"] for row in simulator.control.books()["inkoopfacturen"]] == ["F-1"]


def test_a_closed_period_is_opened_in_the_middle(books: Books, simulator: RunningSimulator) -> None:
    simulator.control.close_period(date(2026, 3, 31))
    refused = books.sale("2026-1")
    assert refused.json()[0]["errorCode"] == "BOE-0042"
    simulator.control.open_period(date(2026, 3, 1), date(2026, 3, 1))
    assert books.sale("2026-1").status_code == 201
