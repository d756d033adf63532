"""The client hands e-invoices to the simulator to be booked, over real HTTP."""

from datetime import date
from decimal import Decimal

import pytest

from snelstart_client import SnelStart, Verwijzing, where
from snelstart_client.errors import OutcomeUnknownError, RejectedError
from snelstart_client.resources.documenten import Documenttype
from snelstart_client.resources.inkoopboekingen import BtwRegel, InkoopBtwSoort
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import a_supplier, purchases_booked

UBL = b"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
  xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID>
 <b:ID>INK/42</b:ID><b:IssueDate>2026-03-01</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
 <a:AccountingSupplierParty><a:Party><a:PartyLegalEntity>
  <b:RegistrationName>Groothandel</b:RegistrationName>
 </a:PartyLegalEntity></a:Party></a:AccountingSupplierParty>
 <a:AccountingCustomerParty/>
 <a:TaxTotal><b:TaxAmount currencyID="EUR">21.00</b:TaxAmount><a:TaxSubtotal>
  <b:TaxableAmount currencyID="EUR">100.00</b:TaxableAmount><b:TaxAmount currencyID="EUR">21.00</b:TaxAmount>
  <a:TaxCategory><b:ID>S</b:ID><b:Percent>21</b:Percent></a:TaxCategory>
 </a:TaxSubtotal></a:TaxTotal>
 <a:LegalMonetaryTotal>
  <b:TaxInclusiveAmount currencyID="EUR">121.00</b:TaxInclusiveAmount>
  <b:PayableAmount currencyID="EUR">121.00</b:PayableAmount>
 </a:LegalMonetaryTotal>
 <a:InvoiceLine><b:ID>1</b:ID><b:LineExtensionAmount currencyID="EUR">100.00</b:LineExtensionAmount>
  <a:Item><b:Name>Pannen</b:Name>
   <a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>21</b:Percent></a:ClassifiedTaxCategory></a:Item>
 </a:InvoiceLine>
</Invoice>"""
WITHOUT_PROFILE = UBL.replace(b"urn:cen.eu:en16931:2017", b"urn:example")


def test_an_e_invoice_becomes_a_purchase_with_its_picture(snelstart: SnelStart) -> None:
    leverancier = a_supplier(snelstart)

    booked = snelstart.inkoopboekingen.create_from_ubl("ink42.xml", UBL, pdf_content=b"%PDF-1.7")

    assert snelstart.inkoopboekingen.get(booked.id) == booked
    assert booked.leverancier == Verwijzing(leverancier.id)
    assert (booked.factuurnummer, booked.factuurdatum) == ("INK/42", date(2026, 3, 1))
    assert booked.factuurbedrag == Decimal(121)
    assert [line.bedrag for line in booked.boekingsregels] == [Decimal(100)]
    assert booked.btw == (BtwRegel(btw_soort=InkoopBtwSoort.INKOPEN_HOOG, btw_bedrag=Decimal(21)),)
    (picture,) = snelstart.documenten.list(Documenttype.INKOOPBOEKINGEN, booked.id)
    assert snelstart.documenten.get(picture.id).content == b"%PDF-1.7"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<Invoice/>", UBL])
def test_what_cannot_be_booked_is_refused_by_a_code(
    snelstart: SnelStart, simulator: RunningSimulator, content: bytes
) -> None:
    with pytest.raises(RejectedError) as refused:
        snelstart.inkoopboekingen.create_from_ubl("ink42.xml", content)

    assert refused.value.codes <= {"BOE-0029", "BOE-0031", "BOE-0038", "BOE-0043"}
    assert refused.value.codes
    assert purchases_booked(simulator) == []


def test_an_e_invoice_that_snelstart_objects_to_is_booked_when_told_to(snelstart: SnelStart) -> None:
    a_supplier(snelstart)

    with pytest.raises(RejectedError) as refused:
        snelstart.inkoopboekingen.create_from_ubl("ink42.xml", WITHOUT_PROFILE)
    booked = snelstart.inkoopboekingen.create_from_ubl("ink42.xml", WITHOUT_PROFILE, force_persist=True)

    assert refused.value.codes == {"BOE-0092"}
    assert booked.factuurnummer == "INK/42"


def test_an_e_invoice_without_an_answer_is_unknown_and_can_be_looked_up(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    a_supplier(snelstart)
    simulator.control.add_fault("answer_lost", method="POST", path="/inkoopboekingen/ubl")

    with pytest.raises(OutcomeUnknownError):
        snelstart.inkoopboekingen.create_from_ubl("ink42.xml", UBL)

    (found,) = snelstart.inkoopfacturen.list(where("Factuurnummer").eq("INK/42"))
    assert found.factuur_bedrag == Decimal(121)
    assert purchases_booked(simulator) == ["INK/42"]
