"""Which account and cost centre a line goes to: the CRM's own choice, ledger rules in order, defaults."""

from tests.unit.domain.booking_cases.case import PURCHASE, BookingCase, booked, invoice_of, line
from tests.unit.domain.booking_cases.relations import BE, NL, NUMBERED

RULES = "ledger rules: ordered, empty conditions match everything"
S64 = "SnelStart API 6.4"
HIGH_VAT = [["sales_high", "21.00"]]
ON_8100 = booked("121.00", [[8100, "100.00", "high"]], HIGH_VAT)
ON_8200 = booked("121.00", [[8200, "100.00", "high"]], HIGH_VAT)

CHOOSING = (
    BookingCase(
        code="A01",
        title="the CRM chooses the account of a line",
        source="account_number on the line comes first",
        relation=NL,
        invoice=invoice_of("A01", NL, line("100.00", account_number=8100, revenue_group="koffie")),
        rules={"rules": [{"account_number": 8200, "revenue_group": "koffie"}]},
        booking=ON_8100,
    ),
    *(
        BookingCase(
            code=f"A{position}",
            title=f"a rule about {what}",
            source=RULES,
            relation=NUMBERED,
            invoice=invoice_of(f"A{position}", NUMBERED, line("100.00", **fields)),
            rules={"rules": [{"account_number": 8100, **condition}], "defaults": {"high": 8200}},
            projects={"PRJ-1": 1},
            booking=booked("121.00", [[account, "100.00", "high", fields.get("project")]], HIGH_VAT),
        )
        for position, (what, condition, fields, account) in enumerate(
            [
                ("the revenue group that matches", {"revenue_group": "a"}, {"revenue_group": "a"}, 8100),
                ("another revenue group", {"revenue_group": "a"}, {"revenue_group": "b"}, 8200),
                ("the item class that matches", {"item_class": "a"}, {"item_class": "a"}, 8100),
                ("another item class", {"item_class": "a"}, {}, 8200),
                ("the case that matches", {"case": "high"}, {}, 8100),
                ("another case", {"case": "low"}, {}, 8200),
                ("the direction that matches", {"direction": "sales"}, {}, 8100),
                ("the other direction", {"direction": "purchase"}, {}, 8200),
                ("the rate that matches", {"vat_rate": "21.0"}, {}, 8100),
                ("another rate", {"vat_rate": "9"}, {}, 8200),
                ("the country class that matches", {"country_class": "home"}, {}, 8100),
                ("another country class", {"country_class": "eu"}, {}, 8200),
                ("the relation that matches", {"relation": "R-1044"}, {}, 8100),
                ("another relation", {"relation": "R-2"}, {}, 8200),
                ("the project that matches", {"project": "PRJ-1"}, {"project": "PRJ-1"}, 8100),
                ("another project", {"project": "PRJ-2"}, {"project": "PRJ-1"}, 8200),
                ("everything", {}, {}, 8100),
                ("two things of which one differs", {"item_class": "a", "case": "high"}, {}, 8200),
            ],
            start=10,
        )
    ),
    BookingCase(
        code="A30",
        title="the first rule that matches decides",
        source=RULES,
        relation=NL,
        invoice=invoice_of("A30", NL, line("100.00", item_class="a")),
        rules={"rules": [{"account_number": 8100, "item_class": "a"}, {"account_number": 8200}]},
        booking=ON_8100,
    ),
    BookingCase(
        code="A31",
        title="a rule marks what it books for review",
        source="SnelStart API 6.5: markering",
        relation=NL,
        invoice=invoice_of("A31", NL, line("100.00")),
        rules={"rules": [{"account_number": 8100, "needs_review": True}]},
        booking={**ON_8100, "marked": True},
    ),
    BookingCase(
        code="A32",
        title="a case without an account",
        source="nothing is guessed",
        relation=NL,
        invoice=invoice_of("A32", NL, line("100.00", revenue_group="koffie")),
        rules={"defaults": {"low": 8210}},
        problems=["no-account-for-case"],
    ),
    BookingCase(
        code="A33",
        title="a purchase without an account, and none to sort it out",
        source="nothing is guessed",
        relation=NL,
        invoice=invoice_of("A33", NL, line("100.00"), direction=PURCHASE),
        rules={"defaults": {"high": 8200}},
        problems=["no-account-for-case"],
    ),
    BookingCase(
        code="A34",
        title="an account that does not exist",
        source="BOE-0037",
        relation=NL,
        invoice=invoice_of("A34", NL, line("100.00", account_number=9999)),
        problems=["account-not-found"],
    ),
    BookingCase(
        code="A35",
        title="an account that is inactive",
        source="BOE-0008",
        relation=NL,
        invoice=invoice_of("A35", NL, line("100.00", account_number=8299)),
        problems=["account-inactive"],
    ),
    BookingCase(
        code="A36",
        tags=["kind_refused_by_account"],
        title="an account for another rate",
        source="BOE-0082; SnelStart API 6.3: check by function",
        relation=NL,
        invoice=invoice_of("A36", NL, line("100.00", account_number=8210)),
        problems=["account-wrong-purpose"],
    ),
    BookingCase(
        code="A37",
        title="an EU sale on an account for Dutch sales",
        source="SnelStart API 7.3: 80 and 88 decide box 3b",
        relation=BE,
        invoice=invoice_of("A37", BE, line("100.00", "K", account_number=8240, supply="goods")),
        problems=["account-wrong-purpose"],
    ),
    BookingCase(
        code="A38",
        title="every problem is told at once",
        source="checking returns all problems",
        relation=NL,
        invoice=invoice_of(
            "A38", NL, line("100.00", rate="25"), line("1.00", account_number=9999), total_vat="1.00"
        ),
        problems=[
            "vat-differs-from-total",
            "total-does-not-add-up",
            "vat-rate-unknown",
            "account-not-found",
        ],
    ),
)
COST_CENTRES = (
    BookingCase(
        code="A50",
        title="the project of a line is its cost centre",
        source=S64,
        relation=NL,
        invoice=invoice_of("A50", NL, line("100.00", project="PRJ-1"), line("50.00")),
        projects={"PRJ-1": 17},
        booking=booked(
            "181.50", [[8200, "100.00", "high", "PRJ-1"], [8200, "50.00", "high"]], [["sales_high", "31.50"]]
        ),
    ),
    BookingCase(
        code="A51",
        title="the project of a line of a purchase",
        source=f"{S64}; SnelStart API 8.3",
        relation=NL,
        invoice=invoice_of("A51", NL, line("100.00", project="PRJ-1"), direction=PURCHASE),
        projects={"PRJ-1": 17},
        booking=booked("121.00", [[7002, "100.00", "high", "PRJ-1"]], [["purchase_high", "21.00"]]),
    ),
    BookingCase(
        code="A52",
        title="an account that asks for a cost centre, and gets one",
        source=f"{S64}: required",
        relation=NL,
        invoice=invoice_of("A52", NL, line("100.00", account_number=8201, project="PRJ-1")),
        projects={"PRJ-1": 17},
        booking=booked("121.00", [[8201, "100.00", "high", "PRJ-1"]], HIGH_VAT),
    ),
    BookingCase(
        code="A53",
        title="an account that asks for a cost centre, and gets none",
        source=f"{S64}: BOE-0022",
        relation=NL,
        invoice=invoice_of("A53", NL, line("100.00", account_number=8201)),
        problems=["account-needs-cost-centre"],
    ),
    BookingCase(
        code="A54",
        title="a project that has no cost centre",
        source=f"{S64}: BOE-0019",
        relation=NL,
        invoice=invoice_of("A54", NL, line("100.00", project="PRJ-9")),
        problems=["project-without-cost-centre"],
    ),
)
CASES = (*CHOOSING, *COST_CENTRES)
