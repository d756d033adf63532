"""Writes what the CRM and SnelStart hold differently as people read it, field by field and line by line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from snelkoppeling.demo.api import DifferingField
from snelkoppeling.demo.happenings import Sides
from snelkoppeling.demo.invoices import in_dutch
from snelkoppeling.domain.money import Money

FIELD_WORDS: Mapping[str, str] = {
    "lines": "regel",
    "vat": "btw",
    "total": "totaal",
    "description": "omschrijving",
    "invoice_date": "factuurdatum",
    "payment_term_days": "termijn",
    "voucher": "boekstuk",
}
"""In the order in which people look at them; any other field is told by its own name."""
LINE = re.compile(r"(\d+)(?:/(\d+))? (-?\d+\.\d\d) \w+ (.*)")
"""A line as the API shows it: account, cost centre, amount, kind of VAT, description."""
VAT_ROW = re.compile(r"(?:sales|purchase)_(\w+) (-?\d+\.\d\d)")
VAT_WORDS = {"high": "hoog", "low": "laag", "other": "overig", "reverse_charge": "verlegd"}
NOTHING = "–"


def sides_of(differing: Sequence[DifferingField]) -> tuple[Sides, ...]:
    """Lay the sides beside each other; what the CRM says nothing about is no matter of choice."""
    order = list(FIELD_WORDS)
    stated = [one for one in differing if one.in_crm is not None]
    stated.sort(key=lambda one: order.index(one.name) if one.name in order else len(order))
    return tuple(side for field in stated for side in _sides(field))


def _sides(field: DifferingField) -> Iterator[Sides]:
    label = FIELD_WORDS.get(field.name, field.name)
    if not isinstance(field.in_crm, list) or not isinstance(field.in_books, list):
        yield Sides(label, _readable(field.in_crm), _readable(field.in_books))
        return
    only_crm = [one for one in field.in_crm if one not in field.in_books]
    only_books = [one for one in field.in_books if one not in field.in_crm]
    for one, other in zip_longest(only_crm, only_books):
        yield Sides(label, _readable(one), _readable(other))


def _readable(value: object) -> str:
    text = NOTHING if value in {None, ""} else str(value)
    if line := LINE.fullmatch(text):
        account, centre, amount, about = line.groups()
        return " ".join(
            filter(None, (account, centre and f"kpl {centre}", in_dutch(Money.of(amount)), about))
        )
    if row := VAT_ROW.fullmatch(text):
        return f"{VAT_WORDS.get(row[1], row[1])} {in_dutch(Money.of(row[2]))}"
    return in_dutch(Money.of(text)) if re.fullmatch(r"-?\d+\.\d\d", text) else text
