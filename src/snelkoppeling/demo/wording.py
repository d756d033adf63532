"""Small words of the demonstration: numbers with the words that go with them, and capitals."""


def counted(count: int, one: str, several: str) -> str:
    """Write a number with the word that goes with it."""
    return f"{count} {one if count == 1 else several}"


def capital(text: str) -> str:
    """Begin with a capital, and leave the rest as it is."""
    return text[:1].upper() + text[1:]
