import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.problem_catalogue import CATALOGUE
from snelkoppeling.domain.problem_catalogue.books import BOOKS
from snelkoppeling.domain.problem_catalogue.door import DOOR
from snelkoppeling.domain.problem_catalogue.einvoice import EINVOICE
from snelkoppeling.domain.problem_catalogue.posting import POSTING
from snelkoppeling.domain.problem_catalogue.refusals import REFUSALS
from snelkoppeling.domain.problem_catalogue.row import Row, Who

ACTS = (
    "beheerder", "boek", "codeer", "controleer", "factureer", "gebruik", "geef", "haal", "hernoem", "kies",
    "kijk", "kort", "laat", "lever", "los ", "maak", "meld", "probeer", "rond", "schrijf", "sla ", "splits",
    "stuur", "verbeter", "vergelijk", "verwerk", "verwijder", "voeg", "voer", "vraag", "vul", "zet",
)  # fmt: skip
"""Who acts, or the verb that tells somebody to."""
SOURCE = Path(__file__).parents[3] / "src" / "snelkoppeling"
ROWS = pytest.mark.parametrize("code", sorted(set(CATALOGUE) - set(REFUSALS)))


def names_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def texts_in_source() -> Iterator[str]:
    for path in SOURCE.rglob("*.py"):
        if "problem_catalogue" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def codes_worded_in_source() -> Iterator[str]:
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            code = node.args[0]
            if name == "problem" and isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value


def test_no_code_stands_in_two_places() -> None:
    assert len(CATALOGUE) == sum(map(len, (DOOR, EINVOICE, POSTING, BOOKS, REFUSALS)))


def test_every_problem_that_is_worded_has_a_row() -> None:
    assert set(codes_worded_in_source()) - set(CATALOGUE) == set()


def test_every_row_is_used() -> None:
    assert set(CATALOGUE) - set(REFUSALS) - set(texts_in_source()) == set()


def test_a_row_does_not_leave_out_whose_task_it_is() -> None:
    with pytest.raises(TypeError, match="who"):
        Row("Fout. Verbeter het.", "Wrong. Correct it.")  # type: ignore[call-arg]  # What is tested.
    assert {code for code, row in CATALOGUE.items() if not isinstance(row, Row)} == set()


@ROWS
def test_a_code_is_in_small_letters_with_dashes(code: str) -> None:
    assert code == code.lower()
    assert all(part.isalnum() for part in code.split("-"))


@ROWS
def test_both_languages_tell_the_same(code: str) -> None:
    nl, en = (names_in(sentence) for sentence in CATALOGUE[code][:2])

    assert {name.removesuffix("_nl") for name in nl} == {name.removesuffix("_en") for name in en}
    assert not any(name.endswith("_en") for name in nl)
    assert not any(name.endswith("_nl") for name in en)


@ROWS
def test_a_problem_says_what_is_wrong_and_what_to_do_in_whole_sentences(code: str) -> None:
    for sentence in CATALOGUE[code][:2]:
        assert sentence.endswith(".")
        assert not sentence[0].islower() or "_" in sentence.split()[0], "small letters begin a field only"
        assert sum(sentence.count(end) for end in (". ", "; ", ": ", "? ", ", ")) >= 1
        assert "  " not in sentence


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_what_makes_several_records_one_task_is_told_by_the_english_details(code: str) -> None:
    row = CATALOGUE[code]

    assert names_in(row.cause) <= names_in(row.en) | {"value", "field"}


@ROWS
def test_a_problem_that_does_not_solve_itself_names_a_remedy_behind_what_is_wrong(code: str) -> None:
    row = CATALOGUE[code]
    remedy = re.split(r"[.!?:;,] ", row.nl, maxsplit=1)[1].casefold()

    assert row.who is Who.NOBODY or any(act in remedy for act in ACTS), remedy


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_sentence_leaves_nothing_open_once_its_details_are_given(code: str) -> None:
    row = CATALOGUE[code]
    details = {name: f"<{name}>" for name in names_in(row.nl + row.en) - {"field", "value"}}

    found = problem(code, "<field>", "<value>", **details)

    assert set(details.values()) == {told for told in details.values() if told in found.nl + found.en}
    assert found.who == row.who
