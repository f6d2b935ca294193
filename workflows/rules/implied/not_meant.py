"""What looks like a thing to go back and is none: to be cancelled or delivered, not bought yet, a date, a trait."""

import re

from workflows.language.lazy import lazy
from workflows.language.sifting import Sifted
from workflows.rules.evidence import Kind
from workflows.rules.products.things import has_model_number, holds_goods
from workflows.rules.returns.returns import Return
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.statements import is_named
from workflows.understanding.returns.words import words

# It is not there yet: how it comes, whether it suits, or that it is not to come.
_NOT_HERE_YET = Sifted(
    r"\b(?:size\s(?:chart|guide|table)|(?:can|could|would|will|do)\syou\s(?:also\s)?deliver\b|in\sthe\s(?:picture|photo)s?\b|before\s(?:i|we)\s(?:buy|order)|before\sit\s(?:is\s)?(?:ships?|shipped|sent)"
    r"|(?:please|pls|can\syou|could\syou)\s(?:just\s)?cancel\s(?:it|one|them|both|that|(?:the|my|that|one)\s(?:\w+\s)?order)\b)"
)
_CAME = Sifted(r"\b(?:arrived|came|delivered\sit|received|got\sit|unpacked|tried)\b")
# "Collect the rug from your warehouse", "the old mattress when you deliver the new bed".
_YOURS = lazy(
    r"\s(?:from|at)\syour\s(?:warehouse|shop|store|depot|premises)\b|\s(?:when|as)\syou\s(?:deliver|bring)\b",
    re.IGNORECASE,
)
_KEEP_SO = lazy(
    r"\b(?:can'?t|cannot|can\snot|couldn'?t|could\snot)\s(?:\w+\s)?keep\s(?:(?:the|my|our|this|it)\s)?\Z", re.IGNORECASE
)
# "Change the date", "exchange my points": nothing to go back.
_NO_THING = lazy(
    r"(?:dates?|times?|slots?|days?|points|cards?|address(?:es)?|plans?|subscriptions?|appointments?|passwords?|e-?mails?|numbers?|names?|vouchers?|details|method|payment)\Z"
)
_NEAR = 40  # characters


def is_not_meant(message: Message, back: Return, kind: Kind) -> bool:
    """Tell whether what the words of a message seem to give back is not to go back, as others of them show."""
    if back.product is None:
        return False
    start, end = back.product
    said = message.low[start:end]
    if _NOT_HERE_YET.search(message.plain) and not _CAME.search(message.plain):
        return True
    if kind == "swap" and not (holds_goods(said) or has_model_number(said)) and _NO_THING.search(said):
        return True
    if kind == "handed_over" and _YOURS.match(message.plain, end):
        return True
    last = said.split()[-1]
    is_so = words().look_up(last)[0].startswith(("a", "v")) and not is_named(last)
    return is_so and _KEEP_SO.search(message.plain, max(0, start - _NEAR), start) is not None
