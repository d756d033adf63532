import base64

import pytest

from snelkoppeling.domain.document import ReceivedDocument, ReceivedFile
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.einvoice import read_ubl
from snelkoppeling.einvoice.files import LARGEST_FILE_BYTES, MOST_FILES
from tests.unit.einvoice.documents import ATTACHED_PDF, INVOICE, PDF, edited

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 8
ZIP = b"PK\x03\x04" + b"\0" * 8


def attached(content: bytes, *, mime: str, name: str | None) -> str:
    named = "" if name is None else f' filename="{name}"'
    return (
        "<cac:AdditionalDocumentReference><cbc:ID>Bijlage 1</cbc:ID><cac:Attachment>"
        f'<cbc:EmbeddedDocumentBinaryObject mimeCode="{mime}"{named}>{base64.b64encode(content).decode()}'
        "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"
    )


def read(*changes: tuple[str, str]) -> ReceivedDocument:
    return read_ubl(edited(INVOICE, *changes), direction=Direction.SALES)


def names_of(document: ReceivedDocument) -> list[str]:
    return [file.name for file in document.files]


def remarks_of(document: ReceivedDocument) -> list[tuple[str, str]]:
    return [(remark.code, remark.value) for remark in document.remarks]


def test_the_pdf_comes_along_and_the_e_invoice_itself_byte_for_byte() -> None:
    document = read_ubl(INVOICE.encode(), direction=Direction.SALES)

    assert document.files == (
        ReceivedFile(name="factuur 2026-0117.pdf", media_type="application/pdf", content=PDF),
        ReceivedFile(name="2026-0117.xml", media_type="application/xml", content=INVOICE.encode()),
    )


def test_an_invoice_without_attachments_still_brings_itself() -> None:
    assert names_of(read((ATTACHED_PDF, ""))) == ["2026-0117.xml"]


def test_a_number_with_a_slash_names_the_file_in_one_piece() -> None:
    assert names_of(read((ATTACHED_PDF, ""), (">2026-0117<", ">2026/0117<"))) == ["2026-0117.xml"]


@pytest.mark.parametrize(
    ("content", "mime", "name", "media_type"),
    [
        (b"\n" + PDF, "application/PDF; version=1.7", "a.PDF", "application/pdf"),
        (PNG, "image/png", "a.png", "image/png"),
        (JPEG, "image/jpg", "a.jpeg", "image/jpeg"),
        (ZIP, XLSX, "a.xlsx", XLSX),
        (ZIP, ODS, "a.ods", ODS),
        (b"uren;bedrag\n4;250,00\n", "text/csv", "a.csv", "text/csv"),
    ],
)
def test_files_of_harmless_types_come_along(content: bytes, mime: str, name: str, media_type: str) -> None:
    document = read((ATTACHED_PDF, attached(content, mime=mime, name=name)))

    assert document.files[0].media_type == media_type
    assert document.files[0].content == content
    assert document.files[0].name.lower() == name.lower()
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("mime", "content"),
    [
        ("application/pdf", b"MZ\x90\0 a program"),
        ("image/png", JPEG),
        (XLSX, b"<html/>"),
        ("text/csv", b"a;b\0c"),
        ("text/csv", b" <script>"),
        ("application/pdf", b""),
    ],
)
def test_a_file_that_is_not_what_it_says_is_left_out_and_said(mime: str, content: bytes) -> None:
    document = read((ATTACHED_PDF, attached(content, mime=mime, name="bijlage")))

    assert names_of(document) == ["2026-0117.xml"]
    assert [remark.code for remark in document.remarks] == ["ubl-file-broken"]


def test_a_file_of_another_type_is_left_out_and_said() -> None:
    document = read((ATTACHED_PDF, attached(b"MZ", mime="application/x-msdownload", name="factuur.exe")))

    assert names_of(document) == ["2026-0117.xml"]
    assert remarks_of(document) == [("ubl-file-type", "factuur.exe")]


@pytest.mark.parametrize("text", ["JVBERi0xLjcK*", "JVBERi0xLjcKJ", "é"])
def test_broken_base64_is_left_out_and_said(text: str) -> None:
    start = base64.encodebytes(PDF).decode().strip()
    document = read((start, text))

    assert names_of(document) == ["2026-0117.xml"]
    assert remarks_of(document) == [("ubl-file-broken", "factuur 2026-0117.pdf")]


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\piet\\factuur.pdf", "factuur.pdf"),
        ("fac&#9;tuur&#x202E;.pdf", "factuur.pdf"),
        ("wat? nu*.pdf", "wat_ nu_.pdf"),
        ("factuur.exe", "factuur.exe.pdf"),
        ("....", "bijlage.pdf"),
        (".pdf", "bijlage.pdf"),
        ("a" * 300 + ".pdf", "a" * 96 + ".pdf"),
        (None, "Bijlage 1.pdf"),
        ("", "Bijlage 1.pdf"),
    ],
)
def test_a_file_name_is_made_safe(stated: str | None, name: str) -> None:
    document = read((ATTACHED_PDF, attached(PDF, mime="application/pdf", name=stated)))

    assert names_of(document)[0] == name


def test_a_file_that_is_too_large_for_the_books_is_left_out_and_said() -> None:
    content = PDF + b"\0" * LARGEST_FILE_BYTES
    document = read((ATTACHED_PDF, attached(content, mime="application/pdf", name="scan.pdf")))

    assert names_of(document) == []
    assert remarks_of(document) == [
        ("ubl-file-too-large", "scan.pdf"),
        ("ubl-file-too-large", "2026-0117.xml"),
    ]


def test_a_file_of_ten_megabytes_is_read() -> None:
    content = (PDF + b"\0" * LARGEST_FILE_BYTES)[:LARGEST_FILE_BYTES]
    document = read((ATTACHED_PDF, attached(content, mime="application/pdf", name="scan.pdf")))

    assert names_of(document) == ["scan.pdf"]
    assert document.files[0].content == content


def test_a_file_elsewhere_is_named_and_not_fetched() -> None:
    elsewhere = (
        "<cac:AdditionalDocumentReference><cac:Attachment><cac:ExternalReference>"
        "<cbc:URI>https://branderij.example.nl/uren.pdf</cbc:URI>"
        "</cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>"
    )
    document = read((ATTACHED_PDF, elsewhere))

    assert names_of(document) == ["2026-0117.xml"]
    assert remarks_of(document) == [("ubl-file-elsewhere", "https://branderij.example.nl/uren.pdf")]


def test_only_so_many_files_come_along() -> None:
    many = "".join(
        attached(PDF, mime="application/pdf", name=f"{number}.pdf") for number in range(MOST_FILES + 1)
    )
    document = read((ATTACHED_PDF, many))

    assert len(document.files) == MOST_FILES + 1
    assert remarks_of(document) == [("ubl-too-many-files", str(MOST_FILES + 1))]
