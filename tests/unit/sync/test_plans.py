"""Which plan an approval is about, however many there are."""

import pytest

from snelkoppeling.sync.plans import Plans, PlanUnknownError
from tests.unit.sync.installation import Installation


def test_two_companies_with_nothing_to_do_yet_have_different_plans() -> None:
    installation = Installation()
    other = installation.storage.add_administration("Stichting De Dam")
    plans = Plans(
        installation.administrations,
        lambda _: installation.open_books(installation.administration),
        queue=installation.queue,
        clock=installation.clock,
    )

    mine = plans.make(installation.administration)
    theirs = plans.make(other)

    assert mine.checksum != theirs.checksum
    assert installation.administrations.with_plan(mine.checksum) == installation.administration
    assert installation.administrations.with_plan(theirs.checksum) == other
    with pytest.raises(PlanUnknownError):
        plans.approve(other, mine.checksum)
