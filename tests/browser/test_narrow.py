"""The trial's page on the narrowest telephone: what stands in the ribbon is not cut and lies over nothing else."""

import pytest
from playwright.async_api import Locator, expect

from bot.wiring import Bot
from tests.browser.desk import OpenDesk

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


async def _box(part: Locator) -> tuple[float, float, float]:
    box = await part.bounding_box()
    assert box is not None
    return box["x"], box["x"] + box["width"], box["height"]


async def test_at_320_pixels_the_ribbon_is_one_line_and_nothing_in_it_overlaps(
    open_desk: OpenDesk,
) -> None:
    desk = await open_desk(viewport={"width": 320, "height": 640})

    what, engine = desk.page.locator(".ribbon-what"), desk.page.locator("#engine")
    _, what_ends, height = await _box(what)
    engine_begins, _, _ = await _box(engine)

    _, last_ends, _ = await _box(desk.page.locator("#theme"))
    assert last_ends <= 320
    assert what_ends <= engine_begins
    assert height < 24
    assert await what.evaluate("node => node.scrollWidth <= node.clientWidth")


async def test_at_320_pixels_the_filters_of_home_are_no_wider_than_the_page(
    open_desk: OpenDesk, frontdesk: Bot
) -> None:
    desk = await open_desk()
    await desk.say("I want to talk to a human being please")
    await desk.settled(frontdesk)
    await desk.act_as("Sam Fischer")
    await desk.go_to("Frontdesk")
    await desk.page.get_by_role("tab", name="Home").click()
    home = desk.page.locator(".home")
    await expect(home.get_by_label("Search")).to_be_visible()

    await desk.page.set_viewport_size({"width": 320, "height": 640})

    assert await home.evaluate("node => node.scrollWidth <= node.clientWidth")
