"""The client keeps the simulator's books, over real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from snelstart_client import Grant, SnelStart, where
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.ids import GrootboekId, LandId
from snelstart_client.resources.documenten import Documenttype
from snelstart_client.resources.kostenplaatsen import Kostenplaats
from snelstart_client.resources.relaties import Adres, Relatie, Relatiesoort
from snelstart_client.wire import Verwijzing
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import a_booking, a_customer, numbers_booked, open_client


def test_an_invoice_is_booked_paid_and_found_back_everywhere(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    klant = a_customer(snelstart)
    project = snelstart.kostenplaatsen.create(Kostenplaats(nummer=7, omschrijving="Dak"))
    geboekt = snelstart.verkoopboekingen.create(a_booking(snelstart, klant, kostenplaats=project.id))

    assert snelstart.verkoopboekingen.get(geboekt.id) == geboekt
    assert geboekt.factuurbedrag == Decimal(121)
    assert geboekt.factuurdatum == date(2026, 3, 1)
    assert [each.id for each in snelstart.verkoopboekingen.list_of_relatie(klant.id)] == [geboekt.id]

    (factuur,) = snelstart.verkoopfacturen.list(where("Factuurnummer").eq("2026-0042"))
    assert factuur.verkoop_boeking == Verwijzing(geboekt.id)
    assert (factuur.openstaand_saldo, factuur.verval_datum) == (Decimal(121), date(2026, 3, 15))

    simulator.control.pay("2026-0042", bedrag=Decimal("21.50"))
    assert snelstart.verkoopfacturen.get(factuur.id).openstaand_saldo == Decimal("99.50")

    on_project = where("Kostenplaats/Id").eq(UUID(project.id)) & where("Datum").ge(date(2026, 1, 1))
    (mutatie,) = snelstart.grootboekmutaties.list(on_project)
    assert (mutatie.saldo, mutatie.factuur_nummer) == (Decimal(-100), "2026-0042")


def test_a_booking_is_changed_and_deleted_and_its_number_free_again(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    booking = a_booking(snelstart, a_customer(snelstart))
    geboekt = snelstart.verkoopboekingen.create(booking)

    snelstart.verkoopboekingen.update(geboekt.id, geboekt.bron | {"factuurnummer": "2026-0043"})
    assert numbers_booked(simulator) == ["2026-0043"]
    snelstart.verkoopboekingen.delete(geboekt.id)
    with pytest.raises(NotFoundError):
        snelstart.verkoopboekingen.get(geboekt.id)

    snelstart.verkoopboekingen.create(booking)
    assert numbers_booked(simulator) == ["2026-0042"]


def test_a_relation_with_everything_survives_an_update_of_one_field(snelstart: SnelStart) -> None:
    (nederland,) = (land for land in snelstart.landen.list() if land.landcode == "NL")
    adres = Adres(
        contactpersoon="Jan",
        straat="Dorpsstraat 1",
        postcode="6711 AB",
        plaats="Ede",
        land=Verwijzing(nederland.id),
    )
    made = snelstart.relaties.create(
        Relatie(
            naam="Bakker",
            relatiesoort=(Relatiesoort.KLANT, Relatiesoort.LEVERANCIER),
            vestigings_adres=adres,
            telefoon="0318 123456",
            email="info@example.nl",
            iban="NL91ABNA0417164300",
            krediettermijn=30,
            krediet_limiet=Decimal("1000.50"),
            memo='Regel één\nRegel "twee"',
        )
    )
    before = snelstart.relaties.get(made.id)

    snelstart.relaties.update(made.id, before.bron | {"telefoon": ""})
    after = snelstart.relaties.get(made.id)

    assert not after.telefoon
    assert after.vestigings_adres == before.vestigings_adres == adres
    assert set(after.relatiesoort) == {"Klant", "Leverancier"}
    assert (after.iban, after.krediet_limiet, after.memo) == (before.iban, Decimal("1000.50"), made.memo)


def test_a_deleted_relation_is_not_found(snelstart: SnelStart) -> None:
    klant = a_customer(snelstart)

    snelstart.relaties.delete(klant.id)

    with pytest.raises(NotFoundError):
        snelstart.relaties.get(klant.id)


def test_relations_are_found_by_each_kind_of_condition(snelstart: SnelStart) -> None:
    klant = a_customer(snelstart)
    yesterday = datetime.now(UTC) - timedelta(days=1)
    conditions = [
        where("Naam").eq("Bakker's & zn"),
        where("Naam").startswith("Bakker'"),
        where("Naam").contains("'s &"),
        where("Id").eq(UUID(klant.id)),
        where("Relatiecode").eq(klant.relatiecode or 0),
        where("Relatiecode").gt(0) & ~where("Relatiesoort").any_eq("Eigen"),
        where("ModifiedOn").gt(yesterday) & where("Naam").ne("x") & where("Relatiecode").gt(0),
        where("Naam").eq("nobody") | where("Naam").eq("Bakker's & zn"),
    ]

    for condition in conditions:
        assert [relatie.id for relatie in snelstart.relaties.list(condition)] == [klant.id], condition.text


def test_a_list_of_many_pages_is_complete(simulator: RunningSimulator) -> None:
    with open_client(simulator, page_size=20) as snelstart:
        with ThreadPoolExecutor(4) as pool:
            made = set(pool.map(lambda n: a_customer(snelstart, f"Klant {n}").id, range(105)))

        read = [relatie.id for relatie in snelstart.relaties.list(where("Relatiecode").gt(0))]

    assert len(read) == len(set(read)) == 105
    assert set(read) == made


def test_an_attachment_comes_back_byte_for_byte(snelstart: SnelStart) -> None:
    geboekt = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    content = bytes(range(256)) * 400

    document = snelstart.documenten.create(
        Documenttype.VERKOOPBOEKINGEN, geboekt.id, file_name="factuur.pdf", content=content
    )

    assert snelstart.documenten.get(document).content == content
    listed = snelstart.documenten.list(Documenttype.VERKOOPBOEKINGEN, geboekt.id)
    assert [(each.id, each.file_name) for each in listed] == [(document, "factuur.pdf")]
    assert [each.id for each in snelstart.verkoopboekingen.get(geboekt.id).documents] == [document]
    snelstart.documenten.delete(document)
    assert snelstart.documenten.list(Documenttype.VERKOOPBOEKINGEN, geboekt.id) == ()


def test_the_reference_lists_are_read_whole(snelstart: SnelStart) -> None:
    hoog = [each for each in snelstart.btwtarieven.list() if each.btw_soort == "Hoog" and each.datum_vanaf]
    (now,) = (each for each in hoog if (each.datum_tot_en_met or date.max) >= date(2026, 1, 1))

    assert now.btw_percentage == Decimal(21)
    assert len(snelstart.landen.list()) >= 249
    assert {"Verkoop", "Inkoop", "Bank"} <= {each.soort for each in snelstart.dagboeken.list()}
    assert all(each.id and each.nummer for each in snelstart.grootboeken.list())
    assert snelstart.echo.get("hallo é & ?") == "hallo é & ?"


def test_the_administration_introduces_itself_and_its_one_switch_can_be_set(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    info = snelstart.company_info.get()

    assert info.administratie_identifier == simulator.control.administration()["identifier"]
    assert snelstart.company_info.update(factureer_buitenlands_btw=True).factureer_buitenlands_btw is True


def test_the_password_grant_opens_the_same_administration(simulator: RunningSimulator) -> None:
    with open_client(simulator) as one, open_client(simulator, grant=Grant.PASSWORD) as other:
        assert one.company_info.get() == other.company_info.get()


def test_refusals_come_with_their_codes(snelstart: SnelStart) -> None:
    booking = a_booking(snelstart, a_customer(snelstart))
    snelstart.verkoopboekingen.create(booking)
    unbalanced = {"factuurnummer": "x", "klant": booking.klant, "factuurbedrag": Decimal(1)}

    def codes_of(body: object) -> frozenset[str]:
        with pytest.raises(RejectedError) as refused:
            snelstart.verkoopboekingen.create(body)  # type: ignore[arg-type] # Each body is one in its case.
        return refused.value.codes

    assert "BOE-0021" in codes_of(booking)
    assert codes_of(unbalanced) & {"BOE-0023", "BOE-0039"}
    with pytest.raises(RejectedError) as refused:
        snelstart.kostenplaatsen.create({"nummer": 0, "omschrijving": ""})
    assert refused.value.codes & {"KPL-0004", "KPL-0006", "KPL-0007"}


def test_an_unknown_property_in_a_condition_is_refused_in_words(snelstart: SnelStart) -> None:
    with pytest.raises(RejectedError, match="Onzin"):
        snelstart.relaties.list(where("Onzin").eq("x"))


@pytest.mark.parametrize("body", ["empty", "message", "error_array"])
def test_what_is_not_there_is_not_found_whatever_the_answer_holds(
    snelstart: SnelStart, simulator: RunningSimulator, body: str
) -> None:
    simulator.control.set_switches(not_found_body=body)

    with pytest.raises(NotFoundError):
        snelstart.grootboeken.get(GrootboekId("00000000-0000-4000-8000-00000000dead"))


@pytest.mark.parametrize("casing", ["camel", "pascal"])
def test_a_refusal_by_the_framework_names_the_field(
    snelstart: SnelStart, simulator: RunningSimulator, casing: str
) -> None:
    simulator.control.set_switches(missing_fields_as="model_state", key_casing_of_model_state=casing)

    with pytest.raises(RejectedError) as refused:
        snelstart.relaties.create(Relatie(naam="x" * 51, relatiesoort=(Relatiesoort.KLANT,)))

    assert any((problem.field or "").lower() == "naam" for problem in refused.value.problems)


def test_a_land_that_does_not_exist_is_refused_by_its_code(snelstart: SnelStart) -> None:
    nowhere = LandId("00000000-0000-4000-8000-00000000dead")
    adres = Adres(straat="A 1", postcode="1", plaats="B", land=Verwijzing(nowhere))

    with pytest.raises(RejectedError) as refused:
        snelstart.relaties.create(
            Relatie(naam="x", relatiesoort=(Relatiesoort.KLANT,), vestigings_adres=adres)
        )

    assert refused.value.codes & {"REL-0055", "REL-0056"}
