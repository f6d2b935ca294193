"""Questions of careful people about documents, and whether a text holds the words that answer one."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from workflows.language.grounding import fold

HELD = 0.9  # of a quote's words, in their order: they stand in an answer
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Row:
    """A question of a careful person."""

    document: str
    question: str
    answer_quote: str


def holds(text: str, quote: str) -> bool:
    """Say whether nearly all words of a quote stand in a text, in their order."""
    words = words_of(quote)
    found = iter(words_of(text))
    return bool(words) and sum(any(one == word for one in found) for word in words) >= HELD * len(words)


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _WORD.findall(fold(text))


def read_rows(file: Path | None) -> tuple[list[Row], str]:
    """Return the questions in a file, one a line as JSON, and the hash of the file."""
    if file is None:
        return [], "none"
    data = file.read_bytes()
    found = [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    rows = [Row(one["document"], one["question"], one["answer_quote"]) for one in found]
    return rows, hashlib.sha256(data).hexdigest()
