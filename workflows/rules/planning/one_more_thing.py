"""What is asked for beside whole tasks, without the name or number that it needs: that is asked for.

"Check A-1 for me and sort me a return as well", "there is another invoice with a wrong fee, I don't have it here".
Alone such words may mean anything; beside a task that is whole, "another" and "as well" make them one more.
"""

import re
from collections.abc import Iterator, Sequence

from workflows.answers import Task
from workflows.language.lazy import lazy
from workflows.language.sifting import holds_any
from workflows.rules.lookups.invoices import is_trouble
from workflows.rules.planning.found import FoundTask
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.negation import is_weighed

_NEAR = 300  # characters of a clause that are read
_RETURNS = ("return", "rma")
_MORE = ("another", "other", "second", "third", "further", "one more", "also", "plus", "different")
_TAIL = (
    r"(?:[\s,]{1,2}(?:set\sup|sorted(?:\sout)?|going|started|done|booked|organi[sz]ed|issued|opened|arranged|in\smotion|as\swell|too|also|please|pls|plz|ta"
    r"|thanks|thank\syou|thx|cheers|then|now|for\s(?:me|us|something(?:\selse)?|(?:an|one|another|some|the\sother)\s(?:item|thing|product|bit)s?)|while\syou(?:'re|\sare)?\sat\sit)){0,4}"
    r"(?=\s?(?:[.,;!?)]|$)|\s(?:and|but|i|it'?s)\s)"
)
_A_RETURN = lazy(
    r"(?:\b(?:sort|set|get|give|do|book|arrange|open|start|raise|make|log|register|need|want|send|organi[sz]e|request|issue|create|fix|like|have|initiate|kick\soff)"
    r"(?:\s(?:out|up|in|off))?(?:\s(?:me|us|myself))?(?:\s(?:out|up))?(?:\swith)?"
    rf"|(?:\band|\bplus|\balso|^)\s?,?)\s(?:a|an|one|another)\s(?:returns?|rma)(?:\s(?:label|number|slip|form))?{_TAIL}",
    re.IGNORECASE,
)
_TO_DO = lazy(r"\b(?:too|as\swell|also|please|pls|plz)\b", re.IGNORECASE)
_NO_WISH = lazy(
    r"\b(?:not|never|no|don'?t|didn'?t|won'?t|if|whether|did|already|had|got|why|how|when|until|before|after|without|instead\sof|do\syou|does|rather\sthan)\b"
    r"[^.;!?]{0,40}$",
    re.IGNORECASE,
)
_ANOTHER = (
    r"(?:another|(?:one|some|a\sfew)\sother|(?:a|an|the|one|my|our)\s(?:second|third|further|different|other|older|newer|earlier|later)"
    r"|one\smore)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|last|previous|older|other|newer)"
)
_INVOICE = lazy(
    rf"\b(?:{_ANOTHER}\s(?:[\w-]{{2,12}}\s)?(?:invoice|bill)"
    rf"|(?:also|plus|and)[\s,](?:\w+\s){{0,2}}?(?:the|my|our|your)\s{_MONTH}(?:'s|\smonth's)?\s(?:invoice|bill))\b(?!\s(?:address|dates?|numbers?|copy)\b)",
    re.IGNORECASE,
)
_ANOTHER_ONE = lazy(r"[\s,]*(?:and\s|also\s|then\s)?another\sone\s", re.IGNORECASE)
_ORDER = lazy(
    rf"\b{_ANOTHER}\s(?:[\w-]{{2,12}}\s)?(?:order|parcel|package|delivery|shipment)\b(?!\s(?:address|dates?|number|form)\b)",
    re.IGNORECASE,
)
_LOOKED_AT = lazy(
    r"\b(?:check(?:ed|ing)?|looked?|looking|investigat\w+|review\w*|correct\w*|sort\w*|too|as\swell|query|quer(?:ied|ying))\b",
    re.IGNORECASE,
)
_WHEREABOUTS = lazy(
    r"\b(?:check(?:ed)?|where|status|track(?:ed)?|look(?:ed)?|news|update|late|missing|lost|overdue|waiting\sfor)\b"
    r"|(?:n't|\bnot|\bnever|\byet\sto|hasnt)\s(?:\w+\s){0,2}(?:come|arrived?|shown|turned|here|been\sdelivered)\b",
    re.IGNORECASE,
)
_LACKS = lazy(
    r"(?:n't|\b(?:not|no|never|without|dont|lost|left|forgot|can'?t\sfind|cant\sfind))\s(?:[\w']+\s){0,5}?(?:number|paper|invoice|bill|reference|it|one|that)\b[^.!?]{0,30}"
    r"(?:\b(?:here|hand|me|front|now|find|moment|desk|yet)\b|$|(?=[.!?]))|\bnumber(?:'s|\sis|\swill|\sto)?\s(?:at|in|to\sfollow|follow\w*|later|come)\b|\b(?:send|give|dig|find|look)\b[^.!?]{0,25}\b(?:number|it|that)\b[^.!?]{0,12}\b(?:later|out|tomorrow|tonight|soon|up)\b",
    re.IGNORECASE,
)
# It is well, or it is about another that is sent, paid, placed or got.
_WELL = lazy(
    r"\b(?:fine|ok|okay|correct|paid|settled|sorted|resolved|send|sent|resend|re-send|issue|e-?mail|get|receive|expect|will|would|place|placing|placed|cancel\w*|pay|copy|instead|add|next|tomorrow)\b",
    re.IGNORECASE,
)


def beside(message: Message, found: Sequence[FoundTask]) -> Iterator[FoundTask]:
    """Yield what is asked for beside a whole task of ``found``, each kind once, where none lacks its field already."""
    if not any(one.is_sure and _is_whole(one.task) for one in found):
        return
    lacking = {one.task.query_type for one in found if not _is_whole(one.task)}
    if not any(one.task.query_type == "ProductReturn" for one in found) and (clause := _a_return(message)):
        yield FoundTask(clause.start, Task(query_type="ProductReturn"), (clause,), "unnamed")
    if "BillingInquiry" not in lacking and (clause := another_invoice(message)):
        yield FoundTask(clause.start, Task(query_type="BillingInquiry"), (clause,), "unnamed")
    if "StatusUpdate" not in lacking and (clause := _another_order(message)):
        yield FoundTask(clause.start, Task(query_type="StatusUpdate"), (clause,), "unnamed")


def another_invoice(message: Message) -> Clause | None:
    """Return the clause that names one more invoice, without its number, of which something is wrong."""
    if not holds_any(message.low, _MORE):
        return None
    for number, clause in enumerate(message.clauses):
        named = _INVOICE.search(message.plain, clause.start, clause.end)
        if named is None and any(one.kind == "invoice" and one.end <= clause.start for one in message.ids):
            named = _ANOTHER_ONE.match(message.plain, clause.start, clause.end)
        if named is None or not _is_open(message, clause, named.start()):
            continue
        said = _said(message, clause)
        lacks = _LACKS.search(said) or _lacks_next(message, number)
        if is_trouble(said) or (lacks and _LOOKED_AT.search(said)):
            return clause
    return None


def _another_order(message: Message) -> Clause | None:
    """Return the clause that asks after one more order, without its number."""
    if not holds_any(message.low, _MORE):
        return None
    for number, clause in enumerate(message.clauses):
        named = _ORDER.search(message.plain, clause.start, clause.end)
        if named is None or not _is_open(message, clause, named.start()):
            continue
        said = _said(message, clause)
        if _WHEREABOUTS.search(said) or _LACKS.search(said) or _lacks_next(message, number):
            return clause
    return None


def _a_return(message: Message) -> Clause | None:
    """Return the clause that asks for a return of something that it does not name."""
    if not holds_any(message.low, _RETURNS):
        return None
    for clause in message.clauses:
        asked = _A_RETURN.search(message.plain, clause.start, clause.end)
        if asked is None or _NO_WISH.search(message.plain, clause.start, asked.start()):
            continue
        is_led = asked[0].lstrip().lower().startswith(("and", "plus", "also", "a "))
        if is_led and not _TO_DO.search(message.plain, asked.start(), clause.end):
            continue
        if not is_weighed(message, clause.start, asked.start()):
            return clause
    return None


def _is_whole(task: Task) -> bool:
    return bool(task.product_name or task.invoice_number or task.order_id)


def _is_open(message: Message, clause: Clause, at: int) -> bool:
    """Tell whether a clause holds no number itself, and does not say that all is well, or what is to come."""
    if message.ids_in(clause.start, clause.end) or is_weighed(message, clause.start, at):
        return False
    return _WELL.search(_LACKS.sub(" ", _said(message, clause))) is None


def _lacks_next(message: Message, number: int) -> bool:
    """Tell whether the next clause says that the number is not there."""
    return any(_LACKS.search(_said(message, one)) for one in message.clauses[number + 1 : number + 2])


def _said(message: Message, clause: Clause) -> str:
    return message.plain[clause.start : min(clause.end, clause.start + _NEAR)]
