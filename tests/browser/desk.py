"""The page of the trial as a person uses it: who acts, where they write, what they see, and pictures of it."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import ConsoleMessage, Locator, Page, expect

SHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
LARGEST_SHOT = 250_000  # bytes

expect.set_options(timeout=15_000)


class Desk:
    """One open page. ``troubles`` holds everything the browser complained about; it should stay empty."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda dialog: self.troubles.append(f"dialog: {dialog.message}"))
        self.messages = page.locator("#main .log .message")
        self.thread = page.locator("#thread")
        self.replies = page.locator("#thread .log .message")
        self.modal = page.locator("dialog.modal").last
        self.samples = page.locator(".sample")

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium sometimes asks for /favicon.ico of its own accord although the page names its icon.
        address = message.location.get("url", "")
        if message.type in {"error", "warning"} and not address.endswith("/favicon.ico"):
            self.troubles.append(f"{message.text} {address}")

    async def open(self, address: str) -> None:
        """Open the printed address and wait until the page is live."""
        await self.page.goto(address)
        await expect(self.page.locator(".channel[aria-current=page]")).to_be_attached()
        await expect(self.page.locator("#main .log[aria-busy=false]")).to_be_attached()
        await expect(self.page.locator("html[data-connected=yes]")).to_be_attached()

    async def act_as(self, name: str) -> None:
        """Switch the person."""
        await self.page.locator(".person", has_text=name).click()
        await expect(self.page.locator(".person[aria-checked=true]")).to_contain_text(name)
        await expect(self.page.locator("html[data-connected=yes]")).to_be_attached()
        await expect(self.page.locator("#main .log[aria-busy=false]")).to_be_attached()

    async def go_to(self, channel: str) -> None:
        """Open a channel or direct conversation by its name in the sidebar."""
        await self._choose(channel)
        await expect(self.page.locator(".channel[aria-current=page]")).to_contain_text(channel)
        await expect(self.page.locator("#main .log[aria-busy=false]")).to_be_attached()

    async def _choose(self, channel: str) -> None:
        """Click a channel; once more if the sidebar was drawn anew under the click."""
        entry = self.page.locator(".channel", has_text=channel).first
        await entry.click()
        try:
            await expect(self.page.locator(".channel[aria-current=page]")).to_contain_text(channel, timeout=2_000)
        except AssertionError:
            await entry.click()

    async def say(self, text: str) -> Locator:
        """Write in the channel and send with Enter; return the message."""
        before = await self.messages.count()
        await self._write("#composer", text)
        await expect(self.messages).to_have_count(before + 1)
        return self.messages.last

    async def reply(self, text: str) -> None:
        """Write in the open thread and send with Enter."""
        await self._write("#thread-composer", text)

    async def _write(self, field: str, text: str) -> None:
        await self.page.locator(field).fill(text)
        await self.page.locator(field).press("Enter")

    async def open_thread(self, message: Locator) -> None:
        """Open the thread of a message by its replies."""
        await message.locator(".open-thread").click()
        await expect(self.thread).to_be_visible()

    async def shot(self, name: str) -> None:
        """Write ``docs/screenshots/NAME.png`` when FRONTDESK_SCREENSHOTS is set; nothing else."""
        if not os.environ.get("FRONTDESK_SCREENSHOTS"):
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        await self.page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < LARGEST_SHOT, f"{path} is too large for the repository"


OpenDesk = Callable[..., Awaitable[Desk]]
