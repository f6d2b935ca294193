"""What is only told of and probably wished for all the same: a thing that is a nuisance, an invoice that looks odd.

Neither the rules nor the tagger find a request in such words, so it is at most asked about; a trained reader tells it
from what is told for its own sake.
"""

from workflows.ids.grammar import FoundId
from workflows.rules.asking import ANCHOR
from workflows.rules.clauses import Message
from workflows.rules.doubt import FEW_NUMBERS, IS_ELSE
from workflows.rules.invoices import calm_about
from workflows.rules.leave import is_program
from workflows.rules.negation import is_general, is_only_said
from workflows.rules.own_things import Things, is_settled
from workflows.rules.returns import Return
from workflows.rules.second_opinion import is_void
from workflows.rules.statements import is_named, is_part
from workflows.rules.unsaid import asks_of_rules
from workflows.understanding.things import things_in
from workflows.understanding.wanted import Place, judge, judge_as_told

ASKED_FROM = 0.75  # so likely to be wished
INVOICE_ASKED_FROM = 0.8
FEWEST_WORDS = 5  # of what tells anything
NO_WISH = 0.75  # what the other reader is so sure to be none is left


def told_of(message: Message) -> Return | None:
    """Return the thing of ``message`` that is likeliest to be wished back, if that is likely enough to ask.

    Beside a number a thing only says what was ordered or billed. Where a return is denied, past, weighed, somebody
    else's or a rule's, or a thing stays, nothing is left to be asked.
    """
    numbered = any(one.kind in {"order", "invoice"} for one in message.ids)
    things = [] if numbered or len(message.plain.split()) < FEWEST_WORDS else _things(message)
    if not things or _is_spoken_of(message):
        return None
    wished, place = max((1 - judge_as_told(message.plain, Place(*one, "return")).leave, one) for one in things)
    if wished < ASKED_FROM or judge(message.plain, Place(*place, "return")).leave >= NO_WISH:
        return None
    back = Return(*place, place, None, message.clauses)
    return None if is_void(message, back) or asks_of_rules(message.plain, place[1], len(message.plain)) else back


def is_told_of(message: Message, number: FoundId) -> bool:
    """Tell whether an invoice that nothing is asked of, one of a few, is to be asked about; not what is settled."""
    own = next((one for one in message.clauses if one.start <= number.start < one.end), None)
    if len(message.ids) >= FEW_NUMBERS or own is None or calm_about(message, own) == "settled":
        return False
    place = Place(number.start, number.end, "invoice")
    return 1 - judge_as_told(message.plain, place).leave >= INVOICE_ASKED_FROM


def _is_spoken_of(message: Message) -> bool:
    """Tell whether a message only speaks of returning, tells that a thing stays, or which of two is at fault."""
    plain = message.plain
    if IS_ELSE.search(plain) or is_program(plain) or is_settled(Things(message)):
        return True
    spoken = ((one, found) for one in message.clauses for found in ANCHOR.finditer(plain, one.start, one.end))
    return any(
        is_only_said(message, one, *found.span()) or is_general(message, one.start, one.end) for one, found in spoken
    )


def _things(message: Message) -> list[tuple[int, int]]:
    """Return the everyday things that are named; parts of things only if nothing else is."""
    named = things_in(message.plain, is_named)
    return [one for one in named if not is_part(message.plain[slice(*one)])] or named
