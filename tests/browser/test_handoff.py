"""A case goes to a person in the trial workspace as people see it: buttons, the card, claim and silence (issue 5)."""

import pytest
from playwright.async_api import expect

from bot.trial.workspace.seed import DESK_STAFF
from bot.wiring import Bot
from tests.browser.desk import OpenDesk
from tests.fakes.slack import FakeSlack

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def staff_channel() -> str:
    return DESK_STAFF


@pytest.fixture(autouse=True)
def _names(slack: FakeSlack) -> None:
    """A card names the staff who have its case, on purpose."""
    slack.allow("live <@U0STAFF")


async def test_a_customer_asks_for_a_person_by_the_button_and_staff_claim_the_card(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk = await open_desk()
    await desk.page.locator("#composer").fill("I want to return the 'SuperWidget 5000', it hums")
    await desk.page.keyboard.press("Enter")
    await expect(desk.messages.last).to_contain_text("SuperWidget")
    await desk.settled(frontdesk)
    await desk.open_thread(desk.messages.last)
    await expect(desk.thread).to_contain_text("RMA-100016")

    await desk.thread.get_by_role("button", name="Talk to a person").click()
    await desk.settled(frontdesk)
    await expect(desk.thread).to_contain_text("This now waits for a person")

    await desk.act_as("Sam Fischer")
    await desk.go_to("staff")
    card = desk.messages.filter(has_text="CASE-1001").first
    await expect(card).to_contain_text("asked for a person")
    await card.get_by_role("link", name="Thread").click()
    await expect(desk.thread).to_contain_text("RMA-100016")
    await desk.go_to("staff")
    await card.get_by_role("button", name="Claim").click()
    await desk.settled(frontdesk)

    await expect(card).to_contain_text("Claimed by")
    await expect(card.get_by_role("button", name="Claim")).to_have_count(0)


async def test_a_thumb_down_asks_for_a_word(open_desk: OpenDesk, frontdesk: Bot) -> None:
    desk = await open_desk()
    await desk.page.locator("#composer").fill("Where is my order A-12345?")
    await desk.page.keyboard.press("Enter")
    await expect(desk.messages.last).to_contain_text("A-12345")
    await desk.settled(frontdesk)
    await desk.open_thread(desk.messages.last)

    await desk.thread.get_by_role("button", name="Not helpful: this answer did not help").click()
    await desk.modal.locator("textarea").fill("It is not my order")
    await desk.modal.get_by_role("button", name="Send").click()
    await expect(desk.modal).to_have_count(0)
    await desk.settled(frontdesk)


async def test_customers_do_not_see_the_staff_channel(open_desk: OpenDesk, frontdesk: Bot) -> None:
    assert frontdesk.settings.staff_channel == DESK_STAFF
    desk = await open_desk()

    await expect(desk.page.locator(".channel", has_text="support")).to_have_count(1)
    await expect(desk.page.locator(".channel", has_text="staff")).to_have_count(0)
