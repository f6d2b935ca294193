"""Short answers to a question of the desk: yes or no to "shall I?", and that a number asked for is not at hand."""

import re
from typing import Literal

from workflows.answers import Answer
from workflows.ids.grammar import find_ids
from workflows.rules.followups import says_only, written_out

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
_YES_SAID = re.compile(rf"{_LEAD}(?:{_YES} ?)+(?:{_CANCEL})?{_TAIL}|{_LEAD}{_CANCEL}{_TAIL}")
_ALL_SAID = re.compile(rf"{_LEAD}(?:{_YES} )*(?:please )?(?:cancel )?{_ALL}{_TAIL}")
_NO_SAID = re.compile(rf"{_LEAD}(?:{_NO} ?)+{_TAIL}")
_NAMED = re.compile(
    rf"{_LEAD}(?P<no>(?:no|nope|not that one|wait) )?(?:(?:yes|yeah|yep|sure|please) )*(?:i mean(?:t)? )?"
    r"(?:(?:cancel|only|just) ){0,2}(?:the (?:one|return) (?:of|for) )?(?:the|my) (?P<thing>\w+(?: \w+){0,3}?)"
    rf"(?: (?:one|return|please|only|one please)){{0,2}}{_TAIL}"
)
_MENTION = re.compile(r":[a-z0-9_+-]{1,40}+:|<[@#!][^<>\n]{1,200}>", re.IGNORECASE)


LacksNumber = Literal["unsure", "without"]


class ShortAnswer(Answer):
    """What was answered to "shall I?": yes, no, all of them, or one by ``thing`` or ``number`` (``instead``: of it)."""

    said: Literal["yes", "no", "all", "one"]
    thing: str = ""
    number: str = ""
    instead: bool = False


def answer_in(text: str) -> ShortAnswer | None:
    """Return what a short ``text`` (untrusted) answers to a question of ours; None if it says anything else."""
    if len(text) > LONGEST:
        return None
    ids = find_ids(text)
    if ids:
        is_one = len(ids) == 1 and ids[0].kind == "rma"
        rest = written_out(text[: ids[0].start] + text[ids[0].end :])
        plain = is_one and (not rest or _YES_SAID.fullmatch(f"yes {rest}") is not None)
        return ShortAnswer(said="one", number=ids[0].value) if plain else None
    plain_text = written_out(_MENTION.sub(" ", text))
    if _YES_SAID.fullmatch(plain_text):
        return ShortAnswer(said="yes")
    if _ALL_SAID.fullmatch(plain_text):
        return ShortAnswer(said="all")
    if _NO_SAID.fullmatch(plain_text):
        return ShortAnswer(said="no")
    named = _NAMED.fullmatch(plain_text)
    return ShortAnswer(said="one", thing=named["thing"], instead=bool(named["no"])) if named else None


_UNSURE_OF_IT = re.compile(
    r"\b(?:no idea|no clue|do not know|dunno|idk|not sure|not certain|have to guess)\b"
    r"|\bwhere (?:\w+ ){0,4}?(?:find|see|look|stand|stands|written|printed)\b|\bwhere is (?:my|the) (?:\w+ )?number\b"
    r"|\bwhat (?:is|are) (?:my|the|an?) (?:\w+ ){0,2}?(?:number|id|reference)\b|\b(?:what|which) (?:\w+ )?number\b"
)
_WITHOUT_IT = re.compile(
    r"\b(?:not|never|no longer) (?:\w+ )?(?:have|find|got|get|gotten|had|received|remember|recall|see"
    r"|possess)\b"
    r"|\b(?:lost|misplaced|forgot|forgotten|deleted|threw|thrown|without)\b|\bhave (?:no|none|neither)\b"
    r"|\bno (?:longer )?(?:have|got)\b"
    r"|\b(?:there is|got|have got) (?:no|none)\b"
)
_LATER = re.compile(r"\b(?:later|tomorrow|soon|yet|tonight|moment|will|let me|once|when)\b")
MOST_WORDS = 20


def lacks_number(text: str) -> LacksNumber | None:
    """Say whether ``text`` answers that its writer does not know the number asked for, or has not got it.

    None if it says anything else: also that the number will come later.
    """
    if len(text) > LONGEST or find_ids(text):
        return None
    plain = written_out(_MENTION.sub(" ", text))
    if len(plain.split()) > MOST_WORDS or _LATER.search(plain) or not says_only(plain, "without_number"):
        return None
    if _WITHOUT_IT.search(plain):
        return "without"
    return "unsure" if _UNSURE_OF_IT.search(plain) else None
