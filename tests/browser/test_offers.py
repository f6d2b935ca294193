"""“Did you mean” in the trial workspace as people see it: an offer, a press, the answer; a wording, its approval."""

import pytest
from playwright.async_api import expect

from bot.wiring import Bot
from tests.browser.desk import OpenDesk
from tests.fakes.slack import FakeSlack
from tests.handlers.faq.offered import DELIVERY, GUIDE, HIRE, publish_each

pytestmark = [pytest.mark.asyncio(loop_scope="session")]

QUESTION = "How long does my parcel take?"
ENTRY = "How long does delivery take?"
ANSWER = "Standard delivery takes two to four working days within the country."


@pytest.fixture(autouse=True)
def _names(slack: FakeSlack) -> None:
    """A list of sets names their owner, on purpose."""
    slack.allow("live <@")


async def test_an_offer_is_pressed_and_answered_and_its_wording_is_approved(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    await publish_each(frontdesk, HIRE, DELIVERY, GUIDE)
    desk = await open_desk()
    asked = await desk.say(QUESTION)
    await desk.open_thread(asked)
    await expect(desk.replies.last).to_contain_text("Did you mean one of these?")
    await desk.shot("offers")

    await desk.replies.last.get_by_role("button", name=ENTRY).click()
    await desk.settled(frontdesk)
    await expect(desk.replies.last).to_contain_text(ANSWER)
    await expect(desk.replies.last).to_contain_text("Delivery and returns, word for word (FAQ set 2)")
    await expect(desk.thread).to_contain_text(f"You chose: {ENTRY}")

    await desk.act_as("Sam Fischer")
    await desk.page.locator("#composer").fill("/faq 2")
    await desk.page.keyboard.press("Enter")
    await desk.modal.get_by_role("button", name="Wordings").click()
    await expect(desk.modal).to_contain_text(f"“{QUESTION}”")
    await desk.shot("wordings")
    await desk.modal.get_by_role("button", name="Approve").click()
    await expect(desk.modal).to_contain_text("approved")
    await desk.page.keyboard.press("Escape")
    await desk.page.keyboard.press("Escape")

    await desk.act_as("Ben Okafor")
    again = await desk.say(QUESTION)
    await desk.open_thread(again)
    await expect(desk.replies.last).to_contain_text(ANSWER)
