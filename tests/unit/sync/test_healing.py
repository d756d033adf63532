"""The promise of the engine, tried at random: whatever befalls it and people do, the books end right."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings

from snelkoppeling.sync.policy import SyncPolicy
from tests.unit.sync.endings import answer_everything, require_nothing_lost
from tests.unit.sync.stories import POLICIES, STEPS, Step
from tests.unit.sync.story import Story


@given(POLICIES, STEPS)
@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
def test_the_books_end_right_whatever_befalls_the_service_and_whatever_people_do(
    policy: SyncPolicy, steps: Sequence[Step]
) -> None:
    story = Story(policy)
    for step in steps:
        story.tell(step)

    story.installation.heal(with_people=story.needs_people)
    story.require_no_doubles()
    require_nothing_lost(story)

    answer_everything(story)
    story.require_no_doubles()
    require_nothing_lost(story)
