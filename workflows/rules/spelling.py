"""Cue words misspelt by one slip: two letters changed places, one dropped or doubled. Nothing else is mended."""

import re
from collections.abc import Iterator
from functools import cache

from workflows.language.lazy import lazy

_CUES = """
return returns returned returning refund refunds refunded order orders ordered invoice invoices send back parcel package
delivery delivered received receive arrived where want please exchange broken damaged tracking status investigate
label check wrong correct incorrect amount charged charge billed mistake arrive dispute expected shipped twice
"""
_SHORTEST_WHOLE = 6  # letters of a word that may lack one: shorter ones look like others then
# These are words of their own, or names.
_OWN = """
oder retuning reined packages parcels status stats statue receiver arrive arrives deliver backs sends wants tacking
tracing broker bake bock sed wat hee were here wan pleas lease broke damages
"""
_WORDS = frozenset(_OWN.split())
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


def spelt(text: str, vocabulary: frozenset[str]) -> str:
    """Return ``text`` with its slips mended; ``vocabulary`` are its words in small letters. Linear."""
    slips = _slips()
    if slips.keys().isdisjoint(vocabulary):
        return text
    return _TOKEN.sub(lambda word: slips.get(word[0].lower(), word[0]), text)
