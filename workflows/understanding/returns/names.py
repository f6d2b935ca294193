"""What of a span is a product's name: without articles, numbers and quotes, and whether it names anything at all."""

import re

_LEAD = re.compile(
    r"(?:(?:the|teh|an?|my|our|your|this|that|these|those|his|her|their|one|two|three|four|five|six|ten|half|both|\d{1,2}x?"
    r"|pairs?\sof|some|of|brand[ -]new|new|first|second|third|fourth|other|whole|entire)\s+)++",
    re.IGNORECASE,
)


def _words(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_GENERIC = _words(
    "it them this that these those both something anything everything everyting all one ones item items an "
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
_RETURNING = _words("return returns returning refund refunds rma")  # "return number"
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
    return start, end


def is_generic(name: str) -> bool:
    """Tell whether ``name`` points at something without naming it: "it", "my whole order"."""
    words = re.findall(r"[\w']+", name.lower())
    first = next((n for n, word in enumerate(words) if word not in _GENERIC_LEAD), len(words) - 1)
    return all(word in _GENERIC for word in words[first:])


def is_nothing(name: str) -> bool:
    """Tell whether ``name`` can be no product: no letter in it, or words about the matter itself."""
    words = re.findall(r"[^\W_]+", name.lower())
    if not any(len(word) > 1 and not word.isdigit() for word in words):
        return True
    return words[0] in _RETURNING or (len(words) == 1 and words[0] in _NO_THING)
