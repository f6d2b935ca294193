"""/faq in the trial workspace as people see it: the form, the message, the thread, publishing (issue 4)."""

import pytest
from playwright.async_api import Locator, expect

from bot.wiring import Bot
from tests.browser.desk import Desk, OpenDesk
from tests.fakes.slack import FakeSlack
from tests.handlers.faq.desk import DOCUMENTS
from tests.handlers.faq.published import stored_set
from tests.paths import ROOT

pytestmark = [pytest.mark.asyncio(loop_scope="session")]

EXAMPLES = sorted((ROOT / "docs" / "examples").iterdir())
# Question, answer and quote as a model makes them; the first answer is its quote.
GLASS = "All shades are made of blown glass from Murano."
PARAPHRASED = [
    ("What are shades made of?", GLASS, GLASS),
    ("How long do lamps last?", "They last two years if used every day.", "Lamps last two years in daily use."),
    (
        "Where can I return a lamp?",
        "You can bring it to any shop within 30 days.",
        "Lamps and shades are taken back in each of our shops for 30 days after they were bought.",
    ),
]


@pytest.fixture(autouse=True)
def _names(slack: FakeSlack) -> None:
    """The message of a set names its owner, on purpose."""
    slack.allow("live <@U0ANA0001>")


async def _form(desk: Desk) -> None:
    """Type /faq and wait for the form."""
    await desk.page.locator("#composer").fill("/faq")
    await desk.page.keyboard.press("Enter")
    await expect(desk.modal.get_by_role("button", name="Make FAQs")).to_be_visible()


async def _fill(desk: Desk) -> None:
    """Fill in the three documents."""
    for at, document in enumerate(DOCUMENTS):
        if at:
            await desk.modal.get_by_role("button", name="Add another document").click()
        await expect(desk.modal.locator(f"[data-block=title_{at}]")).to_be_visible()
        await desk.modal.locator(f"[data-block=title_{at}] input").fill(document.title)
        await desk.modal.locator(f"[data-block=text_{at}_0] textarea").fill(document.text)
    await desk.modal.get_by_text("This channel").click()


def _status(desk: Desk) -> Locator:
    return desk.messages.filter(has_text="FAQ set 1").last


async def _attach(desk: Desk) -> None:
    """Attach a policy, a manual and a help page."""
    await desk.modal.locator("[data-block=files] input[type=file]").set_input_files(EXAMPLES)
    await expect(desk.modal.locator("[data-block=files] li")).to_have_count(len(EXAMPLES))
    await desk.modal.get_by_text("This channel").click()


async def test_documents_of_three_kinds_become_proved_faqs_that_staff_publish(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk = await open_desk()
    await _form(desk)
    await _attach(desk)

    await desk.modal.get_by_role("button", name="Make FAQs").click()
    await desk.settled(frontdesk)
    await desk.page.keyboard.press("Escape")  # on a slow machine the form says what was read
    await expect(_status(desk)).to_contain_text("Read Camera rental policy: 6 sections.")
    await expect(_status(desk)).to_contain_text("questions delivered")
    await desk.open_thread(_status(desk))
    await expect(desk.replies.last).to_contain_text("FAQ.md")
    await expect(desk.thread).to_contain_text("word for word")
    await desk.shot("faq-thread")

    await desk.act_as("Sam Fischer")
    await expect(_status(desk)).to_contain_text("answers are ready")
    await _status(desk).get_by_role("button", name="ready").click()
    await expect(_status(desk)).to_contain_text("Published: the desk answers")
    await _status(desk).get_by_role("button", name="Open", exact=True).click()
    await expect(desk.modal).to_contain_text("Worded by Frontdesk: have a look")
    await desk.shot("faq-look")
    await desk.modal.get_by_role("button", name="more (staff)").click()
    await expect(desk.modal).not_to_contain_text("for a look")
    await expect(desk.modal).to_contain_text("Withdraw")
    await desk.page.keyboard.press("Escape")

    await desk.act_as("Ben Okafor")
    asked = await desk.say("what happens if nobody is at home?")
    await desk.open_thread(asked)
    await expect(desk.replies.last).to_contain_text("takes the parcel to the nearest shop")
    await expect(desk.replies.last).to_contain_text("Your parcel")


async def test_an_entry_is_removed_and_made_anew_by_its_buttons(open_desk: OpenDesk, frontdesk: Bot) -> None:
    desk = await open_desk()
    await _form(desk)
    await _fill(desk)
    await desk.modal.get_by_label("Number of questions").fill("3")
    await desk.modal.get_by_role("button", name="Make FAQs").click()
    await desk.settled(frontdesk)
    await desk.open_thread(_status(desk))
    page = desk.replies.filter(has_text="Regenerate this one").first
    [question] = [line for line in (await page.inner_text()).split("\n") if line.startswith("1. ")]

    await page.get_by_role("button", name="Remove").nth(2).click()
    await desk.page.locator("dialog").get_by_role("button", name="Remove").click()
    await expect(page).to_contain_text("(removed)")
    await page.get_by_role("button", name="Regenerate this one").first.click()
    await desk.settled(frontdesk)

    await expect(page).not_to_contain_text(question)


async def test_what_is_wrong_stands_at_its_field(open_desk: OpenDesk, frontdesk: Bot) -> None:
    assert frontdesk.port
    desk = await open_desk()
    await _form(desk)

    await desk.modal.get_by_role("button", name="Make FAQs").click()

    await expect(desk.modal.locator("[data-block=text_0_0] .field-error")).to_contain_text("nothing to make FAQs from")


async def _typed(desk: Desk, command: str) -> None:
    await desk.page.locator("#composer").fill(command)
    await desk.page.keyboard.press("Enter")


async def test_staff_decide_side_by_side_then_publish_and_the_rest_waits(open_desk: OpenDesk, frontdesk: Bot) -> None:
    await stored_set(frontdesk, PARAPHRASED, "Lamps and shades")
    desk = await open_desk()
    await desk.act_as("Sam Fischer")
    await _typed(desk, "/faq 1")
    await expect(desk.modal).to_contain_text("Waits for your decision")
    await desk.shot("faq-decide")

    await desk.modal.get_by_role("button", name="Approve").first.click()
    await expect(desk.modal).to_contain_text("Approved by")
    await desk.modal.get_by_role("button", name="Edit").first.click()
    await expect(desk.modal.locator("[data-block=answer] textarea")).to_have_value(PARAPHRASED[2][1])
    await desk.modal.locator("[data-block=answer] textarea").fill("In any shop of ours, for 30 days.")
    await desk.modal.get_by_role("button", name="Save").click()
    await expect(desk.modal).to_contain_text("our team, in its own words")
    await desk.modal.get_by_role("button", name="Reject").first.click()
    await expect(desk.modal).to_contain_text("Rejected by")
    await desk.modal.get_by_role("button", name="Publish").click()
    await expect(desk.modal).to_contain_text("Withdraw")
    await expect(desk.modal).to_contain_text("1 is rejected: entry 1.")
    await desk.shot("faq-decided")
    await desk.page.keyboard.press("Escape")

    await desk.act_as("Ben Okafor")
    await desk.open_thread(await desk.say(PARAPHRASED[2][0]))
    await expect(desk.replies.last).to_contain_text("In any shop of ours, for 30 days.")
    await expect(desk.replies.last).to_contain_text("answered by our team")


async def test_a_question_without_an_answer_becomes_an_entry_and_the_next_one_is_answered(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk = await open_desk()
    await desk.open_thread(await desk.say("Do you sell gift cards?"))
    await expect(desk.replies.last).to_contain_text("I am not sure")
    await desk.settled(frontdesk)
    await desk.act_as("Sam Fischer")

    await _typed(desk, "/faq gaps")
    await expect(desk.modal).to_contain_text("Do you sell gift cards?")
    await desk.shot("faq-gaps")
    await desk.modal.get_by_role("button", name="Answer this").click()
    await expect(desk.modal.locator("[data-block=question] input")).to_have_value("Do you sell gift cards?")
    await desk.modal.locator("[data-block=answer] textarea").fill("Yes: in every shop, from 10 to 500 euros.")
    await desk.shot("faq-answer-gap")
    await desk.modal.get_by_role("button", name="Publish").click()
    await expect(desk.modal).to_contain_text("every question so far got an answer")
    await desk.page.keyboard.press("Escape")

    await desk.act_as("Ben Okafor")
    await desk.open_thread(await desk.say("Do you sell gift cards?"))
    await expect(desk.replies.last).to_contain_text("Yes: in every shop")
    await expect(desk.replies.last).to_contain_text("answered by our team")
    await desk.shot("faq-own-words")


async def test_a_set_is_erased_after_a_question(open_desk: OpenDesk, frontdesk: Bot) -> None:
    await stored_set(frontdesk, PARAPHRASED, "Lamps and shades")
    desk = await open_desk()
    await desk.act_as("Sam Fischer")
    await _typed(desk, "/faq 1")

    await desk.modal.get_by_role("button", name="Erase the set").click()
    await expect(desk.page.locator("dialog").last).to_contain_text("This cannot be undone.")
    await desk.page.locator("dialog").last.get_by_role("button", name="Erase", exact=True).click()

    await expect(desk.modal).to_contain_text("Set 1 is erased, with its documents.")
