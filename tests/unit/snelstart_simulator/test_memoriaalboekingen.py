"""Bookings in the memorial journal."""

from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office

DEMO = "/administrations/demo"
UNKNOWN = {"id": "00000000-0000-4000-8000-0000000000ff"}


def dagboek(office: Office, soort: str = "Memoriaal") -> dict[str, str]:
    return {"id": office.books.dagboeken.find("soort", soort)[0].id}


def a_line(office: Office, nummer: int, **fields: Any) -> dict[str, Any]:
    return {"omschrijving": "Regel", "grootboek": office.grootboek(nummer), **fields}


def an_entry(office: Office, **fields: Any) -> dict[str, Any]:
    """Write a transfer of 40 euro between two accounts, as a body to be posted."""
    return {
        "datum": "2026-03-01",
        "dagboek": dagboek(office),
        "omschrijving": "Correctie",
        "memoriaalBoekingsRegels": [a_line(office, 4690, debet=40), a_line(office, 1390, credit=40)],
        **fields,
    }


def booked(office: Office, **fields: Any) -> Any:
    reply = office.post("/memoriaalboekingen", an_entry(office, **fields))
    assert reply.status == 201, reply.body
    return reply.json


def on_account(office: Office, nummer: int) -> Any:
    own = office.grootboek(nummer)["id"]
    return sum(
        row["saldo"] for row in office.filter("grootboekmutaties", f"Grootboek/Id eq guid'{own}'").json
    )


def test_an_entry_is_booked_and_read_back(office: Office) -> None:
    made = booked(office, boekstuk="M-1")
    assert made["uri"] == f"/memoriaalboekingen/{made['id']}"
    assert made["datum"] == "2026-03-01T00:00:00"
    assert [(line["debet"], line["credit"]) for line in made["memoriaalBoekingsRegels"]] == [(40, 0), (0, 40)]
    assert "btwSoort" not in made["memoriaalBoekingsRegels"][0]
    assert (made["verkoopboekingBoekingsRegels"], made["inkoopboekingBoekingsRegels"]) == ([], [])
    assert office.get(made["uri"]).json == made
    assert (on_account(office, 4690), on_account(office, 1390)) == (40, -40)
    assert office.control("GET", f"{DEMO}/books").json["memoriaalboekingen"] == [made]


def test_there_is_no_list_of_entries(office: Office) -> None:
    assert office.get("/memoriaalboekingen").status == 404


def test_a_credit_may_be_negative(office: Office) -> None:
    booked(office, memoriaalBoekingsRegels=[a_line(office, 4690, credit=1), a_line(office, 1390, credit=-1)])
    assert (on_account(office, 4690), on_account(office, 1390)) == (-1, 1)


def test_an_entry_can_be_changed_and_deleted(office: Office) -> None:
    made = booked(office)
    lines = [a_line(office, 4690, debet=7), a_line(office, 1390, credit=7)]
    changed = office.put(made["uri"], {**made, "memoriaalBoekingsRegels": lines})
    assert changed.status == 200
    assert office.get(made["uri"]).json == changed.json
    assert on_account(office, 4690) == 7
    assert office.delete(made["uri"]).status == 200
    assert office.get(made["uri"]).status == 404
    assert office.get("/grootboekmutaties").json == []


def test_an_entry_writes_off_a_sales_invoice(office: Office) -> None:
    sale = office.sale()
    made = booked(
        office,
        memoriaalBoekingsRegels=[a_line(office, 4690, debet=121)],
        verkoopboekingBoekingsRegels=[{"boekingId": sale, "omschrijving": "Afgeboekt", "bedrag": 121}],
    )
    [line] = made["verkoopboekingBoekingsRegels"]
    assert (line["boekingId"]["id"], line["bedrag"]) == (sale["id"], 121)
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 0
    assert on_account(office, 1300) == 0
    office.delete(made["uri"])
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 121


def test_a_claim_is_settled_with_a_debt(office: Office) -> None:
    sale = office.sale()
    supplier = office.relatie(relatiesoort=["Leverancier"])
    purchase = office.post(
        "/inkoopboekingen",
        {
            "factuurnummer": "L-7",
            "leverancier": {"id": supplier["id"]},
            "factuurdatum": "2026-02-20",
            "factuurbedrag": 100,
            "boekingsregels": [office.a_line(4600, "82.64", "Hoog")],
            "btw": [{"btwSoort": "InkopenHoog", "btwBedrag": "17.36"}],
        },
    ).json
    booked(
        office,
        memoriaalBoekingsRegels=[],
        verkoopboekingBoekingsRegels=[{"boekingId": sale, "omschrijving": "Verrekend", "bedrag": 100}],
        inkoopboekingBoekingsRegels=[{"boekingId": purchase, "omschrijving": "Verrekend", "bedrag": 100}],
    )
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 21
    assert office.get("/inkoopfacturen").json[0]["openstaandSaldo"] == 0


def test_a_positive_amount_may_mean_a_debit(office: Office) -> None:
    office.switch(memorial_invoice_amount="debit")
    sale = office.sale()
    line = {"boekingId": sale, "omschrijving": "Afgeboekt", "bedrag": -121}
    made = booked(
        office,
        memoriaalBoekingsRegels=[a_line(office, 4690, debet=121)],
        verkoopboekingBoekingsRegels=[line],
    )
    assert made["verkoopboekingBoekingsRegels"][0]["bedrag"] == -121
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 0


@pytest.mark.parametrize("lines", [[], None])
def test_an_entry_has_at_least_two_lines(office: Office, lines: Any) -> None:
    assert office.post("/memoriaalboekingen", an_entry(office, memoriaalBoekingsRegels=lines)).codes == [
        "BOE-0094"
    ]


def test_only_lines_on_the_ledger_may_count(office: Office) -> None:
    office.switch(memorial_lines_counted="ledger")
    body = an_entry(
        office,
        memoriaalBoekingsRegels=[a_line(office, 4690, debet=121)],
        verkoopboekingBoekingsRegels=[{"boekingId": office.sale(), "omschrijving": "x", "bedrag": 121}],
    )
    assert office.post("/memoriaalboekingen", body).codes == ["BOE-0094"]


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ({"debet": 41}, ["BOE-0039"]),
        ({"debet": 41, "credit": 1}, ["BOE-0091"]),
        ({"debet": 40, "kostenplaats": UNKNOWN}, ["BOE-0019"]),
        ({"debet": 40, "grootboek": UNKNOWN}, ["BOE-0037"]),
        ({"debet": 40, "omschrijving": "x" * 251}, ["BOE-0071"]),
    ],
)
def test_a_line_that_breaks_rules_is_refused(office: Office, line: dict[str, Any], codes: list[str]) -> None:
    lines = [a_line(office, 4690, **line), a_line(office, 1390, credit=40)]
    reply = office.post("/memoriaalboekingen", an_entry(office, memoriaalBoekingsRegels=lines))
    assert reply.codes == codes
    assert office.get("/grootboekmutaties").json == []


@pytest.mark.parametrize(
    ("nummer", "codes"),
    [(1300, ["BOE-0061"]), (1600, ["BOE-0061"]), (2000, ["BOE-0075"]), (2010, ["BOE-0075"])],
)
def test_some_accounts_book_themselves(office: Office, nummer: int, codes: list[str]) -> None:
    lines = [a_line(office, nummer, debet=40), a_line(office, 1390, credit=40)]
    assert office.post("/memoriaalboekingen", an_entry(office, memoriaalBoekingsRegels=lines)).codes == codes


@pytest.mark.parametrize("nummer", [1100, 1671, 8000])
def test_the_memorial_journal_may_correct_other_accounts(office: Office, nummer: int) -> None:
    booked(
        office, memoriaalBoekingsRegels=[a_line(office, nummer, debet=40), a_line(office, 1390, credit=40)]
    )
    assert on_account(office, nummer) == 40


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"dagboek": UNKNOWN}, ["BOE-0095"]),
        ({"dagboek": None}, ["BOE-0095"]),
        ({"datum": None}, ["BOE-0070"]),
        ({"boekstuk": "x" * 26}, ["BOE-0068"]),
        ({"omschrijving": "x" * 251}, ["BOE-0071"]),
        ({"id": UNKNOWN["id"]}, ["ALG-0100"]),
        (
            {"verkoopboekingBoekingsRegels": [{"boekingId": UNKNOWN, "omschrijving": "x", "bedrag": 0}]},
            ["BOE-0028", "BOE-0001"],
        ),
    ],
)
def test_an_entry_that_breaks_rules_is_refused(
    office: Office, fields: dict[str, Any], codes: list[str]
) -> None:
    assert office.post("/memoriaalboekingen", an_entry(office, **fields)).codes == codes


def test_a_line_on_an_invoice_needs_a_description(office: Office) -> None:
    line = {"boekingId": office.sale(), "bedrag": 40}
    reply = office.post("/memoriaalboekingen", an_entry(office, verkoopboekingBoekingsRegels=[line]))
    assert list(reply.json["modelState"]) == ["model.boekingsRegels.omschrijving"]


def test_an_entry_keeps_its_journal_and_its_identifier(office: Office) -> None:
    made = booked(office)
    assert office.put(made["uri"], {**made, "dagboek": dagboek(office, "Bank")}).codes == ["BOE-0077"]
    assert office.put(made["uri"], {**made, "id": UNKNOWN["id"]}).codes == ["BOE-0078"]


def test_a_tied_entry_and_a_closed_period_are_left_alone(office: Office) -> None:
    made = booked(office)
    office.control("PUT", f"{DEMO}/protections/{made['id']}", {"code": "BOE-0046"})
    assert office.put(made["uri"], made).codes == ["BOE-0046"]
    office.control("PUT", f"{DEMO}/protections/{made['id']}", {"code": None})
    office.control("POST", f"{DEMO}/closed-periods", {"tot_en_met": "2026-03-01", "door": "accountant"})
    assert office.post("/memoriaalboekingen", an_entry(office)).codes == ["BOE-0051"]
    assert office.delete(made["uri"]).codes == ["BOE-0051"]


def test_a_bookkeeper_edits_and_deletes_an_entry(office: Office) -> None:
    made = booked(office)
    lines = [
        {**line, "debet": line["debet"] * 2, "credit": line["credit"] * 2}
        for line in made["memoriaalBoekingsRegels"]
    ]
    path = f"{DEMO}/records/memoriaalboekingen/{made['id']}"
    office.control("PATCH", path, {"memoriaalBoekingsRegels": lines})
    assert on_account(office, 4690) == 80
    office.control("DELETE", path)
    assert office.get(made["uri"]).status == 404
    assert on_account(office, 4690) == 0
