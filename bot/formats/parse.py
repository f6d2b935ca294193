"""``python -m bot.formats.parse KIND``: a file on stdin, what it says as JSON on stdout. A process with limits.

Files come from people: a parser that hangs or eats memory must take nothing else down with it.
"""

import contextlib
import json
import resource
import sys
from typing import Any

from bot.formats.outline import Outline
from workflows.faq.blocks import packed

MEMORY_BYTES = 1 << 30
CPU_S = 20
CHARS = 600_000


def limit() -> None:
    """Bound this process's memory and CPU time; the parent bounds the time on the clock."""
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_S)):
        _, hard = resource.getrlimit(what)
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def read(kind: str, data: bytes) -> Outline:
    """Read a file of a kind: pdf, docx, html or md (the last two as UTF-8). Each reader is imported when it is used."""
    if kind == "pdf":
        from bot.formats.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data)
    if kind == "docx":
        from bot.formats.docx_text import read_docx  # noqa: PLC0415

        return read_docx(data)
    text = data.decode("utf-8", "replace")
    if kind == "html":
        from bot.formats.html_text import nested_too_deep, read_html  # noqa: PLC0415

        if nested_too_deep(text):
            msg = "time"
            raise ValueError(msg)
        return read_html(text)
    from bot.formats.markdown_text import read_markdown  # noqa: PLC0415

    return read_markdown(text)


def found_in(kind: str, data: bytes) -> dict[str, Any]:
    """Return ``{"text", "blocks", "title", "losses", "pages"}``, or ``{"problem": …}``: broken, if nothing fits."""
    try:
        outline = read(kind, data)
    except MemoryError:
        return {"problem": "memory"}
    except RecursionError:
        return {"problem": "time"}
    except Exception as error:  # noqa: BLE001 - edge: of a parser fed by strangers; the parent says it in words
        return {"problem": _problem(error)}
    return {
        "text": outline.text[:CHARS],
        "blocks": packed(one for one in outline.blocks if one.end <= CHARS),
        "title": outline.title[:500],
        "losses": outline.losses,
        "pages": outline.pages,
    }


def _problem(error: Exception) -> str:
    if type(error).__name__ in {"DependencyError", "WrongPasswordError", "FileNotDecryptedError"}:
        return "encrypted"
    return {"TooMuch": "much"}.get(type(error).__name__, str(error) if isinstance(error, ValueError) else "broken")


def main() -> None:
    """Read, parse, print."""
    limit()
    sys.stdout.write(json.dumps(found_in(sys.argv[1], sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
