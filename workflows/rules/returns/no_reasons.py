"""What stands behind a thing that goes back and is no reason: who writes, what is enclosed, which one it is."""

import re

from workflows.language.lazy import lazy
from workflows.rules.products.sizes import without_sizes
from workflows.rules.syntax.statements import is_named
from workflows.rules.syntax.vocabulary import FLAWS, NOUN_VERBS, PLAIN_COLOURS, VERBS
from workflows.rules.words.goods import everyday
from workflows.understanding.returns.words import words

# Names, numbers and addresses of the writer, and what closes a letter: whatever else is said in it.
_WRITER = lazy(
    r"\W{0,4}(?:(?:and|btw|by\sthe\sway)\s)?(?:(?:my|our)\s(?:[\w-]{2,12}\s)?(?:names?|e-?mail|address|phone|mobile|tel(?:ephone)?|number|postcode|iban|account|order|invoice)\b"
    r"|(?:(?:kind|best|warm|with\s(?:kind|best))\s)?(?:regards|wishes|greetings)\b|(?:cheers|sincerely|yours(?=,|\s(?:sincerely|faithfully|truly)|\W*$)|xx+)\b|(?:signed|from)\s(?=(?-i:[A-Z]))"
    r"|(?:i\sam|i'm|we\sare|we're|this\sis)\s(?=(?-i:[A-Z][a-z]+)(?:\s(?-i:[A-Z][a-z]+)|\W*$|\sfrom\b))|(?:(?:i|we)\s)?hope\s(?:you|this|that|all|it|to)\b|have\sa\s(?:nice|good|great|lovely)\b"
    r"|(?:i|we)\s(?:live|work)\s(?:in|at|on)\b|(?:i'm|i\sam|we're|we\sare)\s(?:from|based)\b|(?:(?:a|i'm\sa|i\sam\sa|we're|we\sare|been\sa)\s)?(?:(?:loyal|regular|long\W?(?:time|standing)|good|new|valued)\s)?customers?(?:\s(?:since|for|here|of|number|no)\b|\W*$))",
    re.IGNORECASE,
)
# What is enclosed, agreed, wished or in a hurry; no reason unless it says that something is amiss.
_BESIDE = lazy(
    r"\W{0,4}(?:(?:and|but)\s)?(?:discussed\swith\b|(?:it|this|that)(?:'s|\sis)\s(?:very\s|rather\s|quite\s|really\s|a\sbit\s)?(?:urgent|important)|(?:very\s|rather\s)?urgent\b|(?:i|we)(?:'ve|\shave|\sstill\shave|\sgot|\skept)?\s(?:still\s)?(?:got\s|have\s|kept\s)?(?:the|a|my|your|its|all)\s(?:\w+\s)?(?:receipts?|invoice|box|packaging|labels?|tags?|proof|bill|carton)\b"
    r"|as\s(?:discussed|agreed|mentioned|promised|said|per|arranged|advised|told)\b|(?:i|we|you)(?:'ll|'d|\swill|\swould|\scan|\scould|\smay|\swant|\sneed)\b"
    r"|(?:(?:it|they)(?:'s|'re|\sis|\sare|\swas|\swere)\s)?(?:all\s|still\s){0,2}(?:in|inside|with)\s(?:its|the|their|all)\s?(?:\w+\s){0,2}(?:box(?:es)?|packag\w+|wrapp\w+|plastic|bags?|carton|tags?|labels?|foil)\b"
    r"|(?:it\sis\s|it's\s)?(?:un(?:worn|opened|used|touched)|sealed|boxed)\b|(?:with\s)?(?:tags|labels?)\s(?:still\s)?(?:on|attached)\b|(?:see\s)?(?:the\s)?(?:photos?|pictures?|pics?|images?|receipt|invoice|screenshots?)(?:\s(?:is|are))?\s(?:attached|enclosed|below|above|included|here)\b|see\s(?:the\s)?(?:photos?|pictures?|attach\w*|below|above)\b|attached\b"
    r"|keeping\s(?:the|my|it|this)\b|(?:to\sbe\s)?(?:collected|picked\sup)\b)",
    re.IGNORECASE,
)
_AMISS = lazy(
    r"n't\b|\b(?:not|never|no|too|wrong|broken|damaged|faulty|defective|crack\w*|torn|tore|leak\w*|empty|missing|but|because|without|differ\w*|only\sto|twice|any\s?more)\b",
    re.IGNORECASE,
)
_ONE = lazy(r"\W{0,4}(?:the|my|that|this)\s(?:[\w-]{1,20}\s){0,3}ones?\W{0,4}", re.IGNORECASE)
_WORD = lazy(r"[^\W\d_]+")
_NAMES = lazy(r"\W{0,4}[A-Z][a-z'\u00e0-\u017f-]{1,14}(?:\s[A-Z][a-z'.\u00e0-\u017f-]{0,14}){0,2}\W{0,4}")
_NOT_THAT = lazy(
    r"\W{0,4}(?:and\s)?not\s(?:the|my)\s(?:[\w-]{1,20}\s){0,2}(?P<thing>[\w-]{1,20})\W{0,4}", re.IGNORECASE
)
# Another thing stays: "The boots are lovely, I'll keep them".
_ANOTHER_STAYS = lazy(
    r"\W{0,4}(?:the|my|our)\s[^.!?\n]{2,60}?\b(?:i|we)(?:'ll|'m|'re|\sam|\sare|\swill)\s(?:keep|keeping)\s(?:it|them|that|those)\W{0,4}\Z",
    re.IGNORECASE,
)
_LONGEST = 200
_NOBODY = ("n18", "n23", "?")


def is_no_reason(said: str) -> bool:
    """Tell whether ``said``, behind a thing, gives no reason for its return; the first 200 characters are read."""
    said = said[:_LONGEST]
    if _WRITER.match(said) or (_BESIDE.match(said) and not _AMISS.search(said)):
        return True
    other = _NOT_THAT.fullmatch(said)
    stays = _ANOTHER_STAYS.match(said) is not None and not _AMISS.search(said)
    if stays or (other and is_named(other["thing"])):
        return True
    left = [word.lower() for word in _WORD.findall(without_sizes(said))]
    return all(word in PLAIN_COLOURS for word in left) or _ONE.fullmatch(said) is not None or _is_signature(said)


def _is_signature(said: str) -> bool:
    """Tell whether ``said`` is nothing but the name of a person: "Maria", "Anna Smith"."""
    if not _NAMES.fullmatch(said):
        return False
    known = VERBS | NOUN_VERBS | FLAWS | everyday()["goods"] | everyday()["parts"]
    named = [word.lower() for word in _WORD.findall(said)]
    kinds = [words().look_up(word)[0] for word in named]
    return not any(word in known for word in named) and (kinds[0] == "" or kinds[0].startswith(_NOBODY))
