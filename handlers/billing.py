"""Billing: acknowledges, asks once for the account number, and hands what only a person can decide to a person."""

from dataclasses import replace
from functools import partial

from handlers.desk import BEYOND_FIRST_HELP, Conversation, Response
from storage.records import AWAITING_ACCOUNT
from workflows.ids.comparing import id_key
from workflows.reply import Section
from workflows.rules.lookups.account_numbers import account_number_in
from workflows.rules.lookups.invoices import settled_in
from workflows.steps.billing_reply import BILLING_REPLY

QUESTION = "So that billing can find you: what is your account number?"


async def reply(conversation: Conversation, text: str, part: int) -> Response:
    """Acknowledge. The account number is asked for once per customer; once it is known a person can go on.

    Only what the customer says themselves gives it, never what they pass on. One that is known stays as it is: another
    takes its place where it is told as theirs (``NoteAccount``).
    """
    if settled := await conversation.read(settled_in, text):
        numbers = " and ".join(dict.fromkeys(found.value for found in settled))
        thanks = Section(text=f"Thank you for letting us know about {numbers}. I have opened nothing for it.")
        return Response((thanks,), "billing_inquiry", by_rule=True)
    draft = await conversation.run.step(BILLING_REPLY, conversation.draft_request(text), part)
    by_rule = conversation.run.by_rule(BILLING_REPLY.name)
    customer, words = conversation.customer, draft.reply
    told = await conversation.read(partial(account_number_in, asked=False), conversation.own)
    if customer.account_number is None:
        own = conversation.own if conversation.passages else text
        given = await conversation.read(partial(account_number_in, asked=False), own)
        customer = replace(customer, account_number=given)
    if customer.account_number and id_key(customer.account_number) == id_key(told or ""):
        words += f"\nI have noted your account number {customer.account_number} for this."
    elif customer.account_number:
        words += f"\nI have your account number {customer.account_number} on file for this."
    elif customer.account_asked_at is None:
        customer = replace(customer, account_asked_at=conversation.now)
        section = Section(text=f"{words}\n{QUESTION}")
        return Response((section,), "billing_inquiry", awaiting=AWAITING_ACCOUNT, customer=customer, by_rule=by_rule)
    return Response(
        (Section(text=words),), "billing_inquiry", hand_over=(BEYOND_FIRST_HELP,), customer=customer, by_rule=by_rule
    )


def noted(conversation: Conversation, number: str, *, said: bool, hands_over: bool) -> Response:
    """Take the customer's account number; ``said``: no other words acknowledge it.

    ``hands_over``: it was asked for, so that a person can go on; one that is told by itself is only kept for them.
    """
    words = (Section(text=f"Thank you, I have noted your account number {number}."),) if said else ()
    customer = replace(conversation.customer, account_number=number)
    hand_over = (BEYOND_FIRST_HELP,) if hands_over else ()
    return Response(words, "billing_inquiry", hand_over=hand_over, customer=customer, by_rule=True)
