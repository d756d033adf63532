"""Problems that a UBL document can have."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.row import Row, Who

EINVOICE: Mapping[str, Row] = {
    "ubl-too-large": Row(
        "Het bestand is {value} MB; hoogstens {limit} MB wordt gelezen. Laat de afzender de bijlagen kleiner maken en "
        "lever het opnieuw aan.",
        "The file is {value} MB; {limit} MB at most is read. Ask the sender for smaller attachments and submit it again.",
        Who.BOOKKEEPER,
    ),
    "ubl-not-xml": Row(
        "Dit is geen e-factuur maar {kind_nl}. Lever het XML-bestand (UBL) van de factuur aan.",
        "This is no e-invoice but {kind_en}. Submit the XML file (UBL) of the invoice.",
        Who.BOOKKEEPER,
    ),
    "ubl-encoding": Row(
        "Het bestand zegt dat het in {value} is geschreven, maar dat klopt niet of is niet te lezen. Laat de afzender het "
        "als UTF-8 opslaan en lever het opnieuw aan.",
        "The file says it is written in {value}, but that is not so or cannot be read. Ask the sender to save it as "
        "UTF-8 and submit it again.",
        Who.BOOKKEEPER,
    ),
    "ubl-malformed": Row(
        "Het bestand is beschadigd: regel {line} is geen geldige XML ({value}). Vraag de afzender om een nieuw bestand; "
        "verander het niet met de hand.",
        "The file is damaged: line {line} is no valid XML ({value}). Ask the sender for a new file; do not edit it by hand.",
        Who.BOOKKEEPER,
    ),
    "ubl-has-dtd": Row(
        "Het bestand begint met een DOCTYPE. Dat hoort niet in een e-factuur en kan een aanval zijn; er is niets van "
        "gelezen. Controleer waar het bestand vandaan komt en vraag de afzender om een UBL-bestand zonder DOCTYPE.",
        "The file begins with a DOCTYPE. That does not belong in an e-invoice and may be an attack; nothing of it was "
        "read. Check where the file comes from and ask the sender for UBL without a DOCTYPE.",
        Who.BOOKKEEPER,
    ),
    "ubl-refers-outside": Row(
        "Het bestand wil andere bestanden inlezen ({value}). Dat hoort niet in een e-factuur; er is niets van gelezen. "
        "Vraag de afzender om één volledig UBL-bestand.",
        "The file wants to include other files ({value}). That does not belong in an e-invoice; nothing of it was read. "
        "Ask the sender for one complete UBL file.",
        Who.BOOKKEEPER,
    ),
    "ubl-too-complex": Row(
        "Het bestand heeft meer onderdelen ({elements}) of diepere lagen ({depth}) dan een e-factuur ooit nodig heeft. Controleer waar "
        "het vandaan komt en vraag de afzender om een gewoon UBL-bestand.",
        "The file has more parts ({elements}) or deeper levels ({depth}) than an e-invoice ever needs. Check where it comes from and "
        "ask the sender for a plain UBL file.",
        Who.BOOKKEEPER,
    ),
    "ubl-other-document": Row(
        "Het bestand is een ander soort document: {value}. Alleen UBL 2.1-facturen (Invoice) en -creditnota’s "
        "(CreditNote) worden gelezen. Vraag de afzender om UBL.",
        "The file is another kind of document: {value}. Only UBL 2.1 invoices (Invoice) and credit notes (CreditNote) "
        "are read. Ask the sender for UBL.",
        Who.BOOKKEEPER,
    ),
    "ubl-type-not-supported": Row(
        "Dit document heeft soort {value}. Alleen een gewone factuur (380) en een creditnota (381) worden gelezen; een "
        "gecorrigeerde, voorlopige of door de afnemer gemaakte factuur beoordeelt u zelf. Voer het zelf in SnelStart in.",
        "This document is of type {value}. Only a plain invoice (380) and a credit note (381) are read; a corrected, "
        "preliminary or self-billed invoice needs your own judgement. Enter it in SnelStart yourself.",
        Who.BOOKKEEPER,
    ),
    "ubl-type-contradicts": Row(
        "Het bestand is een CreditNote, maar noemt soort {value} (factuur). Vraag de afzender om een bestand dat zichzelf "
        "niet tegenspreekt.",
        "The file is a CreditNote, but says it is of type {value} (invoice). Ask the sender for a file that does not "
        "contradict itself.",
        Who.BOOKKEEPER,
    ),
    "ubl-element-missing": Row(
        "In het bestand ontbreekt {field}. Zonder dat is de factuur niet te boeken. Laat de afzender (of de maker van het "
        "facturatiepakket) het aanvullen en lever het opnieuw aan.",
        "The file lacks {field}. The invoice cannot be booked without it. Ask the sender (or the maker of the invoicing "
        "package) to add it and submit it again.",
        Who.BOOKKEEPER,
    ),
    "ubl-element-repeated": Row(
        "{field} staat er {value} keer, en maar één keer mag: welke geldt, is niet te zeggen. Laat de afzender het "
        "verbeteren en lever het opnieuw aan.",
        "{field} is there {value} times, and only once is allowed: which one holds cannot be told. Ask the sender to "
        "correct it and submit it again.",
        Who.BOOKKEEPER,
    ),
    "ubl-not-an-amount": Row(
        "{field} is “{value}”, en dat is geen bedrag. Een bedrag ziet eruit als 1234.50, met een punt en zonder teken "
        "voor duizendtallen. Laat de afzender het verbeteren.",
        "{field} is “{value}”, which is no amount. An amount looks like 1234.50, with a point and without a thousands "
        "separator. Ask the sender to correct it.",
        Who.BOOKKEEPER,
    ),
    "ubl-fraction-of-cent": Row(
        "{field} is {value}: meer dan twee cijfers achter de punt. SnelStart boekt hele centen en er wordt niet stil "
        "afgerond. Laat de afzender op centen afronden.",
        "{field} is {value}: more than two decimals. SnelStart books whole cents and nothing is rounded silently. Ask "
        "the sender to round to cents.",
        Who.BOOKKEEPER,
    ),
    "ubl-amount-in-other-currency": Row(
        "{field} is in {value}, maar de factuur is in {currency}. Laat de afzender alle bedragen in één valuta zetten.",
        "{field} is in {value}, but the invoice is in {currency}. Ask the sender to state all amounts in one currency.",
        Who.BOOKKEEPER,
    ),
    "ubl-currency-invalid": Row(
        "De valuta van de factuur is “{value}”; dat is geen code van drie letters, zoals EUR. Laat de afzender het "
        "verbeteren.",
        "The currency of the invoice is “{value}”, which is no code of three letters such as EUR. Ask the sender to "
        "correct it.",
        Who.BOOKKEEPER,
    ),
    "ubl-not-a-date": Row(
        "{field} is “{value}”, en dat is geen bestaande datum. Een datum ziet eruit als 2026-03-31. Laat de afzender het "
        "verbeteren.",
        "{field} is “{value}”, which is no existing date. A date looks like 2026-03-31. Ask the sender to correct it.",
        Who.BOOKKEEPER,
    ),
    "ubl-not-a-percentage": Row(
        "{field} is “{value}”, en dat is geen btw-percentage tussen 0 en 100. Laat de afzender het verbeteren.",
        "{field} is “{value}”, which is no VAT percentage between 0 and 100. Ask the sender to correct it.",
        Who.BOOKKEEPER,
    ),
    "ubl-not-yes-or-no": Row(
        "{field} is “{value}” en moet true (toeslag) of false (korting) zijn. Laat de afzender het verbeteren.",
        "{field} is “{value}” and must be true (a charge) or false (an allowance). Ask the sender to correct it.",
        Who.BOOKKEEPER,
    ),
    "ubl-vat-category-unknown": Row(
        "{field} noemt btw-categorie “{value}”. Een e-factuur kent S, Z, E, AE, K, G, O, L en M. Laat de afzender de "
        "juiste kiezen.",
        "{field} names VAT category “{value}”. An e-invoice knows S, Z, E, AE, K, G, O, L and M. Ask the sender to choose "
        "the right one.",
        Who.BOOKKEEPER,
    ),
    "ubl-payable-differs": Row(
        "Te betalen is {value}, maar het factuurbedrag min vooruitbetaald plus afronding is {expected}. Laat de afzender "
        "de factuur verbeteren; zij wordt niet aangepast om te kloppen.",
        "The amount due is {value}, but the total less what was prepaid plus rounding is {expected}. Ask the sender to "
        "correct the invoice; it is not adjusted to fit.",
        Who.BOOKKEEPER,
    ),
    "ubl-number-too-long": Row(
        "Het factuurnummer “{value}” heeft {length} tekens; dat is geen factuurnummer. Laat de afzender het verbeteren.",
        "The invoice number “{value}” has {length} characters; that is no invoice number. Ask the sender to correct it.",
        Who.BOOKKEEPER,
    ),
    "ubl-more-problems": Row(
        "Er zijn meer fouten dan de {value} die hier staan. Waarschijnlijk is het hele bestand verkeerd gemaakt; vraag de "
        "afzender om een nieuw bestand.",
        "There are more mistakes than the {value} shown here. The whole file was probably made wrongly; ask the sender "
        "for a new one.",
        Who.BOOKKEEPER,
    ),
    "ubl-seller-is-not-us": Row(
        "De verkoper op deze factuur heeft nummer {value}, en dat is niet van uw bedrijf. Het lijkt geen verkoopfactuur "
        "van u. Klopt zij toch, dan voegt de beheerder dit nummer toe aan de administratie.",
        "The seller on this invoice has number {value}, which is not your company’s. It seems no sales invoice of yours. "
        "If it is, an administrator adds this number to the administration.",
        Who.ADMIN,
        "{value}",
    ),
    "ubl-seller-is-us": Row(
        "De verkoper op deze factuur ({value}) bent u zelf, maar zij is als inkoopfactuur aangeleverd. Lever haar aan "
        "als verkoopfactuur.",
        "The seller on this invoice ({value}) is you, but it was submitted as a purchase invoice. Submit it as a sales "
        "invoice.",
        Who.BOOKKEEPER,
    ),
    "ubl-seller-not-checked": Row(
        "Het bestand noemt geen btw- of KvK-nummer van de verkoper dat met het uwe te vergelijken is. Kijk zelf of dit "
        "een factuur van uw bedrijf is.",
        "The file states no VAT or KvK number of the seller that can be compared with yours. Check that this invoice is "
        "your company’s.",
        Who.BOOKKEEPER,
    ),
    "ubl-project-unknown": Row(
        "De factuur noemt project “{value}”, en dat is geen id van een project uit dit CRM. De regels krijgen daarom geen "
        "kostenplaats; het project staat in de omschrijving. Kies de kostenplaats zelf in SnelStart, of stuur eerst het project.",
        "The invoice names project “{value}”, which is no id of a project of this CRM. Its lines therefore get no cost "
        "centre; the project stands in the description. Choose the cost centre in SnelStart, or send the project first.",
        Who.BOOKKEEPER,
    ),
    "ubl-vat-in-euro": Row(
        "De factuur is in {currency}; de afzender zegt dat de btw € {value} is. Gebruik dat bedrag wanneer u haar in "
        "euro’s invoert.",
        "The invoice is in {currency}; its sender says that the VAT is € {value}. Use that amount when you enter it in "
        "euros.",
        Who.BOOKKEEPER,
    ),
    "ubl-value-left-out": Row(
        "{what_nl} “{value}” klopt niet (typefout of verkeerde controlecijfers) en gaat niet mee naar SnelStart. De rest "
        "van de factuur wel. Vul het juiste in bij de relatie, of laat de afzender het verbeteren.",
        "The {what_en} “{value}” is not valid (a typing error or wrong check digits) and does not go to SnelStart. The "
        "rest of the invoice does. Enter the right one at the relation, or ask the sender to correct it.",
        Who.CRM,
    ),
    "ubl-vat-number-of-other-country": Row(
        "Btw-nummer {value} is niet van het land van het adres ({country}). SnelStart neemt dat niet aan; het nummer gaat "
        "daarom niet mee. Kijk welk van beide klopt en vul het in bij de relatie.",
        "VAT number {value} is not of the country of the address ({country}). SnelStart does not take that; the number "
        "therefore stays behind. See which of the two is right and enter it at the relation.",
        Who.CRM,
    ),
    "ubl-account-of-other-payee": Row(
        "De factuur moet aan een ander worden betaald ({payee}), op rekening {value}. Die rekening komt daarom niet bij "
        "de leverancier te staan. Controleer de betaling zelf.",
        "The invoice is to be paid to somebody else ({payee}), on account {value}. That account is therefore not entered "
        "with the supplier. Check the payment yourself.",
        Who.BOOKKEEPER,
    ),
    "ubl-several-accounts": Row(
        "De factuur noemt meer bankrekeningen; {used} is overgenomen, {value} niet. Controleer bij betaling welke geldt "
        "(bijvoorbeeld een g-rekening).",
        "The invoice names several bank accounts; {used} was taken over, {value} was not. Check which one to pay to "
        "(one may be a blocked G account).",
        Who.BOOKKEEPER,
    ),
    "ubl-file-broken": Row(
        "Bijlage “{value}” in het bestand is beschadigd of is niet wat zij zegt te zijn ({kind}); zij is weggelaten. De "
        "factuur zelf gaat wel mee. Vraag de afzender om de bijlage.",
        "Attachment “{value}” in the file is damaged or is not what it says it is ({kind}); it was left out. The invoice "
        "itself goes on. Ask the sender for the attachment.",
        Who.BOOKKEEPER,
    ),
    "ubl-file-type": Row(
        "Bijlage “{value}” is van een soort die niet wordt overgenomen ({kind}); zij is weggelaten; pdf, png, jpeg, csv, "
        "xlsx en ods gaan mee. Vraag de afzender om zo’n bestand, of voeg het zelf toe aan de boeking.",
        "Attachment “{value}” is of a type that is not carried ({kind}); it was left out; PDF, PNG, JPEG, CSV, XLSX "
        "and ODS are. Ask the sender for such a file, or add it to the booking yourself.",
        Who.BOOKKEEPER,
    ),
    "ubl-file-too-large": Row(
        "Bestand “{value}” is {size} MB en SnelStart neemt hoogstens {limit} MB; het is weggelaten. Voeg het zelf "
        "verkleind toe aan de boeking.",
        "File “{value}” is {size} MB and SnelStart takes {limit} MB at most; it was left out. Add a smaller one to the "
        "booking yourself.",
        Who.BOOKKEEPER,
    ),
    "ubl-file-elsewhere": Row(
        "De factuur verwijst naar een bestand op internet ({value}). Dat wordt niet opgehaald. Haal het zelf op als u de "
        "afzender vertrouwt.",
        "The invoice refers to a file on the internet ({value}). It is not fetched. Fetch it yourself if you trust the "
        "sender.",
        Who.BOOKKEEPER,
    ),
    "ubl-too-many-files": Row(
        "Er zitten {value} bijlagen in het bestand; de eerste {limit} gaan mee. Voeg de andere zelf toe aan de boeking.",
        "The file holds {value} attachments; the first {limit} are carried. Add the others to the booking yourself.",
        Who.BOOKKEEPER,
    ),
}
