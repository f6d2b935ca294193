"""Ranking of passages by BM25, in a full-text index that lives in memory as long as its run. Nothing is stored.

The library is SQLite's own FTS5 (docs/decisions/0009-faq.md says why), whatever database the cases are in.
"""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

_WORD = re.compile(r"[^\W_]+")
WORDS_USED = 40


class PassageIndex:
    """Texts in the order they were given; a heading counts twice as much as running text."""

    def __init__(self, passages: Sequence[tuple[str, str]]) -> None:
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(
                "CREATE VIRTUAL TABLE passages"
                " USING fts5(heading, text, tokenize='porter unicode61 remove_diacritics 2')"
            )
            rows = [(at, heading, text) for at, (heading, text) in enumerate(passages)]
            cursor.executemany("INSERT INTO passages(rowid, heading, text) VALUES (?, ?, ?)", rows)

    def best(self, question: str, limit: int) -> list[int]:
        """Return the places of the passages that match any word of ``question``, best first."""
        words = [f'"{word}"' for word in dict.fromkeys(_WORD.findall(question.casefold()))][:WORDS_USED]
        if not words:
            return []
        ranked = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, 2.0, 1.0), rowid LIMIT ?"
        with closing(self._connection.cursor()) as cursor:
            return [int(row[0]) for row in cursor.execute(ranked, (" OR ".join(words), limit))]

    def close(self) -> None:
        """Free the memory."""
        self._connection.close()
