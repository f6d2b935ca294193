"""What an "and" behind a name is: a part of it, the begin of another name, or of what is done beside."""

import re

from workflows.language.lazy import lazy
from workflows.rules.syntax.statements import is_named
from workflows.rules.syntax.vocabulary import AND, AND_ENDS, COLOURS, FLAWS, GOES_ON, PAIRS, STOP
from workflows.understanding.returns.words import words

_WORD = lazy(r"\s*(?P<word>[^\s,;:.!?()\[\]\"\u2013\u2014\0]+)")
_MADE = ("n06", "n13", "n20", "n27")  # WordNet's artifacts, foods, plants and substances
_COUNTED = lazy(r"\d{1,2}|some|several|three|four|five|six|seven|eight|ten|a")


def joins(plain: str, at: int, end: int) -> bool:
    """Tell whether the "and" before ``at`` is part of a name ("salt and pepper mill"): a bare noun follows."""
    match = _WORD.match(plain, at, end)
    word = match["word"].lower() if match else ""
    if not word or word in AND_ENDS | STOP or _COUNTED.fullmatch(word):
        return False
    return match is not None and not _is_done(word, _next(plain, match.end(), end))


def _is_done(word: str, after: str) -> bool:
    """Tell whether ``word`` is a verb before ``after``: "keeping the kettle", "buy another"; not "wash and dry bag"."""
    if is_named(word):
        return False
    kind = words().look_up(word)[0]
    if word.endswith("ing"):
        return not after or after in GOES_ON or after in STOP
    if not kind.startswith("v"):
        return False
    return after in GOES_ON or after in STOP or after in AND or (not after and not any(one in kind for one in _MADE))


def divides(plain: str, start: int, stop: int, at: int, end: int) -> bool:
    """Tell whether the name from ``start`` to ``stop`` ends before an "and", and another begins ``at``.

    Both are everyday things, each of one word or of a colour and one: "dress and shoes", "blue boots and red jacket".
    """
    left = plain[start:stop].lower().split()
    right = _until_stop(plain, at, end)
    if not (left and right) or not (is_named(left[-1]) and is_named(right[-1])):
        return False
    if len(right) > 1 and not (len(right) == 2 and right[0] in COLOURS):
        return False
    return f"{_one(left[-1])}+{_one(right[-1])}" not in PAIRS


def _until_stop(plain: str, at: int, end: int) -> list[str]:
    """Return the words of the name that begins ``at``, at most three."""
    found: list[str] = []
    while len(found) < 3 and (match := _WORD.match(plain, at, end)):
        word = match["word"].lower()
        if word in STOP or word in FLAWS or word in AND:
            break
        found.append(word)
        at = match.end()
    return found


def _next(plain: str, at: int, end: int) -> str:
    match = _WORD.match(plain, at, end)
    return match["word"].lower() if match else ""


def _one(word: str) -> str:
    """Return ``word`` without the mark of more than one."""
    return re.sub(r"(?<=[^s])s$", "", word)
