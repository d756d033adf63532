"""Refusals of articles, which are not sent."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, never_sent

ART: Mapping[str, Refusal] = never_sent(
    "artikelen",
    "articles",
    {
        "ART-0001": ("Het artikel bestaat niet in SnelStart", "The article does not exist in SnelStart"),
        "ART-0002": ("Het artikel heeft geen code", "The article has no code"),
        "ART-0003": ("De artikelcode is geen getal", "The article's code is no number"),
        "ART-0004": ("De artikelcode is te lang", "The article's code is too long"),
        "ART-0005": (
            "De artikelcode is al van een ander artikel",
            "The article's code is of another article already",
        ),
        "ART-0006": ("Het artikel heeft geen omschrijving", "The article has no description"),
        "ART-0007": ("De omschrijving van het artikel is te lang", "The article's description is too long"),
        "ART-0008": ("Het artikel heeft geen omzetgroep", "The article has no revenue group"),
        "ART-0009": (
            "De omzetgroep van het artikel bestaat niet",
            "The article's revenue group does not exist",
        ),
        "ART-0010": ("Van het artikel is nog voorraad", "The article is still in stock"),
        "ART-0011": (
            "Het artikel staat op een open order of factuur",
            "The article is on an open order or invoice",
        ),
        "ART-0012": ("Het artikel is deel van een recept", "The article is part of a recipe"),
        "ART-0013": (
            "Het artikel hoort bij een koppeling met een groothandel",
            "The article belongs to a wholesaler's link",
        ),
        "ART-0014": (
            "De klant bij het artikel is niet gevonden",
            "The customer of the article was not found",
        ),
        "ART-0015": ("Het artikel levert de tekst op facturen", "The article supplies the text of invoices"),
        "ART-0016": (
            "De leverancier van het artikel is niet gevonden",
            "The article's supplier was not found",
        ),
        "ART-0017": (
            "De relatie van het artikel is geen leverancier",
            "The relation of the article is no supplier",
        ),
        "ART-0018": (
            "De relatie van het artikel staat op non-actief",
            "The relation of the article is inactive",
        ),
    },
)
