"""Cue words and everyday things misspelt by one slip: two letters changed places, one dropped or doubled.

Of a thing only what is written in small letters and is no word of its own: a name may look like any word.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from workflows.language.lazy import lazy
from workflows.rules.syntax.statements import is_named, named_words
from workflows.understanding.returns.words import words

_CUES = """
return returns returned returning refund refunds refunded order orders ordered invoice invoices send back parcel package
delivery delivered received receive arrived where want please exchange broken damaged tracking status investigate
label check wrong correct incorrect amount charged charge billed mistake arrive dispute expected shipped twice
"""
_SHORTEST_WHOLE = 6  # letters of a word that may lack one: shorter ones look like others then
# These are words of their own, or names.
_OWN = """
oder retuning reined packages parcels status stats statue receiver arrive arrives deliver backs sends wants tacking
tracing broker bake bock sed wat hee were here wan pleas lease broke damage damages metre metres tiers
"""
_WORDS = frozenset(_OWN.split())
# What things are called beside their own word.
_KINDS = "electric wireless bluetooth cordless portable folding inflatable leather wooden"
_SHORTEST_THING, _LONGEST_THING = 5, 14  # letters
REMEMBERED = 4096  # words
_TOKEN = lazy(r"(?<![\w-])[a-z]{4,14}(?![\w-])", re.IGNORECASE)


@cache
def _slips() -> dict[str, str]:
    cues = _CUES.split()
    found = {slip: cue for cue in cues for slip in _slips_of(cue)}
    return {slip: cue for slip, cue in found.items() if slip not in _WORDS and slip not in cues}


def _slips_of(cue: str) -> Iterator[str]:
    for at in range(len(cue)):
        yield cue[:at] + cue[at] + cue[at:]
        if at + 1 < len(cue):
            yield cue[:at] + cue[at + 1] + cue[at] + cue[at + 2 :]
        if at and len(cue) >= _SHORTEST_WHOLE:
            yield cue[:at] + cue[at + 1 :]
    if cue in ("receive", "received"):
        yield cue.replace("ei", "ie")


@cache
def _shortened() -> dict[str, str]:
    """Return the things that lack one letter, and what they are; what may be two things is none of them."""
    found = dict[str, str]()
    for name in (*named_words(), *_KINDS.split()):
        for slip in (
            {name[:at] + name[at + 1 :] for at in range(1, len(name) - 1)} if len(name) >= _SHORTEST_THING else ()
        ):
            found[slip] = "" if slip in found else name
    return found


@lru_cache(REMEMBERED)
def _thing_meant(word: str) -> str:
    """Return the everyday thing that ``word`` is a slip of; "" for none, and for a word of its own."""
    if not _SHORTEST_THING - 1 <= len(word) <= _LONGEST_THING or not word.isalpha() or is_named(word) or word in _WORDS:
        return ""
    found = _shortened().get(word, "") if len(word) >= _SHORTEST_THING else ""
    for at in range(1, len(word) - 1) if not found else ():
        near, after = word[at], word[at + 1]
        other = word[:at] + after + (near + word[at + 2 :] if near != after else word[at + 2 :])
        if other != word and is_named(other):
            found = other
            break
    return found if found and words().look_up(word)[0] in {"", "?"} else ""


def spelt(text: str, vocabulary: frozenset[str]) -> str:
    """Return ``text`` with its slips mended; ``vocabulary`` are its words in small letters. Linear."""
    slips = _slips()
    things = {word: meant for word in vocabulary if word not in slips and (meant := _thing_meant(word))}
    if not things and slips.keys().isdisjoint(vocabulary):
        return text
    return _TOKEN.sub(lambda word: slips.get(word[0].lower()) or things.get(word[0], word[0]), text)
