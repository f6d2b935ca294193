"""What a button that resolves a case carries: its number, and how much of the case was shown beside it. Pure."""

LONGEST_COUNT = 9  # digits


def resolves(number: str, heard: int | None) -> str:
    """Return the value of such a button. ``heard``: as ``messages.times_heard`` says; None: no words are shown."""
    return number if heard is None else f"{number}:{heard}"


def resolved_by(value: str) -> tuple[str, int | None]:
    """Read such a value (untrusted): the number, and how much was seen; None where that is not said."""
    number, _, heard = value.partition(":")
    is_count = heard.isascii() and heard.isdecimal() and len(heard) <= LONGEST_COUNT
    return number, int(heard) if is_count else None
