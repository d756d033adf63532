import pytest

from snelkoppeling.connectors.snelstart.moved_lines import moved_accounts
from snelkoppeling.sync.records import Image

WORK = "8200 100.00 high Werk"


def an_image(*lines: str, total: str = "121.00") -> Image:
    return {"total": total, "lines": list(lines)}


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        ([WORK], ["8205 100.00 high Werk"], "8200 → 8205"),
        ([WORK], ["8310 100.00 none Werk"], "8200 → 8310"),
        (["8250 100.00 none "], ["8310 100.00 none "], "8250 → 8310"),
        (["8200/7 100.00 high Werk"], ["8205/8 100.00 high Werk"], "8200 → 8205"),
        ([WORK, WORK], [WORK, "8205 100.00 high Werk"], "8200 → 8205"),
        ([WORK, "8205 100.00 high Werk"], ["8206 100.00 high Werk", WORK], "8205 → 8206"),
        (
            [WORK, "8240 5.00 none Boek"],
            ["8205 100.00 high  Werk ", "8241 5.00 none Boek"],
            "8200 → 8205, 8240 → 8241",
        ),
    ],
)
def test_a_line_that_says_the_same_and_goes_elsewhere_has_moved(
    before: list[str], after: list[str], moves: str
) -> None:
    assert moved_accounts(an_image(*before), an_image(*after), asked_for=()) == moves


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([WORK], [WORK]),
        ([WORK, "8240 5.00 none Boek"], ["8240 5.00 none Boek", WORK]),
        ([WORK], ["8200/7 100.00 high Werk"]),
        ([WORK], ["8205 100.00 high Advies"]),
        ([WORK], ["8205 50.00 high Werk"]),
        ([WORK], [WORK, "8205 100.00 high Werk"]),
        ([], [WORK]),
    ],
)
def test_what_the_document_changed_has_not_moved(before: list[str], after: list[str]) -> None:
    assert moved_accounts(an_image(*before), an_image(*after), asked_for=()) == ""


def test_another_rate_changes_the_total_and_takes_its_line_along() -> None:
    after = an_image("8210 100.00 low Werk", total="109.00")

    assert moved_accounts(an_image(WORK), after, asked_for=()) == ""


def test_an_account_that_the_document_asks_for_is_no_surprise() -> None:
    assert moved_accounts(an_image(WORK), an_image("8205 100.00 high Werk"), asked_for={8205}) == ""


def test_what_was_never_agreed_has_not_moved() -> None:
    assert moved_accounts({}, an_image(WORK), asked_for=()) == ""
