"""What a question asks and what a FAQ entry tells, as words: stems with their like, kinds of questions, numbers."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from workflows.grounding import fold
from workflows.words import content_words, stem

Kind = Literal["duration", "time", "amount", "price", "why", "where", "who", "use", "open"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CLAUSE = re.compile(r"[,;:.!?]\s+")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
# Contracted and compound forms, written out before words are cut.
_FORMS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"\bcan't\b|\bcannot\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"n't\b", " not"),
        (r"\b(what|who|where|when|how|there|that|it)(?:'s|s(?= (?:a|an|the|there)\b))", r"\1 is"),
        (r"\b(i|you|we|they|he|she|it|that|there|what|who)'(?:d|ll|ve|re|m)\b", r"\1"),
        (r"\bhow come\b|\bwhat (?:makes|is the reason|causes)\b", "why"),
        (r"\b(?:made (?:of|from|out of)|consists? of)\b", "composed"),
        (r"\b(?:shut(?:s|ting)?|switch\w*|turn(?:s|ed)?)\b(?=.{0,40}\b(?:off|down)\b)", "stopped"),
        (r"\b(?:switch\w*|turn(?:s|ed)?) on\b|\bswitch\b(?=.{0,40}\bon\b)", "enable"),
        (r"\bpower cuts?\b|\bpower failures?\b", "outage"),
        (r"\bset ?up\b", "install"),
        (r"\bsend(?:ing)?\b(?=(?: \w+){0,3} back\b)", "return"),
        (r"\bhow much (?:is|are|was|would|(?:do|must|should|will) (?:i|you|we|one) (?:charge|pay))\b", "how much cost"),
        (r"\blife ?-?(?:time|span|expectancy)\b", "lifetime"),
        (r"\bfree of charge\b", "free"),
        (r"\btake out\b", "borrow"),
        (r"(\bhow (?:do|does|did|can|could|to)\b.{0,40}?|\bwho )\bmak(?:e|es|ing)\b", r"\1produce"),
        (r"(\bhow (?:is|are|was|were)\b.{0,40}?)\bmade\b", r"\1produced"),
    )
)
_KIND_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (
        "duration",
        (
            r"\bhow (?:long|old)\b|\b(?:how many|what|number of) (?:years|months|weeks|days|hours|minutes)\b"
            r"|\blifetime\b|\bafter how\b|\b(?:time limit|deadline|window|period)\b|\bhow durable\b"
        ),
    ),
    (
        "price",
        (
            r"\bhow (?:much|expensive)\b.*\b(?:cost|pay|charge|fee|expensive)s?\b|\bhow expensive\b"
            r"|\bwhat\b.*\b(?:costs?|prices?|fees?)\b|\bprices? (?:of|for)\b|^(?:is|are) .*\bfree\W*$"
        ),
    ),
    (
        "amount",
        (
            r"\bhow (?:many|much|big|large|high|tall|far|fast|hot|heavy|deep|wide|close|loud|strong)\b"
            r"|\b(?:maximum|minimum|capacity|number of|output of|what temperature|limit on|area)\b"
        ),
    ),
    (
        "time",
        (
            r"^(?:\W*\w+\W+){0,6}?when (?:is|are|was|were|do|does|did|can|could|must|should|will|may|need)\b"
            r"|\bhow (?:often|soon)\b|\bwhat time\b|\bat what\b|\bwhich days?\b|\bhours\b|\bknow when\b"
        ),
    ),
    ("why", r"\bwhy\b|\breason\b"),
    ("where", r"\bwhere\b(?!.* comes? from)"),
    ("who", r"\bwho\b"),
    ("use", r"\b(?:used? (?:for|of)|is .* for\W*$|purpose)\b"),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _KIND_PATTERNS)
_DEFINES = re.compile(
    r"\b(?:(?:what(?: exactly)?|explain to me what|explain what|tell me what) (?:is|are)|define"
    r"|(?:tell me|explain) about) (?:an? )?(?P<what>(?!the |my |our |your |that\b|this\b|it\b)"
    r"(?:(?!(?:of|for|in|from|about|on|to) )[\w-]+ ?){1,4})\W*$"
    r"|\bwhat (?:does|do) (?:an? )?(?P<means>[\w -]{2,40}) (?:do|mean)\W*$"
    r"|\bexplain (?:to me )?what (?:an? )?(?P<turned>[\w -]{2,40}) (?:is|are)\W*$"
    r"|\b(?:explain|me) (?:to me )?what (?:an? )?(?P<whats>[\w -]{2,40}) (?:is|are)\W*$"
    r"|^(?P<dashed>[\w -]{2,40}) - what is that\W*$"
)
_SAID = {
    "duration": re.compile(
        r"\d.{0,30}\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|cycles)\b|\bone hour\b"
    ),
    "price": re.compile(
        r"[$€£]\s?\d|\d\s?(?:[$€£]|\w+ )?(?:pounds?|pence|euros?|dollars?|cents?)\b|\b(?:is|are) free\b"
    ),
    "amount": re.compile(r"\d|\bno limit\b|\bunlimited\b"),
    "time": re.compile(
        r"\b(?:when|if|every|after|before|until|within|once|twice|daily|weekly|monthly|yearly|am|pm)\b|\d"
    ),
    "why": re.compile(r"\b(?:because|so that|since|to|would|due to|therefore|cause|otherwise)\b"),
    "where": re.compile(r"\b(?:in|at|on|under|from|by|to|settings|page|menu)\b"),
    "who": re.compile(r"\b(?:by|members?|staff|residents?|customers?|anyone|everyone|people|we|team)\b"),
}
# A measure's unit answers the adjective that asks for it: "how hot" is answered by degrees.
_UNITS = (
    (frozenset(map(stem, ("hot", "warm", "cold", "temperature"))), re.compile(r"\bdegrees\b|°")),
    (
        frozenset(map(stem, ("high", "tall", "far", "long", "deep", "wide", "close", "apart"))),
        re.compile(r"(?<!square )(?<!cubic )\b(?:met(?:re|er)s?|km|cm|mm|feet|miles|diameters)\b(?! per)"),
    ),
    (frozenset(map(stem, ("big", "large", "area"))), re.compile(r"\b(?:square|cubic|lit(?:re|er)s|diameters)\b")),
    (frozenset(map(stem, ("fast", "speed", "quick"))), re.compile(r"\bper (?:second|hour|minute)\b")),
    (
        frozenset(map(stem, ("heavy", "weight", "weigh"))),
        re.compile(r"\b(?:kg|kilos?|kilograms?|tons?|tonnes?|pounds|grams?)\b"),
    ),
)
# How "how long" is worded beside the thing that lasts.
_LASTING = (
    "last take replace replacing year month week day hour minute before after old long"
    " till until period window time limit expect"
)
_OF_THINGS = frozenset({"where", "who", "why"})  # seen in an answer by words too common to tell much
_OF_NUMBERS = frozenset({"duration", "time", "price", "amount"})
_NOT = stem("not")
_COUNTING = "number many amount maximum"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's words (each by its group), what kind of thing it asks for, and its numbers."""

    words: frozenset[str]
    kind: Kind
    numbers: frozenset[str]
    search: tuple[str, ...]
    defines: frozenset[str]

    @property
    def kind_needs_answer(self) -> bool:
        """Whether the kind of thing asked for can be seen in an answer."""
        return self.kind in {"duration", "price", "amount", "time"}


@dataclass(frozen=True, slots=True)
class Told:
    """An entry's words by where they stand, the kind of its question, and the answer as folded text."""

    question: frozenset[str]
    answer: frozenset[str]
    about: frozenset[str]
    sentences: tuple[frozenset[str], ...]
    kind: Kind
    text: str
    defines: frozenset[str]
    measures: frozenset[str]


@cache
def _lists() -> tuple[dict[str, str], frozenset[str], dict[str, tuple[str, ...]]]:
    given = tomllib.loads(files("workflows.rules.words").joinpath("same.toml").read_text(encoding="utf-8"))
    groups, written = {}, {}
    for line in given["groups"].strip().splitlines():
        words = line.split()
        name = stem(words[0])
        groups.update({stem(word): name for word in words})
        written[name] = tuple(words)
    return groups, frozenset(stem(word) for word in given["light"].split()), written


def _plain(text: str) -> str:
    folded = fold(text)
    for pattern, new in _FORMS:
        folded = pattern.sub(new, folded)
    return folded


def _words(text: str) -> frozenset[str]:
    """Return the words that say what a text is about, and "not wind" for each that is denied."""
    groups, light, _ = _lists()
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        stems = [groups.get(word, word) for word in content_words(clause)]
        found += [word for word in stems if word not in light and word != _NOT and not word.isdigit()]
        found += [_denied(stems, at, light) for at, word in enumerate(stems) if word == _NOT]
    return frozenset(found)


def _denied(stems: list[str], at: int, light: frozenset[str]) -> str:
    """Return what a denial denies: the word after it, or before it if that one says nothing ("wind does not blow")."""
    after = next(iter(stems[at + 1 :]), None)
    if after is not None and after not in light:
        return f"{_NOT} {after}"
    before = next((word for word in reversed(stems[:at]) if word not in light), None)
    return f"{_NOT} {before}" if before else _NOT


def _denials(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.startswith(_NOT))


def _kind(text: str) -> Kind:
    found = next((kind for kind, pattern in _KINDS if pattern.search(text)), None)
    if found:
        return found
    return "open"


def _defined(text: str) -> frozenset[str]:
    """Return the words of the thing whose meaning is asked for; none if something else is asked."""
    found = _DEFINES.search(text)
    return _words(next(filter(None, found.groups()), "")) if found else frozenset()


def read_asked(question: str) -> Asked:
    """Read a question."""
    text = _plain(question)
    kind = _kind(text)
    words = _words(text) - _beside(kind)
    written = _lists()[2]
    search = tuple(other for word in words for other in written.get(word, ()))
    numbers = frozenset(_NUMBER.findall(text))
    return Asked(words, kind, numbers, search, _defined(text) if kind == "open" else frozenset())


def read_told(question: str, answer: str, about: str) -> Told:
    """Read an entry."""
    asked, told = _plain(question), _plain(answer)
    kind = _kind(asked)
    return Told(
        question=_words(asked) - _beside(kind),
        answer=_words(told),
        about=_words(_plain(about)),
        sentences=tuple(_words(one) for one in _SENTENCE.split(told)),
        kind=kind,
        text=f"{asked} {told}",
        defines=_defined(asked) if kind == "open" else frozenset(),
        measures=frozenset(word for words, unit in _UNITS if unit.search(told) for word in words),
    )


@cache
def _beside(kind: Kind) -> frozenset[str]:
    """Return the words that only say what kind of thing is asked for."""
    worded = {"duration": _LASTING, "amount": _COUNTING, "use": "purpose", "time": "time"}.get(kind, "")
    groups = _lists()[0]
    found = {groups.get(stem(word), stem(word)) for word in worded.split()}
    return frozenset(found | {groups.get("cost", "cost")} if kind == "price" else found)


def alike(asked: Asked, told: Told) -> bool:
    """Say whether an entry can answer a question at all, whatever their words: kinds, numbers, denials, definitions."""
    if not asked.numbers <= frozenset(_NUMBER.findall(told.text)):
        return False
    denied = _denials(asked.words)
    if not denied <= told.question | told.answer or (_denials(told.question) and not denied):
        return False
    if asked.defines or (told.defines and asked.kind == "open" and len(asked.words) == 1):
        return asked.defines == told.defines
    if asked.kind in _OF_THINGS and told.kind in _OF_NUMBERS:
        return False
    said = _SAID.get(asked.kind)
    if asked.kind != told.kind and said is not None and not said.search(told.text):
        return False
    return len(asked.words) > 1 or (asked.kind == told.kind and asked.words <= told.question)
