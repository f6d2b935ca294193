"""The step ``general_reply``: answers about the desk itself, and otherwise says honestly that it is not sure."""

from pydantic import Field

from workflows.answers import Draft
from workflows.rules import first_aid
from workflows.step import Step, load_prompt
from workflows.steps.drafts import DraftRequest, check, mend, show, written

ABOUT = (
    "This is Frontdesk, the support desk in Slack: an automatic assistant, not a person. It reads messages in support "
    "channels, in threads and in direct messages. It can look into an invoice (give the invoice number), issue an RMA "
    "to return a product (name the product and the reason), tell how an order stands (give its number), give "
    "first help with technical problems, take up billing questions, and hand a conversation to a person on request. "
    "One message may hold several requests. Each conversation is a case with a number."
)


class GeneralDraft(Draft):
    """A general reply and whether it is an answer."""

    answered: bool = Field(default=False, description="False when the reply says that the desk is not sure.")


def _rule(given: DraftRequest) -> GeneralDraft:
    reply, answered = first_aid.general(given.text)
    return GeneralDraft(reply=reply, answered=answered)


GENERAL_REPLY = Step("general_reply", load_prompt("general_reply.md"), GeneralDraft, show, _rule, check, mend, written)
