"""What Slack answers and what is a bug of ours are told apart: the one is tried again, the other goes to a person."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.client import SlackClient
from bot.slack.errors import translated
from bot.wiring import Bot
from handlers.cases.escalation import plan_notice
from storage import posts
from storage.errors import Transient
from tests.fakes.slack import FakeSlack
from tests.slack.handoff.people import cards
from tests.stored import case_of, say, timeline_of


@asynccontextmanager
async def proxy(body: bytes, kind: str) -> AsyncIterator[SlackClient]:
    """A client with something between it and Slack that answers by itself."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=body, content_type=kind)

    app = web.Application()
    app.router.add_post("/api/auth.test", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:
        yield SlackClient(token="xoxb-1", base_url=str(server.make_url("/api/")), session=session)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>Bad gateway</html>", "text/html"),
        (b"Bad gateway", "text/plain"),
        (b"<html>Bad gateway</html>", "application/json"),
        (b'{"ok": tr', "application/json"),
        (b'["ok"]', "application/json"),
        (b'"ok"', "application/json"),
        (b"null", "application/json"),
        (b'{"error": "forbidden", "message": "blocked by policy"}', "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"", "application/json"),
        (b"\x1f\x8b", "application/gzip"),
    ],
)
async def test_an_answer_that_is_not_slack_s_is_tried_again(body: bytes, kind: str) -> None:
    async with proxy(body, kind) as client:
        with pytest.raises(Transient), translated():
            await client.auth_test()


@pytest.mark.parametrize("bug", [ValueError, AttributeError, KeyError, TypeError, RuntimeError])
async def test_a_bug_of_ours_is_no_slack_that_does_not_answer(bug: type[Exception]) -> None:
    with pytest.raises(bug), translated():
        raise bug


@pytest.mark.parametrize("bug", [ValueError, AttributeError])
async def test_a_bug_in_a_call_to_slack_goes_to_a_person_once(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, bug: type[Exception]
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise bug

    with monkeypatch.context() as patch:
        patch.setattr(AsyncWebClient, "chat_postMessage", broken)
        await say(slack, bot, "Where is my order A-12345?")

    assert (await case_of(bot)).status == "escalated"
    assert [event for event, _ in await timeline_of(bot)].count("reply not delivered") == 1
    assert await bot.intake.sweep() == 0


@pytest.mark.parametrize("step", ["complete", "compose", "plan_reply", "send", "when_people_come", "with_reasons"])
async def test_whoever_gets_no_answer_for_a_bug_of_ours_is_told_so_once_and_which_case_it_is(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError

    with monkeypatch.context() as patch:
        patch.setattr(f"handlers.answer.{step}", broken)
        event = await say(slack, bot, "I want to talk to a person about order A-12345")
    await slack.redeliver(event)
    await bot.idle()

    [told] = slack.replies_to(event)
    assert "I could not finish working on your message" in told.shown
    assert "CASE-1001" in told.shown
    assert (await case_of(bot)).status == "escalated"
    assert await bot.intake.sweep() == 0


async def test_a_bug_in_a_post_about_a_case_gives_the_post_up_and_the_case_to_a_person(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise AttributeError

    event = await say(slack, desk, "Where is my order A-12345?")
    case = await case_of(desk)
    await desk.db.write(lambda tx: plan_notice(tx, case, "It is cancelled.", "key", case.opened_at))
    with monkeypatch.context() as patch:
        patch.setattr("bot.slack.handoff.cards.notice", broken)
        await desk.case_post_jobs.changed(case.id)
        await desk.idle()

    assert len(slack.replies_to(event)) == 1
    assert (await desk.db.read(posts.owed_posts)) == []
    assert (await case_of(desk)).status == "escalated"
    assert ("escalated", "an internal failure") in await timeline_of(desk)
    assert len(cards(slack)) == 1
