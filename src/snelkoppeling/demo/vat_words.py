"""The words for kinds of VAT, as the account at the end shows them."""

from collections.abc import Mapping

from snelkoppeling.domain.vat import VatKind

KIND_WORDS: Mapping[VatKind, str] = {
    VatKind.HIGH: "hoog (21%)",
    VatKind.LOW: "laag (9%)",
    VatKind.NONE: "geen of verlegd",
}
