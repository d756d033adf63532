"""Tells whether lines of a booking would move to other accounts although their document says the same.

What is booked stays where it is when ledger rules change, or when the country or VAT number of the relation
does: moved along with a trivial change, an amount could leave a box of the VAT return that nobody looks at.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from snelkoppeling.sync.records import Image

LineKey = tuple[str, ...]


def moved_accounts(agreed: Image, wanted: Image, *, asked_for: Collection[int]) -> str:
    """Name the accounts that lines would leave and go to, as in `8250 → 8310`; empty when none would.

    Accounts that the document itself asks for are no surprise. Where the total changed, so may the kind of
    VAT of a line have: by its document.
    """
    with_kind = agreed.get("total") != wanted.get("total")
    before, after = _accounts(agreed, with_kind=with_kind), _accounts(wanted, with_kind=with_kind)
    asked = {str(number) for number in asked_for}
    moves: dict[str, None] = {}
    for key in before.keys() & after.keys():
        old, new = _without_common(before[key], after[key])
        if len(old) == len(new):
            pairs = zip(old, new, strict=True)
            moves.update(dict.fromkeys(f"{one} → {other}" for one, other in pairs if other not in asked))
    return ", ".join(sorted(moves))


def _accounts(image: Image, *, with_kind: bool) -> Mapping[LineKey, list[str]]:
    """Give the accounts of lines that say the same: amount, description and, when asked, kind of VAT."""
    lines = image.get("lines")
    found: dict[LineKey, list[str]] = defaultdict(list)
    for line in lines if isinstance(lines, list) else []:
        place, amount, kind, description = f"{line}   ".split(" ", 3)
        account, _, _ = place.partition("/")
        found[amount, " ".join(description.split()), kind if with_kind else ""].append(account)
    return found


def _without_common(old: Collection[str], new: Collection[str]) -> tuple[list[str], list[str]]:
    """Leave out what stands on both sides, as often as it does."""
    left, gone = list(new), []
    for one in sorted(old):
        if one in left:
            left.remove(one)
        else:
            gone.append(one)
    return gone, sorted(left)
