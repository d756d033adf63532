"""Sales to customers abroad: goods and services within the EU, exports."""

from tests.unit.domain.booking_cases.case import BookingCase, booked, invoice_of, line
from tests.unit.domain.booking_cases.relations import (
    BE,
    BE_PRIVATE,
    DE,
    DE_PRIVATE,
    GB,
    GB_BUSINESS,
    GR,
    NL,
    UNKNOWN,
    US,
    XI,
)

S73 = "SnelStart API 7.3"
OB = "Wet OB 1968"
ICP = f"{S73}: 3b; {OB} art. 9 lid 2 b, Tabel II a.6"

GOODS = booked("100.00", [[8300, "100.00", "none"]])
SERVICES = booked("100.00", [[8310, "100.00", "none"]])

WITHIN_EU = (
    BookingCase(
        code="E01",
        tags=["sale_eu_goods"],
        title="goods to a business in the EU",
        source=ICP,
        relation=BE,
        invoice=invoice_of("E01", BE, line("100.00", "K", supply="goods"), exemption_code="VATEX-EU-IC"),
        booking=GOODS,
    ),
    BookingCase(
        code="E02",
        tags=["sale_eu_services"],
        title="category K for what the line calls services",
        source=f"{S73}: 88 DienstverleningBinnenEU; the line's own word counts first",
        relation=DE,
        invoice=invoice_of("E02", DE, line("100.00", "K", supply="services")),
        booking=SERVICES,
    ),
    BookingCase(
        code="E03",
        title="category K on an account for goods that the CRM chose",
        source=f"{S73}: an explicit account tells goods from services",
        relation=BE,
        invoice=invoice_of("E03", BE, line("100.00", "K", account_number=8300)),
        booking=GOODS,
    ),
    BookingCase(
        code="E04",
        title="category K on an account that a rule chose for such lines",
        source=f"{S73}: a rule that singles lines out tells goods from services",
        relation=BE,
        invoice=invoice_of("E04", BE, line("100.00", "K", item_class="licentie")),
        rules={"rules": [{"account_number": 8310, "item_class": "licentie"}]},
        booking=SERVICES,
    ),
    BookingCase(
        code="E05",
        tags=["eu_supply=None"],
        title="category K that only says so itself",
        source=f"{S73}: two functions (80, 88), so nothing is guessed",
        relation=BE,
        invoice=invoice_of("E05", BE, line("100.00", "K")),
        problems=["eu-supply-unknown"],
    ),
    BookingCase(
        code="E06",
        title="category K with goods by policy",
        source="policy eu_supply",
        relation=BE,
        invoice=invoice_of("E06", BE, line("100.00", "K")),
        policy={"eu_supply": "goods"},
        booking=GOODS,
    ),
    BookingCase(
        code="E07",
        title="category K with services by policy",
        source="policy eu_supply",
        relation=BE,
        invoice=invoice_of("E07", BE, line("100.00", "K")),
        policy={"eu_supply": "services"},
        booking=SERVICES,
    ),
    BookingCase(
        code="E08",
        title="a rule that only names the account of a case does not say what a line is",
        source="ledger rules: a condition beside the case is needed to tell goods from services",
        relation=BE,
        invoice=invoice_of("E08", BE, line("100.00", "K")),
        rules={"rules": [{"account_number": 8310, "case": "eu_services"}]},
        problems=["eu-supply-unknown"],
    ),
    BookingCase(
        code="E09",
        tags=["eu_without_number"],
        title="goods to a customer in the EU without VAT number",
        source="BOE-0080; EN 16931 BR-IC-02",
        relation=BE_PRIVATE,
        invoice=invoice_of("E09", BE_PRIVATE, line("100.00", "K", supply="goods")),
        problems=["eu-vat-number-missing"],
    ),
    BookingCase(
        code="E10",
        title="category K to a Dutch business",
        source="BOE-0080: a foreign EU VAT number is needed",
        relation=NL,
        invoice=invoice_of("E10", NL, line("100.00", "K", supply="goods")),
        problems=["supply-not-within-eu"],
    ),
    BookingCase(
        code="E11",
        title="category K to a British business",
        source="BOE-0080; the United Kingdom left the EU",
        relation=GB_BUSINESS,
        invoice=invoice_of("E11", GB_BUSINESS, line("100.00", "K", supply="goods")),
        problems=["supply-not-within-eu"],
    ),
    BookingCase(
        code="E12",
        title="goods to Greece, whose VAT numbers begin with EL",
        source="VAT Directive art. 215",
        relation=GR,
        invoice=invoice_of("E12", GR, line("100.00", "K", supply="goods")),
        booking=GOODS,
    ),
    BookingCase(
        code="E13",
        title="goods to Northern Ireland",
        source="Protocol on Ireland/Northern Ireland art. 8: within the EU for goods",
        relation=XI,
        invoice=invoice_of("E13", XI, line("100.00", "K", supply="goods")),
        booking=GOODS,
    ),
    BookingCase(
        code="E14",
        title="category K to Northern Ireland can only be goods",
        source="Protocol on Ireland/Northern Ireland art. 8",
        relation=XI,
        invoice=invoice_of("E14", XI, line("100.00", "K")),
        booking=GOODS,
    ),
    BookingCase(
        code="E15",
        title="services to Northern Ireland under K",
        source="Protocol on Ireland/Northern Ireland art. 8: outside the EU for services",
        relation=XI,
        invoice=invoice_of("E15", XI, line("100.00", "K", supply="services")),
        problems=["supply-not-within-eu"],
    ),
    BookingCase(
        code="E16",
        tags=["sale_eu_services"],
        title="services to a business in the EU",
        source=f"{S73}: 88 (3b); {OB} art. 6; VAT Directive art. 44 and 196",
        relation=DE,
        invoice=invoice_of("E16", DE, line("100.00", "AE"), exemption_code="VATEX-EU-AE"),
        booking=SERVICES,
    ),
    BookingCase(
        code="E17",
        title="category AE to a business in the EU for what the line calls goods",
        source=f"{S73}: 80 (3b)",
        relation=DE,
        invoice=invoice_of("E17", DE, line("100.00", "AE", supply="goods")),
        booking=GOODS,
    ),
    BookingCase(
        code="E18",
        tags=["eu_without_number"],
        title="category AE to a customer in the EU without VAT number",
        source="BOE-0080; EN 16931 BR-AE-02",
        relation=DE_PRIVATE,
        invoice=invoice_of("E18", DE_PRIVATE, line("100.00", "AE")),
        problems=["eu-vat-number-missing"],
    ),
    BookingCase(
        code="E19",
        title="category AE to a customer outside the EU",
        source="VAT Directive art. 196: reverse charge is between member states",
        relation=US,
        invoice=invoice_of("E19", US, line("100.00", "AE")),
        problems=["reverse-charge-outside-eu"],
    ),
    BookingCase(
        code="E20",
        title="category AE for services to Northern Ireland",
        source="Protocol on Ireland/Northern Ireland art. 8",
        relation=XI,
        invoice=invoice_of("E20", XI, line("100.00", "AE")),
        problems=["reverse-charge-outside-eu"],
    ),
    BookingCase(
        code="E21",
        title="category AE to somebody whose country nobody told",
        source=f"{S73}: domestic and EU reverse charge are booked differently",
        relation=UNKNOWN,
        invoice=invoice_of("E21", UNKNOWN, line("100.00", "AE")),
        problems=["country-missing"],
    ),
    BookingCase(
        code="E22",
        title="category AE to somebody of unknown country, waved through as Dutch",
        source="doubts_allowed",
        relation=UNKNOWN,
        invoice=invoice_of("E22", UNKNOWN, line("100.00", "AE")),
        doubts_allowed=["country-missing"],
        booking=booked("100.00", [[8250, "100.00", "none"]], [["sales_reverse_charge", "0.00"]], marked=True),
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="E23",
        title="services within the EU beside Dutch VAT",
        source=f"{S73}: no reverse-charge row, so BOE-0062 does not apply",
        relation=DE,
        invoice=invoice_of("E23", DE, line("100.00", "AE"), line("50.00")),
        booking=booked(
            "160.50", [[8310, "100.00", "none"], [8200, "50.00", "high"]], [["sales_high", "10.50"]]
        ),
    ),
)
OUTSIDE_EU = (
    BookingCase(
        code="X01",
        tags=["sale_export"],
        title="an export to the United States",
        source=f"{S73}: 81 (3a); {OB} art. 9 lid 2 b, Tabel II a.2",
        relation=US,
        invoice=invoice_of("X01", US, line("100.00", "G"), exemption_code="VATEX-EU-G"),
        booking=booked("100.00", [[8320, "100.00", "none"]]),
    ),
    BookingCase(
        code="X02",
        title="an export to the United Kingdom",
        source=f"{S73}: 81 (3a); the United Kingdom left the EU",
        relation=GB,
        invoice=invoice_of("X02", GB, line("100.00", "G")),
        booking=booked("100.00", [[8320, "100.00", "none"]]),
    ),
    *(
        BookingCase(
            code=f"X1{position}",
            title=f"category G to a customer {where}",
            source="EN 16931 BR-G-02 and category G: export outside the EU",
            relation=relation,
            invoice=invoice_of(f"X1{position}", relation, line("100.00", "G")),
            problems=["export-within-eu"],
        )
        for position, (relation, where) in enumerate(
            [(BE, "in Belgium"), (NL, "in the Netherlands"), (UNKNOWN, "of unknown country")]
        )
    ),
)
CASES = (*WITHIN_EU, *OUTSIDE_EU)
