"""Marks in a text that a reader does not read: Markdown's, hyphens at line ends, raised numbers of footnotes."""

import re

from workflows.language.lazy import lazy

_MARK = lazy(
    r"(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`"
    r"|^[ \t]{0,3}>[ \t]?"
    # A raised number behind a word or figure, but not the square or cube of a unit.
    r"|(?<=[\w.,;:!?)%])(?<!\bm)(?<!\b[ckm]m)(?<!\bft)(?<!\bin)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,3}",
    re.MULTILINE,
)
_LINK = lazy(r"(!?\[)[^\[\]]{1,300}(\]\([^()\s]{1,500}\))")
_LINE_END = lazy(r"(?<=[^\W\d_])(-)([ \t]{0,20}\n[ \t]{0,20})(?=[^\W\d_])")


def marks_in(text: str, *, hyphens: bool = False) -> frozenset[int]:
    """Return the places of marks; of a hyphen at a line end as well, unless ``hyphens`` stay (battery-powered)."""
    spans = [found.span() for found in _MARK.finditer(text)]
    spans += [found.span(group) for found in _LINK.finditer(text) for group in (1, 2)]
    spans += [found.span(2) if hyphens else found.span() for found in _LINE_END.finditer(text)]
    return frozenset(at for start, end in spans for at in range(start, end))


def without_marks(text: str, *, hyphens: bool = False) -> str:
    """Return a text as it is read."""
    marks = marks_in(text, hyphens=hyphens)
    return "".join(char for at, char in enumerate(text) if at not in marks) if marks else text
