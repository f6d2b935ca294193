"""A first look at a text: whether any of many patterns can find something in it. Most texts hold nothing.

Python reads a pattern that minds no case two to three times as slowly, and each pattern by itself. So a text is made
small once, and one pattern that minds case reads it. What is found is read again by the patterns themselves, which
alone say what was found.
"""

import re
from collections.abc import Iterable

from workflows.language.lazy import lazy

_GROUP = lazy(r"\(\?P<\w+>")
AT_A_WORD = r"(?<!\w)(?=\w)"


def any_of(patterns: Iterable[re.Pattern[str]], *, starting: str = "") -> re.Pattern[str]:
    """Return a pattern that finds something in ``small(text)`` exactly where one of ``patterns`` does in ``text``.

    They mind no case, and know no capital letters and no letters but ASCII's. ``starting``: what stands where any of
    them begins, such as ``AT_A_WORD``; most places in a text are then left at once.
    """
    one_by_one = "|".join(f"(?:{_GROUP.sub('(?:', one.pattern)})" for one in patterns)
    return lazy(f"{starting}(?:{one_by_one})")
