"""Whatever a careful bot avoids fails the test in which it happens: one planted breach for each rule."""

from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import CUSTOMER, DM, SUPPORT, FakeSlack, Json
from tests.fakes.slack.bolt_app import bolt
from tests.fakes.slack.samples import MODAL, QUIET, button, refused, section

Plant = Callable[[FakeSlack, AsyncWebClient], Awaitable[object]]
WHO: Json = {"recipient_user_id": CUSTOMER, "recipient_team_id": "T0DESK001"}


def posting(**args: object) -> Plant:
    """A post that Slack takes."""
    return lambda _, client: client.api_call("chat.postMessage", json={"channel": SUPPORT, **QUIET, **args})


def refused_post(**args: object) -> Plant:
    """A post that Slack refuses because the bot made it wrongly."""
    return lambda slack, client: refused(posting(**args)(slack, client))


async def unknown_method(_slack: FakeSlack, client: AsyncWebClient) -> None:
    await refused(client.api_call("chat.shout"))


async def null_argument(slack: FakeSlack, _client: AsyncWebClient) -> None:
    body = {"channel": SUPPORT, "text": "hi", "thread_ts": None, **QUIET}
    bearer = {"Authorization": f"Bearer {slack.bot_token}"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{slack.api_url}chat.postMessage", json=body, headers=bearer),
    ):
        pass


async def beyond_the_manifest(_slack: FakeSlack, client: AsyncWebClient) -> None:
    await refused(client.team_info())


async def answer_on_a_reply(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "one")
    reply = slack.says(CUSTOMER, SUPPORT, "two", root["ts"])
    await client.chat_postMessage(channel=SUPPORT, text="three", thread_ts=reply["ts"], **QUIET)


async def ping_in_an_update(_slack: FakeSlack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=SUPPORT, text="hi", **QUIET))["ts"]
    await client.chat_update(channel=SUPPORT, ts=ts, text="hi <!here>")


async def ping_only_one_sees(_slack: FakeSlack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=SUPPORT, user=CUSTOMER, text="hi <!channel>")


async def ping_in_a_stream(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "one")
    await client.chat_startStream(channel=SUPPORT, thread_ts=root["ts"], markdown_text="<!everyone>", **WHO)


async def broken_chunk(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "one")
    where: Json = {"channel": SUPPORT, "thread_ts": root["ts"]}
    await refused(client.api_call("chat.startStream", json={**where, **WHO, "chunks": [{"type": "song"}]}))


async def answer_by_response_url(slack: FakeSlack, client: AsyncWebClient, body: Json) -> None:
    rows = [{"type": "actions", "elements": [button()]}]
    await client.chat_postMessage(channel=DM, text="hi", blocks=rows, **QUIET)
    payloads: list[Json] = []

    def keeping(app: AsyncApp) -> None:
        @app.action("a")
        async def press(ack: AsyncAck, body: Json) -> None:
            payloads.append(body)
            await ack()

    async with bolt(slack, keeping):
        await slack.action("a", slack.posts_in(DM)[0])
    async with aiohttp.ClientSession() as http, http.post(payloads[0]["response_url"], json=body):
        pass


async def ping_by_response_url(slack: FakeSlack, client: AsyncWebClient) -> None:
    await answer_by_response_url(slack, client, {"text": "hi <!here>"})


async def broken_blocks_by_response_url(slack: FakeSlack, client: AsyncWebClient) -> None:
    await answer_by_response_url(slack, client, {"text": "hi", "blocks": [{"type": "marquee"}]})


async def ping_in_the_answer_to_a_command(slack: FakeSlack, _client: AsyncWebClient) -> None:
    def answering(app: AsyncApp) -> None:
        @app.command("/faq")
        async def faq(ack: AsyncAck) -> None:
            await ack(text="hi <!here>", response_type="in_channel")

    async with bolt(slack, answering):
        await slack.command("/faq")


async def broken_view_in_the_answer_to_a_dialog(slack: FakeSlack, client: AsyncWebClient) -> None:
    def answering(app: AsyncApp) -> None:
        @app.view("faq")
        async def made(ack: AsyncAck) -> None:
            await ack(response_action="update", view={**MODAL, "blocks": [section("x" * 3_001)]})

    await client.views_open(trigger_id=slack.site.new_trigger(CUSTOMER), view={**MODAL, "callback_id": "faq"})
    async with bolt(slack, answering):
        await slack.submit(await slack.view_of(CUSTOMER), {"source": "words"})


async def guessed_trigger(_slack: FakeSlack, client: AsyncWebClient) -> None:
    await refused(client.views_open(trigger_id="1.2", view=MODAL))


async def a_fourth_dialog(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = (await client.views_open(trigger_id=slack.site.new_trigger(CUSTOMER), view=MODAL))["view"]["id"]
    for _ in range(2):
        await client.views_push(trigger_id=slack.site.new_trigger(CUSTOMER, root), view=MODAL)
    await refused(client.views_push(trigger_id=slack.site.new_trigger(CUSTOMER, root), view=MODAL))


LONG_BLOCKS = [section("x" * 2_900)] * 5
MARKDOWN = [{"type": "markdown", "text": "psst <@U0STAFF01>"}]


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (posting(text="hi <!channel>"), "chat.postMessage: live <!channel> in outgoing text"),
        (posting(text="hi", blocks=MARKDOWN), "chat.postMessage: live <@U0STAFF01> in outgoing text"),
        (posting(text="hi @here", link_names=True), "parse=full and link_names"),
        (posting(text="hi", parse="full"), "parse=full and link_names"),
        (posting(text="hi", unfurl_links=True), "chat.postMessage: unfurl_links is not switched off"),
        (posting(text="x" * 9_001), "9001 characters; our limit is 9000"),
        (posting(blocks=[section("hi")]), "chat.postMessage: blocks without text"),
        (posting(text="hi", loud=True), "chat.postMessage: unknown argument loud"),
        (null_argument, "chat.postMessage: argument thread_ts is null"),
        (refused_post(text="hi", channel=None), "chat.postMessage: invalid_arguments missing required field: channel"),
        (refused_post(), "chat.postMessage: no_text"),
        (refused_post(text="x" * 40_001), "chat.postMessage: msg_too_long"),
        (refused_post(text="hi", blocks=[{"type": "marquee"}]), "chat.postMessage: invalid_blocks"),
        (refused_post(text="hi", blocks=LONG_BLOCKS), "chat.postMessage: msg_blocks_too_long"),
        (refused_post(text="hi", markdown_text="hi"), "chat.postMessage: markdown_text_conflict"),
        (refused_post(text="hi", metadata={"event_type": 1}), "chat.postMessage: invalid_metadata_format"),
        (unknown_method, "chat.shout: unknown_method"),
        (beyond_the_manifest, "team.info: needs team:read, which the app's manifest does not ask for"),
        (answer_on_a_reply, "is a reply's ts; answer on its thread"),
        (ping_in_an_update, "chat.update: live <!here>"),
        (ping_only_one_sees, "chat.postEphemeral: live <!channel>"),
        (ping_in_a_stream, "chat.startStream: live <!everyone>"),
        (broken_chunk, "chat.startStream: invalid_chunks"),
        (ping_by_response_url, "response_url: live <!here>"),
        (broken_blocks_by_response_url, "response_url: invalid_blocks"),
        (ping_in_the_answer_to_a_command, "answer to /faq: live <!here>"),
        (broken_view_in_the_answer_to_a_dialog, "response_action update: must be less than 3001 characters"),
        (guessed_trigger, "views.open: invalid_trigger_id"),
        (a_fourth_dialog, "views.push: push_limit_reached"),
    ],
)
async def test_a_planted_breach_fails_the_test_unless_it_is_allowed(
    slack: FakeSlack, client: AsyncWebClient, plant: Plant, words: str
) -> None:
    await plant(slack, client)

    with pytest.raises(AssertionError) as objection:
        slack.verify()
    assert words in str(objection.value)
    slack.allow(slack.violations[0].partition(":")[0])
    slack.verify()


async def test_what_a_careful_bot_does_is_no_breach(slack: FakeSlack, client: AsyncWebClient) -> None:
    root = slack.says(CUSTOMER, SUPPORT, "one")

    await client.chat_postMessage(
        channel=SUPPORT, text="hi &lt;!here&gt;", blocks=[section("hi")], thread_ts=root["ts"], **QUIET
    )

    slack.verify()
