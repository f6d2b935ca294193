"""Ranking of passages by BM25, in a full-text index that lives in memory as long as its run. Nothing is stored.

The library is SQLite's own FTS5 (docs/decisions/0009-faq.md says why), whatever database the cases are in. It gets
stems, made in Python (docs/decisions/0030-did-you-mean.md).
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import repeat

from storage.stems import stems_of

WORDS_USED = 40


class PassageIndex:
    """Texts in the order they were given; a heading counts twice as much as running text.

    ``languages``: of each text, where that is known; English otherwise.
    """

    def __init__(self, passages: Sequence[tuple[str, str]], languages: Sequence[str] = ()) -> None:
        self._languages = tuple(dict.fromkeys(languages)) or ("en",)
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("CREATE VIRTUAL TABLE passages USING fts5(heading, text, tokenize='unicode61')")
            known = zip(passages, languages or repeat("en"), strict=False)
            rows = [
                (at, _stems(heading, language), _stems(text, language))
                for at, ((heading, text), language) in enumerate(known)
            ]
            cursor.executemany("INSERT INTO passages(rowid, heading, text) VALUES (?, ?, ?)", rows)

    def best(self, question: str, limit: int) -> list[int]:
        """Return the places of the passages that match any word of ``question``, best first."""
        stems = (stem for language in self._languages for stem in stems_of(question, language))
        words = [f'"{stem}"' for stem in dict.fromkeys(stems)][:WORDS_USED]
        if not words:
            return []
        ranked = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY bm25(passages, 2.0, 1.0), rowid LIMIT ?"
        with closing(self._connection.cursor()) as cursor:
            return [int(row[0]) for row in cursor.execute(ranked, (" OR ".join(words), limit))]

    def close(self) -> None:
        """Free the memory."""
        self._connection.close()


def _stems(text: str, language: str) -> str:
    return " ".join(stems_of(text, language))
