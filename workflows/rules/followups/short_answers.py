"""Short answers to "shall I cancel?": yes, no, all of them, or one. What yes and no are is read elsewhere."""

import re
from typing import Literal

from workflows.answers import Answer
from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy
from workflows.rules.followups.yes_no import yes_or_no

_WORD = lazy(r"[a-z0-9]++(?:['-][a-z0-9]++)*+")
_SHORT = {"dont": "do not", "cant": "can not", "cannot": "can not", "nvm": "never mind", "nevermind": "never mind"}
_CONTRACTED = (
    (lazy(r"\bcan't\b"), "can not"),
    (lazy(r"n't\b"), " not"),
    (lazy(r"'s\b"), " is"),
    (lazy(r"'m\b"), " am"),
    (lazy(r"'ll\b"), " will"),
)
LONGEST = 120  # characters: what is longer says something of its own
_LEAD = r"(?:(?:oh|ah|ok|okay|well|hm|hmm|thanks|thank you|sorry|actually) )*"
_TAIL = r"(?: (?:please|thanks|thank you|then|now|sure|go ahead|do it|do that|by all means))*"
_CANCEL = r"(?:(?:please )?(?:cancel|do cancel) (?:it|that|this|the return|that return|this return|the rma|one)?)"
_ALL = r"(?:both|all|them all|both of them|all of them|both returns|all returns|them both|every one|everything)"
_LEAVE = (
    r"(?:n|please do not|do not cancel(?: it| that| the return)?|leave it"
    r"|leave it as it is"
    r"|leave that|keep (?:the return|the rma)|not now|not yet|rather not|not necessary|better not|never mind|stop|wait"
    r"|hold on|forget it|neither"
    r"|none|none of them|let it stand|leave them)"
)
_YES = r"(?:y|yes|yep|yeah|yup|yea|sure|definitely|certainly|absolutely|of course)"
_CANCEL_SAID = lazy(rf"{_LEAD}(?:(?:{_YES} )*{_CANCEL}|{_YES}){_TAIL}")
_ALL_SAID = lazy(rf"{_LEAD}(?:{_YES} )*(?:please )?(?:cancel )?{_ALL}{_TAIL}")
_LEAVE_SAID = lazy(rf"{_LEAD}(?:{_LEAVE} ?)+{_TAIL}")
_NAMED = lazy(
    rf"{_LEAD}(?P<no>(?:no|nope|not that one|wait) )?(?:(?:yes|yeah|yep|sure|please) )*(?:i mean(?:t)? )?"
    r"(?:(?:cancel|only|just) ){0,2}(?:the (?:one|return) (?:of|for) )?(?:the|my) (?P<thing>\w+(?: \w+){0,3}?)"
    rf"(?: (?:one|return|please|only|one please)){{0,2}}{_TAIL}"
)
_MENTION = lazy(r":[a-z0-9_+-]{1,40}+:|<[@#!][^<>\n]{1,200}>", re.IGNORECASE)


LacksNumber = Literal["unsure", "without"]
"""That a number asked for is not known, or not to be had; said by the trained reader."""


class ShortAnswer(Answer):
    """What was answered to "shall I?": yes, no, all of them, or one by ``thing`` or ``number`` (``instead``: of it)."""

    said: Literal["yes", "no", "all", "one"]
    thing: str = ""
    number: str = ""
    instead: bool = False


def _written_out(sentence: str) -> str:
    """Return a short sentence as plain words in lower case, contractions written out, without punctuation."""
    low = sentence.lower().replace("\u2019", "'")
    for pattern, full in _CONTRACTED if "'" in low else ():
        low = pattern.sub(full, low)
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(low))


def answer_in(text: str) -> ShortAnswer | None:
    """Return what a short ``text`` (untrusted) answers to a question of ours; None if it says anything else."""
    if len(text) > LONGEST:
        return None
    ids = find_ids(text)
    if ids:
        is_one = len(ids) == 1 and ids[0].kind == "rma"
        beside = f"{text[: ids[0].start]} {text[ids[0].end :]}"
        answer = _answered(beside)
        is_plain = is_one and (not _written_out(beside) or (answer is not None and answer.said == "yes"))
        return ShortAnswer(said="one", number=ids[0].value) if is_plain else None
    return _answered(_MENTION.sub(" ", text))


def _answered(text: str) -> ShortAnswer | None:
    """Return what ``text`` answers: a yes or a no, or what stands beside it or alone in words of cancelling."""
    answer = yes_or_no(text)
    words = _written_out(answer.rest if answer else text)
    if answer and not words:
        return ShortAnswer(said=answer.answer)
    is_no = answer is not None and answer.answer == "no"
    if _CANCEL_SAID.fullmatch(words):
        return None if is_no else ShortAnswer(said="yes")
    if _ALL_SAID.fullmatch(words):
        return None if is_no else ShortAnswer(said="all")
    if _LEAVE_SAID.fullmatch(words):
        return ShortAnswer(said="no") if is_no or answer is None else None
    named = _NAMED.fullmatch(words)
    return ShortAnswer(said="one", thing=named["thing"], instead=is_no or bool(named["no"])) if named else None
