"""Refusals of what is booked in SnelStart but never by us: cash, bank, memorial, direct debit, UBL, accounts."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, never_sent, our_mistake

BOE_UNSENT: Mapping[str, Refusal] = {
    **never_sent(
        "kas- of bankboekingen",
        "cash or bank bookings",
        {
            "BOE-0024": ("Het kasdagboek staat op non-actief", "The cash journal is inactive"),
            "BOE-0025": ("Het kasdagboek is niet gevonden", "The cash journal was not found"),
            "BOE-0027": (
                "Een boeking was ontvangst en uitgave tegelijk",
                "A booking was receipt and payment at once",
            ),
            "BOE-0077": ("Het dagboek van een boeking ligt vast", "The journal of a booking is fixed"),
        },
    ),
    **never_sent(
        "memoriaalboekingen",
        "memorial bookings",
        {
            "BOE-0076": ("Een regel was debet en credit tegelijk", "A line was debit and credit at once"),
            "BOE-0091": ("Een regel was debet en credit tegelijk", "A line was debit and credit at once"),
            "BOE-0094": (
                "Een journaalpost had minder dan twee regels",
                "A journal entry had fewer than two lines",
            ),
            "BOE-0095": ("Het memoriaaldagboek is niet gevonden", "The memorial journal was not found"),
        },
    ),
    **never_sent(
        "incassomachtigingen",
        "direct debit mandates",
        {
            "BOE-0055": ("Bij deze klant mag niet worden geïncasseerd", "This customer may not be debited"),
            "BOE-0056": (
                "De omschrijving van een machtiging is te lang",
                "The description of a mandate is too long",
            ),
            "BOE-0057": (
                "Het kenmerk van een machtiging is te lang",
                "The reference of a mandate is too long",
            ),
            "BOE-0063": (
                "Er is al een machtiging met dit kenmerk",
                "There is a mandate with this reference already",
            ),
            "BOE-0064": (
                "Een boeking had een doorlopende en een eenmalige machtiging",
                "A booking had a continuous and a one-off mandate",
            ),
            "BOE-0066": ("De machtiging is van een andere klant", "The mandate is of another customer"),
            "BOE-0067": ("De doorlopende machtiging is eenmalig", "The continuous mandate is a one-off one"),
            "BOE-0079": ("De machtiging is ingetrokken", "The mandate was withdrawn"),
        },
    ),
    **never_sent(
        "UBL-bestanden naar SnelStart (het leest e-facturen zelf)",
        "UBL files to SnelStart (it reads e-invoices itself)",
        {
            "BOE-0029": ("Het UBL-bestand is niet leesbaar", "The UBL file cannot be read"),
            "BOE-0031": ("Het UBL-bestand is leeg", "The UBL file is empty"),
            "BOE-0032": (
                "Het UBL-bestand volgt het UBL-schema niet",
                "The UBL file does not follow the UBL schema",
            ),
            "BOE-0043": (
                "De versie van het UBL-bestand is onbekend",
                "The version of the UBL file is not known",
            ),
            "BOE-0044": ("Het UBL-bestand is niet volledig", "The UBL file is not complete"),
            "BOE-0045": (
                "SnelStart kon het UBL-bestand niet verwerken",
                "SnelStart could not process the UBL file",
            ),
            "BOE-0092": (
                "Het UBL-bestand volgt het schema van SimplerInvoicing niet",
                "The UBL file does not follow the schema of SimplerInvoicing",
            ),
        },
    ),
    **never_sent(
        "nieuwe grootboekrekeningen",
        "new ledger accounts",
        {
            "BOE-0084": ("De omschrijving ontbreekt", "The description is missing"),
            "BOE-0085": (
                "De functie van een rekening is niet geldig",
                "The function of an account is not valid",
            ),
            "BOE-0086": (
                "Er is al een rekening met dit nummer",
                "There is an account with this number already",
            ),
            "BOE-0087": (
                "De functie van een rekening mag maar één keer voorkomen",
                "The function of an account may occur only once",
            ),
            "BOE-0088": (
                "De omschrijving van een rekening is te lang",
                "The description of an account is too long",
            ),
            "BOE-0090": (
                "SnelStart kent de functie van een rekening niet",
                "SnelStart does not know an account's function",
            ),
        },
    ),
    "BOE-0078": our_mistake(
        "Een wijziging gaf een boeking een ander id.",
        "A change gave a booking another id.",
    ),
}
