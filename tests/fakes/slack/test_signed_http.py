"""Events, commands, dialogs and buttons reach real Bolt apps by signed HTTP."""

import json
from collections.abc import Awaitable, Callable

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack import (
    BOT_ID,
    BOT_USER,
    CUSTOMER,
    DM,
    SUPPORT,
    FakeSlack,
    Json,
    bot_message,
    mention,
    message,
    own_message,
)
from tests.fakes.slack.bolt_app import answering, bolt
from tests.fakes.slack.samples import MODAL, QUIET, button, section


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
