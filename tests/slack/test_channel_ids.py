"""Promises about a channel that gets another id, as one that is shared does: it is the same channel to the desk."""

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack, Json
from tests.fakes.slack.world import STAMPS
from tests.slack.handoff.people import press
from tests.stored import case_count, case_of, last, rmas_of, say

SHARED = "C0SHARED1"
ORDER = "Where is my order A-12345?"
RETURN = "I want to return the 'SuperWidget 5000', it hums"


def _rename(slack: FakeSlack) -> Json:
    """Let Slack give the support channel another id, under which all of it is found from now on."""
    channel = slack.workspace.channels.pop(SUPPORT)
    channel.id = SHARED
    slack.workspace.channels[SHARED] = channel
    for message in [one for one in slack.workspace.messages if one.channel == SUPPORT]:
        slack.workspace.move(message, SHARED)
    event = {"type": "channel_id_changed", "old_channel_id": SUPPORT, "new_channel_id": SHARED}
    return {**event, "event_ts": STAMPS.next()}


async def test_a_support_channel_with_another_id_is_answered_on(bot: Bot, slack: FakeSlack) -> None:
    await slack.deliver(_rename(slack), times=2)

    event = await say(slack, bot, ORDER, channel=SHARED)

    assert "A-12345" in last(slack, event)


async def test_a_thread_from_before_goes_on_in_its_case(bot: Bot, slack: FakeSlack) -> None:
    begun = await say(slack, bot, "I was charged too much on an invoice, please look into it")
    await slack.deliver(_rename(slack))

    await say(slack, bot, "it is INV-7890", channel=SHARED, under=begun)

    assert await case_count(bot) == 1
    assert "INV-7890" in last(slack, {**begun, "channel": SHARED})


async def test_buttons_from_before_work_on(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, RETURN)
    await slack.deliver(_rename(slack))
    [reply] = slack.replies_to({**event, "channel": SHARED})

    await press(slack, bot, "reply_cancel_return", reply, user=CUSTOMER)

    assert [rma.state for rma in await rmas_of(bot)] == ["cancelled"]
    assert "is cancelled" in last(slack, {**event, "channel": SHARED})


async def test_the_new_id_is_known_after_a_restart(slack: FakeSlack, settings_for: SettingsFor) -> None:
    async with open_bot(settings_for()) as first:
        slack.delivery.bot_url = first.url
        await slack.deliver(_rename(slack))
    async with open_bot(settings_for()) as second:
        slack.delivery.bot_url = second.url
        event = await say(slack, second, ORDER, channel=SHARED)
        case = await case_of(second)

    assert len(slack.replies_to(event)) == 1
    assert case.channel == SUPPORT
