"""Each kind of message, in our own words, over both transports: Slack's method, event and version say how it looks.

All are Events API deliveries of 2026-11 (``event_callback``), over HTTP or in an envelope of Socket Mode.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import (
    BOT_USER,
    CUSTOMER,
    DM,
    GENERAL,
    SUPPORT,
    FakeSlack,
    Json,
    bot_message,
    deleted,
    dm,
    edited,
    mention,
    message,
    thread_broadcast,
)
from tests.fakes.slack.kinds import (
    form,
    forward,
    from_elsewhere,
    me_message,
    part,
    pasted_link,
    person,
    picture,
    plain,
    posted_for,
    rich,
    slackbot,
    snippet,
)
from tests.fakes.slack.world import ANOTHER_BOT_USER, GROUP_DM
from tests.stored import StillClock, case_count

ORDER = "Where is my order A-12345?"


@dataclass(frozen=True)
class Kind:
    """A kind of message: the events that carry it, and whether its writer is answered, and about order A-12345."""

    name: str
    events: tuple[Json, ...]
    is_answered: bool = True
    is_about_order: bool = True


def _edit(text: str, new: str) -> tuple[Json, ...]:
    said = message(text)
    return said, edited(said, new)


def _deletion() -> tuple[Json, ...]:
    said = message(ORDER)
    return deleted(said), said  # one that came after the answer would take nothing back


def _under_form() -> tuple[Json, ...]:
    root = form()
    return root, message(ORDER, thread_ts=root["ts"])


def kinds() -> tuple[Kind, ...]:
    """Return one of each kind."""
    return (
        Kind("typed", (message(ORDER),)),
        Kind("direct message", (dm(ORDER),)),
        Kind("mention", (mention(ORDER, channel=GENERAL),)),
        Kind("group direct message", (message(f"<@{BOT_USER}> {ORDER}", channel=GROUP_DM),)),
        Kind("rich text alone", (rich(part("section", plain("Where is my order "), plain("A-12345", code=True))),)),
        Kind("forward", (forward("Order A-12345 has not arrived", "where is this one?"),)),
        Kind("forward without a word", (forward("Order A-12345 has not arrived", channel=DM),)),
        Kind("snippet", (message("where is this one?", files=[snippet("mail.txt", "Order A-12345 is late")]),)),
        Kind("screenshot", (message(ORDER, files=[picture()]),)),
        Kind("me_message", (me_message("is still waiting for order A-12345"),)),
        Kind("somebody of another organisation", (from_elsewhere(message(ORDER)),)),
        Kind("an app in a person's name", (posted_for(CUSTOMER, ORDER),)),
        Kind("under a form", _under_form()),
        Kind("thread broadcast", (thread_broadcast(ORDER, "1700000000.000100"),), is_answered=False),
        Kind("edit", _edit("Where is my order A-1?", ORDER)),
        Kind("deletion that comes first", _deletion(), is_answered=False),
        Kind("an app", (bot_message(ORDER),), is_answered=False),
        Kind("an app as a bot user", (posted_for(ANOTHER_BOT_USER, ORDER),), is_answered=False),
        Kind("Slackbot", (slackbot(ORDER),), is_answered=False),
        Kind("greeting", (message("Good morning everyone"),), is_answered=False),
        Kind("struck out", (message(f"~{ORDER}~ solved, thanks"),), is_answered=False),
        Kind(
            "name in a quote",
            (rich(part("quote", person(BOT_USER), plain(f" {ORDER}")), channel=GENERAL),),
            is_answered=False,
        ),
        Kind("pasted link", (pasted_link("where is this one?", "Order A-12345 is late"),), is_about_order=False),
        Kind(
            "pasted link beside a name",
            (pasted_link("look at this", f"<@{BOT_USER}> {ORDER}", channel=GENERAL),),
            is_answered=False,
        ),
    )


@pytest.fixture
def clock() -> StillClock:
    """Of two lines one comes after the other at once, however busy the machine is."""
    return StillClock()


@pytest.fixture(params=["http", "socket"])
async def bot(
    slack: FakeSlack, settings_for: SettingsFor, clock: StillClock, request: pytest.FixtureRequest
) -> AsyncIterator[Bot]:
    """The real bot, over either transport."""
    slack.delivery.mode = request.param
    over_socket = {"slack_app_token": slack.app_token, "slack_signing_secret": None}
    more = over_socket if request.param == "socket" else {}
    async with open_bot(settings_for(**more, gather_s=4, open_channels=frozenset({SUPPORT})), clock) as running:
        slack.delivery.bot_url = running.url
        if request.param == "socket":
            await slack.connected()
        yield running


async def pause(bot: Bot, clock: StillClock) -> None:
    """Let the time pass in which more lines might come."""
    clock.forward(seconds=4)
    await bot.chores.ring()
    await bot.idle()


@pytest.mark.parametrize("name", [kind.name for kind in kinds()])
async def test_each_kind_of_message_is_heard_as_it_is_meant_whatever_it_comes_over(
    bot: Bot, slack: FakeSlack, clock: StillClock, name: str
) -> None:
    kind = next(one for one in kinds() if one.name == name)

    for event in kind.events:
        assert await slack.deliver(event) == [200]
        await bot.idle()
    for event in kind.events:
        assert await slack.redeliver(event) == [200]
    await pause(bot, clock)

    channel = kind.events[0]["channel"]
    replies = [post.shown for post in slack.replies_in(channel)]
    assert len(replies) == int(kind.is_answered)
    assert all(("A-12345" in words) is kind.is_about_order for words in replies)


@pytest.mark.parametrize("channel", [SUPPORT, DM])
async def test_a_burst_is_one_question_whatever_it_comes_over(
    bot: Bot, slack: FakeSlack, clock: StillClock, channel: str
) -> None:
    events = [slack.says(CUSTOMER, channel, text) for text in ("my order", "it is A-12345", "has it been shipped?")]

    for event in events:
        await slack.deliver(event)
    await pause(bot, clock)

    assert len(slack.replies_in(channel)) == 1
    assert await case_count(bot) == 1
