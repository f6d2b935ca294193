"""Sentences that by their form state nothing about us: transitions, courtesy, and what I cannot do.

The reader takes some for statements, since they are about things of ours: "Let's begin with the refund". They may stand
if they bring nothing new: whatever could be a claim in them, the customer or a record speaks of as well.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.restating import CLAIMING, NO_CLAIM, meant, words_in
from workflows.receipts.unheard import WAS_DONE
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

_CLAIMING = CLAIMING | {"will", "person"}
# English, German, French, Spanish, Italian.
_AGREES = (
    r"sure|right|okay|ok|good|great|perfect|of course|all right|so",
    r"gut|prima|also|dann",
    r"parfait|bien|alors",
    r"perfecto|estupendo|vale|entonces",
    r"perfetto|bene|allora",
)
_LEADS_ON = (
    r"let us|we can (?:leave|turn|start|begin|go)|we will leave|so much for|now (?:for|to)|on to|that leaves|as for",
    r"first things first",
    r"kommen wir|gehen wir|fangen wir|bleibt (?:noch )?(?:die|der|das)|der reihe nach|zuerst|(?:nun|jetzt) zu[mr]?",
    r"passons|venons-en|commencons|prenons|voila pour|reste (?:la|le|l')|d'abord",
    r"vamos|pasemos|empecemos|cerramos|cerremos|dejamos|dejemos|vayamos|por partes",
    r"andiamo|veniamo|passiamo|cominciamo|comincio|partiamo|restiamo|questo per quanto",
)
_IS_KIND = (
    r"thanks|thank you|i am (?:so |very |really |truly )?(?:sorry|glad|delighted|happy|pleased)|sorry|enjoy|i hope",
    r"fair (?:point|enough)|good (?:idea|call|thinking|point|luck)|well done|nicely done|welcome|congratulations",
    r"my condolences|fingers crossed|all the best|have a",
    r"danke|vielen dank|tut mir leid|(?:es|das) tut mir|schon,? dass|freut mich|gute idee|viel (?:freude|spass|erfolg)",
    r"alles gute|prima|das ist (?:ja |sehr )?(?:nett|lieb|schon)",
    r"merci|desolee?|je suis (?:vraiment |sincerement )?(?:desolee?|ravie?|navree?)|j'espere|felicitations|ravie?",
    r"bon(?:ne)? (?:idee|reflexe|courage|soiree|journee|continuation)",
    r"gracias|lo siento|siento (?:mucho|que)|me alegr|buena idea|espero que|enhorabuena|suerte|que disfrut",
    r"grazie|mi dispiace|contento|contenta|felice|buona idea|spero|complimenti|buona|buon",
)
_CAN_NOT = (
    r"i (?:can not|am (?:not able|unable)|do not (?:see|know|have)|have (?:no|nothing|neither)|could not say)",
    r"is not something i(?: am| can)|not for me to|outside what i",
    r"(?:ich kann|kann ich)\b[^.!?]{0,60}\b(?:nicht|kein\w*)|muss ich passen",
    r"(?:ich habe|habe ich) (?:\w+ ){0,3}(?:kein\w*|nichts)",
    r"je ne (?:peux|sais|vois|dispose)|je n'ai (?:pas|aucun|aucune|ni|rien)|n'est pas a ma portee",
    r"no (?:puedo|tengo|veo|dispongo)|no esta en mi mano",
    r"non (?:\w+ )?(?:posso|ho|vedo|so|sono in grado)",
)
_TURNS = lazy(
    r"\b(?:but|until|unless|because|since|so|aber|bis|sondern|weil|da|mais|jusqu'a|tant que|car|pero|hasta|porque|ma"
    r"|finche|perche)\b",
    re.IGNORECASE,
)
_WE_DO = lazy(
    r"\b(?:we|i) (?:will|have|are going|did)\b|\b(?:wir|ich) (?:werde|werden|habe|haben)\b"
    r"|\b(?:nous|j') ?(?:avons|allons|ai)\b|\b(?:hemos|he|vamos a|voy a) \w+[rdo]\b|\b(?:abbiamo|ho) \w+[tos]o\b",
    re.IGNORECASE,
)
_TRANSITION = lazy(rf"(?:(?:{'|'.join(_AGREES)}),? )?(?:{'|'.join(_LEADS_ON)})\b", re.IGNORECASE)
_COURTEOUS = lazy(rf"(?:{'|'.join(_IS_KIND)})\b", re.IGNORECASE)
_LIMITS = lazy(rf"\b(?:{'|'.join(_CAN_NOT)})\b", re.IGNORECASE)


def states_nothing_new(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) is no statement by its form, and claims nothing new; linear."""
    if news(sentence, allowed):
        return False
    told = flat(sentence).strip(" \n\"'¡¿!-*")
    if _TRANSITION.match(told) or _COURTEOUS.match(told):
        return not _WE_DO.search(told)
    return _LIMITS.search(told) is not None and not _TURNS.search(told)


def news(sentence: str, allowed: AllowedFacts) -> frozenset[str]:
    """Return what a sentence (untrusted) could claim and neither the customer nor a record speaks of; linear."""
    return _claims(sentence) - meant((allowed.customer,)) - meant(allowed.records)


def could_claim(sentence: str) -> bool:
    """Say whether any word of a sentence (untrusted), or the form of its verb, could claim something of us; linear."""
    told = flat(sentence)
    return not _CLAIMING.isdisjoint(_meanings(told)) or WAS_DONE.search(told) is not None


def _claims(sentence: str) -> frozenset[str]:
    return _meanings(flat(sentence)) & CLAIMING


def _meanings(told: str) -> frozenset[str]:
    words = (word for word in words_in(told) if word not in NO_CLAIM)
    return frozenset(meaning for word in words for meaning in meanings_of(word))
