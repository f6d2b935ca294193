"""Which things a text names, as far as one word tells: what is to become of them is judged elsewhere."""

from collections.abc import Callable, Iterator
from itertools import islice

from workflows.understanding.returns.names import is_generic, is_nothing, strip_lead
from workflows.understanding.returns.tokens import Token, tokens_of
from workflows.understanding.returns.words import words

READ = 1_500  # characters
MOST = 3  # things
_BEFORE = 2  # words of a name before its noun


def things_in(text: str, is_thing: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return where ``text`` (untrusted; its first 1,500 characters count) names its first few things, each once.

    ``is_thing`` tells of a word in small letters whether it is the name of one.
    """
    return list(islice(_things(text[:READ], is_thing), MOST))


def _things(text: str, is_thing: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    tokens, seen = tokens_of(text), set[str]()
    for at, token in enumerate(tokens):
        follows = tokens[at + 1 : at + 2]
        if not is_thing(token.low) or any(is_thing(one.low) and one.start - token.end == 1 for one in follows):
            continue
        first = at
        while first and at - first < _BEFORE and _goes_before(tokens[first - 1], tokens[first]):
            first -= 1
        last = follows[0] if follows and _goes_behind(token, follows[0]) else token
        span = strip_lead(text, tokens[first].start, last.end)
        name = text[slice(*span)].lower()
        head = token.low.removesuffix("s")
        if name and head not in seen and not (is_nothing(name) or is_generic(name)):
            seen.add(head)
            yield span


def _goes_before(token: Token, noun: Token) -> bool:
    """Tell whether a word belongs to the name that goes on with ``noun``: "electric", "sewing"."""
    kind, _ = words().look_up(token.low)
    return kind.startswith(("n", "a")) and not token.id_kind and noun.start - token.end == 1


def _goes_behind(noun: Token, token: Token) -> bool:
    """Tell whether a word goes on with the name that ``noun`` begins: "machine", "maker", no verb and nobody's deed."""
    kind, _ = words().look_up(token.low)
    return (
        kind.startswith(("n06", "n18", "n14")) and "~" not in kind.removeprefix("n06") and token.start - noun.end == 1
    )
