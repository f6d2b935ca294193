"""What the tests of published FAQs share: the labelled questions, and a bot that answers from the three documents."""

import tomllib
from collections.abc import Sequence
from typing import Any

from bot.wiring import Bot
from handlers.desk import Desk
from handlers.faq import decisions, publishing
from handlers.faq.acts import FaqActor, see_set
from handlers.faq.decisions import Seen
from handlers.faq.made import FaqReport
from handlers.faq.order import FaqOrder, open_faq
from handlers.faq.publishing import waits
from storage import faqs
from storage.database import Tx
from storage.faq_records import EntryEngine
from tests.fakes.slack import STAFF, TEAM
from tests.handlers.faq.desk import DOCUMENTS, made
from tests.paths import DATA
from tests.stored import Clock
from workflows.faq.documents import Document
from workflows.faq.match import Entry

ROWS = tomllib.loads((DATA / "published.toml").read_text(encoding="utf-8"))
ENTRIES = tuple(Entry(row["question"], row["answer"], row["source"]) for row in ROWS["entry"])
UNRELATED = tuple(ROWS["none"]["unrelated"])
NO_WIND = "how do turbines cope when there's no wind?"
NO_WIND_ANSWER = "When there is no wind, a turbine produces nothing, and other sources or storage have to fill the gap."


def asked_of(part: str) -> list[tuple[str, int]]:
    """Return the questions of one part with the place of the entry that answers them."""
    return [(question, place) for place, row in enumerate(ROWS["entry"]) for question in row.get(part, ())]


async def publish(bot: Bot, documents: tuple[Document, ...] = DOCUMENTS, team: str = TEAM, count: int = 25) -> int:
    """Make FAQs of documents and publish them; return the set's number."""
    desk = Desk(bot.db, bot.model, Clock())
    found = await made(desk, FaqOrder(team, STAFF, "Energy", documents, count))
    await _set(bot, team, found.faq.number, published=True)
    return found.faq.number


async def publish_one(bot: Bot, question: str, answer: str, quote: str) -> None:
    """Publish a set of one entry, as it stands."""
    await _set(bot, TEAM, await stored_set(bot, [(question, answer, quote)], "Blades"), published=True)


async def stored_set(
    bot: Bot,
    rows: Sequence[tuple[str, str, str]],
    title: str = "Lamps",
    owner: str = STAFF,
    engine: EntryEngine = "model",
) -> int:
    """Store a finished set of these questions, answers and quotes, as a model or rules made it; return its number."""
    desk, text = Desk(bot.db, bot.model, Clock()), "\n\n".join(quote for _, _, quote in rows)
    faq = await open_faq(desk, FaqOrder(TEAM, owner, title, (Document(title, text),), len(rows)))
    report = FaqReport(asked=len(rows), delivered=len(rows), extractive=0, why="", dropped=(), coverage=())
    entries = [{**_entry(title, text, row), "engine": engine} for row in rows]
    await bot.db.write(lambda tx: faqs.finish_set(tx, faq, entries, report.model_dump(mode="json"), desk.now()))
    return faq.number


def _entry(title: str, text: str, row: tuple[str, str, str]) -> dict[str, Any]:
    question, answer, quote = row
    start = text.index(quote)
    quotes = [{"document": 0, "title": title, "start": start, "end": start + len(quote), "text": quote}]
    return {"question": question, "answer": answer, "sources": [title], "quotes": quotes}


async def withdraw(bot: Bot, number: int) -> None:
    """Withdraw a set."""
    await _set(bot, TEAM, number, published=False)


async def approve_all(bot: Bot, number: int, team: str = TEAM) -> None:
    """Approve every entry of a set that waits for staff."""
    staff, now = FaqActor(team, STAFF, is_staff=True), Clock()()

    def approve(tx: Tx) -> None:
        faq = see_set(tx, staff, number)
        for entry in filter(waits, faqs.entries_of(tx, faq.id)):
            decisions.approve(tx, staff, Seen(number, entry.position), now)

    await bot.db.write(approve)


async def _set(bot: Bot, team: str, number: int, *, published: bool) -> None:
    await approve_all(bot, number, team)
    staff = FaqActor(team, STAFF, is_staff=True)
    await bot.db.write(lambda tx: publishing.publish(tx, staff, number, published=published))
