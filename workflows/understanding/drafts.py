"""What each sentence of a reply that a model drafted is: advice, a question, a statement about us …; learnt from rows.

Whether a statement may be made is decided elsewhere. A sentence that is read wrongly is written with its kind into
``rows/drafts.written.tsv``, and ``frontdesk train drafts`` teaches the reader again: that is the one way to mend it.
"""

import random
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import Literal, get_args

from workflows.language.lazy import lazy
from workflows.understanding.features import END, START, parts_of, words_of
from workflows.understanding.linear import load_packed
from workflows.understanding.meanings import bare, english_of, meanings_in
from workflows.understanding.training import Example, Row, read_rows

NAME = "drafts"
_WRITTEN = "drafts.written"  # sentences as replies have them
DraftKind = Literal[
    "question", "advice", "request", "courtesy", "restated", "limits", "pointer", "world", "statement", "harm"
]
"""What a sentence of a draft is.

``question``; ``advice``: what the customer may do on their own side; ``request``: asks for something we need;
``courtesy``: greeting, sympathy, transition; ``restated``: what the customer said, said back; ``limits``: what the desk
cannot see, does not know or leaves to a person; ``pointer``: leads over to what code puts below; ``world``: how things
generally are; ``statement``: about us, our deeds, plans or rules, the customer's order, money or account, also one
that a question or a wish takes for granted; ``harm``: asks for a secret, money or access, or advises what is dangerous.
"""
KINDS: tuple[DraftKind, ...] = get_args(DraftKind)
REMEMBERED = 64  # sentences
MOST_WORDS = 60  # of a sentence that are read together
_MOST_MEANINGS = 12
_FORMS = 4  # of a frame at most
_TAUGHT = 2  # of them
_AS_WRITTEN = (
    3.0  # how much a row without choices counts: such rows are sentences as replies have them, frames are twins
)
_LEADS = frozenset({"courtesy", "restated", "limits"})  # kinds that other sentences are joined to
_NEARBY = 2  # such sentences before a row: they are of its language, and mostly of its subject
_LONGEST_JOINED = 120  # characters
_JOINTS = (", ", "; ", ": ", " – ")  # noqa: RUF001 - as models write
_ENDS = ".!? "
_SHORT = {"can't": "can", "won't": "will", "shan't": "shall"}
_CHOICE = lazy(r"\{([^{}]*)\}")


@lru_cache(maxsize=REMEMBERED)
def kinds_of(sentence: str) -> dict[DraftKind, float]:
    """Return how likely each kind is for one sentence of a draft (untrusted); linear in its length.

    Of a sentence of more than ``MOST_WORDS`` words each piece of so many is read; for each kind the highest counts.
    """
    words = words_of(sentence)
    pieces = [words[at : at + MOST_WORDS] for at in range(0, len(words), MOST_WORDS)] or [[]]
    model = load_packed(NAME)
    found = [model.probabilities(features_of(piece)) for piece in pieces]
    return {kind: max(one[kind] for one in found) for kind in KINDS}


def features_of(words: Sequence[str]) -> frozenset[str]:
    """Return what the reader sees of the words of a sentence: words, parts of words, and what they mean in order."""
    return _features_of(tuple(words))


@lru_cache(maxsize=REMEMBERED)
def _features_of(words: tuple[str, ...]) -> frozenset[str]:
    plain = [piece for word in words for piece in apart(bare(word)) if piece]
    seen = {f"w {word}" for word in plain}
    seen.update(f"b {one} {two}" for one, two in pairwise([START, *plain, END]))
    for word in plain:
        seen.update(parts_of(word))
    seen |= {f"first {plain[0]}" if plain else "empty", f"length {min(len(plain).bit_length(), 6)}"}
    seen.update(f"open {one}" for one in (" ".join(plain[:2]), " ".join(plain[:3])))
    english = [START, *map(english_of, plain), END]
    seen.update(f"l {one}" for one in english)
    seen.update(f"ll {one} {two}" for one, two in pairwise(english))
    seen.update(f"l_l {one} {two}" for one, two in zip(english, english[2:], strict=False))
    return frozenset(seen | _meanings(plain))


def _meanings(plain: Sequence[str]) -> set[str]:
    """Return what the words of a sentence mean, what stands side by side, and which of it is in a question."""
    known = meanings_in(plain)
    row = [one for found in known for one in found[:2]]
    seen = {f"m {one}" for one in row}
    for one, two in pairwise([(START,), *known, (END,)]):
        seen.update(f"mm {first} {second}" for first, second in product(one, two))
    for one, two in zip(known, known[2:], strict=False):
        seen.update(f"m_m {first} {second}" for first, second in product(one, two))
    asks = "?" in plain
    seen.add(f"asks {asks}")
    seen.update(f"asks {asks} {one}" for one in list(dict.fromkeys(row))[:_MOST_MEANINGS])
    return seen


@lru_cache(maxsize=4096)
def apart(word: str) -> tuple[str, ...]:
    """Return the words that an apostrophe joins: "we'll" is we and ll, "don't" do and not."""
    if "'" not in word:
        return (word,)
    if word.endswith("n't"):
        return (_SHORT.get(word, word[:-3]), "not")
    return tuple(piece for piece in word.split("'") if piece)


def forms_of(frame: str) -> list[str]:
    """Return the sentences that a row stands for, ``_FORMS`` at most: ``{a|b}`` is a or b; always the same ones."""
    pieces = _CHOICE.split(frame)
    choices = [piece.split("|") if n % 2 else [piece] for n, piece in enumerate(pieces)]
    rng = random.Random(frame)  # noqa: S311 - a choice of examples
    found = ["".join(rng.choice(choice) for choice in choices) for _ in range(3 * _FORMS)]
    return [re.sub(r"\s+", " ", one).strip() for one in dict.fromkeys(found)][:_FORMS]


def read_all() -> tuple[list[Row], str]:
    """Return the rows of both files, frames first, and a hash of both."""
    (frames, told), (written, also_told) = read_rows(NAME), read_rows(_WRITTEN)
    return [*frames, *written], f"{told}+{also_told}"


def examples(rows: Iterable[Row]) -> list[Example]:
    """Return what the reader sees of the sentences that the rows stand for, and of some that are joined to others."""
    rows = list(rows)
    plain = [one for row in rows for one in examples_of(row)]
    return plain + _joined(rows)


def examples_of_frames(rows: Iterable[Row]) -> list[Example]:
    """Return what a second model is taught, which holds fast what tells twins apart: all forms of the frames alone."""
    frames = [row for row in rows if row.source != _WRITTEN]
    plain = [Example(row.label, _seen(text)) for row in frames for text in forms_of(row.text)]
    return plain + _joined(frames)


def _joined(rows: Sequence[Row]) -> list[Example]:
    return [Example(row.label, _seen(row.text)) for row in joined(rows)]


def _seen(text: str) -> frozenset[str]:
    return features_of(words_of(text))


def joined(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield each other sentence behind a harmless one before it: "Thank you for your patience, your money is sent".

    What such a sentence is, its second part says. Without them a kind word hid the statement behind it.
    """
    before: deque[str] = deque(maxlen=_NEARBY)
    for number, row in enumerate(rows):
        one = forms_of(row.text)[-1]
        if len(before) == _NEARBY and number % 2 and len(one) < _LONGEST_JOINED:
            yield Row(
                row.label, f"{before[0].rstrip(_ENDS)}{_JOINTS[number // 2 % len(_JOINTS)]}{one[0].lower()}{one[1:]}"
            )
        if row.label in _LEADS and len(one) < _LONGEST_JOINED:
            before.append(one)


def examples_of(row: Row) -> Iterator[Example]:
    """Yield what the reader sees of the sentences that one row stands for."""
    forms = forms_of(row.text)
    for text in forms[:_TAUGHT]:
        yield Example(row.label, _seen(text), _AS_WRITTEN if len(forms) == 1 else 1.0)
