"""Reads the body of a request: raw, or in the parts of a multipart message."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from snelkoppeling.domain.document import ReceivedFile
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.web.api.documents import check_upload
from snelkoppeling.web.limits import MEGABYTE
from snelkoppeling.web.problem_document import RefusedError, refuse

UTF8 = {"", "utf-8", "utf8"}
DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Parts:
    """What a multipart message held."""

    main: bytes
    files: Sequence[ReceivedFile]
    problems: Sequence[Problem]


def media_type_of(request: HttpRequest, known: Collection[str]) -> str:
    """Name the media type of the body; refuse one that is not read at this address."""
    name = str(request.content_type or "").strip().lower()
    if name not in known:
        raise refuse(
            415, "content-type-wrong", field="Content-Type", value=name or "–", expected=" / ".join(known)
        )
    charset = str((request.content_params or {}).get("charset", "")).strip("\"' ").lower()
    if name.endswith("json") and charset not in UTF8:
        shown = f"{name}; charset={charset}"
        raise refuse(
            415, "content-type-wrong", field="Content-Type", value=shown, expected=f"{name}; charset=utf-8"
        )
    return name


def read_content(request: HttpRequest, largest: int) -> bytes:
    """Read the whole body, at most so many bytes."""
    content: bytes = request.read(largest + 1)
    if len(content) > largest:
        raise too_large(largest)
    return content


def too_large(largest: int) -> RefusedError:
    """Make the refusal of a body that is too large."""
    return refuse(413, "body-too-large", limit=f"{largest // MEGABYTE} MB")


def read_parts(request: HttpRequest, main: str, largest: int) -> Parts:
    """Take a multipart message apart: the part that holds the record, and any number of documents."""
    fields, uploads = _parsed(request, main, read_content(request, largest))
    problems = [
        problem("multipart-part-unknown", name, known=f"{main}, {DOCUMENT}")
        for name in dict.fromkeys([*fields, *uploads])
        if name not in {main, DOCUMENT}
    ]
    problems += [problem("document-empty", DOCUMENT) for _ in fields.get(DOCUMENT, ())]
    mains = [*fields.get(main, ()), *(upload.read() for upload in uploads.get(main, ()))]
    if len(mains) != 1:
        code = "multipart-part-twice" if mains else "multipart-part-missing"
        raise RefusedError(422, [problem(code, main), *problems])
    files = []
    for index, upload in enumerate(uploads.get(DOCUMENT, ())):
        field = f"{DOCUMENT}[{index}]"
        found = check_upload(
            field, upload.name or "", media_type=upload.content_type or "", content=upload.read()
        )
        if isinstance(found, Problem):
            problems.append(found)
        else:
            files.append(found)
    return Parts(mains[0], files, problems)


def _parsed(
    request: HttpRequest, main: str, content: bytes
) -> tuple[Mapping[str, list[bytes]], Mapping[str, list[UploadedFile]]]:
    # The length of what was read, as a chunked message states none.
    meta = {**request.META, "CONTENT_LENGTH": str(len(content))}
    try:
        parser = MultiPartParser(meta, BytesIO(content), request.upload_handlers, "utf-8")
        fields, files = parser.parse()
    except RequestDataTooBig as error:
        raise too_large(MEGABYTE) from error
    except (MultiPartParserError, SuspiciousOperation, ValueError) as error:
        raise refuse(422, "multipart-unreadable", expected=f"{main}, {DOCUMENT}") from error
    return {name: [_bytes_of(text) for text in texts] for name, texts in fields.lists()}, dict(files.lists())


def _bytes_of(text: str) -> bytes:
    """Give the bytes of a part; what Django papered over is unreadable again, so that it is told."""
    return text.encode().replace("\N{REPLACEMENT CHARACTER}".encode(), b"\xff")
