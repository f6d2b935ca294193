"""HTML as a person reads it: what a page is about, with its accordions open, tables filled, deleted text gone.

A walk of our own over the tree that selectolax (lexbor) makes: ready-made extractors lose the questions of accordions,
or their answers. Runs in a process of its own: a tree nested a hundred thousand deep takes lexbor half a minute.
"""

import re
from typing import Any

from bot.formats.html_table import grid, parts_of
from bot.formats.outline import Outline
from bot.formats.raised import raised
from bot.formats.seen import Seen
from workflows.faq.blocks import NOTE

DEEPEST = 150  # elements in one another; what is deeper is read as one text
LEAD_CHARS = 90  # of a heading in bold
LEAD_LEVEL = 6
OTHER_LEVEL = 3  # of a heading that names none
PAIR_CHARS = 160  # a longer definition stands under its term as an answer does
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "div",
            "dd",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
        ),
        *(
            "form",
            "footer",
            "header",
            "hgroup",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "ul",
            "table",
            "tbody",
            "thead",
        ),
        *("tfoot", "tr", "td", "th", "caption", "summary", "body", "html", "hr", "button", "document", "label"),
        *("details", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ANSWER = re.compile(r"\banswer\b|(?:^|[\s-])panel\b", re.IGNORECASE)
_OPENS = re.compile(r"accordion|collaps|toggle|expand|faq|question", re.IGNORECASE)
_SITE = re.compile(r"(?<!\s)\s{1,9}[|\u2013\u2014\u00b7-]\s{1,9}[^|\u2013\u2014\u00b7]{1,60}$")
_TAG = re.compile(
    r"<(/?)(?:div|span|section|article|blockquote|ul|ol|table|b|i|em|strong|font|details|a)\b", re.IGNORECASE
)
_RAISED = re.compile(r"vertical-align\s{0,3}:\s{0,3}(?:super|text-top)", re.IGNORECASE)
_CENTS = re.compile(r"(?:^|[\s_-])cents?(?:$|[\s_-])|superscript", re.IGNORECASE)
_REFERS = re.compile(r"foot-?note|end-?note|note-?ref|fn-?ref|\bcit(?:e|ation)|reference", re.IGNORECASE)
_INLINE = frozenset(("sub", "span", "small", "font", "b", "i", "em", "strong"))
AFTER_CHARS = 8  # of what follows a raised figure: it tells a fraction from a mark
_BLANKS = re.compile(r"[ \t\n\r\f]+")
MOST_NESTED = 2000


def nested_too_deep(text: str) -> bool:
    """Say whether a page opens more elements in one another than any page does."""
    depth = 0
    for tag in _TAG.finditer(text):
        depth = max(0, depth + (-1 if tag[1] else 1))
        if depth > MOST_NESTED:
            return True
    return False


def read_html(text: str) -> Outline:
    """Read a page. Its title is that of ``<title>``, without the name of the site behind it."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only where a page is read

    tree = LexborHTMLParser(text)
    outline = Outline()
    title = tree.css_first("title")
    outline.title = _SITE.sub("", _SITE.sub("", " ".join(title.text().split()))) if title else ""
    main = tree.css("main, [role=main]") or tree.css("article")
    start = main[0] if len(main) == 1 and len(main[0].text()) > 80 else tree.body
    if start is not None:
        controlled = {str(one.attributes.get("aria-controls")) for one in tree.css("[aria-controls]")}
        walk_html(start, outline, controlled)
    images = sum(not (one.attributes.get("alt") or "").strip() for one in (start.css("img") if start else []))
    if images:
        lost = "1 picture has" if images == 1 else f"{images} pictures have"
        outline.lose(f"{lost} no description and {'is' if images == 1 else 'are'} not read")
    return outline


def walk_html(node: Any, outline: Outline, controlled: set[str] | None = None) -> None:  # noqa: ANN401 - selectolax's node
    """Write what is in an element into ``outline``. ``controlled``: ids of what buttons open."""
    walk = _Walk(Seen(node, outline, controlled or set()))
    walk.inside(node, 0)
    walk.flush()


class _Walk:
    """One way through a tree: words gather until a block begins or ends."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self._outline = seen.outline
        self._words: list[str] = []
        self._lists: list[int | None] = []  # the number of the next item of each list that is open; None: a bullet
        self._noted = False  # inside a footnote
        self._item: tuple[int, int | None] | None = None  # depth and number of the item whose first words come next

    def inside(self, node: Any, depth: int) -> None:  # noqa: ANN401
        """Read the children of an element."""
        child = node.child
        while child is not None:
            self._read(child, depth + 1)
            child = child.next

    def flush(self) -> None:
        """End the block whose words were gathered."""
        text, self._words = "".join(self._words), []
        if not text.strip():
            return
        item, self._item = self._item, None
        if item is not None:
            self._outline.item(text, *item)
        else:
            self._outline.add("paragraph", text, NOTE if self._noted else 0)

    def _read(self, node: Any, depth: int) -> None:  # noqa: ANN401, C901, PLR0912 - one line a kind of element
        if node.is_text_node:
            self._words.append(_flat(node.text_content or ""))
            return
        tag = node.tag or ""
        if not node.is_element_node or self._seen.leaves_out(node):
            return
        if depth > DEEPEST:
            self._words.append(_flat(node.text(separator=" ")))
        elif tag == "br":
            self._words.append("\n")
        elif tag == "img":
            self._words.append(f" {node.attributes.get('alt') or ''} ")
        elif _is_raised(node) or tag == "sub":
            self._words.append(_off_line("".join(self._words[-3:]), node, self._outline))
        elif tag == "pre":
            self.flush()
            self._outline.add("paragraph", node.text())
        elif tag in _HEADINGS or node.attributes.get("role") == "heading":
            self._heading(node, tag)
        elif tag == "summary" or self._opens(node, tag):
            self.flush()
            self._outline.question(_inline(node, self._seen))
        elif tag == "button":
            return  # what it does is no part of the text
        elif tag == "table":
            self.flush()
            self._table(node, depth)
        elif tag == "dl":
            self.flush()
            self._definitions(node, depth)
        elif tag in {"ul", "ol"}:
            self._list(node, tag, depth)
        elif tag == "li":
            self._list_item(node, depth)
        elif tag in _BLOCKS:
            self.flush()
            if tag not in {"p", "div"} or self._item is not None or not self._led_in(node):
                self.inside(node, depth)
            self.flush()
            if tag == "details" or node.attributes.get("id") in self._seen.controlled or self._is_answer(node):
                self._outline.end_answer()
        else:
            self.inside(node, depth)

    def _is_answer(self, node: Any) -> bool:  # noqa: ANN401
        return bool(_ANSWER.search(node.attributes.get("class") or ""))

    def _opens(self, node: Any, tag: str) -> bool:  # noqa: ANN401
        """Say whether an element is what is pressed to see an answer."""
        found = node.attributes
        if "aria-controls" in found or "aria-expanded" in found:
            return True
        return tag == "button" and (bool(_OPENS.search(found.get("class") or "")) or node.text().strip().endswith("?"))

    def _heading(self, node: Any, tag: str) -> None:  # noqa: ANN401
        self.flush()
        level = int(tag[1]) if tag in _HEADINGS else _level_of(node)
        text = _inline(node, self._seen)
        if node.css_first("[aria-expanded], [aria-controls]") is not None and text.strip().endswith("?"):
            self._outline.question(text)
        else:
            self._outline.heading(text, level)

    def _led_in(self, node: Any) -> bool:  # noqa: ANN401
        """Write a paragraph that is, or begins with, a heading in bold, and say so; False if it is running text."""
        first = node.child
        while first is not None and first.is_text_node and not (first.text_content or "").strip():
            first = first.next
        if first is None or first.tag not in {"b", "strong"} or node.css_first("table, ul, ol, div, p p") is not None:
            return False
        lead, whole = (" ".join(_inline(one, self._seen).split()) for one in (first, node))
        rest = whole[len(lead) :].lstrip(" :.\u2013\u2014-") if whole.startswith(lead) else ""
        signed = lead[-1:] in {":", ".", "?"} or whole[len(lead) : len(lead) + 2].lstrip()[:1] in {
            ":",
            "\u2013",
            "\u2014",
        }
        if not 1 < len(lead) <= LEAD_CHARS or (rest and not signed) or (not rest and lead[-1:] in {".", "!", ","}):
            return False
        label = lead.rstrip(":. ")
        if lead.endswith("?"):
            self._outline.question(lead)
        elif rest and len(rest) <= PAIR_CHARS and not rest.rstrip().endswith("."):
            self._outline.pair(label, rest)
            return True
        else:
            self._outline.heading(label, LEAD_LEVEL)
        self._outline.add("paragraph", rest)
        if lead.endswith("?") and rest:
            self._outline.end_answer()
        return True

    def _list(self, node: Any, tag: str, depth: int) -> None:  # noqa: ANN401
        self.flush()
        start = node.attributes.get("start") or "1"
        self._lists.append(None if tag == "ul" else int(start) if start.isdecimal() and len(start) < 5 else 1)
        self.inside(node, depth)
        self.flush()
        self._lists.pop()

    def _list_item(self, node: Any, depth: int) -> None:  # noqa: ANN401
        self.flush()
        if not self._lists:
            self._lists.append(None)
        number = self._lists[-1]
        noted = (node.attributes.get("id") or "").startswith(("footnote", "endnote", "fn"))
        self._noted = noted
        self._item = None if noted else (len(self._lists), number)
        if number is not None:
            self._lists[-1] = number + 1
        self.inside(node, depth)
        self.flush()
        self._item, self._noted = None, False

    def _definitions(self, node: Any, depth: int) -> None:  # noqa: ANN401
        """Read terms with what is said of them: questions with answers, values with labels, or longer texts."""
        term = ""
        for one in parts_of(node, {"dt", "dd"}):
            if one.tag == "dt":
                term = " / ".join(filter(None, (term, " ".join(_inline(one, self._seen).split()))))
                continue
            text = _inline(one, self._seen)
            plain = one.css_first("p, ul, ol, table, dl, br") is None and len(text) <= PAIR_CHARS
            if term and plain and not term.endswith("?"):
                self._outline.pair(term, text)
            else:
                if term:
                    self._outline.question(term)
                self.inside(one, depth + 1)
                self.flush()
            term = ""

    def _table(self, node: Any, depth: int) -> None:  # noqa: ANN401
        if node.attributes.get("role") == "presentation" or node.css_first("table table, h1, h2, h3") is not None:
            self.inside(node, depth)
            self.flush()
            return
        caption = node.css_first("caption")
        if caption is not None:
            self._outline.add("paragraph", _inline(caption, self._seen))
        rows, heads = grid(node, lambda cell: _inline(cell, self._seen), self._seen.leaves_out)
        self._outline.table(rows, headed=len(rows) > 1 and heads[0] and any(rows[0]))


def _level_of(node: Any) -> int:  # noqa: ANN401
    given = node.attributes.get("aria-level") or ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 3 else OTHER_LEVEL


def _inline(node: Any, seen: Seen) -> str:  # noqa: ANN401
    """Return the words of an element as one text: what is deleted or hidden is left out, lines and cells apart."""
    parts: list[str] = []
    _gather(node, parts, 0, seen)
    return "".join(parts)


def _gather(node: Any, parts: list[str], depth: int, seen: Seen) -> None:  # noqa: ANN401
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if child.is_text_node:
            parts.append(_flat(child.text_content or ""))
        elif not child.is_element_node or seen.leaves_out(child):
            pass
        elif _is_raised(child) or tag == "sub":
            parts.append(_off_line("".join(parts[-3:]), child, seen.outline))
        elif tag == "br":
            parts.append("\n")
        elif tag == "img":
            parts.append(f" {child.attributes.get('alt') or ''} ")
        elif depth < DEEPEST:
            apart = " " if tag in _BLOCKS else ""
            parts.append(apart)
            _gather(child, parts, depth + 1, seen)
            parts.append(apart)
        else:
            parts.append(_flat(child.text(separator=" ")))
        child = child.next


def _is_raised(node: Any) -> bool:  # noqa: ANN401
    """Say whether an element stands above the line, by its kind, its style or its name."""
    if node.tag not in _INLINE:
        return bool(node.tag == "sup")
    found = node.attributes
    return bool(_RAISED.search(found.get("style") or "") or _CENTS.search(found.get("class") or ""))


def _off_line(before: str, node: Any, outline: Outline) -> str:  # noqa: ANN401
    """Return what is raised or lowered as it is written in a line; a mark of a note is left out."""
    text, following = _flat(node.text()), node.next
    if node.tag == "sub":
        return f" {text}" if before[-1:].isdigit() and text[:1].isdigit() else text
    over = node.parent.attributes.get("href") or "" if node.parent is not None else ""
    refers = over.startswith("#") or _REFERS.search(node.attributes.get("class") or "") is not None
    linked = refers or node.css_first("a") is not None
    stacked = following is not None and following.tag == "sub" and following.text().strip().isdecimal()
    if stacked and text.strip().isdecimal():
        return f"{raised(before, text, '/1')}/"
    after = ""
    while following is not None and len(after) < AFTER_CHARS and (following.is_text_node or following.tag in _INLINE):
        after += _flat(following.text())
        following = following.next
    told = raised(before, text, after, linked=linked)
    if not (told or linked) and text.strip().isdecimal():
        outline.lose("raised figures were left out as marks of footnotes")
    return told


def _flat(text: str) -> str:
    """Return text as HTML shows it: line ends and runs of blanks are one blank; arrows back from notes are none."""
    return _BLANKS.sub(" ", text.replace("\u2191", "").replace("\u21a9", "").replace("\ufe0e", ""))
