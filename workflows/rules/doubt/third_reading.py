"""A third reading of what a message asks for, by a sentence transformer where one is installed.

It may doubt what rules and tagger see, make sure of what they would ask about, and see what both overlook; the
thresholds are those of docs/decisions/0088-a-close-reading.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from workflows.ids.grammar import normalise_product
from workflows.language.lazy import lazy
from workflows.rules.doubt.against import is_off, is_void
from workflows.rules.doubt.doubt import doubt_of
from workflows.rules.doubt.second_opinion import return_of
from workflows.rules.escalation.wishes import is_wish
from workflows.rules.evidence import Kind, certainty_of
from workflows.rules.implied.own_things import Things
from workflows.rules.implied.unsaid import never_came
from workflows.rules.products.nearby_things import things_in
from workflows.rules.products.things import holds_goods, is_no_thing, is_thing
from workflows.rules.returns.reasons import Span
from workflows.rules.returns.returns import Return, with_stated_reason
from workflows.rules.returns.weighing import is_others
from workflows.rules.syntax.clauses import Message
from workflows.understanding import closely
from workflows.understanding.returns.reader import ReadReturn, read_returns
from workflows.understanding.wanted import Place, Verdict, judge

MOST_PLACES = 24  # are judged
MOST_WORDS_DONE = 80  # of a longer story nothing is made sure
MOST_WORDS = 400  # in which bare names of things are looked for
# What is sure is asked about below these, and an order not looked up.
DOUBTED, DOUBTED_INVOICE, LEFT = 0.25, 0.05, 0.1
UNDOUBTED = 0.8  # but for a return, or an order in a question, that the reader of wishes is so sure of
DONE = 0.9  # a return that is likely is done from here on ...
LIFTED = 0.5  # if it is as likely by the reader of wishes ...
NO_WISH = 0.8  # ... and left where it is as likely to be none
OVERLOOKED = 0.9  # what nobody sees is done from here on, if one of the others is for it as well ...
TAGGED, WISHED = 0.5, 0.8
UNWISHED = 0.3  # ... but where words are against it and the reader of wishes sees no more of a wish
ASKED = 0.75  # ... and asked about where it is as likely to be done or asked about
# Of what is only likely this alone is made sure: an exchange, a condition, a doubt stay with their question ...
MADE_SURE: frozenset[Kind] = frozenset({"leave", "rule_alone", "read_likely", "handed_over"})
# ... and this alone is left: what the rules would ask about has words of its own.
LEFT_AGAIN: frozenset[Kind] = frozenset({"read_likely"})
_WORD = lazy(r"\w[\w'-]*")


@dataclass(frozen=True, slots=True)
class Told:
    """What the third reading says of a thing or a number: where it stands, and what is to become of it."""

    place: Place
    verdict: Verdict
    read: ReadReturn | None = None


def read_again(message: Message, seen: Sequence[Place]) -> list[Told]:
    """Return what becomes of what is ``seen``, in its order, then of what else is named; [] without the extra."""
    if closely.load() is None:
        return []
    places = places_of(message, seen)
    verdicts = closely.read_closely(message.plain, tuple(places))
    return [
        Told(place, verdict, read)
        for (place, read), verdict in zip(places.items(), verdicts, strict=True)
        if verdict is not None
    ]


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
        if one.kind == "invoice":
            found.setdefault(Place(one.start, one.end, "invoice"))
    return dict(islice(found.items(), MOST_PLACES))


def weighed(message: Message, seen: Sequence[tuple[Kind, Told | None, bool]]) -> list[Kind | None]:
    """Return by what each of what the others see is seen now, None: it is left; they come with whether it is a return.

    Of things that are likely one is made sure, if it is the only one that may be and nothing else goes back: of two,
    one is often named for another reason.
    """
    kinds = [_doubted(message, kind, told) if told else kind for kind, told, _ in seen]
    returns = [n for n, (_, _, is_return) in enumerate(seen) if is_return and kinds[n]]
    likely = [n for n in returns if (told := seen[n][1]) and told.verdict.act >= DONE and not _is_sure(kinds[n])]
    may_be_sure = [n for n in likely if (told := seen[n][1]) and _may_be_sure(message, seen[n][0], told)]
    if (
        len(likely) == len(may_be_sure) == 1
        and not any(_is_sure(kinds[n]) for n in returns)
        and not wishes_else(message)
    ):
        kinds[likely[0]] = "read"
    return kinds


def _is_sure(kind: Kind | None) -> bool:
    return kind is not None and certainty_of(kind) == "sure"


def _doubted(message: Message, kind: Kind, told: Told) -> Kind | None:
    """Return what doubts leave of what others see; of returns and questions the reader of wishes has to doubt it."""
    act, leave = told.verdict.act, told.verdict.leave
    if not _is_sure(kind):
        return None if kind in LEFT_AGAIN and told.place.asked == "return" and leave >= NO_WISH else kind
    match told.place.asked:
        case "order":
            return None if act < LEFT and not _is_asked(message, told.place) else kind
        case "invoice":
            return "doubted" if act < DOUBTED_INVOICE else kind
        case "return":
            return "doubted" if act < DOUBTED and judge(message.plain, told.place).act < UNDOUBTED else kind


def _is_asked(message: Message, place: Place) -> bool:
    """Tell whether an order stands alone in a question, and the reader of wishes is sure that it asks for it."""
    own = next((one for one in message.clauses if one.start <= place.start < one.end), None)
    if own is None or not own.question or len(message.ids_in(own.start, own.end)) > 1:
        return False
    return judge(message.plain, place).act >= UNDOUBTED


def _may_be_sure(message: Message, kind: Kind, told: Told) -> bool:
    """Tell whether what is likely may be done: it is of a kind that may, and the reader of wishes is for it as well."""
    may_be = kind in MADE_SURE and not _is_beside_number(message, told.place.start)
    return may_be and judge(message.plain, told.place).act >= LIFTED


def overlooked(message: Message, others: Sequence[Told]) -> list[tuple[Return, Kind]]:
    """Return the things that the others do not see, with what they are seen by now, if they see none at all."""
    things = [(one, _return(message, one)) for one in others if one.place.asked == "return"]
    things = [(one, back) for one, back in things if not _is_left(message, one, back)]
    if sure := [back for one, back in things if one.verdict.act >= OVERLOOKED and _is_shared(message, one)]:
        if not wishes_else(message) and not any(_is_beside_number(message, back.at) for back in sure):
            return [(back, "read") for back in sure]
        return [(back, "read_likely") for back in sure] if len(sure) == 1 else []
    likely = [back for one, back in things if one.verdict.act + one.verdict.ask >= ASKED]
    return [(likely[0], "read_likely")] if len(likely) == 1 else []


def wishes_else(message: Message) -> bool:
    """Tell whether a message wishes for something else than its money back, or is a long story: that is asked about."""
    return is_wish(message.plain) or len(message.plain.split()) > MOST_WORDS_DONE


def _is_left(message: Message, one: Told, back: Return) -> bool:
    """Tell whether the rules know why a thing is none to go back: imagined, taken back, another's, never come.

    What is of the past, denied, only asked about or another person's is left unless the reader of wishes sees a wish.
    """
    if is_void(message, back) or is_others(message.plain, one.place.start):
        return True
    clause = next((clause for clause in back.used if clause.start <= one.place.start < clause.end), None)
    if clause is not None and never_came(message.plain, clause.start, clause.end):
        return True
    doubt = doubt_of(message, back.at, back.product, invoice=False)
    if doubt is not None and not doubt.asks:
        return True
    return is_off(message, back) and judge(message.plain, one.place).act < UNWISHED


def _is_beside_number(message: Message, at: int) -> bool:
    """Tell whether a thing is named beside a number, and may only say what that is of: "where is A-1, the clock?"."""
    number = next(one.sentence for one in message.clauses if one.end > at or one is message.clauses[-1])
    own = [one for one in message.clauses if one.sentence == number]
    return bool(message.ids_in(own[0].start, own[-1].end))


def _is_shared(message: Message, told: Told) -> bool:
    """Tell whether another reader is for it as well."""
    tagged = told.read is not None and told.read.sure >= TAGGED
    return tagged or judge(message.plain, told.place).act >= WISHED


def _return(message: Message, told: Told) -> Return:
    if told.read is not None:
        return return_of(message, told.read)
    span = (told.place.start, told.place.end)
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
