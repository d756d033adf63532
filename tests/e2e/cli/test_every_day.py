import json
import os
import re
import signal
import socket
from datetime import date
from pathlib import Path

import pytest

from tests.e2e.cli.conftest import Coupled
from tests.e2e.cli.crm import an_invoice, booked, bought, push
from tests.e2e.cli.installation import Installation, wait_until
from tests.unit.web.ubl import ubl_invoice


def push_and_wait(coupled: Coupled, number: str) -> None:
    push(coupled.crm, "relations", f"klant-{number}", {"name": f"Klant {number}"})
    push(coupled.crm, "invoices", f"factuur-{number}", an_invoice(number, f"klant-{number}"))
    wait_until(lambda: number in booked(coupled.simulator))


def test_connect_names_the_administration_and_shows_what_the_crm_needs(coupled: Coupled) -> None:
    assert "Deze sleutel opent Lindewaard Installatie B.V." in coupled.connected.text
    assert f"{coupled.up.address}/api/v1" in coupled.connected.text
    assert coupled.simulator.koppelsleutel not in coupled.connected.text


def test_a_wrong_key_changes_nothing_and_says_what_to_do(coupled: Coupled) -> None:
    answer = coupled.installation.run("connect", typed="bm9ib2R5Om5vdGhpbmc=\n")

    assert answer.code == 1
    assert "SnelStart kent deze koppelsleutel niet" in answer.text
    assert coupled.installation.run("status").out.count("Lindewaard") == 1


@pytest.mark.parametrize("typed", ["", "twee woorden\n"])
def test_what_cannot_be_a_key_is_refused_before_snelstart_is_asked(coupled: Coupled, typed: str) -> None:
    before = len(coupled.simulator.control.calls())

    answer = coupled.installation.run("connect", typed=typed)

    assert answer.code == 1
    assert "koppelsleutel" in answer.err
    assert len(coupled.simulator.control.calls()) == before


def test_the_same_administration_again_gets_the_new_key_and_no_twin(coupled: Coupled) -> None:
    answer = coupled.installation.run("connect", typed=f"{coupled.simulator.koppelsleutel}\n")

    assert answer.code == 0
    assert "was al gekoppeld" in answer.text
    assert coupled.installation.run("status").out.count("Lindewaard") == 1


def test_a_folder_of_e_invoices_is_booked_once_however_often_it_is_imported(
    coupled: Coupled, folder: Path
) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "one.xml").write_bytes(ubl_invoice("2026-0601"))
    (folder / "TWO.XML").write_bytes(ubl_invoice("2026-0602"))
    (folder / "broken.xml").write_bytes(b"<Invoice")
    (folder / "leesmij.txt").write_text("geen factuur")

    first = coupled.installation.run("import", str(folder))
    wait_until(lambda: {"2026-0601", "2026-0602"} <= booked(coupled.simulator).keys())
    second = coupled.installation.run("import", str(folder))

    assert first.code == second.code == 1, "a file was refused"
    assert "broken.xml:" in first.err
    assert "2 nieuw" in first.text
    assert "1 geweigerd" in first.text
    assert "2 hadden we al" in second.text
    assert booked(coupled.simulator)["2026-0601"]["factuurbedrag"] == pytest.approx(121)


def test_importing_what_is_not_there_says_so(coupled: Coupled, folder: Path) -> None:
    empty = coupled.installation.run("import", str(folder))
    missing = coupled.installation.run("import", str(folder / "nergens"))
    other_crm = coupled.installation.run("import", "--crm", "Anders", str(Path(__file__)))

    assert (empty.code, missing.code, other_crm.code) == (1, 1, 1)
    assert "geen UBL-bestanden" in empty.text
    assert "Er is geen map of bestand" in missing.text
    assert "Er zijn: Voorbeeld-CRM" in other_crm.text


def test_what_the_readme_says_a_crm_can_send_is_booked(coupled: Coupled) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"curl -X PUT \$API/(\w+)/(\S+).*?-d '(.*?)'", readme, re.DOTALL)

    for kind, external_id, body in examples:
        push(coupled.crm, kind, external_id, json.loads(body))

    assert [kind for kind, _, _ in examples] == ["projects", "relations", "invoices"]
    wait_until(lambda: "F-88012" in bought(coupled.simulator))


def test_show_tells_the_whole_story_of_an_invoice(coupled: Coupled) -> None:
    push_and_wait(coupled, "2026-0610")

    answer = coupled.installation.run("show", "2026-0610")

    assert answer.code == 0
    for words in (
        "factuur 2026-0610",
        "in SnelStart",
        "Klant Klant 2026-0610",
        "gemaakt in SnelStart: 2026-0610",
        "Factuurbedrag € 1.619,76",
        "hoog € 262,50",
        "8200 € 1.250,00 hoog Advies",
    ):
        assert words in answer.text


def test_show_also_finds_by_name_and_without_asking_snelstart(coupled: Coupled) -> None:
    push_and_wait(coupled, "2026-0611")
    before = len(coupled.simulator.control.calls())

    answer = coupled.installation.run("show", "klant 2026-0611", "--offline")

    assert answer.code == 0
    assert "Zoals het laatst naar SnelStart ging" in answer.text
    assert len(coupled.simulator.control.calls()) == before


def test_show_says_when_there_is_nothing(coupled: Coupled) -> None:
    answer = coupled.installation.run("show", "bestaat-niet")

    assert answer.code == 1
    assert "Er is niets met “bestaat-niet”" in answer.text


def test_what_was_set_aside_goes_on_with_retry_once_snelstart_was_mended(coupled: Coupled) -> None:
    coupled.simulator.control.close_period(date(2026, 3, 31))
    push(coupled.crm, "relations", "klant-dicht", {"name": "Klant van maart"})
    push(coupled.crm, "invoices", "factuur-dicht", an_invoice("2026-0620", "klant-dicht"))
    wait_until(lambda: "! 1 factuur: 2026-0620" in coupled.installation.run("status").out)
    coupled.simulator.control.open_periods()

    answer = coupled.installation.run("retry", "2026-0620")

    assert answer.code == 0
    assert "1 record wordt opnieuw geprobeerd" in answer.text
    wait_until(lambda: "2026-0620" in booked(coupled.simulator))


def test_what_was_set_aside_goes_on_by_itself_once_the_crm_has_mended_it(coupled: Coupled) -> None:
    push(coupled.crm, "relations", "klant-fout", {"name": "Klant met een fout"})
    wrong = {**an_invoice("2026-0621", "klant-fout"), "total_with_vat": "1700.00"}
    push(coupled.crm, "invoices", "factuur-fout", wrong)
    wait_until(lambda: "! 1 factuur: 2026-0621" in coupled.installation.run("status").out)

    push(coupled.crm, "invoices", "factuur-fout", an_invoice("2026-0621", "klant-fout"))

    wait_until(lambda: "2026-0621" in booked(coupled.simulator))


def test_retry_leaves_alone_what_is_in_the_books(coupled: Coupled) -> None:
    push_and_wait(coupled, "2026-0630")

    answer = coupled.installation.run("retry", "factuur-2026-0630")

    assert answer.code == 0
    assert "0 records worden opnieuw geprobeerd" in answer.text


def test_nothing_waits_for_approval(coupled: Coupled) -> None:
    assert "Er wacht niets op akkoord" in coupled.installation.run("approve").text


def test_doctor_finds_everything_well(coupled: Coupled) -> None:
    answer = coupled.installation.run("doctor")

    assert answer.code == 0, answer.text
    assert "✗" not in answer.text
    for words in (
        "Schijf:",
        "Snelkoppeling draait op",
        "SnelStart antwoordt",
        "1 worker",
        "alle rechten",
    ):
        assert words in answer.text


def test_doctor_and_status_say_what_is_wrong_while_snelstart_is_away(coupled: Coupled) -> None:
    coupled.simulator.control.set_down("refuse")
    try:
        push(coupled.crm, "relations", "klant-nacht", {"name": "Klant in de nacht"})
        wait_until(lambda: "SnelStart antwoordt nu niet" in coupled.installation.run("status").text)
        answer = coupled.installation.run("doctor")
        shown = coupled.installation.run("show", "klant-nacht")
    finally:
        coupled.simulator.control.set_down("up")

    assert answer.code == 1
    assert "antwoordt niet: ConnectError" in answer.text
    assert shown.code == 0
    wait_until(lambda: "in SnelStart" in coupled.installation.run("show", "klant-nacht", "--offline").text)


def test_doctor_names_a_withdrawn_key_and_connect_mends_it(coupled: Coupled) -> None:
    coupled.simulator.control.withdraw_keys()
    push(coupled.crm, "relations", "klant-sleutel", {"name": "Klant zonder sleutel"})
    wait_until(lambda: "Gepauzeerd" in coupled.installation.run("status").text)
    answer = coupled.installation.run("doctor")
    coupled.simulator.control.change_administration(koppelsleutels=[coupled.simulator.koppelsleutel])

    mended = coupled.installation.run("connect", typed=f"{coupled.simulator.koppelsleutel}\n")

    assert answer.code == 1
    assert "gepauzeerd" in answer.text
    assert mended.code == 0
    wait_until(
        lambda: "gemaakt in SnelStart" in coupled.installation.run("show", "klant-sleutel", "--offline").text
    )


def test_a_second_one_beside_it_says_where_the_first_is(coupled: Coupled) -> None:
    answer = coupled.installation.run("up")

    assert answer.code == 1
    assert f"Snelkoppeling draait al met {coupled.installation.data}" in answer.text
    assert coupled.up.address in answer.text


def test_a_demonstration_keeps_away_from_real_data(coupled: Coupled) -> None:
    before = (coupled.installation.data / "settings.env").read_bytes()

    beside = coupled.installation.run("demo", "--data", str(coupled.installation.data))

    assert beside.code == 1
    assert "Snelkoppeling draait al" in beside.text
    assert (coupled.installation.data / "settings.env").read_bytes() == before


def test_a_busy_port_is_named_and_nothing_is_left(coupled: Coupled, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        other = Installation(folder / "data", coupled.simulator)

        answer = other.run("up", "--port", str(port))

    assert answer.code == 1
    assert f"Op 127.0.0.1:{port} luistert al een ander programma" in answer.text
    assert other.left_running() == []


@pytest.mark.parametrize("program", ["worker", "web"])
def test_a_killed_program_is_started_again(coupled: Coupled, program: str) -> None:
    (killed,) = coupled.up.children(program)

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: coupled.up.children(program) not in ([], [killed]))
    push_and_wait(coupled, f"2026-07{len(program):02}")
    coupled.up.said("(signaal 9) en start opnieuw", within_seconds=10)


def test_a_killed_database_is_started_again(coupled: Coupled) -> None:
    number = int((coupled.installation.data / "postgresql" / "postmaster.pid").read_text().split()[0])

    os.kill(number, signal.SIGKILL)

    coupled.up.said("De database is gestopt en start opnieuw", within_seconds=10)
    push_and_wait(coupled, "2026-0720")
