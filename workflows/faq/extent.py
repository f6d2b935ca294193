"""How far the answer to a document's own question reaches: its section, those below it, no closing lines. Pure."""

from collections.abc import Sequence

from workflows.faq.documents import Document
from workflows.faq.question_marks import is_asked
from workflows.faq.sections import Section, outline_of
from workflows.language.lazy import lazy

FOOTER_CHARS = 200  # of a closing line; a longer text says something

# What stands at the end of a page and answers nothing: who wrote it and when, an address, a greeting.
_SIGNED = lazy(
    r"\W{0,9}(?:copyright\b|\(c\) |\u00a9|all rights reserved\b|last (?:updated|reviewed|changed|modified)\b"
    r"|updated (?:on|in)\b|version[ :]{1,3}\d|page \d|(?:printed|published) (?:on|in|by)\b|imprint\b|privacy policy\b"
    r"|(?:kind|best) regards\b|yours (?:sincerely|faithfully)\b"
    r"|stand: |letzte \u00e4nderung|zuletzt (?:ge\u00e4ndert|aktualisiert)"
    r"|alle rechte vorbehalten|impressum\b|mise \u00e0 jour|tous droits r\u00e9serv\u00e9s"
    r"|\u00faltima actualizaci\u00f3n"
    r"|todos los derechos|(?:https?://|www\.)\S{3,150}$|[\w.+-]{1,60}@[\w.-]{1,60}\W{0,3}$)",
)
_ROAD = r"(?:street|road|lane|avenue|square|quay|drive|stra\u00dfe|strasse|platz|weg|allee|st\.|rd\.|ave\.)"
_ADDRESS = lazy(
    rf"(?:[\w.'-]{{2,20}} ){{0,3}}?[\w.'-]{{0,20}} ?{_ROAD} \d{{1,4}}\w?(?:[,.;]|$)"
    rf"|\d{{1,4}}\w? (?:[\w.'-]{{2,20}} ){{1,3}}{_ROAD}(?:[,.;]|$)|(?:founded|established|est\.) (?:in )?\d{{4}}\b"
)
_POLITE = lazy(
    r"\W{0,9}(?:thank(?:s| you)\b|we (?:hope|look forward|wish)\b|(?:any|more|further|other|still have|do you have) "
    r"(?:any |more |further |other )?questions\b|contact:|vielen dank\b|merci\b|gracias\b)",
)
_LIMITS = lazy(
    r"\b(?:not|no|never|none|nothing|nobody|cannot|only|except\w*|unless|but|however|exclud\w+|until|must|free"
    r"|nicht|kein\w{0,3}|nur|au\u00dfer|jedoch|bis|sauf|seulement|pas|salvo|solo|s\u00f3lo)\b|n't\b|\d",
)


def is_footer(text: str) -> bool:
    """Say whether a block (untrusted) is a closing line of its page; what denies or limits something is none."""
    low = " ".join(text[: FOOTER_CHARS + 1].lower().split())
    if len(low) > FOOTER_CHARS:
        return False
    return any(one.match(low) for one in (_SIGNED, _ADDRESS)) or (_POLITE.match(low) is not None and not says_more(low))


def says_more(text: str) -> bool:
    """Say whether words denied, limited or counted may turn what stands before them."""
    return _LIMITS.search(text.lower()) is not None


def sections_below(document: Document, number: int) -> Sequence[Section]:
    """Return the sections below one by its number, up to the first that is a question of its own."""
    sections, found = outline_of(document), list[Section]()
    path = sections[number].path
    for below in sections[number + 1 :]:
        if not path or below.path[: len(path)] != path or len(below.path) == len(path):
            break
        if any(is_asked(one) for one in below.path[len(path) :]):
            break
        found.append(below)
    return found
