"""What of a span is a product's name: without articles, numbers and quotes, and whether it names anything at all."""

import re

from workflows.language.lazy import lazy

_LEAD = lazy(
    r"(?:(?:the|teh|an?|my|our|your|this|that|these|those|his|her|their|one|two|three|four|five|six|ten|half|both|\d{1,2}x?"
    r"|pairs?\sof|some|of|brand[ -]new|new|first|second|third|fourth|other|whole|entire)\s+)++",
    re.IGNORECASE,
)


def _words(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_GENERIC = _words(
    "it them this that these those both something anything everything everyting smth smthg smthn smthing "
    "sth somethin sumthin sumthing somthing someting anythin thingy thingies thingie all one ones item items an "
    "product products thing things order orders purchase stuff goods parcel package packages parcels parts part "
    "em 'em same article articles unit device delivery shipment merchandise"
)
_GENERIC_LEAD = _words(
    "the my a an this that these those all whole entire last recent latest new our first second of it them "
    "damaged broken wrong faulty"
)
# What no customer sends back, however sure a reading is.
_NO_THING = _words(
    "drama process rush return returns refund refunds rma label labels number numbers money policy question "
    "questions reason problem issue reply answer help message receipt invoice customer"
)
_STREETS = _words("close street road avenue lane crescent square rd ave")  # "14 Orchard Close": where somebody lives
_RETURNING = _words("return returns returning refund refunds rma")  # "return number"
# A number that says where or which, and no thing: "postcode 10405", "IMEI 3569".
_CODE = lazy(
    r"(?:post(?:al)?\s?codes?|zip(?:\s?codes?)?|imei|iban|bic|ean|gtin|upc|sku|serial"
    r"|(?:customer|account|tracking|serial|phone|mobile|reference|ref|case|ticket|batch|lot|part)\s(?:numbers?|no|nr|id|codes?))"
    r"(?:[\s:#.]+(?:numbers?|no|nr|is))?(?:[\s:#.]+(?=\S*\d)|\s*$)",
    re.IGNORECASE,
)
# Whom a message is said to, behind a name: "kettle sir", "rug mate please".
_ADDRESS = frozenset({"sir", "madam", "ma'am", "mate", "guys", "folks", "bro", "buddy", "please", "pls", "plz"})
_EDGES = " \n\"'`\u201c\u201d\u2018\u2019*_"


def strip_lead(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without articles, numbers, quotes and marks at its edges; it may be empty."""
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES + ".,;:!?-\u2013\u2014":
        end -= 1
    if text[max(start, end - 2) : end].lower() in {"'s", "\u2019s"}:
        end -= 2
    return start, start + len(without_address(text[start:end]))


def without_address(name: str) -> str:
    """Return ``name`` without the words behind it that say to whom or how it is said: "kettle sir"."""
    while True:
        rest, _, last = name.rstrip(" ,").rpartition(" ")
        if not rest.strip(" ,") or last.lower() not in _ADDRESS or rest.lower().endswith("yerba"):
            return name
        name = rest.rstrip(" ,")


def is_generic(name: str) -> bool:
    """Tell whether ``name`` points at something without naming it: "it", "my whole order"."""
    words = re.findall(r"[\w']+", name.lower())
    first = next((n for n, word in enumerate(words) if word not in _GENERIC_LEAD), len(words) - 1)
    return all(word in _GENERIC for word in words[first:])


def is_nothing(name: str) -> bool:
    """Tell whether ``name`` can be no product: no letter in it, an address, or words about the matter itself."""
    words = re.findall(r"[^\W_]+", name.lower())
    if _CODE.match(name):
        return True
    if not any(len(word) > 1 and not word.isdigit() for word in words):
        return True
    if len(words) > 1 and words[-1] in _STREETS:
        return True
    return words[0] in _RETURNING or (len(words) == 1 and words[0] in _NO_THING)
