"""Unicode's normal forms, in a time that grows with the text: the library sorts each run of marks by insertion."""

import re
import unicodedata
from typing import Literal

MOST_MARKS = 30  # after one letter; Unicode's stream-safe text (UAX 15, 12.1) has as many, and no language needs six
_LONG_RUN = re.compile(rb"[^\0]{%d,}" % (MOST_MARKS + 1))


def normal(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """Return ``text`` in a normal form; of a run of combining marks the first 30 stay."""
    if text.isascii():
        return text
    classes = bytes(map(unicodedata.combining, text))  # 0 of a letter, 1 to 240 of a mark
    kept, at = [], 0
    for run in _LONG_RUN.finditer(classes):
        kept.append(text[at : run.start() + MOST_MARKS])
        at = run.end()
    return unicodedata.normalize(form, "".join([*kept, text[at:]]))
