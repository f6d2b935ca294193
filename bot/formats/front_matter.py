"""What stands before a text for a site generator, between two lines of dashes: it gives a title and is no text."""

import re

LONGEST = 20_000  # characters of it
# After a rule of a text comes an empty line, as pandoc tells them apart.
_FENCED = re.compile(r"\A[\s\ufeff]{0,99}---[ \t]*\n(?![ \t]*\n)((?:[^\n]*\n){1,500}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_LINE = re.compile(r"[A-Za-z_][\w.-]{0,60}[ \t]*:(?:\s.*)?|\s+\S.*|-[ \t].*|[\]}][\],} \t]*|[ \t]*(?:#.*)?")
# Between two rules of a text "Price: 5 EUR" may stand as well: names of settings begin with a small letter.
_NAME = re.compile(r"^(?:[a-z_][\w.-]{0,60}|Title)[ \t]*:(?:\s|$)", re.MULTILINE)
_TITLE = re.compile(r"^title[ \t]*:[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)
_FOLDED = re.compile(r"[>|][+-]?")


def split_front_matter(text: str) -> tuple[str, str]:
    """Return the title that the front matter of a text names, "" if none, and the text without it."""
    fenced = _FENCED.match(text[:LONGEST])
    if fenced is None or not _NAME.search(fenced[1]) or not all(map(_LINE.fullmatch, fenced[1].splitlines())):
        return "", text
    return _title_in(fenced[1]), text[fenced.end() :]


def _title_in(front: str) -> str:
    title = _TITLE.search(front)
    if title is None:
        return ""
    value = title[1].strip()
    if not value or _FOLDED.fullmatch(value):  # then it stands in the lines below, indented
        lines = front[title.end() + 1 :].splitlines()
        below = next((at for at, line in enumerate(lines) if not line[:1].isspace()), len(lines))
        value = " ".join(line.strip() for line in lines[:below])
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return value.strip()
