"""Applies the query options of a request to a table of records (SnelStart API, sections 3.1 and 3.2)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.record import Identified, Record
from snelstart_simulator.odata.evaluation import Filter, compile_filter, compile_path, property_named
from snelstart_simulator.refusals import NotSimulated, QueryRefusal
from snelstart_simulator.table import Table

R = TypeVar("R", bound=Identified)
S = TypeVar("S", bound=Record)
MOST_ROWS = 500
_UNKNOWN_TO_THE_SERVER = {
    "$expand": "Expand",
    "$count": "Count",
    "$inlinecount": "InlineCount",
    "$skiptoken": "SkipToken",
}


@dataclass(frozen=True, slots=True)
class Query:
    """The query options of one request."""

    filter: str | None = None
    order_by: str | None = None
    select: str | None = None
    top: int = MOST_ROWS
    skip: int = 0


def listed(call: Call, table: Table[R], record: type[R]) -> Answer:
    """Answer with the page of a table that the call asks for."""
    query = read_query(call.query)
    if call.repeats_row and query.skip:
        query = replace(query, skip=query.skip - 1)
    ignoring_case = call.switches.filter_texts == "ignoring_case"
    rows = apply_query(table, record, query=query, ignoring_case=ignoring_case)
    if call.repeats_row and rows and not query.skip and len(rows) < query.top:
        rows.append(rows[-1])
    if call.moves_row and rows:
        table.move_to_end(rows[0].id)
    return json_answer(select(rows, record, query.select) if query.select else rows)


def listed_rows(call: Call, rows: Sequence[Record], record: type[Record]) -> Answer:
    """Answer with the page that the call asks for of rows that have no identifiers."""
    query = read_query(call.query)
    condition = compile_filter(record, query.filter) if query.filter else None
    page = _page(filter(condition.holds, rows) if condition else rows, record, query)
    return json_answer(select(page, record, query.select) if query.select else page)


def read_query(query_string: bytes, *, most_rows: int = MOST_ROWS) -> Query:
    """Read the options, whichever way the client encoded them; others than OData's are ignored."""
    given = dict(parse_qsl(query_string.decode("latin-1"), keep_blank_values=True))
    for option, name in _UNKNOWN_TO_THE_SERVER.items():
        if option in given:
            raise QueryRefusal(
                f"Query option '{name}' is not allowed. To allow it, set the 'AllowedQueryOptions' property "
                "on EnableQueryAttribute or QueryValidationSettings."
            )
    if "$apply" in given:
        raise NotSimulated("$apply")
    top = _whole(given, "$top", default=most_rows)
    if top > most_rows:
        raise QueryRefusal(
            f"The limit of '{most_rows}' for Top query has been exceeded. "
            f"The value from the incoming request is '{top}'."
        )
    return Query(
        filter=given.get("$filter") or None,
        order_by=given.get("$orderby") or None,
        select=given.get("$select") or None,
        top=top,
        skip=_whole(given, "$skip", default=0),
    )


def apply_query(table: Table[R], record: type[R], *, query: Query, ignoring_case: bool = False) -> list[R]:
    """Give the rows of the page that was asked for."""
    condition = compile_filter(record, query.filter, ignoring_case=ignoring_case) if query.filter else None
    rows: Iterable[R] = _candidates(table, condition)
    if condition:
        rows = filter(condition.holds, rows)
    return _page(rows, record, query)


def _page(rows: Iterable[S], record: type[Record], query: Query) -> list[S]:
    if query.order_by:
        rows = _ordered(list(rows), record, query.order_by)
    return list(islice(rows, query.skip, query.skip + query.top))


def select(rows: Sequence[Record], record: type[Record], chosen: str) -> list[dict[str, Any]]:
    """Keep the chosen properties of each row only."""
    properties = [property_named(record, name.strip()) for name in chosen.split(",")]
    return [{one.wire_name: one.read(row) for one in properties} for row in rows]


def _candidates(table: Table[R], condition: Filter | None) -> Iterable[R]:
    """Narrow the search by an index where the filter demands one value; the filter itself still decides."""
    for attribute, value in condition.equalities if condition else ():
        if table.is_indexed(attribute):
            return table.find(attribute, value)
    return table


def _ordered(rows: list[S], record: type[Record], order_by: str) -> list[S]:
    for term in reversed(order_by.split(",")):
        words = term.split()
        if not words or len(words) > 2 or (len(words) > 1 and words[1] not in {"asc", "desc"}):  # noqa: PLR2004 - a name and a direction.
            raise QueryRefusal(f"Syntax error at position 0 in '{order_by}'.")
        read = compile_path(record, tuple(words[0].split("/")))
        rows.sort(key=_sortable(read), reverse=words[1:] == ["desc"])
    return rows


def _sortable(read: Callable[[Any], Any]) -> Callable[[Any], tuple[bool, Any]]:
    def key(row: Any) -> tuple[bool, Any]:
        value = read(row)
        return (value is not None, "" if value is None else value)

    return key


def _whole(given: dict[str, str], option: str, *, default: int) -> int:
    text = given.get(option)
    if text is None:
        return default
    if not text.isdecimal() or not text.isascii() or len(text) > 9:  # noqa: PLR2004 - fits 32 bits.
        raise QueryRefusal(
            f"Invalid value '{text}' for {option} query option found. "
            f"The {option} query option requires a non-negative integer value."
        )
    return int(text)
