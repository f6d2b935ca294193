"""The id grammar: which tokens of a text are ids, of what kind, and how they are written; nothing here acts on them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from workflows.ids.order_words import (
    FEW_DIGITS,
    INVOICE_WORD,
    ORDER_WORD,
    is_about_delivery,
    is_few,
    is_ordered,
    is_to_buy,
    may_be_number,
)
from workflows.language.folding import PLAIN_QUOTES, fold_characters, fold_with_places
from workflows.language.lazy import lazy
from workflows.language.sifting import holds_any

IdKind = Literal["investigation", "rma", "case", "invoice", "order", "unknown"]

MAX_CHARS = 20_000
"""Text beyond this is not searched: Slack itself cuts a message at 40,000 characters."""
MAX_IDS = 200
REMEMBERED = 16  # texts
LONGEST_ID = 200  # characters: no id is longer


@dataclass(frozen=True, slots=True)
class FoundId:
    """An id in a text: its kind, its canonical spelling, and where it stands (with its '#', without its 'order')."""

    kind: IdKind
    value: str
    start: int
    end: int


# One character for one, so that offsets hold: hyphens people paste, curly quotes, full-width '#', odd spaces.
_FOLD = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"),
        **PLAIN_QUOTES,
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
        "\uff03": "#",
    }
)


def fold(text: str) -> str:
    """Return ``text`` with typographic hyphens, quotes and spaces made plain; the same length, so offsets hold."""
    return text.translate(_FOLD)


# An id is read whole or not at all: nothing like an id may stand right before it or right after it.
_NEXT = r"(?:(?:INV|ORD|ORDER|RMA|CASE)-\d{3}|[a-z]-\d{5})"  # an id of its own: "INV-5078/INV-5079" are two
_BEFORE = (
    rf"(?=[#\w])(?<!\w)(?<!\w[-.\\\#])(?:(?<!\w/)|(?:(?<=-\d{{3}}/)|(?<=-\d{{4}}/)|(?<=-\d{{5}}/)|(?<=-\d{{6}}/)"
    rf"|(?<=-\d{{8}}/))(?={_NEXT}))"
    r"(?<!\d[,'])(?<![$€£¥₹])(?<![$€£¥₹]\s)(?<!\w[-/.\\][-/.\\])"
)
_TIME = r"(?:days?|weeks?|months?|years?|hours?|hrs?|minutes?|mins?|times|items?|pcs|pieces|units?)"
_COINS = r"(?:eur|euros?|usd|gbp|dollars?|pounds?|bucks|cents?)"
_AFTER = (
    rf"(?!\w)(?:(?![-/\\#@]{{1,3}}\w)|(?=/{_NEXT}))(?![.']\d)(?!,\d{{1,3}}(?!\d))"
    rf"(?:(?<=\d{{5}})|(?!\s\d{{3,4}}(?!\d)(?!\s?(?:{_TIME}|{_COINS})\b)(?!\s?[$€£¥])))"
)
_UNIT = (
    rf"(?!\s?(?:%|[$€£¥]|(?:{_TIME}|{_COINS}|percent"
    r"|am|pm|kg|cm|mm|gb|mb|mah|watts?|inch(?:es)?|people|more|of)\b))"
)
_ENDS = (
    rf"(?:(?=[-/_])(?!/{_NEXT})"
    r"[-/_](?:(?=[a-z]{0,8}\d)[a-z0-9]{1,20}|(?:[a-z]|(?-i:[A-Z]{1,3}))(?![a-z0-9]))){0,5}"
)
_ID_SHAPE = rf"\#?(?=[a-z]{{0,8}}[-_/]?\d|[a-z0-9]{{0,6}}\d)[a-z0-9]{{1,30}}{_ENDS}"
_MARK = (
    r"(?:numbers?|nummer|n[uú]m[eé]ro|nums?\b\.?|no\b\.?|nos\b\.?|nr\b\.?|n[°º]|№|ids?\b|ref(?:erence)?\b\.?|code|\#)"
)
_LEAD = (
    r"(?:'s)?(?:(?P<dash>\s{1,3}[-\u2013\u2014]\s{0,3}|[-\u2013\u2014]\s{1,3})|[\s,]{0,3})"
    rf"(?P<mark>\(?{_MARK}(?:[\s:=#]|-\s|\bis\b|\bwas\b|\({{1}}){{0,6}}|(?:is|:|=|\()\s{{0,3}})?"
    r"\s{0,3}[\"'(\[]{0,2}"
)


def _compile(pattern: str) -> re.Pattern[str]:
    return lazy(pattern, re.IGNORECASE)


# What is never searched: addresses, mentions, emoji, phone numbers, dates, times, and numbers of other things. What
# has a mark of its own is looked for only in texts that hold one of the marks.
_MARKS = ("<", "http", "www.", "@", "+", "(")
_MARKED = (
    r"<[@#!][^<>\n]{1,200}>|<?\bhttps?://[^\s<>|]+[>|]?|<(?:tel|mailto):[^<>|\n]{1,200}[>|]?|\bwww\.[^\s<>]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
    r"|(?<![\w-])\+\d[\d ()/-]{6,18}\d|\(\d{3}\) ?\d{3}[- ]\d{4}|"
)
_UNMARKED = (
    r"(?<!\w):(?=[\d_+-]{0,20}[a-z])[a-z0-9_+-]{2,40}:(?!\w)"
    r"|(?<![\w-])\d{3}-\d{3}-\d{4}(?![\w-])"
    r"|(?<![\w./-])(?=\d)(?:(?:19|20)\d\d(?P<sep>[-./])[01]?\d(?P=sep)[0-3]?\d|\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:19|20)?\d\d)(?![\w-])"
    r"|\b\d{1,2}:\d\d(?::\d\d)?\b"
    r"|\b(?:phone|mobile|cell|tel|telephone|fax|hotline|helpline)s?\b[\s.]{0,2}(?:numbers?|num|no|nr)?\b(?:[\s.:=#]|\bis\b){0,6}"
    r"\d{2,6}(?:[ /()-]{1,3}\d{2,12}){1,5}(?![\w-])"
    r"|\b(?=[abcdefgimprstuvz])(?:(?:accounts?|acct|customer|client|member(?:ship)?|user|card|phone|mobile|cell|tel|telephone|fax|zip"
    r"|postcode|serial|imei|meid|iccid|e?sim|ean|gtin|upc|isbn|asin|barcode|din|iso|usb|usd|eur|gbp|chf"
    r"|model|sku|part|pin|error|errno|version|room|flat|street|iban|vat|tax|ext|extension|security|gift|voucher|coupon"
    r"|promo)s?\b(?!\.\s+(?-i:[A-Z]))[\s.]{0,2}(?:numbers?|num|no|nr|id|code|ref)?\b(?:[\s.:=#]"
    r"|\bis\b){0,6}\#?(?=[a-z-]{0,6}\d)[a-z0-9][\w-]{0,30}"
    r"|(?:call|phone|reach|text|ring)\s(?:me\s)?(?:at|on|under)?[\s:]{0,3}\d[\d /()-]{5,20})"
)
# What stands in all that is unmarked: a mark of dates, times and emoji, or the thing whose number it is.
_DATED = lazy(r"\d[-./]\d|:")
_OTHER_NUMBERS = (
    *(
        "phone",
        "mobile",
        "cell",
        "tel",
        "fax",
        "hotline",
        "helpline",
        "account",
        "acct",
        "customer",
        "client",
        "member",
        "user",
        "card",
        "zip",
    ),
    *("postcode", "serial", "imei", "meid", "iccid", "sim", "ean", "gtin", "upc", "isbn", "asin", "barcode", "din"),
    *("iso", "usb", "usd", "eur", "gbp", "chf", "model", "sku", "part", "pin", "err", "version", "room", "flat"),
    *("street", "iban", "vat", "tax", "ext", "security", "gift", "voucher", "coupon", "promo", "call", "reach", "ring"),
)
_NOISE = _compile(_MARKED + _UNMARKED)
_PLAIN_NOISE = _compile(_UNMARKED)
_OWN = _compile(
    rf"{_BEFORE}\#?(?:"
    r"(?P<investigation>INV-CASE-[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,4})"
    r"|RMA(?:-|\s{0,2}(?:numbers?|no\b\.?|nr\b\.?|id)?(?:[\s:#]"
    r"|\bis\b){0,4})(?P<rma>(?:[a-z]{0,3})\d[a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,4})"
    r"|CASE-(?P<case>\d[a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){0,4})"
    r"|(?<!in\s)(?:support\s)?(?:case|ticket)\s{0,2}(?:numbers?|no\b\.?|nr\b\.?|id)?(?:[\s:#]"
    r"|\bis\b){1,4}(?:CASE-)?(?P<ticket>\d{3,12})"
    rf"){_AFTER}"
)
_OWN_WORDS = ("case", "ticket", "rma")
_INVOICE_PREFIX = _compile(
    rf"{_BEFORE}\#?(?:(?P<word>INVOICE)[-_./]|INV[-_./#]{{1,2}}|INV\s{{0,2}}\#?(?=\d)|INV\s-\s?(?=\d))"
    rf"(?P<value>(?=[a-z]{{0,6}}-?\d)[a-z0-9]{{1,20}}{_ENDS}){_AFTER}"
)
_INVOICE_NAMED = _compile(rf"(?=[birf]){_BEFORE}{INVOICE_WORD}(?![^\W_]){_LEAD}(?P<value>{_ID_SHAPE}){_AFTER}{_UNIT}")
_ORDER_NAMED = _compile(
    rf"(?=[abcdelopsz\u0437]){_BEFORE}(?P<word>{ORDER_WORD})(?![^\W_]){_LEAD}(?P<value>{_ID_SHAPE}){_AFTER}{_UNIT}"
)
_ORDER_SHAPED = _compile(
    rf"{_BEFORE}(?P<value>\#?(?:(?:ORDER|ORD|ORDR|SO|PO|WEB)(?:[-_#]\#?[a-z]{{0,3}}\d[a-z0-9]{{0,20}}|\d{{3,20}})"
    r"|\d{3}-\d{7}-\d{7}|A-[a-z]{1,12}-?\d{1,12}|[a-z]-\d{5,12}[a-z]?)"
    rf"{_ENDS}|\#(?:A-\d{{1,4}}|[a-z]{{1,3}}-?\d{{2,12}}(?:-\d{{1,12}}){{0,2}})){_AFTER}"
)
_ORDER_FEW = _compile(rf"{_BEFORE}(?P<value>{FEW_DIGITS}){_AFTER}")
_MORE = _compile(
    rf"\s{{0,2}}(?:,\s{{0,2}}(?:and|&|or)?|and|&|or|\+|/|plus"
    rf"|as well as)\s{{0,2}}(?P<value>\#?\d{{2,20}}){_AFTER}{_UNIT}"
)
_UNKNOWN = _compile(
    rf"{_BEFORE}(?P<value>\#\d[a-z0-9]{{1,20}}(?:-[a-z0-9]{{1,20}}){{0,3}}"
    rf"|[a-z]{{2,5}}-\d{{3,12}}(?:-[a-z0-9]{{1,12}}){{0,3}}"
    rf"|[a-z]{{1,3}}\d{{5,14}}|\d{{2,12}}(?:-\d{{2,12}}){{1,3}}|\d{{6,20}}"
    rf"|(?<=\bref\s)\d{{3,20}}|(?<=\bnumber\s)\d{{3,20}}|(?<=\breference\s)\d{{3,20}}){_AFTER}{_UNIT}"
)
_FOUR = lazy(r"[A-Z]{2,4}-\d{4}")  # as ids are written; what it numbers is told by the words around it
_YEAR = lazy(r"(?:19[5-9]|20[0-4])\d")


def _upper(value: str) -> str:
    return value.lstrip("#").replace("_", "-").upper()


def _own(text: str) -> Iterator[FoundId]:
    kind: IdKind
    for match in _OWN.finditer(text):
        if match["investigation"]:
            kind, value = "investigation", _upper(match["investigation"])
        elif match["rma"]:
            kind, value = "rma", f"RMA-{_upper(match['rma'])}"
        else:
            kind, value = "case", f"CASE-{_upper(match['case'] or match['ticket'])}"
        yield FoundId(kind, value, match.start(), match.end())


def _plausible(match: re.Match[str], text: str) -> bool:
    """Tell an introduced id from a number that merely follows the word: 'order 2 lamps', 'bills 2023', 'order 24/7'."""
    value, start = match["value"], match.start()
    if match["mark"] or value.startswith("#"):
        return True
    if is_few(value):
        return not is_to_buy(text, start, match.end())
    if not value.isdigit():
        return sum(c.isdigit() for c in value) >= 3 or bool(re.fullmatch(r"[a-zA-Z]{1,4}-\d+", value))
    is_verb = len(value) <= 4 and re.search(r"\b(?:to|i|we|you|and|please) $", text[max(0, start - 8) : start])
    is_year = _YEAR.fullmatch(value) and (
        match["dash"] or text[start : match.start("value")].strip().lower() in {"invoices", "bills", "bill", "orders"}
    )
    return len(value) >= (4 if match["dash"] else 3) and not is_verb and not is_year


def _is_imei(value: str) -> bool:
    """Tell whether ``value`` is the number of a telephone: 15 digits with a right check digit."""
    if len(value) != 15 or not value.isdigit():
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in value[-2::-2])
    return (sum(map(int, value[-1::-2])) + sum(doubled)) % 10 == 0


def _named(text: str, whole: str, pattern: re.Pattern[str], kind: IdKind) -> Iterator[FoundId]:
    for match in pattern.finditer(text):
        if _plausible(match, whole):
            yield FoundId(kind, _upper(match["value"]), match.start("value"), match.end("value"))


def _few(found: list[FoundId], text: str, whole: str) -> Iterator[FoundId]:
    """Yield what is a letter and few digits, where a word makes it an order."""
    matches = list(islice(_ORDER_FEW.finditer(text), MAX_IDS))
    listed = bool(matches and (found or is_about_delivery(whole)))
    for match in matches:
        if is_ordered(whole, match.span(), listed=listed):
            yield FoundId("order", _upper(match["value"]), match.start(), match.end())


def _is_only_few(match: re.Match[str], text: str) -> bool:
    """Tell whether letters and few digits are no id: four in capitals are one where they are no thing's name."""
    if not is_few(_upper(match["value"])):
        return False
    return not (_FOUR.fullmatch(match["value"]) and may_be_number(text, match.start(), match.end()))


def _shaped(text: str, pattern: re.Pattern[str], kind: IdKind) -> Iterator[FoundId]:
    for match in pattern.finditer(text):
        value = _upper(match["value"])
        if pattern is _UNKNOWN and (_is_only_few(match, text) or _is_imei(value)):
            continue
        if pattern is _INVOICE_PREFIX:
            value = f"{'INVOICE' if match['word'] else 'INV'}-{value}"
        yield FoundId(kind, value, match.start(), match.end())


def _more(text: str, found: FoundId) -> Iterator[FoundId]:
    """Yield the numbers that continue a list: 'invoices 100, 101 and 102'."""
    digits = sum(c.isdigit() for c in found.value)
    end = found.end
    while (match := _MORE.match(text, end)) and len(match["value"].lstrip("#")) == digits:
        yield FoundId(found.kind, _upper(match["value"]), match.start("value"), match.end("value"))
        end = match.end()


def _without_noise(text: str, low: str) -> str:
    """Return ``text`` with what is never searched blanked out; ``low``: in small letters."""
    if holds_any(low, _MARKS):
        noise = _NOISE
    elif not low.isascii() or _DATED.search(low) or holds_any(low, _OTHER_NUMBERS):
        noise = _PLAIN_NOISE
    else:
        return text
    return noise.sub(lambda m: "\0" * len(m[0]), text)


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{chr(0) * (end - start)}{text[end:]}"


# The patterns in their order, what they find, and what a text must hold for them to find anything.
_GRAMMAR: tuple[tuple[re.Pattern[str], IdKind, str], ...] = (
    (_INVOICE_PREFIX, "invoice", "inv"),
    (_INVOICE_NAMED, "invoice", ""),
    (_ORDER_NAMED, "order", ""),
    (_ORDER_SHAPED, "order", ""),
    (_ORDER_FEW, "order", "-"),
    (_UNKNOWN, "unknown", ""),
)


def _candidates(
    pattern: re.Pattern[str], kind: IdKind, text: str, whole: str, found: list[FoundId]
) -> Iterator[FoundId]:
    """Return what ``pattern`` finds in ``text`` with what makes it an id in ``whole``."""
    if pattern is _ORDER_FEW:
        return _few(found, text, whole)
    if pattern is _INVOICE_NAMED or pattern is _ORDER_NAMED:
        return _named(text, whole, pattern, kind)
    return _shaped(text, pattern, kind)


_DIGIT = lazy(r"\d")
# Slack's marks around words, and code marks: they are not part of an id.
_FORMAT = lazy(
    r"(?=[*_~`])(?:(?<![^\s(\[\"'>|,;:])[*_~`]{1,3}(?=[\w#(\"'])|(?<=[\w)\"'.!?])[*_~`]{1,3}(?=[\s,;:!?)\]\"'|<]|\.(?!\w)|$))"
)


def find_ids(text: str) -> list[FoundId]:
    """Return the ids of ``text`` in its order: our own first, then invoices, orders, and tokens nobody can classify.

    Spans never overlap; offsets are those of ``text``. Untrusted input of any length: only the first 20,000 characters
    are searched and at most 200 ids returned. Prices, dates, phone numbers, addresses and mentions are no ids.
    """
    return list(_ids_of(text[:MAX_CHARS]))


@lru_cache(maxsize=REMEMBERED)
def _ids_of(text: str) -> tuple[FoundId, ...]:
    """Find the ids of ``text``; those of the last few texts are remembered, for a message is searched several times."""
    looks = fold_with_places(text)
    rest = whole = _FORMAT.sub(lambda m: " " * len(m[0]), fold(looks.text))
    if not _DIGIT.search(whole):
        return ()
    found: list[FoundId] = []

    def claim(ids: Iterator[FoundId]) -> None:
        nonlocal rest
        for new in list(islice(ids, MAX_IDS)):
            if "\0" not in rest[new.start : new.end]:
                found.append(new)
                rest = _blank(rest, new.start, new.end)

    low = whole.lower()
    if holds_any(low, _OWN_WORDS):
        claim(_own(rest))
    rest = _without_noise(rest, low)
    for pattern, kind, mark in _GRAMMAR:
        if mark not in low:
            continue
        before = len(found)
        claim(_candidates(pattern, kind, rest, whole, found))
        if kind != "unknown":
            for one in found[before:]:
                claim(_more(rest, one))
    written = (FoundId(one.kind, one.value, *looks.span(one.start, one.end)) for one in found)
    return tuple(sorted(written, key=lambda one: one.start)[:MAX_IDS])


# Nothing of a longer id is glued on to what begins here, or to what ends here.
_BEGINS_WHOLE = _compile(r"(?<![a-z0-9])(?<![a-z0-9][-/._])")
_ENDS_WHOLE = _compile(r"(?![a-z0-9])(?![-/_][a-z0-9])(?!\.\d)")


def stands_whole(value: str, text: str) -> bool:
    """Tell whether ``value`` is in ``text`` as it looks, with nothing of a longer id glued on to it."""
    if len(value) > LONGEST_ID:
        return False
    sought, looks = (fold(fold_characters(one)).lower() for one in (value, text[:MAX_CHARS]))
    at = looks.find(sought)
    while at >= 0:
        if _BEGINS_WHOLE.match(looks, at) and _ENDS_WHOLE.match(looks, at + len(sought)):
            return True
        at = looks.find(sought, at + 1)
    return False


_LEADING = lazy(
    r"^(?:(?:the|a|an|my|our|your|this|that|these|those|his|her|their)\s+)*(?:(?:set|pair|pack|packet)\s+of\s+(?:(?:the|my|our|your|these|those)\s+)*)?"
)


def normalise_product(name: str) -> str:
    """Return ``name`` folded for "the same product": case, articles, quotes, punctuation, spaces do not count.

    Nor does that they are counted together: a set of skewers is the skewers, a pair of jeans the jeans.
    """
    plain = re.sub(r"[^\w\s]|_", " ", fold(name).casefold().replace("'s ", " "))
    plain = " ".join(plain.split())
    return _LEADING.sub("", plain) or plain
