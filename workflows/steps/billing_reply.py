"""The step ``billing_reply``: shows that the billing question was understood; what the desk needs to know code adds."""

from workflows.answers import Draft
from workflows.rules import first_aid
from workflows.step import Step, load_prompt
from workflows.steps.drafts import DraftRequest, check, mend, show, written


def _rule(given: DraftRequest) -> Draft:
    return Draft(reply=first_aid.billing(given.text))


BILLING_REPLY = Step("billing_reply", load_prompt("billing_reply.md"), Draft, show, _rule, check, mend, written)
