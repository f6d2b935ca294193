"""What each sentence of a message does in it: a request, a question, a problem, what belongs to one, or no part at all.

Decided from its words and its neighbours' by a trained model. What follows from it is decided elsewhere.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Literal, get_args

from workflows.understanding.features import class_of, word_features, words_of
from workflows.understanding.linear import load_packed
from workflows.understanding.training import Example, Row

NAME = "sentences"
SentenceKind = Literal[
    "return",
    "request",
    "service",
    "back",
    "question",
    "problem",
    "complaint",
    "detail",
    "help",
    "wish",
    "aside",
    "courtesy",
]
"""What a sentence does.

``return`` and ``request``: asks for a return, or a look at an invoice or an order; ``service``: for something else;
``back``: points back to one of these; ``question``: asks for information; ``problem``: something does not work;
``complaint``: an order came wrong, or did not; ``detail``: belongs to a sentence beside it; ``wish``: how it is to be
settled; ``aside``: a story, a joke, a compliment; ``courtesy``: greeting, thanks, names.
"""
KINDS: tuple[SentenceKind, ...] = get_args(SentenceKind)
REMEMBERED = 16  # messages
_ENDS = frozenset(".!,;:-*")
_CUE_WORDS = """
i we my our me us you your he she his her they it this that these those the a please pls kindly could can would will
what when where how why which who is are do does did has have was were had not no if because since so but also and first
second last then anyway ? <order> <invoice> <unknown> return send refund check look order invoice bill parcel delivery
box works work working stopped broken wrong missing find out arrived came
"""
_CUES = frozenset(_CUE_WORDS.split())


def kinds_of(sentences: Sequence[str]) -> list[dict[str, float]]:
    """Return how likely each kind is for each of the ``sentences`` of one message, in order; a "?" belongs to its text.

    Untrusted text; linear in its length.
    """
    return list(_kinds(tuple(sentences)))


@lru_cache(maxsize=REMEMBERED)
def _kinds(sentences: tuple[str, ...]) -> tuple[dict[str, float], ...]:
    return tuple(load_packed(NAME).probabilities_of(features_of(sentences)))


def features_of(sentences: Sequence[str]) -> Iterator[list[str]]:
    """Yield what the model sees of each sentence: its words, the cues in those beside it, and where it stands."""
    words = [_bare(words_of(sentence)) for sentence in sentences]
    cues = [_cues(one) for one in words]
    ids: set[str] = set()
    for at, mine in enumerate(words):
        found = word_features(mine)
        for name, beside in (("p", at - 1), ("n", at + 1)):
            found += [f"{name} {cue}" for cue in cues[beside]] if 0 <= beside < len(words) else [f"{name} none"]
        found += [f"o {one}" for one in cues[at] if one.startswith("has")]
        found += [f"ids before {one}" for one in ids]
        ids |= {one for one in mine if one[0] == "<"}
        found.append(f"place {_place(at, len(words))}")
        found.append(f"many {min(len(words).bit_length(), 5)}")
        yield found


def _bare(words: list[str]) -> list[str]:
    """Return ``words`` without the marks that end them, which a message in a hurry leaves out; "?" stays."""
    while words and words[-1] in _ENDS:
        words = words[:-1]
    return words


def _cues(words: Sequence[str]) -> list[str]:
    """Return what a sentence tells of the one beside it."""
    found = [one for one in dict.fromkeys(words) if one in _CUES]
    found += [f"class {one}" for one in dict.fromkeys(map(class_of, words)) if one]
    if words:
        found.append(f"opens {words[0]}")
    return found


def _place(at: int, many: int) -> str:
    if at < 2:
        return f"first {at}"
    return f"last {many - at}" if many - at <= 2 else f"part {4 * at // many}"


def examples(rows: Sequence[Row]) -> list[Example]:
    """Return what the model sees of ``rows``, message by message; a second time without "?", as in a hurry."""
    found = []
    for _, message in groupby(rows, attrgetter("message")):
        labels, texts = zip(*((row.label, row.text) for row in message), strict=True)
        bare = tuple(text.replace("?", "") for text in texts)
        for written in dict.fromkeys((texts, bare)):
            seen = features_of(written)
            found += [Example(label, frozenset(one)) for label, one in zip(labels, seen, strict=True)]
    return found
