"""The client reads and sets what hangs on a relation of the simulator's books, over real HTTP."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from snelstart_client import SnelStart, Verwijzing, body_of
from snelstart_client.errors import OutcomeUnknownError, RejectedError
from snelstart_client.ids import IncassoMachtigingId
from snelstart_client.resources.custom_fields import CustomFieldType, RelatieCustomFields
from snelstart_client.resources.relaties import Relatie, Relatiesoort
from snelstart_client.resources.verkoopboekingen import EenmaligeIncassoMachtiging, Verkoopboeking
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import a_booking, a_customer

FIELDS: list[dict[str, Any]] = [
    {"name": "lidmaatschap", "type": "Text", "properties": [{"name": "MaxLength", "value": 10}]},
    {"name": "korting", "type": "Money"},
    {"name": "leden", "type": "Integer"},
]


def values_of(fields: RelatieCustomFields) -> dict[str, object]:
    """Give the values of a customer's fields by their names."""
    return {field.definition.name: field.value for field in fields.klant_custom_fields if field.definition}


def a_customer_to_collect_from(snelstart: SnelStart) -> Relatie:
    """Make a customer whose account may be debited."""
    return snelstart.relaties.create(
        Relatie(
            naam="Lid",
            relatiesoort=(Relatiesoort.KLANT,),
            iban="NL91ABNA0417164300",
            incasso_soort="Core",
        )
    )


def test_custom_fields_are_set_by_name_and_keep_their_decimals(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    simulator.control.set_custom_fields(klant=FIELDS)
    klant = a_customer(snelstart)
    assert values_of(snelstart.relaties.custom_fields(klant.id)) == {
        "lidmaatschap": None,
        "korting": None,
        "leden": None,
    }

    after = snelstart.relaties.update_custom_fields(
        klant.id, klant={"lidmaatschap": "5299", "korting": Decimal("12.3456"), "leden": 3}
    )

    assert snelstart.relaties.custom_fields(klant.id) == after
    assert values_of(after) == {"lidmaatschap": "5299", "korting": Decimal("12.3456"), "leden": 3}
    kinds = [field.definition.type for field in after.klant_custom_fields if field.definition]
    assert kinds == [CustomFieldType.TEXT, CustomFieldType.MONEY, CustomFieldType.INTEGER]
    extra = {field.naam: field.waarde for field in snelstart.relaties.get(klant.id).extra_velden_klant}
    assert extra["lidmaatschap"] == "5299"


def test_a_custom_field_that_does_not_fit_is_refused_by_its_code(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    simulator.control.set_custom_fields(klant=FIELDS, leverancier=FIELDS)
    klant = a_customer(snelstart)

    with pytest.raises(RejectedError) as too_long:
        snelstart.relaties.update_custom_fields(klant.id, klant={"lidmaatschap": "x" * 11})
    with pytest.raises(RejectedError) as wrong_kind:
        snelstart.relaties.update_custom_fields(klant.id, leverancier={"lidmaatschap": "x"})

    assert too_long.value.codes == {"REF-0004"}
    assert wrong_kind.value.codes == {"REF-0006"}


def test_custom_fields_set_without_an_answer_are_unknown_until_they_are_read(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    simulator.control.set_custom_fields(klant=FIELDS)
    klant = a_customer(snelstart)
    simulator.control.add_fault("answer_lost", method="PUT", path="/relaties")

    with pytest.raises(OutcomeUnknownError):
        snelstart.relaties.update_custom_fields(klant.id, klant={"leden": 3})

    assert values_of(snelstart.relaties.custom_fields(klant.id))["leden"] == 3


def test_a_sale_is_collected_by_a_consent_of_its_customer(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    klant = a_customer_to_collect_from(snelstart)
    assert snelstart.relaties.doorlopende_machtigingen(klant.id) == ()
    simulator.control.add_mandate(klant.id, "M-1", omschrijving="Contributie", afgesloten="2026-01-02")

    (machtiging,) = snelstart.relaties.doorlopende_machtigingen(klant.id)
    assert (machtiging.kenmerk, machtiging.omschrijving) == ("M-1", "Contributie")
    assert (machtiging.afsluit_datum, machtiging.intrekkings_datum) == (date(2026, 1, 2), None)
    assert machtiging.klant == Verwijzing(klant.id)

    wanted = body_of(a_booking(snelstart, klant)) | body_of(
        Verkoopboeking(doorlopende_incasso_machtiging=Verwijzing(machtiging.id))
    )
    booked = snelstart.verkoopboekingen.create(wanted)
    assert booked.doorlopende_incasso_machtiging == Verwijzing(machtiging.id)

    changed = snelstart.verkoopboekingen.update(booked.id, booked.bron | {"omschrijving": "Contributie"})
    assert changed.doorlopende_incasso_machtiging == Verwijzing(machtiging.id)


def test_a_withdrawn_consent_is_refused_by_its_code(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    klant = a_customer_to_collect_from(snelstart)
    made = simulator.control.add_mandate(klant.id, "M-1")
    simulator.control.withdraw_mandate(made["id"], date(2026, 2, 1))
    withdrawn = Verkoopboeking(doorlopende_incasso_machtiging=Verwijzing(IncassoMachtigingId(made["id"])))

    with pytest.raises(RejectedError) as refused:
        snelstart.verkoopboekingen.create(body_of(a_booking(snelstart, klant)) | body_of(withdrawn))

    assert refused.value.codes == {"BOE-0079"}


def test_a_sale_is_collected_once_by_a_consent_of_its_own(snelstart: SnelStart) -> None:
    once = EenmaligeIncassoMachtiging(kenmerk="E-1", omschrijving="Inschrijfgeld", datum=date(2026, 3, 1))
    wanted = body_of(a_booking(snelstart, a_customer_to_collect_from(snelstart)))

    booked = snelstart.verkoopboekingen.create(
        wanted | body_of(Verkoopboeking(eenmalige_incasso_machtiging=once))
    )

    assert snelstart.verkoopboekingen.get(booked.id).eenmalige_incasso_machtiging == once
