"""What hangs on a relation: custom fields, consents to collect, attachments."""

import json
from datetime import date
from decimal import Decimal

import pytest

from snelstart_client import SnelStart, Verwijzing
from snelstart_client.errors import RejectedError
from snelstart_client.ids import RelatieId
from snelstart_client.resources.custom_fields import (
    CustomField,
    CustomFieldDefinition,
    CustomFieldProperty,
    CustomFieldType,
)
from snelstart_client.resources.documenten import Documenttype
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, answering

CUSTOM_FIELDS = {
    "klantCustomFields": [
        {
            "value": "5299",
            "definition": {
                "name": "lidmaatschapnummer",
                "type": "Text",
                "properties": [{"name": "MaxLength", "value": 50}],
            },
        },
        {"value": 12.3456, "definition": {"name": "korting", "type": "Money", "properties": []}},
    ],
    "leverancierCustomFields": [],
}


def last_call(fake: FakeSnelStart) -> str:
    return f"{fake.seen[-1].method} {fake.seen[-1].url.path}"


def test_the_custom_fields_of_a_relation_are_read_with_their_definitions(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    fake.faults.append(answering(200, CUSTOM_FIELDS))

    fields = client.relaties.custom_fields(RelatieId("r1"))

    assert last_call(fake) == "GET /v2/relaties/r1/customFields"
    assert fields.leverancier_custom_fields == ()
    assert fields.klant_custom_fields == (
        CustomField(
            value="5299",
            definition=CustomFieldDefinition(
                name="lidmaatschapnummer",
                type=CustomFieldType.TEXT,
                properties=(CustomFieldProperty(name="MaxLength", value=50),),
            ),
        ),
        CustomField(
            value=Decimal("12.3456"),
            definition=CustomFieldDefinition(name="korting", type=CustomFieldType.MONEY),
        ),
    )


def test_custom_fields_are_set_by_name_and_nothing_else_is_sent(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    fake.faults.append(answering(200, CUSTOM_FIELDS))

    after = client.relaties.update_custom_fields(
        RelatieId("r1"), klant={"lidmaatschapnummer": "5299", "korting": Decimal("12.3456"), "oud": None}
    )

    assert last_call(fake) == "PUT /v2/relaties/r1/customFields"
    assert json.loads(fake.seen[-1].content, parse_float=Decimal) == {
        "klantCustomFields": [
            {"name": "lidmaatschapnummer", "value": "5299"},
            {"name": "korting", "value": Decimal("12.3456")},
            {"name": "oud", "value": None},
        ]
    }
    assert len(after.klant_custom_fields) == 2


def test_a_custom_field_of_the_wrong_kind_of_relation_is_refused_by_its_code(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    fake.faults.append(answering(400, [{"errorCode": "REF-0006", "message": "x", "details": None}]))

    with pytest.raises(RejectedError) as refused:
        client.relaties.update_custom_fields(RelatieId("r1"), leverancier={"a": 1})

    assert refused.value.codes == {"REF-0006"}


def test_the_consents_of_a_customer_are_read_with_their_dates(client: SnelStart, fake: FakeSnelStart) -> None:
    rows = [
        {
            "kenmerk": "M-1",
            "afsluitDatum": "2025-02-01T00:00:00",
            "omschrijving": "Contributie",
            "klant": {"id": "r1", "uri": "/relaties/r1"},
            "intrekkingsDatum": None,
            "id": "m1",
        },
        {"kenmerk": "M-0", "intrekkingsDatum": "2024-12-31T00:00:00", "id": "m0"},
    ]
    fake.faults.append(answering(200, rows))

    in_force, withdrawn = client.relaties.doorlopende_machtigingen(RelatieId("r1"))

    assert last_call(fake) == "GET /v2/relaties/r1/doorlopendeincassomachtigingen"
    assert (in_force.id, in_force.kenmerk, in_force.omschrijving) == ("m1", "M-1", "Contributie")
    assert in_force.klant == Verwijzing(RelatieId("r1"))
    assert (in_force.afsluit_datum, in_force.intrekkings_datum) == (date(2025, 2, 1), None)
    assert withdrawn.intrekkings_datum == date(2024, 12, 31)


@pytest.mark.parametrize("soort", list(Documenttype))
@pytest.mark.parametrize("name", ["parentIdentifier", "verkoopBoekingId"])
def test_an_attachment_says_what_it_hangs_on_whatever_that_is_called(
    client: SnelStart, fake: FakeSnelStart, soort: Documenttype, name: str
) -> None:
    document = client.documenten.create(soort, "p1", file_name="f.pdf", content=b"%PDF")
    assert last_call(fake) == f"POST /v2/documenten/{soort.value}"
    assert client.documenten.get(document).parent == "p1"

    fake.faults.append(answering(200, [{"id": document, name: "p1", "fileName": "f.pdf"}]))
    (listed,) = client.documenten.list(soort, "p1")
    assert last_call(fake) == f"GET /v2/documenten/{soort.value}/p1"
    assert listed.parent == "p1"
