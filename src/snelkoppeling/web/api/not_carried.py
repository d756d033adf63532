"""Names the records that are never carried, so that they are refused with an explanation and not lost."""

from collections.abc import Mapping

from snelkoppeling.domain.problem import Problem, problem

QUOTES = ("offertes", "quotes")
ORDERS = ("orders", "orders")
HOURS = ("uren", "hours")
ARTICLES = ("artikelen", "articles")
PLANNING = ("planning of taken", "planning or tasks")
DRAFTS = ("concepten", "drafts")
SALES_WORK = ("leads of verkoopkansen", "leads or opportunities")
PAYMENTS = ("betalingen", "payments")

NOT_CARRIED: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("quote", "quotation", "offerte", "estimate", "proposal"), QUOTES),
    **dict.fromkeys(("order", "bestelling", "bestellingen", "sales-order", "purchase-order"), ORDERS),
    **dict.fromkeys(("hour", "uren", "uur", "timesheet", "time-entry", "time-entrie", "timeentrie"), HOURS),
    **dict.fromkeys(("article", "artikel", "artikelen", "product", "producten", "item"), ARTICLES),
    **dict.fromkeys(("planning", "task", "taken", "taak", "appointment", "afspraak"), PLANNING),
    **dict.fromkeys(("draft", "draft-invoice", "concept", "concepten", "proforma"), DRAFTS),
    **dict.fromkeys(("lead", "opportunity", "opportunitie", "deal"), SALES_WORK),
    **dict.fromkeys(("payment", "betaling", "betalingen"), PAYMENTS),
}


def not_carried(name: str) -> Problem | None:
    """Explain why a kind of record is refused, by its name in an address or a batch; None if it is not."""
    plain = name.strip().lower().replace("_", "-")
    what = NOT_CARRIED.get(plain) or NOT_CARRIED.get(plain.removesuffix("s"))
    if what is None:
        return None
    return problem("not-carried", "type", name, what_nl=what[0], what_en=what[1])
