"""The questions that sentences on things answer: what they cost, how long they take, what they are and include."""

import re

from workflows.faq.sentence_parts import (
    BE,
    MONEY,
    PERIOD,
    Asked,
    head_of,
    one_of,
    participle,
    stands_alone,
    state,
    within_sentence,
    without_tail,
)
from workflows.faq.value_questions import with_article
from workflows.faq.wording import flipped, is_plural
from workflows.language.lazy import lazy

_AT = lazy(r" (?:from|until|after|before|at) (?:noon|\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m|o'clock)|\d{1,2}:\d\d)")
_STAYS = lazy(r" (?:stays?|remains?|keeps?)$")
_DATED = lazy(
    r" on (?:the )?\d{1,2}(?:st|nd|rd|th)?,? (?:and |to )?(?:\d{1,2} )?(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b"
)
_SPAN_OF_TIME = lazy(r"\b(?:day|week|weekend|month|year|season|night)s?$")
_RECKONED = "(?:worked out|calculated|reckoned|measured)"
_OFTEN = r"(?P<to> (?:for|out|over))? (?:once|twice) an? "
_LASTING = "available|kept|held|stored|reserved|guaranteed|retained|saved|blocked|suspended|covered|insured"
_WAY = lazy(
    r"(?P<done>be [a-z]{3,30})(?: at any time)? (?:in (?:writing|person|[a-z]{2,20} form)"
    r"|by (?:phone|post|letter|e-?mail|fax)|online|in the app|in (?:your|the) account|through|via|using)\b"
)


_SEVERAL_ARE = lazy(
    r"(?P<what>[A-Z][a-z-]+(?: [a-z-]+){0,2}(?:, [a-z][a-z -]{2,30}){0,4},? and [a-z][a-z -]{2,30}) are (?:not )?"
    r"(?P<done>allowed|permitted|accepted|included|refunded|covered|welcome|provided|forbidden|prohibited)\b"
)
_ONLY_IF = lazy(r" (?:only )?(?:if|provided|as long as|unless) .*$")
_REFUSED = lazy(
    r"(?P<what>[A-Z][a-z -]{2,40}?) (?:that|which|who) "
    r"(?P<rel>(?!has |have |is |are |was |were )[a-z][^,;:]{4,90}) (?:is|are|will be) "
    r"(?:refused|rejected|destroyed|deleted|cancelled|charged|(?:not|no longer) (?:accepted|refunded|returned))\b"
)
_MEANS = lazy(r"(?P<what>[A-Z\u201c\"][^,;:]{1,40}?) means (?:any|the|that|an?|all|every) ")
_ABSENT = lazy(r"There (?:is|are) no (?P<what>(?:(?:need|obligation) to )?[a-z][^,;:.]{2,60})$")
_NOT_MORE = lazy(
    r"(?P<what>[A-Z][^,;:]{2,60}?) (?:may|can|must)(?: not)? be (?:no |any )?"
    r"(?:more than \S+ (?:\w+ )?(?P<long>long|wide|high|thick|heavy|old|deep)"
    r"|(?P<longer>longer|wider|higher|thicker|heavier|older|larger|bigger|deeper|taller) than)\b"
)
_BASES = {"larger": "large", "wider": "wide", "heavier": "heavy", "bigger": "big"}
_STAYING = lazy(
    rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?P<verb>stays?|remains?) (?P<how>[a-z]+(?: [a-z]+)?) for (?:{PERIOD}|\d)"
)


def absent(sentence: str) -> Asked | None:
    """Read "There is no fee for a change of name.", "There is no need to sign up."."""
    found = _ABSENT.match(sentence)
    if found is None:
        return None
    what = without_tail(found["what"])
    if what.startswith(("need to ", "obligation to ")):
        return Asked(f"Do I have to {flipped(what.split(' to ', 1)[1])}", 1)
    noun = head_of(what)
    if is_plural(noun):
        return Asked(f"Are there any {flipped(what)}", 1)
    return Asked(f"Is there {with_article(flipped(what))}", 1)


def refused(sentence: str) -> Asked | None:
    """Read "Claims that reach us after 90 days are refused."."""
    found = _REFUSED.match(sentence)
    if found is None or not stands_alone(found["what"]) or "that" in found["rel"].split():
        return None
    return Asked(f"What happens if {flipped(within_sentence(found['what']))} {flipped(found['rel'])}", 1)


def gets(sentence: str) -> Asked | None:
    """Read "Card holders get one permit for free.", "One guest may sit in the back."."""
    if found := re.match(r"One (?P<what>[a-z]+) (?:may|can) (?P<act>[a-z][^,;:]{3,80})", sentence):
        return Asked(f"Can {with_article(found['what'])} {flipped(without_tail(found['act']))}", 2)
    found = re.match(r"(?P<what>[A-Z][^,;:]{2,50}?) (?P<verb>gets?|receives?) (?P<rest>[^;:]+)$", sentence)
    if found is None or not stands_alone(found["what"]) or re.match(r"(?:You|We|I)\b", found["what"]):
        return None
    what = flipped(within_sentence(found["what"]))
    if is_plural(head_of(what)) == found["verb"].endswith("s"):
        return None  # subject and verb do not agree: it was read wrongly
    do = "does" if found["verb"].endswith("s") else "do"
    return Asked(f"{do} {what} {found['verb'].removesuffix('s')} {flipped(without_tail(found['rest']))}", 2)


def taken(sentence: str) -> Asked | None:
    """Read "A deposit of £40 is taken with the first payment."."""
    found = re.match(
        rf"An? (?P<sum>(?:[a-z-]+ )?(?:{one_of('sums')})) (?:of|equal to) (?:{MONEY}|{PERIOD}|half|up to)", sentence
    )
    found = found or re.match(rf"The (?P<sum>[a-z -]{{2,40}}? (?:{one_of('sums')})) of {MONEY}", sentence)
    return Asked(f"How much is the {found['sum']}", 1) if found else None


def means(sentence: str) -> Asked | None:
    """Read "A working day means any day from Monday to Friday."."""
    found = _MEANS.match(sentence)
    if found is None or not stands_alone(found["what"]):
        return None
    return Asked(f"What does {within_sentence(found['what']) if ' ' in found['what'] else found['what']} mean", 1)


def costs(sentence: str) -> Asked | None:
    """Read "A locker costs $2 a day.", "The late fee is $15.", "Delivery is free from $50."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?P<verb>costs?|is|are) (?:only |about |currently |between |from )?{MONEY}",
        sentence,
    )
    if found is None or not stands_alone(found["what"]):
        return None
    what = re.sub(r" for (?:you|us)$", "", within_sentence(found["what"]))
    free = "free" in sentence[found.start() : found.end()]
    many = is_plural(head_of(what))
    if free and _AT.match(sentence[found.end() :]):
        return Asked(f"When {'are' if many else 'is'} {flipped(what)} free", 1)
    if free:
        return Asked(f"{'Are' if many else 'Is'} {flipped(what)} free", 1)
    if found["verb"].startswith("cost"):
        return Asked(f"How much {'do' if many else 'does'} {flipped(what)} cost", 1)
    return Asked(f"How much {'are' if many else 'is'} {flipped(what)}", 1)


def lasts(sentence: str) -> Asked | None:  # noqa: PLR0911 - one return a verb
    """Read "Delivery takes 3 days.", "Vouchers are valid for two years.", "Orders arrive within 5 days."."""
    if (stays := _STAYING.match(sentence)) and stands_alone(stays["what"]):
        what = flipped(within_sentence(stays["what"]))
        do = "do" if is_plural(head_of(what)) else "does"
        return Asked(f"How long {do} {what} {stays['verb'].removesuffix('s')} {stays['how']}", 1)
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?P<verb>takes?|lasts?|runs?|(?:is|are) valid|stays? valid|arrives?"
        rf"|expires?|reach(?:es)? you|starts?|begins?|ends?|closes?|opens?)"
        rf"(?P<rest> .*?(?:{PERIOD}|\d).*)$",
        sentence,
    )
    if found is None or not stands_alone(found["what"]):
        return None
    what, verb = flipped(within_sentence(found["what"])), found["verb"]
    if _STAYS.search(what):
        thing = _STAYS.sub("", what)
        do = "do" if is_plural(head_of(thing)) else "does"
        return (
            Asked(f"How long {do} {thing} stay {verb}", 1)
            if re.match(rf" for (?:\d|{PERIOD})", found["rest"])
            else None
        )
    do = "do" if is_plural(head_of(what)) else "does"
    if verb.startswith("end") and re.match(rf" at {MONEY}", found["rest"]):
        return Asked(f"What is the limit of {what}", 1)
    if verb.startswith("run") and found["rest"].startswith(" on "):
        return None
    if verb.startswith("run") and found["rest"].startswith(" from "):
        return Asked(f"What counts as {what}" if _SPAN_OF_TIME.search(what) else f"When {do} {what} run", 1)
    if re.match(r"takes?|lasts?|runs?", verb):
        return Asked(f"How long {do} {what} {verb.rstrip('s')}", 1) if re.search(PERIOD, found["rest"]) else None
    if "valid" in verb and not re.match(r" (?:for|until|up to|within|\d|one|two|three)", found["rest"]):
        return None
    if "valid" in verb:
        return Asked(f"How long {'are' if do == 'do' else 'is'} {what} valid", 1)
    base = "reach me" if verb.startswith("reach") else verb.rstrip("s") if not verb.endswith("ses") else verb[:-1]
    asks = "On which days" if base == "close" and _DATED.match(found["rest"]) else "When"
    return Asked(f"{asks} {do} {what} {base}", 1)


def measure(sentence: str) -> Asked | None:
    """Read "The maximum weight is 30 kg.", "The minimum age is 18.", "Bags may be no longer than two metres."."""
    if (most := _NOT_MORE.match(sentence)) and stands_alone(most["what"]):
        how = most["long"] or _BASES.get(most["longer"]) or most["longer"].removesuffix("er")
        return Asked(f"How {how} can {flipped(within_sentence(most['what']))} be", 1)
    found = re.match(
        r"(?P<what>(?:The|Our|Your) [^,;:]{3,70}?) (?P<be>is|are) (?:currently |usually |about |always "
        r"|only )?(?:\d|one |two |three |four |five |six |ten |twelve )",
        sentence,
    )
    if found is None or not stands_alone(found["what"].split(" ", 1)[1].capitalize()):
        return None
    what = flipped(within_sentence(found["what"]))
    if re.search(rf"\b(?:{one_of('lengths')})$", what):
        return Asked(f"How long {found['be']} {what}", 1)
    return Asked(f"What {found['be']} {what}", 1)


def state_of(sentence: str) -> Asked | None:  # noqa: PLR0911 - one return a state
    """Read "Pets are allowed in the garden.", "Sale items cannot be returned.", "Refunds are paid within 5 days."."""
    if found := _SEVERAL_ARE.match(sentence):
        return Asked(f"Are {flipped(within_sentence(found['what']))} {found['done']}", 2)
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,70}}?) (?P<be>{BE}|can|cannot|may not|may|must(?: not)?"
        rf"|will(?: not)?) (?P<rest>(?:be )?{state()}\b.*)$",
        sentence,
    )
    if found is None or not stands_alone(found["what"]) or re.match(r"(?:You|We|I)\b", found["what"]):
        return None
    what, be, rest = (
        flipped(within_sentence(found["what"])),
        found["be"],
        re.sub(r"^(be )?(?:not|never|only|always|also|usually|normally|automatically) ", r"\1", found["rest"]),
    )
    timed = re.match(
        rf"(?P<state>(?:be )?{participle()})(?P<what>(?: [a-z]+){{0,6}}?) (?:within|after|on the|every|once"
        rf"|before|by the|from|until|at least|between) ",
        rest,
    )
    telling = timed and re.search(
        rf"\d|{PERIOD}|day|week|month|year|morning|evening|once|every|before|after", rest[timed.end() - 8 :]
    )
    otherwise = re.match(rf"{participle()}{_OFTEN}|{_RECKONED} ", rest)
    if be in {"is", "are"} and timed and telling and not otherwise:
        more = flipped(re.sub(rf" (?:for|within|in) {PERIOD}.*$", "", timed["what"]))
        if re.match(rf"(?:be )?(?:kept|held|stored) .*for {PERIOD}", rest):
            return Asked(f"How long {be} {what} {timed['state']}{more}", 1)
        if re.search(r" (?:who|that|which)\b", timed["what"]):
            return None  # "issued to people who travel at least once a month" tells to whom, not when
        return Asked(f"When {be} {what} {timed['state']}{more}", 1)
    is_denied = re.match(r"(?:be )?(?:not|never) ", found["rest"]) is not None
    if be in {"is", "are"} and not is_denied and (asked := _measured_state(what, be, rest)):
        return Asked(asked, 1)
    if way := _WAY.match(rest):
        do = "do" if is_plural(head_of(what)) else "does"
        asked = {"must": f"How {do} {what} have to", "can": f"How can {what}", "may": f"How can {what}"}.get(be)
        if asked:
            return Asked(f"{asked} {flipped(way['done'])}", 1)
    rest = flipped(_ONLY_IF.sub("", without_tail(rest)))
    if be.startswith("must"):
        return Asked(f"{'Do' if is_plural(head_of(what)) else 'Does'} {what} have to {rest}", 2)
    auxiliary = {"cannot": "can", "may not": "may", "will not": "will"}.get(be, be)
    return Asked(f"{auxiliary} {what} {rest}", 2)


def _measured_state(what: str, be: str, rest: str) -> str | None:  # noqa: PLR0911 - one return a measure
    """Return what asks for the measure of a state: how long, when, up to what amount, how much, how far ahead."""
    if re.match(rf"(?:{_LASTING}) .*?for {PERIOD}", rest):
        return f"How long {be} {what} {rest.split(maxsplit=1)[0]}"
    if re.match(r"(?:open|available|closed|staffed|reachable)\b.*\d", rest):
        return f"When {be} {what} {rest.split(maxsplit=1)[0]}"
    if found := re.match(rf"(?P<done>{participle()}) up to {MONEY}", rest):
        return f"Up to what amount {be} {what} {found['done']}"
    if found := re.match(r"(?P<done>shown|printed|listed|displayed|found|stated|published) (?:in|on|under|at) ", rest):
        return f"Where {be} {what} {found['done']}"
    if re.match(rf"(?:charged|billed) at {MONEY}", rest):
        return f"How much {'do' if be == 'are' else 'does'} {what} cost"
    if found := re.match(rf"(?P<done>{_RECKONED}) (?:by|from|on|according to) ", rest):
        return f"How {be} {what} {found['done']}"
    if found := re.match(rf"(?P<done>{participle()}){_OFTEN}", rest):
        return f"How often {be} {what} {found['done']}{found['to'] or ''}"
    if found := re.match(rf"(?P<done>{participle()}) (?:when|once|as soon as) ", rest):
        return f"When {be} {what} {found['done']}"
    found = re.match(rf"(?P<done>{participle()}) {PERIOD} (?:ahead|in advance)", rest)
    return f"How far ahead {be} {what} {found['done']}" if found else None


def includes(sentence: str) -> Asked | None:  # noqa: PLR0911 - one return a verb
    """Read "The price includes …", "Membership covers …", "The warranty does not cover …"."""
    found = re.match(
        r"(?P<what>[A-Z][^,;:]{2,50}?) (?P<not>does not |do not )?(?P<verb>includes?|covers?|requires?"
        r"|needs?|contains?|applies|apply) (?P<rest>.+)$",
        sentence,
    )
    if found is None or not stands_alone(found["what"]) or re.match(r"(?:You|We|I)\b", found["what"]):
        return None
    what, verb = flipped(within_sentence(found["what"])), found["verb"]
    many = is_plural(head_of(what))
    if not found["not"] and many == verb.endswith("s"):
        return None  # subject and verb do not agree: it was read wrongly
    base = {"applies": "apply"}.get(verb, verb if many and not found["not"] else verb.rstrip("s"))
    do = "do" if many else "does"
    if base in {"need", "require"} and found["rest"].startswith("no "):
        return Asked(f"{do} {what} {base} any {flipped(without_tail(found['rest'][3:]))}", 1)
    if found["not"] and base in {"need", "require"}:
        return Asked(f"{do} {what} {base} {flipped(_ONLY_IF.sub('', without_tail(found['rest'])))}", 2)
    if base == "need" and re.search(r"\b(?:less|more|fewer|only)\b", found["rest"]):
        return None  # "about a fifth less food" is not all that they need
    if base == "apply":
        return Asked(f"{do} {what} apply {flipped(without_tail(found['rest']))}", 2)
    what = f"your {what}" if what in {"prices", "fees", "rates"} else what
    return Asked(f"What {do} {what} {'not ' if found['not'] else ''}{base}", 1)
