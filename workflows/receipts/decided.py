"""A decision of ours in the form of the customer's wish: "it is cancelled if it is late, as you asked".

That something is cancelled, refunded or granted is decided, whatever stands around it; "you asked to cancel it" is not.
"""

import re
from functools import lru_cache

from workflows.language.lazy import lazy
from workflows.receipts.customers_words import without_questions
from workflows.receipts.facts import AllowedFacts, held
from workflows.receipts.restating import is_on_record
from workflows.receipts.wording import flat

REMEMBERED = 8  # messages
_ADVERBS = r"(?:(?:now|then|already|all|hereby|automatically|also|as good as|considered|being|been|be) ){0,2}"
_DONE = (
    r"(?:cancell?ed|refunded|credited|reimbursed|repaid|reversed|approved|granted|waived|accepted|replaced"
    r"|exchanged|stopped"
    r"|called off|taken off|removed|deleted|changed|updated|extended|upgraded|booked|rebooked|reserved"
    r"|sorted|settled)"
)
_GETAN = (
    r"(?:storniert|erstattet|zuruckerstattet|gutgeschrieben|genehmigt|erlassen|ersetzt|umgetauscht"
    r"|gestoppt|gekundigt|geloscht"
    r"|geandert|verlangert|umgebucht|widerrufen|abgebrochen)"
)
_FAIT = (
    r"(?:annule|rembourse|credite|accorde|approuve|accepte|remplace|echange|resilie|supprime|modifie"
    r"|prolonge|stoppe)e?s?"
)
_HECHO = (
    r"(?:cancelad|anulad|reembolsad|abonad|aprobad|concedid|aceptad|sustituid|cambiad|eliminad|modificad"
    r"|ampliad)[oa]s?"
)
_FATTO = (
    r"(?:annullat|cancellat|rimborsat|accreditat|approvat|concess|accettat|sostituit|cambiat|eliminat"
    r"|modificat|prorogat"
    r"|stornat)[oaie]"
)
_THING = r"(?:it|that|this|everything|(?:the|your) [\w-]+(?: [\w-]+)?)"
_DECIDES = lazy(
    rf"\b{_THING} (?:is|are|will be|gets|goes) {_ADVERBS}{_DONE}\b(?! (?:for|to the|by (?:the|your)))"
    rf"|\bconsider (?:it|that|this|them|the [\w-]+) (?:{_DONE}|done)\b|\b(?:then|and|so) (?:it|that"
    rf"|this) is {_ADVERBS}{_DONE}\b"
    rf"|\b(?:sie|es|das|die \w+|der \w+|ihre \w+|ihr \w+) (?:ist|wird|gilt) (?:\w+ ){{0,3}}?(?:als )?{_GETAN}\b"
    rf"|\b(?:ist|wird) (?:sie|es|das|die \w+|der \w+|ihre \w+) (?:\w+ ){{0,2}}?{_GETAN}\b"
    rf"|\b(?:elle|il|c'|la \w+|le \w+|votre \w+) ?(?:est|sera) (?:\w+ ){{0,2}}?{_FAIT}\b|\bconsiderez-(?:la"
    rf"|le|les) comme {_FAIT}"
    rf"|\b(?:queda|quedara|sera|esta|estara|es) (?:ya )?{_HECHO}\b|\b(?:consider|d)el[oa]s? (?:por )?{_HECHO}"
    rf"|\b(?:e|sara|viene|verra) (?:gia )?{_FATTO}\b|\bl[oa] consideri {_FATTO}",
    re.IGNORECASE,
)
# In the clause before a decision: it is supposed, asked for, denied, or what the customer or a record says.
_OPEN = lazy(
    r"\b(?:if|whether|once|when|until|before|unless|not|never|hope|say|says|said|wrote|write|mention|want"
    r"|wanted|wish|like|asked"
    r" (?:that|for|to)|ask (?:that|for|to)|wenn|ob|sobald|bis|falls|bevor|nicht|keine?|schreiben|mochten"
    r"|wollen|si|quand|lorsque|avant"
    r"|ne|n'|pas|ecrivez|dites|souhaitez|voulez|cuando|hasta|antes|no|dice|escribe|quiere|se|quando|prima"
    r"|non|dice|scrive|vuole"
    r"|see (?:that|whether))\b",
    re.IGNORECASE,
)
_MARK = lazy(r"[,;:()!?.]\s|\s-\s")
_WORD = lazy(rf"\b(?:{_DONE}|{_GETAN}|{_FAIT}|{_HECHO}|{_FATTO})\b", re.IGNORECASE)


def decides(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) says that something is decided which no record says to be; linear."""
    told = flat(sentence)
    if told.rstrip().endswith("?"):
        return False
    for match in _DECIDES.finditer(told):
        begins = max((mark.end() for mark in _MARK.finditer(told, 0, match.start())), default=0)
        if _OPEN.search(told, begins, match.end()):
            continue
        word = _WORD.search(match[0])
        if word and held(word[0], (*allowed.records, _told_by(allowed.customer))):
            continue
        return not is_on_record(sentence, allowed)
    return False


@lru_cache(maxsize=REMEMBERED)
def _told_by(customer: str) -> str:
    return flat(without_questions(customer))
