"""What staff rejected or removed is not offered to customers either, nor given to a model that answers them."""

from collections.abc import Callable

import pytest

from bot.wiring import Bot
from handlers.conversation.standing_offers import GONE
from handlers.desk import Desk
from handlers.faq.acts import FaqActor, remove_entry
from handlers.faq.decisions import Seen, approve, reject
from handlers.faq.order import FaqOrder
from handlers.faq.publishing import publish
from handlers.runtime.published_cache import PublishedFaqCache, PublishedFaqs
from storage import faqs
from storage.database import Tx
from tests.fakes.slack import CUSTOMER, STAFF, TEAM, FakeSlack
from tests.handlers.faq.desk import made
from tests.handlers.faq.offered import choose, offered
from tests.handlers.faq.published import stored_set
from tests.stored import Clock, last, say
from workflows.faq.documents import Document

ACTOR = FaqActor(TEAM, STAFF, is_staff=True)
NOW = Clock()()
CARD = "Yes, you can pay by Visa card at the till of the shop."
SECRET = "Employees get 40 percent off everything in the shop."
ASKED = "What is the discount for employees?"
SHOP = f"Can I pay by card?\n\n{CARD}\n\n{ASKED}\n\n{SECRET}\n"

Refuse = Callable[[Tx, int], object]


def rejected(tx: Tx, number: int) -> object:
    """Reject the second entry."""
    return reject(tx, ACTOR, Seen(number, 2), NOW)


def removed(tx: Tx, number: int) -> object:
    """Remove the second entry."""
    return remove_entry(tx, ACTOR, number, 2)


async def a_set(bot: Bot) -> int:
    """Make a set of two entries; return its number."""
    found = await made(Desk(bot.db, bot.model, Clock()), FaqOrder(TEAM, STAFF, "Shop", (Document("Shop", SHOP),), 2))
    assert [one.question for one in found.entries] == ["Can I pay by card?", ASKED]
    return found.faq.number


async def published(bot: Bot) -> int:
    """Make a set of two entries and publish the first alone; return its number."""
    number = await a_set(bot)

    def publish_first(tx: Tx) -> None:
        approve(tx, ACTOR, Seen(number, 1), NOW)
        faq = faqs.find_set(tx, TEAM, number)
        assert faq is not None
        first = faqs.entry_at(tx, faq.id, 1)
        assert first is not None
        faqs.publish(tx, faq.id, published=True, only=[first.id])

    await bot.db.write(publish_first)
    return number


async def known(bot: Bot) -> PublishedFaqs:
    """Return what customers are answered from."""
    return await bot.db.read(lambda tx: PublishedFaqCache().faqs_of(tx, TEAM))


@pytest.mark.parametrize("refuse", [rejected, removed])
async def test_its_words_are_among_no_passages(bot: Bot, refuse: Refuse) -> None:
    number = await published(bot)
    assert any(SECRET in one.text for one in (await known(bot)).passages(ASKED))

    await bot.db.write(lambda tx: refuse(tx, number))

    assert not any(SECRET in one.text for one in (await known(bot)).passages(ASKED))
    assert not any(SECRET in one.section.text for one in (await known(bot)).near(ASKED) if one.section)


async def test_what_was_refused_before_the_set_was_published_is_not_offered(bot: Bot, slack: FakeSlack) -> None:
    number = await a_set(bot)
    await bot.db.write(lambda tx: (approve(tx, ACTOR, Seen(number, 1), NOW), rejected(tx, number)))
    await bot.db.write(lambda tx: publish(tx, ACTOR, number, published=True))

    event = await say(slack, bot, ASKED)

    assert offered(slack.replies_to(event)[0]) == {}
    assert "40 percent" not in slack.replies_to(event)[0].shown


async def test_what_was_offered_and_rejected_since_is_not_told(bot: Bot, slack: FakeSlack) -> None:
    number = await published(bot)
    event = await say(slack, bot, ASKED)
    assert list(offered(slack.replies_to(event)[0])) == [ASKED]
    await bot.db.write(lambda tx: rejected(tx, number))

    await choose(slack, bot, event, ASKED, CUSTOMER)

    assert not any("40 percent" in reply.shown for reply in slack.replies_to(event))
    assert GONE in last(slack, event)


async def test_what_staff_approve_after_all_is_offered_again(bot: Bot) -> None:
    number = await published(bot)
    await bot.db.write(lambda tx: rejected(tx, number))

    await bot.db.write(lambda tx: approve(tx, ACTOR, Seen(number, 2), NOW))

    assert any(SECRET in one.text for one in (await known(bot)).passages(ASKED))


async def test_words_that_a_published_entry_tells_are_not_hidden_by_another_that_was_rejected(bot: Bot) -> None:
    number = await stored_set(bot, [("Can I pay by card?", CARD, CARD), ("Who pays at the till?", CARD, CARD)], "Shop")
    await bot.db.write(lambda tx: (approve(tx, ACTOR, Seen(number, 1), NOW), rejected(tx, number)))

    await bot.db.write(lambda tx: publish(tx, ACTOR, number, published=True))

    assert any(CARD in one.text for one in (await known(bot)).passages("Can I pay by Visa card at the till?"))
