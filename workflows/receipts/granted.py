"""What a question, an advice or a kind word takes for granted: "try it on when the new size arrives" says one is sent.

The reader of sentences sees what these are, not what stands in their clauses of time. Such a clause may speak of what a
record holds, and of an arrival that the customer speaks of.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.restating import meant, proves, will_arrive
from workflows.receipts.unheard import NOT_KNOWN, YOU_DO, speaks_of_unheard
from workflows.receipts.wording import flat

# What begins a clause of time; a question that begins with one asks for the time.
_WHEN = lazy(
    r"(?<![^\W_])(?:(?:once|when|whenever|until|till|before|(?<!are )after|as soon as|by the time|sobald|wenn"
    r"|bis|bevor|nachdem"
    r"|ehe|des que|quand|lorsque|une fois|jusqu'a ce que|avant que|apres que|en attendant que"
    r"|cuando|en cuanto(?! al?\b)|una vez que|hasta que|antes de que|despues de que|mientras no"
    r"|quando|appena|una volta che|finche|fino a quando|prima che|dopo che)(?![^\W_])"
    r"|(?:des |lors|jusqu'a ce |avant |apres |en attendant )qu')"
    r"(?P<clause>[^,;:.!?\n]{0,120})",
    re.IGNORECASE,
)
_ASKS_WHEN = lazy(r"\W{0,3}(?:when|wann|quand|cuando|quando)(?![^\W_])", re.IGNORECASE)
_REACHES_YOU = lazy(
    r"\b(?:gets? (?:to|back to) you|turns? up|lands? (?:on|in|with)|comes? (?:in|through)|show(?:s|ed)? up"
    r"|eintriff?t|eintreffen|ankommen|bei (?:ihnen|dir) ist|lleguen?|(?:te|le) llegan?|arriv(?:a|ano|i|ino))\b",
    re.IGNORECASE,
)
_IS_PAST = lazy(
    r"\b(?:arrived|came|got|was|were|delivered|reached|kam(?:en)?|war(?:en)?|ankam|angekommen|eintraf|etait"
    r"|(?:est|sont) arrivee?s?|llego|llegaron|fue|arrivat[oaie]|era)\b",
    re.IGNORECASE,
)
_ARRIVES = "arrive"
_OURS = frozenset({"refund", "credit", "replace", "fix", "approve", "discount"})
_YOURS = frozenset({"replace", "fix"})  # that a customer does, too: "once you have replaced the cable"


def taken_for_granted(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause of a sentence (untrusted) speaks of a deed or an event that nothing holds; linear."""
    prose = flat(sentence)
    if NOT_KNOWN.search(prose):
        return False
    asks = _ASKS_WHEN.match(prose) if prose.rstrip().endswith("?") else None
    for match in _WHEN.finditer(prose, asks.end() if asks else 0):
        means = meant((match["clause"],))
        deeds = _OURS.difference(_YOURS) if YOU_DO.match(match["clause"]) else _OURS
        if any(deed in means and not proves(allowed.records, deed) for deed in deeds):
            return True
        if _ARRIVES not in means and not _REACHES_YOU.search(match["clause"]):
            continue
        on_record = will_arrive(allowed.records) or _IS_PAST.search(match["clause"])
        if not on_record and _ARRIVES not in meant((allowed.customer,)):
            return True
    return speaks_of_unheard(prose, allowed)
