"""The question that a heading announces which names a thing: "Delivery times" is "How long does delivery take?"."""

import re
from collections.abc import Sequence

from workflows.faq.heading_parts import ASKS, MARKED, ODD, Topic, framed, small, thing_above
from workflows.faq.ways import tells_whether
from workflows.faq.wording import act_of_gerund, flipped, is_plural, listed, tables
from workflows.language.lazy import lazy

SHORT_LINE = 80
LEAST_OF_A_WAY = 10  # words that tell how something works
_PREPOSITION = lazy(
    r" (?=(?:of|for|in|on|to|from|by|with|at|during|after|before|without|outside|under|over|between|abroad|within|via"
    r"|against|towards?|per|not|that|which|who|we|you|online|due|using)\b)"
)
_LEADS = frozenset(
    ("during", "before", "after", "at", "on", "in", "if", "when", "while", "for", "with", "without", "by", "from", "to")
)
MONEY_HEADS = frozenset(
    ("fee", "fees", "cost", "costs", "charge", "charges", "price", "prices", "rate", "rates", "pricing", "tariffs")
)
TOLD_TO = lazy(
    r"\b(?:contact|call|tell us|let us know|send|write|please|report|email|you (?:can|should|must|need))\b",
    re.IGNORECASE,
)
_LENGTH = lazy(r"\d|\b(?:days?|weeks?|hours?|minutes?|months?)\b", re.IGNORECASE)
PRICED = lazy(r"[$\u20ac\u00a3]\s?\d|\d\s?(?:euros?|dollars?|pounds?|pence|cents?|EUR|USD|GBP)\b", re.IGNORECASE)
_OTHERS_PRICE = lazy(r"\b(?:costs?|is|are) (?:only |about |from )?(?:[$\u20ac\u00a3]|\d)")
_LISTS = lazy(r",[^,]{1,40} and ")  # several things: no one way is told
_LABELLED = lazy(r"[A-Z][^:.]{1,40}: ")
_CHILD = lazy(r"\byour child\b")
FIRST_CHARS = 200  # of a section, which are read for who is ill
_COVERS = lazy(r"\bcover(?:s|ed|age)?\b", re.IGNORECASE)


def noun_question(plain: str, topic: Topic) -> str | None:  # noqa: PLR0911, PLR0912, C901 - one return a kind of thing
    """Read headings that name a thing, by what kind of thing it is."""
    if ASKS.match(plain) or topic.heading == topic.title:
        return None  # a title is about all of a document
    parts = _PREPOSITION.split(plain, maxsplit=1)
    thing, rest = parts[0].strip(), (" " + parts[1].strip() if len(parts) > 1 else "")
    thing, rest = thing.removeprefix("the ").removeprefix("our ").removeprefix("Your "), flipped(rest)
    words = thing.split()
    if not words or _LISTS.search(thing) or not re.fullmatch(r"[\w' ,&/-]+", thing) or len(words) > 6:
        return None
    head, before = words[-1].lower(), " ".join(words[:-1])
    many = is_plural(head) or " and " in f" {thing} "
    ours = plain.startswith(("our ", "Our "))
    named = thing if thing.startswith(("your ", "my ")) else f"{'our' if ours else 'the'} {thing}"
    named = flipped(named)
    be, do = ("are", "do") if many else ("is", "does")
    if head in {"time", "times", "duration"} and before and (words[-2] in listed("works") or act_of_gerund(words[-2])):
        if "and" in words:
            return f"What are the {flipped(thing)}{rest}" if _LENGTH.search(topic.text) else None
        does = "do" if is_plural(words[-2]) else "does"
        return f"How long {does} {flipped(before)}{rest} take" if _LENGTH.search(topic.text) else None
    if len(words) > 2 and words[-2] in {"and", "&"} and head in MONEY_HEADS:
        return noun_question(f"{' '.join(words[:-2])}{rest}", topic)
    if head in {"period", "window"} and before:
        return f"How long is {named}{rest}"
    if head in MONEY_HEADS:
        return _priced(words, rest, topic)
    if words[0].lower() in listed("problems") and len(words) > 1:
        told = TOLD_TO.search(topic.text[:400])
        if all(word in listed("problems") or word in {"and", "or"} for word in map(str.lower, words)):
            return (
                f"What should I do if something is {thing}{rest}"
                if told
                else f"What happens if something is {thing}{rest}"
            )
        return f"What should I do about {thing}{rest}" if told else f"What happens to {thing}{rest}"
    if head in {"warranty", "guarantee", "insurance", "protection"} and _COVERS.search(topic.text):
        return f"What does {named} cover{rest}"
    if head == "cover" and before and _COVERS.search(topic.text):
        return f"What does {named} include{rest}"
    if head in listed("kinds"):
        return (
            f"Which {flipped(thing)}{rest} are there"
            if rest.startswith(" of ")
            else f"Which {flipped(thing)} are there{rest}"
        )
    if head == "eligibility":
        return f"Who is eligible{rest}" if rest else None
    if head in listed("things") and (before or rest):
        return f"What {be} {named}{rest}"
    if (may := tables()["may"].get(plain)) and tells_whether(topic.text):
        return str(may)
    if " and " in f" {thing} " and (known := _of_two(words, topic.text)):
        return known
    if head in listed("works") or (words[-1].lower().endswith("s") and words[-1].lower()[:-1] in listed("works")):
        thing = f"the {thing}" if thing in listed("single") else thing
        return f"How {do} {flipped(thing)}{rest} work" if len(topic.text.split()) >= LEAST_OF_A_WAY else None
    if words[0].lower() in listed("works") and " and " in f" {thing} ":
        return f"How do {flipped(thing)}{rest} work"
    return None


def _of_two(words: Sequence[str], text: str) -> str | None:
    """Return what is asked of two joined things that have no one way: a trouble first, or a complaint last."""
    if len(words) != 3 or words[1] != "and":
        return None
    first, last = (str(tables()["whole"].get(word.lower(), "")) for word in (words[0], words[2]))
    if last.endswith("a complaint?"):
        return last
    child = first.replace("I am ", "my child is ") if _CHILD.search(text[:FIRST_CHARS]) else first
    return child if first.startswith(("What should I do if ", "What happens if ")) else None


def _priced(words: Sequence[str], rest: str, topic: Topic) -> str | None:
    """Ask for what something costs by the heading over its price."""
    if not re.search(r"\d|\bfree\b", topic.text):
        return None
    head, before = words[-1].lower(), " ".join(words[:-1])
    if not before:
        above = thing_above(topic)
        thing = rest.removeprefix(" for ").removeprefix(" of ") if rest.startswith((" for ", " of ")) else above
        return f"How much {'do' if is_plural(thing.split()[-1]) else 'does'} {thing} cost" if thing else None
    if before.lower() in listed("extras") or not is_plural(head):
        be = "are" if is_plural(head) or head == "pricing" else "is"
        return f"How much {be} the {flipped(' '.join(words))}{rest}"
    gerund = act_of_gerund(words[0])
    if gerund and len(words) > 2:
        return f"How much does {flipped(before)}{rest} cost"
    return f"How much {'do' if is_plural(words[-2]) else 'does'} {flipped(before)}{rest} cost"


def last_resort(topic: Topic) -> str | None:  # noqa: PLR0911 - one return a reason against it
    """Return what may be asked of a section that tells prices, whose heading names a thing of no known kind."""
    heading = MARKED.sub("", " ".join(topic.heading.split())).strip(" .:")
    words = heading.split()
    if not 1 <= len(words) <= 4 or ODD.search(heading) or ASKS.match(heading):
        return None
    if words[0].lower() in _LEADS or words[-1].capitalize() in listed("persons"):
        return None  # "During lessons", "Visitors": no thing that is sold
    plain = small(words, topic.document)
    if plain.lower() in tables()["whole"]:
        return None  # what it asks, its text does not tell
    lines = [line for line in topic.text.split("\n") if line.strip()]
    priced = [line for line in lines if PRICED.search(line)]
    if (
        len(lines) == 1
        and len(lines[0]) > SHORT_LINE
        and not re.search(rf"\b(?:It|{re.escape(heading)}) costs?\b", lines[0])
    ):
        return None  # a paragraph in which a price stands is not about the price
    if len(words) <= 2 and priced and len(priced) >= (len(lines) - 1) / 2:
        if plain.lower() in listed("sums"):
            return framed(f"How much is the {plain}")
        if any(_LABELLED.match(line) for line in priced):
            return None  # the labels are what has a price
        if any(_OTHERS_PRICE.search(line) and words[-1].lower()[:5] not in line.lower() for line in priced):
            return None  # "Charging costs 45 pence" is not the price of electric cars
        do = "do" if is_plural(words[-1]) else "does"
        return framed(f"How much {do} {flipped(plain)} cost")
    return None
