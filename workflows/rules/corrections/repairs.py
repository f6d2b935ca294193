"""Repairs: what a writer says in place of what they take back, and "not X" beside what they mean."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.rules.corrections.correction_words import (
    ANOTHER,
    ANYWHERE,
    BUT,
    FILLER,
    LEAD,
    MUST_HOLD,
    NOT,
    ON,
    REFUSES,
    RUN,
    SORRY,
    STRONG,
    WEAK,
)
from workflows.rules.products.nearby_things import (
    ENDS,
    PAUSES,
    WISH,
    Span,
    begin_of,
    is_wished,
    thing_at,
    things_before,
    written_at,
)
from workflows.rules.syntax.clauses import Message

MOST_REFUSED = 40
MOST_RUNS = 40  # editing terms are looked at in one text
FAR = 120  # characters between a number and the one that was meant
# What may be an id: four digits, or three behind letters.
_WRITTEN = lazy(r"(?<![\w.,/-])\#?(?:[a-z]{1,7}[-/]?\d{3,14}|\d{4,14})(?![\w/-]|[.,]\d)", re.IGNORECASE)
# "The toaster (no lead)" lacks one; "no, the kettle" and "no the kettle" take its place.
_NO_SUCH = lazy(r"no\s", re.IGNORECASE)
_DETERMINED = lazy(
    r"(?:the|my|our|your|an?|this|that|these|those|it|its|it's|i|we|order|invoice|number)\b|\W|\w*\d", re.IGNORECASE
)
_ONE_MORE = lazy(r"\b(?:and|also|plus|another|second(?:ly)?|too|as\swell|both|either)\b", re.IGNORECASE)
_AND = lazy(r"\b(?:and|also|plus|another|either|not|than|of)\s[^.!?]*$", re.IGNORECASE)
_TOO = lazy(r"\b(?:too|as\swell|either|also|same)\b", re.IGNORECASE)
_IS_THE_ONE = lazy(r"\sis\s(?:the\s(?:right\s|correct\s)?(?:one|number)|right|correct|it)\b", re.IGNORECASE)
# "Sorry to bother you again. Where is A-2?", "one more question": what is asked anew takes no number's place.
_ASKS_ANEW = lazy(
    r"\b(?:one\smore\s(?:thing|question|order|parcel|invoice|number)|another\s(?:question|one|order|parcel|invoice)|(?:bother|trouble|disturb)\w*\syou)\b",
    re.IGNORECASE,
)
# Not the later number is meant, but the first: "scratch what I wrote (A-2)", "A-2 was a slip, take the first one".
_WAVED_OFF = lazy(
    r"\b(?:scratch|scrap|strike|ignore|forget|disregard|skip|drop|overlook|delete|never\s?mind)\s(?!that\b|it\b|this\b)[^.!?;]{0,60}$",
    re.IGNORECASE,
)
_FIRST_HOLDS = lazy(
    r"[^?]{0,80}?\b(?:the\s)?(?:first|former|upper|earlier|other)\s(?:number|one|invoice|order|of\s(?:the\s(?:two|numbers)|these|those|them|both))\b(?!\s(?:is|was)\s(?:the\s)?(?:wrong|paid|old|a\s(?:slip|typo)|mis))",
    re.IGNORECASE,
)
# A sentence that waves a number away: "and scratch what I wrote, that one's my brother's".
_WAVED_AWAY = lazy(
    r"(?:\A|(?<=[.!?;\n]))\s{0,4}(?:(?:and|also|please|but|so|oh|no)[\s,]{1,2}){0,3}(?:scratch|scrap|strike|ignore|disregard|forget)\s(?:about\s)?(?:what(?:ever)?|the|my)\s[^.!?;\n]{0,60}?\(?\#?(?P<number>[a-z]{1,7}-\d{3,14})(?![\w-])[^.!?;\n]{0,80}(?:[.!;]|$)",
    re.IGNORECASE,
)
_WAS_A_SLIP = lazy(
    r"[^.!?]{0,50}?[\s,;:.()\u2013-]{1,3}(?:(?:that|this|it|which)(?:'s|\sis|\swas)\s(?:just\s|only\s)?(?:an?\s)?(?:slip|typo|mistake|error|wrong)|(?:is|was)\s(?:an?\s|my\s)?(?:slip|typo|mistake|error|wrong))\b",
    re.IGNORECASE,
)
_NEAR = 20  # characters around a number in which it is said to be one more
# A number that no word makes an id: it corrects one with as many digits.
_NUMBER = lazy(r"\#?(?=[a-z/-]{0,6}\d{3})[a-z]{0,5}[-/]?\d{3,14}(?![\w-])", re.IGNORECASE)
# "A-2, or A-3 rather"
_OR = lazy(r"[\s,;.?!\u2013\u2014-]{1,4}or\s(?:is\sit\s)?(?:(?:(?:the|my)\s)?(?:order|invoice)\s)?$", re.IGNORECASE)
# "(should read A-2)", "or is it, let me check… A-2": what was written is looked at once more.
_SHOULD_READ = lazy(
    r"[\s,;.:?!(\u2013\u2014-]{1,4}(?:(?:that|it|which)\s)?(?:should|must|ought\sto|was\smeant\sto|meant\sto)\s(?:read|be|say|have\s(?:been|read|said))\s(?:(?:the|order|invoice)\s)*\#?$"
    r"|[\s,;.:?!(\u2013\u2014-]{1,4}(?:or\s(?:is|was)\sit|(?:wait\s)?let\sme\s(?:check|look|see)|typ(?:ing|ed)\s(?:with|on|too|it)|i\s(?:typed|wrote|read|copied)|bad\seyes|without\s(?:my\s)?glasses)\b[^.!?]{0,40}[\s.!?:\u2026]{0,6}\#?$",
    re.IGNORECASE,
)
LOOKED_AGAIN = frozenset(
    ["read", "be", "say", "check", "look", "see", "typing", "typed", "copied", "wrote", "eyes", "glasses"]
)
_RATHER = lazy(r",?\s(?:rather|instead|actually)\b", re.IGNORECASE)
_THAT = lazy(r"\s(?:that|which)\s")
_THEN = lazy(r"[\s,;.\u2013\u2014-]{1,4}(?:but\s|rather\s|i\smeant?\s)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Repair:
    """An id or (``one`` None) a thing after an editing term, read up to ``upto``; ``refused``: what is named as wrong.

    ``is_cleft``: "it is the kettle that leaks", which does not say that the kettle is what is wished for. ``has_wish``:
    "I want to return the kettle". ``is_only``: "only the kettle", of several.
    """

    start: int
    end: int
    upto: int
    one: FoundId | None
    refused: Span | None = None
    is_cleft: bool = False
    has_wish: bool = False
    is_only: bool = False


def editing_runs(plain: str, at: int = 0) -> Iterator[re.Match[str]]:
    """Yield the editing terms from ``at``: each after a pause, or clear without one; a few at most."""
    for run in islice(RUN.finditer(plain, at), MOST_RUNS):
        before = plain[max(0, run.start() - 5) : run.start()].rstrip(" ")
        paused = not before or before[-1] in PAUSES + ENDS or ANYWHERE.match(run[0])
        lacks = _NO_SUCH.fullmatch(run[0]) is not None and not _DETERMINED.match(plain, run.end())
        if paused and not lacks and (STRONG.search(run[0]) or WEAK.search(run[0])):
            yield run


def is_left_open(message: Message, at: int, *, number: bool) -> bool:
    """Tell whether an editing term from ``at`` names another thing or ``number``, and was not understood."""
    if message.vocabulary.isdisjoint(MUST_HOLD):
        return False
    known = {_digits(one.value) for one in message.ids if one.end <= at}
    named = (repair_at(message, run.end(), may_be_part=True) for run in editing_runs(message.plain, at))
    return any(
        _digits(one.one.value) not in known if one.one and number else not (one.one or number) for one in named if one
    )


def is_corrected(message: Message, start: int, end: int) -> bool:
    """Tell whether an editing term stands from ``start`` to ``end``, and no word that makes it one more thing."""
    if message.vocabulary.isdisjoint(MUST_HOLD):
        return False
    between = message.plain[start : min(end, start + FAR)]
    is_said = any(run.start() < end for run in editing_runs(message.plain, start))
    return is_said and end - start <= FAR and _ONE_MORE.search(between) is None


def slips(message: Message) -> Iterator[tuple[Span, Span, int]]:
    """Yield the numbers that one like them takes the place of, that one, and where the words between begin.

    "Where is A-33121? Sorry, misread: A-33127": a digit is another one, or digits stand in another order.
    """
    plain = message.plain
    for old, new in pairwise(_each_once(islice(_WRITTEN.finditer(plain), MOST_REFUSED))):
        if new.start() - old.end() > FAR or not _is_slip(old[0].lower(), new[0].lower()):
            continue
        if _WAVED_OFF.search(plain, old.end(), new.start()):
            continue
        if _FIRST_HOLDS.match(plain, new.end()) and _WAS_A_SLIP.match(plain, new.end()):
            yield new.span(), old.span(), new.end()
            continue
        is_clear = _IS_THE_ONE.match(plain, new.end()) is not None
        runs = (
            run for run in editing_runs(plain, old.end()) if is_clear or STRONG.search(run[0]) or SORRY.search(run[0])
        )
        said = next(runs, None)
        is_told = said and said.start() < new.start() and not _ASKS_ANEW.search(plain, old.end(), new.start())
        if said and is_told and not _is_one_more(plain, new):
            yield old.span(), new.span(), begin_of(plain, said.start())
        elif (read := _SHOULD_READ.search(plain, old.end(), new.start())) and not _is_one_more(plain, new):
            yield old.span(), new.span(), read.start()
        elif (rather := _OR.search(plain, old.end(), new.start())) and _RATHER.match(plain, new.end()):
            yield old.span(), new.span(), rather.start()


def waved_away(message: Message) -> Iterator[Span]:
    """Yield the sentences that only wave a number away which stands nowhere else, beside another one."""
    for found in islice(_WAVED_AWAY.finditer(message.plain), MOST_REFUSED):
        value = message.ids_in(found.start("number") - 1, found.end("number"))
        inside = message.ids_in(*found.span())
        others = [one for one in message.ids if not found.start() <= one.start < found.end()]
        if len(inside) == 1 and value and others and all(one.value != value[0].value for one in others):
            yield found.span()


def _each_once(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield numbers, but for one that only says the digits of the last once more: "INV-70. Hang on, 70 is paid"."""
    last = ""
    for one in found:
        if not last or _digits(one[0]) != last:
            yield one
        last = _digits(one[0])


def _is_one_more(plain: str, number: re.Match[str]) -> bool:
    """Tell whether a number is said to be one more: "and A-2", "A-2 too"."""
    at, end = number.span()
    return bool(_AND.search(plain[max(0, at - _NEAR) : at]) or _TOO.search(plain[end : end + _NEAR]))


def _digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def _is_slip(old: str, new: str) -> bool:
    """Tell whether two ids differ by one digit, or by the order of their digits."""
    one, two = _digits(old), _digits(new)
    if one == two or re.sub(r"\d", "", old) != re.sub(r"\d", "", new):
        return False
    if len(one) == len(two):
        return sorted(one) == sorted(two) or sum(a != b for a, b in zip(one, two, strict=True)) == 1
    short, long = sorted((one, two), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def repair_at(message: Message, at: int, *, may_be_part: bool = False) -> Repair | None:
    """Return what stands right after an editing term that ends ``at``; None if a statement or anything else does."""
    plain = message.plain
    lead = LEAD.match(plain, at)
    at = lead.end() if lead else at
    found = _id_or_thing(message, at, may_be_part=may_be_part)
    if found is None:
        return None
    one, start, end = found
    filler = FILLER.match(plain, end)
    upto = filler.end() if filler else end
    refused = None
    if denied := NOT.match(plain, upto):
        refused = _refused(message, denied.end())
        if refused is None and not ON.match(plain, upto):
            return None
        upto = refused[1] if refused else upto
    if ANOTHER.match(plain, upto) or not ON.match(plain, upto):
        return None
    cleft = one is None and lead is not None and lead["cleft"] is not None and _THAT.match(plain, end) is not None
    has_wish = lead is not None and WISH.search(lead[0]) is not None
    is_only = lead is not None and lead["only"] is not None
    return Repair(start, end, upto, one, refused, cleft, has_wish, is_only)


def _id_or_thing(message: Message, at: int, *, may_be_part: bool = False) -> tuple[FoundId | None, int, int] | None:
    for one in message.ids_in(at, at + 1):
        return (one, one.start, one.end) if one.kind in {"order", "invoice", "unknown"} else None
    if number := _NUMBER.match(message.plain, at):
        return FoundId("unknown", number[0].lstrip("#").upper(), *number.span()), *number.span()
    name = thing_at(message, at, may_be_part=may_be_part)
    return (None, *written_at(message, name)) if name else None


def _refused(message: Message, at: int) -> Span | None:
    """Return where an id, or a thing of which nothing is said, stands after "not"."""
    lead = LEAD.match(message.plain, at)
    found = None if lead and lead["only"] else _id_or_thing(message, lead.end() if lead else at)
    if found is None or not ON.match(message.plain, found[2]) or _THAT.match(message.plain, found[2]):
        return None
    return at, found[2]


def refusals(message: Message) -> list[Span]:
    """Return where "not X but Y" and "Y, not X" refuse an id, or a thing that is wished for otherwise."""
    found: list[Span] = []
    plain = message.plain
    for no in islice(REFUSES.finditer(plain), MOST_REFUSED):
        span = _refused(message, no.end())
        if span is None:
            continue
        but = BUT.match(plain, span[1])
        if but and _id_or_thing(message, but.end()):
            found.append((no.start(), but.end()))
        elif _stands_beside(message, no.start(), span):
            found.append((begin_of(plain, no.start()), span[1]))
    return found


def refused_first(message: Message, at: int) -> Repair | None:
    """Return the repair of "not the toaster, the blender", if that is how the text goes on ``at``."""
    no = REFUSES.match(message.plain, at)
    refused = _refused(message, no.end()) if no else None
    comma = _THEN.match(message.plain, refused[1]) if refused else None
    repair = repair_at(message, comma.end(), may_be_part=True) if comma else None
    return replace(repair, refused=refused) if repair and refused else None


def _stands_beside(message: Message, at: int, refused: Span) -> bool:
    """Tell whether "not X" stands after a pause and after a wish for something of its kind."""
    plain = message.plain
    begin = begin_of(plain, at)
    if begin == at or plain[begin:at].isspace():
        return False
    ids = message.ids_in(*refused)
    if ids:
        near = message.ids_in(max(0, begin - 40), begin)
        return bool(near) and near[-1].kind == ids[0].kind and near[-1].value != ids[0].value
    things = things_before(message, begin)
    return bool(things) and things[-1].upto >= begin and is_wished(message, things[-1])
