"""The words of cases: a full-text index over subject and messages, and which cases hold given words.

On SQLite an FTS5 table whose rowid is the case's id, on PostgreSQL a table with a ``tsvector`` and a GIN index; neither
is in METADATA; migration 0005 makes them. Both hold stems (``storage.stems``), so that both find the same.
Whoever changes a text calls ``index_case`` in the same transaction.
Notes are never indexed: a search of the requester must not find them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.prepared import change_later, fetch, fetch_first
from storage.records import Case
from storage.stems import stem, stems_of, words_of
from storage.tables import counters

WORDS_USED = 12
SHORTEST_PREFIX = 2  # a single letter begins so many words that looking for all of them takes seconds
INDEXED_PREFIX = 3  # FTS5 keeps prefixes up to here; a longer one is looked up among the words there are
ENDINGS = 60

# Of a case its first 100 messages: what a message costs stays bounded, and a long case is found by what it began with.
MESSAGES_INDEXED = 100
CHARS_INDEXED = 200_000  # a tsvector holds 1 MB at most
POSITIONS = 16_383  # of a tsvector: the last one stands for all that follow

_CASE = sa.text("SELECT team_id, requester, subject FROM cases WHERE id = :case_id")
_TEXTS = sa.text(
    "SELECT text FROM messages WHERE case_id = :case_id AND deleted_at IS NULL ORDER BY id LIMIT :messages"
)
_INDEX_CASE = {
    "sqlite": sa.text(
        "INSERT OR REPLACE INTO case_words(rowid, team, requester, text)"
        " VALUES (:case_id, :team_id, :requester, :words)"
    ),
    "postgresql": sa.text("""
INSERT INTO case_words(case_id, team_id, requester, words)
VALUES (:case_id, :team_id, :requester, CAST(:words AS tsvector))
ON CONFLICT (case_id) DO UPDATE
SET team_id = excluded.team_id, requester = excluded.requester, words = excluded.words
"""),
}
# The number under which a database that was made before words were stemmed keeps how far its index is made anew.
_TO_STEM = ("", "case_words_to_stem")
_OLDER = sa.text("SELECT id FROM cases WHERE id <= :before ORDER BY id DESC LIMIT :limit")
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
    row = fetch_first(tx, _CASE, {"case_id": case_id})
    assert row is not None  # noqa: S101 - whoever calls this has just changed it
    team_id, requester, subject = row
    _index(tx, {"case_id": case_id, "team_id": team_id, "requester": requester}, subject, _texts(tx, case_id))


def index_held(tx: Tx, case: Case, texts: Sequence[str] | None = None) -> None:
    """Do as ``index_case`` with the row of a case that is held, and the texts of its messages if they are known."""
    about = {"case_id": case.id, "team_id": case.team_id, "requester": case.requester}
    _index(tx, about, case.subject, _texts(tx, case.id) if texts is None else texts)


def _texts(tx: Tx, case_id: int) -> list[str]:
    return [text for (text,) in fetch(tx, _TEXTS, {"case_id": case_id, "messages": MESSAGES_INDEXED})]


def _index(tx: Tx, about: dict[str, Any], subject: str, texts: Sequence[str]) -> None:
    shown = "" if subject == "(deleted)" else subject
    words = stems_of("\n".join([shown, *texts])[:CHARS_INDEXED])
    written = _tsvector(words) if tx.dialect.name == "postgresql" else " ".join(words)
    change_later(tx, _INDEX_CASE[tx.dialect.name], {**about, "words": written})


def _tsvector(words: list[str]) -> str:
    """Return PostgreSQL's notation of words with their places: nothing is left for its parser to split."""
    return " ".join(f"'{word}':{min(at, POSITIONS)}" for at, word in enumerate(words, start=1))


def index_older(tx: Tx, limit: int) -> bool:
    """Index the next ``limit`` cases, newest first, that were indexed before words were stemmed; False: none is left.

    Until then these are found by their words as they were written.
    """
    team_id, name = _TO_STEM
    row = sa.and_(counters.c.team_id == team_id, counters.c.name == name)
    before = tx.scalar(sa.select(counters.c.value).where(row).with_for_update())
    if before is None:
        return False
    ids = list(tx.scalars(_OLDER, {"before": before, "limit": limit}))
    for case_id in ids:
        index_case(tx, case_id)
    if len(ids) < limit:
        tx.execute(sa.delete(counters).where(row))
        return False
    tx.execute(sa.update(counters).where(row).values(value=ids[-1] - 1))
    return True


def parse_words(text: str) -> Wanted | None:
    """Read what somebody typed: untrusted, any length; signs mean nothing. None if there is no word in it."""
    typed = [tuple(words_of(word)) for word in text.split()]
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
    words = " AND ".join([*map(_any_form, wanted.phrases[:-1]), _open_ended(tx, wanted)])
    whose = "" if requester is None else f"requester : {_quoted((requester,))} AND "
    return f"team : {_quoted((team_id,))} AND {whose}text : ({words})"


def _quoted(phrase: tuple[str, ...]) -> str:
    return '"' + " ".join(phrase).replace('"', '""') + '"'


def _forms(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return a phrase by its stems, and as it is written: what was indexed before words were stemmed has that."""
    return list(dict.fromkeys([tuple(map(stem, phrase)), phrase]))


def _any_form(phrase: tuple[str, ...]) -> str:
    return _any(map(_quoted, _forms(phrase)))


def _any(expressions: Iterable[str]) -> str:
    found = list(dict.fromkeys(expressions))
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _open_ended(tx: Tx, wanted: Wanted) -> str:
    """Return the last phrase, in any form, with whatever its last word may go on to.

    FTS5 collects all places of an unindexed prefix before it returns the first: 20 ms for a frequent word among
    1,000,000 cases. The words that begin so, each by itself, are read from the newest case on.
    """
    phrase, last = wanted.phrases[-1], wanted.last
    if len(last) < SHORTEST_PREFIX:
        return _any_form(phrase)
    stemmed = _quoted(_forms(phrase)[0])
    if len(last) <= INDEXED_PREFIX or len(phrase) > 1:  # `A-123`: numbers are rare, `a` alone is not
        begun = (*map(stem, phrase[:-1]), last)
        return _any([stemmed, f"{_quoted(begun)} *", f"{_quoted(phrase)} *"])
    endings = _endings(tx, last)
    if not endings or len(endings) > ENDINGS:
        return _any([stemmed, f"{_quoted(phrase)} *"])
    return _any([stemmed, *(_quoted((word,)) for word in endings)])


def _endings(tx: Tx, start: str) -> list[str]:
    """Return the words in the index that begin with ``start``; one more than ``ENDINGS`` if there are more."""
    found = tx.scalars(_ENDINGS, {"start": start, "limit": ENDINGS + 1})
    return [word for word in found if word is not None and word.startswith(start)]


def _tsquery(wanted: Wanted) -> str:
    """Return the PostgreSQL query. Words are letters and digits only, and are quoted."""
    phrases = ["|".join(map(_followed, _forms(phrase))) for phrase in wanted.phrases]
    if len(wanted.last) >= SHORTEST_PREFIX:
        last = wanted.phrases[-1]
        begun = {(*map(stem, last[:-1]), wanted.last), last}
        phrases[-1] = "|".join([phrases[-1], *(_followed(one, ":*") for one in sorted(begun))])
    return " & ".join(f"({phrase})" for phrase in phrases)


def _followed(phrase: tuple[str, ...], end: str = "") -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + end + ")"


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
