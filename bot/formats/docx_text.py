"""Word files as a person reads them: mammoth makes HTML of them, which is walked as any page is.

Before that the values of fields are unwrapped, hidden text is dropped, and what a style strikes out or raises is marked
so itself, which mammoth does not do (1.13). Runs in a
process of its own; what unpacks to much more than a document is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bot.formats.html_text import walk_html
from bot.formats.outline import Outline
from bot.formats.word_styles import Styles, W, is_on

MOST_UNPACKED = 60 * 2**20
MOST_FILES = 3000
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\nstrike => s\nbr[type='page'] => br"
_TITLE = re.compile(r"<dc:title>([^<]{1,200})</dc:title>")
_UNWRAPPED = frozenset((f"{W}fldSimple", f"{W}smartTag", f"{W}customXml"))


_MAIN = "word/document.xml"  # where programs put it; a file may name another part
_NOTES = ("footnotes.xml", "endnotes.xml")


class TooMuch(ValueError):
    """It unpacks to more than a document holds."""


def read_docx(data: bytes) -> Outline:
    """Read a .docx.

    Raises
    ------
    TooMuch
        It unpacks to too much.
    """
    import mammoth  # noqa: PLC0415 - only where it is needed
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - likewise

    outline = Outline()
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        packed = given.infolist()
        if len(packed) > MOST_FILES or sum(one.file_size for one in packed) > MOST_UNPACKED:
            raise TooMuch
        parts = {one.filename: given.read(one) for one in packed if one.filename.endswith((".xml", ".rels"))}
    main = _main_of(parts)
    if core := _TITLE.search(parts.get("docProps/core.xml", b"").decode("utf-8", "replace")):
        outline.title = core[1].strip()
    folder = main.rpartition("/")[0]
    styled = parts.get(f"{folder}/styles.xml")
    styles = Styles(None if styled is None else _parsed(styled))
    for name in (main, *(f"{folder}/{one}" for one in _NOTES)):
        if name in parts:
            parts[name] = _plain(_parsed(parts[name]), styles)
    made = mammoth.convert_to_html(
        _zipped(parts), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _image: {"src": ""})
    )
    body = LexborHTMLParser(made.value).body
    if body is not None:
        walk_html(body, outline)
        if images := len(body.css("img")):
            outline.lose("1 picture is not read" if images == 1 else f"{images} pictures are not read")
    return outline


def _main_of(parts: dict[str, bytes]) -> str:
    """Return the name of the part that holds the text: the one that the file names, if it is there (OPC, 9.3)."""
    for one in _parsed(parts["_rels/.rels"]) if "_rels/.rels" in parts else ():
        named = (one.get("Target") or "").lstrip("/")
        if (one.get("Type") or "").endswith("/officeDocument") and named in parts:
            return named
    return _MAIN


def _parsed(xml: bytes) -> ET.Element:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise TooMuch  # no program writes one; entities unpack without end
    return ET.fromstring(xml)  # noqa: S314 - no entities; a process of its own with limits


def _plain(root: ET.Element, styles: Styles) -> bytes:
    """Return a part's XML without hidden text, its fields' values as text."""
    written = set[ET.Element]()
    for line in reversed(list(root.iter(f"{W}p"))):  # those in a text box before the one that holds it
        written |= styles.write_into(line, written)
    for parent in list(root.iter()):
        kept = [one for child in parent for one in _unwrapped(child)]
        if len(kept) != len(parent) or any(a is not b for a, b in zip(kept, parent, strict=False)):
            for child in list(parent):
                parent.remove(child)
            parent.extend(kept)
    return ET.tostring(root)


def _unwrapped(child: ET.Element) -> Iterator[ET.Element]:
    """Yield an element, or what is in it if it only wraps; a hidden run is none, nor is a hidden row."""
    if child.tag in _UNWRAPPED:
        for one in child:
            yield from _unwrapped(one)
    elif not (child.tag == f"{W}r" and is_on(child.find(f"{W}rPr/{W}vanish"))) and not (
        child.tag == f"{W}tr" and is_on(child.find(f"{W}trPr/{W}hidden"))
    ):
        yield child


def _zipped(parts: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    out.seek(0)
    return out
