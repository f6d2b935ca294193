"""Files of a set that Slack does not take: the reason is told, and a token refused for a moment is waited out."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, DM, FakeSlack
from tests.slack.faqs.people import filled, set_of, status_of, thread_of

pytestmark = pytest.mark.usefixtures("owner_named")

OFF = "The files could not be attached: uploading files is switched off in this workspace."
NO_SCOPE = "The files could not be attached: Slack does not let this app write files (scope files:write)."
NOT_HERE = "The files could not be attached: Slack does not take them here."


@pytest.mark.parametrize(
    ("error", "told"),
    [("file_uploads_disabled", OFF), ("missing_scope", NO_SCOPE), ("storage_limit_reached", NOT_HERE)],
)
async def test_a_set_says_why_it_comes_without_files(bot: Bot, slack: FakeSlack, error: str, told: str) -> None:
    slack.fault("files.getUploadURLExternal", error=error, times=None)

    await filled(slack, count="3")
    await bot.idle()

    assert thread_of(slack)[-1].shown == told
    assert "3 of 3 questions delivered" in status_of(slack).shown
    assert (await set_of(bot))[0].delivered_at is not None


@pytest.mark.parametrize(("error", "told"), [("file_uploads_disabled", OFF), ("missing_scope", NO_SCOPE)])
async def test_who_asks_for_the_files_is_told_why_they_do_not_come(
    bot: Bot, slack: FakeSlack, error: str, told: str
) -> None:
    await filled(slack, count="3")
    await bot.idle()
    await slack.command("/faq", "1")
    await bot.idle()
    slack.fault("files.getUploadURLExternal", error=error, times=None)

    await slack.action("faq_files_to_me", slack.views_of(CUSTOMER)[-1])
    await bot.idle()

    assert slack.posts_in(DM)[-1].shown == told


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_files_wait_out_a_token_that_is_refused_for_a_moment(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, method: str, error: str
) -> None:
    monkeypatch.setattr("handlers.outbox.posting.LONGEST_PAUSE_S", 0.05)
    fault = slack.fault(method, error=error, times=2)

    await filled(slack, count="3")
    await bot.idle()

    assert fault.used == 2
    files = [file["name"] for message in thread_of(slack) for file in message.files]
    assert files == ["FAQ.md", "FAQ.json", "FAQ.csv"]
    assert "could not be attached" not in "\n".join(message.shown for message in thread_of(slack))
