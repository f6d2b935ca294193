"""Home, /cases and the modal of a case in the trial workspace as people see them (issue 5)."""

import pytest
from playwright.async_api import expect

from bot.wiring import Bot
from tests.browser.desk import Desk, OpenDesk
from tests.slack.cases.people import THREE_PARTS

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


async def _home(desk: Desk) -> None:
    await desk.go_to("Frontdesk")
    await desk.page.get_by_role("tab", name="Home").click()


async def test_staff_work_a_case_from_home(open_desk: OpenDesk, frontdesk: Bot) -> None:
    desk = await open_desk()
    await desk.say(THREE_PARTS)
    await desk.open_thread(await desk.say("I want to talk to a human being please"))
    await expect(desk.replies.last).to_contain_text("waits for a person")
    await desk.settled(frontdesk)
    await desk.act_as("Sam Fischer")
    home = desk.page.locator(".home")

    await _home(desk)
    await expect(home).to_contain_text("CASE-1002")
    await desk.shot("queue")
    await home.get_by_label("Search").fill("SuperWidget")
    await home.get_by_label("Search").press("Enter")
    await expect(home).not_to_contain_text("CASE-1002")
    await home.get_by_role("button", name="Open", exact=True).last.click()
    await expect(desk.modal).to_contain_text("How it was answered")

    await desk.modal.get_by_role("button", name="Claim").click()
    await expect(desk.modal.get_by_role("button", name="Hand back to the bot")).to_be_visible()
    await desk.modal.get_by_role("button", name="Add a note").click()
    await desk.modal.locator("textarea").fill("Called, will call again tomorrow.")
    await desk.modal.get_by_role("button", name="Add the note").click()
    await expect(desk.modal).to_contain_text("Called, will call again tomorrow.")
    await desk.page.keyboard.press("Escape")
    await expect(home).to_contain_text("assigned to")


async def test_a_customer_finds_their_case_and_cancels_a_return(open_desk: OpenDesk, frontdesk: Bot) -> None:
    desk = await open_desk()
    await desk.open_thread(await desk.say(THREE_PARTS))
    await expect(desk.replies.last).to_contain_text("RMA number")
    await desk.settled(frontdesk)

    await desk.page.locator("#composer").fill("/cases 1001")
    await desk.page.keyboard.press("Enter")
    await expect(desk.modal).to_contain_text("SuperWidget 5000")
    await desk.modal.get_by_role("button", name="Cancel this return").click()
    await desk.page.locator("dialog").get_by_role("button", name="Cancel the return").click()

    await expect(desk.modal).to_contain_text("cancelled")
    await expect(desk.modal).not_to_contain_text("Timeline")
