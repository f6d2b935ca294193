"""How much a sentence reads like a claim, beside the customer's words and the records; learnt from whole drafts.

The reader of sentences (``workflows/understanding/drafts.py``) sees words alone. This one sees them, and beside them
the same sentence with each word replaced by where it comes from: the customer's message, a record, or nowhere. The
second half needs no language of its own. Written by ``python -m tests.evaluation.drafts_weighing``.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workflows.receipts.restating import CLAIMING
from workflows.receipts.small_words import small_words
from workflows.receipts.summaries import forms_in
from workflows.receipts.wording import plain_apostrophes
from workflows.understanding.drafts import apart, features_of
from workflows.understanding.features import END, START, words_of
from workflows.understanding.linear import UNIT, load_packed
from workflows.understanding.meanings import bare, english_of, meanings_of

NAME = "claims"
LABELS = ("nothing", "claim")
ALWAYS = "always"  # what is seen of each sentence
MOST_WORDS = 60  # of a sentence that are read together
_SHORTEST, _STEM = 5, 5  # letters of a word that is compared by how it begins, and of what is compared
_SMALL = 2  # letters of a word that says nothing
_OPENING = 3  # words at the beginning that count by their place, the mark of the beginning among them
_MARKS = 3  # letters by which the kind of an id is told


def claim_in(sentence: str, customer: str, facts: str) -> float:
    """Return the log-odds that a sentence (untrusted) claims something; above 0 it rather does. Linear.

    Of a sentence of more than ``MOST_WORDS`` words each piece of so many is read, and the highest counts.
    """
    model = load_packed(NAME)
    found = (model.scores(model.total(seen)) for seen in seen_in(sentence, customer, facts))
    return max(claim - nothing for nothing, claim in found) / UNIT


def seen_in(sentence: str, customer: str, facts: str) -> Iterator[frozenset[str]]:
    """Yield what is seen of each piece of a sentence (untrusted) beside a message and what is on record."""
    theirs, recorded = forms_in(customer), forms_in(facts)
    words = words_of(plain_apostrophes(sentence))
    for at in range(0, max(len(words), 1), MOST_WORDS):
        piece = words[at : at + MOST_WORDS]
        yield features_of(piece) | {ALWAYS, *_whence_in(_sources(piece, theirs, recorded))}


def _sources(words: Sequence[str], theirs: frozenset[str], recorded: frozenset[str]) -> list[str]:
    """Return for each word what it is, as far as it counts, and whether it stands in a record or in the message."""
    found = []
    for word in (piece for one in words for piece in apart(bare(one)) if piece):
        if not word[0].isalpha():
            found.append(f"<{word[:_MARKS]}>" if word[0] == "<" else word)
        elif word in small_words() or len(word) <= _SMALL:
            found.append(english_of(word))
        else:
            found.append(_source(word, theirs, recorded))
    return found


def _source(word: str, theirs: frozenset[str], recorded: frozenset[str]) -> str:
    forms = {word, english_of(word)} | ({word[:_STEM]} if len(word) >= _SHORTEST else set())
    whence = "R" if not forms.isdisjoint(recorded) else "C" if not forms.isdisjoint(theirs) else "N"
    means = meanings_of(word)
    claims = next((one for one in means if one in CLAIMING), None)
    if claims:
        return f"{claims}{whence}"
    if english_of(word) == word and not means:
        return f"#{whence}"
    return f"{english_of(word)}{'' if whence == 'N' else whence}"


def _whence_in(sources: Sequence[str]) -> Iterator[str]:
    framed = [START, *sources, END]
    yield from (f"D {one}" for one in sources)
    yield from (f"DD {one} {two}" for one, two in pairwise(framed))
    yield from (f"D_D {one} {two}" for one, two in zip(framed, framed[2:], strict=False))
    yield from (f"DDD {one} {two} {three}" for one, two, three in zip(framed, framed[1:], framed[2:], strict=False))
    if "?" in sources:
        yield from (f"D? {one}" for one in sources)
    yield from (f"Df{place} {one}" for place, one in enumerate(framed[1 : 1 + _OPENING]))
