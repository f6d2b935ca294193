"""Requests to send something back: who asks, for which products, and why. Nothing here knows orders or invoices."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from workflows.ids.grammar import REMEMBERED
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted, holds_any
from workflows.rules.products.nearby_things import is_thing, things_in
from workflows.rules.products.products import (
    Name,
    is_generic,
    is_goods,
    is_quoted,
    name_at,
    names_from,
    pronoun_at,
)
from workflows.rules.products.things import holds_goods
from workflows.rules.returns.antecedents import Mention, find_mention, find_mentions
from workflows.rules.returns.asking import ANCHOR, NEAR, goods_at, is_bare_request, is_request
from workflows.rules.returns.counted import counted
from workflows.rules.returns.leave import is_own
from workflows.rules.returns.listed import Listed, lists_of
from workflows.rules.returns.named import once_named, things_follow
from workflows.rules.returns.nearby import own_reasons, reason_after, reason_before
from workflows.rules.returns.reasons import Span, after_name, cause_in, is_neutral
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import asks_leave, is_only_said, may_i
from workflows.rules.syntax.statements import is_part, says_something


@dataclass(frozen=True, slots=True)
class Return:
    """One product to send back; ``product`` is None when it is not named. ``used`` are the clauses read for it."""

    at: int
    upto: int
    product: Span | None
    reason: Span | None
    used: tuple[Clause, ...] = field(default=())
    listed: bool = False  # in a list on lines that asks for returns


_RELATIVE_SUBJECT = lazy(
    r"^(?P<np>.{2,80}?)\s(?:(?:that|which)\s)?(?:i|we)(?:(?P<wish>'d|\swould|\swant|\sneed|\swish|\shave)|'m|'re|'ll|\sam|\sare|\swill)\b",
    re.IGNORECASE,
)
_ARTICLE = lazy(r"\b(?:the|my|an?|this|that|these|those|our)\s", re.IGNORECASE)
_HAD = lazy(
    r"(?:\b(?:i|we|there|here)(?:\shave|'ve|\sis|\sare|'s)(?:\sgot)?|\bgot)\s(?P<np>(?:an?|the|my|our|this|that|these|those|two|three|some)\s[^,.;:!?()]{2,60}?)"
    r"(?:\shere)?\sto\s$",
    re.IGNORECASE,
)
_LIST_AHEAD = lazy(
    r"\s*(?:(?:these|the|following|those|two|three|four|five|six|several|some|a\sfew|items?|products?|things?|articles?"
    r"|of|back)\s?){1,4}(?:for\s(?:me|us)\s?)?:\s*",
    re.IGNORECASE,
)
_PASSIVE = Sifted(
    r"\b(?P<verb>want|like|need|get|have|wish|(?:arrange|like|ask)\sfor)\s(?P<np>(?:the|my|our|this|these|those|both"
    r"|[\"']).{2,80}?)\s(?:to\sbe\s)?(?:returned|sent\sback|taken\sback|refunded)\b"
)
_MUST_GO = Sifted(
    r"(?P<np>\b(?:the|my|our|this|these|those)\s[^,;]{2,60}?)\s(?:must|has\sto|have\sto|needs?\sto|should|(?:is|are)\sto)"
    r"\s(?:go\sback|be\s(?:returned|sent\sback|taken\sback|refunded))\b"
    r"|(?:^|(?<=[.!?;:,\n]))\s{0,2}(?P<one>(?:one|two|three|four|the|my|our|this|these)\s[^,;:.!?]{2,50}?)\sto\s(?:be\s(?:returned|sent\sback|taken\sback)|go\sback)(?=\s(?:please|pls|thanks|thank)\b|\s?(?:$|[.;!]))"
)
_NO_NAME = lazy(
    r"\s*(?:(?:my|the|an?|this|that|part\sof)\s)*(?:\w+\s)?"
    r"(?:order|purchase|\#|because|since|as|please|\w?-\d)",
    re.IGNORECASE,
)
_APART = lazy(r"\b(?:apart\sfrom|except(?:\sfor)?|other\sthan|bar)\s(?=(?:the|my|our|that|this)\s)", re.IGNORECASE)
_MONEY = lazy(r"refund|money|reimburse|exchang|swap", re.IGNORECASE)
_OWN_MARK = (
    r"(?:\s(?:because|since|as\sit|as\sthey|due\sto|cuz|coz|that|which|whose)\b"
    r"|\s*[(\[:]|\s-\s|,\s(?:it|they|too|wrong|which)\b)"
)
_AND_OWN = lazy(
    r"(?<=\))\s*(?:,\s*(?:and\s)?|and\s|&\s|\+\s)(?=[^,()]{2,60}\()"
    r"|(?:,\s(?:and\s|plus\s)?|(?:\s-)?\s(?:and|plus|while)\s)(?:for\s|of\s)?(?="
    rf"(?:the|my|an?|our|this|that)\s[^,.;:()-]{{1,60}}?{_OWN_MARK}|[\"'`][^\"'`]{{1,60}}[\"'`]{_OWN_MARK})",
    re.IGNORECASE,
)
_ABOUT_IT = lazy(r",\s(?:it|they|too|wrong|which)\b", re.IGNORECASE)
_DEFINED = lazy(r"(?:the|my|our|an?|this|these|that)\s|[\"'`]", re.IGNORECASE)
_AFTER_ITEM = lazy(rf"\s*$|\s*,|{_OWN_MARK}|\s(?:too|as\swell)\b", re.IGNORECASE)
# A thing whose name cannot be read: "the must have kettle".
_NAMED_SO = lazy(
    r"\s?(?:the|my|our)\s(?![^.,;]{0,40}\b(?:ones?|them|those|these|two|three|both|pair|others?|it|rest|same|lot)\b)(?=(?:\w+\s){1,5}\w+)",
    re.IGNORECASE,
)
_SEVERAL = lazy(r"\b(?:both|them|these|those|all)\b", re.IGNORECASE)
_ITEM = lazy(
    r"\s*,?\s*(?P<and>(?:and|also|plus|as\swell\sas|lastly|finally)\s+(?:also\s+)?)?",
    re.IGNORECASE,
)


_UNNAMED = lazy(
    r"(?:my|our|the|this|these)\s(?:(?:last|latest|recent|whole|entire|new)\s)?(?:orders?|purchases?|items?|products?|things?)",
    re.IGNORECASE,
)
# A part of every word that asks for a return, misspelt ones too.
_MUST_HOLD = ("return", "refund", "back", "rma", "retr", "reut", "retu", "reimburs")


def find_returns(message: Message) -> Sequence[Return]:
    """Return the products that the customer asks to send back, in the order of the text."""
    return _returns_of(message) if holds_any(message.low, _MUST_HOLD) else ()


@lru_cache(maxsize=REMEMBERED)
def _returns_of(message: Message) -> tuple[Return, ...]:
    """Read clause by clause; what the last few messages ask for is remembered, for complaints ask for it again."""
    found: list[Return] = []
    lists = lists_of(message)
    listing = False
    for number, clause in enumerate(message.clauses):
        if lists.holds(clause.start):
            continue
        if any(one.product for one in found) and is_bare_request(_near(message, clause)):
            found[-1] = replace(found[-1], used=(*found[-1].used, clause))  # "I'm returning the lamp. RMA please."
            continue
        here = _in_clause(message, number, clause)
        more = [] if here else _continued(message, number, found, listing=listing)
        found += here or more
        opened = message.plain[clause.start : clause.end].rstrip().endswith(":")
        listing = bool(here and here[0].product is None and opened) or (listing and bool(more))
    found = [replace(one, reason=None) if one.reason and lists.holds(one.reason[0]) else one for one in found]
    if any(one.product for one in found) or lists.wanted:
        return tuple(sorted([*map(_of_list, lists.wanted), *found], key=lambda one: one.at))
    told = [Return(at, name.upto, (name.start, name.end), why, (clause,)) for at, name, why, clause in counted(message)]
    return tuple(told or found)


def _of_list(one: Listed) -> Return:
    return Return(one.at, one.name.upto, (one.name.start, one.name.end), one.reason, one.used, listed=True)


def _continued(message: Message, number: int, found: list[Return], *, listing: bool) -> list[Return]:
    """Read on in a list of returns ('I want to return the cover; wrong size. And the cushions; too big.')."""
    clause, plain = message.clauses[number], message.plain
    previous = message.clauses[number - 1]
    item = _ITEM.match(plain, clause.start, clause.end)
    joined = item and (listing or item["and"] or ";" in plain[previous.end : clause.start])
    if not (found and joined and previous in found[-1].used and clause not in found[-1].used) or clause.question:
        return []
    if not (listing or _DEFINED.match(plain, item.end() if item else 0)):
        return []
    name = name_at(message, item.end(), clause.end) if item else None
    if name is None or not is_goods(_word(message, name)) or is_generic(_word(message, name)):
        return []
    if not _AFTER_ITEM.match(plain, name.upto, clause.end) or message.ids_in(clause.start, clause.end):
        return []
    if not is_quoted(message, name) and says_something(plain, name.start, name.upto, clause.end):
        return []
    return _with_reasons(message, number, (clause.start, name.upto), [name], None)


def _in_clause(message: Message, number: int, clause: Clause) -> list[Return]:
    if bare := _bare(message, number):
        return bare
    at = clause.start
    while anchor := ANCHOR.search(message.plain, at, clause.end):
        goods = goods_at(message, anchor, clause)
        if is_request(message, clause, anchor, goods):
            return _granted(message, clause, anchor, _returns(message, number, anchor, goods))
        at = anchor.end()
    return _passive(message, number)


def _granted(message: Message, clause: Clause, anchor: re.Match[str], found: list[Return]) -> list[Return]:
    """Return what is asked for: of "Can I return …?" only one's own thing with a reason, of "Can you" any with one."""
    if not asks_leave(message, clause, anchor.start()):
        return found
    leave = may_i(message, clause, anchor.start())
    return [one for one in found if one.reason and one.product and (is_own(message.plain, *one.product) or not leave)]


def _passive(message: Message, number: int) -> list[Return]:
    """Read 'I want the mixer taken back', 'one mixer to be returned, please'."""
    clause = message.clauses[number]
    match = _PASSIVE.search(message.plain, clause.start, clause.end) or _MUST_GO.search(
        message.plain, clause.start, clause.end
    )
    start, end = match.span("one" if match and match.groupdict().get("one") else "np") if match else (0, 0)
    if not match or is_only_said(message, clause, start, end):
        return []
    if _UNNAMED.fullmatch(message.plain, start, end):  # "could you arrange for my last purchase to be returned?"
        return [Return(match.start(), match.end(), None, None, (clause,))]
    names = names_from(message, start, end)
    if clause.question or not names or any(is_generic(one) or not is_goods(one) for one in _words(message, names)):
        return []
    return _with_reasons(message, number, (match.start(), match.end()), names, None)


def _bare(message: Message, number: int) -> list[Return]:
    """Read 'RMA please': of what a clause before it says is broken, else of something that is asked for."""
    clause = message.clauses[number]
    if not is_bare_request(_near(message, clause)):
        return []
    mention = _mentioned(message, list(message.clauses[max(0, number - 5) : number]), points=False)
    return _with_reasons(message, number, (clause.start, clause.end), [], mention)


def _near(message: Message, clause: Clause) -> str:
    return message.plain[clause.start : min(clause.end, clause.start + NEAR)]


def _word(message: Message, name: Name) -> str:
    return message.plain[name.start : name.end]


def _words(message: Message, names: list[Name]) -> list[str]:
    return [_word(message, name) for name in names]


def _returns(message: Message, number: int, anchor: re.Match[str], goods: int) -> list[Return]:
    clause = message.clauses[number]
    pronoun = pronoun_at(message, goods, clause.end)
    if listed := _LIST_AHEAD.match(message.plain, goods, clause.end):
        goods, pronoun = listed.end(), None
    listing = listed is not None or things_follow(message, goods, clause.end)
    names = names_from(message, goods, clause.end, listed=listing) if pronoun is None else []
    upto = max([pronoun or goods, *(name.upto for name in names)])
    names = once_named(message, names)
    if names and not is_goods(_word(message, names[0])):
        return []
    names = [name for name in names if not is_generic(_word(message, name))]
    mention = None
    if not names and pronoun is None:
        if relative := _relative(message, clause, anchor) or _had(message, clause, anchor):
            names = [relative]
        elif upto == goods and not _ends_here(message, goods, clause):
            named = (
                _NAMED_SO.match(message.plain, goods, clause.end) and anchor["verb"] and not _MONEY.search(anchor[0])
            )
            return [Return(anchor.start(), upto, None, None, (clause,))] if named else []
    if not names and pronoun is None and message.plain[clause.start : clause.end].rstrip().endswith(":"):
        return [Return(anchor.start(), upto, None, None, (clause,))]
    if not names:
        before = _before(message, number, anchor, here=pronoun is not None)
        if (
            pronoun
            and _SEVERAL.search(message.plain, goods, pronoun)
            and len(many := find_mentions(message, before)) > 1
        ):
            return _each(message, number, (anchor.start(), upto), many)
        mention = _mentioned(message, before, points=pronoun is not None)
        if (mention is None or (pronoun is None and mention.reason is None)) and _MONEY.search(anchor[0]):
            return []
    return _with_reasons(message, number, (anchor.start(), upto), names, mention)


def _mentioned(message: Message, before: list[Clause], *, points: bool) -> Mention | None:
    """Return what "it" is, or (not ``points``) "something"; of several things of which none is at fault, it is none."""
    mention = find_mention(message, before)
    if mention is None and points:
        return _set_apart(message, before)
    if mention is None or mention.reason or points:
        return mention
    named = things_in(message, before[0].start, before[-1].end) if before else []
    things = [words for name in named if is_thing(words := _word(message, name).lower())]
    several = any(not (one.endswith(things[0]) or things[0].endswith(one)) for one in things)
    return None if several else mention


def _set_apart(message: Message, before: list[Clause]) -> Mention | None:
    """Return the one thing that is not as good as all others: "all was lovely apart from the mill. I return that"."""
    for clause in reversed(before):
        if apart := _APART.search(message.plain, clause.start, clause.end):
            name = name_at(message, apart.end(), clause.end)
            return Mention(name, None, (clause,), clause.start) if name and is_goods(_word(message, name)) else None
    return None


def _each(message: Message, number: int, anchor: Span, mentions: list[Mention]) -> list[Return]:
    """Return what "both" stands for, each with what was said of it, else with the reason they share."""
    shared = _with_reasons(message, number, anchor, [one.name for one in mentions], None)
    used = (*shared[0].used, *mentions[-1].clauses)
    return [
        replace(back, reason=one.reason or back.reason, used=used) for back, one in zip(shared, mentions, strict=False)
    ]


def _ends_here(message: Message, at: int, clause: Clause) -> bool:
    """Tell whether nothing that could be a product follows: 'I want to return', 'return order A-1'."""
    rest = message.plain[at : clause.end]
    return not re.match(r"\s*\w", rest) or bool(_NO_NAME.match(rest)) or bool(message.ids_in(at, at + 3))


def _relative(message: Message, clause: Clause, anchor: re.Match[str]) -> Name | None:
    """Read 'the lamp (that) I want to return': the name stands before."""
    match = _RELATIVE_SUBJECT.match(message.plain[clause.start : anchor.start()].strip())
    start = clause.start + (
        len(message.plain[clause.start : anchor.start()]) - len(message.plain[clause.start : anchor.start()].lstrip())
    )
    if not match:
        return None
    end = start + match.end("np")
    found = [name_at(message, one.start(), end) for one in islice(_ARTICLE.finditer(message.plain, start, end), 9)]
    whole = [one for one in found if one and one.upto >= end]
    name = whole[-1] if whole else found[0] if found and match["wish"] else None
    return name if name and is_goods(_word(message, name)) and not is_generic(_word(message, name)) else None


def _had(message: Message, clause: Clause, anchor: re.Match[str]) -> Name | None:
    """Read "I've got a footstool (here) to send back": an everyday thing that somebody has, and is to go back."""
    had = _HAD.search(message.plain, max(clause.start, anchor.start() - NEAR), anchor.start())
    name = name_at(message, had.start("np"), had.end("np")) if had else None
    return name if had and name and name.upto == had.end("np") and holds_goods(_word(message, name)) else None


def _before(message: Message, number: int, anchor: re.Match[str], *, here: bool) -> list[Clause]:
    """Return where a pronoun's product may stand: the clauses before, and (``here``) the words before the verb."""
    clause = message.clauses[number]
    before = list(message.clauses[max(0, number - 5) : number])
    return (
        [*before, Clause(clause.start, anchor.start(), clause.sentence, clause.lead, question=False)]
        if here
        else before
    )


def with_stated_reason(message: Message, back: Return) -> Return:
    """Return ``back``, of which a name is known, with the reason that its clause or those around it state, if any."""
    if back.reason or back.product is None:
        return back
    start, end = back.product
    number = message.clauses.index(back.used[0])
    stated, *_ = _with_reasons(message, number, (back.at, back.upto), [Name(start, end, end)], None)
    reason = stated.reason
    if reason and reason[0] <= start and is_neutral(message.plain[end : max(end, reason[1])]):
        return back
    return replace(back, reason=reason, used=tuple(dict.fromkeys((*back.used, *stated.used))))


def _is_of_the_first(message: Message, upto: int, at: int, name: Name, end: int) -> bool:
    """Tell whether ``name`` goes on about the first product: 'the strap broke', 'the clasp, it pinches'."""
    if is_quoted(message, name):
        return False
    stated = says_something(message.plain, name.start, name.upto, end)
    weak = is_part(_word(message, name)) and _ABOUT_IT.match(message.plain, name.upto, end)
    return stated or (bool(weak) and cause_in(message, upto, at) is not None)


def _with_reasons(
    message: Message, number: int, anchor: Span, names: list[Name], mention: Mention | None
) -> list[Return]:
    clause, used = message.clauses[number], [message.clauses[number]]
    at, upto = anchor
    end = clause.end
    others: list[Return] = []
    if own := _AND_OWN.search(message.plain, upto, end):
        name = name_at(message, own.end(), end)
        if name and not _is_of_the_first(message, upto, own.start(), name, end):
            end = own.start()
            others = _with_reasons(message, number, (own.end(), name.upto), [name], None)
    reason = after_name(message, upto, end)
    if reason is None and not others:
        reason, more = reason_after(message, number, names)
        used += more
    if reason is None:
        reason, more = reason_before(message, number, anchor[0], names)
        used += more
    if mention:
        used += mention.clauses
        names = names or [mention.name]
        reason = reason if reason and at < reason[0] < end else mention.reason or reason
    if reason is None and names and names[0].flaw:
        reason = names[0].flaw
    if not names:
        return [Return(at, upto, None, reason, tuple(used)), *others]
    each = own_reasons(message, number, names)
    if reason and any(one[0] <= reason[0] < one[1] for one, _ in each.values()):
        reason = None  # "a lamp and a chair. The chair wobbles."
    used += [two for _, two in each.values() if two not in used]
    made = [
        Return(
            at if n == 0 else max(at, name.start),
            upto,
            (name.start, name.end),
            each[name][0] if name in each else reason,
            tuple(used),
        )
        for n, name in enumerate(names)
    ]
    return [*made, *others]
