"""Promises about words that are searched for: folded, split and stemmed in one way, for both databases."""

import pytest
import sqlalchemy as sa

from storage.case_lists import search
from storage.database import Database, Tx
from storage.passages import PassageIndex
from storage.search import index_older
from storage.stems import LONGEST_WORD, stems_of, words_of
from storage.tables import cases, counters
from tests.storage.fixtures import TEAM, kept

TO_STEM = {"team_id": "", "name": "case_words_to_stem"}


async def found(db: Database, text: str) -> list[str]:
    return [line.number for line in await db.read(lambda tx: search(tx, TEAM, text))]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("I am returning the lamps", "return"),
        ("Please return my lamp", "returning"),
        ("Two deliveries never came", "delivery never"),
        ("The café was closed", "cafe"),
        ("The cafe was closed", "CAFÉ"),
        ("Straße gesperrt", "strasse"),
        ("order A-12345 is late", "A-12345"),
        ("order A-12345 is late", "a-123"),
        ("a well-designed lamp", "well-designed"),
        ("a well-designed lamp", "well-des"),
        ("the stroller squeaks", "strol"),
        ("the stroller squeaks", "squeaking stroller"),
        ("Zażółć gęślą jaźń", "zazołc GESLA"),
        ("注文はどこ", "注文はどこ"),
    ],
)
async def test_a_case_is_found_by_any_form_of_its_words(db: Database, written: str, typed: str) -> None:
    await db.write(lambda tx: kept(tx, written))

    assert await found(db, typed) == ["CASE-1001"]


@pytest.mark.parametrize("typed", ["card", "12345-A", "late order A-12346", "turn", "'", "☃"])
async def test_a_case_is_not_found_by_other_words(db: Database, typed: str) -> None:
    await db.write(lambda tx: kept(tx, "the car is late, returning order A-12345"))

    assert await found(db, typed) == []


async def test_a_word_of_any_length_and_a_case_of_very_many_words_are_indexed(db: Database) -> None:
    await db.write(lambda tx: kept(tx, f"{'x' * 5000} {'lamp ' * 1000} 'quoted' \\ back:slash*"))

    assert await found(db, f"{'x' * 5000} slash") == ["CASE-1001"]


async def test_cases_indexed_before_words_were_stemmed_are_found_as_they_were_and_indexed_anew(db: Database) -> None:
    def as_before(tx: Tx) -> None:
        for at, text in enumerate(("returning a lamp", "returning a chair", "returning a desk")):
            kept(tx, text, f"{at + 1}.0")
        rows = tx.execute(sa.select(cases.c.id, cases.c.subject)).all()
        for row in rows:
            words = {"sqlite": ":words", "postgresql": "to_tsvector('simple', :words)"}[tx.dialect.name]
            column, key = ("text", "rowid") if tx.dialect.name == "sqlite" else ("words", "case_id")
            change = f"UPDATE case_words SET {column} = {words} WHERE {key} = :id"  # noqa: S608 - the two databases' own
            tx.execute(sa.text(change), {"words": row.subject, "id": row.id})
        tx.execute(sa.insert(counters).values(**TO_STEM, value=3))

    await db.write(as_before)
    before = [await found(db, "returning"), await found(db, "return chair"), await found(db, "retur")]

    left = [await db.write(lambda tx: index_older(tx, 2)) for _ in range(3)]

    assert before == [["CASE-1003", "CASE-1002", "CASE-1001"], [], ["CASE-1003", "CASE-1002", "CASE-1001"]]
    assert left == [True, False, False]
    assert await found(db, "return chair") == ["CASE-1002"]
    assert await found(db, "return") == ["CASE-1003", "CASE-1002", "CASE-1001"]


def test_passages_are_ranked_by_stems_in_the_language_of_each() -> None:
    english = ("Returns", "You may return goods within 30 days.")
    german = ("Rücksendungen", "Die Rücksendung der Waren ist kostenlos.")
    index = PassageIndex([english, german], ["en", "de"])

    assert index.best("returning a good", 2) == [0]
    assert index.best("Rücksendung einer Ware", 2) == [1]


@pytest.mark.parametrize(
    "text", ["", "☃ — …", "x" * 200, "\u0000\u0301 a\u0301", "नमस्ते दुनिया", "\u0131\u0130\u017f\u212a"]
)
def test_any_text_gives_words_that_both_databases_take_as_they_are(text: str) -> None:
    words = stems_of(text)

    assert words == [word for word in words if word.isalnum() and len(word) <= LONGEST_WORD]
    assert words_of(" ".join(words_of(text))) == words_of(text)
