"""What a case is about, in one line."""

from workflows.language.passages import parted

LONGEST_WORD = 30  # a longer one is cut, lest it take the whole subject with it
SUBJECT_LENGTH = 80


def subject_of(text: str) -> str:
    """Return the beginning of a text as one line of at most 80 characters, cut between words if they are short.

    Words that it passes on are its subject only where there are no others.
    """
    said = parted(text)
    line = " ".join((said.own or said.passed_on).split())
    if len(line) <= SUBJECT_LENGTH:
        return line
    whole, _, rest = line[:SUBJECT_LENGTH].rpartition(" ")
    return (whole if len(rest) < LONGEST_WORD else line[: SUBJECT_LENGTH - 1]) + "…"
