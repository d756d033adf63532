"""Backups of an administration: putting one back makes every identifier void (SnelStart API, section 10)."""

import re
from collections.abc import Iterator

import msgspec

from snelstart_simulator.administration import Administration, Books, BookState
from snelstart_simulator.models.company_info import CompanyInfo
from snelstart_simulator.models.record import Identified
from snelstart_simulator.world import World

_GUID = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


class Contents(msgspec.Struct):
    """What a backup holds."""

    company_info: CompanyInfo
    books: BookState


def make(administration: Administration) -> int:
    """Make a backup; gives its number."""
    administration.backups.append(msgspec.json.encode(_contents(administration)))
    return len(administration.backups) - 1


def restore(world: World, administration: Administration, number: int | None) -> None:
    """Put a backup back, or one of this very moment: the same books under other identifiers.

    Raises:
        IndexError: There is no backup with this number.
    """
    present = msgspec.json.encode(_contents(administration))
    saved = present
    if number is not None:
        if number < 0:
            raise IndexError(number)
        saved = administration.backups[number]
    old = msgspec.json.decode(saved, type=Contents)
    replaced = {one.encode(): world.identifiers.new().encode() for one in _identifiers(old)}
    administration.replaced = present
    _take(administration, _GUID.sub(lambda found: replaced.get(found[0], found[0]), saved))


def bring_back(administration: Administration) -> None:
    """Bring back the books that a backup replaced, as if they had never been away.

    Raises:
        LookupError: No backup was put back.
    """
    if administration.replaced is None:
        raise LookupError("no backup was put back")
    _take(administration, administration.replaced)
    administration.replaced = None


def _take(administration: Administration, saved: bytes) -> None:
    new = msgspec.json.decode(saved, type=Contents)
    administration.company_info, administration.books = new.company_info, Books(new.books)


def _contents(administration: Administration) -> Contents:
    return Contents(administration.company_info, administration.books.state())


def _identifiers(contents: Contents) -> Iterator[str]:
    yield contents.company_info.administratie_identifier
    for name in BookState.__struct_fields__:
        held = getattr(contents.books, name)
        if isinstance(held, list):
            yield from (one.id for one in held if isinstance(one, Identified))
