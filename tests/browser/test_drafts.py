"""What somebody was writing in the trial's page is there again after a reload, until it is sent."""

import pytest
from playwright.async_api import expect

from tests.browser.desk import OpenDesk
from tests.browser.scripted import ScriptedBot

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


async def test_a_draft_outlives_a_reload_and_is_gone_once_it_was_sent(
    open_desk: OpenDesk, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    field = desk.page.locator("#composer")
    await field.fill("Where is my ord")

    await desk.page.reload()
    await expect(field).to_have_value("Where is my ord")

    await desk.say("Where is my order A-12345?")
    await desk.page.reload()
    await expect(desk.messages).to_have_count(1)
    await expect(field).to_have_value("")
