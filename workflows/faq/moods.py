"""Whether the quotes tell of the past, of plans or of what only may be, where an answer says that it is so."""

from collections.abc import Iterator, Sequence
from functools import cache

from workflows.faq.sentences import Sentence
from workflows.faq.words import word_list
from workflows.language.grounding import fold

Mood = str  # past, planned or uncertain


@cache
def _signs() -> dict[Mood, tuple[str, ...]]:
    return {
        mood: tuple(sign.replace("_", " ") for sign in word_list(mood)) for mood in ("past", "planned", "uncertain")
    }


def moods_of(text: str) -> set[Mood]:
    """Return what a sentence says of itself; what is so, says nothing. Untrusted; linear."""
    folded = f" {fold(text)} "
    return {mood for mood, signs in _signs().items() if any(f" {sign} " in folded for sign in signs)}


def taken_for_so(sentence: Sentence, around: Sequence[Sentence]) -> Iterator[str]:
    """Refuse a sentence that drops what all its quotes say of themselves."""
    if not around:
        return
    there = set.intersection(*(moods_of(one.text) for one in around))
    if there and not moods_of(sentence.text):
        yield f"the quotes say this as {' and '.join(sorted(there))}: “{sentence.text}”"
