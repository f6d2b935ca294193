"""The frame of a danger: hazards, harm and who is at risk, in the contexts in which they stand; all of it is data."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from workflows.language.phrases import spellings

SENTENCE_ENDS = frozenset(".!?;\n")
_TOKEN = re.compile(r"[a-z]+|\d+[a-z]*(?:[.,]\d+[a-z]*)*+|[.!?;\n,:+&]")
_NEAR = re.compile(r"(\w+) ([~>])(\d+) (\w+)")
_DENIED = 4  # words after "no" and its like that it denies
_ALWAYS = 10  # how much more usual "with" is than "broken"


class _Node:
    """A word of a phrase: the slots of the phrase that ends here, and the words that may follow."""

    __slots__ = ("next", "slots")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.slots = 0


class _Found(NamedTuple):
    """A word or phrase of a sentence, from the word number ``start`` up to ``end``, and its slots."""

    start: int
    end: int
    slots: int


class _Near(NamedTuple):
    """Two groups of slots at most so many words from one another; ``in_order``: the other after the one."""

    one: int
    other: int
    words: int
    in_order: bool


class Rule(NamedTuple):
    """What meets in one sentence: any slot of each group, groups near one another, and none of the last."""

    name: str
    groups: tuple[int, ...]
    near: tuple[_Near, ...]
    unless: int


_Needs = tuple[frozenset[str], ...]


class _Cues(NamedTuple):
    """The slots of the contexts: what opens a scope, and what ends one."""

    deny: int
    deny_not: int
    weigh: int
    weigh_not: int
    ask: int
    opener: int
    wonder: int
    cond: int
    imagined: int
    usual: int
    elsewhere: int
    stop: int
    told: int
    look_alike: int
    threat: int

    @property
    def openings(self) -> int:
        """Whatever opens a scope."""
        return self.deny | self.weigh | self.ask | self.wonder | self.cond | self.elsewhere


class _Frame(NamedTuple):
    """The words with their slots, and the rules."""

    words: Mapping[str, _Node]
    bits: Mapping[str, int]
    rules: tuple[Rule, ...]
    first: frozenset[str]
    telling: Mapping[str, Sequence[tuple[int, _Needs]]]
    cue: _Cues
    cues: int
    openings: int


@cache
def _frame() -> _Frame:
    data = tomllib.loads((resources.files("workflows.understanding") / "perils.toml").read_text(encoding="utf-8"))
    listed: dict[str, Sequence[str]] = {**data["slots"], **data["contexts"]}
    bits = {name: 1 << number for number, name in enumerate([*listed, "part"])}
    groups = bits | {name: joined(bits[one] for one in slots) for name, slots in data["groups"].items()}
    rules = tuple(_rule(one["name"], when, groups) for one in data["peril"] for when in one["when"])
    cue = _Cues(**{name: bits[name] for name in _Cues._fields})
    cues = cue.deny | cue.deny_not | cue.weigh | cue.weigh_not | cue.ask | cue.wonder
    weights = dict.fromkeys(data["usual"]["often"], 1) | dict.fromkeys(data["usual"]["always"], _ALWAYS)
    told_by = {bits[name]: _telling(terms, weights) for name, terms in listed.items()}
    told_by[bits["part"]] = told_by[bits["body"]]
    telling: dict[str, list[tuple[int, _Needs]]] = {}
    for number, rule in enumerate(rules):
        first, *others = _needs(rule, told_by, weights)
        for word in first:
            telling.setdefault(word, []).append((number, tuple(others)))
    return _Frame(_words(listed, bits), bits, rules, frozenset(telling), telling, cue, cues, cue.openings)


def _telling(terms: Iterable[str], weights: Mapping[str, int]) -> frozenset[str]:
    """Return words of which each of the phrases holds one: the least usual of it, of several the longest."""
    phrases = [spelling.split() for term in terms for spelling in spellings(term)]
    return frozenset(min(words, key=lambda word: (weights.get(word, 0), -len(word))) for words in phrases)


def _needs(rule: Rule, told_by: Mapping[int, frozenset[str]], weights: Mapping[str, int]) -> _Needs:
    """Return words of each group of which one stands in every sentence that meets ``rule``; the least usual first."""
    wanted = [*rule.groups, *(group for near in rule.near for group in (near.one, near.other))]
    words = [frozenset().union(*(told for bit, told in told_by.items() if bit & group)) for group in wanted]
    return tuple(sorted(words, key=lambda told: (sum(weights.get(word, 0) for word in told), len(told))))


def _words(listed: Mapping[str, Sequence[str]], bits: Mapping[str, int]) -> dict[str, _Node]:
    root = _Node()
    for name, terms in listed.items():
        for term in terms:
            for spelling in spellings(term):
                node = root
                for word in spelling.split():
                    node = node.next.setdefault(word, _Node())
                node.slots |= bits[name]
    return root.next


def _rule(name: str, when: str, groups: Mapping[str, int]) -> Rule:
    wanted, *unless = when.split(" - ")
    near, alone = [], []
    for part in wanted.split(" + "):
        if found := _NEAR.fullmatch(part):
            near.append(_Near(groups[found[1]], groups[found[4]], int(found[3]), found[2] == ">"))
        else:
            alone.append(groups[part])
    return Rule(name, tuple(alone), tuple(near), joined(groups[one] for one in unless))


def tokens_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case without apostrophes, and the marks that divide it."""
    return _TOKEN.findall(text.lower().replace("'", "").replace("\u2019", ""))


def joined(words: Iterable[int]) -> int:
    """Return all that is said of words as one number."""
    mask = 0
    for one in words:
        mask |= one
    return mask


def likely_rules(tokens: Sequence[str]) -> list[Rule]:
    """Return the rules whose words are all among these, the most urgent first: of most messages there are none."""
    frame = _frame()
    telling = frame.first.intersection(tokens)
    if not telling:
        return []
    seen = set(tokens)
    likely = {
        number
        for word in telling
        for number, needs in frame.telling[word]
        if not any(group.isdisjoint(seen) for group in needs)
    }
    return [frame.rules[number] for number in sorted(likely)]


def slots_of(tokens: Sequence[str]) -> list[int]:
    """Return the slots of each word of a sentence; what is denied, weighed or told of others has none."""
    frame = _frame()
    unsaid: list[bool] = [False] * len(tokens)
    slots = _slots(frame, tokens, unsaid)
    if joined(slots) & frame.openings:
        _in_context(frame, slots)
    _own(frame, slots)
    return slots


def names_of(slots: int) -> list[str]:
    """Return the names of these slots, always in the same order."""
    return [name for name, bit in _frame().bits.items() if slots & bit]


def find_peril(slots: Sequence[int], rules: Iterable[Rule]) -> str | None:
    """Return the danger of which the words of a sentence with these slots tell, if any."""
    all_slots = joined(slots)
    return next((rule.name for rule in rules if _meets(rule, all_slots, slots)), None)


def _slots(frame: _Frame, tokens: Sequence[str], unsaid: list[bool]) -> list[int]:
    """Return the slots of each word; a phrase gives its own to its first word, a look-alike takes all from its words.

    Of the cues that begin with one word the longest counts.
    """
    look_alike, stop, cues = frame.cue.look_alike, frame.cue.stop, frame.cues
    found = _phrases(frame.words, tokens)
    for one in found:
        if one.slots & look_alike:
            unsaid[one.start : one.end] = [True] * (one.end - one.start)
    slots = [0] * len(tokens)
    for one in found:
        if True in unsaid[one.start : one.end]:
            slots[one.start] |= one.slots & stop
        elif slots[one.start] & cues:
            slots[one.start] |= one.slots & ~cues
        else:
            slots[one.start] |= one.slots
    return slots


def _phrases(words: Mapping[str, _Node], tokens: Sequence[str]) -> list[_Found]:
    """Return the words and phrases that stand in a sentence; of those that begin with one word the longest first."""
    found: list[_Found] = []
    size = len(tokens)
    for at, token in enumerate(tokens):
        node = words.get(token)
        if node is None:
            continue
        here, ahead = [_Found(at, at + 1, node.slots)], at + 1
        while ahead < size and (node := node.next.get(tokens[ahead])) is not None:
            ahead += 1
            if node.slots:
                here.append(_Found(at, ahead, node.slots))
        found += reversed(here)
    return found


def _own(frame: _Frame, slots: list[int]) -> None:
    """Give the part of a body that is somebody's its slot: "my whole right arm", not the arm of a lamp."""
    owner, body, part, side = (frame.bits[name] for name in ("owner", "body", "part", "side"))
    owned = False
    for at, one in enumerate(slots):
        if one & body and owned:
            slots[at] |= part
        owned = bool(one & owner) or (owned and bool(one & side))


def _in_context(frame: _Frame, slots: list[int]) -> None:
    """Take the slots from the words of a sentence that stand in the scope of a cue."""
    all_slots, cue = joined(slots), frame.cue
    if all_slots & cue.elsewhere:
        slots[:] = [0] * len(slots)
        return
    asks = not all_slots & cue.usual
    imagined = bool(all_slots & cue.imagined)
    denied = 0  # how many words more are denied
    ends = opened = 0  # slots that end what is weighed, after the word number ``opened``; 0: nothing is
    before = cue.opener
    for at, here in enumerate(slots):
        if here & cue.stop or (here & ends and at > opened):
            ends = 0
        if here & cue.stop:
            denied = 0
        if denied or ends:
            slots[at] &= cue.threat
            denied = max(0, denied - 1)
        if here & cue.deny and not here & cue.deny_not:
            denied = _DENIED
        opens, before = before & cue.opener, here
        if here & cue.weigh_not:
            continue
        if here & cue.weigh or (asks and opens and here & cue.ask) or (imagined and here & cue.cond):
            ends = cue.stop
        elif here & cue.wonder and not ends:
            ends, opened = cue.stop | cue.told, at + 1  # the "i" of "can i" ends nothing


def _meets(rule: Rule, all_slots: int, slots: Sequence[int]) -> bool:
    if all_slots & rule.unless or not all(all_slots & group for group in rule.groups):
        return False
    return all(all_slots & near.one and all_slots & near.other and _are_near(slots, near) for near in rule.near)


def _are_near(slots: Sequence[int], near: _Near) -> bool:
    """Tell whether a word of one group stands at most so many words from another word of the other."""
    one, other, words, in_order = near
    last_one = last_other = -words - 1
    for at, here in enumerate(slots):
        if here & one and not in_order and at - last_other <= words:
            return True
        if here & other:
            if at - last_one <= words:
                return True
            last_other = at
        if here & one:
            last_one = at
    return False
