"""Whether a text asks about a warranty: a rule of the shop, which no order's status and no first help answers."""

import re

from workflows.language.lazy import lazy

READ_CHARS = 2_000  # of a text are read
_WARRANTY = lazy(
    r"\bwarrant(?:y|ies)\b|(?<!\byou\s)(?<!\bcan\s)(?<!\bto\s)(?<!n't\s)\bguarantees?\b(?!\s(?:that|it|me|us|you|delivery|this|there)\b)",
    re.IGNORECASE,
)
_ASKED = lazy(
    r"\?|\b(?:is|are|does|do|did|has|have|how\slong|what|whether|if|when|claim|use|until)\b[^.!?]{0,80}\b(?:warrant|guarantee)",
    re.IGNORECASE,
)
# Where it is, which is asked beside.
_WHERE = lazy(r"\b(?:where|status|track\w*|arriv\w*|deliver\w*|shipped|eta)\b", re.IGNORECASE)


def asks_about_warranty(text: str) -> bool:
    """Tell whether ``text`` (untrusted) asks about a warranty or a guarantee, and not where something is."""
    read = text[:READ_CHARS]
    return _WARRANTY.search(read) is not None and _ASKED.search(read) is not None and _WHERE.search(read) is None
