"""Untrusted text on its way to a terminal: control characters are made visible."""

import json
import re
from typing import Any

# C0 except tab and newline, DEL, C1 (U+009B opens an escape sequence in many terminals), bidirectional overrides, and
# surrogates, which cannot be encoded.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_BREAKS = re.compile(r"[\t\n]+")


def visible(text: str) -> str:
    """Return ``text`` with control characters written out as Python writes them; tabs and line breaks stay."""
    return _UNSAFE.sub(_written_out, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return ``text`` as ``visible`` does, on one line."""
    return visible(_BREAKS.sub(" ", text.replace("\r\n", "\n")))


def to_json(data: Any) -> str:  # noqa: ANN401 - JSON
    """Write JSON for people and programs: readable letters stay, control characters are escaped. Dates become text."""
    return _UNSAFE.sub(_escaped, json.dumps(data, default=str, ensure_ascii=False, indent=2))


def _written_out(found: re.Match[str]) -> str:
    code = ord(found.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _escaped(found: re.Match[str]) -> str:
    # A line feed between tokens is not unsafe; whatever else is found stands inside a string.
    return f"\\u{ord(found.group()):04x}"
