"""What a sentence of a model advises that may hurt somebody or cost them something, or asks of a lock of theirs.

Read are the clauses that tell the customer to do something, without what is forbidden in them. What only warns of a
danger, or leaves the work to a professional, is no advice to do it; money and codes are nobody's work.
"""

import re
from collections.abc import Iterator, Sequence

from workflows.language.lazy import lazy
from workflows.receipts.unsafe_food import EATEN
from workflows.receipts.unsafe_harms import HARMS
from workflows.receipts.unsafe_locks import asks_for_what_came, asks_what_opens, names_what_opens
from workflows.receipts.unsafe_losses import LOSSES
from workflows.receipts.unsafe_machines import MACHINES
from workflows.receipts.unsafe_risks import plain_words, risky

MEMORY = 2  # sentences a code is remembered that came: "You have got a text by now. What does it say?"
_TRADE = (
    r"(?:an?|your|the) (?:\w+ )?(?:electrician|technician|installer|plumber|mechanic|professional|locksmith|doctor"
    r"|pharmacist"
    r"|roofer|gas fitter|workshop)"
)
_WARNS = lazy(
    r"\b(?:away from|out of reach|dangerous|hazard\w*|toxic|poison\w*|injur\w*|unsafe|(?:can|could|may"
    r"|might) (?:explode"
    r"|burst|catch fire)|emergency|fire (?:service|brigade|department)|towed|stop (?:using|riding|driving)|scam"
    r"|fraud)\b"
    r"|(?<!no )(?<!little )(?<!own )\brisk(?:s|y)?\b|\b(?:call|ask|contact|see|get|let|by|have|consult|talk to"
    r"|speak to|leave"
    rf" \w+ to) {_TRADE}\b|\b{_TRADE} (?:can|should|must|has to|needs to|to|will|who|may)\b",
    re.IGNORECASE,
)
_LATER = lazy(r"\bbefore (?:you|any|\w+ing)\b", re.IGNORECASE)  # what comes after that is not told to be done
_WHETHER = lazy(r"(?:do|does|did|are|is|was|were|has|have)\b(?! you tried)", re.IGNORECASE)

_HURTS = (HARMS, MACHINES, EATEN)

Clauses = Sequence[tuple[str, bool]]


class Advice:
    """Reads sentence after sentence; remembers for a few whether a code of the customer's own was named."""

    def __init__(self) -> None:
        self._named = 0

    def read(self, clauses: Clauses, *, question: bool) -> list[str]:
        """Return what the next sentence advises or asks that no reply may; [] if nothing.

        ``clauses``: each with whether it only says what the customer said. ``question``: the sentence ends as one.
        """
        named = names_what_opens(plain_words(" ".join(clause for clause, _ in clauses)))
        self._named = MEMORY if named else self._named - 1
        stated = list(_stated(clauses, question=question))
        words = plain_words(" ".join(stated))
        wrong = (
            _harmful(words, stated)
            or risky(words, LOSSES)
            or asks_what_opens(words, named=named)
            or (asks_for_what_came(words) if self._named > 0 else None)
        )
        return [wrong] if wrong else []


def _stated(clauses: Clauses, *, question: bool) -> Iterator[str]:
    """Yield the clauses that tell the customer to do something, without what comes only later."""
    for clause, only_said in clauses:
        if not (only_said or (question and _WHETHER.match(clause))):
            later = _LATER.search(clause)
            yield clause[: later.start()] if later else clause


def _harmful(words: str, stated: list[str]) -> str | None:
    """Return what may hurt somebody, unless the clause that says it warns of it."""
    if all(risky(words, risks) is None for risks in _HURTS):
        return None
    words = plain_words(" ".join(clause for clause in stated if not _WARNS.search(clause)))
    return next((wrong for risks in _HURTS if (wrong := risky(words, risks))), None)
