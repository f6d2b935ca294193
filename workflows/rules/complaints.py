"""Complaints about an order: what is said of one beyond a plain question, by the roles of its words; they are data."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from workflows.rules.beyond import Beyond
from workflows.rules.clauses import read
from workflows.rules.returns import find_returns
from workflows.rules.roles import Lexicon, Made, Meeting, joined, lexicon_of, played

COMPLAINT = Beyond("a complaint about an order", "I am sorry about this. I cannot settle it myself.", urgent=False)
READ_CHARS = 2_000
NAMES = 2  # words of a name or a signature


@dataclass(frozen=True, slots=True)
class _Lists:
    order: re.Pattern[str]
    lexicon: Lexicon
    made: tuple[Made, ...]
    when: tuple[Meeting, ...]
    bits: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The roles played in a sentence, and those of each word, part by part between commas."""

    roles: int
    parts: tuple[tuple[int, ...], ...]


@cache
def _lists() -> _Lists:
    data = tomllib.loads((resources.files("workflows.rules.words") / "complaints.toml").read_text(encoding="utf-8"))
    lexicon, made = lexicon_of(data)
    unless = "".join(f" - {name}" for name in data["unless"])
    when = tuple(lexicon.meeting(rule + unless) for rule in data["when"])
    order = re.compile(rf"\b(?:{'|'.join(data['order'])})", re.IGNORECASE)
    return _Lists(order, lexicon, made, when, lexicon.bits)


def complains_of_order(text: str, *, named: bool) -> bool:
    """Tell whether ``text`` complains about an order; ``named``: it is clear already that an order is meant.

    What is said of a product that goes back is the reason of its return, and no complaint beside it.
    """
    text = text[:READ_CHARS]
    if not (named or _lists().order.search(text)):
        return False
    sentences = list(_sentences(text))
    mixed = any(one.roles & _lists().bits["topic"] for one in sentences)
    if not _is_complaint(sentences, named=named, mixed=mixed):
        return False
    message = read(text)
    returned = {clause.start: clause.end for back in find_returns(message) for clause in back.used}
    if not returned:
        return True
    rest = message.plain
    for start, end in returned.items():
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    return _is_complaint(list(_sentences(rest)), named=named, mixed=True)


def complains(text: str) -> bool:
    """Tell whether a sentence of ``text`` says in so many words that something is wrong with what came, or did not."""
    return any(_is_faulty(one.roles) for one in _sentences(text[:READ_CHARS]))


def _sentences(text: str) -> Iterator[_Sentence]:
    lists = _lists()
    for words in lists.lexicon.sentences(text):
        roles = played(words, lists.made)
        yield _Sentence(roles, tuple(_parts(words, lists.bits)))


def _parts(words: list[int], bits: dict[str, int]) -> Iterator[tuple[int, ...]]:
    """Yield what stands between commas, and before and after an "and" with which something else is spoken of."""
    start = 0
    other = bits["topic"] | bits["parcels"] | bits["own"]
    for at, roles in enumerate(words):
        if roles & bits["comma"] or (roles & bits["and"] and joined(words[at + 1 : at + 4]) & other):
            yield tuple(words[start:at])
            start = at + 1
    yield tuple(words[start:])


def _is_faulty(roles: int) -> bool:
    """Tell whether these roles say what is wrong, and not only what might be."""
    lists = _lists()
    if roles & lists.bits["maybe"]:
        return False
    return bool(roles & lists.bits["fault"]) or any(one.is_in(roles) for one in lists.when)


def _is_complaint(sentences: list[_Sentence], *, named: bool, mixed: bool) -> bool:
    """Tell whether a part of a sentence about the order says what is wrong, or what no plain question says."""
    bits = _lists().bits
    mine = any(one.roles & bits["own"] for one in sentences)
    if not mixed and any(_is_faulty(one.roles) for one in sentences):
        return True
    about = (named or mine) and not mixed
    greeted = False
    for one in sentences:
        for part in one.parts:
            roles = joined(part)
            about = _is_about_order(part, about, named=named)
            if about and (_is_faulty(roles) or (not (greeted and len(part) <= NAMES) and _tells(part, roles, one))):
                return True
            greeted = bool(roles & bits["greet"])
        if about and not one.roles & bits["topic"] and _is_faulty(one.roles):
            return True
    return False


def _is_about_order(part: tuple[int, ...], about: bool, *, named: bool) -> bool:
    """Tell what a part is about: what it names, else what the part before was about."""
    bits, roles = _lists().bits, joined(part)
    if roles & (bits["own"] | (bits["parcels"] if named else 0)):
        return True
    if named and roles & bits["id"] and not roles & bits["billed"]:
        return True
    return about and not roles & bits["topic"] and not (part and part[0] & bits["turn"])


def _tells(part: tuple[int, ...], roles: int, sentence: _Sentence) -> bool:
    """Tell whether a part of a sentence holds more than a question, a wish, a reason to ask or known words."""
    bits = _lists().bits
    asked = sentence.roles & bits["asked"] and len(sentence.parts) == 1
    if not part or asked or part[0] & bits["ask"] or roles & (bits["wish"] | bits["frame"] | bits["maybe"]):
        return False
    near = bits["near"] | (bits["place"] if roles & bits["since"] else 0)
    listed = bits["listed"] if sentence.roles & bits["asked"] else 0
    left = 0  # words that may still follow an opening
    for word in part:
        if word & listed:
            left = NAMES
        elif word & bits["be"]:
            left = 0
        elif word & (bits["opens"] | bits["greet"] | near):
            left = len(part) if word & bits["opens"] else NAMES if word & bits["greet"] else 1
        elif not word:
            if not left:
                return True
            left -= 1
    return False
