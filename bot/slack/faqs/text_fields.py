"""How a long text is laid over the text fields of a modal, within what Slack takes. Pure."""

import json
from bisect import bisect_right

FIELD_CHARS = 3000  # of a modal's text field (Slack's documentation)
MOST_FIELDS = 60  # of text: with titles and buttons a modal holds 100 blocks
MOST_SENT = 200_000  # bytes of text in a modal as the SDK sends it, ASCII JSON; Slack takes 250 kB with the rest
BORDERS = ("\n\n", "\n", " ")
BORDER_CHARS = 500  # of a full field: that far back a text is cut at a border rather than in a word


def weight(text: str) -> int:
    """Return the bytes of a text as the SDK sends it: a letter outside ASCII counts 6 or 12."""
    return len(json.dumps(text))


def laid_out(text: str, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a text as fields and the text between them; what weighs more than ``most`` bytes is left out."""
    rest = text[: MOST_FIELDS * FIELD_CHARS]
    rest = rest[: bisect_right(range(len(rest) + 1), most, key=lambda chars: weight(rest[:chars])) - 1]
    fields: list[str] = []
    joins: list[str] = []
    while rest and len(fields) < MOST_FIELDS:
        field, join = _first_field(rest)
        fields.append(field)
        joins.append(join)
        rest = rest[len(field) + len(join) :]
    return tuple(fields) or ("",), tuple(joins[:-1])


def _first_field(text: str) -> tuple[str, str]:
    """Return the part of a text for one field, and the border it is cut at; "" if there is none near the end."""
    if len(text) <= FIELD_CHARS:
        return text, ""
    for border in BORDERS:
        at = text.rfind(border, FIELD_CHARS - BORDER_CHARS, FIELD_CHARS + len(border))
        if at > 0:
            return text[:at], border
    return text[:FIELD_CHARS], ""
