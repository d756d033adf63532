"""Translates ledger accounts and VAT rates: Grootboek and BtwTarief."""

import re
from collections.abc import Iterable
from datetime import date

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.ledger import AccountPurpose, Chart, LedgerAccount
from snelkoppeling.domain.vat import VatKind, VatRate, VatTable
from snelstart_client.resources.btwtarieven import BtwSoort, BtwTarief
from snelstart_client.resources.grootboeken import Grootboek

VAT_KINDS = {
    BtwSoort.GEEN: VatKind.NONE,
    BtwSoort.LAAG: VatKind.LOW,
    BtwSoort.HOOG: VatKind.HIGH,
    BtwSoort.OVERIG: VatKind.OTHER,
}
BTW_SOORTEN = {kind: soort for soort, kind in VAT_KINDS.items()}
PURPOSES = {
    "VerkopenOmzetLaag": AccountPurpose.SALES_LOW,
    "VerkopenOmzetHoog": AccountPurpose.SALES_HIGH,
    "VerkopenOmzetOverig": AccountPurpose.SALES_OTHER,
    "VerkopenOmzetOnbelastVerlegd": AccountPurpose.SALES_UNTAXED,
    "VerkopenBtwVrij": AccountPurpose.SALES_UNTAXED,
    "VerkopenExportBinnenEU": AccountPurpose.SALES_EU_GOODS,
    "DienstverleningBinnenEU": AccountPurpose.SALES_EU_SERVICES,
    "VerkopenExportBuitenEU": AccountPurpose.SALES_EXPORT,
    "InstallatieTeleverkoopBinnenEUgeen": AccountPurpose.SALES_OSS,
    "InkopenKostenAlleBtwTarieven": AccountPurpose.PURCHASE_ANY,
    "InkopenKostenLaag": AccountPurpose.PURCHASE_LOW,
    "InkopenKostenHoog": AccountPurpose.PURCHASE_HIGH,
    "InkopenKostenOverig": AccountPurpose.PURCHASE_OTHER,
    "InkopenVraagPosten": AccountPurpose.PURCHASE_UNKNOWN,
    "InkopenImportBinnenEUlaag": AccountPurpose.EU_ACQUISITION_LOW,
    "InkopenImportBinnenEUhoog": AccountPurpose.EU_ACQUISITION_HIGH,
    "InkopenImportBinnenEUoverig": AccountPurpose.EU_ACQUISITION_OTHER,
    "InkopenImportBuitenEUlaag": AccountPurpose.IMPORT_LOW,
    "InkopenImportBuitenEUhoog": AccountPurpose.IMPORT_HIGH,
    "InkopenImportBuitenEUoverig": AccountPurpose.IMPORT_OTHER,
}
"""The functions of the accounts of an invoice (SnelStart API, section 7.3)."""


def to_chart(grootboeken: Iterable[Grootboek]) -> Chart:
    """Read the ledger accounts; one without a number cannot be chosen and is left out."""
    return Chart(
        accounts={
            grootboek.nummer: to_account(grootboek, grootboek.nummer)
            for grootboek in grootboeken
            if grootboek.nummer is not None
        }
    )


def to_account(grootboek: Grootboek, nummer: int) -> LedgerAccount:
    """Read one ledger account."""
    return LedgerAccount(
        books_id=BooksId(grootboek.id),
        number=nummer,
        description=grootboek.omschrijving,
        purpose=PURPOSES.get(grootboek.grootboekfunctie or "", AccountPurpose.ELSE),
        vat_kinds=frozenset(kind for soort, kind in VAT_KINDS.items() if soort in grootboek.btw_soort),
        is_active=not grootboek.nonactief,
        requires_cost_centre=bool(grootboek.kostenplaats_verplicht),
        vat_rate_code=grootboek.vat_rate_code or "",
        rgs_code=_rgs_code(grootboek),
    )


def _rgs_code(grootboek: Grootboek) -> str:
    """Give the code in the newest edition of the reference classification."""
    coded = [code for code in grootboek.rgs_code if code.rgs_code]
    newest = max(coded, key=lambda code: _edition(code.versie or ""), default=None)
    return newest.rgs_code or "" if newest else ""


def _edition(versie: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", versie))


def to_vat_table(tarieven: Iterable[BtwTarief]) -> VatTable:
    """Read the VAT rates, past and present; a row that is incomplete or of an unknown kind is left out."""
    return VatTable(
        rates=tuple(
            VatRate(
                kind=VAT_KINDS[BtwSoort(tarief.btw_soort)],
                percentage=tarief.btw_percentage,
                valid_from=tarief.datum_vanaf or date.min,
                valid_until=tarief.datum_tot_en_met or date.max,
            )
            for tarief in tarieven
            if tarief.btw_soort in set(BtwSoort) and tarief.btw_percentage is not None
        )
    )
