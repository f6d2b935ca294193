"""The question that a sentence of a policy, manual or price list answers: what one may, must, pays, and by when.

Forms that help centres use, over sentences that stand alone. Number and verb are the sentence's own, never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from workflows.faq.wording import flipped, is_plural, listed, written_out
from workflows.language.lazy import lazy

MOST_WORDS = 15  # of a question
LEAST_WORDS = 4
MOST_READ = 300  # characters of a sentence

_PERIOD = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|thirty|half an?|several|a few)"
    r"(?:[\u2013-]| to | or )?\d{0,3}[ -]?(?:(?:working|business|calendar|full|clear|school) )?"
    r"(?:minutes?|hours?|days?|weeks?|months?|years?|nights?)"
)
_MONEY = (
    r"(?:[$\u20ac\u00a3]\s?\d|\d[\d.,]*\s?(?:%|percent|per cent|euros?|dollars?|pounds?|pence|cents?|USD|EUR"
    r"|GBP|kr|CHF)|free\b)"
)
_BE = r"(?:is|are|was|were)"
_POINTS = lazy(
    r"\b(?:it|this|that|these|those|they|them|he|she|such|former|latter|above|below|following|here|there|either"
    r"|both|same|so|otherwise|then)\b",
    re.IGNORECASE,
)
_ADDED = lazy(r"(?<=[a-z]) (?:instead|also|therefore|then|however|simply|please)(?= )")
_AFTER_ACT = frozenset(
    ("the", "a", "an", "your", "by", "at", "for", "to", "in", "on", "with", "us", "them", "it", "any")
)
_BROKEN = lazy(
    r"[.!?] [A-Z]|\b(?:new|old|other|second|third|first|the|another) ones?\b|\b(?:I|you) (?:am|are) (?:I|you)\b"
)
_TAIL = lazy(
    r"(?:,(?!\d)| [\u2013\u2014-] |;|:| \(| because | so that | which | unless | except | but "
    r"| and (?=(?:you|we|it|the|they|this|needs?|costs?|takes?|lasts?|is|are|was|has|have|can|cannot|must|may|will|do"
    r"|does|then|return|closes?|stays?|goes|comes?|arrives?)\b)).*$"
)
_WITHIN = lazy(
    rf"^(?P<act>.+?),? (?:within|for up to|for|up to|until|no later than|at least|by) (?P<limit>(?:the first "
    rf"|up to )?{_PERIOD}.*)$"
)
_START = lazy(
    r"^(?:it|its|this|that|these|those|they|their|he|she|there|here|such|however|therefore|thus|also|but|and|or|then"
    r"|instead|otherwise|for example|in addition|as a result|please note that|note that|some|others?|both"
    r"|either|one|each"
    r"|all|most|many|any)\b",
    re.IGNORECASE,
)
_PARTICIPLE = (
    r"(?:[a-z]{2,}ed|[a-z]*(?:paid|sent|made|given|taken|kept|held|lost|sold|bought|built|found|set|shown"
    r"|written|done|drawn))"
)
_STATE = (
    rf"(?:not |never |only |always |also |usually |normally |automatically )?(?:{_PARTICIPLE}|free|available"
    rf"|valid|possible|included|refundable"
    r"|transferable|open|closed|liable|responsible|eligible|welcome|allowed|permitted|compulsory|optional|mandatory"
    r"|necessary|suitable|safe|waterproof|compatible|subject|exempt|due|final)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and how good a kind it is: 1 best, 3 last."""

    question: str
    rank: int


def question_of_sentence(sentence: str) -> Asked | None:
    """Return the question that an English sentence (untrusted, on one line) answers; None if none fits well."""
    sentence = _ADDED.sub("", written_out(sentence)).strip()
    if not sentence or len(sentence) > MOST_READ or not sentence[0].isupper() or _START.match(sentence):
        return None
    for form in _FORMS:
        found = form(sentence.rstrip(".! "))
        if found is not None and (question := _whole(found.question)):
            return Asked(question, found.rank)
    return None


def _whole(question: str) -> str | None:
    """Return a question that can stand alone, with its mark; None for one that points elsewhere or is too long."""
    question = " ".join(question.split()).strip(" .,;:\u2013-")
    words = question.split()
    if (
        not LEAST_WORDS <= len(words) <= MOST_WORDS
        or _POINTS.search(question)
        or _BROKEN.search(question)
        or re.search(r"[\"()\[\]|:;\u201c\u201d]", question)
    ):
        return None
    return f"{question[0].upper()}{question[1:]}?"


def _cut(text: str) -> str:
    """Return a clause without what is added behind it."""
    return _TAIL.sub("", text).strip()


def _low(subject: str) -> str:
    """Return a subject as it stands within a sentence."""
    first = subject.split(" ", 1)[0]
    is_name = any(char.isupper() or char.isdigit() for char in first[1:])
    return subject if is_name else f"{subject[0].lower()}{subject[1:]}"


def _condition(sentence: str) -> Asked | None:
    """Read "If you cancel late, we keep the fee." and "We refund you if …"."""
    found = re.match(r"(?:If|When|In case|Should) (?P<what>[^,;:]{5,110}), (?:then )?(?P<then>[a-z].+)$", sentence)
    if found is None or not sentence.startswith(("If", "When")) or "," not in sentence:
        return None
    word = "if" if sentence.startswith("If") else "when"
    what = found["what"].split(",")[0]
    if _POINTS.search(what) or len(what.split()) < 3:
        return None
    if re.match(
        r"(?:please |you (?:can|should|must|need|have) )?(?:contact|call|tell|report|write|email|send|check"
        r"|try|ask|go|press|turn|switch|make sure|clean|let us know)\b",
        found["then"],
    ):
        return Asked(f"What should I do {word} {flipped(what)}", 1)
    return Asked(f"What happens {word} {flipped(what)}", 1)


def _purpose(sentence: str) -> Asked | None:
    """Read "To cancel your plan, open Settings."."""
    found = re.match(r"To (?P<act>[a-z][^,;:]{4,80}), (?!you will)(?P<how>[a-z].+)$", sentence)
    if found is None or found["act"].split()[0] in {"be", "the", "a", "help", "make"}:
        return None
    return Asked(f"How do I {flipped(found['act'])}", 1)


def _may(sentence: str) -> Asked | None:  # noqa: PLR0911, C901 - one return a modal
    """Read "You can return items within 30 days.", "You cannot …", "You must …", "You do not need …"."""
    found = re.match(
        r"(?P<who>You|Customers|Members|Guests|Visitors|Passengers|Children|Users|Students|Tenants|Riders|Drivers) "
        r"(?P<modal>can also|can only|can|may only|may not|may|cannot|can't|can not|must not|must|have to"
        r"|need to|are allowed to|do not need to|don't need to|do not have to|need|do not need)"
        r" (?P<act>[a-z].+)$",
        sentence,
    )
    if found is None:
        return None
    who, modal, act = found["who"], found["modal"], found["act"]
    person = "I" if who == "You" else _low(who)
    limited = _WITHIN.match(act)
    cut = flipped(_cut(act))
    if modal in {"can", "may", "can also", "may only", "can only"}:
        if limited and re.match(r"within|up to|for up to|until|no later", act[len(limited["act"]) :].lstrip(", ")):
            if re.match(r"for|up to", act[len(limited["act"]) :].lstrip(", ")):
                return Asked(f"How long can {person} {flipped(limited['act'])}", 1)
            return Asked(f"How long do {person} have to {flipped(limited['act'])}", 1)
        way = re.match(
            r"(?P<act>[a-z][^,;:]{3,70}?) (?:by [a-z]+ing|online|through|via|using)\b",
            act,
        )
        if way:
            return Asked(f"How can {person} {flipped(way['act'])}", 1)
        return Asked(f"Can {person} {cut}", 2)
    if modal in {"cannot", "can't", "can not", "may not", "must not"}:
        return Asked(f"Can {person} {cut}", 2)
    if modal in {"must", "have to", "need to"} and not re.match(r"(?:not|be) ", act):
        if limited and re.match(r"within|at least|no later|by", act[len(limited["act"]) :].lstrip(", ")):
            return Asked(f"When do {person} have to {flipped(limited['act'])}", 1)
        return Asked(f"Do {person} have to {cut}", 2)
    if modal in {"do not need to", "don't need to", "do not have to"}:
        return Asked(f"Do {person} have to {cut}", 2)
    if modal in {"need", "do not need"}:
        return Asked(f"Do {person} need {cut}", 2)
    return None


_WE = [
    "accept",
    "allow",
    "answer",
    "apply",
    "arrange",
    "ask",
    "book",
    "bring",
    "call",
    "cancel",
    "charge",
    "check",
    "clean",
    "collect",
    "confirm",
    "cover",
    "credit",
    "deduct",
    "deliver",
    "deposit",
    "dispatch",
    "donate",
    "exchange",
    "extend",
    "give",
    "grant",
    "guarantee",
    "hold",
    "honour",
    "insure",
    "invoice",
    "keep",
    "lend",
    "make",
    "match",
    "notify",
    "offer",
    "open",
    "pay",
    "pick",
    "post",
    "process",
    "provide",
    "recommend",
    "recycle",
    "refund",
    "reimburse",
    "release",
    "remove",
    "repair",
    "replace",
    "require",
    "reserve",
    "return",
    "review",
    "sell",
    "send",
    "service",
    "share",
    "ship",
    "show",
    "store",
    "supply",
    "support",
    "suspend",
    "take",
    "test",
    "use",
    "verify",
    "waive",
    "warn",
    "work",
]


def _we(sentence: str) -> Asked | None:
    """Read "We ship to all EU countries.", "We refund the price within 14 days.", "We do not accept cash."."""
    found = re.match(
        r"We (?P<not>do not |don't |never |only |also |will |will not |can |cannot |always |usually "
        r"|normally )?(?P<act>(?P<verb>[a-z]+) .+)$",
        sentence,
    )
    if found is None or found["verb"] not in _WE:
        return None
    act = found["act"]
    timed = re.match(rf"(?P<act>[a-z][^,;:]{{3,80}}?) (?:within|after|in|for|every) {_PERIOD}", act)
    if timed:
        lasting = re.match(rf".{{{len(timed['act'])}}} for ", act) is not None
        ask = "How long do you" if lasting else "When do you"
        return Asked(f"{ask} {flipped(timed['act'])}", 1)
    cost = re.match(
        rf"charge(?: you)? (?:a (?:[a-z]+ )?fee of |an extra )?{_MONEY}\S*(?: [a-z]+)? (?P<for>(?:for|if|when"
        rf"|per) .+)$",
        act,
    )
    if cost:
        return Asked(f"How much do you charge {flipped(_cut(cost['for']))}", 1)
    modal = "can" if (found["not"] or "").strip() in {"can", "cannot"} else "do"
    return Asked(f"{modal} you {flipped(_cut(act))}", 2)


def _costs(sentence: str) -> Asked | None:
    """Read "A locker costs $2 a day.", "The late fee is $15.", "Delivery is free from $50."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?P<verb>costs?|is|are) (?:only |about |currently |between |from )?{_MONEY}",
        sentence,
    )
    if found is None or not _stands(found["what"]):
        return None
    what, free = _low(found["what"]), "free" in sentence[found.start() : found.end()]
    many = is_plural(_head(what))
    if free:
        return Asked(f"{'Are' if many else 'Is'} {flipped(what)} free", 1)
    if found["verb"].startswith("cost"):
        return Asked(f"How much {'do' if many else 'does'} {flipped(what)} cost", 1)
    return Asked(f"How much {'are' if many else 'is'} {flipped(what)}", 1)


def _lasts(sentence: str) -> Asked | None:
    """Read "Delivery takes 3 days.", "Vouchers are valid for two years.", "Orders arrive within 5 days."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?P<verb>takes?|lasts?|runs?|(?:is|are) valid|stays? valid|arrives?"
        rf"|expires?|reach(?:es)? you|starts?|begins?|ends?|closes?|opens?)"
        rf"(?P<rest> .*?(?:{_PERIOD}|\d).*)$",
        sentence,
    )
    if found is None or not _stands(found["what"]):
        return None
    what, verb = flipped(_low(found["what"])), found["verb"]
    do = "do" if is_plural(_head(what)) else "does"
    if re.match(r"takes?|lasts?|runs?", verb):
        return Asked(f"How long {do} {what} {verb.rstrip('s')}", 1) if re.search(_PERIOD, found["rest"]) else None
    if "valid" in verb and not re.match(r" (?:for|until|up to|within|\d|one|two|three)", found["rest"]):
        return None
    if "valid" in verb:
        return Asked(f"How long {'are' if do == 'do' else 'is'} {what} valid", 1)
    base = "reach me" if verb.startswith("reach") else verb.rstrip("s") if not verb.endswith("ses") else verb[:-1]
    return Asked(f"When {do} {what} {base}", 1)


def _measure(sentence: str) -> Asked | None:
    """Read "The maximum weight is 30 kg.", "The minimum age is 18.", "The deposit is two months' rent."."""
    found = re.match(
        r"(?P<what>(?:The|Our|Your) [^,;:]{3,70}?) (?P<be>is|are) (?:currently |usually |about |always "
        r"|only )?(?:\d|one |two |three |four |five |six |ten |twelve )",
        sentence,
    )
    if found is None or not _stands(found["what"].split(" ", 1)[1].capitalize()):
        return None
    what = flipped(_low(found["what"]))
    if re.search(r"\b(?:period|window|warranty|guarantee|term|notice|stay|contract)$", what):
        return Asked(f"How long {found['be']} {what}", 1)
    return Asked(f"What {found['be']} {what}", 1)


def _state(sentence: str) -> Asked | None:  # noqa: PLR0911 - one return a state
    """Read "Pets are allowed in the garden.", "Sale items cannot be returned.", "Refunds are paid within 5 days."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,70}}?) (?P<be>{_BE}|can|cannot|may not|may|must(?: not)?"
        rf"|will(?: not)?) (?P<rest>(?:be )?{_STATE}\b.*)$",
        sentence,
    )
    if found is None or not _stands(found["what"]) or re.match(r"(?:You|We|I)\b", found["what"]):
        return None
    what, be, rest = (
        flipped(_low(found["what"])),
        found["be"],
        re.sub(r"^(be )?(?:not|never|only|always|also|usually|normally|automatically) ", r"\1", found["rest"]),
    )
    timed = re.match(
        rf"(?P<state>(?:be )?{_PARTICIPLE})(?P<what>(?: [a-z]+){{0,6}}?) (?:within|after|on the|every|once"
        rf"|before|by the|from|until|at least|between) ",
        rest,
    )
    telling = timed and re.search(
        rf"\d|{_PERIOD}|day|week|month|year|morning|evening|once|every|before|after", rest[timed.end() - 8 :]
    )
    if be in {"is", "are"} and timed and telling:
        if re.match(rf"(?:be )?(?:kept|held|stored) .*for {_PERIOD}", rest):
            return Asked(f"How long {be} {what} {timed['state']}{flipped(timed['what'])}", 1)
        return Asked(f"When {be} {what} {timed['state']}{flipped(timed['what'])}", 1)
    if re.match(rf"(?:kept|held|stored|reserved) .*?for {_PERIOD}", rest) and be in {"is", "are"}:
        return Asked(f"How long {be} {what} {rest.split()[0]}", 1)
    if re.match(r"(?:open|available|closed)\b.*\d", rest) and be in {"is", "are"}:
        return Asked(f"When {be} {what} {rest.split()[0]}", 1)
    rest = flipped(_cut(rest))
    if be.startswith("must"):
        return Asked(f"{'Do' if is_plural(_head(what)) else 'Does'} {what} have to {rest}", 2)
    auxiliary = {"cannot": "can", "may not": "may", "will not": "will"}.get(be, be)
    return Asked(f"{auxiliary} {what} {rest}", 2)


def _told(sentence: str) -> Asked | None:
    """Read what a manual tells to do: "Descale the machine every two months.", "Never immerse the base in water."."""
    found = re.match(
        r"(?P<not>Do not |Don't |Never )?(?P<act>(?P<verb>[A-Za-z]+) (?:the |your |a |an |all |any "
        r"|it )?[^,;:]{3,110})$",
        sentence,
    )
    if found is None or found["verb"].lower() not in listed("acts") | {
        "immerse",
        "put",
        "wipe",
        "rinse",
        "empty",
        "oil",
        "inspect",
        "drain",
        "dry",
        "soak",
        "heat",
        "unplug",
    }:
        return None
    act = f"{found['act'][0].lower()}{found['act'][1:]}"
    if found["not"]:
        return Asked(f"Can I {flipped(_cut(act))}", 2)
    often = re.match(
        rf"(?P<act>[a-z]+ [^,;:]{{3,70}}?) (?:every (?:{_PERIOD}|[a-z]+ )|once an? |twice an? "
        rf"|(?:at least )?once |daily|weekly|monthly|after each |after every |each )",
        act,
    )
    return Asked(f"How often should I {flipped(often['act'])}", 1) if often else None


def _includes(sentence: str) -> Asked | None:
    """Read "The price includes …", "Membership covers …", "The warranty does not cover …"."""
    found = re.match(
        r"(?P<what>[A-Z][^,;:]{2,50}?) (?P<not>does not |do not )?(?P<verb>includes?|covers?|requires?"
        r"|needs?|contains?|applies|apply) (?P<rest>.+)$",
        sentence,
    )
    if found is None or not _stands(found["what"]) or re.match(r"(?:You|We|I)\b", found["what"]):
        return None
    what, verb = flipped(_low(found["what"])), found["verb"]
    many = is_plural(_head(what))
    base = {"applies": "apply"}.get(verb, verb if many and not found["not"] else verb.rstrip("s"))
    do = "do" if many else "does"
    if base == "apply":
        return Asked(f"{do} {what} apply {flipped(_cut(found['rest']))}", 2)
    return Asked(f"What {do} {what} {'not ' if found['not'] else ''}{base}", 1)


def begins_well(sentence: str) -> bool:
    """Say whether a sentence begins with what it is about."""
    return _stands(sentence.split(" ", 1)[0])


def _head(noun: str) -> str:
    """Return the noun that a phrase is about: "returns" in "returns to a shop"."""
    before = re.split(
        r" (?:of|for|in|on|to|from|by|with|at|over|under|above|below|between|that|who|which|after|before"
        r"|without|against|per|made|not|aged|such as) ",
        noun,
    )[0]
    words = before.split()
    if len(words) > 1 and words[-1].endswith("ed"):
        words = words[:-1]
    return "items" if " and " in before else words[-1] if words else noun


def _stands(subject: str) -> bool:
    """Say whether a subject says by itself what is meant."""
    words = subject.split()
    if not words or len(words) > 9 or _POINTS.search(subject) or _START.match(subject):
        return False
    inside = r"\b(?:is|are|was|were|has|have|can|may|must|will|should|if|when|because|while|where|do|does)\b"
    leads = (
        r"(?:In|On|At|By|For|From|To|With|Without|After|Before|During|Until|Within|Once|As|Since|What|How"
        r"|Who|Where|Why|Which|No|Nothing|Everything|Not|Only|Even|Please|If|When|Whatever|Whoever|Outside"
        r"|Inside|One|Two|Three|Four|Five|Ten|Anything|Anyone|Nobody|Should|Between|Above|Below|Over|Under"
        r"|About|Around|Per|Except|Unlike|Like|Such|Beyond|Among|Given|We|You|I)$"
    )
    told = words[0].lower() in listed("acts") and len(words) > 1 and words[1] in _AFTER_ACT
    if told or words[-1].lower() in {"and", "or", "but", "to", "also"}:
        return False
    if re.search(r" \w+ed (?:with|in|by|to|from|on|at) ", subject):
        return False
    return re.search(inside, subject) is None and re.match(leads, words[0]) is None


_FORMS: tuple[Callable[[str], Asked | None], ...] = (
    _condition,
    _purpose,
    _may,
    _we,
    _costs,
    _lasts,
    _measure,
    _state,
    _includes,
    _told,
)
