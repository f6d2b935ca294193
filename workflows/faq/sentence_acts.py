"""The questions that sentences on what people do answer: what happens if …, what one may and must, what a firm does."""

import re

from workflows.faq.measured_questions import measured
from workflows.faq.sentence_parts import (
    MONEY,
    PERIOD,
    Asked,
    cuts_a_list,
    one_of,
    points_elsewhere,
    within_sentence,
    without_tail,
)
from workflows.faq.wording import act_of_gerund, flipped, listed
from workflows.language.lazy import lazy

LONG = 15  # words of a question with its case
_WITHIN = lazy(
    rf"^(?P<act>.+?),? (?:within|for up to|for|up to|until|no later than|at least|by) (?P<limit>(?:the first "
    rf"|up to )?{PERIOD}.*)$"
)


_BY_DATE = (
    r"(?P<dated>[a-z]+ [^,;:]{2,70}?) by (?:the end of|\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December))"
)
_ASKED_TO = lazy(
    r"(?:please |you (?:should|must|need|have) )?(?:contact|call|tell|report|write|email|send|check"
    r"|try|ask|go|press|turn|switch|make sure|clean|let us know)\b|you (?:should|must|need to|have to) "
)
_POLITE = lazy(r"^(?:please |do not |don't |never |always |first |simply |just )+")
_MORE_REQUESTS = frozenset(
    ("bring", "consult", "keep", "leave", "let", "phone", "ring", "run", "see", "speak", "text", "use", "wait", "write")
)
_AFTER_REQUEST = frozenset(
    (
        *("a", "about", "all", "an", "any", "at", "back", "by", "down", "for", "from", "in", "it", "its", "more", "no"),
        *("off", "on", "our", "out", "over", "that", "the", "them", "these", "this", "to", "until", "up", "us", "with"),
        "your",
        "again",
        "closer",
        "nearer",
    )
)
_NO_AIM = frozenset(("find", "get", "give", "go", "make", "read", "see", "show", "take", "view"))
_CLAIMS = lazy(r"you (?:can|may) (?P<verb>claim|choose|get|keep|order|receive|use) ")
_IS_TO = lazy(r" (?:is|are) to (?=[a-z]+\b)")
_NOTICE = lazy(
    rf"(?:Give (?:us )?|You must give (?:us )?|We need )(?:at least )?{PERIOD}['\u2019]? notice"
    r"(?P<to> to [^,;:]{4,70})?"
)
_GERUND_IS = lazy(
    r"(?P<ing>[A-Z][a-z]+ing) (?P<what>[^,;:]{3,60}?)(?:, [^;:]{3,80},)? is (?:not |strictly )?"
    r"(?:forbidden|allowed|permitted|prohibited|possible)\b"
)
_WHO = (
    r"(?:Those|Anyone|Anybody|Everybody|Everyone|People|Owners|Customers|Members|Guests|Visitors|Passengers|Users"
    r"|Students|Tenants|Riders|Drivers|Parents|Patients|Residents|Employees|Buyers|Travellers|Children|Pupils)"
)
_WHO_NOT = lazy(
    rf"{_WHO} who (?:do|does) not (?P<act>[^,;:]{{3,60}}?) (?:will|are|is|gets?|pays?|has|have|can|cannot|must|may) "
)
_WHO_GETS = lazy(rf"{_WHO} (?:who|with|on) [^,;:]{{3,90}}? (?P<verb>gets?|receives?|pays?) (?P<what>[^,;:]{{3,60}})")
_NOBODY = lazy(r"Nobody (?:has|needs) to (?P<act>[^,;:]{4,60})$")
_NOT_UNDER = lazy(
    r"(?:Nobody|No one|No person) (?:under|below|younger than) (?:the age of )?(?:\d|[a-z]+teen )\S* ?"
    r"(?:may|can) (?!be )(?P<act>[a-z][^;:]{3,60})$"
)
_TO_ACT = lazy(
    r"(?:Press|Hold|Push|Turn|Tap|Click|Select|Open|Choose|Pull|Enter|Set|Slide|Scan|Use) (?:and hold )?"
    r"(?:the|your|a|an|it|both|[A-Z])[^,;:]{2,70}? to (?P<act>(?P<verb>[a-z]+) (?:the|your|a|an|it) [^,;:]{2,50})$"
)
_SUBJECT = lazy(r"(?:we|you|it|they|the|this|that|these|there|your|our|a|an|no|each|every|all|nobody|somebody)\b")
_SAYS_NOTHING = lazy(
    r"(?:you|we) (?:have (?:not )?\w+|are (?:not )?(?:done|finished|ready))"
)  # "when you have finished": with what?
_KEEPS = lazy(r"keep [a-z]+ing\b")  # what somebody is doing is told before
# Where no comma tells that the case ends: "if a gust is forecast we may refuse".
_GOES_ON = lazy(r"(?<=\w) (?=(?:we|you) (?:can|cannot|may|must|will|shall)\b)")
_AHEAD = lazy(r"\b(?:ahead|in advance|beforehand)\b")
_BY_WAY = lazy(r" (?:online|by phone|by post|in the app|at the [a-z]+)(?:,? or [a-z ]{2,40})?,?$")


def condition(sentence: str) -> Asked | None:
    """Read "If you cancel late, we keep the fee.", "If you are ill, you can move the date."."""
    found = re.match(r"(?P<word>If|When) (?P<what>[^,;:]{5,110}), (?:then )?(?P<then>[a-z].+)$", sentence)
    if found is None:
        return None
    word, what = found["word"].lower(), _case(found["what"])
    if points_elsewhere().search(what) or len(what.split()) < 3 or _SAYS_NOTHING.fullmatch(what):
        return None
    case = f"{word} {flipped(what)}"
    if _is_request(found["then"]) or _is_request_later(found["then"]):
        return Asked(f"What should I do {case}", 1)
    if re.match(r"you (?:can|may) (?!only|not)", found["then"]):
        asked = measured(f"You{found['then'][3:]}")
        if asked and not points_elsewhere().search(asked.question) and len(f"{asked.question} {case}".split()) <= LONG:
            return Asked(f"{asked.question} {case}", 1)
        claims = _CLAIMS.match(found["then"])
        return Asked(f"What can I {claims['verb'] if claims else 'do'} {case}", 1)
    return Asked(f"What happens {case}", 1)


def _case(what: str) -> str:
    """Return a case as it is asked about: without what has a measure, which its answer tells."""
    what = _GOES_ON.split(what, maxsplit=1)[0]
    first, _, more = what.partition(" and ")
    cut = first if len(first.split()) >= 3 and re.search(rf"\b(?:{PERIOD}|{MONEY})", more) else what
    return _IS_TO.sub(" should ", cut, count=1)


def _is_request(then: str) -> bool:
    """Say whether a clause tells what to do: "call us", "you should wait", "let the fan run"."""
    if _ASKED_TO.match(then):
        return True
    words = _POLITE.sub("", then).split()
    requests = listed("acts") | listed("handling") | listed("requests") | _MORE_REQUESTS
    return len(words) > 1 and words[0] in requests and words[1].rstrip(",") in _AFTER_REQUEST


def _is_request_later(then: str) -> bool:
    """Say whether what follows goes on with the case and then tells what to do: "…, sore or dry, see a doctor"."""
    return _SUBJECT.match(then) is None and any(_is_request(part) for part in then.split(", ")[1:])


def purpose(sentence: str) -> Asked | None:
    """Read "To cancel your plan, open Settings."."""
    found = re.match(r"To (?P<act>[a-z][^,;:]{4,80}), (?!you will)(?P<how>[a-z].+)$", sentence)
    if found is None or found["act"].split()[0] in {"be", "the", "a", "help", "make"}:
        return None
    if found["act"].split()[-1] in listed("bare_ends"):
        return None
    return Asked(f"How do I {flipped(found['act'])}", 1)


def forbidden(sentence: str) -> Asked | None:
    """Read "Giving false details is an offence.", "Charging batteries is forbidden."."""
    found = re.match(
        r"(?P<ing>[A-Z][a-z]+ing) (?P<what>[^,;:]{3,60}?) "
        r"(?:is an? (?:offence|crime|breach|violation)|leads to|results in)\b",
        sentence,
    )
    if found and (act := act_of_gerund(found["ing"])):
        return Asked(f"What happens if I {act} {flipped(found['what'])}", 1)
    found = _GERUND_IS.match(sentence)
    if found and (act := act_of_gerund(found["ing"])):
        return Asked(f"Can I {act} {flipped(found['what'])}", 1)
    return None


def people(sentence: str) -> Asked | None:
    """Read "Members who do not choose a plan are …", "Owners who live here pay half.", "Nobody has to take part."."""
    if found := _WHO_NOT.match(sentence):
        return Asked(f"What happens if I do not {flipped(found['act'])}", 1)
    if found := _WHO_GETS.match(sentence):
        what = flipped(without_tail(found["what"]))
        verb = found["verb"] if found["verb"].endswith("s") else f"{found['verb']}s"
        return Asked(f"Who {verb} {what}", 1)
    if found := _NOT_UNDER.match(sentence):
        return Asked(f"How old do I have to be to {flipped(without_tail(found['act']))}", 1)
    if found := _NOBODY.match(sentence):
        return Asked(f"Do I have to {flipped(found['act'])}", 1)
    return None


def notice(sentence: str) -> Asked | None:
    """Read "Give us two weeks' notice.", "We need ten days' notice to book a car."."""
    found = _NOTICE.match(sentence)
    if found is None:
        return None
    if found["to"]:
        return Asked(f"How much notice do you need{flipped(found['to'])}", 1)
    return Asked("How much notice do I have to give", 1)


def may(sentence: str) -> Asked | None:  # noqa: PLR0911, C901 - one return a modal
    """Read "You can return items within 30 days.", "You cannot …", "You must …", "You do not need …"."""
    found = re.match(
        rf"(?P<who>{one_of('persons')}) "
        r"(?P<modal>can also|can only|can|may only|may not|may|cannot|can't|can not|must not|must|have to"
        r"|need to|are allowed to|do not need to|don't need to|do not have to|need not|need|do not need)"
        r" (?P<act>[a-z].+)$",
        sentence,
    )
    if found is None:
        return None
    who, modal, act = found["who"], found["modal"], found["act"]
    person = "I" if who == "You" else within_sentence(who)
    limited = _WITHIN.match(act)
    if cuts_a_list(act) and not (limited and "," not in limited["act"]):
        return None
    cut = flipped(without_tail(act))
    if modal in {"can", "may", "can also", "may only", "can only"}:
        if limited and re.match(r"within|up to|for up to|until|no later", act[len(limited["act"]) :].lstrip(", ")):
            if _AHEAD.search(limited["limit"]):
                return Asked(f"How far ahead can {person} {flipped(_BY_WAY.sub('', limited['act']))}", 1)
            if re.match(r"for|up to", act[len(limited["act"]) :].lstrip(", ")):
                return Asked(f"How long can {person} {flipped(limited['act'])}", 1)
            return Asked(f"How long do {person} have to {flipped(limited['act'])}", 1)
        way = re.match(
            r"(?P<act>[a-z][^,;:]{3,70}?) (?:by [a-z]+ing|online|through|via|using|in the app|in the menu"
            r"|in your account"
            r"|with (?:the|a|an|your) (?:link|button|form|app|code|key|card|switch|tool)"
            r"|at the (?:desk|counter|till))\b",
            act,
        )
        if way:
            return Asked(f"How can {person} {flipped(way['act'].removesuffix(' at any time'))}", 1)
        return Asked(f"Can {person} {cut}", 2)
    if modal in {"cannot", "can't", "can not", "may not", "must not"}:
        cut = re.sub(r" until (?=[a-zI])", " before ", cut, count=1)
        return Asked(f"Can {person} {cut}", 2)
    if modal in {"must", "have to", "need to"} and not re.match(r"(?:not|be) ", act):
        if limited and re.match(r"within|at least|no later|by", act[len(limited["act"]) :].lstrip(", ")):
            return Asked(f"When do {person} have to {flipped(limited['act'])}", 1)
        return Asked(f"Do {person} have to {cut}", 2)
    if modal in {"do not need to", "don't need to", "do not have to", "need not"}:
        return Asked(f"Do {person} have to {cut}", 2)
    if modal in {"need", "do not need"}:
        return Asked(f"Do {person} need {cut}", 2)
    return None


def we(sentence: str) -> Asked | None:
    """Read "We ship to all EU countries.", "We refund the price within 14 days.", "We do not accept cash."."""
    found = re.match(
        r"We (?P<not>do not |don't |never |only |also |will |will not |can |cannot |always |usually "
        r"|normally )?(?P<act>(?P<verb>[a-z]+) .+)$",
        sentence,
    )
    if found is None or found["verb"] not in listed("offers"):
        return None
    act = re.sub(r"^(\w+) no ", r"\1 ", found["act"])  # "We take no cash." is asked as "Do you take cash?"
    if cuts_a_list(act):
        return None
    timed = re.match(rf"(?P<act>[a-z][^,;:]{{3,80}}?) (?:within|after|in|for|every) {PERIOD}", act)
    if timed and " " not in timed["act"]:
        return None  # "We answer within one month.": what is answered stands elsewhere
    if timed:
        lasting = re.match(rf".{{{len(timed['act'])}}} for ", act) is not None
        ask = "How long do you" if lasting else "When do you"
        return Asked(f"{ask} {flipped(timed['act'])}", 1)
    cost = re.match(
        rf"charge(?: you)? (?:a (?:[a-z]+ )?fee of |an extra )?{MONEY}\S*(?: [a-z]+)? (?P<for>(?:for|if|when"
        rf"|per) .+)$",
        act,
    )
    if cost:
        return Asked(f"How much do you charge {flipped(without_tail(cost['for']))}", 1)
    modal = "can" if (found["not"] or "").strip() in {"can", "cannot"} else "do"
    return Asked(f"{modal} you {flipped(without_tail(act))}", 2)


def told(sentence: str) -> Asked | None:
    """Read what a manual tells to do: "Descale the machine every two months.", "Never immerse the base in water."."""
    found = re.match(
        r"(?P<not>Do not |Don't |Never )?(?P<act>(?P<verb>[A-Za-z]+) (?:the |your |a |an |all |any "
        r"|it )?[^,;:]{3,110})(?P<why>[:;].*|, (?:as|because|since|or|so) .*)?$",
        sentence,
    )
    if way := _TO_ACT.match(sentence):
        return Asked(f"How do I {flipped(way['act'])}", 1) if way["verb"] in listed("acts") - _NO_AIM else None
    if found is None or found["verb"].lower() not in listed("acts") | listed("handling"):
        return None
    act = f"{found['act'][0].lower()}{found['act'][1:]}"
    if found["not"] and _KEEPS.match(act):
        return None
    if found["not"]:
        return Asked(f"Can I {flipped(without_tail(act))}", 2)
    until = re.match(rf"(?P<act>[a-z]+ [^,;:]{{2,70}}?) (?:within|no later than) {PERIOD}|{_BY_DATE}", act)
    if until and (until["act"] or until["dated"]):
        return Asked(f"By when do I have to {flipped(until['act'] or until['dated'])}", 1)
    often = re.match(
        rf"(?P<act>[a-z]+ [^,;:]{{3,70}}?) (?:every (?:{PERIOD}|[a-z]+ )|once an? |twice an? "
        rf"|(?:at least )?(?<!at )once |daily|weekly|monthly|after each |after every |each )",
        act,
    )
    return Asked(f"How often should I {flipped(often['act'])}", 1) if often else None
