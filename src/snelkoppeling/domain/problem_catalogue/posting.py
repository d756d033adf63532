"""Problems that keep an invoice from becoming a booking."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.row import Row, Who

POSTING: Mapping[str, Row] = {
    "purchase-not-supported": Row(
        "Dit is een inkoopfactuur. Deze versie boekt alleen verkoopfacturen; voer de factuur zelf in SnelStart in.",
        "This is a purchase invoice. This version books sales invoices only; enter it in SnelStart yourself.",
        Who.BOOKKEEPER,
    ),
    "credit-note-not-supported": Row(
        "Dit is een creditnota (soort {value}). Deze versie boekt alleen gewone facturen (380); "
        "voer de creditnota zelf in SnelStart in.",
        "This is a credit note (type {value}). This version books plain invoices (380) only; "
        "enter the credit note in SnelStart yourself.",
        Who.BOOKKEEPER,
    ),
    "negative-invoice-not-supported": Row(
        "Het factuurbedrag is negatief ({value}). Deze versie boekt geen creditering; voer die zelf in SnelStart in.",
        "The invoice total is negative ({value}). This version books no credit; enter it in SnelStart yourself.",
        Who.BOOKKEEPER,
    ),
    "currency-not-euro": Row(
        "De factuur is in {value} en SnelStart boekt in euro. Stuur de factuur met bedragen in EUR, "
        "of boek haar zelf in SnelStart.",
        "The invoice is in {value} and SnelStart books in euros. Send it with amounts in EUR, or book it yourself.",
        Who.CRM,
        "{value}",
    ),
    "prepaid-not-supported": Row(
        "De factuur noemt een vooruitbetaling van {value}. Verwerk de vooruitbetaling in het CRM als aparte betaling, "
        "of boek deze factuur zelf in SnelStart.",
        "The invoice states a prepaid amount of {value}. Register it in the CRM as a payment of its own, "
        "or book this invoice in SnelStart yourself.",
        Who.CRM,
    ),
    "rounding-not-supported": Row(
        "De factuur noemt een afronding van {value}. Factureer het exacte bedrag, of boek deze factuur zelf "
        "in SnelStart.",
        "The invoice states a rounding amount of {value}. Invoice the exact amount, or book it yourself.",
        Who.CRM,
    ),
    "invoice-number-too-long": Row(
        "Factuurnummer “{value}” heeft {length} tekens; SnelStart neemt er hoogstens 25. Gebruik in het CRM een "
        "korter nummer.",
        "Invoice number “{value}” has {length} characters; SnelStart takes 25 at most. Use a shorter one in the CRM.",
        Who.CRM,
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
    "vat-on-untaxed": Row(
        "Over btw-categorie {category} mag geen btw staan, maar de specificatie noemt {value}. Verbeter de factuur "
        "in het CRM.",
        "VAT category {category} carries no VAT, but the breakdown says {value}. Correct the invoice in the CRM.",
        Who.CRM,
    ),
    "nothing-to-book": Row(
        "Alle regels zijn nul; er valt niets te boeken. Verbeter de factuur in het CRM of laat haar weg.",
        "All lines are zero; there is nothing to book. Correct the invoice in the CRM or leave it out.",
        Who.CRM,
    ),
    "vat-rate-unknown": Row(
        "{value}% btw is op {date} geen tarief in deze administratie (wel: {known}). Controleer factuurdatum en "
        "tarief in het CRM.",
        "{value}% VAT is no rate of this administration on {date} (known: {known}). Check the invoice date and the "
        "rate in the CRM.",
        Who.CRM,
        "{value}",
    ),
    "vat-rate-on-untaxed": Row(
        "Btw-categorie {category} heeft geen tarief, maar de regel noemt {value}%. Verbeter de regel in het CRM.",
        "VAT category {category} has no rate, but the line says {value}%. Correct the line in the CRM.",
        Who.CRM,
    ),
    "vat-category-not-supported": Row(
        "Btw-categorie {value} kan deze versie niet boeken. Boek de factuur zelf in SnelStart, of gebruik een andere "
        "categorie als die klopt.",
        "This version cannot book VAT category {value}. Book the invoice in SnelStart yourself, or use another "
        "category if that is right.",
        Who.BOOKKEEPER,
        "{value}",
    ),
    "no-account-for-case": Row(
        "Er is geen grootboekrekening gekozen voor {case_nl} (omzetgroep “{value}”). De beheerder stelt een regel of "
        "een standaardrekening in; daarna gaat de factuur vanzelf mee.",
        "No ledger account is chosen for {case_en} (revenue group “{value}”). An administrator sets a rule or a "
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
    "account-needs-cost-centre": Row(
        "Grootboekrekening {value} ({name}) verlangt een kostenplaats en de regel heeft er geen. Kies een andere "
        "rekening, of zet de kostenplaats in SnelStart op niet verplicht.",
        "Ledger account {value} ({name}) requires a cost centre and the line has none. Choose another account, or "
        "make the cost centre optional in SnelStart.",
        Who.BOOKKEEPER,
        "{value}",
    ),
    "account-wrong-purpose": Row(
        "Grootboekrekening {value} ({name}) is niet bedoeld voor {case_nl}; de omzet zou in het verkeerde vak van de "
        "btw-aangifte komen. De beheerder kiest in de grootboekregels een andere rekening.",
        "Ledger account {value} ({name}) is not meant for {case_en}; the revenue would end in the wrong box of the "
        "VAT return. An administrator chooses another account in the ledger rules.",
        Who.ADMIN,
        "{value} {case_en}",
    ),
    "account-refuses-vat": Row(
        "Grootboekrekening {account} staat {value}% btw niet toe. De beheerder kiest in de grootboekregels een rekening die bij het tarief past.",
        "Ledger account {account} does not allow {value}% VAT. An administrator chooses an account that fits the rate in the ledger rules.",
        Who.ADMIN,
        "{account} {value}",
    ),
    "reverse-charge-mixed": Row(
        "De factuur heeft verlegde btw naast gewone btw; SnelStart kan dat niet in één boeking houden. Splits de "
        "factuur in het CRM in twee facturen.",
        "The invoice has reverse charge beside other VAT; SnelStart cannot hold that in one booking. Split it into "
        "two invoices in the CRM.",
        Who.CRM,
    ),
}
