"""What the functions of ledger accounts mean for a booking (SnelStart API, sections 6.3 and 7)."""

from collections.abc import Iterable
from decimal import Decimal

from snelstart_simulator.models.record import WallTime
from snelstart_simulator.models.reference_data import BtwTarief, RegelBtwSoort
from snelstart_simulator.switches import Switches

ALL_KINDS: tuple[RegelBtwSoort, ...] = ("Geen", "Laag", "Hoog", "Overig")

FUNCTIE_NUMMERS: dict[str, int] = {
    "Diversen": 0,
    "DagboekKas": 1,
    "DagboekBank": 2,
    "DagboekGiro": 3,
    "DagboekVerkoop": 4,
    "DagboekInkoop": 5,
    "DagboekMemoriaal": 7,
    "DagboekBalans": 8,
    "VerkopenOmzetOnbelastVerlegd": 10,
    "VerkopenOmzetLaag": 11,
    "VerkopenOmzetHoog": 12,
    "VerkopenOmzetOverig": 13,
    "VerkopenBtwVrij": 15,
    "BtwAfteDragenLaag": 21,
    "BtwAfTeDragenHoog": 22,
    "BtwAfTeDragenOverig": 23,
    "BtwAfTeDragenVerlegdVerkopen": 24,
    "BtwTeVorderenVerlegd": 25,
    "BtwAfteDragenLaagGlobalisatie": 26,
    "BtwAfTeDragenHoogGlobalisatie": 27,
    "BtwAfTeDragenOverigGlobalisatie": 28,
    "InkopenKostenAlleBtwTarieven": 30,
    "InkopenKostenLaag": 31,
    "InkopenKostenHoog": 32,
    "InkopenKostenOverig": 33,
    "InkopenVraagPosten": 34,
    "BtwTeVorderenLaag": 41,
    "BtwTeVorderenHoog": 42,
    "BtwTeVorderenOverig": 43,
    "BtwAfTeDragenVerlegdInkopen": 44,
    "BtwTeVorderenVerlegdInkopen": 45,
    "InkopenImportBinnenEUlaag": 61,
    "InkopenImportBinnenEUhoog": 62,
    "InkopenImportBinnenEUoverig": 63,
    "InkopenImportBuitenEUlaag": 71,
    "InkopenImportBuitenEUhoog": 72,
    "InkopenImportBuitenEUoverig": 73,
    "VerkopenExportBinnenEU": 80,
    "VerkopenExportBuitenEU": 81,
    "OninbareVorderingen": 82,
    "HerrekeningCorrecties": 83,
    "InstallatieTeleverkoopBinnenEUgeen": 84,
    "BpmVerkopen": 85,
    "BpmInkopen": 86,
    "BpmVoorraad": 87,
    "DienstverleningBinnenEU": 88,
    "VerkoopGlobalisatieLaag": 91,
    "VerkoopGlobalisatieHoog": 92,
    "VerkoopGlobalisatieOverig": 93,
    "InkoopGlobalisatieLaag": 94,
    "InkoopGlobalisatieHoog": 95,
    "InkoopGlobalisatieOverig": 96,
    "BtwGlobalisatie": 97,
    "KredietbeperkingVerkopen": 100,
    "KredietbeperkingInkopen": 101,
    "Betalingskorting": 102,
    "TussenrekeningBetalingen": 110,
    "OnbekendeBetalingen": 111,
    "Kruisposten": 112,
    "ContanteBetaling": 120,
    "ElectronischeBetaling": 121,
    "Winstboeking": 130,
}

_KINDS_OF: dict[str, tuple[RegelBtwSoort, ...]] = {
    "VerkopenOmzetLaag": ("Laag",),
    "VerkopenOmzetHoog": ("Hoog",),
    "VerkopenOmzetOverig": ("Overig",),
    "InkopenKostenAlleBtwTarieven": ALL_KINDS,
    "InkopenKostenLaag": ("Laag",),
    "InkopenKostenHoog": ("Hoog",),
    "InkopenKostenOverig": ("Overig",),
    "InkopenVraagPosten": ALL_KINDS,
    "VerkoopGlobalisatieLaag": ("Laag",),
    "VerkoopGlobalisatieHoog": ("Hoog",),
    "VerkoopGlobalisatieOverig": ("Overig",),
    "InkoopGlobalisatieLaag": ("Laag",),
    "InkoopGlobalisatieHoog": ("Hoog",),
    "InkoopGlobalisatieOverig": ("Overig",),
}
MUST_NAME_KIND = frozenset({"InkopenKostenAlleBtwTarieven", "InkopenVraagPosten"})
ONLY_ONCE = frozenset(
    {
        "BtwAfteDragenLaag",
        "BtwAfTeDragenHoog",
        "BtwAfTeDragenOverig",
        "BtwAfTeDragenVerlegdVerkopen",
        "BtwTeVorderenVerlegd",
        "BtwTeVorderenLaag",
        "BtwTeVorderenHoog",
        "BtwTeVorderenOverig",
        "BtwAfTeDragenVerlegdInkopen",
        "BtwTeVorderenVerlegdInkopen",
        "Winstboeking",
    }
)
"""Functions that one account of an administration can have (BOE-0087)."""

EU_GOODS = "VerkopenExportBinnenEU"
FOR_EU_CUSTOMERS = frozenset({EU_GOODS, "DienstverleningBinnenEU"})
FOR_OSS = "InstallatieTeleverkoopBinnenEUgeen"
REVERSE_CHARGE_REVENUE = "VerkopenOmzetOnbelastVerlegd"
DEBTORS = "DagboekVerkoop"
CREDITORS = "DagboekInkoop"
BANK = "DagboekBank"
CASH = "DagboekKas"
VAT_ACCOUNT_OF: dict[str, str] = {
    "VerkopenLaag": "BtwAfteDragenLaag",
    "VerkopenHoog": "BtwAfTeDragenHoog",
    "VerkopenOverig": "BtwAfTeDragenOverig",
    "VerkopenVerlegd": "BtwAfTeDragenVerlegdVerkopen",
    "InkopenLaag": "BtwTeVorderenLaag",
    "InkopenHoog": "BtwTeVorderenHoog",
    "InkopenOverig": "BtwTeVorderenOverig",
    "InkopenVerlegd": "BtwTeVorderenVerlegdInkopen",
}
"""Which account the VAT of a kind is booked on."""

SHIFTED_VAT_DUE = "BtwAfTeDragenVerlegdInkopen"
SHIFTED_VAT_CLAIMED = "BtwTeVorderenVerlegdInkopen"
SHIFTED = frozenset({"VerkopenVerlegd", "InkopenVerlegd"})
"""VAT that is no part of what is paid: the buyer owes it and reclaims it."""

ACQUISITIONS: dict[str, RegelBtwSoort] = {
    "InkopenImportBinnenEUlaag": "Laag",
    "InkopenImportBinnenEUhoog": "Hoog",
    "InkopenImportBinnenEUoverig": "Overig",
    "InkopenImportBuitenEUlaag": "Laag",
    "InkopenImportBuitenEUhoog": "Hoog",
    "InkopenImportBuitenEUoverig": "Overig",
}
"""Accounts for purchases from abroad, with the rate of the VAT that SnelStart itself books on both sides."""

OF_ONE_RATE = frozenset({"InkopenKostenLaag", "InkopenKostenHoog", "InkopenKostenOverig"})


def kinds_of(functie: str, switches: Switches) -> tuple[RegelBtwSoort, ...]:
    """Tell which VAT kinds a line on an account with this function may carry."""
    if functie in ACQUISITIONS and switches.acquisition_line == "by_account":
        return (ACQUISITIONS[functie],)
    return _KINDS_OF.get(functie, ("Geen",))


def rate_on(tarieven: Iterable[BtwTarief], soort: str, on: WallTime) -> Decimal | None:
    """Find the percentage of a kind on a day; the last day of a rate is included."""
    for tarief in tarieven:
        if (
            tarief.btw_soort == soort
            and tarief.datum_vanaf.date() <= on.date() <= tarief.datum_tot_en_met.date()
        ):
            return tarief.btw_percentage
    return None


def is_purchase(functie: str) -> bool:
    """Tell whether an account is for purchases, so that VAT on it is reclaimed."""
    return functie.startswith(("Inkopen", "Inkoop", "BpmInkopen"))


def may_carry_lines(functie: str) -> bool:
    """Tell whether a line of a booking may stand on an account; journals and VAT book themselves."""
    return not functie.startswith(("Dagboek", "BtwAf", "BtwTe"))
