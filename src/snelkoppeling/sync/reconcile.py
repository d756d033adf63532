"""Decides what brings the books in line with the CRM for one record; only decides, never writes."""

from dataclasses import dataclass

from snelkoppeling.sync.records import Image, ImageValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """These fields are to be written; `overwritten` holds what the books lose by it."""

    fields: frozenset[str]
    overwritten: frozenset[str]
    """Those of the fields that somebody changed in the books since both sides last agreed."""


@dataclass(frozen=True, slots=True)
class Keep:
    """The books hold what the CRM wants."""


def reconcile(desired: Image, in_books: Image, last_agreed: Image | None) -> Update | Keep:
    """Compare what the CRM wants, what the books hold and what both last agreed on.

    The CRM owns the fields it states, so it wins them; a field that is not in `desired` is not its own and
    is left alone. The same new value typed on both sides is agreement.
    """
    differing = differing_fields(desired, in_books)
    if not differing:
        return Keep()
    edited = differing_fields(last_agreed, in_books) if last_agreed is not None else differing
    return Update(fields=differing, overwritten=edited & differing)


def differing_fields(left: Image, right: Image) -> frozenset[str]:
    """Name the fields of `left` whose value is another in `right`; empty text and nothing are the same."""
    return frozenset(name for name, value in left.items() if _plain(value) != _plain(right.get(name)))


def are_equal(left: Image, right: Image) -> bool:
    """Tell whether two images say the same."""
    return not differing_fields(left, right) and not differing_fields(right, left)


def _plain(value: ImageValue) -> ImageValue:
    return None if value == "" else value
