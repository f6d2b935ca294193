"""The step ``technical_reply``: a helpful first response that asks for the missing details."""

from workflows.answers import Draft
from workflows.rules import first_aid
from workflows.step import Step, load_prompt
from workflows.steps.drafts import DraftRequest, check, mend, show, written


def _rule(given: DraftRequest) -> Draft:
    return Draft(reply=first_aid.technical(given.text))


TECHNICAL_REPLY = Step("technical_reply", load_prompt("technical_reply.md"), Draft, show, _rule, check, mend, written)
