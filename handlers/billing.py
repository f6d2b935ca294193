"""Billing: acknowledges, asks once for the account number, and hands what only a person can decide to a person."""

import re
from dataclasses import replace
from functools import partial

from handlers.desk import BEYOND_FIRST_HELP, Conversation, Response
from storage.records import AWAITING_ACCOUNT
from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy
from workflows.reply import Section
from workflows.rules.lookups.invoices import settled_in
from workflows.steps.billing_reply import BILLING_REPLY

OTHER_WORDS = 4
QUESTION = "So that billing can find you: what is your account number?"
# "account number is 4711", "account: A-4711", or "account 47110815"; not "my account 120 euros", not "my account 2FA".
_NAMED = lazy(
    r"\b(?:account|acct|customer)(?:\s*(?:number|no\.?|nr\.?|id|#)\s*(?:is|:|=)?\s*#?(?=[A-Z]{0,4}-?\d)"
    r"|\s*[:=#]\s*(?=[A-Z]{0,4}-?\d{3})|\s+(?:is\s+)?(?=[A-Z]{0,4}-?\d[\d-]{4}))"
    r"([A-Z]{0,4}-?\d[\dA-Z-]{2,19})\b"
    r"(?!\s*(?:[$€£%]|euros?\b|eur\b|dollars?\b|usd\b|pounds?\b|gbp\b|days?\b|weeks?\b|months?\b|years?\b|times\b))",
    re.IGNORECASE,
)
_BARE = lazy(
    r"\W*(?:(?:it'?s|it is|that'?s|that is|my (?:account )?number is|sure,?|here(?: it is| you go)?:?"
    r"|ok(?:ay)?,?|yes,?)\s+)*"
    r"#?([A-Z]{0,4}-?\d[\dA-Z-]{2,19})(?:\W+(?:thanks|thank you|please|i think))?\W*",
    re.IGNORECASE,
)
# One number in groups, as it stands on paper: "4711 2233 44", "4711.2233.44", "4711 - 2233". No date, no money.
_GROUPS = lazy(
    r"(?<![\w.,/+-])(?!\d{1,2}[./\s-]\d{1,2}[./\s-](?:19|20)?\d\d(?![\s.-]?\d))(?:(?-i:[A-Z]{1,4})[\s-]?)?\d{1,6}(?:(?:\s|\.|\s?-\s?)\d{2,6}){1,6}(?![\w/]|[.,-]\d)"
    r"(?!\s?(?:[$\N{EURO SIGN}\N{POUND SIGN}%]|euros?\b|eur\b|dollars?\b|usd\b|pounds?\b"
    r"|gbp\b|days?\b|weeks?\b|months?\b|years?\b|times\b))",
    re.IGNORECASE,
)
_NUMBER_OF = lazy(r"\b(?:account|acct|customer)\s?(?:number|no\.?|nr\.?|id|#|[:=])", re.IGNORECASE)
FEWEST, MOST = 5, 16  # digits of a number in groups
# "4711-220 is what it says as my account number".
_FIRST = lazy(
    r"\W{0,4}#?([A-Z]{0,4}-?\d[\dA-Z-]{2,19})\s(?:is|would be|should be|was|stands)\b"
    r"[^\d?]{0,50}?\b(?:account|customer|number)\b[^\d?]{0,30}",
    re.IGNORECASE,
)


def is_only_number(text: str) -> bool:
    """Say whether a message gives an account number and nothing else worth an answer."""
    text = _in_one(text)
    if _FIRST.fullmatch(text.strip()):
        return True
    return _BARE.fullmatch(text.strip()) is not None or len(_NAMED.sub("", text).split()) <= OTHER_WORDS


def account_number_in(text: str, *, asked: bool) -> str | None:
    """Return the account number a text names. A bare number counts only if the desk has asked for one.

    Its groups are joined, as long as it is asked for or called by its name.
    """
    if asked or _NUMBER_OF.search(text):
        text = _in_one(text)
    named = _NAMED.search(text)
    if named:
        return named.group(1).upper()
    bare = (_BARE.fullmatch(text.strip()) or _FIRST.fullmatch(text.strip())) if asked else None
    if bare is None or any(found.kind != "unknown" for found in find_ids(text)):
        return None
    return bare.group(1).upper()


def _in_one(text: str) -> str:
    """Return ``text`` with the groups of a number joined: blanks and dots go, dashes stay."""

    def joined(found: re.Match[str]) -> str:
        is_one = FEWEST <= sum(map(str.isdigit, found[0])) <= MOST
        return re.sub(r"\s?-\s?", "-", found[0]).replace(" ", "").replace(".", "") if is_one else found[0]

    return _GROUPS.sub(joined, fold(text))


async def reply(conversation: Conversation, text: str, part: int) -> Response:
    """Acknowledge. The account number is asked for once per customer; once it is known a person can go on."""
    if settled := await conversation.read(settled_in, text):
        numbers = " and ".join(dict.fromkeys(found.value for found in settled))
        thanks = Section(text=f"Thank you for letting us know about {numbers}. I have opened nothing for it.")
        return Response((thanks,), "billing_inquiry", by_rule=True)
    draft = await conversation.run.step(BILLING_REPLY, conversation.draft_request(text), part)
    by_rule = conversation.run.by_rule(BILLING_REPLY.name)
    customer, words = conversation.customer, draft.reply
    given = await conversation.read(partial(account_number_in, asked=False), text)
    if given:
        customer = replace(customer, account_number=given)
    if customer.account_number:
        words += f"\nI have your account number {customer.account_number} on file for this."
    elif customer.account_asked_at is None:
        customer = replace(customer, account_asked_at=conversation.now)
        section = Section(text=f"{words}\n{QUESTION}")
        return Response((section,), "billing_inquiry", awaiting=AWAITING_ACCOUNT, customer=customer, by_rule=by_rule)
    return Response(
        (Section(text=words),), "billing_inquiry", hand_over=(BEYOND_FIRST_HELP,), customer=customer, by_rule=by_rule
    )


def noted(conversation: Conversation, number: str, *, said: bool) -> Response:
    """Take the account number the customer was asked for; ``said``: no other words acknowledge it."""
    words = (Section(text=f"Thank you, I have noted your account number {number}."),) if said else ()
    customer = replace(conversation.customer, account_number=number)
    return Response(words, "billing_inquiry", hand_over=(BEYOND_FIRST_HELP,), customer=customer, by_rule=True)
