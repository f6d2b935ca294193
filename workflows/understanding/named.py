"""What becomes of each thing that a message names, where no sentence transformer is installed: done, asked about, left.

A linear model beside that of ``wanted``, taught all that messages name and not only what the rules take for a request
(docs/decisions/0107-all-readings-weighed-without-the-transformer.md). It sees the same, the thing's own name, the words
of the whole message near it, and what else is named. Nothing is decided here.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from workflows.ids.grammar import REMEMBERED
from workflows.understanding import wanted
from workflows.understanding.features import END, START, class_of, words_in
from workflows.understanding.linear import load_packed
from workflows.understanding.wanted import Place, Verdict, head_of, marked

NAME = "named"
READ = 900  # characters before and after a thing whose words are read
_MOST_OTHERS, _MOST_BETWEEN, _FEW_BETWEEN = 4, 8, 5  # things; words between two of them
_SAME, _THIS = "<same>", "<this>"


@lru_cache(maxsize=REMEMBERED)
def read_named(text: str, named: tuple[Place, ...]) -> tuple[Verdict, ...]:
    """Return what is to become of what is ``named`` in ``text``, which is untrusted. Those read last are kept."""
    read = load_packed(NAME).probabilities_of(features_of(text, one, named) for one in named)
    return tuple(Verdict(**one) for one in read)


def features_of(text: str, place: Place, named: Sequence[Place]) -> list[str]:
    """Return what the model sees of a place of ``text`` among those of all that is ``named``."""
    found = [*wanted.features_of(text, place), *_of_name(text, place), *_of_words(text, place)]
    return list(dict.fromkeys([*found, *_of_others(text, place, [one for one in named if one != place])]))


def _of_name(text: str, place: Place) -> Iterator[str]:
    words = words_in(text[place.start : place.end]) if place.asked == "return" else []
    yield from (f"n {word}" for word in words[-3:])
    yield f"n long {min(len(words), 4)}"
    if words:
        yield from (f"n head {words[-1]}", f"n class {class_of(words[-1])}")


def _of_words(text: str, place: Place) -> Iterator[str]:
    """Yield the words and pairs of words of the whole message, wherever they stand."""
    before = marked(text, max(0, place.start - READ), place.start)
    near, head = f"{before} {_THIS} {marked(text, place.end, place.end + READ)}", head_of(text, place)
    words = [_SAME if word == head else word for word in words_in(near)]
    yield from (f"w {word}" for word in words)
    yield from (f"w2 {one} {two}" for one, two in pairwise([START, *words, END]))
    if head:
        yield f"again {min(words.count(_SAME), 3)}"


def _of_others(text: str, place: Place, beside: Sequence[Place]) -> Iterator[str]:
    """Yield what else is named, and the words between a thing and the one before it, and the one behind it."""
    alike = [one for one in beside if one.asked == place.asked]
    yield f"o many {min(len(beside), _MOST_OTHERS)}"
    yield f"o alike {min(len(alike), _MOST_OTHERS)} {place.asked}"
    is_behind, is_before = (
        any(one.start < place.start for one in alike),
        any(one.start > place.start for one in alike),
    )
    yield f"o behind {is_behind} before {is_before}"
    yield from (f"o has {one.asked} {place.asked}" for one in beside)
    last = max((one.end for one in beside if one.end <= place.start), default=None)
    then = min((one.start for one in beside if one.start >= place.end), default=None)
    for name, start, end in (("last", last, place.start), ("then", place.end, then)):
        if start is not None and end is not None:
            between = words_in(text[start : min(end, start + READ)])
            known = " ".join(between) if len(between) < _FEW_BETWEEN else str(len(between) // _FEW_BETWEEN)
            yield f"o {name} {known}"
            yield from (f"between {name} {word}" for word in between[:_MOST_BETWEEN])
