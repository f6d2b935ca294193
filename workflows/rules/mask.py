"""Masking: payment-card numbers and secrets are cut out of a text before it is kept; ids stay."""

import re
from collections.abc import Iterator

from workflows.rules.ids import FoundId, find_ids

CARD = "[card number removed]"
SECRET = "[secret removed]"  # noqa: S105 - the marker, not a secret

# Shapes that are secrets wherever they stand (the issuers' documented prefixes).
_TOKENS = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----|[\s\S]{0,8000})"
    r"|(?<![A-Za-z0-9])(?:"
    r"sk-(?:[A-Za-z0-9]{1,10}-){0,3}[A-Za-z0-9_-]{16,}|[sr]k_(?:live|test)_[A-Za-z0-9]{10,}"
    r"|xox[a-z]-[A-Za-z0-9-]{8,}|xapp-[A-Za-z0-9-]{8,}|xwfp-[A-Za-z0-9-]{8,}"
    r"|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_-]{16,}"
    r"|(?:AKIA|ASIA)[A-Z0-9]{12,}|AIza[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}"
    r"|hf_[A-Za-z0-9]{20,}"
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]{0,2000})?"
    r")"
    r"|https://hooks\.slack\.com/[^\s<>|]{5,200}"
)
# Values that a word before them makes a secret.
_NAMED = re.compile(
    r"\bbearer\s{1,3}(?P<bearer>[A-Za-z0-9._~+/=-]{12,})"
    r"|\b(?:cvv2?|cvc2?|security code|pin(?: ?code)?|one[- ]time code|otp)\b(?:\s?(?:number|is|:"
    r"|=)){0,2}\s{0,2}(?P<code>\d{3,8})(?!\d)"
    r"|\b(?:pass ?word|passwd|pass ?phrase|pass ?code|pwd|pw|secret(?: key)?|api[ _-]?key|access[ _-]?(?:key"
    r"|token)|auth[ _-]?token|token)\b"
    r"(?:\s{0,2}(?P<colon>[:=])|\s{1,2}is\b:?)\s{0,2}[\"'`“\u2018]?(?P<value>[^\s\"'`“”\u2018\u2019]{3,200})",
    re.IGNORECASE,
)
_NO_VALUE = re.compile(
    r"(?:not?|wrong|incorrect|correct|invalid|valid|being|still|too|the|an?|always|never|now|lost|gone|unknown"
    r"|weak|strong|old|new|"
    r"right|fine|ok|okay|out|in|on|only|also|just|very|required|mandatory|safe|secure|bad|good|it|that|this|my"
    r"|your|what|hidden|"
    r"case|longer|missing|empty|unsafe|[a-z]{2,}(?:ed|ing|n't|nt))[.,;:!?)]{0,3}",
    re.IGNORECASE,
)
_CARD_RUN = re.compile(r"(?<![\w+])\d(?:[ .\-\u00a0\u2010-\u2013]?\d){12,200}(?!\w)")
_GROUP = re.compile(r"\d+")
# First digits of the issuers' ranges: Amex, Diners, JCB 3; Visa 4; Mastercard 2, 5; Maestro, Discover 6; UnionPay 81.
_ISSUER = re.compile(r"3[0-9]|4|5[0-9]|2[2-7]|6[0-9]|81")
_EXPLICIT = re.compile(
    r"(?:numbers?|num|no|nr|id|ref(?:erence)?)\b\.?(?:[\s:=#]|\bis\b){0,4}$|#$|(?:order|invoice|purchase)\s?:\s?$",
    re.IGNORECASE,
)
_Span = tuple[int, int, str]


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # the digits of twice 0, twice 1 … added up, as Luhn's check does


def _luhn(digits: str) -> bool:
    return (sum(map(int, digits[-1::-2])) + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])) % 10 == 0


def _kept(text: str) -> list[FoundId]:
    """Return the ids that masking leaves alone; one that could be a card must be introduced as an id."""
    ids = [one for one in find_ids(text) if one.kind != "unknown"]
    return [
        one for one in ids if not _card_like(one.value) or _EXPLICIT.search(text[max(0, one.start - 24) : one.start])
    ]


def _card_like(value: str) -> bool:
    return value.isdecimal() and 13 <= len(value) <= 19 and _luhn(value) and bool(_ISSUER.match(value))


def _cards(text: str) -> Iterator[_Span]:
    """Yield the cards in each run of digits: the longest stretch of whole groups that is one, from the left."""
    for run in _CARD_RUN.finditer(text):
        groups = [(m.start() + run.start(), m.end() + run.start(), m[0]) for m in _GROUP.finditer(run[0])]
        first = 0
        while first < len(groups):
            size = _card_at(groups, first)
            if size:
                yield groups[first][0], groups[first + size - 1][1], CARD
            first += size or 1


def _card_at(groups: list[tuple[int, int, str]], first: int) -> int:
    """Return how many groups from ``first`` make a card, 0 if none do."""
    head = "".join(group for _, _, group in groups[first : first + 2])
    several = _ISSUER.match(head) is not None
    best, digits = 0, ""
    for size, (_, _, group) in enumerate(groups[first : first + (19 if several else 1)], start=1):
        digits += group
        if len(digits) > 19:
            break
        if len(digits) >= 13 and digits.isascii() and _luhn(digits):
            best = size
    return best


def _secrets(text: str) -> Iterator[_Span]:
    for match in _NAMED.finditer(text):
        group = "bearer" if match["bearer"] else "code" if match["code"] else "value"
        value = match[group]
        if value.startswith(("[secret", "[card")) or (group == "value" and _NO_VALUE.fullmatch(value)):
            continue
        end = match.end(group) - (len(value) - len(value.rstrip(".,;:!?)"))) if match["value"] else match.end(group)
        if not _prose(text, match, end):
            yield match.start(group), end, SECRET


def _prose(text: str, match: re.Match[str], end: int) -> bool:
    """Tell 'my password is swordfish' from 'the token is part of the link': a word in mid-sentence is prose."""
    value = text[match.start("value") : end] if match["value"] else ""
    return (
        bool(value)
        and not match["colon"]
        and value.isalpha()
        and value.islower()
        and bool(re.match(r" (?!and\b|but\b|please\b)\w", text[end:]))
    )


def _once(text: str) -> str:
    kept = _kept(text)
    spans: list[_Span] = [(m.start(), m.end(), SECRET) for m in _TOKENS.finditer(text)]
    softer = sorted([*_cards(text), *_secrets(text)])
    spans += [s for s in softer if not any(s[0] < one.end and one.start < s[1] for one in kept)]
    parts, at = [], 0
    for start, end, marker in sorted(spans):
        if start >= at:
            parts += [text[at:start], marker]
        at = max(at, end)
    return "".join(parts) + text[at:]


def mask(text: str) -> str:
    """Return ``text`` with card numbers and secrets replaced by ``[card number removed]`` and ``[secret removed]``.

    Idempotent. Ids of ours, invoices and orders stay, unless one could be a card and is not introduced as an id
    ('order number 4111…' stays, 'I paid with 4111…' goes). Untrusted input; the whole text is covered.
    """
    for _ in range(4):
        masked = _once(text)
        if masked == text:
            break
        text = masked
    return text
