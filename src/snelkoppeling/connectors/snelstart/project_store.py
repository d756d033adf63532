"""Cost centres in SnelStart: one for each project, found by its number."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from snelkoppeling.connectors.snelstart.mapping.cost_centre import image_of_kostenplaats, kostenplaats_over
from snelkoppeling.connectors.snelstart.mapping.relation import loosened
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.domain.cost_centre import (
    ProjectPolicy,
    description_of,
    is_called_like,
    next_number,
    number_of,
)
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.project import Project
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Candidate, Choice, ChoiceNeededError, Conflict
from snelkoppeling.sync.ports import Desired, Found, Links
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image, Intent, SyncItem
from snelstart_client import SnelStart
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.ids import KostenplaatsId
from snelstart_client.resources.kostenplaatsen import Kostenplaats

NUMBER_IN_USE = "KPL-0008"


class ProjectStore:
    """Cost centres of one administration, for one run."""

    refuses_doubles = True
    """A number belongs to one cost centre (KPL-0008)."""

    def __init__(
        self,
        client: SnelStart,
        reference: ReferenceData,
        *,
        policy: Callable[[], ProjectPolicy],
        same_books: SameBooks,
        foresee: Callable[[Sequence[SyncItem]], None],
    ) -> None:
        """Open the cost centres; `foresee` is told which items may cost calls before they do."""
        self._client = client
        self._reference = reference
        self._policy_now = policy
        self._policy = ProjectPolicy()
        self._same_books = same_books
        self._foresee = foresee
        self._is_surveyed = False
        self._by_number: dict[int, Kostenplaats] = {}
        self._given: dict[int, str] = {}
        """Numbers of the sequence that were handed out in this run, each to the project that it names."""
        self._read: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def survey(self) -> None:
        """Read the list, which SnelStart gives whole or not at all."""
        self._policy = self._policy_now()
        rows = self._reference.cost_centres(read_now=True).values()
        self._by_number = {row.nummer: row for row in rows if row.nummer is not None}
        self._is_surveyed = True

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        """Read the list once a run."""
        del waiting
        self._foresee(items)
        if any(item.books_id is None for item in items):
            self._same_books.verify_before_new()
        if not self._is_surveyed:
            self.survey()

    def desired(self, item: SyncItem, links: Links) -> Desired:
        """Say which cost centre the books should hold for a project."""
        del links  # A project needs no other record.
        project = _project(item)
        number = number_of(project, self._policy)
        if number is None:
            number = self._number_in_sequence(item, project)
        if isinstance(number, Problem):
            raise RecordRejectedError(str(item.key), [number])
        description = description_of(project, number)
        if not description:
            raise RecordRejectedError(str(item.key), [problem("project-nameless", "description")])
        image: Image = {"number": number, "description": description, "is_active": project.is_active}
        return Desired(
            image=image,
            payload=project,
            match_keys=frozenset({f"number:{number}"}),
            label=f"{number} {description}",
        )

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        """Find the cost centre with the number, and ask when it is called otherwise."""
        del item
        row = self._by_number.get(_number(desired.image))
        if row is None:
            return None
        if not is_called_like(row.omschrijving, _payload(desired), row.nummer):
            raise _number_in_use(desired, row)
        return _found(row, event="adopted")

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        """Find the cost centre with the number, if it is all that was about to be written.

        One that should have become inactive and is not yet is left to be found as a twin and finished.
        """
        with translated(str(item.key)):
            rows = self._client.kostenplaatsen.list()
        return [
            _found(row, event="found")
            for row in rows
            if not differing_fields(loosened(intent.image), loosened(image_of_kostenplaats(row)))
        ]

    def get(self, books_id: BooksId) -> Image | None:
        """Read a cost centre."""
        kostenplaats_id = KostenplaatsId(books_id)
        with translated(books_id):
            try:
                row = self._client.kostenplaatsen.get(kostenplaats_id)
            except NotFoundError:
                # Whether an inactive one can be read by its id is not documented.
                listed = self._reference.cost_centres(read_now=True).get(kostenplaats_id)
                if listed is None:
                    self._same_books.doubt()
                    return None
                row = listed
        self._read[books_id] = row.bron
        return image_of_kostenplaats(row)

    def create(self, desired: Desired) -> Found:
        """Make a cost centre; one of a closed project is made and closed, as SnelStart refuses it at once."""
        fields = ("number", "description")
        self._same_books.verify_before_new()
        with translated(desired.label), self._same_books.doubted_when_refused():
            try:
                row = self._client.kostenplaatsen.create(kostenplaats_over({}, desired.image, fields=fields))
            except RejectedError as error:
                if NUMBER_IN_USE not in error.codes:
                    raise
                return self._adopted(desired)
            self._noted(row)
            if not desired.image["is_active"]:
                row = self._write_over(row, desired.image)
        return _found(row, event="created")

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        """Lay fields over the cost centre as it was read last, and write it back whole."""
        if books_id not in self._read and self.get(books_id) is None:
            raise RecordRejectedError(desired.label, [problem("removed-from-books", value=desired.label)])
        body = kostenplaats_over(self._read.pop(books_id), desired.image, fields=sorted(fields))
        with translated(desired.label), self._same_books.doubted_when_refused():
            try:
                row = self._client.kostenplaatsen.update(KostenplaatsId(books_id), body)
            except RejectedError as error:
                if NUMBER_IN_USE in error.codes and (owner := self._owner_of_number(desired)):
                    raise _number_in_use(desired, owner, may_link=False) from error
                raise
        self._noted(row)
        return _found(row, event="updated")

    def _adopted(self, desired: Desired) -> Found:
        """Take the cost centre that has the number already, when it is called alike; else ask."""
        row = self._owner_of_number(desired)
        if row is None:
            raise RecordRejectedError(
                desired.label,
                [problem("cost-centre-number-in-use", "number", _number(desired.image), name="?")],
            )
        if not is_called_like(row.omschrijving, _payload(desired), row.nummer):
            raise _number_in_use(desired, row)
        if differing_fields(desired.image, image_of_kostenplaats(row)):
            row = self._write_over(row, desired.image)
        return _found(row, event="adopted")

    def _owner_of_number(self, desired: Desired) -> Kostenplaats | None:
        number = _number(desired.image)
        return next((row for row in self._client.kostenplaatsen.list() if row.nummer == number), None)

    def _write_over(self, row: Kostenplaats, image: Image) -> Kostenplaats:
        written = self._client.kostenplaatsen.update(
            row.id, kostenplaats_over(row.bron, image, fields=sorted(image))
        )
        self._noted(written)
        return written

    def _noted(self, row: Kostenplaats) -> None:
        with self._lock:
            self._reference.note_cost_centre(row)
            if row.nummer is not None:
                self._by_number[row.nummer] = row

    def _number_in_sequence(self, item: SyncItem, project: Project) -> int | Problem:
        """Give the number that the project has, had been about to get, or is next."""
        for image in (item.last_agreed, item.intent.image if item.intent else None):
            if image is not None and isinstance(image.get("number"), int):
                return _number(image)
        with self._lock:
            known = next((number for number, key in self._given.items() if key == str(item.key)), None)
            # What an earlier installation made of the same project bears the project's own number.
            named = description_of(project, None)
            same = [row.nummer for row in self._by_number.values() if row.omschrijving == named]
            if known is None and len(same) == 1:
                known = same[0]
            number = known or next_number(self._policy, {*self._by_number, *self._given})
            if isinstance(number, int):
                self._given[number] = str(item.key)
        return number


def _found(row: Kostenplaats, *, event: str) -> Found:
    image = image_of_kostenplaats(row)
    return Found(books_id=BooksId(row.id), image=image, label=f"{row.nummer} {row.omschrijving}", event=event)


def _number_in_use(desired: Desired, row: Kostenplaats, *, may_link: bool = True) -> RecordRejectedError:
    """Say who has the number; no second cost centre can have it, so the way out is that one or none."""
    number = _number(desired.image)
    found = problem("cost-centre-number-in-use", "number", number, name=row.omschrijving)
    if not may_link:
        return RecordRejectedError(desired.label, [found])
    candidate = Candidate(
        books_id=BooksId(row.id), label=f"{number} {row.omschrijving}", reason="zelfde nummer"
    )
    conflict = Conflict(
        choices=(Choice.LINK, Choice.LEAVE_OUT),
        wanted=desired.image,
        in_books=image_of_kostenplaats(row),
        candidates=(candidate,),
    )
    return ChoiceNeededError(desired.label, [found], conflict)


def _number(image: Image) -> int:
    number = image["number"]
    if not isinstance(number, int):
        raise TypeError(f"{number!r} is no number of a cost centre")
    return number


def _payload(desired: Desired) -> Project:
    if not isinstance(desired.payload, Project):
        raise TypeError(f"{desired.label} is no project")
    return desired.payload


def _project(item: SyncItem) -> Project:
    if not isinstance(item.record, Project):
        raise TypeError(f"{item.key} is no project")
    return item.record
