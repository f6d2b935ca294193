"""What "both" and "the red one" stand for, as an answer to "which product?": things that were named before."""

import re
from collections.abc import Sequence

from workflows.ids.grammar import normalise_product
from workflows.language.lazy import lazy
from workflows.rules.followups.pointers import PLACES
from workflows.rules.products.nearby_things import is_thing, things_in
from workflows.rules.syntax.clauses import read

LONGEST = 200  # characters: what is longer names things itself
MOST_TEXTS = 12
_OPENING = (
    r"(?P<opening>\s*(?:(?:oh|ah|well|yes|sorry|ok|okay|please|hm+|it'?s|it\sis|that'?s|i\smeant?|i\sthink|i'?d\ssay|for"
    r"|(?:i\s(?:want|would\slike|need)\sto\s)?(?:return|send\sback))\b[\s,:-]*){0,4})"
)
_ENDS = r"(?=\s*(?:$|[,.;:!(\u2013\u2014-]|(?:because|since|as|please|pls|thanks|it|they)\b))"
_REFERENCE = lazy(
    rf"{_OPENING}(?:(?P<both>both(?:\s(?:of\s(?:them|those|these)|ones|things|items|products))?|(?:the\s)?two\sof\sthem)"
    rf"|(?P<all>all\sof\s(?:them|those|these)|them\sall)"
    rf"|the\s(?P<which>[\w-]{{1,20}}(?:\s[\w-]{{1,20}}){{0,2}})\sones?){_ENDS}",
    re.IGNORECASE,
)


def spelled_out(text: str, before: Sequence[str], returned: Sequence[str] = ()) -> str | None:
    """Return a short answer with the things it points at, named; None if it points at none, or not clearly.

    ``before``: what the same person wrote before, oldest first; ``returned``: products that are on their way back.
    "Both" needs two such things, "the red one" exactly one that is red, "the first one" two or more.
    """
    found = _REFERENCE.match(text) if len(text) <= LONGEST else None
    if found is None:
        return None
    things = _things(before, returned)
    place = PLACES.get((found["which"] or "").lower())
    if place is not None:
        things = things[place : place + 1 or None] if len(things) > 1 else []
    elif found["which"]:
        words = set(found["which"].lower().split())
        things = [one for one in things if words <= set(one.lower().split())]
    count = len(things)
    if count != 1 if found["which"] else count < 2 or (count > 2 and bool(found["both"])):
        return None
    return f"{found['opening']}{' and '.join(f'the {one}' for one in things)}{text[found.end() :]}"


def _things(before: Sequence[str], returned: Sequence[str]) -> list[str]:
    """Return the things that were named, each once and as it was called at the longest."""
    things: list[str] = []
    gone = [normalise_product(one) for one in returned]
    for text in before[-MOST_TEXTS:]:
        message = read(text)
        for name in things_in(message, 0, len(message.plain)):
            words = message.original(name.start, name.end)
            if not is_thing(words) or _is_one_of(words, gone):
                continue
            same = next((at for at, one in enumerate(things) if _is_one_of(words, [one])), None)
            if same is None:
                things.append(words)
            elif len(words) > len(things[same]):
                things[same] = words
    return things


def _is_one_of(words: str, known: Sequence[str]) -> bool:
    """Tell whether ``words`` name one of ``known``, in full or by its last words."""
    name = f" {normalise_product(words)}"
    return any(name.endswith(f" {other}") or f" {other}".endswith(name) for other in map(normalise_product, known))
