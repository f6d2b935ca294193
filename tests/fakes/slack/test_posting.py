"""Posting, updating, streaming and reading, as the real slack_sdk client meets them."""

from typing import Any

import pytest
from slack_sdk.models import blocks as kit
from slack_sdk.models.messages.chunk import MarkdownTextChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import ARCHIVED, CUSTOMER, DM, OUTSIDE, STAFF, SUPPORT, FakeSlack
from tests.fakes.slack.samples import QUIET, REPLY_ID, refused


async def test_a_reply_stands_in_its_thread_and_shows_metadata_only_on_request(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order?")
    where = {"channel": SUPPORT, "thread_ts": event["ts"]}

    await client.chat_postMessage(text="Looking", **where, **QUIET)
    await client.chat_postMessage(text="Here", metadata=REPLY_ID, **where, **QUIET)
    plain = await client.conversations_replies(channel=SUPPORT, ts=event["ts"])
    whole = await client.conversations_replies(channel=SUPPORT, ts=event["ts"], include_all_metadata=True)

    assert [said["text"] for said in plain["messages"]] == ["Where is my order?", "Looking", "Here"]
    assert all("metadata" not in said for said in plain["messages"])
    assert whole["messages"][2]["metadata"] == REPLY_ID
    assert [m.text for m in slack.posts_in(SUPPORT, event["ts"])] == ["Looking", "Here"]
    assert [m.text for m in slack.replies_to(event)] == ["Here"]
    slack.verify()


async def test_a_thread_is_read_in_pages(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "one")
    slack.says(CUSTOMER, SUPPORT, "two", root["ts"])
    slack.says(CUSTOMER, SUPPORT, "three", root["ts"])

    answer = await client.conversations_replies(channel=SUPPORT, ts=root["ts"], limit=2)
    pages = [[(said["text"], said.get("reply_count")) for said in page["messages"]] async for page in answer]

    assert pages == [[("one", 2), ("two", None)], [("three", None)]]


@pytest.mark.parametrize(
    ("channel", "thread_ts", "error"),
    [
        ("C0NOWHERE", None, "channel_not_found"),
        (OUTSIDE, None, "not_in_channel"),
        (ARCHIVED, None, "is_archived"),
        (SUPPORT, "1700000000.000001", "thread_not_found"),
    ],
)
async def test_where_the_bot_cannot_post_slack_says_so_and_it_is_no_breach(
    slack: FakeSlack, client: AsyncWebClient, channel: str, thread_ts: str | None, error: str
) -> None:
    failed = await refused(client.chat_postMessage(channel=channel, text="hi", thread_ts=thread_ts, **QUIET))

    assert failed.response["error"] == error
    slack.verify()


async def test_a_user_id_stands_for_the_direct_message(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=CUSTOMER, text="hi", **QUIET)
    opened = await client.conversations_open(users=CUSTOMER)

    assert answer["channel"] == opened["channel"]["id"] == DM


async def test_texts_beyond_the_hard_limits_are_refused(slack: FakeSlack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=SUPPORT, text="hi", **QUIET))["ts"]

    post = await refused(client.chat_postMessage(channel=SUPPORT, text="x" * 40_001, **QUIET))
    update = await refused(client.chat_update(channel=SUPPORT, ts=ts, text="é" * 2_001))
    empty = await refused(client.api_call("chat.postMessage", json={"channel": SUPPORT, **QUIET}))

    assert [error.response["error"] for error in (post, update, empty)] == ["msg_too_long", "msg_too_long", "no_text"]
    assert len(slack.violations) == 3


async def test_a_message_over_our_own_limit_is_posted_and_recorded(slack: FakeSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=SUPPORT, text="x" * 9_001, **QUIET)

    assert slack.violations == ["chat.postMessage: 9001 characters; our limit is 9000 a message"]


async def test_previews_left_on_are_recorded(slack: FakeSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=SUPPORT, text="hi", unfurl_links=False)

    assert slack.violations == ["chat.postMessage: unfurl_media is not switched off"]


@pytest.mark.parametrize("ping", ["<!channel>", "<!here|here>", "<!everyone>", f"<@{STAFF}>", "<!subteam^S0STAFF01>"])
async def test_a_live_ping_is_recorded_wherever_it_stands_unless_allowed(
    slack: FakeSlack, client: AsyncWebClient, ping: str
) -> None:
    markdown = [{"type": "markdown", "text": f"psst {ping}"}]
    harmless = [{"type": "header", "text": {"type": "plain_text", "text": ping}}]

    await client.chat_postMessage(channel=SUPPORT, text=f"hello {ping}", **QUIET)
    await client.chat_postMessage(channel=SUPPORT, text="hello", blocks=markdown, **QUIET)
    await client.chat_postMessage(channel=SUPPORT, text=ping.replace("<", "&lt;"), blocks=harmless, **QUIET)

    assert [ping in words for words in slack.violations] == [True, True]
    slack.allow(ping)
    slack.verify()


async def test_only_the_bots_own_message_is_updated_and_old_blocks_stay(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    theirs = slack.says(CUSTOMER, SUPPORT, "mine")
    ts = (await client.chat_postMessage(channel=SUPPORT, text="old", blocks=[kit.SectionBlock(text="old")], **QUIET))[
        "ts"
    ]

    foreign = await refused(client.chat_update(channel=SUPPORT, ts=theirs["ts"], text="yours"))
    gone = await refused(client.chat_update(channel=SUPPORT, ts="1.000000", text="x"))
    await client.chat_update(channel=SUPPORT, ts=ts, text="new")

    assert foreign.response["error"] == "cant_update_message"
    assert gone.response["error"] == "message_not_found"
    assert (slack.posts_in(SUPPORT)[0].text, slack.posts_in(SUPPORT)[0].shown) == ("new", "old")
    assert [(update.before, update.text) for update in slack.updates] == [("old", "new")]


async def test_a_stream_grows_until_it_is_stopped(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "three things")
    who: dict[str, Any] = {"recipient_user_id": CUSTOMER, "recipient_team_id": "T0DESK001"}

    ts = (await client.chat_startStream(channel=SUPPORT, thread_ts=root["ts"], task_display_mode="plan", **who))["ts"]
    task = TaskUpdateChunk(id="t1", title="Invoice", status="in_progress")
    await client.chat_appendStream(channel=SUPPORT, ts=ts, chunks=[task, MarkdownTextChunk(text="Working")])
    await client.chat_stopStream(channel=SUPPORT, ts=ts, markdown_text=", done")
    late = await refused(client.chat_appendStream(channel=SUPPORT, ts=ts, markdown_text="more"))

    assert late.response["error"] == "message_not_in_streaming_state"
    assert slack.posts_in(SUPPORT, root["ts"])[0].text == "Working, done"
    assert slack.posts_in(SUPPORT, root["ts"])[0].chunks[0]["title"] == "Invoice"


async def test_status_ephemeral_reaction_and_permalink_are_answered(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "help")
    slack.scopes = [*slack.scopes, "reactions:write"]

    await client.assistant_threads_setStatus(channel_id=SUPPORT, thread_ts=root["ts"], status="is thinking…")
    await client.assistant_threads_setStatus(channel_id=SUPPORT, thread_ts=root["ts"], status="")
    await client.chat_postEphemeral(channel=SUPPORT, user=CUSTOMER, text="only you")
    await client.reactions_add(channel=SUPPORT, timestamp=root["ts"], name="eyes")
    link = await client.chat_getPermalink(channel=SUPPORT, message_ts=root["ts"])

    assert [status.status for status in slack.statuses] == ["is thinking…", ""]
    assert [(user, said.text) for user, said in slack.ephemerals] == [(CUSTOMER, "only you")]
    assert root["ts"].replace(".", "") in link["permalink"]
    assert slack.posts_in(SUPPORT) == []
    slack.verify()
