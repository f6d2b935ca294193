"""Signs that are words: "C++" is not "C", "-20" not "20", "€" not "$"; all others are only how something is written."""

from workflows.language.grounding import fold
from workflows.language.lazy import lazy

READ_CHARS = 1200  # of an answer; entries have 900 at most

# A minus before a figure, but not within a range; plus signs and hashes behind a word; what measures and compares.
SIGNED_WORD = lazy(
    r"(?<![\w.,)\u00b0%$\u20ac\u00a3-])-[$\u20ac\u00a3]?\d+|[^\W_]+(?:\+{1,2}|#)(?!\w)|\w+"
    r"|[%\u2030\u00b0$\u20ac\u00a3\u00a5<>\u2264\u2265\u2260]"
)
_SIGNS = lazy(
    r"(?<!\w)[^\W_]++(?:\+{1,2}|#)(?!\w)|[$\u20ac\u00a3\u00a5]|\b(?:euros?|dollars?|pounds?|yen|eur|usd|gbp|jpy)\b"
)
_MEANT = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "usd": "dollar", "eur": "euro", "gbp": "pound"}
_MEANT |= {"jpy": "yen", "euros": "euro", "dollars": "dollar", "pounds": "pound"}


def signs_in(text: str) -> frozenset[str]:
    """Return the names with signs in a text (untrusted), and the currencies however they are written; linear."""
    return frozenset(_MEANT.get(found, found) for found in _SIGNS.findall(fold(text[:READ_CHARS])))


def names_with_signs(signs: frozenset[str]) -> frozenset[str]:
    """Return those of them that name something else without their sign: "c++"."""
    return frozenset(one for one in signs if not one[-1].isalpha())
