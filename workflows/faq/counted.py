"""Figures with what they count: "30 days" of an answer are the quote's 30 days for the same thing, not its 30 euros."""

from collections.abc import Iterator, Sequence

from workflows.faq.figures import Figure
from workflows.faq.quoted import QuoteClauses
from workflows.faq.sentences import Clause, Sentence
from workflows.faq.vocabulary import meaning, measures
from workflows.faq.words import word_list
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

_RATE = lazy(r"\b(?:an?|per|each|every|once an?|a)[ -](second|minute|hour|day|night|week|month|quarter|year)\b")
_RATES = tuple(
    (lazy(rf"\b(?:{word})\b"), f"every {unit}")
    for word, unit in (
        ("daily", "day"),
        ("nightly", "night"),
        ("hourly", "hour"),
        ("weekly", "week"),
        ("monthly", "month"),
        ("yearly|annual(?:ly)?", "year"),
    )
)
_FOR_EACH = lazy(r"\b(?:for (?:each|every|an?)|per) ([a-z]{2,20})\b")
_ORDER = word_list("ordinals")
# "First" is often said of what is done first, "second" of time and hands.
_ORDINAL = lazy(
    r"\b(?:(?P<figure>\d{1,2})(?:st|nd|rd|th)"
    rf"|(?P<word>{'|'.join(_ORDER[1:])})(?! (?:hand|thoughts?|or|and)\b)"
    r"|(?<=\bthe )(?P<first>first) (?:of|day|week|month|year|time|hour|floor|attempt|order)\b)"
)
# How often and what part, each with the other ways to say it.
_PARTS = tuple(
    (lazy(rf"\b(?:{said})\b"), lazy(rf"\b(?:{alike})\b|50 ?%" if "half" in said else rf"\b(?:{alike})\b"))
    for said, alike in (
        ("half|halves", "half|halves|halved|50 percent|50 per cent"),
        ("(?<!_)quarters?(?! of an hour)", "quarters?|quarterly|25 percent|25 per cent|25 ?%|three months"),
        ("(?:one|two) thirds?|a third(?= of| off| more| less|[.,;]|$)", "thirds?"),
        ("once an?|once per|once every|once each", "once|every|per|each|an?|daily|weekly|monthly|yearly|annual(?:ly)?"),
        ("twice|2 times|two times", "twice|2 times|two times|double"),
        ("double|doubled", "double|doubled|twice|two times|2 times"),
        ("triple|thrice|three times", "triple|thrice|three times|3 times"),
        ("single|sole", "single|sole|one|once|1|an?(?= single)"),
        ("dozen", "dozen|12|twelve"),
        ("fortnight", "fortnight|two weeks|2 weeks|14 days|fourteen days"),
    )
)
_COUNTING = ("working", "business", "calendar")
_TIMES = frozenset(map(meaning, ("second", "minute", "hour", "day", "week", "month", "year")))
_MONEY = frozenset(map(meaning, ("euro", "cent", "dollar", "pound")))
_OTHER_WAY = {"up": {"down", "before"}, "down": {"up", "before"}, "before": {"late"}, "late": {"before"}}
_ONCE = lazy(r"\bonce(?= (?:an?|per|every|each)\b|\s?[.,;!]|$)")
_TWICE = lazy(r"\b(?:twice|(?:two|three|2|3) times)\b")


def miscounted(read: Sequence[Sentence], quotes: QuoteClauses) -> Iterator[str]:
    """Refuse figures, ordinals, rates and parts that the quotes give to another thing, or give otherwise."""
    here, there = fold(" ".join(sentence.text for sentence in read)), fold(quotes.text)
    yield from _otherwise(_ordinals(here), _ordinals(there), "the")
    yield from _otherwise(_rates(here), _rates(there), "every")
    yield from _otherwise(_for_each(here), _for_each(there), "for each")
    for said, alike in _PARTS:
        if (found := said.search(here)) and not alike.search(there):
            yield f"{found[0]!r} stands in none of the quotes"
    if _ONCE.search(here) and _TWICE.search(there) and not _ONCE.search(there):
        yield "the answer says “once”, the quotes “twice”"
    for sentence in read:
        for clause in sentence.clauses:
            yield from _of_another(clause, quotes)
            yield from _of_another_clause(clause, quotes)


def _otherwise(here: set[str], there: set[str], what: str) -> Iterator[str]:
    if there and (other := here - there):
        yield f"“{what} {min(other)}”: the quotes say {', '.join(sorted(there))}"


def _ordinals(text: str) -> set[str]:
    return {one["figure"] or str(_ORDER.index(one["word"] or one["first"]) + 1) for one in _ORDINAL.finditer(text)}


def _rates(text: str) -> set[str]:
    for pattern, same in _RATES:
        text = pattern.sub(same, text)
    return {one[1] for one in _RATE.finditer(text)}


def _for_each(text: str) -> set[str]:
    return {word for one in _FOR_EACH.finditer(text) if (word := meaning(one[1]))}


def _of_another(clause: Clause, quotes: QuoteClauses) -> Iterator[str]:
    """Compare what a figure counts: a measure is never another measure, nor a thing."""
    for figure in clause.figures:
        known = {one.unit for each in quotes.clauses for one in each.figures if one.value == figure.value} - {""}
        if not figure.unit or not known or figure.unit in known:
            continue
        measured = known <= measures()
        counted = {one.unit for each in quotes.clauses for one in each.figures if one.value != figure.value}
        if (
            figure.unit in counted
            or (not known & measures() and figure.unit in quotes.counts and not known & clause.words.keys())
            or (measured and figure.unit in quotes.stems | quotes.counts.keys() | measures())
            or (figure.unit in measures() and not known & measures())
        ):
            yield f"{figure.value!r} counts {', '.join(sorted(known))} in the quotes, not {figure.unit!r}"


def _of_another_clause(clause: Clause, quotes: QuoteClauses) -> Iterator[str]:
    """Find a figure whose own clause shares no word with the answer's, while another clause of the quotes does."""
    for figure in clause.figures:
        own = [at for at, one in enumerate(quotes.clauses) if figure.value in (f.value for f in one.figures)]
        units = {f.unit for at in own for f in quotes.clauses[at].figures} | measures()
        stated = clause.words.keys() - units
        subjects = {word for at in own for word in quotes.of[at].clauses[0].words} - units
        words = {word for at in own for word in quotes.clauses[at].words} - units
        others = [one for at, one in enumerate(quotes.clauses) if at not in own and one.kind == "main"]
        elsewhere = {word for one in others for word in one.words} - units - words
        if own and words and stated and not stated & (words | subjects) and stated & elsewhere:
            yield f"{figure.value!r} belongs to something else in the quotes"


def bounds_differ(clause: Clause, nearest: Sequence[int], quotes: QuoteClauses) -> Iterator[str]:
    """Compare the units of time and the bounds of figures."""
    for figure in clause.figures:
        known = [one for at in nearest for one in quotes.clauses[at].figures if one.value == figure.value]
        known = known or [one for each in quotes.clauses for one in each.figures if one.value == figure.value]
        bounds, units = {one.bound for one in known}, {one.unit for one in known}
        if figure.unit in _TIMES and units and units <= _TIMES - {figure.unit}:
            yield f"{figure.value!r} {figure.unit}: the quotes say {', '.join(sorted(units))}"
        if figure.bound and bounds and bounds <= _OTHER_WAY[figure.bound]:
            yield f"{figure.value!r} is bound the other way round in the quotes (at least, at most, before, after)"


def swapped(clause: Clause, quotes: QuoteClauses) -> Iterator[str]:
    """Find a figure that the quotes give to something else, which has another figure of its kind there."""
    stated = clause.words.keys()
    for figure in clause.figures:
        own = [one for one in quotes.clauses if figure.value in (f.value for f in one.figures)]
        others = [
            one
            for one in quotes.clauses
            if figure.value not in (f.value for f in one.figures) and any(_same_kind(figure, f) for f in one.figures)
        ]
        units = {f.unit for one in (*own, *others) for f in one.figures} | set(map(meaning, _COUNTING))
        own_words = {word for one in own for word in one.words}
        other_words = {word for one in others for word in one.words}
        own_only, other_only = own_words - other_words - units, other_words - own_words - units
        if (
            own_only
            and other_only
            and len(stated & other_only) / len(other_only) > len(stated & own_only) / len(own_only)
        ):
            yield f"{figure.value!r} belongs to something else in the quotes"


def _same_kind(one: Figure, other: Figure) -> bool:
    if {one.unit, other.unit} <= _MONEY:
        return True
    return one.unit == other.unit or not one.unit or not other.unit
