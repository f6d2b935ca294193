"""Which words a message must hold one of for the tagger to be asked: drawn from the rows, not chosen by hand."""

from collections.abc import Sequence

from workflows.understanding.returns.names import is_generic
from workflows.understanding.returns.tokens import tokens_of
from workflows.understanding.returns.training.markup import Row

LEAST_NEW = 2  # rows that a further word must open
ENOUGH = 0.99  # of the rows with something to return
WEIGHT_ELSEWHERE = 0.7  # of a row with nothing to return


def cues_of(rows: Sequence[Row]) -> list[str]:
    """Return few words of which nearly all ``rows`` with something to return hold one, and the other rows few."""
    wanted: list[set[str]] = []
    elsewhere: dict[str, int] = {}
    for row in rows:
        words = _own_words(row)
        if any(one.kind in "PL" for one in row.spans):
            wanted.append(words)
        else:
            for word in words:
                elsewhere[word] = elsewhere.get(word, 0) + 1
    return sorted(_cover(wanted, elsewhere, most_left=int((1 - ENOUGH) * len(wanted))))


def _own_words(row: Row) -> set[str]:
    """Return the words outside of names and reasons."""
    off = [
        one
        for one in row.spans
        if one.kind == "R" or (one.kind in "PL" and not is_generic(row.text[one.start : one.end]))
    ]
    return {
        token.low
        for token in tokens_of(row.text)
        if token.low[0].isalpha() and not any(one.start < token.end and token.start < one.end for one in off)
    }


def _cover(wanted: list[set[str]], elsewhere: dict[str, int], most_left: int) -> list[str]:
    chosen: list[str] = []
    while len(wanted) > most_left:
        count: dict[str, int] = {}
        for words in wanted:
            for word in words:
                count[word] = count.get(word, 0) + 1
        worth = {word: n / (n + WEIGHT_ELSEWHERE * elsewhere.get(word, 0) + 10) for word, n in count.items()}
        best = max(sorted(worth), key=lambda word: worth[word], default="")
        if not best or count[best] < LEAST_NEW:
            break
        chosen.append(best)
        wanted = [words for words in wanted if best not in words]
    return chosen
