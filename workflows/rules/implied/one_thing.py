"""The one everyday thing that a story names: what "it" stands for where nothing nearer tells."""

import re
from bisect import bisect_right

from workflows.language.lazy import lazy
from workflows.rules.implied.own_things import Seen, Things
from workflows.rules.products.products import Name, name_at
from workflows.rules.returns.weighing import named_things
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.statements import says_something

_STORY = 600  # characters of a story in which its thing is named
_CLAUSES = 10  # of it in which a thing may be named without an article
_FIXTURE = lazy(r"\b(?:windows?|tiles?|ceilings?|stairs|staircase|sockets?|balcon(?:y|ies))$", re.IGNORECASE)
_GREETING = lazy(r"\s*(?:hi|hello|hey|dear)(?:\s\w{2,12}){0,2}\s?,\s", re.IGNORECASE)
_WHOLE = lazy(r".{2,30}\sof\s(?:the|my|our|this|that)\s", re.IGNORECASE)
_MORE_THAN_ONE = lazy(r"(?<=ss|sh|ch|ox)es$|(?<!s)s$")
_IT = lazy(r"\b(?:it|them)\b", re.IGNORECASE)


def only_named(things: Things, upto: int) -> Seen | None:
    """Return the one everyday thing that the story before ``upto`` names; "the lamp" may be "the desk lamp" again."""
    near = named_things(things.message, max(0, upto - _STORY), upto)
    named = [one for one in near if not _FIXTURE.search(one[1])] or _bare(things, upto)
    if not named:
        return None
    at, words = max(named, key=lambda one: len(one[1].split()))
    known = {_one_of(word) for word in words.lower().split()}
    if not all(known.issuperset(map(_one_of, other.lower().split())) for _, other in named):
        return None
    if whole := _WHOLE.match(words):  # "the hinge of the letterbox"
        at, words = at + whole.end(), words[whole.end() :]
    name = Name(at, at + len(words), at + len(words))
    if says_something(things.plain, name.start, name.end, name.end):  # "the wardrobe took a whole day": the wardrobe
        name = things.to_the_goods(name) or name
    return Seen(name, None, (), name.upto)


def _bare(things: Things, upto: int) -> list[tuple[int, str]]:
    """Return the everyday things that clauses begin with, without an article: "garden hose splits at the connector"."""
    found = []
    clauses = things.message.clauses
    last = bisect_right(clauses, upto, key=lambda one: one.end)
    for clause in clauses[max(0, last - _CLAUSES) : last]:
        greeting = _GREETING.match(things.plain, clause.start, clause.end)
        name = name_at(things.message, greeting.end() if greeting else clause.start, clause.end)
        short = things.to_the_goods(name) if name else None
        if short:
            found.append((short.start, things.plain[short.start : short.end]))
    return found


def meant_by_it(message: Message, at: int, end: int) -> Name | None:
    """Return what "it" from ``at`` to ``end`` can only stand for: the one thing that was named, the writer's own."""
    things = Things(message)
    seen = only_named(things, at) if _IT.search(message.plain, at, end) else None
    return seen.name if seen and not things.is_anothers(seen.name) else None


def _one_of(word: str) -> str:
    """Return ``word`` without the mark of more than one."""
    return _MORE_THAN_ONE.sub("", word)
