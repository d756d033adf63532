"""Turns the tree of a filter into a condition on records, after checking every name and type in it."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from snelstart_simulator.models.record import Record
from snelstart_simulator.odata.functions import FUNCTIONS
from snelstart_simulator.odata.schema import EdmType, Property, name_of, properties_of
from snelstart_simulator.odata.syntax import (
    Both,
    Comparison,
    Either,
    Expression,
    FilterSyntaxError,
    Function,
    Literal,
    Opposite,
    Path,
    Quantified,
    parse_filter,
)
from snelstart_simulator.refusals import QueryRefusal

Row = tuple[Any, ...]
"""The record itself, followed by the items that the lambdas around an expression stand at."""

_BOOLEAN = EdmType("Edm.Boolean")
_OPERATORS: dict[str, tuple[str, Callable[[Any, Any], bool]]] = {
    "eq": ("Equal", operator.eq),
    "ne": ("NotEqual", operator.ne),
    "gt": ("GreaterThan", operator.gt),
    "ge": ("GreaterThanOrEqual", operator.ge),
    "lt": ("LessThan", operator.lt),
    "le": ("LessThanOrEqual", operator.le),
}


@dataclass(frozen=True, slots=True)
class _Compiled:
    type: EdmType
    read: Callable[[Row], Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on one kind of record, and the properties that it demands to equal a value."""

    holds: Callable[[Any], bool]
    equalities: tuple[tuple[str, object], ...]


@lru_cache(maxsize=2048)
def compile_filter(record: type[Record], text: str, *, ignoring_case: bool = False) -> Filter:
    """Make a condition of a filter's text; what SnelStart does not understand is refused in its words.

    Ignoring case, texts are compared as many databases do, without case and spaces at the end.
    """
    try:
        tree = parse_filter(text)
    except FilterSyntaxError as error:
        raise QueryRefusal(str(error)) from error
    compiled = _Scope(record, {}, ignoring_case=ignoring_case).compile(tree)
    if compiled.type != _BOOLEAN:
        raise QueryRefusal("The filter expression must evaluate to a boolean value.")
    read = compiled.read
    demanded = _equalities(record, tree)
    if ignoring_case:
        demanded = [(name, value) for name, value in demanded if not isinstance(value, str)]
    return Filter(lambda row: bool(read((row,))), tuple(demanded))


def compile_path(record: type[Record], names: tuple[str, ...]) -> Callable[[Any], Any]:
    """Make a reader of a property to order by, or of a property of a property."""
    compiled = _Scope(record, {}).compile(Path(names))
    if compiled.type.record or compiled.type.item:
        raise QueryRefusal(f"The property '{'/'.join(names)}' cannot be used in the $orderby query option.")
    return lambda row: compiled.read((row,))


def property_named(record: type[Record], name: str) -> Property:
    """Find a property by its exact name; an unknown one is refused with the measured message."""
    found = properties_of(record).get(name)
    if found is None:
        raise QueryRefusal(f"Could not find a property named '{name}' on type '{name_of(record)}'.")
    return found


def _equalities(record: type[Record], tree: Expression) -> list[tuple[str, object]]:
    """List what must hold for the whole filter to hold, so that an index may narrow the search."""
    if isinstance(tree, Both):
        return _equalities(record, tree.left) + _equalities(record, tree.right)
    if isinstance(tree, Comparison) and tree.operator == "eq":
        for path, literal in ((tree.left, tree.right), (tree.right, tree.left)):
            if isinstance(path, Path) and isinstance(literal, Literal) and len(path.names) == 1:
                return [(property_named(record, path.names[0]).attribute, literal.value)]
    return []


class _Scope:
    """The names that an expression can see: the record's properties, and the lambdas' variables."""

    def __init__(
        self,
        record: type[Record],
        variables: Mapping[str, tuple[int, EdmType]],
        *,
        ignoring_case: bool = False,
    ) -> None:
        self._record = record
        self._variables = variables
        self._ignoring_case = ignoring_case

    def compile(self, tree: Expression) -> _Compiled:
        match tree:
            case Literal(value, type_name):
                return _Compiled(EdmType(type_name), lambda _row: value)
            case Path(names):
                return self._path(names)
            case Comparison(left, name, right):
                one, other = self.compile(left), self.compile(right)
                if self._ignoring_case:
                    one, other = _folded(one), _folded(other)
                return _comparison(one, name, other)
            case Both(left, right):
                first, second = self._condition(left, "And"), self._condition(right, "And")
                return _Compiled(_BOOLEAN, lambda row: first(row) and second(row))
            case Either(left, right):
                first, second = self._condition(left, "Or"), self._condition(right, "Or")
                return _Compiled(_BOOLEAN, lambda row: first(row) or second(row))
            case Opposite(condition):
                inner = self._condition(condition, "Not")
                return _Compiled(_BOOLEAN, lambda row: not inner(row))
            case Function(name, arguments):
                return self._function(name, [self.compile(argument) for argument in arguments])
            case Quantified():
                return self._quantified(tree)

    def _condition(self, tree: Expression, what: str) -> Callable[[Row], Any]:
        compiled = self.compile(tree)
        if compiled.type != _BOOLEAN:
            raise QueryRefusal(
                f"A unary or binary operator with an incompatible type was detected. Found operand type "
                f"'{compiled.type.name}' for operator kind '{what}'."
            )
        return compiled.read

    def _path(self, names: tuple[str, ...]) -> _Compiled:
        first, *rest = names
        if first in self._variables:
            position, kind = self._variables[first]
            compiled = _Compiled(kind, operator.itemgetter(position))
        else:
            compiled = _property(_Compiled(EdmType("", self._record), operator.itemgetter(0)), first)
        for name in rest:
            compiled = _property(compiled, name)
        return compiled

    def _function(self, name: str, arguments: list[_Compiled]) -> _Compiled:
        known = FUNCTIONS.get(name)
        if known is None:
            raise QueryRefusal(
                f"An unknown function with name '{name}' was found. This may also be a key lookup on a "
                "navigation property, which is not allowed."
            )
        given = [argument.type.name for argument in arguments]
        suits = len(given) == len(known.takes) and all(
            found in {wanted, "Null"} for found, wanted in zip(given, known.takes, strict=True)
        )
        if not suits:
            raise QueryRefusal(
                f"No function signature for the function with name '{name}' matches the specified arguments. "
                f"The function signatures considered are: {name}({', '.join(known.takes)})."
            )
        reads, apply = [argument.read for argument in arguments], known.apply
        return _Compiled(EdmType(known.gives), lambda row: apply(*(read(row) for read in reads)))

    def _quantified(self, tree: Quantified) -> _Compiled:
        collection = self.compile(tree.collection)
        item = collection.type.item
        if item is None:
            raise QueryRefusal(
                f"Any/All may only be used following a collection; "
                f"'{'/'.join(tree.collection.names)}' is not one."
            )
        items = collection.read
        if tree.condition is None or tree.variable is None:
            return _Compiled(_BOOLEAN, lambda row: bool(items(row)))
        position = len(self._variables) + 1
        variables = {**self._variables, tree.variable: (position, item)}
        inner = _Scope(self._record, variables, ignoring_case=self._ignoring_case)
        condition = inner._condition(tree.condition, "Lambda")
        combine = any if tree.quantifier == "any" else all
        return _Compiled(
            _BOOLEAN, lambda row: combine(condition((*row[:position], one)) for one in items(row) or ())
        )


def _property(holder: _Compiled, name: str) -> _Compiled:
    record = holder.type.record
    if record is None:
        raise QueryRefusal(f"The property '{name}' cannot be read from a value of type '{holder.type.name}'.")
    found = property_named(record, name)
    if found.name.endswith("Uri"):
        raise QueryRefusal(f"The property '{name}' cannot be used in the $filter query option.")
    read_holder, read = holder.read, found.read

    def read_through(row: Row) -> Any:
        inside = read_holder(row)
        return None if inside is None else read(inside)

    return _Compiled(found.type, read_through)


def _folded(compiled: _Compiled) -> _Compiled:
    """Read a text without its case and the spaces at its end; other values as they are."""
    read = compiled.read

    def read_folded(row: Row) -> Any:
        value = read(row)
        return value.rstrip().casefold() if isinstance(value, str) else value

    return _Compiled(compiled.type, read_folded) if compiled.type.name == "Edm.String" else compiled


def _comparison(left: _Compiled, name: str, right: _Compiled) -> _Compiled:
    kind, compare = _OPERATORS[name]
    types = {left.type.name, right.type.name}
    if len(types - {"Null"}) > 1:
        raise QueryRefusal(
            "A binary operator with incompatible types was detected. Found operand types "
            f"'{left.type.name}' and '{right.type.name}' for operator kind '{kind}'."
        )
    one, other = left.read, right.read
    if name in {"eq", "ne"}:
        return _Compiled(_BOOLEAN, lambda row: compare(one(row), other(row)))

    def ordered(row: Row) -> bool:
        first, second = one(row), other(row)
        return first is not None and second is not None and compare(first, second)

    return _Compiled(_BOOLEAN, ordered)
