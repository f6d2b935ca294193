"""The trial page can send each kind of message that the desk hears, and stop what the desk is at work on."""

import pytest
from playwright.async_api import Route, expect

from bot.trial.workspace.seed import SUPPORT
from handlers.runtime.stops import STOPPED
from tests.browser.desk import Desk, OpenDesk
from tests.browser.scripted import Post, ScriptedBot

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


async def answered_sample(desk: Desk, title: str) -> None:
    """Send a sample and open the thread of its answer."""
    await desk.samples.filter(has_text=title).click()
    await desk.open_thread(desk.messages.filter(has=desk.page.locator(".open-thread")).last)


@pytest.mark.usefixtures("frontdesk")
async def test_a_forwarded_message_is_shown_and_answered(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await answered_sample(desk, "A forwarded message")

    await expect(desk.messages.last.locator(".attachment")).to_contain_text("has not arrived yet")
    await expect(desk.replies.last).to_contain_text("A-12345")


@pytest.mark.usefixtures("frontdesk")
async def test_a_snippet_is_answered(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await answered_sample(desk, "A snippet")

    await expect(desk.messages.last).to_contain_text("mail.txt")
    await expect(desk.messages.last.locator(".snippet")).to_contain_text("your invoice INV-7890 is due")
    await expect(desk.replies.last).to_contain_text("INV-7890")


@pytest.mark.usefixtures("frontdesk")
async def test_a_screenshot_is_shown_and_named_in_the_answer(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await answered_sample(desk, "A screenshot")

    await expect(desk.messages.last.locator("img")).to_be_visible()
    await expect(desk.replies.last).to_contain_text("A-12345")
    await expect(desk.replies.last).to_contain_text("screenshot.png")


@pytest.mark.usefixtures("frontdesk")
async def test_a_customer_of_another_organisation_is_answered_alone(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await answered_sample(desk, "another organisation")
    await expect(desk.page.locator(".person[aria-checked=true]")).to_contain_text("Dana Lee")
    await expect(desk.messages.last.locator(".tag")).to_have_text("partner")
    await expect(desk.replies.last).to_contain_text("I have answered you in a direct message")
    await expect(desk.replies.last).not_to_contain_text("A-12345")
    await desk.shot("others-read-along")
    await desk.go_to("Frontdesk")

    await expect(desk.messages.last).to_contain_text("A-12345")


@pytest.mark.usefixtures("frontdesk")
async def test_in_a_group_message_the_desk_answers_who_calls_it(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await answered_sample(desk, "In a group message")

    await expect(desk.replies.last).to_contain_text("A-12345")


async def test_what_the_bot_is_at_work_on_can_be_stopped(
    open_desk: OpenDesk, scripted: ScriptedBot, post: Post
) -> None:
    desk = await open_desk()
    message = await desk.say("Where are my orders?")
    ts = await message.get_attribute("data-ts")
    await post(thread_ts=ts)
    await desk.open_thread(message)
    await _session(scripted, ts, "processing")

    await expect(desk.thread.get_by_role("button", name="Stop")).to_be_visible()
    await desk.thread.get_by_role("button", name="Stop").click()
    told = await scripted.next("agent_session_stopped")
    await _session(scripted, ts, "active")

    assert (told["channel"], told["thread_ts"], told["streaming_message_ts"]) == (SUPPORT, ts, [])
    await expect(desk.thread.get_by_role("button", name="Stop")).to_have_count(0)


async def test_what_the_bot_is_at_work_on_can_be_stopped_by_who_opens_the_page_meanwhile(
    open_desk: OpenDesk, scripted: ScriptedBot, post: Post
) -> None:
    desk = await open_desk()
    message = await desk.say("Where are my orders?")
    ts = await message.get_attribute("data-ts")
    await post(thread_ts=ts)
    await desk.open_thread(message)
    await _session(scripted, ts, "processing")
    await expect(desk.thread.get_by_role("button", name="Stop")).to_be_visible()

    await desk.page.reload()
    await desk.thread.get_by_role("button", name="Stop").click()
    assert (await scripted.next("agent_session_stopped"))["thread_ts"] == ts


@pytest.mark.usefixtures("frontdesk")
@pytest.mark.parametrize("slow_back_office_s", [60])
async def test_what_takes_a_while_can_be_tried_and_stopped_without_a_model(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    await desk.samples.filter(has_text="press Stop").click()
    stop = desk.thread.get_by_role("button", name="Stop")
    await expect(stop).to_be_visible()
    await expect(desk.replies.last).to_contain_text("Working on 2 requests, 1 done")
    await desk.shot("stop")

    await stop.click()

    await expect(desk.replies.last.locator(".message-body")).to_have_text(STOPPED)
    await expect(desk.replies).to_have_count(2)
    await expect(stop).to_have_count(0)
    await desk.reply("Where is my order A-12345?")
    await expect(desk.replies.last).to_contain_text("Tracking number")


@pytest.mark.usefixtures("frontdesk")
@pytest.mark.parametrize("slow_back_office_s", [60])
async def test_what_is_worked_on_elsewhere_can_be_stopped_though_the_bot_was_quicker_than_the_answer_to_the_press(
    open_desk: OpenDesk,
) -> None:
    desk = await open_desk()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        await expect(desk.page.locator(".channel.unread", has_text="Frontdesk")).to_be_visible()
        await route.fulfill(response=answer)

    await desk.page.route("**/say", late)
    await desk.samples.filter(has_text="press Stop").click()
    await desk.thread.get_by_role("button", name="Stop").click()

    await expect(desk.replies.last.locator(".message-body")).to_have_text(STOPPED)


@pytest.mark.usefixtures("frontdesk")
@pytest.mark.parametrize("slow_back_office_s", [60])
async def test_what_was_stopped_can_be_corrected_where_it_stands(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    await desk.samples.filter(has_text="press Stop").click()
    await desk.thread.get_by_role("button", name="Stop").click()
    await expect(desk.replies.last.locator(".message-body")).to_have_text(STOPPED)

    message = desk.messages.last
    await message.hover()
    await message.get_by_role("button", name="Edit").click()
    await desk.page.get_by_label("New text of the message").fill("Where is my order A-12345?")
    await desk.page.keyboard.press("Enter")

    await expect(desk.replies.last).to_contain_text("Tracking number")
    await expect(desk.replies).to_have_count(3)
    await expect(desk.thread.get_by_role("button", name="Stop")).to_have_count(0)


async def _session(scripted: ScriptedBot, ts: str | None, status: str) -> None:
    where = {"channel_id": SUPPORT, "thread_ts": ts, "status": status}
    await scripted.client.api_call("agents.sessions.setStatus", json=where)
