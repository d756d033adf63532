"""Turns the bytes of a file into an XML tree, and refuses what a hostile or damaged file holds."""

import re
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element

from snelkoppeling.domain.problem import problem
from snelkoppeling.einvoice.errors import EinvoiceError

MEGABYTE = 1024 * 1024
LARGEST_FILE_BYTES = 20 * MEGABYTE
"""An attachment may be 10 MB, which base64 makes 13.5 MB, and there may be more than one."""
DEEPEST_LEVEL = 64
"""UBL needs about ten."""
MOST_ATTRIBUTES = 100
MOST_ELEMENTS = 500_000
"""A line has about twenty-five: enough for twenty thousand lines."""

XINCLUDE = "http://www.w3.org/2001/XInclude"
CODECS: Mapping[str, str] = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    # Programs that write strings say UTF-16 and then save as UTF-8. Real UTF-16 never gets here: its first
    # bytes give it away.
    "utf-16": "utf-8",
    # Windows programs say ISO-8859-1 and mean its superset, in which the euro sign exists.
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "iso-8859-15": "iso-8859-15",
}
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
BARE_UTF_16 = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
DECLARED_ENCODING = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']")
LONGEST_DECLARATION = 400
BEFORE_ROOT = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
OTHER_KINDS = (
    (b"%PDF", "een pdf", "a PDF"),
    (b"PK\x03\x04", "een zip- of Office-bestand", "a zip or Office file"),
    (b"\x89PNG", "een afbeelding", "an image"),
    (b"\xff\xd8\xff", "een afbeelding", "an image"),
)


def parse(content: bytes, *, most_elements: int = MOST_ELEMENTS) -> Element:
    """Read XML without DTD, entities, inclusions, comments and processing instructions.

    Raises:
        EinvoiceError: It is no XML, too large, too deep, or wants something from outside.
    """
    if len(content) > LARGEST_FILE_BYTES:
        raise EinvoiceError(
            [problem("ubl-too-large", "", _megabytes(len(content)), limit=_megabytes(LARGEST_FILE_BYTES))]
        )
    text = _decoded(content).lstrip()
    declaration = DECLARATION.match(text)
    if declaration:
        # It names the encoding of the file, and the text is no longer in that.
        text = text[declaration.end() :]
    if not text.lstrip().startswith("<"):
        raise _not_xml(content)
    if _has_doctype(text):
        raise EinvoiceError([problem("ubl-has-dtd")])
    parser = etree.XMLParser(
        target=_GuardedBuilder(most_elements),
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        root: Element = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        reason = error.msg.partition(", line ")[0]
        raise EinvoiceError([problem("ubl-malformed", "", reason, line=error.lineno or 1)]) from error
    except ValueError as error:
        # A name such as `a:b:c`, which XML allows and its namespaces do not; the parser does not say where.
        raise EinvoiceError([problem("ubl-malformed", "", error, line="?")]) from error
    return root


def _decoded(content: bytes) -> str:
    name, codec = _encoding(content)
    try:
        return content.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        if _kind_of(content):
            raise _not_xml(content) from error
        raise EinvoiceError([problem("ubl-encoding", "", name)]) from error


def _encoding(content: bytes) -> tuple[str, str]:
    """Tell how the file was written: the name to show, and the codec that reads it, empty without one."""
    for first_bytes, codec in (*BYTE_ORDER_MARKS, *BARE_UTF_16):
        if content.startswith(first_bytes):
            return codec.removesuffix("-sig").upper(), codec
    declared = DECLARED_ENCODING.match(content[:LONGEST_DECLARATION].lstrip())
    name = declared.group(1).decode("ascii", "replace").strip() if declared else "UTF-8"
    return name, CODECS.get(name.lower(), "")


def _has_doctype(text: str) -> bool:
    """Look for a DOCTYPE where XML allows one: before the root element, among comments and instructions."""
    place = 0
    while passed := BEFORE_ROOT.match(text, place):
        place = passed.end()
    return text.startswith("<!DOCTYPE", place)


def _not_xml(content: bytes) -> EinvoiceError:
    nl, en = _kind_of(content) or ("iets anders", "something else")
    start = content[:20].decode("ascii", "replace")
    return EinvoiceError([problem("ubl-not-xml", "", start, kind_nl=nl, kind_en=en)])


def _kind_of(content: bytes) -> tuple[str, str] | None:
    """Name what a file is that people submit by mistake; None when it is not one of those."""
    if not content.strip():
        return "een leeg bestand", "an empty file"
    return next(((nl, en) for first_bytes, nl, en in OTHER_KINDS if content.startswith(first_bytes)), None)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.2f}".removesuffix(".00")


class _GuardedBuilder(etree.TreeBuilder):
    """Builds the tree, and gives up when it grows beyond what an invoice needs.

    As the target of the parser it gets long text in pieces, so that an attachment of 10 MB is read although
    the parser's own limits stay on. Comments and processing instructions never reach the tree.
    """

    def __init__(self, most_elements: int) -> None:
        super().__init__(insert_comments=False, insert_pis=False)
        self._depth = 0
        self._elements = 0
        self._most_elements = most_elements

    def start(self, tag: str | bytes, attrs: dict[str | bytes, str | bytes]) -> None:
        self._depth += 1
        self._elements += 1
        if (
            self._depth > DEEPEST_LEVEL
            or self._elements > self._most_elements
            # Building an element compares each attribute with those before it.
            or len(attrs) > MOST_ATTRIBUTES
        ):
            raise EinvoiceError([problem("ubl-too-complex", "", elements=self._elements, depth=self._depth)])
        if str(tag).startswith(f"{{{XINCLUDE}}}"):
            raise EinvoiceError([problem("ubl-refers-outside", "", attrs.get("href", "XInclude"))])
        super().start(tag, attrs)

    def end(self, tag: str | bytes) -> None:
        super().end(tag)
        self._depth -= 1

    def close(self) -> Element:
        if self._depth or not self._elements:
            # The parser closes us after an error, too, and then raises that: no second one may hide it.
            return etree.Element("unfinished")
        return super().close()
