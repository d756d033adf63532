"""Hostile, damaged and oddly written files."""

import codecs

import pytest

from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.problem import Problem
from snelkoppeling.einvoice import EinvoiceError, read_ubl
from snelkoppeling.einvoice.parsing import DEEPEST_LEVEL, LARGEST_FILE_BYTES, MOST_ATTRIBUTES, parse
from tests.unit.einvoice.documents import INVOICE, edited

DECLARED_UTF_8 = '<?xml version="1.0" encoding="UTF-8"?>'
WITHOUT_DECLARATION = INVOICE.removeprefix(DECLARED_UTF_8).lstrip()
NAME = "Café „Het Hoekje” €"


def named(encoding: str | None) -> str:
    declaration = "" if encoding is None else f'<?xml version="1.0" encoding="{encoding}"?>'
    return declaration + WITHOUT_DECLARATION.replace("Bakkerij De Halm B.V.", NAME)


def name_in(content: bytes) -> str:
    relation = read_ubl(content, direction=Direction.SALES).relation
    assert relation is not None
    return relation.name


def problem_in(content: bytes) -> Problem:
    with pytest.raises(EinvoiceError) as refused:
        parse(content)
    assert len(refused.value.problems) == 1
    return refused.value.problems[0]


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("UTF-8", named("UTF-8").encode()),
        ("none", named(None).encode()),
        ("UTF-8 with a mark", codecs.BOM_UTF8 + named("utf-8").encode()),
        ("a mark that contradicts the declaration", codecs.BOM_UTF8 + named("ISO-8859-1").encode()),
        ("UTF-16", named("UTF-16").encode("utf-16")),
        ("big-endian UTF-16", codecs.BOM_UTF16_BE + named("UTF-16").encode("utf-16-be")),
        ("UTF-16 without a mark", named("UTF-16").encode("utf-16-le")),
        ("big-endian UTF-16 without a mark", named(None).encode("utf-16-be")),
        ("UTF-8 that says it is UTF-16", named("utf-16").encode()),
        ("Windows", named("windows-1252").encode("cp1252")),
        ("Windows that says it is Latin 1", named("ISO-8859-1").encode("cp1252")),
        ("blank lines before the declaration", b"\r\n  " + named("windows-1252").encode("cp1252")),
    ],
)
def test_text_is_read_right_in_every_usual_encoding(encoding: str, content: bytes) -> None:
    assert name_in(content) == NAME, encoding


def test_text_is_read_right_in_latin_9() -> None:
    content = named("ISO-8859-15").replace(NAME, "Café €").encode("iso-8859-15")

    assert name_in(content) == "Café €"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (named("UTF-8").encode("cp1252"), "UTF-8"),
        (named(None).encode("cp1252"), "UTF-8"),
        (named("EBCDIC-CP-NL").encode(), "EBCDIC-CP-NL"),
        (named("UTF-32").encode(), "UTF-32"),
        (named("windows-1252").encode("cp1252").replace(b"\x80", b"\x81"), "windows-1252"),
        (codecs.BOM_UTF16_LE + b"<\x00I", "UTF-16"),
        (named("idna").encode(), "idna"),
        (named("unicode_escape").encode(), "unicode_escape"),
    ],
)
def test_a_wrong_encoding_is_named_and_not_guessed(content: bytes, encoding: str) -> None:
    problem = problem_in(content)

    assert (problem.code, problem.value) == ("ubl-encoding", encoding)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "een leeg bestand"),
        (b" \r\n\t", "een leeg bestand"),
        (codecs.BOM_UTF8, "iets anders"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "een pdf"),
        (b"PK\x03\x04\x14\x00", "een zip- of Office-bestand"),
        (b"\x89PNG\r\n\x1a\n", "een afbeelding"),
        (b"\xff\xd8\xff\xe0", "een afbeelding"),
        (b"factuur;bedrag\n", "iets anders"),
        (b'{"number": 1}', "iets anders"),
    ],
)
def test_a_file_that_is_no_xml_is_called_what_it_is(content: bytes, kind: str) -> None:
    problem = problem_in(content)

    assert problem.code == "ubl-not-xml"
    assert f"geen e-factuur maar {kind}." in problem.nl


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"<a>", 1),
        (b"<a>\n</b>", 2),
        (b"<a/>\n<b/>", 2),
        (b"<a>&euro;</a>", 1),
        (b"<a>\n\n&#1;</a>", 3),
        (b"<a b='1' b='2'/>", 1),
        (b"<!-- ", 1),
        (b"<?x ", 1),
        (b"<a>\x00</a>", 1),
        (INVOICE.encode()[:2000], INVOICE[:2000].count("\n") + 1),
    ],
)
def test_a_damaged_file_is_refused_with_the_line(content: bytes, line: int) -> None:
    problem = problem_in(content)

    assert problem.code == "ubl-malformed"
    assert f"regel {line} " in problem.nl


@pytest.mark.parametrize("content", [b"<a:b:c/>", b"<a b:c:d='1'/>", b"<a:/>"])
def test_a_name_that_no_namespace_can_hold_is_refused(content: bytes) -> None:
    assert problem_in(content).code == "ubl-malformed"


LAUGHS = "".join(
    f'<!ENTITY lol{level} "{f"&lol{level - 1};" * 10}">' if level else '<!ENTITY lol0 "lol">'
    for level in range(10)
)


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE Invoice [{LAUGHS}]>",
        '<!DOCTYPE Invoice [<!ENTITY file SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/invoice.dtd">',
        '<!DOCTYPE Invoice [<!ENTITY % remote SYSTEM "http://127.0.0.1:9/x"> %remote;]>',
        "<!-- a comment --><?an instruction?>\n<!DOCTYPE Invoice>",
    ],
)
def test_a_file_with_a_doctype_is_refused_before_it_is_read(doctype: str) -> None:
    content = f"{DECLARED_UTF_8}{doctype}{WITHOUT_DECLARATION}"

    assert problem_in(content.encode()).code == "ubl-has-dtd"
    assert problem_in(content.replace("UTF-8", "UTF-16").encode("utf-16")).code == "ubl-has-dtd"


def test_a_comment_that_speaks_of_a_doctype_is_only_a_comment() -> None:
    content = f"<!-- <!DOCTYPE Invoice> -->{WITHOUT_DECLARATION}<!-- <!DOCTYPE x> -->"

    assert read_ubl(content.encode(), direction=Direction.SALES).invoice.number == "2026-0117"


def test_a_file_that_wants_to_include_another_is_refused() -> None:
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    )
    content = edited(INVOICE, ("<cbc:Name>Koffiebonen<", f"<cbc:Name>{include}<"))

    problem = problem_in(content)

    assert (problem.code, problem.value) == ("ubl-refers-outside", "file:///etc/passwd")


def test_processing_instructions_are_passed_over() -> None:
    content = edited(
        INVOICE,
        ("<Invoice ", '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/a.xsl"?><Invoice '),
        ("<cbc:ID>2026-0117<", "<cbc:ID>2026-<?php echo 1 ?>0117<"),
    )

    assert read_ubl(content, direction=Direction.SALES).invoice.number == "2026-0117"


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * (DEEPEST_LEVEL + 1),
        b"<a>" * 200 + b"</a>" * 200,
        b"<a " + b" ".join(b'a%d=""' % number for number in range(MOST_ATTRIBUTES + 1)) + b"/>",
    ],
)
def test_a_file_that_is_deeper_or_wider_than_any_invoice_is_refused(content: bytes) -> None:
    assert problem_in(content).code == "ubl-too-complex"


def test_a_file_with_far_too_many_elements_is_given_up_on() -> None:
    elements = INVOICE.count("</") + INVOICE.count("/>")

    assert parse(INVOICE.encode(), most_elements=elements).tag.endswith("}Invoice")
    with pytest.raises(EinvoiceError, match="more parts"):
        parse(INVOICE.encode(), most_elements=elements - 1)


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    problem = problem_in(b" " * (LARGEST_FILE_BYTES + 1))

    assert (problem.code, problem.value) == ("ubl-too-large", "20")
