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
    assert later.relatie()["relatiecode"] == 2
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
