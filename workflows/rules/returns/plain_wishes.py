"""Wishes in so many words: "please do returns for the lamp and the rug", "money back for the lamp and I'll post it"."""

import re

from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import Clause, Message

_SENT_WITHIN = 120  # characters behind a thing in which it is said to be posted
_DO_RETURNS = lazy(
    r"\W{0,4}(?:(?:hi|hello|hey|so|and|also|then)[\s,!.]{1,3}){0,2}"
    r"(?:please|pls|kindly)\s"
    r"(?:do|make|set\sup|open|start|arrange|create|raise|log|issue|process|book)\s(?:me\s|us\s)?(?:the\s|an?\s)?(?:returns?|rmas?)\s(?:for|of)\s",
    re.IGNORECASE,
)
_MONEY_FOR = lazy(
    r"\W{0,4}(?:(?:hi|hello|hey|so|just|please|pls)[\s,!.]{1,3}){0,2}(?:my\s)?(?:money\sback|refund)\s(?:for|on)\s(?=(?:the|my|our|this|these)\s)",
    re.IGNORECASE,
)
_I_SEND_IT = lazy(
    r"[^.!?;\n]{0,60}?\b(?:i'll|i\swill|we'll|we\swill|i\scan|we\scan)\s(?:then\s|gladly\s|happily\s)?(?:post|send|ship|mail|drop|bring|return|pop)\s(?:it|them)\b",
    re.IGNORECASE,
)
# With one of these it may be taken back, or hang on something: then other readers are heard.
_MAY_WAVER = lazy(
    r"\b(?:no|not|never|wait|hang|hold|sorry|rather|actually|scratch|scrap|strike|correction|mistake|wrong|thoughts?|keep\w*|fine|stay\w*|changed|mind|forget|ignore"
    r"|if|unless|once|until|when|or|maybe|perhaps|found|works?|after\sall|edit)\b|n't\b",
    re.IGNORECASE,
)


def is_plain_at(message: Message, at: int) -> bool:
    """Tell whether what is wished ``at`` there is asked for plainly, and nothing in the message may change that."""
    own = next((one for one in message.clauses if one.start <= at < one.end), None)
    is_asked = own is not None and (asks_plainly(message, own) or offers_to_post(message, own))
    return is_asked and _MAY_WAVER.search(message.plain) is None


def asks_plainly(message: Message, clause: Clause) -> bool:
    """Tell whether a clause begins by asking us to set up returns: nothing but what they are of follows."""
    return _DO_RETURNS.match(message.plain, clause.start, clause.end) is not None


def offers_to_post(message: Message, clause: Clause) -> bool:
    """Tell whether a clause wants its money back for a thing, which its writer says they will post."""
    wish = _MONEY_FOR.match(message.plain, clause.start, clause.end)
    upto = clause.end + _SENT_WITHIN
    return wish is not None and _I_SEND_IT.match(message.plain, wish.end(), upto) is not None
