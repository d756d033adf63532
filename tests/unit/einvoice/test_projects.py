"""The project that a document names."""

import pytest

from snelkoppeling.domain.invoice import Direction
from snelkoppeling.einvoice import read_ubl
from tests.unit.einvoice.documents import CREDIT_NOTE, CREDIT_OF_PROJECT, INVOICE, OF_PROJECT, edited

DOCUMENTS = pytest.mark.parametrize(
    "content",
    [edited(INVOICE, OF_PROJECT), edited(CREDIT_NOTE, CREDIT_OF_PROJECT)],
    ids=["invoice", "credit note"],
)


@DOCUMENTS
def test_a_project_of_ours_becomes_that_of_every_line(content: bytes) -> None:
    document = read_ubl(content, direction=Direction.SALES, is_project=lambda text: text == "Winkel Zuilen")

    assert {line.project for line in document.invoice.lines} == {"Winkel Zuilen"}
    assert document.remarks == ()


@DOCUMENTS
def test_a_project_that_is_not_ours_is_told_and_nothing_waits_for_it(content: bytes) -> None:
    document = read_ubl(content, direction=Direction.SALES, is_project=lambda _text: False)

    assert {line.project for line in document.invoice.lines} == {None}
    assert "project Winkel Zuilen" in document.invoice.description
    assert [(one.code, one.value) for one in document.remarks] == [("ubl-project-unknown", "Winkel Zuilen")]


@pytest.mark.parametrize("nothing", ["NA", "n.v.t.", "-"])
def test_what_packages_write_where_there_is_no_project_is_none(nothing: str) -> None:
    content = edited(edited(INVOICE, OF_PROJECT).decode(), ("Winkel Zuilen", nothing))

    document = read_ubl(content, direction=Direction.SALES, is_project=lambda _text: True)

    assert {line.project for line in document.invoice.lines} == {None}
    assert document.remarks == ()


def test_a_document_without_a_project_gives_its_lines_none() -> None:
    document = read_ubl(INVOICE.encode(), direction=Direction.PURCHASE, is_project=lambda _text: True)

    assert {line.project for line in document.invoice.lines} == {None}
