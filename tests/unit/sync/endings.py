"""What must be true of a company once nothing more happens: nothing lost, each record where it belongs."""

from collections.abc import Mapping

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.choice import Choice, Conflict
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.records import Image, ItemState, SyncItem
from tests.fakes.memory import StoredItem
from tests.fakes.shelves import DOUBT, some_books
from tests.unit.sync.stories import ALIKE
from tests.unit.sync.story import Story

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType
RULES = frozenset(
    {
        "before-start-date",
        "not-needed-yet",
        "closed-project-not-needed",
        "invoice-left-out",
        "left-out-by-choice",
    }
)
ON_THE_LIST = frozenset({ItemState.SET_ASIDE, ItemState.WAITING})
BY_TOUCH = frozenset(
    {
        "edited-in-books",
        "changed-by-accountant",
        "removed-from-books",
        "booking-locked",
        "invoice-number-in-use",
    }
)
"""What people are asked about only when somebody did something in the books."""
BY_MISHAP = frozenset({"internal-error", "rejected-by-books"})
MOST_QUESTIONS = 8
"""After so many answers in a row a record that still asks would ask for ever."""
GENEROUS = {
    Choice.USE_CRM: 0,
    Choice.RECREATE: 1,
    Choice.ALLOW: 2,
    Choice.LINK: 3,
    Choice.CREATE_NEW: 4,
    Choice.KEEP_BOOKS: 5,
}


def require_nothing_lost(story: Story) -> None:
    """Hold each record to be in sync, asleep by a rule, on the list, or waiting for one that is not there."""
    items = story.installation.memory.items
    for key, record in story.last.items():
        item = items[key]
        assert item.record == record
        codes = {problem.code for problem in item.problems}
        match item.state:
            case ItemState.IN_SYNC:
                assert item.intent is None
                require_in_line(story, item)
            case ItemState.DORMANT:
                assert item.intent is None
                assert codes <= RULES
                assert codes
            case ItemState.SET_ASIDE:
                require_reason(story, item, codes)
            case ItemState.WAITING:
                missing = [
                    one for one in item.depends_on if one not in items or items[one].state in ON_THE_LIST
                ]
                assert missing, f"{key} waits for nothing that would come"
            case state:
                raise AssertionError(f"{key} is left {state}")


def require_reason(story: Story, item: StoredItem, codes: set[str]) -> None:
    """Hold a record on the list to be there for a reason that the story gave."""
    assert codes
    is_invalid = item.key.entity_type in {INVOICE, RELATION} and not _is_valid(item)
    for code in codes:
        if code in BY_TOUCH:
            is_touched = item.key in story.touched or item.key in story.kept
            assert is_touched, f"{item.key} is asked about although nobody touched it: {code}"
        elif code in BY_MISHAP:
            assert story.needs_people or is_invalid
        elif code == "changed-after-booking":
            assert story.ledger.policy.changed_invoices == "hold"
        elif code == "twin-ambiguous":
            assert story.ledger.where(RELATION, phone=ALIKE)
        elif code == "twin-inactive":
            assert item.key in story.touched
        else:
            assert code in {DOUBT, "name-missing", "needs-left-out"}, code


def require_in_line(story: Story, item: StoredItem) -> None:
    """Hold the books to what the CRM states, but for what people did there or chose to keep."""
    assert item.books_id is not None
    row = story.ledger.rows[item.key.entity_type][item.books_id]
    if isinstance(item.record, Attachment):
        require_file(story, item)
    if row.is_removed:
        hung_on = {item.key, *ENTITY_TYPES[item.key.entity_type].dependencies(item.key, item.record)}
        assert hung_on & story.touched, f"{item.key} is gone from the books"
        return
    if item.record in story.kept.get(item.key, []):
        return
    by_hand = story.ledger.by_hand.get(item.books_id, {})
    for name, value in wanted_of(story, item).items():
        held = row.image.get(name)
        assert held == value or name in by_hand or not (held or value), f"{item.key}: {name} is {held}"
    if item.key.entity_type is RELATION and item.key.external_id != "R4":
        assert row.image.get("phone") == story.phones.get(item.key.external_id)


def require_file(story: Story, item: StoredItem) -> None:
    """Hold a booking that stands in the books to have its file, also when it was made again."""
    (invoice,) = ENTITY_TYPES[ATTACHMENT].dependencies(item.key, item.record)
    booking = story.installation.item(invoice).books_id
    assert booking is not None
    if not story.ledger.rows[INVOICE][booking].is_removed:
        assert len(story.ledger.where(ATTACHMENT, booking=booking)) == 1, f"{item.key} is not on its booking"


def wanted_of(story: Story, item: StoredItem) -> Image:
    """Say what the books should hold for a record, whatever twin what it depends on has had before."""
    installation = story.installation
    allowed = Conflict(choices=(), allowed=(DOUBT,))
    sync_item = SyncItem(
        id=item.id,
        key=item.key,
        administration=item.administration,
        version=item.version,
        record=item.record,
        conflict=allowed,
    )
    with installation.administrations.exclusive(installation.administration) as store:
        assert store is not None
        needed = ENTITY_TYPES[item.key.entity_type].dependencies(item.key, item.record)
        links = store.links(needed)
    shelf = some_books(story.ledger, installation.faults).store(item.key.entity_type)
    image = dict(shelf.desired(sync_item, links).image)
    # A twin that was removed and made again is another one; what was booked on the old one stays there.
    for name, key in _references(item).items():
        if key in story.touched:
            del image[name]
    return image


def answer_everything(story: Story) -> None:
    """Let people see to all that is on the list until nothing is asked any more."""
    installation = story.installation
    story.ledger.protected.clear()
    for _ in range(MOST_QUESTIONS):
        aside = [item for item in installation.memory.items.values() if item.state is ItemState.SET_ASIDE]
        if not aside:
            return
        for item in aside:
            choices = item.conflict.choices if item.conflict else ()
            best = min((one for one in choices if one in GENEROUS), key=GENEROUS.__getitem__, default=None)
            if best is None:
                installation.storage.records.retry([item.key], installation.clock())
            else:
                story.decide(item.key, best)
        installation.heal(with_people=False)
    for item in installation.memory.items.values():
        if item.state is ItemState.SET_ASIDE:
            codes = {problem.code for problem in item.problems}
            assert not _is_valid(item) or codes == {"needs-left-out"}, f"{item.key} asks for ever: {codes}"


def _is_valid(item: StoredItem) -> bool:
    match item.record:
        case Relation(name=name):
            return bool(name)
        case Invoice(lines=lines):
            return bool(lines)
    return True


def _references(item: StoredItem) -> Mapping[str, RecordKey]:
    keys = ENTITY_TYPES[item.key.entity_type].dependencies(item.key, item.record)
    if isinstance(item.record, Attachment):
        return {}
    return {"customer": keys[0]} if isinstance(item.record, Invoice) else {}
