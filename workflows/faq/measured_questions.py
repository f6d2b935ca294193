"""The measure that a sentence gives is asked for: until when, how often, how many, how far, how much.

"Can trips be cancelled up to 14 days before?" repeats its answer; "Until when can trips be cancelled?" does not.
"""

import re
from collections.abc import Callable

from workflows.faq.sentence_parts import (
    MONEY,
    PERIOD,
    Asked,
    head_of,
    one_of,
    participle,
    stands_alone,
    within_sentence,
    without_tail,
)
from workflows.faq.wording import flipped, is_plural, listed

_COUNT = r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_COUNT_ONE = rf"(?:one|{_COUNT})"
_UNTIL = rf"(?:until|up to {PERIOD} before|no later than|at the latest by)"
_EACH = "mile|km|kilometre|minute|hour|day|night|week|month|year|item|page|piece|person|head|trip"
_BASES = {"hired": "hire", "bought": "buy", "replaced": "replace"}
_CLOCK = r"\d{1,2}(?:[.:]\d\d)? ?(?:[ap]\.?m|o'clock)"
_DAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_TIMES = rf"(?:once|twice|{_COUNT} times)\b"


def measured(sentence: str) -> Asked | None:
    """Return what asks for the measure of a sentence (English, on one line, no full stop); None: it has none."""
    found = (form(sentence) for form in _FORMS)
    return next((one for one in found if one is not None), None)


def _person(who: str) -> str:
    return "I" if who == "You" else within_sentence(who)


def _may_until(sentence: str) -> Asked | None:  # noqa: PLR0911 - one return a measure
    """Read "You can cancel free of charge until the evening before.", "You can renew an item twice."."""
    found = re.match(rf"(?P<who>{one_of('persons')}) (?:can|may)(?: only)? (?P<act>[a-z].+)$", sentence)
    if found is None:
        return None
    who = _person(found["who"])
    if until := re.match(rf"(?P<act>[a-z][^,;:]{{3,70}}?) {_UNTIL} ", found["act"]):
        return Asked(f"Until when can {who} {flipped(until['act'])}", 1)
    if when := re.match(
        rf"(?P<act>[a-z][^,;:]{{2,60}}?) (?:on {_DAYS}|at weekends|(?:after|before) {_CLOCK}"
        rf"|from \d[^,;]{{0,20}} to \d)",
        found["act"],
    ):
        return Asked(f"When can {who} {flipped(when['act'])}", 1)
    if often := re.match(rf"(?P<act>[a-z][^,;:]{{3,60}}?) {_TIMES}", found["act"]):
        return Asked(f"How often can {who} {flipped(often['act'])}", 1)
    if each := re.match(
        rf"(?P<verb>bring|take|have|use|borrow|book|register|add) {_COUNT_ONE} (?P<what>[a-z]+?)s? "
        rf"(?:an?|per) (?:{_EACH}|visit|flat)\b",
        found["act"],
    ):
        return Asked(f"How many {each['what']}s can {who} {each['verb']}", 1)
    if many := re.match(
        rf"(?P<verb>[a-z]+) (?:up to|at most|no more than) {_COUNT} (?P<what>[a-z]+s(?: (?!on|in|into|to|with)[a-z]+)?)"
        rf"(?P<per> at a time| (?:on|in|into|to|with) [^,;:]{{3,40}})?$",
        without_tail(found["act"]),
    ):
        return Asked(f"How many {many['what']} can {who} {many['verb']}{flipped(many['per'] or '')}", 1)
    return None


def _must_often(sentence: str) -> Asked | None:
    """Read "You must service the boiler every two years."."""
    found = re.match(
        rf"(?P<who>{one_of('persons')}) (?:must|have to|need to) (?P<act>[a-z]+ [^,;:]{{3,60}}?) "
        rf"(?:every {PERIOD}|(?:once|twice) an? )",
        sentence,
    )
    return Asked(f"How often do {_person(found['who'])} have to {flipped(found['act'])}", 1) if found else None


def _needed(sentence: str) -> Asked | None:
    """Read "You need at least 10 seats."."""
    found = re.match(rf"You (?:will )?need (?:at least |up to )?{_COUNT} (?P<what>[a-z]+s)$", without_tail(sentence))
    return Asked(f"How many {found['what']} do I need", 1) if found else None


def _passive(sentence: str) -> Asked | None:  # noqa: PLR0911 - one return a measure
    """Read "Trips can be cancelled up to 14 days before the date.", "Leave must be requested two weeks ahead."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,80}}?) (?P<modal>can|may|must) be (?P<rest>{participle()}\b.*)$", sentence
    )
    if found is None or not stands_alone(found["what"]):
        return None
    what, rest = flipped(within_sentence(found["what"])), found["rest"]
    do = "do" if is_plural(head_of(what)) else "does"
    if found["modal"] == "must":
        ahead = re.match(rf"(?P<done>[a-z][a-z ]*?) (?:at least )?{PERIOD} (?:ahead|in advance|before)", rest)
        return Asked(f"How far ahead {do} {what} have to be {ahead['done']}", 1) if ahead else None
    if hired := re.match(rf"(?P<done>hired|rented|bought|booked|ordered|replaced|cleaned) (?:for|at) {MONEY}", rest):
        return Asked(
            f"How much does it cost to {_BASES.get(hired['done'], hired['done'].removesuffix('ed'))} {what}", 1
        )
    if until := re.match(rf"(?P<done>[a-z][a-z ]*?) (?:{_UNTIL} |within {PERIOD})", rest):
        return Asked(f"Until when can {what} be {until['done']}", 1)
    if found["modal"] == "can" and (
        when := re.match(rf"(?P<done>[a-z][a-z ]*?) (?:every day|daily|on {_DAYS}|from \d)", rest)
    ):
        return Asked(f"When can {what} be {when['done']}", 1)
    if lasting := re.match(rf"(?P<done>[a-z][a-z ]*?) for (?:up to )?{PERIOD}", rest):
        return Asked(f"How long can {what} be {lasting['done']}", 1)
    return None


def _must_by(sentence: str) -> Asked | None:
    """Read "Changes must reach us by noon two days before.", "Claims must be made within 60 days."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) must (?P<act>(?:be {participle()}|reach us|arrive|leave|go)[a-z ]{{0,40}}?) "
        rf"(?:by (?:noon|midnight|the end|the \d|\d|{_DAYS})|no later than |at the latest |within {PERIOD})",
        sentence,
    )
    if found is None or not stands_alone(found["what"]):
        return None
    what = flipped(within_sentence(found["what"]))
    do = "do" if is_plural(head_of(what)) else "does"
    return Asked(f"By when {do} {what} have to {flipped(found['act'])}", 1)


def _on_day(sentence: str) -> Asked | None:
    """Read "The old pier will be closed on 30 June."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) will be (?P<done>{participle()}(?: (?:off|on|down|up|out|in))?) "
        r"(?:on|from|in) (?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November"
        r"|December)\b",
        sentence,
    )
    if found is None or not stands_alone(found["what"]):
        return None
    return Asked(f"When will {flipped(within_sentence(found['what']))} be {found['done']}", 1)


def _others_for(sentence: str) -> Asked | None:
    """Read "A boat can stay in the yard for up to six weeks."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?:can|may) (?P<act>[a-z][^,;:]{{3,60}}?) for (?:up to )?{PERIOD}", sentence
    )
    if found is None or not stands_alone(found["what"]) or found["act"].startswith(("be ", "not ")):
        return None
    return Asked(f"How long can {flipped(within_sentence(found['what']))} {flipped(found['act'])}", 1)


def _due(sentence: str) -> Asked | None:
    """Read "The rent is due on the third working day.", "Large trees are delivered on Thursdays only."."""
    found = re.match(
        rf"(?P<what>[A-Z][^,;:]{{2,60}}?) (?P<be>is|are) (?P<done>due|{participle()})(?P<more>(?: [a-z]+){{0,3}}?) "
        rf"(?P<when>(?:on|by|within|at|in) .+)$",
        sentence,
    )
    if found is None or not stands_alone(found["what"]):
        return None
    if found["done"] != "due" and not re.match(rf"on {_DAYS}", found["when"]):
        return None
    return Asked(f"When {found['be']} {flipped(within_sentence(found['what']))} {found['done']}{found['more']}", 1)


def _sum(sentence: str) -> Asked | None:
    """Read "We charge 12 euros a night for cleaning.", "We hold a deposit of 200 euros for each tool."."""
    each = re.match(rf"We (?P<verb>{one_of('money_verbs')}) {MONEY}\S* (?P<per>(?:an?|per) (?:{_EACH}))\b", sentence)
    if each and not re.match(r" for (?!the first)", sentence[each.end() :]):
        return Asked(f"How much do you {each['verb']} {each['per']}", 1)
    found = re.match(
        rf"We (?P<verb>{one_of('money_verbs')}) (?:you )?(?:an? (?:[a-z]+ )?(?P<noun>{one_of('sums')}) of )?{MONEY}"
        rf"[^,;]{{0,40}}? (?P<for>for (?:each|every|the|a|an|your)?\b ?[^,;:]{{3,60}})$",
        without_tail(sentence),
    )
    if found is None:
        return None
    if found["noun"]:
        return Asked(f"How much is the {found['noun']} {flipped(found['for'])}", 1)
    return Asked(f"How much do you {found['verb']} {flipped(found['for'])}", 1)


def _we_when(sentence: str) -> Asked | None:
    """Read "We pay the money back by the end of the next working day."."""
    found = re.match(
        rf"We (?P<act>(?P<verb>[a-z]+) [a-z][^,;:]{{3,60}}?) "
        rf"(?:by (?:the end|noon|\d|{_DAYS})|on {_DAYS}|every {_DAYS}|{PERIOD} before"
        rf"|(?:on )?the (?:day|evening|morning) (?:before|after|of)|(?<!only )once |as soon as )",
        sentence,
    )
    if found is None or found["verb"] not in listed("offers") or re.search(r"\d", found["act"]):
        return None  # "45 days before and again 5 days before": what is asked for stands twice
    return Asked(f"When do you {flipped(found['act'])}", 1)


def _far(sentence: str) -> Asked | None:
    """Read "We deliver within 30 km."."""
    found = re.match(rf"We (?P<verb>[a-z]+) within {_COUNT} (?:km|kilometres|miles)\b", sentence)
    return Asked(f"How far do you {found['verb']}", 1) if found and found["verb"] in listed("offers") else None


def _long(sentence: str) -> Asked | None:
    """Read "The waiting list is about one year.", "The deposit is three months' rent."."""
    found = re.match(
        rf"(?P<what>(?:The|Our|Your) [^,;:]{{3,60}}?) is (?:currently |usually |about |always |only )?{PERIOD}"
        rf"(?P<end>'? rent|$)",
        sentence,
    )
    if found is None or not stands_alone(found["what"].split(" ", 1)[1].capitalize()):
        return None
    return Asked(f"How {'much' if found['end'] else 'long'} is {flipped(within_sentence(found['what']))}", 1)


def _should(sentence: str) -> Asked | None:
    """Read "Adults should have a check-up every six months."."""
    found = re.match(
        rf"(?P<who>[A-Z][^,;:]{{2,40}}?) should (?P<act>[a-z][^,;:]{{3,60}}?) (?:every {PERIOD}|{_TIMES} an? )",
        sentence,
    )
    if found is None or not (found["who"] == "You" or stands_alone(found["who"])):
        return None
    who = "I" if found["who"] == "You" else flipped(within_sentence(found["who"]))
    return Asked(f"How often should {who} {flipped(found['act'])}", 1)


def _promised(sentence: str) -> Asked | None:
    """Read "We guarantee an availability of 99 percent a month."."""
    found = re.match(
        r"We (?P<verb>guarantee|offer|grant|promise|provide) an? (?P<what>[a-z][a-z -]{2,30}?) of \d", sentence
    )
    return Asked(f"What {found['what']} do you {found['verb']}", 1) if found else None


_FORMS: tuple[Callable[[str], Asked | None], ...] = (
    _may_until,
    _must_often,
    _needed,
    _must_by,
    _on_day,
    _passive,
    _others_for,
    _due,
    _sum,
    _we_when,
    _should,
    _promised,
    _far,
    _long,
)
