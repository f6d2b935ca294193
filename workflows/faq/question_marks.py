"""The marks that end a question, whatever the script: Latin, Arabic, full width, and the semicolon of Greek."""

from workflows.language.lazy import lazy

MARKS = "?\u061f\uff1f"
_GREEK = lazy("[\u0370-\u03ff\u1f00-\u1fff]")


def is_asked(text: str) -> bool:
    """Say whether a heading or line (untrusted) ends as a question."""
    end = text.rstrip()
    return end.endswith(tuple(MARKS)) or (end.endswith((";", "\u037e")) and _GREEK.search(end[-80:]) is not None)
