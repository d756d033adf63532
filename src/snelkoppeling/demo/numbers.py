"""Made-up numbers of companies, banks and telephones, with check digits that are right."""

from random import Random

from snelkoppeling.demo.vocabulary import BANKS, Bank, Town

LETTER_A_AS_NUMBER = 10
"""What the first letter counts for in ISO 7064 and ISO 13616."""
SUBSCRIBER_DIGITS = 10
ACCOUNT_WEIGHTS = range(10, 0, -1)
RSIN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def kvk_number(random: Random) -> str:
    """Make a number of the trade register: eight digits."""
    return str(random.randrange(50_000_000, 98_000_000))


def company_vat_number(random: Random) -> str:
    """Make the VAT number of a legal person: its RSIN, which passes the test of eleven, and a suffix."""
    while True:
        digits = [8, *(random.randrange(10) for _ in range(8))]
        if _passes_eleven(digits, RSIN_WEIGHTS):
            return f"NL{''.join(map(str, digits))}B01"


def self_employed_vat_number(random: Random) -> str:
    """Make the VAT number of a natural person, as given out since 2020: checked modulo 97."""
    body = f"NL{random.randrange(1_000_000, 5_000_000):09d}B"
    for suffix in range(2, 99):
        number = f"{body}{suffix:02d}"
        if int(_as_digits(number)) % 97 == 1:
            return number
    return self_employed_vat_number(random)


def german_vat_number(random: Random) -> str:
    """Make a German VAT number: nine digits, the last by ISO 7064 modulo 11, 10."""
    digits = [random.randrange(1, 10), *(random.randrange(10) for _ in range(7))]
    product = 10
    for digit in digits:
        product = ((digit + product) % 10 or 10) * 2 % 11
    return f"DE{''.join(map(str, digits))}{(11 - product) % 10}"


def belgian_vat_number(random: Random) -> str:
    """Make a Belgian VAT number: ten digits, the last two by modulo 97."""
    body = random.randrange(4_000_000, 7_000_000)
    return f"BE0{body}{97 - body % 97:02d}"


def bank_account(random: Random) -> tuple[str, Bank]:
    """Make an IBAN at a Dutch bank; its account number passes the test of eleven, as theirs do."""
    bank = random.choice(BANKS)
    while True:
        digits = [0, *(random.randrange(10) for _ in range(9))]
        if _passes_eleven(digits, ACCOUNT_WEIGHTS):
            account = "".join(map(str, digits))
            check = 98 - int(_as_digits(f"{bank.code}{account}NL00")) % 97
            return f"NL{check:02d}{bank.code}{account}", bank


def with_a_wrong_digit(iban: str) -> str:
    """Mistype the last digit of an IBAN, so that its check digits no longer fit."""
    return f"{iban[:-1]}{(int(iban[-1]) + 1) % 10}"


def phone_number(random: Random, town: Town) -> str:
    """Make a telephone number in the area of a town, as people write it."""
    digits = SUBSCRIBER_DIGITS - len(town.area_code)
    subscriber = f"{random.choice((2, 3, 4, 5, 7))}{random.randrange(10 ** (digits - 1)):0{digits - 1}d}"
    return f"{town.area_code} {subscriber}"


def mobile_number(random: Random) -> str:
    """Make a mobile telephone number, as people write it."""
    return f"06 {random.choice((1, 2, 3, 4, 5))}{random.randrange(10**7):07d}"


def _passes_eleven(digits: list[int], weights: range | tuple[int, ...]) -> bool:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0


def _as_digits(text: str) -> str:
    return "".join(
        char if char.isdigit() else str(ord(char) - ord("A") + LETTER_A_AS_NUMBER) for char in text
    )
