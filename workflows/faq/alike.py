"""Figures that say the same in other words: a week and seven days, 50 percent and half, half past five and 5.30.

An answer's wording is put into that of its quote, and only where the quote has no such wording of its own.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from workflows.faq.vocabulary import numerals
from workflows.language.lazy import lazy

_NUMBER = rf"(?:\d{{1,6}}|an?|one|(?:{'|'.join(numerals())}))"
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "fortnight": 20160}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_LENGTH = lazy(
    rf"\b(?:(?P<part>half|(?:a )?quarter of)(?P<an> an) hour|(?P<count>{_NUMBER})[ -]"
    rf"(?:(?:extra|further|full|whole|additional|more) )?(?P<unit>{'|'.join((*_MINUTES, *_MONTHS))})s?)\b",
    re.IGNORECASE | re.ASCII,
)
_CLOCK = lazy(
    rf"\b(?:(?P<past>half|quarter|(?:5|10|20|five|ten|twenty)(?: minutes)?) (?P<way>past|to) (?P<of>{_NUMBER})"
    rf"|(?P<hour>\d{{1,2}})[.:](?P<minute>[0-5]\d)(?!\d)"
    rf"|(?P<full>\d{{1,2}}|{'|'.join(numerals())})"
    r"(?= ?(?:o'clock|[ap]\.?m\b|in the (?:morning|afternoon|evening)|at night)))"
    r"(?P<part> ?(?:o'clock )?(?:[ap]\.?m\b\.?|(?:in the (?:morning|afternoon|evening)|at night))| o'clock)?",
    re.IGNORECASE | re.ASCII,
)
_PART = lazy(r"\b(?:half|halves|50 ?%|50 per ?cent\b|fifty per ?cent\b)", re.IGNORECASE | re.ASCII)
_HALF_DAY = 720


class Found(NamedTuple):
    """A wording with where it stands and what it says."""

    start: int
    end: int
    says: str


def in_the_words_of(quoted: str, answer: str) -> str:
    """Return an answer with its lengths, times and halves written as its quotes write them. Untrusted; linear."""
    for reader in (_lengths, _times, _halves):
        answer = _rewritten(answer, quoted, reader)
    return answer


def _rewritten(answer: str, quoted: str, reader: Callable[[str], Iterator[Found]]) -> str:
    theirs: Mapping[str, str] = {one.says: quoted[one.start : one.end] for one in reader(quoted)}
    written = {quoted[one.start : one.end].lower() for one in reader(quoted)}
    parts, last = [], 0
    for one in reader(answer) if theirs else ():
        same = next((theirs[says] for says in _may_be(one.says) if says in theirs), "")
        if same and answer[one.start : one.end].lower() not in written:
            parts += [answer[last : one.start], same]
            last = one.end
    return "".join((*parts, answer[last:]))


def _value(word: str) -> int:
    word = word.lower()
    return 1 if word in {"a", "an", "one"} else int(numerals().get(word, word))


def _lengths(text: str) -> Iterator[Found]:
    for one in _LENGTH.finditer(text):
        if one["part"]:
            yield Found(one.start(), one.end(), f"{30 if one['part'].lower() == 'half' else 15} minutes")
            continue
        unit = one["unit"].lower()
        count = _value(one["count"])
        says = f"{count * _MINUTES[unit]} minutes" if unit in _MINUTES else f"{count * _MONTHS[unit]} months"
        yield Found(one.start(), one.end(), says)


def _times(text: str) -> Iterator[Found]:
    for one in _CLOCK.finditer(text):
        if one["past"]:
            first = one["past"].split()[0].lower()
            away = {"half": 30, "quarter": 15}.get(first) or _value(first)
            at = _value(one["of"]) * 60 + (away if one["way"].lower() == "past" else -away)
        else:
            at = _value(one["hour"] or one["full"]) * 60 + int(one["minute"] or 0)
        part = (one["part"] or "").lower().replace(".", "")
        yield Found(one.start(), one.end(), f"{at % _HALF_DAY} {_half_of_day(part, at)}")


def _half_of_day(part: str, at: int) -> str:
    """Return "am" or "pm", if it is said or the hour shows it; else ""."""
    if "am" in part or "morning" in part:
        return "am"
    late = any(word in part for word in ("pm", "afternoon", "evening", "night"))
    return "pm" if late or at >= _HALF_DAY + 60 else ""


def _may_be(says: str) -> tuple[str, ...]:
    """Return what may be the same: of two times one may leave out in which half of the day it is."""
    at, _, half = says.partition(" ")
    return (says, f"{at} ") if half in {"am", "pm"} else (says, f"{at} am", f"{at} pm") if not half else (says,)


def _halves(text: str) -> Iterator[Found]:
    for one in _PART.finditer(text):
        yield Found(one.start(), one.end(), "half part")
