"""The functions a filter may use; of null each gives null, which no condition accepts."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_TEXT, _NUMBER, _MOMENT, _BOOLEAN = "Edm.String", "Edm.Decimal", "Edm.DateTime", "Edm.Boolean"


@dataclass(frozen=True, slots=True)
class FilterFunction:
    """What a function takes and gives, in EDM types."""

    takes: tuple[str, ...]
    gives: str
    apply: Callable[..., Any]


def _of_values(function: Callable[..., Any]) -> Callable[..., Any]:
    def applied(*arguments: Any) -> Any:
        return None if None in arguments else function(*arguments)

    return applied


FUNCTIONS: dict[str, FilterFunction] = {
    name: FilterFunction(takes, gives, _of_values(function))
    for name, takes, gives, function in (
        ("substringof", (_TEXT, _TEXT), _BOOLEAN, lambda part, text: part in text),
        ("startswith", (_TEXT, _TEXT), _BOOLEAN, lambda text, start: text.startswith(start)),
        ("endswith", (_TEXT, _TEXT), _BOOLEAN, lambda text, end: text.endswith(end)),
        ("tolower", (_TEXT,), _TEXT, lambda text: text.lower()),
        ("toupper", (_TEXT,), _TEXT, lambda text: text.upper()),
        ("trim", (_TEXT,), _TEXT, lambda text: text.strip()),
        ("length", (_TEXT,), _NUMBER, lambda text: Decimal(len(text))),
        ("indexof", (_TEXT, _TEXT), _NUMBER, lambda text, part: Decimal(text.find(part))),
        ("year", (_MOMENT,), _NUMBER, lambda moment: Decimal(moment.year)),
        ("month", (_MOMENT,), _NUMBER, lambda moment: Decimal(moment.month)),
        ("day", (_MOMENT,), _NUMBER, lambda moment: Decimal(moment.day)),
        ("hour", (_MOMENT,), _NUMBER, lambda moment: Decimal(moment.hour)),
        ("minute", (_MOMENT,), _NUMBER, lambda moment: Decimal(moment.minute)),
        ("second", (_MOMENT,), _NUMBER, lambda moment: Decimal(moment.second)),
    )
}
