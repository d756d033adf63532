import pytest

from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.relation import Address, ContactPerson, Relation, RelationRole
from snelkoppeling.einvoice import read_ubl
from tests.unit.einvoice.documents import INVOICE, WITHOUT_SELLER_NUMBERS, edited, in_section

CUSTOMER = "<cac:AccountingCustomerParty>"
SUPPLIER = "<cac:AccountingSupplierParty>"
NL = "<cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>"
CUSTOMER_VAT = "<cbc:CompanyID>NL004495445B01</cbc:CompanyID>"
CUSTOMER_KVK = "<cbc:CompanyID>12345678</cbc:CompanyID>"
CUSTOMER_ID = "<cbc:ID>10044</cbc:ID>"
ANONYMOUS = ((CUSTOMER_VAT, ""), (CUSTOMER_KVK, ""))


def sale(*changes: tuple[str, str]) -> ReceivedDocument:
    return read_ubl(edited(INVOICE, *changes), direction=Direction.SALES)


def purchase(*changes: tuple[str, str]) -> ReceivedDocument:
    return read_ubl(edited(INVOICE, *changes), direction=Direction.PURCHASE)


def relation_of(document: ReceivedDocument) -> Relation:
    assert document.relation is not None
    return document.relation


def remarks_of(document: ReceivedDocument) -> list[tuple[str, str]]:
    return [(remark.code, remark.value) for remark in document.remarks]


def test_a_sale_describes_its_customer() -> None:
    document = sale()

    assert document.invoice.relation == "ubl:vat:NL004495445B01"
    assert document.relation == Relation(
        name="Bakkerij De Halm B.V.",
        roles=frozenset({RelationRole.CUSTOMER}),
        visiting_address=Address(street="Oudegracht 12a", postal_code="3511 AB", city="Utrecht"),
        contacts=(ContactPerson(name="Joris de Wit", is_invoice_contact=True),),
        email="joris@dehalm.example.nl",
        invoice_email="facturen@dehalm.example.nl",
        kvk_number="12345678",
        vat_number="NL004495445B01",
        stated=frozenset(
            {
                "name",
                "roles",
                "visiting_address",
                "contacts",
                "email",
                "invoice_email",
                "kvk_number",
                "vat_number",
            }
        ),
    )
    assert document.remarks == ()


def test_a_purchase_describes_its_supplier_and_the_account_to_pay_on() -> None:
    document = purchase()

    assert document.invoice.relation == "ubl:vat:NL812345678B01"
    assert document.relation == Relation(
        name="De Branderij B.V.",
        roles=frozenset({RelationRole.SUPPLIER}),
        visiting_address=Address(street="Nieuwegracht 7", postal_code="2011 NB", city="Haarlem"),
        contacts=(ContactPerson(name="Sanne Vos", is_invoice_contact=True),),
        phone="+31 23 555 0123",
        email="verkoop@branderij.example.nl",
        kvk_number="87654321",
        vat_number="NL812345678B01",
        iban="NL91ABNA0417164300",
        bic="ABNANL2A",
        stated=frozenset(
            {
                "name",
                "roles",
                "visiting_address",
                "contacts",
                "phone",
                "email",
                "kvk_number",
                "vat_number",
                "iban",
                "bic",
            }
        ),
    )


def test_a_trading_name_is_used_when_there_is_no_legal_one() -> None:
    document = sale(("<cbc:RegistrationName>Bakkerij De Halm B.V.</cbc:RegistrationName>", ""))

    assert relation_of(document).name == "De Halm"


def test_nothing_is_stated_that_the_document_does_not_have() -> None:
    bare = in_section(
        INVOICE, CUSTOMER, "</cac:AccountingCustomerParty>", change=("cac:Party>", "cac:Other>")
    )
    bare = bare.replace(
        CUSTOMER,
        f"{CUSTOMER}<cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>Jansen</cbc:RegistrationName>"
        "</cac:PartyLegalEntity></cac:Party>",
    )

    document = read_ubl(bare.encode(), direction=Direction.SALES)

    assert document.relation == Relation(name="Jansen")
    assert relation_of(document).stated == {"name", "roles"}


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("nl 0044.95.445 b01", "NL004495445B01"),
        ("004495445B01", "NL004495445B01"),
        ("BE428759497", "BE0428759497"),
        ("EL094259216", "EL094259216"),
        ("DE136695976", "DE136695976"),
        ("CHE-107.787.577 MWST", "CHE107787577MWST"),
        ("NO 995 525 828 MVA", "NO995525828MVA"),
        ("AE 1001-2345-6700-003", "AE100123456700003"),
    ],
)
def test_a_vat_number_is_written_in_one_way(stated: str, read: str) -> None:
    document = sale(("NL004495445B01", stated), (NL, ""))

    assert relation_of(document).vat_number == read
    assert document.invoice.relation == f"ubl:vat:{read}"


@pytest.mark.parametrize(
    "stated", ["NL004495446B01", "DE136695977", "NO995525829MVA", "ZZ12345", "12345", "N/A", "n.v.t."]
)
def test_a_vat_number_that_is_not_valid_is_left_out_and_said(stated: str) -> None:
    document = sale(("NL004495445B01", stated))

    assert relation_of(document).vat_number is None
    assert "vat_number" not in relation_of(document).stated
    assert remarks_of(document) == [("ubl-value-left-out", stated)]
    assert document.remarks[0].field == "AccountingCustomerParty/Party/PartyTaxScheme/CompanyID"
    assert document.remarks[0].nl.startswith(f"Btw-nummer “{stated}” klopt niet")


def test_a_vat_number_of_another_country_than_the_address_is_left_out_and_said() -> None:
    document = sale(("NL004495445B01", "DE136695976"))

    assert relation_of(document).vat_number is None
    assert document.invoice.relation == "ubl:kvk:12345678"
    assert remarks_of(document) == [("ubl-vat-number-of-other-country", "DE136695976")]


@pytest.mark.parametrize(("vat_number", "country"), [("EL094259216", "GR"), ("FR61954506077", "MC")])
def test_a_vat_number_may_carry_another_code_than_its_country(vat_number: str, country: str) -> None:
    document = sale(("NL004495445B01", vat_number), (NL, NL.replace("NL", country)))

    assert relation_of(document).vat_number == vat_number
    assert document.remarks == ()


@pytest.mark.parametrize("stated", ["onbekend", "023", "023 555 01 23 of 06 12 34 56 78 (Piet)"])
def test_a_phone_number_that_cannot_be_read_is_left_out_and_said(stated: str) -> None:
    document = purchase(("023 555 01 23", stated))

    assert relation_of(document).phone is None
    assert remarks_of(document) == [("ubl-value-left-out", stated)]


def test_a_phone_number_without_prefix_is_one_of_the_country_of_the_address() -> None:
    contact = "<cbc:Name>Joris de Wit</cbc:Name>"
    phone = f"{contact}<cbc:Telephone>02 523 45 67</cbc:Telephone>"

    assert relation_of(sale((contact, phone), (NL, NL.replace("NL", "BE")))).phone == "+32 2 523 45 67"


def test_a_number_of_another_tax_is_no_vat_number() -> None:
    other_tax = in_section(INVOICE, "NL004495445B01", "PartyTaxScheme>", change=(">VAT<", ">TAX<"))

    document = read_ubl(other_tax.encode(), direction=Direction.SALES)

    assert relation_of(document).vat_number is None
    assert document.remarks == ()


@pytest.mark.parametrize(
    "change",
    [
        (CUSTOMER_KVK, '<cbc:CompanyID schemeID="0106">12345678</cbc:CompanyID>'),
        (CUSTOMER_KVK, '<cbc:CompanyID schemeID="NL:KVK">1234 5678</cbc:CompanyID>'),
        (CUSTOMER_ID, '<cbc:ID schemeID="0106">12345678</cbc:ID>'),
    ],
)
def test_a_kvk_number_is_found_by_its_scheme(change: tuple[str, str]) -> None:
    changes = (change,) if change[0] == CUSTOMER_KVK else (change, (CUSTOMER_KVK, ""))

    assert relation_of(sale(*changes)).kvk_number == "12345678"


@pytest.mark.parametrize(
    "changes",
    [
        ((CUSTOMER_KVK, '<cbc:CompanyID schemeID="0184">12345678</cbc:CompanyID>'),),
        ((CUSTOMER_KVK, "<cbc:CompanyID>DE-4711</cbc:CompanyID>"),),
        ((NL, NL.replace("NL", "DK")), (CUSTOMER_VAT, "")),
    ],
)
def test_a_company_number_of_another_register_is_no_kvk_number(changes: tuple[tuple[str, str], ...]) -> None:
    document = sale(*changes)

    assert relation_of(document).kvk_number is None
    assert document.remarks == ()


@pytest.mark.parametrize("stated", ["1234567", "00000000", "onbekend"])
def test_a_kvk_number_that_is_not_valid_is_left_out_and_said(stated: str) -> None:
    document = sale((CUSTOMER_KVK, f'<cbc:CompanyID schemeID="0106">{stated}</cbc:CompanyID>'))

    assert relation_of(document).kvk_number is None
    assert remarks_of(document) == [("ubl-value-left-out", stated)]


def test_a_wrong_e_mail_address_is_left_out_and_said() -> None:
    document = sale(("joris@dehalm.example.nl", "joris@@dehalm"))

    assert relation_of(document).email is None
    assert remarks_of(document) == [("ubl-value-left-out", "joris@@dehalm")]


def test_several_e_mail_addresses_are_kept() -> None:
    document = sale(("joris@dehalm.example.nl", "joris@dehalm.example.nl; boek@dehalm.example.nl"))

    assert relation_of(document).email == "joris@dehalm.example.nl;boek@dehalm.example.nl"


@pytest.mark.parametrize(
    ("change", "street"),
    [
        (
            ("<cbc:AdditionalStreetName>12a<", "<cbc:AdditionalStreetName>Gebouw C<"),
            "Oudegracht, Gebouw C",
        ),
        (("<cbc:StreetName>Oudegracht<", "<cbc:StreetName>Oudegracht 12<"), "Oudegracht 12, 12a"),
        (
            (
                "<cbc:AdditionalStreetName>12a</cbc:AdditionalStreetName>",
                "<cbc:BuildingNumber>12</cbc:BuildingNumber>",
            ),
            "Oudegracht 12",
        ),
        (
            (
                (
                    "<cbc:StreetName>Oudegracht</cbc:StreetName>\n        "
                    "<cbc:AdditionalStreetName>12a</cbc:AdditionalStreetName>"
                ),
                (
                    "<cbc:StreetName>Oudegracht 12</cbc:StreetName>"
                    "<cbc:BuildingNumber>12</cbc:BuildingNumber>"
                    "<cac:AddressLine><cbc:Line>Achterom</cbc:Line></cac:AddressLine>"
                ),
            ),
            "Oudegracht 12, Achterom",
        ),
    ],
)
def test_the_street_holds_the_house_number(change: tuple[str, str], street: str) -> None:
    address = relation_of(sale(change)).visiting_address

    assert address is not None
    assert address.street == street


@pytest.mark.parametrize(
    ("vat_number", "country"),
    [("NL004495445B01", "NL"), ("BE0428759497", "BE"), ("EL094259216", "GR"), ("onbekend", "NL")],
)
def test_a_country_that_is_not_stated_follows_from_the_vat_number(vat_number: str, country: str) -> None:
    address = relation_of(sale((NL, ""), ("NL004495445B01", vat_number))).visiting_address

    assert address is not None
    assert address.country_code == country


def test_an_address_in_a_country_that_does_not_exist_is_left_out_and_said() -> None:
    document = sale((NL, NL.replace("NL", "Nederland")))

    assert relation_of(document).visiting_address is None
    assert remarks_of(document) == [("ubl-value-left-out", "Nederland")]


def test_an_address_of_only_a_country_is_no_address() -> None:
    only_country = in_section(
        INVOICE, CUSTOMER, "</cac:AccountingCustomerParty>", change=("StreetName>", "Region>")
    ).replace("3511 AB", "")
    document = read_ubl(only_country.replace("Utrecht", "").encode(), direction=Direction.SALES)

    assert "visiting_address" not in relation_of(document).stated


@pytest.mark.parametrize(
    ("changes", "external_id"),
    [
        (((CUSTOMER_VAT, ""),), "ubl:kvk:12345678"),
        (ANONYMOUS, "ubl:id:10044"),
        (
            (*ANONYMOUS, (CUSTOMER_ID, '<cbc:ID schemeID="0088">8712345678906</cbc:ID>')),
            "ubl:id:0088:8712345678906",
        ),
        (
            (*ANONYMOUS, (CUSTOMER_ID, ""), ('ID="EM">facturen@', 'ID="0184">DK@')),
            "ubl:id:0184:DK@dehalm.example.nl",
        ),
    ],
)
def test_the_id_of_a_customer_comes_from_its_strongest_number(
    changes: tuple[tuple[str, str], ...], external_id: str
) -> None:
    assert sale(*changes).invoice.relation == external_id


def test_a_customer_without_numbers_is_told_apart_by_name_and_postal_code() -> None:
    without = (*ANONYMOUS, (CUSTOMER_ID, '<cbc:ID schemeID="SEPA">NL13ZZZ004495445</cbc:ID>'))

    first = sale(*without).invoice.relation
    again = sale(*without, (">3511 AB<", ">3511ab<"), (">Bakkerij", ">BAKKERIJ")).invoice.relation
    moved = sale(*without, (">3511 AB<", ">3512 AB<")).invoice.relation
    other = sale(*without, (">Bakkerij", ">Slagerij")).invoice.relation

    assert first.startswith("ubl:name:")
    assert again == first
    assert len({first, moved, other}) == 3


def test_a_number_of_unusual_length_still_gives_a_short_id() -> None:
    external_id = sale(*ANONYMOUS, (">10044<", f">{'1' * 5000}<")).invoice.relation

    assert external_id.startswith("ubl:id:")
    assert len(external_id) < 100


def test_a_supplier_is_not_known_by_a_number_of_nobody_in_particular() -> None:
    numbered = (
        "<cac:PartyName><cbc:Name>Koffiehuis",
        (
            "<cac:PartyIdentification><cbc:ID>7</cbc:ID>"
            "</cac:PartyIdentification><cac:PartyName><cbc:Name>Koffiehuis"
        ),
    )

    assert purchase(*WITHOUT_SELLER_NUMBERS, numbered).invoice.relation.startswith("ubl:name:")
