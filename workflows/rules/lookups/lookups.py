"""Invoices to look into and orders to look up: which ids are asked about, and requests that name none."""

import re
from collections.abc import Sequence

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted, holds_any
from workflows.rules.escalation.complaints import complains
from workflows.rules.lookups.invoices import calm_about, is_asked_after, is_taken_up
from workflows.rules.lookups.listed_numbers import is_listed_as_here
from workflows.rules.lookups.not_asked import is_only_named
from workflows.rules.lookups.warranties import asks_about_warranty
from workflows.rules.returns.returns import Return
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import (
    forbids_investigation,
    is_dropped,
    is_general,
    is_only_said,
    is_paid,
    is_thanked_for,
    is_weighed,
)

NEAR = 400  # characters around an order that came in which it is complained about
_ORDER = r"(?:orders?|package|parcel|delivery|shipment|purchase|stuff|goods|items?|ordr|oder|packages|parcels)"
# A part of one of these is in all that asks for an order or says that one was ordered.
_ORDERS = (
    "order",
    "package",
    "parcel",
    "deliver",
    "shipment",
    "purchase",
    "stuff",
    "goods",
    "item",
    "ordr",
    "oder",
    "bought",
)
_MINE = rf"(?:my|the|our|this|that|ur)\s(?:(?!invoice|bill|refund|return)\w+\s){{0,2}}?{_ORDER}"
_MINE += r"(?!\s(?:history|numbers?|notes?|slips?|confirmation|id\b|page|form|details|total|email|receipt))"
_STATUS = lazy(
    r"\b(?:where|whereabouts|track(?:ing)?|status|eta|update|news|arriv\w*|deliver\w*|ship\w*|shipped|dispatched"
    r"|sent\sout|on\sits\sway|received?|come|came|late|delayed|lost|progress|when|locate|order|package|parcel)\b",
    re.IGNORECASE,
)
_LOOK_UP = lazy(
    r"\b(?:look(?:ing)?\sup|check(?:ing)?(?:\s(?:up\s)?on)?|chas(?:e|ing)(?:\sup)?|follow(?:ing)?\sup\son|trac(?:e|ing))\s(?:my\s|the\s)?\#?$",
    re.IGNORECASE,
)
_PRAISE = lazy(
    r"\b(?:love|loving|adore|enjoy|happy|thrilled|delighted|pleased|great|lovely|perfect|wonderful|fantastic|beautiful|brilliant|gorgeous)\b",
    re.IGNORECASE,
)
# What leaves a question open beside the praise.
_OPEN = lazy(
    r"\b(?:where|when|what|why|how|status|track\w*|eta|update|news|late|delayed|lost|missing|wrong|broken|damaged|never|not|yet|still|but|cancel"
    r"|change|check|look|know|return|refund|please|pls|can|could|would|if|expect\w*|wait\w*|arriv\w*|deliver\w*|ship\w*)\b|n't\b|'d\b",
    re.IGNORECASE,
)
_CAME_HERE = lazy(r"\b(?:(?:was|were|been|got|is|has)\s(?:\w+\s)?(?:delivered|shipped)|arrived|came)\b", re.IGNORECASE)
_INVOICE = lazy(r"\b(?:invoices?|bills?|inv|charged|billing)\b", re.IGNORECASE)
_MONEY = lazy(
    r"\b(?:bill(?:s|ed)?|invoiced?|charg(?:e[sd]?|ing)|prices?d?|rates?|fees?|discount|rebate|amount|total|sum|costs?|vat|tax|pa(?:y|id)|dispute|overcharged"
    r"|euros?|dollars?|pounds?)\b",
    re.IGNORECASE,
)
_WANTS_ORDER = lazy(
    rf"\b(?:where(?:'s|\sis|\sare|s|\sthe\shell\sis|\son\searth\sis|\shas)?\s{_MINE}|where\s{_MINE}\s(?:is|are)"
    rf"|(?:track(?:ing)?|trace|locate|status\s(?:of|for|on)|update\s(?:on|for|about)|check\s(?:on|up\son)"
    rf"|news\s(?:on|about|of|regarding)|eta\s(?:of|for|on)|whereabouts\sof|progress\sof|look\sup|follow\sup\son"
    rf"|happened\s(?:to|with)|going\son\swith)\s(?:the\s(?:status|progress|delivery)\sof\s)?{_MINE}"
    rf"|(?:check|know|get|see|have)\s(?:the\s)?(?:current\s)?(?:status|eta|progress)\sof\s{_MINE}"
    rf"|when\s(?:will|does|is|can|should|would|do)\s(?:i\s(?:get|receive|recieve|expect|have)\s)?{_MINE}"
    rf"|when\s{_MINE}\s(?:will|is|should|arrives?|comes?|ships?)|when\s(?:will|is|can|do)\si?\s?(?:get|receive"
    rf"|expect)\s{_MINE}"
    r"|(?:where|how|when)\s(?:an|one|another)\sorder\sof\s(?:mine|ours)\b|(?:status\sof|update\son|news\sof|check(?:\son)?)\s(?:an|one|another)\sorder\sof\s(?:mine|ours)\b"
    rf"|(?:seen|find|found|located?)\s{_MINE}|how\s(?:far\salong\sis|soon\swill)\s{_MINE}|(?:has|have|is"
    rf"|did)\s{_MINE}\s(?:been\s|already\s"
    rf"|yet\s)?(?:shipped|arrived?|sent|dispatched|left|delivered|on\s(?:its|the)\sway|ship|coming|late|lost|delayed)"
    rf"|{_MINE}\s(?:(?:still|just|from\slast\s\w+|that\si\s\w+|i\splaced)\s){{0,2}}?(?:hasn'?t|has\snot|hasnt"
    rf"|haven'?t|have\snot|didn'?t|did\snot|didnt|never|still\snot|isn'?t|isnt|is\snot|not|is\slate|is\sdelayed"
    rf"|is\slost|is\smissing|is\soverdue|was\ssupposed|should\shave|got\slost)\b"
    rf"|(?:haven'?t|have\snot|havent|never|didn'?t|didnt|did\snot|not\syet|still\snot|still\swaiting\s(?:for|on)"
    rf"|waiting\s(?:for|on)|missing)\s(?:yet\s)?(?:receiv\w+|reciev\w+|got|gotten|get)?\s?{_MINE}"
    rf"|(?:order|package|parcel|delivery)\s(?:status|tracking)\b(?!\s(?:page|email|number\sis))|track\s(?:an"
    rf"|a)\s(?:order|package|parcel))",
    re.IGNORECASE,
)
_ORDERED_IT = Sifted(
    r"\bi\s(?:have\s|just\s|'ve\s)?(?:ordered|bought|purchased)\b.{2,80}?\b(?:when\s(?:will|does|do)\s(?:it"
    r"|they)\s(?:arrive|come|be|ship|get)|(?:hasn'?t|haven'?t|has\snot|have\snot|didn'?t|never)\s(?:arrived?|come"
    r"|came|shown|been\sdelivered|been\sshipped|received))"
)
_NO_LOOKUP = Sifted(
    r"\b(?:no\sneed|not\s(?:even\s)?asking\s(?:where|when|about)|don'?t\s(?:need|want|have|bother|worry|look|check|track|chase)|do\snot\s(?:need|want|bother)|need(?:\snot|n'?t)|how\s(?:do"
    r"|can|to|does|would|should)\s(?:i|you|one|it)\s(?:place|cancel|change|make|edit|use|read)|cancel"
    r"|how\slong\sdoes|ignore|refund|return\sstatus)\b"
)
_WANTS_INVOICE = lazy(
    r"\b(?:question|query|queries|questions|problem|issue|concern|look(?:ing)?|check|review|explain|clarif\w+"
    r"|mistake|error|wrong|incorrect|inaccurate|too\shigh|too\smuch|higher|discrepancy|understand|dispute|off"
    r"|strange|weird|doesn'?t\s(?:add|match|look)|double|twice|overcharged|about|regarding|clarification"
    r"|confus\w+|up\swith|unclear|happened|twice)\b",
    re.IGNORECASE,
)
_INVESTIGATE = Sifted(
    r"\b(?:investigate|(?:open|start)\s(?:an?\s)?(?:investigation|dispute)|look\s(?:in)?to\s(?:it|this|that|the\smatter|my|the)"
    r"|(?:want|like|love|need|wish|have)\sto\s(?:dispute|contest|challenge))\b"
)
_IS_WRONG = lazy(
    r"\b(?:overcharged|overbilled|(?:an?\s)?(?:mistakes?|errors?)\s(?:in|on|with)|(?:is|are|looks?|seems?|has\sthe)\s(?:\w{2,10}\s)?(?:wrong|incorrect|too\shigh|higher|double)|(?:billed|charged)\s(?:me\s|us\s)?(?:twice|double|too\smuch|for)"
    r"|lists?\s.{2,60}\b(?:never|didn't|did\snot)\b|doesn't\s(?:add\sup|match)|wrong\s(?:total|amount|price|sum))\b",
    re.IGNORECASE,
)
_HOW_IT_IS = lazy(r"\s*(?:how|when|what|why|who|do(?:es)?|did|is|are)\b", re.IGNORECASE)
_MY_INVOICE = Sifted(
    r"\b(?:my|the|our|this|that|last|latest|your)\s(?:(?!order)\w+\s){0,2}?(?:invoice|bill)\b(?!\s?(?:address"
    r"|number|date|cycle|format))|\bone\sof\s(?:my|your|our|the|these|those)\s(?:\w+\s)?(?:invoices|bills)\b"
)
_DISPUTES = Sifted(
    r"\b(?:want|like|love|need|wish|have)\sto\s(?:dispute|contest|challenge|object\sto|complain\sabout)\s(?:an?|one\sof\s(?:my|your|our))\s(?:\w+\s){0,2}?(?:invoice|bill)s?\b"
)
_NO_INVOICE = lazy(
    r"\b(?:send|resend|email|download|find|get|where|copy|how\sdo|how\scan|pay|paid|due|don'?t\sneed|no\sneed"
    r"|change|update)\b",
    re.IGNORECASE,
)
_JUST_SAYING = lazy(
    r"[\s,(]*(?:(?:it|that|this|they)(?:'s|\sis|\swas|\swere)?\s|the\s|my\s|for\s|here(?:'s|\sis)\s"
    r"|ref(?:erence)?:?\s|bought\s|was\s){0,4}(?:(?:part\s)?(?:of|from|on|in|with|under)\s)?(?:my\s"
    r"|the\s)?(?:order|purchase|invoice)?\s?(?:number|id|no\.?|ref|\#)?\s?(?:is|was|:)?\s?\#?$",
    re.IGNORECASE,
)
_FOR_YOU = lazy(
    r"[\s,(]{0,3}(?:if|in\scase|should)\s(?:you|that|this|it)\s(?:need|want|require|help|matter)s?\b|[\s,(]{0,3}(?:for|as)\s(?:your\s|a\s)?(?:files?|reference|records?|information)\b",
    re.IGNORECASE,
)
_QUALIFIES = lazy(
    r"(?:\b(?:from|in|of|on|with|under|via|as|for|see|ref)\s(?:my\s|the\s)?(?:last\s|recent\s|same\s)?(?:orders?"
    r"|purchase|invoice)?\s?(?:number\s|no\.?\s|id\s)?|\(\s?(?:\w+\s){0,2}|\b(?:return|back|refund)\s(?:my\s"
    r"|the\s|whole\s|entire\s|all\sof\s|everything\sfrom\s|part\sof\s|items?\sfrom\s)*(?:orders?|purchase"
    r"|package)?\s?(?:number\s|no\.?\s)?)\#?$",
    re.IGNORECASE,
)
_INVOICE_OF = lazy(
    r"\b(?:for|of|to|on|from|about|regarding|covers?|match(?:es)?|charged\stwice\sfor)\s(?:my\s|the\s)?(?:orders?"
    r"|purchase)?\s?(?:number\s|no\.?\s)?\#?$",
    re.IGNORECASE,
)


REACH = 400
"""So far from an id words are read for what they say of it: a clause may hold 200 ids and 20,000 characters."""


def _text_around(message: Message, clause: Clause, one: FoundId) -> tuple[str, str]:
    """Return the words of ``clause`` near ``one``: before it, and after it."""
    before = message.plain[max(clause.start, one.start - REACH) : one.start]
    return before, message.plain[one.end : min(clause.end, one.end + REACH)]


_ASKS_WHERE = Sifted(
    r"\bwhere(?:abouts)?(?:'s|\sis|\sare|\shas|\shave)?\s(?:it|that|they|those|these|this|both|the|my)\b|\bstatus\s(?:of|for)\b|\bwhat(?:'s|\shas|\sis)?\s(?:become|happened|happening)\b"
    r"|\bwhen\s(?:will|can|does|do|is|are)?\s?(?:it|that|they|those|these|i|we|the|my)\b|\b(?:track|trace|locate)\s(?:it|that|them|those|these|this|the|my)\b"
)
_ASKING_US = Sifted(
    r"\b(?:tell|let)\s(?:me|us)\b|\b(?:like|want|need|love)\sto\sknow\b|\b(?:can|could|would|will)\syou\b|\bwonder\w*|\b(?:please|pls|plz|kindly)\b"
)
_OTHER_NUMBER = Sifted(
    r"\b(?:serial|model|lot|batch|gate|seat|account|customer|rma|article|part|item|phone|member(?:ship)?|case|ticket|po|card|plate|flight|room)\b[^.!?]{0,20}$"
)
_NO_SUCH = lazy(r"\s(?:doesn'?t|does\snot)\sexist\b|\s(?:is|was)\s(?:just\s)?(?:an?\s)?(?:typo|slip)\b", re.IGNORECASE)
# "Your website says order 48213 does not exist": that is what is asked about.
_SAID_BY_US = lazy(
    r"\b(?:your|the)\s(?:web\s?)?(?:site|page|system|app|tracking|shop|portal|mail|email|agent|colleague|support)\b|\b(?:says?|said|tells?|told|claims?|shows?|insists?)\b",
    re.IGNORECASE,
)
_SHAPE = lazy(r"[A-Z]{2,4}-\d{4,6}$")  # as ids are written: money, or where it is, tells of which kind
_NEAR_ASKING = 4  # sentences after a number in which it may be asked about


def asked_where(message: Message, clause: Clause) -> Clause | None:
    """Return the clause, beside ``clause`` or a little later, that asks where what is named in it is.

    "The number in the mail is QX-30. Can you tell me where it is right now?" A sentence with a number of its own asks
    about that.
    """
    for one in message.clauses:
        if one == clause or not clause.sentence <= one.sentence <= clause.sentence + _NEAR_ASKING:
            continue
        if one.sentence > clause.sentence and message.ids_in(one.start, one.end):
            return None
        is_asked = one.question or _ASKING_US.search(message.plain, one.start, one.end)
        if is_asked and _ASKS_WHERE.search(message.plain, one.start, one.end):
            return one
    return None


def wanted_ids(message: Message, returns: Sequence[Return]) -> list[FoundId]:
    """Return the invoices and orders that are asked about: not waved away, not corrected; each wherever it stands."""
    wanted: list[FoundId] = []
    forbidden = bool(message.ids) and forbids_investigation(message.plain)
    for clause in message.clauses:
        ids = message.ids_in(clause.start, clause.end)
        # An id of no kind may turn out to be an invoice's.
        invoice = any(one.kind in {"invoice", "unknown"} for one in ids)
        calm = forbidden or (invoice and _is_calm(message, clause))
        for one in ids:
            found = _classified(message, clause, one)
            if (
                found.kind in ("invoice", "order")
                and not _is_off(message, clause, found, returned=bool(returns), calm=calm)
                and not _is_claimed(message, clause, found, returns)
                and not is_listed_as_here(message, one)
            ):
                wanted.append(found)
    return sorted(wanted, key=lambda one: one.start)


def _is_calm(message: Message, clause: Clause) -> bool:
    """Tell whether nothing is wrong with the invoice of ``clause``, and no later sentence asks for a look at it."""
    calm = calm_about(message, clause)
    return calm is not None and not (is_taken_up if calm == "asked" else is_asked_after)(message, clause)


def _classified(message: Message, clause: Clause, one: FoundId) -> FoundId:
    """Give an unknown id the kind its clause speaks of; without a word of context it stays unknown."""
    if one.kind != "unknown":
        return one
    words = " ".join(_text_around(message, clause, one))
    before = message.plain[max(clause.start, one.start - 40) : one.start]
    is_bill = _INVOICE.search(words) or (_SHAPE.match(one.value) and _MONEY.search(words))
    if is_bill and not (_SHAPE.match(one.value) and _OTHER_NUMBER.search(before)):
        return FoundId("invoice", one.value, one.start, one.end)
    is_order = _STATUS.search(words) or _LOOK_UP.search(before[-20:])
    is_told = not (is_order or _OTHER_NUMBER.search(before)) and asked_where(message, clause) is not None
    return FoundId("order", one.value, one.start, one.end) if is_order or is_told else one


def _is_asked_then(message: Message, clause: Clause, one: FoundId) -> bool:
    """Tell whether anything is asked from ``clause`` on and of no other number: "Thanks for A-1. Any news?"."""
    later = (each for each in message.clauses if each.start >= clause.start and each.question)
    return any(all(found.value == one.value for found in message.ids_in(each.start, each.end)) for each in later)


def _is_off(message: Message, clause: Clause, one: FoundId, *, returned: bool, calm: bool) -> bool:
    plain = message.plain
    before, after = _text_around(message, clause, one)
    of_warranty = one.kind == "order" and asks_about_warranty(f"{before} {after}{'?' if clause.question else ''}")
    no_such = one.value.isdigit() and _NO_SUCH.match(after) and not _SAID_BY_US.search(before[-60:])
    if of_warranty or is_only_named(message, clause, one) or no_such:
        return True
    if is_thanked_for(before) and not _is_asked_then(message, clause, one):
        return True
    # Whether an invoice is fine is read of the whole clause.
    if is_dropped(before, after, question=one.kind == "invoice" or _is_asked(message, clause)):
        near = plain[max(0, one.start - NEAR) : one.end + NEAR]
        came_wrong = one.kind == "order" and not returned and complains(near)
        if not came_wrong or is_dropped(before, after, question=True):
            return True
    if one.kind == "invoice" and (calm or is_paid(before, plain[one.end : _next_end(message, clause)][:REACH])):
        return True
    return one.kind == "order" and not clause.question and _is_praised(before, after)


def _is_praised(before: str, after: str) -> bool:
    """Tell whether an order is only named because what it held is liked: "love the chair from order A-1"."""
    before, after = (_CAME_HERE.sub(" ", one) for one in (before, after))
    return any(_PRAISE.search(one) for one in (before, after)) and not any(_OPEN.search(one) for one in (before, after))


def _next_end(message: Message, clause: Clause) -> int:
    """Return where the clause after ``clause`` ends."""
    after = [one for one in message.clauses if one.start > clause.start]
    return after[0].end if after else clause.end


def _is_asked(message: Message, clause: Clause) -> bool:
    """Tell whether ``clause`` is a question, or its sentence ends in one about the same id ('…, where did it go?')."""
    rest = [one for one in message.clauses if one.sentence == clause.sentence and one.start > clause.start]
    return clause.question or any(one.question and not message.ids_in(one.start, one.end) for one in rest)


def _came_wrong(message: Message, clause: Clause, one: FoundId, returns: Sequence[Return]) -> bool:
    """Tell whether its sentence complains of an order that came, and what goes back is told of elsewhere."""
    beside = {used.sentence for back in returns for used in back.used}
    is_apart = all(abs(number - clause.sentence) > 1 for number in beside)
    return is_apart and complains(message.plain[one.start : one.end + NEAR].split(".")[0])


def _is_claimed(message: Message, clause: Clause, one: FoundId, returns: Sequence[Return]) -> bool:
    """Tell whether the id only says where a returned product, or an invoice, belongs."""
    plain = message.plain
    before, after = _text_around(message, clause, one)
    if (
        returns
        and one.kind == "order"
        and (_ARRIVED.match(after) or _GOT.search(before))
        and not _is_asked(message, clause)
        and not _came_wrong(message, clause, one, returns)
    ):
        return True
    asked = bool(
        re.search(
            r"\b(?:where|status|track(?:ing)?|when|arrive|late|wrong|explain|question|update|news|eta|check|happened|ask|about|fee|why|expla\w+|details|charge|information|whereabouts)\b",
            f"{before} {after}",
            re.IGNORECASE,
        )
    )
    for back in returns:
        spans = back.product and back.product[0] <= one.start < back.product[1]
        belongs = one.kind == "order" or _BELONGS.search(before[-25:])
        if spans or (
            belongs
            and clause in back.used
            and _QUALIFIES.search(before[-60:])
            and (one.start >= back.at or clause != back.used[0])
            and not asked
        ):
            return True
    if (
        returns
        and (one.kind == "order" or _BELONGS.search(before))
        and _JUST_SAYING.fullmatch(before)
        and _STATED.search(before)
        and (not after.strip(" ,.)") or _FOR_YOU.match(after))
        and not _WANTS_ORDER.search(plain)
    ):
        return True
    invoices = [other for other in message.ids_in(clause.start, clause.end) if other.kind == "invoice"]
    return one.kind == "order" and bool(invoices) and not asked and bool(_INVOICE_OF.search(before[-40:]))


_ARRIVED = lazy(
    r"\s(?:has\s|have\s|had\s)?(?:just\s|finally\s|already\s)?(?:arrived|came|been\sdelivered|was\sdelivered)\b",
    re.IGNORECASE,
)
_GOT = lazy(
    r"(?<!never\s)(?<!not\s)(?<!n't\s)\b(?:received|got)\s(?:my\s|the\s)?(?:order|parcel|package)?\s?\#?$",
    re.IGNORECASE,
)
_BELONGS = lazy(r"\b(?:from|of|on|in|under)\b", re.IGNORECASE)
_STATED = lazy(r"\b(?:is|was|it's|from|of|on|were)\b|:", re.IGNORECASE)


def order_wanted(message: Message) -> Clause | None:
    """Return the clause that asks where an order is without naming it."""
    for clause in message.clauses if holds_any(message.low, _ORDERS) else ():
        words = message.plain[clause.start : clause.end]
        match = _WANTS_ORDER.search(words) or _ORDERED_IT.search(words)
        if (
            match
            and not _NO_LOOKUP.search(words)
            and not is_weighed(message, clause.start, clause.start + match.start())
            and not is_general(message, clause.start, clause.end)
        ):
            return clause
    return None


def investigation_wanted(message: Message, clause: Clause) -> bool:
    """Tell whether the invoice of ``clause`` is explicitly to be looked into: asked there, or in a clause beside it."""
    number = message.clauses.index(clause)
    return any(
        (found := _INVESTIGATE.search(message.plain, one.start, one.end))
        and not is_only_said(message, one, *found.span())
        and not _HOW_IT_IS.match(message.plain, one.start, one.end)
        for one in message.clauses[max(0, number - 1) : number + 2]
    )


def is_disputed(message: Message, clause: Clause) -> bool:
    """Tell whether one particular invoice is said to be wrong, so that its number is all that is missing."""
    return not clause.question and _IS_WRONG.search(message.plain, clause.start, clause.end) is not None


def invoice_wanted(message: Message) -> Clause | None:
    """Return the clause that asks to look at one particular invoice without naming it."""
    for clause in message.clauses:
        words = message.plain[clause.start : clause.end]
        if (
            (
                _DISPUTES.search(words)
                or (_MY_INVOICE.search(words) and (_WANTS_INVOICE.search(words) or _IS_WRONG.search(words)))
            )
            and not _NO_INVOICE.search(words)
            and not is_weighed(message, clause.start, clause.end)
        ):
            return clause
    return None
