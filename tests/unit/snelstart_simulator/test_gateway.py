"""Keys, tokens, scopes and limits."""

import base64
import json
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import pytest

from tests.unit.snelstart_simulator.office import NOON, Office, Reply

INVALID_KEY = (
    "Access denied due to invalid subscription key. "
    "Make sure to provide a valid key for an active subscription."
)


def token(office: Office, body: str) -> Reply:
    return office.call("POST", "/b2b/token", body=body.encode())


def test_a_koppelsleutel_gives_a_token_that_tells_its_scopes(office: Office) -> None:
    key = office.administration.koppelsleutels[0]
    reply = token(office, f"grant_type=clientkey&clientkey={quote(key, safe='')}")
    assert reply.status == 200
    assert {name: reply.json[name] for name in ("token_type", "expires_in")} == {
        "token_type": "bearer",
        "expires_in": 3599,
    }
    payload = reply.json["access_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert claims["scopes"].split() == list(office.administration.scopes)


def test_a_name_and_password_give_a_token_too(office: Office) -> None:
    assert token(office, "grant_type=password&username=simulator&password=geheim").status == 200
    assert token(office, "grant_type=password&username=simulator&password=fout").status == 400


@pytest.mark.parametrize("key", ["", "fout", "c2ltdWxhdG9y"])
def test_a_wrong_koppelsleutel_is_refused(office: Office, key: str) -> None:
    reply = token(office, f"grant_type=clientkey&clientkey={key}")
    assert reply.status == 400
    assert reply.json == {
        "error": "GrantType clientkey was found. Parameter clientkey does not contain a valid value"
    }


def test_an_unknown_grant_is_refused(office: Office) -> None:
    assert token(office, "grant_type=magic").json == {"error": "unsupported_grant_type"}
    assert office.call("GET", "/b2b/token").status == 404


def test_a_call_without_or_with_a_wrong_token_is_refused(office: Office) -> None:
    for authorization in ("", "Bearer x", f"Basic {office.token}"):
        reply = office.call("GET", "/v2/landen", headers={"authorization": authorization})
        assert reply.status == 401
        assert reply.json == {"Message": "Authorization has been denied for this request."}


def test_a_token_expires_by_the_clock(office: Office) -> None:
    office.control("POST", "/clock", {"advance": 3598})
    assert office.get("/landen").status == 200
    office.control("POST", "/clock", {"advance": 1})
    assert office.get("/landen").status == 401
    office.enter()
    assert office.get("/landen").status == 200


def test_a_subscription_key_must_be_there_and_valid(office: Office) -> None:
    missing = office.call("GET", "/v2/landen", headers={"ocp-apim-subscription-key": ""})
    assert missing.status == 401
    assert "missing subscription key" in missing.json["message"]
    wrong = office.call("GET", "/v2/landen", headers={"ocp-apim-subscription-key": "fout"})
    assert (wrong.status, wrong.json) == (401, {"statusCode": 401, "message": INVALID_KEY})


def test_a_subscription_key_may_stand_in_the_query(office: Office) -> None:
    target = f"/v2/landen?subscription-key={office.subscription_key}"
    assert office.call("GET", target, headers={"ocp-apim-subscription-key": ""}).status == 200


def test_a_subscription_key_expires_by_the_clock(office: Office) -> None:
    office.control(
        "POST", "/subscription-keys", {"sleutel": "tijdelijk", "geldig_tot": "2026-03-02T12:00:10Z"}
    )
    office.subscription_key = "tijdelijk"
    assert office.get("/landen").status == 200
    office.control("POST", "/clock", {"advance": 10})
    assert office.get("/landen").json["message"] == INVALID_KEY
    assert office.control("DELETE", "/subscription-keys/tijdelijk").status == 200
    assert "tijdelijk" not in office.control("GET", "/subscription-keys").json


def test_an_operation_needs_all_its_scopes(office: Office) -> None:
    office.control("PATCH", "/administrations/demo", {"scopes": ["relaties:read", "documenten:write"]})
    office.enter()
    assert office.get("/relaties").status == 200
    assert office.post("/relaties", {}).status == 403
    assert office.get("/landen").status == 403
    assert office.post("/documenten/relaties", {}).status == 403
    assert office.get("/echo/x").status == 200


def test_the_word_for_a_missing_scope_can_be_switched(office: Office) -> None:
    office.switch(forbidden_message="Geen toegang")
    office.control("PATCH", "/administrations/demo", {"scopes": []})
    office.enter()
    assert office.get("/relaties").json == {"Message": "Geen toegang"}


def test_a_withdrawn_key_gives_no_token_and_kills_the_ones_it_gave(office: Office) -> None:
    office.control("PATCH", "/administrations/demo", {"koppelsleutels": []})
    assert office.get("/landen").status == 401
    office.switch(token_dies_with_its_key=False)
    assert office.get("/landen").status == 200
    office.control("PATCH", "/administrations/demo", {"koppelsleutels": ["nieuw"]})
    office.enter()
    assert office.get("/landen").status == 200


def test_a_token_opens_its_own_administration_only(office: Office) -> None:
    office.relatie(naam="Van demo")
    made = office.control("POST", "/administrations", {"naam": "tweede", "koppelsleutels": ["k2"]}).json
    demo_token = office.token
    office.token = token(office, "grant_type=clientkey&clientkey=k2").json["access_token"]
    assert office.get("/companyInfo").json["administratieIdentifier"] == made["identifier"]
    assert office.filter("relaties", "Naam eq 'Van demo'").json == []
    office.control("DELETE", "/administrations/tweede")
    assert office.get("/companyInfo").status == 401
    office.token = demo_token
    assert len(office.filter("relaties", "Naam eq 'Van demo'").json) == 1


def limit(office: Office, **limits: int | None) -> None:
    body = {"limits": {"per_minute": None, "per_hour": None, "concurrent": None, **limits}}
    assert office.control("PATCH", "/administrations/demo", body).status == 200


def test_more_calls_than_a_minute_allows_are_refused_until_it_has_passed(office: Office) -> None:
    limit(office, per_minute=3)
    office.get("/landen")
    office.control("POST", "/clock", {"advance": 20})
    assert [office.get("/landen").status for _ in range(3)] == [200, 200, 429]
    refused = office.get("/landen")
    assert refused.headers["retry-after"] == "40"
    assert refused.json == {"statusCode": 429, "message": "Rate limit is exceeded. Try again in 40 seconds."}
    office.control("POST", "/clock", {"advance": 39})
    assert office.get("/landen").status == 429
    office.control("POST", "/clock", {"advance": 1})
    assert [office.get("/landen").status for _ in range(2)] == [200, 429]


def test_a_refused_call_changes_nothing(office: Office) -> None:
    limit(office, per_minute=0)
    before = len(office.books.relaties)
    assert office.post("/relaties", {"naam": "x", "relatiesoort": ["Klant"]}).status == 429
    assert len(office.books.relaties) == before


def test_the_hour_has_a_limit_of_its_own(office: Office) -> None:
    limit(office, per_hour=2)
    assert [office.get("/landen").status for _ in range(3)] == [200, 200, 429]
    assert office.get("/landen").headers["retry-after"] == "3600"
    office.switch(hourly_limit_as="403")
    refused = office.get("/landen")
    assert refused.status == 403
    assert refused.json["message"] == "Out of call volume quota. Quota will be replenished in 01:00:00."
    office.control("POST", "/clock", {"advance": 3600})
    office.enter()
    assert office.get("/landen").status == 200


def test_when_to_come_back_is_told_as_switched(office: Office) -> None:
    limit(office, per_minute=0)
    office.switch(retry_after="http_date")
    moment = parsedate_to_datetime(office.get("/landen").headers["retry-after"])
    assert (moment - NOON).total_seconds() == 60
    office.switch(retry_after="absent")
    assert "retry-after" not in office.get("/landen").headers


def test_refused_calls_count_only_when_so_switched(office: Office) -> None:
    limit(office, per_minute=1)
    office.switch(refused_calls_count=True)
    office.get("/landen")
    office.control("POST", "/clock", {"advance": 30})
    assert office.get("/landen").status == 429
    office.control("POST", "/clock", {"advance": 31})
    assert office.get("/landen").status == 429


def test_calls_at_the_same_time_have_a_limit(office: Office) -> None:
    limit(office, concurrent=1)
    assert office.get("/landen").status == 200
    office.world.counter_of(office.administration).running = 1
    assert office.get("/landen").status == 429


def test_the_limits_of_one_administration_do_not_touch_another(office: Office) -> None:
    limit(office, per_minute=0)
    assert office.get("/landen").status == 429
    office.control("POST", "/administrations", {"naam": "tweede", "koppelsleutels": ["k2"]})
    office.token = token(office, "grant_type=clientkey&clientkey=k2").json["access_token"]
    assert office.get("/landen").status == 200


def test_the_named_limits_are_those_of_the_products(office: Office) -> None:
    made = office.control("POST", "/administrations", {"naam": "t", "limits": "ontwikkeling"}).json
    assert made["limits"] == {"per_minute": 100, "per_hour": 1000, "concurrent": 5}
    made = office.control("POST", "/administrations", {"naam": "p"}).json
    assert made["limits"] == {"per_minute": 500, "per_hour": 5000, "concurrent": 50}


def test_an_error_inside_is_shown_and_answered_as_one(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.books.dagboeken = None  # type: ignore[assignment]  # Broken on purpose.
    reply = office.get("/dagboeken")
    assert (reply.status, reply.json) == (500, {"Message": "An error has occurred."})
    assert "TypeError" in capsys.readouterr().err
