"""Deeds and events that a reason, or what somebody waits for, takes for granted: "now that your badge has been reset".

"Before the technician comes", "while the outage lasts", "as your refund goes back": such a clause may speak of what a
record holds or the customer spoke of; whatever else it speaks of is told as a fact.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts, held
from workflows.receipts.restating import meant, proves
from workflows.receipts.wording import flat

# What begins a clause of reason or of time; the rest of it is read up to the next mark.
_CLAUSE = r"(?![^\W_])(?P<clause>[^,;:.!?\n]{0,120})"
_REASON = lazy(
    r"(?<![^\W_])(?:since|as|because|now that|given that|once|when|whenever|until|till|by the time|before|while"
    r"|da|weil|sobald|wenn|bis|bevor|nachdem|ehe|solange|wahrend|jetzt,? wo"
    r"|puisque|(?<![\w,] )comme|parce que|maintenant que|etant donne que|tant que|des que|quand|lorsque|une fois que"
    r"|avant que|ya que|(?<![\w,] )como|porque|dado que|ahora que|mientras|cuando|en cuanto(?! al?\b)|una vez que"
    r"|hasta que|antes de que|despues de que|poiche|siccome|perche|dato che|visto che|ora che|quando|appena"
    rf"|una volta che|finche|prima che|dopo che){_CLAUSE}",
    re.IGNORECASE,
)
# Words before a thing or an event: no clause follows them.
_BESIDE = lazy(
    r"(?<![^\W_])(?:during|despite|thanks to|after|trotz|dank|nach|pendant|malgre|grace a|apres|durante|despues de|tras"
    rf"|nonostante|grazie al?|dopo){_CLAUSE}",
    re.IGNORECASE,
)
# Who or what somebody waits for: "wait for the call".
_AWAITED = lazy(
    r"\b(?:(?:wait(?:ing)?|look out|watch out) for|(?:warten|warte) (?:sie )?(?:bitte )?auf|atten(?:dez|dre|ds)"
    r"|esper(?:e|ar|a)(?: a)?|aspett(?:i|are|a)) "
    r"(?P<clause>(?:the|your|den|die|das|ihren?|le|la|l'|votre|el|tu|su|il|lo)\b[^,;:.!?\n]{0,60})",
    re.IGNORECASE,
)
# What was done, by whomever; the groups hold the word for it.
WAS_DONE = lazy(
    r"\b(?:(?:has|have) (?:now |just |already )?been (\w{3,}(?:ed|t|n))"
    r"|((?:\w*ge\w{2,}|(?:be|ver|er|ent|zer)\w{2,})(?:t|en)) (?:wurden?|worden (?:ist|sind))"
    r"|(?:a|ont) (?:bien )?ete (\w{3,})|(?:ha|han) sido (\w{3,}d[oa]s?)|se (?:ha|han) (\w{3,}d[oa])"
    r"|(?:e|sono) stat[oaie] (\w{3,}[oaie]))\b",
    re.IGNORECASE,
)
_RISE = lazy(
    r"\b(?:price (?:rise|increase|change)s?|surcharges?|preiserhohung|zuschlag|hausse|augmentation|subida|aumento"
    r"|rincaro)\b",
    re.IGNORECASE,
)
_ASKS_WHEN = lazy(r"\W{0,3}(?:when|wann|quand|cuando|quando)(?![^\W_])", re.IGNORECASE)
# A deed of the customer's: "after you cancelled"; not what was done to them.
YOU_DO = lazy(
    r"\s*(?:you|sie|du|vous|tu|usted|ustedes|lei)\b(?!(?: \w+)? (?:are|were|have been|wurden|sind|avez ete|etes))",
    re.IGNORECASE,
)
_NOT_KNOWN = lazy(
    r"\b(?:do not know|can not (?:say|tell)|no idea|weiss (?:ich )?(?:leider )?nicht|nicht sagen|je ne sais"
    r"|no se (?:cuando|si)|no puedo decir|non (?:lo )?so|non so dire|nao sei)\b",
    re.IGNORECASE,
)
_OURS = ("refund", "credit", "replace", "fix", "approve", "discount", "outage", "staff", "cancel")
_CALL = "contact"
_STEM = 4  # letters of a word that are compared with those of the customer


def speaks_of_unheard(prose: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause of ``prose``, which is flat, speaks of what neither record nor customer has told; linear."""
    if _NOT_KNOWN.search(prose):
        return False
    reasons = [
        match["clause"] for match in _REASON.finditer(prose, _asked_when(prose)) if not YOU_DO.match(match["clause"])
    ]
    beside = [match["clause"] for match in _BESIDE.finditer(prose)]
    awaited = [match["clause"] for match in _AWAITED.finditer(prose)]
    return (
        any(_is_unheard(clause, allowed, _OURS) for clause in reasons + beside)
        or any(_is_unheard(clause, allowed, (*_OURS, _CALL)) for clause in awaited)
        or any(_was_done(clause, allowed) for clause in reasons)
    )


def _asked_when(prose: str) -> int:
    """Return where the word ends by which a question asks for a time, 0 if it does not."""
    asks = _ASKS_WHEN.match(prose) if prose.rstrip().endswith("?") else None
    return asks.end() if asks else 0


def _is_unheard(clause: str, allowed: AllowedFacts, events: tuple[str, ...]) -> bool:
    """Say whether a clause speaks of a deed or an event of ours of which neither record nor customer does."""
    means = meant((clause,))
    if "not" in means:
        return False
    rise = _RISE.search(clause)
    if rise and not held(rise[0], (*allowed.records, allowed.customer)):
        return True
    theirs = meant((allowed.customer,))
    return any(one in means and one not in theirs and not proves(allowed.records, one) for one in events)


def _was_done(clause: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause says that something was done of which neither record nor customer speaks."""
    done = WAS_DONE.search(clause)
    if done is None:
        return False
    said = flat("\n".join((*allowed.records, allowed.customer))).casefold()
    return done[done.lastindex or 0].casefold()[:_STEM] not in said
