"""From how sure each token's labels are to products and their reasons: which reason is which product's."""

import re
from dataclasses import dataclass, field

from workflows.language.lazy import lazy
from workflows.understanding.returns.names import is_generic, is_nothing, strip_lead
from workflows.understanding.returns.tokens import Token

Span = tuple[int, int]
LEAST = 0.25  # of a token to be read as a piece of a product at all
LEAST_REASON = 0.5
_BEGINS = frozenset({"P", "rP", "RP", "L"})
_PRODUCT = frozenset({"P", "p", "rP", "rp", "RP"})
_LIKELY = frozenset({"L", "l"})
_REASON = frozenset({"R", "r", "rP", "rp", "RP"})
# Between things of one list: "the kit and my charger".
_LIST = lazy(
    r"(?:[\s,/+&\"'`\u201c\u201d\u2018\u2019]|\b(?:and|or|plus|as|well|also|the|my|our|an?|this|that|these|those|your|one|two|three|four|of|pair|both|new|\d+x?)\b)*+",
    re.IGNORECASE,
)
_SHARED = lazy(r"(?:both|all|none|neither|they|they're|theyre|each)\b", re.IGNORECASE)
_CAUSE = lazy(
    r"(?:(?:^|[.;!?\n,]\s{0,3}|\band\s)(?:because|since|as|due\sto|cuz|coz|given\sthat)(?:\sof)?\s{0,3})$",
    re.IGNORECASE,
)
_CAUSE_BEFORE = 20  # characters


@dataclass
class Product:
    """A thing that may be to go back: where it is named, how sure a request and how sure at least a likely one is."""

    span: Span
    sure: float
    likely: float
    places: list[Span] = field(default_factory=list)  # of tokens: where it is named or meant
    reason: Span | None = None
    reason_at: int = -1


class Chances:
    """How sure each token of a text is a piece of a product, of a likely one, or of a reason."""

    def __init__(self, labels: list[str], chances: list[list[float]]) -> None:
        kinds = (_PRODUCT, _LIKELY, _REASON, _BEGINS & (_PRODUCT | _LIKELY), frozenset({"R", "RP"}))
        columns = [[n for n, label in enumerate(labels) if label in kind] for kind in kinds]
        sums = [[sum(row[n] for n in column) for row in chances] for column in columns]
        self.product, self.likely, self.reason, self._begins, self._reason_begins = sums

    def products(self) -> list[Span]:
        """Return the token spans of products, likely ones too."""
        either = [a + b for a, b in zip(self.product, self.likely, strict=True)]
        return _spans(either, self._begins, LEAST)

    def reasons(self) -> list[Span]:
        """Return the token spans of reasons."""
        return _spans(self.reason, self._reason_begins, LEAST_REASON)


def _spans(inside: list[float], begins: list[float], least: float) -> list[Span]:
    found: list[Span] = []
    for n, chance in enumerate(inside):
        if chance < least:
            continue
        if found and found[-1][1] == n and begins[n] < chance / 2:
            found[-1] = (found[-1][0], n + 1)
        else:
            found.append((n, n + 1))
    return found


def products_in(tokens: list[Token], text: str, chances: Chances) -> list[Product]:
    """Return the named products of ``text`` in its order, each once, with its reason; spans are of characters."""
    found: list[Product] = []
    meant: list[Span] = []
    for a, b in chances.products():
        span = strip_lead(text, tokens[a].start, tokens[b - 1].end)
        name = text[slice(*span)]
        if any(one.id_kind not in ("", "unknown") for one in tokens[a:b]):
            continue
        sure = min(chances.product[a:b])
        likely = min(x + y for x, y in zip(chances.product[a:b], chances.likely[a:b], strict=True))
        if is_generic(name):
            meant.append((a, b))
        elif not is_nothing(name):
            _add(found, Product(span, sure, likely, [(a, b)]), text)
    _give_reasons(tokens, text, found, chances.reasons())
    for a, b in meant:  # "it", said of what was named last before
        before = [one for one in found if one.places[0][0] < a]
        for one in before[-1:] or found[:1]:
            one.places.append((a, b))
    return found


def is_listed(between: str) -> bool:
    """Tell whether the words between two things make one list of them: ", and the"."""
    return _LIST.fullmatch(between) is not None


def _add(found: list[Product], new: Product, text: str) -> None:
    """Add ``new``, or what it says more of a product found before: "ball" is the "yoga ball" again."""
    old = next((one for one in found if _is_same(text[slice(*one.span)], text[slice(*new.span)])), None)
    if old is None:
        found.append(new)
        return
    old.places += new.places
    old.sure, old.likely = max(old.sure, new.sure), max(old.likely, new.likely)
    if new.span[1] - new.span[0] > old.span[1] - old.span[0]:
        old.span = new.span


def _is_same(one: str, other: str) -> bool:
    short, long = sorted((one.lower().split(), other.lower().split()), key=len)
    return short in (long[-len(short) :], long[: len(short)])


def _give_reasons(tokens: list[Token], text: str, found: list[Product], reasons: list[Span]) -> None:
    for a, b in reasons if found else ():
        start, end = tokens[a].start, tokens[b - 1].end
        while end > start and text[end - 1] in ' ,.;:!?-\u2013\u2014*_~()[]"':
            end -= 1
        while start < end and text[start] in ' ,.;:!?-\u2013\u2014*_~()[]"':
            start += 1
        for one in _owners(tokens, text, found, (a, b)) if end > start else ():
            if one.reason is None:
                one.reason, one.reason_at = (start, end), a
    for n in range(len(found) - 2, -1, -1):  # "the kit and the charger because both are damaged"
        one, after = found[n], found[n + 1]
        between = text[tokens[one.places[0][1] - 1].end : tokens[after.places[0][0]].start]
        if one.reason is None and after.reason and after.reason_at >= after.places[0][1] and is_listed(between):
            one.reason = after.reason


def _owners(tokens: list[Token], text: str, found: list[Product], reason: Span) -> list[Product]:
    """Return the products that the reason at tokens ``reason`` is said of."""
    a, b = reason
    inside = [one for one in found if any(a <= start < b for start, _ in one.places)]
    if inside:
        return inside
    before = [(end, n) for n, one in enumerate(found) for _, end in one.places if end <= a]
    after = [(start, n) for n, one in enumerate(found) for start, _ in one.places if start >= b]
    if _is_shared(tokens, text, found, a):
        return _earlier(found, a)
    near = found[max(before)[1]] if before else None
    then = found[min(after)[1]] if after else None
    if near and then and then.reason is None:
        at = tokens[a].start
        stands_before_it = min(after)[0] == b  # "the broken lamp"
        if stands_before_it or _CAUSE.search(text[max(0, at - _CAUSE_BEFORE) : at]):
            return [then]
    return [one for one in (near or then,) if one]


def _earlier(found: list[Product], at: int) -> list[Product]:
    return [one for one in found if one.places[0][0] < at]


def _is_shared(tokens: list[Token], text: str, found: list[Product], at: int) -> bool:
    """Tell whether a reason is said of all products before it: "both are damaged"."""
    earlier = _earlier(found, at)
    return bool(_SHARED.match(text, tokens[at].start)) and bool(earlier) and not any(one.reason for one in earlier)
