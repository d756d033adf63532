"""Ledger accounts and VAT rates of SnelStart in our words."""

from datetime import date
from decimal import Decimal

import pytest

from snelkoppeling.connectors.snelstart.mapping.ledger import (
    PURPOSES,
    to_account,
    to_chart,
    to_vat_table,
)
from snelkoppeling.domain.ledger import AccountPurpose
from snelkoppeling.domain.vat import VatKind
from snelstart_client.ids import GrootboekId
from snelstart_client.resources.btwtarieven import BtwTarief
from snelstart_client.resources.grootboeken import Grootboek, RgsCode

OMZET = Grootboek(
    id=GrootboekId("g1"),
    nummer=8200,
    omschrijving="Omzet diensten hoog",
    grootboekfunctie="VerkopenOmzetHoog",
    btw_soort=("Hoog",),
)


def test_an_account_is_read_with_its_purpose_and_what_it_may_carry() -> None:
    account = to_account(OMZET, 8200)
    assert (account.books_id, account.number, account.description) == ("g1", 8200, "Omzet diensten hoog")
    assert account.purpose is AccountPurpose.SALES_HIGH
    assert account.vat_kinds == {VatKind.HIGH}
    assert account.is_active
    assert not account.requires_cost_centre


@pytest.mark.parametrize(("functie", "purpose"), PURPOSES.items())
def test_each_function_of_a_sale_has_a_purpose(functie: str, purpose: AccountPurpose) -> None:
    account = to_account(Grootboek(id=GrootboekId("g"), nummer=1, grootboekfunctie=functie), 1)
    assert account.purpose is purpose


@pytest.mark.parametrize("functie", [None, "", "Inkopen", "Een functie van volgend jaar"])
def test_any_other_function_is_no_account_for_sales(functie: str | None) -> None:
    account = to_account(Grootboek(id=GrootboekId("g"), nummer=1, grootboekfunctie=functie), 1)
    assert account.purpose is AccountPurpose.ELSE


def test_kinds_of_vat_that_are_new_to_us_are_left_out() -> None:
    grootboek = Grootboek(id=GrootboekId("g"), nummer=1, btw_soort=("Geen", "Laag", "Overig", "Nieuw"))
    assert to_account(grootboek, 1).vat_kinds == {VatKind.NONE, VatKind.LOW, VatKind.OTHER}


def test_an_inactive_account_and_one_that_needs_a_cost_centre_are_known_as_such() -> None:
    account = to_account(
        Grootboek(id=GrootboekId("g"), nummer=1, nonactief=True, kostenplaats_verplicht=True), 1
    )
    assert not account.is_active
    assert account.requires_cost_centre


def test_an_account_tells_its_foreign_rate_and_its_place_in_the_newest_reference_chart() -> None:
    codes = (
        RgsCode(versie="3.5", rgs_code="WOmzNopOlh"),
        RgsCode(versie="3.10", rgs_code="WOmzNohOlh"),
        RgsCode(versie="4", rgs_code=None),
    )
    account = to_account(Grootboek(id=GrootboekId("g"), nummer=1, vat_rate_code="SR", rgs_code=codes), 1)
    assert (account.vat_rate_code, account.rgs_code) == ("SR", "WOmzNohOlh")
    assert to_account(OMZET, 8200).rgs_code == ""


def test_accounts_are_found_by_number_and_those_without_one_are_left_out() -> None:
    chart = to_chart([OMZET, Grootboek(id=GrootboekId("g2"), omschrijving="zonder nummer")])
    assert set(chart.accounts) == {8200}
    assert chart.get(8210) is None


def test_rates_are_read_with_both_ends_included() -> None:
    table = to_vat_table(
        [
            BtwTarief(
                btw_soort="Laag",
                btw_percentage=Decimal(6),
                datum_vanaf=date(1986, 10, 1),
                datum_tot_en_met=date(2018, 12, 31),
            ),
            BtwTarief(btw_soort="Laag", btw_percentage=Decimal(9), datum_vanaf=date(2019, 1, 1)),
        ]
    )
    assert table.kind_of(Decimal(6), date(2018, 12, 31)) is VatKind.LOW
    assert table.kind_of(Decimal(6), date(2019, 1, 1)) is None
    assert table.kind_of(Decimal(9), date(2030, 1, 1)) is VatKind.LOW


def test_a_rate_that_always_held_has_no_ends() -> None:
    table = to_vat_table([BtwTarief(btw_soort="Hoog", btw_percentage=Decimal(21))])
    assert table.kind_of(Decimal(21), date(1900, 1, 1)) is VatKind.HIGH


def test_rates_that_are_incomplete_or_of_an_unknown_kind_are_left_out() -> None:
    table = to_vat_table(
        [
            BtwTarief(btw_soort="Hoog", btw_percentage=None),
            BtwTarief(btw_soort="Nieuw", btw_percentage=Decimal(3)),
            BtwTarief(),
        ]
    )
    assert table.rates == ()
