"""Numbers of orders in a list on lines whose heading says that nothing is amiss with them."""

import re
from itertools import takewhile

from workflows.ids.grammar import FoundId
from workflows.language.lazy import lazy
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.lines import Line, lines_of

# "These came fine:", "Already here:", "Orders I have received:".
_ARE_HERE = lazy(
    r"\b(?:came|come|arrived|delivered|received|got|here|fine|okay|ok|settled|sorted|done|in\sorder|no\sproblems?)\b",
    re.IGNORECASE,
)
_ARE_NOT = lazy(
    r"\?|n't\b|\b(?:not|never|where|when|why|status|track\w*|check|wrong|broken|damaged|incomplete|late|missing|but|if|please|to\sbe|supposed|should)\b",
    re.IGNORECASE,
)


def is_listed_as_here(message: Message, one: FoundId) -> bool:
    """Tell whether a number stands alone on the line of a list that is headed "these came fine:"."""
    lines = lines_of(message) if "\n" in message.plain else ()
    number = next((n for n, line in enumerate(lines) if line.start <= one.start < line.end), 0)
    if not number or not _is_alone(message, lines[number], one):
        return False
    heading = next((line for line in reversed(lines[:number]) if not _is_number(message, line)), None)
    said = message.plain[heading.start : heading.end] if heading else ""
    return said.endswith(":") and _ARE_HERE.search(said) is not None and _ARE_NOT.search(said) is None


def _is_alone(message: Message, line: Line, one: FoundId) -> bool:
    return not (message.plain[line.start : one.start] + message.plain[one.end : line.end]).strip(" #,.;")


def _is_number(message: Message, line: Line) -> bool:
    return any(_is_alone(message, line, one) for one in message.ids_in(line.start, line.end))


def numbers_beside(message: Message, at: int) -> list[int]:
    """Return where the numbers stand that are listed with the one ``at``, each alone on its line; else ``at`` alone."""
    lines = lines_of(message) if "\n" in message.plain else ()
    own = next((n for n, line in enumerate(lines) if line.start <= at < line.end), None)
    if own is None or not _is_number(message, lines[own]):
        return [at]
    first = next((n + 1 for n in range(own - 1, -1, -1) if not _is_number(message, lines[n])), 0)
    block = takewhile(lambda line: _is_number(message, line), lines[first:])
    return [one.start for line in block for one in message.ids_in(line.start, line.end)]
