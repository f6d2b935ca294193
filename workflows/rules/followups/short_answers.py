"""Short answers to a question of the desk: yes or no to "shall I?", all of them, or one."""

import re
from typing import Literal

from workflows.answers import Answer
from workflows.ids.grammar import find_ids
from workflows.language.lazy import lazy

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
_YES = (
    r"(?:yes|yep|yeah|yup|yea|y|sure|ok|okay|correct|right|exactly|of course|absolutely|definitely|certainly|please do"
    r"|go ahead|do it|do that|confirm|confirmed|please)"
)
_CANCEL = r"(?:(?:please )?(?:cancel|do cancel) (?:it|that|this|the return|that return|this return|the rma|one)?)"
_ALL = r"(?:both|all|them all|both of them|all of them|both returns|all returns|them both|every one|everything)"
_NO = (
    r"(?:no|nope|nah|n|do not|please do not|do not cancel(?: it| that| the return)?|leave it"
    r"|leave it as it is"
    r"|leave that|keep (?:the return|the rma)|not now|not yet|rather not|better not|never mind|stop|wait"
    r"|hold on|forget it|neither"
    r"|none|none of them|not necessary|let it stand|leave them)"
)
_YES_SAID = lazy(rf"{_LEAD}(?:{_YES} ?)+(?:{_CANCEL})?{_TAIL}|{_LEAD}{_CANCEL}{_TAIL}")
_ALL_SAID = lazy(rf"{_LEAD}(?:{_YES} )*(?:please )?(?:cancel )?{_ALL}{_TAIL}")
_NO_SAID = lazy(rf"{_LEAD}(?:{_NO} ?)+{_TAIL}")
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
        rest = _written_out(text[: ids[0].start] + text[ids[0].end :])
        plain = is_one and (not rest or _YES_SAID.fullmatch(f"yes {rest}") is not None)
        return ShortAnswer(said="one", number=ids[0].value) if plain else None
    plain_text = _written_out(_MENTION.sub(" ", text))
    if _YES_SAID.fullmatch(plain_text):
        return ShortAnswer(said="yes")
    if _ALL_SAID.fullmatch(plain_text):
        return ShortAnswer(said="all")
    if _NO_SAID.fullmatch(plain_text):
        return ShortAnswer(said="no")
    named = _NAMED.fullmatch(plain_text)
    return ShortAnswer(said="one", thing=named["thing"], instead=bool(named["no"])) if named else None
