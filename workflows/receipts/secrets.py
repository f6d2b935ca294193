"""Whether a sentence asks for a secret in a language that the lists of ``unsafe`` do not read; the words are data.

And in any language for one that is not named: "the six digits in the message", "the twelve words".
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.word_lists import WordList, read_lists, spoken_in
from workflows.receipts.wording import flat
from workflows.understanding.meanings import meanings_of

_PIECE = lazy(r"[,;:()!?]")
_MANY = (
    r"(?:three|four|five|six|seven|eight|ten|twelve|twenty-?four|drei|vier|funf|sechs|sieben|acht|zehn|zwolf"
    r"|trois|quatre|cinq|six|sept|huit"
    r"|dix|douze|tres|cuatro|cinco|seis|siete|ocho|diez|doce|tre|quattro|cinque|sei|sette|otto|dieci|dodici"
    r"|[3-9]|12|24)"
)
# Digits and words that are counted and not of an order, a model or an error are those of a secret.
_COUNTED = lazy(
    rf"\b{_MANY}[- ](?:digits?|numbers|words|ziffern|zahlen|worter|chiffres|mots|cifras|numeros|palabras|cifre"
    rf"|numeri|parole)\b"
    r"|\b(?:celui qui vient d'arriver|the one (?:that|which) (?:just )?(?:came|arrived)"
    r"|el que (?:le )?acaba de llegar|quello appena arrivato)\b",
    re.IGNORECASE,
)
_OF_NO_SECRET = lazy(
    r"\b(?:order (?:number|id)|your order|invoice|serial|model|error|tracking|case|article|part|meter|postcode"
    r"|bestell\w*|rechnung\w*|serien\w*|modell\w*|fehler\w*"
    r"|sendung\w*|artikel\w*|zahler\w*|commande|facture|serie|modele|erreur|suivi|pedido|factura|modelo"
    r"|seguimiento|ordine|fattura|modello"
    r"|errore|tracciamento|in (?:two|three|a few) words)\b",
    re.IGNORECASE,
)


def asks_for_a_secret(sentence: str) -> bool:
    """Say whether a sentence (untrusted) asks for a secret to be given here, and forbids nothing; linear."""
    pieces = [spoken_in(piece) for piece in _PIECE.split(flat(sentence).casefold())]
    secrets, *others, forbids = read_lists("secrets").values()
    if not any(secrets.among(piece) and not _forbids(piece, forbids) for piece in pieces):
        return False
    spoken = [word for piece in pieces for word in piece if not _forbids(piece, forbids)]
    return all(one.among(spoken) for one in others)


def asks_for_counted(sentence: str) -> bool:
    """Say whether a sentence (untrusted) is about digits or words as only a secret has them; linear."""
    told = flat(sentence)
    if not _COUNTED.search(told) or _OF_NO_SECRET.search(told):
        return False
    return not _forbids(spoken_in(told.casefold()), read_lists("secrets")["forbids"])


def _forbids(spoken: list[str], forbids: WordList) -> bool:
    return forbids.among(spoken) or any("not" in meanings_of(word) for word in spoken)
