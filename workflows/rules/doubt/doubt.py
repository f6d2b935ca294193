"""What becomes of a request that the rules are sure of: a trained reader of the words around it may doubt it.

An RMA or an investigation that nobody wanted is worse than a question: what is taken back, settled or somebody else's
is left, and where its writer wavers it is asked about. The thresholds are those at which a reader that had seen none of
the judged sets did best on them (docs/decisions/0050).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.corrections.correction_words import IS_ELSE
from workflows.rules.corrections.repairs import is_left_open
from workflows.rules.doubt.kept import kept_after
from workflows.rules.escalation.complaints import complains
from workflows.rules.lookups.invoices import is_look_next
from workflows.rules.lookups.lookups import asked_where
from workflows.rules.lookups.unnumbered import is_not_here
from workflows.rules.products.things import holds_goods, is_no_thing
from workflows.rules.returns.plain_wishes import is_plain_at
from workflows.rules.returns.reasons import Span
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.statements import is_part
from workflows.understanding.sentences import kinds_of
from workflows.understanding.wanted import Place, judge

DOUBTED = 0.35  # less likely to be wanted than this: it is asked about
DOUBTED_INVOICE = 0.38  # of an invoice, of which more is told without a wish
LEFT_FROM = 0.6  # and so likely to be none at all: it is left
ORDER_AMISS = 0.1  # an order is never looked up if it is less likely than that to be asked for
ORDER_LEFT = 0.15  # nor, if nothing is said to be wrong with it, below this
CERTAINLY_ASKED = 0.9  # so likely does the sentence beside a number ask where it is
ORDER_TAKEN = 0.5  # below this only if its sentence surely asks for something
ASKS = 0.8  # so surely
ORDER_SURE = 0.97  # above this whatever its sentence does
TOLD = 0.6  # so likely does a sentence only tell something
ASKED_BESIDE = 0.5  # and so likely does one beside it ask for something
FEW_NUMBERS = 6  # of a message with more of them one reader alone is asked
NO_WISH = 0.8  # what is only likely is asked about unless it is as likely to be no wish at all
LONGEST = 1_000  # characters after a request
_TELLING = ("aside", "courtesy", "detail")
_ASKING = ("request", "question", "problem", "complaint", "back", "service", "help")
EXCEPT = lazy(
    r"\b(?:except|apart\sfrom|other\sthan|but\snot|save|bar|all\sbut|everything\sbut)\s(?:for\s)?(?:(?:the|my|our|this|that)\s)?[\"']?$",
    re.IGNORECASE,
)
# "Ignore me", at the end of all: nothing of it was meant.
_WAVED_OFF = Sifted(
    r"\b(?:(?:please\s|just\s|so\s)?(?:ignore|disregard|don'?t\smind)\s(?:me|my\s(?:message|mail|question|request)|all\s(?:of\s)?(?:this|that))|as\syou\swere"
    r"|forget\s(?:that\s)?i\s(?:asked|said|wrote|spoke)(?:\sanything)?|(?:(?<!\?\s)(?:sorry|apologies)\sfor\sthe\snoise|(?:sorry|apologies)\sfor\sthe\sfalse\salarm)"
    # A sentence of its own: "it keeps giving a false alarm" tells of a fault.
    r"|(?:\A|(?<=[.!?;\n\u2013\u2014-])|(?<=[.!?;\n\u2013\u2014-]\s)|(?<=,\s)(?=(?:oh|ah|sorry|no|ok)\b))(?:(?:oh|ah|ok|okay|no|so|sorry|hm|well|folks|everyone)[\s,:!]{1,2}){0,3}"
    r"(?:(?:it|that|this)(?:'s|\swas|\sis)\s(?:just\s|only\s|all\s)?a\s|just\sa\s)?false\salarm)"
    r"(?:[\s,]{1,2}(?:then|please|sorry|thanks|thank\syou|cheers|everyone|folks))*[\s.!)]*\Z",
)
# Who writes so has found out that the invoice is right: "Hmm, no. I had forgotten the second filter. It's right."
_IS_RIGHT = Sifted(
    r"(?:(?<=[.!])\s{1,2}|\A)(?:(?:oh|ah|ok|okay|so|and|no|well|actually)[\s,]+){0,2}(?:it|that|the\s(?:invoice|bill|amount|total|sum))(?:'s|\sis|\swas)\s(?:all\s|quite\s|actually\s|perfectly\s)?(?:right|correct|fine|in\sorder)(?P<after_all>\s(?:after\sall|then|now))?\s?(?=[.!,;]|\Z)(?![.!,;]\s(?:but|otherwise|except|apart|only|just)\b)",
)
_SUM = lazy(r"\b(?:amount|total|sum)\b", re.IGNORECASE)
# What is wrong with an invoice of which the sum is right.
_NOT_THE_SUM = lazy(
    r"\b(?:names?|address(?:ed|es)?|vat|tax|twice|double|duplicate|two\stimes|three\stimes|dates?|number|lists?|listed|company|currency|exempt|account|reminders?|quantity|items?|missing|position|discount|iban)\b",
    re.IGNORECASE,
)
# The last message is the one before: of this one that leaves open what is meant.
_EARLIER = lazy(
    r"\b(?:ignore|disregard)\s(?:my|our|the)\s(?:last|previous|earlier|first|other)\s(?:message|mail|e-mail|question|request)\b",
    re.IGNORECASE,
)
_LAST = 80  # characters of a message in which all of it is waved off
# "It's not really a watch, it's the fitness tracker."
_NOT_BUT = Sifted(
    r"\b(?:isn'?t|(?:it'?s|it\sis|that'?s)\snot)\s(?:really\s|actually\s|even\s)?(?:an?|the|my)\s(?P<refused>[\w'-]{2,20})(?:\sat\sall)?[\s,;.\u2013\u2014-]{1,3}(?:but\s)?(?:it'?s|it\sis|that'?s)\s"
    r"(?:really\s|actually\s)?(?:the|my|our|an?)\s(?P<thing>[\w'-]{1,20}(?:\s[\w'-]{1,20}){0,2}?)(?=[,.;!?]|\s(?:that|which|with|i)\b|\Z)",
)


# "I need to return the phone, sorry, my son dropped it": what is told of another takes nothing back.
_TOLD_OF_ANOTHER = lazy(
    r"[\s,.;!(\u2013\u2014-]{1,4}(?:so\s)?(?:sorry|apologies|pardon)[\s,:.]{1,3}(?:the|my|our)\s(?P<of>[\w'-]{1,20})\s(?P<said>[^.!?\n]{1,80})",
    re.IGNORECASE,
)
_WAVERS = lazy(
    r"\b(?:keep\w*|kept|stay\w*|wants?|needs?|likes?|loves?|not|never|changed|decided|found|fixed|mended|repaired)\b|n't\b",
    re.IGNORECASE,
)
# "Well, I'm disputing INV-1 then": decided, and done by saying so.
_DISPUTES = lazy(
    r"(?:\A|[.!?;,\n])\s{0,2}(?:(?:ok|okay|well|right|so|then|and|but|no|yes|fine|alright|hi|hello|in\sthat\scase)[\s,]{1,2}){0,4}"
    r"(?:i'm|i\sam|we're|we\sare|i|we)\s(?:hereby\s|now\s|also\s)?(?:disput(?:e|ing)|contest(?:ing)?|challeng(?:e|ing)|query(?:ing)?|object(?:ing)?\sto)\s(?:the\s)?(?:invoice\s|bill\s)?\Z",
    re.IGNORECASE,
)
# "Not a penny of INV-1 gets paid till someone tells me why": what is in dispute is not paid.
_NOT_A_PENNY = lazy(
    r"\b(?:not|no)\s(?:a|one|another|a\ssingle)?\s?(?:penny|cent|euro|dollar|dime|pound|rupee|red\scent)\s(?:of|on|for|towards)\s(?:(?:the|your|invoice|bill)\s){0,2}\Z"
    r"|\b(?:i'm|i\sam|we're|we\sare|i|we)\s(?:not\spaying|won't\spay|will\snot\spay|refuse\sto\spay)\s(?:(?:a\spenny|a\scent|any|one\scent)\sof\s)?(?:(?:the|your|invoice|bill)\s){0,2}\Z",
    re.IGNORECASE,
)
_TILL_TOLD = lazy(
    r"[^.!?;\n]{0,40}\b(?:till|until|before|unless)\s(?:someone|somebody|anyone|you|one\sof\syou|i'm|i\sam|we're|we\sare)\s(?:\w+\s)?(?:tells?|told|explains?|checks?|looks?|corrects?|fix(?:es)?|sorts?|shows?)\b",
    re.IGNORECASE,
)
_CONDITION = lazy(
    r"[^.!?\n]{0,80}\b(?:if|unless|once|when|until|as\ssoon\sas|yet|already|ignore|with\s(?:my|our|the)\sbank)\b",
    re.IGNORECASE,
)
# A decision that follows from what was told, with the thing named after it.
_SO_GOING_TO = lazy(
    r"\b(?:so|therefore|hence|that's\swhy|that\sis\swhy|which\sis\swhy)\s(?:i|we)(?:'m|'re|\sam|\sare|'ll|\swill|\sshall)\s(?:both\s|all\s)?"
    r"(?:going\sto\s|be\s)?(?:(?:return|returning)|(?:send|sending|give|giving|ship|shipping)\sback)\s(?:the|my|our|this|that)\s$",
    re.IGNORECASE,
)
# "In June we ordered again, under the number A-30657": a story of an order that is asked about later on.
_WE_ORDERED = lazy(
    r"\b(?:ordered|placed|bought|purchased|order|purchase)\b[^.!?]{0,120}\b(?:under|with|number|no|reference|ref|as)\b[\s.:#]{0,3}(?:(?:the|order|your)\s)?(?:number|no|reference|ref)?[\s.:#]{0,3}[\w-]*\d",
    re.IGNORECASE,
)
_NOT_OURS = lazy(
    r"\b(?:came|arrived|delivered|received|cancel\w*|returned|refunded|thank\w*|last\syear|years?\sago)\b",
    re.IGNORECASE,
)


class Doubt(NamedTuple):
    """What becomes of a request: it is left, or (``asks``) asked about; ``instead``: of which other thing."""

    asks: bool
    instead: Span | None = None


def doubt_of(message: Message, at: int, named: Span | None, *, invoice: bool) -> Doubt | None:
    """Return what is to become of a request that stands ``at``, of what is ``named`` there; None: nothing is doubted.

    ``at`` of an invoice is where its number stands.
    """
    if (named and not invoice and _is_excepted(message, at, named)) or is_waved_off(message):
        return Doubt(asks=False)
    place = number_at(message, at) if invoice else Place(*(named or (at, at)), "return")
    if place is None:
        return None
    kept = kept_after(message, *named) if named and not invoice else None
    if kept in {"it", "otherwise"} or (invoice and is_right_after_all(message, place.end)):
        return Doubt(asks=kept == "otherwise")
    name = message.plain[slice(*named)].lower() if named and not invoice else ""
    if renamed := _renamed(message, at, name):
        return Doubt(asks=True, instead=renamed)
    is_asked = (_is_disputed(message, place) or is_look_next(message, at)) if invoice else is_plain_at(message, at)
    says_else = name != "" and IS_ELSE.search(message.plain, at, at + LONGEST) is not None
    found = None if is_asked and not says_else else judge(message.plain, place)
    other = _another(message, at, name, may_be_part=found.act < DOUBTED) if found and says_else else None
    if found and found.act < (DOUBTED_INVOICE if invoice else DOUBTED) and not is_asked:
        asks = (
            other is not None
            or found.leave < LEFT_FROM
            or (name != "" and _tells_of_another(message, place.end, name))
            or kept == "another"
            or (name != "" and _is_decided(message, place.start))
            or _EARLIER.search(message.plain, place.end, place.end + LONGEST) is not None
        )
        return Doubt(asks=asks, instead=other)
    return Doubt(asks=True) if other or is_left_open(message, place.end, number=invoice) else None


def _tells_of_another(message: Message, at: int, name: str) -> bool:
    """Tell whether all that goes on after the thing that ends ``at`` is an apology and something told of another."""
    told = _TOLD_OF_ANOTHER.match(message.plain, at)
    return told is not None and told["of"].lower() not in name and _WAVERS.search(told["said"]) is None


def _is_decided(message: Message, at: int) -> bool:
    """Tell whether what is named ``at`` is going back by what was told before: "so we're going to return the dryer"."""
    return _SO_GOING_TO.search(message.plain, max(0, at - 80), at) is not None


def _is_disputed(message: Message, place: Place) -> bool:
    """Tell whether the writer disputes an invoice by saying so, to us and under no condition."""
    before = message.plain[max(0, place.start - 80) : place.start]
    if _NOT_A_PENNY.search(before) and _TILL_TOLD.match(message.plain, place.end):
        return True
    return _DISPUTES.search(before) is not None and not _CONDITION.match(message.plain, place.end)


# "I'm waiting for A-1. Sorry, one more question: where is A-2?" takes nothing back.
_ONE_MORE_QUESTION = lazy(
    r"[\s.!?,;-]{1,4}(?:(?:and|oh|sorry|ah|also|then|just)[\s,]{1,3}){0,3}(?:(?:i|we)(?:'ve|\shave)?\s(?:got\s)?)?(?:one\smore|another|one\sother)\s(?:quick\s|small\s)?(?:question|thing|order)\b",
    re.IGNORECASE,
)


def leaves_order(message: Message, at: int) -> bool:
    """Tell whether the order named ``at`` is not to be looked up after all: only told of, taken back, somebody else's.

    Two readers are asked: that of wishes, about the number, and that of sentences, about what stands around it.
    """
    place = number_at(message, at)
    if place is None:
        return False
    if is_waved_off(message):
        return True
    if _ONE_MORE_QUESTION.match(message.plain, place.end):
        return False
    if _is_asked_later(message, at):
        return False
    likely = judge(message.plain, place).act
    if likely >= ORDER_SURE or likely < ORDER_AMISS or len(message.ids) >= FEW_NUMBERS:
        return likely < ORDER_TAKEN
    own, asked_beside = _around(message, at)
    if likely < ORDER_TAKEN:
        is_left = likely < ORDER_LEFT or sum(map(own.__getitem__, _ASKING)) < ASKS
    else:
        is_left = sum(map(own.__getitem__, _TELLING)) >= TOLD and asked_beside < ASKED_BESIDE
    is_only = is_left and own["aside"] < TOLD and len({one.value for one in message.ids if one.kind != "invoice"}) == 1
    return is_left and not (is_only and (asked_beside >= CERTAINLY_ASKED or _is_amiss(message, at)))


def _is_asked_later(message: Message, at: int) -> bool:
    """Tell whether the one order of a story is asked about a few sentences after its number is told."""
    if len({one.value for one in message.ids}) != 1:
        return False
    own = next((one for one in message.clauses if one.start <= at < one.end), None)
    if own is None or _NOT_OURS.search(message.plain, own.start, own.end):
        return False
    clause = asked_where(message, own)
    return (
        clause is not None
        and clause.sentence > own.sentence
        and _WE_ORDERED.search(message.plain, own.start, own.end) is not None
    )


def _is_amiss(message: Message, at: int) -> bool:
    """Tell whether the sentence of a number, or one beside it that goes on, says that an order came wrong or not."""
    number = next(one.sentence for one in message.clauses if one.end > at or one is message.clauses[-1])
    own = [one for one in message.clauses if one.sentence == number]
    words = message.plain[max(own[0].start, at - LONGEST) : min(own[-1].end, at + LONGEST)]
    return is_not_here(words) or complains(words)


def is_right_after_all(message: Message, at: int) -> bool:
    """Tell whether a writer has found out, after naming an invoice ``at``, that nothing is wrong with it."""
    right = _IS_RIGHT.search(message.plain, at, at + LONGEST)
    if right is None or right["after_all"] or not _SUM.search(right[0]):
        return right is not None
    return _NOT_THE_SUM.search(message.plain, max(0, at - LONGEST), right.start()) is None


def _around(message: Message, at: int) -> tuple[dict[str, float], float]:
    """Return what the sentence of a number does, and how likely one beside it asks for anything of that number."""
    number = next(one.sentence for one in message.clauses if one.end > at or one is message.clauses[-1])
    near = {n: [one for one in message.clauses if one.sentence == n] for n in range(number - 1, number + 3)}
    parts = {n: clauses for n, clauses in near.items() if clauses}
    kinds = dict(zip(parts, kinds_of([_written(message, clauses) for clauses in parts.values()]), strict=True))
    own = kinds.pop(number)
    asking = (
        sum(map(kind.__getitem__, _ASKING))
        for n, kind in kinds.items()
        if not message.ids_in(parts[n][0].start, parts[n][-1].end)
    )
    return own, max(asking, default=0.0)


def _written(message: Message, clauses: Sequence[Clause]) -> str:
    mark = "?" if any(one.question for one in clauses) else ""
    return message.words[clauses[0].start : clauses[-1].end] + mark


def is_no_wish(message: Message, named: Span) -> bool:
    """Tell whether a return that may be wanted is not even to be asked about."""
    return judge(message.plain, Place(*named, "return")).leave >= NO_WISH


def number_at(message: Message, at: int) -> Place | None:
    """Return where the number ``at`` stands, as an invoice's or an order's."""
    found = message.ids_in(at, at + 1)
    return Place(found[0].start, found[0].end, "invoice" if found[0].kind == "invoice" else "order") if found else None


def is_waved_off(message: Message) -> bool:
    """Tell whether a message ends by taking back all that it says: "Ignore me.", "As you were."."""
    return _WAVED_OFF.search(message.plain, max(0, len(message.plain) - _LAST)) is not None


def _is_excepted(message: Message, at: int, named: Span) -> bool:
    """Tell whether all but what is named goes back: "return everything except the lamp"."""
    return at < named[0] and EXCEPT.search(message.plain[max(at, named[0] - 60) : named[0]]) is not None


def _renamed(message: Message, at: int, name: str) -> Span | None:
    """Return what a thing is then called instead: "it's not really a watch, it's the fitness tracker"."""
    for one in _NOT_BUT.finditer(message.plain, at, at + LONGEST) if name else ():
        if one["refused"].lower() == name.rpartition(" ")[2] and not is_no_thing(one["thing"].lower()):
            return one.span("thing")
    return None


def _another(message: Message, at: int, name: str, *, may_be_part: bool) -> Span | None:
    """Return the other thing that is then said to be the one at fault: "it's the pump that rattles"."""
    for one in IS_ELSE.finditer(message.plain, at, at + LONGEST):
        words = one["thing"].lower()
        is_thing = not is_no_thing(words) and (may_be_part or (holds_goods(words) and not is_part(words)))
        if is_thing and words not in name and name not in words:
            return one.span("thing")
    return None
