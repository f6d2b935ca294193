"""Parts of sentences in policies, manuals and price lists: periods, sums, subjects that stand alone. No questions."""

import re
from dataclasses import dataclass
from functools import cache

from workflows.faq.wording import listed
from workflows.language.lazy import lazy

LONGEST_SUBJECT = 9  # words

PERIOD = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]{3,5}teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-[a-z]{3,5})?|half an?|several|a few)"
    r"(?:[\u2013-]| to | or )?\d{0,3}[ -]?(?:(?:working|business|calendar|full|clear|school) )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|nights?)"
)
MONEY = (
    r"(?:[$\u20ac\u00a3]\s?\d|\d[\d.,]*\s?(?:%|percent|per cent|euros?|dollars?|pounds?|pence|cents?|p\b|USD|EUR"
    r"|GBP|kr|CHF)|free\b)"
)
BE = r"(?:is|are|was|were)"
_AFTER_ACT = frozenset(
    ("the", "a", "an", "your", "by", "at", "for", "to", "in", "on", "with", "us", "them", "it", "any")
)
_TAIL = lazy(
    r"(?:,(?!\d)| [\u2013\u2014-] |;|:| \(| because | so that "
    r"| for as long as | as long as | which | unless | except | but "
    r"| and (?=(?:you|we|it|the|they|this|needs?|costs?|takes?|lasts?|is|are|was|has|have|can|cannot|must|may|will|do"
    r"|does|then|return|closes?|stays?|goes|comes?|arrives?)\b)).*$"
)
_LISTED = lazy(
    r", (?!(?:but|if|when|so|as|which|who|unless|except|and|or|because|at|by|in|on|from|for|with|without|free|even"
    r"|up|once|provided|until|after|before|not|including|plus|then|though|while|whether|where|since|to)\b)[^,;:]{2,60}"
    r"(?:,| and | or )"
)
START = lazy(
    r"^(?:it|its|this|that|these|those|they|their|he|his|she|her|whose|there|here|such|however|therefore|thus|also|but|and|or|then"
    r"|instead|otherwise|for example|in addition|as a result|please note that|note that|some|others?|both"
    r"|either|one|each"
    r"|all|most|many|any)\b",
    re.IGNORECASE,
)
_HEAD_ENDS = lazy(
    r" (?:of|for|in|on|to|from|by|with|at|over|under|above|below|between|that|who|which|after|before"
    r"|without|against|per|made|not|aged|such as) "
)
_DETERMINERS = frozenset(("a", "an", "the", "your", "our", "my", "each", "every", "all", "no", "new", "most"))
_HALF = lazy(r"\b(?:only|just|also|always|never|still|even|usually|often|normally)$", re.IGNORECASE)
_PASSIVE = lazy(r" \w+ed (?:with|in|by|to|from|on|at) ")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and how good a kind it is: 1 best, 3 last."""

    question: str
    rank: int


# Last words of what goes on: behind "tickets which" comes the verb of another clause.
_GOES_ON = frozenset(("and", "or", "but", "to", "which", "that", "who", "whom", "whose", "where", "when"))


def one_of(name: str) -> str:
    """Return a list of the tables as a choice in a pattern; longer words first."""
    return "|".join(sorted(map(re.escape, listed(name)), key=len, reverse=True))


@cache
def points_elsewhere() -> re.Pattern[str]:
    """Return the pattern of words that point elsewhere."""
    return re.compile(rf"\b(?:{one_of('pointing')})\b", re.IGNORECASE)


@cache
def participle() -> str:
    """Return a pattern of participles: "refunded", "paid"."""
    return rf"(?:[a-z]{{2,}}ed|[a-z]*(?:{one_of('participles')}))"


@cache
def state() -> str:
    """Return a pattern of what is said of things: "not included", "usually paid"."""
    adverb = "not |never |only |always |also |usually |normally |automatically "
    return rf"(?:{adverb})?(?:{participle()}|{one_of('states')})"


@cache
def _inner() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{one_of('inner')})\b")


def without_tail(text: str) -> str:
    """Return a clause without what is added behind it."""
    return _TAIL.sub("", text).strip()


def cuts_a_list(text: str) -> bool:
    """Say whether what is added behind a clause belongs to it: "keep your name, your address and your orders"."""
    found = _TAIL.search(text)
    return found is not None and _LISTED.match(found.group()) is not None


def within_sentence(subject: str) -> str:
    """Return a subject as it stands within a sentence."""
    first = subject.split(" ", 1)[0]
    following = subject[len(first) + 1 :]
    named = following[:1].isupper() and following.split()[0].isalpha() and first.lower() not in _DETERMINERS
    is_name = named or any(char.isupper() or char.isdigit() for char in first[1:])
    return subject if is_name else f"{subject[0].lower()}{subject[1:]}"


def head_of(noun: str) -> str:
    """Return the noun that a phrase is about: "returns" in "returns to a shop"."""
    before = _HEAD_ENDS.split(noun)[0]
    words = before.split()
    if len(words) > 1 and words[-1].endswith("ed"):
        words = words[:-1]
    return "items" if " and " in before else words[-1] if words else noun


def begins_well(sentence: str) -> bool:
    """Say whether a sentence begins with what it is about."""
    return stands_alone(sentence.split(" ", 1)[0])


def stands_alone(subject: str) -> bool:
    """Say whether a subject says by itself what is meant."""
    words = subject.split()
    if not words or len(words) > LONGEST_SUBJECT or points_elsewhere().search(subject) or START.match(subject):
        return False
    told = words[0].lower() in listed("acts") and len(words) > 1 and words[1] in _AFTER_ACT
    if told or words[-1].lower() in _GOES_ON or _HALF.search(subject) or _PASSIVE.search(subject):
        return False
    return _inner().search(subject) is None and words[0] not in listed("leading")
