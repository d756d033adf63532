"""Reads the text of a filter into a tree (SnelStart API, section 3.3)."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, VisitError

from snelstart_simulator.models.record import Guid
from snelstart_simulator.reading import wall_time_of

_GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction | disjunction _OR conjunction -> either
?conjunction: negation | conjunction _AND negation -> both
?negation: comparison | _NOT negation -> opposite
?comparison: operand | operand OPERATOR operand -> comparison
?operand: literal | path | quantified | function | "(" disjunction ")"
path: NAME | path "/" NAME -> deeper
function: NAME "(" [disjunction ("," disjunction)*] ")"
quantified: path "/" QUANTIFIER "(" [NAME ":" disjunction] ")"
literal: TEXT -> text | GUID -> guid | DATETIME -> moment | NUMBER -> number
       | "null" -> null | "true" -> true | "false" -> false
OPERATOR: /(eq|ne|gt|ge|lt|le)\b/
QUANTIFIER.3: /(any|all)(?=\s*\()/
_OR: /or\b/
_AND: /and\b/
_NOT.3: /not\b/
TEXT: /'(?:[^']|'')*'/
GUID.3: /guid'[^']*'/
DATETIME.3: /datetime'[^']*'/
NUMBER: /-?\d+(\.\d+)?([eE][+-]?\d{1,3})?[mMdDfFlL]?/
NAME: /[A-Za-z_]\w*/
%ignore /\s+/
"""
_GUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_LONGEST_FILTER = 8000

Value: TypeAlias = str | Guid | datetime | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out; `type_name` is its EDM type."""

    value: Value
    type_name: str


@dataclass(frozen=True, slots=True)
class Path:
    """A property, or a property of a property."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A function applied to expressions."""

    name: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Quantified:
    """A condition on the items of a collection."""

    collection: Path
    quantifier: str
    variable: str | None
    condition: "Expression | None"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two expressions compared."""

    left: "Expression"
    operator: str
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Both:
    """Two conditions that must hold together."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Either:
    """Two conditions of which one must hold."""

    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Opposite:
    """A condition that must not hold."""

    condition: "Expression"


Expression: TypeAlias = Literal | Path | Function | Quantified | Comparison | Both | Either | Opposite


class FilterSyntaxError(Exception):
    """The text is not a filter."""


class _TreeBuilder(Transformer[Token, Expression]):
    """Turns what the grammar found into expressions, from the leaves up."""

    def text(self, items: list[Token]) -> Literal:
        return Literal(str(items[0])[1:-1].replace("''", "'"), "Edm.String")

    def guid(self, items: list[Token]) -> Literal:
        inside = str(items[0])[5:-1]
        if not _GUID.fullmatch(inside):
            raise FilterSyntaxError(f"Unrecognized 'Edm.Guid' literal '{items[0]}'.")
        return Literal(Guid(inside.lower()), "Edm.Guid")

    def moment(self, items: list[Token]) -> Literal:
        moment = wall_time_of(str(items[0])[9:-1])
        if moment is None:
            raise FilterSyntaxError(f"Unrecognized 'Edm.DateTime' literal '{items[0]}'.")
        return Literal(moment, "Edm.DateTime")

    def number(self, items: list[Token]) -> Literal:
        return Literal(Decimal(str(items[0]).rstrip("mMdDfFlL")), "Edm.Decimal")

    def null(self, _items: list[Token]) -> Literal:
        return Literal(None, "Null")

    def true(self, _items: list[Token]) -> Literal:
        return Literal(value=True, type_name="Edm.Boolean")

    def false(self, _items: list[Token]) -> Literal:
        return Literal(value=False, type_name="Edm.Boolean")

    def path(self, items: list[Token]) -> Path:
        return Path((str(items[0]),))

    def deeper(self, items: list[Path | Token]) -> Path:
        start, name = items
        return Path((*(start.names if isinstance(start, Path) else ()), str(name)))

    def function(self, items: list[Token | Expression | None]) -> Function:
        name, *arguments = items
        given = tuple(item for item in arguments if item is not None and not isinstance(item, Token))
        return Function(str(name), given)

    def quantified(self, items: list[Path | Token | Expression | None]) -> Quantified:
        collection, quantifier, variable, condition = items
        if not isinstance(collection, Path) or isinstance(condition, Token):
            raise FilterSyntaxError("A collection must be named before 'any' and 'all'.")
        return Quantified(collection, str(quantifier), str(variable) if variable else None, condition)

    def comparison(self, items: list[Expression | Token]) -> Comparison:
        left, operator, right = items
        if isinstance(left, Token) or isinstance(right, Token):
            raise FilterSyntaxError("A comparison needs two sides.")
        return Comparison(left, str(operator), right)

    def both(self, items: list[Expression]) -> Both:
        return Both(items[0], items[1])

    def either(self, items: list[Expression]) -> Either:
        return Either(items[0], items[1])

    def opposite(self, items: list[Expression]) -> Opposite:
        return Opposite(items[0])


_PARSER = Lark(_GRAMMAR, parser="lalr", transformer=_TreeBuilder(), maybe_placeholders=True)


@lru_cache(maxsize=2048)
def parse_filter(text: str) -> Expression:
    """Read a filter; raises FilterSyntaxError with the place where it goes wrong."""
    if len(text) > _LONGEST_FILTER:
        raise FilterSyntaxError("The filter is too long.")
    try:
        return _PARSER.parse(text)  # type: ignore[return-value]  # The transformer, run while parsing, makes it one.
    except UnexpectedInput as error:
        place = (error.pos_in_stream or 0) if error.pos_in_stream is not None else len(text)
        raise FilterSyntaxError(f"Syntax error at position {place} in '{text}'.") from error
    except VisitError as error:
        raise FilterSyntaxError(str(error.orig_exc)) from error
