"""What comes first and what after it, also as cause and effect: an answer may not put them the other way round."""

from collections.abc import Iterator
from typing import NamedTuple

from workflows.faq.canonical import canonical
from workflows.faq.sentences import TOKEN
from workflows.faq.vocabulary import meaning, numerals, opposites
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

# What is before such a word comes first.
_FORWARD = (
    r"first,? and(?=[^.;:]{1,80}\blater\b)|leads? to|results? in|causes?|makes?|(?:and )?then|afterwards"
    r"|after (?:that|this|which)|thereafter|subsequently|later on"
    r"|therefore|so(?! that| long| far)|before|until|till|prior to|ahead of|in advance of|followed by"
)
# What is behind such a word comes first.
_BACKWARD = (
    r"after|once|as soon as|comes? from|stems? from|caused by|because(?: of)?"
    r"|due to|owing to|as a result of|on account of|since|following|if|when"
    r"|whenever"
)
_LINK = lazy(rf"\b(?:(?P<forward>{_FORWARD})|(?P<backward>{_BACKWARD}))\b")
_NEXT_TO = lazy(r",? (?:and|but) |, ")
_PART = lazy(r"[.;:]\s|[.;:]$")
_NEXT = frozenset({"then", "afterwards", "after that", "after this", "thereafter", "subsequently"})
_MOST = 40  # relations of one text


class Sequence(NamedTuple):
    """The words of what comes first, and of what comes after it; none is in both."""

    first: frozenset[str]
    second: frozenset[str]


def sequences(text: str) -> list[Sequence]:
    """Return what a text puts one after the other; at most ``_MOST`` pairs. Untrusted; linear."""
    found: list[Sequence] = []
    last = ""
    for part in _PART.split(canonical(fold(text))):
        found += _in_part(part, last)
        last = part
        if len(found) >= _MOST:
            break
    return found[:_MOST]


def _in_part(part: str, last: str) -> Iterator[Sequence]:
    links = list(_LINK.finditer(part))[:_MOST]
    for at, link in enumerate(links):
        before = part[links[at - 1].end() if at else 0 : link.start()]
        after = part[link.end() : links[at + 1].start() if at + 1 < len(links) else len(part)]
        one, other = _words(_NEXT_TO.split(before)[-1]) or _words(before), _words(after)
        if not one and link[0] in _NEXT:
            one = _words(last)
        elif not one and "," in after:  # "after you pay, we print"
            sub, _, main = after.partition(",")
            one, other = _words(main), _words(sub)
        elif not other and len(parts := _NEXT_TO.split(before)) > 1:  # "we print, and you pay after that"
            one, other = _words(" ".join(parts[:-1])), _words(parts[-1])
        first, second = (one, other) if link["forward"] else (other, one)
        if first - second and second - first:
            yield Sequence(frozenset(first - second), frozenset(second - first))


def _words(text: str) -> set[str]:
    tokens = (numerals().get(token, token) for token in TOKEN.findall(text))
    return {word for token in tokens if (word := token if token[0].isdigit() else meaning(token))}


def turned_round(one: Sequence, other: Sequence) -> bool:
    """Say whether what is first in one is second in the other, and the other way round."""
    ours, theirs = one.first & other.second, one.second & other.first
    if any(opposites().get(word, set()) & theirs for word in ours):
        return True  # "cold, then hot": "hot, then cold"
    return bool(ours and theirs) and len(ours) + len(theirs) > _straight(one, other)


def agree(one: Sequence, other: Sequence) -> bool:
    """Say whether two sequences put the same first and the same after it."""
    return bool(one.first & other.first and one.second & other.second) and not turned_round(one, other)


def _straight(one: Sequence, other: Sequence) -> int:
    return len(one.first & other.first) + len(one.second & other.second)
