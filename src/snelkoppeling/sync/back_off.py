"""How long an administration rests after SnelStart could not answer."""

from datetime import timedelta

FIRST = timedelta(seconds=1)
LONGEST = timedelta(minutes=1)
LONGEST_WITHOUT_LINE = timedelta(minutes=15)
"""While SnelStart cannot be reached at all, one shared probe ends the rest of all who wait for it."""


def rest_after(
    failures: int, asked: timedelta | None, *, jitter: float, longest: timedelta = LONGEST
) -> timedelta:
    """Double the rest with each failure in a row, up to the longest; never shorter than what SnelStart asks.

    `failures` counts this one; `jitter` between 0 and 1 spreads the returns over a quarter of the rest.
    """
    doubled: timedelta = min(FIRST * 2 ** min(failures - 1, 10), longest)
    spread: timedelta = doubled * (0.75 + 0.25 * jitter)
    return max(spread, asked) if asked else spread
