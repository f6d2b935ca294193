"""What a person does with /faq in the fake Slack and what is there afterwards; no expectations of the bot here."""

from bot.wiring import Bot
from storage import faqs
from storage.faq_records import FaqEntry, FaqSet
from tests.fakes.slack import CUSTOMER, STAFF, SUPPORT, TEAM, FakeSlack, Json, Message, View
from tests.handlers.faq.desk import DOCUMENTS


async def form_of(slack: FakeSlack, text: str = "", *, channel: str = SUPPORT, user: str = CUSTOMER) -> View:
    """Type /faq and return the form."""
    ack = await slack.command("/faq", text, channel=channel, user=user)
    assert ack.status == 200
    return await slack.view_of(user)


async def filled(slack: FakeSlack, *, count: str = "10", to_channel: bool = True) -> View:
    """Fill in the three documents, each in a document of its own."""
    view = await form_of(slack)
    for at, _ in enumerate(DOCUMENTS[1:], start=1):
        await add_document(slack, view, at)
    values: Json = {f"title_{at}": document.title for at, document in enumerate(DOCUMENTS)}
    values |= {f"text_{at}_0": document.text for at, document in enumerate(DOCUMENTS)}
    where = {"selected_option": {"value": "channel" if to_channel else "me"}}
    return await sent(slack, view, {**values, "count": count, "where": where})


async def add_document(slack: FakeSlack, view: View, at: int) -> None:
    """Add room for another document, and wait until its fields are in the form."""
    await slack.action("faq_add_document", view)
    await slack.wait_for(lambda: any(block.get("block_id") == f"title_{at}" for block in view.view["blocks"]))


async def sent(slack: FakeSlack, view: View, values: Json) -> View:
    """Send the form."""
    ack = await slack.submit(view, values)
    assert ack.status == 200
    assert ack.json == {}, ack.json
    return view


async def set_of(bot: Bot, number: int = 1) -> tuple[FaqSet, list[FaqEntry]]:
    """Return a set and its entries."""
    found = await bot.db.read(lambda tx: faqs.find_set(tx, TEAM, number))
    assert found is not None
    return found, await bot.db.read(lambda tx: faqs.entries_of(tx, found.id))


def status_of(slack: FakeSlack, channel: str = SUPPORT) -> Message:
    """Return the message of the newest set in a channel."""
    return next(m for m in reversed(slack.posts_in(channel)) if "FAQ set" in m.text and m.thread_ts is None)


def thread_of(slack: FakeSlack, channel: str = SUPPORT) -> list[Message]:
    """Return what is under the message of the newest set."""
    return slack.posts_in(channel, status_of(slack, channel).ts)


async def opened_set(slack: FakeSlack, bot: Bot, number: int = 1, *, user: str = STAFF) -> View:
    """Open a set by its number; return the modal."""
    await slack.command("/faq", str(number), user=user)
    await bot.idle()
    return await slack.view_of(user)


async def publish_whole(slack: FakeSlack, bot: Bot) -> None:
    """Let staff publish all of the newest set from its message: also what waits for a look, if anything does."""
    status = status_of(slack)
    waits = any(
        one.get("action_id") == "faq_publish_all" for block in status.blocks for one in block.get("elements", [])
    )
    await slack.action("faq_publish_all" if waits else "faq_publish", status, user=STAFF)
    await bot.idle()
