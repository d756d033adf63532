"""The promise of the engine, tried at random: whatever befalls it and people do, the books end right."""

from collections.abc import Sequence
from functools import partial

import pytest

from snelkoppeling.sync.policy import SyncPolicy
from tests.unit.sync.endings import answer_everything, require_nothing_lost
from tests.unit.sync.stories import Step
from tests.unit.sync.story import Story
from tests.unit.sync.teller import Teller, shortened

STORIES_EACH = 40


def tell(policy: SyncPolicy, steps: Sequence[Step]) -> None:
    """Tell a story to its end, first without people and then with them."""
    story = Story(policy)
    for step in steps:
        story.tell(step)

    story.installation.heal(with_people=story.needs_people)
    story.require_no_doubles()
    require_nothing_lost(story)

    answer_everything(story)
    story.require_no_doubles()
    require_nothing_lost(story)


def ends_badly(policy: SyncPolicy, steps: Sequence[Step]) -> bool:
    try:
        tell(policy, steps)
    except AssertionError:
        return True
    return False


@pytest.mark.parametrize("volume", range(5))
def test_the_books_end_right_whatever_befalls_the_service_and_whatever_people_do(volume: int) -> None:
    for number in range(volume * STORIES_EACH, (volume + 1) * STORIES_EACH):
        teller = Teller(number)
        policy, steps = teller.policy(), teller.steps()
        if ends_badly(policy, steps):
            short = shortened(steps, ends_badly=partial(ends_badly, policy))
            print(f"story {number} with {policy}:", *short, sep="\n")  # noqa: T201 - shown when it fails.
            tell(policy, short)


def test_a_story_that_ends_badly_is_shortened_to_what_matters() -> None:
    steps = Teller(1).steps()
    wanted = [steps[3], steps[-2]]

    short = shortened(steps, ends_badly=lambda some: all(one in some for one in wanted))

    assert short == wanted
