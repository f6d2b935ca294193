"""The longest single calls into the regular-expression engine, each with its text and its bound of length.

One such call keeps the interpreter's lock, so nothing else runs meanwhile, in no thread.
"""

import re
import time
from typing import NamedTuple

from handlers.conversation.reading import MAX_TEXT
from handlers.faq.order import MOST_CHARS
from tests.bench.bench import Bench, tell
from tests.bench.figures import Figure, Target
from tests.workflows.rules.hostile import all_uses, modules, named_patterns, texts

LIMIT_MS = 50
SHOWN = 5
TRIAL_CHARS = 4_000
MODEL_CHARS = 3_000  # the longest text of a model that is checked: a leftover part, see ``workflows.answers``
# What is read at another length than a message's: documents whole; a model's words; what reads its first words only.
BOUNDS = {
    "workflows.receipts.unsafe": MODEL_CHARS,
    "workflows.faq.documents._SHORTENED": 9,
    "workflows.faq.documents": MOST_CHARS,
    "workflows.faq.proof._WORD": MOST_CHARS,
    "workflows.faq.proof._LETTER_SCRIPT": MOST_CHARS,
    "workflows.language.grounding": MOST_CHARS,
    "workflows.language.normal": MOST_CHARS,
    "bot.formats.documents": MOST_CHARS,
    "workflows.language.detection": 2_000,
    "workflows.rules.route": 2_000,
}


class Longest(NamedTuple):
    """The longest single call of one pattern over one text."""

    ms: float
    name: str
    text: str
    chars: int


def measure(bench: Bench) -> None:
    """Find the worst pairs of pattern and text with short texts, and time those at their bounds."""
    used = all_uses()
    patterns = [pair for module in modules() for pair in named_patterns(module, used)]
    tell(f"{len(patterns)} patterns over hostile texts")
    makers = dict(texts())
    tried = [
        (_longest(pattern, makers[text](TRIAL_CHARS), only) * bound_of(name), name, text)
        for name, pattern, only in patterns
        for text in makers
    ]
    worst = {name: text for _, name, text in sorted(tried)}  # of each pattern its worst text
    slowest = sorted(tried, reverse=True)
    names = list(dict.fromkeys(name for _, name, _ in slowest))[: 4 * SHOWN]
    by_name = {name: (pattern, only) for name, pattern, only in patterns}
    found = []
    for name in names:
        pattern, only = by_name[name]
        took = min(_longest(pattern, makers[worst[name]](bound_of(name)), only) for _ in range(bench.repeats))
        found.append(Longest(took * 1000, name, worst[name], bound_of(name)))
    for one in sorted(found, reverse=True)[:SHOWN]:
        what = f"one call: {one.name}, {one.text} to {one.chars:,} characters"
        bench.add(Figure(what, "ms", [one.ms], target=Target(LIMIT_MS)))


def bound_of(name: str) -> int:
    """Return how many characters a pattern is given at most."""
    return next((bound for start, bound in BOUNDS.items() if name.startswith(start)), MAX_TEXT)


def _longest(pattern: re.Pattern[str], text: str, only: set[str]) -> float:
    """Return the seconds of the longest call: a match, or the search for the next find."""
    longest, at = 0.0, 0
    while at <= len(text):
        how = pattern.search if not only else pattern.fullmatch if "fullmatch" in only else pattern.match
        started = time.thread_time()
        found = how(text, at)
        longest = max(longest, time.thread_time() - started)
        if found is None or only:
            break
        at = max(found.end(), at + 1)
    return longest
