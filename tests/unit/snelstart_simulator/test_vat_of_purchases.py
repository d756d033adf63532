"""The VAT of a purchase: ordinary, shifted by the supplier, and on purchases from abroad."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.snelstart_simulator.office import Office, Reply
from tests.unit.snelstart_simulator.test_inkoopboekingen import by_account

HOOG = {"btwSoort": "InkopenHoog", "btwBedrag": "21.00"}


def verlegd(bedrag: str = "0") -> dict[str, str]:
    return {"btwSoort": "InkopenVerlegd", "btwBedrag": bedrag}


def booked(office: Office, lines: list[Any], btw: list[Any], total: str, **fields: Any) -> Reply:
    number = f"n{len(office.books.inkoopboekingen)}"
    body = {"factuurnummer": number, "boekingsregels": lines, "btw": btw, "factuurbedrag": total, **fields}
    return office.post("/inkoopboekingen", office.a_purchase(**body))


@pytest.mark.parametrize(
    ("nummer", "soort", "kind", "vat"),
    [
        (7000, "Hoog", "InkopenHoog", "21"),
        (7000, "Laag", "InkopenLaag", "9"),
        (7000, "Overig", "InkopenOverig", "0"),
        (7001, "Laag", "InkopenLaag", "9"),
        (7002, "Hoog", "InkopenHoog", "21"),
        (7003, "Overig", "InkopenOverig", "0"),
        (7003, None, "InkopenOverig", "0"),
        (2100, "Hoog", "InkopenHoog", "21"),
    ],
)
def test_a_line_is_taxed_as_its_account_allows(
    office: Office, nummer: int, soort: str | None, kind: str, vat: str
) -> None:
    line = office.a_line(nummer, "100", soort)
    row = {"btwSoort": kind, "btwBedrag": vat}
    assert booked(office, [line], [row], str(100 + int(vat))).status == 201
    assert booked(office, [line], [], "100").codes[0] == "BOE-0082"


def test_a_purchase_without_vat_stands_on_an_account_for_all_rates(office: Office) -> None:
    assert booked(office, [office.a_line(7000, "100", "Geen")], [], "100").status == 201
    assert booked(office, [office.a_line(4402, "100", "Geen")], [], "100").status == 201


@pytest.mark.parametrize("nummer", [7001, 7002, 7003])
def test_a_purchase_without_vat_on_an_account_of_one_rate_is_a_switch(office: Office, nummer: int) -> None:
    lines = [office.a_line(nummer, "100", "Geen")]
    refused = booked(office, lines, [], "100")
    assert refused.codes == ["BOE-0082"]
    office.switch(purchase_without_vat_on_rate_accounts="accepted")
    assert booked(office, lines, [], "100").status == 201
    assert booked(office, [office.a_line(8000, "100", "Geen")], [], "100").codes == ["BOE-0082"]


@pytest.mark.parametrize("nummer", [4798, 2100])
def test_some_accounts_need_the_kind_of_each_line(office: Office, nummer: int) -> None:
    assert booked(office, [office.a_line(nummer, "100", None)], [], "100").codes == ["BOE-0082"]


@pytest.mark.parametrize("kind", ["VerkopenVerlegd", "Hoog", "VerkopenLaag"])
def test_a_kind_that_does_not_belong_there_is_refused(office: Office, kind: str) -> None:
    row = {"btwSoort": kind, "btwBedrag": "1"}
    assert "BOE-0082" in booked(office, [office.a_line(7000)], [HOOG, row], "122").codes


def test_what_is_sold_to_a_supplier_may_stand_on_its_invoice(office: Office) -> None:
    inruil = [office.a_line(7002, "100"), office.a_line(8000, "-10")]
    btw = [HOOG, {"btwSoort": "VerkopenHoog", "btwBedrag": "-2.10"}]
    assert booked(office, inruil, btw, "108.90").status == 201
    booked_on = by_account(office)
    assert booked_on[1671] == Decimal("-2.10")
    assert booked_on[1600] == Decimal("-108.90")
    assert booked_on[8000] == -10


@pytest.mark.parametrize(("btw", "status"), [("20.98", 400), ("20.99", 201), ("21.01", 201), ("21.02", 400)])
def test_a_vat_amount_may_be_a_cent_off_for_each_line(office: Office, btw: str, status: int) -> None:
    row = {"btwSoort": "InkopenHoog", "btwBedrag": btw}
    assert booked(office, [office.a_line(7000)], [row], f"1{btw}").status == status
    office.switch(check_vat_amount=False)
    assert booked(office, [office.a_line(7000)], [row], f"1{btw}").status == 201


# Shifted by the supplier


@pytest.mark.parametrize(
    ("line", "row", "soort", "amount"),
    [
        ("geen", "zero", "Geen", "0"),
        ("geen", "shifted_vat", "Geen", "21"),
        ("rate", "zero", "Hoog", "0"),
        ("rate", "shifted_vat", "Hoog", "21"),
    ],
)
def test_how_a_reverse_charge_is_composed_is_a_switch(
    office: Office, line: str, row: str, soort: str, amount: str
) -> None:
    office.switch(reverse_charge_line=line, reverse_charge_row=row)
    lines, btw = [office.a_line(7000, "100", soort)], [verlegd(amount)]
    assert booked(office, lines, btw, "100").status == 201
    assert by_account(office) == {1600: -100, 7000: 100, 1653: 21, 1674: -21}
    other_soort = "Hoog" if soort == "Geen" else "Geen"
    wrong_line = booked(office, [office.a_line(7000, "100", other_soort)], btw, "100")
    assert wrong_line.codes[0] == ("BOE-0062" if soort == "Geen" else "BOE-0082")
    wrong_row = booked(office, lines, [verlegd("0" if amount == "21" else "21")], "100")
    assert "BOE-0069" in wrong_row.codes


def test_a_reverse_charge_at_another_rate_is_booked_at_that_rate(office: Office) -> None:
    office.switch(reverse_charge_line="rate")
    lines = [office.a_line(7001, "100", "Laag"), office.a_line(7002, "100", "Hoog")]
    assert booked(office, lines, [verlegd()], "200").status == 201
    assert by_account(office)[1674] == -30
    office.switch(reverse_charge_row="shifted_vat")
    assert booked(office, lines, [verlegd("30")], "200").status == 201
    assert booked(office, lines, [verlegd("42")], "200").codes == ["BOE-0069"]


def test_no_vat_is_shifted_on_an_exempt_line(office: Office) -> None:
    office.switch(reverse_charge_line="rate")
    lines = [office.a_line(7000, "100", "Hoog"), office.a_line(7000, "50", "Geen")]
    assert booked(office, lines, [verlegd()], "150").status == 201
    assert by_account(office) == {1600: -150, 7000: 150, 1653: 21, 1674: -21}


def test_a_line_that_names_no_rate_may_be_shifted_at_a_lower_one(office: Office) -> None:
    office.switch(reverse_charge_row="shifted_vat")
    lines = [office.a_line(7000, "100", "Geen")]
    assert booked(office, lines, [verlegd("9")], "100").status == 201
    assert booked(office, lines, [verlegd("21.02")], "100").codes == ["BOE-0069"]
    assert booked(office, lines, [verlegd("-9")], "100").codes == ["BOE-0069"]


def test_a_reverse_charge_cannot_be_mixed_with_other_vat(office: Office) -> None:
    mixed = [office.a_line(7000, "100", "Geen"), office.a_line(7002, "100", "Hoog")]
    assert booked(office, mixed, [verlegd(), HOOG], "221").codes == ["BOE-0062"]
    office.switch(reverse_charge_line="rate")
    assert booked(office, mixed, [verlegd(), HOOG], "221").codes == ["BOE-0062"]


@pytest.mark.parametrize("line", ["geen", "rate"])
def test_whether_exempt_lines_stand_beside_a_reverse_charge_is_a_switch(office: Office, line: str) -> None:
    office.switch(reverse_charge_line=line)
    shifted = office.a_line(7000, "100", "Geen" if line == "geen" else "Hoog")
    lines = [shifted, office.a_line(4402, "50", "Geen")]
    assert booked(office, lines, [verlegd()], "150").status == 201
    office.switch(exempt_beside_reverse_charge="refused")
    assert booked(office, lines, [verlegd()], "150").codes == ["BOE-0062"]
    assert booked(office, [shifted], [verlegd()], "100").status == 201


def test_whether_exempt_sales_stand_beside_a_reverse_charge_is_a_switch(office: Office) -> None:
    lines = [office.a_line(8250, "100", "Geen"), office.a_line(8260, "50", "Geen")]
    row = {"btwSoort": "VerkopenVerlegd", "btwBedrag": 0}
    body = office.a_sale(boekingsregels=lines, btw=[row], factuurbedrag=150)
    office.switch(exempt_beside_reverse_charge="refused")
    assert office.post("/verkoopboekingen", body).codes == ["BOE-0062"]
    office.switch(exempt_beside_reverse_charge="accepted")
    assert office.post("/verkoopboekingen", body).status == 201


def test_a_reverse_charge_needs_a_purchase_line(office: Office) -> None:
    assert booked(office, [office.a_line(4402, "100", "Geen")], [verlegd()], "100").codes == ["BOE-0082"]


# From abroad


ABROAD = [(7010, "Laag", 9), (7011, "Hoog", 21), (7020, "Laag", 9), (7021, "Hoog", 21)]


@pytest.mark.parametrize("account", ABROAD)
@pytest.mark.parametrize("line", ["geen", "by_account"])
@pytest.mark.parametrize("row", ["none", "zero"])
def test_how_a_purchase_from_abroad_is_composed_is_a_switch(
    office: Office, account: tuple[int, str, int], line: str, row: str
) -> None:
    nummer, rate, percentage = account
    office.switch(acquisition_line=line, acquisition_row=row)
    allowed = "Geen" if line == "geen" else rate
    assert office.filter("grootboeken", f"Nummer eq {nummer}").json[0]["btwSoort"] == [allowed]
    empty = {"btwSoort": f"Inkopen{rate}", "btwBedrag": 0}
    good, bad = ([], [empty]) if row == "none" else ([empty], [])
    assert booked(office, [office.a_line(nummer, "100", allowed)], good, "100").status == 201
    assert by_account(office) == {1600: -100, nummer: 100, 1653: percentage, 1674: -percentage}
    assert booked(office, [office.a_line(nummer, "100", None)], good, "100").status == 201
    assert booked(office, [office.a_line(nummer, "100", allowed)], bad, "100").codes == ["BOE-0082"]
    other = rate if line == "geen" else "Geen"
    assert "BOE-0082" in booked(office, [office.a_line(nummer, "100", other)], good, "100").codes


def test_a_purchase_from_abroad_has_no_vat_to_pay(office: Office) -> None:
    office.switch(acquisition_row="zero")
    assert "BOE-0053" in booked(office, [office.a_line(7011, "100", "Geen")], [HOOG], "121").codes


def test_purchases_from_abroad_and_from_here_may_share_an_invoice(office: Office) -> None:
    lines = [office.a_line(7011, "100", "Geen"), office.a_line(7002, "100", "Hoog")]
    assert booked(office, lines, [HOOG], "221").status == 201
    assert by_account(office) == {1600: -221, 7011: 100, 7002: 100, 1651: 21, 1653: 21, 1674: -21}


def test_an_administration_without_accounts_for_shifted_vat_says_so(office: Office) -> None:
    for nummer in (1600, 1653, 1674):
        identifier = office.grootboek(nummer)["id"]
        path = f"/administrations/demo/records/grootboeken/{identifier}"
        office.control("PATCH", path, {"nonactief": True})
    for lines, btw in (
        ([office.a_line(7011, "100", "Geen")], []),
        ([office.a_line(7000, "100", "Geen")], [verlegd()]),
    ):
        reply = booked(office, lines, btw, "100")
        assert reply.codes == ["BOE-0081"]
        assert reply.json[0]["details"] == [
            "BtwAfTeDragenVerlegdInkopen",
            "BtwTeVorderenVerlegdInkopen",
            "DagboekInkoop",
        ]


def test_a_fresh_administration_follows_the_switches_too(office: Office) -> None:
    office.switch(acquisition_line="by_account")
    office.control("POST", "/administrations", {"naam": "ander"})
    [grootboek] = office.world.administrations["ander"].books.grootboeken.find("nummer", 7011)
    assert grootboek.btw_soort == ("Hoog",)


PARTS = {
    "Hoog": (7002, Decimal("0.21")),
    "Laag": (7001, Decimal("0.09")),
    "Overig": (7003, Decimal(0)),
    "Geen": (4402, Decimal(0)),
    "Binnen de EU": (7011, Decimal(0)),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(PARTS)), st.integers(-99_999, 99_999).filter(bool)),
        min_size=1,
        max_size=6,
    ),
    st.integers(-2, 2),
)
def test_a_purchase_is_accepted_exactly_when_it_is_in_balance_and_then_its_entries_are(
    office: Office, parts: list[tuple[str, int]], off: int
) -> None:
    lines, vat, total = [], dict[str, Decimal](), Decimal(off) / 100
    for kind, cents in parts:
        nummer, rate = PARTS[kind]
        amount = Decimal(cents) / 100
        lines.append(office.a_line(nummer, str(amount), None))
        if kind in {"Hoog", "Laag", "Overig"}:
            vat[kind] = vat.get(kind, Decimal(0)) + (amount * rate).quantize(Decimal("0.01"))
        total += amount
    rows = [{"btwSoort": f"Inkopen{kind}", "btwBedrag": str(amount)} for kind, amount in vat.items()]
    leverancier = {"id": office.books.relaties.find("relatiecode", -1)[0].id}
    body = office.a_purchase(leverancier, factuurnummer=f"n{len(office.books.inkoopboekingen)}")
    body |= {"boekingsregels": lines, "btw": rows, "factuurbedrag": str(total + sum(vat.values()))}
    reply = office.post("/inkoopboekingen", body)
    assert reply.status == (400 if off else 201)
    assert not off or reply.codes == ["BOE-0039"]
    assert sum(row.saldo for row in office.books.grootboekmutaties) == 0
