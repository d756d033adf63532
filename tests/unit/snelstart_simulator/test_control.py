"""What a test does to the simulator behind the client's back."""

import hashlib
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office
from tests.unit.snelstart_simulator.test_documenten import PDF, a_document

DEMO = "/administrations/demo"


def test_a_reset_begins_again(office: Office) -> None:
    office.relatie()
    office.switch(documents_post_status=200)
    office.fault(kind="error_before")
    office.control("POST", "/clock", {"advance": 1000})
    assert office.control("POST", "/reset").json["administrations"] == ["demo"]
    assert office.get("/landen").status == 401
    office.enter()
    assert len(office.get("/relaties").json) == 3
    assert office.control("GET", "/switches").json["documents_post_status"] == 201
    assert office.control("POST", "/reset", {"empty": True}).json["administrations"] == []


def test_the_books_show_all_there_is(office: Office) -> None:
    boeking = office.sale()
    office.post("/documenten/verkoopboekingen", a_document(boeking["id"]))
    books = office.control("GET", f"{DEMO}/books").json
    assert [row["factuurnummer"] for row in books["verkoopboekingen"]] == ["2026-0042"]
    assert [row["factuurnummer"] for row in books["verkoopfacturen"]] == ["2026-0042"]
    assert len(books["grootboekmutaties"]) == 3
    assert len(books["relaties"]) == 4
    [document] = books["documenten"]
    assert (document["sha256"], document["size"]) == (hashlib.sha256(PDF).hexdigest(), len(PDF))


def test_a_bookkeeper_edits_a_relation(office: Office) -> None:
    made = office.relatie()
    office.control("POST", "/clock", {"advance": 60})
    changes = {"naam": "Anders", "kredietLimiet": "0.10", "vestigingsAdres": {"plaats": "Ede"}}
    office.control("PATCH", f"{DEMO}/records/relaties/{made['id']}", changes)
    read = office.get(made["uri"]).json
    assert (read["naam"], str(read["kredietLimiet"]), read["vestigingsAdres"]["plaats"]) == (
        "Anders",
        "0.10",
        "Ede",
    )
    assert read["modifiedOn"] > made["modifiedOn"]
    assert office.filter("relaties", "Naam eq 'Anders'").json == [read]


def test_a_bookkeeper_edits_and_deletes_a_booking(office: Office) -> None:
    made = office.sale()
    edited = {"factuurbedrag": 242, "markering": True}
    office.control("PATCH", f"{DEMO}/records/verkoopboekingen/{made['id']}", edited)
    assert office.get(made["uri"]).json["markering"] is True
    assert office.get("/verkoopfacturen").json[0]["factuurBedrag"] == 242
    office.control("DELETE", f"{DEMO}/records/verkoopboekingen/{made['id']}")
    assert office.get(made["uri"]).status == 404
    assert office.get("/verkoopfacturen").json == []


def test_a_bookkeeper_deletes_a_relation_for_good(office: Office) -> None:
    made = office.relatie()
    office.control("DELETE", f"{DEMO}/records/relaties/{made['id']}")
    assert office.filter("relaties", f"Id eq guid'{made['id']}'").json == []


def test_the_clock_can_be_set_stopped_and_let_go(office: Office) -> None:
    set_to = office.control("POST", "/clock", {"now": "2026-12-31T23:59:59+01:00", "stopped": True}).json
    assert set_to == {"now": "2026-12-31T22:59:59Z", "stopped": True}
    assert office.control("POST", "/clock", {"advance": 1}).json["now"] == "2026-12-31T23:00:00Z"
    assert office.control("POST", "/clock", {"reset": True}).json == {
        "now": "2026-03-02T12:00:00Z",
        "stopped": False,
    }
    assert office.control("POST", "/clock", {"stopped": True}).json["stopped"] is True


def test_an_administration_is_described_with_its_keys(office: Office) -> None:
    made = office.control(
        "POST",
        "/administrations",
        {
            "naam": "bakker",
            "username": "u",
            "password": "p",
            "company_info": {"bedrijfsnaam": "Bakker BV", "kvKNummer": "12345678"},
        },
    ).json
    assert made["koppelsleutels"] == ["dTpw"]
    assert made["company_info"]["bedrijfsnaam"] == "Bakker BV"
    assert office.control("GET", "/administrations/bakker").json == made
    assert [one["naam"] for one in office.control("GET", "/administrations").json] == ["demo", "bakker"]
    changed = office.control("PATCH", "/administrations/bakker", {"company_info": {"plaats": "Ede"}}).json
    assert (changed["company_info"]["plaats"], changed["company_info"]["bedrijfsnaam"]) == (
        "Ede",
        "Bakker BV",
    )


def test_tokens_can_be_dropped(office: Office) -> None:
    assert office.control("POST", "/tokens/drop", {"administration": "ander"}).json == {"dropped": 0}
    assert office.control("POST", "/tokens/drop").json == {"dropped": 1}
    assert office.get("/landen").status == 401


def test_limits_can_be_forgotten(office: Office) -> None:
    office.control("PATCH", DEMO, {"limits": {"per_minute": 1}})
    office.get("/landen")
    assert office.get("/landen").status == 429
    office.control("POST", "/limits/reset")
    assert office.get("/landen").status == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/switches", {"onbekend": 1}),
        ("PATCH", "/switches", {"documents_post_status": 404}),
        ("PATCH", "/switches", {"retry_after": "soms"}),
        ("POST", "/faults", {"kind": "onbekend"}),
        ("POST", "/faults", {"kind": "answer_lost", "chance": 1}),
        ("POST", "/faults", {"kind": "answer_lost", "probability": 2}),
        ("POST", "/faults", {}),
        ("POST", "/faults", b"{"),
        ("POST", "/faults", []),
        ("POST", "/clock", {"now": "2026-03-01T00:00:00"}),
        ("POST", "/clock", {"now": "gisteren"}),
        ("POST", "/subscription-keys", {"sleutel": "x", "geldig_tot": "2026-03-01T00:00:00"}),
        ("DELETE", "/subscription-keys/onbekend", None),
        ("POST", "/down", {"mode": "half"}),
        ("POST", "/administrations", {"naam": "demo"}),
        ("POST", "/administrations", {"naam": ""}),
        ("POST", "/administrations", {"naam": "x", "limits": "weinig"}),
        ("POST", "/administrations", {"naam": "x", "company_info": {"huidigBoekjaar": "straks"}}),
        ("GET", "/administrations/onbekend", None),
        ("GET", "/administrations/onbekend/books", None),
        ("PATCH", f"{DEMO}/records/relaties/1234", {}),
        ("PATCH", f"{DEMO}/records/relaties/00000000-0000-4000-8000-0000000000ff", {}),
        ("PATCH", f"{DEMO}/records/documenten/00000000-0000-4000-8000-0000000000ff", {}),
        ("DELETE", f"{DEMO}/records/relaties/00000000-0000-4000-8000-0000000000ff", None),
        ("POST", f"{DEMO}/payments", {"factuurnummer": "onbekend"}),
        ("POST", f"{DEMO}/closed-periods", {"door": "gebruiker"}),
        ("PUT", f"{DEMO}/protections/00000000-0000-4000-8000-0000000000ff", {"code": "BOE-0046"}),
        ("PUT", f"{DEMO}/cost-centre-settings/99999", {"kostenplaats": "nee"}),
        ("PUT", f"{DEMO}/cost-centre-settings/x", {"kostenplaats": "nee"}),
        ("PUT", f"{DEMO}/cost-centre-settings/8000", {"kostenplaats": "misschien"}),
    ],
)
def test_a_wrong_control_call_is_told_what_is_wrong(
    office: Office, method: str, path: str, body: Any
) -> None:
    reply = office.control(method, path, body)
    assert reply.status == 400
    assert reply.json["error"]


def test_a_wrong_edit_is_told_what_is_wrong(office: Office) -> None:
    made = office.sale()
    for resource, changes in (
        ("relaties", {"onbekend": 1}),
        ("relaties", {"relatiecode": "letters"}),
    ):
        identifier = made["klant"]["id"]
        assert office.control("PATCH", f"{DEMO}/records/{resource}/{identifier}", changes).status == 400
    assert office.control("PUT", f"{DEMO}/protections/{made['id']}", {"code": "XYZ-0001"}).status == 400


def test_an_unknown_control_call_lists_the_known_ones(office: Office) -> None:
    reply = office.control("GET", "/onbekend")
    assert reply.status == 404
    assert "GET /switches" in reply.json["calls"]


def test_a_third_rate_holds_from_the_day_it_is_set(office: Office) -> None:
    body = {"btwSoort": "Overig", "btwPercentage": "5", "datumVanaf": "2026-02-01"}
    rows = office.control("POST", f"{DEMO}/vat-rates", body).json
    again = office.control("POST", f"{DEMO}/vat-rates", {**body, "btwPercentage": "6"}).json

    def third(rates: Any) -> list[tuple[int, str, str]]:
        return [
            (rate["btwPercentage"], rate["datumVanaf"][:10], rate["datumTotEnMet"][:10])
            for rate in rates
            if rate["btwSoort"] == "Overig"
        ][:2]

    assert third(rows) == [(5, "2026-02-01", "2400-12-31"), (0, "1968-01-01", "2026-01-31")]
    assert third(again) == [(6, "2026-02-01", "2400-12-31"), (0, "1968-01-01", "2026-01-31")]
    assert office.get("/btwtarieven").json == again


def test_no_rate_is_set_for_a_day_that_has_none(office: Office) -> None:
    body = {"btwSoort": "Laag", "btwPercentage": "5", "datumVanaf": "1800-01-01"}
    assert office.control("POST", f"{DEMO}/vat-rates", body).status == 400
