"""What the tests of offers share: documents of help texts with questions about them, published without a key."""

import tomllib
from pathlib import Path

from bot.wiring import Bot
from tests.fakes.slack import FakeSlack, Json, Message
from tests.handlers.faq.published import publish
from tests.paths import DATA
from tests.slack.handoff.people import press
from workflows.faq.documents import Document

ROWS = tomllib.loads((DATA / "faq" / "offers.toml").read_text(encoding="utf-8"))
FOLDER = DATA / "faq" / "offers"
ALL = tuple(Document(row["title"], Path(FOLDER / row["file"]).read_text(encoding="utf-8")) for row in ROWS["document"])
ASKED = tuple((asked["q"], asked["answer"]) for row in ROWS["document"] for asked in row["asked"])
UNRELATED = tuple(ROWS["unrelated"]["asked"])
HIRE, DELIVERY, GUIDE, *_ = ALL


async def publish_each(bot: Bot, *documents: Document) -> list[int]:
    """Publish a set of each document; return their numbers."""
    return [await publish(bot, (document,)) for document in documents]


def offered(message: Message) -> dict[str, str]:
    """Return the questions on the buttons of a message, each with its button's action."""
    return {
        element["text"]["text"].partition(". ")[2]: element["action_id"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith("faq_offer_")
    }


def value_of(message: Message, question: str) -> str:
    """Return what the button with this question carries."""
    found = (
        element["value"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["text"]["text"].partition(". ")[2] == question
    )
    return str(next(found))


async def choose(
    slack: FakeSlack, bot: Bot, event: Json, question: str, user: str, *, reply: int = -1, value: str | None = None
) -> None:
    """Press the button with this question under a reply in the thread of ``event``."""
    on = slack.replies_to(event)[reply]
    value = value_of(on, question) if value is None else value
    await press(slack, bot, offered(on)[question], on, user=user, value=value)
