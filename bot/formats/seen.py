"""Which elements of a page are read: not what nobody sees, nor controls, nor the frame that stands around its text."""

import re
from typing import Any

from bot.formats.outline import Outline

_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "svg", "math", "canvas", "audio", "video", "iframe", "object"),
        *("embed", "nav", "select", "textarea", "input", "option", "dialog", "head"),
        *("del", "s", "strike", "rp", "rt"),
    )
)
# Names of what is no part of what a page tells; a name that only contains one of them says nothing.
_FRAME = re.compile(
    r"(?:\w{1,20}-){0,2}(?:cookies?|consent|breadcrumbs?|navbar|sidebar|menu|pagination|share|sharing|social|newsletter"
    r"|related|feedback|was-?this-?helpful|table-of-contents|toc|site-?(?:header|footer)|banner)"
    r"(?:-(?:banner|bar|notice|nav|menu|links?|list|buttons?|icons?|box|form|widgets?|wrapper|container|posts|articles"
    r"|topics|content|items?|left|right|popup|modal|overlay|signup|\d{1,9})){0,2}",
    re.IGNORECASE,
)
_STATE = re.compile(r"(?:no|has|with|without|layout|is)-", re.IGNORECASE)  # tells of the page around
_NEVER = re.compile(
    r"(?:skip-?(?:link|to-content)|sr-only|visually-hidden|screen-reader-text"
    r"|(?:\w{1,20}-){0,2}cookies?-?(?:banner|bar|consent|notice|popup|modal|overlay|message))",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:notes?|notice|caution|warning|danger|admonition|callout|tip|hint|info|important|alert)\b", re.IGNORECASE
)
_PANEL = re.compile(r"panel|content|answer|collaps|accordion|body|tab(?!le)|toggle|expand", re.IGNORECASE)
_NO_PANEL = frozenset(("td", "th", "tr", "thead", "tbody", "tfoot", "span", "small", "b", "i", "em", "strong", "a"))
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_ENDS = re.compile(r"[\w)%\u20ac$\u00a3\"\u201d\u2019'][.!?](?:\s|$)")
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_NO_WORDS = "script, style, noscript, template, svg, nav"
_PRESSED = f"a, button, label, legend, select, textarea, {_NO_WORDS}"
_ALONE = re.compile(r"\s+")
_ASKED = re.compile(r"\s{0,99}(?:was|did|is) (?:this|that)\b", re.IGNORECASE)  # "Was this page helpful?"
_FIGURE = re.compile(r"\d")
LOOKED_AT = 20_000  # characters of an element, in which a sentence is looked for
SENTENCE_WORDS = 3  # of the shortest one
LEFT_CHARS = 30  # of words that stand in what is left out: fewer are not said


class Seen:
    """What of one page is read; what is left out with words of its own is said in ``outline``.

    ``controlled``: ids of what buttons open.
    """

    def __init__(self, root: Any, outline: Outline, controlled: set[str]) -> None:  # noqa: ANN401 - selectolax's node
        self.outline = outline
        self.controlled = controlled
        self._most = _length(root) / 2

    def leaves_out(self, node: Any) -> bool:  # noqa: ANN401
        """Say whether an element is no part of the text; what a button or a script opens is one."""
        tag = node.tag or ""
        if tag in _SKIPPED:
            return True
        found = node.attributes
        if found.get("id") in self.controlled:
            return False
        named = f"{found.get('id') or ''} {found.get('class') or ''} {found.get('role') or ''}"
        if self._is_frame(node, tag, named.replace("_", "-").split()):
            return True
        hides = found.get("hidden", "until-found") != "until-found" or found.get("aria-hidden") == "true"
        hides = hides or _HIDDEN.search(found.get("style") or "") is not None
        return hides and (tag in _NO_PANEL or not _PANEL.search(named))

    def _is_frame(self, node: Any, tag: str, names: list[str]) -> bool:  # noqa: ANN401
        """Say whether an element stands around the text: by its kind or name, if it tells nothing of its own."""
        if tag in {"body", "html", "main", "article"}:
            return False
        if any(map(_NEVER.fullmatch, names)):
            return _length(node) <= self._most or tag == "a"
        if tag == "aside" and any(map(_NOTICE.search, names)):
            return False
        framed = any(_FRAME.fullmatch(name) and not _STATE.match(name) for name in names)
        if not (framed or tag in {"aside", "form"}) or _length(node) > self._most or _tells(node):
            return False
        if _own_words(node) > LEFT_CHARS:
            self.outline.lose("what stands beside the page's own text (menus, forms, side notes) was left out")
        return True


def _tells(node: Any) -> bool:  # noqa: ANN401
    """Say whether an element has text of its own: mostly no links or buttons, with a heading, sentence or figure.

    A box to sign up or to send something in has none.
    """
    own = _own_words(node)
    if own * 2 < _length(node):
        return False
    headed = node.css_first(_HEADINGS)
    if headed is not None and own > _length(headed):
        return True
    if node.css_first("textarea, input[type=email], input[type=text], input[type=search]") is not None:
        return False
    text = node.text()[:LOOKED_AT]
    sentence = len(text.split(maxsplit=SENTENCE_WORDS)) >= SENTENCE_WORDS and _ENDS.search(text)
    told = sentence or _FIGURE.search(text) or node.css_first("table, dl, details")
    return bool(told) and not _ASKED.match(text)


def _length(node: Any) -> int:  # noqa: ANN401
    """Return how many characters of words an element has."""
    whole = len(_ALONE.sub("", node.text()))
    return max(0, whole - sum(len(_ALONE.sub("", one.text())) for one in node.css(_NO_WORDS)))


def _own_words(node: Any) -> int:  # noqa: ANN401
    """Return how many of them stand outside links and controls."""
    whole = len(_ALONE.sub("", node.text()))
    return max(0, whole - sum(len(_ALONE.sub("", one.text())) for one in node.css(_PRESSED)))
