"""The trial as a process, and somebody at its page: who presses, writes, waits, takes pictures, and counts clicks."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from playwright.async_api import Browser, ConsoleMessage, Locator, Page, ViewportSize, expect

PATIENCE_S = 60
SETTINGS = {
    "FRONTDESK_TIME_ZONE": "UTC",
    "FRONTDESK_WORKING_HOURS": "Mon-Fri 09:00-17:30",
    "FRONTDESK_WEEKLY_DIGEST": "on",
}
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}
CUT = """
[...document.querySelectorAll("body *")]
  .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0)
  .filter((node) => getComputedStyle(node).overflowX === "visible" && getComputedStyle(node).display !== "inline")
  .map((node) => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`)
"""


def tell(line: str) -> None:
    """Say something to who started the day."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


expect.set_options(timeout=PATIENCE_S * 1_000)


@asynccontextmanager
async def open_demo(folder: Path) -> AsyncIterator[str]:
    """Start ``frontdesk demo`` with hours and a weekly digest; give its address; end it by its own id."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FRONTDESK_", "OPENAI_"))}
    words = (sys.executable, "-m", "bot", "demo", "--no-open", "--keep", str(folder))
    process = await asyncio.create_subprocess_exec(
        *words, env={**kept, **SETTINGS}, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not (found := re.search(rb"http://\S+", await process.stdout.readline())):
                assert not process.stdout.at_eof(), "the demo ended"
        reading = asyncio.create_task(process.stdout.read())
        yield found[0].decode()
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()
    tell((await reading).decode())


class Player:
    """One person at one page; ``clicks`` counts each press of theirs, a choice in a menu as two."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page = page
        self.clicks = 0
        self.troubles: list[str] = []
        self._pictures = pictures
        page.set_default_timeout(PATIENCE_S * 1_000)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.messages = page.locator("#main .log .message")
        self.thread = page.locator("#thread")
        self.replies = page.locator("#thread .log .message")
        self.modal = page.locator("dialog.modal").last
        self.home = page.locator(".home")

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.location.get("url", "").endswith("/favicon.ico"):
            self.troubles.append(message.text)

    async def press(self, where: Locator, name: str) -> None:
        """Press the first button of that very name."""
        await where.get_by_role("button", name=name, exact=True).first.click()
        self.clicks += 1

    async def choose(self, where: Locator, menu: str, option: str) -> None:
        """Open a menu and choose: two clicks."""
        await where.get_by_label(menu).first.select_option(option)
        self.clicks += 2

    async def act_as(self, name: str) -> None:
        """Switch the person."""
        await self._through_menu(self.page.locator(".person", has_text=name))
        await expect(self.page.locator(".person[aria-checked=true]")).to_contain_text(name)
        await self._loaded()

    async def go_to(self, channel: str) -> None:
        """Open a channel or direct conversation by its name in the sidebar."""
        await self._through_menu(self.page.locator(".channel", has_text=channel).first)
        await expect(self.page.locator(".channel[aria-current=page]")).to_contain_text(channel)
        await self._loaded()

    async def go_home(self) -> None:
        """Open the bot's Home."""
        await self._through_menu(self.page.locator(".channel", has_text="Home"))

    async def _through_menu(self, entry: Locator) -> None:
        menu = self.page.locator("#menu")
        if await menu.is_visible() and await menu.get_attribute("aria-expanded") != "true":
            await menu.click()
        await entry.click()

    async def _loaded(self) -> None:
        await expect(self.page.locator("html[data-connected=yes]")).to_be_attached()
        await expect(self.page.locator("#main .log[aria-busy=false]")).to_be_attached()

    async def say(self, text: str, field: str = "#composer") -> Locator:
        """Write in the channel (or the thread) and send with Enter; return the message."""
        await self.page.locator(field).fill(text)
        async with self.page.expect_response("**/trial/say") as answer:
            await self.page.locator(field).press("Enter")
        message = (await (await answer.value).json())["message"]
        log = self.messages if field == "#composer" else self.replies
        return log.and_(self.page.locator(f'[data-ts="{message["ts"]}"]'))

    async def command(self, text: str) -> None:
        """Write a command."""
        await self.page.locator("#composer").fill(text)
        await self.page.locator("#composer").press("Enter")

    async def open_thread(self, message: Locator) -> None:
        """Open the thread of a message by its replies."""
        ts = await message.get_attribute("data-ts")
        await message.locator(".open-thread").click()
        await expect(self.page.locator(f'#thread[data-thread="{ts}"] .log[aria-busy=false]')).to_be_visible()

    async def react(self, message: Locator, emoji: str) -> None:
        """Put an emoji on a message."""
        await message.hover()
        await message.get_by_role("button", name="Add a reaction").click()
        await message.get_by_role("button", name=emoji, exact=True).click()

    async def move_clock(self, step: str, until: str = "") -> None:
        """Move the clock forward, once or until its time holds a word."""
        await self.page.locator("#clock").click()
        box = self.page.locator("dialog.clock-dialog")
        shown = box.locator(".clock-now strong")
        for _ in range(8):
            before = await shown.inner_text()
            await box.get_by_role("button", name=step, exact=True).click()
            await expect(shown).not_to_have_text(before)
            if until in await shown.inner_text():
                break
        await box.get_by_role("button", name="Done").click()

    async def picture(self, name: str) -> None:
        """Keep a picture of the window; say what is wider than its place."""
        await self.page.wait_for_timeout(150)  # nobody waits for this: it lets a picture be of a page at rest
        await self.page.screenshot(path=self._pictures / f"{name}.png", animations="disabled")
        for cut in await self.page.evaluate(CUT):
            tell(f"{name}: wider than its place: {cut}")
        if self.troubles:
            tell(f"{name}: the browser says: {self.troubles}")
            self.troubles.clear()


@asynccontextmanager
async def open_player(
    browser: Browser, address: str, pictures: Path, *, phone: bool = False, dark: bool = False
) -> AsyncIterator[Player]:
    """Open the page as somebody with a wide window or a phone, in light or dark colours."""
    context = await browser.new_context(
        viewport=PHONE if phone else WIDE,
        has_touch=phone,
        color_scheme="dark" if dark else "light",
        locale="en-GB",
        timezone_id="UTC",
    )
    player = Player(await context.new_page(), pictures)
    try:
        await player.page.goto(address)
        await expect(player.page.locator("html[data-connected=yes]")).to_be_attached()
        yield player
    finally:
        await context.close()
