"""Headings and words before questions that say of whom, where or when the answers hold. Pure; texts are untrusted."""

from collections.abc import Sequence
from functools import lru_cache

from workflows.faq.documents import Document
from workflows.faq.question_marks import is_asked
from workflows.faq.sections import outline_of
from workflows.faq.words import content_words
from workflows.language.lazy import lazy

HEADING_CHARS = 120
ALIKE = 6  # first letters of words that name one thing

# Of a heading: whom it is for, what kind, where or when. "Customer service" is none.
_SCOPE = lazy(
    r"\b(?:customers?|clients?|members?|guests?|visitors?|business(?:es)?|companies|firms|private|wholesale"
    r"|retail|trade"
    r"|resellers?|partners?|students?|pupils?|teachers?|adults?|child(?:ren)?|kids|families|seniors?"
    r"|pensioners?|residents?"
    r"|tenants?|landlords?|owners?|buyers?|sellers?|hosts?|drivers?|passengers?|patients?|employers?"
    r"|employees?|subscribers?"
    r"|(?:plan|tier|edition|package|model|version|series|zone|region)(?: \w{1,3})?|summer|winter|season"
    r"|weekdays?|weekends?"
    r"|abroad|\w*kunden|mitglieder|g\u00e4ste|firmen|privat\w*|kinder|erwachsene|mieter|vermieter|clients"
    r"|membres|clientes"
    r"|socios)\W{0,5}$"
    r"|^\W{0,5}(?:for|if|when|until|before|after|since|during|only|outside|within|without|f\u00fcr|bis|ab|nur"
    r"|pour|para) \w"
    r"|\b(?:19|20)\d\d\W{0,5}$",
)
_OF_RULES = (
    r"(?:prices?|price list|rules?|terms|tariffs?|rates?|fees|versions?|conditions|policy|policies|plans?"
    r"|contracts?|answers?"
    r"|faqs?|questions|systems?|apps?|sites?|website|models?|guidelines?|procedures?)"
)
_OLD = lazy(
    rf"\b(?:old|former|previous|past|earlier|draft) {_OF_RULES}\b|^\W{{0,5}}(?:archived?|archives?|archiv)\b"
    r"|^\W{0,5}(?:drafts?|entwurf)(?:\W{0,9}$|\W{0,2}[:(\u2013-])"
    r"|\((?:old|archived?|draft|deprecated|obsolete|outdated|alt|entwurf|veraltet)\)"
    r"|\b(?:deprecated|obsolete|outdated|superseded|expired|discontinued|no longer (?:valid|in force|offered|available)"
    r"|(?:valid |in force )?until (?:\w{1,9} ){0,2}(?:19|20)\d\d|(?:up to|before) (?:19|20)\d\d"
    r"|not (?:yet )?(?:valid|in force)"
    r"|coming soon|veraltet|ung\u00fcltig|nicht mehr g\u00fcltig|bis [\w. ]{0,20}(?:19|20)\d\d"
    r"|obsol\u00e8te|caducad[oa]s?)\b"
    r"|\b(?:alte|ehemalige|fr\u00fchere) (?:preise|regeln|tarife|bedingungen|agb)\b|\banciens? (?:prix|tarifs)\b"
    r"|\b(?:precios|tarifas) antigu[oa]s\b",
)
# Of what stands before a list of questions: all of them hold only so.
_HOLDS_SO = lazy(
    r"\bonly (?:appl|valid|for\b|to\b|if\b|when\b|until\b|hold|concern|in force)"
    r"|\b(?:appl\w{1,6}|valid|holds?|concerns?) (?:\w{1,20} )?only\b|\bappl(?:y|ies) (?:to|from|until|if|when"
    r"|unless|except)\b"
    r"|\bno longer (?:valid|appl|in force|hold)|\bvalid (?:for|from|until|till|to)\b|\b(?:unless|except) \w"
    r"|\b(?:following|below|these (?:rules|terms|prices|answers))\b[^.!?\n]{0,80}\b(?:before|after|until|from"
    r"|if|when|not)\b"
    r"|\b(?:gilt|gelten) (?:nur|f\u00fcr|bis|ab|nicht)\b|\bnur (?:f\u00fcr|bis|wenn|g\u00fcltig)\b"
    r"|\bausgenommen\b|\bnicht mehr\b"
    r"|\bs'appliqu\w{1,5}|\bvalables? (?:pour|jusqu)|\bsauf\b|\b(?:s\u00f3lo|solo|\u00fanicamente) (?:para"
    r"|hasta|si)\b|\bsalvo\b",
)


def is_old(heading: str) -> bool:
    """Say whether a heading says that what stands under it holds no more, or not yet."""
    return _OLD.search(" ".join(heading[:HEADING_CHARS].lower().split())) is not None


def scope_of(question: str, above: Sequence[str]) -> str | None:
    """Return the nearest heading above a question that says for whom or when it is asked, unless the question does."""
    asked = {word[:ALIKE] for word in content_words(question)}
    for heading in reversed(above):
        low = " ".join(heading[:HEADING_CHARS].lower().split())
        words = {word[:ALIKE] for word in content_words(low)}
        if _SCOPE.search(low) and not is_asked(low) and not words & asked:
            return heading
    return None


@lru_cache(maxsize=16)
def _limited(document: Document) -> dict[tuple[str, ...], int]:
    """Return the paths whose own words, which no question stands over, limit what comes below; and where they end."""
    found: dict[tuple[str, ...], int] = {}
    for section in outline_of(document):
        asks = bool(section.path) and is_asked(section.path[-1])
        if not asks and _HOLDS_SO.search(document.text[section.start : section.end].lower()):
            found.setdefault(section.path, section.end)
    return found


def is_limited_before(document: Document, number: int) -> bool:
    """Say whether words before a section by its number, under a heading that it stands under, too, limit it."""
    section, limited = outline_of(document)[number], _limited(document)
    paths = (section.path[:length] for length in range(len(section.path)))
    return any(limited.get(path, section.end) <= section.start for path in paths)
