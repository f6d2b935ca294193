"""Two readings of what is to go back, the rules' and the trained tagger's: done where both are sure, else asked.

The thresholds are those at which, in cross-validation, nothing was done that nobody wanted (docs/decisions/0027).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workflows.language.lazy import lazy
from workflows.rules.doubt.against import is_listed_as_kept, is_off, is_refused, is_void, only_asks_whether
from workflows.rules.doubt.only_named import is_likeness, is_other, is_praised
from workflows.rules.doubt.only_return import says_no_more
from workflows.rules.doubt.tagged import holds, of_its_head, return_of
from workflows.rules.evidence import WHICH, Kind, certainty_of
from workflows.rules.frame.smalltalk import is_small_talk
from workflows.rules.implied.one_thing import meant_by_it
from workflows.rules.products.products import is_generic
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.returns.counted import is_announced
from workflows.rules.returns.leave import is_program, is_requested
from workflows.rules.returns.listed import lists_of
from workflows.rules.returns.nearby import is_of_another
from workflows.rules.returns.plain_wishes import asks_plainly, offers_to_post
from workflows.rules.returns.reasons import Span, is_reason
from workflows.rules.returns.returns import Return
from workflows.rules.returns.weighing import is_away, is_undecided
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.statements import is_named, is_part
from workflows.understanding.returns.names import is_nothing
from workflows.understanding.returns.reader import ReadReturn, read_returns
from workflows.understanding.returns.spans import is_listed
from workflows.understanding.returns.words import may_be_made, words
from workflows.understanding.wanted import Place, judge

BOTH = 0.1  # the rules are sure, and the tagger not against it
ONLY_ONE = 0.35  # so is the reader of wishes, and the tagger names nothing else
NAMED = 0.7  # the rules are sure that something is to go back, and the tagger of what
ALONE = 0.95  # the rules see nothing
ALONE_AND_FREE = 0.85  # nor do they know anything against it
ASKED = 0.5  # neither is sure
ASKED_BESIDE = 0.9  # the rules see other things
MOST_WORDS = 80  # of a story longer than this the tagger alone is never sure
UNWISHED = 0.2  # so likely to be none is no wish
_DOUBTED = 0.6  # so much more likely than sure: hedged, which the rules did not see
# Whoever says so has not said yet which.
_SOME = lazy(r"\b(?:something|some\s(?:things?|items?|stuff)|one\sof)\b", re.IGNORECASE)
_MORE = lazy(r"[,;:&+/]|\b(?:and|also|or|plus|both|too|as\swell|but|if|unless)\b", re.IGNORECASE)
_RETURNING = lazy(r"\b(?:re(?:turn|trun|fund)\w*|back|same|too|both)\b", re.IGNORECASE)
_MYSELF = lazy(r"\b(?:i|we)\s(?:return|sen[dt]|g[ai]ve)", re.IGNORECASE)
_TOO = lazy(
    r"\b(?:re?u?t\w{2,9}|refund\w*|rma|back|money|same|too|both|also|likewise|as\swell|plus|go(?:es)?|keep\w*|need\w*|want\w*)\b",
    re.IGNORECASE,
)
# Without one of these nothing is asked to go back: "the bookshelf you sent has survived the move".
_GOING_BACK = lazy(
    r"\b(?:re?u?t\w{2,9}|refund\w*|reimburse\w*|rma|(?<!\bthe\s)back|money|(?:send|sned|giv|tak|collect|fetch|pick|ship|get\srid|go|swap|exchang|reject)\w*)\b",
    re.IGNORECASE,
)
# Whoever doubts whether a thing stays may name one that we do not know.
_KEPT = frozenset(
    ["keep", "keeping", "hang", "doubt", "staying", "changed", "label", "sizes", "returnable", "withdrawal", "options"]
)
# What the rules only ask about and the tagger may make sure.
_MADE_SURE: frozenset[Kind] = frozenset({"handed_over", "rule_alone"})


MOST_FIT = 40  # characters
# "The clamp is too small for my desk": the desk is not what goes back.
_TO_FIT = lazy(
    r"\b(?:too\s\w+|(?:to|not|isn't|aren't)\s(?:small?|big|large?|short|long|wide|tight|narrow|heavy|thick|high|strong|deep))"
    r"\s(?:enough\s)?for\s(?:my|our|his|her|their|the)\s(?:\w+\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A return with what it is seen by."""

    back: Return
    kind: Kind


def agreed(message: Message, ruled: Sequence[Seen]) -> list[Seen]:
    """Return what is to go back or to be asked about, in the order of the text: ``ruled`` is what the rules see."""
    if is_program(message.plain) and not is_requested(message.plain):
        return []
    if _is_all_said(message, ruled) or not (ruled or _may_name_one(message)):
        return list(ruled)
    last = message.clauses[-1].end if message.clauses else 0  # of a long message the tagger reads more
    read = [
        one for one in read_returns(message.plain) if max(one.product[1], *(upto for _, upto in one.places)) <= last
    ]
    lists = lists_of(message)
    read = [
        replace(one, reason=None) if one.reason and lists.holds(one.reason[0]) else one
        for one in read
        if not (lists.holds(one.product[0]) or is_other(message.plain, *one.product))
        and not _TO_FIT.search(message.plain, max(0, one.product[0] - MOST_FIT), one.product[0])
    ]
    read = [of_its_head(message, one) for one in read if not is_listed_as_kept(message.plain, one.product[1])]
    ruled = [_renamed(message, one, read) for one in _without_slip(message, ruled, read)]
    free = [other for other in read if not any(_is_same(message, one.back, other) for one in ruled)]
    seen: list[Seen] = []
    claimed: set[ReadReturn] = set()
    for one in ruled:
        mine = [other for other in read if _is_same(message, one.back, other)]
        claimed.update(mine)
        if one.back.product is None:
            named_too = any(two.back.product and certainty_of(two.kind) == "sure" for two in ruled)
            seen += _named(message, one, [other for other in read if other not in claimed], alone=not named_too)
            claimed.update(read)
        elif kept := one if one.kind == "listed" else _weighed(message, one, mine, others=free):
            seen.append(kept)
    named = any(one.back.product for one in seen)
    more = [other for other in read if other not in claimed and not _is_its_part(message, other, seen)]
    listed = not named and len(more) == len(read) and _is_list(message, more)
    against = len(message.plain.split()) > MOST_WORDS
    returning = not more or _GOING_BACK.search(message.plain) is not None
    for other in more:
        if named and not _asks_beside(message, other):
            continue
        back = return_of(message, other)
        kind = _alone(
            other,
            beside=named,
            listed=listed and not against,
            off=against or is_off(message, back),
            unclear=is_undecided(message, back)
            or not returning
            or is_refused(message, back)
            or only_asks_whether(message, back),
            wanted=_is_wanted(message, other),
        )
        if kind is None and not named and other.likely >= ASKED and _may_be_wished(message, other):
            kind = "read_likely"
        if kind and (returning or not is_praised(message, back.used)) and not is_void(message, back):
            seen.append(Seen(back, kind))
    seen = [_with_own_reason(message, one, seen) for one in _both_sure(message, seen, read) or seen]
    return sorted(seen, key=lambda one: one.back.at)


def _with_own_reason(message: Message, one: Seen, seen: Sequence[Seen]) -> Seen:
    """Return a return without a reason that is another's: "a lamp and a chair. The chair wobbles."."""
    own, reason = one.back.product, one.back.reason
    sure = (two.back.product for two in seen if two is not one and certainty_of(two.kind) == "sure")
    others = [product for product in sure if product and product != own]
    if not own or not reason or not others or not is_of_another(message, reason, own, others):
        return one
    return replace(one, back=replace(one.back, reason=None))


def _both_sure(message: Message, seen: Sequence[Seen], read: Sequence[ReadReturn]) -> list[Seen]:
    """Return the one return of which both trained readers are sure where the rules are sure of none; [] if none is."""
    if any(one.back.product and certainty_of(one.kind) == "sure" for one in seen):
        return []
    sure = [
        one for one in read if one.sure >= ALONE and judge(message.plain, Place(*one.product, "return")).act >= ALONE
    ]
    back = return_of(message, sure[0]) if len(sure) == 1 else None
    if back is None or is_part(message.plain[slice(*sure[0].product)]):
        return []
    ruled = [one.back for one in seen if one.back.product and one.kind != "read_likely"]
    if ruled and not any(_is_same(message, one, sure[0]) for one in ruled):
        return []  # the rules name another thing
    if is_void(message, back) or is_praised(message, back.used):
        return []
    return [Seen(back, "read")]


def _may_name_one(message: Message) -> bool:
    """Tell whether a second reading may find what the rules have not: else "what is the weather like" takes a while."""
    words = message.vocabulary
    return (
        not words.isdisjoint(_KEPT)
        or "isn't" in message.low
        or _GOING_BACK.search(message.plain) is not None
        or any(map(is_named, words))
    )


def _asks_beside(message: Message, other: ReadReturn) -> bool:
    """Tell whether a thing beside others is said to go back too: else "the mirror has a scratch" tells why they do."""
    own = (one for one in message.clauses if any(one.start < end and start < one.end for start, end in other.places))
    return any(_TOO.search(message.plain, one.start, one.end) for one in own)


def _may_be_wished(message: Message, other: ReadReturn) -> bool:
    """Tell whether the reader of wishes sees one that words seem to be against: "it would be best if I returned it"."""
    own = (one for one in message.clauses if one.start <= other.product[0] < one.end)
    is_own = any(_MYSELF.search(message.plain, one.start, one.end) for one in own)
    return is_own and judge(message.plain, Place(*other.product, "return")).leave < UNWISHED


def _is_its_part(message: Message, other: ReadReturn, seen: Sequence[Seen]) -> bool:
    """Tell whether a part is only named to say why its whole goes back: "return the jug, the filter doesn't fit"."""
    start, upto = other.product
    reasons = [one.back.reason for one in seen if one.back.product and one.back.reason]
    return any(reason[0] <= start < reason[1] for reason in reasons) and is_part(message.plain[start:upto])


def _is_all_said(message: Message, ruled: Sequence[Seen]) -> bool:
    """Tell whether a second reading could add nothing: plain returns with their reasons, else numbers and courtesy."""
    if not ruled or not all(_is_plain_with_reason(message, one) for one in ruled):
        return False
    used = {clause for one in ruled for clause in one.back.used}
    return all(clause in used or _asks_no_return(message, clause) for clause in message.clauses)


def _asks_no_return(message: Message, clause: Clause) -> bool:
    said = message.plain[clause.start : clause.end]
    if message.ids_in(clause.start, clause.end):
        return _RETURNING.search(said) is None
    return not any(map(str.isalpha, said)) or is_small_talk(said)


def _is_plain_with_reason(message: Message, one: Seen) -> bool:
    back = one.back
    if certainty_of(one.kind) != "sure" or not (back.product and back.reason) or not _is_plain(message, back):
        return False
    return not any(_MORE.search(message.plain, *span) for span in (back.product, back.reason))


def _without_slip(message: Message, ruled: Sequence[Seen], read: Sequence[ReadReturn]) -> Sequence[Seen]:
    """Return ``ruled`` without what can be no product and what the tagger, sure of something else, knows nothing of.

    "It is not the monitor, it is the keyboard that I want to return": the keyboard alone.
    """
    ruled = [
        one
        for one in ruled
        if not one.back.product
        or not (is_nothing(message.plain[slice(*one.back.product)]) or is_likeness(message.plain, one.back.product[0]))
    ]
    named = [one for one in ruled if one.back.product]
    surest = max((one.sure for one in read), default=0.0)
    least = BOTH if surest < ALONE else ASKED
    if len(named) != 1 or any(_is_same(message, named[0].back, other) for other in read if other.sure >= least):
        return ruled
    least = ALONE if certainty_of(named[0].kind) == "sure" else ALONE_AND_FREE
    return [one for one in ruled if one not in named] if any(other.sure >= least for other in read) else ruled


def _weighed(message: Message, one: Seen, mine: list[ReadReturn], others: list[ReadReturn]) -> Seen | None:
    """Return what the rules see as sure as the tagger lets it be; None where neither it nor any word is for it.

    ``mine`` is what the tagger reads of the same thing. Where it would rather have one of ``others`` be "it", "it" is
    asked about.
    """
    sure = certainty_of(one.kind) == "sure"
    plainly = sure and _is_plainly_asked(message, one.back)
    if plainly or not mine:
        if plainly or not sure or one.kind == "leave_with_reason" or _is_plain(message, one.back):
            return one
        return Seen(one.back, "rule_alone") if _may_be_thing(message, one.back) else None
    read = max(mine, key=lambda other: other.sure)
    back = _trimmed(message, one.back, read)
    if not sure:
        return Seen(back, "read" if one.kind in _MADE_SURE and read.sure >= ALONE else one.kind)
    if one.kind == "leave_with_reason" and back.reason and is_reason(message.plain[slice(*back.reason)]):
        return Seen(back, one.kind)  # the desk's policy: who asks whether, and says what is wrong, wants it done
    if read.likely - read.sure >= _DOUBTED:
        return Seen(back, "hedged")
    rather = one.kind == "spoken_of" and any(other.sure > read.sure for other in others)
    unsure = read.sure < BOTH and not is_announced(message, back.at)
    return Seen(back, "rule_alone" if rather or unsure else one.kind)


def _is_plainly_asked(message: Message, back: Return) -> bool:
    """Tell whether what goes back is asked for in so many words that the tagger is not heard."""
    is_asked = asks_plainly(message, back.used[0]) or offers_to_post(message, back.used[0])
    return is_asked and _may_be_thing(message, back)


def _renamed(message: Message, one: Seen, read: Sequence[ReadReturn]) -> Seen:
    """Return what "it" was read as no everyday thing, "the puddle under it", with the one that the story names."""
    name = message.plain[slice(*one.back.product)] if one.back.product else ""
    is_known = one.kind != "spoken_of" or not name or holds_goods(name) or has_model_number(name)
    return (
        one if is_known or any(_is_same(message, one.back, other) for other in read) else _with_its_thing(message, one)
    )


def _is_plain(message: Message, back: Return) -> bool:
    """Tell whether a clause says no more than that its writer wants to return a thing: that needs no second reading."""
    assert back.product is not None  # noqa: S101 - only what has a name is looked at
    begin, end = back.used[0].start, back.used[0].end
    return says_no_more(message.plain, begin, end, back.product[0]) and _may_be_thing(message, back)


def _trimmed(message: Message, back: Return, read: ReadReturn) -> Return:
    """Return ``back`` without a verb that the rules took for a piece of the name, and with the reason they missed."""
    assert back.product is not None  # noqa: S101 - only what has a name is looked at
    (start, end), (a, b) = back.product, read.product
    if back.reason is None and read.reason and not holds(read.reason, back.product):
        back = back if _is_of_number(message, back, read.reason) else replace(back, reason=read.reason)
    if a == start and message.plain.startswith(" with ", end) and b > end:
        return replace(back, product=read.product)  # "a lamp with clamp"
    tail = message.plain[b:end].split()
    if a == start and b < end and tail and words().look_up(tail[0].lower())[0].startswith("v"):
        return replace(back, product=read.product)
    return back


def _is_of_number(message: Message, back: Return, reason: Span) -> bool:
    """Tell whether a reason stands behind the number of something else: "check INV-1, it is too high"."""
    own = next((one for one in message.clauses if one.start <= reason[0] < one.end), None)
    named = message.ids_in(own.start, reason[0]) if own is not None and own not in back.used else ()
    return any(one.kind != "unknown" for one in named)


def _named(message: Message, one: Seen, read: list[ReadReturn], *, alone: bool) -> list[Seen]:
    """Return what the tagger names of what the rules see without a name, or asks about; else that it is asked for.

    Beside what the rules name (not ``alone``) the tagger must be as sure as where they see nothing.
    """
    said = (message.plain[clause.start : clause.end] for clause in one.back.used)
    if one.kind in WHICH or any(map(_SOME.search, said)):
        return [one if one.kind == "choice" else _with_its_thing(message, one)]
    read = [other for other in read if not is_away(message, return_of(message, other, one.back))]
    least = ONLY_ONE if len(read) == 1 and _is_surely_one(message, read[0]) else NAMED
    least = least if alone else ALONE
    named = [Seen(return_of(message, other, one.back), "read") for other in read if other.sure >= least]
    likely = [Seen(return_of(message, other, one.back), "read_likely") for other in read if other.likely >= ASKED]
    return named or (likely if len(likely) == 1 else []) or [_with_its_thing(message, one)]


def _with_its_thing(message: Message, one: Seen) -> Seen:
    """Return what is asked for as "it" with the one everyday thing that the story before names."""
    name = meant_by_it(message, one.back.at, one.back.used[0].end)
    return Seen(replace(one.back, product=(name.start, name.end)), "spoken_of") if name else one


def _is_surely_one(message: Message, other: ReadReturn) -> bool:
    """Tell whether an everyday thing, no part of one, is surely wanted to go back by the reader of wishes."""
    name = message.plain[slice(*other.product)]
    is_thing = holds_goods(name) and not is_part(name)
    return is_thing and judge(message.plain, Place(*other.product, "return")).act >= ALONE


def _alone(read: ReadReturn, *, beside: bool, listed: bool, off: bool, unclear: bool, wanted: bool) -> Kind | None:
    """Return by what a thing is seen that the tagger alone sees; ``beside`` others that the rules see.

    Of several things it is sure only if they are ``listed``: of a story about three things one goes back. Where words
    are against it (``off``) it must be surer, where the reader of wishes is sure of it too (``wanted``) it need not be
    so sure; where the rules refused its words, or none asks for it here and now (``unclear``), it never is.
    """
    least = ALONE if off else ASKED if wanted else ALONE_AND_FREE
    if not beside and listed and not unclear and read.sure >= least:
        return "read"
    if off:
        return "read_likely" if read.sure >= ALONE and not beside else None
    if beside:
        return "read_likely" if read.sure >= ASKED_BESIDE else None
    return "read_likely" if read.likely >= ASKED else None


def _is_wanted(message: Message, other: ReadReturn) -> bool:
    """Tell whether the reader of wishes is sure of a thing too, in a clause where something is said to go back."""
    own = (one for one in message.clauses if any(one.start < end and start < one.end for start, end in other.places))
    going = any(_GOING_BACK.search(message.plain, one.start, one.end) and not one.question for one in own)
    return going and judge(message.plain, Place(*other.product, "return")).act >= ALONE


def _is_list(message: Message, read: Sequence[ReadReturn]) -> bool:
    """Tell whether things are one list, or one thing: "the kit and my charger"."""
    return all(is_listed(message.plain[a.product[1] : b.product[0]]) for a, b in pairwise(read))


def _is_same(message: Message, back: Return, read: ReadReturn) -> bool:
    """Tell whether both name one thing: one name stands in the other, or they touch ('"Sunset" mug')."""
    if back.product is None:
        return False
    (a, b), (c, d) = back.product, read.product
    one, other = (set(message.plain[start:end].lower().split()) for start, end in (back.product, read.product))
    between = message.plain[min(b, d) : max(a, c)]
    return one <= other or other <= one or not between.strip(" \"'\u201c\u201d\u2018\u2019`")


def _may_be_thing(message: Message, back: Return) -> bool:
    """Tell whether a name that the rules alone see may be a product's: an unknown word may, "access" not."""
    assert back.product is not None  # noqa: S101 - only what has a name is looked at
    name = message.plain[slice(*back.product)].lower()
    if is_nothing(name) or is_generic(name):
        return False
    return may_be_made(name) or has_model_number(name) or holds_goods(name)
