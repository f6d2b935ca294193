"""Whether a section tells how something is done, whether one may do it, or by which rules. English texts."""

import re
from functools import cache

from workflows.faq.wording import listed
from workflows.language.lazy import lazy

_SENTENCE = lazy(r"[.!]\s+|\n")
_PERMITS = lazy(r"You may\b(?! also)")
_ALLOWS = lazy(
    r"\b(?:allowed|permitted|possible|available)\b|\bcan(?:not)? be [a-z]{1,30}(?:ed|en|ought|old|ade)\b", re.IGNORECASE
)
_COSTS = lazy(r"We (?:charge|keep|deduct|add|withhold) |You (?:pay|lose|owe) ")
_TAKES = lazy(r"We (?:take back|take|accept|do not|cannot|can only|only) ")
_MAY = lazy(r"\b(?:can(?:not)?|may|(?:is|are|do|does) not|only|allowed|possible)\b")
_LIMIT = lazy(r"\b(?:within|no later than|at the latest|by the end of)\b")
_ENDS = frozenset(("break", "cancel", "close", "end", "leave", "stop", "terminate"))
_MONEY_BACK = lazy(r"\b(?:refund(?:s|ed)?|charged?|fees?|pay|keep|deduct(?:ed)?)\b", re.IGNORECASE)
_OTHERS = lazy(r"(?:The (?:driver|courier|carrier|engineer|fitters?|crew|team|technician)|Our [a-z]+|We)\b")
_AMENDS = {
    "repair": r"\brepair",
    "replace": r"\breplace|\bsend (?:you )?a new\b",
    "refund": r"\brefund|\bpay back\b|\bmoney back\b",
}
_BROUGHT = lazy(r"\b(?P<what>parcel|package|delivery|order|letter|machine)\b")
FIRST_CHARS = 600  # of a section, which are read for what is brought
_PAID_WITH = lazy(
    r"\b(?:by|with|in|accept|take|via|through|to|use)\s(?:[\w'-]+,?\s){0,4}?(?:cash|cards?|cheques?|checks?|PayPal"
    r"|invoice|transfers?|debit|credit|vouchers?|instal\w+|bank|account|app)\b"
    r"|\bpay(?:ment)?s? (?:by|with|in|online|at|via)\b",
    re.IGNORECASE,
)
_ONE_CAN = lazy(r"\b[Yy]ou (?:can|may|need|should|must|have to|will|simply|just)\b|\bplease\b", re.MULTILINE)
_RULES = lazy(r"\b(?:must|may|cannot|only|never|not allowed|no more than|at least)\b", re.IGNORECASE)


def asked_of_act(act: str, gerund: str, rest: str, text: str) -> str:  # noqa: PLR0911 - one return a kind of text
    """Ask how something is done where ``text`` (untrusted) tells that; whether one may, or the rules, where only this.

    "Working from home" over "You can work from home on two days a week." is "Can I work from home?".
    """
    told = text.removeprefix(f"{act.capitalize()} ")  # the act itself is no way to do it
    if not _way().search(told):
        sentences = [one for one in _SENTENCE.split(text) if one.strip()]
        first = sentences[0] if sentences else ""
        if told != text and _LIMIT.search(first):
            return f"By when do I have to {act} {rest}"
        if first.startswith("We ") and act in {"get", "receive"} and _LIMIT.search(first):
            return f"When do I {act} {rest}"
        permits = _PERMITS.match(text) or _TAKES.match(text) or text.startswith(f"You can {act} ")
        if _COSTS.match(text):
            return f"What happens if I {act} {rest}"
        if permits or _ALLOWS.search(first):
            return f"Can I {act} {rest}"
        if sum(_RULES.search(one) is not None for one in sentences) > len(sentences) / 2:
            return f"What are the rules for {gerund} {rest}"
        if act in _ENDS and _MONEY_BACK.search(text):
            return f"What happens if I {act} {rest}"
    return f"How do I {act} {rest}"


def done_by_others(act: str, rest: str, text: str) -> str | None:
    """Ask whether the firm does to "it" what a heading says: "Leaving it with a neighbour" over "The driver rings.".

    "": the firm does it, and what "it" is stands nowhere; None: it is not the firm that does it.
    """
    object_, _, more = rest.partition(" ")
    if object_ not in {"it", "them"} or _OTHERS.match(text) is None:
        return None
    found = _BROUGHT.search(text[:FIRST_CHARS])
    return f"Can you {act} my {found['what']} {more}".strip() if found else ""


def asked_of_amends(text: str) -> str | None:
    """Ask what a firm does about what is faulty, by the ways that a text names; None: it names fewer than two."""
    named = [word for word, way in _AMENDS.items() if re.search(way, text[:FIRST_CHARS])]
    return f"Do you {', '.join(named[:-1])} or {named[-1]}?" if len(named) > 1 else None


def tells_a_way(text: str) -> bool:
    """Say whether a text (untrusted) tells how something is done: a request, a step, "online", "you can …"."""
    return _way().search(text) is not None or _ONE_CAN.search(text) is not None


def tells_payment(text: str) -> bool:
    """Say whether a section tells what can be paid with."""
    return _PAID_WITH.search(text) is not None


def tells_whether(text: str) -> bool:
    """Say whether a section tells if something may be done, and no way to do it."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()]
    return not _way().search(text) and sum(_MAY.search(one) is not None for one in sentences) > len(sentences) / 2


def tells_rules(text: str) -> bool:
    """Say whether a section tells what one must, may or may not do."""
    return _RULES.search(text) is not None or _ALLOWS.search(text) is not None


@cache
def _way() -> re.Pattern[str]:
    """Return what tells a way: a step, an item, a request, "to do so", "online", "by post", "in your account"."""
    requests = "|".join(sorted(word.capitalize() for word in listed("requests")))
    return re.compile(
        rf"(?:^|^\d{{1,3}}[.)] |^\u2022 |[.!:]\s|, )(?:Please |Just |Simply |then |and )?(?:{requests})\b"
        r"|\bTo [a-z]+ |\b(?:online|by phone|by post|by e-?mail|in writing|in the app|through|via|by [a-z]+ing)\b"
        r"|\bin your account\b|\bat the (?:desk|till|counter|office)\b",
        re.MULTILINE,
    )
