"""Problems and doubts about the VAT of an invoice that is to be booked."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.row import Row, Who

POSTING_VAT: Mapping[str, Row] = {
    "vat-rate-unknown": Row(
        "{value}% btw is op {date} geen tarief in deze administratie (wel: {known}). Controleer factuurdatum en "
        "tarief in het CRM.",
        "{value}% VAT is no rate of this administration on {date} (known: {known}). Check the invoice date and the "
        "rate in the CRM.",
        Who.CRM,
        "{value}",
    ),
    "vat-rate-impossible": Row(
        "Een regel noemt een btw-tarief van {value}%, en dat bestaat niet. Verbeter het tarief in het CRM.",
        "A line states a VAT rate of {value}%, which does not exist. Correct the rate in the CRM.",
        Who.CRM,
    ),
    "vat-rate-on-untaxed": Row(
        "Btw-categorie {category} heeft geen tarief, maar de regel noemt {value}%. Verbeter de regel in het CRM.",
        "VAT category {category} has no rate, but the line says {value}%. Correct the line in the CRM.",
        Who.CRM,
    ),
    "vat-on-untaxed": Row(
        "Over btw-categorie {category} mag geen btw staan, maar de specificatie noemt {value}. Verbeter de factuur "
        "in het CRM.",
        "VAT category {category} carries no VAT, but the breakdown says {value}. Correct the invoice in the CRM.",
        Who.CRM,
    ),
    "spanish-territory-tax": Row(
        "Btw-categorie {value} is de belasting van de Canarische Eilanden (L, IGIC) of van Ceuta en Melilla (M, IPSI). "
        "Dat is geen btw en SnelStart kent haar niet. De boekhouder voert de factuur zelf in.",
        "VAT category {value} is the tax of the Canary Islands (L, IGIC) or of Ceuta and Melilla (M, IPSI). It is no "
        "VAT and SnelStart does not know it. The bookkeeper enters the invoice by hand.",
        Who.BOOKKEEPER,
        "{value}",
    ),
    "margin-scheme": Row(
        "De factuur valt onder een margeregeling ({value}): de btw zit in de winstmarge en staat niet op de factuur. "
        "SnelStart krijgt de marge niet via de koppeling. De boekhouder voert de factuur zelf in, of laat haar "
        "eenmalig als vrijgesteld door.",
        "The invoice falls under a margin scheme ({value}): the VAT is in the profit margin and not on the invoice. "
        "The coupling cannot tell SnelStart the margin. The bookkeeper enters the invoice by hand, or lets it "
        "through once as exempt.",
        Who.BOOKKEEPER,
        "{value}",
    ),
    "reverse-charge-mixed": Row(
        "De factuur heeft verlegde btw naast gewone btw; SnelStart kan dat niet in één boeking houden (BOE-0062). "
        "Splits de factuur in het CRM in twee facturen.",
        "The invoice has reverse charge beside other VAT; SnelStart cannot hold that in one booking (BOE-0062). Split "
        "it into two invoices in the CRM.",
        Who.CRM,
    ),
    "reverse-charge-outside-eu": Row(
        "De btw is verlegd (AE), maar de klant zit buiten de EU. Goederen die de EU verlaten zijn categorie G, "
        "diensten aan een bedrijf buiten de EU categorie O. Verbeter de categorie in het CRM.",
        "The VAT is reverse charged (AE), but the customer is outside the EU. Goods that leave the EU are category G, "
        "services to a business outside the EU category O. Correct the category in the CRM.",
        Who.CRM,
        "{value}",
    ),
    "country-missing": Row(
        "Van {value} zijn land en btw-nummer onbekend, en zonder die is niet te zeggen wie hier de btw betaalt. Vul "
        "in het CRM het land of het btw-nummer in.",
        "Neither country nor VAT number of {value} is known, and without them nobody can say who owes the VAT. Fill in "
        "the country or the VAT number in the CRM.",
        Who.CRM,
        "{value}",
    ),
    "eu-vat-number-missing": Row(
        "De klant (land {country}) heeft geen btw-nummer. Zonder btw-nummer uit een ander EU-land mag de factuur niet "
        "zonder btw, en SnelStart weigert haar (BOE-0080). Vul het nummer in het CRM in, of factureer met btw.",
        "The customer (country {country}) has no VAT number. Without one of another EU country the invoice may not be "
        "without VAT, and SnelStart refuses it (BOE-0080). Fill in the number in the CRM, or invoice with VAT.",
        Who.CRM,
    ),
    "supply-not-within-eu": Row(
        "Categorie {value} is een levering tussen twee EU-landen, maar het btw-nummer is er geen van een ander EU-land "
        "(Noord-Ierland, XI, telt alleen mee voor goederen). Verbeter de categorie of het btw-nummer in het CRM.",
        "Category {value} is a supply between two EU countries, but the VAT number is not one of another EU country "
        "(Northern Ireland, XI, counts for goods only). Correct the category or the VAT number in the CRM.",
        Who.CRM,
        "{value}",
    ),
    "eu-supply-unknown": Row(
        "Deze levering binnen de EU zegt niet of het goederen of diensten zijn. Vul in het CRM `supply` in, of de "
        "beheerder kiest het met een grootboekregel of met de instelling `eu_supply`.",
        "This supply within the EU does not say whether it is goods or services. Fill in `supply` in the CRM, or an "
        "administrator chooses with a ledger rule or the setting `eu_supply`.",
        Who.ADMIN,
    ),
    "export-within-eu": Row(
        "Categorie {value} is uitvoer uit de EU, maar de andere partij zit in land {country}. Verbeter de categorie of "
        "het land in het CRM: K is een levering binnen de EU.",
        "Category {value} is an export from the EU, but the other party is in country {country}. Correct the category "
        "or the country in the CRM: K is a supply within the EU.",
        Who.CRM,
        "{value}",
    ),
    "foreign-vat-not-enabled": Row(
        "{value}% is op {date} geen Nederlands tarief, en de klant is een particulier in {country}. Is het btw van dat "
        "land, zet dan in SnelStart het factureren van buitenlandse btw aan (éénloketsysteem); verbeter anders het "
        "tarief in het CRM.",
        "{value}% is no Dutch rate on {date}, and the customer is a private person in {country}. If it is VAT of that "
        "country, switch on invoicing foreign VAT in SnelStart (one-stop shop); else correct the rate in the CRM.",
        Who.ADMIN,
        "{value} {country}",
    ),
    "foreign-vat-to-business": Row(
        "{value}% is op {date} geen Nederlands tarief, en de klant in {country} heeft een btw-nummer. Aan een bedrijf in "
        "de EU wordt de btw verlegd: gebruik in het CRM categorie K (goederen) of AE (diensten).",
        "{value}% is no Dutch rate on {date}, and the customer in {country} has a VAT number. VAT is reverse charged to "
        "a business in the EU: use category K (goods) or AE (services) in the CRM.",
        Who.CRM,
        "{value} {country}",
    ),
    "oss-held": Row(
        "De factuur heeft btw van een ander EU-land (éénloketsysteem), en de beheerder liet zulke facturen vasthouden. "
        "De boekhouder laat haar door, of de beheerder zet de instelling `oss` op boeken.",
        "The invoice has VAT of another EU country (one-stop shop), and an administrator had such invoices held. The "
        "bookkeeper lets it through, or an administrator sets `oss` to book.",
        Who.BOOKKEEPER,
    ),
    "oss-rate-unknown": Row(
        "{value}% is op {date} geen btw-tarief van {country} (wel: {known}). Een particulier in een ander EU-land krijgt "
        "de btw van zijn land. Verbeter het tarief of het land in het CRM.",
        "{value}% is no VAT rate of {country} on {date} (known: {known}). A private person in another EU country is "
        "charged the VAT of that country. Correct the rate or the country in the CRM.",
        Who.CRM,
        "{value} {country}",
    ),
    "oss-mixed": Row(
        "De factuur heeft btw van een ander EU-land naast regels zonder, of een afronding; SnelStart neemt die niet samen "
        "aan. Splits de factuur in het CRM; het deel zonder die btw boekt de boekhouder in SnelStart zelf.",
        "The invoice has VAT of another EU country beside lines without, or a rounding; SnelStart does not take these "
        "together. Split the invoice in the CRM; the bookkeeper books the part without that VAT in SnelStart.",
        Who.CRM,
    ),
    "oss-untaxed": Row(
        "De klant is een particulier in {country}, en de factuur heeft geen btw van dat land. Zolang in SnelStart het "
        "factureren van buitenlandse btw aanstaat, neemt SnelStart hier alleen regels met die btw aan. Is de klant een "
        "bedrijf, vul dan in het CRM het btw-nummer in; anders boekt de boekhouder de factuur in SnelStart zelf.",
        "The customer is a private person in {country}, and the invoice has no VAT of that country. As long as SnelStart "
        "invoices foreign VAT, it takes only lines with that VAT here. If the customer is a business, enter its VAT "
        "number in the CRM; else the bookkeeper books the invoice in SnelStart.",
        Who.BOOKKEEPER,
        "{country}",
    ),
    "oss-account-of-another-rate": Row(
        "Grootboekrekening {account} is voor een ander buitenlands tarief dan de {value}% van de regel. De beheerder "
        "kiest een rekening waarvan de tariefcode past, of maakt die aan in SnelStart.",
        "Ledger account {account} is for another foreign rate than the {value}% of the line. An administrator chooses "
        "an account whose rate code fits, or creates it in SnelStart.",
        Who.ADMIN,
        "{account} {value}",
    ),
    "oss-vat-account-missing": Row(
        "SnelStart heeft geen bruikbare grootboekrekening voor buitenlandse btw. De boekhouder kiest die in SnelStart "
        "bij de bedrijfsgegevens; daarna gaat de factuur vanzelf mee.",
        "SnelStart has no usable ledger account for foreign VAT. The bookkeeper chooses it among the company details "
        "in SnelStart; the invoice then follows by itself.",
        Who.BOOKKEEPER,
    ),
    "small-business-charges-vat": Row(
        "In SnelStart staat de kleineondernemersregeling aan, maar de factuur rekent btw. Verbeter de factuur in het "
        "CRM, zet de regeling in SnelStart uit als zij niet meer geldt, of laat de factuur eenmalig door.",
        "The small business scheme is on in SnelStart, but the invoice charges VAT. Correct the invoice in the CRM, "
        "switch the scheme off in SnelStart if it no longer holds, or let the invoice through once.",
        Who.BOOKKEEPER,
    ),
    "small-business-untaxed": Row(
        "De factuur is zonder btw en in SnelStart staat de kleineondernemersregeling aan. De beheerder zet de "
        "instelling `small_business` op boeken en kiest de rekening, of de boekhouder laat de factuur eenmalig door.",
        "The invoice is without VAT and the small business scheme is on in SnelStart. An administrator sets "
        "`small_business` to book and chooses the account, or the bookkeeper lets the invoice through once.",
        Who.ADMIN,
    ),
    "small-business-deducts-vat": Row(
        "In SnelStart staat de kleineondernemersregeling aan: dan is de btw op inkopen kosten en niet terug te vragen. "
        "De boekhouder voert de inkoop in met het bedrag inclusief btw, of laat haar eenmalig door.",
        "The small business scheme is on in SnelStart: VAT on purchases then is a cost and cannot be reclaimed. The "
        "bookkeeper enters the purchase with the amount including VAT, or lets it through once.",
        Who.BOOKKEEPER,
    ),
    "out-of-scope-held": Row(
        "De opbrengst valt buiten de btw (categorie O) en hoort niet in de aangifte. De beheerder zet de instelling "
        "`out_of_scope` op boeken en kiest de rekening, of de boekhouder laat de factuur eenmalig door.",
        "The income is outside the scope of VAT (category O) and belongs in no return. An administrator sets "
        "`out_of_scope` to book and chooses the account, or the bookkeeper lets the invoice through once.",
        Who.ADMIN,
    ),
    "foreign-vat-charged": Row(
        "De leverancier zit in {country} en rekent {value}% btw. Buitenlandse btw is niet als voorbelasting af te "
        "trekken. Is het Nederlandse btw van een leverancier die hier is geregistreerd, dan laat de boekhouder haar "
        "door; anders voert hij de factuur zelf in.",
        "The supplier is in {country} and charges {value}% VAT. Foreign VAT cannot be deducted as input VAT. If it is "
        "Dutch VAT of a supplier that is registered here, the bookkeeper lets it through; else the bookkeeper enters "
        "the invoice by hand.",
        Who.BOOKKEEPER,
        "{value} {country}",
    ),
    "untaxed-from-eu": Row(
        "De leverancier zit in een ander EU-land en rekent geen btw (categorie {value}). Meestal is de btw dan verlegd: "
        "vraag om een factuur met K of AE, of verbeter de categorie in het CRM. Is de inkoop echt vrijgesteld, dan "
        "laat de boekhouder haar door.",
        "The supplier is in another EU country and charges no VAT (category {value}). As a rule the VAT is reverse "
        "charged then: ask for an invoice with K or AE, or correct the category in the CRM. If the purchase really is "
        "exempt, the bookkeeper lets it through.",
        Who.BOOKKEEPER,
    ),
    "untaxed-on-rate-account": Row(
        "Grootboekrekening {value} ({name}) is voor één btw-tarief, en deze inkoop heeft geen btw. De beheerder kiest een "
        "rekening voor alle tarieven, of zet `untaxed_purchase_on_rate_account` op boeken; de boekhouder kan de "
        "factuur eenmalig doorlaten.",
        "Ledger account {value} ({name}) is for one VAT rate, and this purchase has no VAT. An administrator chooses an "
        "account for all rates, or sets `untaxed_purchase_on_rate_account` to book; the bookkeeper can let the "
        "invoice through once.",
        Who.ADMIN,
        "{value}",
    ),
    "reverse-charge-form-missing": Row(
        "De btw van deze inkoop is binnen Nederland verlegd. SnelStart beschrijft niet hoe de koppeling dat moet "
        "boeken. De beheerder probeert een vorm en kiest die met de instelling `purchase_reverse_charge`.",
        "The VAT of this purchase is reverse charged within the Netherlands. SnelStart does not describe how a coupling "
        "must book that. An administrator tries a form and chooses it with the setting `purchase_reverse_charge`.",
        Who.ADMIN,
    ),
    "eu-purchase-form-missing": Row(
        "Dit is een inkoop uit een ander EU-land zonder btw. SnelStart beschrijft niet hoe de koppeling die moet boeken. "
        "De beheerder probeert een vorm en kiest die met de instelling `eu_purchase`.",
        "This is a purchase from another EU country without VAT. SnelStart does not describe how a coupling must book "
        "it. An administrator tries a form and chooses it with the setting `eu_purchase`.",
        Who.ADMIN,
    ),
    "import-form-missing": Row(
        "Dit is een inkoop van buiten de EU zonder btw. SnelStart beschrijft niet hoe de koppeling die moet boeken. De "
        "beheerder probeert een vorm en kiest die met de instelling `import_purchase`.",
        "This is a purchase from outside the EU without VAT. SnelStart does not describe how a coupling must book it. "
        "An administrator tries a form and chooses it with the setting `import_purchase`.",
        Who.ADMIN,
    ),
    "shifted-rate-unknown": Row(
        "Op {date} kent SnelStart geen (of meer dan één) percentage voor btw-soort {value}, zodat de verlegde btw niet te "
        "berekenen is. Controleer de factuurdatum in het CRM; de boekhouder kijkt de btw-tarieven in SnelStart na.",
        "On {date} SnelStart has no percentage for VAT kind {value} (or more than one), so the shifted VAT cannot be "
        "computed. Check the invoice date in the CRM; the bookkeeper looks at the VAT rates in SnelStart.",
        Who.BOOKKEEPER,
    ),
    "vat-period-filed": Row(
        "De factuurdatum {value} ligt in een periode waarvan de btw-aangifte al is ingediend ({first} t/m {last}). De "
        "boekhouder laat de factuur door en verwerkt haar in een suppletie, of geeft haar in het CRM een andere datum.",
        "The invoice date {value} lies in a period whose VAT return was filed ({first} to {last}). The bookkeeper lets "
        "the invoice through and corrects the return, or gives it another date in the CRM.",
        Who.BOOKKEEPER,
        "{first}",
    ),
}
