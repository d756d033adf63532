"""The client sees which VAT is declared, and what other countries charge, over real HTTP."""

from datetime import date
from decimal import Decimal

import pytest

from snelstart_client import SnelStart, where
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.ids import BtwAangifteId
from snelstart_client.resources.btwaangiftes import BtwAangiftePeriode, BtwAangifteStatus
from snelstart_client.resources.vatrates import RateCode
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import a_booking, a_customer, a_purchase, a_supplier


def test_a_vat_return_is_listed_with_its_period_and_its_status(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    assert snelstart.btwaangiftes.list() == ()
    made = simulator.control.add_vat_return(date(2026, 1, 1), periode="Kwartaal")

    (aangifte,) = snelstart.btwaangiftes.list()
    assert aangifte == snelstart.btwaangiftes.get(BtwAangifteId(made["id"]))
    assert aangifte.aangifte_periode_begin_datum == date(2026, 1, 1)
    assert aangifte.btw_aangifte_periode == BtwAangiftePeriode.KWARTAAL
    assert aangifte.btw_aangifte_status == BtwAangifteStatus.NIET_VERZONDEN
    assert aangifte.datum_tijd_verzending is None
    assert aangifte.boekjaar is not None
    assert aangifte.boekjaar.start_date == date(2026, 1, 1)

    simulator.control.set_vat_return(aangifte.id, "Verzonden")
    (sent,) = snelstart.btwaangiftes.list(where("BtwAangifteStatus").eq("Verzonden"))
    assert sent.btw_aangifte_status == BtwAangifteStatus.VERZONDEN
    assert sent.datum_tijd_verzending is not None


def test_a_sale_in_a_declared_period_can_neither_be_changed_nor_deleted(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    geboekt = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    simulator.control.add_vat_return(date(2026, 1, 1), periode="Kwartaal", status="Verzonden")

    with pytest.raises(RejectedError) as not_changed:
        snelstart.verkoopboekingen.update(geboekt.id, geboekt.bron | {"omschrijving": "x"})
    with pytest.raises(RejectedError) as not_deleted:
        snelstart.verkoopboekingen.delete(geboekt.id)

    assert not_changed.value.codes == not_deleted.value.codes == {"BOE-0046"}
    assert snelstart.verkoopboekingen.get(geboekt.id) == geboekt


def test_a_purchase_in_a_declared_period_can_neither_be_changed_nor_deleted(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    geboekt = snelstart.inkoopboekingen.create(a_purchase(snelstart, a_supplier(snelstart)))
    simulator.control.add_vat_return(date(2026, 1, 1), periode="Kwartaal", status="Verzonden")

    with pytest.raises(RejectedError) as not_changed:
        snelstart.inkoopboekingen.update(geboekt.id, geboekt.bron | {"omschrijving": "x"})
    with pytest.raises(RejectedError) as not_deleted:
        snelstart.inkoopboekingen.delete(geboekt.id)

    assert not_changed.value.codes == not_deleted.value.codes == {"BOE-0046"}
    assert snelstart.inkoopboekingen.get(geboekt.id) == geboekt


def test_the_rates_of_a_country_are_read_with_their_history(snelstart: SnelStart) -> None:
    germany = snelstart.vatrates.get("DEU")
    standard = {rate.valid_from: rate.rate for rate in germany.vat_rates if rate.rate_code == RateCode.SR}

    assert standard[date(2020, 7, 1)] == Decimal(16)
    assert standard[date(2021, 1, 1)] == Decimal(19)


def test_the_rates_of_all_countries_are_read_once_each(snelstart: SnelStart) -> None:
    countries = [each.country_code for each in snelstart.vatrates.list()]

    assert {"BEL", "DEU", "FRA"} <= set(countries)
    assert len(countries) == len(set(countries)) >= 26
    (belgium,) = snelstart.vatrates.list(where("CountryCode").eq("BEL"))
    assert belgium == snelstart.vatrates.get("BEL")


def test_the_rates_of_no_country_are_not_found(snelstart: SnelStart) -> None:
    with pytest.raises(NotFoundError):
        snelstart.vatrates.get("XXX")


def test_each_code_of_a_rate_has_a_name(snelstart: SnelStart) -> None:
    definitions = {each.rate_code: each.name for each in snelstart.vatratedefinitions.list()}

    assert set(definitions) == set(RateCode)
    assert all(definitions.values())


def test_an_account_for_foreign_vat_names_a_rate_that_exists(snelstart: SnelStart) -> None:
    accounts = [each for each in snelstart.grootboeken.list() if each.vat_rate_code]

    assert accounts
    assert {each.vat_rate_code for each in accounts} <= set(RateCode)
