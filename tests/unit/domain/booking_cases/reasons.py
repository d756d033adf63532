"""Why a document has no VAT, where that speaks against its category or its customer."""

from tests.unit.domain.booking_cases.case import (
    PURCHASE,
    SALES,
    BookingCase,
    Json,
    booked,
    invoice_of,
    line,
    row,
)
from tests.unit.domain.booking_cases.relations import (
    BE,
    BE_PRIVATE,
    DE,
    GB,
    NL,
    NL_PRIVATE,
    US,
)

S73 = "SnelStart API 7.3"
OB = "Wet OB 1968"
BOX = f"{S73}: 1e is for sales at home, 3a and 3b for those abroad"
UNTAXED = booked("100.00", [[8240, "100.00", "none"]])
WAVED = {**UNTAXED, "marked": True}


def because(code: str, relation: Json, *, category: str, reason: str, direction: str = SALES) -> Json:
    """Make an invoice whose row says in words why it has no VAT."""
    told = {**row(category, "0", "100.00", "0.00"), "exemption_reason": reason}
    return invoice_of(code, relation, line("100.00", category), vat_breakdown=[told], direction=direction)


ABROAD = (
    *(
        BookingCase(
            code=f"V0{position}",
            title=f"category {category} to {relation['name']}, which says no more",
            source=BOX,
            relation=relation,
            invoice=invoice_of(f"V0{position}", relation, line("100.00", category)),
            problems=["untaxed-to-abroad"],
        )
        for position, (category, relation) in enumerate(
            [("Z", BE), ("Z", BE_PRIVATE), ("Z", US), ("E", DE), ("E", GB)]
        )
    ),
    BookingCase(
        code="V05",
        title="the zero rate for a business in the EU, waved through",
        source="doubts_allowed; Tabel II has supplies at home to foreign businesses",
        relation=BE,
        invoice=invoice_of("V05", BE, line("100.00", "Z")),
        doubts_allowed=["untaxed-to-abroad"],
        booking=WAVED,
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="V06",
        title="exempt for a business in the EU, with its reason",
        source=f"{S73}: exempt (1e); {OB} art. 11",
        relation=DE,
        invoice=invoice_of("V06", DE, line("100.00", "E"), exemption_code="VATEX-EU-132-1I"),
        booking=UNTAXED,
    ),
    BookingCase(
        code="V07",
        title="exempt for a business outside the EU, with its reason in words",
        source=f"{S73}: exempt (1e); {OB} art. 11",
        relation=US,
        invoice=because("V07", US, category="E", reason="Vrijgesteld onderwijs"),
        booking=UNTAXED,
    ),
    BookingCase(
        code="V08",
        title="exempt for a private person in the EU, who is at home as far as services go",
        source="VAT Directive art. 45",
        relation=BE_PRIVATE,
        invoice=invoice_of("V08", BE_PRIVATE, line("100.00", "E")),
        booking=UNTAXED,
    ),
)
OTHER_CATEGORY = (
    *(
        BookingCase(
            code=f"V1{position}",
            title=f"category {category} with {code}",
            source="VATEX code list: the code belongs to another category",
            relation=relation,
            invoice=invoice_of(f"V1{position}", relation, line("100.00", category), exemption_code=code),
            problems=["exemption-of-other-category"],
        )
        for position, (category, code, relation) in enumerate(
            [
                ("E", "VATEX-EU-IC", BE),
                ("E", "vatex-eu-ae", NL),
                ("Z", "VATEX-EU-G", NL),
                ("E", "VATEX-EU-O", NL),
                ("G", "VATEX-EU-IC", US),
            ]
        )
    ),
    *(
        BookingCase(
            code=f"V2{position}",
            title=f"category {category} because of: {reason}",
            source="VAT Directive art. 226, 11a: what an invoice says of reverse charge",
            relation=NL,
            invoice=because(f"V2{position}", NL, category=category, reason=reason, direction=direction),
            problems=["exemption-of-other-category"],
        )
        for position, (category, reason, direction) in enumerate(
            [
                ("E", "Btw verlegd", PURCHASE),
                ("Z", "BTW VERLEGD naar afnemer", SALES),
                ("E", "VAT reverse charge", SALES),
                ("E", "Intracommunautaire levering", SALES),
            ]
        )
    ),
    BookingCase(
        code="V25",
        title="a reason of another category, waved through",
        source="doubts_allowed",
        relation=NL,
        invoice=because("V25", NL, category="E", reason="Btw verlegd, maar niet heus"),
        doubts_allowed=["exemption-of-other-category"],
        booking=WAVED,
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="V26",
        title="services within the EU that call themselves an intra-community supply",
        source=f"{S73}: both are 3b; the line tells goods from services",
        relation=BE,
        invoice=invoice_of("V26", BE, line("100.00", "AE"), exemption_code="VATEX-EU-IC"),
        booking=booked("100.00", [[8310, "100.00", "none"]]),
    ),
    BookingCase(
        code="V27",
        title="a purchase from outside the EU is an import whatever its supplier calls it",
        source=f"{S73}: 4a",
        relation=US,
        invoice=because("V27", US, category="E", reason="Reverse charge", direction=PURCHASE),
        policy={"import_purchase": "none"},
        booking=booked("100.00", [[7021, "100.00", "none"]]),
    ),
)
MARGIN = tuple(
    BookingCase(
        code=f"V3{position}",
        title=f"a margin scheme in words: {reason}",
        source=f"{OB} art. 28b to 28i; VAT Directive art. 226, 13 and 14",
        relation=NL_PRIVATE,
        invoice=because(f"V3{position}", NL_PRIVATE, category="E", reason=reason),
        problems=["margin-scheme"],
    )
    for position, reason in enumerate(
        [
            "Bijzondere regeling – gebruikte goederen",
            "Margeregeling",
            "Margin scheme - Travel agents",
            "Sonderregelung: Gebrauchtgegenstände",
            "Régime particulier - Biens d'occasion",
        ]
    )
)
CASES = (*ABROAD, *OTHER_CATEGORY, *MARGIN)
