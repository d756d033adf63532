from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.relation import Relation
from snelkoppeling.einvoice import read_ubl
from tests.unit.einvoice.documents import INVOICE, edited, in_section


def purchase(*changes: tuple[str, str]) -> ReceivedDocument:
    return read_ubl(edited(INVOICE, *changes), direction=Direction.PURCHASE)


def relation_of(document: ReceivedDocument) -> Relation:
    assert document.relation is not None
    return document.relation


def remarks_of(document: ReceivedDocument) -> list[tuple[str, str]]:
    return [(remark.code, remark.value) for remark in document.remarks]


def test_an_account_that_is_not_valid_is_left_out_and_said() -> None:
    document = purchase(("NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 01"))

    assert relation_of(document).iban is None
    assert remarks_of(document) == [("ubl-value-left-out", "NL91 ABNA 0417 1643 01")]


def test_a_bic_that_is_not_valid_is_left_out_and_said() -> None:
    document = purchase(("ABNANL2A", "ABN"))

    assert relation_of(document).bic is None
    assert relation_of(document).iban == "NL91ABNA0417164300"
    assert remarks_of(document) == [("ubl-value-left-out", "ABN")]


def test_of_several_accounts_the_first_is_taken_and_the_others_are_named() -> None:
    blocked = (
        "<cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>NL02ABNA0123456789</cbc:ID>"
        "</cac:PayeeFinancialAccount></cac:PaymentMeans><cac:PaymentTerms>"
    )
    document = purchase(("  <cac:PaymentTerms>", blocked))

    assert relation_of(document).iban == "NL91ABNA0417164300"
    assert relation_of(document).bic == "ABNANL2A"
    assert remarks_of(document) == [("ubl-several-accounts", "NL02ABNA0123456789")]


def test_the_account_of_another_payee_is_not_entered_with_the_supplier() -> None:
    factor = (
        "<cac:PayeeParty><cac:PartyName><cbc:Name>Factor N.V.</cbc:Name></cac:PartyName></cac:PayeeParty>"
    )
    document = purchase(("  <cac:PaymentMeans>", f"{factor}<cac:PaymentMeans>"))

    assert relation_of(document).iban is None
    assert remarks_of(document) == [("ubl-account-of-other-payee", "NL91 ABNA 0417 1643 00")]


def test_a_purchase_without_an_account_states_none() -> None:
    account = in_section(
        INVOICE,
        "<cac:PayeeFinancialAccount>",
        "Branch>",
        change=("<cbc:ID>NL91 ABNA 0417 1643 00</cbc:ID>", ""),
    )

    document = read_ubl(account.encode(), direction=Direction.PURCHASE)

    assert not relation_of(document).stated & {"iban", "bic"}
    assert document.remarks == ()


def test_after_many_remarks_it_says_that_there_are_more() -> None:
    account = (
        "<cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>0</cbc:ID></cac:PayeeFinancialAccount>"
        "</cac:PaymentMeans>"
    )
    document = purchase(("  <cac:PaymentTerms>", f"{account * 100}<cac:PaymentTerms>"))

    assert len(document.remarks) == 51
    assert document.remarks[-1].code == "ubl-more-problems"
