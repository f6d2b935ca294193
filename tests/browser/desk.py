"""The page of the trial as a person uses it: who acts, where they write, what they see, and pictures of it."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import ConsoleMessage, Locator, Page, expect

from bot.trial.page_api.trial import Trial
from bot.wiring import Bot
from tests.fakes.slack.patience import PATIENCE_S

SHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
LARGEST_SHOT = 275_000  # bytes

expect.set_options(timeout=PATIENCE_S * 1_000)


def where_it_is_noon() -> str:
    """Return a time zone in which it is about noon: "today" and "tomorrow" do not change while a test runs."""
    return f"Etc/GMT{time.gmtime().tm_hour - 12:+d}"  # its signs are the other way round


class Desk:
    """One open page. ``troubles`` holds everything the browser complained about; it should stay empty."""

    def __init__(self, page: Page, trial: Trial) -> None:
        self.page = page
        self._trial = trial
        page.set_default_timeout(PATIENCE_S * 1_000)
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
        await self.answered()

    async def answered(self) -> None:
        """Wait until the trial has answered every request of the page, and the page shows all that has happened."""
        self._trial.bot_changed()  # a line for everybody: once it has been drawn, so has all that came before
        async with asyncio.timeout(PATIENCE_S):
            await self.page.evaluate(QUIET, self._trial.feed.seq)

    async def settled(self, bot: Bot) -> None:
        """Wait until what was pressed or written has had its whole effect, in the bot and in the page."""
        seen = -1
        async with asyncio.timeout(PATIENCE_S):
            while seen != self._trial.feed.seq:
                await self.answered()
                seen = self._trial.feed.seq
                await self._trial.subscriptions.idle()
                await bot.idle()

    async def act_as(self, name: str) -> None:
        """Switch the person."""
        await self.page.locator(".person", has_text=name).click()
        await expect(self.page.locator(".person[aria-checked=true]")).to_contain_text(name)
        await expect(self.page.locator("html[data-connected=yes]")).to_be_attached()
        await expect(self.page.locator("#main .log[aria-busy=false]")).to_be_attached()
        await self.answered()

    async def go_to(self, channel: str) -> None:
        """Open a channel or direct conversation by its name in the sidebar."""
        await self.page.locator(".channel", has_text=channel).first.click()
        await expect(self.page.locator(".channel[aria-current=page]")).to_contain_text(channel)
        await expect(self.page.locator("#main .log[aria-busy=false]")).to_be_attached()
        await self.answered()

    async def say(self, text: str) -> Locator:
        """Write in the channel and send with Enter; return the message."""
        return await self._write("#composer", text, self.messages)

    async def reply(self, text: str) -> Locator:
        """Write in the open thread and send with Enter; return the message."""
        return await self._write("#thread-composer", text, self.replies)

    async def _write(self, field: str, text: str, messages: Locator) -> Locator:
        """Write and send; wait for the very message, whatever else comes meanwhile."""
        await self.page.locator(field).fill(text)
        async with self.page.expect_response("**/trial/say") as answer:
            await self.page.locator(field).press("Enter")
        ts = (await (await answer.value).json())["message"]["ts"]
        message = messages.and_(self.page.locator(f'[data-ts="{ts}"]'))
        await expect(message).to_be_attached()
        return message

    async def open_thread(self, message: Locator) -> None:
        """Open the thread of a message by its replies."""
        ts = await message.get_attribute("data-ts")
        await message.locator(".open-thread").click()
        loaded = self.page.locator(f'#thread[data-thread="{ts}"] .log[aria-busy=false]')
        await expect(loaded).to_be_visible()
        await self.answered()

    async def shot(self, name: str) -> None:
        """Write ``docs/screenshots/NAME.png`` when FRONTDESK_SCREENSHOTS is set; nothing else."""
        if not os.environ.get("FRONTDESK_SCREENSHOTS"):
            return
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        await self.page.screenshot(path=path, animations="disabled")
        assert path.stat().st_size < LARGEST_SHOT, f"{path} is too large for the repository"


# Resolves when no request of the page is under way and the line of that number has been drawn. Looked at twice, with a
# task between: what asks again as soon as it is answered is not through.
QUIET = """
(seq) => new Promise((done) => {
  const root = document.documentElement;
  const quiet = () => root.dataset.asking === "0" && Number(root.dataset.seq) >= seq;
  const look = () => quiet() && setTimeout(() => quiet() && (observer.disconnect(), done()));
  const observer = new MutationObserver(look);
  observer.observe(root, {attributes: true});
  look();
})
"""

OpenDesk = Callable[..., Awaitable[Desk]]
