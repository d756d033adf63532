"""Attachments of bookings in SnelStart: each once, found again by file name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from snelkoppeling.connectors.snelstart.outcomes import parent_suspected, translated
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.field_names import FieldNames
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Direction, Invoice
from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.ports import Desired, Found, Links
from snelkoppeling.sync.records import Image, ImageValue, Intent, SyncItem
from snelstart_client import SnelStart
from snelstart_client.errors import NotFoundError
from snelstart_client.ids import DocumentId
from snelstart_client.resources.documenten import LARGEST_CONTENT, Documenttype

MEGABYTE = 1024 * 1024
BOOKING_GONE = frozenset({"BLG-0005"})
"""So SnelStart may say that the purchase is not there on which a file is to hang; else it answers 404."""


@dataclass(frozen=True, slots=True)
class _Upload:
    """A file on its way."""

    parent: str
    kind: Documenttype
    file_name: str
    sha256: str
    may_be_there: bool
    """The booking was not made by us just now, or it hung there before, so it may hang there already."""
    hung_before: bool


class AttachmentStore:
    """Attachments of the bookings of one administration."""

    refuses_doubles = False

    def __init__(
        self,
        client: SnelStart,
        content_of: Callable[[str], bytes | None],
        *,
        same_books: SameBooks,
        foresee: Callable[[Sequence[SyncItem]], None],
    ) -> None:
        """Open the attachments; `foresee` is told which items may cost calls before they do."""
        self._client = client
        self._same_books = same_books
        self._foresee = foresee
        self._content_of = content_of

    def survey(self) -> None:
        """Need no list: a file is looked for on its own booking only."""

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        """Need nothing but to be counted."""
        del waiting
        self._foresee(items)

    def desired(self, item: SyncItem, links: Links) -> Desired:
        """Say which file is to hang on which booking."""
        attachment = item.record
        if not isinstance(attachment, Attachment):
            raise TypeError(f"{item.key} is no attachment")
        if attachment.size_bytes > LARGEST_CONTENT:
            size = f"{attachment.size_bytes / MEGABYTE:.1f}"
            too_large = problem("attachment-too-large", "documents", attachment.file_name, size=size)
            raise RecordRejectedError(str(item.key), [too_large])
        (invoice,) = ENTITY_TYPES[item.key.entity_type].dependencies(item.key, attachment)
        link = links[invoice]
        kind = Documenttype.VERKOOPBOEKINGEN
        if isinstance(link.record, Invoice) and link.record.direction is Direction.PURCHASE:
            kind = Documenttype.INKOOPBOEKINGEN
        # Without the content: a PDF that is printed anew is no reason to attach it again.
        image: dict[str, ImageValue] = {"booking": link.books_id, "file_name": attachment.file_name}
        if kind is not Documenttype.VERKOOPBOEKINGEN:
            image["booking_kind"] = (
                kind.value
            )  # A sale's goes without saying: images of earlier versions have none.
        upload = _Upload(
            parent=str(link.books_id),
            kind=kind,
            file_name=attachment.file_name,
            sha256=attachment.sha256,
            may_be_there=link.is_adopted or item.books_id is not None,
            hung_before=item.books_id is not None,
        )
        return Desired(image=image, payload=upload, label=attachment.file_name)

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        """Look for none: what a booking of ours has hanging on it, we have hung there."""
        del item, desired
        return None

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        """Find the file on its booking, by name."""
        with (
            parent_suspected(BOOKING_GONE),
            translated(str(item.key)),
            self._same_books.doubted_when_refused(),
        ):
            return self._named(intent.image, event="found")

    def get(self, books_id: BooksId) -> Image | None:
        """Read the name of an attachment."""
        with translated(books_id):
            try:
                document = self._client.documenten.get(DocumentId(books_id))
            except NotFoundError:
                return None
        return {"file_name": document.file_name}

    def create(self, desired: Desired) -> Found:
        """Attach the file; on a booking that was there before us, only when it does not hang there yet."""
        upload = desired.payload
        if not isinstance(upload, _Upload):
            raise TypeError(f"{desired.label} is no upload")
        content = self._content_of(upload.sha256)
        if content is None:
            raise RuntimeError(f"the content of {desired.label} is not stored")
        refused = self._same_books.doubted_when_refused
        with parent_suspected(BOOKING_GONE), translated(desired.label), refused():
            event = "found" if upload.hung_before else "adopted"
            there = upload.may_be_there and self._named(desired.image, event=event)
            if there:
                return there[0]
            document = self._client.documenten.create(
                upload.kind, upload.parent, file_name=upload.file_name, content=content
            )
        return Found(books_id=BooksId(document), image=desired.image, label=desired.label)

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        """Refuse: another content is another attachment."""
        del books_id
        changed = problem("changed-after-booking", value=desired.label, fields=FieldNames.of(fields))
        raise RecordRejectedError(desired.label, [changed])

    def _named(self, image: Image, *, event: str) -> list[Found]:
        """List what hangs on the booking under this name."""
        name = str(image["file_name"])
        kind = Documenttype(str(image.get("booking_kind", Documenttype.VERKOOPBOEKINGEN.value)))
        documents = self._client.documenten.list(kind, str(image["booking"]))
        return [
            Found(books_id=BooksId(document.id), image=image, label=name, event=event)
            for document in documents
            if document.file_name == name
        ]
