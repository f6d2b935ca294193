"""Things that a message names and that the rules see no return of: what the readers may still find one of."""

from collections.abc import Iterator

from workflows.rules.clauses import Message
from workflows.rules.nearby_things import things_in
from workflows.rules.returns import Return, with_stated_reason
from workflows.rules.second_opinion import may_name_one, return_of
from workflows.rules.statements import says_something
from workflows.rules.things import is_no_thing
from workflows.understanding.returns.names import is_generic, is_nothing
from workflows.understanding.returns.reader import ReadReturn, read_returns

MOST = 8  # things of a message
MOST_CHARS = 2_000  # in which things are looked for

Span = tuple[int, int]


def overlooked(message: Message) -> Iterator[Return]:
    """Yield a return of each thing that ``message`` names, a few at most: first of what the tagger sees."""
    if not may_name_one(message):
        return
    spans, names = list[Span](), set[str]()
    for read in [*read_returns(message.plain), *_named(message)]:
        name = message.original(*read.product).lower()
        if any(read.product[0] < end and start < read.product[1] for start, end in spans):
            continue
        if is_generic(name) or is_nothing(name) or any(is_one_thing(name, other) for other in names):
            continue
        if says_something(message.plain, *read.product, read.product[1]):
            continue
        spans.append(read.product)
        names.add(name)
        yield with_stated_reason(message, return_of(message, read))
        if len(spans) == MOST:
            return


def is_one_thing(one: str, other: str) -> bool:
    """Tell whether two names, in small letters, may be of one thing: "lovely quilt", "quilt"; "cat", "cat flap"."""
    first, second = _words(one), _words(other)
    return not (first and second) or first <= second or second <= first or _last(one) == _last(other)


def _last(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].removesuffix("s")


def _words(name: str) -> set[str]:
    return {word.removesuffix("s") for word in name.split()}


def _named(message: Message) -> Iterator[ReadReturn]:
    for name in things_in(message, 0, min(len(message.plain), MOST_CHARS)):
        span = (name.start, name.end)
        if not is_no_thing(message.original(*span)):
            yield ReadReturn(span, None, 0.0, 0.0, (span,))
