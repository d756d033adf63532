"""Finds SnelStart's Dutch in Python names outside the folders where the two languages meet.

Looked at are the names the code itself gives and uses: variables, attributes, parameters, functions, classes.
Text is free: users read Dutch. A name that is given by somebody else and cannot be changed carries
`# language: <reason>` on its line.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("src",)
# Here SnelStart's own words are the right ones.
DUTCH_FOLDERS = (
    Path("src/snelstart_client"),
    Path("src/snelstart_simulator"),
    Path("src/snelkoppeling/connectors/snelstart"),
)
EXCEPTION = "# language: "
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]+")

# SnelStart's word, or the beginning of a longer one, and what we say instead.
TERMS = {
    "relatie": "relation",
    "klant": "customer",
    "leverancier": "supplier",
    "kostenplaats": "cost_centre",
    "grootboek": "ledger_account",
    "dagboek": "journal",
    "verkoop": "sales",
    "inkoop": "purchase",
    "boeking": "booking",
    "boekstuk": "voucher_number",
    "boekjaar": "fiscal year",
    "krediettermijn": "payment_term_days",
    "koppelsleutel": "connection_key",
    "btw": "vat",
    "omzetbelasting": "vat",
    "openstaand": "open item",
    "bijlage": "attachment",
    "nonactief": "not is_active",
    "omschrijving": "description",
    "bedrag": "amount",
    "saldo": "balance",
    "administratie": "administration",
    "factuur": "invoice",
    "facturen": "invoices",
    "vervaldatum": "due_date",
    "regels": "lines",
    "naam": "name",
    "nummer": "number",
    "datum": "date",
    "adres": "address",
    "straat": "street",
    "plaatsnaam": "city",
    "telefoon": "phone",
    "betaling": "payment",
    "debiteur": "debtor",
    "crediteur": "creditor",
    "aanmaning": "reminder",
    "incasso": "direct_debit",
    "machtiging": "mandate",
    "artikel": "article",
    "offerte": "quote",
    "sleutel": "key",
    "gewijzigd": "modified",
}


@dataclass(frozen=True, order=True)
class Finding:
    """One Dutch name, and where."""

    path: Path
    line: int
    name: str
    english: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.name} is SnelStart's word; here we say {self.english}"


def findings_in(source: str, path: Path) -> list[Finding]:
    """List the Dutch names in one module, each once a line."""
    lines = source.splitlines()
    found = {
        Finding(path, line, name, english)
        for line, name in _names(ast.parse(source))
        if (english := english_for(name)) and EXCEPTION not in lines[line - 1]
    }
    return sorted(found)


def english_for(name: str) -> str | None:
    """Give our word for the first of SnelStart's in a name; None when there is none."""
    for word in WORD.findall(name):
        for term, english in TERMS.items():
            if word.lower().startswith(term):
                return english
    return None


def _names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.keyword(arg=str(name)) | ast.alias(asname=str(name)):
                yield node.lineno, name
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                yield node.lineno, name
            case _:
                pass


def main(checkout: Path) -> int:
    """Print every finding in the project; give the exit code."""
    found = []
    for path in sorted(path for folder in FOLDERS for path in (checkout / folder).rglob("*.py")):
        inside = path.relative_to(checkout)
        if not any(inside.is_relative_to(folder) for folder in DUTCH_FOLDERS):
            found += findings_in(path.read_text(encoding="utf-8"), inside)
    for finding in found:
        print(finding)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
