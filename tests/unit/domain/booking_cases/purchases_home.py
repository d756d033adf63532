"""Purchases within the Netherlands: rates, no VAT, the small business scheme, reverse charge."""

from typing import Any

from tests.unit.domain.booking_cases.case import PURCHASE, BookingCase, booked, line
from tests.unit.domain.booking_cases.case import invoice_of as invoice_in
from tests.unit.domain.booking_cases.relations import NL, NL_PRIVATE, UNKNOWN

Json = dict[str, Any]
S73 = "SnelStart API 7.3"
OB = "Wet OB 1968"
KOR = {"is_small_business": True}
HOW = "not documented, SnelStart API 7.3 [G]: a policy"


def invoice_of(code: str, relation: Json, *lines: Json, **fields: Any) -> Json:
    return invoice_in(code, relation, *lines, direction=PURCHASE, **fields)


AT_HOME = (
    BookingCase(
        code="P01",
        tags=["purchase_high", "supplier_in_number=False"],
        title="a purchase at 21%",
        source=f"{S73}: 32 (5b); {OB} art. 15",
        relation=NL,
        invoice=invoice_of("P01", NL, line("100.00"), due_date="2026-04-01"),
        booking=booked("121.00", [[7002, "100.00", "high"]], [["purchase_high", "21.00"]]),
    ),
    BookingCase(
        code="P02",
        tags=["purchase_low"],
        title="a purchase at 9%",
        source=f"{S73}: 31 (5b)",
        relation=NL,
        invoice=invoice_of("P02", NL, line("100.00", rate="9")),
        booking=booked("109.00", [[7001, "100.00", "low"]], [["purchase_low", "9.00"]]),
    ),
    BookingCase(
        code="P03",
        tags=["purchase_other"],
        title="a purchase at a third rate",
        source=f"{S73}: 33 (5b)",
        relation=NL,
        invoice=invoice_of("P03", NL, line("100.00", rate="5")),
        booking=booked("105.00", [[7003, "100.00", "other"]], [["purchase_other", "5.00"]]),
    ),
    BookingCase(
        code="P04",
        tags=["purchase_any_rate"],
        title="a purchase on an account for all rates",
        source=f"{S73}: 30; SnelStart API 6.3 and 7.2: btwSoort must be given there",
        relation=NL,
        invoice=invoice_of("P04", NL, line("100.00", account_number=4605), line("10.00", rate="9")),
        booking=booked(
            "131.90",
            [[4605, "100.00", "high"], [7001, "10.00", "low"]],
            [["purchase_high", "21.00"], ["purchase_low", "0.90"]],
        ),
    ),
    *(
        BookingCase(
            code=f"P1{position}",
            tags=["purchase_untaxed"],
            title=f"a Dutch purchase without VAT, category {category}",
            source=f"{S73}: purchase without VAT, 30 and Geen",
            relation=NL_PRIVATE,
            invoice=invoice_of(f"P1{position}", NL_PRIVATE, line("100.00", category)),
            booking=booked("100.00", [[7000, "100.00", "none"]]),
        )
        for position, category in enumerate("ZEO")
    ),
    BookingCase(
        code="P13",
        tags=["untaxed_beside_taxed"],
        title="a purchase with and without VAT",
        source=S73,
        relation=NL,
        invoice=invoice_of("P13", NL, line("100.00"), line("25.00", "E")),
        booking=booked(
            "146.00", [[7002, "100.00", "high"], [7000, "25.00", "none"]], [["purchase_high", "21.00"]]
        ),
    ),
    BookingCase(
        code="P14",
        tags=["untaxed_purchase_on_rate_account=hold"],
        title="a purchase without VAT on an account for one rate, by default",
        source=f"{S73}: 31..33 with a question mark; policy untaxed_purchase_on_rate_account",
        relation=NL,
        invoice=invoice_of("P14", NL, line("100.00", "E", account_number=7002)),
        problems=["untaxed-on-rate-account"],
    ),
    BookingCase(
        code="P15",
        tags=["purchase_untaxed_on_rate_account"],
        title="a purchase without VAT on an account for one rate, booked by policy",
        source="policy untaxed_purchase_on_rate_account",
        relation=NL,
        invoice=invoice_of("P15", NL, line("100.00", "E", account_number=7002)),
        policy={"untaxed_purchase_on_rate_account": "book"},
        booking=booked("100.00", [[7002, "100.00", "none"]]),
    ),
    BookingCase(
        code="P27",
        title="a purchase without VAT on an account for one rate, waved through",
        source="doubts_allowed",
        relation=NL,
        invoice=invoice_of("P27", NL, line("100.00", "E", account_number=7002)),
        doubts_allowed=["untaxed-on-rate-account"],
        booking=booked("100.00", [[7002, "100.00", "none"]], marked=True),
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="P16",
        tags=["purchase_unknown"],
        title="a purchase on the account for what has to be sorted out",
        source=f"{S73}: 34 and markering",
        relation=NL,
        invoice=invoice_of("P16", NL, line("100.00", account_number=2100)),
        booking=booked("121.00", [[2100, "100.00", "high"]], [["purchase_high", "21.00"]], marked=True),
    ),
    BookingCase(
        code="P17",
        title="a purchase for which no account was chosen goes to be sorted out",
        source=f"{S73}: 34 and markering",
        relation=NL,
        invoice=invoice_of("P17", NL, line("100.00"), line("10.00", "E")),
        rules={"defaults": {"purchase_unknown": 2100}},
        booking=booked(
            "131.00",
            [[2100, "100.00", "high"], [2100, "10.00", "none"]],
            [["purchase_high", "21.00"]],
            marked=True,
        ),
    ),
    BookingCase(
        code="P18",
        tags=["kind_refused_by_account"],
        title="a purchase at 21% on an account for 9%",
        source="BOE-0082: the VAT kind does not match the account",
        relation=NL,
        invoice=invoice_of("P18", NL, line("100.00", account_number=7001)),
        problems=["account-wrong-purpose"],
    ),
    BookingCase(
        code="P19",
        title="a purchase on an account for sales",
        source=f"{S73}: the function of the account decides the box of the return",
        relation=NL,
        invoice=invoice_of("P19", NL, line("100.00", account_number=8200)),
        problems=["account-wrong-purpose"],
    ),
    BookingCase(
        code="P20",
        title="VAT on a purchase under the small business scheme",
        source=f"{OB} art. 25: no deduction",
        relation=NL,
        invoice=invoice_of("P20", NL, line("100.00")),
        company=KOR,
        problems=["small-business-deducts-vat"],
    ),
    BookingCase(
        code="P21",
        title="VAT on a purchase under the small business scheme, waved through",
        source="doubts_allowed",
        relation=NL,
        invoice=invoice_of("P21", NL, line("100.00")),
        company=KOR,
        doubts_allowed=["small-business-deducts-vat"],
        booking=booked("121.00", [[7002, "100.00", "high"]], [["purchase_high", "21.00"]], marked=True),
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="P22",
        title="a purchase without VAT under the small business scheme",
        source=f"{S73}: purchase without VAT",
        relation=NL,
        invoice=invoice_of("P22", NL, line("100.00", "E")),
        company=KOR,
        booking=booked("100.00", [[7000, "100.00", "none"]]),
    ),
    BookingCase(
        code="P23",
        title="a purchase under a margin scheme",
        source=f"{OB} art. 28b",
        relation=NL,
        invoice=invoice_of("P23", NL, line("100.00", "E"), exemption_code="VATEX-EU-F"),
        problems=["margin-scheme"],
    ),
    BookingCase(
        code="P24",
        title="a purchase with a rate of another day",
        source="SnelStart API 7.4",
        relation=NL,
        invoice=invoice_of("P24", NL, line("100.00", rate="6")),
        problems=["vat-rate-unknown"],
    ),
    BookingCase(
        code="P25",
        title="a purchase with the tax of the Canary Islands",
        source="EN 16931 category L",
        relation=NL,
        invoice=invoice_of("P25", NL, line("100.00", "L", "7")),
        problems=["spanish-territory-tax"],
    ),
    BookingCase(
        code="P26",
        title="a purchase with the tax of Ceuta and Melilla",
        source="EN 16931 category M",
        relation=NL,
        invoice=invoice_of("P26", NL, line("100.00", "M", "4")),
        problems=["spanish-territory-tax"],
    ),
)
REVERSE_CHARGE = (
    BookingCase(
        code="P30",
        tags=["purchase_reverse_charge=hold"],
        title="a purchase with domestic reverse charge, by default",
        source=HOW,
        relation=NL,
        invoice=invoice_of("P30", NL, line("100.00", "AE")),
        problems=["reverse-charge-form-missing"],
    ),
    *(
        BookingCase(
            code=f"P3{position}",
            tags=["purchase_reverse_charge"],
            title=f"a purchase with domestic reverse charge, {form}",
            source=f"{HOW}; {OB} art. 12 lid 5 (2a and 5b)",
            relation=NL,
            invoice=invoice_of(f"P3{position}", NL, line("100.00", "AE"), line("0.05", "AE")),
            policy={"purchase_reverse_charge": form},
            booking=booked(
                "100.05",
                [[7000, "100.00", kind], [7000, "0.05", kind]],
                [["purchase_reverse_charge", shifted]],
            ),
        )
        for position, (form, kind, shifted) in enumerate(
            [
                ("none_zero", "none", "0.00"),
                ("rate_zero", "high", "0.00"),
                ("none_shifted", "none", "21.01"),
                ("rate_shifted", "high", "21.01"),
            ],
            start=1,
        )
    ),
    BookingCase(
        code="P35",
        title="a purchase with domestic reverse charge at the low rate of its account",
        source=HOW,
        relation=NL,
        invoice=invoice_of("P35", NL, line("100.00", "AE", account_number=7001)),
        policy={"purchase_reverse_charge": "rate_shifted"},
        booking=booked("100.00", [[7001, "100.00", "low"]], [["purchase_reverse_charge", "9.00"]]),
    ),
    BookingCase(
        code="P36",
        title="a purchase with domestic reverse charge without rate on an account for one rate",
        source=f"{S73}; policy untaxed_purchase_on_rate_account",
        relation=NL,
        invoice=invoice_of("P36", NL, line("100.00", "AE", account_number=7002)),
        policy={"purchase_reverse_charge": "none_zero"},
        problems=["untaxed-on-rate-account"],
    ),
    BookingCase(
        code="P37",
        tags=["reverse_charge_mixed"],
        title="a purchase with reverse charge beside 21%",
        source="BOE-0062",
        relation=NL,
        invoice=invoice_of("P37", NL, line("100.00", "AE"), line("50.00")),
        policy={"purchase_reverse_charge": "none_zero"},
        problems=["reverse-charge-mixed"],
    ),
    BookingCase(
        code="P39",
        tags=["untaxed_beside_reverse_charge"],
        title="a purchase with reverse charge beside an exempt line",
        source=f"{S73}: only other VAT is refused",
        relation=NL,
        invoice=invoice_of("P39", NL, line("100.00", "AE"), line("50.00", "E")),
        policy={"purchase_reverse_charge": "none_shifted"},
        booking=booked(
            "150.00",
            [[7000, "100.00", "none"], [7000, "50.00", "none"]],
            [["purchase_reverse_charge", "21.00"]],
        ),
    ),
    BookingCase(
        code="P38",
        title="a purchase with reverse charge from somebody of unknown country",
        source=f"{S73}: 2a, 4a or 4b",
        relation=UNKNOWN,
        invoice=invoice_of("P38", UNKNOWN, line("100.00", "AE")),
        policy={"purchase_reverse_charge": "none_zero"},
        problems=["country-missing"],
    ),
)
CASES = (*AT_HOME, *REVERSE_CHARGE)
