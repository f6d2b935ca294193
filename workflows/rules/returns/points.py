"""The points of a list on lines: what each names, why that goes back, and whether it is said to stay or to go."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workflows.language.lazy import lazy
from workflows.rules.products.products import Name, is_generic, is_goods, is_quoted, name_at, names_from
from workflows.rules.products.things import has_model_number, holds_goods, is_no_thing
from workflows.rules.returns.reasons import Span, after_name, clip, is_neutral
from workflows.rules.syntax.clauses import Clause, Message
from workflows.rules.syntax.lines import Line, clauses_of
from workflows.understanding.returns.words import is_made, words

_LONGEST_NAME = 7  # words
# "Product: lamp", "Item 2 - kettle", "Reason: it leaks", "Order: A-1": a field of a form.
_NAMED = r"(?:(?:the\s)?(?:product|item|article|thing)(?:\s(?:name|no\.?|number|title|\#?\d{1,2}))?)"
_NAME_FIELD = lazy(rf"{_NAMED}\s?[:=]\s{{0,4}}(?=\S)", re.IGNORECASE)
_WHY_FIELD = lazy(
    r"(?:(?:the\s|my\s)?reasons?(?:\sfor\s(?:the\s|this\s|my\s)?return(?:ing)?)?|why|problem|fault|issue|defect|what'?s\swrong)\s?[:=]\s{0,4}(?=\S)",
    re.IGNORECASE,
)
_FIELD = lazy(
    rf"(?:(?:the|my|your|return|customer|invoice|purchase|order)\s){{0,2}}(?:{_NAMED}|reasons?(?:\sfor\s(?:the\s|this\s|my\s)?return(?:ing)?)?|why|problem|fault|issue|defect|order|ordered|invoice|qty|quantity|amount|colou?r|size"
    r"|price|paid|cost|date|bought|purchased|sku|model|serial|ean|code|number|no|nr|id|e-?mail|name|address|phone|condition|status|notes?|comments?|remarks?|account|customer|refund|wish|solution)"
    r"(?:\s(?:number|no|id|date|of|purchase|name|code|method|to|price|paid|in)\.?){0,3}\s?[:=#](?:\s|\Z)",
    re.IGNORECASE,
)
# "kettle (keep)", "mug - keeping it after all", "toaster: fine": it stays.
_STAYS = lazy(
    r"[^\n]{0,4}?[\s,:;(\[\u2013\u2014-]{1,4}(?:(?:i'?m|i|we|we're|to|will|am|are|i'll|we'll|actually|just|is|it'?s|they're|this|that|one|please|do|don'?t|not)\s){0,4}"
    r"(?:keep(?:ing|er)?|kept|stays?|staying|fine|ok|okay|perfect|great|good|love(?:ly)?|(?:no|not\sa)\sproblem|happy|not\s(?:this|that)(?:\sone)?|arrived\s(?:fine|ok|well|safely)|works?(?:\sfine|\swell|\sgreat)?|return)"
    r"(?:\s(?:it|them|this|that|one|these|after\sall|too|though|now|thanks|please)){0,3}\s?[)\].!]*\Z",
    re.IGNORECASE,
)
# In a list of which only a part goes back it is said so of each: "lamp (please return)".
_GOES = lazy(
    r"[\s,:;(\[=>\u2013\u2014-]{1,5}(?:(?:please|pls|to|want|i|we|need|for|needs|must|has|wish|like|i'd|would|be|will|is|a)\s){0,5}"
    r"(?:return(?:ed|ing)?|refund(?:ed)?|(?:send|sent|sending|go|goes|going)\sback|rma)(?:\s(?:it|this|that|please|pls|one)){0,2}\s?(?P<ends>[)\]]|(?=[,;:.!\u2013\u2014-])|\Z)",
    re.IGNORECASE,
)
# A line of a form, whatever it is called.
_ANY_FIELD = lazy(r"[a-z][\w'./]{0,20}(?:\s[\w'./]{1,15}){0,3}\s?[:=](?:\s|\Z)", re.IGNORECASE)
_BEGINS = lazy(
    r"(?:please|pls|can|could|would|will|where|what|when|why|how|who|which|is|are|do|does|did|has|have|i|i'm|i'd|i've|we|it|it's|they|you|he|she|there|that|this\sis"
    r"|thanks?|thank\syou|cheers|(?:kind|best|warm)?\s?(?:regards|wishes)|best|yours|sincerely|greetings|hi|hello|hey|dear|sent\sfrom|also|and\s(?:i|where|what|can)|ps|p\.s|not|no|don'?t|do\snot"
    r"|my\s(?:name|address|order|e-?mail|phone|account)|order|invoice|status|track|tracking|return|refund|cancel|check|tell|send|call)\b",
    re.IGNORECASE,
)
_AFTER_NAME = lazy(
    r"\s{0,4}(?:\Z|[,:;(\[.|\u2013\u2014=/]|-+\s|(?:because|since|as|due|that|which|whose|from|in|with|for|by|bought|ordered|received|please|too|also|size|x\s?\d|both|all)\b)",
    re.IGNORECASE,
)
# Classes of words that are no things: acts, notions, events, feelings, places, people, states, times.
_NO_THINGS = ("n04", "n07", "n09", "n11", "n12", "n15", "n16", "n18", "n21", "n22", "n26", "n28")


@dataclass(slots=True)
class Point:
    """What a line of a list names, with its reason and the clauses that say so."""

    line: Line
    names: list[Name]
    reason: Span | None
    clauses: list[Clause]
    is_form: bool = False


def points_of(message: Message, lines: Sequence[Line]) -> Iterator[Point]:
    """Yield the things that stand in a list, each with what the lines under it say of it."""
    last: Point | None = None
    for line in lines:
        said = message.plain[line.start : line.end]
        if last and (why := _WHY_FIELD.match(said)):
            last.reason = last.reason or clip(message, line.start + why.end(), line.end)
            last.clauses += clauses_of(message, line)
        elif last and (_tells_of(said, is_form=last.is_form) or is_under(line, last.line)):
            if not last.reason and not is_field(said) and not last.is_form:
                last.reason = clip(message, line.start, line.end)
            last.clauses += clauses_of(message, line)
        else:
            if last:
                yield last
            last = point_of(message, line)
    if last:
        yield last


def _tells_of(said: str, *, is_form: bool) -> bool:
    """Tell whether a line is a field that tells of the point before it, in a form whatever it is called."""
    is_told = is_field(said) or (is_form and _ANY_FIELD.match(said) is not None)
    return is_told and not names_one(said)


def is_under(line: Line, point: Line) -> bool:
    """Tell whether a line stands under a point of a list: farther in, or a point under a line that is none."""
    return line.depth > point.depth or (line.marked and not point.marked)


def is_field(said: str) -> bool:
    """Tell whether a line is a field of a form: "Order: A-1"."""
    return _FIELD.match(said) is not None


def is_form_field(said: str) -> bool:
    """Tell whether a line may be a field of a form, whatever it is called: "Our ref: 12"."""
    return _ANY_FIELD.match(said) is not None


def names_one(said: str) -> bool:
    """Tell whether a line is the field of a form that names a thing: "Product: lamp"."""
    return _NAME_FIELD.match(said) is not None


def asks_for_return(said: str) -> bool:
    """Tell whether a line is the field of a form that makes it one of a return: "Reason for return: leaks"."""
    return _WHY_FIELD.match(said) is not None and "return" in said.partition(":")[0].lower()


def begins_sentence(said: str) -> bool:
    """Tell whether a line begins a sentence, a greeting or a closing, and so names nothing."""
    return _BEGINS.match(said) is not None


def is_short(said: str) -> bool:
    """Tell whether a line is no longer than a name may be."""
    return len(said.split()) <= _LONGEST_NAME


def stays(message: Message, line: Line) -> bool:
    """Tell whether a line ends by saying that what it names stays."""
    return _STAYS.search(message.plain, line.start, line.end) is not None


def point_of(message: Message, line: Line) -> Point | None:
    """Return the thing that a line names, with the reason behind it; None if it names none, or says that it stays."""
    begin, end = line.start, line.end
    if named := _NAME_FIELD.match(message.plain, begin, end):
        begin = named.end()
    names = names_from(message, begin, end) if named or _may_name(message, line) else []
    if not names or not all(_may_go(message, one) for one in names):
        return None
    upto = names[-1].upto
    if _STAYS.match(message.plain, upto, end) and not _GOES.match(message.plain, upto, end):
        return None
    reason = _reason(message, names, end)
    known = line.marked or named or are_things(message, names) or (reason and _are_known(message, names))
    ends = reason or _AFTER_NAME.match(message.plain[upto:end])
    return Point(line, names, reason, list(clauses_of(message, line)), bool(named)) if known and ends else None


def _may_name(message: Message, line: Line) -> bool:
    """Tell whether a line may name a thing: it asks nothing, and begins no sentence."""
    begins = _BEGINS.match(message.plain, line.start, line.end)
    under_way = any(one.kind == "rma" for one in message.ids_in(line.start, line.end))
    return not (begins or under_way or message.plain[line.end - 1] == "?")


def _may_go(message: Message, name: Name) -> bool:
    """Tell whether what stands in a list of returns may be a thing: no money, person, place or day."""
    said = message.plain[name.start : name.end]
    if len(said.split()) > _LONGEST_NAME or is_generic(said) or not is_goods(said):
        return False
    if is_quoted(message, name) or _is_surely_thing(message, name):
        return True
    kind = words().look_up(said.lower().split()[-1])[0]
    return not (is_no_thing(said) or kind.startswith(("v", "a", "r", *_NO_THINGS)))


def are_things(message: Message, names: Sequence[Name]) -> bool:
    """Tell whether all ``names`` are surely of things: quoted, everyday ones, made ones, with a model's number."""
    return all(_is_surely_thing(message, one) for one in names)


def _are_known(message: Message, names: Sequence[Name]) -> bool:
    """Tell whether the last word of each name is a noun that is known: "Bas, Hoeve Zuid" signs a mail."""
    return all(words().look_up(message.low[one.start : one.end].split()[-1])[0].startswith("n") for one in names)


def _is_surely_thing(message: Message, name: Name) -> bool:
    said = message.plain[name.start : name.end]
    return is_quoted(message, name) or holds_goods(said) or has_model_number(said) or is_made(said)


def _reason(message: Message, names: Sequence[Name], end: int) -> Span | None:
    """Return what a line says of its thing: in brackets, behind a dash, a comma or nothing at all ("kettle leaks")."""
    upto = names[-1].upto
    if reason := after_name(message, upto, end):
        return reason
    if names[0].flaw:
        return names[0].flaw
    if _AFTER_NAME.match(message.plain[upto:end]) or is_neutral(message.plain[upto:end]):
        return None
    return clip(message, upto, end)


def marked_to_go(message: Message, line: Line) -> Point | None:
    """Return the thing of a line that is marked to go back, as others of its list are not."""
    name = name_at(message, line.start, line.end)
    goes = _GOES.match(message.plain, name.upto, line.end) if name else None
    if name is None or goes is None or not _may_go(message, name):
        return None
    reason = after_name(message, goes.end(), line.end)
    return Point(line, [name], reason, list(clauses_of(message, line)))
