"""The trial workspace in a real browser: what a newcomer sees of the desk (issue 3), with the real bot behind it."""

import pytest
from playwright.async_api import Route, expect

from bot.trial.page_api.trial import Trial
from bot.trial.workspace.seed import ANA, SUPPORT
from bot.wiring import Bot
from tests.browser.desk import OpenDesk
from tests.fakes.slack import FakeSlack

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("frontdesk")]

BILLING = "I was charged twice this month. Can you look into it?"
TECHNICAL = "The app crashes every time I open the settings."


async def test_the_three_part_sample_is_answered_in_its_thread_with_progress_shown(
    open_desk: OpenDesk, slack: FakeSlack
) -> None:
    desk = await open_desk()
    progress = slack.fault("chat.postMessage")
    reply = slack.fault("chat.update", hang=True)  # the progress message becomes the reply

    await desk.samples.filter(has_text="Three requests").click()
    await expect(desk.thread).to_contain_text("3 requests")
    await reply.reached()
    reply.release()

    for result in ("INV-CASE-1001-1", "RMA-100016", "A-12345", "Returns Department"):
        await expect(desk.replies.last).to_contain_text(result)
    await expect(desk.thread.locator(".working")).to_have_count(0)
    await expect(desk.messages.first.locator(".open-thread")).to_contain_text("1 reply")
    await desk.shot("three-parts")
    assert progress.used == 1


async def test_a_billing_question_is_answered_in_its_thread(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await desk.open_thread(await desk.say(BILLING))

    await expect(desk.replies.last).to_contain_text("account number")


async def test_a_technical_question_is_answered_in_its_thread(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await desk.open_thread(await desk.say(TECHNICAL))

    await expect(desk.replies.last).to_contain_text("tried")


async def test_a_general_question_in_the_conversation_with_the_bot_is_answered(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    await desk.go_to("Frontdesk")

    await desk.open_thread(await desk.say("What can you help me with?"))

    await expect(desk.replies.last).to_contain_text("send a product back")


async def test_an_edit_before_the_answer_is_what_gets_answered(open_desk: OpenDesk, slack: FakeSlack) -> None:
    desk = await open_desk()
    held = slack.fault("chat.postMessage", hang=True)
    message = await desk.say("I want to return the 'SuperWidget 5000', it hums. And where is my order A-11111?")
    await held.reached()
    await expect(message).to_contain_text("Frontdesk is working on it…")

    await message.hover()
    await message.get_by_role("button", name="Edit").click()
    await desk.page.get_by_label("New text of the message").fill("Where is my order A-33333? And what about A-22222?")
    await desk.page.keyboard.press("Enter")
    await expect(message).to_contain_text("edited")
    held.release()

    await desk.open_thread(message)
    await expect(desk.replies.last).to_contain_text("A-33333")
    await expect(desk.replies.last).to_contain_text("CASE-1001")
    await expect(desk.replies.last).not_to_contain_text("SuperWidget")


@pytest.mark.parametrize("gather_s", [4])
async def test_several_lines_are_answered_once_under_the_first(open_desk: OpenDesk) -> None:
    desk = await open_desk()

    await desk.samples.filter(has_text="several lines").click()
    await expect(desk.messages.last).to_contain_text("has it been shipped?")
    await desk.open_thread(desk.messages.filter(has_text="Hi").first)

    await expect(desk.replies).to_have_count(2)
    await expect(desk.replies.last).to_contain_text("Tracking number")
    await desk.shot("several-lines")


async def test_an_edit_after_the_answer_is_answered_in_its_place(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    message = await desk.say("I want to return the 'SuperWidget 5000', it hums")
    await desk.open_thread(message)
    await expect(desk.replies.last).to_contain_text("RMA-100016")

    await message.hover()
    await message.get_by_role("button", name="Edit").click()
    await desk.page.get_by_label("New text of the message").fill("Where is my order A-12345?")
    await desk.page.keyboard.press("Enter")

    await expect(desk.replies.last).to_contain_text("Updated, since you edited your message")
    await expect(desk.replies.last).to_contain_text("Tracking number")
    await expect(desk.replies.last).to_contain_text("still stands")
    await expect(desk.replies.last).to_contain_text("RMA-100016")
    await expect(desk.replies).to_have_count(2)


async def test_a_later_message_in_the_thread_fills_the_missing_product_name(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    await desk.samples.filter(has_text="Something is missing").click()
    await expect(desk.replies.last).to_contain_text("product")

    await desk.reply("It is the MegaWidget 9")

    await expect(desk.replies.last).to_contain_text("RMA-")
    await expect(desk.replies.last).to_contain_text("MegaWidget 9")


async def test_staff_who_write_in_the_thread_are_seen_by_the_customer_and_the_bot_stays_silent(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk, staff = await open_desk(), await open_desk()
    await staff.act_as("Sam Fischer")
    await desk.samples.filter(has_text="Something is missing").click()
    await expect(desk.replies).to_have_count(2)

    await staff.open_thread(staff.messages.last)
    await staff.reply("I take this one, Ana.")
    await expect(desk.replies.last).to_contain_text("I take this one, Ana.")
    await expect(desk.replies.last.locator(".tag")).to_have_text("staff")
    await desk.reply("Thank you, Sam")
    await desk.settled(frontdesk)

    await expect(desk.replies).to_have_count(4)


async def test_the_inspector_shows_filters_and_opens_what_went_over_the_wire(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    await desk.samples.filter(has_text="Technical").click()
    await expect(desk.replies.last).to_contain_text("CASE-1001")
    rows = desk.page.locator(".wire-rows > li:visible")

    await desk.page.get_by_role("button", name="What went over the wire").click()
    await expect(rows.filter(has_text="chat.postMessage")).to_have_count(1)
    await expect(rows.filter(has_text="Slack → bot").first).to_be_visible()
    await desk.page.get_by_label("Filter the calls").fill("chat.post")
    await expect(rows).to_have_count(1)
    await rows.first.locator("summary").click()

    await expect(rows.first.locator("pre").first).to_contain_text(f'"channel": "{SUPPORT}"')
    await desk.reply("One more thing: where is my order A-12345?")
    await expect(rows).not_to_have_count(1)


async def test_the_thread_of_a_sample_opens_where_the_bot_was_quicker_than_the_answer_to_the_press(
    open_desk: OpenDesk,
) -> None:
    desk = await open_desk()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        await expect(desk.messages.first.locator(".open-thread")).to_contain_text("1 reply")
        await route.fulfill(response=answer)

    await desk.page.route("**/say", late)
    await desk.samples.filter(has_text="Technical").click()

    await expect(desk.replies.last).to_contain_text("CASE-1001")


async def test_a_phone_shows_one_thing_at_a_time_and_nothing_is_cut(open_desk: OpenDesk) -> None:
    desk = await open_desk(viewport={"width": 360, "height": 740}, has_touch=True)

    await desk.samples.first.click()
    await expect(desk.messages.first.locator(".open-thread")).to_contain_text("1 reply")
    await desk.open_thread(desk.messages.first)
    await expect(desk.replies.last).to_contain_text("RMA-100016")
    assert await desk.page.evaluate("document.documentElement.scrollWidth") == 360
    assert await desk.page.evaluate(CUT) == []

    await desk.thread.get_by_role("button", name="Close the thread").click()
    await desk.page.get_by_role("button", name="Channels and people").click()
    await expect(desk.page.locator(".person", has_text="Ben Okafor")).to_be_in_viewport()
    await desk.act_as("Ben Okafor")
    await expect(desk.messages.first).to_contain_text("INV-7890")


async def test_the_page_is_dark_where_the_system_is_and_a_button_changes_it(open_desk: OpenDesk) -> None:
    desk = await open_desk(color_scheme="dark")
    html = desk.page.locator("html")
    await desk.samples.first.click()
    await expect(desk.replies.last).to_contain_text("RMA-100016")
    await expect(html).to_have_attribute("data-theme", "dark")

    await desk.page.get_by_role("button", name="Use light colours").click()

    await expect(html).to_have_attribute("data-theme", "light")
    assert await desk.page.evaluate("getComputedStyle(document.body).color") == "rgb(31, 42, 42)"


async def test_the_page_says_which_engine_answers(open_desk: OpenDesk, trial: Trial) -> None:
    desk = await open_desk()

    await expect(desk.page.locator("#engine")).to_have_text("Answers: rules engine, no key")
    await expect(desk.page.locator("#ribbon")).to_contain_text("Local trial workspace")
    assert trial.me == ANA


# Text that is wider than the box that holds it, where nothing lets one scroll to it.
CUT = """
[...document.querySelectorAll("#thread :is(p, strong, span, button, h2, div)")]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0)
  .filter((node) => getComputedStyle(node).display !== "inline" && getComputedStyle(node).textOverflow !== "ellipsis")
  .map((node) => `${node.className}: ${node.textContent.slice(0, 40)}`)
"""
