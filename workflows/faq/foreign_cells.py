"""The questions that headings and rows of tables answer in German, French and Spanish: prices, times, what to do.

What a row is about is named as it stands, in the quotation marks of its language: no article or case is guessed. In
German a column says of what the row has a sum ("Wie hoch ist die Gebühr für …?"), and a label stands as it does there.
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
_NAME = lazy(r"[A-ZÄÖÜ][a-zäöüß-]{2,30}(?:-[A-Z][a-zäöüß]+)?")
_STATE = lazy(r"([A-ZÄÖÜ][a-zäöüß]+(?:t|ig|frei|los))(?: \([^()]*\))?")  # "Ermäßigt (Studierende)" names no thing
_WORD = lazy(r"\w+")
_PLAIN = frozenset(("preis", "preise", "kosten"))  # a column that says no more than that a thing costs
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
                yield _by_its_column("lang", header, label, words) or words["ask_time"].format(label)
        elif _is_price(header, cell, words):
            plain = (
                "nouns" in words
                and header.strip().casefold() in _PLAIN
                and (_begins(label, words.get("people", frozenset())) or _article(label, words))
            )
            named = None if plain else _by_its_column("hoch", header, label, words)
            yield named or _price_of(label, words)


def question_of_heading(language: str, heading: str) -> str | None:
    """Return the question that a heading (untrusted) announces in its language; None where the tables have none."""
    plain = MARKED.sub("", " ".join(heading[:LONGEST_LABEL].split())).strip(" .:").casefold()
    found = tables()["headings"].get(language, {}).get(plain)
    return None if found is None else str(found)


def _by_its_column(measure: str, header: str, label: str, words: dict[str, Any]) -> str | None:
    """Ask in German for a sum or time as its column names it: "Wie hoch ist die Jahresgebühr für Erwachsene?"."""
    name = header.strip()
    nouns = (one.split(":") for one in words.get("nouns", ()))
    article = max((one for one in nouns if name.casefold().endswith(one[0])), key=lambda one: len(one[0]), default=None)
    if article is None or not _NAME.fullmatch(name):
        return None
    what = f"sind die {name}" if article[1] == "-" else f"ist {article[1]} {name}"
    if state := _STATE.fullmatch(label):
        return f"Wie {measure} {what} ({state[1].lower()})?"
    of = f"eine {label}" if _article(label, words) == "eine" else _within(label)
    return f"Wie {measure} {what} für {of}?"


def _price_of(label: str, words: dict[str, Any]) -> str:
    """Ask for what something costs; of people nobody asks for the price: "Wie viel kostet es für Kinder?"."""
    if "nouns" not in words:
        return str(words["ask_price"]).format(label)
    if _begins(label, words["people"]):
        return str(words["ask_people"]).format(_within(label))
    article = _article(label, words)
    return f"Was kostet {article} {label}?" if article else str(words["ask_price"]).format(label)


def _article(label: str, words: dict[str, Any]) -> str | None:
    """Return the German article of a thing by the end of its name; None where that does not tell."""
    name, _, more = label.partition(" ")
    if not _NAME.fullmatch(name) or more[:1].isupper() or "," in label or " oder " in label:
        return None
    if name.casefold().endswith(tuple(words["feminine"])):
        return "eine"
    return "ein" if name.casefold().endswith(tuple(words["masculine"])) else None


def _within(label: str) -> str:
    """Return a German label as it stands behind "für": "Grüner Abfall, lose" is "grünen Abfall (lose)"."""
    label, _, more = label.partition(", ") if "(" not in label else (label, "", "")
    first, _, rest = label.partition(" ")
    described = _ADJECTIVE.fullmatch(first) and (rest[:1].isupper() or rest.startswith("und "))
    if described or first in _ARTICLES:
        first = f"{first[:-2]}en".lower() if first.endswith("er") else first.lower()
        label = f"{first} {rest}"
    return f"{label} ({more})" if more else label


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
