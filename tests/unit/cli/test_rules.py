import pytest

from snelkoppeling.cli.problems import CommandError
from snelkoppeling.cli.rule_packs import Pack, rules_of
from snelkoppeling.cli.rules import check, show_difference
from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.ledger import STANDARD_GOODS, AccountPurpose, Chart, LedgerAccount, VatCase
from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.vat import VatKind
from snelkoppeling.sync.trial import Booked, Difference
from tests.factories import a_key


def a_chart(*accounts: tuple[int, AccountPurpose, str]) -> Chart:
    return Chart(
        {
            number: LedgerAccount(
                books_id=BooksId(str(number)),
                number=number,
                description="Rekening",
                purpose=purpose,
                vat_kinds=frozenset({VatKind.HIGH} if purpose is AccountPurpose.SALES_HIGH else ()),
                rgs_code=rgs_code,
            )
            for number, purpose, rgs_code in accounts
        }
    )


def a_difference(before: Booked, after: Booked, *, is_booked: bool = False) -> Difference:
    return Difference(
        key=a_key("F1", EntityType.INVOICE),
        label="2026-0042",
        before=before,
        after=after,
        is_booked=is_booked,
    )


def shown_by(capsys: pytest.CaptureFixture[str], difference: Difference) -> list[str]:
    show_difference(difference)
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines() if line.strip()]


def test_a_pack_is_completed_with_the_only_account_of_a_purpose() -> None:
    chart = a_chart(
        (8300, AccountPurpose.SALES_EU_GOODS, ""),
        (8321, AccountPurpose.SALES_EXPORT, ""),
        (8322, AccountPurpose.SALES_EXPORT, ""),
    )

    defaults = rules_of(Pack.GOODS, chart).defaults

    assert defaults == {**STANDARD_GOODS.defaults, VatCase.EU_GOODS: 8300}


def test_accounts_with_rgs_codes_are_found_by_them() -> None:
    chart = a_chart((1234, AccountPurpose.SALES_HIGH, "WOmzNod"))

    assert rules_of(Pack.RGS, chart).defaults == {VatCase.HIGH: 1234}


def test_accounts_without_rgs_codes_cannot_be_found_by_them() -> None:
    with pytest.raises(CommandError) as caught:
        rules_of(Pack.RGS, a_chart((8200, AccountPurpose.SALES_HIGH, "")))

    assert "geen RGS-code" in caught.value.nl


def test_each_account_that_does_not_fit_is_told_with_who_sees_to_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    count = check(STANDARD_GOODS, a_chart())

    said = capsys.readouterr().out
    assert count == len(set(STANDARD_GOODS.defaults.values()))
    assert said.count("bestaat niet in deze administratie") == said.count("Wie: de beheerder.") == count


def test_a_booking_is_shown_as_it_is_and_as_it_would_be(capsys: pytest.CaptureFixture[str]) -> None:
    before = Booked(image={"lines": ["8200 100.00 high Advies"], "vat": ["sales_high 21.00"]})
    after = Booked(image={"lines": ["8100 100.00 high Advies"], "vat": ["sales_high 21.00"]})

    assert shown_by(capsys, a_difference(before, after, is_booked=True)) == [
        "! factuur 2026-0042 (al geboekt; die verandert niet vanzelf)",
        "rekening bedrag btw omschrijving",
        "nu 8200 € 100,00 hoog Advies",
        "dan 8100 € 100,00 hoog Advies",
    ]


def test_an_invoice_that_could_be_booked_then_says_what_stands_in_its_way_now(
    capsys: pytest.CaptureFixture[str],
) -> None:
    held = problem("out-of-scope-held")
    after = Booked(image={"lines": ["8290 100.00 none Subsidie"], "vat": []})

    shown = shown_by(capsys, a_difference(Booked(problems=(held,)), after))

    assert "dan 8290 € 100,00 geen Subsidie" in shown
    assert "nu: op de lijst · now: on the list" in shown
    assert held.nl in " ".join(shown)
