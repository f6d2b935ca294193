"""What is asked of an investigation of the case by the number of its invoice: "is INV-92 looked into, what number?"."""

import re

from handlers.conversation.held import Held
from workflows.ids.comparing import id_key
from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.rules.followups.followups import NOTHING, FollowUp, with_it, without_excuses
from workflows.rules.lookups.invoices import is_trouble
from workflows.understanding.turns import LOOK_UPS, turn_of

LONGEST = 300  # characters
_ASKS = lazy(
    r"\b(?:have|has|did|are|is|was|were|what|which|who|when|how)\b[^.!?]{0,60}\b(?:open(?:ed|ing)?|look(?:ed|ing)|investigat\w+|check(?:ed|ing)|start(?:ed)?|register\w*|logged|number|reference|ref|under\sway|on\sit|progress|happen\w*|long|hear)\b"
    r"|\bunder\s(?:what|which)\s(?:number|reference)\b",
    re.IGNORECASE,
)
# It is asked about as a paper to be paid, or wanted no more.
_OTHERWISE = lazy(
    r"\b(?:due|pay|paid|payment|copy|pdf|resend|address|fine|ok|okay|stop|drop|cancel|forget|longer|after\sall|settled|correct(?:ed)?|right|sorted)\b",
    re.IGNORECASE,
)


def asked_of_investigation(text: str, held: Held) -> FollowUp | None:
    """Return what ``text`` (untrusted) asks of the one investigation whose invoice it names; None if nothing."""
    ids = find_ids(text) if held.investigations and len(text) <= LONGEST else []
    if len(ids) != 1 or ids[0].kind != "invoice":
        return None
    found = [one for one in held.investigations if id_key(one.invoice_number) == id_key(ids[0].value)]
    about = with_it(text, ids)
    if len(found) != 1 or is_trouble(about) or _OTHERWISE.search(about):
        return None
    does = {one.does for one in without_excuses(turn_of(about, "nothing"))}
    is_look_up = bool(does & LOOK_UPS) and does <= LOOK_UPS | NOTHING
    if not (is_look_up or _ASKS.search(about)):
        return None
    return FollowUp(kind="take" if does & {"when", "take"} else "number", about="investigation", number=found[0].number)
