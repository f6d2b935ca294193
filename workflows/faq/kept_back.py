"""What a document says is for nobody outside: notes of staff, what must not be published, passwords. In five languages.

It stands in what a team pastes, and nobody may look at it before a set is published. So no customer is shown it.
"""

import re
from collections.abc import Sequence

from workflows.language.lazy import lazy

KEPT_BACK = "it says that it is not for customers, or holds a password"

_SECRET = (
    "password|passcode|passphrase|(?:door|gate|alarm) code|passwort|pin|mot de passe|contraseña|clave|parola d'ordine"  # noqa: S105 - words
)
# Of a heading: "Internal combustion engines" are for everybody.
_HEADING = lazy(
    r"^[^\w\n]{0,9}internal(?: use)?(?: only)?\W{0,9}$"
    r"|^[^\w\n]{0,9}(?:for )?(?:the )?(?:staff|team|agents?|employees?)(?: use)? only\W{0,9}$"
    r"|^[^\w\n]{0,9}for (?:the |our )?(?:staff|team|agents?|employees?)\W{0,9}$"
    r"|\binternal (?:notes?|memos?|comments?|use|only|procedures?|instructions?|information|wiki|contacts?|numbers?)\b"
    r"|\b(?:notes?|instructions?|hints?) (?:for|to) (?:the )?(?:staff|team|agents?|editors?|authors?|reviewers?)\b"
    r"|^[^\w\n]{0,9}(?:strictly )?confidential\W{0,9}$"
    r"|^[^\w\n]{0,9}(?:todos?|to-dos?|fixme|tbd)\b[ \t]{0,9}(?:[:(\[]|$)"
    r"|\((?:internal|confidential|intern|vertraulich|interne|interno|riservato)\)"
    r"|^[^\w\n]{0,9}draft\W{0,9}$"
    r"|^[^\w\n]{0,9}interne? (?:notiz(?:en)?|hinweise?|vermerke?|infos?|informationen)\b"
    r"|^[^\w\n]{0,9}(?:intern|vertraulich)\W{0,9}$"
    r"|\bnur für (?:mitarbeiter|mitarbeitende|das team)\b"
    r"|^[^\w\n]{0,9}(?:notes? internes?|usage interne|interne|confidentiel(?:le)?)\W{0,9}$"
    r"|^[^\w\n]{0,9}(?:notas? internas?|uso interno|interno|confidencial)\W{0,9}$"
    r"|^[^\w\n]{0,9}(?:note? intern[ae]|uso interno|riservato)\W{0,9}$",
    re.IGNORECASE,
)
_ENDING = lazy(r"\.(?:md|txt|pdf|docx?|html?|csv|xlsx?)$", re.IGNORECASE)
# Of a paragraph: it is about all that it stands over.
_TEXT = lazy(
    r"\b(?:do not|don't|never|must not be|not to be) (?:publish(?:ed)?|post|show|give|share|tell|disclose|distribute)"
    # "Do not share it with anybody" is what one is told of one's own password.
    r"(?: (?:this|it|these|them|that|the (?:above|following)))?"
    r"(?: (?:to|with|outside|on)\b(?! (?:anybody|anyone|others|other people|strangers)\b)|\W{0,9}(?:\n|$|[.!]))"
    r"|\bnot for (?:publication|customers|the public|external use|distribution)\b"
    r"|\binternal use only\b"
    r"|\bnicht (?:zur veröffentlichung|veröffentlichen|an kunden (?:weitergeben|schicken))\b"
    r"|\bnur (?:für den internen gebrauch|intern)\b"
    r"|\bne pas (?:publier|diffuser|communiquer aux clients)\b|\bà usage interne\b"
    r"|\bno (?:publicar|difundir|compartir con (?:los )?clientes)\b|\bsolo (?:para )?uso interno\b"
    r"|\bnon (?:pubblicare|diffondere|condividere con i clienti)\b|\bsolo (?:per )?uso interno\b",
    re.IGNORECASE | re.MULTILINE,
)
# Of a paragraph: it is about nothing else.
_HERE = lazy(
    r"^[^\w\n]{0,9}(?:todo|fixme|xxx)\b\W"
    # A password itself, not what one has to be like: "Password for the gate is 4711", "PIN: 0815".
    rf"|\b(?:{_SECRET})\b[^.!?\n]{{0,40}}?(?:\b(?:is|lautet|ist|est|es|è)\b|[:=])\s{{0,3}}"
    r"(?=\S{0,30}\d)\S{3,30}(?=[.,;!\"'`)]{0,2}(?:\s{0,9}$|\s{1,9}[A-Z]))",
    re.IGNORECASE | re.MULTILINE,
)


def is_kept_back(path: Sequence[str], text: str) -> bool:
    """Say whether a section (untrusted) with these headings and words is for nobody outside; linear."""
    headings = (_ENDING.sub("", one) for one in path)  # a document may be called as its file is
    return any(map(_HEADING.search, headings)) or keeps_back_below(text) or _HERE.search(text) is not None


def keeps_back_below(text: str) -> bool:
    """Say whether what stands at the beginning of something (untrusted) says that all of it is for nobody outside."""
    return _TEXT.search(text) is not None
