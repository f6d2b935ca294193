"""Complaints about an order: what is said of one beyond a plain question, by the roles of its words; they are data."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words
from workflows.rules.escalation.beyond import Beyond
from workflows.rules.escalation.roles import lexicon_of, played
from workflows.rules.returns.returns import find_returns
from workflows.rules.syntax.clauses import read
from workflows.understanding.perils import joined

COMPLAINT = Beyond("a complaint about an order", "I am sorry about this. I cannot settle it myself.", urgent=False)
READ_CHARS = 2_000
FIGURES = 3  # of an id
NAMES = 2  # words of a name or a signature


LONGEST_WAIVED = 240  # characters: who writes more wants it read
_WAIVES = lazy(
    r"\b(?:no\s(?:worries|problem|big\sdeal|harm\sdone|need\sto\s(?:do\sanything|act|worry))|not\sa\s(?:big\s)?(?:deal|problem|complaint)|never\smind|doesn't\smatter"
    r"|just\s(?:so\syou\sknow|saying|letting\syou\sknow)|for\syour\sinformation|fyi|nothing\sto\sdo|nothing(?:'s|\sis)?\swrong|i\sjust\s(?:like|love|fancied|wanted|felt\slike)\s(?:a|to)\s(?:chat|natter|talk|share\s(?:it|that|this)|say\s(?:hi|hello|so))|don't\sworry(?:\sabout\sit)?)(?:[\s,]{1,2}(?:though|really|at\sall|for\s(?:me|us)|thanks|anyway)){0,3}[\s.!:)]{0,6}$",
    re.IGNORECASE,
)
_WANTS = lazy(
    r"\?|\b(?:please|pls|can|could|would|want|need|send|refund\w*|replac\w*|return\w*|money|exchange|compensat\w*|but\s(?:i|we|it)|when|where|how|danger\w*|hurt|cut)\b",
    re.IGNORECASE,
)


class _Sentence(NamedTuple):
    """The roles played in a sentence, and those of each word, part by part between commas."""

    roles: int
    parts: list[list[int]]


class _Lists:
    """The words with their roles; each role that the reading asks for is a number here."""

    def __init__(self) -> None:
        data = read_words("workflows.rules.words", "complaints.toml")
        self.order = re.compile(rf"\b(?:{'|'.join(data['order'])})", re.IGNORECASE)
        self.lexicon, self.made = lexicon_of(data)
        mask = self.lexicon.mask
        meetings = map(self.lexicon.meeting, data["when"])
        self.when = tuple((one.wanted, one.unless) for one in meetings)
        self.fault, self.maybe, self.comma, self.joins = mask("fault"), mask("maybe"), mask("comma"), mask("and")
        self.topic, self.billed, self.turn = mask("topic"), mask("billed"), mask("turn")
        self.own, self.parcels, self.id = mask("own"), mask("parcels"), mask("id")
        self.named = mask("topic", "parcels", "own")
        self.ask, self.asked, self.greet = mask("ask"), mask("asked"), mask("greet")
        self.frames = mask("wish", "frame", "maybe")
        self.be, self.opens, self.near, self.place = mask("be"), mask("opens"), mask("near"), mask("place")
        self.since, self.listed = mask("since"), mask("listed")


@cache
def _lists() -> _Lists:
    return _Lists()


def complains_of_order(text: str, *, named: bool) -> bool:
    """Tell whether ``text`` complains about an order; ``named``: it is clear already that an order is meant.

    What is said of a product that goes back is the reason of its return, and no complaint beside it.
    """
    text = text[:READ_CHARS]
    if not (named or _lists().order.search(text)):
        return False
    text = _with_figures(text)
    sentences = list(_sentences(text))
    mixed = any(one.roles & _lists().topic for one in sentences)
    if not _is_complaint(sentences, named=named, mixed=mixed):
        return False
    message = read(text)
    returned = {(clause.start, clause.end) for back in find_returns(message) for clause in back.used}
    if not returned:
        return True
    rest = message.plain
    for start, end in returned:
        rest = f"{rest[:start]}{' ' * (end - start)}{rest[end:]}"
    return _is_complaint(list(_sentences(rest)), named=named, mixed=True)


def _with_figures(text: str) -> str:
    """Return ``text`` with the figures of its orders alone: the letters of "OX-10023" say nothing."""
    for one in reversed(find_ids(text)):
        figures = "".join(filter(str.isdigit, one.value))
        if one.kind == "order" and len(figures) >= FIGURES and sum(map(str.isalpha, one.value)) > 1:
            text = f"{text[: one.start]}{figures}{text[one.end :]}"
    return text


def is_waived(text: str) -> bool:
    """Tell whether ``text`` ends by saying that nothing need be done about it ("no worries"), and asks for nothing."""
    plain = " ".join(text.replace("\u2019", "'").split())
    if len(plain) > LONGEST_WAIVED or _WANTS.search(plain):
        return False
    return _WAIVES.search(plain) is not None


def complains(text: str) -> bool:
    """Tell whether a sentence of ``text`` says in so many words that something is wrong with what came, or did not."""
    return any(_is_faulty(one.roles) for one in _sentences(text[:READ_CHARS]))


def _sentences(text: str) -> Iterator[_Sentence]:
    lists = _lists()
    for words in lists.lexicon.sentences(text):
        if words:
            yield _Sentence(played(words, lists.made), _parts(words, lists))


def _parts(words: list[int], lists: _Lists) -> list[list[int]]:
    """Return what stands between commas, and before and after an "and" with which something else is spoken of."""
    parts: list[list[int]] = []
    start = 0
    for at, roles in enumerate(words):
        if roles & lists.comma or (roles & lists.joins and joined(words[at + 1 : at + 4]) & lists.named):
            parts.append(words[start:at])
            start = at + 1
    return [*parts, words[start:]]


def _is_faulty(roles: int) -> bool:
    """Tell whether these roles say what is wrong, and not only what might be."""
    lists = _lists()
    if roles & lists.maybe:
        return False
    return bool(roles & lists.fault) or any(
        roles & wanted == wanted and not roles & unless for wanted, unless in lists.when
    )


def _is_complaint(sentences: list[_Sentence], *, named: bool, mixed: bool) -> bool:
    """Tell whether a part of a sentence about the order says what is wrong, or what no plain question says."""
    lists = _lists()
    faulty = [_is_faulty(one.roles) for one in sentences]
    if not mixed and any(faulty):
        return True
    about = not mixed and (named or any(one.roles & lists.own for one in sentences))
    greeted = False
    for one, wrong in zip(sentences, faulty, strict=True):
        for part in one.parts:
            roles = joined(part)
            about = _is_about_order(part, roles, about, named=named)
            if about and ((wrong and _is_faulty(roles)) or _tells(part, roles, one, greeted=greeted)):
                return True
            greeted = bool(roles & lists.greet)
        if about and wrong and not one.roles & lists.topic:
            return True
    return False


def _is_about_order(part: list[int], roles: int, about: bool, *, named: bool) -> bool:
    """Tell what a part is about: what it names, else what the part before was about."""
    lists = _lists()
    if roles & lists.own or (named and roles & lists.parcels):
        return True
    if named and roles & lists.id and not roles & lists.billed:
        return True
    return about and not roles & lists.topic and not (part and part[0] & lists.turn)


def _tells(part: list[int], roles: int, sentence: _Sentence, *, greeted: bool) -> bool:
    """Tell whether a part of a sentence holds more than a question, a wish, a reason to ask or known words."""
    lists = _lists()
    if 0 not in part or part[0] & lists.ask or roles & lists.frames or (greeted and len(part) <= NAMES):
        return False
    if sentence.roles & lists.asked and len(sentence.parts) == 1:
        return False
    near = lists.near | (lists.place if roles & lists.since else 0)
    listed = lists.listed if sentence.roles & lists.asked else 0
    left = 0  # words that may still follow an opening
    for word in part:
        if word & listed:
            left = NAMES
        elif word & lists.be:
            left = 0
        elif word & (lists.opens | lists.greet | near):
            left = len(part) if word & lists.opens else NAMES if word & lists.greet else 1
        elif not word:
            if not left:
                return True
            left -= 1
    return False
