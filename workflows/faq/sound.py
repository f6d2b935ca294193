"""Whether a question that rules worded is surely sound with its answer: asked in a form that no rater gave a 1.

The forms were chosen on nine sheets of rated entries (docs/decisions/0080-what-is-published-by-itself.md). What is in
none of them is no worse by that: it waits for a look. Everything here is untrusted; linear, and only the beginning of
an answer is read.
"""

import re
from functools import cache, lru_cache

from workflows.faq.grammar import grammar_of
from workflows.faq.question_form import MOST_CHARS
from workflows.faq.wording import tables
from workflows.faq.words import stem
from workflows.language.grounding import fold
from workflows.language.lazy import lazy

MOST_WORDS = 13  # of a question
READ_CHARS = 600  # of an answer
LEAST_NAMED = 2  # words of meaning in a question for a yes or no or a way: "How do I find out?" may be about anything

_ASIDE = lazy(r" ?\([^()]*\)(?=\?$)")
_QUOTED = lazy(r"[\u00ab\u00bb\u201e\u201c\u201d\"]")
_WORD = lazy(r"[^\W_]+")
_DOUBLED = lazy(r"(.)\1$")  # "cancell" of "cancelling"
_SENTENCE = lazy(r"(?<=[.!?]) (?=[A-Z])")
_ROW = lazy(r"[^:\n.]{1,90}: \S")  # "Plan: Basic; Price: $4", "Blood test: $49"
# A row about these has a price for something else: "Pet: Rabbit; Monthly: £11" of a club.
_NOT_SOLD = lazy(
    r"(?:type|kind|category) of |(?:pet|animal|person|people|age|who|guest|passenger|visitor)s?\b", re.IGNORECASE
)
_SUM = lazy(r"how much (?!do (?:i|we) )|how long |was kostet |wie hoch (?:ist|sind) ", re.IGNORECASE)
_MEASURE = lazy(r"how (?:much|many|long|often|far|soon|old|wide)\b|until when\b", re.IGNORECASE)
_WHEN = lazy(r"when\b", re.IGNORECASE)
_STATED = lazy(r"(?:what happens|can i|can (?!you\b)|may|do you|is there|are there|are)\b", re.IGNORECASE)
# "Access to flats" is what somebody else needs: "How do I access to flats?".
_WAY = lazy(r"How (?:do|can) I (?!.*(?: and | or |\d| [A-Z]))(?![a-z]+ (?:to|of|for|in|by)\b)")
_TO_DO = lazy(r"what (?:do i|should i do)\b", re.IGNORECASE)
_BEGINS = lazy(r"\btakes? (?:effect|place|part|over)\b", re.IGNORECASE)  # "How long does … take?" is not told by it
_EXISTS = lazy(r"(?:is|are) there\b", re.IGNORECASE)
_MAY_I = lazy(r"can i\b", re.IGNORECASE)
_NEGATED = lazy(r"\b(?:not|never|no|cannot)\b|n't\b", re.IGNORECASE)
_CLAUSE = lazy(r"[,;:]| (?:because|but|unless|except|even if) ")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_TELLS_TIME = lazy(
    r"\b(?:within|before|until|from|every|daily|weekly|monthly|as soon as|once|noon|midnight|dusk|dawn)\b"
    rf"|\b(?:{_DAY}|mornings?|evenings?|days?|weeks?|months?|years?)\b|\bafter (?!by\b)|\d ?[ap]\.?m\b"
    r"|\b(?:at|by|on|in) (?:\d|the (?:end|start|beginning|\d))",
    re.IGNORECASE,
)
_FOR_A_WHILE = lazy(r"\bfor (?:up to |at least )?(?:an?|\d+|one|two|three|four|five|six|ten) [a-z]+", re.IGNORECASE)
# What is meant by these stands in the sentence before.
_LEANS = lazy(
    r"\b(?:further|later|others?|another|second|third|first|next|extra|additional(?:ly)?|remaining|remainder|rest|same"
    r"|such|ones?|also|then|only|any ?more|at all|already|not)\b",
    re.IGNORECASE,
)
_COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_HOLDS_MEASURE = lazy(
    rf"\b(?:\d+|{_COUNTS}|half)(?: \w+)? (?:minute|hour|day|night|week|month|year|times|per ?cent)|\d ?%", re.IGNORECASE
)
_TELLS_MEASURE = lazy(
    rf"\d|\b(?:{_COUNTS}|half|quarter|once|twice|daily|weekly|monthly|yearly|free|nothing|noon|midnight)\b"
    r"|\b(?:an?|each|every|per) (?:minute|hour|day|night|week|month|year)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_surely_sound(question: str, answer: str, heading: str = "") -> bool:
    """Say whether a question that passed the gate is published with its answer although nobody has looked at it.

    ``heading``: what the answer stands under, "" if that is nothing.
    """
    if len(question) > MOST_CHARS:
        return False
    asked = " ".join(question.split())
    if _is_the_documents_own(_ASIDE.sub("", asked), answer, heading) or asked in _ready_made():
        return True
    if _QUOTED.search(asked) or asked.endswith(")?") or len(asked.split()) > MOST_WORDS:
        return False
    told = answer[:READ_CHARS]
    is_row = _ROW.match(told) is not None
    if is_row and _NOT_SOLD.match(told):
        return False
    if "\n" not in answer and ((is_row and _SUM.match(asked)) or _told_in_a_sentence(asked, told)):
        return True
    # The answer is the whole section, and the question what its heading says.
    named = _named(asked)
    of_section = _TO_DO.match(asked) or (_WAY.match(asked) and len(named) >= LEAST_NAMED)
    of_heading = _MAY_I.match(asked) and len(named) >= LEAST_NAMED and named <= _named(heading[:MOST_CHARS])
    return bool(of_section or of_heading) and not is_row and _LEANS.search(asked.replace(" not ", " ")) is None


def _is_the_documents_own(asked: str, answer: str, heading: str) -> bool:
    """Say whether a question stands in its document, over the answer or before it."""
    own = fold(asked).rstrip(" ?")
    return own == fold(heading[: MOST_CHARS + 1]).rstrip(" ?") or fold(answer[: 2 * MOST_CHARS]).startswith(f"{own}?")


def _told_in_a_sentence(asked: str, told: str) -> bool:
    """Say whether the first sentence of an answer has all words of the question, in a form that is read rightly."""
    first = _SENTENCE.split(told, maxsplit=1)[0]
    named = _named(asked)
    if not named or not named <= _named(first):
        return False
    if _HOLDS_MEASURE.search(asked) or _LEANS.search(asked):
        return False
    if _MEASURE.match(asked):
        return _BEGINS.search(first) is None and _TELLS_MEASURE.search(first) is not None
    if _WHEN.match(asked):
        clause = _CLAUSE.split(first, maxsplit=1)[0]
        return _TELLS_TIME.search(clause) is not None and _FOR_A_WHILE.search(clause) is None
    alone = len(first) == len(told)  # a second sentence may be about something else
    return (
        alone
        and (len(named) >= LEAST_NAMED or _EXISTS.match(asked) is not None)
        and "," not in asked
        and _STATED.match(asked) is not None
        and not _limits(named, first)
    )


def _limits(named: frozenset[str], told: str) -> bool:
    """Say whether a refusal is of more than the question names: "Pets are not allowed in the restaurant."."""
    clause = _CLAUSE.split(told, maxsplit=1)[0]
    return _NEGATED.search(clause) is not None and not _named(clause) <= named


def _named(text: str) -> frozenset[str]:
    """Return the stems of the words that name something."""
    return frozenset(
        _DOUBLED.sub(r"\1", stem(word)) for word in _WORD.findall(fold(text)) if len(word) > 1 and word not in _small()
    )


@cache
def _ready_made() -> frozenset[str]:
    """Return the questions that have no word of the document: "How can I contact you?" of "Contact"."""
    return frozenset(map(str, tables()["whole"].values()))


@cache
def _small() -> frozenset[str]:
    """Return the words that ask, and those that take another form in an answer: "my" and "your"."""
    known = grammar_of("en")
    small = known.asks | known.verbs | known.determiners | known.persons
    between = known.prepositions | known.particles | known.joins
    asking = ("much", "many", "long", "often", "far", "soon", "old", "wide", "cost", "costs", "happens", "there", "it")
    refusing = ("not", "never", "no", "cannot")
    return small | between | frozenset((*asking, *refusing))
