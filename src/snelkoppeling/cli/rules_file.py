"""Ledger rules as a table for a spreadsheet: one rule a line, in order, semicolons between the columns."""

import csv
import io
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from snelkoppeling.cli import problems
from snelkoppeling.domain.counterparty import CountryClass
from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger import CASE_WORDS, LedgerRule, LedgerRules, VatCase

DEFAULT = "standaard"
"""The name of a line that holds when no rule above it does."""
HIGHEST_ACCOUNT = 999_999_999
YES = frozenset({"ja", "j", "x", "1", "yes", "y"})
NO = frozenset({"", "nee", "n", "0", "no"})
DIRECTIONS = {Direction.SALES: "verkoop", Direction.PURCHASE: "inkoop"}
COUNTRIES = {
    CountryClass.HOME: "nederland",
    CountryClass.EU: "eu",
    CountryClass.OUTSIDE_EU: "buiten eu",
}

Choice = TypeVar("Choice", bound=StrEnum)


class _CellError(ValueError):
    """A cell cannot be used; both texts say what can."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl = nl
        self.en = en


def _account(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= HIGHEST_ACCOUNT:
        raise _CellError("Geef het nummer van een grootboekrekening.", "Give the number of a ledger account.")
    return int(text)


def _rate(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        rate = Decimal(text.removesuffix("%").strip().replace(",", "."))
    except InvalidOperation:
        rate = Decimal(-1)
    if not (rate.is_finite() and 0 <= rate <= 100):  # noqa: PLR2004 - a percentage
        raise _CellError("Geef een percentage, zoals 21.", "Give a percentage, such as 21.")
    return rate


def _one_of(words: Mapping[Choice, str]) -> Callable[[str], Choice | None]:
    def read(text: str) -> Choice | None:
        if not text:
            return None
        for choice, word in words.items():
            if text.lower() in {word, choice.value}:
                return choice
        listed = ", ".join(words.values())
        raise _CellError(f"Kies uit: {listed}, of laat leeg.", f"Choose from: {listed}, or leave it empty.")

    return read


def _yes(text: str) -> bool:
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise _CellError("Geef ja of nee.", "Give ja (yes) or nee (no).")


def _text(text: str) -> str | None:
    return text or None


COLUMNS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "naam": ("name", str),
    "richting": ("direction", _one_of(DIRECTIONS)),
    "geval": ("case", _one_of({case: case.value for case in VatCase})),
    "btw": ("vat_rate", _rate),
    "omzetgroep": ("revenue_group", _text),
    "klasse": ("item_class", _text),
    "land": ("country_class", _one_of(COUNTRIES)),
    "relatie": ("relation", lambda text: ExternalId(text) if text else None),
    "project": ("project", lambda text: ExternalId(text) if text else None),
    "nakijken": ("needs_review", _yes),
    "rekening": ("account_number", _account),
}
"""The columns in order: the field of a rule, and how its cell is read; an empty cell matches everything."""


def written(rules: LedgerRules) -> str:
    """Write rules as a table, the defaults below them."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\n")
    table.writerow([*COLUMNS, "toelichting"])
    for rule in rules.rules:
        table.writerow([*cells(rule), _words(rule.case)])
    for case, number in sorted(rules.defaults.items()):
        given = {"naam": DEFAULT, "geval": case.value, "rekening": str(number)}
        table.writerow([*(given.get(column, "") for column in COLUMNS), _words(case)])
    return text.getvalue()


def cells(rule: LedgerRule) -> list[str]:
    """Write the cells of a rule, one for each column."""
    return [_cell(getattr(rule, field)) for field, _ in COLUMNS.values()]


def read(text: str) -> LedgerRules:
    """Read rules from a table.

    Raises:
        CommandError: A column is missing or a cell cannot be used; it names line, column, value and remedy.
    """
    sample = text.lstrip("\ufeff")
    first = sample.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(sample), delimiter=";" if first.count(";") >= first.count(",") else ",")
    named = {str(name).strip().lower() for name in rows.fieldnames or ()}
    if "rekening" not in named:
        raise problems.rules_unreadable(
            1,
            "rekening",
            value=first[:60],
            remedy_nl="Noem op de eerste regel de kolommen. Begin met: ./start rules export",
            remedy_en="Name the columns on the first line. Begin with: ./start rules export",
        )
    rules: list[LedgerRule] = []
    defaults: dict[VatCase, int] = {}
    for row in rows:
        given = {str(name).strip().lower(): str(cell or "").strip() for name, cell in row.items() if name}
        if not any(given.values()):
            continue
        rule = _rule(given, rows.line_num)
        if rule.name == DEFAULT and rule.case is not None:
            defaults[rule.case] = rule.account_number
        else:
            rules.append(rule)
    return LedgerRules(rules=tuple(rules), defaults=defaults)


def _rule(given: Mapping[str, str], line: int) -> LedgerRule:
    fields: dict[str, Any] = {}
    for column, (field, reader) in COLUMNS.items():
        value = given.get(column, "")
        try:
            fields[field] = reader(value)
        except _CellError as error:
            raise problems.rules_unreadable(
                line, column, value=value, remedy_nl=error.nl, remedy_en=error.en
            ) from error
    return LedgerRule(**fields)


def _cell(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "ja"
        case Direction():
            return DIRECTIONS[value]
        case CountryClass():
            return COUNTRIES[value]
        case Decimal():
            return f"{value.normalize():f}".replace(".", ",")
    return str(value)


def _words(case: VatCase | None) -> str:
    return CASE_WORDS[case][0] if case else ""
