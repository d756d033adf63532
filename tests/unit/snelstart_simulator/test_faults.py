"""Faults strike the calls they are meant for, and only those."""

from datetime import date
from typing import Any

import pytest

from snelstart_simulator.faults import Fault, Faults
from tests.unit.snelstart_simulator.office import Office

JANSEN = {"naam": "Jansen", "relatiesoort": ["Klant"]}


def names(office: Office) -> list[str]:
    return [relatie.naam for relatie in office.books.relaties if relatie.relatiecode > 0]


def test_a_lost_answer_leaves_the_record_behind(office: Office) -> None:
    office.fault(kind="answer_lost", method="POST", path="/relaties")
    assert office.post("/relaties", JANSEN).cut
    assert names(office) == ["Jansen"]
    assert office.post("/relaties", JANSEN).status == 201


def test_a_dropped_line_leaves_nothing_behind(office: Office) -> None:
    office.fault(kind="connection_dropped", path="/RELATIES")
    assert office.post("/relaties", JANSEN).cut
    assert names(office) == []


@pytest.mark.parametrize(("kind", "left"), [("error_before", []), ("error_after", ["Jansen"])])
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_an_error_strikes_before_or_after_the_work_is_kept(
    office: Office, kind: Any, left: list[str], status: int
) -> None:
    office.fault(kind=kind, method="POST", status=status)
    assert office.post("/relaties", JANSEN).status == status
    assert names(office) == left


def test_a_refused_record_is_not_kept_by_a_lost_answer(office: Office) -> None:
    office.fault(kind="answer_lost")
    assert office.post("/relaties", {"naam": ""}).cut
    assert names(office) == []


def test_a_burst_refuses_calls_within_the_limits(office: Office) -> None:
    office.fault(kind="too_many_calls", count=2, retry_after=7)
    assert [office.get("/landen").status for _ in range(3)] == [429, 429, 200]
    office.fault(kind="too_many_calls", retry_after=None)
    assert "retry-after" not in office.get("/landen").headers


def test_a_dropped_token_is_worthless_until_a_new_one_is_asked(office: Office) -> None:
    office.fault(kind="token_dropped", path="/landen")
    assert office.get("/landen").status == 401
    assert office.get("/relaties").status == 401
    office.enter()
    assert office.get("/landen").status == 200


def test_a_subscription_key_may_seem_expired(office: Office) -> None:
    office.fault(kind="subscription_key_expired")
    assert "invalid subscription key" in office.get("/landen").json["message"]
    assert office.get("/landen").status == 200


def test_a_key_may_seem_withdrawn(office: Office) -> None:
    office.fault(kind="key_withdrawn", path="/b2b/token")
    body = f"grant_type=clientkey&clientkey={office.administration.koppelsleutels[0].replace('=', '%3D')}"
    assert office.call("POST", "/b2b/token", body=body.encode()).status == 400
    assert office.call("POST", "/b2b/token", body=body.encode()).status == 200


def test_a_backup_may_be_restored_under_a_client(office: Office) -> None:
    made, before = office.purchase(), office.get("/companyInfo").json["administratieIdentifier"]
    office.fault(kind="backup_restored", method="PUT", path="/inkoopboekingen")
    assert office.put(made["uri"], made).status == 404
    assert office.get("/companyInfo").json["administratieIdentifier"] != before
    [factuur] = office.filter("inkoopfacturen", "Factuurnummer eq 'F-77'").json
    assert factuur["inkoopBoeking"]["id"] != made["id"]


def test_an_administration_may_be_swapped_under_a_client(office: Office) -> None:
    made, before = office.relatie(), office.get("/companyInfo").json["administratieIdentifier"]
    office.fault(kind="administration_swapped", path="/companyInfo")
    assert office.get("/companyInfo").json["administratieIdentifier"] != before
    assert office.get(made["uri"]).status == 404
    assert office.filter("grootboeken", "Nummer eq 8000").json[0]["id"] != made["id"]


def test_a_period_may_close_between_reading_and_writing(office: Office) -> None:
    body = office.a_sale()
    office.fault(
        kind="period_closed", method="POST", path="/verkoopboekingen", van=date(2026, 3, 1), door="accountant"
    )
    assert office.post("/verkoopboekingen", body).codes == ["BOE-0051"]
    assert office.post("/verkoopboekingen", {**body, "factuurdatum": "2026-03-03"}).status == 201


def test_somebody_may_edit_what_was_just_read(office: Office) -> None:
    made = office.relatie(naam="Voor")
    office.fault(
        kind="concurrent_edit", method="GET", path="/relaties/", changes={"naam": "Na", "telefoon": "030"}
    )
    assert office.get(made["uri"]).json["naam"] == "Voor"
    assert office.get(made["uri"]).json["naam"] == "Na"


def test_a_row_may_come_twice_over_two_pages(office: Office) -> None:
    for number in range(4):
        office.relatie(naam=f"r{number}")
    target = "/relaties?$filter=Relatiecode%20gt%200&$select=Naam&$top=2"
    office.fault(kind="repeated_row", path="/relaties", skip=1)
    pages = [[row["naam"] for row in office.get(f"{target}&$skip={skip}").json] for skip in (0, 2, 4)]
    assert pages == [["r0", "r1"], ["r1", "r2"], []]
    office.fault(kind="repeated_row", path="/relaties", skip=1, count=2)
    pages = [[row["naam"] for row in office.get(f"{target}&$skip={skip}").json] for skip in (0, 2, 4)]
    assert pages == [["r0", "r1"], ["r1", "r2"], ["r3"]]
    office.fault(kind="repeated_row", path="/relaties")
    assert [row["naam"] for row in office.get("/relaties?$filter=Naam%20eq%20'r3'").json] == ["r3", "r3"]


def test_a_row_may_move_between_pages(office: Office) -> None:
    for number in range(4):
        office.relatie(naam=f"r{number}")
    target = "/relaties?$filter=Relatiecode%20gt%200&$select=Naam&$top=2"
    office.fault(kind="moved_row", path="/relaties")
    pages = [[row["naam"] for row in office.get(f"{target}&$skip={skip}").json] for skip in (0, 2)]
    assert pages == [["r0", "r1"], ["r3", "r0"]]


def test_a_fault_strikes_as_often_as_it_was_set(office: Office) -> None:
    office.fault(kind="error_before", count=2, skip=1, status=500)
    assert [office.get("/landen").status for _ in range(4)] == [200, 500, 500, 200]


def test_a_fault_may_be_meant_for_one_administration(office: Office) -> None:
    office.fault(kind="error_before", administration="ander")
    assert office.get("/landen").status == 200
    office.fault(kind="error_before", administration="demo")
    assert office.get("/landen").status == 503


def test_the_same_seed_strikes_the_same_calls() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults()
        faults.add(Fault(kind="answer_lost", probability=0.5, seed=seed))
        return [bool(faults.take("GET", "/landen", "demo")) for _ in range(64)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 10 < sum(struck(1)) < 54


def test_a_probability_may_have_an_end() -> None:
    faults = Faults()
    faults.add(Fault(kind="answer_lost", probability=1.0, count=3))
    assert sum(bool(faults.take("GET", "/x", None)) for _ in range(10)) == 3


def test_faults_can_be_listed_and_taken_away(office: Office) -> None:
    number = office.control("POST", "/faults", {"kind": "error_before", "count": 5}).json["number"]
    office.get("/landen")
    [listed] = office.control("GET", "/faults").json
    assert (listed["number"], listed["struck"], listed["left"]) == (number, 1, 4)
    assert office.control("DELETE", f"/faults/{number}").status == 200
    assert office.control("DELETE", f"/faults/{number}").status == 400
    office.control("POST", "/faults", {"kind": "error_before"})
    office.control("DELETE", "/faults")
    assert office.get("/landen").status == 200


@pytest.mark.parametrize("mode", ["503", "refuse"])
def test_everything_may_be_down(office: Office, mode: str) -> None:
    office.control("POST", "/down", {"mode": mode})
    reply = office.get("/landen")
    assert reply.cut if mode == "refuse" else reply.status == 503
    office.control("POST", "/down", {"mode": "up"})
    assert office.get("/landen").status == 200


def test_every_call_is_in_the_log_with_how_it_ended(office: Office) -> None:
    office.control("DELETE", "/calls")
    office.fault(kind="answer_lost", method="POST", path="/relaties")
    office.get("/landen")
    office.post("/relaties", JANSEN)
    office.get("/onzin")
    calls = office.control("GET", "/calls").json
    assert [(call["method"], call["path"], call["status"]) for call in calls] == [
        ("GET", "/v2/landen", 200),
        ("POST", "/v2/relaties", 0),
        ("GET", "/v2/onzin", 404),
    ]
    assert [call["time_ns"] for call in calls] == sorted(call["time_ns"] for call in calls)
    assert len(office.control("GET", "/calls?administration=demo").json) == 2
    assert office.control("GET", "/counts").json == {"demo": {"GET /landen": 1, "POST /relaties": 1}}
