"""Whether what a sentence answers can be asked by itself: it names what it is about, and does not hold its answer.

"When do you pay the money back?" under "Payments you did not make" is asked with its heading, or not at all. English.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from workflows.faq.heading_parts import ASKS, MARKED, ODD, Topic, small
from workflows.faq.heading_questions import is_compound
from workflows.faq.question_form import flaw_of_question
from workflows.faq.reasons import POINTS
from workflows.faq.wording import MASS, act_of_gerund, flipped, is_plural, listed, written_out
from workflows.faq.words import content_words, stem
from workflows.language.lazy import lazy

REPEATED = 0.9  # of an answer's words in a question that is answered with "yes"
LEAST_REPEATED = 5  # such words: "Can I pay by card?" is fine
MOST_WORDS = 18  # of a question with its topic
LONGEST_TOPIC = 6  # words
LONGEST_LABEL = 40  # characters of a heading in brackets
ALIKE = 6  # first letters of words that name one thing: "photos", "photography"

_YES_OR_NO = lazy(r"(?:Is|Are|Was|Were|Do|Does|Can|Could|May|Must|Will|Should|Has|Have)\b")
_DUTY = lazy(r"(?:Do|Must|When do) I (?:have to|need)\b")
_NEED = lazy(r"Do I need (?!to\b)")
_OPENING = lazy(r"What (?:happens|should I do) (?:if|when)\b")
_CHOICE = lazy(r"What can I [a-z]+ (?:if|when) ")
_BARE_ACT = lazy(r"How can I \w+\?")
_ONLY = lazy(r"\bonly (?:once|if|when|after|before)\b| only\?$")
# Two things at once: "Can I show you a policy of my own or join your scheme?".
_EITHER = lazy(
    r"^(?:Can|May|Do|Must) (?:I|you) (?:have to )?[a-z]+ [^?]{3,80} or (?P<other>[a-z]+) (?:the|a|an|my|your|it)\b"
)
_PAST = lazy(r"(?:Was|Were)\b")
# A yes-or-no question with the measure that its answer tells: nobody asks "Can I put up to three vegetables …?".
_GIVES_AWAY = lazy(
    r"^(?:Is|Are|Do|Does|Can|May|Must|Will|Has|Have)\b.*?"
    r"(?:\b(?:up to|to|at|for|at least|at most|no more than|more than|within|until) "
    r"(?:[$\u20ac\u00a3]?\d|(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b)|[$\u20ac\u00a3]\d)"
)
_INCLUDED = lazy(r"^(?:Is|Are) .{1,80} included\?$")
_PRICES = lazy(r"\b(?:prices?|pricing|costs?|fees?|rates?|tariffs?|charges?)\b", re.IGNORECASE)
# What no name of a thing begins with: small words, and acts that are no nouns ("Pay").
_NO_NOUN = frozenset((
    "good", "more", "if", "when", "during", "before", "after", "at", "on", "in", "for", "with", "without", "by", "from",
    "to", "i", "you", "we", "it", "apply", "ask", "bring", "buy", "cancel", "choose", "collect", "get", "pay", "send",
))  # fmt: skip
_FINITE = lazy(r"\b(?:is|are|was|were|has|have|had|do|does|did|can|cannot|will|must|may|should)\b")
_LABEL = lazy(r"(?!.* (?:and|or|und|oder|et|y) )[\w' &/-]+")  # of two things it would not say which
_TITLE_ENDS = lazy(r" [|\u2013\u2014-] |: ")
_MINE = lazy(r"\b(?:mine|yours|ours)\b")
_HOW_MUCH = lazy(r"How much (?:is|are|do|does)\b")
_SURCHARGE = lazy(r"(?:\d|%|euros?|pounds?|dollars?) (?:more|less|extra)(?: each| per \w+)?\b", re.IGNORECASE)
_GIVES_AWAY_IN_GERMAN = lazy(
    r"(?:Darf|D\u00fcrfen|Kann|K\u00f6nnen|Muss|M\u00fcssen|Ist|Sind|Wird|Werden)\b.* (?:h\u00f6chstens"
    r"|mindestens|maximal|bis zu|erst ab)\b"
)
_ONE_PER = lazy(r"(?:Can|May) (?:an?|one) (?P<one>[a-z]{3,}[^s\W]) be (?P<rest>[a-z]+ per [\w ]{2,40})\?")
_CUT_SHORT = lazy(r"\b(?:ask|tell|show|let) (?:you|me|them)\?$")
_WORD = lazy(r"[^\W_]+(?:['-][^\W_]+)*")
_FIRST_OF = frozenset(("first", "next", "last", "each", "further"))
_TO_SEND = frozenset(("a", "an"))  # "Do I have to send a photo?": of what?
_HAVE_TO = lazy(r"(?!how (?:long|many|much)\b).*\bdo I have to\b", re.IGNORECASE)
_THE_ONLY = lazy(r"(?:What|How much) (?:is|are) the [a-z]+\?$")
_OWNERS = frozenset(("my", "your", "our"))
_BEFORE_NOUNS = frozenset(("a", "an", "the", "my", "your", "each", "any"))
_NOT = lazy(r"\b(?:not|no|never|cannot|without)\b", re.IGNORECASE)
_CLAUSE = lazy(r"(?:before|after|when|if|while) (?:you|we|your|the|our) ")
_STATE_OF = lazy(
    r"(?:something|somebody|someone|nobody|nothing|the|your|our|an?) [\w -]{0,40}?"
    r"\b(?:is|are|has|have|does|do|cannot|will) [\w' -]+$"
)
_HOW_TO = lazy(r"how (?:to|do i|can i|you(?: can)?) (?P<act>[a-z][\w' -]{2,50})\??$", re.IGNORECASE)
_OF_WHOM = lazy(r" (?:you|we|that|which|who) ")
# What is added to the state that a yes or a no is about: the answer tells it.
_STATE = lazy(
    r"(?P<kept>(?:Is|Are) .{1,80}? (?:welcome|allowed|permitted|accepted|covered|refunded|available|possible"
    r"|provided|returned|exchanged|replaced|cancelled))"
    r"(?: (?:in|on|at|from|for|if|when|with|during|as|only|after|once|provided|unless|except|until|before)\b.{0,120})\?"
)
_MAY = lazy(
    r"(?P<kept>(?:Can|May) .{3,100}?) (?:if|when|as long as|provided|unless|without|after|against|in return for"
    r"|in exchange for) .{1,120}\?"
)
_BARE_CAN = lazy(r"(?:Can|May) (?:I|you|\w+s?) (?:be )?\w+")  # too little is left
_ONLY_SO = lazy(r"(?:Is|Are|Do|Does|Can|May|Will|Has|Have)\b.* only (?:to|for|in|on|with|by|from|at|against)\b")
# Two acts of one measure: "How long can I skip a box or pause?".
_EITHER_MEASURE = lazy(r"How (?:long|often|far ahead|soon) (?:can|may|do|should) (?:I|you) \w+ [^?]{2,80} or \w+\?")
_ONCE = lazy(r" (?:once|twice)\?$")
_MUST = lazy(
    r"(?P<kept>(?:Do|Does) .{1,80}? have to be (?:reported|registered|announced|booked|approved|cancelled|insured"
    r"|collected|supervised|accompanied)) (?:to|by|at|with|if|when|in) .{1,120}\?"
)


def asked_well(question: str, answer: str, topic: Topic) -> str | None:  # noqa: PLR0911 - one return a reason
    """Return the question as it stands alone, with the topic of its section where it needs it; None: it cannot.

    ``answer``: the sentence that it was made of (untrusted).
    """
    if _PAST.match(question) or (_GIVES_AWAY.search(question) and not _NOT.search(answer.partition(";")[0])):
        return None
    question = _cut(question, answer)
    if _ONLY_SO.match(question) or _EITHER_MEASURE.fullmatch(question):
        return None
    if _CHOICE.match(question):
        return question
    if _CUT_SHORT.search(question) or _ONLY.search(question):
        return None
    if (either := _EITHER.match(question)) and either["other"] in _done():
        return None
    if _INCLUDED.search(question):
        return f"{question[:-1]} in the price?" if _PRICES.search(topic.heading) else None
    duty = _DUTY.match(question) is not None
    if _names(question, topic) or _BARE_ACT.fullmatch(question) or not (duty or _is_general(question)):
        return question
    return None if _OPENING.match(question) else _with_topic(question, answer, topic, duty=duty)


def _with_topic(question: str, answer: str, topic: Topic, *, duty: bool) -> str | None:
    """Return a question with the heading over it; a title, which is about all of a document, names no thing."""
    of_title = topic.heading == topic.title
    act, thing, clause = _act(topic), None if of_title else _thing(topic), _when(topic)
    if _NEED.match(question) and not _NOT.search(answer):
        to = f"to {act}" if act else clause or (f"for {thing}" if thing else "")
        return f"What do I need {to}?" if to else question
    if act and not duty and " my " in act and " you " in question:
        return None  # "Storing your records": who does that is not said
    to = clause or (f"for {thing}" if thing else "") or (f"when I {act}" if act else "")
    if not to and not duty and topic.above and not _is_title(topic.above[-1], topic.title):
        return _with_topic(question, answer, replace(topic, heading=topic.above[-1], above=topic.above[:-1]), duty=duty)
    if not to:
        return question if duty or of_title else _aside(question, topic)
    if (to.startswith("when ") and question.startswith("When ")) or question.endswith(" for?"):
        return question
    found = f"{question[:-1]} {to}?"
    return found if len(found.split()) <= MOST_WORDS else None


def _aside(question: str, topic: Topic) -> str | None:
    """Return a question with what it is about behind it, where no words of it fit: "Is a move free (storage)?"."""
    label = label_of(topic.heading)
    return f"{question[:-1]} ({label})?" if label and len(question.split()) < MOST_WORDS else None


def with_aside(question: str, headings: Sequence[str]) -> str:
    """Return a question that points to words around it with the nearest heading that tells them, else as it is."""
    if _MINE.search(question):
        return question
    if (flaw_of_question(question) != POINTS and not names_nothing(question)) or len(question.split()) >= MOST_WORDS:
        return question
    label = next((found for one in headings if (found := label_of(one)) and not one.endswith("?")), None)
    return with_label(question, label or "")


def with_label(question: str, label: str) -> str:
    """Return a question with a label in brackets, if there is one and the question has none."""
    return f"{question.rstrip(' ?')} ({label})?" if label and not question.endswith(")?") else question


def label_of(heading: str) -> str:
    """Return a heading (untrusted) as it may stand in brackets; "": it says nothing by itself, or is no name."""
    first = _TITLE_ENDS.split(" ".join(heading[: 2 * LONGEST_LABEL].split()))[0]
    plain = MARKED.sub("", first).strip(" .:")
    fits = len(plain.split()) <= LONGEST_TOPIC and len(plain) <= LONGEST_LABEL and _LABEL.fullmatch(plain)
    says = plain.lower() not in listed("general") and not ASKS.match(plain) and plain[:3].lower() not in {"if ", "whe"}
    letterhead = " " in plain and plain.isupper()
    return plain if fits and says and plain[:1].isupper() and not letterhead else ""


def says_nothing(title: str) -> bool:
    """Say whether the title of a document names no thing that it is about: "Help", "Guide", "Terms 2024"."""
    words = [word.lower() for word in _WORD.findall(title[: 2 * LONGEST_LABEL])]
    return all(word.isdigit() or word in listed("titles") or word in listed("general") for word in words)


def is_asked_amiss(question: str, answer: str) -> bool:
    """Say whether a question that rules worded asks a price of a surcharge, or holds its answer in German."""
    surcharge = _HOW_MUCH.match(question) is not None and _SURCHARGE.search(answer) is not None
    return surcharge or _GIVES_AWAY_IN_GERMAN.match(question) is not None


def several(question: str) -> str:
    """Ask how many of what is one each: "Can a voucher be used per order?" of "One voucher may be used per order."."""
    found = _ONE_PER.fullmatch(question)
    if found is None:
        return question
    one = found["one"]
    plural = f"{one[:-1]}ies" if one.endswith("y") and one[-2] not in "aeiou" else f"{one}s"
    return f"How many {plural} can be {found['rest']}?"


def names_nothing(question: str) -> bool:
    """Say whether an English question is about a thing that could be anybody's: "What is the fee?"."""
    if question.endswith(")?") or not _is_general(question):
        return False
    low = [word.lower() if word[1:].islower() and at == 0 else word for at, word in enumerate(_WORD.findall(question))]
    if any(word in _OWNERS for word in low):
        return False
    if _THE_ONLY.match(question):
        return True
    bare = _YES_OR_NO.match(question) is not None
    before = _FIRST_OF | (_TO_SEND if _HAVE_TO.match(question) else frozenset())
    for one, word in pairwise(low):
        singular = word[:-1] if is_plural(word) else word
        general = singular in listed("too_general")
        if general and (one in before or (bare and word != singular and word not in _done() and one == low[0])):
            return True
    return False


def _is_title(heading: str, title: str) -> bool:
    """Say whether a heading is the title of its document, or a part of it: it names no thing of its own."""
    return heading.casefold() in title.casefold() or title.casefold() in heading.casefold()


def repeats(question: str, answer: str) -> bool:
    """Say whether a question that is answered with "yes" holds nearly all that its answer tells."""
    words = content_words(answer)
    if len(words) < LEAST_REPEATED or not _YES_OR_NO.match(question) or _NOT.search(answer):
        return False
    asked = set(content_words(question))
    return sum(word in asked for word in words) >= REPEATED * len(words)


def _cut(question: str, answer: str) -> str:
    """Leave out of a question what its answer adds: "Are dogs welcome in rooms on the ground floor?".

    What a refusal depends on is kept: "We cannot take a lamp without its box." is not about lamps.
    """
    refused = _NOT.search(answer.partition(";")[0].partition(" without ")[0])
    forms = (_STATE, _MUST) if refused else (_STATE, _MAY, _MUST)
    found = next((found for form in forms if (found := form.fullmatch(question))), None)
    question = _ONCE.sub("?", question)
    cut = f"{found['kept']}?" if found and not _BARE_CAN.fullmatch(found["kept"]) else question
    return f"Can{cut[3:]}" if cut.startswith("May ") else cut


def _names(question: str, topic: Topic) -> bool:
    """Say whether a question has a word of the heading over it."""
    asked = set(content_words(question))
    acts = (act_of_gerund(word) for word in topic.heading.split())
    heading = [*content_words(topic.heading), *(stem(act) for act in acts if act)]
    return any(word[:ALIKE] in {one[:ALIKE] for one in asked} for word in heading)


def _is_general(question: str) -> bool:
    """Say whether a question has no word that says what it is about; plurals and words on -ing name things."""
    words = _WORD.findall(question.lower())
    return not any(_says_what(word, before) for before, word in zip(["", *words], words, strict=False))


def _says_what(word: str, before: str) -> bool:
    singular = word[:-1] if is_plural(word) else word
    if any(map(str.isdigit, word)) and any(map(str.isalpha, word)):
        return True  # the name of a model
    if len(word) < 3 or word.isdecimal() or singular in listed("too_general") or not content_words(word):
        return False
    return before in _BEFORE_NOUNS or not (
        word in _done() or (word.endswith("ed") and stem(word) in {stem(one) for one in _done()})
    )


@cache
def _done() -> frozenset[str]:
    """Return what is done with anything, and what anything is."""
    lists = ("acts", "offers", "handling", "participles", "states", "money_verbs")
    return frozenset(word for name in lists for word in listed(name))


def _plain(topic: Topic) -> str:
    """Return the heading in small letters, "" if it is none that can be put into a question."""
    words = MARKED.sub("", " ".join(topic.heading.split())).strip(" .:").split()
    if not 1 <= len(words) <= LONGEST_TOPIC or ODD.search(topic.heading) or ASKS.match(words[0]):
        return ""
    plain = small(words, topic.document)
    general = plain.lower() in listed("general") or "?" in plain or not re.fullmatch(r"[\w' -]{3,60}", plain)
    return "" if general else plain


def _act(topic: Topic) -> str | None:
    """Return what is done, of "Renting a plot" and "How to rent a plot": "rent a plot"."""
    if how := _HOW_TO.match(MARKED.sub("", " ".join(topic.heading.split()))):
        return flipped(how["act"])
    words = _plain(topic).split()
    act = act_of_gerund(words[0]) if words else None
    joined = len(words) > 1 and (not {"and", "or"}.isdisjoint(words) or is_compound(words))
    return None if act is None or joined else flipped(" ".join([act, *words[1:]]))


def _when(topic: Topic) -> str | None:
    """Return "before I start" of "Before you start", "if something is missing" of "Something is missing"."""
    plain = written_out(_plain(topic))
    if _STATE_OF.match(plain):
        return f"if {flipped(plain)}"
    return flipped(plain) if _CLAUSE.match(plain) else None


def _thing(topic: Topic) -> str | None:
    """Return the thing that a heading names, as it follows "for": "the deposit", "payments I did not make"."""
    plain = _plain(topic)
    words = plain.split()
    first = _OF_WHOM.split(f"{plain} ")[0].split() if plain else []
    if not first or _CLAUSE.match(plain) or act_of_gerund(words[0]) or (words[0].endswith("ing") and len(words) > 1):
        return None
    says_little = words[-1] in listed("things") or all(word in listed("too_general") for word in words)
    if says_little or words[0] in {"our", "my"} or "and" in words:
        return None
    if words[0] in _NO_NOUN or _FINITE.search(" ".join(first)) or (len(words) > 1 and words[0] in listed("acts")):
        return None
    if first != words and not _OF_WHOM.search(plain):
        return None
    known = is_plural(first[-1]) or MASS.search(first[-1]) or words[0] in {"the", "your", "my", "our"}
    return flipped(plain if known else f"the {plain}")
