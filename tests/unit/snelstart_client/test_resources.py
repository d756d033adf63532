"""Each call of each resource: where it goes, and what comes back."""

import json
from decimal import Decimal

import httpx
import pytest

from snelstart_client import SnelStart, Verwijzing
from snelstart_client.errors import NotFoundError
from snelstart_client.ids import (
    DocumentId,
    GrootboekId,
    InkoopboekingId,
    KostenplaatsId,
    RelatieId,
    VerkoopboekingId,
    VerkoopfactuurId,
)
from snelstart_client.resources.documenten import Documenttype
from snelstart_client.resources.kostenplaatsen import Kostenplaats
from snelstart_client.resources.relaties import Relatie, Relatiesoort
from snelstart_client.resources.verkoopboekingen import Verkoopboeking
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, answering


def last_call(fake: FakeSnelStart) -> str:
    return f"{fake.seen[-1].method} {fake.seen[-1].url.path}"


def test_a_cost_centre_is_made_read_changed_and_deleted(client: SnelStart, fake: FakeSnelStart) -> None:
    made = client.kostenplaatsen.create(Kostenplaats(nummer=1003, omschrijving="Dak"))
    assert (made.nummer, made.omschrijving) == (1003, "Dak")

    client.kostenplaatsen.update(made.id, made.bron | {"omschrijving": "Goot"})
    assert client.kostenplaatsen.get(made.id).omschrijving == "Goot"
    assert [each.id for each in client.kostenplaatsen.list()] == [made.id]

    client.kostenplaatsen.delete(made.id)
    assert fake.of("kostenplaatsen") == []
    with pytest.raises(NotFoundError):
        client.kostenplaatsen.get(made.id)


def test_a_relation_keeps_through_an_update_what_the_client_does_not_know(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    fake.put("relaties", {"id": "r1", "naam": "Oud", "nieuwVeld": [1, {"a": None}], "factuurkorting": 1.125})
    relatie = client.relaties.get(RelatieId("r1"))

    client.relaties.update(relatie.id, relatie.bron | {"naam": "Nieuw"})

    assert fake.of("relaties") == [
        {"id": "r1", "naam": "Nieuw", "nieuwVeld": [1, {"a": None}], "factuurkorting": 1.125}
    ]


def test_a_relation_is_made_with_what_is_given_and_deleted_by_its_id(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    made = client.relaties.create(Relatie(naam="Bakker", relatiesoort=(Relatiesoort.KLANT,)))
    assert fake.of("relaties") == [{"relatiesoort": ["Klant"], "naam": "Bakker", "id": made.id}]

    client.relaties.delete(made.id)
    assert fake.of("relaties") == []


def test_an_amount_is_written_in_the_body_as_a_number_of_two_decimals(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    client.verkoopboekingen.create(Verkoopboeking(factuurbedrag=Decimal("0.3")))

    assert fake.seen[-1].content == b'{"factuurbedrag":0.30}'
    assert fake.seen[-1].headers["Content-Type"] == "application/json"


def test_an_attachment_is_added_listed_read_and_removed(client: SnelStart, fake: FakeSnelStart) -> None:
    document = client.documenten.create(
        Documenttype.VERKOOPBOEKINGEN, VerkoopboekingId("b1"), file_name="f.pdf", content=b"%PDF\xff"
    )
    assert last_call(fake) == "POST /v2/documenten/Verkoopboekingen"
    assert client.documenten.get(document).content == b"%PDF\xff"
    assert client.documenten.get(document).parent_identifier == "b1"

    fake.faults.append(answering(200, [{"id": document, "verkoopBoekingId": "b1", "fileName": "f.pdf"}]))
    (listed,) = client.documenten.list(Documenttype.VERKOOPBOEKINGEN, "b1")
    assert last_call(fake) == "GET /v2/documenten/Verkoopboekingen/b1"
    assert (listed.id, listed.file_name, listed.verkoop_boeking_id) == (document, "f.pdf", "b1")

    client.documenten.delete(document)
    assert fake.of("documenten") == []


def test_the_administration_is_read_and_one_switch_of_it_changed(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    answer = {"administratieIdentifier": "a1", "administratieNaam": "Stichting", "kvKNummer": "12345678"}
    fake.faults.extend([answering(200, answer), answering(200, answer)])

    info = client.company_info.get()
    assert (info.administratie_identifier, info.administratie_naam, info.kv_k_nummer) == (
        "a1",
        "Stichting",
        "12345678",
    )
    client.company_info.update(factureer_buitenlands_btw=True)
    assert json.loads(fake.seen[-1].content) == {"factureerBuitenlandsBtw": True}
    assert last_call(fake) == "PUT /v2/companyInfo"


@pytest.mark.parametrize(("status", "content", "said"), [(200, b'"hallo"', "hallo"), (204, b"", "")])
def test_the_echo_comes_back(
    client: SnelStart, fake: FakeSnelStart, status: int, content: bytes, said: str
) -> None:
    fake.faults.append(answering(status, content))

    assert client.echo.get("hallo") == said
    assert last_call(fake) == "GET /v2/echo/hallo"


def test_the_plain_lists_are_read_without_any_option(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.put("landen", {"id": "l1", "naam": "Nederland", "landcode": "NL", "landcodeISO": "NLD"})
    fake.put("dagboeken", {"id": "d1", "soort": "Verkoop", "nummer": 4})
    tarief = {"btwSoort": "Hoog", "btwPercentage": 21.0, "datumVanaf": "2012-10-01T00:00:00", "id": "t1"}
    fake.put("btwtarieven", tarief)

    (land,) = client.landen.list()
    (dagboek,) = client.dagboeken.list()
    (hoog,) = client.btwtarieven.list()

    assert (land.landcode, land.landcode_iso) == ("NL", "NLD")
    assert (dagboek.soort, dagboek.nummer) == ("Verkoop", 4)
    assert (hoog.btw_soort, hoog.btw_percentage, str(hoog.datum_vanaf)) == ("Hoog", Decimal(21), "2012-10-01")
    assert not any(request.url.query for request in fake.seen)


def test_the_lists_with_options_are_read_page_by_page(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.put("grootboeken", {"id": "g1", "nummer": 8000, "btwSoort": ["Hoog"]})
    fake.put("verkoopfacturen", {"id": "f1", "factuurnummer": "F-1", "openstaandSaldo": -0.01})
    fake.put("inkoopfacturen", {"id": "i1", "factuurnummer": "I-1", "inkoopBoeking": {"id": "b1"}})
    fake.put("grootboekmutaties", {"id": "m1", "saldo": 10.5, "kostenplaats": {"id": "k1"}})

    assert client.grootboeken.list()[0].btw_soort == ("Hoog",)
    assert client.grootboeken.get(GrootboekId("g1")).nummer == 8000
    assert client.verkoopfacturen.list()[0].openstaand_saldo == Decimal("-0.01")
    assert client.verkoopfacturen.get(VerkoopfactuurId("f1")).factuurnummer == "F-1"
    assert client.inkoopfacturen.list()[0].inkoop_boeking == Verwijzing(InkoopboekingId("b1"))
    (mutatie,) = client.grootboekmutaties.list()
    assert (mutatie.saldo, mutatie.kostenplaats) == (Decimal("10.5"), Verwijzing(KostenplaatsId("k1")))


def test_a_missing_attachment_is_not_found(client: SnelStart) -> None:
    with pytest.raises(NotFoundError, match="GET /documenten/d1: there is no such record"):
        client.documenten.get(DocumentId("d1"))


def test_both_keys_are_sent_where_they_belong_and_nowhere_else(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    client.kostenplaatsen.list()
    token_request, request = fake.seen

    assert (token_request.url.host, request.url.host) == ("auth.example", "api.example")
    assert "Authorization" not in token_request.headers
    assert "Ocp-Apim-Subscription-Key" not in token_request.headers
    assert token_request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.headers["Authorization"].startswith("Bearer ")
    assert isinstance(request, httpx.Request)
