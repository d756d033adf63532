"""Writes docs/errors.md: every code that people can meet, what it means, and what to do.

The sentences come from the problem catalogue, the kinds of failure from the classes that carry a `code`.
`python -m tools.write_errors_doc` writes the page; a test sees to it that it was done.
"""

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from snelkoppeling.domain.problem_catalogue.books import BOOKS
from snelkoppeling.domain.problem_catalogue.door import DOOR
from snelkoppeling.domain.problem_catalogue.einvoice import EINVOICE
from snelkoppeling.domain.problem_catalogue.posting import POSTING
from snelkoppeling.domain.problem_catalogue.refusals import FAMILIES
from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal
from snelkoppeling.domain.problem_catalogue.row import PEOPLE, Row

SOURCE = Path("src/snelkoppeling")
PAGE = Path("docs/errors.md")
BAR = "\\|"

HEAD = """# Error codes

Every problem has a stable code. The bookkeeper's list, the API (`type` and `code` of a problem document), the
command line and the log all use it. This page is made by `python -m tools.write_errors_doc`; change the
sentences in `src/snelkoppeling/domain/problem_catalogue/`, not here.

Words between ‹ › are filled in: ‹value› is the value that is wrong, ‹field› the place where it stands.
Who can solve it: {people}.
"""
ROWS_HEAD = """
| code | wat er gebeurt en wat u doet | in English | wie |
|---|---|---|---|
"""
REFUSALS_HEAD = """
## What SnelStart refuses

SnelStart refuses under codes of its own, and so do we; its own words are shown behind ours. The field is the
one of the API that SnelStart's code is about; none means the whole record. A code that is on no list is told
by `rejected-by-books`.
"""
FAMILY_HEAD = """
| code | wat er gebeurt en wat u doet | in English | wie | veld |
|---|---|---|---|---|
"""
FAMILY_TITLES: Mapping[str, str] = {
    "ALG": "any record",
    "REL": "relations",
    "BOE": "bookings",
    "KPL": "projects (cost centres)",
    "BLG": "attachments",
    "BTW": "VAT returns",
    "REF": "extra fields",
    "ART": "articles",
    "VOR": "sales orders",
}
FAILURES_HEAD = """
## Kinds of failure

What the service does about a failure is decided by its kind. The code stands in the log and in answers; the
message is what people read, where the failure has one of its own.

| code | what it means | message |
|---|---|---|
"""
SECTIONS: Mapping[str, tuple[str, str]] = {
    "DOOR": ("What the doors refuse", "Found in what a CRM or a person sends, before anything is stored."),
    "EINVOICE": (
        "What an e-invoice can have",
        "Found in a UBL file. Most keep the invoice out; the others are remarks that go along with it.",
    ),
    "POSTING": (
        "What keeps an invoice from being booked",
        "Found when a booking is made. The invoice is set aside, and follows once the cause is gone.",
    ),
    "BOOKS": (
        "What arises between a record and the books",
        "Found when a record is compared with SnelStart, or when SnelStart refuses it.",
    ),
}


class Placeholders(dict[str, str]):
    """Shows the name of what a sentence leaves open."""

    def __missing__(self, name: str) -> str:
        return f"‹{name.removesuffix('_nl').removesuffix('_en')}›"


@dataclass(frozen=True)
class Failure:
    """A class of failure: its code, what its docstring says, and the message that people read."""

    code: str
    meaning: str
    message: str


def page(
    catalogues: Mapping[str, Mapping[str, Row]],
    families: Mapping[str, Mapping[str, Refusal]],
    failures: Sequence[Failure],
) -> str:
    """Word the whole page."""
    people = "; ".join(f"{nl} ({en})" for nl, en in PEOPLE.values())
    parts = [HEAD.format(people=people)]
    for name, rows in catalogues.items():
        title, explanation = SECTIONS[name]
        parts.append(f"\n## {title}\n\n{explanation}\n{ROWS_HEAD}")
        parts += [_line(code, *_told(row)) for code, row in sorted(rows.items())]
    parts.append(REFUSALS_HEAD)
    for family, refusals in families.items():
        parts.append(f"\n### {family}: {FAMILY_TITLES[family]}\n{FAMILY_HEAD}")
        parts += [_line(code, *_told(row), _field(row.field)) for code, row in sorted(refusals.items())]
    parts.append(FAILURES_HEAD)
    parts += [_line(failure.code, failure.meaning, failure.message) for failure in failures]
    return "".join(parts)


def failures_in(source: Path) -> list[Failure]:
    """Find the classes that carry a code of their own, in the order of their codes."""
    found = {
        failure.code: failure
        for path in sorted(source.rglob("*.py"))
        for failure in _failures_of(ast.parse(path.read_text(encoding="utf-8")))
    }
    return [found[code] for code in sorted(found)]


def _failures_of(tree: ast.Module) -> Iterator[Failure]:
    constants = _texts_given_in(tree.body, {})
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error"):
            code = _texts_given_in(node.body, {}).get("code")
            meaning = (ast.get_docstring(node) or "").partition("\n\n")[0]
            if code:
                yield Failure(code, " ".join(meaning.split()), _message_of(node, constants))


def _message_of(failure: ast.ClassDef, constants: Mapping[str, str]) -> str:
    """Read the message that a class hands to its base, the English one where there are two; else nothing."""
    for method in failure.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__init__":
            known = _texts_given_in(method.body, constants)
            for node in ast.walk(method):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__")
                    ):
                        return _text_of(node.args[-1], known) if node.args else ""
    return ""


def _texts_given_in(statements: Sequence[ast.stmt], known: Mapping[str, str]) -> dict[str, str]:
    """Read the names, and attributes of `self`, that are given a text."""
    texts = dict(known)
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name) | ast.Attribute(attr=name)], value=value):
                texts[name] = _text_of(value, texts)
    return texts


def _text_of(node: ast.expr, known: Mapping[str, str]) -> str:
    """Read a text as far as it stands in the code, with a name where a value is filled in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text_of(part, known) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _text_of(left, known) + _text_of(right, known)
        case ast.FormattedValue(value=value):
            return _text_of(value, known)
        case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self"), attr=name):
            return known.get(name, f"‹{name}›")
        case ast.Attribute(value=ast.Name(id=name)):
            return f"‹{name}›"
    return "‹…›"


def _told(row: Row | Refusal) -> tuple[str, str, str]:
    """Give the sentences, with names for what they leave open, and who can solve it."""
    placeholders = Placeholders()
    return row.nl.format_map(placeholders), row.en.format_map(placeholders), PEOPLE[row.who][0]


def _field(name: str) -> str:
    return f"`{name}`" if name else ""


def _line(code: str, *cells: str) -> str:
    return f"| `{code}` | {' | '.join(cell.replace('|', BAR) for cell in cells)} |\n"


def current_page(checkout: Path) -> str:
    """Word the page from the code of a checkout."""
    catalogues = {"DOOR": DOOR, "EINVOICE": EINVOICE, "POSTING": POSTING, "BOOKS": BOOKS}
    return page(catalogues, FAMILIES, failures_in(checkout / SOURCE))


def main(checkout: Path) -> int:
    """Write the page; give the exit code."""
    (checkout / PAGE).write_text(current_page(checkout), encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
