"""``python -m bot.pdf_text``: a PDF on stdin, its text as JSON on stdout. A process of its own with limits.

PDFs come from people: a parser that hangs or eats memory must take nothing else down with it.
"""

import contextlib
import io
import json
import resource
import sys

MEMORY_BYTES = 1 << 30
CPU_S = 20
PAGES = 500
CHARS = 400_000  # twice what a set may hold: enough to say that it is too much


def limit() -> None:
    """Bound this process's memory and CPU time; the parent bounds the time on the clock."""
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_S)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def text_of(data: bytes) -> dict[str, str]:
    """Return ``{"text": …}``, or ``{"problem": …}``: encrypted, scanned, too long, broken."""
    from pypdf import PdfReader  # noqa: PLC0415 - only after the limits stand

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "encrypted"}
    if len(reader.pages) > PAGES:
        return {"problem": "pages"}
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        if sum(map(len, pages)) > CHARS:
            break
    text = "\n\n".join(filter(None, pages))
    return {"text": text[:CHARS]} if text else {"problem": "scanned"}


def main() -> None:
    """Read, parse, print; whatever goes wrong is a broken file."""
    limit()
    try:
        found = text_of(sys.stdin.buffer.read())
    except MemoryError:
        found = {"problem": "memory"}
    except Exception as error:  # noqa: BLE001 - a parser fed by strangers; the parent says it in words
        encrypted = type(error).__name__ in {"DependencyError", "WrongPasswordError", "FileNotDecryptedError"}
        found = {"problem": "encrypted" if encrypted else "broken"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
