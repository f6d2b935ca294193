"""``python -m tests.evaluation.natural FOLDER``: what a desk without a key tells to questions about help texts.

FOLDER holds ``documents/`` and ``questions.jsonl`` (tests/data/faq/natural/README.md). A set of each document is made
and published by the commands staff use; each question is a message of its own. ``--wrong-rows`` is a look: note it.
"""

import argparse
import asyncio
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from bot.desk import open_desk
from bot.logs import set_up_logging
from bot.settings import load_settings
from bot.terminal.commands.ask import TEAM, answer_in_terminal
from handlers.desk import Desk
from handlers.runtime.published_cache import PublishedFaqs
from workflows.reply import Offer, Section

COLUMN = r" (?:[^ ]+ ){0,4}?"  # what stands between two cells of a row that is told: the next column's name
MOST_TEXTS = 100  # that the transformer reads at a time
PASSAGES = "passages handed to a model hold the answer"


@dataclass(frozen=True, slots=True)
class Told:
    """What a question got: ``answers`` from what is published, and ``offers``, each as its text."""

    row: dict[str, Any]
    answers: tuple[str, ...]
    offers: tuple[str, ...]
    passages: str

    @property
    def outcome(self) -> str:
        """How it went, as the table counts it."""
        if self.row["kind"] != "answerable":
            return "answered" if self.answers else "offered" if self.offers else "nothing"
        if self.answers:
            return "answered rightly" if any(map(self._holds, self.answers)) else "answered wrongly"
        return (
            "offered rightly" if any(map(self._holds, self.offers)) else "offered others" if self.offers else "nothing"
        )

    def _holds(self, text: str) -> bool:
        """Say whether ``text`` holds one of the sentences that answer, or lies within one."""
        told = plain(text)
        return any(stands_in(told, one) or told in plain(one) for one in self.row["answer"])

    @property
    def reaches_a_model(self) -> bool:
        """Whether a model would see a sentence that answers."""
        shown = plain(self.passages)
        return any(stands_in(shown, one) for one in self.row["answer"])


def tell(line: str, to: TextIO = sys.stdout) -> None:
    """Say a line."""
    to.write(f"{line}\n")
    to.flush()


def plain(text: str) -> str:
    """Return the letters and digits of ``text``: marks, lists and line breaks do not count."""
    return " ".join("".join(one if one.isalnum() else " " for one in text.lower()).split())


def stands_in(told: str, answer: str) -> bool:
    """Say whether an answer stands in ``plain`` text; a table's row by its cells, each told with its column."""
    if not answer.lstrip().startswith("|"):
        return plain(answer) in told
    cells = [re.escape(plain(cell)) for cell in answer.split("|") if plain(cell)]
    return re.search(rf"\b{COLUMN.join(cells)}\b", told) is not None


def _run(*arguments: str) -> None:
    ended = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-m", "bot", *arguments], capture_output=True, text=True, check=False
    )
    if ended.returncode > 1:
        sys.exit(ended.stderr)


def _told_by(sections: Sequence[Section]) -> Iterator[str]:
    for one in sections:
        if any(fact.label == "Source" for fact in one.facts):
            yield " ".join([one.text, *(fact.value for fact in one.facts if fact.label == "Quote")])


def _text_of(faqs: PublishedFaqs, offer: Offer) -> str:
    if offer.entry:
        [entry] = faqs.named([offer.entry])
        return " ".join([entry.answer, *(quote["text"] for quote in entry.quotes)])
    document = faqs.document(offer.document)
    return document.text[offer.start : offer.end] if document else ""


async def _ask_all(rows: Sequence[dict[str, Any]]) -> list[Told]:
    told = []
    async with open_desk(load_settings()) as desk:
        faqs = await desk.db.read(lambda tx: desk.published_faqs.faqs_of(tx, TEAM))
        while faqs.offers.read_whole(MOST_TEXTS):
            pass
        tell(f"near in meaning by {'the transformer' if faqs.offers.asks_transformer else 'vectors of words'}")
        for number, row in enumerate(rows):
            told.append(await _told(desk, faqs, row, f"U{number}"))
    tell(f"{len(rows)} questions asked", sys.stderr)
    return told


async def _told(desk: Desk, faqs: PublishedFaqs, row: dict[str, Any], user: str) -> Told:
    answered = await answer_in_terminal(desk, row["text"], None, user)
    sections = [section for reply in answered.replies for section in reply.sections]
    offers = tuple(_text_of(faqs, offer) for section in sections for offer in section.offers)
    passages = "\n".join(one.text for one in faqs.passages(row["text"]))
    return Told(row, tuple(_told_by(sections)), offers, passages)


def _report(told: Sequence[Told], *, wrong_rows: bool) -> None:
    for kind in ("answerable", "near miss", "unrelated"):
        mine = [one for one in told if one.row["kind"] == kind]
        counted = ", ".join(f"{name} {count}" for name, count in sorted(Counter(one.outcome for one in mine).items()))
        tell(f"{kind} ({len(mine)}): {counted}")
    answerable = [one for one in told if one.row["kind"] == "answerable"]
    tell(f"{PASSAGES}: {sum(one.reaches_a_model for one in answerable)} of {len(answerable)}")
    right = {"answered rightly", "offered rightly"}
    for one in told if wrong_rows else ():
        is_right = one.outcome in right if one.row["kind"] == "answerable" else one.outcome == "nothing"
        if not is_right or (one.row["kind"] == "answerable" and not one.reaches_a_model):
            tell(json.dumps({"outcome": one.outcome, "text": one.row["text"], "answer": one.row["answer"]}))
            for text in (*one.answers, *one.offers):
                tell(f"    {plain(text)[:200]}")


@contextmanager
def published(folder: Path, count: int) -> Iterator[None]:
    """Let this process and its commands work with a database of their own, the sets of all documents published."""
    documents = sorted((folder / "documents").iterdir())
    set_up_logging("console", logging.ERROR)
    with tempfile.TemporaryDirectory() as kept:
        os.environ |= {"DATABASE_URL": f"sqlite:///{kept}/frontdesk.db"}
        os.environ.pop("OPENAI_API_KEY", None)
        for number, document in enumerate(documents, start=1):
            _run("faq", str(document), "--count", str(count))
            _run("faq-publish", str(number), "--all")
            tell(f"{number} of {len(documents)} documents published", sys.stderr)
        yield


def main(folder: Path, count: int, *, wrong_rows: bool) -> None:
    """Make and publish the sets, ask, report."""
    rows = [json.loads(line) for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    with published(folder, count):
        _report(asyncio.run(_ask_all(rows)), wrong_rows=wrong_rows)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.natural", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=20, help="entries wanted of each document")
    parser.add_argument("--wrong-rows", action="store_true")
    given = parser.parse_args()
    main(given.folder.absolute(), given.count, wrong_rows=given.wrong_rows)
