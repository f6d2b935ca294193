"""What is in English of a message that is served in English: foreign greetings, sentences and quotes are not read."""

import re
from collections.abc import Callable
from functools import cache

from workflows.language.detection import has_foreign_words, known_language, listed
from workflows.language.lazy import lazy

_PIECES = lazy(r"((?<=[.!?])\s++|\n++)")
_QUOTED = lazy(r"^[ \t]*+(?:>|&gt;)[ \t]*+")


@cache
def _courtesy() -> re.Pattern[str]:
    """Return a pattern for courtesies at the beginning of a sentence, up to where the sentence goes on."""
    data = listed()
    words = "|".join(re.escape(one) for one in sorted(data["courtesies"]["words"], key=len, reverse=True))
    english = "|".join(data["english"]["words"])
    ends = rf"(?:\s*+[,;:.!\u2013-]++\s*+|\s*+$|\s++(?=(?:{english})\b))"
    return re.compile(rf"^\s*+(?:(?:{words}){ends})++", re.IGNORECASE)


def english_of(text: str, is_wanted: Callable[[str], bool]) -> str:
    """Return ``text`` without foreign courtesies, and without foreign sentences but those that are wanted all the same.

    A text of which nothing is left is returned whole.
    """
    if not has_foreign_words(text) and not _courtesy().match(text):
        return text
    pieces = _PIECES.split(text)
    for at in range(0, len(pieces), 2):
        bare = _QUOTED.sub("", pieces[at])
        if known_language(bare) not in {None, "en"} and not is_wanted(bare):
            pieces[at] = ""
        elif bare == pieces[at]:
            pieces[at] = _courtesy().sub("", bare)
    kept = "".join(pieces).strip()
    return kept or text
