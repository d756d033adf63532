"""Cents: every way in which a document rounds, and the ways in which it may not."""

from tests.unit.domain.booking_cases.case import BookingCase, booked, invoice_of, line, row
from tests.unit.domain.booking_cases.relations import NL

S72 = "SnelStart API 7.2"
THREE = (line("33.33"), line("33.33"), line("33.34"))
THREE_BOOKED = [[8200, "33.33", "high"], [8200, "33.33", "high"], [8200, "33.34", "high"]]

CASES = (
    BookingCase(
        code="R01",
        tags=["rounded_per_rate"],
        title="VAT rounded per rate",
        source=f"{S72} rule 5: book what the invoice shows",
        relation=NL,
        invoice=invoice_of("R01", NL, line("0.10"), line("0.10")),
        booking=booked("0.24", [[8200, "0.10", "high"], [8200, "0.10", "high"]], [["sales_high", "0.04"]]),
    ),
    BookingCase(
        code="R02",
        tags=["rounded_per_line"],
        title="VAT rounded per line, a cent lower than per rate",
        source=f"{S72} rule 4: clients send both",
        relation=NL,
        invoice=invoice_of("R02", NL, *[line("0.11")] * 3, vat_breakdown=[row("S", "21", "0.33", "0.06")]),
        booking=booked("0.39", [[8200, "0.11", "high"]] * 3, [["sales_high", "0.06"]]),
    ),
    *(
        BookingCase(
            code=f"R1{position}",
            tags=["a_cent_per_line"],
            title=f"VAT of {vat} on three lines of 100.00",
            source=f"{S72} rule 4: a cent per line",
            relation=NL,
            invoice=invoice_of(f"R1{position}", NL, *THREE, vat_breakdown=[row("S", "21", "100.00", vat)]),
            booking=booked(total, THREE_BOOKED, [["sales_high", vat]]),
        )
        for position, (vat, total) in enumerate([("21.03", "121.03"), ("20.97", "120.97")])
    ),
    *(
        BookingCase(
            code=f"R2{position}",
            tags=["more_than_a_cent_per_line"],
            title=f"VAT of {vat} on three lines of 100.00",
            source=f"{S72} rule 4: more than a cent per line (BOE-0069)",
            relation=NL,
            invoice=invoice_of(f"R2{position}", NL, *THREE, vat_breakdown=[row("S", "21", "100.00", vat)]),
            problems=["vat-amount-implausible"],
        )
        for position, vat in enumerate(["21.04", "20.96", "0.00", "-21.00"])
    ),
    BookingCase(
        code="R30",
        tags=["a_row_per_line"],
        title="a row of the breakdown for each line",
        source=f"{S72} rule 2: one btw row per kind; EN 16931 BG-23",
        relation=NL,
        invoice=invoice_of(
            "R30",
            NL,
            line("0.11"),
            line("0.12"),
            vat_breakdown=[row("S", "21", "0.11", "0.02"), row("S", "21.00", "0.12", "0.03")],
        ),
        booking=booked("0.28", [[8200, "0.11", "high"], [8200, "0.12", "high"]], [["sales_high", "0.05"]]),
    ),
    BookingCase(
        code="R31",
        title="rows of one rate may not each use up the cents of all lines",
        source=f"{S72} rule 4",
        relation=NL,
        invoice=invoice_of(
            "R31",
            NL,
            line("50.00"),
            line("50.00"),
            vat_breakdown=[row("S", "21", "50.00", "10.52"), row("S", "21", "50.00", "10.52")],
        ),
        problems=["vat-amount-implausible"],
    ),
    BookingCase(
        code="R32",
        tags=["lines_differ_from_total"],
        title="lines that add up to a cent less than the total without VAT",
        source=f"{S72} rule 5: the total is never changed silently; EN 16931 BR-CO-10",
        relation=NL,
        invoice=invoice_of(
            "R32",
            NL,
            line("33.33"),
            line("33.33"),
            line("33.33"),
            vat_breakdown=[row("S", "21", "100.00", "21.00")],
            total_without_vat="100.00",
            total_with_vat="121.00",
        ),
        problems=["lines-differ-from-total", "vat-base-differs"],
    ),
    BookingCase(
        code="R33",
        tags=["total_differs_from_sum"],
        title="a total with VAT that is a cent off",
        source=f"{S72} rule 3: BOE-0039; EN 16931 BR-CO-15",
        relation=NL,
        invoice=invoice_of("R33", NL, line("100.00"), total_with_vat="121.01"),
        problems=["total-does-not-add-up"],
    ),
    BookingCase(
        code="R34",
        title="a VAT total that is not that of the breakdown",
        source="EN 16931 BR-CO-14",
        relation=NL,
        invoice=invoice_of("R34", NL, line("100.00"), total_vat="21.01", total_with_vat="121.01"),
        problems=["vat-differs-from-total"],
    ),
    BookingCase(
        code="R35",
        tags=["rounding_account=None"],
        title="a payable amount that was rounded up, without an account for it",
        source="EN 16931 BT-114; policy rounding_account",
        relation=NL,
        invoice=invoice_of("R35", NL, line("100.01"), rounding_amount="-0.01"),
        problems=["rounding-without-account"],
    ),
    BookingCase(
        code="R36",
        tags=["rounding_on_own_line"],
        title="a payable amount that was rounded down",
        source=f"EN 16931 BT-114; {S72} rule 5: an own line on a rounding account",
        relation=NL,
        invoice=invoice_of("R36", NL, line("100.01"), rounding_amount="-0.01"),
        policy={"rounding_account": 8990},
        booking=booked(
            "121.00", [[8200, "100.01", "high"], [8990, "-0.01", "none"]], [["sales_high", "21.00"]]
        ),
    ),
    BookingCase(
        code="R37",
        tags=["rounding_on_own_line"],
        title="a payable amount that was rounded up",
        source=f"EN 16931 BT-114; {S72} rule 5",
        relation=NL,
        invoice=invoice_of("R37", NL, line("100.02"), rounding_amount="0.03"),
        policy={"rounding_account": 8990},
        booking=booked(
            "121.05", [[8200, "100.02", "high"], [8990, "0.03", "none"]], [["sales_high", "21.00"]]
        ),
    ),
    *(
        BookingCase(
            code=f"R4{position}",
            title=f"a rounding account that {what}",
            source="policy rounding_account: Geen must be allowed there",
            relation=NL,
            invoice=invoice_of(f"R4{position}", NL, line("100.01"), rounding_amount="-0.01"),
            policy={"rounding_account": account},
            problems=[problem],
        )
        for position, (what, account, problem) in enumerate(
            [
                ("does not exist", 9999, "account-not-found"),
                ("is inactive", 8299, "account-inactive"),
                ("is for 21%", 8100, "account-refuses-vat"),
                ("asks for a cost centre", 8991, "account-needs-cost-centre"),
            ]
        )
    ),
    BookingCase(
        code="R50",
        tags=["zero_lines"],
        title="lines of zero",
        source="BOE-0028: drop zero lines",
        relation=NL,
        invoice=invoice_of("R50", NL, line("100.00"), line("0.00"), line("0.00", rate="9")),
        booking=booked("121.00", [[8200, "100.00", "high"]], [["sales_high", "21.00"]]),
    ),
    BookingCase(
        code="R51",
        title="nothing but lines of zero",
        source="BOE-0023: a booking has lines",
        relation=NL,
        invoice=invoice_of("R51", NL, line("0.00")),
        problems=["nothing-to-book"],
    ),
    BookingCase(
        code="R52",
        title="a discount on the whole invoice",
        source="EN 16931 BG-20: an allowance is a line; SnelStart API 6.5: negative amounts are allowed",
        relation=NL,
        invoice=invoice_of("R52", NL, line("100.00"), line("-10.00", description="Korting")),
        booking=booked(
            "108.90", [[8200, "100.00", "high"], [8200, "-10.00", "high"]], [["sales_high", "18.90"]]
        ),
    ),
    BookingCase(
        code="R53",
        tags=["lines_that_cancel_out"],
        title="lines of a rate that cancel out keep its VAT row",
        source=f"{S72} rule 2: a missing row is BOE-0082",
        relation=NL,
        invoice=invoice_of("R53", NL, line("100.00"), line("5.00", rate="9"), line("-5.00", rate="9")),
        booking=booked(
            "121.00",
            [[8200, "100.00", "high"], [8210, "5.00", "low"], [8210, "-5.00", "low"]],
            [["sales_high", "21.00"], ["sales_low", "0.00"]],
        ),
    ),
    BookingCase(
        code="R54",
        tags=["a_row_without_line"],
        title="VAT of a rate without a line",
        source="EN 16931 BR-CO-18 and BR-S-01",
        relation=NL,
        invoice=invoice_of(
            "R54",
            NL,
            line("100.00"),
            vat_breakdown=[row("S", "21", "100.00", "21.00"), row("S", "9", "0.00", "0.01")],
        ),
        problems=["vat-amount-implausible"],
    ),
)
