"""Before which changes of a booking a person is asked, although nobody touched it in the books."""

from dataclasses import replace

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType
from snelkoppeling.domain.problem import problem
from snelkoppeling.sync.choice import Choice, Conflict, Decision
from snelkoppeling.sync.decide import decide
from snelkoppeling.sync.policy import SyncPolicy
from snelkoppeling.sync.ports import Desired
from snelkoppeling.sync.records import Image, ItemState, SyncItem, WriteAction
from snelkoppeling.sync.task import Task
from tests.factories import NOON, a_key, an_invoice

AGREED: Image = {"description": "Werk", "lines": ["8200 100.00 high Werk"]}
MOVED: Image = {"description": "Advies", "lines": ["8100 100.00 high Werk"]}
WHY = problem("accounts-would-move", "lines", "2026-0001", moves="8200 → 8100")
ITEM = SyncItem(
    id=1,
    key=a_key("F1", EntityType.INVOICE),
    administration=AdministrationId(1),
    version=2,
    record=an_invoice(),
    books_id=BooksId("booking-1"),
    last_agreed=AGREED,
)


def decided(item: SyncItem = ITEM, in_books: Image = AGREED) -> Task:
    task = Task.of(item)
    task.wants(Desired(image=MOVED, payload=None, label="2026-0001", asks_before={"lines": WHY}))
    task.in_books = in_books
    decide([task], SyncPolicy())
    return task


def test_a_change_of_a_field_that_must_be_asked_about_waits_for_a_person() -> None:
    task = decided()
    assert task.outcome is not None
    assert task.outcome.conflict is not None
    assert (task.outcome.state, task.outcome.problems) == (ItemState.SET_ASIDE, (WHY,))
    assert task.outcome.conflict.choices == (Choice.KEEP_BOOKS, Choice.USE_CRM)


def test_a_person_who_saw_both_sides_lets_the_change_through() -> None:
    asked = Conflict(choices=(Choice.KEEP_BOOKS, Choice.USE_CRM), in_books=AGREED)
    task = decided(replace(ITEM, conflict=asked, decision=Decision(choice=Choice.USE_CRM, at=NOON)))
    assert (task.action, task.fields) == (WriteAction.UPDATE, frozenset({"description", "lines"}))


def test_a_field_that_the_books_hold_as_wanted_is_not_asked_about() -> None:
    moved = {**AGREED, "lines": MOVED["lines"]}
    task = decided(replace(ITEM, last_agreed=moved), moved)
    assert (task.action, task.fields) == (WriteAction.UPDATE, frozenset({"description"}))
