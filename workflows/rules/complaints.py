"""Complaints about an order: damaged, incomplete, never came, not what its status says. The words are data."""

import re
import tomllib
from functools import cache
from importlib import resources

from workflows.rules.beyond import Beyond
from workflows.rules.clauses import read
from workflows.rules.returns import find_returns
from workflows.rules.route import Terms, words_of

COMPLAINT = Beyond("a complaint about an order", "I am sorry about this. I cannot settle it myself.", urgent=False)
_SENTENCE = re.compile(r"[.!?;\n]+")


@cache
def _lists() -> dict[str, Terms]:
    text = (resources.files("workflows.rules.words") / "complaints.toml").read_text(encoding="utf-8")
    return {name: Terms(terms) for name, terms in tomllib.loads(text).items()}


def complains_of_order(text: str, *, named: bool) -> bool:
    """Tell whether ``text`` complains about an order; ``named``: it is clear already that an order is meant.

    What is said of a product that goes back is the reason of its return, and no complaint beside it.
    """
    lists = _lists()
    if not lists["terms"].find(words_of(text)) or not (named or lists["order"].find(words_of(text))):
        return False
    message = read(text)
    returned = {clause.start: clause.end for back in find_returns(message) for clause in back.used}
    rest = message.plain
    for start, end in returned.items():
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    return complains(rest)


def complains(text: str) -> bool:
    """Tell whether a sentence of ``text`` complains about something that came, or did not come."""
    terms = _lists()["terms"]
    return any(terms.find(_meant(words_of(sentence))) for sentence in _SENTENCE.split(text))


def _meant(words: list[str]) -> list[str]:
    off = {at for span in _lists()["not"].spans(words) for at in range(span.start, span.end)}
    return ["-" if at in off else word for at, word in enumerate(words)]
