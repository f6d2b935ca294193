"""What a question asks and what a FAQ entry answers, as words: stems with their like, kinds of questions, numbers."""

import re
from dataclasses import dataclass
from functools import cache

from workflows.faq.question_kinds import (
    ANSWER_PATTERNS,
    COUNTING,
    DEFINES,
    FORMS,
    KINDS,
    LASTING,
    NEAR_FORMS,
    OF_NUMBERS,
    OF_THINGS,
    UNITS,
    Kind,
)
from workflows.faq.signs import names_with_signs, signs_in
from workflows.faq.words import content_words, stem, word_list
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.language.word_files import read_words

_NUMBER = lazy(r"(?:(?<![\w.,)\u00b0%$\u20ac\u00a3-])-)?\d+(?:[.,]\d+)*")  # of "9-17" no minus
_WORD = lazy(r"[^\W_]+")
_CLAUSE = lazy(r"[,;:.!?]\s+")
_SENTENCE = lazy(r"(?<=[.!?;])\s+")
_NOT = stem("not")


@dataclass(frozen=True, slots=True)
class IndexedQuestion:
    """A question's words (each by its group), what kind of thing it asks for, and its numbers."""

    words: frozenset[str]
    kind: Kind
    numbers: frozenset[str]
    search: tuple[str, ...]
    defines: frozenset[str]
    signs: frozenset[str]

    @property
    def kind_needs_answer(self) -> bool:
        """Whether the kind of thing asked for can be seen in an answer."""
        return self.kind in {"duration", "price", "amount", "time"}


@dataclass(frozen=True, slots=True)
class IndexedEntry:
    """An entry's words by where they occur, the kind of its question, and the answer as folded text."""

    question: frozenset[str]
    answer: frozenset[str]
    about: frozenset[str]
    sentences: tuple[tuple[str, frozenset[str]], ...]
    kind: Kind
    text: str
    defines: frozenset[str]
    measures: frozenset[str]
    signs: frozenset[str]
    names: frozenset[str]


@cache
def _empty() -> frozenset[str]:
    return frozenset(word_list("empty"))


@cache
def _given() -> dict[str, str]:
    return read_words("workflows.faq", "match_words.toml")


@cache
def _lists() -> tuple[dict[str, str], frozenset[str], dict[str, tuple[str, ...]]]:
    given = _given()
    groups, written = _groups(given["groups"])
    return groups, frozenset(stem(word) for word in given["light"].split()), written


def _groups(lines: str) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the group of each stem, and the words of each group."""
    groups, written = {}, {}
    for line in lines.strip().splitlines():
        words = line.split()
        name = stem(words[0])
        groups.update({stem(word): name for word in words})
        written[name] = tuple(words)
    return groups, written


@cache
def _near() -> tuple[dict[str, str], frozenset[str]]:
    """Return the near group of each word that ``_words`` finds, and the words that say little.

    A word that has a group already brings that whole group with it.
    """
    same = _lists()[0]
    groups: dict[str, str] = {}
    for line in _given()["near"].strip().splitlines():
        names = [same.get(stem(word), stem(word)) for word in line.split()]
        groups.update(dict.fromkeys(names, names[0]))
    return groups, frozenset(map(stem, _given()["near_light"].split()))


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern that finds the phrases of the list, and what each stands for."""
    lines = (line.partition(": ") for line in _given()["near_phrases"].strip().splitlines())
    meant = {phrase: meaning for meaning, _, phrases in lines for phrase in phrases.split(", ")}
    longest_first = sorted(meant, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), meant


def _plain(text: str) -> str:
    folded = fold(text)
    for pattern, new in FORMS:
        folded = pattern.sub(new, folded)
    return folded


def _nearly_plain(text: str) -> str:
    """Return a text as ``_plain`` does, phrases replaced by a word that asks for nearly the same."""
    plain = _plain(text)
    for pattern, new in NEAR_FORMS:
        plain = pattern.sub(new, plain)
    phrases, meant = _phrases()
    return phrases.sub(lambda found: meant[found[0]], plain)


def _words(text: str) -> frozenset[str]:
    """Return the words that say what a text is about, and "not wind" for each that is denied."""
    groups, light, _ = _lists()
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        stems = [groups.get(word, word) for word in content_words(clause)]
        found += [word for word in stems if word not in light and word != _NOT and not word.isdigit()]
        found += [_denied(stems, at, light) for at, word in enumerate(stems) if word == _NOT]
    return frozenset(found)


def words_in(text: str) -> frozenset[str]:
    """Return the words that say what a text is about, each by its group, also of near words."""
    groups, light = _near()
    all_words = _words(_nearly_plain(text))
    found = frozenset(groups.get(word, word) for word in all_words - _denials(all_words) or all_words)
    return found - light or found


def all_words_in(text: str) -> list[str]:
    """Return every word of a text in order, small ones too, each by its group, also of near words."""
    same, near = _lists()[0], _near()[0]
    found = (same.get(word, word) for word in map(stem, _WORD.findall(_nearly_plain(text))))
    return [near.get(word, word) for word in found]


def defined_in(text: str) -> str:
    """Return the thing whose meaning is asked for, as it is written; "" if something else is asked."""
    found = DEFINES.search(_plain(text))
    return next(filter(None, found.groups()), "") if found else ""


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
    found = next((kind for kind, pattern in KINDS if pattern.search(text)), None)
    if found:
        return found
    return "open"


def _defined(text: str) -> frozenset[str]:
    """Return the words of the thing whose meaning is asked for; none if something else is asked."""
    found = DEFINES.search(text)
    return _words(next(filter(None, found.groups()), "")) if found else frozenset()


def index_question(question: str) -> IndexedQuestion:
    """Read a question."""
    text = _plain(question)
    kind = _kind(text)
    words = _words(text) - _kind_words(kind)
    written = _lists()[2]
    own = (word for word in _WORD.findall(f"{fold(question)} {text}") if word not in _empty())
    search = (*own, *(other for word in words for other in written.get(word, ())))
    numbers = frozenset(_NUMBER.findall(text))
    defines = _defined(text) if kind == "open" else frozenset[str]()
    return IndexedQuestion(words, kind, numbers, search, defines, signs_in(question))


def index_entry(question: str, answer: str, about: str) -> IndexedEntry:
    """Read an entry."""
    asked, answer_text = _plain(question), _plain(answer)
    kind = _kind(asked)
    return IndexedEntry(
        question=_words(asked) - _kind_words(kind),
        answer=_words(answer_text),
        about=_words(_plain(about)),
        sentences=tuple((one, _words(one)) for one in _SENTENCE.split(answer_text)),
        kind=kind,
        text=f"{asked} {answer_text}",
        defines=_defined(asked) if kind == "open" else frozenset(),
        measures=frozenset(word for words, unit in UNITS if unit.search(answer_text) for word in words),
        signs=signs_in(question) | signs_in(answer),
        names=names_with_signs(signs_in(question)),
    )


@cache
def _kind_words(kind: Kind) -> frozenset[str]:
    """Return the words that only say what kind of thing is asked for."""
    worded = {
        "duration": LASTING,
        "amount": COUNTING,
        "use": "purpose",
        "time": "time",
        "age": "age old minimum maximum",
    }.get(kind, "")
    groups = _lists()[0]
    found = {groups.get(stem(word), stem(word)) for word in worded.split()}
    return frozenset(found | {groups.get("cost", "cost")} if kind == "price" else found)


def says(kind: Kind, text: str) -> bool:
    """Say whether a folded text may hold the kind of thing that is asked for."""
    pattern = ANSWER_PATTERNS.get(kind)
    return pattern is None or bool(pattern.search(text))


def _same_signs(asked: IndexedQuestion, indexed: IndexedEntry) -> bool:
    return asked.signs <= indexed.signs and indexed.names <= asked.signs


def alike(asked: IndexedQuestion, indexed: IndexedEntry) -> bool:
    """Say whether an entry can answer a question at all, whatever their words: kinds, numbers, signs, denials."""
    if not asked.numbers <= frozenset(_NUMBER.findall(indexed.text)) or not _same_signs(asked, indexed):
        return False
    denied = _denials(asked.words)
    if not denied <= indexed.question | indexed.answer or (_denials(indexed.question) and not denied):
        return False
    if asked.defines or (indexed.defines and asked.kind == "open" and len(asked.words) == 1):
        return asked.defines == indexed.defines
    if indexed.defines and len(asked.words - indexed.question) == 1:
        return False  # "Does a wind turbine need electricity?" is not what it is
    of_things = asked.kind in OF_THINGS and indexed.kind in OF_NUMBERS
    if asked.kind != indexed.kind and (of_things or not says(asked.kind, indexed.text)):
        return False
    return len(asked.words) > 1 or (asked.kind == indexed.kind and asked.words <= indexed.question)
