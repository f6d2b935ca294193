"""Modals, the Home tab and slash commands in the trial workspace."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.trial.workspace.seed import ANA, SUPPORT
from tests.browser.block_kit import faq_modal, field, mrkdwn, plain
from tests.browser.desk import Desk, OpenDesk
from tests.browser.scripted import ScriptedBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_modal_shows_errors_at_their_fields_and_sends_what_was_filled_in(
    open_desk: OpenDesk, scripted: ScriptedBot, tmp_path: Path
) -> None:
    desk = await _with_modal(open_desk, scripted)
    notes = tmp_path / "notes.txt"
    notes.write_text("Panels turn light into current.")

    await desk.modal.get_by_role("button", name="Make them").click()
    await expect(desk.modal.locator("[data-block=title] .field-error")).to_be_visible()
    await expect(desk.modal.locator("[data-block=mail] .field-error")).to_be_hidden()
    await desk.modal.get_by_label("Title").fill("Solar power")
    await desk.modal.get_by_label("Text").fill("Panels turn light into current.")
    await desk.modal.get_by_text("This channel").click()
    await desk.modal.get_by_label("Route").select_option("general")
    await desk.modal.locator("summary").click()
    await desk.modal.locator(".several-list").get_by_text("Billing").click()
    await desk.modal.get_by_label("Day").fill("2026-11-25")
    await desk.modal.get_by_label("Files").set_input_files(notes)
    await expect(desk.modal.locator(".file-list")).to_contain_text("notes.txt")
    await desk.modal.get_by_role("button", name="Make them").click()

    values = (await scripted.next("view_submission"))["view"]["state"]["values"]
    await expect(desk.page.locator("dialog")).to_have_count(0)
    assert values["title"]["it"]["value"] == "Solar power"
    assert values["count"]["it"]["value"] == "10"
    assert values["where"]["it"]["selected_option"]["value"] == "here"
    assert [each["value"] for each in values["tags"]["it"]["selected_options"]] == ["billing"]
    assert values["day"]["it"]["selected_date"] == "2026-11-25"
    assert values["files"]["it"]["files"][0]["name"] == "notes.txt"


async def test_errors_of_the_bot_stand_at_the_field(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    view = faq_modal(blocks=[field("title", "Title", {"type": "plain_text_input"})])
    desk = await _with_modal(open_desk, scripted, view)
    scripted.answers.append({"response_action": "errors", "errors": {"title": "Two documents have this title."}})

    await desk.modal.get_by_label("Title").fill("Solar power")
    await desk.page.keyboard.press("Enter")

    await expect(desk.modal.locator("[data-block=title] .field-error")).to_have_text("Two documents have this title.")
    await expect(desk.modal.get_by_label("Title")).to_be_focused()


async def test_modals_stack_change_in_place_and_close_from_the_top(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    view = faq_modal(blocks=[field("title", "Title", {"type": "plain_text_input"})])
    desk = await _with_modal(open_desk, scripted, view)
    pushed = {"type": "modal", "title": plain("Second"), "submit": plain("Go"), "blocks": view["blocks"]}
    scripted.answers.append({"response_action": "push", "view": pushed})
    await desk.modal.get_by_label("Title").fill("Kept")
    await desk.modal.get_by_role("button", name="Make them").click()
    await expect(desk.modal.get_by_role("heading")).to_have_text("Second")

    await desk.page.keyboard.press("Escape")
    await expect(desk.modal.get_by_role("heading")).to_have_text("Make FAQs")
    await expect(desk.modal.get_by_label("Title")).to_have_value("Kept")
    longer = {**view, "blocks": [*view["blocks"], field("more", "More", {"type": "plain_text_input"}, optional=True)]}
    view_id = await desk.modal.get_attribute("data-view")
    await scripted.client.views_update(view_id=view_id, view=longer)

    await expect(desk.modal.get_by_label("More")).to_be_visible()
    await expect(desk.modal.get_by_label("Title")).to_have_value("Kept")
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator("dialog")).to_have_count(0)


async def test_home_is_asked_for_drawn_and_its_buttons_work(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk = await open_desk()
    await desk.go_to("Frontdesk's Home")
    assert (await scripted.next("app_home_opened"))["tab"] == "home"
    await expect(desk.page.locator(".home")).to_contain_text("Nothing here yet")

    blocks = [
        {"type": "header", "text": plain("Open cases")},
        {"type": "section", "block_id": "row", "text": mrkdwn("*CASE-1001* · Invoice INV-7890 · _waiting_"),
         "accessory": {"type": "button", "action_id": "open", "text": plain("Open"), "value": "1001"}},
        {"type": "context", "elements": [mrkdwn("Ana Souza · billing · 2 minutes ago")]},
    ]  # fmt: skip
    await scripted.client.views_publish(user_id=ANA, view={"type": "home", "blocks": blocks})
    await expect(desk.page.locator(".home")).to_contain_text("CASE-1001")
    await desk.page.locator(".home").get_by_role("button", name="Open").click()

    assert (await scripted.next("block_actions"))["view"]["type"] == "home"


async def test_a_slash_command_is_completed_sent_and_answered_to_one_person_only(
    open_desk: OpenDesk, scripted: ScriptedBot
) -> None:
    desk, other = await open_desk(), await open_desk()
    await other.act_as("Ben Okafor")
    await desk.page.locator("#composer").press_sequentially("/f")
    await expect(desk.page.locator(".completion [role=option]")).to_have_count(1)
    await desk.page.keyboard.press("Enter")
    await desk.page.keyboard.type("list")
    await desk.page.keyboard.press("Enter")

    command = await scripted.next("command")
    await scripted.client.chat_postEphemeral(channel=SUPPORT, user=ANA, text="You have no FAQs yet.")

    assert (command["command"], command["text"]) == ("/faq", "list")
    await expect(desk.messages.last).to_contain_text("only you can see this")
    await expect(other.messages).to_have_count(0)


async def test_a_modal_fits_a_phone(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk = await _with_modal(open_desk, scripted, viewport={"width": 360, "height": 740})

    await expect(desk.modal.get_by_role("button", name="Make them")).to_be_in_viewport()
    assert await desk.modal.evaluate("(box) => box.querySelector('.dialog-body').scrollWidth") <= 336


async def _with_modal(
    open_desk: OpenDesk,
    scripted: ScriptedBot,
    view: dict[str, Any] | None = None,
    **options: Any,  # noqa: ANN401 - Playwright's options of the page
) -> Desk:
    """Open a page whose person typed /faq and got a modal."""
    desk = await open_desk(**options)
    await desk.page.locator("#composer").fill("/faq")
    await desk.page.keyboard.press("Enter")
    command = await scripted.next("command")
    await scripted.client.views_open(trigger_id=command["trigger_id"], view=view or faq_modal())
    await expect(desk.modal).to_be_visible()
    return desk
