"""Word files as a person reads them: mammoth makes HTML of them, which is walked as any page is.

Before that the values of fields are unwrapped and hidden text is dropped, which mammoth does not do (1.13). Runs in a
process of its own; what unpacks to much more than a document is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bot.formats.html_text import walk_html
from bot.formats.outline import Outline

MOST_UNPACKED = 60 * 2**20
MOST_FILES = 3000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\nstrike => s\nbr[type='page'] => br"
_TITLE = re.compile(r"<dc:title>([^<]{1,200})</dc:title>")
_UNWRAPPED = frozenset((f"{_W}fldSimple", f"{_W}smartTag", f"{_W}customXml"))


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
    main = "word/document.xml"
    if core := _TITLE.search(parts.get("docProps/core.xml", b"").decode("utf-8", "replace")):
        outline.title = core[1].strip()
    parts[main] = _plain(parts[main])
    made = mammoth.convert_to_html(
        _zipped(parts), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _image: {"src": ""})
    )
    body = LexborHTMLParser(made.value).body
    if body is not None:
        walk_html(body, outline)
        if images := len(body.css("img")):
            outline.lose("1 picture is not read" if images == 1 else f"{images} pictures are not read")
    return outline


def _plain(xml: bytes) -> bytes:
    """Return the document's XML without hidden text, its fields' values as text."""
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise TooMuch  # no program writes one; entities unpack without end
    root = ET.fromstring(xml)  # noqa: S314 - no entities; a process of its own with limits
    for parent in list(root.iter()):
        kept = [one for child in parent for one in _unwrapped(child)]
        if len(kept) != len(parent) or any(a is not b for a, b in zip(kept, parent, strict=False)):
            for child in list(parent):
                parent.remove(child)
            parent.extend(kept)
    return ET.tostring(root)


def _unwrapped(child: ET.Element) -> Iterator[ET.Element]:
    """Yield an element, or what is in it if it only wraps; a hidden run is none."""
    if child.tag in _UNWRAPPED:
        for one in child:
            yield from _unwrapped(one)
    elif child.tag != f"{_W}r" or not _is_hidden(child):
        yield child


def _is_hidden(run: ET.Element) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _zipped(parts: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    out.seek(0)
    return out
