"""The words of cases: a full-text index over subject and messages, and which cases hold given words.

On SQLite an FTS5 table whose rowid is the case's id, on PostgreSQL a table with a ``tsvector`` and a GIN index; neither
is in METADATA; migration 0005 makes them. Whoever changes a text calls ``index_case`` in the same transaction.
Notes are never indexed: a search of the requester must not find them.
"""

import re
from dataclasses import dataclass

import sqlalchemy as sa

from storage.database import Tx

WORDS_USED = 12
SHORTEST_PREFIX = 2  # a single letter begins so many words that looking for all of them takes seconds
INDEXED_PREFIX = 3  # FTS5 keeps prefixes up to here; a longer one is looked up among the words there are
ENDINGS = 60
_WORD = re.compile(r"[^\W_]+")

# Of a case its first 100 messages: what a message costs stays bounded, and a long case is found by what it began with.
_SQLITE_ROWS = """
INSERT OR REPLACE INTO case_words(rowid, team, requester, text)
SELECT id, team_id, requester,
  CASE WHEN subject = '(deleted)' THEN '' ELSE subject END || char(10) || coalesce((
    SELECT group_concat(text, char(10)) FROM (
      SELECT text FROM messages WHERE case_id = cases.id AND deleted_at IS NULL ORDER BY id LIMIT 100
    )
  ), '')
FROM cases
"""
# PostgreSQL's parser takes signed numbers, addresses and paths for one word; FTS5 splits at whatever is no letter or
# digit. Splitting first makes both find the same. A tsvector holds 1 MB at most.
_POSTGRES_ROWS = """
INSERT INTO case_words(case_id, team_id, requester, words)
SELECT id, team_id, requester, to_tsvector('simple', regexp_replace(left(
  CASE WHEN subject = '(deleted)' THEN '' ELSE subject END || ' ' || coalesce((
    SELECT string_agg(text, ' ') FROM (
      SELECT text FROM messages WHERE case_id = cases.id AND deleted_at IS NULL ORDER BY id LIMIT 100
    ) AS texts
  ), ''), 200000), '[^[:alnum:]]+', ' ', 'g'))
FROM cases
"""
_POSTGRES_AGAIN = """
ON CONFLICT (case_id) DO UPDATE
SET team_id = excluded.team_id, requester = excluded.requester, words = excluded.words
"""
_INDEX_CASE = {
    "sqlite": sa.text(_SQLITE_ROWS + "WHERE id = :case_id"),
    "postgresql": sa.text(_POSTGRES_ROWS + "WHERE id = :case_id" + _POSTGRES_AGAIN),
}
_LOCK_CASE = sa.text("SELECT 1 FROM cases WHERE id = :case_id FOR NO KEY UPDATE")
_FIND_SQLITE = sa.text("""
SELECT rowid FROM case_words WHERE case_words MATCH :wanted AND rowid < :before ORDER BY rowid DESC LIMIT :limit
""")
_FIND_POSTGRES = sa.text("""
SELECT case_id FROM case_words
WHERE words @@ CAST(:wanted AS tsquery) AND case_id < :before AND team_id = :team_id
  AND (CAST(:requester AS text) IS NULL OR requester = :requester)
ORDER BY case_id DESC LIMIT :limit
""")
# From one word to the next by a search each: reading on would pass every place of a frequent word.
_ENDINGS = sa.text("""
WITH RECURSIVE words(term, count) AS (
  SELECT (SELECT term FROM case_terms WHERE term >= :start ORDER BY term LIMIT 1), 1
  UNION ALL
  SELECT (SELECT term FROM case_terms WHERE term >= words.term || char(1) ORDER BY term LIMIT 1), count + 1
  FROM words WHERE count < :limit AND substr(term, 1, length(:start)) = :start
)
SELECT term FROM words
""")
_CHANGES = sa.text("SELECT total_changes()")
_MERGE = sa.text("INSERT INTO case_words(case_words, rank) VALUES ('merge', :pages)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for: phrases that must all occur (a hyphenated word is a phrase); the last may go on."""

    phrases: tuple[tuple[str, ...], ...]

    @property
    def last(self) -> str:
        """The word that may go on."""
        return self.phrases[-1][-1]


def index_case(tx: Tx, case_id: int) -> None:
    """Make the index hold the case's present words, and only them."""
    if tx.dialect.name == "postgresql":
        tx.execute(_LOCK_CASE, {"case_id": case_id})  # or two messages at once would each be indexed without the other
    tx.execute(_INDEX_CASE[tx.dialect.name], {"case_id": case_id})


def parse_words(text: str) -> Wanted | None:
    """Read what somebody typed: untrusted, any length; signs mean nothing. None if there is no word in it."""
    typed = [tuple(_WORD.findall(word.lower())) for word in text.split()]
    phrases = tuple(dict.fromkeys(phrase for phrase in typed if phrase))[:WORDS_USED]
    return Wanted(phrases) if phrases else None


def cases_with(tx: Tx, team_id: str, wanted: Wanted, requester: str | None, before: int, limit: int) -> list[int]:
    """Return the row ids of the cases that hold all words, newest first, below ``before``; at most ``limit``."""
    page = {"before": before, "limit": limit}
    if tx.dialect.name == "postgresql":
        whose = {"team_id": team_id, "requester": requester}
        return list(tx.scalars(_FIND_POSTGRES, {"wanted": _tsquery(wanted), **whose, **page}))
    return list(tx.scalars(_FIND_SQLITE, {"wanted": _match(tx, team_id, wanted, requester), **page}))


def _match(tx: Tx, team_id: str, wanted: Wanted, requester: str | None) -> str:
    """Return the FTS5 expression. Each word is put in double quotes, in which FTS5 knows no syntax."""
    words = " AND ".join([*map(_quoted, wanted.phrases[:-1]), _open_ended(tx, wanted)])
    whose = "" if requester is None else f"requester : {_quoted((requester,))} AND "
    return f"team : {_quoted((team_id,))} AND {whose}text : ({words})"


def _quoted(phrase: tuple[str, ...]) -> str:
    return '"' + " ".join(phrase).replace('"', '""') + '"'


def _open_ended(tx: Tx, wanted: Wanted) -> str:
    """Return the last phrase with whatever its last word may go on to.

    FTS5 collects all places of an unindexed prefix before it returns the first: 20 ms for a frequent word among
    1,000,000 cases. The words that begin so, each by itself, are read from the newest case on.
    """
    last = wanted.last
    if len(last) < SHORTEST_PREFIX:
        return _quoted(wanted.phrases[-1])
    if len(last) <= INDEXED_PREFIX or len(wanted.phrases[-1]) > 1:  # `A-123`: numbers are rare, `a` alone is not
        return f"{_quoted(wanted.phrases[-1])} *"
    endings = _endings(tx, last)
    if not endings or len(endings) > ENDINGS:
        return f"{_quoted(wanted.phrases[-1])} *"
    return "(" + " OR ".join(_quoted((word,)) for word in endings) + ")"


def _endings(tx: Tx, start: str) -> list[str]:
    """Return the words in the index that begin with ``start``; one more than ``ENDINGS`` if there are more."""
    found = tx.scalars(_ENDINGS, {"start": start, "limit": ENDINGS + 1})
    return [word for word in found if word is not None and word.startswith(start)]


def _tsquery(wanted: Wanted) -> str:
    """Return the PostgreSQL query. Words are letters and digits only, and are quoted."""
    phrases = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in wanted.phrases]
    if len(wanted.last) >= SHORTEST_PREFIX:
        phrases[-1] += ":*"
    return " & ".join(f"({phrase})" for phrase in phrases)


def tidy(tx: Tx, pages: int = 500) -> bool:
    """Merge up to ``pages`` pages of the index; True if there is more to do. Call it after erasing, till it is False.

    FTS5 forgets an erased word for searching at once, but its letters stay in old pages of the file until these are
    merged. PostgreSQL's vacuum does this by itself.
    """
    if tx.dialect.name != "sqlite":
        return False
    before = tx.execute(_CHANGES).scalar_one()
    tx.execute(_MERGE, {"pages": -pages})
    return bool(tx.execute(_CHANGES).scalar_one() - before >= 2)  # what FTS5's documentation says to look at
