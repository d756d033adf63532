"""Decides what becomes of a task, from what the CRM wants, what the books hold and what people chose."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from snelkoppeling.domain.field_names import FieldNames
from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.choice import Choice, Conflict
from snelkoppeling.sync.entity_types import OnChange
from snelkoppeling.sync.policy import ChangedInvoices, NewRelations, SyncPolicy
from snelkoppeling.sync.ports import Found, Links
from snelkoppeling.sync.reconcile import Keep, are_equal, differing_fields, reconcile
from snelkoppeling.sync.records import Event, ItemState, WriteAction, name_of
from snelkoppeling.sync.task import Task

CHANGED_BY_ACCOUNTANT = "changed_by_accountant"
"""The field of an image with which the books say that an accountant has been there."""
MADE_AGAIN = frozenset({Choice.RECREATE, Choice.CREATE_NEW})
"""With these a person says that a twin which is gone is to be made again."""


def open_tasks(tasks: Iterable[Task]) -> list[Task]:
    """Give the tasks that have no outcome yet."""
    return [task for task in tasks if task.is_open]


def put_to_sleep(task: Task, links: Links, policy: SyncPolicy) -> None:
    """Leave out what a rule or a choice of people keeps out of the books, before it costs a call.

    What an earlier run may have sent is looked up first: asleep, it would be forgotten.
    """
    record = task.item.record
    if not task.is_open or task.has_old_intent:
        return
    if task.choice is Choice.LEAVE_OUT:
        task.sleep(problem("left-out-by-choice", value=name_of(record)))
    elif task.books_id is not None:
        return
    elif isinstance(record, Invoice) and policy.start_date and record.issue_date < policy.start_date:
        task.sleep(
            problem("before-start-date", "issue_date", record.issue_date, start_date=policy.start_date)
        )
    elif task.item.key.entity_type is EntityType.ATTACHMENT:
        asleep = asleep_among(task.depends_on, links)
        if asleep:
            task.sleep(problem("invoice-left-out", value=called(asleep[:1], links)), until=asleep)


def asleep_among(keys: Iterable[RecordKey], links: Links) -> tuple[RecordKey, ...]:
    """Give those of the records that are dormant; the twin of one that is left out may be gone."""
    return tuple(key for key in keys if key in links and links[key].state is ItemState.DORMANT)


def wait_for_others(task: Task, links: Links) -> tuple[RecordKey, ...]:
    """Let a record wait that needs another first, and give those that must be woken for it."""
    asleep = asleep_among(task.depends_on, links)
    absent = {key for key in task.depends_on if key not in links or links[key].books_id is None}
    missing = tuple(key for key in task.depends_on if key in absent or key in asleep)
    if not missing or task.has_old_intent:
        return ()
    if left_out := [key for key in missing if key in links and links[key].is_left_out]:
        why = problem("needs-left-out", value=called(left_out, links))
        task.set_aside((why,), conflict=Conflict(choices=(Choice.LEAVE_OUT,)))
        return ()
    code = "waits-for" if all(key in links for key in missing) else "waits-for-unknown"
    task.waits_for(missing, (problem(code, value=called(missing, links)),))
    return asleep


def called(keys: Iterable[RecordKey], links: Links) -> str:
    """Name records as people do; one that never arrived has no other name than its id in the CRM."""
    records = [(key, links[key].record if key in links else None) for key in keys]
    return ", ".join(str(key.external_id) if record is None else name_of(record) for key, record in records)


def wait_for_parents(
    task: Task, links: Links, *, gone: AbstractSet[RecordKey], unseen: AbstractSet[RecordKey]
) -> None:
    """Let a record wait whose parent is gone, or is not in order itself; people are asked about that one.

    While it could not be seen whether the parent is gone, the record is left to the next run.
    """
    missing = tuple(
        key
        for key in task.depends_on
        if key in gone or (key in links and links[key].state is not ItemState.IN_SYNC)
    )
    if missing:
        task.waits_for(missing, (problem("waits-for", value=called(missing, links)),))
    elif unseen & set(task.depends_on):
        task.leave()


def may_be_made_again(task: Task) -> bool:
    """Tell whether a person said that a new twin is wanted, so that the old one is looked for first."""
    return task.books_id is not None and task.in_books is None and task.choice in MADE_AGAIN


def chosen(task: Task) -> Found | None:
    """Give the record in the books that a person pointed out, unless it is the twin already."""
    decision = task.decision
    if decision is None or decision.choice is not Choice.LINK or decision.books_id in {None, task.books_id}:
        return None
    shown = task.item.conflict.candidates if task.item.conflict else ()
    label = next((one.label for one in shown if one.books_id == decision.books_id), "")
    return Found(books_id=BooksId(str(decision.books_id)), image={}, label=label, event="adopted")


def take_as_booked(tasks: Iterable[Task]) -> None:
    """End those whose booking was found: it stays as whoever made it wrote it, and is not read for that."""
    for task in open_tasks(tasks):
        if task.adopted is not None and task.row.on_change is OnChange.GUARDED:
            task.agreed()


def link_first(tasks: Iterable[Task]) -> None:
    """Put a twin that was just found on record before anything is written to it; the next chunk does that.

    An intent to update means nothing to the next run when the twin is forgotten in a crash.
    """
    for task in open_tasks(tasks):
        if task.has_new_twin and _may_update(task):
            task.leave()


def needs_reading(task: Task) -> bool:
    """The books are read only when there is something to write over."""
    return task.books_id is not None and task.in_books is None and _may_update(task)


def _may_update(task: Task) -> bool:
    if task.row.on_change is OnChange.REFUSE or task.choice is Choice.KEEP_BOOKS:
        return False
    return not task.is_unchanged


def gone(task: Task) -> None:
    """The twin was removed from the books: it is made again only when a person said so."""
    if task.choice in MADE_AGAIN:
        task.forget_twin()
    else:
        ask_about_removed(task)


def ask_about_removed(task: Task) -> None:
    """Let a person choose what becomes of a record whose twin was removed from the books."""
    name = task.desired.label if task.desired else str(task.item.key)
    conflict = Conflict(
        choices=(Choice.RECREATE, Choice.LEAVE_OUT),
        wanted=task.desired.image if task.desired else None,
        agreed=task.item.last_agreed,
    )
    task.set_aside((problem("removed-from-books", value=name),), conflict=conflict)


def decide(tasks: Iterable[Task], policy: SyncPolicy) -> None:
    """Choose the write of each task, or end those that need none."""
    taken: set[str] = set()
    for task in open_tasks(tasks):
        keys = task.wanted().match_keys
        if task.books_id is not None:
            _decide_change(task, policy)
        elif why := not_needed_yet(task, policy):
            task.sleep(why)
        elif keys & taken:
            task.leave()  # Another in this chunk has the same number: the next chunk sees that one.
        else:
            taken |= keys
            task.action = WriteAction.CREATE


def not_needed_yet(task: Task, policy: SyncPolicy) -> Problem | None:
    """Say why a record that the books lack may wait until an invoice needs it; None when it may not."""
    if task.item.is_needed or task.choice in MADE_AGAIN:
        return None
    match task.item.record:
        case Relation() if policy.new_relations is NewRelations.WHEN_NEEDED:
            return problem("not-needed-yet", value=task.wanted().label)
        case Project(is_active=False):
            return problem("closed-project-not-needed", value=task.wanted().label)
    return None


def _decide_change(task: Task, policy: SyncPolicy) -> None:
    wanted = task.wanted().image
    if task.choice is Choice.KEEP_BOOKS:
        task.agreed(Event(name="kept", before=task.item.last_agreed, detail=task.label))
        return
    if task.row.on_change is OnChange.REFUSE:
        _decide_unchangeable(task)
        return
    if task.in_books is None and task.is_unchanged:
        task.agreed()
        return
    in_books = task.as_read()
    change = reconcile(wanted, in_books, task.item.last_agreed)
    if isinstance(change, Keep):
        task.agreed()
        return
    if task.row.on_change is OnChange.GUARDED and _asks(task, change.fields, policy):
        return
    task.action = WriteAction.UPDATE
    task.fields = change.fields
    if change.overwritten and task.item.last_agreed is not None:
        lost = {name: in_books.get(name) for name in sorted(change.overwritten)}
        task.events.append(Event(name="overwritten", before=lost))


def _decide_unchangeable(task: Task) -> None:
    agreed = task.item.last_agreed or {}
    fields = differing_fields(task.wanted().image, agreed)
    if not agreed or task.row.hangs_on in fields:
        task.forget_twin()
        task.action = WriteAction.CREATE
    elif fields:
        changed = FieldNames.of(fields)
        task.set_aside((problem("changed-after-booking", value=task.wanted().label, fields=changed),))
    else:
        task.agreed()


def _asks(task: Task, fields: frozenset[str], policy: SyncPolicy) -> bool:
    """Ask a person before a booking is changed that somebody else touched, or that may not follow the CRM."""
    in_books, agreed = task.as_read(), task.item.last_agreed
    shown = task.item.conflict.in_books if task.item.conflict else None
    if task.choice is Choice.USE_CRM and shown is not None and are_equal(shown, in_books):
        return False
    # Of a field that is new nothing was agreed: somebody filled it in, if it is not empty in the books.
    edited = fields if agreed is None else differing_fields({**dict.fromkeys(fields), **agreed}, in_books)
    if in_books.get(CHANGED_BY_ACCOUNTANT):
        why = problem("changed-by-accountant", value=task.wanted().label)
    elif edited:
        why = problem("edited-in-books", value=task.wanted().label, fields=FieldNames.of(edited))
    elif reasons := [reason for name, reason in task.wanted().asks_before.items() if name in fields]:
        why = reasons[0]
    elif policy.changed_invoices is ChangedInvoices.HOLD:
        changed = FieldNames.of(fields)
        why = problem("changed-after-booking", value=task.wanted().label, fields=changed)
    else:
        return False
    task.ask(why, Choice.KEEP_BOOKS, Choice.USE_CRM)
    return True
