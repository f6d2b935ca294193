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
# The encodings of the web (encoding.spec.whatwg.org), by Python's names. Python knows others, and not all of these are
# for texts: punycode takes the square of a length, some fail at any text.
_OF_THE_WEB = frozenset((
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp866", "cp874", *(f"cp{number}" for number in range(1250, 1259))),
    *(f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "gbk", "gb2312", "gb18030", "big5", "big5hkscs"),
    *("euc_jp", "shift_jis", "cp932", "iso2022_jp", "euc_kr", "cp949"),
))  # fmt: skip
_READ_AS = {  # as browsers do
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("iso8859-11", "tis-620"), "cp874"),
    "iso8859-9": "cp1254",
}


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
    """Return a text as UTF-8: in the letters that its server names, else a page its head; else as it came.

    What is no encoding of the web counts as not named. Linear.
    """
    if kind not in {"html", "md", "txt"} or data.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        return data
    named = charset
    if named is None and kind == "html" and (found := _CHARSET.search(data[:HEAD_BYTES])):
        named = found[1].decode("ascii", "replace")
    encoding = _encoding(named or "utf-8")
    if encoding is None or encoding == "utf-8":
        return data
    return data.decode(encoding, "replace").encode("utf-8", "replace")


def _encoding(named: str) -> str | None:
    """Return an encoding of the web by Python's name; None: it is none."""
    try:
        known = codecs.lookup(named).name
    except (LookupError, ValueError):
        return None
    return _READ_AS.get(known, known if known in _OF_THE_WEB else None)
