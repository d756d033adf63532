"""Refusals of the extra fields that a company gives its relations, which are not filled."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, never_sent

REF: Mapping[str, Refusal] = never_sent(
    "extra velden",
    "extra fields",
    {
        "REF-0001": (
            "Het record van de extra velden bestaat niet",
            "The record of the extra fields does not exist",
        ),
        "REF-0002": (
            "Een extra veld bestaat niet in SnelStart",
            "An extra field does not exist in SnelStart",
        ),
        "REF-0003": ("Een extra veld is twee keer genoemd", "An extra field was named twice"),
        "REF-0004": ("De tekst van een extra veld is te lang", "The text of an extra field is too long"),
        "REF-0005": ("Een extra veld kent deze keuze niet", "An extra field does not have this choice"),
        "REF-0006": (
            "Een extra veld hoort niet bij een klant of leverancier als deze",
            "An extra field does not belong to a customer or supplier like this one",
        ),
        "REF-0007": ("Een extra veld verlangt een geheel getal", "An extra field requires a whole number"),
        "REF-0008": ("Een extra veld verlangt een datum met tijd", "An extra field requires a date and time"),
        "REF-0009": ("Een extra veld verlangt ja of nee", "An extra field requires yes or no"),
        "REF-0010": ("Een extra veld verlangt een bedrag", "An extra field requires an amount"),
        "REF-0011": ("Een extra veld verlangt een getal", "An extra field requires a number"),
        "REF-0012": (
            "Het bedrag van een extra veld is groter dan honderd miljard",
            "The amount of an extra field is above a hundred billion",
        ),
        "REF-0013": (
            "Het bedrag van een extra veld heeft meer dan vier decimalen",
            "The amount of an extra field has more than four decimals",
        ),
        "REF-0014": ("Een extra veld verlangt tekst", "An extra field requires text"),
        "REF-0015": (
            "De datum van een extra veld ligt buiten 1900 tot en met 2400",
            "The date of an extra field is outside 1900 to 2400",
        ),
        "REF-0016": (
            "De extra velden zijn onvolledig of onleesbaar",
            "The extra fields are incomplete or unreadable",
        ),
    },
)
