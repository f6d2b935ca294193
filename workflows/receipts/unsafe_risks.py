"""How advice is looked up by the thing it is about; what is advised with each is in the tables of rows.

Read are the words of a sentence, lower case and one blank apart, without what is forbidden in it. A row is looked at
only where one of its things is named: most words are no such thing, and cost one look into a table.
"""

import re
from typing import NamedTuple

from workflows.language.lazy import lazy

Risks = dict[str, list[re.Pattern[str]]]

_WORD = lazy(r"\w+")


def gap(most: int) -> str:
    """Return what lies between two words that belong together: at most so many others."""
    return rf"(?: \w++){{0,{most}}}? "


class Risk(NamedTuple):
    """A row: the words of the things (one blank apart), and what is done with them, as a pattern."""

    things: str
    done: str


def by_thing(*rows: Risk) -> Risks:
    """Return what is done with things, as patterns by each of the words that name the thing."""
    found: Risks = {}
    for things, done in rows:
        read = re.compile(rf"\b(?:{done})")
        for thing in things.split():
            found.setdefault(thing, []).append(read)
    return found


def plain_words(text: str) -> str:
    """Return the words of ``text`` in lower case, one blank apart."""
    return " ".join(_WORD.findall(text.lower()))


def risky(words: str, risks: Risks) -> str | None:
    """Return what ``words``, one blank apart, advise to do with a thing of ``risks``; None if nothing."""
    things = risks.keys() & words.split()
    for done in {done for thing in things for done in risks[thing]}:
        if found := done.search(words):
            return found.group()
    return None
