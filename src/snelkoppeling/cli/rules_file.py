"""Ledger rules as a table for a spreadsheet: one rule a line, in order, semicolons between the columns."""

import csv
import difflib
import io
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from snelkoppeling.cli import problems
from snelkoppeling.domain.counterparty import CountryClass
from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger import CASE_WORDS, LedgerRule, LedgerRules, VatCase

DEFAULT = "standaard"
"""The name of a line that holds when no rule above it does."""
EXPLANATION = "toelichting"
"""A column for people; it is not read."""
DELIMITERS = ";,\t"
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
AS_TEXT = re.compile(r"[=+@\t-].*|0\d+|\d{12,}|[\d.]+[eE]\d+", re.DOTALL)
"""What a spreadsheet would compute with, or write as another number, unless it is told that it is text."""
SHOWN_OF_LINE: Final = 60
LONGEST_ACCOUNT = 9
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
    number = text.lstrip("0")
    if not (text.isascii() and text.isdigit()) or not 0 < len(number) <= LONGEST_ACCOUNT:
        raise _CellError("Geef het nummer van een grootboekrekening.", "Give the number of a ledger account.")
    return int(number)


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


def _case(text: str) -> VatCase | None:
    """Read a case by its word, or as it is explained."""
    explained = {words[language].lower(): case for case, words in CASE_WORDS.items() for language in (0, 1)}
    return explained.get(text.lower()) or _one_of({case: case.value for case in VatCase})(text)


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
    "geval": ("case", _case),
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
    table.writerow([*COLUMNS, EXPLANATION])
    for rule in rules.rules:
        first, *others = cells(rule)
        # A rule of this name would come back as a default.
        name = f"{first} (regel)" if first.strip().lower() == DEFAULT else first
        table.writerow([*map(_kept, (name, *others)), _words(rule.case)])
    for case, number in sorted(rules.defaults.items()):
        given = {"naam": DEFAULT, "geval": case.value, "rekening": str(number)}
        table.writerow([*(given.get(column, "") for column in COLUMNS), _words(case)])
    return text.getvalue()


def cells(rule: LedgerRule) -> list[str]:
    """Write the cells of a rule, one for each column."""
    return [_cell(getattr(rule, field)) for field, _ in COLUMNS.values()]


def read_from(source: str) -> LedgerRules:
    """Read rules from a file, whatever spreadsheet wrote it; `-` is standard input.

    Raises:
        CommandError: There is no such file, or a cell cannot be used.
    """
    if source == "-":
        return read(decoded(sys.stdin.buffer.read(), "-"))
    path = Path(source)
    if not path.is_file():
        raise problems.no_rules_file(source)
    return read(decoded(path.read_bytes(), path.name))


def decoded(content: bytes, name: str) -> str:
    """Read text as spreadsheets store it: UTF-8, UTF-16 with its mark, else as Windows writes western text.

    Raises:
        CommandError: It is a workbook instead of a table.
    """
    if content.startswith(WORKBOOKS):
        raise problems.no_table(name)
    marked = next((code for mark, code in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(marked)
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(text: str) -> LedgerRules:
    """Read rules from a table.

    Raises:
        CommandError: A column is missing or a cell cannot be used; it names line, column, value and remedy.
    """
    rules: list[LedgerRule] = []
    defaults: dict[VatCase, int] = {}
    for line, given in _rows(text.removeprefix("\ufeff")):
        rule = _rule(given, line)
        if rule.name.lower() != DEFAULT:
            rules.append(rule)
            continue
        case = _case_of_default(rule, given, line)
        if case in defaults:
            raise _unreadable(line, "geval", value=case, remedy=_CellError(*TWICE))
        defaults[case] = rule.account_number
    return LedgerRules(rules=tuple(rules), defaults=defaults)


TWICE = (
    "Dit geval heeft hierboven al een regel “standaard”. Houd er één over.",
    "This case has a line “standaard” above already. Keep one of them.",
)
NO_CASE = (
    "Een regel “standaard” hoort bij een geval. Vul het in, of geef de regel een andere naam.",
    "A line “standaard” belongs to a case. Fill it in, or give the line another name.",
)
NO_CONDITION = (
    "Een regel “standaard” kent alleen geval en rekening. Geef haar een andere naam, dan telt dit mee.",
    "A line “standaard” has a case and an account only. Give it another name, and this counts too.",
)
NO_COLUMNS = (
    "Noem op de eerste regel de kolommen. Begin met: ./start rules export",
    "Name the columns on the first line. Begin with: ./start rules export",
)
TOO_MANY = (
    "Er staan meer cellen op deze regel dan er kolommen zijn. Kijk of er een scheidingsteken te veel staat.",
    "This line has more cells than there are columns. See whether there is a separator too many.",
)


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give the number and the cells of each line that says something."""
    first, _, rest = text.partition("\n")
    skipped = first.strip().lower().startswith("sep=")
    header = rest.partition("\n")[0] if skipped else first
    delimiter = max(DELIMITERS, key=header.count)
    table = csv.reader(io.StringIO(rest if skipped else text, newline=""), delimiter=delimiter)
    try:
        names = _columns(next(table, []), header)
        for row in table:
            line = table.line_num + skipped
            if any(row[len(names) :]):
                raise _unreadable(
                    line, str(len(names) + 1), value=row[len(names)], remedy=_CellError(*TOO_MANY)
                )
            given = {name: _bare(cell) for name, cell in zip(names, row, strict=False) if name}
            if any(cell for name, cell in given.items() if name != EXPLANATION):
                yield line, given
    except csv.Error as error:
        remedy = _CellError(f"Dit is geen CSV: {error}.", f"This is no CSV: {error}.")
        raise _unreadable(table.line_num + skipped, "1", value="", remedy=remedy) from error


def _columns(row: Sequence[str], header: str) -> list[str]:
    """Read the names of the columns; one that is misspelt would make its rules hold for everything."""
    names = [name.strip().lower() for name in row]
    if "rekening" not in names:
        raise _unreadable(1, "rekening", value=header.strip()[:SHOWN_OF_LINE], remedy=_CellError(*NO_COLUMNS))
    for number, name in enumerate(names):
        if name and name not in {*COLUMNS, EXPLANATION}:
            close = difflib.get_close_matches(name, COLUMNS, n=1)
            nl = f"Bedoelt u {close[0]}?" if close else f"Er zijn: {', '.join(COLUMNS)}."
            en = f"Do you mean {close[0]}?" if close else f"There are: {', '.join(COLUMNS)}."
            raise _unreadable(1, str(number + 1), value=name, remedy=_CellError(nl, en))
        if name and name in names[:number]:
            remedy = _CellError("Deze kolom staat er twee keer.", "This column is there twice.")
            raise _unreadable(1, str(number + 1), value=name, remedy=remedy)
    return names


def _case_of_default(rule: LedgerRule, given: Mapping[str, str], line: int) -> VatCase:
    """Give the case that a line “standaard” is about; it can ask nothing else of an invoice."""
    if rule.case is None:
        raise _unreadable(line, "geval", value="", remedy=_CellError(*NO_CASE))
    for column in COLUMNS:
        if column not in {"naam", "geval", "rekening"} and given.get(column):
            raise _unreadable(line, column, value=given[column], remedy=_CellError(*NO_CONDITION))
    return rule.case


def _rule(given: Mapping[str, str], line: int) -> LedgerRule:
    fields: dict[str, Any] = {}
    for column, (field, reader) in COLUMNS.items():
        value = given.get(column, "")
        try:
            fields[field] = reader(value)
        except _CellError as error:
            raise _unreadable(line, column, value=value, remedy=error) from error
    return LedgerRule(**fields)


def _unreadable(line: int, column: str, *, value: str, remedy: _CellError) -> problems.CommandError:
    return problems.rules_unreadable(line, column, value=value, remedy_nl=remedy.nl, remedy_en=remedy.en)


def _kept(cell: str) -> str:
    """Write a cell so that a spreadsheet keeps it as it is, and never computes what a CRM wrote."""
    quoted = cell.replace('"', '""')
    return f'="{quoted}"' if AS_TEXT.fullmatch(cell) else cell


def _bare(cell: str) -> str:
    """Read a cell, however a spreadsheet wrote it."""
    text = cell.strip()
    if len(text) > len('=""') and text.startswith('="') and text.endswith('"'):
        return text[2:-1].replace('""', '"').strip()
    return text


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
