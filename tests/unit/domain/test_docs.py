"""The pages about VAT and ledger rules leave nothing out that the code knows."""

from dataclasses import fields
from pathlib import Path

import pytest

from snelkoppeling.domain.ledger import LedgerRule
from snelkoppeling.domain.policy import AcquisitionForm, PostingPolicy, ReverseChargeForm
from snelkoppeling.domain.posting import DOUBTS
from snelkoppeling.domain.vat import VatCategory

DOCS = Path(__file__).parents[3] / "docs"
VAT = (DOCS / "vat.md").read_text(encoding="utf-8")
RULES = (DOCS / "ledger-rules.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", [field.name for field in fields(PostingPolicy)])
def test_every_setting_is_explained(setting: str) -> None:
    assert f"`{setting}" in VAT


@pytest.mark.parametrize("form", sorted({*AcquisitionForm, *ReverseChargeForm} - {AcquisitionForm.HOLD}))
def test_every_form_that_can_be_tried_is_explained(form: str) -> None:
    assert form == ReverseChargeForm.HOLD or f"`{form}`" in VAT


@pytest.mark.parametrize("code", sorted(DOUBTS))
def test_every_doubt_says_what_becomes_of_an_invoice_that_is_let_through(code: str) -> None:
    assert f"| `{code}` |" in VAT


@pytest.mark.parametrize("category", VatCategory)
def test_every_category_has_a_row_among_sales_and_among_purchases(category: VatCategory) -> None:
    for section in VAT.split("\n## ")[1:3]:
        first_cells = [row.split("|")[1] for row in section.splitlines() if row.startswith("|")]
        assert category in {code.strip() for cell in first_cells for code in cell.split(",")}


@pytest.mark.parametrize("condition", [field.name for field in fields(LedgerRule)])
def test_every_part_of_a_rule_is_explained(condition: str) -> None:
    assert f"`{condition}`" in RULES
