import pytest

from snelkoppeling.cli import images
from snelkoppeling.domain.identity import EntityType


def shown_by(capsys: pytest.CaptureFixture[str], image: images.Values, entity_type: EntityType) -> list[str]:
    images.show(image, entity_type)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_a_booking_is_shown_with_account_cost_centre_amount_and_vat(
    capsys: pytest.CaptureFixture[str],
) -> None:
    image = {
        "vat": ["purchase_high 262.50"],
        "lines": [
            "7002/2026017 1250.00 high Leidingwerk",
            "7000 -10.00 none Korting van 5 % op alles van deze maand en de vorige",
        ],
        "supplier": "Van Dam B.V.",
        "invoice_date": "2026-03-02",
        "total": "1502.50",
        "voucher": None,
        "marked": True,
    }

    assert shown_by(capsys, image, EntityType.INVOICE) == [
        "Factuurdatum 02-03-2026",
        "Leverancier Van Dam B.V.",
        "Factuurbedrag € 1.502,50",
        "rekening kostenplaats bedrag btw omschrijving",
        "Regels 7002 2026017 € 1.250,00 hoog Leidingwerk",
        "7000 € -10,00 geen Korting van 5 % o…",
        "Btw hoog € 262,50",
        "Gemarkeerd ja",
    ]


def test_without_projects_there_is_no_column_for_them(capsys: pytest.CaptureFixture[str]) -> None:
    shown = shown_by(capsys, {"lines": ["8200 100.00 high Advies"]}, EntityType.INVOICE)

    assert shown == ["rekening bedrag btw omschrijving", "Regels 8200 € 100,00 hoog Advies"]


def test_the_number_of_a_project_is_its_cost_centre(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown_by(capsys, {"number": 17}, EntityType.PROJECT) == ["Kostenplaats 17"]
    assert shown_by(capsys, {"number": 17}, EntityType.RELATION) == ["Relatiecode 17"]


def test_what_means_nothing_to_people_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    shown = shown_by(capsys, {"booking": "b1", "file_name": "F1.pdf", "phone": ""}, EntityType.ATTACHMENT)

    assert shown == ["Bestand F1.pdf"]


@pytest.mark.parametrize("line", ["", "8200", "8200 100.00", "? 1.00 Onbekend"])
def test_a_line_that_lacks_something_is_shown_as_far_as_it_goes(
    capsys: pytest.CaptureFixture[str], line: str
) -> None:
    shown = shown_by(capsys, {"lines": [line]}, EntityType.INVOICE)

    assert shown[1].startswith(f"Regels {line.partition(' ')[0] or '(leeg)'}")


def test_sides_without_an_agreement_are_two(capsys: pytest.CaptureFixture[str]) -> None:
    images.show_sides(
        {"number": 17, "description": "Gemeentehuis"},
        {"number": 17, "description": "Stadhuis"},
        agreed=None,
        entity_type=EntityType.PROJECT,
    )

    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert shown == ["CRM SnelStart", "Omschrijving Gemeentehuis Stadhuis"]


def test_a_party_that_is_missing_or_another_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    images.show_sides(
        {"supplier": "r1"},
        {"supplier": None},
        agreed={"supplier": "r2"},
        entity_type=EntityType.INVOICE,
        party="Van Dam B.V.",
    )

    shown = " ".join(capsys.readouterr().out.split())
    assert "Leverancier Van Dam B.V. (leeg) een andere relatie" in shown
