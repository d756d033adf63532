from collections.abc import Iterator

import pytest

from snelkoppeling.domain.money import Money
from snelkoppeling.domain.problem import LONGEST_DETAIL, LONGEST_VALUE, problem, shortened


def test_a_problem_is_worded_in_both_languages_with_its_value_and_details() -> None:
    found = problem("invoice-number-too-long", "number", "F" * 26, length=26)

    assert found.code == "invoice-number-too-long"
    assert found.field == "number"
    assert found.value == "F" * 26
    assert found.nl.startswith(f"Factuurnummer “{'F' * 26}” heeft 26 tekens")
    assert found.en.startswith(f"Invoice number “{'F' * 26}” has 26 characters")


def test_a_problem_says_who_can_solve_it_and_what_makes_several_one_task() -> None:
    found = problem("name-missing", "name")

    assert (found.who, found.cause) == ("crm", "name-missing")


def test_records_with_the_same_cause_are_one_task_and_with_another_cause_another() -> None:
    answers = ("rekening 8100 non-actief", "rekening 8100 non-actief", "rekening 8200 non-actief")
    causes = [problem("BOE-0008", answer=answer).cause for answer in answers]

    assert causes[0] == causes[1] == "BOE-0008:rekening 8100 non-actief"
    assert causes[2] == "BOE-0008:rekening 8200 non-actief"


def test_a_code_without_a_row_is_a_bug() -> None:
    with pytest.raises(KeyError):
        problem("no-such-problem")


def test_a_detail_that_is_missing_is_a_bug() -> None:
    with pytest.raises(KeyError, match="length"):
        problem("invoice-number-too-long", "number", "F")


def test_a_long_value_is_shortened_visibly_in_the_value_and_in_the_details() -> None:
    found = problem("ubl-file-type", "", "a" * 1000, kind="b" * 1000)

    assert found.value == "a" * (LONGEST_VALUE - 1) + "…"
    assert len(found.nl) < 600
    assert "b" * (LONGEST_DETAIL - 1) + "…" in found.nl


class EndlessText(str):
    """A text that takes very long to read to its end."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("nobody reads a whole document to show its beginning")


def test_of_a_long_value_only_the_beginning_is_read() -> None:
    assert shortened(EndlessText("a" * 1000)) == "a" * (LONGEST_VALUE - 1) + "…"


def test_a_value_of_the_longest_length_is_kept_whole() -> None:
    assert shortened("a" * LONGEST_VALUE) == "a" * LONGEST_VALUE


def test_what_cannot_be_printed_is_shown_as_such() -> None:
    assert shortened("a\nb\x1b[31m\N{RIGHT-TO-LEFT OVERRIDE}") == "a�b�[31m�"


def test_braces_in_a_value_are_only_text() -> None:
    assert "{field} {0.__class__}" in problem("currency-not-euro", "currency", "{field} {0.__class__}").nl


def test_amounts_and_dates_are_written_as_each_language_does() -> None:
    found = problem(
        "lines-differ-from-total",
        "total_without_vat",
        Money.of("-12345.60"),
        expected=Money.of("1.05"),
        difference=Money.of("-12346.65"),
    )

    assert "1,05, maar het totaal zonder btw is -12.345,60" in found.nl
    assert "1.05, but the total without VAT says -12,345.60" in found.en
    assert found.value == "-12345.60"
