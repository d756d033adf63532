"""Refusals of bookings; what they mean is told in SnelStart API, sections 4.2, 6.4 to 6.6 and 7."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.boe_unsent import BOE_UNSENT
from snelkoppeling.domain.problem_catalogue.refusals.refusal import (
    SAME_ANSWER,
    Refusal,
    our_mistake,
    too_long,
)
from snelkoppeling.domain.problem_catalogue.row import Who

_ACCOUNT = "lines[].account_number"
_PROJECT = "lines[].project"
_SUPPLIER_GONE = Refusal(
    "De leverancier van deze factuur staat niet (meer) actief in SnelStart. De boekhouder maakt hem daar weer actief en probeert opnieuw.",
    "The supplier of this invoice is not (or no longer) active in SnelStart. The bookkeeper activates it there and retries.",
    Who.BOOKKEEPER,
    "relation",
)
_ACCOUNT_UNKNOWN = Refusal(
    "Een grootboekrekening van deze factuur bestaat niet (meer) in SnelStart. De beheerder kiest in de grootboekregels een andere, of de boekhouder maakt haar weer aan; probeer daarna opnieuw.",
    "A ledger account of this invoice does not exist (any more) in SnelStart. An administrator chooses another in the ledger rules, or the bookkeeper creates it again; then retry.",
    Who.ADMIN,
    _ACCOUNT,
    SAME_ANSWER,
)

_PARTIES: Mapping[str, Refusal] = {
    "BOE-0002": _SUPPLIER_GONE,
    "BOE-0003": Refusal(
        "De relatie van deze inkoopfactuur is in SnelStart geen leverancier. Geef haar in het CRM ook de rol van leverancier; daarna gaat de factuur vanzelf mee.",
        "The relation of this purchase invoice is no supplier in SnelStart. Give it the role of supplier in the CRM too; the invoice then follows by itself.",
        Who.CRM,
        "relation",
    ),
    "BOE-0038": _SUPPLIER_GONE,
    "BOE-0052": Refusal(
        "De klant betaalt met automatische incasso, maar heeft in SnelStart geen IBAN. Vul bij de klant in het CRM het IBAN in, of laat de boekhouder de incasso in SnelStart uitzetten.",
        "The customer pays by direct debit but has no IBAN in SnelStart. Fill in the customer's IBAN in the CRM, or let the bookkeeper switch direct debit off in SnelStart.",
        Who.CRM,
        "relation",
    ),
    "BOE-0054": Refusal(
        "De relatie van deze factuur staat in SnelStart op non-actief. De boekhouder maakt haar daar weer actief en probeert opnieuw.",
        "The relation of this invoice is inactive in SnelStart. The bookkeeper activates it there and retries.",
        Who.BOOKKEEPER,
        "relation",
    ),
    "BOE-0060": Refusal(
        "De relatie van deze verkoopfactuur is in SnelStart geen klant. Geef haar in het CRM ook de rol van klant; daarna gaat de factuur vanzelf mee.",
        "The relation of this sales invoice is no customer in SnelStart. Give it the role of customer in the CRM too; the invoice then follows by itself.",
        Who.CRM,
        "relation",
    ),
    "BOE-0080": Refusal(
        "Voor deze klant mag niet op een omzetrekening voor de EU worden geboekt: een geldig btw-nummer uit een ander EU-land ontbreekt. Vul bij de klant in het CRM het btw-nummer in, of verbeter de btw van de factuur.",
        "For this customer no EU revenue account may be used: a valid VAT number of another EU country is missing. Fill in the customer's VAT number in the CRM, or correct the invoice's VAT.",
        Who.CRM,
        "relation",
    ),
}

_ACCOUNTS: Mapping[str, Refusal] = {
    "BOE-0008": Refusal(
        "Een grootboekrekening van deze factuur staat in SnelStart op non-actief. De boekhouder maakt haar daar weer actief, of de beheerder kiest in de grootboekregels een andere; probeer daarna opnieuw.",
        "A ledger account of this invoice is inactive in SnelStart. The bookkeeper activates it there, or an administrator chooses another in the ledger rules; then retry.",
        Who.BOOKKEEPER,
        _ACCOUNT,
        SAME_ANSWER,
    ),
    "BOE-0037": _ACCOUNT_UNKNOWN,
    "BOE-0061": Refusal(
        "Op een grootboekrekening van deze factuur staat SnelStart dit soort boeking niet toe. De beheerder kiest in de grootboekregels een omzet- of kostenrekening en probeert opnieuw.",
        "SnelStart does not allow this kind of booking on a ledger account of this invoice. An administrator chooses a revenue or cost account in the ledger rules and retries.",
        Who.ADMIN,
        _ACCOUNT,
        SAME_ANSWER,
    ),
    "BOE-0075": Refusal(
        "Een regel van deze factuur staat op een rekening van een memoriaal- of balansdagboek. De beheerder kiest in de grootboekregels een omzet- of kostenrekening en probeert opnieuw.",
        "A line of this invoice is on an account of a memorial or balance journal. An administrator chooses a revenue or cost account in the ledger rules and retries.",
        Who.ADMIN,
        _ACCOUNT,
        SAME_ANSWER,
    ),
    "BOE-0081": Refusal(
        "In het rekeningschema ontbreekt een rekening die SnelStart zelf nodig heeft, bijvoorbeeld voor af te dragen btw. De boekhouder maakt in SnelStart een grootboekrekening met de genoemde functie en probeert opnieuw.",
        "The chart lacks an account that SnelStart itself needs, for instance for VAT to be paid. The bookkeeper creates a ledger account with the function named in SnelStart and retries.",
        Who.BOOKKEEPER,
        "",
        SAME_ANSWER,
    ),
    "BOE-0089": _ACCOUNT_UNKNOWN,
    "BOE-0009": Refusal(
        "Het inkoopdagboek staat in SnelStart op non-actief. De boekhouder maakt het daar weer actief en probeert opnieuw.",
        "The purchase journal is inactive in SnelStart. The bookkeeper activates it there and retries.",
        Who.BOOKKEEPER,
        "",
    ),
    "BOE-0010": Refusal(
        "De administratie heeft geen inkoopdagboek. De boekhouder maakt er in SnelStart een aan en probeert opnieuw.",
        "The administration has no purchase journal. The bookkeeper creates one in SnelStart and retries.",
        Who.BOOKKEEPER,
        "",
    ),
    "BOE-0096": Refusal(
        "SnelStart vindt het dagboek niet waarin deze factuur hoort. De boekhouder zorgt dat er een actief verkoop- en inkoopdagboek is en probeert opnieuw.",
        "SnelStart does not find the journal that this invoice belongs in. The bookkeeper makes sure that there are an active sales and purchase journal and retries.",
        Who.BOOKKEEPER,
        "",
    ),
}

_COST_CENTRES: Mapping[str, Refusal] = {
    "BOE-0019": Refusal(
        "De kostenplaats van een regel staat niet meer in SnelStart. De boekhouder maakt haar daar opnieuw met het nummer van het project, of kies in het CRM een ander project; probeer daarna opnieuw.",
        "The cost centre of a line is no longer in SnelStart. The bookkeeper makes it there again with the project's number, or choose another project in the CRM; then retry.",
        Who.BOOKKEEPER,
        _PROJECT,
        SAME_ANSWER,
    ),
    "BOE-0022": Refusal(
        "De grootboekrekening van een regel verlangt een kostenplaats, en de regel heeft geen project. Zet in het CRM een project op de regel, of laat de boekhouder de kostenplaats op die rekening niet verplicht maken.",
        "The ledger account of a line requires a cost centre, and the line has no project. Put a project on the line in the CRM, or let the bookkeeper make the cost centre optional on that account.",
        Who.CRM,
        _PROJECT,
        SAME_ANSWER,
    ),
    "BOE-0026": Refusal(
        "De kostenplaats van een regel staat in SnelStart op non-actief. De boekhouder maakt haar daar weer actief, of kies in het CRM een ander project; probeer daarna opnieuw.",
        "The cost centre of a line is inactive in SnelStart. The bookkeeper activates it there, or choose another project in the CRM; then retry.",
        Who.BOOKKEEPER,
        _PROJECT,
        SAME_ANSWER,
    ),
    "BOE-0093": Refusal(
        "Een regel heeft een project, maar haar grootboekrekening staat voor kostenplaatsen op “Nee”. De boekhouder zet dat bij die rekening in SnelStart 12 op “Optioneel” en probeert opnieuw.",
        "A line has a project, but its ledger account says “Nee” to cost centres. The bookkeeper sets it to “Optioneel” for that account in SnelStart 12 and retries.",
        Who.BOOKKEEPER,
        _PROJECT,
        SAME_ANSWER,
    ),
}

_FIGURES: Mapping[str, Refusal] = {
    "BOE-0023": Refusal(
        "De factuur heeft geen enkele regel om te boeken. Vul de factuur in het CRM aan, of laat haar weg.",
        "The invoice has no line to book. Complete the invoice in the CRM, or leave it out.",
        Who.CRM,
        "lines",
    ),
    "BOE-0028": our_mistake(
        "Er ging een regel van nul euro mee, en die boekt SnelStart niet.",
        "A line of zero euros went along, and SnelStart does not book those.",
        "lines[].net_amount",
    ),
    "BOE-0036": Refusal(
        "De munteenheid is niet geldig; SnelStart boekt in euro. Stuur de factuur vanuit het CRM met bedragen in EUR.",
        "The currency is not valid; SnelStart books in euros. Send the invoice from the CRM with amounts in EUR.",
        Who.CRM,
        "currency",
    ),
    "BOE-0039": our_mistake(
        "De boeking was niet in balans: de regels en de btw tellen niet op tot het factuurbedrag.",
        "The booking was not in balance: lines and VAT do not add up to the invoice total.",
        "total_with_vat",
    ),
    "BOE-0053": our_mistake(
        "De boeking had terug te vragen btw zonder een regel van een inkoop.",
        "The booking had VAT to reclaim without a line of a purchase.",
        "vat_breakdown",
    ),
    "BOE-0062": Refusal(
        "De factuur heeft verlegde btw naast andere btw, en dat kan in SnelStart niet in één boeking. Splits haar in het CRM in twee facturen.",
        "The invoice has reverse charge beside other VAT, which SnelStart cannot hold in one booking. Split it into two invoices in the CRM.",
        Who.CRM,
        "lines[].vat_category",
    ),
    "BOE-0069": Refusal(
        "SnelStart vindt de btw van deze factuur niet geldig. Controleer in het CRM factuurdatum, btw-tarief en btw-bedrag; klopt alles, meld het dan bij de beheerder.",
        "SnelStart does not consider the VAT of this invoice valid. Check invoice date, VAT rate and VAT amount in the CRM; if all is right, tell an administrator.",
        Who.CRM,
        "vat_breakdown",
    ),
    "BOE-0082": Refusal(
        "De btw van een regel past niet bij haar grootboekrekening. De beheerder kiest in de grootboekregels een rekening voor dat btw-tarief, of de boekhouder past de rekening in SnelStart aan; probeer daarna opnieuw.",
        "The VAT of a line does not fit its ledger account. An administrator chooses an account for that VAT rate in the ledger rules, or the bookkeeper adapts the account in SnelStart; then retry.",
        Who.ADMIN,
        _ACCOUNT,
        SAME_ANSWER,
    ),
}

_TEXTS_AND_DATES: Mapping[str, Refusal] = {
    "BOE-0021": Refusal(
        "Dit factuurnummer bestaat al in SnelStart. Vergelijk de twee facturen; geef in het CRM deze een eigen nummer, of laat de boekhouder de andere in SnelStart verwijderen.",
        "This invoice number exists in SnelStart already. Compare the two invoices; give this one a number of its own in the CRM, or let the bookkeeper delete the other in SnelStart.",
        Who.CRM,
        "number",
    ),
    "BOE-0033": Refusal(
        "De factuurdatum ligt meer dan vijf jaar voor het boekjaar waarin SnelStart staat. Controleer de datum in het CRM; klopt zij, dan verwerkt de boekhouder de factuur zelf.",
        "The invoice date is more than five years before the book year that SnelStart is in. Check the date in the CRM; if it is right, the bookkeeper processes the invoice.",
        Who.CRM,
        "issue_date",
    ),
    "BOE-0042": Refusal(
        "De factuurdatum ligt in een periode die in SnelStart is geblokkeerd. De boekhouder opent de periode in SnelStart en probeert opnieuw, of het CRM stuurt de factuur met een datum in een open periode.",
        "The invoice date is in a period that is blocked in SnelStart. The bookkeeper opens the period in SnelStart and retries, or the CRM sends the invoice with a date in an open period.",
        Who.BOOKKEEPER,
        "issue_date",
    ),
    "BOE-0051": Refusal(
        "De factuurdatum ligt in een periode die de accountant heeft geblokkeerd of al heeft gecontroleerd. De boekhouder laat de accountant de periode openen en probeert opnieuw, of het CRM stuurt de factuur met een datum in een open periode.",
        "The invoice date is in a period that the accountant has blocked or checked already. The bookkeeper has the accountant open the period and retries, or the CRM sends the invoice with a date in an open period.",
        Who.BOOKKEEPER,
        "issue_date",
    ),
    "BOE-0058": Refusal(
        "Het factuurnummer ontbreekt of heeft meer dan 25 tekens. Geef de factuur in het CRM een nummer van hoogstens 25 tekens.",
        "The invoice number is missing or has more than 25 characters. Give the invoice a number of at most 25 characters in the CRM.",
        Who.CRM,
        "number",
    ),
    "BOE-0068": too_long("Het boekstuknummer", "The voucher number", limit=25, field="voucher"),
    "BOE-0070": Refusal(
        "SnelStart neemt de factuurdatum niet aan. Verbeter de datum in het CRM.",
        "SnelStart does not take the invoice date. Correct the date in the CRM.",
        Who.CRM,
        "issue_date",
    ),
    "BOE-0071": too_long(
        "Een omschrijving op de factuur", "A description on the invoice", limit=250, field="description"
    ),
}

_FIXED: Mapping[str, Refusal] = {
    "BOE-0001": Refusal(
        "De boeking van deze factuur staat niet meer in SnelStart. De boekhouder gaat na wie haar verwijderde; hoort zij er te zijn, stuur dan vanuit het CRM een nieuwe factuur.",
        "The booking of this invoice is no longer in SnelStart. The bookkeeper finds out who deleted it; if it should be there, send a new invoice from the CRM.",
        Who.BOOKKEEPER,
        "",
    ),
    "BOE-0046": Refusal(
        "De boeking zit in een btw-aangifte en ligt vast. Maak in het CRM een creditnota en een nieuwe factuur.",
        "The booking is part of a VAT return and is fixed. Make a credit note and a new invoice in the CRM.",
        Who.CRM,
        "",
    ),
    "BOE-0047": Refusal(
        "De boeking hoort bij een verkoopfactuur die SnelStart zelf maakte. De boekhouder verbetert die in SnelStart, of maak in het CRM een creditnota.",
        "The booking belongs to a sales invoice that SnelStart made itself. The bookkeeper corrects that in SnelStart, or make a credit note in the CRM.",
        Who.BOOKKEEPER,
        "",
    ),
    "BOE-0048": Refusal(
        "De boeking hoort bij een inkoopfactuur die in SnelStart zelf is verwerkt. De boekhouder verbetert die in SnelStart.",
        "The booking belongs to a purchase invoice that was processed in SnelStart itself. The bookkeeper corrects that in SnelStart.",
        Who.BOOKKEEPER,
        "",
    ),
    "BOE-0049": Refusal(
        "De boeking hoort bij een geldlade en ligt vast. De boekhouder verbetert dit in SnelStart.",
        "The booking belongs to a cash drawer and is fixed. The bookkeeper corrects this in SnelStart.",
        Who.BOOKKEEPER,
        "",
    ),
    "BOE-0050": Refusal(
        "De boeking staat in een bankopdracht en ligt vast. De boekhouder haalt haar in SnelStart uit de opdracht en probeert opnieuw, of maak in het CRM een creditnota.",
        "The booking is in a bank order and is fixed. The bookkeeper takes it out of the order in SnelStart and retries, or make a credit note in the CRM.",
        Who.BOOKKEEPER,
        "",
    ),
    "BOE-0083": Refusal(
        "De factuur kan niet uit SnelStart weg, want er zijn betalingen op geboekt. Maak in het CRM een creditnota, of laat de boekhouder eerst de betalingen losmaken.",
        "The invoice cannot be removed from SnelStart, since payments are booked on it. Make a credit note in the CRM, or let the bookkeeper detach the payments first.",
        Who.CRM,
        "",
    ),
}

BOE: Mapping[str, Refusal] = {
    **_PARTIES,
    **_ACCOUNTS,
    **_COST_CENTRES,
    **_FIGURES,
    **_TEXTS_AND_DATES,
    **_FIXED,
    **BOE_UNSENT,
}
