"""What the sums of a table or a label are: a price, or what is paid back, allowed or fined; told by words over them.

Where nothing says what a sum is, nothing is asked about it: the most that is refunded for a hotel is no price. English.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflows.language.lazy import lazy

LONGEST_THING = 6  # words
LABEL_CHARS = 90
VALUE_CHARS = 200  # that are read of a value
HEADING_CHARS = 160

_PRICE = lazy(
    r"\b(?:prices?|pricing|costs?|fees?|rates?|charges?|tariffs?|plans?|shop|menu|what you pay|paying|to buy)\b",
    re.IGNORECASE,
)
_OTHER = lazy(
    r"\b(?P<word>allowance|compensation|deposit|discount|excess|fine|limit|penalty|refund|surcharge)(?:s|es)?\b",
    re.IGNORECASE,
)
_PAID_BACK = lazy(
    r"\b(?:most|maximum|at most|up to|limits?)\b[^.]{0,60}?\bwe (?P<verb>refund|pay|reimburse)\b", re.IGNORECASE
)
_SOLD = lazy(
    r"\b(?P<word>permit|licence|ticket|pass|voucher|membership|subscription|lesson|ride|card|course|class)(?:s|es)?$",
    re.IGNORECASE,
)
_SUM = lazy(
    r"(?:from |about |only |up to |plus |an extra )?"
    r"(?:[$\u20ac\u00a3]\s?\d|\d[\d.,]{0,12}\s?(?:\u20ac|pence|cents?|p\b|euros?"
    r"|dollars?|pounds?|EUR|USD|GBP|CHF)|free\b|no charge|included\b)",
    re.IGNORECASE,
)
_NO_THING = lazy(
    r"(?:up|over|under|more|less|from|until|between|above|below|only|per|each|to|if|when|at|before|after|during|in|not|no"
    r"|other|others|any|all|every|for|with|without|by|on)\b",
    re.IGNORECASE,
)
_MEASURED = lazy(r"\d[\d.,]{0,12}\s?(?:g|kg|km|m|cm|mm|l|ml|litres?|minutes?|hours?|days?|%|\u00b0)(?:\b|/|$)|^\d")
_ODD = lazy(r"[^\w' &/+-]")


@dataclass(frozen=True, slots=True)
class Told:
    """The headings over a value, the title last, and the words that lead to its table (all untrusted)."""

    headings: Sequence[str] = ()
    leading: str = ""

    def is_price(self) -> bool:
        """Say whether a heading says that sums under it are prices; the nearest that names a sum counts."""
        for one in self.headings:
            if _PRICE.search(one[:HEADING_CHARS]):
                return True
            if _OTHER.search(one[:HEADING_CHARS]):
                return False
        return False

    def other(self) -> str | None:
        """Return what else than a price the sums are, by the nearest heading: "deposit"."""
        if self.is_price():
            return None
        return next(
            (found["word"].lower() for one in self.headings if (found := _OTHER.search(one[:HEADING_CHARS]))), None
        )

    def paid_back(self) -> str | None:
        """Return what a firm does with the sums, none of them a price: "refund" of "the most we refund"."""
        found = _PAID_BACK.search(self.leading)
        return found["verb"].lower() if found else None

    def sold(self) -> str | None:
        """Return what all of the document is about, if that is something sold: "permit"."""
        found = _SOLD.search(self.headings[-1][:HEADING_CHARS].split("|")[0].strip()) if self.headings else None
        return found["word"].lower() if found else None


def is_sold(label: str) -> bool:
    """Say whether a label names something that is sold: a ticket, a voucher."""
    return _SOLD.search(label[-LABEL_CHARS:]) is not None


def is_sum(value: str) -> bool:
    """Say whether a value, or one of its sentences, is or begins with a sum; a sentence in which one stands is none."""
    return any(_SUM.match(part.strip()) for part in value[:VALUE_CHARS].split(". "))


def is_thing(label: str) -> bool:
    """Say whether a label (untrusted) names a thing that has a price: "up to 120 g/km" and "lunch, only …" do not."""
    words = label[:LABEL_CHARS].split()
    if len(label) > LABEL_CHARS or not 1 <= len(words) <= LONGEST_THING or _NO_THING.match(label) or _ODD.search(label):
        return False
    return _MEASURED.search(label) is None and any(map(str.isalpha, label))
