"""The question that a sentence of a policy, manual or price list answers: what one may, must, pays, and by when.

Forms that help centres use, over sentences that stand alone. Number and verb are the sentence's own, never guessed.
"""

import re
from collections.abc import Callable

from workflows.faq import sentence_acts as acts
from workflows.faq import sentence_facts as facts
from workflows.faq.measured_questions import measured
from workflows.faq.sentence_parts import PERIOD, START, Asked, points_elsewhere
from workflows.faq.wording import written_out
from workflows.language.lazy import lazy

MOST_WORDS = 15  # of a question
LEAST_WORDS = 4
MOST_READ = 300  # characters of a sentence

_ADDED = lazy(r"(?<=[a-z]) (?:instead|therefore|then|however|simply|please)(?= )")
_ASIDE = lazy(r" \([^()]{1,80}\)")
_NOT_BACK = lazy(
    r"There (?:is|are) no |Those who |One [a-z]+ (?:may|can) "
)  # begins like what points back, and stands alone
_SHORT = lazy(r"Who |(?:Is|Are) [a-z]+ (?:welcome|allowed|permitted|accepted)$", re.IGNORECASE)  # of three words
_EXISTS = lazy(r"^(?:Is|Are) there ")
_NOON = lazy(r"\b[ap]\.m$")
_ADDS = lazy(r"\balso\b|\bas well\b(?! as)|\btoo[.!]?$")  # to what stands before it
_HELD = lazy(rf"^(?:How (?:long|often)|When|Until when|By when)\b.* (?:for|within|every) {PERIOD}")
_BROKEN = lazy(
    r"[.!?] [A-Z]|\bconsiders? I\b"
    r"|\b(?:new|old|other|second|third|first|wrong|right|same|last|next|the|another) one\b|\bones\b| and not "
    r"|\b(?:I|you) (?:am|are) (?:I|you)\b"
)
_FORMS: tuple[Callable[[str], Asked | None], ...] = (
    acts.condition,
    acts.purpose,
    acts.forbidden,
    acts.people,
    acts.notice,
    facts.absent,
    facts.refused,
    facts.taken,
    facts.means,
    measured,
    acts.may,
    acts.we,
    facts.costs,
    facts.lasts,
    facts.measure,
    facts.state_of,
    facts.includes,
    facts.gets,
    acts.told,
)


def question_of_sentence(sentence: str) -> Asked | None:
    """Return the question that an English sentence (untrusted, on one line) answers; None if none fits well."""
    if len(sentence) > MOST_READ:
        return None
    sentence = _ASIDE.sub("", _ADDED.sub("", written_out(sentence))).strip()
    if not sentence or not sentence[0].isupper() or adds(sentence):
        return None
    if START.match(sentence) and not _NOT_BACK.match(sentence):
        return None
    for form in _FORMS:
        found = form(sentence.rstrip(".! "))
        if found is not None and (question := _whole(found.question)):
            return Asked(question, found.rank)
    return None


def adds(sentence: str) -> bool:
    """Say whether a sentence adds to the one before it: "Theft must be reported to the police as well."."""
    return _ADDS.search(sentence[:MOST_READ]) is not None


def _whole(question: str) -> str | None:
    """Return a question that can stand alone, with its mark; None for one that points elsewhere or is too long."""
    question = " ".join(question.split()).strip(" .,;:\u2013-")
    words = question.split()
    if (
        not (LEAST_WORDS - (_SHORT.match(question) is not None)) <= len(words) <= MOST_WORDS
        or points_elsewhere().search(_EXISTS.sub("", question))
        or _BROKEN.search(question)
        or _HELD.match(question)
        or re.search(r"[\"()\[\]|:;\u201c\u201d]", question)
    ):
        return None
    return f"{question[0].upper()}{question[1:]}{'.' if _NOON.search(question) else ''}?"
