"""Questions about an order that its status does not answer: what is in it, what it cost, where its invoice is."""

import re

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.escalation.beyond import Beyond
from workflows.rules.escalation.order_sentences import order_sentences

OF_ORDER = Beyond(
    "a question about an order that its status does not answer",
    "I can look up how an order stands, but not what is in it, what it cost or its papers.",
    urgent=False,
)
_PAPER = r"(?:invoices?|receipts?|bills?|proof\sof\spurchase|delivery\snote|packing\s(?:list|slip)|order\sconfirmation)"
_WANTS_PAPER = Sifted(
    r"\b(?:need|want|like|send|resend|get|find|download|print|have|e?-?mail|forward|request|provide|receive|(?:where|missing)(?:'s|\sis|\sare)?|please|issue)\s"
    r"(?:(?:me|us|the|an?|my|our|your|you|to|vat|tax|new|pdf|proper|original|official|another|copy|of|out|where|for|still|also|get|have|download|find|print|see|email|please|i|we|can|could|do|link|it)\s){0,7}"
    rf"{_PAPER}\b"
)
_OF_ORDER = lazy(
    rf"\b{_PAPER}\s(?:copy\s)?(?:(?:for|of|to|from|on|belonging\sto|about)\s)?(?:(?:my|our|the|this|that)\s)?order\b|\border\b[^.!?\n]{{0,40}}\b{_PAPER}\b",
    re.IGNORECASE,
)
_HAS_PAPER = lazy(
    rf"\b{_PAPER}\s(?:[\w-]{{1,12}}\s){{0,4}}?(?:came|arrived|is\shere|was\s(?:fine|right))\b|\b(?:(?<!never\s)(?<!not\s)got|(?<!not\s)(?<!never\s)(?<!n't\s)received|(?<!can\si\s)(?<!could\si\s)(?<!may\si\s)(?<!can\swe\s)(?<!could\swe\s)(?<!to\s)have|paid|attached)\s(?:the|my|your|our|an?)\s{_PAPER}\b|\bthank\w*\s(?:you\s)?for\s(?:the|your)\s{_PAPER}\b",
    re.IGNORECASE,
)
_AUX = r"(?:do(?:es)?|did|will|would|whether|if|has|is|are|was|were)"
_HELD = Sifted(
    rf"\b{_AUX}\s(?:[\w']{{1,12}}\s){{0,3}}?order\s(?:[\w']{{1,12}}\s){{0,2}}?(?:contain(?:s|ed)?|includ(?:e|es|ed|ing)|come\swith|comes\swith|consist(?:s|ed)?\sof|made\sup\sof)\b"
    r"|\b(?:which|what)\s(?:colou?rs?|sizes?|models?|versions?|variants?|shades?|quantit(?:y|ies)|products?|items?|things|address|payment\smethod|card)\b[^.!?\n]{0,60}?\border\b"
    r"|\border\b[^.!?\n]{0,40}?\b(?:which|what)\s(?:colou?r|size|model|version|variant|quantity|address)\b"
    r"|\bwhat(?:'s|\s(?:(?:exactly|all|else)\s)?(?:is|was|are|were))\s(?:(?:all|exactly|actually|really|supposed\sto\sbe)\s){0,2}(?:in|inside)\s(?:my\s|our\s|the\s|this\s)?order\b"
    r"|\bwhat\s(?:exactly\s|all\s)?(?:did\s(?:i|we)\s(?:order|buy|get)|have\s(?:i|we)\s(?:ordered|bought)|(?:i|we)\s(?:ordered|bought))\s(?:\w{1,10}\s){0,2}?(?:in|with|on|under)\s(?:my\s|our\s|the\s|this\s)?order\b"
    r"|\bwhat\s(?:does|did|do|will)\s(?:my\s|our\s|the\s)?order\s(?:contain|include|cost|consist)\b"
    r"|\b(?:does|did)\s(?:my\s|our\s|the\s)?order\s(?:already\s|also\s)?have\s(?!to\b|been|left|(?:an?\s|any\s|the\s|its\s)?(?:tracking|delay|date|delivery|problem|issue|status|update|eta|estimate|carrier|courier|number|new))"
    r"|\bwhat(?:'s|\sis|\swas)\s(?:the\s)?(?:total|price|cost|amount|value|sum)\b[^.!?\n]{0,30}?\border\b|\b(?:did|have)\s(?:i|we)\s(?:already\s)?(?:pay|paid)\b[^.!?\n]{0,40}?\border\b"
    r"|\bwhen\s(?:did|have)\s(?:i|we)\s(?:place|placed|make|order(?:ed)?)\s(?:\w{1,8}\s){0,3}?order\b|\bwho\s(?:ordered|placed|bought|made)\s(?:\w{1,8}\s){0,2}?order\b"
    r"|\b(?:delivery|shipping|billing)\saddress\s(?:for|of|on|in)\s(?:my\s|our\s|the\s)?order\b"
    r"|\bhow\smuch\s(?!longer|time|more)(?:[\w']{1,10}\s){1,5}?order\b|\bhow\smany\s(?!days|weeks|hours|more|times|working|business|minutes|parcels|packages|boxes|stops)(?:[\w'-]{1,14}\s){1,6}?(?:in\s|of\s|with\s)?(?:my\s|our\s|the\s)?order\b"
    r"|\b(?:is|are|was|were)\s(?:the|my|our|a|an)\s(?:[\w'-]{1,14}\s){1,3}?(?:also\s|included\s|really\s)?in\s(?:my\s|our\s|the\s)?order\b(?![^.!?\n]{0,25}\b(?:way|shipped|sent|com(?:e|ing)|arriv|deliver|dispatch|here|delayed|lost|yet|ready|on\stime))"
)
_ASKED = lazy(r"\?|\b(?:tell|know|wonder\w*|check|see|remember|find\sout|please|what|which|how)\b", re.IGNORECASE)


def asks_more_of_order(text: str) -> bool:
    """Tell whether ``text`` (untrusted) asks what an order holds or cost, or for its invoice."""
    return any(map(_asks, order_sentences(text)))


def _asks(sentence: str) -> bool:
    if _WANTS_PAPER.search(sentence) and _OF_ORDER.search(sentence):
        return _HAS_PAPER.search(sentence) is None
    return _HELD.search(sentence) is not None and _ASKED.search(sentence) is not None
