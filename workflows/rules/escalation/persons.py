"""Who asks for a person: to speak with one, to be called by one. "Can someone check?" asks the desk for a look."""

import re

from workflows.language.lazy import lazy
from workflows.understanding.turns import SURE_OF_PERSON, turn_of

_ANYBODY = r"(?:some\s?one|some\s?body|any\s?one|any\s?body|one\sof\syou(?:\s(?:guys|lot|all))?)"
_KINDLY = r"(?:(?:please|pls|plz|kindly|just|maybe|perhaps|quickly|possibly|also|be\sable\sto|then)\s){0,3}"
_DEED = (
    r"(?:re-?check|double-?check|check|look|sort|fix|tell|explain|confirm|investigate|review|verify|clear|clarify|correct|find|figure|work\sout|go\sover|see\s(?:to|why|what|if|whether|where|into)"
    r"|track|trace|chase|advise|shed|update|let\s(?:me|us)\sknow|take\sa(?:nother)?\s(?:quick\s|closer\s)?look|have\sa(?:nother)?\s(?:quick\s|closer\s)?look|help\s(?:me|us)?\s?(?:with|to|out\swith|find|return|understand|sort)|give\s(?:me|us)\san?\s(?:update|status|answer\son)"
    r"|put\s(?:it|this|that)\sright|amend|adjust|cancel|send\s(?:me|us)\s(?:a|an|the)\s(?:label|copy|invoice|rma|link))\b"
)
# "Can someone please check", "I need somebody to sort this out", "is there anyone who can tell me …".
_ASKED_OF_ANYBODY = lazy(
    rf"\b(?:can|could|would|will|may|might|should|must|needs?|want|like|have|get|find|ask|is\sthere|are\sthere|if|please|pls|i'd\slike)\s(?:[\w']{{1,6}}\s)?{_KINDLY}{_ANYBODY}\s"
    rf"(?:(?:who|that|to|there|please|pls|plz|kindly|just|can|could|would|will|may|might|be|able|finally|actually|quickly|else|maybe|also|here)\s){{0,5}}{_DEED}",
    re.IGNORECASE,
)
# People of ours, and what only people do with one another: then it is a wish for one after all.
_PEOPLE = lazy(
    r"\b(?:humans?|persons?|people|staff|agents?|advis[oe]rs?|representatives?|reps?|operators?|managers?|supervisors?|specialists?|colleagues?|employees?|boss|team|department|support|in\scharge|(?:from|in|at)\s(?:your|the\soffice|billing|accounts|sales)"
    r"|talk|speak|chat|visit|transfer|escalate|in\stouch|back\sto\s(?:me|us)|reach\sout|take\sover|come\s(?:and|over|round|out|by)"
    r"|(?:call|phone|ring|contact|write|e-?mail|text|message|reply|respond|answer)\s(?:to\s)?(?:me|us|back))\b",
    re.IGNORECASE,
)
# What one of our people, or somebody, did or said before is told, not wished for.
_TOLD = lazy(
    r"\b(?:your|the|an?|one\sof\syour|that|my|our|his|her|their)\s(?:[\w'-]{2,14}\s){0,2}?(?:agents?|reps?|representatives?|colleagues?|advis[oe]rs?|operators?|managers?|salesm[ae]n|assistants?|person|lady|guy|man|woman)\s(?:[\w'-]{2,14}\s){0,4}?"
    r"(?:told|said|says|promised|advised|informed|assured|suggested|offered|quoted|agreed|mentioned|wrote|confirmed|asked\s(?:me|us)|sent\s(?:me|us))\b",
    re.IGNORECASE,
)
_WISHED = lazy(
    r"\b(?:can|could|would|will|may|please|pls|want|wanna|need|like|prefer|let\sme|get\sme|give\sme|put\sme|i'd|rather|must|insist)\b|\?",
    re.IGNORECASE,
)


def asks_for_person(text: str) -> bool:
    """Tell whether a sentence of ``text`` (untrusted) surely asks for a person instead of the desk."""
    said = turn_of(text, "nothing")
    return any(one.does == "human" and one.share >= SURE_OF_PERSON and not asks_desk(one.text) for one in said)


def asks_desk(sentence: str) -> bool:
    """Tell whether ``sentence`` only sounds like a wish for a person.

    It wants something checked, told or put right by whoever does it, or tells what one of our people said.
    """
    plain = " ".join(sentence.replace("\u2019", "'").split())
    asked = _ASKED_OF_ANYBODY.search(plain)
    if asked is not None:
        return _PEOPLE.search(plain) is None
    return _TOLD.search(plain) is not None and _WISHED.search(plain) is None
