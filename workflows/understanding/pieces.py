"""Texts as the numbers that a BERT model of small letters reads: pieces of words, the longest known ones first.

What its own tokenizer makes of a text ("WordPiece", Devlin et al. 2018), in plain Python: the library that has it
brings a client of a hub and fourteen packages more.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

LONGEST_WORD = 100  # characters; a longer one is unknown
BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_GOES_ON = "##"  # before a piece that does not begin a word
# Each such character is a word of its own (CJK Unified Ideographs and their extensions).
_IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class Pieces:
    """The pieces that a model knows. ``words``: all of them, each at the place that is its number."""

    def __init__(self, words: Sequence[str]) -> None:
        self.places: Mapping[str, int] = {word: place for place, word in enumerate(words)}

    def numbers(self, text: str, most: int) -> list[int]:
        """Return what a model reads of a text (untrusted): ``most`` numbers at most, with the begin and the end."""
        found = [self.places[BEGIN]]
        for word in _words(text):
            found += self._pieces_of(word)
            if len(found) >= most:
                break
        return [*found[: most - 1], self.places[END]]

    def _pieces_of(self, word: str) -> list[int]:
        """Return the numbers of the longest pieces that make up a word, from its begin on; one that says: unknown."""
        unknown = [self.places[UNKNOWN]]
        if len(word) > LONGEST_WORD:
            return unknown
        found: list[int] = []
        start = 0
        while start < len(word):
            before = _GOES_ON if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if before + word[start:end] in self.places), None)
            if end is None:
                return unknown
            found.append(self.places[before + word[start:end]])
            start = end
        return found


def _words(text: str) -> Iterator[str]:
    """Yield the words and signs of a text, in small letters without accents."""
    letters: list[str] = []
    # Each character by itself: a long run of accents would be sorted, which takes its square.
    for one in chain.from_iterable(unicodedata.normalize("NFD", each).lower() for each in text):
        kind = unicodedata.category(one)
        if one.isspace():
            yield from _joined(letters)
        elif kind == "Mn" or kind.startswith("C") or one == "\ufffd":
            continue
        elif _stands_alone(one, kind):
            yield from _joined(letters)
            yield one
        else:
            letters.append(one)
    yield from _joined(letters)


def _joined(letters: list[str]) -> Iterator[str]:
    if letters:
        yield "".join(letters)
        letters.clear()


def _stands_alone(one: str, kind: str) -> bool:
    if one.isascii():
        return not one.isalnum()
    return kind.startswith("P") or any(first <= ord(one) <= last for first, last in _IDEOGRAPHS)
