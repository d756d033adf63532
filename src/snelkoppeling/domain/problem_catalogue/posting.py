"""Problems that keep an invoice from becoming a booking."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.posting_vat import POSTING_VAT
from snelkoppeling.domain.problem_catalogue.row import Row, Who

POSTING: Mapping[str, Row] = {
    **POSTING_VAT,
    "currency-not-euro": Row(
        "De factuur is in {value} en SnelStart boekt in euro. Stuur uit het CRM de bedragen in EUR, met de eigen "
        "valuta in `original_currency`; of de boekhouder voert de factuur zelf in.",
        "The invoice is in {value} and SnelStart books in euros. Send the amounts in EUR from the CRM, with the "
        "document's currency in `original_currency`; or the bookkeeper enters the invoice by hand.",
        Who.CRM,
        "{value}",
    ),
    "amount-too-large": Row(
        "De factuur noemt een bedrag van een biljard euro of meer (factuurbedrag {value}). Verbeter de bedragen in "
        "het CRM.",
        "The invoice states an amount of a thousand million million euros or more (total {value}). Correct the "
        "amounts in the CRM.",
        Who.CRM,
    ),
    "credit-note-negative": Row(
        "De creditnota heeft een negatief bedrag ({value}): letterlijk genomen zou zij een factuur zijn. Stuur de "
        "bedragen van een creditnota uit het CRM positief, of laat haar eenmalig letterlijk door.",
        "The credit note has a negative total ({value}): taken literally it would be an invoice. Send the amounts of "
        "a credit note as positive from the CRM, or let it through once, literally.",
        Who.CRM,
    ),
    "exemption-of-other-category": Row(
        "De btw-specificatie heeft categorie {category}, maar als reden staat er “{value}”, en die hoort bij een andere "
        "categorie: verlegd is AE, een levering binnen de EU K, uitvoer G, buiten de btw O. Verbeter de categorie in het "
        "CRM of vraag de leverancier om een andere factuur; klopt de categorie toch, dan laat de boekhouder haar door.",
        "The VAT breakdown has category {category}, but the reason says “{value}”, which belongs to another category: "
        "reverse charge is AE, a supply within the EU K, an export G, outside the scope of VAT O. Correct the category in "
        "the CRM or ask the supplier for another invoice; if the category is right after all, the bookkeeper lets it "
        "through.",
        Who.CRM,
        "{category} {value}",
    ),
    "untaxed-to-abroad": Row(
        "De klant zit in {country} en de factuur heeft geen btw (categorie {value}). Zo zou zij in vak 1e van de aangifte "
        "komen, en meestal hoort zij in 3a of 3b: goederen naar een bedrijf in de EU zijn categorie K, diensten AE, "
        "goederen die de EU verlaten G. Verbeter de categorie in het CRM. Geldt hier echt het Nederlandse nultarief of "
        "een vrijstelling, dan laat de boekhouder haar door; met een reden van vrijstelling (`exemption_code`) gaat een "
        "vrijgestelde factuur vanzelf mee.",
        "The customer is in {country} and the invoice has no VAT (category {value}). It would go to box 1e of the return, "
        "and as a rule it belongs in 3a or 3b: goods to a business in the EU are category K, services AE, goods that "
        "leave the EU G. Correct the category in the CRM. If the Dutch zero rate or an exemption really holds, the "
        "bookkeeper lets it through; with a reason of exemption (`exemption_code`) an exempt invoice follows by itself.",
        Who.CRM,
        "{value} {country}",
    ),
    "prepaid-held": Row(
        "De factuur noemt een vooruitbetaling van {value}, en de beheerder liet zulke facturen vasthouden. De "
        "boekhouder laat haar door (het hele bedrag wordt geboekt), of de beheerder zet `prepaid` op boeken.",
        "The invoice states a prepaid amount of {value}, and an administrator had such invoices held. The bookkeeper "
        "lets it through (the whole total is booked), or an administrator sets `prepaid` to book.",
        Who.BOOKKEEPER,
    ),
    "rounding-without-account": Row(
        "Het te betalen bedrag is afgerond met {value}, en daarvoor is geen grootboekrekening gekozen. De beheerder "
        "kiest die met de instelling `rounding_account`; daarna gaat de factuur vanzelf mee.",
        "The payable amount is rounded by {value}, and no ledger account is chosen for that. An administrator chooses "
        "it with the setting `rounding_account`; the invoice then follows by itself.",
        Who.ADMIN,
    ),
    "date-before-books": Row(
        "De factuurdatum {value} ligt meer dan vijf jaar voor het huidige boekjaar {year}; SnelStart neemt niets van "
        "voor {earliest} (BOE-0033). Controleer de datum in het CRM, of laat de factuur weg.",
        "The invoice date {value} is more than five years before the current book year {year}; SnelStart takes nothing "
        "from before {earliest} (BOE-0033). Check the date in the CRM, or leave the invoice out.",
        Who.CRM,
    ),
    "invoice-number-empty": Row(
        "De factuur heeft geen nummer, en SnelStart verlangt er een. Vul het in het CRM in.",
        "The invoice has no number, and SnelStart asks for one. Fill it in in the CRM.",
        Who.CRM,
    ),
    "invoice-number-too-long": Row(
        "Factuurnummer “{value}” heeft {length} tekens; SnelStart neemt er hoogstens 25. Gebruik in het CRM een korter "
        "nummer, of de beheerder zet `long_numbers` op inkorten.",
        "Invoice number “{value}” has {length} characters; SnelStart takes 25 at most. Use a shorter one in the CRM, or "
        "an administrator sets `long_numbers` to shorten.",
        Who.CRM,
    ),
    "voucher-too-long": Row(
        "Boekstuk “{value}” heeft {length} tekens; SnelStart neemt er hoogstens 25. Gebruik in het CRM een korter "
        "boekstuknummer.",
        "Voucher “{value}” has {length} characters; SnelStart takes 25 at most. Use a shorter one in the CRM.",
        Who.CRM,
    ),
    "account-needs-cost-centre": Row(
        "Grootboekrekening {value} ({name}) verlangt een kostenplaats en de regel heeft er geen. Geef de regel in het "
        "CRM een project, of de boekhouder zet de kostenplaats in SnelStart op niet verplicht.",
        "Ledger account {value} ({name}) requires a cost centre and the line has none. Give the line a project in the "
        "CRM, or the bookkeeper makes the cost centre optional in SnelStart.",
        Who.CRM,
        "{value}",
    ),
    "project-without-cost-centre": Row(
        "Project {value} heeft in SnelStart nog geen kostenplaats. Stuur het project vanuit het CRM; daarna gaat de "
        "factuur vanzelf mee.",
        "Project {value} has no cost centre in SnelStart yet. Send the project from the CRM; the invoice then follows "
        "by itself.",
        Who.CRM,
        "{value}",
    ),
    "account-wrong-purpose": Row(
        "Grootboekrekening {value} ({name}) is niet bedoeld voor {case_nl}; het bedrag zou in het verkeerde vak van de "
        "btw-aangifte komen. De beheerder kiest in de grootboekregels een andere rekening.",
        "Ledger account {value} ({name}) is not meant for {case_en}; the amount would end in the wrong box of the VAT "
        "return. An administrator chooses another account in the ledger rules.",
        Who.ADMIN,
        "{value} {case_en}",
    ),
    "account-refuses-kind": Row(
        "Grootboekrekening {value} ({name}) neemt de btw-soort van {case_nl} niet aan. De beheerder kiest in de "
        "grootboekregels een andere rekening, of de boekhouder past haar in SnelStart aan.",
        "Ledger account {value} ({name}) does not take the kind of VAT of {case_en}. An administrator chooses another "
        "account in the ledger rules, or the bookkeeper adapts it in SnelStart.",
        Who.ADMIN,
        "{value} {case_en}",
    ),
    "case-without-account": Row(
        "Voor {case_nl} is nog geen grootboekrekening gekozen; zo’n factuur blijft staan tot het zover is. Komt dit "
        "geval voor, dan kiest de beheerder een rekening.",
        "No ledger account is chosen for {case_en} yet; such an invoice waits until one is. If this case occurs, an "
        "administrator chooses an account.",
        Who.ADMIN,
        "{value}",
    ),
    "doubt-waved-through": Row(
        "Geboekt hoewel er twijfel was ({doubt}): iemand liet dat voor deze factuur toe. De boeking is in SnelStart "
        "gemarkeerd.",
        "Booked although there was a doubt ({doubt}): somebody allowed that for this invoice. The booking is marked in "
        "SnelStart.",
        Who.NOBODY,
        "{doubt}",
    ),
    "number-changed": Row(
        "Factuurnummer “{value}” staat in SnelStart als “{booked}”, zoals de beheerder het heeft ingesteld.",
        "Invoice number “{value}” stands in SnelStart as “{booked}”, as an administrator set it.",
        Who.NOBODY,
    ),
    "text-shortened": Row(
        "De omschrijving “{value}” is ingekort: in SnelStart passen {limit} tekens.",
        "The description “{value}” was shortened: SnelStart holds {limit} characters.",
        Who.NOBODY,
    ),
    "prepaid-booked-whole": Row(
        "Van de factuur is {value} vooruitbetaald; het hele bedrag is geboekt, en de betaling hoort daar in SnelStart "
        "nog bij.",
        "Of the invoice {value} was prepaid; the whole total is booked, and the payment has yet to be matched in "
        "SnelStart.",
        Who.NOBODY,
    ),
    "lines-differ-from-total": Row(
        "De regels tellen op tot {expected}, maar het totaal zonder btw is {value} (verschil {difference}). "
        "Verbeter de factuur in het CRM; zij wordt niet aangepast om te kloppen.",
        "The lines add up to {expected}, but the total without VAT says {value} (difference {difference}). "
        "Correct the invoice in the CRM; it is not adjusted to fit.",
        Who.CRM,
    ),
    "vat-differs-from-total": Row(
        "De btw-bedragen tellen op tot {expected}, maar het btw-totaal is {value} (verschil {difference}). "
        "Verbeter de factuur in het CRM.",
        "The VAT amounts add up to {expected}, but the VAT total says {value} (difference {difference}). "
        "Correct the invoice in the CRM.",
        Who.CRM,
    ),
    "total-does-not-add-up": Row(
        "Bedrag zonder btw plus btw is {expected}, maar het factuurbedrag is {value} (verschil {difference}). "
        "Verbeter de factuur in het CRM.",
        "Amount without VAT plus VAT is {expected}, but the invoice total says {value} (difference {difference}). "
        "Correct the invoice in the CRM.",
        Who.CRM,
    ),
    "vat-base-differs": Row(
        "Over btw-categorie {category} {rate}% zegt de btw-specificatie {value}, maar de regels tellen op tot "
        "{expected}. Verbeter de factuur in het CRM.",
        "For VAT category {category} {rate}% the breakdown says {value}, but the lines add up to {expected}. "
        "Correct the invoice in the CRM.",
        Who.CRM,
    ),
    "vat-amount-implausible": Row(
        "De btw van {value} past niet bij {rate}% over {base}: dat is {expected}. Een cent per regel mag afwijken, "
        "dit is meer. Verbeter de factuur in het CRM.",
        "The VAT of {value} does not fit {rate}% of {base}, which is {expected}. A cent a line may differ, "
        "this is more. Correct the invoice in the CRM.",
        Who.CRM,
    ),
    "nothing-to-book": Row(
        "Alle regels zijn nul; er valt niets te boeken. Verbeter de factuur in het CRM of laat haar weg.",
        "All lines are zero; there is nothing to book. Correct the invoice in the CRM or leave it out.",
        Who.CRM,
    ),
    "no-account-for-case": Row(
        "Er is geen grootboekrekening gekozen voor {case_nl}{group_nl}. De beheerder stelt een regel of "
        "een standaardrekening in; daarna gaat de factuur vanzelf mee.",
        "No ledger account is chosen for {case_en}{group_en}. An administrator sets a rule or a "
        "default; the invoice then follows by itself.",
        Who.ADMIN,
        "{case_en} {value}",
    ),
    "account-not-found": Row(
        "Grootboekrekening {value} bestaat niet in deze administratie. De beheerder kiest een andere rekening in de "
        "grootboekregels of het CRM, of de boekhouder maakt haar aan in SnelStart.",
        "Ledger account {value} does not exist in this administration. An administrator chooses another in the "
        "ledger rules or the CRM, or the bookkeeper creates it in SnelStart.",
        Who.ADMIN,
        "{value}",
    ),
    "account-inactive": Row(
        "Grootboekrekening {value} ({name}) staat in SnelStart op non-actief. De boekhouder maakt haar actief, of de beheerder kiest een andere in de grootboekregels.",
        "Ledger account {value} ({name}) is inactive in SnelStart. The bookkeeper activates it, or an administrator chooses another in the ledger rules.",
        Who.BOOKKEEPER,
        "{value}",
    ),
    "account-refuses-vat": Row(
        "Grootboekrekening {account} staat {value}% btw niet toe. De beheerder kiest in de grootboekregels een rekening die bij het tarief past.",
        "Ledger account {account} does not allow {value}% VAT. An administrator chooses an account that fits the rate in the ledger rules.",
        Who.ADMIN,
        "{account} {value}",
    ),
}
