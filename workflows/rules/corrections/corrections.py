"""What a writer takes back in one text: "the toaster, no wait, the blender". Nothing is decided or stored here.

The parts of a self-repair and their order are Levelt's ("Monitoring and self-repair in speech", Cognition 14, 1983):
what is taken back, an editing term ("no wait"), and the repair, which stands in its place.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from workflows.answers import Answer
from workflows.ids.grammar import REMEMBERED
from workflows.language.lazy import lazy
from workflows.rules.corrections.correction_words import FILLER, IS_ELSE, IT, KEEP, MUST_HOLD, RUN, STAYS, STRONG
from workflows.rules.corrections.repairs import (
    LOOKED_AGAIN,
    Repair,
    editing_runs,
    refusals,
    refused_first,
    repair_at,
    slips,
    waved_away,
)
from workflows.rules.corrections.taken_back import kept_at, listed_with, old_ids, old_thing, other_one, stays_at
from workflows.rules.products.nearby_things import ENDS, PAUSES, WISH, Span, begin_of, is_thing
from workflows.rules.syntax.clauses import Message, read

_PAUSE = lazy(r"[ ,]*+")
_MARKS = lazy(r"[.!?,]?[ \n]{0,4}")
_TOLD = lazy(r"[ ,;:\u2013\u2014-]*+(?![.!?\n]|\Z)")
_GOES_BACK = lazy(r"\b(?:returned|back|refunded)\b", re.IGNORECASE)
_THE = lazy(r"\A(?:the|my|our|an?)\s", re.IGNORECASE)
_SENTENCE = lazy(r"[^.!?\n]*+")
# "return the green rug *the grey rug": as people correct what they wrote in a chat, with one star alone.
_STAR = lazy(r"(?:(?<=\s)\*(?=[\w#])|\A\*(?=(?:the|my)\s|\#?[a-z]{0,4}-?\d))", re.IGNORECASE)

AmendedKind = Literal["thing", "order", "invoice", "number"]


class Amendment(Answer):
    """What a text that does nothing but correct says of what was said before it.

    ``meant``: what is right, in the writer's words, with what they say of it; ``refused``: what they name as wrong.
    ``kind``: "number" is an id of no known kind. ``is_sure``: said in so many words ("I meant the chair"), not only
    "no, the chair".
    """

    kind: AmendedKind
    meant: str
    refused: str = ""
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Meant:
    """A text as its writer means it.

    ``perhaps``: what may be wanted instead of a return that is taken back. ``amends``: that it only corrects something.
    """

    text: str
    perhaps: str = ""
    amends: Amendment | None = None


@dataclass(frozen=True, slots=True)
class _Edit:
    """What is taken back from ``start`` to ``end``; ``put`` stands in its place."""

    start: int
    end: int
    put: str = ""


def as_meant(text: str) -> Meant:
    """Return ``text`` (untrusted, any length) without what its writer takes back; a repair stands in its place.

    A text without a correction is returned as it is. The first 20,000 characters are read; linear.
    """
    starred = _STAR.sub(_correcting, text) if text.count("*") == 1 else text
    message = read(starred)
    if message.vocabulary.isdisjoint(MUST_HOLD) and (
        len(message.ids) < 2 or message.vocabulary.isdisjoint(LOOKED_AGAIN)
    ):
        return Meant(text)
    meant = _meant(starred)
    return Meant(text) if starred is not text and meant.text == starred else meant


def _correcting(star: re.Match[str]) -> str:
    """Return what a star stands for, after a pause."""
    return ", correction: " if star.string[: star.start()].rstrip(" ")[-1:].isalnum() else "correction: "


@lru_cache(maxsize=REMEMBERED)
def _meant(text: str) -> Meant:
    message = read(text)
    edits: list[_Edit] = []
    perhaps, amends = "", None
    opening = RUN.match(message.plain)
    if first := refused_first(message, opening.end() if opening else 0):
        edits += [_Edit(0, first.start), *_without_refused(first)]
        amends = _amendment(message, first, is_sure=True)
    for run in editing_runs(message.plain):
        if any(run.start() < one.end for one in edits):
            continue
        if other := other_one(message, run.start(), run.end()):
            old, put, upto = other
            filler = FILLER.match(message.plain, upto)
            edits += [_Edit(*old, put), _Edit(begin_of(message.plain, run.start()), filler.end() if filler else upto)]
            continue
        stays = stays_at(message, run.start(), run.end())
        repair = None if stays else refused_first(message, run.end()) or _repair_at(message, run)
        is_clear = repair is None or repair.one or repair.refused or STRONG.search(run[0])
        if repair and not (is_clear or is_thing(message.plain[repair.start : repair.end])):
            repair = None  # "sorry for the trouble"
        if repair and not repair.is_cleft and (found := _repaired(message, run, repair)):
            edits += found
        elif repair and not message.plain[: run.start()].strip(PAUSES + ENDS) and not edits:
            edits += [_Edit(0, repair.start), *_without_refused(repair)]
            amends = _amendment(message, repair, is_sure=bool(STRONG.search(run[0])))
        elif not edits and (part := _only_part(message, run)):
            edits += [_Edit(0, part.start)]
            amends = _amendment(message, part, is_sure=False)
        elif kept := _kept(message, run):
            edits += kept
            perhaps = _instead(message, run, kept[-1].end)
    edits += [
        _Edit(*one) for one in refusals(message) if all(one[1] <= two.start or two.end <= one[0] for two in edits)
    ]
    edits += [
        _Edit(*one) for one in waved_away(message) if all(one[1] <= two.start or two.end <= one[0] for two in edits)
    ]
    edits += _slipped(message, edits)
    return Meant(_applied(message.words, edits), perhaps, amends) if edits else Meant(text)


def _repair_at(message: Message, run: re.Match[str]) -> Repair | None:
    """Return what stands after an editing term; after a clear one "the picture frame" is no part."""
    repair = repair_at(message, run.end())
    if repair or not STRONG.search(run[0]):
        return repair
    part = repair_at(message, run.end(), may_be_part=True)
    is_compound = part and not part.one and len(_THE.sub("", message.plain[part.start : part.end]).split()) > 1
    return part if part and is_compound and not part.is_cleft else None


def _slipped(message: Message, edits: list[_Edit]) -> list[_Edit]:
    """Return the edits of numbers that were a slip of others, beside the ``edits`` that are known."""
    found: list[_Edit] = []
    for old, new, begin in slips(message):
        here = [_Edit(*old, message.words[slice(*new)])]
        if new > old:  # else the first of them is meant, and stands where it stood
            here.append(_Edit(begin, _past_mark(message, begin, _past_filler(message, new[1]))))
        if all(one.end <= two.start or two.end <= one.start for one in here for two in (*edits, *found)):
            found += here
    return found


def _past_filler(message: Message, at: int) -> int:
    found = FILLER.match(message.plain, at)
    return found.end() if found else at


def _past_mark(message: Message, begin: int, end: int) -> int:
    """Return ``end``, past the mark there if what begins at ``begin`` is a sentence of its own."""
    mark = _MARKS.match(message.plain, end)
    is_own = not message.plain[:begin].rstrip(PAUSES) or message.plain[:begin].rstrip(PAUSES)[-1] in ENDS
    return mark.end() if mark and is_own else end


def _applied(words: str, edits: list[_Edit]) -> str:
    pieces, at = [], 0
    for one in sorted(edits, key=lambda one: one.start):
        pieces += [words[at : one.start], one.put]
        at = one.end
    return "".join([*pieces, words[at:]]).strip(" \n,;")


def _repaired(message: Message, run: re.Match[str], repair: Repair) -> list[_Edit]:
    """Return the edits by which ``repair`` takes the place of what stands before ``run``; [] if nothing does."""
    plain, put = message.plain, message.words[repair.start : repair.end]
    if repair.one:
        spans = old_ids(message, run.start(), repair)
    elif repair.is_only and (listed := listed_with(message, run.start(), repair)):
        spans = [listed]
    else:
        old = old_thing(message, run.start(), repair, is_strong=bool(STRONG.search(run[0])))
        spans = [old] if old else []
        if old and repair.has_wish and not message.ids_in(old[1], run.start()):
            return [_Edit(_wish_start(message, old[0]), run.end()), *_without_refused(repair)]
        if old and _goes_too(message, (old[1], run.start()), repair):
            return [_Edit(old[0], repair.start), *_without_refused(repair)]
    if not spans:
        return []
    begin, upto = begin_of(plain, run.start()), repair.upto
    if repair.is_only and not IT.match(plain, upto + 2):
        upto = _past_what_stays(message, upto)
    if begin == run.start() and plain[:begin].rstrip()[-1:] in ENDS and (mark := _MARKS.match(plain, upto)):
        upto = mark.end()  # a sentence of its own goes with its mark
    elif not plain[spans[-1][1] : begin].strip():
        begin = spans[-1][1]
    return [*(_Edit(*span, put) for span in spans), _Edit(max(begin, spans[-1][1]), upto)]


def _wish_start(message: Message, at: int) -> int:
    """Return where the sentence, or the clause of it, begins that holds ``at``."""
    return max([0, *(one.start for one in message.clauses if one.start <= at)])


def _goes_too(message: Message, between: Span, repair: Repair) -> bool:
    """Tell whether what stands between a thing and its repair was said of the thing, and goes with it."""
    middle = message.plain[slice(*between)].strip(PAUSES + ENDS)
    if message.ids_in(*between) or WISH.search(middle) or _GOES_BACK.search(middle):
        return False
    in_sentence = not any(mark in message.plain[slice(*between)] for mark in ENDS)
    return in_sentence or (bool(middle) and _TOLD.match(message.plain, repair.upto) is not None)


def _without_refused(repair: Repair) -> list[_Edit]:
    return [_Edit(repair.end, repair.upto)] if repair.upto > repair.end else []


def _amendment(message: Message, repair: Repair, *, is_sure: bool) -> Amendment:
    """Return what a text that begins with an editing term corrects."""
    words = message.words
    refused = words[slice(*repair.refused)] if repair.refused else ""
    kind: AmendedKind = "thing"
    if repair.one:
        kind = repair.one.kind if repair.one.kind in {"invoice", "order"} else "number"
    meant = repair.one.value if repair.one else f"{words[repair.start : repair.end]}{words[repair.upto :]}"
    return Amendment(kind=kind, meant=meant.strip(), refused=refused.strip(), is_sure=is_sure or bool(refused))


def _only_part(message: Message, run: re.Match[str]) -> Repair | None:
    """Return the repair of "no wait, the keyboard", if that is all: it may be a thing, or what is wrong with one."""
    repair = repair_at(message, run.end(), may_be_part=True)
    is_all = repair and not message.plain[: run.start()].strip(PAUSES + ENDS) and not repair.one and not repair.is_cleft
    return repair if repair and is_all and not message.plain[repair.upto :].strip(PAUSES + ENDS) else None


def _kept(message: Message, run: re.Match[str]) -> list[_Edit]:
    """Return the edits of "Actually no, keep the lamp": the wish for it goes, and these words if more is said."""
    keep = KEEP.match(message.plain, run.end())
    kept = kept_at(message, run.start(), keep.end()) if keep else stays_at(message, run.start(), run.end())
    if kept is None:
        return []
    wish, words = kept
    if (end := _past_what_stays(message, words[1])) > words[1] and (mark := _MARKS.match(message.plain, end)):
        words = words[0], mark.end()
    says_more = message.plain[: wish[0]].strip(PAUSES + ENDS) or message.plain[wish[1] : words[0]].strip(PAUSES + ENDS)
    return [_Edit(*wish), _Edit(*words)] if says_more or message.plain[words[1] :].strip() else [_Edit(*wish)]


def _past_what_stays(message: Message, at: int) -> int:
    """Return where what is said of a thing that stays ends, if the sentence goes on so ``at``: it is no reason."""
    told = STAYS.match(message.plain, at)
    is_more = (
        told is None or message.ids_in(*told.span()) or WISH.search(told[0]) or repair_at(message, told.start("told"))
    )
    return at if told is None or is_more else told.end()


def _instead(message: Message, run: re.Match[str], at: int) -> str:
    """Return the thing, and what is said of it, that is spoken of in place of one that is kept."""
    if at <= run.end():
        return ""
    pause = _PAUSE.match(message.plain, at)
    at = pause.end() if pause else at
    repair = repair_at(message, at)
    if repair is None and (part := repair_at(message, at, may_be_part=True)) and part.is_cleft:
        repair = part  # "it is the fan that rattles" names a thing of its own; "the fan rattles" may be the lamp's
    if repair is None and (said := _SENTENCE.match(message.plain, at)) and (other := IS_ELSE.search(said[0])):
        at += other.start("thing")  # "our IT has found out that it is the dock that cuts out"
        return message.words[at : said.end()]
    sentence = _SENTENCE.match(message.plain, repair.start) if repair and not repair.one else None
    return message.words[sentence.start() : sentence.end()] if sentence else ""
