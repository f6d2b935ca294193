"""A case from any message in the trial workspace as people see it: the shortcut, emoji, a saved reply."""

import pytest
from playwright.async_api import expect

from bot.trial.workspace.seed import DESK_STAFF
from bot.wiring import Bot
from tests.browser.desk import OpenDesk
from tests.fakes.slack import FakeSlack
from tests.stored import case_of

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def staff_channel() -> str:
    return DESK_STAFF


@pytest.fixture(autouse=True)
def _names(slack: FakeSlack) -> None:
    """A card names the staff who have its case, on purpose."""
    slack.allow("live <@U0STAFF")


async def test_staff_open_a_case_from_a_message_and_work_it_by_emoji(open_desk: OpenDesk, frontdesk: Bot) -> None:
    desk = await open_desk()
    await desk.go_to("general")
    written = await desk.say("Where is my order A-12345?")
    await desk.settled(frontdesk)
    await desk.act_as("Sam Fischer")
    await desk.go_to("general")

    await written.hover()
    await written.get_by_role("button", name="Open a case").click()
    await desk.settled(frontdesk)
    await expect(desk.messages.last).to_contain_text("CASE-1001 is open. I answer in the thread of the message.")
    await expect(written.locator(".open-thread")).to_contain_text("1 reply")

    await written.hover()
    await written.get_by_role("button", name="Add a reaction").click()
    await written.get_by_role("button", name="eyes").click()
    await desk.settled(frontdesk)
    claimed = await case_of(frontdesk)
    await written.hover()
    await written.get_by_role("button", name="Add a reaction").click()
    await written.get_by_role("button", name="white_check_mark").click()
    await desk.settled(frontdesk)

    assert claimed.taken_over
    assert (await case_of(frontdesk)).status == "resolved"


async def test_staff_keep_a_saved_reply_and_take_it(open_desk: OpenDesk, frontdesk: Bot) -> None:
    desk = await open_desk()
    await desk.say("Please let me talk to a human being")
    await desk.settled(frontdesk)
    await desk.act_as("Sam Fischer")
    await desk.go_to("staff")

    await desk.page.locator("#composer").fill("/cases replies")
    await desk.page.keyboard.press("Enter")
    await desk.modal.get_by_role("button", name="New saved reply").click()
    await desk.modal.locator("input").fill("Greeting")
    await desk.modal.locator("textarea").fill("Hello {customer}, {agent} here about {case}.")
    await desk.modal.get_by_role("button", name="Save").click()
    await expect(desk.modal).to_contain_text("Hello {customer}")
    await desk.page.keyboard.press("Escape")

    await desk.messages.filter(has_text="CASE-1001").first.get_by_role("button", name="Reply", exact=True).click()
    await expect(desk.modal.locator("textarea")).to_be_focused()
    await desk.modal.locator("textarea").fill("I looked into it.")
    await desk.modal.get_by_label("Take a saved reply…").select_option("Greeting")
    await expect(desk.modal.locator("textarea")).to_have_value(
        "I looked into it.\n\nHello Ana Souza, Sam Fischer here about CASE-1001."
    )
    await desk.modal.get_by_role("button", name="Send").click()
    await desk.settled(frontdesk)

    await desk.go_to("support")
    await desk.open_thread(desk.messages.filter(has_text="human being").first)
    await expect(desk.replies.last).to_contain_text("Hello Ana Souza, Sam Fischer here about CASE-1001.")
