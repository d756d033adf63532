"""Mandates on sales bookings."""

from typing import Any

import pytest

from snelstart_simulator.models.incassomachtiging import IncassoMachtiging
from snelstart_simulator.models.record import Guid, WallTime, reference
from tests.unit.snelstart_simulator.office import Office

UNKNOWN = {"id": "00000000-0000-4000-8000-0000000000ff"}


@pytest.fixture
def klant(office: Office) -> dict[str, Any]:
    return office.relatie(iban="NL91ABNA0417164300", incassoSoort="Core")


def a_mandate(
    office: Office, klant: dict[str, Any], *, withdrawn: WallTime | None = None
) -> IncassoMachtiging:
    own = office.world.identifiers.new()
    return IncassoMachtiging(
        id=own,
        uri=f"/incassomachtigingen/{own}",
        kenmerk="M-1",
        omschrijving=None,
        klant=reference("relaties", Guid(klant["id"])),
        afsluit_datum=WallTime(2026, 1, 1),
        intrekkings_datum=withdrawn,
    )


def once(**fields: Any) -> dict[str, Any]:
    return {"omschrijving": "Eenmalig", "kenmerk": "E-1", "datum": "2026-03-01T00:00:00", **fields}


def test_a_lasting_mandate_comes_back_with_its_booking(office: Office, klant: dict[str, Any]) -> None:
    mandate = office.books.doorlopende_machtigingen.put(a_mandate(office, klant))
    made = office.sale(klant, doorlopendeIncassoMachtiging={"id": mandate.id})
    assert made["doorlopendeIncassoMachtiging"]["id"] == mandate.id
    assert office.put(made["uri"], made).json["doorlopendeIncassoMachtiging"]["id"] == mandate.id


def test_a_mandate_of_somebody_else_or_nobody_is_refused(office: Office, klant: dict[str, Any]) -> None:
    other = office.relatie(iban="NL91ABNA0417164300", incassoSoort="Core")
    mandate = office.books.doorlopende_machtigingen.put(a_mandate(office, other))
    for given in ({"id": mandate.id}, UNKNOWN):
        body = office.a_sale(klant, doorlopendeIncassoMachtiging=given)
        assert office.post("/verkoopboekingen", body).codes == ["BOE-0066"]


def test_a_mandate_for_once_cannot_be_used_for_ever(office: Office, klant: dict[str, Any]) -> None:
    mandate = office.books.eenmalige_machtigingen.put(a_mandate(office, klant))
    body = office.a_sale(klant, doorlopendeIncassoMachtiging={"id": mandate.id})
    assert office.post("/verkoopboekingen", body).codes == ["BOE-0067"]


@pytest.mark.parametrize(("day", "status"), [(1, 400), (3, 201)])
def test_a_withdrawn_mandate_is_refused(office: Office, klant: dict[str, Any], day: int, status: int) -> None:
    withdrawn = WallTime(2026, 3, day)
    mandate = office.books.doorlopende_machtigingen.put(a_mandate(office, klant, withdrawn=withdrawn))
    reply = office.post(
        "/verkoopboekingen", office.a_sale(klant, doorlopendeIncassoMachtiging={"id": mandate.id})
    )
    assert reply.status == status
    if status == 400:
        assert reply.codes == ["BOE-0079"]


def test_a_lasting_mandate_needs_an_account_to_collect_from(office: Office) -> None:
    klant = office.relatie()
    mandate = office.books.doorlopende_machtigingen.put(a_mandate(office, klant))
    body = office.a_sale(klant, doorlopendeIncassoMachtiging={"id": mandate.id})
    assert office.post("/verkoopboekingen", body).codes == ["BOE-0052", "BOE-0055"]


def test_a_reference_of_a_mandate_is_used_once(office: Office, klant: dict[str, Any]) -> None:
    made = office.sale(klant, eenmaligeIncassoMachtiging=once())
    again = office.a_sale(klant, factuurnummer="2", eenmaligeIncassoMachtiging=once())
    assert office.post("/verkoopboekingen", again).codes == ["BOE-0063"]
    assert office.put(made["uri"], made).json["eenmaligeIncassoMachtiging"] == once()
    office.delete(made["uri"])
    assert office.post("/verkoopboekingen", again).status == 201
    office.books.doorlopende_machtigingen.put(a_mandate(office, klant))
    third = office.a_sale(klant, factuurnummer="3", eenmaligeIncassoMachtiging=once(kenmerk="M-1"))
    assert office.post("/verkoopboekingen", third).codes == ["BOE-0063"]


@pytest.mark.parametrize("field", ["omschrijving", "datum"])
def test_a_mandate_for_once_misses_nothing(office: Office, klant: dict[str, Any], field: str) -> None:
    body = office.a_sale(klant, eenmaligeIncassoMachtiging=once(**{field: None}))
    reply = office.post("/verkoopboekingen", body)
    assert list(reply.json["modelState"]) == [f"model.eenmaligeIncassoMachtiging.{field}"]
