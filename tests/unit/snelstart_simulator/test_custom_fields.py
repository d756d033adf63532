"""The custom fields and the lasting mandates of a relation."""

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office

DEMO = "/administrations/demo"
UNKNOWN_ID = "00000000-0000-4000-8000-0000000000ff"
FIELDS: list[dict[str, Any]] = [
    {"name": "lidnummer", "type": "Text", "properties": [{"name": "MaxLength", "value": 10}]},
    {"name": "aantal", "type": "Integer"},
    {"name": "tarief", "type": "Money"},
    {"name": "factor", "type": "Float"},
    {"name": "sinds", "type": "DateTime"},
    {"name": "actief", "type": "Boolean"},
    {"name": "soort", "type": "Enum", "properties": [{"name": "PossibleValues", "value": ["A", "B"]}]},
    {"name": "bestand", "type": "ByteArray"},
]


def define(office: Office, klant: Any = FIELDS, leverancier: Any = ()) -> None:
    body = {"klant": list(klant), "leverancier": list(leverancier)}
    assert office.control("PUT", f"{DEMO}/custom-fields", body).status == 200


def put(office: Office, relatie: dict[str, Any], *, klant: Any = None, leverancier: Any = None) -> Any:
    body = {"klantCustomFields": klant, "leverancierCustomFields": leverancier}
    return office.put(f"{relatie['uri']}/customFields", body)


def values(body: Any, side: str = "klantCustomFields") -> dict[str, Any]:
    return {row["definition"]["name"]: row["value"] for row in body[side]}


def test_every_field_is_shown_although_it_is_empty(office: Office) -> None:
    define(office)
    shown = office.get(f"{office.relatie()['uri']}/customFields").json
    assert values(shown) == {field["name"]: None for field in FIELDS}
    assert shown["klantCustomFields"][0]["definition"] == FIELDS[0]
    assert shown["leverancierCustomFields"] == []


@pytest.mark.parametrize(
    ("name", "sent", "shown"),
    [
        ("lidnummer", "5299", "5299"),
        ("lidnummer", "", ""),
        ("aantal", 2147483647, 2147483647),
        ("aantal", "-7", -7),
        ("tarief", 12.5, Decimal("12.5")),
        ("tarief", "100000000000", 100000000000),
        ("tarief", "0.1250", Decimal("0.1250")),
        ("factor", 2.5, Decimal("2.5")),
        ("sinds", "1986-05-07T15:32:11", "1986-05-07T15:32:11"),
        ("actief", False, False),
        ("actief", "TRUE", True),
        ("soort", "B", "B"),
        ("bestand", "AAEC", "AAEC"),
        ("aantal", None, None),
    ],
)
def test_a_value_comes_back_as_its_type_says(office: Office, name: str, sent: Any, shown: Any) -> None:
    define(office)
    relatie = office.relatie()
    reply = put(office, relatie, klant=[{"name": name, "value": sent}])
    assert reply.status == 200
    assert values(reply.json)[name] == shown
    assert office.get(f"{relatie['uri']}/customFields").json == reply.json


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([{"name": "onbekend", "value": "x"}], "REF-0002"),
        ([{"name": "Lidnummer", "value": "x"}], "REF-0002"),
        ([{"name": "aantal", "value": 1}, {"name": "aantal", "value": 2}], "REF-0003"),
        ([{"name": "lidnummer", "value": "12345678901"}], "REF-0004"),
        ([{"name": "soort", "value": "C"}], "REF-0005"),
        ([{"name": "soort", "value": 1}], "REF-0005"),
        ([{"name": "aantal", "value": 1.5}], "REF-0007"),
        ([{"name": "aantal", "value": 2147483648}], "REF-0007"),
        ([{"name": "aantal", "value": True}], "REF-0007"),
        ([{"name": "sinds", "value": "7 mei 1986"}], "REF-0008"),
        ([{"name": "sinds", "value": "1986-05-07"}], "REF-0008"),
        ([{"name": "sinds", "value": "1986-02-30T00:00:00"}], "REF-0008"),
        ([{"name": "actief", "value": "ja"}], "REF-0009"),
        ([{"name": "tarief", "value": "veel"}], "REF-0010"),
        ([{"name": "factor", "value": "veel"}], "REF-0011"),
        ([{"name": "factor", "value": "1E+309"}], "REF-0011"),
        ([{"name": "tarief", "value": "100000000000.01"}], "REF-0012"),
        ([{"name": "tarief", "value": "0.12345"}], "REF-0013"),
        ([{"name": "lidnummer", "value": 5299}], "REF-0014"),
        ([{"name": "sinds", "value": "1899-12-29T23:59:59"}], "REF-0015"),
        ([{"name": "sinds", "value": "2401-01-01T00:00:01"}], "REF-0015"),
        ([{"name": "bestand", "value": "%%%"}], "REF-0016"),
        ([{"name": "bestand", "value": 1}], "REF-0016"),
        ([{"value": 1}], "REF-0016"),
        ([{"name": "aantal"}], "REF-0016"),
        (["aantal"], "REF-0016"),
        ("aantal", "REF-0016"),
    ],
)
def test_a_value_that_the_field_cannot_hold_changes_nothing(office: Office, changes: Any, code: str) -> None:
    define(office)
    relatie = office.relatie()
    before = put(office, relatie, klant=[{"name": "lidnummer", "value": "voor"}]).json
    if isinstance(changes, list):
        fits = {"name": "soort", "value": "A"} if code == "REF-0011" else {"name": "factor", "value": 1}
        changes = [fits, *changes]
    assert put(office, relatie, klant=changes).codes == [code]
    assert office.get(f"{relatie['uri']}/customFields").json == before


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1"])
def test_a_body_that_is_no_object_is_incomplete(office: Office, body: bytes) -> None:
    assert office.put(f"{office.relatie()['uri']}/customFields", body).codes == ["REF-0016"]


def test_a_field_of_the_other_kind_of_relation_is_refused(office: Office) -> None:
    define(office, leverancier=[{"name": "code", "type": "Text"}])
    klant = office.relatie()
    supplier = office.relatie(relatiesoort=["Leverancier"])
    change = [{"name": "code", "value": "x"}]
    assert put(office, klant, leverancier=change).codes == ["REF-0006"]
    assert put(office, supplier, klant=[{"name": "lidnummer", "value": "x"}]).codes == ["REF-0006"]
    assert values(put(office, supplier, leverancier=change).json, "leverancierCustomFields") == {"code": "x"}
    assert values(office.get(f"{supplier['uri']}/customFields").json, "leverancierCustomFields") == {
        "code": "x"
    }


def test_fields_that_are_not_named_keep_their_value_unless_switched(office: Office) -> None:
    define(office)
    relatie = office.relatie()
    put(office, relatie, klant=[{"name": "lidnummer", "value": "1"}])
    merged = put(office, relatie, klant=[{"name": "aantal", "value": 2}]).json
    assert (values(merged)["lidnummer"], values(merged)["aantal"]) == ("1", 2)
    office.switch(custom_fields_on_put="replaced")
    replaced = put(office, relatie, klant=[{"name": "aantal", "value": 3}]).json
    assert (values(replaced)["lidnummer"], values(replaced)["aantal"]) == (None, 3)


def test_the_relation_shows_its_filled_fields_as_texts(office: Office) -> None:
    define(office)
    relatie = office.relatie()
    office.control("POST", "/clock", {"advance": 60})
    put(office, relatie, klant=[{"name": "lidnummer", "value": "5299"}, {"name": "actief", "value": True}])
    read = office.get(relatie["uri"]).json
    assert read["extraVeldenKlant"] == [
        {"naam": "lidnummer", "waarde": "5299"},
        {"naam": "actief", "waarde": "true"},
    ]
    assert read["modifiedOn"] > relatie["modifiedOn"]
    condition = "ExtraVeldenKlant/any(e:e/Waarde eq '5299' and e/Naam eq 'lidnummer')"
    assert office.filter("relaties", condition).json == [read]
    assert (
        office.put(relatie["uri"], {**read, "naam": "Anders"}).json["extraVeldenKlant"]
        == read["extraVeldenKlant"]
    )


def test_setting_a_field_need_not_touch_the_relation(office: Office) -> None:
    define(office)
    relatie = office.relatie()
    office.switch(custom_fields_touch_modified_on=False)
    office.control("POST", "/clock", {"advance": 60})
    put(office, relatie, klant=[{"name": "lidnummer", "value": "5299"}])
    assert office.get(relatie["uri"]).json["modifiedOn"] == relatie["modifiedOn"]


def test_what_a_person_typed_is_shown_although_it_does_not_fit(office: Office) -> None:
    define(office)
    relatie = office.relatie()
    typed = [{"naam": "aantal", "waarde": "drie"}, {"naam": "oud veld", "waarde": "x"}]
    office.control("PATCH", f"{DEMO}/records/relaties/{relatie['id']}", {"extraVeldenKlant": typed})
    shown = values(office.get(f"{relatie['uri']}/customFields").json)
    assert (shown["aantal"], shown["oud veld"]) == ("drie", "x")


def test_the_fields_of_a_relation_that_is_not_there_are_not_found(office: Office) -> None:
    assert office.get(f"/relaties/{UNKNOWN_ID}/customFields").status == 404
    assert office.put(f"/relaties/{UNKNOWN_ID}/customFields", {}).status == 404
    assert office.get("/relaties/nee/customFields").codes == ["ALG-0103"]


def test_a_customer_has_its_lasting_mandates(office: Office) -> None:
    klant, other = office.relatie(), office.relatie()
    made = office.control(
        "POST",
        f"{DEMO}/mandates",
        {"relatie": klant["id"], "kenmerk": "M1", "omschrijving": "Contributie", "afgesloten": "2026-01-15"},
    ).json
    assert made["klant"]["id"] == klant["id"]
    assert (made["kenmerk"], made["afsluitDatum"], made["intrekkingsDatum"]) == (
        "M1",
        "2026-01-15T00:00:00",
        None,
    )
    office.control("POST", f"{DEMO}/mandates", {"relatie": klant["id"], "kenmerk": "M2", "eenmalig": True})
    assert office.get(f"{klant['uri']}/doorlopendeincassomachtigingen").json == [made]
    assert office.get(f"{other['uri']}/doorlopendeincassomachtigingen").json == []
    assert office.get(f"/relaties/{UNKNOWN_ID}/doorlopendeincassomachtigingen").status == 404


def test_a_mandate_can_be_withdrawn_and_given_again(office: Office) -> None:
    klant = office.relatie()
    made = office.control("POST", f"{DEMO}/mandates", {"relatie": klant["id"], "kenmerk": "M1"}).json
    path = f"{DEMO}/mandates/{made['id']}"
    office.control("PATCH", path, {"ingetrokken": "2026-02-01"})
    [shown] = office.get(f"{klant['uri']}/doorlopendeincassomachtigingen").json
    assert shown == {**made, "intrekkingsDatum": "2026-02-01T00:00:00"}
    office.control("PATCH", path, {})
    assert office.get(f"{klant['uri']}/doorlopendeincassomachtigingen").json == [made]


def test_a_wrong_wish_for_a_mandate_or_a_field_is_told(office: Office) -> None:
    klant, supplier = office.relatie(), office.relatie(relatiesoort=["Leverancier"])
    office.control("POST", f"{DEMO}/mandates", {"relatie": klant["id"], "kenmerk": "M1"})
    for method, path, body in (
        ("POST", "mandates", {"relatie": klant["id"], "kenmerk": "M1"}),
        ("POST", "mandates", {"relatie": supplier["id"], "kenmerk": "M2"}),
        ("POST", "mandates", {"relatie": "nee", "kenmerk": "M2"}),
        ("PATCH", f"mandates/{UNKNOWN_ID}", {"ingetrokken": "2026-02-01"}),
        ("PUT", "custom-fields", {"klant": [{"name": "x", "type": "Kleur"}]}),
    ):
        reply = office.control(method, f"{DEMO}/{path}", body)
        assert reply.status == 400
        assert reply.json["error"]
