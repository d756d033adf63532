"""Coupling an app by its activation link."""

from urllib.parse import quote

import pytest

from tests.unit.snelstart_simulator.office import Office

WEBHOOK = "https://app.example/webhook"
LINK = "/couplings/activate/snelkoppeling"


@pytest.fixture
def office() -> Office:
    office = Office()
    assert office.control("POST", "/apps", {"app": "snelkoppeling", "webhook": WEBHOOK}).status == 200
    return office


def test_a_user_chooses_an_administration_and_the_app_is_told_its_key(office: Office) -> None:
    back = "https://app.example/klaar?a=1&b=2"
    link = f"{LINK}?referenceKey=ref-1&successUrl={quote(back, safe='')}"
    page = office.call("GET", link)
    assert page.status == 200
    assert "value='demo'" in page.body.decode()
    reply = office.call("POST", link, body=b"administratie=demo")
    assert (reply.status, reply.headers["location"]) == (303, back)
    [(url, told)] = office.told
    assert url == WEBHOOK
    assert (told["ActionType"], told["ReferenceKey"]) == ("Create", "ref-1")
    grant = f"grant_type=clientkey&clientkey={quote(told['KoppelSleutel'], safe='')}"
    assert office.call("POST", "/b2b/token", body=grant.encode()).status == 200


def test_without_a_way_back_the_page_says_that_it_is_done(office: Office) -> None:
    reply = office.call("POST", f"{LINK}?referenceKey=r", body=b"administratie=demo")
    assert "De koppeling is gemaakt" in reply.body.decode()


@pytest.mark.parametrize(
    "target",
    [
        LINK,
        f"{LINK}?referenceKey=",
        f"{LINK}?referenceKey={'x' * 501}",
        "/couplings/activate/onbekend?referenceKey=r",
    ],
)
def test_a_link_that_is_not_right_couples_nothing(office: Office, target: str) -> None:
    assert office.call("GET", target).status == 400
    assert office.call("POST", target, body=b"administratie=demo").status == 400
    assert office.told == []


def test_an_unknown_administration_couples_nothing(office: Office) -> None:
    assert office.call("POST", f"{LINK}?referenceKey=r", body=b"administratie=ander").status == 400
    assert office.told == []


def test_a_new_key_replaces_the_old_one_and_an_ended_coupling_takes_it_away(office: Office) -> None:
    before = list(office.administration.koppelsleutels)
    office.control("POST", "/couplings", {"app": "snelkoppeling", "administration": "demo", "reference": "r"})
    office.control("POST", "/couplings/regenerate", {"reference": "r"})
    office.control("POST", "/couplings/delete", {"reference": "r"})
    assert [told["ActionType"] for _, told in office.told] == ["Create", "Regenerate", "Delete"]
    first, second, last = (told["KoppelSleutel"] for _, told in office.told)
    assert first != second == last
    assert office.administration.koppelsleutels == before
    assert office.control("GET", "/couplings").json == {}
    assert office.control("POST", "/couplings/delete", {"reference": "r"}).status == 400


def test_a_message_that_is_not_taken_is_not_sent_again(office: Office) -> None:
    office.webhook_status = None
    office.control("POST", "/couplings", {"app": "snelkoppeling", "administration": "demo", "reference": "r"})
    [delivery] = office.control("GET", "/deliveries").json
    assert (delivery["url"], delivery["status"]) == (WEBHOOK, None)
    assert len(office.told) == 1


def test_the_message_may_spell_its_names_as_in_older_texts(office: Office) -> None:
    office.switch(webhook_names="camel")
    office.control("POST", "/couplings", {"app": "snelkoppeling", "administration": "demo", "reference": "r"})
    assert list(office.told[0][1]) == ["koppelSleutel", "actionType", "referenceKey"]


def test_what_is_not_there_cannot_be_coupled(office: Office) -> None:
    body = {"app": "onbekend", "administration": "demo", "reference": "r"}
    assert office.control("POST", "/couplings", body).status == 400
