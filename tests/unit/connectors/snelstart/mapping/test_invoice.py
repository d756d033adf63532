"""A sales booking in SnelStart's words, to the cent."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from snelkoppeling.connectors.snelstart.mapping.invoice import (
    Numbers,
    body_over,
    image_of_boeking,
    image_of_booking,
    key_fields,
    money,
    to_inkoopboeking,
    to_verkoopboeking,
)
from snelkoppeling.domain.booking import Booking, BookingLine, VatEntry
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger import AccountPurpose, LedgerAccount
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatEntryKind, VatKind
from snelstart_client.ids import GrootboekId, VerkoopboekingId
from snelstart_client.resources.verkoopboekingen import Boekingsregel, BtwRegel, Verkoopboeking
from snelstart_client.wire import UNTYPED, Verwijzing, read_one, written


def an_account(number: int, purpose: AccountPurpose) -> LedgerAccount:
    return LedgerAccount(
        books_id=BooksId(f"account-{number}"),
        number=number,
        description="Omzet",
        purpose=purpose,
        vat_kinds=frozenset(),
    )


HIGH = an_account(8200, AccountPurpose.SALES_HIGH)
LOW = an_account(8210, AccountPurpose.SALES_LOW)
NUMBERS = Numbers(accounts={"account-8200": 8200, "account-8210": 8210}, cost_centres={"centre-1": 2024017})
BOOKING = Booking(
    invoice_number="2026-0042",
    invoice_date=date(2026, 3, 2),
    direction=Direction.SALES,
    counterparty=BooksId("customer-1"),
    total=Money.of("230.01"),
    description="Advies in maart",
    payment_term_days=14,
    lines=(
        BookingLine(description="Advies", account=HIGH, net_amount=Money.of("100.00"), vat_kind=VatKind.HIGH),
        BookingLine(description="Boek", account=LOW, net_amount=Money.of("100.01"), vat_kind=VatKind.LOW),
    ),
    vat_entries=(
        VatEntry(kind=VatEntryKind.SALES_HIGH, amount=Money.of("21.00")),
        VatEntry(kind=VatEntryKind.SALES_LOW, amount=Money.of("9.00")),
    ),
)
ANSWERED = {
    "id": "booking-1",
    "factuurnummer": "2026-0042",
    "klant": {"id": "customer-1", "uri": "/relaties/customer-1"},
    "factuurdatum": "2026-03-02T00:00:00",
    "factuurbedrag": Decimal("230.0100"),
    "btw": [
        {"btwSoort": "VerkopenLaag", "btwBedrag": Decimal("9.0000")},
        {"btwSoort": "VerkopenHoog", "btwBedrag": Decimal(21)},
        {"btwSoort": "Geen", "btwBedrag": 0},
    ],
}


def test_a_booking_is_written_whole_and_to_the_cent() -> None:
    body = UNTYPED.decode(written(to_verkoopboeking(BOOKING)))
    assert body["factuurnummer"] == "2026-0042"
    assert body["klant"] == {"id": "customer-1"}
    assert body["factuurdatum"] == "2026-03-02T00:00:00"
    assert body["factuurbedrag"] == Decimal("230.01")
    assert body["omschrijving"] == "Advies in maart"
    assert body["betalingstermijn"] == 14
    assert [
        (line["omschrijving"], line["grootboek"]["id"], line["bedrag"], line["btwSoort"])
        for line in body["boekingsregels"]
    ] == [
        ("Advies", "account-8200", Decimal(100), "Hoog"),
        ("Boek", "account-8210", Decimal("100.01"), "Laag"),
    ]
    assert [(row["btwSoort"], row["btwBedrag"]) for row in body["btw"]] == [
        ("VerkopenHoog", 21),
        ("VerkopenLaag", 9),
    ]


@pytest.mark.parametrize(
    ("kind", "soort"),
    [
        (VatEntryKind.SALES_LOW, "VerkopenLaag"),
        (VatEntryKind.SALES_HIGH, "VerkopenHoog"),
        (VatEntryKind.SALES_OTHER, "VerkopenOverig"),
        (VatEntryKind.SALES_REVERSE_CHARGE, "VerkopenVerlegd"),
    ],
)
def test_each_kind_of_vat_has_its_word_both_ways(kind: VatEntryKind, soort: str) -> None:
    entry = VatEntry(kind=kind, amount=Money.of("0.00"))
    booking = Booking(
        invoice_number="1",
        invoice_date=date(2026, 3, 2),
        direction=Direction.SALES,
        counterparty=BooksId("c"),
        total=Money.of("5.00"),
        description="x",
        payment_term_days=None,
        lines=(
            BookingLine(description="x", account=HIGH, net_amount=Money.of("5.00"), vat_kind=VatKind.NONE),
        ),
        vat_entries=(entry,),
    )
    boeking = to_verkoopboeking(booking)
    assert [row.btw_soort for row in boeking.btw] == [soort]
    assert image_of_boeking(boeking, NUMBERS)["vat"] == [f"{kind} 0.00"]


def test_the_same_invoice_reads_the_same_whatever_zeros_snelstart_writes_and_in_whatever_order() -> None:
    wanted = image_of_booking(BOOKING, {})
    held = image_of_boeking(read_one(written(ANSWERED), Verkoopboeking), NUMBERS)
    assert wanted["vat"] == ["sales_high 21.00", "sales_low 9.00"]
    assert held["vat"] == ["sales_high 21.00", "sales_low 9.00"]
    for name in key_fields(Direction.SALES):
        assert held[name] == wanted[name]


def test_a_booking_that_lacks_everything_is_no_invoice_of_ours() -> None:
    image = image_of_boeking(Verkoopboeking(id=VerkoopboekingId("b")), NUMBERS)
    assert image == {
        "invoice_number": "",
        "invoice_date": None,
        "customer": None,
        "total": None,
        "description": "",
        "payment_term_days": None,
        "lines": [],
        "vat": [],
    }


def test_a_vat_row_without_an_amount_is_shown_as_such() -> None:
    boeking = Verkoopboeking(id=VerkoopboekingId("b"), btw=(BtwRegel(btw_soort="VerkopenHoog"),))
    assert image_of_boeking(boeking, NUMBERS)["vat"] == ["sales_high None"]


@pytest.mark.parametrize(
    ("theirs", "ours"), [(None, None), (Decimal("5505.8000"), "5505.80"), (Decimal(121), "121.00")]
)
def test_amounts_are_compared_in_cents(theirs: Decimal | None, ours: str | None) -> None:
    assert money(theirs) == ours


def test_the_image_shows_a_line_with_account_amount_and_vat() -> None:
    assert image_of_booking(BOOKING, {})["lines"] == ["8200 100.00 high Advies", "8210 100.01 low Boek"]


PURCHASE = replace(
    BOOKING,
    direction=Direction.PURCHASE,
    voucher="INK-7",
    payment_term_days=None,
    needs_review=True,
    lines=(
        replace(BOOKING.lines[0], cost_centre=BooksId("centre-1")),
        replace(BOOKING.lines[1], cost_centre=BooksId("centre-2")),
    ),
    vat_entries=(
        VatEntry(kind=VatEntryKind.PURCHASE_HIGH, amount=Money.of("21.00")),
        VatEntry(kind=VatEntryKind.PURCHASE_LOW, amount=Money.of("9.00")),
    ),
)


def test_a_purchase_is_written_with_its_supplier_voucher_mark_and_cost_centres() -> None:
    assert UNTYPED.decode(written(to_inkoopboeking(PURCHASE))) == {
        "factuurnummer": "2026-0042",
        "leverancier": {"id": "customer-1"},
        "factuurdatum": "2026-03-02T00:00:00",
        "factuurbedrag": Decimal("230.01"),
        "omschrijving": "Advies in maart",
        "boekstuk": "INK-7",
        "markering": True,
        "boekingsregels": [
            {
                "omschrijving": "Advies",
                "grootboek": {"id": "account-8200"},
                "kostenplaats": {"id": "centre-1"},
                "bedrag": Decimal("100.00"),
                "btwSoort": "Hoog",
            },
            {
                "omschrijving": "Boek",
                "grootboek": {"id": "account-8210"},
                "kostenplaats": {"id": "centre-2"},
                "bedrag": Decimal("100.01"),
                "btwSoort": "Laag",
            },
        ],
        "btw": [
            {"btwSoort": "InkopenHoog", "btwBedrag": Decimal("21.00")},
            {"btwSoort": "InkopenLaag", "btwBedrag": Decimal("9.00")},
        ],
    }


def test_the_image_of_a_purchase_names_supplier_voucher_and_cost_centres_and_no_mark() -> None:
    image = image_of_booking(PURCHASE, {BooksId("centre-1"): 2024017})
    assert image["lines"] == ["8200/2024017 100.00 high Advies", "8210/? 100.01 low Boek"]
    assert (image["supplier"], image["voucher"]) == ("customer-1", "INK-7")
    assert not {"customer", "payment_term_days", "marked"} & set(image)


def test_a_row_of_a_kind_that_we_never_write_is_shown_by_its_own_name_and_one_of_no_kind_not_at_all() -> None:
    rows = (BtwRegel(btw_soort="InkopenHoog", btw_bedrag=Decimal(1)), BtwRegel(btw_soort="Geen"))
    sale = Verkoopboeking(id=VerkoopboekingId("b"), btw=(*rows, BtwRegel(btw_soort="Nieuw")))
    assert image_of_boeking(sale, NUMBERS)["vat"] == ["Nieuw None", "purchase_high 1.00"]


def test_a_line_on_an_unknown_account_is_shown_as_such() -> None:
    line = Boekingsregel(grootboek=Verwijzing(GrootboekId("gone")), btw_soort="Nieuw")
    sale = Verkoopboeking(id=VerkoopboekingId("b"), boekingsregels=(line, Boekingsregel()))
    assert image_of_boeking(sale, NUMBERS)["lines"] == ["? None Nieuw ", "? None  "]


def test_amounts_only_change_together_and_what_is_not_ours_stays() -> None:
    bron = {"id": "b", "factuurbedrag": 1, "boekstuk": "MAP-7", "onbekend": {"x": 1}}
    body = body_over(bron, BOOKING, fields={"total"})
    assert set(body) == {*bron, "boekingsregels", "btw"}
    assert (body["boekstuk"], body["onbekend"], body["id"]) == ("MAP-7", {"x": 1}, "b")
    assert body["boekingsregels"][0]["kostenplaats"] is None
    assert set(body_over(bron, BOOKING, fields={"description"})) == {*bron, "omschrijving"}
    assert body_over(bron, PURCHASE, fields={"supplier"})["markering"] is True
