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
from workflows.faq.wording import flipped, is_plural

_STAYS = re.compile(r" (?:stays?|remains?|keeps?)$")
_LASTING = "available|kept|held|stored|reserved|guaranteed|retained|saved|blocked|suspended|covered|insured"
_WAY = re.compile(
    r"(?P<done>be [a-z]{3,30})(?: at any time)? (?:in (?:writing|person|[a-z]{2,20} form)"
    r"|by (?:phone|post|letter|e-?mail|fax)|online|through|via|using)\b"
)


def costs(sentence: str) -> Asked | None:
    """Read "A locker costs $2 a day.", "The late fee is $15.", "Delivery is free from $50."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?P<verb>costs?|is|are) (?:only |about |currently |between |from )?{MONEY}",
        sentence,
    )
    if found is None or not stands_alone(found["what"]):
        return None
    what, free = within_sentence(found["what"]), "free" in sentence[found.start() : found.end()]
    many = is_plural(head_of(what))
    if free:
        return Asked(f"{'Are' if many else 'Is'} {flipped(what)} free", 1)
    if found["verb"].startswith("cost"):
        return Asked(f"How much {'do' if many else 'does'} {flipped(what)} cost", 1)
    return Asked(f"How much {'are' if many else 'is'} {flipped(what)}", 1)


def lasts(sentence: str) -> Asked | None:  # noqa: PLR0911 - one return a verb
    """Read "Delivery takes 3 days.", "Vouchers are valid for two years.", "Orders arrive within 5 days."."""
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
    if verb.startswith("run") and found["rest"].startswith(" from "):
        return Asked(f"When {do} {what} run", 1)
    if re.match(r"takes?|lasts?|runs?", verb):
        return Asked(f"How long {do} {what} {verb.rstrip('s')}", 1) if re.search(PERIOD, found["rest"]) else None
    if "valid" in verb and not re.match(r" (?:for|until|up to|within|\d|one|two|three)", found["rest"]):
        return None
    if "valid" in verb:
        return Asked(f"How long {'are' if do == 'do' else 'is'} {what} valid", 1)
    base = "reach me" if verb.startswith("reach") else verb.rstrip("s") if not verb.endswith("ses") else verb[:-1]
    return Asked(f"When {do} {what} {base}", 1)


def measure(sentence: str) -> Asked | None:
    """Read "The maximum weight is 30 kg.", "The minimum age is 18.", "The deposit is two months' rent."."""
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
    if be in {"is", "are"} and timed and telling:
        more = flipped(re.sub(rf" (?:for|within|in) {PERIOD}.*$", "", timed["what"]))
        if re.match(rf"(?:be )?(?:kept|held|stored) .*for {PERIOD}", rest):
            return Asked(f"How long {be} {what} {timed['state']}{more}", 1)
        if re.search(r" (?:who|that|which)\b", timed["what"]):
            return None  # "issued to people who travel at least once a month" tells to whom, not when
        return Asked(f"When {be} {what} {timed['state']}{more}", 1)
    if be in {"is", "are"} and (asked := _measured_state(what, be, rest)):
        return Asked(asked, 1)
    if way := _WAY.match(rest):
        do = "do" if is_plural(head_of(what)) else "does"
        asked = {"must": f"How {do} {what} have to", "can": f"How can {what}", "may": f"How can {what}"}.get(be)
        if asked:
            return Asked(f"{asked} {flipped(way['done'])}", 1)
    rest = flipped(without_tail(rest))
    if be.startswith("must"):
        return Asked(f"{'Do' if is_plural(head_of(what)) else 'Does'} {what} have to {rest}", 2)
    auxiliary = {"cannot": "can", "may not": "may", "will not": "will"}.get(be, be)
    return Asked(f"{auxiliary} {what} {rest}", 2)


def _measured_state(what: str, be: str, rest: str) -> str | None:
    """Return what asks for the measure of a state: how long, when, up to what amount, how much, how far ahead."""
    if re.match(rf"(?:{_LASTING}) .*?for {PERIOD}", rest):
        return f"How long {be} {what} {rest.split(maxsplit=1)[0]}"
    if re.match(r"(?:open|available|closed)\b.*\d", rest):
        return f"When {be} {what} {rest.split(maxsplit=1)[0]}"
    if found := re.match(rf"(?P<done>{participle()}) up to {MONEY}", rest):
        return f"Up to what amount {be} {what} {found['done']}"
    if re.match(rf"(?:charged|billed) at {MONEY}", rest):
        return f"How much {'do' if be == 'are' else 'does'} {what} cost"
    if found := re.match(rf"(?P<done>{participle()}) (?:when|once|as soon as) ", rest):
        return f"When {be} {what} {found['done']}"
    found = re.match(rf"(?P<done>{participle()}) {PERIOD} (?:ahead|in advance)", rest)
    return f"How far ahead {be} {what} {found['done']}" if found else None


def includes(sentence: str) -> Asked | None:
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
    if base == "need" and re.search(r"\b(?:less|more|fewer|only)\b", found["rest"]):
        return None  # "about a fifth less food" is not all that they need
    if base == "apply":
        return Asked(f"{do} {what} apply {flipped(without_tail(found['rest']))}", 2)
    return Asked(f"What {do} {what} {'not ' if found['not'] else ''}{base}", 1)
