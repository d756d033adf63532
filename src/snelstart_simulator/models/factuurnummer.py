"""When two invoice numbers are the same one."""

from typing import Literal

NumberComparison = Literal["exact", "ignoring_case", "ignoring_case_and_spaces"]


def number_key(number: str) -> str:
    """Write a number so that two that differ in case and spaces only are written alike."""
    return "".join(number.split()).casefold()


def is_same_number(one: str, other: str, comparison: NumberComparison) -> bool:
    """Compare two numbers as the administration does."""
    match comparison:
        case "exact":
            return one == other
        case "ignoring_case":
            return one.rstrip().casefold() == other.rstrip().casefold()
        case "ignoring_case_and_spaces":
            return number_key(one) == number_key(other)
