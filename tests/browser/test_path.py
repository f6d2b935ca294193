"""The whole path of a case in the trial workspace: a customer wants a person, gets one, rates, and writes again."""

import pytest
from playwright.async_api import expect

from bot.trial.workspace.seed import DESK_STAFF
from bot.wiring import Bot
from tests.browser.desk import Desk, OpenDesk
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, timeline_of

pytestmark = [pytest.mark.asyncio(loop_scope="session")]

WISH = "My router drops the connection every evening, please let me talk to a human being"


@pytest.fixture
def staff_channel() -> str:
    return DESK_STAFF


@pytest.fixture(autouse=True)
def _names(slack: FakeSlack) -> None:
    """A card names the staff who have its case, on purpose."""
    slack.allow("live <@U0STAFF")


async def _in_thread(desk: Desk, name: str, text: str = "") -> None:
    """Open the customer's thread as somebody, and write there."""
    await desk.act_as(name)
    await desk.go_to("support")
    await desk.open_thread(desk.messages.filter(has_text="router").first)
    if text:
        await desk.reply(text)


async def _case(desk: Desk, name: str) -> None:
    """Open the case as a member of staff."""
    await desk.act_as(name)
    await desk.page.locator("#composer").fill("/cases 1001")
    await desk.page.keyboard.press("Enter")
    await expect(desk.modal).to_contain_text("Timeline")


async def test_a_case_goes_to_a_person_and_back_is_resolved_rated_and_opened_again(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk = await open_desk()
    await desk.open_thread(await desk.say(WISH))
    await expect(desk.replies.last).to_contain_text("waits for a person")
    await desk.settled(frontdesk)

    await desk.act_as("Sam Fischer")
    await desk.go_to("staff")
    card = desk.messages.filter(has_text="CASE-1001").first
    await card.get_by_role("button", name="Claim").click()
    await expect(card).to_contain_text("Claimed by")

    await _in_thread(desk, "Sam Fischer", "Hello Ana, this is Sam. Which firmware does it run?")
    await _in_thread(desk, "Ana Souza", "Version 2.1, since last week.")
    await desk.settled(frontdesk)
    await expect(desk.replies.last).to_contain_text("Version 2.1")

    await _in_thread(desk, "Sam Fischer", "Version 2.2 repairs that. I hand you back to the desk for the rest.")
    await _case(desk, "Sam Fischer")
    await desk.modal.get_by_role("button", name="Hand back to the bot").click()
    await expect(desk.modal.get_by_role("button", name="Hand back to the bot")).to_have_count(0)
    await desk.page.keyboard.press("Escape")
    await desk.settled(frontdesk)

    await _in_thread(desk, "Ana Souza", "Where is my order A-12345?")
    await expect(desk.replies.last).to_contain_text("Tracking number")
    await desk.settled(frontdesk)
    await _case(desk, "Sam Fischer")
    await desk.modal.get_by_role("button", name="Resolve").click()
    await desk.page.locator("dialog").get_by_role("button", name="Resolve").last.click()
    await expect(desk.modal.get_by_role("button", name="Reopen")).to_be_visible()
    await desk.page.keyboard.press("Escape")

    await _in_thread(desk, "Ana Souza")
    await expect(desk.replies.last).to_contain_text("Our support team has resolved case CASE-1001")
    await desk.replies.last.get_by_role("button", name="Helpful: we could help you").click()
    await desk.settled(frontdesk)
    assert ((await case_of(frontdesk)).status, (await case_of(frontdesk)).rating) == ("resolved", 1)

    await _in_thread(desk, "Ana Souza", "One more: where is my order A-33333?")
    await expect(desk.replies.last).to_contain_text("Here is how order A-33333 stands")
    await desk.settled(frontdesk)

    told = [event for event, _ in await timeline_of(frontdesk)]
    expected = ["opened", "escalated", "claimed", "handed back", "replied", "resolved", "rated", "reopened", "replied"]
    assert [event for event in told if event in expected] == expected
    assert (await case_of(frontdesk)).status == "answered"
