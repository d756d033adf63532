"""The page that shows the books, and the file that keeps them."""

from pathlib import Path

import pytest

from snelstart_simulator import state_file
from snelstart_simulator.state_file import StateFileError
from snelstart_simulator.world import World
from tests.unit.snelstart_simulator.office import Office
from tests.unit.snelstart_simulator.test_documenten import PDF, a_document


def page(office: Office) -> str:
    reply = office.call("GET", "/")
    assert reply.status == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    return reply.body.decode()


def test_the_page_shows_what_was_booked(office: Office) -> None:
    kostenplaats = office.kostenplaats(1003, omschrijving="Oven")
    klant = office.relatie(naam="Bakkerij <De Halm> & Zn")
    line = office.a_line(omschrijving="Brood", kostenplaats={"id": kostenplaats["id"]}, bedrag="1000")
    boeking = office.sale(
        klant, boekingsregels=[line], btw=[{"btwSoort": "VerkopenHoog", "btwBedrag": 210}], factuurbedrag=1210
    )
    made = office.post(
        "/documenten/verkoopboekingen", a_document(boeking["id"], fileName="factuur één.pdf")
    ).json
    text = page(office)
    for shown in (
        "Bakkerij &lt;De Halm&gt; &amp; Zn",
        "2026-0042",
        "open €\u00a01.210,00",
        "8000 Omzet hoog (goederen)",
        "1003 Oven",
        "VerkopenHoog",
        "€\u00a0210,00",
        "01-03-2026",
        f"/boeken/demo/documenten/{made['id']}",
        "factuur één.pdf",
    ):
        assert shown in text
    office.control("POST", "/administrations/demo/payments", {"factuurnummer": "2026-0042"})
    assert "betaald" in page(office)


def test_the_page_shows_purchases_and_what_is_to_be_paid(office: Office) -> None:
    leverancier = office.leverancier(naam="Molen <De Hoop>")
    office.purchase(leverancier, markering=True, boekingsregels=[office.a_line(4798, omschrijving="Meel")])
    credit = office.a_purchase(
        leverancier,
        factuurnummer="C-1",
        factuurbedrag=-121,
        boekingsregels=[office.a_line(4798, "-100")],
        btw=[{"btwSoort": "InkopenHoog", "btwBedrag": -21}],
    )
    made = office.post("/inkoopboekingen", credit).json
    office.control(
        "PATCH", f"/administrations/demo/bookings/{made['id']}", {"gewijzigd_door_accountant": True}
    )
    office.post("/documenten/inkoopboekingen", a_document(made["id"], fileName="nota.pdf"))
    text = page(office)
    for shown in (
        "Molen &lt;De Hoop&gt; <em>aandacht</em>",
        "Molen &lt;De Hoop&gt; <em>creditnota</em> <em>accountant</em>",
        "F-77",
        "4798 Algemene kosten",
        "InkopenHoog",
        "open €\u00a0−121,00",
        "nota.pdf",
        "<dt>Inkoopboekingen</dt><dd>2</dd>",
        "<dt>Te betalen</dt><dd>€\u00a00,00</dd>",
    ):
        assert shown in text


def test_the_page_shows_what_each_cost_centre_made(office: Office) -> None:
    kostenplaats = {"id": office.kostenplaats(1003, omschrijving="Oven & zo")["id"]}
    office.kostenplaats(1004, omschrijving="Leeg")
    office.sale(boekingsregels=[office.a_line(kostenplaats=kostenplaats)])
    office.purchase(
        boekingsregels=[office.a_line(4798, "40", kostenplaats=kostenplaats), office.a_line(4798, "60")]
    )
    row = "".join(f"<td class='bedrag'>€\u00a0{amount}</td>" for amount in ("100,00", "40,00", "60,00"))
    assert f"<tr><td>1003</td><td>Oven &amp; zo</td>{row}</tr>" in page(office)
    empty = "<td class='bedrag'></td>" * 3
    assert f"<tr><td>1004</td><td>Leeg</td>{empty}</tr>" in page(office)


def test_the_page_of_an_empty_world_says_so(office: Office) -> None:
    office.control("POST", "/reset", {"empty": True})
    assert "nog geen administratie" in page(office)


def test_the_page_shows_the_newest_and_says_how_many_there_are(office: Office) -> None:
    for number in range(45):
        office.relatie(naam=f"Relatie-{number:03}")
    text = page(office)
    assert "Relatie-044" in text
    assert "Relatie-001" not in text
    assert "De laatste 40 van 48 relaties." in text


def test_a_document_can_be_downloaded_from_the_page(office: Office) -> None:
    boeking = office.sale()
    made = office.post(
        "/documenten/verkoopboekingen", a_document(boeking["id"], fileName="factuur één.pdf")
    ).json
    reply = office.call("GET", f"/boeken/demo/documenten/{made['id']}")
    assert reply.body == PDF
    assert reply.headers["content-disposition"] == "attachment; filename*=UTF-8''factuur%20%C3%A9%C3%A9n.pdf"
    assert office.call("GET", f"/boeken/ander/documenten/{made['id']}").status == 404
    assert office.call("POST", "/").status == 404


def test_a_saved_world_goes_on_where_it_was(office: Office, tmp_path: Path) -> None:
    boeking = office.sale()
    office.post("/documenten/verkoopboekingen", a_document(boeking["id"]))
    purchase = office.purchase()
    office.control("POST", "/administrations/demo/payments", {"factuurnummer": "2026-0042", "bedrag": "21"})
    office.control("PUT", "/administrations/demo/cost-centre-settings/8010", {"kostenplaats": "nee"})
    office.control("POST", "/administrations/demo/closed-periods", {"tot_en_met": "2025-12-31"})
    office.switch(documents_post_status=200)
    before = office.control("GET", "/administrations/demo/books").body
    path = tmp_path / "books.json"
    state_file.save(office.world, path)
    state_file.save(office.world, path)

    later = Office()
    fresh = World()
    state_file.load(fresh, path)
    later.world.administrations = fresh.administrations
    later.world.switches = fresh.switches
    assert [file.name for file in tmp_path.iterdir()] == ["books.json"]
    assert later.control("GET", "/administrations/demo/books").body == before
    later.enter()
    assert later.get(boeking["uri"]).json["documents"][0]["fileName"] == "factuur.pdf"
    assert later.delete(boeking["uri"]).codes == ["BOE-0083"]
    assert later.get(purchase["uri"]).json == purchase
    assert later.post("/inkoopboekingen", office.a_purchase(purchase["leverancier"])).codes == ["BOE-0021"]
    assert later.relatie()["relatiecode"] == 3
    assert fresh.subscription_keys == office.world.subscription_keys
    assert fresh.switches.documents_post_status == 200


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b'{"version": 99, "administrations": [], "subscription_keys": {}, "switches": {}}'],
)
def test_a_file_that_is_no_state_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "books.json"
    path.write_bytes(content)
    with pytest.raises(StateFileError, match="move it away"):
        state_file.load(World(), path)


def test_the_page_shows_money_and_vat_returns_where_there_are_any(office: Office) -> None:
    empty = page(office)
    assert "Bank, kas en memoriaal" not in empty
    assert "Btw-aangiftes" not in empty
    sale = office.sale()
    journal = {"id": office.books.dagboeken.find("soort", "Bank")[0].id}
    settling = {"boekingId": {"id": sale["id"]}, "credit": "121.00"}
    receipt = {
        "datum": "2026-03-01",
        "dagboek": journal,
        "omschrijving": "Bij <De Halm>",
        "bedragOntvangen": "121.00",
        "bedragUitgegeven": 0,
        "verkoopboekingBoekingsRegels": [settling],
    }
    assert office.post("/bankboekingen", receipt).status == 201
    memorial = {"id": office.books.dagboeken.find("soort", "Memoriaal")[0].id}
    lines = [
        {"omschrijving": "Afschrijving", "grootboek": office.grootboek(4690), "debet": 1234},
        {"omschrijving": "Afschrijving", "grootboek": office.grootboek(1390), "credit": 1234},
    ]
    entry = {"datum": "2026-02-28", "dagboek": memorial, "memoriaalBoekingsRegels": lines}
    assert office.post("/memoriaalboekingen", entry).status == 201
    vat_returns = "/administrations/demo/vat-returns"
    office.control("POST", vat_returns, {"begin": "2026-01-01", "status": "Verzonden"})
    office.control("POST", vat_returns, {"begin": "2026-04-01", "periode": "Maand", "is_suppletie": True})
    office.control("POST", vat_returns, {"begin": "2025-01-01", "periode": "Jaar"})
    text = page(office)
    for shown in (
        "Bij &lt;De Halm&gt;",
        "<td>2026-0042</td><td class='bedrag'>€\u00a0121,00</td>",
        "<td>Memoriaal</td><td>Afschrijving</td><td></td><td class='bedrag'>€\u00a01.234,00</td>",
        "2026, 1e kwartaal",
        "<span class='betaald'>verzonden</span></td><td>1 vastgelegd</td>",
        "<td class='bedrag'>€\u00a021,00</td>",
        "04-2026 (suppletie)",
        "<td>2025</td><td><span class='open'>nog niet verzonden</span></td>",
    ):
        assert shown in text


def test_a_saved_world_keeps_money_returns_mandates_and_fields(office: Office, tmp_path: Path) -> None:
    klant = office.relatie(relatiesoort=["Klant", "Leverancier"])
    sale = office.sale(klant)
    receipt = {
        "datum": "2026-03-01",
        "dagboek": {"id": office.books.dagboeken.find("soort", "Kas")[0].id},
        "bedragOntvangen": 21,
        "bedragUitgegeven": 0,
        "verkoopboekingBoekingsRegels": [{"boekingId": {"id": sale["id"]}, "credit": 21}],
    }
    money = office.post("/kasboekingen", receipt).json
    demo = "/administrations/demo"
    office.control("POST", f"{demo}/vat-returns", {"begin": "2026-01-01", "status": "Verzonden"})
    office.control("POST", f"{demo}/mandates", {"relatie": klant["id"], "kenmerk": "M1"})
    office.control("PUT", f"{demo}/custom-fields", {"leverancier": [{"name": "code", "type": "Money"}]})
    fields = {"leverancierCustomFields": [{"name": "code", "value": "0.125"}]}
    shown = office.put(f"{klant['uri']}/customFields", fields).body
    before = office.control("GET", f"{demo}/books").body
    path = tmp_path / "books.json"
    state_file.save(office.world, path)

    later, fresh = Office(), World()
    state_file.load(fresh, path)
    later.world.administrations = fresh.administrations
    later.enter()
    assert later.control("GET", f"{demo}/books").body == before
    assert later.get(f"{klant['uri']}/customFields").body == shown
    assert later.delete(sale["uri"]).codes == ["BOE-0046", "BOE-0083"]
    assert later.delete(money["uri"]).status == 200
    assert later.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 121
