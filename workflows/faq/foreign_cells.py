"""The questions that headings and rows of tables answer in German, French and Spanish: prices, times, what to do.

What a row is about is named as it stands, in the quotation marks of its language: no article or case is guessed.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from workflows.faq.heading_parts import MARKED
from workflows.faq.wording import tables
from workflows.language.lazy import lazy

LONGEST_LABEL = 70
MOST_WORDS = 9
_LABEL = lazy(r"[^\W_][^|<>{}\[\]\"„“”«»?!:;]*")
_ADJECTIVE = lazy(r"[A-ZÄÖÜ][a-zäöüß]{2,20}(?:e|er|es|en)")
_ARTICLES = frozenset(("Der", "Die", "Das", "Ein", "Eine", "Jede", "Jeder", "Jedes", "Alle"))
_WORD = lazy(r"\w+")
_SUM = lazy(r"\d")
_MONEY = lazy(r"[$€£]|\b(?:EUR|USD|GBP|CHF|euros?)\b")


def languages() -> frozenset[str]:
    """Return the languages that there are tables for."""
    return frozenset(tables()["cells"])


def questions_of_cells(language: str, cells: Sequence[str]) -> Iterator[str]:
    """Yield the questions that a row answers; ``cells``: header and cell in turns, from its label on (untrusted)."""
    words = _words(language)
    if len(cells) < 4:
        return
    kind, label = cells[0].strip(), cells[1].strip().rstrip(".")
    if not _can_be_named(label) or _begins(label, words["days"]):
        return
    if _begins(kind, words["codes"]):
        yield words["ask_code"].format(label)
        return
    if _begins(kind, words["troubles"]):
        yield words["ask_trouble"].format(label)
        return
    for header, cell in zip(cells[2::2], cells[3::2], strict=False):
        if _has(header, words["times"]):
            if _SUM.search(cell):
                yield words["ask_time"].format(label)
        elif _is_price(header, cell, words):
            own = words.get(f"ask_{header.strip().casefold()}")  # "Gebühr" is asked for as "Gebühr"
            yield own.format(_within(label)) if own and "," not in label else words["ask_price"].format(label)


def question_of_heading(language: str, heading: str) -> str | None:
    """Return the question that a heading (untrusted) announces in its language; None where the tables have none."""
    plain = MARKED.sub("", " ".join(heading[:LONGEST_LABEL].split())).strip(" .:").casefold()
    found = tables()["headings"].get(language, {}).get(plain)
    return None if found is None else str(found)


def _within(label: str) -> str:
    """Return a German label as it stands within a sentence: "Dritte Abholung" is "dritte Abholung"."""
    first, _, rest = label.partition(" ")
    described = _ADJECTIVE.fullmatch(first) and (rest[:1].isupper() or rest.startswith("und "))
    return f"{first.lower()} {rest}" if described or first in _ARTICLES else label


def _can_be_named(label: str) -> bool:
    short = len(label) <= LONGEST_LABEL and len(label.split()) <= MOST_WORDS
    return short and _LABEL.fullmatch(label) is not None and any(map(str.isalpha, label))


def _is_price(header: str, cell: str, words: dict[str, Any]) -> bool:
    if _has(header, words["counts"]):
        return False
    told = _SUM.search(cell) is not None or _has(cell, words["free"])
    return told and (_has(header, words["prices"]) or _MONEY.search(cell) is not None)


def _begins(text: str, words: frozenset[str]) -> bool:
    found = _WORD.match(text)
    return found is not None and found.group().casefold() in words


def _has(text: str, words: frozenset[str]) -> bool:
    return any(found.group().casefold() in words for found in _WORD.finditer(text[:200]))


@cache
def _words(language: str) -> dict[str, Any]:
    found = tables()["cells"][language]
    return {name: one if name.startswith("ask_") else frozenset(str(one).split()) for name, one in found.items()}
