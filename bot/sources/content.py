"""What an answer of a web server is: its type decides the reader, its letters are those it names. Pure."""

import codecs
import re
from pathlib import PurePosixPath
from typing import Literal

from storage.errors import Refused

Kind = Literal["html", "md", "txt", "pdf", "docx", "xml"]
_KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/x-markdown": "md",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/gzip": "xml",  # sitemaps are packed so; what is in it is looked at
    "application/x-gzip": "xml",
}
_ENDINGS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".md": "md",
    ".markdown": "md",
    ".txt": "txt",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xml": "xml",
    ".gz": "xml",
}
_SAYS_NOTHING = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/x-download"))
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,40})", re.IGNORECASE)
HEAD_BYTES = 2048  # of a page, in which it names its letters: HTML allows 1,024


def kind_of(content_type: str, path: str) -> Kind:
    """Return what is to be read as what; only a type that says nothing leaves it to the ending of the address.

    Raises
    ------
    Refused
        It is nothing that can be read: a picture, a film, a program.
    """
    ending = _ENDINGS.get(PurePosixPath(path.lower()).suffix)
    if content_type in _SAYS_NOTHING and ending is not None:
        return ending
    kind = _KINDS.get(content_type)
    if kind is None:
        msg = f"is of the type {content_type[:80] or 'unknown'}: web pages, texts, PDF and Word can be read"
        raise Refused(msg)
    return "md" if kind == "txt" and ending == "md" else kind


def as_utf8(data: bytes, kind: Kind, charset: str | None) -> bytes:
    """Return a text as UTF-8: in the letters that its server names, else a page its head; else as it came."""
    if kind not in {"html", "md", "txt"} or data.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        return data
    named = charset
    if named is None and kind == "html" and (found := _CHARSET.search(data[:HEAD_BYTES])):
        named = found[1].decode("ascii", "replace")
    try:
        is_text = named is not None and codecs.lookup(named)._is_text_encoding  # noqa: SLF001 - no other way to ask
    except LookupError:
        return data
    if named is None or not is_text or codecs.lookup(named).name == "utf-8":
        return data
    return data.decode(named, "replace").encode("utf-8", "replace")
