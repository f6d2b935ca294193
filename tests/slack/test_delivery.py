"""The one reply arrives exactly once, whatever Slack does."""

from itertools import pairwise

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.stored import case_of, investigations_of, last, rmas_of, say, timeline_of

ORDER = "Where is my order A-12345?"
TWO = "I want to return the 'SuperWidget 5000', it hums. And where is my order A-12345?"
MANY = " ".join(f"Where is order A-{number}?" for number in range(10001, 10019))


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Slack does not say how long to wait, do not wait for long."""
    monkeypatch.setattr("bot.slack.errors.TRY_AGAIN_S", 0.05)


async def test_a_reply_that_slack_asks_to_slow_down_comes_after_the_wait_it_named(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", status=429, retry_after=1)

    event = await say(slack, bot, ORDER)

    assert len(slack.replies_to(event)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 503, "times": 3},
        {"error": "internal_error"},
        {"error": "ratelimited"},
        {"cut_before_accept": True},
        {"cut_after_accept": True},
        {"cut_before_accept": True, "times": 3},
    ],
    ids=["500", "503-thrice", "internal", "ratelimited", "cut-before", "cut-after", "cut-before-thrice"],
)
async def test_a_post_that_fails_is_tried_again_and_stands_once(
    bot: Bot, slack: FakeSlack, fault: dict[str, object]
) -> None:
    slack.fault("chat.postMessage", **fault)  # type: ignore[arg-type]

    event = await say(slack, bot, ORDER)

    assert len(slack.posts_in(SUPPORT, event["ts"])) == 1
    assert (await case_of(bot)).status == "answered"


async def test_a_post_that_slack_took_without_answering_in_time_is_found_and_not_repeated(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    async with open_bot(settings_for(slack_timeout_s=1.0)) as bot:
        slack.delivery.bot_url = bot.url
        hang = slack.fault("chat.postMessage", hang=True)
        event = slack.says(CUSTOMER, SUPPORT, ORDER)
        await slack.deliver(event)
        await hang.reached()
        look = slack.fault("conversations.replies", status=503)
        await look.reached()
        hang.release()
        await slack.reply_to(event)
        await bot.idle()

    assert len(slack.replies_to(event)) == 1


async def test_a_post_that_slack_shows_after_it_was_posted_anew_is_taken_back(
    slack: FakeSlack, settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.outbox.doubles.LATER_S", (0.5,) * 20)
    async with open_bot(settings_for(slack_timeout_s=1.0)) as bot:
        slack.delivery.bot_url = bot.url
        hang = slack.fault("chat.postMessage", hang=True)
        event = slack.says(CUSTOMER, SUPPORT, ORDER)
        await slack.deliver(event)
        await slack.reply_to(event)
        await bot.idle()
        hang.release()
        await slack.wait_for(lambda: len(slack.replies_to(event)) == 2)
        await slack.wait_for(lambda: len(slack.replies_to(event)) == 1)


async def test_a_reply_lost_in_a_crash_is_looked_for_by_its_metadata(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    slack.fault("chat.postMessage", cut_after_accept=True)
    blind = slack.fault("conversations.replies", status=503, times=None)
    async with open_bot(settings_for(shutdown_grace_s=0)) as first:
        slack.delivery.bot_url = first.url
        event = slack.says(CUSTOMER, SUPPORT, ORDER)
        await slack.deliver(event)
        await blind.reached()
    blind.times = blind.used

    async with open_bot(settings_for()) as second:
        await second.idle()
        case = await case_of(second)

    assert len(slack.replies_to(event)) == 1
    assert (case.status, case.first_response_at is not None) == ("answered", True)


@pytest.mark.parametrize("error", ["unknown_method", "missing_scope", "channel_type_not_supported", "internal_error"])
async def test_a_status_line_that_slack_refuses_does_not_hold_up_the_reply(
    bot: Bot, slack: FakeSlack, error: str
) -> None:
    slack.fault("assistant.threads.setStatus", error=error)

    event = await say(slack, bot, ORDER)

    assert len(slack.replies_to(event)) == 1


async def test_a_status_line_that_hangs_does_not_hold_up_the_reply(bot: Bot, slack: FakeSlack) -> None:
    hang = slack.fault("assistant.threads.setStatus", hang=True)

    event = await say(slack, bot, ORDER)
    hang.release()

    assert len(slack.replies_to(event)) == 1


async def test_a_workspace_without_status_lines_is_asked_once(bot: Bot, slack: FakeSlack) -> None:
    refused = slack.fault("assistant.threads.setStatus", error="unknown_method")
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, ORDER))
    await refused.reached()
    await bot.idle()

    second = await say(slack, bot, ORDER)

    assert len(slack.called("assistant.threads.setStatus")) == 1
    assert len(slack.replies_to(second)) == 1


@pytest.mark.parametrize("fault", [{"error": "internal_error"}, {"status": 429, "retry_after": 60}, {"hang": True}])
async def test_a_progress_message_that_fails_does_not_hold_up_the_reply(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, fault: dict[str, object]
) -> None:
    monkeypatch.setattr("bot.slack.progress.FIRST_POST_S", 0.1)  # a minute elsewhere in the tests
    scripted = slack.fault("chat.postMessage", **fault)  # type: ignore[arg-type]

    event = await say(slack, bot, TWO)
    scripted.release()

    [reply] = slack.replies_to(event)
    assert "A-12345" in reply.shown


async def test_a_progress_update_that_fails_does_not_hold_up_the_reply(bot: Bot, slack: FakeSlack) -> None:
    update = slack.fault("chat.update", error="cant_update_message")

    event = await say(slack, bot, TWO)
    await update.reached()

    assert len(slack.replies_to(event)) == 1


@pytest.mark.parametrize("error", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
async def test_a_reply_whose_blocks_slack_refuses_goes_out_as_text_and_can_still_be_found(
    bot: Bot, slack: FakeSlack, error: str
) -> None:
    slack.fault("chat.postMessage", error=error)
    slack.fault("chat.postMessage", cut_after_accept=True)

    event = await say(slack, bot, ORDER)

    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert reply.blocks == []
    assert "A-12345" in reply.text
    assert "Tracking number" in reply.text


async def test_a_reply_whose_metadata_slack_refuses_goes_out_with_its_blocks(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", error="invalid_metadata_format")

    event = await say(slack, bot, ORDER)

    [reply] = slack.posts_in(SUPPORT, event["ts"])
    assert reply.metadata is None
    assert "A-12345" in reply.shown
    assert reply.blocks


@pytest.mark.parametrize("error", ["is_archived", "channel_not_found", "not_in_channel", "thread_not_found"])
async def test_a_reply_that_slack_will_never_take_goes_to_a_person(bot: Bot, slack: FakeSlack, error: str) -> None:
    slack.fault("chat.postMessage", error=error)

    await say(slack, bot, ORDER)

    assert (await case_of(bot)).status == "escalated"
    assert ("reply not delivered", f"Slack: {error}") in await timeline_of(bot)


async def test_a_revoked_token_loses_nothing(bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.outbox.posting.LONGEST_PAUSE_S", 0.05)
    slack.fault("chat.postMessage", error="token_revoked", times=3)

    event = await say(slack, bot, ORDER)

    assert len(slack.replies_to(event)) == 1


async def test_a_revoked_token_and_a_restart_lose_nothing(slack: FakeSlack, settings_for: SettingsFor) -> None:
    revoked = slack.fault("chat.postMessage", error="token_revoked", times=None)
    async with open_bot(settings_for(shutdown_grace_s=0)) as first:
        slack.delivery.bot_url = first.url
        event = slack.says(CUSTOMER, SUPPORT, "I want to return the 'SuperWidget 5000', it hums")
        await slack.deliver(event)
        await revoked.reached()
    revoked.times = revoked.used

    async with open_bot(settings_for()) as second:
        await second.idle()
        issued = await rmas_of(second)

    assert len(slack.replies_to(event)) == 1
    assert len(issued) == 1


async def test_while_slack_is_down_the_work_is_done_once(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", cut_before_accept=True, times=5)

    event = await say(slack, bot, "Invoice INV-7890 is too high. I want to return the 'SuperWidget 5000', it hums.")

    assert len(slack.replies_to(event)) == 1
    assert (len(await rmas_of(bot)), len(await investigations_of(bot))) == (1, 1)


async def test_a_long_reply_comes_in_several_messages_in_order_with_nothing_lost(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, MANY + " I want to return the 'SuperWidget 5000' because " + "it hums & hums " * 12)

    replies = slack.replies_to(event)
    shown = "\n".join(reply.shown for reply in replies)
    places = [shown.find(f"A-{number}") for number in range(10001, 10019)]
    assert min(places) >= 0
    assert all(earlier < later for earlier, later in pairwise(places))
    assert "CASE-1001" in replies[-1].shown


async def test_a_long_reply_whose_second_page_is_lost_is_completed_without_repeating_the_first(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.render.PAGE_CHARS", 400)
    event = slack.says(CUSTOMER, SUPPORT, "My laptop crashes. " + "It crashes and crashes. " * 3)
    first_page = slack.fault("chat.postMessage", delay_s=0)
    slack.fault("chat.postMessage", status=503, times=2)
    await slack.deliver(event)
    await first_page.reached()
    await bot.idle()

    pages = [(reply.metadata or {})["event_payload"]["page"] for reply in slack.replies_to(event)]
    assert pages == list(range(len(pages)))
    assert len(pages) > 1


async def test_a_customer_is_told_nothing_of_how_it_failed(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", status=500)

    event = await say(slack, bot, "Where is my order FAIL-12345?")

    assert "FAIL-12345" in last(slack, event)
    assert "simulated failure" not in last(slack, event)
    assert "Error" not in last(slack, event)
