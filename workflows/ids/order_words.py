"""Whether words around a letter and few digits ("A-77") make it an order: alone it may be paper, a road, a model."""

import re

from workflows.language.lazy import lazy

ORDER_WORD = (
    r"(?:orders?|ord\b\.?|oder|ordr|purchases?|shipments?|parcels?|packages?|deliver(?:y|ies)"
    r"|bestellung(?:en)?|bestellingen|bestelling|auftrag|sendung|lieferung|pakete?|pakket|(?:bestell|auftrags|order)(?:nummer|nr|number)"
    r"|commandes?|colis|livraisons?|pedidos?|paquetes?|env[ií]os?|ordin[ei]|pacco|spedizione|encomendas?|zam[oó]wieni\w{1,3}|заказ\w{0,2})"
)
INVOICE_WORD = (
    r"(?:invoices?|invoce|invocie|inovice|bills?|inv\b\.?|rechnung(?:en)?|rechnungsn(?:ummer|r)|facturas?|factures?|fattur[ae]|faturas?"
    r"|factuur|faktur\w{0,2})"
)
FEW_DIGITS = r"[a-z]{1,5}-\d{1,4}[a-z]?"
_FEW = lazy(rf"\#?{FEW_DIGITS}", re.IGNORECASE)

BEFORE_CHARS = 80
# An order, or asking where something is, and from there to the id only words that lead on to it.
_LEADS_TO_IT = lazy(
    rf"\b(?:{ORDER_WORD}|where(?:'?s|\sis|\sare|\sdid|\shas|\son\searth\sis)?|status|eta|whereabouts|track(?:ing)?|trace|locate"
    r"|(?:update|news|progress|check(?:ing)?(?:\sin)?|follow(?:ing)?\sup)(?:\s(?:on|of|for|about))?|look(?:ing)?\s(?:up|into|for)"
    r"|wait(?:ing)?\s(?:for|on)"
    r"|what\shappened\s(?:to|with)|received?|got|arrived?|shipped|delivered"
    r"|(?:(?<=[,;:(]\s)|(?<=\bthe\s)|(?<=\border\s)|(?<=\bunder\s)|(?<=\bits\s)|(?<=\bwith\s))number"
    r"(?:\s(?:(?:that\s)?(?:they|you|he|she|i|we)\s)?(?:gave|got|have|had|sent|told|(?:was|were)\sgiven)(?:\s(?:me|us))?)?)(?![^\W_])"
    r"(?:[\s:,;.?!#(\"'/&+>=-]|\b(?:is|it|it's|its|was|were|are|of|on|for|to|with|from|my|the|our|this|that|these|those|both|numbers?"
    rf"|no|nr|id|ids|ref|code|and|or|also|plus|called|namely|status|request|date|link|pls|please|{FEW_DIGITS})\b){{0,16}}$",
    re.IGNORECASE,
)
_FOLLOWS_IT = lazy(
    r"[\s:,;)\"'>=\u2192\u21d2-]{0,5}(?:(?:is|isn't|are|was|were|has|hasn't|have|not|never|yet|still|been|be|already|ever|even|just|only|supposed|meant"
    r"|expected|promised|scheduled|to"
    r"|should|will|would|did|didn't|does|doesn't|finally|currently|really|running|shown|shows?|says?|marked|as|it|its|on|in|out|for|my|the"
    r"|and|but)\b\s?){0,8}"
    r"(?:where|when|late|due|here|pending|on\stime|arriv\w{0,3}|ship\w{0,4}|deliver\w{0,3}|dispatch\w{0,3}|came|comes?|coming|lost|missing|overdue|delayed|stuck|track"
    r"|status|eta|track\w{0,3}|transit|way|received|sent|left|stolen|order|parcel|package)\b",
    re.IGNORECASE,
)
_A_THING = lazy(
    r"\b(?:my|the|an?|our|your|this|that|these|those|any|some|old|new|than|like|as|vs|size|format|in|with)\s[\"'(]?$",
    re.IGNORECASE,
)
_SHOP = lazy(
    r"\b(?:sell\w*|sold|sale|pric\w+|costs?|buy\w*|purchas\w+|stock\w*|availab\w+|offer\w*|catalog\w*|compatib\w+|sizes?|paper|model\w*"
    r"|discounts?|quote|recommend\w*|difference|better|bigger|smaller)\b",
    re.IGNORECASE,
)
_DELIVERY = lazy(
    r"\b(?:my|our|the|this|that)\s(?:\w{1,15}\s)?(?:orders?|parcels?|packages?|delivery|shipments?)\b"
    r"|\b(?:shipp(?:ed|ing)|(?:not\s)?delivered|arrived?|dispatched|tracking|missing|send\s(?:\w{1,15}\s){0,4}back|return\w*|refund\w*)\b",
    re.IGNORECASE,
)
_BEGINS = lazy(
    r"(?:^|[.;!?,:\n(-]\s{0,3})(?:(?:and|also|plus|then|or|it's|it\sis|its|check|about|ask|regarding|re|the\sone|is)\s){0,3}$|\babout\s$",
    re.IGNORECASE,
)
_SENTENCE_END = lazy(r"[.?!;\n]\s")
_ENDS_HERE = lazy(r"\s{0,2}(?:[?.!,;:)(\n-]|$|(?:please|pls|too|as\swell|is|and|here)\b)", re.IGNORECASE)
# What may follow the id of an order; another word after it is the thing that it designates ("A-4 paper").
_NAMES_A_THING = lazy(
    r"[\"']?\s(?!(?:and|or|but|nor|so|to|too|then|than|that|this|these|those|the|which|who|why|what|when|where|how|for|from|with|without"
    r"|about|after|before|since|until|because|while|not|never|yet|still|now|today|tomorrow|yesterday|again|already|also|only|even|ever"
    r"|just|please|pls|plz|thx|thanks|thank|asap|urgently|hello|guys|folks|team|support|sir|madam|mate|man|bro|dude|btw|though|tho|anyways?|lol|sorry|was|were|been|being|are|has|hasn|had|have|haven|did|didn|does|doesn"
    r"|isn|wasn|can|could|would|will|should|may|might|shall|must|says?|said|shows?|came|comes?|went|left|sent|got|lost|late|arriv\w*"
    r"|ship\w*|deliver\w*|status|tracking|there|here|you|your|they|its|she|him|her|our|right|via|per|under|over|off|out|get|gets|seems?"
    r"|look|looks|needs?|order\w*|packages?|parcels?|invoices?|return|refund|cancel|\w+(?:ing|ed|ly))\b)[a-z]{3,}",
    re.IGNORECASE,
)
_BUYS = lazy(
    r"\b(?:(?:want|wanna|like|need|wish|hope|plan|try\w*|going|able|possible|how|ready)\s(?:\w+\s)?to|i|we|wanna|i'd|i'll)\s$",
    re.IGNORECASE,
)
_MAY_BUY = lazy(r"(?:^|[.!?,;:\n]\s{0,3}|\b(?:to|and|please|pls|you|can|could|or|then|also)\s)$", re.IGNORECASE)


def is_few(value: str) -> bool:
    """Tell whether ``value`` is a letter or some and few digits, which is an order only if a word makes it one."""
    return _FEW.fullmatch(value) is not None


def is_about_delivery(text: str) -> bool:
    """Tell whether a message speaks of an order on its way, or of one that goes back."""
    return _DELIVERY.search(text) is not None


def is_ordered(text: str, span: tuple[int, int], *, listed: bool) -> bool:
    """Tell whether an order word governs what is at ``span``: "where is A-77?", not "do you sell A-4 paper?".

    ``listed``: the text speaks of a delivery or holds other ids, so that one which is a point of its own is meant too
    ("INV-1 is wrong. And A-2?").
    """
    start, end = span
    before, after = text[max(0, start - BEFORE_CHARS) : start], text[end : end + BEFORE_CHARS]
    if _NAMES_A_THING.match(after):
        return False
    if _LEADS_TO_IT.search(before):
        return True
    if _A_THING.search(before) or _SHOP.search(_SENTENCE_END.split(before)[-1] + _SENTENCE_END.split(after)[0]):
        return False
    alone = listed and _BEGINS.search(before) and _ENDS_HERE.match(after)
    return bool(_FOLLOWS_IT.match(after) or alone)


def may_be_number(text: str, start: int, end: int) -> bool:
    """Tell whether the words around an id without a word for it let it be one: "the GTX-1080" is a thing."""
    before, after = text[max(0, start - BEFORE_CHARS) : start], text[end : end + BEFORE_CHARS]
    return not (_NAMES_A_THING.match(after) or _A_THING.search(before))


def is_to_buy(text: str, start: int, end: int) -> bool:
    """Tell whether the word at ``start`` is a verb and what ends at ``end`` a thing: "I want to order A-4 paper"."""
    before = text[max(0, start - 24) : start]
    return bool(_BUYS.search(before) or (_MAY_BUY.search(before) and _NAMES_A_THING.match(text, end)))
