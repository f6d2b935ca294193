"""A third reading of what a message asks for, by a sentence transformer where one is installed, else by ``named``.

It reads each thing and number that a message names, also those that rules and tagger overlook. What follows from it
beside the other readings is decided in ``all_readings``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from workflows.ids.comparing import id_key
from workflows.ids.grammar import normalise_product
from workflows.language.lazy import lazy
from workflows.rules.doubt.against import is_off, is_void
from workflows.rules.doubt.doubt import doubt_of
from workflows.rules.doubt.tagged import return_of
from workflows.rules.escalation.wishes import is_wish
from workflows.rules.implied.own_things import Things
from workflows.rules.implied.unsaid import never_came
from workflows.rules.products.nearby_things import things_in
from workflows.rules.products.things import holds_goods, is_no_thing, is_thing
from workflows.rules.returns.reasons import Span
from workflows.rules.returns.returns import Return, with_stated_reason
from workflows.rules.returns.weighing import is_others
from workflows.rules.syntax.clauses import Message
from workflows.understanding import closely
from workflows.understanding.named import read_named
from workflows.understanding.returns.reader import ReadReturn, read_returns
from workflows.understanding.wanted import Asked, Place, Verdict, judge

MOST_PLACES = 24  # are judged
PART, BEFORE, AFTER = 100, 50, 25  # words of a part, before its first thing, and after its last one
MOST_PARTS = 8  # of a message are read
MOST_WORDS_DONE = 80  # of a longer story nothing is made sure
MOST_WORDS = 400  # in which bare names of things are looked for
UNWISHED = 0.3  # what words are against is left where the reader of wishes sees no more of a wish than this
NUMBERS: Mapping[str, Asked] = {"invoice": "invoice", "order": "order"}  # kinds of numbers that something is asked for
_WORD = lazy(r"\w[\w'-]*")


@dataclass(frozen=True, slots=True)
class Told:
    """What the third reading says of a thing or a number: where it stands, and what is to become of it."""

    place: Place
    verdict: Verdict
    read: ReadReturn | None = None


def read_again(message: Message, places: Mapping[Place, ReadReturn | None]) -> list[Told]:
    """Return what becomes of what is named, the ``places_of`` a message, in their order."""
    verdicts = dict(_read(message.plain, tuple(places)))
    told = (Told(place, verdict, read) for place, read in places.items() if (verdict := verdicts.get(place)))
    return _once(message, told)


def _once(message: Message, told: Iterable[Told]) -> list[Told]:
    """Return each number once, where it is seen, with what is read of it where it is most likely asked about."""
    kept: dict[object, Told] = {}
    for one in told:
        place = one.place
        key = place if place.asked == "return" else (place.asked, id_key(message.original(place.start, place.end)))
        first = kept.setdefault(key, one)
        if one.verdict.act > first.verdict.act:
            kept[key] = replace(first, verdict=one.verdict)
    return [*kept.values()]


def _read(text: str, places: tuple[Place, ...]) -> Iterable[tuple[Place, Verdict | None]]:
    return (
        zip(places, read_named(text, places), strict=True) if closely.load() is None else _read_in_parts(text, places)
    )


def _read_in_parts(text: str, places: Sequence[Place]) -> Iterator[tuple[Place, Verdict | None]]:
    """Yield what becomes of each place; a long text is read in parts, each as long as what the reader was taught."""
    words = [one.start() for one in _WORD.finditer(text)]
    left, parts = sorted(places), 0
    while left and parts < MOST_PARTS:
        at = bisect_right(words, left[0].start)
        begin = 0 if len(words) <= PART else max(0, min(at - BEFORE, len(words) - PART))
        start = words[begin] if begin else 0
        end = words[begin + PART] if begin + PART < len(words) else len(text)
        near = words[begin + PART - AFTER] if end < len(text) else end  # what stands behind has more words in the next
        mine = [one for one in left if one is left[0] or one.start < near]
        moved = tuple(one._replace(start=one.start - start, end=one.end - start) for one in mine)
        yield from zip(mine, closely.read_closely(text[start:end], moved), strict=True)
        left, parts = left[len(mine) :], parts + 1


def places_of(message: Message, seen: Sequence[Place]) -> dict[Place, ReadReturn | None]:
    """Return what is ``seen`` and what else is named, each thing once, with what the tagger reads of the latter."""
    found: dict[Place, ReadReturn | None] = dict.fromkeys(seen)
    known = [normalise_product(message.original(one.start, one.end)) for one in found if one.asked == "return"]
    for span, read in _things(message, read_returns(message.plain)):
        name = normalise_product(message.original(*span))
        if name and not any(_is_one(name, other) for other in known):
            known.append(name)
            found[Place(*span, "return")] = read
    for one in message.ids:
        if asked := NUMBERS.get(one.kind):
            found.setdefault(Place(one.start, one.end, asked))
    return dict(islice(found.items(), MOST_PLACES))


def wishes_else(message: Message) -> bool:
    """Tell whether a message wishes for something else than its money back, or is a long story: that is asked about."""
    return is_wish(message.plain) or len(message.plain.split()) > MOST_WORDS_DONE


def is_never_asked(message: Message, place: Place, back: Return) -> bool:
    """Tell whether the rules know why a thing is none to go back: imagined, taken back, another's, never come."""
    if is_void(message, back) or is_others(message.plain, place.start):
        return True
    clause = next((clause for clause in back.used if clause.start <= place.start < clause.end), None)
    return clause is not None and never_came(message.plain, clause.start, clause.end)


def is_refused(message: Message, place: Place, back: Return) -> bool:
    """Tell whether a thing is never asked about, or what is said of it leaves it: of the past, denied, taken back."""
    if is_never_asked(message, place, back):
        return True
    doubt = doubt_of(message, back.at, back.product, invoice=False)
    return doubt is not None and not doubt.asks


def is_never_done(message: Message, one: Told, back: Return) -> bool:
    """Tell whether the rules have something against doing what nobody else sees.

    What is of the past, denied, only asked about or another person's is left unless the reader of wishes sees a wish.
    """
    if is_refused(message, one.place, back):
        return True
    return is_off(message, back) and wished(message, one).act < UNWISHED


def wished(message: Message, one: Told) -> Verdict:
    """Return what the reader of wishes says; without the extra it is one of what is named that has read it."""
    return one.verdict if closely.load() is None else judge(message.plain, one.place)


def return_of_place(message: Message, place: Place, read: ReadReturn | None) -> Return:
    """Return a thing that nobody else sees as a return; ``read``: what the tagger makes of it, if it sees it."""
    if read is not None:
        return return_of(message, read)
    span = (place.start, place.end)
    back = return_of(message, ReadReturn(span, None, 0.0, 0.0, (span,)))
    return with_stated_reason(message, back) if back.used else back


def _things(message: Message, tagged: Sequence[ReadReturn]) -> Iterator[tuple[Span, ReadReturn | None]]:
    """Yield what the tagger sees, what is called "the" or "my", and everyday things however they are called."""
    yield from ((one.product, one) for one in tagged)
    things = Things(message)
    for name in things_in(message, 0, len(message.plain)):
        whole = message.plain[name.start : name.end]
        if not message.ids_in(name.start, name.end) and is_thing(message, name) and not is_no_thing(whole):
            short = things.to_the_goods(name) or name  # "the lamp hums": the lamp
            yield (short.start, short.end), None
    yield from ((span, None) for span in _bare(message))


def _bare(message: Message) -> Iterator[Span]:
    """Yield the words for everyday things, those that stand side by side as one."""
    last: re.Match[str] | None = None
    begin = 0
    for word in islice(_WORD.finditer(message.plain), MOST_WORDS):
        is_next = last is not None and message.plain[last.end() : word.start()] == " "
        if not holds_goods(word[0]):
            continue
        if last is not None and not is_next:
            yield begin, last.end()
        begin = begin if is_next else word.start()
        last = word
    if last is not None:
        yield begin, last.end()


def _is_one(name: str, other: str) -> bool:
    """Tell whether two names are of one thing: "lamp", "desk lamp"."""
    short, long = sorted((name.split(), other.split()), key=len)
    return set(short) <= set(long)
