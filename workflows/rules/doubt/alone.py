"""Whether it is asked if a thing goes back that only the reader of what is named takes for one: what speaks against."""

import re

from workflows.language.lazy import lazy
from workflows.rules.doubt.against import is_off
from workflows.rules.doubt.third_reading import is_refused, return_of_place
from workflows.rules.products.things import holds_goods, may_hold_goods
from workflows.rules.returns.leave import is_program
from workflows.rules.returns.weighing import is_others
from workflows.rules.syntax.clauses import Message
from workflows.understanding.returns.reader import ReadReturn
from workflows.understanding.wanted import Place

BEFORE, AFTER = 40, 120  # characters around a thing
# "I love the chair", "I'd like a lamp".
_LIKED = lazy(
    r"\b(?:i|we)\s(?:\w+\s)?(?:love|adore)\s(?:(?:the|my|our|this|these|those)\s)?$"
    r"|\b(?:like|want|need|buy|looking\sfor)\s(?:an?|some)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
# A question about the goods: "are the boots too small for a 44?", "do you have a size chart?".
_ASKED_OF = lazy(
    r"(?:^|[.!?,;:\n]|\b(?:and|but|so|hi|hello|hey))[ \t]{0,2}"
    r"(?:are|is|do|does|will|would|has|have|did)\s(?:the|this|these|those)\s$",
    re.IGNORECASE,
)
_PICTURED = lazy(
    r"\bin\s(?:the|your)\s(?:pictures?|photos?|pics?)\b|\bsiz(?:e|ing)\s(?:chart|guide|table)\b", re.IGNORECASE
)
# Who asks for help with a thing gets help.
_HELP = lazy(
    r"\b(?:help|fix(?:ing)?|troubleshoot\w*|reset(?:ting)?|set(?:ting)?\s?up|install\w*|connect\w*|how\s(?:do|can|should)\s(?:i|we)|how\sto|why\s(?:does|do|is|are|did))\b",
    re.IGNORECASE,
)


def may_any_be_asked(message: Message) -> bool:
    """Tell whether ``may_be_asked`` may be true of anything in a message: cheap, before it is looked for."""
    plain = message.plain
    return not _HELP.search(plain) and may_hold_goods(plain) and not is_program(plain)


def may_be_asked(message: Message, place: Place, read: ReadReturn | None) -> bool:
    """Tell whether it may be asked if a thing goes back that nobody else sees; linear.

    Everyday goods of the writer's own, about which nothing denies it, tells of the past or asks of rules, the goods or
    for help.
    """
    plain, start, end = message.plain, place.start, place.end
    if not holds_goods(plain[start:end]) or is_program(plain) or _HELP.search(plain):
        return False
    head = plain.rfind(" ", start, end) + 1 or start  # "neighbour's lamp"
    if is_others(plain, head):
        return False
    before, after = plain[max(0, start - BEFORE) : start], plain[end : end + AFTER]
    is_question = _ASKED_OF.search(before) and "?" in after
    if _LIKED.search(before) or is_question or _PICTURED.search(after):
        return False
    back = return_of_place(message, place, read)
    return not is_off(message, back) and not is_refused(message, place, back)
