import pytest

from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.einvoice import EinvoiceError, read_ubl
from tests.unit.einvoice.documents import INVOICE, WITHOUT_SELLER_NUMBERS, edited


def remarks_of(document: ReceivedDocument) -> list[tuple[str, str]]:
    return [(remark.code, remark.value) for remark in document.remarks]


@pytest.mark.parametrize("ours", ["NL812345678B01", "nl 8123.45.678.B01", "87654321"])
def test_a_sale_of_our_own_company_is_taken_in(ours: str) -> None:
    document = read_ubl(INVOICE.encode(), direction=Direction.SALES, seller_numbers=frozenset({ours}))

    assert document.remarks == ()


def test_a_sale_of_another_company_is_refused() -> None:
    with pytest.raises(EinvoiceError) as refused:
        read_ubl(INVOICE.encode(), direction=Direction.SALES, seller_numbers=frozenset({"NL004495445B01"}))

    assert [problem.code for problem in refused.value.problems] == ["ubl-seller-is-not-us"]
    assert refused.value.problems[0].value == "87654321, NL812345678B01"


def test_our_own_sale_is_refused_as_a_purchase() -> None:
    with pytest.raises(EinvoiceError) as refused:
        read_ubl(INVOICE.encode(), direction=Direction.PURCHASE, seller_numbers=frozenset({"87654321"}))

    assert [problem.code for problem in refused.value.problems] == ["ubl-seller-is-us"]


def test_a_purchase_of_another_company_is_taken_in() -> None:
    document = read_ubl(
        INVOICE.encode(), direction=Direction.PURCHASE, seller_numbers=frozenset({"NL004495445B01"})
    )

    assert document.remarks == ()


def test_a_sale_without_numbers_of_the_seller_is_taken_in_with_a_remark() -> None:
    document = read_ubl(
        edited(INVOICE, *WITHOUT_SELLER_NUMBERS),
        direction=Direction.SALES,
        seller_numbers=frozenset({"87654321"}),
    )

    assert remarks_of(document) == [("ubl-seller-not-checked", "")]


def test_a_sale_without_a_seller_is_taken_in_with_a_remark() -> None:
    content = INVOICE.replace("AccountingSupplierParty", "SellerSupplierParty").encode()

    document = read_ubl(content, direction=Direction.SALES, seller_numbers=frozenset({"87654321"}))

    assert remarks_of(document) == [("ubl-seller-not-checked", "")]


def test_the_sellers_vat_number_may_stand_in_its_electronic_address() -> None:
    changes = (*WITHOUT_SELLER_NUMBERS[:2], ('schemeID="0106">87654321<', 'schemeID="9944">NL812345678B01<'))
    document = read_ubl(
        edited(INVOICE, *changes), direction=Direction.SALES, seller_numbers=frozenset({"NL812345678B01"})
    )

    assert document.remarks == ()
