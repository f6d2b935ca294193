"""What a correction takes back of the text before it: ids, things, and wishes for things that are kept after all."""

import re
from itertools import pairwise, takewhile

from workflows.language.lazy import lazy
from workflows.rules.corrections.correction_words import IT, ONLY_LEFT, STAYING
from workflows.rules.corrections.repairs import Repair
from workflows.rules.products.nearby_things import (
    ENDS,
    PAUSES,
    REACH,
    Span,
    begin_of,
    is_thing,
    is_wished,
    line_end,
    things_before,
    written_at,
)
from workflows.rules.products.products import Name, name_at
from workflows.rules.products.things import holds_goods
from workflows.rules.syntax.clauses import Message

_AFTER_KEPT = lazy(
    r"(?:\s(?:after\sall|then|now|instead)(?!\w))?+[\s,;:.!\u2013\u2014-]*+(?:(?<=[\s,;:.!\u2013\u2014-])|\Z)(?:(?:and|but|because|since)\s)?"
)
_LISTED_ON = lazy(r"(?:\s?,\s(?:and\s)?|\s(?:and|&|plus)\s)(?=(?:the|my|our|an?)\s)", re.IGNORECASE)
_LISTED_BEFORE = lazy(r"(?:,\s(?:and\s)?|\s(?:and|&|plus)\s)$", re.IGNORECASE)
_JOINS_TO = lazy(r"\s?(?:,\s?(?:and\s)?|and\s|&\s|plus\s)", re.IGNORECASE)
_HEADING = 80  # characters
_ANNOUNCED = lazy(
    r"\b(?:returns?|returned|(?:send|sent|go|going|come|coming)\sback|refunds?|rmas?)\b[^.!?\n:]{0,30}?\s?(?::|\s[\u2013\u2014-]+|\bfor|\bof)\s{1,3}$",
    re.IGNORECASE,
)
_WORD = lazy(r"[\w'-]++")
_ARTICLES = frozenset(["the", "my", "our", "a", "an", "this", "that"])
_POLITE = lazy(r"(?:\s(?:please|pls|plz|thanks|back|too)){1,2}\Z", re.IGNORECASE)
# "the blue one": of what is taken back another one, of the same kind.
_OTHER_ONE = lazy(
    r"(?:the|my|our)\s(?P<which>[a-z][\w-]{1,14}(?:\s[\w-]{2,14})?)\sones?(?=\s?(?:$|[,.;!]|i\smean|please|instead|rather|sorry))",
    re.IGNORECASE,
)


def old_ids(message: Message, before: int, repair: Repair) -> list[Span]:
    """Return the ids before an editing term that are taken back: those named as wrong, else the last of the kind."""
    assert repair.one is not None  # noqa: S101 - a thing is looked for elsewhere
    new = repair.one
    known = [one for one in message.ids_in(max(0, before - REACH), before) if one.value != new.value]
    if repair.refused:
        wrong = {one.value for one in message.ids_in(*repair.refused)}
        return [(one.start, one.end) for one in known if one.value in wrong]
    alike = [one for one in known if one.kind == new.kind or _are_alike(one.value, new.value)]
    return [(alike[-1].start, alike[-1].end)] if alike else []


def _are_alike(first: str, second: str) -> bool:
    return sum(map(str.isdigit, first)) == sum(map(str.isdigit, second))


def old_thing(message: Message, before: int, repair: Repair, *, is_strong: bool) -> Span | None:
    """Return the thing that a repair takes the place of: right before the editing term, else what a wish is about."""
    plain = message.plain
    known = things_before(message, before)
    if repair.refused:
        wrong = _last_word(plain[slice(*repair.refused)])
        known = [one for one in known if wrong in _WORD.findall(plain[one.start : one.end].lower())]
    else:
        right = begin_of(plain, before)
        while right and plain[right - 1] in PAUSES + ENDS:
            right -= 1
        if polite := _POLITE.search(plain, max(0, right - 20), right):
            right = polite.start()
        near = [one for one in known if one.upto >= right or written_at(message, one)[1] >= right]
        if near and _is_its_own(message, near[-1], known, repair):
            return written_at(message, near[-1])
        if not near and (bare := _bare_before(message, right, plain[repair.start : repair.end])):
            return bare
        known = known if is_strong else []
    wished = [one for one in known if is_wished(message, one)]
    goods = [one for one in known if is_thing(plain[one.start : one.end])]
    meant = wished or (goods if len(goods) == 1 or repair.refused else [])
    return written_at(message, meant[-1]) if meant else None


def other_one(message: Message, before: int, at: int) -> tuple[Span, str, int] | None:
    """Read "sorry, the blue one" after "return the red harness": where "red harness" is, "blue harness", and its end.

    ``before``: where the editing term begins; ``at``: where it ends.
    """
    other = _OTHER_ONE.match(message.plain, at)
    wished = [one for one in things_before(message, before) if is_wished(message, one)] if other else []
    if not (other and wished):
        return None
    old = written_at(message, wished[-1])
    words = message.words[old[0] : old[1]].split()
    article = words.pop(0) if words[0].lower() in _ARTICLES else ""
    # "The lamp, I mean the blue one" tells of the lamp.
    return (old, f"{article} {other['which']} {words[-1]}".strip(), other.end()) if len(words) > 1 else None


def listed_with(message: Message, before: int, repair: Repair) -> Span | None:
    """Return where the list stands of which only what a repair names is meant: "the pan and the pot. No, only the pot".

    None if what it names stands in no list of things that are wished for.
    """
    plain = message.plain
    known = things_before(message, before)
    announced = [at for at, one in enumerate(known) if is_wished(message, one) or _is_announced(message, one)]
    word = _last_word(plain[repair.start : repair.end])
    for first in announced[:1]:
        spans = [written_at(message, one) for one in known[first:]]
        joins = takewhile(lambda two: _JOINS_TO.fullmatch(plain, two[0][1], two[1][0]), pairwise(spans))
        listed = [*spans[:1], *(two[1] for two in joins)]
        if len(listed) > 1 and any(_last_word(plain[slice(*one)]) == word for one in listed):
            return listed[0][0], listed[-1][1]
    return None


def _is_announced(message: Message, name: Name) -> bool:
    """Tell whether ``name`` begins a list that goes back: "two returns please: the pan and the pot"."""
    start = written_at(message, name)[0]
    return _ANNOUNCED.search(message.plain, max(0, start - _HEADING), start) is not None


def _is_its_own(message: Message, near: Name, known: list[Name], repair: Repair) -> bool:
    """Tell whether the thing right before an editing term is what is taken back, not what a wish is about."""
    same = _last_word(message.plain[near.start : near.end])
    return (
        is_wished(message, near)
        or not any(is_wished(message, one) for one in known)
        or same == _last_word(message.plain[repair.start : repair.end])
    )


def _bare_before(message: Message, right: int, repair: str) -> Span | None:
    """Return a thing without an article that ends at ``right``: "return toaster, no wait, blender".

    Where the repair has the same last word, what stands before that word is repaired: "desk fan, sorry, floor fan".
    """
    words = list(_WORD.finditer(message.plain, max(0, right - 30), right))
    word = words[-1][0].lower() if words else ""
    if not words or words[-1].end() != right or not holds_goods(word):
        return None
    is_other_sort = len(words) > 1 and " " in repair and _last_word(repair) == word
    sort = words[-2] if is_other_sort and message.plain[words[-2].end() : words[-1].start()] == " " else None
    return (sort or words[-1]).start(), right


def _last_word(words: str) -> str:
    return next(reversed(_WORD.findall(words.lower())), "")


def kept_at(message: Message, before: int, at: int) -> tuple[Span, Span] | None:
    """Return the wish that "keep …", which goes on ``at``, takes back, and these words; None if there is no wish.

    ``before``: where the editing term begins. What is asked for beside it, in the same sentence, stays.
    """
    plain = message.plain
    known = things_before(message, before)
    wished = [one for one in known if is_wished(message, one)]
    if it := IT.match(plain, at):
        end = it.end()
        wished = wished if len(known) == 1 else []
    elif name := name_at(message, at, line_end(message, at)):
        end = written_at(message, name)[1]
        last = _last_word(plain[name.start : name.end])
        wished = [one for one in known if _last_word(plain[one.start : one.end]) == last] if wished else []
    else:
        return None
    left = ONLY_LEFT.match(plain, end)
    after = _AFTER_KEPT.match(plain, left.end() if left else end)
    if not wished or not after:
        return None
    return _wish_for(message, wished[-1], known, before), (before, after.end())


def stays_at(message: Message, before: int, at: int) -> tuple[Span, Span] | None:
    """Return the same of "my wife says the lamp stays, so just the kettle", which goes on ``at``."""
    said = STAYING.match(message.plain, at)
    if said is None or message.ids_in(*said.span()):
        return None
    known = things_before(message, before)
    last = _last_word(said["thing"])
    is_it = IT.fullmatch(said["thing"]) is not None
    named = [one for one in known if is_it or _last_word(message.plain[one.start : one.end]) == last]
    named = named if len(named) == 1 or not is_it else []  # of several "it" may be any
    if not named or not any(is_wished(message, one) for one in known):
        return None
    left = ONLY_LEFT.match(message.plain, said.end())
    after = _AFTER_KEPT.match(message.plain, left.end() if left else said.end())
    return _wish_for(message, named[-1], known, before), (before, after.end() if after else said.end())


def _wish_for(message: Message, name: Name, known: list[Name], before: int) -> Span:
    """Return where the wish for ``name`` stands: its sentence, of a list only the thing, else its clause."""
    start, end = written_at(message, name)
    first = 1 + max(message.plain.rfind(mark, 0, start) for mark in ENDS)
    if not message.ids_in(first, before) and len([one for one in known if one.start >= first]) == 1:
        return first, before
    if listed := _LISTED_ON.match(message.plain, end):
        return start, listed.end()
    if listed := _LISTED_BEFORE.search(message.plain[max(0, start - 8) : start]):
        return start - len(listed[0]), end
    inside = [one for one in message.clauses if one.start <= start < one.end]
    later = [one.start for one in message.clauses if one.start > start]
    return (max(first, inside[-1].start), min([before, *later])) if inside else (start, end)
