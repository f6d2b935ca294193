"""Notes of Markdown's dialects (MkDocs, Docusaurus, VitePress, Obsidian, GitHub), written as plain Markdown.

What opens, or asks, becomes ``<details>``: its title is a question, and what follows the note is no part of the answer.
"""

import html
import re

DEEPEST = 6  # notes in one another
# !!! and ??? stand before a kind and perhaps a title, === before the title of a tab; what belongs to it is indented.
_NOTE = re.compile(
    r"^(?P<at> {0,12})(?:(?P<kind>!!!|\?\?\?\+?)[ \t]+\w[\w-]{0,30}(?:[ \t]+[\w-]{1,30}){0,3}|===[+!]?)"
    r"(?:[ \t]+[\"\u201c](?P<title>[^\n]*)[\"\u201d])?[ \t]*(?:\n|\Z)"
    r"(?P<body>(?:^(?P=at)(?: {4}|\t).*(?:\n|\Z)|^[ \t]*\n)*+)",
    re.MULTILINE,
)
_CALLOUT = re.compile(
    r"^>[ \t]?\[!(?P<kind>\w{1,30})\](?P<folds>[-+]?)(?P<title>.*)(?:\n|\Z)(?P<body>(?:^>.*(?:\n|\Z))*+)", re.MULTILINE
)
_QUOTE = re.compile(r"^>[ \t]?", re.MULTILINE)
_COLONS = re.compile(r"^:{3,9}[ \t]*(?P<kind>\{?[A-Za-z][\w-]{0,30}\}?)?(?P<title>.*)$", re.MULTILINE)
_MARKS = re.compile(r"[*`]|\{[^{}\n]{0,80}\}")


def without_admonitions(text: str) -> str:
    """Return Markdown (untrusted) whose notes stand in it as text: their titles, and what is indented or quoted."""
    for _ in range(DEEPEST):
        written = _CALLOUT.sub(_callout, _NOTE.sub(_note, text))
        if written == text:
            break
        text = written
    opened: list[bool] = []  # containers, whether with <details>
    return _COLONS.sub(lambda found: _container(found, opened), text)


def _note(found: re.Match[str]) -> str:
    at, title = found["at"], found["title"]
    if title is None and (found["kind"] is None or not found["body"].strip()):
        return found[0]  # somebody shouts, or it underlines a heading
    body = re.sub(rf"^{at}(?: {{4}}|\t)", at, found["body"], flags=re.MULTILINE)
    written = _written(title or "", at, opens=(found["kind"] or "").startswith("?"))
    return f"\n{written}{body}\n{_end(written, at)}"


def _callout(found: re.Match[str]) -> str:
    written = _written(found["title"], "", opens=found["folds"] != "")
    body = _QUOTE.sub("", found["body"])
    return f"\n{written}{body}\n{_end(written, '')}"


def _container(found: re.Match[str], opened: list[bool]) -> str:
    if not found["kind"] and not found["title"].strip():
        return "\n</details>\n" if not opened or opened.pop() else "\n"  # it may have been opened before some code
    title = found["title"].strip()
    boxed = title.startswith("[") and title.endswith("]")
    written = _written(title[1:-1] if boxed else title, "", opens=found["kind"] == "details")
    opened.append("<details>" in written)
    return f"\n{written}"


def _written(title: str, at: str, *, opens: bool) -> str:
    """Return how a note begins: with what opens it, or a line that names what it is about."""
    title = _MARKS.sub("", title).strip()
    if not any(map(str.isalnum, title)):
        return ""
    if opens or title.endswith("?"):
        return f"{at}<details>\n{at}<summary>{html.escape(title, quote=False)}</summary>\n\n"
    return f"{at}{title}{'' if title.endswith(('.', '!', ':')) else ':'}\n\n"


def _end(written: str, at: str) -> str:
    return f"\n{at}</details>\n\n" if "<details>" in written else ""
