"""The first sync of an administration, from coupling it to daily work, as a bookkeeper goes through it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from snelstart_client import OFF, Limiter, Secret, Settings, SnelStart
from snelstart_simulator.process import RunningSimulator
from tests.e2e.cli.crm import an_invoice, booked, push
from tests.e2e.cli.installation import Answer, Installation, wait_until

HIGH_AND_LOW, HIGH_ONLY = "2026-0801", "2026-0802"
LOW_TOO, OF_LAST_YEAR, LATER = "2026-0803", "2025-0899", "2026-0804"


@dataclass(frozen=True, slots=True)
class FirstSync:
    """What was said and what stood in SnelStart at each step."""

    rules: Answer
    started: Answer
    plan: Answer
    booked_before: set[str]
    writes_before: list[str]
    wrong_mark: Answer
    unseen: Answer
    unclear: Answer
    decided: Answer
    second_plan: Answer
    outdated: Answer
    approved: Answer
    booked_after: set[str]
    status_after: Answer
    relations: dict[str, Any]
    mended: Answer
    booked_at_last: set[str]


@pytest.fixture(scope="module")
def first_sync(simulator: RunningSimulator, shared_folder: Path) -> Iterator[FirstSync]:
    installation = Installation(shared_folder / "first", simulator)
    _known_to_snelstart(simulator)
    with installation.up() as up:
        connected = installation.run("connect", typed=f"{simulator.koppelsleutel}\n")
        up.said("Nieuwe instellingen", within_seconds=15)
        key = next(word for word in connected.out.split() if word.startswith("snk_"))
        headers = {"Authorization": f"Bearer {key}"}
        with httpx.Client(base_url=up.address, headers=headers, trust_env=False, timeout=20) as crm:
            yield _gone_through(installation, crm, shared_folder)


def _gone_through(installation: Installation, crm: httpx.Client, folder: Path) -> FirstSync:
    simulator = installation.simulator
    every, without_low = _rules_in(folder, installation)
    rules = installation.run("rules", "set", str(without_low))
    started = installation.run("settings", "start_date=2026-01-01")
    simulator.control.clear_calls()
    _send(crm)
    plan = installation.run("plan")
    calls = simulator.control.calls()
    before: dict[str, Any] = {
        "booked_before": set(booked(simulator)),
        "writes_before": [
            one.path for one in calls if one.method != "GET" and not one.path.endswith("/token")
        ],
    }
    unsettled: dict[str, Any] = {
        "wrong_mark": installation.run("approve", "0" * 12),
        "unseen": installation.run("approve", "--yes"),
        "unclear": installation.run("decide", "Groenrijk", typed="misschien\n"),
        "decided": installation.run("decide", "Groenrijk", typed="misschien\n1\n"),
    }
    approved = _approved(installation, plan)
    mended = installation.run("rules", "set", str(every))
    push(crm, "invoices", "later", an_invoice(LATER, "korenaar"))
    wait_until(lambda: {HIGH_AND_LOW, LOW_TOO, LATER} <= booked(simulator).keys())
    return FirstSync(
        rules=rules,
        started=started,
        plan=plan,
        mended=mended,
        booked_at_last=set(booked(simulator)),
        **before,
        **unsettled,
        **approved,
    )


def _rules_in(folder: Path, installation: Installation) -> tuple[Path, Path]:
    """Store the rules, and the same without an account for the low rate."""
    every, without_low = folder / "rules.csv", folder / "without-low.csv"
    lines = installation.run("rules", "export").out.splitlines()
    every.write_text("\n".join(lines), encoding="utf-8")
    without_low.write_text("\n".join(line for line in lines if ";low;" not in line), encoding="utf-8")
    return every, without_low


def _approved(installation: Installation, first_plan: Answer) -> dict[str, Any]:
    """Look at the plan once more, approve it, and wait until what is in order is booked."""
    simulator = installation.simulator
    plan = installation.run("plan")
    outdated = installation.run("approve", mark_of(first_plan))
    approved = installation.run("approve", mark_of(plan))
    wait_until(lambda: {HIGH_ONLY, "2026-0805"} <= booked(simulator).keys())
    wait_until(lambda: "onderweg" not in installation.run("show", "nieuw", "--offline").text)
    return {
        "second_plan": plan,
        "outdated": outdated,
        "approved": approved,
        "booked_after": set(booked(simulator)),
        "status_after": installation.run("status"),
        "relations": {one["naam"]: one for one in simulator.control.books()["relaties"]},
    }


def _known_to_snelstart(simulator: RunningSimulator) -> None:
    """Fill SnelStart with a relation that is certainly one of the CRM's, and one that may be."""
    settings = Settings(base_url=simulator.api, auth_url=simulator.auth)
    keys = Secret(simulator.koppelsleutel), Secret(simulator.subscription_key)
    with SnelStart(*keys, settings=settings, limiter=Limiter(OFF)) as snelstart:
        for relation in (
            {"naam": "Bakkerij de Korenaar", "kvkNummer": "64218305"},
            {"naam": "Groenrijk Hoveniers", "email": "info@groenrijk.example"},
        ):
            snelstart.relaties.create({"relatiesoort": ["Klant"], **relation})


def _send(crm: httpx.Client) -> None:
    """Send what the CRM has."""
    push(crm, "relations", "korenaar", {"name": "Bakkerij De Korenaar B.V.", "kvk_number": "64218305"})
    push(
        crm,
        "relations",
        "groenrijk",
        {"name": "Hoveniersbedrijf Groenrijk", "email": "info@groenrijk.example"},
    )
    push(crm, "relations", "nieuw", {"name": "Nog nooit gezien B.V."})
    push(crm, "invoices", "f1", an_invoice(HIGH_AND_LOW, "korenaar"))
    push(crm, "invoices", "f2", at_high_rate(HIGH_ONLY, "groenrijk"))
    push(crm, "invoices", "f3", an_invoice(LOW_TOO, "nieuw"))
    push(crm, "invoices", "f4", {**at_high_rate(OF_LAST_YEAR, "korenaar"), "issue_date": "2025-12-31"})
    push(crm, "invoices", "f5", at_high_rate("2026-0805", "korenaar"))


def at_high_rate(number: str, customer: str) -> dict[str, object]:
    whole = an_invoice(number, customer)
    lines, breakdown = whole["lines"], whole["vat_breakdown"]
    assert isinstance(lines, list)
    assert isinstance(breakdown, list)
    totals = {"total_without_vat": "1250.00", "total_vat": "262.50", "total_with_vat": "1512.50"}
    return {**whole, "lines": lines[:1], "vat_breakdown": breakdown[:1], **totals}


def mark_of(plan: Answer) -> str:
    found = re.search(r"\./start approve ([0-9a-f]{12})", plan.out)
    assert found, plan.text
    return found[1]


def test_the_plan_shows_what_is_linked_made_asked_and_left_out(first_sync: FirstSync) -> None:
    said = first_sync.plan.text

    assert first_sync.plan.code == 0
    assert "SnelStart kent dit al; het wordt gekoppeld:" in said
    assert "relatie Bakkerij De Korenaar B.V. (1 Bakkerij de Korenaar)" in said
    assert "Hoveniersbedrijf Groenrijk lijkt al in SnelStart te staan: 2 Groenrijk Hoveniers" in said
    assert f"factuur {HIGH_AND_LOW}, factuur {LOW_TOO} Er is geen grootboekrekening gekozen" in said
    assert f"! Dit gaat niet mee. · this is left out factuur {OF_LAST_YEAR}" in said
    assert "Er is nog niets naar SnelStart geschreven." in said


def test_nothing_is_written_before_the_plan_is_approved(first_sync: FirstSync) -> None:
    assert first_sync.booked_before == set()
    assert first_sync.writes_before == []


def test_only_the_plan_that_was_shown_last_can_be_approved(first_sync: FirstSync) -> None:
    assert (first_sync.wrong_mark.code, first_sync.unseen.code, first_sync.outdated.code) == (1, 1, 1)
    assert "Plan 000000000000 is er niet meer of is er nooit geweest" in first_sync.wrong_mark.text
    assert "wacht op haar eerste plan" in first_sync.unseen.text
    assert mark_of(first_sync.plan) != mark_of(first_sync.second_plan)
    assert "Bekijk het plan opnieuw: ./start plan" in first_sync.outdated.text
    assert first_sync.approved.code == 0


def test_a_likely_relation_is_linked_once_a_person_says_so(first_sync: FirstSync) -> None:
    assert "Er is niets gekozen" in first_sync.unclear.text
    assert "“misschien” past hier niet" in first_sync.decided.text
    assert "Gekozen: koppelen aan wat in SnelStart staat: 2 Groenrijk Hoveniers." in first_sync.decided.text
    assert "Het komt in het plan: ./start plan" in first_sync.decided.text
    assert "Hier is een keuze nodig" not in first_sync.second_plan.text
    names = ("Bakkerij De Korenaar B.V.", "Hoveniersbedrijf Groenrijk", "Nog nooit gezien B.V.")
    assert [first_sync.relations[name]["relatiecode"] for name in names] == [1, 2, 3]


def test_what_is_in_order_is_booked_and_what_is_from_before_the_start_date_is_not(
    first_sync: FirstSync,
) -> None:
    assert "Ingesteld." in first_sync.started.text
    assert first_sync.booked_after == {HIGH_ONLY, "2026-0805"}
    assert OF_LAST_YEAR not in first_sync.booked_at_last
    assert "niet mee" in first_sync.status_after.text


def test_records_that_are_set_aside_for_a_rule_are_one_task_and_follow_by_themselves(
    first_sync: FirstSync,
) -> None:
    assert "Nog geen rekening gekozen voor: omzet met btw laag." in first_sync.rules.text
    assert f"! 2 facturen: {HIGH_AND_LOW}, {LOW_TOO}" in first_sync.status_after.text
    assert first_sync.mended.code == 0
    assert f"factuur {HIGH_AND_LOW} rekening bedrag btw omschrijving dan 8200" in first_sync.mended.text
    assert first_sync.booked_at_last == {HIGH_ONLY, "2026-0805", HIGH_AND_LOW, LOW_TOO, LATER}
