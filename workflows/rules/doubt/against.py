"""What the words around a thing have against its going back: past, denied, somebody else's, a rule, only imagined."""

import re

from workflows.language.lazy import lazy
from workflows.rules.implied.own_things import Things, is_settled
from workflows.rules.implied.unsaid import asks_of_rules
from workflows.rules.returns.asking import ANCHOR, is_only_talk
from workflows.rules.returns.leave import asks_whether, is_requested
from workflows.rules.returns.returns import Return
from workflows.rules.returns.weighing import is_away, is_for_somebody, is_withdrawn
from workflows.rules.syntax.clauses import Message
from workflows.rules.syntax.negation import is_general, is_only_said

# To keep or to need a thing is what is doubted or denied, not to return it.
_KEEP = lazy(
    r"(?:\b(?:not|whether|if|unsure|doubt|dont|wont)\b|n't\b)[^,;]{0,30}\b(?:keep(?:ing)?|hold\son|hang\son(?:to)?|stay(?:ing)?|need(?:ed|ing)?)\b",
    re.IGNORECASE,
)
# "I could return the lamp" is no wish; "return my call" no return, nor does what goes on the hob go back.
_NO_WISH = lazy(
    r"\b(?:i|we)\scould\s(?:\w+\s){0,2}(?:return|send)\b|\breturn(?:ing)?\s(?:my|our|the|your)\s(?:calls?|e?mails?|messages?|keys?|favou?r)\b"
    r"|\bgo(?:es)?\s(?:on|in|into|under|through)\s|\bshould\s(?:i|we)\b|\bshould\sgo\b(?!\sback)|\bif\s(?:it|they|the|my|this|these)\b",
    re.IGNORECASE,
)
# What is imagined to come is no thing to go back: "suppose the lamp hums", "should the pram be too small".
_SUPPOSED = lazy(r"(?<!\bi\s)(?<!\bwe\s)\b(?:suppos(?:e|ing)|imagine)\b|^\W{0,4}should\s(?!i\b|we\b)", re.IGNORECASE)
# "the coat hooks: keep", in a list of what goes back and what does not
_KEPT = lazy(
    r"\s?[:=\u2013\u2014-]{1,2}\s?(?:(?:to|we|i|i'll|we'll)\s)?(?:keep(?:ing|er)?|kept|stays?|staying|fine|ok|okay|good)\b",
    re.IGNORECASE,
)
# "The hub works, keep that out of it", "the stand is fine, leave it be".
_LEFT_OUT = lazy(
    r"[^.!?;:,()\n]{0,40}[,;:\u2013\u2014-]\s?(?:(?:so|please|but|and|just|do)\s){0,2}(?:keep|leave)\s(?:it|that|this|them|those|that\sone)\s(?:well\s)?"
    r"(?:out(?:\sof\s(?:it|this|that|the\sreturn))?|aside|alone|be|in\speace|where\s(?:it|they)\s(?:is|are))\b(?!\s(?:for|until|on)\b)",
    re.IGNORECASE,
)


def is_listed_as_kept(plain: str, end: int) -> bool:
    """Tell whether a thing that ends at ``end`` stays, in a list of what goes back and what does not."""
    return (_KEPT.match(plain, end) or _LEFT_OUT.match(plain, end)) is not None


def is_refused(message: Message, back: Return) -> bool:
    """Tell whether the rules have read words for returning around a thing and found that they ask for nothing."""
    anchors = ((one, ANCHOR.search(message.plain, one.start, one.end)) for one in back.used)
    return any(found and is_only_said(message, one, *found.span()) for one, found in anchors)


def only_asks_whether(message: Message, back: Return) -> bool:
    """Tell whether it is only asked if a thing may go back, and nothing is to be done."""
    said = [message.plain[one.start : one.end] for one in back.used]
    return asks_whether(said) and not is_requested(message.plain)


def is_void(message: Message, back: Return) -> bool:
    """Tell whether a return is not meant, only imagined or talked of, to somebody else, or of what cannot go back."""
    supposed = any(_SUPPOSED.search(message.plain[one.start : one.end]) for one in back.used)
    withdrawn = any(is_withdrawn(message, one) for one in back.used)
    unwished = withdrawn or is_only_talk(message, back.used)
    return supposed or unwished or is_for_somebody(message, back) or is_away(message, back)


def is_off(message: Message, back: Return) -> bool:
    """Tell whether a thing is told of the past, of another person or not to go back, or a rule is asked for."""
    assert back.product is not None  # noqa: S101 - the tagger names what it sees
    start, end = back.product
    things = Things(message)
    clause = next((one for one in back.used if one.start <= start < one.end), back.used[0])
    spoken_of = {hit.category for hit in things.hits if hit.start < end and start < hit.end}
    kept = _KEEP.search(message.plain, clause.start, clause.end)
    off = {"third_person"} if kept else {"past", "third_person", "negated"}
    return (
        not spoken_of.isdisjoint(off)
        or is_general(message, clause.start, clause.end)
        or asks_of_rules(message.plain, end, clause.end)
        or _NO_WISH.search(message.plain, clause.start, clause.end) is not None
        or (not kept and is_settled(things))
    )
