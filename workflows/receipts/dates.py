"""Dates, amounts and quantities in a reply that say the same as a record in another way: "December 3", "3. Dezember".

What is none of a record stays for the patterns of ``figures``, which refuse it.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.receipts.quantities import quantities
from workflows.receipts.wording import flat

REMEMBERED = 64  # texts: each part of a reply is checked by itself, against some of the same records
_MOST_ALIKE = 8  # dates of one day and month, or amounts, that are compared
_MONTHS = (
    "jan ene gen",
    "feb fev",
    "mar mrt",
    "apr avr abr",
    "may mai mag mei",
    "jun juin giu",
    "jul juil lug",
    "aug aou ago",
    "sep set",
    "oct okt ott out",
    "nov",
    "dec dez dic",
)
_MONTH_OF = {begins: number for number, names in enumerate(_MONTHS, start=1) for begins in names.split()}
_DAYS = (
    "monday montag lundi lunes lunedi maandag",
    "tuesday dienstag mardi martes martedi dinsdag",
    "wednesday mittwoch mercredi miercoles mercoledi woensdag",
    "thursday donnerstag jeudi jueves giovedi donderdag",
    "friday freitag vendredi viernes venerdi vrijdag",
    "saturday samstag samedi sabado sabato zaterdag",
    "sunday sonntag dimanche domingo domenica zondag",
)
_DAY_OF = {name: number for number, names in enumerate(_DAYS) for name in names.split()}
_WEEKDAY = rf"(?P<weekday>{'|'.join(sorted(_DAY_OF, key=len, reverse=True))})"
_MONTH = rf"(?P<month>(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})[a-z]{{0,7}})"
_YEAR = r"(?:,? (?:de |del )?(?P<year>\d{4}))?(?!\w)"
_WRITTEN = (
    lazy(
        rf"(?<!\w)(?:{_WEEKDAY},?\s(?:(?:the|den|dem|le|el|il|de)\s)?)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|o|\.|º)?\s"
        rf"(?:(?:de|of)\s)?{_MONTH}\.?{_YEAR}"
    ),
    lazy(rf"(?<!\w)(?:{_WEEKDAY},?\s)?{_MONTH}\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}"),
    lazy(r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?![\w-])"),
    lazy(r"(?<![\w.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})?(?![\w])"),
)
_ALONE = lazy(rf"(?<!\w){_WEEKDAY}(?!\w)")
_SIGNS = {"€": "eur", "$": "usd", "£": "gbp", "¥": "jpy", "₹": "inr"}
_NAMES = "eur euro euros usd dollar dollars gbp pound pounds chf franc francs franken inr rupees jpy yen"
_CURRENCY = {**_SIGNS, **{name: name for name in _NAMES.split()}} | dict.fromkeys(("euro", "euros"), "eur")
_CURRENCY |= dict.fromkeys(("dollar", "dollars"), "usd") | dict.fromkeys(("pound", "pounds"), "gbp")
_CURRENCY |= dict.fromkeys(("franc", "francs", "franken"), "chf")
_SIGN = rf"(?:[{''.join(_SIGNS)}]|(?:{'|'.join(sorted(_NAMES.split(), key=len, reverse=True))})(?!\w))"
_SUM = r"(?<![\w.,])\d{1,9}(?:[.,' ]\d{3}){0,3}(?:[.,]\d{1,2})?(?!\w)"
_AMOUNTS = (lazy(rf"(?P<currency>{_SIGN})\s?(?P<sum>{_SUM})"), lazy(rf"(?P<sum>{_SUM})\s?(?P<currency>{_SIGN})"))
_DIGIT = lazy(r"\d")
_CENTS = lazy(r"[.,]\d{1,2}$")


class Found(NamedTuple):
    """What a date or an amount is, what else it tells (year and weekday), and where it stands."""

    says: tuple[int | str, int | str]
    tells: tuple[int | None, ...]
    start: int
    end: int


def without_known(prose: str, proofs: tuple[str, ...]) -> str:
    """Return ``prose``, which is flat, without the dates and amounts that one of ``proofs`` says, too; linear.

    A weekday alone is known where it is that of a date of the records.
    """
    kept, at = [], 0
    for start, end in spans_of_known(prose, proofs):
        if start >= at:
            kept.append(prose[at:start])
            at = end
    return " ".join([*kept, prose[at:]]) if at else prose


def spans_of_known(prose: str, proofs: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where the dates and amounts stand in ``prose``, which is flat, that a proof says, too; linear."""
    small = prose.lower()
    mine, weekdays = _found(small), list(_ALONE.finditer(small))
    if not mine and not weekdays:  # of most sentences: nothing is looked for in the records
        return []
    known = _known(proofs)
    spans = [(one.start, one.end) for one in mine if any(_agree(one.tells, its) for its in known.get(one.says, ()))]
    named = {tells[1] for told in known.values() for tells in told if len(tells) > 1}
    spans += [match.span() for match in weekdays if _DAY_OF[match["weekday"]] in named]
    return sorted(spans, key=lambda span: (span[0], -span[1]))


@lru_cache(maxsize=REMEMBERED)
def _known(proofs: tuple[str, ...]) -> dict[tuple[int | str, int | str], list[tuple[int | None, ...]]]:
    """Return what the dates and amounts of ``proofs`` tell beside what they are."""
    known: dict[tuple[int | str, int | str], list[tuple[int | None, ...]]] = {}
    for one in (found for proof in proofs for found in _found(flat(proof).lower())):
        told = known.setdefault(one.says, [])
        if len(told) < _MOST_ALIKE:
            told.append(one.tells)
    return known


def _agree(mine: tuple[int | None, ...], its: tuple[int | None, ...]) -> bool:
    """Say whether two dates of one day agree in year and weekday, as far as both tell."""
    return all(one is None or other is None or one == other for one, other in zip(mine, its, strict=False))


@lru_cache(maxsize=REMEMBERED)
def _found(text: str) -> tuple[Found, ...]:
    """Return the dates, amounts and quantities of ``text``, which is in small letters without accents."""
    written = (*_dates(text), *_amounts(text)) if _DIGIT.search(text) else ()
    return (*written, *(Found(one.says, (), one.start, one.end) for one in quantities(text)))


def _dates(text: str) -> Iterator[Found]:
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            month = groups["month"]
            number = int(month) if month.isdigit() else _month(month)
            if not number:
                continue
            year = int(groups["year"]) if groups.get("year") else None
            named = groups.get("weekday")
            weekday = _DAY_OF[named] if named else _weekday(year, number, int(groups["day"]))
            yield Found((number, int(groups["day"])), (year, weekday), *match.span())


def _month(name: str) -> int:
    """Return the number of a month by what its name begins with, 0 if it is none."""
    return _MONTH_OF.get(name[:4]) or _MONTH_OF.get(name[:3], 0)


def _weekday(year: int | None, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday() if year else None
    except ValueError:
        return None


def _amounts(text: str) -> Iterator[Found]:
    for pattern in _AMOUNTS:
        for match in pattern.finditer(text):
            yield Found((_CURRENCY[match["currency"]], _cents(match["sum"])), (), *match.span())


def _cents(written: str) -> int:
    """Return a sum in hundredths: "1.250,5" and "1,250.50" are the same."""
    cents = _CENTS.search(written)
    whole = written[: cents.start()] if cents else written
    digits = "".join(char for char in whole if char.isdigit())
    return int(digits) * 100 + (int(cents[0][1:].ljust(2, "0")) if cents else 0)
