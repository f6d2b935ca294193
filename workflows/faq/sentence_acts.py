"""The questions that sentences on what people do answer: what happens if …, what one may and must, what a firm does."""

import re

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

_WITHIN = lazy(
    rf"^(?P<act>.+?),? (?:within|for up to|for|up to|until|no later than|at least|by) (?P<limit>(?:the first "
    rf"|up to )?{PERIOD}.*)$"
)


_BY_DATE = (
    r"(?P<dated>[a-z]+ [^,;:]{2,70}?) by (?:the end of|\d{1,2} (?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December))"
)
_AHEAD = lazy(r"\b(?:ahead|in advance|beforehand)\b")
_BY_WAY = lazy(r" (?:online|by phone|by post|in the app|at the [a-z]+)(?:,? or [a-z ]{2,40})?,?$")


def condition(sentence: str) -> Asked | None:
    """Read "If you cancel late, we keep the fee." and "We refund you if …"."""
    found = re.match(r"(?:If|When|In case|Should) (?P<what>[^,;:]{5,110}), (?:then )?(?P<then>[a-z].+)$", sentence)
    if found is None or not sentence.startswith(("If", "When")) or "," not in sentence:
        return None
    word = "if" if sentence.startswith("If") else "when"
    what = found["what"].split(",")[0]
    if points_elsewhere().search(what) or len(what.split()) < 3:
        return None
    if re.match(
        r"(?:please |you (?:can|should|must|need|have) )?(?:contact|call|tell|report|write|email|send|check"
        r"|try|ask|go|press|turn|switch|make sure|clean|let us know)\b",
        found["then"],
    ):
        return Asked(f"What should I do {word} {flipped(what)}", 1)
    return Asked(f"What happens {word} {flipped(what)}", 1)


def purpose(sentence: str) -> Asked | None:
    """Read "To cancel your plan, open Settings."."""
    found = re.match(r"To (?P<act>[a-z][^,;:]{4,80}), (?!you will)(?P<how>[a-z].+)$", sentence)
    if found is None or found["act"].split()[0] in {"be", "the", "a", "help", "make"}:
        return None
    if found["act"].split()[-1] in listed("bare_ends"):
        return None
    return Asked(f"How do I {flipped(found['act'])}", 1)


def forbidden(sentence: str) -> Asked | None:
    """Read "Giving false details is an offence."."""
    found = re.match(
        r"(?P<ing>[A-Z][a-z]+ing) (?P<what>[^,;:]{3,60}?) "
        r"(?:is an? (?:offence|crime|breach|violation)|leads to|results in)\b",
        sentence,
    )
    act = act_of_gerund(found["ing"]) if found else None
    return Asked(f"What happens if I {act} {flipped(found['what'])}", 1) if found and act else None


def may(sentence: str) -> Asked | None:  # noqa: PLR0911, C901 - one return a modal
    """Read "You can return items within 30 days.", "You cannot …", "You must …", "You do not need …"."""
    found = re.match(
        rf"(?P<who>{one_of('persons')}) "
        r"(?P<modal>can also|can only|can|may only|may not|may|cannot|can't|can not|must not|must|have to"
        r"|need to|are allowed to|do not need to|don't need to|do not have to|need|do not need)"
        r" (?P<act>[a-z].+)$",
        sentence,
    )
    if found is None:
        return None
    who, modal, act = found["who"], found["modal"], found["act"]
    person = "I" if who == "You" else within_sentence(who)
    if cuts_a_list(act):
        return None
    limited = _WITHIN.match(act)
    cut = flipped(without_tail(act))
    if modal in {"can", "may", "can also", "may only", "can only"}:
        if limited and re.match(r"within|up to|for up to|until|no later", act[len(limited["act"]) :].lstrip(", ")):
            if _AHEAD.search(limited["limit"]):
                return Asked(f"How far ahead can {person} {flipped(_BY_WAY.sub('', limited['act']))}", 1)
            if re.match(r"for|up to", act[len(limited["act"]) :].lstrip(", ")):
                return Asked(f"How long can {person} {flipped(limited['act'])}", 1)
            return Asked(f"How long do {person} have to {flipped(limited['act'])}", 1)
        way = re.match(
            r"(?P<act>[a-z][^,;:]{3,70}?) (?:by [a-z]+ing|online|through|via|using|in the app|in your account"
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
    if modal in {"do not need to", "don't need to", "do not have to"}:
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
    act = found["act"]
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
        r"|it )?[^,;:]{3,110})$",
        sentence,
    )
    if found is None or found["verb"].lower() not in listed("acts") | listed("handling"):
        return None
    act = f"{found['act'][0].lower()}{found['act'][1:]}"
    if found["not"]:
        return Asked(f"Can I {flipped(without_tail(act))}", 2)
    until = re.match(rf"(?P<act>[a-z]+ [^,;:]{{2,70}}?) (?:within|no later than) {PERIOD}|{_BY_DATE}", act)
    if until and (until["act"] or until["dated"]):
        return Asked(f"By when do I have to {flipped(until['act'] or until['dated'])}", 1)
    often = re.match(
        rf"(?P<act>[a-z]+ [^,;:]{{3,70}}?) (?:every (?:{PERIOD}|[a-z]+ )|once an? |twice an? "
        rf"|(?:at least )?once |daily|weekly|monthly|after each |after every |each )",
        act,
    )
    return Asked(f"How often should I {flipped(often['act'])}", 1) if often else None
