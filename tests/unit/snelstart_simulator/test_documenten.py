"""Documents on bookings and relations."""

import base64
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office

UNKNOWN_ID = "00000000-0000-4000-8000-0000000000ff"
PDF = b"%PDF-1.7 een factuur"


def a_document(parent: str, **fields: Any) -> dict[str, Any]:
    return {
        "parentIdentifier": parent,
        "fileName": "factuur.pdf",
        "content": base64.b64encode(PDF).decode(),
        **fields,
    }


def test_a_document_hangs_on_its_booking(office: Office) -> None:
    boeking = office.sale()
    made = office.post("/documenten/Verkoopboekingen", a_document(boeking["id"]))
    assert made.status == 201
    assert made.json == {"id": made.json["id"], "uri": f"/documenten/{made.json['id']}"}
    read = office.get(f"/documenten/{made.json['id']}").json
    assert base64.b64decode(read["content"]) == PDF
    assert (read["fileName"], read["parentIdentifier"]) == ("factuur.pdf", boeking["id"])
    [row] = office.get(f"/documenten/verkoopboekingen/{boeking['id']}").json
    assert row["verkoopBoekingId"] == row["parentIdentifier"] == boeking["id"]
    assert "content" not in row
    assert office.get(boeking["uri"]).json["documents"] == [row]
    assert all(mutatie["documents"] == [row] for mutatie in office.get("/grootboekmutaties").json)
    assert office.get(boeking["uri"]).json["modifiedOn"] == boeking["modifiedOn"]


def test_a_document_hangs_on_a_relation_too(office: Office) -> None:
    relatie = office.relatie()
    made = office.post("/documenten/relaties", a_document(relatie["id"])).json
    assert [row["id"] for row in office.get(relatie["uri"]).json["documents"]] == [made["id"]]


def test_the_same_document_twice_is_two_documents(office: Office) -> None:
    boeking = office.sale()
    for _ in range(2):
        office.post("/documenten/verkoopboekingen", a_document(boeking["id"]))
    assert len(office.get(f"/documenten/verkoopboekingen/{boeking['id']}").json) == 2


def test_a_document_can_be_replaced_and_removed(office: Office) -> None:
    boeking = office.sale()
    made = office.post("/documenten/verkoopboekingen", a_document(boeking["id"])).json
    changed = office.put(made["uri"], a_document(boeking["id"], fileName="nieuw.pdf"))
    assert (changed.status, changed.json) == (200, made)
    assert office.get(boeking["uri"]).json["documents"][0]["fileName"] == "nieuw.pdf"
    assert office.delete(made["uri"]).status == 200
    assert office.get(made["uri"]).status == 404
    assert office.get(boeking["uri"]).json["documents"] == []


def test_a_booking_takes_its_documents_along(office: Office) -> None:
    boeking = office.sale()
    made = office.post("/documenten/verkoopboekingen", a_document(boeking["id"])).json
    office.delete(boeking["uri"])
    assert office.get(made["uri"]).status == 404
    assert office.get(f"/documenten/verkoopboekingen/{boeking['id']}").status == 404


def test_a_document_stays_when_its_booking_changes(office: Office) -> None:
    boeking = office.sale()
    office.post("/documenten/verkoopboekingen", a_document(boeking["id"]))
    changed = office.put(boeking["uri"], {**boeking, "omschrijving": "anders"}).json
    assert [row["fileName"] for row in changed["documents"]] == ["factuur.pdf"]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"fileName": None}, ["BLG-0007"]),
        ({"fileName": " "}, ["BLG-0007"]),
        ({"fileName": "a/b.pdf"}, ["BLG-0016"]),
        ({"fileName": "a\tb.pdf"}, ["BLG-0016"]),
        ({"fileName": "x" * 101}, ["BLG-0017"]),
        ({"content": None}, ["BLG-0011"]),
        ({"content": ""}, ["BLG-0008"]),
    ],
)
def test_a_document_that_breaks_rules_is_refused(
    office: Office, fields: dict[str, Any], codes: list[str]
) -> None:
    boeking = office.sale()
    assert office.post("/documenten/verkoopboekingen", a_document(boeking["id"], **fields)).codes == codes


@pytest.mark.parametrize(("size", "status"), [(10 * 1024 * 1024, 201), (10 * 1024 * 1024 + 1, 400)])
def test_a_document_holds_ten_megabytes(office: Office, size: int, status: int) -> None:
    content = base64.b64encode(bytes(size)).decode()
    reply = office.post("/documenten/verkoopboekingen", a_document(office.sale()["id"], content=content))
    assert reply.status == status
    if status == 400:
        assert reply.codes == ["BLG-0013"]


def test_content_that_is_not_base64_is_refused_by_the_framework(office: Office) -> None:
    reply = office.post("/documenten/verkoopboekingen", a_document(office.sale()["id"], content="@@@"))
    assert list(reply.json["modelState"]) == ["model.content"]


@pytest.mark.parametrize("soort", ["verkoopboekingen", "relaties", "inkoopboekingen", "onzin"])
def test_a_document_needs_its_parent(office: Office, soort: str) -> None:
    assert office.post(f"/documenten/{soort}", a_document(UNKNOWN_ID)).status == 404
    assert office.get(f"/documenten/{soort}/{UNKNOWN_ID}").status == 404


def test_a_document_cannot_move_to_what_is_not_there(office: Office) -> None:
    made = office.post("/documenten/verkoopboekingen", a_document(office.sale()["id"])).json
    assert office.put(made["uri"], a_document(UNKNOWN_ID)).status == 404
    assert office.put(made["uri"], {**a_document(made["id"]), "parentIdentifier": None}).status == 404
    assert office.put(made["uri"], a_document(UNKNOWN_ID, id=UNKNOWN_ID)).codes == ["ALG-0101"]
    assert office.get("/documenten/relaties/1234").codes == ["ALG-0103"]


def test_an_identifier_may_be_chosen_once(office: Office) -> None:
    body = a_document(office.sale()["id"], id=UNKNOWN_ID)
    assert office.post("/documenten/verkoopboekingen", body).json["id"] == UNKNOWN_ID
    assert office.post("/documenten/verkoopboekingen", body).codes == ["BLG-0002"]


def test_status_and_moment_can_be_switched(office: Office) -> None:
    boeking = office.sale()
    office.switch(documents_post_status=200, attachment_touches_modified_on=True)
    office.control("POST", "/clock", {"advance": 5})
    assert office.post("/documenten/verkoopboekingen", a_document(boeking["id"])).status == 200
    assert office.get(boeking["uri"]).json["modifiedOn"] > boeking["modifiedOn"]
