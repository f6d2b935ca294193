"""Messages that ask for nothing: "one sec", "will do", thanks, emoji. Lists kept as data; nothing is answered here."""

import re
from functools import cache, lru_cache

from workflows.language.lazy import lazy
from workflows.language.word_files import read_words
from workflows.rules.frame.greetings import greets
from workflows.rules.route import REMEMBERED, Terms, is_listed, tokens_of
from workflows.rules.syntax.statements import is_named

LONGEST_TEXT = 400  # characters
LONGEST = 20  # words: what is longer says something
_WORDS = lazy(r"[^\W\d_]++(?:['\u2019][^\W\d_]++)*+|\d++")
_SHOWN = lazy(r":[a-z0-9_+-]{1,40}+:|<[@#!][^<>\n]{1,200}>|(?<!\w)\+1(?!\w)", re.IGNORECASE)
_ANGRY = lazy(
    "[\U0001f620-\U0001f621\U0001f624\U0001f92c\U0001f47f\U0001f4a2\U0001f595]"
    "|:(?:angry|rage|triumph|face_with_symbols_on_mouth|cursing_face|imp|anger|middle_finger|fu|reversed_hand_with_middle_finger_extended):"
)
_NAMES_TOO = frozenset(
    {"art", "basil", "bill", "chase", "chip", "drew", "faith", "frank", "grace", "guy", "hope", "jack"}
)
_NAMES_TOO |= {"joy", "mark", "max", "pat", "penny", "ray", "rob", "rose", "sandy", "sue", "will"}
_NO_NAMES = frozenset(
    {"urgent", "emergency", "fire", "smoke", "help", "asap", "wrong", "late", "missing", "lost", "stolen"}
)
_OVER = frozenset({"helped", "helps", "works", "worked", "solved", "fixed"})


@cache
def _lists() -> tuple[dict[str, list[tuple[str, ...]]], Terms]:
    """Read the lists once: the phrases by their first word, the longest first; and what makes thanks bitter."""
    data = read_words("workflows.rules.words", "smalltalk.toml")
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(one.split()) for one in re.split(r"[|\n]", data["phrases"])), key=len, reverse=True):
        if phrase:
            phrases.setdefault(phrase[0], []).append(phrase)
    return phrases, Terms(one.strip() for one in re.split(r"[|\n]", data["bitter"]) if one.strip())


def is_small_talk(text: str) -> bool:
    """Tell whether ``text`` holds nothing but small talk, emoji or reactions; at most one name may stand beside it."""
    if len(text) > LONGEST_TEXT:
        return False
    shown = _SHOWN.sub(" ", text).replace("\u2019", "'")
    if greets(shown):
        return True
    if "?" in text and _WORDS.search(shown):
        return False
    found = _WORDS.findall(shown)
    if not found:
        return bool(text.strip(" ?!.,\n\t"))  # emoji alone; no text and "???" are no small talk
    if len(found) > LONGEST:
        return False
    words = [word.lower().replace("'", "") for word in found]
    left = _uncovered(words)
    named = len(left) == 1 < len(words) and left[0] > 0 and not shown.isupper() and _may_be_name(found[left[0]])
    return (not left or named) and not is_bitter(text)


def _may_be_name(word: str) -> bool:
    """Tell whether a word may be a person's name: it begins with a capital, and no list of ours has it otherwise."""
    small = word.lower()
    return word[0].isupper() and (
        small in _NAMES_TOO or not (small in _NO_NAMES or is_listed(small) or is_named(small))
    )


def is_over(text: str) -> bool:
    """Tell whether small talk says that the trouble is over: "that helped", "it works now"."""
    return is_small_talk(text) and any(word in _OVER for word in tokens_of(text))


def is_bitter(text: str) -> bool:
    """Tell whether ``text`` only looks like thanks ('Thanks for nothing!'), or shows an angry face and says nothing."""
    shown = _ANGRY.search(text)
    if shown is not None and not _WORDS.search(_SHOWN.sub(" ", text)):
        return True
    return _is_bitter(tuple(tokens_of(text)))


@lru_cache(maxsize=REMEMBERED)
def _is_bitter(words: tuple[str, ...]) -> bool:
    return bool(_lists()[1].find(words))


def _uncovered(words: list[str]) -> list[int]:
    """Return where the first two words stand that no phrase covers; at each place the longest phrase is taken."""
    phrases, _ = _lists()
    at = 0
    left: list[int] = []
    while at < len(words) and len(left) < 2:
        here = next((one for one in phrases.get(words[at], ()) if tuple(words[at : at + len(one)]) == one), ())
        if not here:
            left.append(at)
        at += len(here) or 1
    return left
