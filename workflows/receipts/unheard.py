"""Deeds and events that a reason, or what somebody waits for, takes for granted: "now that your badge has been reset".

"Before the technician comes", "while the outage lasts", "as your refund goes back": such a clause may speak of what a
record holds or the customer spoke of; whatever else it speaks of is told as a fact.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts, held
from workflows.receipts.restating import meant, proves, says_nothing, words_in
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

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
    r"(?<![^\W_])(?:during|despite|thanks to|(?<!are )after|trotz|dank|nach|pendant|malgre|grace a|apres"
    r"|durante|despues de|tras"
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
# "The crew that is coming", "il tecnico che e passato": who comes is known already.
_WHO_COMES = lazy(
    r"\b(?:the|our|your) (?P<who>\w+)(?:,)? (?:that|who)(?: is|'s| are)? (?:coming|came|comes|visited|called"
    r"|on (?:his|her|their|its) way)\b"
    r"|\b(?:der|die|den|dem) (?P<wer>\w+), (?:der|die) (?:\w+ ){0,4}(?:kommt|kommen|kam|war|da war)\b"
    r"|\b(?:le|la|les|l') ?(?P<qui>\w+) qui (?:vient|viendra|passe|passera|est (?:venue?|passee?))\b"
    r"|\b(?:el|la|los) (?P<quien>\w+) que (?:viene|vendra|vino|pasa|pasara|paso)\b"
    r"|\b(?:il|lo|la|i|l') ?(?P<chi>\w+) che (?:viene|verra|passa|passera|e (?:passat[oa]|venut[oa]))\b",
    re.IGNORECASE,
)
# "While the search runs": something of ours goes on.
_GOES_ON = lazy(
    r"\b(?:while|as long as|wahrend|solange|pendant que|tant que|mientras|mentre|finche) (?:the|our|die|der|das"
    r"|unsere?|le|la|l'|notre|el|la"
    r"|nuestra|il|lo|nostra) ?(?P<what>\w+)[^,;:.!?\n]{0,40} (?:runs|is running|lasts|goes on"
    r"|is (?:still )?(?:on|open|under way|ongoing)|lauft|dauert"
    r"|dure|court|est en cours|dura|sigue|esta en curso|e in corso|continua)\b",
    re.IGNORECASE,
)
# "The call you have got booked": somebody promised it.
_YOU_HAVE = lazy(
    r"\b(?:the|that) (?P<what>\w+)(?: that| which)? you (?:have )?(?:got |been )(?:booked|promised|offered"
    r"|granted|given|sent)\b",
    re.IGNORECASE,
)
# What such a clause says is so: part of it must be known.
_FACTIVE = lazy(
    r"\b(?:given that|now that|seeing that|considering that|jetzt,? wo|puisque|maintenant que|etant donne que"
    r"|vu que|ya que|ahora que|dado que"
    r"|visto que|visto che|dato che|ora che|siccome|poiche) (?P<clause>[^,;:.!?\n]{0,120})",
    re.IGNORECASE,
)
_SENT = frozenset({"refund", "credit", "replace", "discount", "gift"})
# Whoever brings a parcel is known with the parcel.
_CARRIES = lazy(
    r"courier|driver|carrier|postman|fahrer|bote|postbote|paketbote|zusteller|livreur|facteur|transporteur"
    r"|repartidor|cartero|mensajero|transportista|corriere|postino",
    re.IGNORECASE,
)
_CHEQUE = lazy(
    r"\b(?:cheque|scheck|assegno|surcharge|zuschlag|supplement|recargo|supplemento|apolog(?:y|ies)"
    r"|entschuldigung|disculpas|scuse)\b",
    re.IGNORECASE,
)
_DEFINITE = lazy(r"\b(?:the|der|den|dem|die|le|la|l'|el|il|lo) ?(?P<who>\w{4,})", re.IGNORECASE)
NOT_KNOWN = lazy(
    r"\b(?:do not know|can not (?:say|tell)|no idea|weiss (?:ich )?(?:leider )?nicht|nicht sagen|je ne sais"
    r"|no se (?:cuando|si)|no puedo decir|non (?:lo )?so|non so dire|nao sei)\b",
    re.IGNORECASE,
)
# "After any change" takes no change for granted.
_INDEFINITE = lazy(
    r"\b(?:any|some|irgendein\w*|irgendwelche\w*|quelque|algun[oa]?|qualche|qualsiasi) (?:\w+ )?\w+", re.IGNORECASE
)
_OURS = ("refund", "credit", "replace", "fix", "approve", "discount", "outage", "staff", "cancel")
_CALL = "contact"
_STEM = 4  # letters of a word that are compared with those of the customer


def speaks_of_unheard(prose: str, allowed: AllowedFacts) -> bool:
    """Say whether a clause of ``prose``, which is flat, speaks of what neither record nor customer has told; linear."""
    if NOT_KNOWN.search(prose):
        return False
    reasons = [
        match["clause"] for match in _REASON.finditer(prose, _asked_when(prose)) if not YOU_DO.match(match["clause"])
    ]
    beside = [match["clause"] for match in _BESIDE.finditer(prose)]
    awaited = [match["clause"] for match in _AWAITED.finditer(prose)]
    return (
        _speaks_of_somebody(prose, allowed)
        or any(_is_all_new(match["clause"], allowed) for match in _FACTIVE.finditer(prose))
        or any(_is_unheard(clause, allowed, _OURS) for clause in reasons + beside)
        or any(_is_unheard(clause, allowed, (*_OURS, _CALL)) for clause in awaited)
        or any(_was_done(clause, allowed) for clause in reasons)
    )


def _speaks_of_somebody(prose: str, allowed: AllowedFacts) -> bool:
    """Say whether somebody who comes, or is asked after, is known of whom neither record nor customer speaks."""
    comes = [next(filter(None, match.groups())) for match in _WHO_COMES.finditer(prose)]
    comes += [match["what"] for pattern in (_GOES_ON, _YOU_HAVE) for match in pattern.finditer(prose)]
    if any(who.casefold()[:_STEM] not in _told(allowed).casefold() for who in comes):
        return True
    if not prose.rstrip().endswith("?"):
        return False
    asked = [match["who"].casefold() for match in _DEFINITE.finditer(prose)]
    if any(_CHEQUE.fullmatch(what) and what[:_STEM] not in _told(allowed).casefold() for what in asked):
        return True
    asked = [what for what in asked if not _CARRIES.fullmatch(what)]
    means = {meaning for what in asked for meaning in meanings_of(what) if meaning in _SENT or meaning == "staff"}
    known = meant((allowed.customer,))
    return any(one not in known and not proves(allowed.records, one) for one in means)


def _told(allowed: AllowedFacts) -> str:
    """Return all that records and customer have told."""
    return flat("\n".join((*allowed.records, allowed.customer)))


def _is_all_new(clause: str, allowed: AllowedFacts) -> bool:
    """Say whether no word of a clause that tells something is known from the customer or a record."""
    told = {word[:_STEM] for word in words_in(_told(allowed))}
    telling = [word for word in words_in(clause) if not says_nothing(word)]
    return len(telling) > 1 and "not" not in meant((clause,)) and all(word[:_STEM] not in told for word in telling)


def _asked_when(prose: str) -> int:
    """Return where the word ends by which a question asks for a time, 0 if it does not."""
    asks = _ASKS_WHEN.match(prose) if prose.rstrip().endswith("?") else None
    return asks.end() if asks else 0


def _is_unheard(clause: str, allowed: AllowedFacts, events: tuple[str, ...]) -> bool:
    """Say whether a clause speaks of a deed or an event of ours of which neither record nor customer does."""
    means = meant((_INDEFINITE.sub(" ", clause),))
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
