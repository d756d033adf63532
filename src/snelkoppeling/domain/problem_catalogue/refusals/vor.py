"""Refusals of sales orders, which are not sent."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, never_sent

VOR: Mapping[str, Refusal] = never_sent(
    "verkooporders",
    "sales orders",
    {
        "VOR-0001": (
            "De verkooporder bestaat niet in SnelStart",
            "The sales order does not exist in SnelStart",
        ),
        "VOR-0002": (
            "De relatie van de verkooporder is geen klant",
            "The relation of the sales order is no customer",
        ),
        "VOR-0003": (
            "De relatie die de factuur van de verkooporder krijgt, is geen klant",
            "The relation that gets the sales order's invoice is no customer",
        ),
        "VOR-0004": (
            "De incassomachtiging van de verkooporder is niet van deze klant",
            "The direct debit mandate of the sales order is not of this customer",
        ),
        "VOR-0005": ("Een nieuwe verkooporder had al een nummer", "A new sales order had a number already"),
        "VOR-0006": ("De straat van de verkooporder is te lang", "The street of the sales order is too long"),
        "VOR-0007": (
            "De postcode van de verkooporder is te lang",
            "The postal code of the sales order is too long",
        ),
        "VOR-0008": ("De plaats van de verkooporder is te lang", "The city of the sales order is too long"),
        "VOR-0009": (
            "De contactpersoon van de verkooporder is te lang",
            "The contact person of the sales order is too long",
        ),
        "VOR-0010": (
            "Het land van de verkooporder is onbekend",
            "The country of the sales order is not known",
        ),
        "VOR-0011": (
            "De referentie van de verkooporder is te lang",
            "The reference of the sales order is too long",
        ),
        "VOR-0013": (
            "De incassomachtiging van de verkooporder is niet gevonden",
            "The direct debit mandate of the sales order was not found",
        ),
        "VOR-0014": (
            "Bij de verkooporder horen nog inkooporders",
            "Purchase orders still belong to the sales order",
        ),
        "VOR-0015": (
            "De verkooporder is geen offerte en ligt vast",
            "The sales order is no quotation and is fixed",
        ),
        **{
            code: (
                f"Een extra ingaveveld van de verkooporder {nl}",
                f"An extra input field of the sales order {en}",
            )
            for code, nl, en in (
                ("VOR-0016", "bevat geen geldige datum", "holds no valid date"),
                ("VOR-0017", "noemt een onbekend artikel", "names an unknown article"),
                ("VOR-0018", "bevat geen geldig artikel", "holds no valid article"),
                ("VOR-0019", "noemt een onbekende omzetgroep", "names an unknown revenue group"),
                ("VOR-0020", "bevat geen geldige omzetgroep", "holds no valid revenue group"),
                ("VOR-0021", "bevat geen geldig bedrag", "holds no valid amount"),
                ("VOR-0022", "bevat geen geldig bedrag", "holds no valid amount"),
                ("VOR-0023", "bevat geen geldig bedrag", "holds no valid amount"),
                ("VOR-0024", "noemt een onbekende factuur", "names an unknown invoice"),
                ("VOR-0025", "bevat geen geldige factuur", "holds no valid invoice"),
                ("VOR-0026", "noemt een onbekende grootboekrekening", "names an unknown ledger account"),
                ("VOR-0027", "bevat geen geldige grootboekrekening", "holds no valid ledger account"),
                ("VOR-0028", "noemt een onbekende klant", "names an unknown customer"),
                ("VOR-0029", "bevat geen geldige klant", "holds no valid customer"),
                ("VOR-0030", "noemt een onbekende leverancier", "names an unknown supplier"),
                ("VOR-0031", "bevat geen geldige leverancier", "holds no valid supplier"),
                ("VOR-0032", "noemt een onbekend land", "names an unknown country"),
                ("VOR-0033", "bevat geen geldig land", "holds no valid country"),
                ("VOR-0034", "bevat geen geheel getal", "holds no whole number"),
                ("VOR-0035", "bevat een te lange tekst", "holds a text that is too long"),
                ("VOR-0036", "heeft een nummer dat niet bestaat", "has a number that does not exist"),
            )
        },
    },
)
