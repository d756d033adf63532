"""Problems that the doors find in the fields of a record."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.row import Row, Who

_FIELD: Mapping[str, Row] = {
    "field-missing": Row(
        "Het verplichte veld {field} ontbreekt. Stuur het mee.",
        "The required field {field} is missing. Send it along.",
        Who.INTEGRATOR,
    ),
    "field-unknown": Row(
        "Het veld {field} is niet bekend; het lijkt het meest op {near}. Verbeter de naam of laat het veld weg: anders zou de inhoud ongemerkt verloren gaan.",
        "The field {field} is not known; it looks most like {near}. Correct the name or leave the field out: otherwise its content would be lost unnoticed.",
        Who.INTEGRATOR,
    ),
    "field-not-null": Row(
        "{field} mag niet null zijn. Vul het in, of laat het veld weg als u het niet wilt wijzigen.",
        "{field} cannot be null. Fill it in, or leave the field out if you do not want to change it.",
        Who.INTEGRATOR,
    ),
    "text-expected": Row(
        "{field} moet tekst zijn, maar is {value}. Zet de waarde tussen aanhalingstekens.",
        "{field} must be text, but is {value}. Put the value between quotes.",
        Who.INTEGRATOR,
    ),
    "text-empty": Row(
        "{field} is leeg. Vul het in het CRM in.",
        "{field} is empty. Fill it in in the CRM.",
        Who.CRM,
    ),
    "field-too-long": Row(
        "{field} heeft {length} tekens (“{value}”); hoogstens {limit} worden aangenomen. Kort het in het CRM in; wij knippen niets af.",
        "{field} has {length} characters (“{value}”); at most {limit} are taken. Shorten it in the CRM; we cut nothing off.",
        Who.CRM,
    ),
    "whole-number-expected": Row(
        "{field} moet een geheel getal zijn zonder aanhalingstekens, maar is {value}. Stuur bijvoorbeeld 30.",
        "{field} must be a whole number without quotes, but is {value}. Send 30, for example.",
        Who.INTEGRATOR,
    ),
    "number-below": Row(
        "{field} is {value}, maar moet ten minste {limit} zijn. Verbeter het getal in het CRM.",
        "{field} is {value}, but must be at least {limit}. Correct the number in the CRM.",
        Who.CRM,
    ),
    "number-above": Row(
        "{field} is {value}, maar mag hoogstens {limit} zijn. Verbeter het getal in het CRM.",
        "{field} is {value}, but may be at most {limit}. Correct the number in the CRM.",
        Who.CRM,
    ),
    "true-or-false-expected": Row(
        "{field} moet true of false zijn, maar is {value}. Stuur het zonder aanhalingstekens.",
        "{field} must be true or false, but is {value}. Send it without quotes.",
        Who.INTEGRATOR,
    ),
    "list-expected": Row(
        "{field} moet een lijst zijn, maar is {value}. Zet de waarden tussen [ en ].",
        "{field} must be a list, but is {value}. Put the values between [ and ].",
        Who.INTEGRATOR,
    ),
    "list-empty": Row(
        "{field} is leeg. Stuur er ten minste één.",
        "{field} is empty. Send at least one.",
        Who.CRM,
    ),
    "list-too-long": Row(
        "{field} telt er {length}; hoogstens {limit} worden gelezen. Splits het record in het CRM.",
        "{field} counts {length}; at most {limit} are read. Split the record in the CRM.",
        Who.CRM,
    ),
    "object-expected": Row(
        "{field} moet een object zijn, maar is {value}. Zet de velden tussen {{ en }}.",
        "{field} must be an object, but is {value}. Put the fields between {{ and }}.",
        Who.INTEGRATOR,
    ),
    "choice-unknown": Row(
        "{field} kent de waarde {value} niet. Kies uit: {known}.",
        "{field} does not know the value {value}. Choose from: {known}.",
        Who.INTEGRATOR,
    ),
    "value-unreadable": Row(
        "De waarde {value} van {field} is niet te lezen. Stuur haar zoals /docs/api beschrijft.",
        "The value {value} of {field} cannot be read. Send it as /docs/api describes.",
        Who.INTEGRATOR,
    ),
    "amount-unreadable": Row(
        '{field} is geen bedrag: {value}. Schrijf een bedrag als "121.00": cijfers en een punt, zonder euroteken, komma, spatie of exponent.',
        '{field} is no amount: {value}. Write an amount as "121.00": digits and a point, without a euro sign, comma, space or exponent.',
        Who.INTEGRATOR,
    ),
    "amount-too-precise": Row(
        "{field} heeft meer dan twee decimalen: {value}. Rond in het CRM af op hele centen; wij ronden geen bedragen af.",
        "{field} has more than two decimals: {value}. Round to whole cents in the CRM; we round no amounts.",
        Who.CRM,
    ),
    "amount-out-of-range": Row(
        "{field} is {value}; bedragen gaan tot en met 99999999999.99. Controleer het bedrag in het CRM.",
        "{field} is {value}; amounts go up to 99999999999.99. Check the amount in the CRM.",
        Who.CRM,
    ),
    "rate-unreadable": Row(
        '{field} is geen btw-percentage: {value}. Schrijf een getal van 0 tot en met 100 met hoogstens vier decimalen, zoals "21" of "9.00".',
        '{field} is no VAT percentage: {value}. Write a number from 0 to 100 with at most four decimals, such as "21" or "9.00".',
        Who.INTEGRATOR,
    ),
    "rate-missing": Row(
        '{field} ontbreekt, en categorie S heeft een tarief nodig. Stuur het percentage mee, zoals "21".',
        '{field} is missing, and category S needs a rate. Send the percentage along, such as "21".',
        Who.INTEGRATOR,
    ),
    "date-unreadable": Row(
        "{field} is geen datum: {value}. Schrijf jaar-maand-dag, zoals 2026-03-31, zonder tijd.",
        "{field} is no date: {value}. Write year-month-day, such as 2026-03-31, without a time.",
        Who.INTEGRATOR,
    ),
    "date-out-of-range": Row(
        "{field} is {value}; verwacht wordt een datum van 1990 tot en met 2100. Verbeter de datum in het CRM.",
        "{field} is {value}; a date from 1990 to 2100 is expected. Correct the date in the CRM.",
        Who.CRM,
    ),
    "moment-unreadable": Row(
        "{field} is geen tijdstip: {value}. Schrijf het met tijdzone, zoals 2026-03-31T14:05:00Z.",
        "{field} is no moment: {value}. Write it with a time zone, such as 2026-03-31T14:05:00Z.",
        Who.INTEGRATOR,
    ),
    "moment-without-zone": Row(
        "{field} noemt geen tijdzone: {value}. Zet er Z of bijvoorbeeld +02:00 achter.",
        "{field} names no time zone: {value}. Add Z or, for example, +02:00.",
        Who.INTEGRATOR,
    ),
    "modified-in-future": Row(
        "{field} ligt meer dan een dag in de toekomst: {value}. Zet de klok van het CRM goed; anders zouden latere wijzigingen ouder lijken.",
        "{field} lies more than a day in the future: {value}. Set the CRM's clock right; otherwise later changes would seem older.",
        Who.INTEGRATOR,
    ),
    "country-code-unknown": Row(
        "Landcode {value} in {field} bestaat niet. Gebruik twee letters volgens ISO 3166, zoals NL, BE, GB of GR.",
        "Country code {value} in {field} does not exist. Use two letters of ISO 3166, such as NL, BE, GB or GR.",
        Who.CRM,
        "{value}",
    ),
    "currency-unknown": Row(
        "Muntcode {value} in {field} bestaat niet. Gebruik drie letters volgens ISO 4217, zoals EUR.",
        "Currency code {value} in {field} does not exist. Use three letters of ISO 4217, such as EUR.",
        Who.CRM,
        "{value}",
    ),
    "external-id-unusable": Row(
        "Id {value} in {field} is niet bruikbaar. Gebruik 1 tot 200 zichtbare tekens, zonder spatie of schuine streep aan begin of eind.",
        "Id {value} in {field} cannot be used. Use 1 to 200 visible characters, without a space or slash at either end.",
        Who.INTEGRATOR,
    ),
}

_NUMBER: Mapping[str, Row] = {
    "kvk-invalid": Row(
        "KvK-nummer {value} klopt niet: het heeft 8 cijfers. Verbeter {field} in het CRM of laat het leeg.",
        "KvK number {value} is wrong: it has 8 digits. Correct {field} in the CRM or leave it empty.",
        Who.CRM,
    ),
    "vat-number-invalid": Row(
        "Btw-nummer {value} klopt niet (landcode of controlecijfers). Verbeter {field} in het CRM, zoals NL123456782B90, of laat het leeg.",
        "VAT number {value} is wrong (country code or check digits). Correct {field} in the CRM, such as NL123456782B90, or leave it empty.",
        Who.CRM,
    ),
    "vat-number-other-country": Row(
        "Btw-nummer {value} hoort bij {number_country}, maar het bezoekadres ligt in {country}; SnelStart neemt dat niet aan. Verbeter een van beide in het CRM.",
        "VAT number {value} belongs to {number_country}, but the visiting address is in {country}; SnelStart does not take that. Correct one of them in the CRM.",
        Who.CRM,
    ),
    "iban-invalid": Row(
        "IBAN {value} klopt niet: land, lengte of controlegetal. Verbeter {field} in het CRM of laat het leeg.",
        "IBAN {value} is wrong: country, length or check digits. Correct {field} in the CRM or leave it empty.",
        Who.CRM,
    ),
    "bic-invalid": Row(
        "BIC {value} klopt niet: het heeft 8 of 11 tekens, zoals RABONL2U. Verbeter {field} in het CRM of laat het leeg.",
        "BIC {value} is wrong: it has 8 or 11 characters, such as RABONL2U. Correct {field} in the CRM or leave it empty.",
        Who.CRM,
    ),
    "phone-invalid": Row(
        "Telefoonnummer {value} in {field} is niet te lezen. Zet er één nummer in, zoals 020 123 4567 of +32 2 123 45 67, of laat het leeg.",
        "Phone number {value} in {field} cannot be read. Put one number in it, such as 020 123 4567 or +32 2 123 45 67, or leave it empty.",
        Who.CRM,
    ),
    "email-invalid": Row(
        "E-mailadres {value} in {field} klopt niet. Verbeter het in het CRM; meer adressen scheidt u met een puntkomma.",
        "E-mail address {value} in {field} is wrong. Correct it in the CRM; several addresses are separated by a semicolon.",
        Who.CRM,
    ),
}

_INVOICE: Mapping[str, Row] = {
    "invoice-not-final": Row(
        "Factuurstatus “{value}” is niet definitief. Alleen definitieve facturen worden geboekt; stuur haar zodra zij definitief is.",
        "Invoice status “{value}” is not final. Only final invoices are booked; send it as soon as it is final.",
        Who.CRM,
    ),
    "invoice-number-draft": Row(
        "“{value}” is geen definitief factuurnummer maar dat van een concept. Maak de factuur in het CRM definitief en stuur haar dan.",
        "“{value}” is no final invoice number but that of a draft. Make the invoice final in the CRM and send it then.",
        Who.CRM,
    ),
    "exemption-code-unreadable": Row(
        "{field} is geen code van de VATEX-lijst: {value}. Stuur bijvoorbeeld VATEX-EU-AE, of zet de reden in woorden in exemption_reason.",
        "{field} is no code of the VATEX list: {value}. Send VATEX-EU-AE, for example, or put the reason in words in exemption_reason.",
        Who.INTEGRATOR,
    ),
    "original-currency-euro": Row(
        "{field} is {value}, en dan is er niets omgerekend. Laat original_currency en original_total weg bij een document in euro.",
        "{field} is {value}, so nothing was converted. Leave original_currency and original_total out for a document in euros.",
        Who.INTEGRATOR,
    ),
    "figures-not-in-euro": Row(
        "Met {field} ({value}) zegt u dat alle bedragen naar euro zijn omgerekend, maar currency is {currency}. Stuur de bedragen in euro met currency EUR, of laat {field} weg.",
        "{field} ({value}) says that all amounts were converted to euros, but currency is {currency}. Send the amounts in euros with currency EUR, or leave {field} out.",
        Who.INTEGRATOR,
    ),
    "original-total-incomplete": Row(
        "original_currency en original_total horen bij elkaar, en een van beide ontbreekt. Stuur ze allebei mee, of laat ze allebei weg.",
        "original_currency and original_total belong together, and one of them is missing. Send both, or leave both out.",
        Who.INTEGRATOR,
    ),
    "document-type-unknown": Row(
        "Bijlage {field} is van soort {value}. Stuur een PDF (application/pdf) of een UBL-bestand (application/xml).",
        "Document {field} is of type {value}. Send a PDF (application/pdf) or a UBL file (application/xml).",
        Who.INTEGRATOR,
    ),
    "document-not-pdf": Row(
        "Bijlage {field} heet een PDF, maar begint niet met %PDF-. Maak het bestand in het CRM opnieuw en stuur het mee.",
        "Document {field} is called a PDF, but does not begin with %PDF-. Make the file again in the CRM and send it along.",
        Who.CRM,
    ),
    "document-not-xml": Row(
        "Bijlage {field} heet een XML-bestand, maar is het niet. Stuur het UBL-bestand zelf mee, of laat het weg.",
        "Document {field} is called an XML file, but is not. Send the UBL file itself along, or leave it out.",
        Who.CRM,
    ),
    "document-empty": Row(
        "Bijlage {field} is leeg. Stuur het bestand zelf mee, of laat de bijlage weg.",
        "Document {field} is empty. Send the file itself along, or leave the document out.",
        Who.CRM,
    ),
    "document-too-large": Row(
        "Bijlage {field} is {size} bytes groot; SnelStart neemt hoogstens 10 MB. Maak het bestand kleiner.",
        "Document {field} is {size} bytes; SnelStart takes 10 MB at most. Make the file smaller.",
        Who.CRM,
    ),
    "document-not-base64": Row(
        "De inhoud van bijlage {field} is geen base64. Codeer het bestand als base64, of stuur het als multipart/form-data.",
        "The content of document {field} is not base64. Encode the file as base64, or send it as multipart/form-data.",
        Who.INTEGRATOR,
    ),
}

DOOR_RECORDS: Mapping[str, Row] = {**_FIELD, **_NUMBER, **_INVOICE}
