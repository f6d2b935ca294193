"""Payment cards in a text: which stretches of digits are one. Nothing here changes the text."""

from collections.abc import Iterator
from itertools import accumulate

from workflows.language.lazy import lazy

_MARKS = "/_*|"  # between the groups of a card as some write it; between other numbers more often
_SEPARATOR = rf"[\s.\-\u2010-\u2015\u2212{_MARKS}]"
_RUN = lazy(rf"\d++(?:{_SEPARATOR}{{1,4}}+\d++)*+")
_GROUP = lazy(r"\d++")
_NARROW = lazy(r"[ .\-\u00a0\u2010-\u2013]?")
LONGEST, SHORTEST = 19, 13
# Issuers' ranges and the lengths of their numbers: ISO/IEC 7812 and its table on Wikipedia ("Payment card number");
# Maestro's as braintree/credit-card-type has them. 15 digits are American Express only: an IMEI has 15 and a Luhn
# digit, too. JCB's and UATP's old numbers of 15 digits are out of use.
_ISSUERS = lazy(
    r"(?P<a>3[47])"
    r"|(?P<d>30[0-5]|3095|3[689])"
    r"|(?P<v>4)"
    r"|(?P<m>5[1-5]|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720|9792|86001|8600|9860)"
    r"|(?P<j>352[89]|35[3-8]\d|6011|62|64[4-9]|65|8[12]|220[0-4]|63[6-9])"
    r"|(?P<o>50|5[6-9]|60|63|67)"
)
_LENGTHS = {
    "a": frozenset({15}),  # American Express
    "d": frozenset({14, 16, 17, 18, 19}),  # Diners Club
    "v": frozenset({13, 16, 18, 19}),  # Visa
    "m": frozenset({16}),  # Mastercard, Troy, UzCard, Humo
    "j": frozenset({16, 17, 18, 19}),  # JCB, Discover, UnionPay, RuPay, Mir, InterPayment
    "o": frozenset({13, 14, 16, 17, 18, 19}),  # Maestro, RuPay, Verve, Elo, Hipercard, Dankort
}
_WHOLE_GROUPS = {(4, 4, 4, 4), (4, 6, 5)}
_SHORT_GROUPS = {13: {(13,), (4, 3, 3, 3)}, 14: {(14,), (4, 6, 4), (4, 4, 4, 2)}}  # of the rare short numbers


class _Run:
    """A run of groups of digits; says in constant time whether a stretch of it has a right check digit."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.groups = [match.span() for match in _GROUP.finditer(text, start, end)]
        self.gaps = [text[a[1] : b[0]] for a, b in zip(self.groups, self.groups[1:], strict=False)]
        self.digits = "".join(text[a:b] for a, b in self.groups)
        plain = [int(digit) for digit in self.digits]
        twice = [2 * digit - 9 if digit > 4 else 2 * digit for digit in plain]
        # Sums of all digits before a place, with those at odd (even) places doubled.
        self._odd = [0, *accumulate(b if at % 2 else a for at, (a, b) in enumerate(zip(plain, twice, strict=True)))]
        self._even = [0, *accumulate(a if at % 2 else b for at, (a, b) in enumerate(zip(plain, twice, strict=True)))]

    def checks(self, start: int, end: int) -> bool:
        """Say whether the digits from ``start`` to ``end`` pass Luhn's check: every second from the last is doubled."""
        sums = self._even if end % 2 == 0 else self._odd
        return (sums[end] - sums[start]) % 10 == 0


def find_cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of card numbers: from the left, the longest stretch of whole groups of digits that is one.

    A card has 13 to 19 digits, a known issuer with numbers of that length, and a right check digit. Groups stand apart
    by blanks, line ends, dots or dashes, or by one mark that is the same between all. Linear in the length of the text;
    invisible characters are for the caller.
    """
    for found in _RUN.finditer(text):
        if found.end() - found.start() < SHORTEST:
            continue
        run = _Run(text, *found.span())
        first, at = 0, 0
        while first < len(run.groups):
            start, _ = run.groups[first]
            size = 0 if start > 0 and text[start - 1] == "+" else _card_at(run, first, at)  # a phone number
            if size:
                yield start, run.groups[first + size - 1][1]
            for _ in range(size or 1):
                at += run.groups[first][1] - run.groups[first][0]
                first += 1


def _card_at(run: _Run, first: int, at: int) -> int:
    """Return how many groups from ``first`` (its digits begin at ``at``) make a card, 0 if none do."""
    issuer = _ISSUERS.match(run.digits, at)
    if issuer is None or issuer.lastgroup is None:
        return 0
    lengths, best, end = _LENGTHS[issuer.lastgroup], 0, at
    for size, (start, stop) in enumerate(run.groups[first : first + LONGEST], start=1):
        end += stop - start
        if end - at > LONGEST:
            break
        if end - at in lengths and run.checks(at, end) and _is_set_like_one(run, first, size):
            best = size
    return best


def _is_set_like_one(run: _Run, first: int, size: int) -> bool:
    """Say whether groups look like a card's. Over wide gaps a column of numbers looks like one, too: not if too short.

    Wide is what is more than one blank, dot or dash: a tab, the next line, several blanks.
    """
    sizes = tuple(stop - start for start, stop in run.groups[first : first + size])
    if sum(sizes) in _SHORT_GROUPS:
        return sizes in _SHORT_GROUPS[sum(sizes)]
    gaps = run.gaps[first : first + size - 1]
    if any(mark in gap for gap in gaps for mark in _MARKS):
        return sizes in _WHOLE_GROUPS and len({gap.strip() for gap in gaps}) == 1 and len(gaps[0].strip()) == 1
    narrow = all(_NARROW.fullmatch(gap) for gap in gaps)
    return narrow or all(3 <= one <= 6 for one in sizes)
