"""The trial's page for people who do not see it or use no mouse: axe finds nothing, and keys are enough."""

import pytest
from playwright.async_api import Locator, expect

from bot.trial.workspace.seed import DESK_STAFF, SUPPORT
from bot.wiring import Bot
from tests.browser.axe import findings
from tests.browser.block_kit import BUTTONS, EVERYTHING, faq_modal
from tests.browser.desk import Desk, OpenDesk
from tests.browser.keyboard import Keyboard
from tests.browser.scripted import Post, ScriptedBot
from tests.fakes.slack import FakeSlack

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


@pytest.fixture
def staff_channel() -> str:
    return DESK_STAFF


@pytest.fixture(autouse=True)
def _names(slack: FakeSlack) -> None:
    """A card names the staff who have its case, on purpose."""
    slack.allow("live <@U0STAFF")


async def test_axe_finds_nothing_at_first_sight_in_a_channel_with_replies_a_modal_home_and_a_direct_message(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk = await open_desk()
    found = {"first sight": await findings(desk.page)}

    await desk.open_thread(await desk.say("My bill is wrong and nobody answers. Let me talk to a person!"))
    await desk.settled(frontdesk)
    found["a channel and a thread"] = await findings(desk.page)
    await desk.go_to("Frontdesk")
    await desk.say("What can you help me with?")
    await desk.settled(frontdesk)
    found["a direct message"] = await findings(desk.page)
    await desk.act_as("Sam Fischer")
    await desk.page.locator(".channel", has_text="Home").click()
    await expect(desk.page.locator(".home")).to_contain_text("CASE-1001")
    await desk.settled(frontdesk)
    found["Home"] = await findings(desk.page)
    headings = await desk.page.locator("#main :is(h1, h2, h3):visible").evaluate_all(
        "(all) => all.map((h) => h.tagName)"
    )
    await desk.page.locator(".home").get_by_role("button", name="Open").first.click()
    await expect(desk.modal).to_contain_text("Assignee")
    found["a modal"] = await findings(desk.page)

    assert {where: wrong for where, wrong in found.items() if wrong} == {}
    assert headings[:2] == ["H1", "H2"]


async def test_axe_finds_nothing_in_any_block_or_input(open_desk: OpenDesk, post: Post, scripted: ScriptedBot) -> None:
    desk = await open_desk(viewport={"width": 390, "height": 844}, has_touch=True)
    await post(blocks=EVERYTHING)
    await expect(desk.messages.last.locator(".block")).to_have_count(len(EVERYTHING))
    found = {"blocks": await findings(desk.page)}

    await _modal(desk, scripted)
    await desk.modal.get_by_role("button", name="Make them").click()
    await expect(desk.modal.locator("[data-block=title] .field-error")).to_be_visible()
    found["inputs with errors"] = await findings(desk.page)

    assert {where: wrong for where, wrong in found.items() if wrong} == {}


async def test_a_message_its_reply_and_a_press_in_a_modal_need_only_the_keyboard(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk = await open_desk()
    keys = Keyboard(desk.page)
    await keys.press("Tab", "Enter")  # the first stop leads past everything
    await expect(desk.page.locator("#composer")).to_be_focused()
    await keys.write("Where is my order A-12345?")
    await keys.press("Enter")
    opener = desk.messages.last.locator(".open-thread")
    await expect(opener).to_contain_text("1 reply")
    await desk.settled(frontdesk)

    await keys.tab_to(opener, key="Shift+Tab")
    await keys.press("Enter")
    await expect(desk.page.locator("#thread-composer")).to_be_focused()
    await expect(desk.replies.last).to_contain_text("Tracking number")
    await keys.tab_to(desk.thread.get_by_role("button", name="Not helpful"), key="Shift+Tab")
    await keys.press("Space")
    await expect(desk.modal.locator("textarea")).to_be_focused()
    await keys.write("The carrier is wrong.")
    await keys.tab_to(desk.modal.get_by_role("button", name="Send"))
    await keys.press("Enter")

    await expect(desk.page.locator("dialog")).to_have_count(0)
    await desk.settled(frontdesk)
    await expect(desk.thread.get_by_role("button", name="Not helpful")).to_be_focused()
    await keys.press("Escape")
    await expect(desk.thread).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_what_somebody_writes_is_read_aloud_and_ones_own_words_are_not(
    open_desk: OpenDesk, post: Post, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    said = desk.page.locator("#announcer")

    await desk.say("Anybody there?")
    await expect(said).to_be_empty()
    answer = await post("One moment…")
    await expect(said).to_have_text("Frontdesk: One moment…")
    text = "Yes, *here* I am: <https://example.com|the page>"
    await scripted.client.chat_update(channel=SUPPORT, ts=answer["ts"], text=text)
    await expect(said).to_have_text("Frontdesk: Yes, here I am: the page (example.com)")
    await post("Lunch?", channel="C0RANDOM1")

    await expect(said).to_have_text("Frontdesk wrote in #random.")


async def test_a_menu_a_question_and_a_modal_are_left_by_escape_and_the_keyboard_stands_where_it_stood(
    open_desk: OpenDesk, post: Post, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    keys = Keyboard(desk.page)
    await post(blocks=[BUTTONS])
    more = desk.messages.last.get_by_role("button", name="More actions")
    cancel = desk.messages.last.get_by_role("button", name="Cancel this return")
    await desk.page.locator("#composer").focus()

    await keys.tab_to(more, key="Shift+Tab")
    await keys.press("ArrowDown", "ArrowDown", "Escape")
    await expect(more).to_be_focused()
    await keys.press("ArrowUp", "Enter")
    chosen = (await scripted.next("block_actions"))["actions"][0]
    await keys.tab_to(cancel, key="Shift+Tab")
    await keys.press("Enter")
    await _holds_the_keyboard(keys, desk.page.locator("dialog"))
    await keys.press("Escape")

    await expect(cancel).to_be_focused()
    assert chosen["selected_option"]["value"] == "note"
    await _modal(desk, scripted)
    await _holds_the_keyboard(keys, desk.modal)
    await keys.press("Escape")
    await expect(desk.page.locator("dialog")).to_have_count(0)


async def test_on_a_phone_the_menu_takes_the_keyboard_and_gives_it_back(open_desk: OpenDesk) -> None:
    desk = await open_desk(viewport={"width": 390, "height": 844})
    keys = Keyboard(desk.page)
    button = desk.page.get_by_role("button", name="Channels and people")

    await keys.tab_to(button)
    await keys.press("Enter")
    await expect(desk.page.get_by_role("radio", name="Ana Souza")).to_be_focused()
    await keys.tab_to(desk.page.get_by_role("button", name="Frontdesk's Home"))
    assert await findings(desk.page) == []
    await keys.press("Escape")

    await expect(button).to_be_focused()
    await keys.tab_to(desk.page.locator("#composer"))


async def test_arrow_keys_go_from_message_to_message_and_from_tab_to_tab(
    open_desk: OpenDesk, post: Post, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    await post("first")
    await post("second")
    keys = Keyboard(desk.page)
    await desk.page.locator("#composer").focus()

    await keys.tab_to(desk.messages.nth(1), key="Shift+Tab")
    await keys.press("ArrowUp")
    await expect(desk.messages.nth(0)).to_be_focused()
    await keys.press("End")
    await expect(desk.messages.nth(1)).to_be_focused()
    await desk.go_to("Frontdesk")
    await desk.page.get_by_role("tab", name="Messages").focus()
    await keys.press("ArrowRight")

    home = desk.page.get_by_role("tab", name="Home")
    await expect(home).to_have_attribute("aria-selected", "true")
    await desk.answered()
    await expect(home).to_be_focused()


async def _modal(desk: Desk, scripted: ScriptedBot) -> None:
    await desk.page.locator("#composer").fill("/faq")
    await desk.page.keyboard.press("Escape")  # the list of commands
    await desk.page.keyboard.press("Enter")
    trigger = (await scripted.next("command"))["trigger_id"]
    await scripted.client.views_open(trigger_id=trigger, view=faq_modal())
    await expect(desk.modal).to_be_visible()


async def _holds_the_keyboard(keys: Keyboard, dialog: Locator) -> None:
    """Two rounds of Tab end nowhere behind the dialog (between two rounds the browser's own buttons may have it)."""
    stops = await dialog.locator("button, input, textarea, select, summary").count()
    await keys.press(*["Tab"] * (2 * stops + 2))
    assert await dialog.evaluate(
        "(node) => node.contains(document.activeElement) || document.activeElement === document.body"
    )
