"""Thanks in the languages that the desk cannot answer in: a short word back, and nobody is called for them."""

from functools import cache
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.language.word_files import read_words

LONGEST = 80  # characters: who writes more says more
_WORD = lazy(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


class _Language(NamedTuple):
    thanks: frozenset[str]
    words: frozenset[str]
    reply: str


@cache
def _languages() -> tuple[_Language, ...]:
    read = read_words("workflows.language", "courtesies.toml").values()
    return tuple(_Language(frozenset(one["thanks"]), frozenset(one["words"]), one["reply"]) for one in read)


def answer_to_thanks(text: str) -> str:
    """Return what is said to ``text`` (untrusted) in its language if it only gives thanks or says good-bye, else ""."""
    if len(text) > LONGEST or "?" in text:
        return ""
    said = {word.replace("\u2019", "'") for word in _WORD.findall(text.lower())}
    return next((one.reply for one in _languages() if said & one.thanks and said <= one.thanks | one.words), "")
