"""Figures, days, colours and the like by the words around them: which stand among those of another in the quotes."""

from collections.abc import Sequence
from functools import cache

from workflows.faq.alignment import Measures
from workflows.faq.laid import BORDERS, Laid, word_of
from workflows.faq.vocabulary import few, meaning, measures
from workflows.faq.words import stem, word_list

MOST_PLACES = 60  # of a text
_FAR = 9
_ENDS = frozenset(";.:")

Around = dict[str, float]


def exchanged(ours: Laid, theirs: Laid) -> Measures:
    """Measure what stands among the neighbours of another of its kind, and that among its own, or nowhere."""
    known, mine = _places(theirs), _places(ours)
    mine = {key: around for key, around in mine.items() if key in known}
    near = {
        (one, other): max(_alike(a, b) for a in mine[one] for b in known[other])
        for one in mine
        for other in known
        if _may_swap(one, other)
    }
    found: Measures = {}
    for (one, other), share in near.items():
        kind = one[1].split()[0]
        if other in mine:
            gain = share + near[other, one] - near[one, one] - near[other, other]
            name = f"swapped {kind}"
        else:
            gain, name = share - near[one, one], f"in place {kind}"
        if one != other and gain > 0:
            found[name] = max(found.get(name, 0.0), gain)
    return found


Key = tuple[str, str]  # a word or figure, and its kind


def _may_swap(one: Key, other: Key) -> bool:
    """Say whether two are of one kind; a figure without a unit may be of any."""
    first, second = one[1], other[1]
    return first == second or (
        first.startswith("figure") and second.startswith("figure") and "figure" in {first, second}
    )


def _places(laid: Laid) -> dict[Key, list[Around]]:
    found: dict[Key, list[Around]] = {}
    left = MOST_PLACES
    for tokens in laid.sentences:
        for at, token in enumerate(tokens):
            if left and (kind := _kind(tokens, at)):
                left -= 1
                word = word_of(token)
                around = _around(tokens, at)
                around.pop(word, None)
                found.setdefault((word, kind), []).append(around)
    return found


def _kind(tokens: Sequence[str], at: int) -> str:
    token = tokens[at]
    if token[0].isdigit():
        return f"figure {_unit(tokens, at)}".strip()
    return _kinds().get(stem(token), "")


def _unit(tokens: Sequence[str], at: int) -> str:
    if at and tokens[at - 1] in "$€£":
        return "money"
    return next((word for one in tokens[at + 1 : at + 3] if (word := meaning(one)) in measures()), "")


@cache
def _kinds() -> dict[str, str]:
    groups = enumerate(word_list("kinds"))
    return {stem(word): f"kind {number}" for number, group in groups for word in group.split("/")}


def _around(tokens: Sequence[str], at: int) -> Around:
    """Return the words around a place with how near they are; a border between them counts as more words."""
    found: Around = {}
    for step in (-1, 1):
        distance, place = 0, at + step
        while 0 <= place < len(tokens) and distance < _FAR:
            one = tokens[place]
            distance += 3 if one in _ENDS else 2 if one in BORDERS or one in few("opens") else 1
            word = word_of(one)
            if word and word not in measures():
                found[word] = max(found.get(word, 0.0), 1 / (1 + distance))
            place += step
    return found


def _alike(one: Around, other: Around) -> float:
    return sum(min(one[word], other[word]) for word in one.keys() & other.keys())
