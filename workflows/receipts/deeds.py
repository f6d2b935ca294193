"""What we say that we did, will come back with or allow, by the form of the verb: "I have lifted", "ho riavviato".

The reader of sentences sees words; in a question or an advice it overlooks a deed whose verb it does not know.
"""

import re
from functools import lru_cache

from workflows.language.lazy import lazy
from workflows.receipts.wording import flat

REMEMBERED = 64  # sentences, each of which is asked for several times
_ADVERBS = r"(?:(?:just|now|already|also|since|then|bien|deja|aussi|ya|tambien|gia|anche|appena) ){0,2}"
# What is no deed: we understand, read, look, and say what stands in the reply itself.
_NO_DEED = (
    r"(?!(?:understood|read|seen|looked|checked|searched|put together|sorted|split|grouped|listed|answered|divided"
    r"|overlooked|started with|opened with|gathered|summed|summari[sz]ed|heard|noticed|got|had|been|needed|wanted"
    r"|wished|missed|tried|learned|learnt|lost|indeed|hundred|need"
    r"|compris|resume|lu|vu|recu|une|cette|toute|note|pu|eu|ete|cru|entendu|entre|ici|aussi|rien|meme|dit"
    r"|entendido|contado|leido|visto|comprendido|podido|sido|tenido|perdido|oido|recibido|querido"
    r"|capito|ripetuto|finito|letto|visto|potuto|avuto|questo|tutto|stato|perso|sentito|saputo"
    r"|ricevuto|detto|compreso|voluto)\b)"
)
_NICHT = (
    r"(?!gelesen|gesehen|nachgesehen|nachgeschaut|verstanden|gehort|gefunden|ausgedruckt|aufgefuhrt|wiedergegeben"
    r"|gesetzt)"
)
_GETAN = r"(?:\w*ge\w{2,}(?:t|en)|\w{3,}iert|(?:be|ver|er|ent|zer)\w{2,}(?:t|en))"
_DONE = r"(?:\w{2,}ed|put|sent|set|taken|made|given|told|spoken|gone|written|raised|let|found out|begun|started)"
_DID = r"(?:\w{2,}ed|went|sent|took|made|gave|spoke|wrote|ran)"
_HAVE_DONE = (
    rf"\b(?:i|we) have {_ADVERBS}{_NO_DEED}{_DONE}\b",
    rf"(?:^|[,;:(] ?|\band |\bso )(?:i|we) {_ADVERBS}{_NO_DEED}{_DID}\b",
    rf"\b(?:j'ai|nous (?:vous )?avons|je vous ai|je l'ai) {_ADVERBS}{_NO_DEED}\w{{2,}}(?:e|ee|es|i|u|is|it|ert)\b",
    rf"\b(?:he|hemos) {_ADVERBS}{_NO_DEED}(?:\w{{2,}}[ai]do|hecho|puesto|escrito|abierto|resuelto|vuelto)\b",
    rf"\b(?:ho|abbiamo) {_ADVERBS}{_NO_DEED}\w{{2,}}(?:ato|ata|ati|uto|ito|tto|sto|sso|rso|eso)\b",
    rf"\b(?:ich habe|habe ich|wir haben|haben wir)\b(?:[ -]\w+){{0,8}} {_NICHT}{_GETAN}\b",
)
# What we do, in a clause that only names it: "the places that we open", "i posti che apriamo".
_THAT_WE_DO = (
    r"\bthat we (?!can|could|know|see|do not|have no|mean|talk|speak|look|are looking)\w+",
    r"\b(?:die|das|den|der) wir (?!nicht|kein|sehen|wissen|kennen|meinen|sprechen)\w+",
    r"\bque nous (?!ne|voyons|savons|parlons|avons (?:ici|sous))\w+ons\b",
    r"\bque (?!vemos|sabemos|tenemos|conocemos|hablamos|vamos|podemos)\w{2,}[aei]mos\b",
    r"\bche (?!vediamo|sappiamo|abbiamo|conosciamo|parliamo|possiamo|siamo|diciamo)\w{2,}iamo\b",
    r"\bc'est (?:note et |bien )?(?:modifie|change|annule|transmis|retire|enregistre)e?\b",
)
# "That is only us connecting".
_IT_IS_US = (
    r"\b(?:it|that|this) is (?:only |just )?(?:us|me)\b(?! who (?:does|do)? not)",
    r"\bdas (?:bin (?:nur )?ich|sind (?:nur )?wir)\b",
    r"\bce (?:n'est|sont|n'est que) (?:que )?(?:nous|moi)\b|\bc'est (?:nous|moi) qui\b",
    r"\b(?:solo )?(?:somos nosotros|soy yo quien)\b",
    r"\b(?:siamo (?:solo )?noi|sono (?:solo )?io che)\b",
)
# What waits for the customer: "there is a voucher for you".
_GIFTS = (
    r"(?:vouchers?|credit|discount|gift|gutschein\w*|gutschrift|rabatt|bon d'achat|avoir|remise|vales?|abono"
    r"|descuento|buono|accredito"
    r"|sconto|regalo|cadeau|geschenk)"
)
_FOR_YOU = (
    (
        rf"\b{_GIFTS} (?:\w+ ){{0,3}}(?:for you|waiting|awaits|fur sie|vous attend|pour vous|le espera|para usted"
        rf"|per lei|la aspetta)\b"
    ),
    (
        rf"\b(?:le espera|vous attend|la aspetta|enjoy|profitez (?:bien )?de|que disfruten? de|si goda"
        rf"|viel (?:freude|spass) mit) (?:\w+ )?{_GIFTS}\b"
    ),
)
# That we will be back, whatever with; that the customer is in another state by now.
_WILL_BE_BACK = (
    r"\b(?:come|get|be) back to you\b",
    r"\blet you know\b",
    r"\bkeep you (?:posted|updated|informed)\b",
    r"\b(?:i|we) (?:will |shall )?keep an eye on\b",
    r"\byou are (?:now )?(?:unsubscribed|removed|upgraded|refunded|registered|enrolled|booked|subscribed)\b",
    r"\bmelde(?:n wir uns| ich mich| mich)\b",
    r"\bschreibe(?:n wir| ich)? (?:ihnen|dir)\b",
    r"\bich schreibe (?:ihnen|dir)\b",
    r"\b(?:je reviens|nous revenons|je reviendrai|nous reviendrons) vers vous\b",
    r"\bje vous (?:tiens|tiendrai)\b",
    r"\b(?:te|le|os|les) (?:aviso|avisare|avisamos|avisaremos|escribo|escribire|informare)\b",
    r"\b(?:le|ti|vi) (?:faccio|faro|faremo) sapere\b",
    r"\b(?:la|ti|vi) (?:avviso|avvisero|avviseremo|aggiorno|aggiornero)\b",
)
_PERMITTED = r"(?:allowed|permitted|accepted) (?:for|up to|in|on|at|with|within|until|as long|from)"
_THINGS = r"(?:invoices?|orders?|returns?|plans?|bookings?|subscriptions?|fees?|warranty|vouchers?|deposits?)"
_DINGE = r"(?:rechnung\w*|bestellung\w*|rucksendung\w*|abos?|buchung\w*|garantie|gutschein\w*)"
_COSAS = r"(?:factur\w+|pedidos?|devolucion\w*|suscripcion\w*|reservas?|garantia|vales?)"
# What is allowed or may be had, and what is usual with us: rules of ours, whoever is the subject.
_RULES = (
    rf"\b(?:is|are) (?:also |always |generally |explicitly )?{_PERMITTED}\b",
    r"\b(?:ist|sind) (?:\w+ ){0,3}(?:erlaubt|gestattet|zulassig)\b",
    r"\b(?:est|sont) (?:\w+ ){0,2}(?:autorise|permis|accepte|admis)e?s?\b",
    r"\bse (?:admiten?|aceptan?|permiten?)\b",
    (
        r"\b(?:can|may) not (?:refund|return|pay|credit|send|exchange|cancel|replace)\w* (?:\w+ )?(?:more than"
        r"|before|until|after)\b"
    ),
    r"\bnur (?:die halfte|einen teil|zur halfte)\b",
    r"\bne (?:peux|pouvons|peut) (?:rembourser|rendre|envoyer|echanger|annuler) que\b",
    r"\bno (?:puedo|podemos|se puede) (?:devolver|reembolsar|enviar|cambiar|anular) (?:mas de|antes|hasta)\b",
    r"\bnon (?:posso|possiamo|si puo) (?:rimborsare|rendere|spedire|cambiare|annullare) (?:piu d\w+|prima|fino)\b",
    r"\b(?:e|sono) (?:\w+ ){0,2}(?:consentit|ammess|permess|accettat)[oaie]\b",
    rf"\b{_THINGS} (?:may|can) be (?!checked|needed)(?:\w{{3,}}ed|split|sent|paid|put|kept)\b",
    rf"\b{_DINGE} (?:kann|konnen) (?:\w+ ){{0,4}}werden\b",
    r"\b(?:factur\w+|commandes?|retours?|abonnements?|reservations?|garantie|bons?) (?:peut|peuvent) etre\b",
    rf"\b{_COSAS} (?:puede|pueden) (?:ser\b|\w+se\b)",
    r"\b(?:fattur\w+|ordin\w+|reso|resi|abbonament\w+|prenotazion\w+|garanzia|buon[oi]) (?:puo|possono) essere\b",
    (
        r"\b(?:our|the) (?:usual|normal|standard|regular) (?:\w+ ){0,2}(?:times?|hours|window|period|terms|rates?"
        r"|range)\b"
    ),
    r"\bunsere[nrs]? (?:ublichen?|normalen?|regularen?) \w*(?:zeit|zeiten|frist|fristen)\b",
    r"\bnos (?:delais|horaires|conditions)\b",
    r"\bnuestr[oa]s? (?:plazos?|horarios?|condiciones)\b",
    r"\bnostr[ie] (?:tempi|orari|condizioni)\b",
)
# Before a rule: it is asked for, denied, or left to somebody.
_LEFT_OPEN = lazy(
    r"\b(?:if|whether|only|not|no|ob|falls|wenn|nur|nicht|si|seulement|ne|que par|solo|se|sapere"
    r"|non)\b",
    re.IGNORECASE,
)
_DEED = lazy("|".join((*_HAVE_DONE, *_THAT_WE_DO, *_IT_IS_US, *_FOR_YOU, *_WILL_BE_BACK)), re.IGNORECASE)
_RULE = lazy("|".join(_RULES), re.IGNORECASE)


# "I have changed nothing", "no he comprobado": near a deed, it was not done.
_NOT_DONE = lazy(
    r"\b(?:nothing|nichts|rien|nada|nulla|niente|no he|no hemos|non ho|non abbiamo|n'ai|n'avons)\b", re.IGNORECASE
)
_NEAR = 12  # characters


def allows(told: str) -> bool:
    """Say whether ``told``, which is flat, tells what is allowed or usual with us, by the form of its verb; linear."""
    return _RULE.search(told) is not None


@lru_cache(maxsize=REMEMBERED)
def deed_of_ours(sentence: str) -> bool:
    """Say whether a sentence (untrusted) says that we did something, will be back with it, or allow it; linear."""
    told = flat(sentence)
    deed = _DEED.search(told)
    if deed and not _NOT_DONE.search(told, max(0, deed.start() - _NEAR), deed.end() + _NEAR):
        return True
    rule = None if told.rstrip().endswith("?") else _RULE.search(told)
    return rule is not None and not _LEFT_OPEN.search(told, 0, rule.start())
