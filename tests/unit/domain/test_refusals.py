import re

import pytest

from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.problem_catalogue.refusals import FAMILIES, REFUSALS
from snelkoppeling.domain.problem_catalogue.row import Who
from tests.unit.domain.refusal_codes import listed_codes

EACH = pytest.mark.parametrize("code", sorted(REFUSALS))
ACTS = (
    "beheerder", "boekhouder", "controleer", "geef", "haal", "hernoem", "kies", "kort", "laat", "maak",
    "meld", "probeer", "splits", "stuur", "verbeter", "vergelijk", "voeg", "vul", "zet",
)  # fmt: skip
"""Who acts, or the verb that tells somebody to."""
PEOPLE_NAMED = {
    Who.CRM: "CRM",
    Who.BOOKKEEPER: "boekhouder",
    Who.ADMIN: "beheerder",
    Who.OPERATOR: "beheerder van Snelkoppeling",
}
FIELDS = {
    "", "bic", "contacts[].name", "currency", "description", "documents[]", "documents[].content",
    "documents[].file_name", "email", "iban", "invoice_email", "is_active", "issue_date", "kvk_number",
    "lines", "lines[].account_number", "lines[].net_amount", "lines[].project", "lines[].vat_category",
    "mobile", "name", "number", "payment_term_days", "phone", "postal_address.city",
    "postal_address.country_code", "postal_address.postal_code", "postal_address.street", "relation", "roles",
    "total_with_vat", "vat_breakdown", "vat_number", "visiting_address", "visiting_address.city",
    "visiting_address.country_code", "visiting_address.postal_code", "visiting_address.street", "voucher",
}  # fmt: skip
"""Fields of the API."""
SENTENCE_END = re.compile(r"[.!?:] ")


def test_every_code_that_snelstart_lists_is_explained_and_no_other() -> None:
    codes = list(listed_codes())
    assert len(codes) == 272
    assert set(REFUSALS) == set(codes)


def test_each_code_stands_once_with_its_family() -> None:
    assert sum(map(len, FAMILIES.values())) == len(REFUSALS)
    assert all(code.startswith(f"{family}-") for family, rows in FAMILIES.items() for code in rows)


@EACH
def test_a_refusal_says_what_happened_and_then_what_to_do_in_whole_sentences(code: str) -> None:
    row = REFUSALS[code]
    for sentence in (row.nl, row.en):
        assert sentence.endswith(".")
        assert sentence[0].isupper()
        assert len(SENTENCE_END.findall(sentence)) >= 1
        assert "  " not in sentence
        assert ".." not in sentence
        assert "{" not in sentence
    remedy = SENTENCE_END.split(row.nl, maxsplit=1)[1].casefold()
    assert any(act in remedy for act in ACTS), remedy
    assert row.nl != row.en


@EACH
def test_a_refusal_names_whoever_can_solve_it(code: str) -> None:
    row = REFUSALS[code]
    assert PEOPLE_NAMED[row.who] in row.nl


@EACH
def test_a_refusal_is_about_a_field_of_the_api(code: str) -> None:
    assert REFUSALS[code].field in FIELDS


@EACH
def test_a_refusal_shows_snelstarts_own_words_behind_ours(code: str) -> None:
    found = problem(code, answer="Zo zegt SnelStart het")

    assert found.nl == f"{REFUSALS[code].nl} SnelStart zegt: “Zo zegt SnelStart het”."
    assert found.en == f"{REFUSALS[code].en} SnelStart says: “Zo zegt SnelStart het”."
    assert found.who == REFUSALS[code].who
    assert found.cause.startswith(code)
