"""Reads values out of a UBL tree, and notes what is missing or malformed instead of stopping at it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lxml.etree import QName
from lxml.etree import _Element as Element

from snelkoppeling.domain.money import CENT, ZERO, Money
from snelkoppeling.domain.problem import Problem, problem

NAMESPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
MOST_PROBLEMS = 50
"""Nobody reads more, and a file of twenty megabytes can hold a million."""
AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,13}(?:\.[0-9]*)?|\.[0-9]+)")
"""xsd:decimal; Decimal itself reads exponents and the digits of every script."""
PERCENTAGE = re.compile(r"\+?[0-9]{1,3}(?:\.[0-9]{0,10})?")
DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
"""xsd:date; the time zone changes nothing about the date that is printed on the invoice."""
HIGHEST_PERCENTAGE = 100
NO_DATE = date(1, 1, 1)


@dataclass(slots=True)
class Findings:
    """What is wrong with a document: problems keep it out, remarks go with it."""

    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Node:
    """An element, with the findings that reading it adds to.

    What is required and absent or malformed gives a neutral value and a problem; the value goes nowhere,
    since a document with problems is not handed on.
    """

    element: Element
    findings: Findings

    def all(self, path: str) -> list["Node"]:
        """List the elements at a path, in the order of the document."""
        return [Node(found, self.findings) for found in self.element.findall(path, NAMESPACES)]

    def first(self, path: str) -> "Node | None":
        """Find the first element at a path; for what may be repeated without harm."""
        found = self.element.find(path, NAMESPACES)
        return None if found is None else Node(found, self.findings)

    def only(self, path: str) -> "Node | None":
        """Find the one element at a path; two of them are a problem."""
        found = self.all(path)
        if len(found) > 1:
            self.add("ubl-element-repeated", path, len(found))
        return found[0] if found else None

    def texts(self, path: str) -> list[str]:
        """List the texts at a path that are not blank."""
        return [text for node in self.all(path) if (text := node.own_text)]

    def text(self, path: str) -> str:
        """Read the first text at a path that is not blank; empty when there is none."""
        return next(iter(self.texts(path)), "")

    def only_text(self, path: str) -> str:
        """Read the text of the one element at a path; empty when there is none."""
        node = self.only(path)
        return node.own_text if node else ""

    def required_text(self, path: str) -> str:
        """Read the text of the one element at a path; its absence is a problem."""
        text = self.only_text(path)
        if not text:
            self.add("ubl-element-missing", path)
        return text

    def amount(self, path: str, currency: str) -> Money | None:
        """Read an amount in the document's currency, in whole cents; None when the element is absent."""
        node = self.only(path)
        if node is None:
            return None
        stated = node.element.get("currencyID", currency).strip()
        if stated != currency:
            self.add("ubl-amount-in-other-currency", path, stated, currency=currency)
        text = node.own_text
        if not AMOUNT.fullmatch(text):
            self.add("ubl-not-an-amount", path, text)
            return ZERO
        amount = Decimal(text)
        if amount != amount.quantize(CENT):
            self.add("ubl-fraction-of-cent", path, text)
            return ZERO
        return Money(amount)

    def required_amount(self, path: str, currency: str) -> Money:
        """Read an amount; its absence is a problem."""
        amount = self.amount(path, currency)
        if amount is None:
            self.add("ubl-element-missing", path)
        return amount or ZERO

    def percentage(self, path: str) -> Decimal | None:
        """Read a percentage from 0 to 100; None when the element is absent or blank."""
        text = self.only_text(path)
        if not text:
            return None
        if not PERCENTAGE.fullmatch(text) or Decimal(text) > HIGHEST_PERCENTAGE:
            self.add("ubl-not-a-percentage", path, text)
            return Decimal(0)
        return Decimal(text)

    def day(self, path: str) -> date | None:
        """Read a date; None when the element is absent or blank."""
        node = self.only(path)
        return node.own_day if node else None

    @property
    def own_day(self) -> date | None:
        """The date that the element holds; None when it is blank."""
        text = self.own_text
        if not text:
            return None
        found = DATE.fullmatch(text)
        try:
            return date.fromisoformat(found.group(1) if found else "")
        except ValueError:
            self.add("ubl-not-a-date", "", text)
            return NO_DATE

    @property
    def own_text(self) -> str:
        """The text of the element on one line, without what cannot be printed."""
        spaced = " ".join((self.element.text or "").split())
        return "".join(char for char in spaced if char.isprintable()).strip()

    def place(self, path: str = "") -> str:
        """Name an element the way a person finds it, such as `InvoiceLine[2]/Item/Name`."""
        steps = [_step(self.element)]
        steps += [_step(ancestor) for ancestor in self.element.iterancestors()]
        steps = [step for step in reversed(steps) if step]
        if path:
            steps += [step.partition(":")[2] for step in path.split("/")]
        return "/".join(steps)

    def add(self, code: str, path: str, value: object = "", **details: object) -> None:
        """Note a problem with what is, or should be, at a path."""
        _note(self.findings.problems, lambda: problem(code, self.place(path), value, **details))

    def remark(self, code: str, path: str, value: object = "", **details: object) -> None:
        """Note what people should know about what is at a path."""
        _note(self.findings.remarks, lambda: problem(code, self.place(path), value, **details))


def _note(notes: list[Problem], word: Callable[[], Problem]) -> None:
    """Note one more; after fifty only that there are more, without looking for its place among thousands."""
    if len(notes) < MOST_PROBLEMS:
        notes.append(word())
    elif len(notes) == MOST_PROBLEMS:
        notes.append(problem("ubl-more-problems", "", MOST_PROBLEMS))


def _step(element: Element) -> str:
    """Name an element among its brothers; the root needs no name."""
    parent = element.getparent()
    if parent is None:
        return ""
    name = QName(element).localname
    same = parent.findall(element.tag)
    return name if len(same) == 1 else f"{name}[{same.index(element) + 1}]"
