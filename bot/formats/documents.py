"""Files from people, read as documents: text, Markdown, HTML, Word, PDF. What cannot be read is refused in words.

All but plain text and short Markdown without footnotes is read in a process of its own, with limits: parsers are fed by
strangers.
"""

import codecs
import json
import os
import re
import subprocess
import sys
from pathlib import PurePath
from typing import Any

from bot.formats.front_matter import split_front_matter
from bot.formats.markdown_text import is_markdown, read_markdown
from bot.formats.plain_text import read_plain
from storage.errors import Refused
from workflows.faq.blocks import Block, unpacked
from workflows.faq.documents import Document, heading_in
from workflows.language.normal import normal

MOST_BYTES = 20 * 2**20
MOST_CHARS = 500_000  # to be cleaned at once; FAQs are made of fewer, and say so themselves
READ_WITHIN_S = 30.0
TITLE_CHARS = 120
SHORT_CHARS = (
    4_000  # of Markdown, read at once: the worst takes marko a quarter of a second, a process of its own no less
)
FOOTNOTE = "[^"  # of Markdown: what reads these has gone on for ever before
FILE_TYPES = ("txt", "md", "pdf", "html", "docx")
TABLES = frozenset(("csv", "tsv"))  # read as text, a row is neither a question nor an answer
KINDS = "text, Markdown, HTML, Word (.docx) and PDF can be read; save it as one of these"

_PROBLEMS = {
    "encrypted": "is protected: save a copy without password or encryption",
    "scanned": "is a PDF without text, probably scanned: run text recognition (OCR) on it first",
    "pages": "is a PDF of more than 500 pages: give the part that matters",
    "broken": "cannot be read: it may be damaged; save or print it to a new file",
    "memory": "takes too much memory to read: give the part that matters, or its text",
    "time": "takes too long to read: give the part that matters, or its text",
    "much": "unpacks to more than a document holds: give the part that matters, or its text",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALF = re.compile("[\ud800-\udfff]")  # of a character outside the BMP, cut in two on its way to us
_PAGE = re.compile(
    r"\s{0,99}(?:<!--[^>]{0,500}-->\s{0,99})?<(?:!doctype html|html|head|body|main|article|div|section|h1|p)\b",
    re.IGNORECASE,
)
# Of Markdown, that may begin with a title or a picture in HTML.
_WHOLE_PAGE = re.compile(r"\s{0,99}(?:<!--[^>]{0,500}-->\s{0,99})?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_MARKED_HEADING = re.compile(r"\n[ \t]{0,9}\n#{1,6}[ \t]+\S")
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the head of a compound file [MS-CFB 2.2]
_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # the stream in it that holds a protected file [MS-OFFCRYPTO 2.3.4]
MOST_STRAY = 3  # bytes that are no text, among so many thousand


def clean(text: str) -> str:
    """Return text from outside as databases, models and Slack take it: NFC, ``\\n`` between lines, no NUL.

    Other control characters become spaces, halves of characters U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return normal("NFC", _CONTROL.sub(" ", _HALF.sub("\ufffd", text)))


def read_document(name: str, data: bytes | bytearray, title: str | None = None, kind: str | None = None) -> Document:
    """Return the document in the bytes of a file called ``name``; blocks for seconds on all but plain text.

    Its text is what a person reads, without markup; what of the file is not in it is said in ``losses``. ``kind``: what
    it is said to be (html, md, txt, pdf, docx); None: its ending says.

    Raises
    ------
    Refused
        It is not a text, or one that is encrypted, scanned, broken or too much.
    """
    if len(data) > MOST_BYTES:
        msg = f"{name} is larger than {MOST_BYTES >> 20} MB: give the part that matters"
        raise Refused(msg)
    ending = kind or PurePath(name.lower()).suffix.lstrip(".")
    if ending in TABLES:
        msg = f"{name} is a table, which tells no whole sentences: {KINDS}"
        raise Refused(msg)
    if data.startswith(_OLD_WORD):
        msg = f"{name} {_PROBLEMS['encrypted']}" if _PACKAGE in data else f"{name} is not a text: {KINDS}"
        raise Refused(msg)
    if data.startswith(b"%PDF-") or ending == "pdf":
        return _document(name, _in_own_process(name, "pdf", data), title)
    if ending == "docx" or (data.startswith(b"PK\x03\x04") and b"word/" in data[:4000]):
        return _document(name, _in_own_process(name, "docx", data), title)
    raw, losses = _decoded(name, data)
    if len(raw) > MOST_CHARS:
        msg = f"{name} has {len(raw):,} characters: give the part that matters"
        raise Refused(msg)
    form = _form_of(ending, raw)
    return read_text(name, raw, title, kind=form, losses=losses)


def _form_of(ending: str, raw: str) -> str | None:
    """Return html or md by the ending, else by what the text looks like; None: typed text.

    Markdown with HTML in it is no page: its ending says so, or its headings do.
    """
    if ending in {"html", "htm", "xhtml"} or _WHOLE_PAGE.match(raw):
        return "html"
    if ending in {"md", "markdown"}:
        return "md"
    if not _PAGE.match(raw):
        return None
    return "md" if _MARKED_HEADING.search(raw) else "html"


def read_text(
    name: str, raw: str, title: str | None = None, *, kind: str | None = None, losses: tuple[str, ...] = ()
) -> Document:
    """Return the document in a typed text, as ``read_document`` does; ``kind`` html or md, None: what it looks like."""
    front, text = split_front_matter(clean(raw)) if kind is None else ("", clean(raw))
    if not text.strip():
        msg = f"{name} is empty: leave it out, or give a text"
        raise Refused(msg)
    if kind is None and is_markdown(text):
        kind = "md"
    if kind == "html" or (kind == "md" and (len(text) > SHORT_CHARS or FOOTNOTE in text)):
        found = _in_own_process(name, kind, text.encode())
    else:
        outline = read_markdown(text) if kind == "md" else read_plain(text)
        found = {"text": outline.text, "blocks": outline.blocks, "losses": outline.losses, "title": outline.title}
    told = {"title": found["title"] or front, "losses": [*losses, *found["losses"]]}
    return _document(name, {**found, **told}, title)


def _document(name: str, found: dict[str, Any], title: str | None) -> Document:
    text = str(found["text"])
    if len(text) > MOST_CHARS:
        msg = f"{name} has {len(text):,} characters: give the part that matters"
        raise Refused(msg)
    if not text.strip():
        msg = f"{name} is empty: leave it out, or give a text"
        raise Refused(msg)
    blocks: tuple[Block, ...] = tuple(found["blocks"])
    heading = next((text[one.start : one.end] for one in blocks[:1] if one.kind == "heading" and one.level == 1), "")
    shown = " ".join(clean(title or str(found["title"]) or heading or name_in_words(name)).split())
    losses, pages = tuple(found["losses"]), int(found.get("pages", 0))
    return Document(shown[:TITLE_CHARS] or "Document", text, blocks, losses, pages=pages)


def _decoded(name: str, data: bytes | bytearray) -> tuple[str, tuple[str, ...]]:
    """Decode UTF-8, UTF-16 with its mark, or Windows-1252, and say what was lost.

    What then has control characters is no text.

    A stray byte in UTF-8 is one lost character, not another encoding.
    """
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text, losses = "", tuple[str, ...]()
    for encoding in ("utf-16",) if marked else ("utf-8-sig",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = ""
    if not text and data and not marked:
        mended = data.decode("utf-8-sig", "replace")
        stray = mended.count("\ufffd")
        whole = sum(char > "\x7f" for char in mended) - stray
        if stray <= MOST_STRAY * (1 + len(mended) // 1000) and whole > stray:
            text = mended.replace("\ufffd", "")
            losses = (f"{stray} {'byte was' if stray == 1 else 'bytes were'} no text and left out",)
        else:
            text = data.decode("cp1252", "replace").replace("\ufffd", "")
    if (data and not text) or _CONTROL.search(text[:100_000].replace("\0", "\1", 1) if marked else text[:100_000]):
        msg = f"{name} is not a text: {KINDS}"
        raise Refused(msg)
    return text, losses


def _in_own_process(name: str, kind: str, data: bytes | bytearray) -> dict[str, Any]:
    """Let a process of its own read a file of this kind."""
    try:
        done = run_parser(kind, data)
        found = (
            json.loads(done.stdout)
            if done.returncode == 0
            else {"problem": "broken" if done.returncode > 0 else "time"}
        )
    except subprocess.TimeoutExpired:
        found = {"problem": "time"}
    except ValueError:
        found = {"problem": "broken"}
    if "problem" in found:
        msg = f"{name} {_PROBLEMS.get(found['problem'], _PROBLEMS['broken'])}"
        raise Refused(msg)
    return {**found, "blocks": unpacked(found["blocks"])}


def run_parser(kind: str, data: bytes | bytearray) -> subprocess.CompletedProcess[bytes]:
    """Run ``bot.formats.parse`` to its end. TimeoutExpired: after ``READ_WITHIN_S`` it was stopped."""
    command = [sys.executable, "-m", "bot.formats.parse", kind]
    bare = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(  # noqa: S603 - our own module; a bare environment: a parser needs no tokens
        command, input=data, capture_output=True, timeout=READ_WITHIN_S, check=False, env=bare
    )


def title_of(name: str, text: str) -> str:
    """Return the title that a typed text has, by its front matter or a Markdown heading, else the name in words."""
    front, text = split_front_matter(text)
    if front:
        return front
    first = text.lstrip().partition("\n")[0].strip()
    if first.startswith("# ") and heading_in(first):
        return str(heading_in(first))
    return name_in_words(name)


def name_in_words(name: str) -> str:
    """Return a file's name without its ending: "Returns policy"."""
    words = re.sub(r"[-_\s]+", " ", PurePath(name).stem).strip()
    return f"{words[:1].upper()}{words[1:]}" or "Document"
