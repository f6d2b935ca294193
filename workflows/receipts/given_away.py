"""Advice that grants something: to keep or throw away goods, not to send them back, not to pay; and how they go back.

What may be kept, thrown away, not sent or not paid, and until when, is a rule of ours, in whatever advice it stands.
Receipts, labels and packaging are the customer's to keep.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.restating import is_on_record
from workflows.receipts.wording import flat

_THE = r"(?:(?:the|your|that|this|both|old|first|second|broken|faulty|wrong|defective|extra|spare) ){0,3}"
_GOODS = (
    r"(?:it|them|products?|items?|goods|devices?|units?|duplicates?|second(?: one)?|extra(?: one)?"
    r"|spare(?: one)?|parcels?"
    r"|packages?|kettle|machine|lamp|chair|toaster|blender|shoes|article|ones?)\b(?! (?:closed|open|away"
    r"|near|dry|safe|on|off))"
)
_ENDS = r"(?=, no| (?:if you|as (?:a|well)|too|anyway|free|without|instead)\b)"
_SACHE = (
    r"(?:es|das (?:\w+ )?(?:gerat|produkt|paket|teil|exemplar|duplikat)|die (?:\w+ )?(?:ware|lampe|zweite"
    r"|maschine)|den"
    r" (?:\w+ )?(?:artikel|zweiten|wasserkocher))"
)
_CHOSE = (
    r"(?:(?:le|la|les|l'|cet|cette|ce|votre)(?: |(?<=')))(?:\w+ )?(?:produits?|articles?|appareil|doublon"
    r"|second|seconde|deuxieme"
    r"|colis|exemplaire|bouilloire|lampe|ancien|ancienne)"
)
_COSA_ES = (
    r"(?:el|la|los|las|este|ese|su)(?: \w+)?? (?:productos?|articulos?|aparato|duplicado|segund[oa]"
    r"|paquete|hervidor|lampara|viej[oa])"
)
_COSA_IT = (
    r"(?:il|lo|la|l'|i|le|questo|quel)(?: |(?<='))(?:\w+ )?(?:prodott[oi]|articol[oi]|apparecchio|doppione"
    r"|second[oa]"
    r"|pacco|bollitore|lampada|vecchi[oa])"
)
_GONE = lazy(
    rf"\b(?:throw(?: away| out)?|bin|scrap|discard|dispose of|recycle|donate|give away|resell"
    rf"|get rid of) {_THE}{_GOODS}"
    rf"|\b(?:throw|give|chuck|toss) (?:the |your |that )?(?:\w+ ){{1,3}}(?:away|out)\b|\bgive (?:it|them"
    rf"|the \w+) to (?:a|an|your|some)\b"
    rf"|\b(?:keep|hold on to|hang on to) {_THE}(?!it\b|one\b|them\b){_GOODS}(?=[^\w ]|$| (?:as well|too|if"
    rf"|anyway|and|or|for)\b)"
    rf"|\b(?:may|can|could|free to|welcome to|simply|just) keep (?:it|them|both)\b|\bkeep (?:it|them|both){_ENDS}"
    rf"|\b(?:behalten|behalte|entsorgen|entsorge|verschenken|verschenke|spenden"
    rf"|verkaufen) (?:sie )?(?:bitte |einfach |gern |ruhig )?{_SACHE}"
    rf"|\b(?:konnen|kannst|durfen|darfst) (?:sie|du) {_SACHE} (?:\w+ )?(?:behalten|wegwerfen|entsorgen"
    rf"|verschenken|spenden)"
    rf"|\b(?:werfen sie|wirf) (?:bitte |einfach )?{_SACHE} (?:einfach )?weg"
    rf"|\b(?:gardez|garder|conservez|jetez|jeter|donnez|offrez|recyclez|revendez)(?: simplement| donc"
    rf"| tout simplement)? {_CHOSE}"
    r"|\b(?:gardez|jetez|recyclez)-(?:le|la|les)\b|\b(?:pouvez|peux) (?:le|la|les) (?:garder|jeter|donner"
    r"|recycler|revendre)\b"
    rf"|\b(?:quedese|quedate|tire|tira|deseche|regale|recicle|done)(?: con)? {_COSA_ES}"
    r"|\b(?:quedesel|quedatel|tirel|desechel|regalel|reciclel)[oa]s?\b|\b(?:puede|puedes) (?:quedarsel"
    r"|quedartel|tirarl|regalarl|desecharl)[oa]s?\b"
    rf"|\b(?:tenga(?: pure)?|tieni(?: pure)?|butti|butta|regali|smaltisca|ricicli) {_COSA_IT}"
    r"|\b(?:lo|la|li) (?:butti|butta|tenga|regali|smaltisca)(?: pure)?\b|\b(?:puo|puoi) (?:tenerl|tenersel"
    r"|buttarl|regalarl|smaltirl)[oa]\b",
    re.IGNORECASE,
)
_NOT_BACK = lazy(
    r"\bno (?:need|reason) to (?:return|send) (?:it|them|the|that|this|both)\b|\b(?:need not|not (?:need"
    r"|have) to) (?:be )?(?:send|return"
    r"|sent|returned)\b"
    r"|\bno return (?:is )?(?:needed|necessary|required)\b|\breturn(?:ing it)? is not (?:needed|necessary"
    r"|required)\b"
    r"|\bskip the return\b|\bsave yourself the return\b|\b(?:without|instead of) (?:sending"
    r"|returning) (?:it|them|the \w+)\b"
    r"|\b(?:nicht|nichts) zuruck(?:schicken|senden|geben)?\b|\brucksendung (?:ist )?(?:nicht|unnotig)\b"
    r"|\bkeine rucksendung (?:notig|erforderlich)\b"
    r"|\b(?:inutile|pas besoin|pas necessaire) de (?:le |la |les |me )?(?:renvoyer|retourner)\b"
    r"|\bne (?:le |la |les )?(?:renvoyez|retournez) pas\b"
    r"|\bno (?:hace falta|es necesario|tiene que|necesita) (?:que )?(?:l[oa]s? )?(?:devolver|devuelva"
    r"|enviar|envie)\w*"
    r"|\bno l[oa]s? (?:devuelva|envie)\b|\bnon (?:serve|occorre|deve|e necessario) (?:rispedir|restituir|spedir)\w*"
    r"|\bnon l[oa] (?:rispedisca|restituisca)\b",
    re.IGNORECASE,
)
_SUM = (
    r"(?:fees?|charges?|surcharge|invoice|bill|payments?|amount|instalments?|reminder|penalty|postage|debt"
    r"|gebuhr\w*|rechnung"
    r"|zahlung|betrag|mahnung|versandkosten|rate|abbuchung|frais|facture|paiement|montant|rappel|penalite"
    r"|prelevement|cargo|tarifa"
    r"|comision|factura|pago|importe|recargo|recordatorio|cuota|cobro|spes[ae]|commissione|addebito"
    r"|fattura|pagamento|importo"
    r"|sollecito|rata|mora|inv-\w+)"
)
_NOT_PAID = lazy(
    r"\b(?:(?:just |simply |safely )?(?:ignore|disregard|deduct|subtract|withhold|skip|forget)|knock off"
    r"|leave out|take off|reverse)"
    rf" (?:about )?(?:\w+[ -]){{0,3}}{_SUM}\b|\b(?:fee|fees|charge|surcharge|invoice|bill"
    rf"|reminder)\b[^.;!?]{{0,12}}, just ignore (?:it|them)\b"
    rf"|\b(?:no worries|not worry|do not worry|never mind|no need to worry) about (?:the |that "
    rf"|your )?(?:\w+ )?{_SUM}\b"
    rf"|\b(?:do not|need not|not (?:have|need) to|no need to|without|stop) pay(?:ing)? (?:it|them|the|that"
    rf"|this|{_SUM})\b"
    rf"|\bleave (?:\S+ ){{1,3}}unpaid\b|\bpay (?:the|your) {_SUM} without\b"
    rf"|\b(?:ignorieren sie|ignoriere|ziehen sie|zieh) (?:\w+ ){{0,3}}{_SUM}\b"
    rf"|\b{_SUM} (?:\w+ ){{0,2}}(?:nicht (?:be)?zahlen|abziehen|ignorieren)\b"
    rf"|\b(?:ignorez|deduisez|retirez|oubliez|ne payez pas) (?:\w+ ){{0,2}}{_SUM}\b|\b(?:ignore|ignora"
    rf"|descuente|deduzca|no pague|olvide)"
    rf" (?:\w+ ){{0,2}}{_SUM}\b|\b(?:ignori|detragga|deduca|sottragga|non paghi|scali) (?:\w+ ){{0,2}}{_SUM}\b",
    re.IGNORECASE,
)
# Before a grant: it is denied, supposed, asked for, or what the customer wants.
_DENIED = lazy(
    r"\b(?:not|never|nothing|whether|if|before|rather than|asked?|want|wish|like to|wrote|write|say|said|can not"
    r"|nicht|nichts|ob|bevor"
    r"|schreiben|mochten|ne|n'|avant|ecrivez|dites|souhaitez|voulez|nada|antes|quiere|dice|escribe|niente"
    r"|prima|vuole|dice"
    r"|scrive)\b",
    re.IGNORECASE,
)
_RMA = lazy(r"\bRMA-?\w*\d|\breturn of\b", re.IGNORECASE)
# How and until when something goes back.
_GOES = (
    r"\b(?:send|ship|return|mail|post)\b(?! office)|\b(?:schicken|schick|senden|sende|versenden)\b|\b(?:re"
    r"|r)?(?:en)?voyez\b"
    r"|\b(?:envie|envielo|devuelva|devuelvalo)\b|\b(?:ri)?spedisca\b|\binvii\b"
)
_RETURNS = lazy(
    rf"(?:{_GOES})[^.;!?]{{0,60}}?\b(?:whenever|any ?time|at your leisure|when it suits|within (?:a|an"
    rf"|\w+) (?:days?|weeks?|months?|year)"
    r"|free of charge|at (?:our|no) (?:cost|expense)|with (?:the|its|your) (?:original )?(?:receipt"
    r"|packaging|box|invoice|passport)"
    r"|wann immer|jederzeit|innerhalb|mit (?:dem|der) (?:original\w*|kassenbon|rechnung)|kostenlos"
    r"|portofrei|quand vous (?:voulez|voudrez)"
    r"|n'importe quand|a tout moment|avec (?:le|la|l') ?(?:ticket|recu|facture|emballage)|gratuitement"
    r"|cuando quiera|en cualquier momento"
    r"|con (?:el|la) (?:recibo|ticket|factura|embalaje)|gratis|quando vuole|in qualsiasi momento|con (?:lo"
    r"|la|l') ?(?:scontrino|ricevuta"
    r"|fattura|imballo))\b"
    r"|\b(?:take|bring|hand|drop) (?:it|them|the \w+)(?: \w+){0,4} (?:shop|store|branch|outlet)\b|\b(?:use"
    r"|reuse) (?:the|your) (?:old|same|previous) label\b"
    r"|\b(?:bringen sie|bring) (?:\w+ ){1,4}(?:laden|filiale|geschaft)\b|\b(?:apportez"
    r"|deposez)\S* (?:\S+ ){0,4}(?:magasin|boutique)\b"
    r"|\bllevel[oa] (?:\w+ ){0,4}tienda\b|\b(?:lo|la) porti (?:\w+ ){0,4}negozio\b"
    r"|\b(?:alte|vorige) etikett\b|\b(?:ancienne|meme) etiquette\b|\betiqueta (?:vieja|antigua|anterior)\b"
    r"|\bvecchia etichetta\b",
    re.IGNORECASE,
)


def gives_away(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) lets goods or money go of which no record says so; linear."""
    told = flat(sentence)
    if told.rstrip().endswith("?"):
        return False
    found = next((match for one in (_NOT_BACK, _GONE, _NOT_PAID) if (match := one.search(told))), None)
    if found is None or _DENIED.search(told, 0, found.start()):
        return False
    return not is_on_record(sentence, allowed)


def returns_otherwise(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) beside an RMA tells how or until when to send, and no record does; linear."""
    told = flat(sentence)
    if told.rstrip().endswith("?") or not any(_RMA.search(one) for one in allowed.records):
        return False
    found = _RETURNS.search(told)
    return found is not None and not _DENIED.search(told, 0, found.start()) and not is_on_record(sentence, allowed)
