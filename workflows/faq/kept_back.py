"""What a document says is for nobody outside: notes of staff, what must not be published, passwords. In five languages.

It stands in what a team pastes, and nobody may look at it before a set is published. So no customer is shown it.
"""

import re
from collections.abc import Sequence

from workflows.language.lazy import lazy

KEPT_BACK = "it says that it is not for customers, or holds a password"

_PEOPLE = "(?:support |service )?(?:staff|team|agents?|employees?)"
_DASH = "[\\u2013\\u2014]|-\\s|\\s-"
_SECRET = (
    "password|passcode|passphrase|(?:door|gate|alarm) code|passwort|pin|mot de passe|contraseña|clave|parola d'ordine"  # noqa: S105 - words
)
# Of a heading: "Internal combustion engines" are for everybody.
_HEADING = lazy(
    r"^[^\w\n]{0,9}internal(?: use)?(?: only)?\W{0,9}$"
    rf"|^[^\w\n]{{0,9}}(?:only for|for)? ?(?:the |our )?{_PEOPLE}(?: use)? only(?: notes?)?\W{{0,9}}$"
    rf"|^[^\w\n]{{0,9}}(?:only )?for (?:the |our )?{_PEOPLE}\W{{0,9}}$"
    rf"|^[^\w\n]{{0,9}}{_PEOPLE}(?:'s?)? (?:notes?|instructions?)\b"
    r"|\binternal (?:notes?|memos?|comments?|use|only|procedures?|instructions?|information|wiki|contacts?|numbers?"
    r"|faqs?|guides?|guidelines?|handbooks?|manuals?|playbooks?|docs|documents?|documentation|questions)\b"
    rf"|\b(?:notes?|instructions?|hints?|playbooks?) (?:for|to) (?:the |our )?"
    rf"(?:{_PEOPLE}|editors?|authors?|reviewers?)\b"
    r"|^[^\w\n]{0,9}(?:strictly )?confidential\W{0,9}$"
    # "Internal: refunds", "[INTERNAL] Refunds", "Draft - refunds", and not "Draft: 2 m" or "Draft-proof windows".
    r"|^[^\w\n]{0,9}(?:(?:strictly )?confidential|internal|draft|vertraulich|entwurf|brouillon|borrador|bozza)"
    rf" ?(?:[:\])(|/]|{_DASH})(?!\s?\d)"
    rf"|^[^\w\n]{{0,9}}intern ?(?:[:\]]|{_DASH})"
    r"|^[^\w\n]{0,9}(?:not (?:for )?(?:the )?public|non-public|nicht öffentlich"
    r"|entwurf|brouillon|borrador|bozza)\W{0,9}$"
    r"|^[^\w\n]{0,9}nur (?:intern|für (?:den )?intern(?:en gebrauch|e zwecke)?)\b"
    r"|^[^\w\n]{0,9}(?:todos?|to-dos?|fixme|tbd)\b[ \t]{0,9}(?:[:(\[]|$)"
    r"|\((?:internal|confidential|intern|vertraulich|interne|interno|riservato)\)"
    r"|^[^\w\n]{0,9}draft\W{0,9}$"
    r"|^[^\w\n]{0,9}interne?[rs]? (?:notiz(?:en)?|hinweise?|vermerke?|infos?|informationen|faqs?|leitfaden|fragen)\b"
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
    r"\b(?:do not|don't|never|must not be|not to be) (?:publish(?:ed)?|post|show|give|share|tell|disclose|distribute"
    r"|forward|mention|reveal)"
    # "Do not share it with anybody" is what one is told of one's own password.
    r"(?: (?:this|it|these|them|that|the (?:above|following)))?"
    r"(?: (?:to|with|outside|on)\b(?! (?:anybody|anyone|others|other people|strangers)\b)|\W{0,9}(?:\n|$|[.!]))"
    r"|\bnot for (?:publication|customers|the public|external use|distribution)\b"
    r"|\binternal use only\b"
    # What staff are told to keep from customers: "We never give your address to other customers" is for these.
    r"|(?:^|[.,;:!?(\u2013\u2014-])[^\w\n]{0,5}(?:please )?(?:do not|don't|never) (?:mention|tell|say|promise"
    r"|admit|reveal|disclose|show|give|offer)\b[^.!?\n]{0,60}\b(?:customers?|clients?|guests?)\b"
    r"|\b(?:customers?|clients?|guests?) (?:must not|mustn't|should not|shouldn't|must never|should never)"
    r" (?:know|see|hear|learn|find out|be told|read)\b"
    rf"|(?:^|[.!?]\s)[^\w\n]{{0,5}}(?:only for (?:the |our )?{_PEOPLE}|(?:for )?(?:the |our )?{_PEOPLE}(?: use)? only)"
    rf" ?(?:[:.!)\]\n]|{_DASH}|$)"
    r"|\bthis (?:section|page|document|text|paragraph|part|note|answer|guide|handbook|article|chapter|faq|list)"
    r" (?:is|stays|remains|must stay|must remain) (?:strictly |purely |only )?"
    rf"(?:internal|confidential|a draft|not public|not for (?:the )?public|for (?:the |our )?{_PEOPLE} only)\b(?!-)"
    r"|^[^\w\n]{0,9}(?:internal|confidential|vertraulich)[\])] ?\w"
    rf"|^[^\w\n]{{0,9}}(?:internal|confidential|vertraulich|intern) ?(?::|{_DASH}) ?"
    r"[^\s\d]\S{0,30}\s(?:\S{1,30}\s){2}\S"
    rf"|(?:[;(\u2013\u2014]|\s-) ?(?:strictly )?(?:confidential|internal)\b\)?[.!]?\s{{0,5}}$"
    r"|\bkeep (?:this|it|that) (?:internal|among us|between us|in-house)\b"
    r"|\b(?:kunden|kundinnen|gäste) (?:dürfen|sollen|sollten) (?:das|dies|davon|es) nicht (?:wissen|sehen|erfahren)\b"
    r"|\b(?:de[mnr]|an(?: die)?) (?:kund(?:en|in|innen)|gäste[n]?|gast)\b[^.!?\n]{0,30}\bnicht"
    r" (?:sagen|erzählen|mitteilen|weitergeben|zeigen|versprechen|verraten)\b"
    r"|\bnicht (?:de[mnr]|an(?: die)?) (?:kund(?:en|in|innen)|gäste[n]?|gast) (?:sagen|erzählen|mitteilen|weitergeben"
    r"|zeigen|versprechen|verraten)\b"
    r"|\bdiese[rs]? (?:abschnitt|seite|dokument|text|kapitel|handbuch|notiz) ist"
    r" (?:nur |streng )?(?:intern|vertraulich)\b"
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
    r"(?=\S{0,30}\d)\S{3,30}(?=[.,;!\"'`)]{0,2}(?:\s{0,9}$|\s{1,9}[A-Z]))"
    r"|\b(?:pin|passcode|code)\s\d{4,8}\s(?:opens|unlocks|disarms|öffnet|entsperrt)\b"
    r"|\b(?:open(?:s|ed)?|unlock(?:s|ed)?|disarm(?:s|ed)?|(?:switch|turn)(?:ed|es|s)? off) with"
    r" (?:the )?(?:code |pin )?(?=[#*]?\d)[\d#*]{4,10}(?!\w)",
    re.IGNORECASE | re.MULTILINE,
)


# The same without a figure, and what such a word may be that is none: "The door code is required."
_WORD = lazy(
    r"\b(?:(?:wi-?fi|wireless|wlan|network|door|gate|alarm|safe|lock|admin|master|guest)"
    r"[ -]?(?:password|passcode|code|pin|key|passwort|schlüssel|kennwort)|türcode|parola d'ordine)\b[^.:!?\n]{0,30}?"
    r"(?:\b(?:is|lautet|ist|est|es|è)\b|[:=])\s{0,3}[\"'`\u201c\u201e]?(?P<word>[^\W\d]{3,30})"
    r"[\"'`\u201c\u201d]?[.!]?\s{0,5}(?:$|\n|(?<=[.!]\s)[A-Z])"
    r"|\b(?i:password|passcode|passphrase|passwort|kennwort|contraseña|mot de passe)[^.:!?\n]{0,30}?"
    r"(?:\b(?:is|lautet|ist)\b|[:=])"
    r"\s{0,3}(?:[\"'`\u201c\u201e](?P<quoted>[^\W\d]{3,30})[\"'`\u201c\u201d]|(?P<capitals>(?-i:[A-ZÄÖÜ]{4,30}))(?!\w))",
    re.IGNORECASE | re.MULTILINE,
)
_NO_SECRET = lazy(
    r"(?:required|needed|necessary|optional|wrong|correct|incorrect|invalid|valid|safe|secure|secret|private|personal|unique"
    r"|new|old|free|none|yours|temporary|mandatory|missing|different|the|our|your|printed|shown|sent|changed|reset|expired"
    r"|nötig|erforderlich|falsch|richtig|ungültig|gültig|geheim|sicher|kostenlos|\w+(?:ed|able|ible|lich|bar))",
    re.IGNORECASE,
)


def _tells_a_secret(text: str) -> bool:
    words = (found["word"] or found["quoted"] or found["capitals"] for found in _WORD.finditer(text))
    return any(_NO_SECRET.fullmatch(word) is None for word in words)


def is_kept_back(path: Sequence[str], text: str) -> bool:
    """Say whether a section (untrusted) with these headings and words is for nobody outside; linear."""
    headings = (_ENDING.sub("", one) for one in path)  # a document may be called as its file is
    return (
        any(map(_HEADING.search, headings))
        or keeps_back_below(text)
        or _HERE.search(text) is not None
        or _tells_a_secret(text)
    )


def keeps_back_below(text: str) -> bool:
    """Say whether what stands at the beginning of something (untrusted) says that all of it is for nobody outside."""
    return _TEXT.search(text) is not None
