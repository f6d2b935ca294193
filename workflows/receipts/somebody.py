"""That a person reads, watches or answers here right now: "a person reads along, so write in detail".

Whether anybody does, only a record can say; that a person can be asked for, or has to look at something, is not that.
"""

import re

from workflows.language.lazy import lazy
from workflows.receipts.facts import AllowedFacts
from workflows.receipts.restating import is_on_record
from workflows.receipts.wording import flat

_READS = lazy(
    r"\b(?:a (?:real |human )?(?:person|human|human being|colleague)|somebody|someone|people|our (?:team"
    r"|people|staff))"
    r" (?:also |always |still )?(?:reads?|is reading|sees?|is watching|watch(?:es)?|follows?|listens?"
    r"|is (?:here|online|there|with you)"
    r"|are (?:here|online|there|reading)|answers?|checks? every)\b(?! (?:me|if|once|when|for one)\b)"
    r"|\b(?:ein mensch|eine person|jemand|ein kollege|eine kollegin|unser team) (?:liest|schaut|sieht"
    r"|ist hier|ist da|hort)\b"
    r"|\b(?:une personne|quelqu'un|un humain|un collegue|notre equipe) (?:lit|voit|suit|regarde|est la"
    r"|est ici|repond)\b"
    r"|\b(?:una persona|alguien|un companero|nuestro equipo) (?:lee|ve|sigue|mira|esta aqui|responde"
    r"|esta leyendo)\b"
    r"|\b(?:una persona|qualcuno|un collega|il nostro team) (?:legge|vede|segue|guarda|e qui|risponde"
    r"|sta leggendo)\b",
    re.IGNORECASE,
)
_OPEN = lazy(
    r"\b(?:if|whether|when|until|before|once|so that|not|nobody|wenn|ob|bis|damit|nicht|si|quand|jusqu'a"
    r"|que|faut|faudrait|pas|cuando|hasta"
    r"|no|se|quando|finche|che|non)\b|\bqu'",
    re.IGNORECASE,
)


def says_somebody_reads(sentence: str, allowed: AllowedFacts) -> bool:
    """Say whether a sentence (untrusted) says that a person reads or answers here, and no record does; linear."""
    told = flat(sentence)
    if told.rstrip().endswith("?"):
        return False
    found = _READS.search(told)
    return found is not None and not _OPEN.search(told, 0, found.start()) and not is_on_record(sentence, allowed)
