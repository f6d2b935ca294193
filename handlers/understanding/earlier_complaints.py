"""What was said to be wrong with an invoice before its number was told: that is what is looked into, not the number."""

from handlers.desk import Conversation
from storage.records import AWAITING_ACCOUNT
from workflows.rules.followups.pending import fills_id
from workflows.rules.lookups.lookups import invoice_wanted
from workflows.rules.lookups.unnumbered import invoice_unnumbered
from workflows.rules.planning.one_more_thing import another_invoice
from workflows.rules.planning.plan import Waiting
from workflows.rules.syntax.clauses import read

INVOICE_ASKED_ABOUT = Waiting("BillingInquiry", "invoice_number")


def complaint_before(conversation: Conversation, text: str) -> str:
    """Return what was wrong with an invoice that had no number, if ``text`` gives one and says nothing else."""
    if conversation.awaiting != AWAITING_ACCOUNT and conversation.waits_for != INVOICE_ASKED_ABOUT:
        return ""
    said = map(read, conversation.written_before)
    before = [one for one in said if invoice_wanted(one) or invoice_unnumbered(one, ()) or another_invoice(one)]
    if not (before and fills_id(read(text))):
        return ""
    if not before[-1].ids:
        return before[-1].words
    more = another_invoice(before[-1])
    return before[-1].original(more.start, more.end) if more else ""
