"""Questions about when people are there: "when are you open?", "are you there on Saturday?". What is true is not known.

Those of a shop or a branch are none of ours, and "are you there?" alone only calls.
"""

import re
from typing import Literal

from workflows.ids.grammar import find_ids, fold
from workflows.language.lazy import lazy
from workflows.language.sentences import sentences

LONGEST = 200  # characters: who writes more tells a story of their own
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "today", "tomorrow", "weekend", "christmas", "new year"]
_WHO = (
    r"(?:you(?:\s(?:guys|all|people))?|any(?:one|body)|some(?:one|body)|people"
    r"|(?:your|the)\s(?:support|team|desk|office|hotline|help\s?desk|service(?:\steam)?|support\steam))"
)
_THERE = r"(?:open|closed?|there|available|reachable|on\sduty|at\swork|working|in\sthe\soffice)"
_WHEN = lazy(
    r"\b(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?|today|tonight|tomorrow|now|holidays?|christmas|new\syear|easter|evenings?|nights?|mornings?|afternoons?|noon|after\s\d|at\s\d|until\s\d|before\s\d|o'?clock)\b",
    re.IGNORECASE,
)
_ASKS = lazy(
    rf"\b(?:when|what\s(?:time|days?)|(?:un)?till?\swhen|how\s(?:long|late)|which\sdays)\b[^.!?]{{0,20}}\b(?:are|do|does|is|can|will)\s{_WHO}\b[^.!?]{{0,20}}\b(?:{_THERE}|work|start|(?:be\s)?reached)\b"
    rf"|\b(?:are|is|will)\s{_WHO}\s(?:be\s|also\s|still\s|even\s|usually\s){{0,2}}(?:open|closed)\b(?!\sto\b)"
    rf"|\bdo(?:es)?\s{_WHO}\s(?:also\s|even\s)?(?:open|close|work)\s(?:on|at|over|during|in)\b"
    r"|\b(?:opening|business|office|working|service|support|desk)\s(?:hours|times)\b|\b(?:what(?:'?s|\sare|\sis)?|which|tell\sme|know)\s(?:are\s)?(?:your|the)\shours\b|^\W*(?:your\s)?hours\s?\?",
    re.IGNORECASE,
)
_ARE_THERE = lazy(
    rf"\b(?:are|is|will)\s(?:there\s)?{_WHO}\s(?:be\s|also\s|still\s|even\s|usually\s){{0,2}}{_THERE}\b", re.IGNORECASE
)
_ELSE = lazy(
    r"\b(?:shops?|stores?|branch(?:es)?|showroom|outlet|warehouse|museum|return|refund|deliver\w*|parcel|change|set|my\s(?:own\s)?(?:opening|business|office|working))\b",
    re.IGNORECASE,
)
_COURTESY = lazy(
    r"\W*(?:(?:hi|hello|hey|good\s(?:morning|day|evening|afternoon)|thanks|thank\syou|please|there|all|team|quick\squestion|so|and)\b\W*)*",
    re.IGNORECASE,
)
_DAYS: tuple[tuple[str, Day], ...] = (
    ("monday", "mon"), ("tuesday", "tue"), ("wednesday", "wed"), ("thursday", "thu"), ("friday", "fri"),
    ("saturday", "sat"), ("sunday", "sun"), ("tomorrow", "tomorrow"), ("weekend", "weekend"), ("today", "today"),
    ("tonight", "today"), ("right now", "today"), (" now", "today"), ("christmas", "christmas"),
    ("new year", "new year"),
)  # fmt: skip


def asks_about_hours(text: str) -> tuple[Day, ...] | None:
    """Return the days for which ``text`` (untrusted) asks when people are there, () for none; None: it does not ask."""
    plain = fold(text)
    if len(plain) > LONGEST or find_ids(plain) or _ELSE.search(plain):
        return None
    each = [plain[one.start : one.upto] for one in sentences(plain)]
    asking = [one for one in each if _ASKS.search(one) or (_ARE_THERE.search(one) and _WHEN.search(one))]
    if not asking or not all(one in asking or _COURTESY.fullmatch(one) for one in each):
        return None
    low = f" {plain.lower()}"
    return tuple(dict.fromkeys(day for word, day in _DAYS if word in low))
