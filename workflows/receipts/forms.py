"""Sentences that by their form state nothing about us: transitions, courtesy, and what I cannot do.

The reader takes some for statements, since they are about things of ours: "Let's begin with the refund". They may stand
if they bring nothing new: whatever could be a claim in them, the customer or a record speaks of as well.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.customers_words import without_questions
from workflows.receipts.deeds import deed_of_ours
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
    r"let us|we can (?:leave|turn|start|begin|go|look)|we will leave|shall we|so much for|that leaves",
    r"that brings us|as for",
    r"(?:and )?now (?:for|to|the)|on to|over to|back to|next,|next up|turning to|moving on",
    r"to your (?:other|second|next|last)",
    r"first things first|one (?:thing|question) at a time|in (?:that )?order|step by step",
    r"to (?:start|begin) with|about the",
    r"regarding|concerning|with regard to|on the subject of|two (?:questions|things|topics)",
    r"both (?:questions|topics)",
    r"kommen wir|gehen wir|fangen wir|beginnen wir|machen wir|bleibt (?:noch )?(?:die|der|das)|der reihe nach|zuerst",
    r"eins nach dem anderen|(?:nun|jetzt|weiter|zuruck) zu[mr]?|zu ihrer|zu deiner|zur zweiten",
    r"zum zweiten|was (?:die|den|das)",
    r"damit zu[mr]?|soviel zu[mr]?|und nun|zwei (?:fragen|dinge|themen)",
    r"passons|venons-en|commencons|prenons|revenons|voyons|voila pour|reste (?:la|le|l')|d'abord",
    r"dans l'ordre|une chose",
    r"concernant|quant (?:a|au|aux)|pour ce qui est",
    r"pour (?:la|le|votre) (?:deuxieme|seconde|premiere|autre)|deux (?:questions|choses)",
    r"vamos|pasemos|empecemos|empiezo|cerramos|cerremos|dejamos|dejemos|vayamos|volvamos|veamos|por partes|primero",
    r"en cuanto al?|respecto al?|sobre (?:el|la|lo|tu|su)|pasando al?|dos (?:preguntas|cosas|temas)|y ahora",
    r"andiamo|veniamo|passiamo|cominciamo|comincio|partiamo|restiamo|torniamo|vediamo|questo per quanto",
    r"una cosa alla volta",
    r"per quanto riguarda|quanto (?:al|alla|all')|riguardo (?:al|alla|all')|sul secondo|sulla seconda",
    r"due (?:domande|cose)|e ora",
)
_IS_KIND = (
    r"thanks|thank you|many thanks",
    r"i am (?:so |very |really |truly )?(?:sorry|glad|delighted|happy|pleased)|sorry|enjoy",
    r"i hope|hopefully|hope|fair (?:point|enough)|good (?:idea|call|thinking|point|luck|question)",
    r"well (?:done|spotted)",
    r"nicely done|welcome|you are welcome|congratulations|my condolences|fingers crossed|all the best",
    r"have a|take care|take your time",
    r"no (?:worries|problem|rush|hurry)|not at all|what a|how (?:nice|kind|lovely|annoying|frustrating)",
    r"i (?:fully |can |do )?understand",
    r"danke|vielen dank|herzlichen dank|tut mir leid|(?:es|das) tut mir|schon,? dass|freut mich|das freut",
    r"gute (?:idee|frage)",
    r"viel (?:freude|spass|erfolg|gluck)|alles gute|prima|gern geschehen|kein (?:problem|stress)",
    r"keine (?:sorge|eile|ursache)|ich hoffe",
    r"hoffentlich|das ist (?:ja |sehr |wirklich )?(?:nett|lieb|schon|argerlich|verstandlich)|ich verstehe",
    r"schonen|einen schonen",
    r"merci|desolee?|je suis (?:vraiment |sincerement )?(?:desolee?|ravie?|navree?)|j'espere",
    r"felicitations|ravie?|de rien|avec plaisir",
    r"bon(?:ne)? (?:idee|reflexe|courage|soiree|journee|continuation|question|fin)|je (?:vous )?comprends",
    r"quel(?:le)? |pas de (?:souci|probleme)",
    r"gracias|muchas gracias|lo siento|siento (?:mucho|que)|lamento|me alegr|buena (?:idea|pregunta)",
    r"espero que|ojala|enhorabuena|suerte",
    r"que (?:disfrut|pase|tenga)|de nada|sin prisa|no hay prisa|entiendo|comprendo|vaya",
    r"que (?:bien|pena|rabia|bueno)",
    r"grazie|mi dispiace|mi spiace|contento|contenta|felice|buona (?:idea|domanda|giornata|serata)|spero",
    r"complimenti|buon|prego|figurati",
    r"si figuri|nessun problema|nessuna fretta|capisco|che (?:bello|peccato|fastidio|bella)",
)
_SOMEBODY = r"(?:somebody|someone|a (?:person|human|colleague)|one of our people)"
_CAN_NOT = (
    r"i (?:can not|am (?:not able|unable)|do not (?:see|know|have)|could not say|would not know)",
    r"i have (?:no|nothing|neither)",
    r"is not something i(?: am| can)|not for me to|outside what i|beyond (?:me|what i)|out of my (?:hands|reach)",
    rf"{_SOMEBODY} (?:needs? to|has to|must|would have to|ought to) (?!be|have)",
    rf"(?:is|are) (?:a decision|a matter|one|something) for {_SOMEBODY}",
    r"(?:ich kann|kann ich)\b[^.!?]{0,60}\b(?:nicht|kein\w*)|muss ich passen|weiss ich (?:leider )?nicht",
    r"ich weiss (?:leider )?nicht",
    r"(?:ich habe|habe ich) (?:\w+ ){0,3}(?:kein\w*|nichts)",
    r"(?:muss|musste|sollte) (?:\w+ ){0,3}(?:jemand|ein mensch|eine person)",
    r"je ne (?:peux|sais|vois|dispose|suis pas en mesure)|je n'ai (?:pas|aucun|aucune|ni|rien)|n'est pas a ma portee",
    r"une personne (?:doit|devrait) (?!etre|avoir)|(?:il )?faut (?:\w+ )?qu'une personne",
    r"no (?:puedo|tengo|veo|dispongo)|no esta en mi mano",
    r"(?:una persona|alguien) (?:tiene que|debe|deberia) (?!estar|haber)",
    r"non (?:\w+ )?(?:posso|ho|vedo|so|sono in grado)|una persona (?:deve|dovrebbe) (?!essere|avere)",
)
_ASSERTS = frozenset({"be", "have", "will"})
# A kind word with one of these tells of something of ours, or of something that came to be.
_OURS_WORDS = """we our ours wir unser unsere unserem unseren unserer nous notre nos nosotros nuestro nuestra nuestros
nuestras noi nostro nostra"""
_OURS = frozenset(_OURS_WORDS.split())
_TOLD_OF = frozenset({"account", "contract", "booking", "new", "app"})
_OF_LIMITS = frozenset({"staff", "person", "not"})
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
_WE_WILL = lazy(
    r"\b(?:we|i) (?:will|shall|are going)\b|\b(?:wir|ich) (?:werde|werden)\b|\b(?:werde|werden) (?:wir|ich)\b"
    r"|\b(?:nous allons|je vais|vamos a|voy a)\b",
    re.IGNORECASE,
)
_TRANSITION = lazy(rf"(?:(?:{'|'.join(_AGREES)}),? )?(?:{'|'.join(_LEADS_ON)})\b", re.IGNORECASE)
_COURTEOUS = lazy(rf"(?:{'|'.join(_IS_KIND)})\b", re.IGNORECASE)
_LIMITS = lazy(rf"\b(?:{'|'.join(_CAN_NOT)})\b", re.IGNORECASE)


def states_nothing_new(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) is no statement by its form, and claims nothing new; linear.

    What the customer only asked may be named: "the refund, then"; that it is so is new: "your refund is on its way".
    """
    told = flat(sentence).strip(" \n\"'¡¿!-*")
    means = _meanings(told)
    unheard = (means & CLAIMING) - meant(allowed.records)
    if _LIMITS.search(told) and not _TURNS.search(told):
        return unheard - meant((allowed.customer,)) <= _OF_LIMITS and not (_WE_WILL.search(told) or deed_of_ours(told))
    theirs = allowed.customer if means.isdisjoint(_ASSERTS) else without_questions(allowed.customer)
    if not _TRANSITION.match(told):
        if not _COURTEOUS.match(told) or not _OURS.isdisjoint(words_in(told)):
            return False
        unheard |= (means & _TOLD_OF) - meant(allowed.records)
    return unheard <= meant((theirs,)) and not _WE_DO.search(told)


def could_claim(sentence: str) -> bool:
    """Say whether any word of a sentence (untrusted), or the form of its verb, could claim something of us; linear."""
    told = flat(sentence)
    return not _CLAIMING.isdisjoint(_meanings(told)) or WAS_DONE.search(told) is not None


def _meanings(told: str) -> frozenset[str]:
    words = (word for word in words_in(told) if word not in NO_CLAIM)
    return frozenset(meaning for word in words for meaning in meanings_of(word))
