"""Files from people, read as documents: text, Markdown, PDF. What cannot be read is refused with what to do."""

import codecs
import json
import os
import re
import subprocess
import sys
from pathlib import PurePath

from storage.errors import Refused
from workflows.faq.documents import Document, heading_in
from workflows.language.normal import normal

MOST_BYTES = 20 * 2**20
MOST_CHARS = 500_000  # to be cleaned at once; FAQs are made of fewer, and say so themselves
PDF_TIMEOUT_S = 30.0
TITLE_CHARS = 120

_PDF_PROBLEMS = {
    "encrypted": "is a protected PDF: save a copy without password or encryption",
    "scanned": "is a PDF without text, probably scanned: run text recognition (OCR) on it first",
    "pages": "is a PDF of more than 500 pages: give the part that matters",
    "broken": "is a PDF that cannot be read: it may be damaged; try to print it to a new PDF",
    "memory": "is a PDF that takes too much memory to read: give the part that matters, or its text",
    "time": "is a PDF that takes too long to read: give the part that matters, or its text",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALF = re.compile("[\ud800-\udfff]")  # of a character outside the BMP, cut in two on its way to us


def clean(text: str) -> str:
    """Return text from outside as databases, models and Slack take it: NFC, ``\\n`` between lines, no NUL.

    Other control characters become spaces, halves of characters U+FFFD.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return normal("NFC", _CONTROL.sub(" ", _HALF.sub("\ufffd", text)))


def read_document(name: str, data: bytes | bytearray, title: str | None = None) -> Document:
    """Return the document in the bytes of a file called ``name``; blocks for seconds on a PDF.

    Raises
    ------
    Refused
        It is not a text, or a PDF that is encrypted, scanned, broken or too much.
    """
    if len(data) > MOST_BYTES:
        msg = f"{name} is larger than {MOST_BYTES >> 20} MB: give the part that matters"
        raise Refused(msg)
    is_pdf = data.startswith(b"%PDF-") or name.lower().endswith(".pdf")
    raw = _pdf(name, data) if is_pdf else _text(name, data)
    if len(raw) > MOST_CHARS:
        msg = f"{name} has {len(raw):,} characters: give the part that matters"
        raise Refused(msg)
    text = clean(raw)
    if not text.strip():
        msg = f"{name} is empty: leave it out, or give a text"
        raise Refused(msg)
    shown = " ".join(clean(title or title_of(name, text)).split())
    return Document(shown[:TITLE_CHARS] or "Document", text)


def _text(name: str, data: bytes | bytearray) -> str:
    """Decode UTF-8, UTF-16 with its mark, or Windows-1252; what then still has control characters is no text."""
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = ""
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    if (data and not text) or _CONTROL.search(text[:100_000]):
        msg = f"{name} is not a text: .txt, .md and .pdf can be read; save it as one of these"
        raise Refused(msg)
    return text


def _pdf(name: str, data: bytes | bytearray) -> str:
    """Let a process of its own read a PDF."""
    command = [sys.executable, "-m", "bot.formats.pdf"]
    bare = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(  # noqa: S603 - our own module; a bare environment: a parser needs no tokens
            command, input=data, capture_output=True, timeout=PDF_TIMEOUT_S, check=False, env=bare
        )
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
        msg = f"{name} {_PDF_PROBLEMS[found['problem']]}"
        raise Refused(msg)
    return str(found["text"])


def title_of(name: str, text: str) -> str:
    """Return the first line if it is a Markdown heading, else the file's name in words."""
    first = text.lstrip().partition("\n")[0].strip()
    if first.startswith("# ") and heading_in(first):
        return str(heading_in(first))
    words = re.sub(r"[-_\s]+", " ", PurePath(name).stem).strip()
    return f"{words[:1].upper()}{words[1:]}" or "Document"
