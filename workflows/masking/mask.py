"""Masking: payment-card numbers and secrets are cut out of a text before it is kept; ids stay."""

import re
import unicodedata
from collections.abc import Sequence

from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.masking.cards import find_cards
from workflows.masking.secrets import find_named, find_tokens

CARD = "[card number removed]"
SECRET = "[secret removed]"  # noqa: S105 - the marker, not a secret

# Characters nobody sees: they stand between digits by accident, or to hide them.
_INVISIBLE = lazy(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
_FOREIGN_DIGIT = lazy(r"[^\D0-9]")
_NUMBER = r"(?:numbers?|num\b|nos?\b|nr\b|n[°º]|№|id\b|ids\b|ref(?:erence)?\b|code\b)"
# What makes a number that could be a card's an id, right before it: "case number", "order #", "tracking".
_INTRODUCED = lazy(
    r"(?:\b(?:case|ticket|order|invoice|bill|purchase|shipment|parcel|package|delivery|consignment|return|booking"
    r"|reservation|confirmation|transaction|customer|client|member(?:ship)?|article|item|part|product|model|claim|policy"
    rf"|contract|quote|support|request|service|job|batch|lot)s?\s{{0,2}}(?:{_NUMBER}\.?(?:\s?\#)?|\#|:)"
    rf"|\b(?:track(?:ing)?|waybill|rma|imei|iccid|serial|sku|ean|gtin|isbn|barcode|reference|ref)\b\s{{0,2}}(?:{_NUMBER})?\.?\#?"
    r"|(?:bestell|rechnungs|auftrags|sendungs|kunden|vorgangs|fall|ticket|serien|liefer|paket|artikel|referenz|buchungs)-?"
    r"\s?(?:nummer|nr\b\.?|id\b)"
    r"|\b(?:num[ée]ro|n[°ºo])\.? (?:de |du |d['\u2019])(?:commande|facture|suivi|série|dossier|colis|client)"
    r"|\b(?:número|numero|n[°ºo])\.? (?:de |di |d['\u2019]|do )(?:pedido|factura|fatura|seguimiento|serie|caso|cliente"
    r"|orden|ordine|guía)"
    r"|(?:bestel|factuur|order|klant|volg|zaak|serie|track[- ]and[- ]trace-?)nummer"
    r")(?:[\s:=(]|\bis\b|\bwas\b|\bist\b|\best\b|\bes\b|\blautet\b){0,6}$",
    re.IGNORECASE,
)
_LOOK_BACK = 48

_Span = tuple[int, int, str]


def mask(text: str) -> str:
    """Return ``text`` with card numbers and secrets replaced by ``[card number removed]`` and ``[secret removed]``.

    Idempotent, and linear in the length of the text, all of which is covered. Untrusted input. Invisible characters and
    digits of other scripts hide nothing. What the id grammar claims stays, unless it could be a card and is not
    introduced as an id ('order number 4111…' stays, 'I paid with 4111…' goes).
    """
    for _ in range(4):
        masked = _once(text)
        if masked == text:
            break
        text = masked
    return text


def mask_shapes(text: str) -> str:
    """Return a document with card numbers, keys and tokens replaced; what its words call a password stays.

    A manual's "password: at least 8 characters" is what the document is for.
    """
    return _replaced(text, _shapes(*_plain(text)))


def shapes_in(text: str) -> list[tuple[int, int, str]]:
    """Return what ``mask_shapes`` takes out of a text: start, end and the marker in its place, in order and apart."""
    found: list[tuple[int, int, str]] = []
    for start, end, marker in sorted(_shapes(*_plain(text))):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]), found[-1][2])
        else:
            found.append((start, end, marker))
    return found


def _once(text: str) -> str:
    plain, places = _plain(text)
    spans, named = _shapes(plain, places), list(find_named(plain))
    if named:
        ids = {(one.start, one.end) for one in find_ids(plain) if one.kind != "unknown"}
        spans += [(places[start], places[end], SECRET) for start, end in named if (start, end) not in ids]
    return _replaced(text, spans)


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return ``text`` with plain digits and without invisible characters; and where each character of it stood.

    Last comes the end of ``text``, so that ends of spans have a place, too.
    """
    plain = text if text.isascii() else _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    if not _INVISIBLE.search(plain):
        return plain, range(len(plain) + 1)
    places: list[int] = []
    at = 0
    for hidden in _INVISIBLE.finditer(plain):
        places += range(at, hidden.start())
        at = hidden.end()
    places += range(at, len(plain) + 1)
    return _INVISIBLE.sub("", plain), places


def _shapes(plain: str, places: Sequence[int]) -> list[_Span]:
    """Return what is a secret or a card by its shape, as spans of the text that ``plain`` was made of."""
    spans = [(places[start], places[end], SECRET) for start, end in find_tokens(plain)]
    cards = [
        span for span in find_cards(plain) if not _INTRODUCED.search(plain[max(0, span[0] - _LOOK_BACK) : span[0]])
    ]
    if cards:
        ids = [one for one in find_ids(plain) if one.kind != "unknown" and not one.value.isdecimal()]
        inside = {card for one in ids for card in cards if one.start <= card[0] and card[1] <= one.end}
        spans += [(places[start], places[end], CARD) for start, end in cards if (start, end) not in inside]
    return spans


def _replaced(text: str, spans: list[_Span]) -> str:
    """Return ``text`` with a marker for each span; spans that overlap become one, with the first one's marker."""
    parts, at = [], 0
    for start, end, marker in sorted(spans):
        if start >= at:
            parts += [text[at:start], marker]
        at = max(at, end)
    return "".join(parts) + text[at:]
