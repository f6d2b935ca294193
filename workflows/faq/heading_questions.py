"""The question that a heading announces, as help centres ask it: "Delivery times" is "How long does delivery take?".

What a table or a form does not say is not asked: "What should I know about X?" is no question that anybody has.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflows.faq.rules_questions import is_name
from workflows.faq.ways import asked_of_act
from workflows.faq.wording import act_of_gerund, flipped, is_plural, listed, tables, written_out
from workflows.language.lazy import lazy

MOST_WORDS = 14
MOST_CHARS = 160
LEAST_OF_A_WAY = 10  # words that tell how something works

_MARKED = lazy(
    r"^(?:(?:section|part|chapter|step)[ ]?)?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.):]?|[A-Z][.)]|[ivx]{1,4}[.)])[ ]+",
    re.IGNORECASE,
)
_ODD = lazy(r"[!\";|`<>{}\[\]*_=@#\\]|https?:|\.\S")
_PREPOSITION = lazy(
    r" (?=(?:of|for|in|on|to|from|by|with|at|during|after|before|without|outside|under|over|between|abroad|within|via"
    r"|against|towards?|per|not|that|which|who|we|you|online|due|using)\b)"
)
_ASKS = lazy(r"^(?:what|when|where|which|who|whose|why|how)\b", re.IGNORECASE)
_AUXILIARY = r"(?:is|are|was|were|do|does|can|could|may|must|should|will|would|has|have)"
_PERSON = r"(?:you|we|i|they|it|customers?|members?|guests?|visitors?|users?|students?)"
_MONEY_HEADS = frozenset(
    ("fee", "fees", "cost", "costs", "charge", "charges", "price", "prices", "rate", "rates", "pricing", "tariffs")
)
_ARTICLE = frozenset(
    ("a", "an", "the", "your", "my", "our", "us", "in", "out", "up", "off", "to", "with", "from", "for", "on", "at")
)
_TITLED = frozenset(
    ("a", "an", "the", "and", "or", "of", "for", "in", "on", "to", "from", "by", "with", "at", "your", "my", "our")
)
_TOLD_TO = lazy(
    r"\b(?:contact|call|tell us|let us know|send|write|please|report|email|you (?:can|should|must|need))\b",
    re.IGNORECASE,
)
_LENGTH = lazy(r"\d|\b(?:days?|weeks?|hours?|minutes?|months?)\b", re.IGNORECASE)
_PRICED = lazy(r"[$\u20ac\u00a3]\s?\d|\d\s?(?:euros?|dollars?|pounds?|pence|cents?|EUR|USD|GBP)\b", re.IGNORECASE)
_SENTENCE = lazy(r"[.!]\s+|\n")
_PERMITS = lazy(r"You (?:can|may)\b(?! also)")
_ALLOWS = lazy(r"\b(?:allowed|permitted)\b", re.IGNORECASE)
_RULES = lazy(r"\b(?:must|may|cannot|only|never|not allowed|no more than|at least)\b", re.IGNORECASE)
_OTHERS_PRICE = lazy(r"\b(?:costs?|is|are) (?:only |about |from )?(?:[$\u20ac\u00a3]|\d)")
_COVERS = lazy(r"\bcover(?:s|ed|age)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Topic:
    """A heading with what is known around it: those above it, the title and text of its document, its own text."""

    heading: str
    above: Sequence[str]
    title: str
    document: str
    text: str


def question_of(topic: Topic) -> str | None:
    """Return what a reader under a heading wants to know; None for headings that announce no question. Untrusted."""
    if len(topic.heading) > MOST_CHARS:
        return None
    heading = _MARKED.sub("", " ".join(topic.heading.split())).strip(" .:\u2013\u2014-")
    heading = written_out(heading)
    words = heading.split()
    if not words or len(words) > MOST_WORDS or _ODD.search(heading):
        return None
    if heading.endswith("?"):
        return heading
    plain = _small(words, topic.document)
    key = plain.lower()
    for found in (_whole(key), _under(key, topic)):
        if found:
            return found
    if key in listed("general") or len(key) < 3:
        return None
    ways = (_asked, _clause, _act, _relative, _noun)
    return next((_framed(found) for way in ways if (found := way(plain, topic))), None)


def _framed(question: str) -> str:
    question = question.strip(" .,:;")
    return f"{question[0].upper()}{question[1:]}{'' if question.endswith('?') else '?'}"


def _small(words: Sequence[str], document: str) -> str:
    """Return a heading in small letters but for names: "Delivery Times" and "Delivery times" are one."""
    titled = sum(word[0].isupper() for word in words[1:] if word.lower() not in _TITLED)
    all_caps = all(word.isupper() for word in words if word.isalpha())
    found = []
    for at, word in enumerate(words):
        bare = word.strip("(),'\u201c\u201d")
        if all_caps and (len(words) > 1 or len(word) > 4):
            word = word.lower()  # noqa: PLW2901
        elif (at == 0 or titled) and bare[:1].isupper() and not is_name(bare, document):
            word = f"{word[0].lower()}{word[1:]}"  # noqa: PLW2901
        found.append(word)
    return " ".join(found)


def _whole(key: str) -> str | None:
    found = tables()["whole"].get(key)
    return None if found is None else str(found)


def _under(key: str, topic: Topic) -> str | None:
    found = tables()["under"].get(key)
    above = thing_above(topic)
    if found is None or above is None:
        return None
    asked = str(found).format(topic=above)
    return asked.replace(f" does {above} ", f" do {above} ") if is_plural(above.split()[-1]) else asked


def thing_above(topic: Topic) -> str | None:
    """Return what a section is about by the heading above it, or the title: "returns"; None if neither tells."""
    if not topic.above and (product := product_of(topic)):
        return product
    for one in (*reversed(topic.above), topic.title):
        words = _MARKED.sub("", one).split()
        plain = _small(words, topic.document) if words else ""
        if not 1 <= len(words) <= 4 or _ASKS.match(plain) or plain.endswith("?") or _ODD.search(plain):
            continue
        if plain.lower() in listed("general") or act_of_gerund(words[0]) or plain.split()[0] in listed("acts"):
            continue
        return re.sub(r" (?:policy|terms|conditions|information|guide|manual|faq|rules)$", "", plain)
    return None


def _asked(plain: str, _topic: Topic) -> str | None:  # noqa: PLR0911 - one return a form
    """Read headings that are questions but for their order: "How to pay", "What we cover", "When you can cancel"."""
    if not _ASKS.match(plain):
        return None
    if found := re.match(r"what (you|we) (?:cannot|can not) (.+)$", plain, re.IGNORECASE):
        return f"What can {'I' if found[1].lower() == 'you' else 'you'} not {flipped(found[2])}"
    if found := re.match(r"how to (.+)$", plain, re.IGNORECASE):
        return f"How do I {flipped(found[1])}"
    if found := re.match(r"(what|where|when|who|which [\w -]{2,30}?) (?:not )?to (.+)$", plain, re.IGNORECASE):
        should = "can" if found[1].lower() == "where" else "should"
        negated = "not " if " not to " in plain.lower() else ""
        return f"{found[1]} {should} I {negated}{flipped(found[2])}"
    if re.match(
        rf"(?:what|who|where|when|why|how|which)(?: (?!{_PERSON}\b)[\w-]+)? {_AUXILIARY} ", plain, re.IGNORECASE
    ) and (
        re.match(rf"\w+ {_AUXILIARY} {_PERSON}\b", plain, re.IGNORECASE)
        or not re.match(r"(?:when|how|why|where) ", plain, re.IGNORECASE)
    ):
        return flipped_question(plain)
    if found := re.match(
        rf"(how long|how much|how often|what|when|where|why|how|which [\w -]+?) ({_PERSON}) ({_AUXILIARY}) (.+)$",
        plain,
        re.IGNORECASE,
    ):
        return f"{found[1]} {_turned(found[3], found[2])} {flipped(found[4])}"
    if found := re.match(
        r"(how long|how much|how often|what|when|where|why|how) (you|we|i) (\w+)(.*)$", plain, re.IGNORECASE
    ):
        who = "I" if found[2].lower() != "we" else "you"
        return f"{found[1]} do {who} {found[3]}{flipped(found[4])}"
    if found := re.match(
        r"(how long|how much|how|when|where) (?:(the|your|our|an?) )?([\w' -]{2,40}?) (works?|takes?|lasts?"
        r"|costs?|starts?|ends?|applies|apply)\b(.*)$",
        plain,
        re.IGNORECASE,
    ):
        base = {
            "works": "work",
            "takes": "take",
            "lasts": "last",
            "costs": "cost",
            "starts": "start",
            "ends": "end",
            "applies": "apply",
        }
        verb = found[4].lower()
        does = "do" if verb == base.get(verb, verb) else "does"
        thing = flipped(" ".join(filter(None, (found[2], found[3]))))
        return (
            None
            if thing in {"it", "this", "they"}
            else f"{found[1]} {does} {thing} {base.get(verb, verb)}{flipped(found[5])}"
        )
    if re.match(r"(?:who|what) \w+s \w", plain, re.IGNORECASE) and not re.match(r"what \w+s (?:you|we|i)\b", plain):
        return flipped_question(plain)
    return None


def flipped_question(plain: str) -> str:
    """Return a question in the words of whoever asks; who is spoken to is the company."""
    return flipped(plain).replace(" are I ", " am I ").replace(" is I ", " am I ").replace("am you", "are you")


def _turned(auxiliary: str, person: str) -> str:
    who = {"you": "I", "we": "you", "i": "I"}.get(person.lower(), person)
    auxiliary = {"are": "am", "were": "was"}.get(auxiliary, auxiliary) if who == "I" else auxiliary
    if auxiliary == "have" and who in {"I", "you"}:
        return f"do {who} have"
    return f"{auxiliary} {who}"


def _clause(plain: str, _topic: Topic) -> str | None:
    """Read "If your parcel is late", "Before you start", "When you arrive"."""
    if found := re.match(r"(?:what )?if (.+)$", plain, re.IGNORECASE):
        return f"What happens if {flipped(found[1])}"
    if found := re.match(r"(before|after|when|while|once) (you|your|the|we|our) (.+)$", plain, re.IGNORECASE):
        rest = flipped(f"{found[2]} {found[3]}")
        if found[1].lower() == "before":
            return f"What do I need to do before {rest}"
        return f"What happens {found[1].lower()} {rest}"
    return None


def _act(plain: str, topic: Topic) -> str | None:
    """Read "Returning an item" and "Return an item"; also two acts, "Changing or cancelling a booking"."""
    words = plain.split()
    first = act_of_gerund(words[0])
    if found := _bare_act(words, topic):
        return found
    second = act_of_gerund(words[2]) if len(words) > 2 and words[1] in {"and", "or", "&"} else None
    if first and second:
        rest = " ".join(words[3:])
        return f"How do I {first} or {second}{' ' + flipped(rest) if rest else ''}" if rest else None
    if first and len(words) > 1 and not _is_compound(words):
        return asked_of_act(first, words[0], flipped(" ".join(words[1:])), topic.text)
    if words[0] in listed("acts") and len(words) > 1 and (words[1] in _ARTICLE or words[0] in listed("bare_acts")):
        joined = re.sub(r"^(\w+) and (\w+) ", r"\1 and \2 ", plain)
        return f"How do I {flipped(joined)}"
    return None


def _bare_act(words: Sequence[str], topic: Topic) -> str | None:
    """Read "Cleaning", "Drying and storing": what is cleaned is what the document is about."""
    acts = [act_of_gerund(word) for word in words if word not in {"and", "or", "&"}]
    thing = product_of(topic)
    if thing is None or not all(acts) or len(words) > 3 or words[0] in listed("works"):
        return None
    return f"How do I {' and '.join(filter(None, acts))} {thing}"


def product_of(topic: Topic) -> str | None:
    """Return the thing that a manual is of, by its title: "Looking after your tent" is of "my tent"."""
    title = " ".join(topic.title.split())
    if found := re.search(r"\byour ([\w' -]{3,40})$", title, re.IGNORECASE):
        return f"my {found[1]}"
    found = re.match(
        r"(?:the )?([\w' -]{3,40}?)(?:[:,\u2013-])? (?:(?:user|owner's|instruction|care|operating"
        r"|service)s? )?(?:manual|instructions)\b",
        title,
        re.IGNORECASE,
    )
    return f"the {found[1]}" if found else None


def last_resort(topic: Topic) -> str | None:
    """Return what may be asked of a section that tells prices, whose heading names a thing of no known kind."""
    heading = _MARKED.sub("", " ".join(topic.heading.split())).strip(" .:")
    words = heading.split()
    if not 1 <= len(words) <= 4 or _ODD.search(heading) or _ASKS.match(heading):
        return None
    plain = _small(words, topic.document)
    lines = [line for line in topic.text.split("\n") if line.strip()]
    priced = [line for line in lines if _PRICED.search(line)]
    if len(words) <= 2 and priced and len(priced) >= (len(lines) - 1) / 2:
        if plain.lower() in listed("sums"):
            return _framed(f"How much is the {plain}")
        if any(_OTHERS_PRICE.search(line) and words[-1].lower()[:5] not in line.lower() for line in priced):
            return None  # "Charging costs 45 pence" is not the price of electric cars
        do = "do" if is_plural(words[-1]) else "does"
        return _framed(f"How much {do} {flipped(plain)} cost")
    return None


def _is_compound(words: Sequence[str]) -> bool:
    """Say whether a word on -ing is a part of a thing's name: "opening hours", "cleaning cycle"."""
    last = words[-1].lower()
    rest = words[1:]
    if rest[0].lower() in _ARTICLE or len(rest) > 2:
        return False
    known = listed("things") | listed("kinds") | listed("works")
    money = {
        "fee",
        "fees",
        "cost",
        "costs",
        "charge",
        "charges",
        "price",
        "prices",
        "rates",
        "time",
        "period",
        "window",
    }
    if words[0].lower() not in listed("naming"):
        return False
    return last in known | money or not (is_plural(last) or rest[0][0].isupper())


def _relative(plain: str, _topic: Topic) -> str | None:
    """Read "Items that cannot be returned", "Things you can bring", "Items we do not take back"."""
    if plain.split(maxsplit=1)[0] in {"many", "some", "most", "all", "other", "few"}:
        return None
    if found := re.match(r"([\w -]{3,40}?) (?:that |which )?(you|we) did not (.+)$", plain):
        return f"What should I do about {flipped(plain)}"
    if found := re.match(rf"([\w -]{{3,40}}?) (?:that|which|who) ({_AUXILIARY}(?: ?not)?|cannot|[a-z]+) (.+)$", plain):
        who = "Who" if found[1].endswith(("people", "members", "customers", "guests")) else f"Which {found[1]}"
        return f"{who} {found[2]} {flipped(found[3])}"
    if found := re.match(rf"([\w -]{{3,40}}?) (you|we) (cannot|{_AUXILIARY}|do)( not)? (.+)$", plain):
        who = "I" if found[2] == "you" else "you"
        negated = " not" if found[4] or found[3] == "cannot" else ""
        which = "What" if found[1] in {"things", "what"} else f"Which {found[1]}"
        return f"{which} {found[3].replace('cannot', 'can')} {who}{negated} {flipped(found[5])}"
    return None


def _noun(plain: str, topic: Topic) -> str | None:  # noqa: PLR0911, PLR0912, C901 - one return a kind of thing
    """Read headings that name a thing, by what kind of thing it is."""
    if _ASKS.match(plain):
        return None
    parts = _PREPOSITION.split(plain, maxsplit=1)
    thing, rest = parts[0].strip(), (" " + parts[1].strip() if len(parts) > 1 else "")
    thing, rest = thing.removeprefix("the ").removeprefix("our ").removeprefix("Your "), flipped(rest)
    words = thing.split()
    if not words or not re.fullmatch(r"[\w' ,&/-]+", thing) or len(words) > 6:
        return None
    head, before = words[-1].lower(), " ".join(words[:-1])
    many = is_plural(head) or " and " in f" {thing} "
    named = thing if thing.startswith(("your ", "my ")) else f"the {thing}"
    named = flipped(named)
    be, do = ("are", "do") if many else ("is", "does")
    if head in {"time", "times", "duration"} and before and (words[-2] in listed("works") or act_of_gerund(words[-2])):
        does = "do" if is_plural(words[-2]) else "does"
        return f"How long {does} {flipped(before)}{rest} take" if _LENGTH.search(topic.text) else None
    if len(words) > 2 and words[-2] in {"and", "&"} and head in _MONEY_HEADS:
        return _noun(f"{' '.join(words[:-2])}{rest}", topic)
    if head in {"period", "window"} and before:
        return f"How long is {named}{rest}"
    if head in _MONEY_HEADS:
        return _priced(words, rest, topic)
    if words[0].lower() in listed("problems") and len(words) > 1:
        told = _TOLD_TO.search(topic.text[:400])
        if all(word in listed("problems") or word in {"and", "or"} for word in map(str.lower, words)):
            return (
                f"What should I do if something is {thing}{rest}"
                if told
                else f"What happens if something is {thing}{rest}"
            )
        return f"What should I do about {thing}{rest}" if told else f"What happens to {thing}{rest}"
    if head in {"warranty", "guarantee", "insurance", "protection"} and _COVERS.search(topic.text):
        return f"What does {named} cover{rest}"
    if head in listed("kinds"):
        return f"Which {flipped(thing)} are there{rest}"
    if head == "eligibility":
        return f"Who is eligible{rest}" if rest else None
    if head in listed("things") and (before or rest):
        return f"What {be} {named}{rest}"
    if head in listed("works") or (words[-1].lower().endswith("s") and words[-1].lower()[:-1] in listed("works")):
        thing = f"the {thing}" if thing in listed("single") else thing
        return f"How {do} {flipped(thing)}{rest} work" if len(topic.text.split()) >= LEAST_OF_A_WAY else None
    if words[0].lower() in listed("works") and " and " in f" {thing} ":
        return f"How do {flipped(thing)}{rest} work"
    return None


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
