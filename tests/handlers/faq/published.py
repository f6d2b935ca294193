"""What the tests of published FAQs share: the labelled questions, and a bot that answers from the three documents."""

import tomllib

from bot.wiring import Bot
from handlers.desk import Desk
from handlers.faq import acts
from handlers.faq.acts import FaqActor
from handlers.faq.order import FaqOrder, open_faq
from storage import faqs
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


async def publish(bot: Bot, documents: tuple[Document, ...] = DOCUMENTS, team: str = TEAM, count: int = 10) -> int:
    """Make FAQs of documents and publish them; return the set's number."""
    desk = Desk(bot.db, bot.model, Clock())
    found = await made(desk, FaqOrder(team, STAFF, "Energy", documents, count))
    await _set(bot, team, found.faq.number, published=True)
    return found.faq.number


async def publish_one(bot: Bot, question: str, answer: str, quote: str) -> None:
    """Publish a set of one entry, as it stands."""
    desk = Desk(bot.db, bot.model, Clock())
    faq = await open_faq(desk, FaqOrder(TEAM, STAFF, "Blades", (Document("Blades", quote),), 1))
    quotes = [{"document": 0, "title": "Blades", "start": 0, "end": len(quote), "text": quote}]
    entry = {"question": question, "answer": answer, "sources": ["Blades"], "quotes": quotes, "engine": "model"}
    await bot.db.write(lambda tx: faqs.finish_set(tx, faq, [entry], {}, desk.now()))
    await _set(bot, TEAM, faq.number, published=True)


async def withdraw(bot: Bot, number: int) -> None:
    """Withdraw a set."""
    await _set(bot, TEAM, number, published=False)


async def _set(bot: Bot, team: str, number: int, *, published: bool) -> None:
    staff = FaqActor(team, STAFF, is_staff=True)
    await bot.db.write(lambda tx: acts.publish(tx, staff, number, published=published))
