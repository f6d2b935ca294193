"""The amounts, dates, numbers and phone numbers of a reply that no record holds: found by their grammar."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from workflows.language.folding import small
from workflows.language.grounding import Ground
from workflows.language.lazy import lazy
from workflows.receipts.dates import without_known
from workflows.receipts.facts import AllowedFacts, held
from workflows.receipts.first_look import any_of
from workflows.receipts.wording import flat

REMEMBERED = 8  # sets of records
_PHONE = lazy(r"(?<!\d)\+?\d[\d\s().-]{7,25}\d")
_MONEY = r"(?:usd|eur|gbp|chf|inr|jpy|dollars?|euros?|pounds?|cents?|bucks|quid|rupees?|yen|francs?)"
_FIGURE = r"(?<!\d)\d[\d.,]{0,20}"
_AMOUNT = lazy(
    rf"[$€£¥₹]\s*\d[\d.,]{{0,20}}|{_FIGURE}\s*[$€£¥₹%]|(?:{_FIGURE}\s*|\b(?:[a-z]+[ -]){{0,2}}){_MONEY}\b"
    r"|\b\w+ ?percent\b",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan|feb|fev|ene|mar|apr|avr|abr|may|mai|jun|juin|giu|jul|juil|lug|aug|aout|ago|sept?|set|oct|okt|ott"
    r"|out|nov|dec"
    r"|dez|dic)[a-z]*"
)
_MONTH_ALONE = (
    r"(?:januar|februar|juni|juli|oktober|dezember|janvier|fevrier|avril|juin|juillet|aout|septembre|octobre"
    r"|novembre|decembre"
    r"|enero|febrero|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio"
    r"|aprile|maggio"
    r"|giugno|luglio|settembre|ottobre|dicembre|(?:debut|mi|fin|en|anfang|mitte|ende|im|inizio|meta|fine"
    r"|principios|finales"
    r"|mediados)[ -](?:de |di )?(?:mars|mai|marz|marzo))"
)
# "It takes a day" tells how long; "no way to start a day" does not.
_AN = (
    "(?:" + "|".join(rf"(?<=\b{word} )" for word in ("in", "takes", "within", "about", "for", "after", "half")) + ")an?"
)
_COUNT = (
    rf"(?:\d{{1,4}}|{_AN}|one|two|three|four|five|six|seven|eight|nine|ten|few|couple of|several|some"
    r"|an?(?= \w+ or two))"
)
_UNIT = r"(?:business |working )?(?:hours?|days?|weeks?|months?|years?)"
# How long something takes, in other languages.
_LASTS = (
    r"(?:(?:\d{1,4}|zwei|drei|vier|funf|einigen?|wenigen?|ein paar) (?:stunden|tagen?|werktagen?|wochen|monaten?)"
    r"|(?:\d{1,4}|deux|trois|quatre|cinq|quelques) (?:heures|jours|semaines|mois)"
    r"|(?:\d{1,4}|dos|tres|cuatro|cinco|unos|unas|un par de) (?:horas|dias|semanas|meses)"
    r"|(?:\d{1,4}|due|tre|quattro|cinque|alcuni|alcune|un paio di) (?:ore|giorni|settimane|mesi))"
)
_DATE = lazy(
    rf"\b\d{{4}}-\d\d?-\d\d?\b|\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\b|\b{_MONTH}\.? \d(?!\d?[.,]\d)"
    rf"|\b\d{{1,2}}(?:st|nd|rd"
    rf"|th)?\.? {_MONTH}\b"
    rf"|\b\w+ of {_MONTH}\b|\b(?:january|february|april|june|july|august|september|october|november"
    rf"|december)\b|\b{_MONTH_ALONE}\b"
    rf"|\b{_LASTS}\b"
    r"|\b(?:alle|dalle|um|ab|des|a partir de|a las) \d{1,2}\b(?! ?[:.h] ?\d)"
    r"|\b(?:from|at|until|till) (?:six|seven|eight|nine|ten|eleven|twelve|noon)\b"
    r"|\b(?:of|in|on|by|until|since) (?:march|may)\b(?! not| be)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|lundi|mardi|mercredi|jeudi|vendredi|samedi|lunes"
    r"|martes|miercoles"
    r"|jueves|viernes|sabado|lunedi|martedi|giovedi|venerdi)\b|\b(?:morgen fruh|demain|manana|domani|amanha)\b"
    r"|\b(?:tomorrow|tonight|yesterday|last night|(?<!help you )(?<!assist you )(?<!are you )today|(?:next|last"
    r"|this) (?:week|month|year|morning|evening|afternoon))\b"
    r"|\bend of the (?:day|week|month|year)\b|\b\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)\b|\b24/7\b|\bmoments? ago\b"
    rf"|\bwithin (?:\w+ ){{1,3}}(?:minutes?|hours?|days?|weeks?)\b"
    rf"|(?<!last )(?<!past )(?<!every )\b{_COUNT}(?:\s*(?:-|to|or)\s*{_COUNT})? (?:more "
    rf"|full )?{_UNIT}\b(?! (?:name|number))",
    re.IGNORECASE,
)
_ANY_FIGURE = any_of((_AMOUNT, _DATE), starting=r"(?:(?<!\w)(?=\w)|(?=[\d$€£¥₹]))")
_DATED = lazy(rf"\d{{1,4}}[-./]\d|{_MONTH}\.? \d|\d(?:st|nd|rd|th)?\.? {_MONTH}\b", re.IGNORECASE)
_ANY_DIGIT = lazy(r"\d")
_CLOCK = lazy(r"(?<![\d:.])(?P<hours>[01]?\d|2[0-3])(?::|\s?h\s?)(?P<minutes>[0-5]\d)(?![\d:])", re.IGNORECASE)
_NUMBER = lazy(r"(?<![\w.-])#?(?=[\w-]*\d)[\w-]+(?:[.,]\d+)*")
# Numbered steps, keys and sizes that technical help is made of, and whom to call in danger: no record could hold them,
# and nobody is misled.
_SMALL = lazy(
    r"112|911|999|110|113|115|118|\d{1,2}[.,]?|[Ff]\d{1,2}|\d{1,2}(?:FA|fa|G|K|V|s|x|st|nd|rd|th|er|re|o|GHz"
    r"|MHz|GB|MB|mm|cm)|mp[34]"
    r"|(?!INV|RMA)[A-Z]{2,4}-?\d{1,2}"
)
# Addresses of a network at home, and of public name servers: the same for everybody.
_ANY_ADDRESS = lazy(
    r"(?<![\w.-])(?:(?:192\.168|10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|169\.254|127\.0)\.\d{1,3}\.\d{1,3}|255\.255\.\d{1,3}\.\d{1,3}"
    r"|8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|1\.0\.0\.1|9\.9\.9\.9)(?![\w-]|\.\d)"
)
_OF_A_WORD = lazy(r"(\d{1,3})-[a-z]{3,}(?:-[a-z]{3,})*")  # "82-year-old"
# Names beside a number: of a street, a room, a platform.
_NUMBERED = (
    lazy(
        r"(?<![\w.,-])(?P<number>\d{1,4})(?: |, )(?P<words>(?:rue|avenue|boulevard|quai|[A-Z]\w+) (?:(?:des|de"
        r"|du|la) )?[A-Z]\w+)"
    ),
    lazy(
        r"\b(?P<words>(?:(?:Via|Calle|Am|Rue|Piazza|Plaza) (?:dei |della |del |de |la )?"
        r"|[A-Z]\w+ )[A-Z]\w+),? (?P<number>\d{1,4})(?![\w.,-]*\w)"
    ),
)
_BAND = lazy(r"\b\d(?:\.\d)? ?GHz\b", re.IGNORECASE)


def unproved_figures(prose: str, allowed: AllowedFacts, *, spans: bool = False) -> list[str]:
    """Return the amounts, dates and numbers in ``prose``, which is flat, that nothing licenses; linear.

    ``spans``: also dates without a figure and how long something takes. A question or advice may hold these.
    """
    proofs = tuple(dict.fromkeys((*allowed.proofs, *map(flat, allowed.proofs))))
    prose = without_times(without_known(_ANY_ADDRESS.sub(" ", prose), proofs), proofs)
    wrong: list[str] = []
    for pattern in (_AMOUNT, _DATE) if _ANY_FIGURE.search(small(prose)) else ():
        wrong += [
            repr(match.group().strip())
            for match in pattern.finditer(prose)
            if not held(match.group(), proofs) and (spans or pattern is _AMOUNT or _DATED.search(match.group()))
        ]
    if not _ANY_DIGIT.search(prose):
        return wrong
    echo = (*allowed.records, allowed.customer) if allowed.only is None else allowed.only
    grounds = [Ground(text) for text in echo]
    for match in _NUMBER.finditer(_BAND.sub("", prose)):
        word = _OF_A_WORD.fullmatch(match.group())
        token = word[1] if word else match.group()
        if not _SMALL.fullmatch(token) and not any(ground.holds(token) for ground in grounds):
            wrong.append(repr(token))
    wrong += [repr(match.group()) for match in _PHONE.finditer(prose) if not held(match.group(), echo)]
    return wrong


def moved_numbers(prose: str, records: tuple[str, ...]) -> list[str]:
    """Return the numbers in ``prose``, which is flat, beside two words that stand beside another in a record; linear.

    "21 Dock Road" where the record says "12 Dock Road".
    """
    if not _ANY_DIGIT.search(prose):
        return []
    known = _numbers_beside(records)
    return [repr(number) for beside, number in _numbered(prose) if number not in known.get(beside, {number})]


@lru_cache(maxsize=REMEMBERED)
def _numbers_beside(records: tuple[str, ...]) -> Mapping[tuple[str, str], set[str]]:
    known: dict[tuple[str, str], set[str]] = {}
    for text in records:
        for beside, number in _numbered(flat(text)):
            known.setdefault(beside, set()).add(number)
    return known


def _numbered(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield two words that stand together behind or before a number, and the number."""
    for pattern in _NUMBERED:
        for match in pattern.finditer(text):
            yield (match["words"].casefold(), pattern.pattern[:3]), match["number"]


def unproved_clocks(prose: str, proofs: tuple[str, ...]) -> list[str]:
    """Return the times of day in ``prose``, which is flat, that no proof holds: "15:04", "15 h 04"; linear."""
    said = list(_CLOCK.finditer(prose))
    return [repr(match.group()) for match in said if _time_of(match) not in _times_in(proofs)]


def without_times(prose: str, proofs: tuple[str, ...]) -> str:
    """Return ``prose``, which is flat, without the times of day that ``proofs`` hold; linear."""
    return _CLOCK.sub(lambda match: " " if _time_of(match) in _times_in(proofs) else match[0], prose)


@lru_cache(maxsize=REMEMBERED)
def _times_in(texts: tuple[str, ...]) -> frozenset[tuple[int, int]]:
    return frozenset(_time_of(match) for text in texts for match in _CLOCK.finditer(text))


def _time_of(match: re.Match[str]) -> tuple[int, int]:
    return int(match["hours"]), int(match["minutes"])
