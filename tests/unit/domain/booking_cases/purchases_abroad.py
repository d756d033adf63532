"""Purchases from abroad: from the EU, from outside it, from nobody knows where."""

from typing import Any

from tests.unit.domain.booking_cases.case import PURCHASE, BookingCase, booked, line
from tests.unit.domain.booking_cases.case import invoice_of as invoice_in
from tests.unit.domain.booking_cases.relations import BE, DE, GB, NL, UNKNOWN, US, XI

Json = dict[str, Any]
S73 = "SnelStart API 7.3"
OB = "Wet OB 1968"
HOW = "not documented, SnelStart API 7.3 [G]: a policy"


def invoice_of(code: str, relation: Json, *lines: Json, **fields: Any) -> Json:
    return invoice_in(code, relation, *lines, direction=PURCHASE, **fields)


FROM_EU = (
    BookingCase(
        code="P40",
        tags=["eu_purchase=hold"],
        title="a purchase from the EU, by default",
        source=HOW,
        relation=BE,
        invoice=invoice_of("P40", BE, line("100.00", "K")),
        problems=["eu-purchase-form-missing"],
    ),
    *(
        BookingCase(
            code=f"P4{position}",
            tags=["purchase_eu_high"],
            title=f"a purchase from the EU, {form}",
            source=f"{HOW}; {OB} art. 17a (4b and 5b)",
            relation=BE,
            invoice=invoice_of(f"P4{position}", BE, line("100.00", "K")),
            policy={"eu_purchase": form},
            booking=booked("100.00", [[7011, "100.00", kind]], vat),
        )
        for position, (form, kind, vat) in enumerate(
            [
                ("none", "none", []),
                ("none_zero", "none", [["purchase_high", "0.00"]]),
                ("by_account", "high", []),
                ("by_account_zero", "high", [["purchase_high", "0.00"]]),
            ],
            start=1,
        )
    ),
    BookingCase(
        code="P45",
        tags=["purchase_eu_low"],
        title="a purchase from the EU on an account for the low rate",
        source=f"{S73}: 61 InkopenImportBinnenEUlaag",
        relation=BE,
        invoice=invoice_of("P45", BE, line("100.00", "K", account_number=7010)),
        policy={"eu_purchase": "by_account"},
        booking=booked("100.00", [[7010, "100.00", "low"]]),
    ),
    BookingCase(
        code="P46",
        tags=["purchase_eu_other"],
        title="a purchase from the EU of a class that a rule sends to another rate",
        source=f"{S73}: 63 InkopenImportBinnenEUoverig",
        relation=BE,
        invoice=invoice_of("P46", BE, line("100.00", "K", item_class="kunst")),
        policy={"eu_purchase": "by_account"},
        rules={"rules": [{"account_number": 7012, "case": "eu_acquisition_other", "item_class": "kunst"}]},
        booking=booked("100.00", [[7012, "100.00", "other"]]),
    ),
    BookingCase(
        code="P47",
        title="a service from the EU with reverse charge",
        source=f"{S73}: 62; VAT Directive art. 196",
        relation=DE,
        invoice=invoice_of("P47", DE, line("100.00", "AE")),
        policy={"eu_purchase": "none"},
        booking=booked("100.00", [[7011, "100.00", "none"]]),
    ),
    BookingCase(
        code="P48",
        title="a purchase from the EU without VAT that does not say why",
        source="EN 16931 K and AE are the categories of a purchase from the EU",
        relation=BE,
        invoice=invoice_of("P48", BE, line("100.00", "E")),
        problems=["untaxed-from-eu"],
    ),
    BookingCase(
        code="P49",
        title="an exempt purchase from the EU that a person waved through",
        source="doubts_allowed",
        relation=BE,
        invoice=invoice_of("P49", BE, line("100.00", "E")),
        doubts_allowed=["untaxed-from-eu"],
        booking=booked("100.00", [[7000, "100.00", "none"]], marked=True),
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="P50",
        title="Belgian VAT on a purchase",
        source=f"{OB} art. 15: only Dutch VAT is deducted",
        relation=BE,
        invoice=invoice_of("P50", BE, line("100.00")),
        problems=["foreign-vat-charged"],
    ),
    BookingCase(
        code="P51",
        title="Dutch VAT of a supplier in Belgium that a person waved through",
        source="doubts_allowed",
        relation=BE,
        invoice=invoice_of("P51", BE, line("100.00")),
        doubts_allowed=["foreign-vat-charged"],
        booking=booked("121.00", [[7002, "100.00", "high"]], [["purchase_high", "21.00"]], marked=True),
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="P52",
        title="a rate that is none of ours, waved through, is still unknown",
        source="SnelStart API 7.4",
        relation=DE,
        invoice=invoice_of("P52", DE, line("100.00", rate="19")),
        doubts_allowed=["foreign-vat-charged"],
        problems=["vat-rate-unknown"],
    ),
    BookingCase(
        code="P53",
        title="category K from a Dutch supplier",
        source="EN 16931 K: between two member states",
        relation=NL,
        invoice=invoice_of("P53", NL, line("100.00", "K")),
        policy={"eu_purchase": "none"},
        problems=["supply-not-within-eu"],
    ),
    BookingCase(
        code="P54",
        title="goods from Northern Ireland",
        source="Protocol on Ireland/Northern Ireland art. 8",
        relation=XI,
        invoice=invoice_of("P54", XI, line("100.00", "K")),
        policy={"eu_purchase": "none"},
        booking=booked("100.00", [[7011, "100.00", "none"]]),
    ),
    BookingCase(
        code="P55",
        title="services from Northern Ireland under K",
        source="Protocol on Ireland/Northern Ireland art. 8",
        relation=XI,
        invoice=invoice_of("P55", XI, line("100.00", "K", supply="services")),
        policy={"eu_purchase": "none"},
        problems=["supply-not-within-eu"],
    ),
    BookingCase(
        code="P56",
        title="a purchase from the EU on an account for Dutch costs",
        source=f"{S73}: 61..63 decide box 4b",
        relation=BE,
        invoice=invoice_of("P56", BE, line("100.00", "K", account_number=4605)),
        policy={"eu_purchase": "none"},
        problems=["account-wrong-purpose"],
    ),
)
FROM_OUTSIDE_EU = (
    BookingCase(
        code="P60",
        tags=["import_purchase=hold"],
        title="a purchase from outside the EU, by default",
        source=HOW,
        relation=US,
        invoice=invoice_of("P60", US, line("100.00", "O")),
        problems=["import-form-missing"],
    ),
    *(
        BookingCase(
            code=f"P6{position}",
            tags=["purchase_import_high"],
            title=f"a purchase from outside the EU, category {category}, {form}",
            source=f"{HOW}; {OB} art. 12 lid 2 and 23 (4a and 5b)",
            relation=US,
            invoice=invoice_of(f"P6{position}", US, line("100.00", category)),
            policy={"import_purchase": form},
            booking=booked("100.00", [[7021, "100.00", kind]], vat),
        )
        for position, (category, form, kind, vat) in enumerate(
            [
                ("O", "none", "none", []),
                ("G", "none_zero", "none", [["purchase_high", "0.00"]]),
                ("AE", "by_account", "high", []),
                ("Z", "by_account_zero", "high", [["purchase_high", "0.00"]]),
                ("E", "none", "none", []),
            ],
            start=1,
        )
    ),
    BookingCase(
        code="P66",
        tags=["purchase_import_low"],
        title="a purchase from outside the EU on an account for the low rate",
        source=f"{S73}: 71 InkopenImportBuitenEUlaag",
        relation=GB,
        invoice=invoice_of("P66", GB, line("100.00", "G", account_number=7020)),
        policy={"import_purchase": "by_account_zero"},
        booking=booked("100.00", [[7020, "100.00", "low"]], [["purchase_low", "0.00"]]),
    ),
    BookingCase(
        code="P74",
        tags=["purchase_import_other"],
        title="a purchase from outside the EU on an account for a third rate",
        source=f"{S73}: 73 InkopenImportBuitenEUoverig",
        relation=GB,
        invoice=invoice_of("P74", GB, line("100.00", "G", account_number=7022)),
        policy={"import_purchase": "by_account"},
        booking=booked("100.00", [[7022, "100.00", "other"]]),
    ),
    BookingCase(
        code="P67",
        title="a service from Northern Ireland with reverse charge comes from outside the EU",
        source="Protocol on Ireland/Northern Ireland art. 8",
        relation=XI,
        invoice=invoice_of("P67", XI, line("100.00", "AE")),
        policy={"import_purchase": "none"},
        booking=booked("100.00", [[7021, "100.00", "none"]]),
    ),
    BookingCase(
        code="P68",
        title="category K from outside the EU",
        source="EN 16931 K: between two member states",
        relation=US,
        invoice=invoice_of("P68", US, line("100.00", "K")),
        policy={"eu_purchase": "none", "import_purchase": "none"},
        problems=["supply-not-within-eu"],
    ),
    BookingCase(
        code="P69",
        title="category G from within the EU",
        source="EN 16931 G: export outside the EU",
        relation=BE,
        invoice=invoice_of("P69", BE, line("100.00", "G")),
        policy={"import_purchase": "none"},
        problems=["export-within-eu"],
    ),
    BookingCase(
        code="P70",
        title="British VAT on a purchase",
        source=f"{OB} art. 15",
        relation=GB,
        invoice=invoice_of("P70", GB, line("100.00", rate="20")),
        problems=["foreign-vat-charged"],
    ),
    BookingCase(
        code="P71",
        title="a purchase without VAT from somebody of unknown country",
        source=f"{S73}: none, 4a or 4b",
        relation=UNKNOWN,
        invoice=invoice_of("P71", UNKNOWN, line("100.00", "E")),
        problems=["country-missing"],
    ),
    BookingCase(
        code="P72",
        title="a purchase without VAT from somebody of unknown country, waved through as Dutch",
        source="doubts_allowed",
        relation=UNKNOWN,
        invoice=invoice_of("P72", UNKNOWN, line("100.00", "E")),
        doubts_allowed=["country-missing"],
        booking=booked("100.00", [[7000, "100.00", "none"]], marked=True),
        notes=["doubt-waved-through"],
    ),
    BookingCase(
        code="P73",
        title="Dutch VAT from somebody of unknown country",
        source=f"{S73}: the administration's own rate",
        relation=UNKNOWN,
        invoice=invoice_of("P73", UNKNOWN, line("100.00")),
        booking=booked("121.00", [[7002, "100.00", "high"]], [["purchase_high", "21.00"]]),
    ),
)
CASES = (*FROM_EU, *FROM_OUTSIDE_EU)
