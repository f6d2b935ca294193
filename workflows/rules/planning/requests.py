"""Whether an English text of a message in two languages is what its writer wants, or a greeting, a notice, a footer."""

import re

from workflows.language.lazy import lazy
from workflows.rules import route
from workflows.rules.escalation.beyond import beyond_us
from workflows.rules.escalation.danger import find_danger
from workflows.rules.planning.plan import make_plan

SURE = 0.5
_WRITER = lazy(r"\b(?:i|i['\u2019](?:m|ve|d|ll)|my|me|mine|we|we['\u2019](?:re|ve|d|ll)|our|us)\b", re.IGNORECASE)
_COURTESY = lazy(
    r"\b(?:how are you|how do you do|(?:can|could|would) (?:you|anyone|somebody|someone)(?: please)? help"
    r"|sent from my|(?:do|does|can) (?:you|anyone|somebody|someone) (?:speak|understand|read))\b[^.!?\n]*+[.!?]?",
    re.IGNORECASE,
)


def holds_request(text: str) -> bool:
    """Say whether a text asks for something, or tells of the writer's own trouble; courtesies and notices do not."""
    plain = _COURTESY.sub(" ", text)
    if "?" in plain or make_plan(plain).tasks or find_danger(plain):
        return True
    if not _WRITER.search(plain):
        return False
    found = route.classify(plain)
    about_us = found.route != "general_question" and found.confidence >= SURE
    return about_us or found.wants_human or found.angry or beyond_us(plain) is not None
