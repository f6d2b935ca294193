"""Whether a message takes back what the desk waits for."""

import re

_DROPS = re.compile(
    r"\W*(?:(?:ok(?:ay)?|oh|ah|sorry|actually|no|thanks|thank you)\W+)*"
    r"(?:never ?mind|nvm|forget (?:it|about it|that)|drop it"
    r"|cancel (?:that|it|this)(?: request| return)?|no need(?: any ?more)?"
    r"|(?:i )?(?:don'?t|do not) need (?:it|that|this) any ?more|(?:i )?changed my mind|i found it)"
    r"(?:\W+(?:thanks|thank you|then|please|sorry|anyway))*\W*",
    re.IGNORECASE,
)


def drops_waiting(text: str) -> bool:
    """Say whether the whole message is "never mind" in some form; anything more is read as a message of its own."""
    return len(text) < 120 and _DROPS.fullmatch(text.replace("’", "'")) is not None  # noqa: RUF001 - typographic
