"""Small words that make a statement weaker, stronger, earlier or later: what an answer dropped, added or exchanged."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from workflows.faq.alignment import Measures
from workflows.faq.laid import Laid
from workflows.faq.vocabulary import few, meaning
from workflows.faq.words import stem, word_list

MOST_MARKED = 150  # small words of the quotes
_WEAKER = ("may", "usually", "only")
_STRONGER = ("always", "every", "will", "even", "also", "self")
_LINES = ("when", "more", "whose", "may", "how many", "if")
_SKIPPED = frozenset(("the", "a", "an", ",", "then", "also", "just", "to"))
_NEARNESS = (0.25, 0.15, 0.1)
_SAME_PLACE = 0.4

Sides = tuple[list[str], list[str]]


@cache
def _line_of() -> dict[str, tuple[str, int]]:
    """Return for each small word its line and its group there."""
    return {
        word: (line, number)
        for line in _LINES
        for number, group in enumerate(word_list(f"line_{line.replace(' ', '_')}"))
        for word in group.split("/")
    }


def weaker_words_lost(ours: Laid, theirs: Laid) -> Measures:
    """Measure the words that make a quote weaker, where the answer says the same without such a word."""
    found: Measures = {}
    windows = _windows(ours)
    for tokens in theirs.sentences:
        for at, token in enumerate(tokens):
            for name in _WEAKER:
                is_permission = name == "may" and "you" in tokens[max(0, at - 2) : at]
                if token in few(f"weak_{name}") and not is_permission and tokens[at - 1 : at] != ["not"]:
                    around = {word for one in tokens[max(0, at - 5) : at + 6] if (word := meaning(one))}
                    found[f"lost {name}"] = max(found.get(f"lost {name}", 0.0), _lost(around, name, windows))
    return found


def _windows(ours: Laid) -> list[tuple[set[str], set[str]]]:
    """Return stretches of an answer, each with its tokens and what they mean."""
    cut = (
        set(tokens[max(0, at - 6) : at + 7])
        for tokens in ours.sentences
        for at in {*range(0, len(tokens), 3), len(tokens) - 1}
    )
    return [(tokens, {word for one in tokens if (word := meaning(one))}) for tokens in cut]


def _lost(around: Collection[str], name: str, windows: Sequence[tuple[set[str], set[str]]]) -> float:
    best = kept = 0.0
    for tokens, words in windows:
        share = len(words & set(around)) / max(1, len(around))
        has = 1.0 if tokens & few(f"keeps_{name}") else 0.5 if tokens & few("keeps_any") else 0.0
        kept = has if share > best + 1e-9 else max(kept, has) if share >= best - 1e-9 else kept
        best = max(best, share)
    return (1 - kept) * best if best >= _SAME_PLACE else 0.0


def stronger_words_new(ours: Laid, theirs: Laid, asked: Collection[str]) -> Measures:
    """Measure what makes an answer stronger than its quotes and its question, which have no such word."""
    told = {token for tokens in ours.sentences for token in _told(tokens)}
    known = theirs.tokens | set(asked)
    words = {name: few(f"strong_{name}") for name in _STRONGER}
    return {f"new {name}": float(bool(told & words[name]) and not known & words[name]) for name in _STRONGER}


def _told(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the words that nothing softens: not "nearly every", nor the "anyone" of "does not let anyone"."""
    denied = False
    for at, token in enumerate(tokens):
        denied |= token in few("negations")
        if not (at and tokens[at - 1] in few("softens")) and not (denied and token.startswith("any")):
            yield token


def small_words_exchanged(ours: Laid, theirs: Laid) -> Measures:
    """Measure the small words that stand between a quote's words in the place of one that says something else."""
    known = [
        (*_line_of()[token], _sides(tokens, at))
        for tokens in theirs.sentences
        for at, token in enumerate(tokens)
        if token in _line_of()
    ][:MOST_MARKED]
    found: Measures = {}
    marked = [
        (*_line_of()[token], _sides(tokens, at))
        for tokens in ours.sentences
        for at, token in enumerate(tokens)
        if token in _line_of()
    ][:MOST_MARKED]
    for line, group, sides in marked:
        same = other = 0.0
        for one, its_group, its_sides in known:
            if one == line:
                alike = _alike(sides, its_sides)
                same, other = (max(same, alike), other) if its_group == group else (same, max(other, alike))
        if other >= _SAME_PLACE and other > same:
            found[f"other {line}"] = max(found.get(f"other {line}", 0.0), other - same)
    return found


def _sides(tokens: Sequence[str], at: int) -> Sides:
    """Return the three words before a place, the nearest first, and the three behind it."""
    before = [stem(one) for one in tokens[max(0, at - 6) : at][::-1] if one not in _SKIPPED][:3]
    return before, [stem(one) for one in tokens[at + 1 : at + 7] if one not in _SKIPPED][:3]


def _alike(one: Sides, other: Sides) -> float:
    return sum(
        near
        for here, there in zip(one, other, strict=True)
        for near, word, its in zip(_NEARNESS, here, there, strict=False)
        if word == its
    )
