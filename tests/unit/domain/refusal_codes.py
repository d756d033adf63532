"""Every code under which SnelStart refuses, as its developer portal lists them: a family and its numbers."""

from collections.abc import Iterator, Mapping

NUMBERS: Mapping[str, str] = {
    "ALG": "100-106",
    "ART": "1-18",
    "BLG": "1-17",
    "BOE": "1-3 8-10 19 21-29 31-33 36-39 42-58 60-64 66-71 75-96",
    "BTW": "1-2",
    "KPL": "1-9",
    "REF": "1-16",
    "REL": "1-18 20-23 25-34 38-40 44-103",
    "VOR": "1-11 13-36",
}


def listed_codes() -> Iterator[str]:
    """Give the codes, such as `BOE-0021`."""
    for family, numbers in NUMBERS.items():
        for part in numbers.split():
            first, _, last = part.partition("-")
            for number in range(int(first), int(last or first) + 1):
                yield f"{family}-{number:04}"
