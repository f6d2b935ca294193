"""Events are worded as Slack words them, and what they tell is in the workspace."""

from slack_sdk.web.async_client import AsyncWebClient

from bot.trial.workspace.workspace import Stamps
from tests.fakes.slack import BOT_USER, DM, STAFF, FakeSlack, deleted, dm, edited, mention_twice, message
from tests.fakes.slack.events import unfurled
from tests.fakes.slack.samples import Hands


def test_stamps_are_unique_and_increase_even_when_the_clock_stands(clock: Hands) -> None:
    stamps = Stamps(clock)

    assert [stamps.next() for _ in range(3)] == ["1700000000.000000", "1700000000.000100", "1700000000.000200"]


def test_a_mention_in_a_channel_is_two_events_with_one_ts() -> None:
    as_message, as_mention = mention_twice("help", user=STAFF)

    assert (as_message["type"], as_mention["type"]) == ("message", "app_mention")
    assert as_message["ts"] == as_mention["ts"]
    assert as_mention["text"] == f"<@{BOT_USER}> help"
    assert "channel_type" not in as_mention


def test_edits_unfurls_and_deletions_are_worded_as_slack_words_them() -> None:
    original = message("first")

    change, preview, gone = edited(original, "second"), unfurled(original, "https://example.com"), deleted(original)

    assert (change["message"]["text"], change["previous_message"]["text"]) == ("second", "first")
    assert change["message"]["edited"]["ts"] == change["ts"] != original["ts"]
    assert preview["message"]["text"] == preview["previous_message"]["text"]
    assert (gone["subtype"], gone["deleted_ts"]) == ("message_deleted", original["ts"])


async def test_delivered_messages_edits_and_deletions_stand_in_the_workspace(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    first, second = dm("first"), dm("second")

    await slack.deliver([first, first, second, edited(first, "changed"), deleted(second)])
    history = await client.conversations_history(channel=DM)

    assert [said["text"] for said in history["messages"]] == ["changed"]
