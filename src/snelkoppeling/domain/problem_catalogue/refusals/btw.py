"""Refusals of VAT returns, which are only read."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, never_sent

VAT_RETURN: Mapping[str, Refusal] = never_sent(
    "btw-aangiften",
    "VAT returns",
    {
        "BTW-0001": ("De btw-aangifte is al aanvaard", "The VAT return was accepted already"),
        "BTW-0002": ("De btw-aangifte heeft geen status", "The VAT return has no status"),
    },
)
