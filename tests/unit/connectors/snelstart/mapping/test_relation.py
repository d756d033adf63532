"""A relation in SnelStart's words: each field both ways, and nothing lost that is not ours."""

from typing import Any

import pytest

from snelkoppeling.connectors.snelstart.mapping.relation import (
    LONGEST,
    Countries,
    image_of_relatie,
    image_of_relation,
    laid_over,
    loosened,
    relation_problems,
    with_country,
)
from snelkoppeling.domain.relation import Address, ContactPerson, Relation, RelationRole
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image, ImageValue
from snelstart_client.ids import LandId, RelatieId
from snelstart_client.resources.relaties import Adres, EmailVersturen, Relatie, Relatiesoort
from snelstart_client.wire import Verwijzing, read_one, written

COUNTRIES = Countries(ids={"NL": "land-nl", "BE": "land-be"})
EVERYTHING = frozenset(
    {
        "name", "roles", "number", "visiting_address", "postal_address", "contacts", "phone", "mobile",
        "email", "invoice_email", "kvk_number", "vat_number", "iban", "bic", "payment_term_days", "is_active",
    }
)  # fmt: skip
FULL = Relation(
    name="Bakkerij De Halm",
    roles=frozenset({RelationRole.CUSTOMER, RelationRole.SUPPLIER}),
    number=10042,
    visiting_address=Address(street="Oudegracht 12", postal_code="3511 AB", city="Utrecht"),
    postal_address=Address(street="Postbus 7", postal_code="1000", city="Brussel", country_code="BE"),
    contacts=(ContactPerson(name="A. Visser"), ContactPerson(name="J. de Wit", is_primary=True)),
    phone="030 2312345",
    mobile="06 12345678",
    email="info@dehalm.example",
    invoice_email="facturen@dehalm.example",
    kvk_number="12345678",
    vat_number="NL123456782B90",
    iban="NL91ABNA0417164300",
    bic="ABNANL2A",
    payment_term_days=14,
    stated=EVERYTHING,
)
ON_THE_WIRE: dict[str, Any] = {
    "naam": "Bakkerij De Halm",
    "relatiecode": 10042,
    "relatiesoort": ["Klant", "Leverancier"],
    "vestigingsAdres": {
        "straat": "Oudegracht 12",
        "postcode": "3511 AB",
        "plaats": "Utrecht",
        "land": {"id": "land-nl"},
        "contactpersoon": "J. de Wit",
    },
    "correspondentieAdres": {
        "straat": "Postbus 7",
        "postcode": "1000",
        "plaats": "Brussel",
        "land": {"id": "land-be"},
    },
    "telefoon": "030 2312345",
    "mobieleTelefoon": "06 12345678",
    "email": "info@dehalm.example",
    "factuurEmailVersturen": {"shouldSend": True, "email": "facturen@dehalm.example"},
    "kvkNummer": "12345678",
    "btwNummer": "NL123456782B90",
    "iban": "NL91ABNA0417164300",
    "bic": "ABNANL2A",
    "krediettermijn": 14,
    "nonactief": False,
}
STORED: dict[str, Any] = {
    "id": "r1",
    "uri": "/relaties/r1",
    "naam": "Bakkerij De Halm",
    "relatiesoort": ["Klant"],
    "relatiecode": 10042,
    "memo": "betaalt laat",
    "websiteUrl": "https://dehalm.example",
    "kredietLimiet": 2500,
    "ietsNieuws": {"dat": "wij niet kennen"},
    "vestigingsAdres": {"straat": "Oudegracht 12", "plaats": "Utrecht", "ietsAnders": 1},
    "factuurEmailVersturen": {"shouldSend": False, "email": "oud@dehalm.example", "ccEmail": "cc@x.example"},
}


def stating(*fields: str, **values: Any) -> Relation:
    """Make a relation of which the CRM states a name, a role and these fields."""
    return Relation(name="Bakkerij De Halm", stated=frozenset({"name", "roles", *fields, *values}), **values)


def as_read(body: dict[str, Any]) -> Image:
    """Say what we read when SnelStart holds this."""
    return image_of_relatie(read_one(written({"id": "r1", **body}), Relatie), COUNTRIES)


def test_every_field_is_written_in_snelstarts_words() -> None:
    image = image_of_relation(FULL)
    body = laid_over({}, image, fields=image, countries=COUNTRIES)
    assert {**body, "relatiesoort": sorted(body["relatiesoort"])} == ON_THE_WIRE


def test_every_field_reads_back_as_it_was_written() -> None:
    image = image_of_relation(FULL)
    assert (
        differing_fields(image, as_read(laid_over({}, image, fields=image, countries=COUNTRIES)))
        == frozenset()
    )


def test_every_field_that_the_crm_can_state_is_in_what_is_read_back() -> None:
    assert set(image_of_relation(FULL)) == set(as_read(ON_THE_WIRE))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"naam": "Een ander"}, "name"),
        ({"relatiecode": 7}, "number"),
        ({"relatiesoort": ["Leverancier"]}, "is_customer"),
        ({"relatiesoort": ["Klant"]}, "is_supplier"),
        ({"telefoon": None}, "phone"),
        ({"mobieleTelefoon": "06 1"}, "mobile"),
        ({"email": ""}, "email"),
        ({"factuurEmailVersturen": {"shouldSend": True, "email": "x@y.example"}}, "invoice_email"),
        ({"factuurEmailVersturen": {**STORED["factuurEmailVersturen"]}}, "invoice_email"),
        ({"factuurEmailVersturen": None}, "invoice_email"),
        ({"kvkNummer": "87654321"}, "kvk_number"),
        ({"btwNummer": "BE0123456749"}, "vat_number"),
        ({"iban": None}, "iban"),
        ({"bic": None}, "bic"),
        ({"krediettermijn": 30}, "payment_term_days"),
        ({"nonactief": True}, "is_active"),
    ],
)
def test_a_change_in_snelstart_is_seen_in_its_own_field(changes: dict[str, Any], field: str) -> None:
    assert differing_fields(image_of_relation(FULL), as_read({**ON_THE_WIRE, **changes})) == {field}


@pytest.mark.parametrize(
    ("adres", "prefix"), [("vestigingsAdres", "visiting"), ("correspondentieAdres", "postal")]
)
@pytest.mark.parametrize(
    ("part", "field"), [("straat", "street"), ("postcode", "postal_code"), ("plaats", "city")]
)
def test_a_change_of_an_address_is_seen_in_its_own_field(
    adres: str, prefix: str, part: str, field: str
) -> None:
    changed = {**ON_THE_WIRE, adres: {**ON_THE_WIRE[adres], part: "anders"}}
    assert differing_fields(image_of_relation(FULL), as_read(changed)) == {f"{prefix}_{field}"}


def test_only_what_the_crm_states_is_wanted() -> None:
    assert image_of_relation(stating(phone="030 1")) == {
        "name": "Bakkerij De Halm",
        "phone": "030 1",
        "is_customer": True,
    }


@pytest.mark.parametrize(
    ("field", "wire"),
    [
        ("phone", "telefoon"),
        ("mobile", "mobieleTelefoon"),
        ("email", "email"),
        ("kvk_number", "kvkNummer"),
        ("vat_number", "btwNummer"),
        ("iban", "iban"),
        ("bic", "bic"),
        ("payment_term_days", "krediettermijn"),
    ],
)
def test_a_field_that_the_crm_empties_is_emptied(field: str, wire: str) -> None:
    image = image_of_relation(stating(field))
    body = laid_over({**ON_THE_WIRE}, image, fields=[field], countries=COUNTRIES)
    assert body[wire] is None
    assert differing_fields(image, as_read(body)) == frozenset()


def test_an_update_keeps_all_that_is_not_ours() -> None:
    image = image_of_relation(stating(phone="030 7654321"))
    assert laid_over(STORED, image, fields=["phone"], countries=COUNTRIES) == {
        **STORED,
        "telefoon": "030 7654321",
    }


def test_an_update_leaves_the_record_that_was_read_as_it_was() -> None:
    before = written(STORED)
    image = image_of_relation(FULL)
    laid_over(STORED, image, fields=image, countries=COUNTRIES)
    assert written(STORED) == before


def test_an_update_of_an_address_keeps_its_unknown_fields() -> None:
    image = image_of_relation(stating(visiting_address=Address(street="Nieuwegracht 1", city="Utrecht")))
    body = laid_over(STORED, image, fields=["visiting_street"], countries=COUNTRIES)
    assert body["vestigingsAdres"] == {"straat": "Nieuwegracht 1", "plaats": "Utrecht", "ietsAnders": 1}


def test_another_invoice_address_keeps_the_copy_that_the_bookkeeper_set() -> None:
    image = image_of_relation(stating(invoice_email="nieuw@dehalm.example"))
    assert laid_over(STORED, image, fields=["invoice_email"], countries=COUNTRIES)[
        "factuurEmailVersturen"
    ] == {
        "shouldSend": True,
        "email": "nieuw@dehalm.example",
        "ccEmail": "cc@x.example",
    }


def test_an_emptied_invoice_address_stops_the_sending() -> None:
    image = image_of_relation(stating("invoice_email"))
    body = laid_over({**ON_THE_WIRE}, image, fields=["invoice_email"], countries=COUNTRIES)
    assert body["factuurEmailVersturen"] == {"shouldSend": False, "email": ""}
    assert as_read(body)["invoice_email"] is None


def test_an_address_to_which_nothing_is_sent_counts_as_none() -> None:
    relatie = Relatie(id=RelatieId("r1"), factuur_email_versturen=EmailVersturen(email="x@y.example"))
    assert image_of_relatie(relatie, COUNTRIES)["invoice_email"] is None


@pytest.mark.parametrize(
    ("known", "role", "after"),
    [
        ([], RelationRole.CUSTOMER, ["Klant"]),
        (["Klant"], RelationRole.CUSTOMER, ["Klant"]),
        (["Klant"], RelationRole.SUPPLIER, ["Klant", "Leverancier"]),
        (["Leverancier"], RelationRole.CUSTOMER, ["Leverancier", "Klant"]),
        (["Klant", "Leverancier"], RelationRole.SUPPLIER, ["Klant", "Leverancier"]),
        (None, RelationRole.SUPPLIER, ["Leverancier"]),
    ],
)
def test_a_role_is_added_and_never_taken_away(
    known: list[str] | None, role: RelationRole, after: list[str]
) -> None:
    image = image_of_relation(Relation(name="x", roles=frozenset({role})))
    fields = [name for name in image if name.startswith("is_")]
    assert (
        laid_over({"relatiesoort": known}, image, fields=fields, countries=COUNTRIES)["relatiesoort"] == after
    )


def test_a_role_that_the_crm_does_not_name_is_no_difference() -> None:
    wanted = image_of_relation(Relation(name="Bakkerij De Halm", roles=frozenset({RelationRole.CUSTOMER})))
    assert differing_fields(wanted, as_read(ON_THE_WIRE)) == frozenset()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("3511 AB", "3511ab"),
        ("+31 30 234 5678", "+31302345678"),
        ("Info@DeHalm.example", "info@dehalm.example"),
        ("Bakkerij  De Halm B.V.", "bakkerij de halm bv"),
        ("", None),
        (" - ", None),
    ],
)
def test_texts_that_differ_in_writing_only_are_alike(ours: str, theirs: str | None) -> None:
    assert differing_fields(loosened({"text": ours}), loosened({"text": theirs})) == frozenset()


def test_what_is_no_text_is_compared_as_it_is() -> None:
    assert loosened({"number": 7, "is_active": True, "iban": None}) == {
        "number": 7,
        "is_active": True,
        "iban": None,
    }


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("123456782B90", "NL123456782B90"),
        ("NL123456782B90", "NL123456782B90"),
        ("BE0123456749", "BE0123456749"),
        ("", ""),
        (None, None),
    ],
)
def test_a_dutch_vat_number_gets_its_country_back(stored: str | None, shown: str | None) -> None:
    assert with_country(stored) == shown


def test_the_contact_person_stands_in_the_visiting_address() -> None:
    image = image_of_relation(stating(contacts=(ContactPerson(name="J. de Wit"),)))
    assert laid_over({}, image, fields=["contact_person"], countries=COUNTRIES) == {
        "vestigingsAdres": {"contactpersoon": "J. de Wit"}
    }


def test_without_contacts_the_contact_person_is_emptied() -> None:
    image = image_of_relation(stating("contacts"))
    body = laid_over({**ON_THE_WIRE}, image, fields=["contact_person"], countries=COUNTRIES)
    assert body["vestigingsAdres"]["contactpersoon"] is None
    assert body["vestigingsAdres"]["straat"] == "Oudegracht 12"


def test_an_emptied_address_keeps_the_contact_person() -> None:
    image = image_of_relation(stating("visiting_address"))
    fields = [name for name in image if name.startswith("visiting_")]
    assert laid_over({**ON_THE_WIRE}, image, fields=fields, countries=COUNTRIES)["vestigingsAdres"] == {
        "straat": None,
        "postcode": None,
        "plaats": None,
        "land": None,
        "contactpersoon": "J. de Wit",
    }


@pytest.mark.parametrize(
    "address", [None, Address(), Address(country_code="")], ids=["none", "Nederland only", "nothing"]
)
def test_an_empty_address_is_the_same_as_one_in_which_snelstart_filled_in_the_country(
    address: Address | None,
) -> None:
    image = image_of_relation(stating(visiting_address=address, postal_address=address))
    body = laid_over({}, image, fields=image, countries=COUNTRIES)
    filled = {**body, "vestigingsAdres": {"land": {"id": "land-nl"}}, "correspondentieAdres": None}
    assert differing_fields(image, as_read(filled)) == frozenset()


def test_an_address_that_is_only_a_foreign_country_says_so() -> None:
    image = image_of_relation(stating(visiting_address=Address(country_code="BE")))
    body = laid_over({}, image, fields=image, countries=COUNTRIES)
    assert body["vestigingsAdres"]["land"] == {"id": "land-be"}
    assert as_read(body)["visiting_country"] == "BE"


def test_a_country_that_snelstart_does_not_know_is_named() -> None:
    image = image_of_relation(stating(postal_address=Address(street="Main St 1", country_code="XX")))
    (found,) = relation_problems(image, COUNTRIES)
    assert (found.code, found.field, found.value) == ("country-unknown", "postal_address.country_code", "XX")


def test_a_country_id_of_another_administration_is_no_country_of_ours() -> None:
    adres = Adres(straat="x", land=Verwijzing(LandId("land-of-elsewhere")))
    relatie = Relatie(id=RelatieId("r1"), vestigings_adres=adres)
    assert image_of_relatie(relatie, COUNTRIES)["visiting_country"] is None


@pytest.mark.parametrize(("field", "limit"), LONGEST.items())
def test_what_is_one_character_too_long_is_refused_and_what_just_fits_is_not(field: str, limit: int) -> None:
    fits: dict[str, ImageValue] = {"name": "x", field: "a" * limit}
    too_long: dict[str, ImageValue] = {"name": "x", field: "a" * (limit + 1)}
    assert relation_problems(fits, COUNTRIES) == []
    assert [(one.code, one.field) for one in relation_problems(too_long, COUNTRIES)] == [
        ("text-too-long", field)
    ]


def test_all_that_is_wrong_is_told_at_once() -> None:
    image: Image = {"name": "", "phone": "1" * 26, "visiting_country": "QQ"}
    assert [one.code for one in relation_problems(image, COUNTRIES)] == [
        "text-too-long",
        "name-missing",
        "country-unknown",
    ]


def test_the_administration_itself_reads_as_neither_customer_nor_supplier() -> None:
    image = image_of_relatie(
        Relatie(id=RelatieId("r0"), relatiesoort=(Relatiesoort.EIGEN,), naam="Wij"), COUNTRIES
    )
    assert (image["is_customer"], image["is_supplier"]) == (False, False)
