"""Promises of the fake Slack itself, held against the real slack_sdk client and real Bolt apps."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.models import blocks as kit
from slack_sdk.models.messages.chunk import MarkdownTextChunk, TaskUpdateChunk
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import (
    ARCHIVED,
    BOT_ID,
    BOT_USER,
    CUSTOMER,
    DM,
    OUTSIDE,
    STAFF,
    STAFF_CHANNEL,
    SUPPORT,
    FakeSlack,
    Json,
    bot_message,
    deleted,
    dm,
    edited,
    mention,
    mention_twice,
    message,
    own_message,
)
from tests.fakes.slack.events import unfurled
from tests.fakes.slack.workspace import Stamps

QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}
REPLY_ID = {"event_type": "frontdesk_reply", "event_payload": {"reply_id": "r-1"}}
MODAL: Json = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "FAQ"},
    "submit": {"type": "plain_text", "text": "Go"},
    "blocks": [
        {
            "type": "input",
            "block_id": "source",
            "label": {"type": "plain_text", "text": "Text"},
            "element": {"type": "plain_text_input", "action_id": "text"},
        }
    ],
}


class Hands:
    """A clock moved by hand."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
async def slack(clock: Hands) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock=clock) as fake:
        yield fake


@pytest.fixture
async def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


async def refused(call: Awaitable[Any]) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value


# --- token, arguments, scopes ----------------------------------------------------------------------------------------


async def test_the_real_client_learns_who_it_is_and_its_scopes(client: AsyncWebClient) -> None:
    answer = await client.auth_test()

    assert (answer["user_id"], answer["ok"]) == (BOT_USER, True)
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")
    assert answer.headers["X-Slack-Req-Id"]


@pytest.mark.parametrize(("token", "error"), [("xoxb-wrong", "invalid_auth"), ("", "not_authed")])
async def test_a_wrong_or_missing_token_is_refused(slack: FakeSlack, token: str, error: str) -> None:
    stranger = AsyncWebClient(token=token, base_url=slack.api_url)

    assert (await refused(stranger.auth_test())).response["error"] == error


@pytest.mark.parametrize("as_json", [True, False])
async def test_form_and_json_bodies_are_read_alike(slack: FakeSlack, as_json: bool) -> None:
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}]
    form = {
        "channel": SUPPORT,
        "text": "hi",
        "blocks": json.dumps(blocks),
        "unfurl_links": "false",
        "token": slack.bot_token,
    }
    body: Json = {"json": {**form, "unfurl_media": False}} if as_json else {"data": {**form, "unfurl_media": "false"}}

    async with aiohttp.ClientSession() as http, http.post(f"{slack.api_url}chat.postMessage", **body) as answer:
        said = await answer.json()

    assert said["ok"]
    assert slack.posts_in(SUPPORT)[0].blocks == blocks
    slack.verify()


async def test_an_unknown_method_is_refused_and_recorded(slack: FakeSlack, client: AsyncWebClient) -> None:
    error = await refused(client.api_call("chat.shout", json={}))

    assert error.response["error"] == "unknown_method"
    assert slack.violations == ["chat.shout: unknown_method"]


async def test_a_missing_argument_is_refused_and_an_unknown_one_recorded(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    error = await refused(client.api_call("chat.postMessage", json={"text": "hi", "loud": True}))

    assert error.response["error"] == "invalid_arguments"
    assert error.response["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]
    assert any("unknown argument loud" in words for words in slack.violations)


async def test_a_method_beyond_the_manifest_is_a_breach_and_a_scope_taken_away_is_not(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    slack.scopes = ["users:read"]
    without = await refused(client.chat_postMessage(channel=SUPPORT, text="hi", **QUIET))
    beyond = await refused(client.team_info())

    assert (without.response["error"], without.response["needed"]) == ("missing_scope", "chat:write")
    assert beyond.response["provided"] == "users:read"
    assert [words.partition(":")[0] for words in slack.violations] == ["team.info"]


# --- posting ---------------------------------------------------------------------------------------------------------


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


# --- blocks and views ------------------------------------------------------------------------------------------------


def section(text: str, **more: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "a", **more: str) -> Json:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Go"}, **more}


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([section("x" * 3_001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        ([section("")], "must be more than 0 characters"),
        ([section("x")] * 51, "no more than 50 items"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "less than 151"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "unsupported type: mrkdwn"),
        ([{"type": "actions", "elements": [button(value="x" * 2_001)]}], "less than 2001"),
        ([{"type": "actions", "elements": [button(str(i)) for i in range(26)]}], "no more than 25 items"),
        ([{"type": "actions", "elements": [button(), button()]}], "action_id already exists: a"),
        ([{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}], "no more than 10 items"),
        ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
        ([{"type": "markdown", "text": "x" * 6_001}] * 2, "no more than 12000 allowed"),
        ([section("x", block_id="b")] * 2, "block_id already exists: b"),
        ([section("x", colour="red")], "no more fields are allowed: colour"),
        ([{"type": "alert", "text": {"type": "plain_text", "text": "x"}}], "not allowed in message"),
        ([{"type": "marquee"}], "unsupported type: marquee"),
        ([{"type": "task_card", "task_id": "1", "title": "x", "status": "pending"}], "may not be pending"),
        ("nonsense", "must be an array"),
    ],
)
async def test_blocks_slack_would_refuse_are_refused_with_its_words(
    slack: FakeSlack, client: AsyncWebClient, blocks: list[Json] | str, words: str
) -> None:
    error = await refused(client.chat_postMessage(channel=SUPPORT, text="hi", blocks=blocks, **QUIET))

    assert error.response["error"] == "invalid_blocks"
    assert any(words in told for told in error.response["response_metadata"]["messages"])
    assert len(slack.violations) >= 1


async def test_blocks_made_by_the_sdk_are_taken(slack: FakeSlack, client: AsyncWebClient) -> None:
    feedback = kit.FeedbackButtonsElement(
        action_id="fb",
        positive_button=kit.FeedbackButtonObject(text="Good", value="1"),
        negative_button=kit.FeedbackButtonObject(text="Bad", value="0"),
    )
    confirm = kit.ConfirmObject(title="Sure?", text="Really?", confirm="Yes", deny="No")
    menu = kit.StaticSelectElement(action_id="m", placeholder="Pick", options=[kit.Option(value="1", text="One")])
    rows = [
        kit.HeaderBlock(text="Case"),
        kit.SectionBlock(text="*bold*", fields=["a", "b"], accessory=menu),
        kit.DividerBlock(),
        kit.ContextBlock(elements=[kit.MarkdownTextObject(text="small")]),
        kit.ActionsBlock(
            elements=[kit.ButtonElement(text="Claim", action_id="c", value="1", style="primary", confirm=confirm)]
        ),
        kit.ContextActionsBlock(elements=[feedback]),
        kit.MarkdownBlock(text="# Title"),
    ]

    await client.chat_postMessage(channel=SUPPORT, text="hi", blocks=rows, **QUIET)

    slack.verify()


async def test_a_trigger_id_opens_one_view_within_three_seconds(
    slack: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    fresh, old = slack.site.new_trigger(CUSTOMER), slack.site.new_trigger(CUSTOMER)

    await client.views_open(trigger_id=fresh, view=MODAL)
    again = await refused(client.views_open(trigger_id=fresh, view=MODAL))
    clock.now += 3.5
    late = await refused(client.views_open(trigger_id=old, view=MODAL))

    assert [e.response["error"] for e in (again, late)] == ["exchanged_trigger_id", "expired_trigger_id"]
    assert len(slack.violations) == 2
    assert slack.views_of(CUSTOMER)[0].view == MODAL


async def test_a_view_is_updated_with_its_hash_only(slack: FakeSlack, client: AsyncWebClient) -> None:
    opened = await client.views_open(trigger_id=slack.site.new_trigger(CUSTOMER), view=MODAL)
    where = {"view_id": opened["view"]["id"], "view": {**MODAL, "blocks": [section("done")]}}

    await client.views_update(hash=opened["view"]["hash"], **where)
    stale = await refused(client.views_update(hash=opened["view"]["hash"], **where))
    home = await client.views_publish(user_id=STAFF, view={"type": "home", "blocks": [section("Cases")]})

    assert stale.response["error"] == "hash_conflict"
    assert slack.views_of(STAFF, "home")[0].id == home["view"]["id"]
    slack.verify()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"title": {"type": "plain_text", "text": "x" * 25}},
            "less than 25 characters [json-pointer:/view/title/text]",
        ),
        ({"private_metadata": "x" * 3_001}, "less than 3001"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "not allowed in modal"),
        ({"colour": "red"}, "no more fields are allowed: colour"),
    ],
)
async def test_views_slack_would_refuse_are_refused(
    slack: FakeSlack, client: AsyncWebClient, change: Json, words: str
) -> None:
    trigger = slack.site.new_trigger(CUSTOMER)

    error = await refused(client.views_open(trigger_id=trigger, view={**MODAL, **change}))

    assert any(words in told for told in error.response["response_metadata"]["messages"])
    assert len(slack.violations) == 1


# --- faults ----------------------------------------------------------------------------------------------------------


async def test_scripted_faults_happen_in_order_and_then_stop(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.fault("chat.postMessage", status=429, retry_after=7)
    slack.fault("chat.postMessage", status=503)
    slack.fault("chat.postMessage", error="internal_error")

    limited = await refused(client.chat_postMessage(channel=SUPPORT, text="a", **QUIET))
    broken = await refused(client.chat_postMessage(channel=SUPPORT, text="b", **QUIET))
    inner = await refused(client.chat_postMessage(channel=SUPPORT, text="c", **QUIET))
    await client.chat_postMessage(channel=SUPPORT, text="d", **QUIET)

    assert (limited.response.status_code, limited.response.headers["Retry-After"]) == (429, "7")
    assert (broken.response.status_code, inner.response["error"]) == (503, "internal_error")
    assert [m.text for m in slack.posts_in(SUPPORT)] == ["d"]
    slack.verify()


async def test_a_cut_after_accept_leaves_the_message_standing(slack: FakeSlack, client: AsyncWebClient) -> None:
    slack.fault("chat.postMessage", cut_after_accept=True)
    client.retry_handlers.clear()

    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=SUPPORT, text="once", **QUIET)

    assert [m.text for m in slack.posts_in(SUPPORT)] == ["once"]


async def test_a_hanging_call_goes_on_when_released(slack: FakeSlack, client: AsyncWebClient) -> None:
    fault = slack.fault("chat.postMessage", hang=True)
    call = asyncio.create_task(client.chat_postMessage(channel=SUPPORT, text="late", **QUIET))

    await fault.reached()
    assert slack.posts_in(SUPPORT) == []
    fault.release()

    assert (await call)["ok"]


async def test_a_fault_that_never_happens_fails_the_test(slack: FakeSlack) -> None:
    slack.fault("chat.update", status=500)

    with pytest.raises(AssertionError, match=r"never met.*chat\.update"):
        slack.verify()


async def test_one_message_a_second_and_channel_when_the_limit_is_on(
    slack: FakeSlack, client: AsyncWebClient, clock: Hands
) -> None:
    slack.limit_rate()
    await client.chat_postMessage(channel=SUPPORT, text="a", **QUIET)

    soon = await refused(client.chat_postMessage(channel=SUPPORT, text="b", **QUIET))
    await client.chat_postMessage(channel=STAFF_CHANNEL, text="elsewhere", **QUIET)
    clock.now += 1
    await client.chat_postMessage(channel=SUPPORT, text="c", **QUIET)

    assert (soon.response.status_code, soon.response["error"]) == (429, "ratelimited")
    assert [m.text for m in slack.posts_in(SUPPORT)] == ["a", "c"]


# --- events ----------------------------------------------------------------------------------------------------------


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


# --- Bolt over signed HTTP -------------------------------------------------------------------------------------------

Setup = Callable[[AsyncApp], None]


@asynccontextmanager
async def bolt(slack: FakeSlack, setup: Setup) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(
        client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url), signing_secret=slack.signing_secret
    )
    setup(app)
    runner = web.AppRunner(app.web_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.delivery.bot_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield app
    finally:
        await runner.cleanup()


def answering(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def answer(event: Json, client: AsyncWebClient) -> None:
        where = {"channel": event["channel"], "thread_ts": event.get("thread_ts") or event["ts"]}
        await client.assistant_threads_setStatus(channel_id=where["channel"], thread_ts=where["thread_ts"], status="…")
        await client.chat_postMessage(text="Answer", metadata=REPLY_ID, **where, **QUIET)

    @app.event("message")
    async def keep() -> None:
        pass


async def test_a_bolt_app_answers_a_signed_event(slack: FakeSlack) -> None:
    async with bolt(slack, answering):
        event = mention("help")
        statuses = await slack.deliver(event)
        replies = await slack.reply_to(event)

    assert statuses == [200]
    assert [reply.text for reply in replies] == ["Answer"]
    assert slack.statuses[0].thread_ts == event["ts"]
    slack.verify()


async def test_deliveries_repeat_with_one_event_id_and_retry_headers(slack: FakeSlack) -> None:
    heard: list[tuple[str, str | None]] = []

    def listening(app: AsyncApp) -> None:
        @app.middleware
        async def hear(body: Json, request: AsyncBoltRequest, next: Callable[[], Awaitable[None]]) -> None:  # noqa: A002 Bolt's name
            heard.append((body["event_id"], request.headers.get("x-slack-retry-num", [None])[0]))
            await next()

        answering(app)

    event = bot_message("beep")
    async with bolt(slack, listening):
        await slack.deliver(event, times=2, concurrently=True)
        await slack.redeliver(event, retry_num=2)
        await slack.deliver(message("other"))

    assert [number for _, number in heard] == [None, None, "2", None]
    assert len({event_id for event_id, _ in heard[:3]}) == 1
    assert heard[3][0] != heard[0][0]


async def test_the_bot_hears_its_own_messages_and_may_not_answer_them(slack: FakeSlack, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=SUPPORT, text="Hello", **QUIET)
    heard = own_message(slack.posts_in(SUPPORT)[0])

    async with bolt(slack, answering):
        statuses = await slack.deliver(heard)

    assert (heard["user"], heard["bot_id"], statuses) == (BOT_USER, BOT_ID, [200])
    assert len(slack.posts_in(SUPPORT)) == 1


async def test_unsigned_wrongly_signed_and_stale_requests_are_told_apart_by_bolt(slack: FakeSlack) -> None:
    body = json.dumps(slack.delivery.envelope(message("hi"))).encode()
    form = {"Content-Type": "application/json"}

    async with bolt(slack, answering):
        good = await slack.deliver_raw(body, {**form, **slack.sign(body)})
        bare = await slack.deliver_raw(body, form)
        wrong = await slack.deliver_raw(body, {**form, **slack.sign(body, secret="guess")})
        stale = await slack.deliver_raw(body, {**form, **slack.sign(body, at=1_600_000_000)})

    assert [ack.status for ack in (good, bare, wrong, stale)] == [200, 401, 401, 401]


async def test_events_are_sent_again_until_the_bot_is_there(slack: FakeSlack) -> None:
    slack.delivery.bot_url = "http://127.0.0.1:1"
    event = mention("anybody?")

    dead = await slack.deliver_with_retries(event, delays_s=(0, 0, 0))
    async with bolt(slack, answering):
        alive = await slack.deliver_with_retries(event, until=lambda: bool(slack.called("auth.test")), delays_s=(0,))
        await slack.reply_to(event)

    assert dead == [0, 0, 0, 0]
    assert alive[-1] == 200


async def test_commands_modals_and_buttons_reach_bolt_and_come_back(slack: FakeSlack) -> None:
    def desk(app: AsyncApp) -> None:
        @app.command("/faq")
        async def faq(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack("One moment")
            await client.views_open(trigger_id=body["trigger_id"], view={**MODAL, "callback_id": "faq"})

        @app.view("faq")
        async def made(ack: AsyncAck, view: Json, client: AsyncWebClient, body: Json) -> None:
            await ack()
            text = view["state"]["values"]["source"]["text"]["value"]
            rows = [section(text), {"type": "actions", "elements": [button("publish", value="7")]}]
            await client.chat_postMessage(channel=body["user"]["id"], text=text, blocks=rows, **QUIET)

        @app.action("publish")
        async def publish(ack: AsyncAck, action: Json, respond: AsyncRespond) -> None:
            await ack()
            await respond(text=f"published {action['value']}", replace_original=True)

    async with bolt(slack, desk):
        typed = await slack.command("/faq", "billing")
        view = await slack.view_of(CUSTOMER)
        await slack.submit(view, {"source": "Refunds take 5 days."})
        posted = (await slack.post_in(DM))[0]
        pressed = await slack.action("publish", posted)
        await slack.wait_for(lambda: slack.responses)

    assert (typed.status, typed.body) == (200, "One moment")
    assert slack.views_of(CUSTOMER) == []
    assert pressed.status == 200
    assert (slack.responses[0]["text"], slack.responses[0]["user"]) == ("published 7", CUSTOMER)
    slack.verify()


async def test_an_uploaded_file_is_read_with_the_token_only(slack: FakeSlack) -> None:
    file = slack.upload("faq.txt", b"Refunds take 5 days.")
    mine = {"Authorization": f"Bearer {slack.bot_token}"}

    async with aiohttp.ClientSession() as http:
        async with http.get(file["url_private_download"], headers=mine) as answer:
            content = await answer.read()
        async with http.get(file["url_private_download"]) as answer:
            stranger = await answer.text()

    assert content == b"Refunds take 5 days."
    assert "Sign in" in stranger


# --- Socket Mode -----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def socket_bolt(slack: FakeSlack, setup: Setup) -> AsyncIterator[AsyncSocketModeHandler]:
    app = AsyncApp(client=AsyncWebClient(token=slack.bot_token, base_url=slack.api_url), signing_secret="unused")
    setup(app)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    slack.delivery.mode = "socket"
    before = slack.hub.opened
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.wait_for(lambda: slack.hub.opened > before)
    try:
        yield handler
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


async def test_a_bolt_app_answers_over_socket_mode(slack: FakeSlack) -> None:
    event = mention("help")

    async with socket_bolt(slack, answering):
        statuses = await slack.deliver(event, times=2)
        replies = await slack.reply_to(event, count=2)

    assert statuses == [200, 200]
    assert {reply.text for reply in replies} == {"Answer"}
    slack.verify()


async def test_the_bot_comes_back_when_slack_refreshes_its_links(slack: FakeSlack) -> None:
    event = mention("still there?")

    async with socket_bolt(slack, answering):
        await slack.hub.disconnect("refresh_requested")
        await slack.wait_for(lambda: slack.hub.opened == 2 and len(slack.hub.links) == 1)
        statuses = await slack.deliver(event)
        await slack.reply_to(event)

    assert statuses == [200]


async def test_each_event_goes_to_one_of_several_links(slack: FakeSlack) -> None:
    async with socket_bolt(slack, answering), socket_bolt(slack, answering):
        await slack.connected(2)
        events = [mention("one"), mention("two")]
        await slack.deliver(events)
        await slack.reply_to(events[0])
        await slack.reply_to(events[1])

    assert len(slack.called("chat.postMessage")) == 2


async def test_a_bot_without_a_link_gets_nothing(slack: FakeSlack) -> None:
    slack.delivery.mode = "socket"

    assert await slack.deliver(mention("hello?")) == [0]


async def test_the_eleventh_link_is_turned_away(slack: FakeSlack, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as http:
        opened = [await client.apps_connections_open(app_token=slack.app_token) for _ in range(11)]
        urls = [str(answer["url"]) for answer in opened]
        links = [await http.ws_connect(url) for url in urls[:10]]
        await slack.connected(10)
        answer = await (await http.ws_connect(urls[10])).receive_json()
        await asyncio.gather(*(link.close() for link in links))

    assert (answer["type"], answer["reason"]) == ("disconnect", "too_many_websockets")


@pytest.mark.parametrize(
    ("token", "error"), [("xapp-wrong", "invalid_auth"), ("xoxb-trial-desk", "not_allowed_token_type")]
)
async def test_a_bad_app_token_opens_no_link(client: AsyncWebClient, token: str, error: str) -> None:
    assert (await refused(client.apps_connections_open(app_token=token))).response["error"] == error


# --- as a process ----------------------------------------------------------------------------------------------------


@asynccontextmanager
async def process(state: Path) -> AsyncIterator[Json]:
    root = Path(__file__).parents[2]
    command = (sys.executable, "-m", "tests.fakes.slack", "--port", "0", "--state", str(state))
    running = await asyncio.create_subprocess_exec(
        *command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None
    try:
        yield json.loads(await running.stdout.readline())
    finally:
        running.terminate()
        await running.wait()


async def test_as_a_process_it_is_driven_by_json_and_keeps_its_state(tmp_path: Path) -> None:
    said = {"user": CUSTOMER, "channel": SUPPORT, "text": "hello"}
    state = tmp_path / "slack.json"

    async with process(state) as at, aiohttp.ClientSession(at["url"]) as http:
        told = await (await http.post("/_control/says", json=said)).json()
        fault = await (await http.post("/_control/faults", json={"method": "chat.update", "status": 500})).json()
        objections = await (await http.get("/_control/violations")).json()
        calls = await (await http.get("/_control/calls")).json()
    async with process(state) as at, aiohttp.ClientSession(at["url"]) as http:
        found = await (await http.get("/_control/messages", params={"channel": SUPPORT})).json()

    assert (told["statuses"], fault["ok"], calls["calls"]) == ([0], True, [])
    assert len(objections["unmet"]) == 1
    assert [m["text"] for m in found["messages"]] == ["hello"]
