"""E-invoices of a made-up Dutch company, as a bookkeeping package would write them."""

import base64

PDF = b"%PDF-1.7\n% Factuur 2026-0117\n%%EOF\n"

HEAD = """xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0</cbc:CustomizationID>
  <cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
"""
PARTIES = """  <cac:AccountingSupplierParty>
    <cac:Party>
      <cbc:EndpointID schemeID="0106">87654321</cbc:EndpointID>
      <cac:PartyName><cbc:Name>Koffiehuis De Branderij</cbc:Name></cac:PartyName>
      <cac:PostalAddress>
        <cbc:StreetName>Nieuwegracht 7</cbc:StreetName>
        <cbc:CityName>Haarlem</cbc:CityName>
        <cbc:PostalZone>2011 NB</cbc:PostalZone>
        <cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>
      </cac:PostalAddress>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>NL8123.45.678.B.01</cbc:CompanyID>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>De Branderij B.V.</cbc:RegistrationName>
        <cbc:CompanyID schemeID="0106">87654321</cbc:CompanyID>
      </cac:PartyLegalEntity>
      <cac:Contact>
        <cbc:Name>Sanne Vos</cbc:Name>
        <cbc:Telephone>023 555 01 23</cbc:Telephone>
        <cbc:ElectronicMail>verkoop@branderij.example.nl</cbc:ElectronicMail>
      </cac:Contact>
    </cac:Party>
  </cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>
    <cac:Party>
      <cbc:EndpointID schemeID="EM">facturen@dehalm.example.nl</cbc:EndpointID>
      <cac:PartyIdentification><cbc:ID>10044</cbc:ID></cac:PartyIdentification>
      <cac:PartyName><cbc:Name>De Halm</cbc:Name></cac:PartyName>
      <cac:PostalAddress>
        <cbc:StreetName>Oudegracht</cbc:StreetName>
        <cbc:AdditionalStreetName>12a</cbc:AdditionalStreetName>
        <cbc:CityName>Utrecht</cbc:CityName>
        <cbc:PostalZone>3511 AB</cbc:PostalZone>
        <cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country>
      </cac:PostalAddress>
      <cac:PartyTaxScheme>
        <cbc:CompanyID>NL004495445B01</cbc:CompanyID>
        <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:PartyTaxScheme>
      <cac:PartyLegalEntity>
        <cbc:RegistrationName>Bakkerij De Halm B.V.</cbc:RegistrationName>
        <cbc:CompanyID>12345678</cbc:CompanyID>
      </cac:PartyLegalEntity>
      <cac:Contact>
        <cbc:Name>Joris de Wit</cbc:Name>
        <cbc:ElectronicMail>joris@dehalm.example.nl</cbc:ElectronicMail>
      </cac:Contact>
    </cac:Party>
  </cac:AccountingCustomerParty>
"""
PAYMENT = """  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
    <cac:PayeeFinancialAccount>
      <cbc:ID>NL91 ABNA 0417 1643 00</cbc:ID>
      <cac:FinancialInstitutionBranch><cbc:ID>ABNANL2A</cbc:ID></cac:FinancialInstitutionBranch>
    </cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:PaymentTerms><cbc:Note>Betaling binnen 30 dagen</cbc:Note></cac:PaymentTerms>
"""
FIGURES = """  <cac:AllowanceCharge>
    <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Contractkorting</cbc:AllowanceChargeReason>
    <cbc:Amount currencyID="EUR">50.00</cbc:Amount>
    <cac:TaxCategory>
      <cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:TaxCategory>
  </cac:AllowanceCharge>
  <cac:AllowanceCharge>
    <cbc:ChargeIndicator>true</cbc:ChargeIndicator>
    <cbc:Amount currencyID="EUR">25.00</cbc:Amount>
    <cac:TaxCategory>
      <cbc:ID>S</cbc:ID><cbc:Percent>21.0</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
    </cac:TaxCategory>
  </cac:AllowanceCharge>
  <cac:TaxTotal>
    <cbc:TaxAmount currencyID="EUR">222.75</cbc:TaxAmount>
    <cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="EUR">975.00</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">204.75</cbc:TaxAmount>
      <cac:TaxCategory>
        <cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:TaxCategory>
    </cac:TaxSubtotal>
    <cac:TaxSubtotal>
      <cbc:TaxableAmount currencyID="EUR">200.00</cbc:TaxableAmount>
      <cbc:TaxAmount currencyID="EUR">18.00</cbc:TaxAmount>
      <cac:TaxCategory>
        <cbc:ID>S</cbc:ID><cbc:Percent>9</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:TaxCategory>
    </cac:TaxSubtotal>
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="EUR">1200.00</cbc:LineExtensionAmount>
    <cbc:TaxExclusiveAmount currencyID="EUR">1175.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">1397.75</cbc:TaxInclusiveAmount>
    <cbc:AllowanceTotalAmount currencyID="EUR">50.00</cbc:AllowanceTotalAmount>
    <cbc:ChargeTotalAmount currencyID="EUR">25.00</cbc:ChargeTotalAmount>
    <cbc:PayableAmount currencyID="EUR">1397.75</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
"""
FIRST_LINE = """  <cac:InvoiceLine>
    <cbc:ID>1</cbc:ID>
    <cbc:InvoicedQuantity unitCode="HUR">4</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">1000.00</cbc:LineExtensionAmount>
    <cac:Item>
      <cbc:Name>Onderhoud espressomachine</cbc:Name>
      <cac:ClassifiedTaxCategory>
        <cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">250.00</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>
"""
SECOND_LINE = """  <cac:InvoiceLine>
    <cbc:ID>2</cbc:ID>
    <cbc:InvoicedQuantity unitCode="KGM">10</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>
    <cbc:AccountingCost>Koffie</cbc:AccountingCost>
    <cac:Item>
      <cbc:Description>Arabica, gebrand in februari</cbc:Description>
      <cbc:Name>Koffiebonen</cbc:Name>
      <cac:ClassifiedTaxCategory>
        <cbc:ID>S</cbc:ID><cbc:Percent>9</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>
      </cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="EUR">20.00</cbc:PriceAmount></cac:Price>
  </cac:InvoiceLine>
"""
ATTACHED_PDF = f"""  <cac:AdditionalDocumentReference>
    <cbc:ID>Factuurbeeld</cbc:ID>
    <cac:Attachment>
      <cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="factuur 2026-0117.pdf">
        {base64.encodebytes(PDF).decode()}
      </cbc:EmbeddedDocumentBinaryObject>
    </cac:Attachment>
  </cac:AdditionalDocumentReference>
"""
INVOICE = f"""<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 {HEAD}  <cbc:ID>2026-0117</cbc:ID>
  <cbc:IssueDate>2026-03-02</cbc:IssueDate>
  <cbc:DueDate>2026-04-01</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>45-1180</cbc:ID></cac:OrderReference>
{ATTACHED_PDF}{PARTIES}{PAYMENT}{FIGURES}{FIRST_LINE}{SECOND_LINE}</Invoice>
"""
"""A sales invoice of De Branderij to De Halm: two rates, allowance, charge and PDF; 1,397.75 in all."""

CREDIT_NOTE = f"""<?xml version="1.0" encoding="UTF-8"?>
<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
 {HEAD}  <cbc:ID>C2026-0004</cbc:ID>
  <cbc:IssueDate>2026-03-09</cbc:IssueDate>
  <cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:BillingReference>
    <cac:InvoiceDocumentReference><cbc:ID>2026-0117</cbc:ID></cac:InvoiceDocumentReference>
  </cac:BillingReference>
{PARTIES}  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>
    <cbc:PaymentDueDate>2026-03-23</cbc:PaymentDueDate>
  </cac:PaymentMeans>
{FIGURES}{FIRST_LINE}{SECOND_LINE}</CreditNote>
""".replace("InvoiceLine>", "CreditNoteLine>").replace("InvoicedQuantity", "CreditedQuantity")
"""A credit note for the same; the amounts are positive, as on paper."""


OF_PROJECT = (
    "  <cac:AccountingSupplierParty>",
    (
        "  <cac:ProjectReference><cbc:ID>Winkel Zuilen</cbc:ID></cac:ProjectReference>\n"
        "  <cac:AccountingSupplierParty>"
    ),
)
"""The change that makes an invoice name a project."""
CREDIT_OF_PROJECT = (
    "  <cac:AccountingSupplierParty>",
    (
        "  <cac:AdditionalDocumentReference><cbc:ID>Winkel Zuilen</cbc:ID>"
        "<cbc:DocumentTypeCode>50</cbc:DocumentTypeCode></cac:AdditionalDocumentReference>\n"
        "  <cac:AccountingSupplierParty>"
    ),
)
"""The same for a credit note, which has no element for it."""
WITHOUT_SELLER_NUMBERS = (
    ("<cbc:CompanyID>NL8123.45.678.B.01</cbc:CompanyID>", ""),
    ('<cbc:CompanyID schemeID="0106">87654321</cbc:CompanyID>', ""),
    ('<cbc:EndpointID schemeID="0106">87654321</cbc:EndpointID>', ""),
)
"""The changes that leave a seller without a number to be known by."""


def edited(document: str, *changes: tuple[str, str]) -> bytes:
    """Replace text in a document, everywhere; a text that is not there is a mistake in the test."""
    for old, new in changes:
        if old not in document:
            raise ValueError(f"the document has no {old!r}")
        document = document.replace(old, new)
    return document.encode()


def in_section(document: str, start: str, end: str, *, change: tuple[str, str]) -> str:
    """Replace text in the first stretch of a document between two marks only."""
    before, mark, rest = document.partition(start)
    section, end_mark, after = rest.partition(end)
    if change[0] not in section:
        raise ValueError(f"there is no {change[0]!r} between {start!r} and {end!r}")
    return before + mark + section.replace(*change) + end_mark + after
