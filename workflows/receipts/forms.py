"""Sentences that by their form state nothing about us: transitions, courtesy, and what I cannot do.

The reader takes some for statements, since they are about things of ours: "Let's begin with the refund". They may stand
if they bring nothing new: whatever could be a claim in them, the customer or a record speaks of as well.
"""

import re
from functools import lru_cache

from workflows.language.lazy import lazy
from workflows.receipts.customers_words import without_questions
from workflows.receipts.deeds import deed_of_ours
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.restating import CLAIMING, NO_CLAIM, meant, words_in
from workflows.receipts.unheard import WAS_DONE
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

REMEMBERED = 64  # sentences and clauses
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
    (
        r"is not something i(?: am| can)|not for me to|outside what i|beyond (?:me|what (?:i|this desk|the desk))"
        r"|out of my (?:hands|reach)"
    ),
    rf"{_SOMEBODY} (?:needs? to|has to|must|would have to|ought to) (?!be|have)",
    (
        rf"(?:be|get) \w+ by {_SOMEBODY}|von (?:einer person|einem menschen) \w+ werden|etre \w+ par une personne"
        rf"|ser \w+ por una persona"
        r"|essere \w+ da una persona"
    ),
    rf"(?:is|are) (?:a decision|a matter|one|something) for {_SOMEBODY}",
    r"(?:ich kann|kann ich)\b[^.!?]{0,60}\b(?:nicht|kein\w*)|muss ich passen|weiss ich (?:leider )?nicht",
    r"ich weiss (?:leider )?nicht|liegt (?:leider )?nicht in meiner|entscheide ich (?:leider )?nicht|steht mir nicht",
    r"(?:ich habe|habe ich) (?:\w+ ){0,3}(?:kein\w*|nichts)",
    r"(?:muss|musste|sollte) (?:\w+ ){0,3}(?:jemand|ein mensch|eine person)",
    (
        r"je ne (?:peux|sais|vois|dispose|suis pas en mesure)|je n'ai (?:pas|aucun|aucune|ni|rien)"
        r"|n'est pas a ma portee|n'est pas de mon ressort|hors de ma portee"
    ),
    r"une personne (?:doit|devrait) (?!etre|avoir)|(?:il )?faut (?:\w+ )?qu'une personne",
    (
        r"no (?:puedo|tengo|veo|dispongo|hay manera)|no esta en mi mano|(?:queda|esta) fuera de (?:mi|lo que)"
        r"|no depende de mi"
    ),
    r"(?:una persona|alguien) (?:tiene que|debe|deberia) (?!estar|haber)",
    (
        r"non (?:\w+ )?(?:posso|ho|vedo|so|sono in grado)|non (?:dipende|spetta) (?:da|a) me"
        r"|fuori dalla mia portata|una persona (?:deve|dovrebbe) (?!essere|avere)"
    ),
)
# What the desk can do: look up an order, look into an invoice, issue an RMA, hand over.
_I_CAN = lazy(
    r"(?:(?:but|and|aber|und|mais|et|pero|y|ma|e) )?(?:(?:a return|an order|an invoice|eine rucksendung"
    r"|un retour|una devolucion|un reso) )?(?:what )?(?:i can|ich kann|kann ich"
    r"|je peux|(?:si |lo que si )?puedo|posso) (?:\w+ ){0,2}?(?:look (?:up|into|at)|open|set up|create|issue"
    r"|register|ask|tell|check|nachsehen|prufen|anlegen|eroffnen|fragen|bitten"
    r"|regarder|verifier|ouvrir|creer|demander|mirar|consultar|abrir|crear|pedir|preguntar|guardare|controllare"
    r"|aprire|creare|chiedere)"
    r"(?: (?:an?|the|your|for|it|that|this|order|orders|invoice|invoices|return|returns|investigation|person"
    r"|people|one|me|to|on|at|is|are|how|stands?|eine?n?|die|der|das|fur|sie|rechnung"
    r"|bestellung|rucksendung|prufung|person|une?|le|la|les|pour|vous|facture|commande|retour|enquete|personne"
    r"|el|para|usted|factura|pedido|devolucion|investigacion|persona|il|lo|per|lei|fattura"
    r"|ordine|reso|verifica)){0,8}",
    re.IGNORECASE,
)
_ASSERTS = frozenset({"be", "have", "will"})
# A kind word with one of these tells of something of ours, or of something that came to be.
_OURS_WORDS = """we our ours wir unser unsere unserem unseren unserer nous notre nos nosotros nuestro nuestra nuestros
nuestras noi nostro nostra"""
OURS = frozenset(_OURS_WORDS.split())
_TOLD_OF = frozenset({"account", "contract", "booking", "new", "app"})
_OF_LIMITS = frozenset({"staff", "person", "not"})
# What I can not do may be named, unless some of it can be done: "I can not refund more than half".
_DEEDS_WORDS = """receive soon done open return_it handle cancel refund approve replace send update forward offer
contact fix promise transfer collect credit discount arrive due"""
_DEEDS = frozenset(_DEEDS_WORDS.split())
_MORE = lazy(
    r"\b(?:more|before|until|only|already|still|yet|half|that|which|who|mehr|nur|schon|bereits|noch|hochstens"
    r"|vor|bis|die|der|das|plus|seulement|deja|encore|avant"
    r"|qui|que|moitie|mas|solo|ya|todavia|mitad|antes|che|piu|soltanto|gia|ancora|meta|prima)\b",
    re.IGNORECASE,
)
_TURNS = lazy(
    r"\b(?:but|until|unless|because|since|so(?! thank| please)|aber|bis|sondern|weil|da|mais|jusqu'a|tant que"
    r"|car|pero|hasta|porque|ma"
    r"|finche|perche)\b",
    re.IGNORECASE,
)
_WE_DO = lazy(
    r"\b(?:we|i) (?:will|have|are going|did)\b(?! (?:\w+ ){1,5}together| be (?:right )?(?:here|where|exactly)"
    r"| look (?:it up|again)| take (?:those|them|it)\b"
    r"| (?:start|begin|stay)\b| no\b)|\b(?:wir|ich) (?:werde|werden|habe|haben)\b"
    r"|\b(?:nous|j') ?(?:avons|allons|ai)\b|\b(?:hemos|he|vamos a|voy a) \w+[rdo]\b|\b(?:abbiamo|ho) \w+[tos]o\b",
    re.IGNORECASE,
)
_WE_WILL = lazy(
    r"\b(?:we|i) (?:will|shall|are going)\b(?! be (?:right )?(?:here|where|exactly)| look (?:it up|again)"
    r"| (?:start|begin|stay)\b)|\b(?:wir|ich) (?:werde|werden)\b|\b(?:werde|werden) (?:wir|ich)\b"
    r"|\b(?:nous allons|je vais|vamos a|voy a)\b",
    re.IGNORECASE,
)
_TRANSITION = lazy(rf"(?:(?:{'|'.join(_AGREES)}),? )?(?:{'|'.join(_LEADS_ON)})\b", re.IGNORECASE)
_COURTEOUS = lazy(rf"(?:{'|'.join(_IS_KIND)})\b", re.IGNORECASE)
_LIMITS = lazy(rf"\b(?:{'|'.join(_CAN_NOT)})\b", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def states_nothing_new(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) is no statement by its form, and claims nothing new; linear.

    What the customer only asked may be named: "the refund, then"; that it is so is new: "your refund is on its way".
    """
    told = flat(sentence).strip(" \n\"'¡¿!-*")
    limits = _LIMITS.search(told)
    if limits and not _TURNS.search(told):
        left = _new_in(_LIMITS.sub(" ", told), allowed.records) - meant((allowed.customer,))
        may_not = _OF_LIMITS if _MORE.search(told) else _OF_LIMITS | _DEEDS
        return left <= may_not and not (_WE_WILL.search(told) or deed_of_ours(told))
    if says_what_i_can(told):
        return True
    leads = _TRANSITION.match(told)
    opens = leads or _COURTEOUS.match(told)
    if not opens or not (leads or OURS.isdisjoint(words_in(told))):
        return False
    rest = told[opens.end() :]
    means = _meanings(rest)
    theirs = allowed.customer if means.isdisjoint(_ASSERTS) else without_questions(allowed.customer)
    unheard = _new_in(rest, allowed.records)
    if not leads:
        unheard |= (means & _TOLD_OF) - meant(allowed.records)
    return unheard <= meant((theirs,)) and not _WE_DO.search(rest)


def _new_in(told: str, records: tuple[str, ...]) -> frozenset[str]:
    return (_meanings(told) & _CLAIMING) - meant(records)


def says_what_i_can(told: str) -> bool:
    """Say whether a clause (untrusted) only tells what this desk can do: "I can set up a return for it"; linear."""
    return _I_CAN.fullmatch(flat(told).strip(" .!")) is not None


def says_we_do(told: str) -> bool:
    """Say whether ``told``, which is flat, says that we do, did or will do something; linear."""
    return _WE_DO.search(told) is not None


def says_we_will(told: str) -> bool:
    """Say whether ``told``, which is flat, says that we will do something; linear."""
    return _WE_WILL.search(told) is not None


def is_of_us(told: str) -> bool:
    """Say whether ``told``, which is flat, says that we did or will do something; linear."""
    return says_we_do(told) or says_we_will(told)


def could_claim(sentence: str) -> bool:
    """Say whether any word of a sentence (untrusted), or the form of its verb, could claim something of us; linear."""
    told = flat(sentence)
    return not _CLAIMING.isdisjoint(_meanings(told)) or WAS_DONE.search(told) is not None


def _meanings(told: str) -> frozenset[str]:
    words = (word for word in words_in(told) if word not in NO_CLAIM)
    return frozenset(meaning for word in words for meaning in meanings_of(word))
